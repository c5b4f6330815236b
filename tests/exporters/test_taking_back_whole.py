"""The whole way of a paper edited elsewhere: written, edited with another library, taken back, judged, issued.

What is said of it leads to the record, what is kept are both files, and a file that is another paper is told as such.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.text.paragraph import Paragraph

from exporters.issuing import IssueJob, TakenBack, prepare_issue
from exporters.selection import Selection
from models.actions.issuing import issue_paper
from models.actions.papers import adopt_sections, save_paper
from models.assembly import paper_of
from models.assembly.issued import issued_elsewhere
from models.domain.closure import ClosureId, IssuedPaper, Member, PaperKind
from models.domain.finding import Finding, Level
from models.errors import ForeignFileError, InputError
from models.workspace import Workspace
from tests.exporters.records import SHENYANG, close_task

Edit = Callable[[Document], None]


@pytest.fixture
def closure_id(ws: Workspace) -> ClosureId:
    return close_task(ws)


def prepared(ws: Workspace, closure_id: ClosureId) -> IssueJob:
    return prepare_issue(ws, "closure_opinion", Selection(closure_id=closure_id), form=SHENYANG)


def edited(job: IssueJob, edit: Edit, path: Path) -> Path:
    (written,) = job.write().files
    document = docx.Document(str(written))
    edit(document)
    document.save(str(path))
    return path


def taken(ws: Workspace, closure_id: ClosureId, edit: Edit, folder: Path) -> tuple[TakenBack, tuple[Finding, ...]]:
    job = prepared(ws, closure_id)
    back = job.take_back(edited(job, edit, folder / "WPS改.docx"), ws.vault)
    return back, job.told(back.comparison)


def at(document: Document, words: str) -> Paragraph:
    return next(item for item in document.paragraphs if words in item.text)


def say(paragraph: Paragraph, old: str, new: str) -> None:
    """Change words of a paragraph wherever its runs end, as typing over a selection does."""
    text = paragraph.text
    assert old in text
    paragraph.runs[0].text = text.replace(old, new)
    for run in paragraph.runs[1:]:
        run.text = ""


def drop(paragraph: Paragraph) -> None:
    paragraph._p.getparent().remove(paragraph._p)


def reword(document: Document) -> None:
    say(at(document, "继续学习贯彻"), "继续学习", "继续深入学习")


def test_saving_without_a_change_changes_nothing(ws: Workspace, closure_id: ClosureId, tmp_path: Path) -> None:
    back, told = taken(ws, closure_id, lambda document: None, tmp_path)
    assert back.comparison.is_unchanged and told == ()
    assert back.code == prepared(ws, closure_id).code


def test_a_sentence_changed_in_wps_becomes_the_edit_of_its_section_and_the_papers_agree(
    ws: Workspace, closure_id: ClosureId, tmp_path: Path
) -> None:
    back, told = taken(ws, closure_id, reword, tmp_path)
    assert told == ()
    (change,) = back.comparison.sections
    adopt_sections(
        ws, closure_id=closure_id, form=SHENYANG, sections={change.section: (change.theirs, change.ours)}
    )
    assert prepared(ws, closure_id).compare(back.foreign).is_unchanged


def facts(document: Document) -> None:
    say(at(document, "县政府常务会7次研究"), "县政府常务会7次研究", "县政府常务会6次研究")
    say(at(document, "于2022年9月28日对"), "2022年9月28日", "2022年9月29日")
    cell = next(cell for table in document.tables for row in table.rows for cell in row.cells if cell.text == "甲某某")
    say(cell.paragraphs[0], "甲某某", "甲其某")


def test_a_changed_number_date_and_name_lead_each_to_its_record(
    ws: Workspace, closure_id: ClosureId, tmp_path: Path
) -> None:
    _, told = taken(ws, closure_id, facts, tmp_path)
    found = {item.target.table: item for item in told if item.target is not None}
    assert set(found) == {"measures", "acceptances", "members"}
    assert "7次" in found["measures"].text and "6次" in found["measures"].text
    assert (found["acceptances"].level, found["measures"].level) == (Level.STOP, Level.WARN)
    leader = ws.find(Member, closure_id=closure_id, name="甲某某")[0]
    assert found["members"].target is not None and found["members"].target.id == leader.id
    assert found["members"].where == "取回稿 · 签字表 · 甲某某 · 姓名"


def test_a_paragraph_taken_out_and_one_put_in_are_told_in_their_sections(
    ws: Workspace, closure_id: ClosureId, tmp_path: Path
) -> None:
    def edit(document: Document) -> None:
        drop(at(document, "存量“两高”项目1户"))
        new = at(document, "继续学习贯彻").insert_paragraph_before("县委、县政府每季度听取一次专题汇报。")
        assert new.text

    back, _ = taken(ws, closure_id, edit, tmp_path)
    changes = {change.section: change for change in back.comparison.sections}
    assert "存量“两高”项目1户" in changes["implementation"].ours
    assert "存量“两高”项目1户" not in changes["implementation"].theirs
    assert "县委、县政府每季度听取一次专题汇报。" in changes["next_steps"].theirs
    assert len(changes) == 2


def test_a_section_moved_behind_another_loses_no_word_and_no_fact(
    ws: Workspace, closure_id: ClosureId, tmp_path: Path
) -> None:
    def edit(document: Document) -> None:
        head, text = at(document, "六、"), at(document, "继续学习贯彻")
        target = at(document, "五、")
        for paragraph in (head, text):
            target._p.addprevious(paragraph._p)

    back, told = taken(ws, closure_id, edit, tmp_path)
    assert back.comparison.sections and back.comparison.facts == ()
    assert [item for item in told if item.level is Level.STOP] == []
    everything = "".join(change.theirs for change in back.comparison.sections)
    assert "继续学习贯彻" in everything


@pytest.mark.parametrize("kind", [PaperKind.NOTICE_TABLE, PaperKind.PUBLIC_NOTICE, PaperKind.SELF_CHECK_REPORT])
def test_every_kind_somebody_signs_comes_back_from_another_program_unchanged(
    kind: PaperKind, ws: Workspace, closure_id: ClosureId, tmp_path: Path
) -> None:
    job = prepare_issue(ws, kind, Selection(closure_id=closure_id))
    path = tmp_path / "取回.docx"
    docx.Document(str(replace(job, job=replace(job.job, draft=True)).write().files[0])).save(str(path))
    assert job.take_back(path, ws.vault).comparison.is_unchanged


# What is kept


def test_both_files_are_kept_as_they_were_and_named_by_the_record(
    ws: Workspace, closure_id: ClosureId, tmp_path: Path
) -> None:
    job = prepared(ws, closure_id)
    path = edited(job, reword, tmp_path / "改.docx")
    back = job.take_back(path, ws.vault)
    now = prepared(ws, closure_id).under(back.code)
    changes = issue_paper(ws, ready=now.ready(ws.vault, back=back))
    paper = ws.need(IssuedPaper, changes.new_id("issued_papers"))
    assert ws.vault.path_of(paper.file_sha256).read_bytes() == path.read_bytes()
    own = ws.vault.path_of(paper.own_sha256).read_bytes()
    assert hashlib.sha256(own).hexdigest() == paper.own_sha256 != paper.file_sha256
    assert paper.code == job.code and (paper.file_name, paper.own_name) == ("改.docx", job.job.name)
    texts = [docx.Document(str(ws.vault.path_of(sha256))) for sha256 in (paper.file_sha256, paper.own_sha256)]
    assert at(texts[0], "继续深入学习") and at(texts[1], "继续学习贯彻")


# The wrong file


def test_a_file_that_contradicts_the_records_cannot_be_issued_by_any_way(
    ws: Workspace, closure_id: ClosureId, tmp_path: Path
) -> None:
    back, _ = taken(ws, closure_id, facts, tmp_path)
    ready = prepared(ws, closure_id).under(back.code).ready(ws.vault, back=back)
    assert ready.stops and ready.own.sha256 == ""
    with pytest.raises(InputError, match="须处理，不能签发"):
        issue_paper(ws, ready=ready)
    assert ws.find(IssuedPaper) == []


def test_a_letter_that_has_nothing_to_do_with_it_is_told_once(
    ws: Workspace, closure_id: ClosureId, tmp_path: Path
) -> None:
    path = tmp_path / "通知.docx"
    letter = docx.Document()
    letter.add_paragraph("关于召开2025年第3次工作例会的通知")
    letter.add_paragraph("各科室：定于2025年11月25日上午9时在二楼会议室召开例会，请准时参加。")
    letter.save(str(path))
    job = prepared(ws, closure_id)
    back = job.take_back(path, ws.vault)
    (finding,) = job.told(back.comparison)
    assert (finding.level, finding.code) == (Level.STOP, "taken_back_another")
    assert "另一份文件" in finding.text and back.code == ""


def test_an_empty_document_is_another_paper_too(ws: Workspace, closure_id: ClosureId, tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "空.docx"))
    job = prepared(ws, closure_id)
    (finding,) = job.told(job.take_back(tmp_path / "空.docx", ws.vault).comparison)
    assert finding.code == "taken_back_another"


def test_the_paper_of_another_task_is_told_by_its_title_before_anything_else(
    ws: Workspace, closure_id: ClosureId, tmp_path: Path
) -> None:
    save_paper(ws, paper=replace(paper_of(ws, closure_id), document_sequence=17))
    other = prepared(ws, close_task(ws, number="2"))
    path = edited(other, lambda document: None, tmp_path / "任务2.docx")
    job = prepared(ws, closure_id)
    told = job.told(job.take_back(path, ws.vault).comparison)
    assert (told[0].code, told[0].level) == ("taken_back_another_task", Level.STOP)
    assert "第1项" in told[0].text and told[0].where == "取回稿 · 标题"


def test_a_file_with_the_code_of_an_issued_paper_is_told_by_whose_it_is(
    ws: Workspace, closure_id: ClosureId, tmp_path: Path
) -> None:
    save_paper(ws, paper=replace(paper_of(ws, closure_id), document_sequence=17))
    second = close_task(ws, number="2")
    changes = issue_paper(ws, ready=prepared(ws, closure_id).ready(ws.vault))
    code = ws.need(IssuedPaper, changes.new_id("issued_papers")).code
    (finding,) = issued_elsewhere(ws, code, paper_of(ws, second).id)
    assert "任务 1" in finding.text and "验收销号意见" in finding.text and finding.level is Level.STOP
    assert list(issued_elsewhere(ws, code, paper_of(ws, closure_id).id)) == []
    assert list(issued_elsewhere(ws, "", paper_of(ws, second).id)) == []


def refused(ws: Workspace, closure_id: ClosureId, path: Path) -> ForeignFileError:
    before = set(ws.vault.stored())
    with pytest.raises(ForeignFileError) as error:
        prepared(ws, closure_id).take_back(path, ws.vault)
    assert set(ws.vault.stored()) == before
    assert error.value.where == path.name and error.value.remedy
    return error.value


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("空.docx", b"", "空"),
        ("~$意见.docx", b"\x05\x00clerk" + bytes(155), "不是 Word 文档"),
        ("半份.docx", None, "坏"),
        ("旧.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧格式"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words_and_not_kept(
    name: str, content: bytes | None, words: str, ws: Workspace, closure_id: ClosureId, tmp_path: Path
) -> None:
    path = tmp_path / name
    whole = edited(prepared(ws, closure_id), lambda document: None, tmp_path / "整份.docx").read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if content is None else content)
    assert words in str(refused(ws, closure_id, path))


def test_a_file_that_went_away_or_is_a_folder_is_refused(
    ws: Workspace, closure_id: ClosureId, tmp_path: Path
) -> None:
    folder = tmp_path / "文件夹.docx"
    folder.mkdir()
    assert refused(ws, closure_id, folder)
    assert refused(ws, closure_id, tmp_path / "没有了.docx")


