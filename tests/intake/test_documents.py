"""Word files as blocks: files made with python-docx and edited in their XML as WPS and Word leave them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from models.domain.drafts.source import Grid, Paragraph
from models.intake.words.documents import Document, blocks_of, read_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Make = Callable[[Callable[[Any], None]], Document]


@pytest.fixture
def made(tmp_path: Path) -> Make:
    def make(fill: Callable[[Any], None]) -> Document:
        paper = docx.Document()
        fill(paper)
        paper.save(str(tmp_path / "方案.docx"))
        return read_docx(tmp_path / "方案.docx")

    return make


def element(text: str) -> Any:
    return etree.fromstring(re.sub(r"^<(w:\w+)", rf'<\1 xmlns:w="{W}"', text))


def add(paper: Any, *elements: str) -> None:
    for text in elements:
        paper.element.body.insert(len(paper.element.body) - 1, element(text))


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def numbered(paper: Any, *levels: tuple[str, str], overrule: str = "") -> None:
    """Give the paper a list 77 with these formats and texts, as WPS writes one."""
    root = paper.part.numbering_part.element
    rows = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (kind, text) in enumerate(levels)
    )
    first = root.find(f"{{{W}}}num")
    first.addprevious(element(f'<w:abstractNum w:abstractNumId="77">{rows}</w:abstractNum>'))
    root.append(element('<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    root.append(element(f'<w:num w:numId="78"><w:abstractNumId w:val="77"/>{overrule}</w:num>'))


def item(text: str, depth: int = 0, numbers: str = "77", more: str = "") -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{numbers}"/></w:numPr>{more}</w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def test_automatic_numbers_stand_before_their_paragraphs(made: Make) -> None:
    def fill(paper: Any) -> None:
        numbered(paper, ("chineseCounting", "%1、"), ("chineseCounting", "（%2）"))
        add(paper, item("问题甲"), item("措施甲", 1), item("措施乙", 1), item("问题乙"), item("措施丙", 1))

    assert texts(made(fill)) == ["一、问题甲", "（一）措施甲", "（二）措施乙", "二、问题乙", "（一）措施丙"]


def test_a_list_that_starts_anew_counts_from_its_own_start(made: Make) -> None:
    def fill(paper: Any) -> None:
        start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        numbered(paper, ("decimal", "%1."), overrule=start)
        add(paper, item("甲"), item("乙"), item("丙", numbers="78"), item("丁", numbers="78"))

    assert texts(made(fill)) == ["1.甲", "2.乙", "1.丙", "2.丁"]


def test_a_deleted_item_takes_no_number(made: Make) -> None:
    def fill(paper: Any) -> None:
        numbered(paper, ("decimal", "%1."))
        gone = item("x", more="<w:rPr><w:del/></w:rPr>").replace(
            "<w:r><w:t>x</w:t></w:r>", "<w:del><w:r><w:delText>乙</w:delText></w:r></w:del>")
        add(paper, item("甲"), gone, item("丙"))

    assert texts(made(fill)) == ["1.甲", "2.丙"]


def test_tracked_changes_are_read_as_accepted(made: Make) -> None:
    def fill(paper: Any) -> None:
        add(
            paper,
            "<w:p><w:r><w:t>整改时限：</w:t></w:r><w:del><w:r><w:delText>2024</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>2025</w:t></w:r></w:ins><w:r><w:t>年底</w:t></w:r></w:p>",
            "<w:p><w:moveFrom><w:r><w:t>移走的</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>移来的</w:t></w:r></w:moveTo></w:p>",
            "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>责任单位：</w:t></w:r></w:p>",
            "<w:p><w:r><w:t>示例县水利局</w:t></w:r></w:p>",
        )

    assert texts(made(fill)) == ["整改时限：2025年底", "移来的", "责任单位：示例县水利局"]


def test_content_controls_split_runs_and_hidden_text(made: Make) -> None:
    def fill(paper: Any) -> None:
        add(
            paper,
            "<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>责任</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>单位：</w:t></w:r>"
            "<w:sdt><w:sdtContent><w:r><w:t>示例县</w:t></w:r></w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>",
            "<w:p><w:r><w:t>看得见</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r></w:p>",
        )

    assert texts(made(fill)) == ["责任单位：示例县", "看得见"]


def test_headers_footers_and_text_boxes_are_no_text_and_a_box_is_named(made: Make) -> None:
    def fill(paper: Any) -> None:
        paper.sections[0].header.paragraphs[0].text = "页眉里的问题"
        paper.sections[0].footer.paragraphs[0].text = "第1页"
        box = "<w:txbxContent><w:p><w:r><w:t>1.框里的任务</w:t></w:r></w:p></w:txbxContent>"
        add(paper, f"<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:pict>{box}</w:pict></w:r></w:p>")

    document = made(fill)
    assert texts(document) == ["正文"]
    (finding,) = document.findings
    assert finding.code == "text_box"
    assert "框里的任务" in finding.text


def test_contents_made_by_word_are_left_out_and_headings_have_levels(made: Make) -> None:
    def fill(paper: Any) -> None:
        paper.styles.add_style("toc 1", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
        paper.add_paragraph("一、总体要求\t1", style="toc 1")
        paper.add_heading("一、总体要求", level=2)
        paper.add_paragraph("正文")

    document = made(fill)
    assert [(block.text, block.level) for block in document.blocks if isinstance(block, Paragraph)] == [
        ("一、总体要求", 2), ("正文", 0)
    ]


def test_places_count_pages_where_the_file_knows_them(made: Make) -> None:
    def fill(paper: Any) -> None:
        add(
            paper,
            "<w:p><w:r><w:t>甲</w:t></w:r></w:p>",
            "<w:p/>",
            '<w:p><w:r><w:t>乙</w:t></w:r><w:r><w:br w:type="page"/></w:r></w:p>',
            "<w:p><w:r><w:lastRenderedPageBreak/><w:t>丙</w:t></w:r></w:p>",
            "<w:p><w:r><w:t>丁</w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t>续</w:t></w:r></w:p>",
            "<w:p><w:r><w:t>戊</w:t></w:r></w:p>",
        )

    assert [(block.text, block.place) for block in made(fill).blocks if isinstance(block, Paragraph)] == [
        ("甲", "第1页 第1段"), ("乙", "第1页 第2段"), ("丙", "第2页 第1段"), ("丁续", "第2页 第2段"),
        ("戊", "第3页 第1段"),
    ]


def test_without_pages_a_place_is_the_number_of_the_paragraph(made: Make) -> None:
    document = made(lambda paper: [paper.add_paragraph(text) for text in ("甲", "", "乙")] and None)
    assert [block.place for block in document.blocks if isinstance(block, Paragraph)] == ["第1段", "第2段"]


def test_merged_cells_of_a_table_know_what_covers_them(made: Make) -> None:
    def fill(paper: Any) -> None:
        paper.add_table(rows=1, cols=2)
        table = paper.add_table(rows=3, cols=3)
        for row, values in enumerate((("整改要求", "", "单位"), ("问题", "措施一", "甲"), ("", "措施二", "乙"))):
            for column, value in enumerate(values):
                table.cell(row, column).text = value
        table.cell(0, 0).merge(table.cell(0, 1))
        table.cell(1, 0).merge(table.cell(2, 0))

    grid = grids(made(fill))[1]
    assert grid.name == "表2"
    assert dict(grid.spans) == {(0, 0): (1, 2), (1, 0): (2, 1)}
    assert [grid.text(2, column) for column in range(3)] == ["问题", "措施二", "乙"]
    assert grid.place(2) == "表2 第3行"


def test_numbers_that_word_counts_in_a_column_are_read(made: Make) -> None:
    def fill(paper: Any) -> None:
        numbered(paper, ("decimal", "%1"))
        table = paper.add_table(rows=2, cols=2)
        for row in table.rows:
            row.cells[0]._tc.append(element(item("")))
            row.cells[1].text = "问题"

    assert [grids(made(fill))[0].text(row, 0) for row in range(2)] == ["1", "2"]


def test_deleted_rows_and_cells_are_gone_and_short_rows_are_filled(made: Make) -> None:
    def fill(paper: Any) -> None:
        table = paper.add_table(rows=3, cols=2)
        for row, values in enumerate((("甲", "乙"), ("丙", "丁"), ("戊", "己"))):
            for column, value in enumerate(values):
                table.cell(row, column).text = value
        table.rows[1]._tr.get_or_add_trPr().append(element("<w:del/>"))
        short = table.rows[2]._tr
        short.remove(short.tc_lst[0])
        short.get_or_add_trPr().append(element('<w:gridBefore w:val="1"/>'))

    (grid,) = grids(made(fill))
    assert [list(row) for row in grid.rows] == [["甲", "乙"], ["", "己"]]


def test_a_frame_of_one_column_is_read_as_what_stands_in_it(made: Make) -> None:
    def fill(paper: Any) -> None:
        frame = paper.add_table(rows=1, cols=1).cell(0, 0)
        frame.text = "一、问题"
        inner = frame.add_table(rows=1, cols=2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "责任单位", "示例县"

    document = made(fill)
    assert texts(document) == ["一、问题"]
    assert list(grids(document)[0].rows[0]) == ["责任单位", "示例县"]


def test_a_table_inside_a_cell_is_lines_of_that_cell(made: Make) -> None:
    def fill(paper: Any) -> None:
        table = paper.add_table(rows=1, cols=2)
        table.cell(0, 0).text = "整改措施"
        inner = table.cell(0, 1).add_table(rows=2, cols=2)
        for row, values in enumerate((("1", "清淤"), ("2", "护岸"))):
            inner.cell(row, 0).text, inner.cell(row, 1).text = values

    assert grids(made(fill))[0].text(0, 1) == "1\t清淤\n2\t护岸"


def test_pasted_lines_are_paragraphs_and_lines_of_cells_are_tables() -> None:
    found = blocks_of("某县整改方案\n\n序号\t问题\n1\t污水直排\n2\t黑臭水体\n说明：a|b\n")
    assert [block.text if isinstance(block, Paragraph) else block.name for block in found] == [
        "某县整改方案", "表1", "说明：a|b"
    ]
    assert isinstance(found[1], Grid)
    assert found[1].text(2, 1) == "黑臭水体"
    assert isinstance(found[2], Paragraph)
    assert found[2].place == "第2段"


def test_rows_between_strokes_are_a_table() -> None:
    (grid,) = blocks_of("反馈问题 | 污水直排\n责任单位 | 示例县\n责任人 |\n")
    assert isinstance(grid, Grid)
    assert [list(row) for row in grid.rows] == [
        ["反馈问题", "污水直排"], ["责任单位", "示例县"], ["责任人", ""]
    ]


def test_lines_cut_at_the_width_of_a_page_are_put_together() -> None:
    found = blocks_of("""示例市整改方案
