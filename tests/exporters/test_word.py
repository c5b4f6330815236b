from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from PIL import Image

from exporters.blocks import (
    AnnexHead,
    Block,
    Cell,
    Column,
    Document,
    FontSet,
    Heading,
    PageSetup,
    Para,
    Picture,
    Role,
    Section,
    Table,
    missing,
)
from exporters.word import to_bytes, write
from exporters.word_base import BASE, base_document
from models.errors import ExportError
from tests.exporters import papers


def paper(*blocks: Block, title: str = "试") -> Document:
    """Return a paper of one section."""
    return Document(title=title, sections=(Section(key="all", heading="全文", blocks=blocks),))


def body(document: Document) -> etree._Element:
    """Return the written body, read back."""
    return docx.Document(BytesIO(to_bytes(document))).element.body


def texts(element: etree._Element) -> list[str]:
    return ["".join(part.text or "" for part in p.iter(qn("w:t"))) for p in element.iter(qn("w:p"))]


def attribute(element: etree._Element, path: str, name: str) -> str | None:
    found = element.find("/".join(qn(step) for step in path.split("/")))
    return None if found is None else found.get(qn(name))


def png() -> bytes:
    stream = BytesIO()
    Image.new("1", (21, 21)).save(stream, "PNG")
    return stream.getvalue()


def test_the_base_document_is_what_its_module_makes() -> None:
    assert BASE.read_bytes() == base_document()


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert to_bytes(papers.opinion()) == to_bytes(papers.opinion())


def test_a_paper_is_written_to_a_path_or_into_a_stream(tmp_path: Path) -> None:
    stream = BytesIO()
    write(papers.opinion(), stream)
    write(papers.opinion(), tmp_path / "意见.docx")
    assert (tmp_path / "意见.docx").read_bytes() == stream.getvalue() == to_bytes(papers.opinion())


def test_every_text_of_the_blocks_stands_in_the_file_in_order() -> None:
    written = texts(body(papers.opinion(head=papers.red_head(), foot=papers.imprint())))
    assert papers.TITLE in written
    for wanted in (*papers.MEASURES, *papers.PROGRESS, *papers.PROOF):
        assert sum(wanted in text for text in written) >= 1
    assert written.index("七、验收结论") > written.index("一、督察指出的问题")
    assert "抄送：示例市委办公室，示例市人民政府办公室，示例县委，示例县人民政府，示例市生态环境局。" in written
    assert "2022年10月8日印发" in written


@pytest.mark.parametrize("text", ["𬭊", "😀👨‍👩‍👧", "A&B <科技>", "=1+1", "“\"'”", "两  个空格", " 前后 ", "é\u0301"])
def test_characters_come_out_as_typed(text: str) -> None:
    table = Table(columns=(Column(label=text, width_mm=156),), rows=((Cell(text=text),),))
    written = texts(body(paper(Para(text=text, role=Role.TITLE), Para(text=text), table)))
    assert [found for found in written if found] == [text.strip(), text, text, text]


def test_line_feeds_and_tabs_become_words_own() -> None:
    (paragraph,) = body(paper(Para(text="上\r\n下\t右"))).findall(qn("w:p"))
    assert [child.tag for child in paragraph.find(qn("w:r"))] == [qn(f"w:{n}") for n in ("t", "br", "t", "tab", "t")]


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\x1f", "\ud800", "\uffff"])
def test_a_character_no_file_can_hold_is_refused_with_its_place(bad: str) -> None:
    with pytest.raises(ExportError) as refused:
        to_bytes(paper(Para(text=f"整改{bad}措施")))
    assert refused.value.where == "“全文”一节"
    assert "“整改□措施”第3个字符" in refused.value.text
    assert refused.value.remedy


