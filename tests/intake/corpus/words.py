"""What an office's Word document is made of: runs, labels, merged cells, automatic numbers, tracked changes.

The builders of the corpus lay matters out with these; what python-docx has no call for is written as its XML.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from pathlib import Path

from docx import Document
from docx.document import Document as Paper
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.intake.corpus.matters import Step, Units

HAN = "一二三四五六七八九十"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
PARENTHESISED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽"
CHANGED = 'w:author="甲某某" w:date="2024-03-01T09:00:00Z"'


def han(number: int) -> str:
    """Return a number up to 99 in characters: 12 is 十二."""
    tens, rest = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else HAN[tens - 1] + "十") + (HAN[rest - 1] if rest else "")


def joined(units: Units, last: str = "、", tail: str = "") -> str:
    """Return units as a paper lists them; `last` stands before the last one, `tail` (等) behind it."""
    if len(units) < 2:
        return "".join(units) + tail
    return "、".join(units[:-1]) + last + units[-1] + tail


def numbered(steps: Iterable[Step], style: str = "{n}.{text}") -> list[str]:
    """Return measures with a number each; a style knows n, han, circled, parenthesised, text."""
    return [
        style.format(n=n, han=han(n), circled=CIRCLED[n - 1], parenthesised=PARENTHESISED[n - 1], text=step.text)
        for n, step in enumerate(steps, 1)
    ]


def bracketed(step: Step, style: str = "（责任单位：{units}；完成时限：{words}）") -> str:
    """Return a measure with its units and its deadline in a bracket behind it."""
    return step.text + style.format(units=joined(step.units), words=step.words)


def new_paper(title: str) -> Paper:
    paper = Document()
    paper.styles["Normal"].font.size = Pt(16)
    heading = paper.add_paragraph()
    heading.alignment = 1
    heading.add_run(title).bold = True
    return paper


def lines(paper: Paper, *texts: str) -> None:
    for text in texts:
        paper.add_paragraph(text)


def labelled(paper: Paper, label: str, text: str, *, colon: str = "：") -> Paragraph:
    """Add a paragraph whose label is bold and run in."""
    paragraph = paper.add_paragraph()
    paragraph.add_run(label + colon).bold = True
    paragraph.add_run(text)
    return paragraph


def bold_line(paper: Paper, text: str) -> None:
    paper.add_paragraph().add_run(text).bold = True


def table_of(paper: Paper, rows: Sequence[Sequence[str]]) -> Table:
    """Add a table; a line break inside a text begins a new paragraph of its cell."""
    table = paper.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for cells, texts in zip((row.cells for row in table.rows), rows, strict=True):
        for cell, text in zip(cells, texts, strict=True):
            first, *more = text.split("\n")
            cell.paragraphs[0].add_run(first)
            for line in more:
                cell.add_paragraph(line)
    return table


def merge(table: Table, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Merge cells as Word does: the text of the first stays, the covered ones are emptied."""
    text = table.cell(*first).text
    merged = table.cell(*first).merge(table.cell(*last))
    for paragraph in merged.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)
    first_line, *more = text.split("\n")
    merged.paragraphs[0].text = first_line
    for line in more:
        merged.add_paragraph(line)


def add_numbering(paper: Paper, number_id: int, form: str, text: str) -> None:
    """Define a list of Word's own numbering, such as chineseCounting with the text %1、."""
    numbering = paper.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number_id}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
    )
    number = parse_xml(f'<w:num {nsdecls("w")} w:numId="{number_id}"><w:abstractNumId w:val="{number_id}"/></w:num>')
    first = numbering.find(qn("w:num"))
    numbering.insert(numbering.index(first) if first is not None else len(numbering), abstract)
    numbering.append(number)


def number_by(paragraph: Paragraph, number_id: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number_id}"/></w:numPr>'))


def insertion(paragraph: Paragraph, text: str) -> None:
    """Add text that was inserted with changes tracked."""
    paragraph._p.append(
        parse_xml(f'<w:ins {nsdecls("w")} w:id="1" {CHANGED}><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:ins>')
    )


def deletion(paragraph: Paragraph, text: str) -> None:
    """Add text that was deleted with changes tracked."""
    paragraph._p.append(
        parse_xml(
            f'<w:del {nsdecls("w")} w:id="2" {CHANGED}><w:r><w:delText xml:space="preserve">{text}</w:delText>'
            "</w:r></w:del>"
        )
    )


def controlled(paragraph: Paragraph, text: str) -> None:
    """Add text that stands in a content control."""
    paragraph._p.append(
        parse_xml(
            f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="填写"/></w:sdtPr><w:sdtContent><w:r><w:t>{text}</w:t>'
            "</w:r></w:sdtContent></w:sdt>"
        )
    )


def split_runs(paragraph: Paragraph, text: str, size: int = 3) -> None:
    """Add text in runs of a few characters, as spelling marks and copying leave it."""
    for start in range(0, len(text), size):
        paragraph.add_run(text[start : start + size])


def text_box(paragraph: Paragraph, text: str) -> None:
    """Hang a text box on the paragraph, as older programs write it."""
    run = paragraph.add_run()
    run._r.append(
        parse_xml(
            f'<w:pict {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><v:shape style="width:200pt;height:60pt">'
            f"<v:textbox><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
        )
    )


def contents_of(paper: Paper, entries: Sequence[str]) -> None:
    """Add a table of contents as Word leaves it: a field whose result is lines with tabs and page numbers."""
    bold_line(paper, "目　录")
    for page, entry in enumerate(entries, 1):
        paragraph = paper.add_paragraph(f"{entry}\t{page}")
        if page == 1:
            _field(paragraph, "begin", 'TOC \\o "1-3"')
        if page == len(entries):
            _field(paragraph, "end")


def _field(paragraph: Paragraph, kind: str, code: str = "") -> None:
    run = OxmlElement("w:r")
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run.append(mark)
    if code:
        text = OxmlElement("w:instrText")
        text.text = code
        run.append(text)
        separate = deepcopy(mark)
        separate.set(qn("w:fldCharType"), "separate")
        run.append(separate)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, run) if kind == "begin" else paragraph._p.append(run)


def save(paper: Paper, path: Path) -> None:
    paper.save(str(path))
