"""A public notice as a county lays it out in Word, with the names a program may fill: head, table, contact, footer."""

from __future__ import annotations

from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph


def notice(path: Path, *more: str) -> Path:
    """Write the template of a public notice, with further paragraphs at its end, and return its path."""
    paper = docx.Document()
    _page(paper)
    _line(paper, "示例县突出生态环境问题整改情况公示", size=22, face="黑体", center=True)
    _line(paper, "（{{任务.称谓}}整改任务）", size=16, center=True)
    # A spelling check has passed through this name.
    _split(_line(paper, "根据"), "{{依", "据}}", "，{{责任单位}}已完成《{{方案}}》{{任务.称谓}}整改任务，现予公示。")
    _line(paper, "一、反馈问题", face="黑体")
    _line(paper, "{{整段.反馈问题}}")
    _line(paper, "二、整改目标", face="黑体")
    _line(paper, "{{整段.整改目标}}")
    _line(paper, "三、整改措施及落实情况", face="黑体")
    _measures(paper)
    _line(paper, "四、公示期限及联系方式", face="黑体")
    _line(paper, "公示期为{{公示.期限}}（{{公示.天数}}）。如有异议，请向{{公示.受理单位}}反映，电话：{{公示.电话}}，"
                 "地址：{{公示.地址}}。")
    _line(paper, "{{落款}}", right=True)
    _line(paper, "{{成文日期}}", right=True)
    for text in more:
        _line(paper, text)
    header = paper.sections[0].header.paragraphs[0]
    header.text = "整改任务{{任务.编号}} · {{签发编号}}"
    paper.core_properties.author = "甲某某"
    paper.save(str(path))
    return path


def _page(paper: Document) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)


def _line(
    paper: Document, text: str, *, size: int = 14, face: str = "仿宋", center: bool = False, right: bool = False
) -> Paragraph:
    line = paper.add_paragraph()
    if center or right:
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER if center else WD_ALIGN_PARAGRAPH.RIGHT
    else:
        line.paragraph_format.first_line_indent = Pt(2 * size)
    _write(line, text, size, face)
    return line


def _write(line: Paragraph, text: str, size: int = 14, face: str = "仿宋") -> None:
    run = line.add_run(text)
    run.font.size = Pt(size)
    run.font.name = face
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), face)


def _split(line: Paragraph, *parts: str) -> None:
    for part in parts:
        _write(line, part)


def _measures(paper: Document) -> None:
    table: Table = paper.add_table(rows=2, cols=4)
    table.style = "Table Grid"
    heads = ("序号", "整改措施", "落实情况", "责任单位")
    tags = ("{{措施.序号}}", "{{措施.内容}}", "{{措施.落实情况}}", "{{措施.责任单位}}")
    for row, texts in zip(table.rows, (heads, tags), strict=True):
        for cell, text, width in zip(row.cells, texts, (Cm(1.4), Cm(5.6), Cm(6), Cm(2.6)), strict=True):
            _fill(cell, text)
            cell.width = width
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)


def _fill(cell: _Cell, text: str) -> None:
    _write(cell.paragraphs[0], text, 10)