def test_a_refused_character_in_a_table_or_the_title_is_found_too() -> None:
    table = Table(columns=(Column(label="甲", width_mm=156),), rows=((Cell(text="乙\x07"),),))
    with pytest.raises(ExportError, match="U\\+0007"):
        to_bytes(paper(table))
    with pytest.raises(ExportError, match="文件标题"):
        to_bytes(paper(title="\x07"))


def test_nothing_is_written_when_a_character_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError):
        write(paper(Para(text="\x00")), tmp_path / "意见.docx")
    assert not list(tmp_path.iterdir())


def test_a_missing_mark_is_bold_and_highlighted_and_the_rest_is_not() -> None:
    (paragraph,) = body(paper(Para(text=f"于{missing('验收日期')}验收"))).findall(qn("w:p"))
    marked = [
        (
            run.find(qn("w:t")).text,
            run.find(f".//{qn('w:highlight')}") is not None,
            run.find(f".//{qn('w:b')}") is not None,
        )
        for run in paragraph.findall(qn("w:r"))
    ]
    assert marked == [("于", False, False), ("〔缺：验收日期〕", True, True), ("验收", False, False)]


def test_the_file_carries_its_title_and_nobodys_name() -> None:
    word = docx.Document(BytesIO(to_bytes(papers.opinion())))
    properties = word.core_properties
    assert properties.title == papers.TITLE
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    with zipfile.ZipFile(BytesIO(to_bytes(papers.opinion()))) as archive:
        assert not [name for name in archive.namelist() if "custom" in name or "thumbnail" in name or "theme" in name]


def test_a_title_longer_than_words_property_is_whole_on_the_paper() -> None:
    title = "示例" * 200
    document = paper(Para(text=title, role=Role.TITLE), title=title)
    assert docx.Document(BytesIO(to_bytes(document))).core_properties.title == title[:255]
    assert texts(body(document))[0] == title


def test_no_run_falls_back_to_a_theme_font() -> None:
    with zipfile.ZipFile(BytesIO(to_bytes(papers.opinion(head=papers.red_head(), foot=papers.imprint())))) as archive:
        for name in archive.namelist():
            assert b"Theme=" not in archive.read(name)


def test_a_table_says_its_widths_everywhere_and_they_add_up_to_the_type_area() -> None:
    table = body(papers.opinion()).find(qn("w:tbl"))
    grid = [int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))]
    assert sum(grid) == int(attribute(table, "w:tblPr/w:tblW", "w:w") or 0) == 8844
    for row in table.findall(qn("w:tr")):
        assert [int(attribute(cell, "w:tcPr/w:tcW", "w:w") or 0) for cell in row.findall(qn("w:tc"))] == grid


def test_the_signature_tables_groups_are_merged_down() -> None:
    table = body(papers.opinion(members=5)).find(qn("w:tbl"))
    merges = []
    for row in table.findall(qn("w:tr")):
        found = row.find(qn("w:tc")).find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        merges.append(None if found is None else found.get(qn("w:val")))
    assert merges == [None, None, None, "restart", "continue", "continue"]


def test_rows_are_high_enough_to_sign_in_and_the_head_repeats() -> None:
    rows = body(papers.opinion(members=30)).find(qn("w:tbl")).findall(qn("w:tr"))
    assert len(rows) == 31
    assert {int(attribute(row, "w:trPr/w:trHeight", "w:val") or 0) for row in rows} == {794}
    assert {attribute(row, "w:trPr/w:trHeight", "w:hRule") for row in rows} == {"atLeast"}
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    assert [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows] == [True] + [False] * 30


def test_a_cell_may_take_several_columns_and_hold_several_paragraphs() -> None:
    columns = tuple(Column(label="", width_mm=width) for width in (30, 48, 78))
    rows = ((Cell(text="措施", strong=True), Cell(text="一\n二", span=2)),)
    table = body(paper(Table(columns=columns, rows=rows, header=False))).find(qn("w:tbl"))
    (row,) = table.findall(qn("w:tr"))
    label, wide = row.findall(qn("w:tc"))
    assert texts(wide) == ["一", "二"]
    assert attribute(wide, "w:tcPr/w:gridSpan", "w:val") == "2"
    assert attribute(label, "w:p/w:pPr/w:pStyle", "w:val") == "GwCellLabel"


