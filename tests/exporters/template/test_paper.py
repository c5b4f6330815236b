"""A county's own template through the program: from the records to a file that is read back."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.shared import RGBColor
from lxml import etree

from exporters.paper_job import Job, PaperRefused
from exporters.produce import prepare
from exporters.selection import Selection
from exporters.template.engine import inspect
from exporters.template.lacks import lacks
from exporters.template.of_dossier import known_names, names_of
from models.actions.closures import remove_member, save_acceptance
from models.actions.measures import set_measure_units
from models.actions.papers import edit_section, save_paper, write_statement
from models.actions.publicity import save_publicity
from models.assembly import acceptance_of, paper_of
from models.domain.closure import ClosureId, Member, PaperKind, StatementKind
from models.domain.finding import Level
from models.domain.partial_date import PartialDate
from models.domain.publicity import Publicity
from models.errors import ExportError, ForeignFileError
from models.workspace import Workspace
from tests.exporters.papers import MEASURES, PROBLEM, PROGRESS
from tests.exporters.records import GOAL, NEXT, TEAM, close_task, measures_of
from tests.exporters.template.county import notice, opinion
from tests.exporters.template.samples import para, table, template, text_box


@pytest.fixture
def closure_id(ws: Workspace) -> ClosureId:
    """Give a closure with everything the county's notice prints."""
    closure_id = close_task(ws)
    for measure in measures_of(ws, closure_id)[:2]:
        set_measure_units(ws, measure_id=measure.id, names=("示例县委党校",))
    shown = ws.find(Publicity, closure_id=closure_id)
    publicity = shown[0] if shown else Publicity(id="p", closure_id=closure_id)  # type: ignore[arg-type]
    save_publicity(ws, publicity=replace(
        publicity, starts_on=PartialDate.of(date(2022, 10, 10)), ends_on=PartialDate.of(date(2022, 10, 21)), days=10,
        receiving_office="示例县整改办", phone="0000-0000000", address="示例县示例路1号",
    ))
    opinion = paper_of(ws, closure_id)
    paper = paper_of(ws, closure_id, PaperKind.PUBLIC_NOTICE)
    save_paper(ws, paper=replace(paper, issuer_id=opinion.issuer_id, dated_on=PartialDate.of(date(2022, 10, 9))))
    return closure_id


def job(ws: Workspace, folder: Path, path: Path, *, kind: str = "public_notice", **more: object) -> Job:
    return prepare(ws, kind, Selection(task="1"), folder=folder, template=path, **more)  # type: ignore[arg-type]


def own(folder: Path, *lines: str) -> Path:
    """Write a template of these paragraphs."""
    path = folder / "模板.docx"
    path.write_bytes(template(*(para(line) for line in lines)))
    return path


def lines_of(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]


def stops(refused: PaperRefused) -> list[tuple[str, str]]:
    return [(item.code, item.text) for item in refused.findings if item.level is Level.STOP]


def test_a_county_prints_its_notice_by_its_own_template(ws: Workspace, closure_id: ClosureId, tmp_path: Path) -> None:
    made = job(ws, tmp_path, notice(tmp_path / "县公示.docx")).run()
    assert made.files == (tmp_path / "任务1-公示-20221009.docx",)
    paper = docx.Document(str(made.files[0]))
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert "{{" not in text and "〔缺" not in text
    assert PROBLEM in text and GOAL in text
    assert "公示期为2022年10月10日至2022年10月21日（10个工作日）。" in text
    assert "请向示例县整改办反映，电话：0000-0000000，地址：示例县示例路1号。" in text
    assert paper.sections[0].header.paragraphs[0].text == "整改任务1 · （未签发）"
    (table,) = paper.tables
    assert [row.cells[0].text for row in table.rows] == ["序号", "1", "2", "3", "4"]
    assert [row.cells[1].text for row in table.rows][1:] == list(MEASURES)
    assert [row.cells[2].text for row in table.rows][1:] == list(PROGRESS)
    # Neighbours with the same unit share its cell.
    assert [row.cells[3].text for row in table.rows] == ["责任单位", "示例县委党校", "示例县委党校", "", ""]
    assert table.rows[1].cells[3]._tc is table.rows[2].cells[3]._tc
    assert paper.core_properties.author == ""


