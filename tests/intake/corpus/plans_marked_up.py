"""Plans as Word leaves them after many hands: moves and rows tracked, fields, links, controls around paragraphs."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as Paper
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.intake.corpus import matters as m
from tests.intake.corpus import words as w
from tests.intake.corpus.words import CHANGED

_DRAWN = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def with_moves_and_controls(path: Path) -> None:
    """A paragraph moved, another whose mark is deleted, a drawn text box with its fallback, a control around labels."""
    paper = w.new_paper("示例县督察反馈问题整改方案（审议稿）")
    _drawn_box(paper.paragraphs[0], "三、文本框里的问题。责任单位：某某局")
    w.lines(paper, f"一、{m.MANURE.problem}")
    _moved_away(paper, f"责任单位：{w.joined(m.SLUDGE.responsible)}")
    units, goal = paper.add_paragraph("责任单位："), paper.add_paragraph(f"整改目标：{m.MANURE.goal}")
    _linked(units, w.joined(m.MANURE.responsible))
    due = paper.add_paragraph("整改时限：")
    _field_result(due, m.MANURE.words)
    _controlled_block(paper, (units, goal, due))
    w.lines(paper, "整改措施：", *w.numbered(m.MANURE.steps))
    w.lines(paper, f"二、{m.SLUDGE.problem}")
    _moved_here(paper, f"责任单位：{w.joined(m.SLUDGE.responsible)}")
    _cut_in_two(paper, "整改目标：按环保要求清理外流污泥，", "规范处置，消除污染。")
    w.lines(paper, f"整改时限：{m.SLUDGE.words}", "整改措施：", *w.numbered(m.SLUDGE.steps))
    w.save(paper, path)


def _before_the_end(paper: Paper, xml: str) -> None:
    paper.element.body.insert(len(paper.element.body) - 1, parse_xml(xml))


def _moved_away(paper: Paper, text: str) -> None:
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
    mark = f'<w:pPr><w:rPr><w:moveFrom w:id="11" {CHANGED}/></w:rPr></w:pPr>'
    moved = f'{mark}<w:moveFrom w:id="12" {CHANGED}>{run}</w:moveFrom>'
    _before_the_end(paper, f"<w:p {nsdecls('w')}>{moved}</w:p>")


def _moved_here(paper: Paper, text: str) -> None:
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
    _before_the_end(paper, f'<w:p {nsdecls("w")}><w:moveTo w:id="13" {CHANGED}>{run}</w:moveTo></w:p>')


def _cut_in_two(paper: Paper, first: str, second: str) -> None:
    """Two paragraphs of which the mark between them is deleted, so that they are one when accepted."""
    mark = f'<w:pPr><w:rPr><w:del w:id="14" {CHANGED}/></w:rPr></w:pPr>'
    _before_the_end(paper, f"<w:p {nsdecls('w')}>{mark}<w:r><w:t>{first}</w:t></w:r></w:p>")
    paper.add_paragraph(second)


def _linked(paragraph: Paragraph, text: str) -> None:
    paragraph._p.append(
        parse_xml(f'<w:hyperlink {nsdecls("w")} w:anchor="x"><w:r><w:t>{text}</w:t></w:r></w:hyperlink>')
    )


def _field_result(paragraph: Paragraph, text: str) -> None:
    paragraph._p.append(
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr=" REF due "><w:smartTag w:element="date" w:uri="x">'
            f"<w:r><w:t>{text}</w:t>"
            "</w:r></w:smartTag></w:fldSimple>"
        )
    )


def _controlled_block(paper: Paper, paragraphs: tuple[Paragraph, ...]) -> None:
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
    first = paragraphs[0]._p
    first.getparent().insert(first.getparent().index(first), control)
    for paragraph in paragraphs:
        control[1].append(paragraph._p)


def _drawn_box(paragraph: Paragraph, text: str) -> None:
    """Hang a text box on the paragraph as newer programs write it: the drawing and, for older ones, the picture."""
    inside = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    drawn = (
        '<w:drawing><wp:inline><wp:extent cx="1800000" cy="600000"/><wp:docPr id="9" name="文本框"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx>'
        f"{inside}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    fallback = f"<w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict>"
    paragraph.add_run()._r.append(
        parse_xml(
            f'<mc:AlternateContent {nsdecls("w")} {_DRAWN}><mc:Choice Requires="wps">{drawn}</mc:Choice>'
            f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
        )
    )


def with_rows_tracked(path: Path) -> None:
    """Rows of the table inserted and deleted with changes tracked; the head is marked to repeat."""
    paper = w.new_paper("示例县整改任务清单（送审稿）")
    heads = ("序号", "反馈问题", "整改目标", "整改措施", "整改时限", "责任单位")
    rows = [
        (str(n), x.problem, x.goal, "\n".join(w.numbered(x.steps)), x.words, w.joined(x.responsible))
        for n, x in ((1, m.DUST), (2, m.SOURCES), (2, m.PIPES), (3, m.MINES))
    ]
    table = w.table_of(paper, (heads, *rows))
    _row_marked(table, 0, "tblHeader", "")
    _row_marked(table, 2, "del", f'w:id="21" {CHANGED}')
    for run in list(table.rows[2]._tr.iter(qn("w:r"))):
        _deleted(run)
    _row_marked(table, 4, "ins", f'w:id="22" {CHANGED}')
    w.save(paper, path)


def _row_marked(table: Table, row: int, mark: str, attributes: str) -> None:
    properties = table.rows[row]._tr.get_or_add_trPr()
    properties.append(parse_xml(f"<w:{mark} {nsdecls('w')} {attributes}/>"))


def _deleted(run: OxmlElement) -> None:
    for text in run.iter(qn("w:t")):
        text.tag = qn("w:delText")
    mark = parse_xml(f'<w:del {nsdecls("w")} w:id="23" {CHANGED}/>')
    run.addprevious(mark)
    mark.append(run)