def test_two_tables_in_a_row_stay_two_and_a_paragraph_follows_the_last() -> None:
    table = Table(columns=(Column(label="甲", width_mm=156),), rows=((Cell(text="乙"),),))
    names = [etree.QName(child).localname for child in body(paper(table, table))]
    assert names == ["tbl", "p", "tbl", "p", "sectPr"]


def test_an_attachment_begins_a_new_page() -> None:
    (mark, *_) = body(paper(AnnexHead(title="签字表", number=2))).findall(qn("w:p"))
    assert texts(mark) == ["附件2"]
    assert mark.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}") is not None


def test_heads_appear_in_the_outline_of_an_office_program() -> None:
    styles = docx.Document(BytesIO(to_bytes(paper(Heading(level=1, text="一、问题"))))).styles.element
    outline = {
        style.get(qn("w:styleId")): attribute(style, "w:pPr/w:outlineLvl", "w:val")
        for style in styles.iter(qn("w:style"))
    }
    assert (outline["GwHeading1"], outline["GwHeading2"], outline["GwBody"]) == ("0", "1", None)


def test_a_picture_is_kept_in_the_file_and_stands_beside_its_text() -> None:
    picture = Picture(image=png(), width_mm=20, height_mm=20, text="核验码：ABCD", description='二维码"<')
    content = to_bytes(paper(picture))
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.read("word/media/image1.png") == png()
    (cells,) = docx.Document(BytesIO(content)).element.body.iter(qn("w:tr"))
    assert texts(cells)[-1] == "核验码：ABCD"
    assert 'descr="二维码&quot;&lt;"' in etree.tostring(cells, encoding="unicode")


def test_the_imprint_reserves_the_height_of_its_box_and_a_line_above_it() -> None:
    last = body(papers.opinion(foot=papers.imprint())).findall(qn("w:p"))[-1]
    (box,) = (extent for extent in last.iter("{*}extent") if "wordprocessingDrawing" in extent.tag)
    reserved = int(attribute(last, "w:pPr/w:spacing", "w:line") or 0) / 20
    assert reserved == pytest.approx(int(box.get("cy")) / 12700 + 29, abs=0.05)
    assert reserved == 2 * (26 + 22) + 29


def test_other_names_of_the_fonts_reach_every_run() -> None:
    content = to_bytes(papers.opinion(page=PageSetup(font_set=FontSet.SYSTEM)))
    with zipfile.ZipFile(BytesIO(content)) as archive:
        named = set(re.findall(r'w:eastAsia="([^"]+)"', archive.read("word/styles.xml").decode()))
    assert named == {"仿宋", "黑体", "方正小标宋简体", "宋体", "zh-CN"}


def test_other_margins_and_line_distances_reach_the_section_and_the_styles() -> None:
    page = PageSetup(top_mm=34, bottom_mm=32, pitch_pt=29.5)
    word = docx.Document(BytesIO(to_bytes(papers.opinion(page=page))))
    section = word.sections[0]
    assert (round(section.top_margin.mm, 1), round(section.bottom_margin.mm, 1)) == (34.0, 32.0)
    assert attribute(word.element.body, "w:sectPr/w:docGrid", "w:linePitch") == "590"
    lines = {spacing.get(qn("w:line")) for spacing in word.styles.element.iter(qn("w:spacing"))}
    assert "590" in lines and "579" not in lines


def test_fifty_thousand_characters_in_one_paragraph_are_all_there() -> None:
    document = papers.opinion()
    sections = tuple(
        replace(section, blocks=(*section.blocks, Para(text="整改" * 25000))) if section.key == "problem" else section
        for section in document.sections
    )
    assert max(len(text) for text in texts(body(replace(document, sections=sections)))) == 50000