一、部分市县和自然资源部门不重视矿山整治，督促乏力甚至应付
了事，验收把关又不严，造成一些露天矿山整治明显滞后，有的已
上报完成整治的矿山生态破坏依旧突出。
责任单位：示例市委、市政府
整改目标：露天矿山按“一矿一策”整治完，已整治矿山落实交接
— 1 —
管护。
整改措施：
1.2021年底前制定并印发矿山生态修复验收标准，逐个核查，并
督促整改。
2.加强调度督办。
""")
    assert [block.text for block in found if isinstance(block, Paragraph)] == [
        "示例市整改方案",
        "一、部分市县和自然资源部门不重视矿山整治，督促乏力甚至应付了事，验收把关又不严，造成一些露天矿山整治明显滞后，"
        "有的已上报完成整治的矿山生态破坏依旧突出。",
        "责任单位：示例市委、市政府",
        "整改目标：露天矿山按“一矿一策”整治完，已整治矿山落实交接管护。",
        "整改措施：",
        "1.2021年底前制定并印发矿山生态修复验收标准，逐个核查，并督促整改。",
        "2.加强调度督办。",
    ]


def test_lines_of_their_own_lengths_stay_apart() -> None:
    labels = ["责任单位：县住建局", "整改目标：完成。", "整改措施：", "1.清淤。", "2.护岸。"]
    lines = ["一、问题。", "长" * 60, *labels, "长" * 30, "短"]
    assert [block.text for block in blocks_of("\n".join(lines)) if isinstance(block, Paragraph)] == lines


def test_items_of_one_length_stay_apart() -> None:
    said = "（责任单位：县水利局；完成时限：2024年底前）"
    lines = [f"（{number}）完成河道清理第{number}项工作任务。{said}" for number in range(1, 10)]
    assert [block.text for block in blocks_of("\n".join(lines)) if isinstance(block, Paragraph)] == lines
