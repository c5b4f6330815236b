"""Templates as an office lays them out in Word, with the names a program may fill.

A county's public notice: head, table, contact, footer. A city's opinion: red head in a frame, the addressee, sections
under its own heads, the conclusion among other words, a table of the team within the table of the signatures.
"""

from __future__ import annotations

from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
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


def opinion(path: Path) -> Path:
    """Write the template of an opinion under a red head and return its path."""
    paper = docx.Document()
    _page(paper)
    head = _line(paper, "{{发文主体}}", size=26, face="方正小标宋简体", center=True)
    head.runs[0].font.color.rgb = RGBColor(0xFF, 0, 0)
    _line(paper, "{{发文字号}}", size=16, center=True)
    _under(_line(paper, "", size=2))
    _line(paper, "{{标题}}", size=22, face="方正小标宋简体", center=True)
    _line(paper, "{{主送}}：", size=16).paragraph_format.first_line_indent = Pt(0)
    # Whoever typed this changed the input method within the names.
    opening = _line(paper, "依据", size=16)
    for part in ("{", "{依据}}规定，{{自称}}组建了验收组，于{{验", "收日期}",
                 "}对{{责任单位}}所承担的{{任务.称谓}}整改任务进行了验收。"):
        _write(opening, part, 16)
    for text in ("一、督察指出的问题", "{{整段.反馈问题}}", "二、责任单位采取的工作举措", "{{整段.整改措施}}",
                 "三、整改措施的落实情况", "{{整段.落实情况}}", "四、验收结论", "{{整段.验收结论}}"):
        _line(paper, text, size=16, face="仿宋" if "{{" in text else "黑体")
    for text in ("{{落款}}", "{{成文日期}}"):
        _line(paper, text, size=16, right=True)
    _signatures(paper)
    paper.sections[0].footer.paragraphs[0].text = "{{任务.称谓}}整改任务验收销号意见 {{签发编号}}"
    paper.save(str(path))
    return path


def _signatures(paper: Document) -> None:
    """A frame of one cell with the words above the table that is repeated for each member."""
    frame: Table = paper.add_table(rows=1, cols=1)
    frame.style = "Table Grid"
    cell = frame.rows[0].cells[0]
    _fill(cell, "验收组成员（{{任务.称谓}}整改任务）")
    team = cell.add_table(rows=2, cols=3)
    team.style = "Table Grid"
    heads, tags = ("姓名", "单位及职务", "签字"), ("{{成员.姓名}}", "{{成员.单位}}{{成员.职务}}", "")
    for row, texts in zip(team.rows, (heads, tags), strict=True):
        for place, text in zip(row.cells, texts, strict=True):
            _fill(place, text)
    # Word wants a paragraph behind a nested table.
    cell.add_paragraph()


def _under(line: Paragraph) -> None:
    """Draw the red line under the head of a paper."""
    border = OxmlElement("w:pBdr")
    side = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "18"), ("space", "1"), ("color", "FF0000")):
        side.set(qn(f"w:{name}"), value)
    border.append(side)
    line._p.get_or_add_pPr().append(border)


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
        for cell, text in zip(row.cells, texts, strict=True):
            _fill(cell, text)
    for column, width in zip(table.columns, (Cm(1.4), Cm(5.6), Cm(6), Cm(2.6)), strict=True):
        column.width = width
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)


def _fill(cell: _Cell, text: str) -> None:
    _write(cell.paragraphs[0], text, 10)