def test_a_city_prints_the_sample_under_its_own_red_head(sample_ws: Workspace, tmp_path: Path) -> None:
    path = opinion(tmp_path / "市意见.docx")
    assert [item.code for item in inspect(path.read_bytes(), known_names())] == ["template_repeated", "template_unused"]
    (made,) = job(sample_ws, tmp_path, path, kind="closure_opinion").run().files
    paper = docx.Document(str(made))
    lines = [paragraph.text for paragraph in paper.paragraphs]
    assert lines[0] == "示例市生态环境保护督察及“回头看”整改工作领导小组办公室"
    assert paper.paragraphs[0].runs[0].font.color.rgb == RGBColor(0xFF, 0, 0)
    assert lines[1] == "示环督改办〔2022〕18号"
    assert "于2022年9月28日对示例县所承担的第1项整改任务进行了验收。" in "".join(lines)
    heads = [line for line in lines if line[:2] in ("一、", "二、", "三、", "四、")]
    assert heads == ["一、督察指出的问题", "二、责任单位采取的工作举措", "三、整改措施的落实情况", "四、验收结论"]
    assert sum(line.startswith(("1. ", "1．", "1.")) for line in lines) == 2
    (team,) = paper.tables[0].rows[0].cells[0].tables
    assert team.rows[0].cells[0].text == "姓名" and len(team.rows) == 6
    assert paper.sections[0].footer.paragraphs[0].text == "第1项整改任务验收销号意见 （未签发）"


def test_what_a_template_names_and_the_records_lack_stops_it(
    ws: Workspace, closure_id: ClosureId, tmp_path: Path
) -> None:
    save_acceptance(ws, acceptance=replace(acceptance_of(ws, closure_id), held_on=(), next_requirements=""))
    path = own(tmp_path, "于{{验收日期}}验收", "{{整段.下步要求}}", "{{公示.邮箱}}")
    with pytest.raises(PaperRefused) as caught:
        job(ws, tmp_path, path).run()
    assert stops(caught.value) == [
        ("missing_slot", "缺验收日期：还没有填写"), ("missing_slot", "缺公示的邮箱：还没有填写"),
        ("no_next_requirements", "缺下步工作要求"),
    ]
    assert all(item.target is not None for item in caught.value.findings)
    (draft,) = job(ws, tmp_path, path, draft=True).run().files
    assert lines_of(draft)[:3] == ["于〔缺：验收日期〕验收", "〔缺：下步工作要求〕", "〔缺：公示.邮箱〕"]
    assert draft.stem.endswith("-草稿")


def test_what_a_template_does_not_name_does_not_stop_it(ws: Workspace, closure_id: ClosureId, tmp_path: Path) -> None:
    save_acceptance(ws, acceptance=replace(acceptance_of(ws, closure_id), held_on=(), conclusion="", result=None))
    for member in ws.find(Member):
        remove_member(ws, member_id=member.id)
    produced = job(ws, tmp_path, own(tmp_path, "{{反馈问题}}")).run()
    assert lines_of(produced.files[0])[0] == PROBLEM
    assert [item for item in produced.findings if item.level is Level.STOP] == []


def test_a_section_prints_what_the_form_prints_with_the_edits_of_people(
    ws: Workspace, closure_id: ClosureId, tmp_path: Path
) -> None:
    before = job(ws, tmp_path, own(tmp_path, "{{整段.下步要求}}"), kind="closure_opinion")
    assert lines_of(before.run().files[0])[0] == NEXT
    edit_section(
        ws, closure_id=closure_id, form=before.form.key, section="next_steps", text="长期坚持。\n定期回头看。",
        generated=NEXT,
    )
    (made,) = job(ws, tmp_path, own(tmp_path, "{{整段.下步要求}}"), kind="closure_opinion").run().files
    assert lines_of(made)[:2] == ["长期坚持。", "定期回头看。"]


def test_statements_that_wait_for_a_person_are_told_by_the_column_that_prints_them(
    ws: Workspace, closure_id: ClosureId, tmp_path: Path
) -> None:
    measure = measures_of(ws, closure_id)[0]
    write_statement(
        ws, closure_id=closure_id, measure_id=measure.id, kind=StatementKind.IMPLEMENTATION, text="组织学习2次。"
    )
    codes = {item.code for item in job(ws, tmp_path, notice(tmp_path / "县公示.docx")).run().findings}
    assert "statement_unconfirmed" in codes
    assert "statement_unconfirmed" not in {
        item.code for item in job(ws, tmp_path, own(tmp_path, "{{整改目标}}")).run().findings
    }


def test_a_public_copy_masks_the_values_and_leaves_out_the_column_to_sign_in(
    ws: Workspace, closure_id: ClosureId, tmp_path: Path
) -> None:
    path = own(tmp_path, "{{整段.签字表}}")
    produced = job(ws, tmp_path, path, public=True, kind="closure_opinion").run()
    (table,) = docx.Document(str(produced.files[0])).tables
    said = "\n".join(cell.text for row in table.rows for cell in row.cells)
    assert "138****0001" in said
    assert not any(phone in said for *_, phone in TEAM)
    notes = {item.code: item for item in produced.findings}
    assert notes["masked"].text == "隐去5个手机号码的中间几位"
    assert "签字" not in said and notes["left_out"].text == "不印签字栏"
    (whole,) = docx.Document(str(job(ws, tmp_path, path, kind="closure_opinion").run().files[0])).tables
    assert len(whole.columns) == len(table.columns) + 1 and "签字" in whole.rows[0].cells[-1].text


