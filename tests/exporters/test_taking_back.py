"""A paper edited in WPS comes back: what changed is told by section, facts are told against the records, noise is not.

The papers are ours, edited in their XML as WPS would leave them; one round trip goes through a real office program.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from exporters.blocks import Document
from exporters.forms.build import build
from exporters.printed_lines import printed_lines
from exporters.word import to_bytes, write
from models.assembly import closure_dossier
from models.domain.closure import PaperKind
from models.domain.facts import Fact
from models.domain.finding import Level
from models.domain.paper_lines import ForeignLine, ForeignPaper, PaperLine, placed
from models.domain.taking_back import Comparison, compare
from models.errors import ForeignFileError
from models.intake.issued import read_back
from models.intake.words.lines import read
from models.workspace import Workspace
from tests.exporters.papers import OFFICE
from tests.exporters.records import LIAONING, SHENYANG, TEAM, close_task, form_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CODE = "ABCDEFGHIJK2"
NAMES = (*(name for _, name, *_ in TEAM), "示例县", "示例市生态环境局", OFFICE)
SOFFICE = shutil.which("soffice")
Body = Any


@pytest.fixture
def papers(ws: Workspace) -> dict[str, Document]:
    dossier = closure_dossier(ws, close_task(ws))
    return {key: build(form_of(key), dossier, code=CODE) for key in (SHENYANG, LIAONING)}


@pytest.fixture
def paper(papers: dict[str, Document]) -> Document:
    return papers[SHENYANG]


def edited(document: Document, edit: Callable[[Body], None], path: Path, **more: bytes) -> Path:
    """Write the paper with its body edited, and with further parts (word_numbering_xml for word/numbering.xml)."""
    with zipfile.ZipFile(io.BytesIO(to_bytes(document))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    edit(root[0])
    parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts | more).items():
            archive.writestr(name, content)
    return path


def taken_back(document: Document, edit: Callable[[Body], None], folder: Path, **more: bytes) -> Comparison:
    path = edited(document, edit, folder / "取回.docx", **more)
    return compare(printed_lines(document), read_back(path), names=NAMES)


def replaced(old: str, new: str) -> Callable[[Body], None]:
    """Return an edit that replaces words inside the runs they stand in; they must stand somewhere."""

    def edit(body: Body) -> None:
        found = [node for node in body.iter(f"{{{W}}}t") if old in node.text]
        assert found, old
        for node in found:
            node.text = node.text.replace(old, new)

    return edit


def paragraph(body: Body, words: str) -> Any:
    return next(node for node in body.iter(f"{{{W}}}p") if words in "".join(node.itertext(f"{{{W}}}t")))


def new_paragraph(text: str) -> Any:
    return etree.fromstring(f'<w:p xmlns:w="{W}"><w:r><w:t>{text}</w:t></w:r></w:p>')


def test_an_untouched_paper_comes_back_unchanged(papers: dict[str, Document], tmp_path: Path) -> None:
    for document in papers.values():
        assert taken_back(document, lambda body: None, tmp_path).is_unchanged


@pytest.mark.skipif(SOFFICE is None, reason="没有LibreOffice（soffice），无法另存")
def test_a_paper_saved_by_an_office_program_comes_back_unchanged(papers: dict[str, Document], tmp_path: Path) -> None:
    for key, document in papers.items():
        write(document, tmp_path / f"{key}.docx")
    profile = (tmp_path / "profile").as_uri()
    files = [str(tmp_path / f"{key}.docx") for key in papers]
    subprocess.run(
        [str(SOFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx", "--outdir",
         str(tmp_path / "saved"), *files], check=True, capture_output=True, timeout=300,
    )
    for key, document in papers.items():
        found = compare(printed_lines(document), read_back(tmp_path / "saved" / f"{key}.docx"), names=NAMES)
        assert found == Comparison()


def test_one_changed_word_is_offered_as_an_edit_of_its_section(paper: Document, tmp_path: Path) -> None:
    found = taken_back(paper, replaced("议题，及时解决突出", "议题，及时研究解决突出"), tmp_path)
    (change,) = found.sections
    assert (change.section, change.is_editable) == ("implementation", True)
    assert change.theirs == change.ours.replace("及时解决突出", "及时研究解决突出")
    assert not change.ours.startswith("三、")
    assert found.facts == found.rows == found.findings == ()


def test_a_changed_number_is_a_finding_with_both_values(paper: Document, tmp_path: Path) -> None:
    found = taken_back(paper, replaced("县政府常务会7次研究", "县政府常务会6次研究"), tmp_path)
    assert [(fact.kind, fact.before, fact.after) for fact in found.facts] == [(Fact.NUMBER, "7次", "6次")]
    (finding,) = found.findings
    assert (finding.level, finding.code) == (Level.WARN, "taken_back_differs")
    assert "7次" in finding.text and "6次" in finding.text
    assert [change.section for change in found.sections] == ["implementation"]


def test_a_changed_date_is_a_stop(paper: Document, tmp_path: Path) -> None:
    found = taken_back(paper, replaced("于2022年9月28日对", "于2022年9月29日对"), tmp_path)
    assert [(fact.kind, fact.before, fact.after) for fact in found.facts] == [
        (Fact.DATE, "2022年9月28日", "2022年9月29日")
    ]
    assert [finding.level for finding in found.findings] == [Level.STOP]
    assert [change.section for change in found.sections] == ["opening"]


def test_a_changed_document_number_is_a_stop_in_the_red_head(paper: Document, tmp_path: Path) -> None:
    found = taken_back(paper, replaced("〔2022〕18号", "〔2022〕19号"), tmp_path)
    assert [(change.section, change.is_editable) for change in found.sections] == [("red_head", False)]
    assert (Fact.DOCUMENT, "示环督改办〔2022〕18号", "示环督改办〔2022〕19号") in [
        (fact.kind, fact.before, fact.after) for fact in found.facts
    ]
    assert Level.STOP in [finding.level for finding in found.findings]


def test_a_changed_unit_in_the_text_is_told_as_a_name(paper: Document, tmp_path: Path) -> None:
    found = taken_back(paper, replaced("责任单位示例县所承担", "责任单位示范县所承担"), tmp_path)
    assert (Fact.NAME, "示例县", "示范县") in [(fact.kind, fact.before, fact.after) for fact in found.facts]


def test_a_changed_member_is_told_at_the_row_of_the_table(paper: Document, tmp_path: Path) -> None:
    found = taken_back(paper, replaced("丁某某", "丁某其"), tmp_path)
    assert [(row.place, row.ours, row.theirs) for row in found.rows] == [("签字表 · 丁某某 · 姓名", "丁某某", "丁某其")]
    assert [finding.level for finding in found.findings] == [Level.STOP]
    assert found.sections == ()


def test_a_row_taken_out_and_one_added_are_told(paper: Document, tmp_path: Path) -> None:
    def out(body: Body) -> None:
        rows = [row for row in body.iter(f"{{{W}}}tr") if "丙某某" in "".join(row.itertext())]
        rows[0].getparent().remove(rows[0])

    found = taken_back(paper, out, tmp_path)
    assert len(found.rows) == 1
    assert "丙某某" in found.rows[0].ours and found.rows[0].theirs == "（没有这一行）"

    def again(body: Body) -> None:
        row = next(row for row in body.iter(f"{{{W}}}tr") if "丁某某" in "".join(row.itertext()))
        copy = etree.fromstring(etree.tostring(row))
        for node in copy.iter(f"{{{W}}}t"):
            node.text = node.text.replace("丁某某", "壬某某").replace("示例市生态环境局", "示例市水务局")
        row.addnext(copy)

    found = taken_back(paper, again, tmp_path)
    assert [row.ours for row in found.rows] == ["（没有这一行）"]
    assert "壬某某" in found.rows[0].theirs


def test_a_signature_typed_into_its_cell_is_no_change(paper: Document, tmp_path: Path) -> None:
    def sign(body: Body) -> None:
        row = next(row for row in body.iter(f"{{{W}}}tr") if "丁某某" in "".join(row.itertext()))
        list(row.iter(f"{{{W}}}p"))[-1].append(new_paragraph("丁某某")[0])

    assert taken_back(paper, sign, tmp_path).is_unchanged


def test_a_paragraph_parted_in_two_changes_only_its_section(paper: Document, tmp_path: Path) -> None:
    def split(body: Body) -> None:
        node = paragraph(body, "全年共组织了2次专题学习。")
        text = "".join(node.itertext(f"{{{W}}}t"))
        at = text.index("2021年1月")
        runs = list(node.iter(f"{{{W}}}t"))
        runs[0].text = text[:at]
        for other in runs[1:]:
            other.text = ""
        node.addnext(new_paragraph(text[at:]))

    found = taken_back(paper, split, tmp_path)
    (change,) = found.sections
    assert change.section == "implementation"
    assert change.theirs.replace("\n", "") == change.ours.replace("\n", "")
    assert change.theirs.count("\n") == change.ours.count("\n") + 1
    assert found.facts == ()


def test_a_paragraph_that_moved_loses_no_fact(paper: Document, tmp_path: Path) -> None:
    def move(body: Body) -> None:
        node = paragraph(body, "形成“两高”项目清单台账")
        target = paragraph(body, "全年共组织了2次专题学习。")
        target.addprevious(node)

    found = taken_back(paper, move, tmp_path)
    (change,) = found.sections
    assert change.section == "implementation"
    assert sorted(change.theirs.split("\n")) == sorted(change.ours.split("\n"))
    assert found.facts == ()


def test_a_deleted_paragraph_is_missing_from_its_section_and_its_facts_are_told(
    paper: Document, tmp_path: Path
) -> None:
    def delete(body: Body) -> None:
        node = paragraph(body, "存量“两高”项目1户")
        node.getparent().remove(node)

    found = taken_back(paper, delete, tmp_path)
    (change,) = found.sections
    assert "存量“两高”项目1户" in change.ours and "存量“两高”项目1户" not in change.theirs
    assert ("1户", "（没有）") in [(fact.before, fact.after) for fact in found.facts]


def test_an_added_paragraph_belongs_to_the_section_it_stands_in(paper: Document, tmp_path: Path) -> None:
    def add(body: Body) -> None:
        paragraph(body, "签订了生态环境保护目标责任状。").addnext(new_paragraph("2022年1月又开展了3次督导。"))

    found = taken_back(paper, add, tmp_path)
    (change,) = found.sections
    assert change.section == "implementation"
    assert change.theirs == change.ours + "\n2022年1月又开展了3次督导。"
    assert ("（没有）", "3次") in [(fact.before, fact.after) for fact in found.facts]


def test_blanks_quotes_and_line_feeds_of_the_program_are_no_changes(paper: Document, tmp_path: Path) -> None:
    def noise(body: Body) -> None:
        for node in body.iter(f"{{{W}}}t"):
            node.text = re.sub(r"(\d+)", r" \1 ", node.text).replace("“", "″").replace("”", "\"")
        for line_feed in list(body.iter(f"{{{W}}}br")):
            line_feed.getparent().remove(line_feed)

    assert taken_back(paper, noise, tmp_path).is_unchanged


def test_blanks_put_around_a_figure_do_not_change_it_where_the_section_is_changed(
    paper: Document, tmp_path: Path
) -> None:
    def edit(body: Body) -> None:
        replaced("议题，及时解决突出", "议题，及时研究解决突出")(body)
        replaced("常委会7次、", "常委会 7 次、")(body)
        replaced("“两高”", '"两高"')(body)

    found = taken_back(paper, edit, tmp_path)
    assert [change.section for change in found.sections] == ["implementation"]
    assert found.facts == ()


def test_items_counted_anew_are_no_changed_figures(paper: Document, tmp_path: Path) -> None:
    def add(body: Body) -> None:
        first = paragraph(body, "2021年，示例县共召开县委常委会7次")
        first.addprevious(new_paragraph("2. 另行部署。"))
        replaced("2. 2021年，示例县共召开", "3. 2021年，示例县共召开")(body)

    found = taken_back(paper, add, tmp_path)
    assert [change.section for change in found.sections] == ["implementation"]
    assert found.facts == ()


def test_a_changed_title_is_told_in_one_line(paper: Document, tmp_path: Path) -> None:
    (change,) = taken_back(paper, replaced("整改任务的", "整改任务之"), tmp_path).sections
    assert change.section == "title"
    assert "\n" not in change.ours + change.theirs


def test_a_line_feed_moved_inside_the_title_is_no_change(paper: Document, tmp_path: Path) -> None:
    def wrap(body: Body) -> None:
        node = paragraph(body, "验收销号意见")
        assert node.findall(f".//{{{W}}}br")
        run = next(node.iter(f"{{{W}}}r"))
        run.insert(len(run), etree.SubElement(run, f"{{{W}}}br"))

    assert taken_back(paper, wrap, tmp_path).is_unchanged


def test_tracked_changes_are_read_as_accepted(paper: Document, tmp_path: Path) -> None:
    def track(body: Body) -> None:
        node = paragraph(body, "县政府常务会7次研究")
        text = "".join(node.itertext(f"{{{W}}}t"))
        before, after = text.split("常务会7次", 1)
        for run in node.findall(f"{{{W}}}r"):
            node.remove(run)
        who = 'w:id="9" w:author="甲某某" w:date="2025-11-22T00:00:00Z"'
        parts = (
            f"<w:r><w:t>{before}常务会</w:t></w:r><w:del {who}><w:r><w:delText>7次</w:delText></w:r></w:del>"
            f"<w:ins {who}><w:r><w:t>8次</w:t></w:r></w:ins><w:r><w:t>{after}</w:t></w:r>"
        )
        node.extend(etree.fromstring(f'<w:x xmlns:w="{W}">{parts}</w:x>'))

    found = taken_back(paper, track, tmp_path)
    assert [(fact.before, fact.after) for fact in found.facts] == [("7次", "8次")]


def test_a_paragraph_whose_mark_is_deleted_runs_on_into_the_next(paper: Document, tmp_path: Path) -> None:
    def join(body: Body) -> None:
        node = paragraph(body, "县政府常务会7次研究")
        properties = node.find(f"{{{W}}}pPr")
        marks = etree.fromstring(f'<w:rPr xmlns:w="{W}"><w:del w:id="9" w:author="甲某某"/></w:rPr>')
        properties.append(marks)

    found = taken_back(paper, join, tmp_path)
    (change,) = found.sections
    assert change.theirs.count("\n") == change.ours.count("\n") - 1


def test_numbers_counted_by_the_program_stand_before_their_paragraphs(paper: Document, tmp_path: Path) -> None:
    def number(body: Body) -> None:
        for node in list(body.iter(f"{{{W}}}p")):
            texts = list(node.iter(f"{{{W}}}t"))
            mark = re.match("[一二三四五六七八九]、", texts[0].text) if texts else None
            if mark:
                texts[0].text = texts[0].text[mark.end():]
                numbers = f'<w:numPr xmlns:w="{W}"><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'
                node.find(f"{{{W}}}pPr").append(etree.fromstring(numbers))

    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )
    parts = {"word/numbering.xml": numbering.encode()}
    assert taken_back(paper, number, tmp_path, **parts).is_unchanged
    assert not taken_back(paper, number, tmp_path).is_unchanged


def test_the_code_and_the_imprint_stand_apart_in_text_boxes(paper: Document, tmp_path: Path) -> None:
    found = taken_back(paper, replaced("示例县人民政府", "示例县委"), tmp_path)
    assert [change.section for change in found.boxes] == ["imprint"]
    assert [finding.level for finding in found.findings] == [Level.WARN]


def test_a_renamed_head_is_shown_with_its_section(paper: Document, tmp_path: Path) -> None:
    found = taken_back(paper, replaced("三、", "三、关于"), tmp_path)
    (change,) = found.sections
    assert change.section == "implementation"
    assert change.ours.startswith("三、") and change.theirs.startswith("三、关于")


def test_a_paper_set_as_a_table_tells_the_row_and_its_figures(ws: Workspace, tmp_path: Path) -> None:
    closure_id = close_task(ws)
    form = next(form for form in ws.reference.forms if form.key == "notice-table-tibet")
    document = build(form, closure_dossier(ws, closure_id, PaperKind.NOTICE_TABLE))
    assert taken_back(document, lambda body: None, tmp_path).is_unchanged
    found = taken_back(document, replaced("县政府常务会7次研究", "县政府常务会6次研究"), tmp_path)
    assert [(row.is_record, row.place) for row in found.rows] == [(False, "表格 · 整改主要工作及成效（第2项）")]
    assert ("7次", "6次") in [(fact.before, fact.after) for fact in found.facts]
    assert {finding.level for finding in found.findings} == {Level.WARN}


def test_a_line_taken_out_before_a_changed_one_leaves_the_changed_one_in_its_section() -> None:
    ours = [
        PaperLine(section="one", name="甲", text="完成全县项目梳理排查。"),
        PaperLine(section="two", name="乙", text="继续学习贯彻习近平生态文明思想。"),
    ]
    came = (
        ForeignLine(text="继续深入学习贯彻习近平生态文明思想。"), ForeignLine(text="按方案要求长期坚持。")
    )
    found = {change.section: change.theirs for change in compare(ours, ForeignPaper(lines=came)).sections}
    assert found == {"one": "", "two": "继续深入学习贯彻习近平生态文明思想。\n按方案要求长期坚持。"}


@given(st.lists(st.text(alphabet="整改任务措施销号验收", min_size=1, max_size=8), min_size=1, max_size=8),
       st.lists(st.text(alphabet="整改任务措施销号验收", min_size=1, max_size=8), max_size=8))
def test_every_line_that_came_back_stands_in_exactly_one_section(mine: list[str], their: list[str]) -> None:
    ours = [PaperLine(section=str(at // 2), name=str(at // 2), text=text) for at, text in enumerate(mine)]
    lines = [ForeignLine(text=text) for text in their]
    found = placed(ours, lines)
    assert [line for line, _, _ in found] == lines
    assert {section for _, _, section in found} <= {line.section for line in ours}
    partners = [id(partner) for _, partner, _ in found if partner is not None]
    assert len(partners) == len(set(partners))
    assert compare(ours, ForeignPaper(lines=tuple(lines))).is_unchanged is (mine == their)


def test_a_paper_written_anew_is_compared_in_time(paper: Document) -> None:
    """Three thousand pairs of long paragraphs without a word in common: the work must stay within reach."""
    signs = "整改任务措施落实情况生态环境保护督察会议研究推进完成建设污水管网处理设施"
    ours = [PaperLine(section="a", name="甲", text=signs[at % 36:] + signs * 6 + str(at)) for at in range(60)]
    theirs = [ForeignLine(text=(signs[::-1] * 6)[at:] + str(at)) for at in range(59)]
    found = compare(ours, ForeignPaper(lines=tuple(theirs)), names=NAMES)
    assert [change.section for change in found.sections] == ["a"]


# What is refused


def docx_with(folder: Path, **parts: bytes) -> Path:
    path = folder / "外来.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_a_document_with_macros_is_refused(tmp_path: Path) -> None:
    kind = b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    path = docx_with(tmp_path, **{"[Content_Types].xml": kind, "word/document.xml": b"<x/>"})
    with pytest.raises(ForeignFileError, match="带宏") as refused:
        read_back(path)
    assert refused.value.where == "外来.docx" and refused.value.remedy


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "有密码"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧格式"),
        (b"%PDF-1.7", "不是 Word 文档"),
    ],
)
def test_other_kinds_of_files_are_refused_with_their_reason(content: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "文书.docx"
    path.write_bytes(content)
    with pytest.raises(ForeignFileError, match=words):
        read_back(path)


def test_a_document_type_definition_is_refused(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    with pytest.raises(ForeignFileError, match="DTD"):
        read(docx_with(tmp_path, **{"word/document.xml": bomb}))


def test_a_workbook_named_docx_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ForeignFileError, match="不是 Word 文档"):
        read_back(docx_with(tmp_path, **{"xl/workbook.xml": b"<x/>"}))


def test_a_document_that_unfolds_to_gigabytes_is_refused(tmp_path: Path) -> None:
    path = docx_with(tmp_path, **{"word/document.xml": b" " * (300 << 20)})
    with pytest.raises(ForeignFileError, match="展开后"):
        read_back(path)