def test_a_public_copy_masks_the_templates_own_numbers_wherever_they_stand(
    ws: Workspace, closure_id: ClosureId, tmp_path: Path
) -> None:
    path = tmp_path / "模板.docx"
    path.write_bytes(template(
        para("联系人手机138", "0000", "0009，{{反馈问题}}"), text_box(para("身份证110101900101001")),
        table(("手机", "138-0000-0009")), header=para("值班13800000009"), footnote=para("另：13800000009"),
    ))
    produced = job(ws, tmp_path, path, public=True).run()
    with zipfile.ZipFile(produced.files[0]) as archive:
        parts = [etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")]
    said = ["".join(part.itertext()) for part in parts]
    assert not any("0000000" in text.replace("-", "") or "110101900101001" in text for text in said)
    assert sum(text.count("138****0009") for text in said) == 4
    (note,) = [item for item in produced.findings if item.code == "masked"]
    assert note.where == "公开版 · 模板“模板.docx”的文字"
    assert note.text == "隐去4个手机号码、1个身份证号的中间几位"
    (whole,) = job(ws, tmp_path, path).run().files
    assert lines_of(whole)[0].startswith("联系人手机13800000009，")


def test_a_template_with_a_fault_prints_nothing_not_even_a_draft(
    ws: Workspace, closure_id: ClosureId, tmp_path: Path
) -> None:
    path = own(tmp_path, "于{{验收时间}}验收")
    with pytest.raises(PaperRefused) as caught:
        job(ws, tmp_path, path, draft=True).run()
    (fault,) = caught.value.findings
    assert (fault.where, fault.text) == ("模板“模板.docx” · 第1段", "没有“验收时间”这个名称")
    assert "{{验收日期}}" in fault.remedy
    assert [item.name for item in tmp_path.glob("任务*")] == []


def test_a_file_that_is_no_template_is_refused(ws: Workspace, closure_id: ClosureId, tmp_path: Path) -> None:
    path = tmp_path / "表.docx"
    path.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(ForeignFileError):
        job(ws, tmp_path, path).run()
    with pytest.raises(ForeignFileError):
        job(ws, tmp_path, tmp_path / "没有.docx").run()


def test_names_are_the_same_with_and_without_records(ws: Workspace, closure_id: ClosureId, tmp_path: Path) -> None:
    made = job(ws, tmp_path, own(tmp_path, "{{反馈问题}}"))
    assert made.template is not None
    names = names_of(made.dossier, made.form, made.template.tables)
    known = known_names()
    assert list(names) == list(known)
    assert {key: source.groups for key, source in names.rows.items()} == {
        key: source.groups for key, source in known.rows.items()
    }


def test_the_whole_body_of_a_form_is_one_name(ws: Workspace, closure_id: ClosureId, tmp_path: Path) -> None:
    made = job(ws, tmp_path, own(tmp_path, "{{标题}}", "{{整段.正文}}", "{{落款}}"), kind="closure_opinion")
    lines = lines_of(made.run().files[0])
    assert lines[0].startswith("关于") or "验收销号意见" in lines[0]
    assert "一、督察指出的问题" in lines
    assert PROBLEM in lines


def test_a_section_the_form_does_not_have_is_told(ws: Workspace, closure_id: ClosureId, tmp_path: Path) -> None:
    made = job(ws, tmp_path, own(tmp_path, "{{整段.文末}}"), kind="closure_opinion")
    assert made.template is not None
    bare = replace(made.form, tail=(), opening="")
    names = names_of(made.dossier, bare, made.template.tables)
    (finding,) = lacks(frozenset({"整段.文末"}), names, bare, made.dossier, made.template.tables)
    assert (finding.code, finding.where) == ("template_section_empty", "模板 · {{整段.文末}}")


def test_a_name_of_each_kind_prints_for_the_sample_of_every_source(
    ws: Workspace, closure_id: ClosureId, tmp_path: Path
) -> None:
    names = known_names()
    text = template(*(para(f"{{{{{name}}}}}") for name in (*names.words, *names.sections)))
    assert [item.code for item in inspect(text, names) if item.level is not Level.NOTE] == []


def test_a_template_from_the_vault_that_is_gone_is_told(ws: Workspace, closure_id: ClosureId, tmp_path: Path) -> None:
    made = job(ws, tmp_path, own(tmp_path, "{{反馈问题}}"))
    (tmp_path / "模板.docx").unlink()
    with pytest.raises((ForeignFileError, ExportError), match="读不出来"):
        made.run()
