"""Paragraphs and runs as WordprocessingML.

Text is written as typed: whatever XML can hold stands in the file unchanged, missing marks bold and highlighted. What
XML cannot hold is refused by `refuse_unprintable` before anything is written, with the place where it stands.
"""

from __future__ import annotations

import re
from dataclasses import replace
from xml.sax.saxutils import escape

from exporters.blocks import Document, PageSetup, Run, runs, texts
from exporters.styles import CHARACTERS_A_LINE, RED, RED_RULE_GAP_PT, RED_RULE_PT, STYLES, Face, Look, font_name
from exporters.typeset import Paragraph
from exporters.word_base import characters, rfonts, twips
from models.errors import ExportError

UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
EXCERPT = 12

_BOXES = re.compile("([☐☑☒]+)")
_BOX_FONTS = rfonts("Segoe UI Symbol")
_PARTS = re.compile(r"[\t\n]|[^\t\n]+")
_BREAKS = {"\t": "<w:tab/>", "\n": "<w:br/>"}


def refuse_unprintable(document: Document) -> None:
    """Raise ExportError naming the section, the text and the character if XML cannot hold one of the characters."""
    for section in document.sections:
        for block in section.blocks:
            for text in texts(block):
                refuse_text(text, f"“{section.heading or section.key}”一节")
    refuse_text(document.title, "文件标题")


def refuse_text(text: str, where: str) -> None:
    """Raise ExportError with the place and the character if XML cannot hold one of the text's characters."""
    found = UNPRINTABLE.search(text)
    if found is None:
        return
    start = max(0, found.start() - EXCERPT)
    around = UNPRINTABLE.sub("□", text[start : found.end() + EXCERPT])
    raise ExportError(
        f"“{around}”第{found.start() + 1}个字符（U+{ord(found.group()):04X}）是看不见的控制字符，写不进Word文件",
        where=where,
        remedy="请到录入处把方框处的字符删去，再导出一次。",
    )


def paragraph(item: Paragraph, page: PageSetup) -> str:
    """Return the paragraph as XML."""
    start, end = item.kai
    kai = font_name(Face.KAITI, page.font_set)
    parts = ((item.text[:start], ""), (item.text[start:end], kai), (item.text[end:], ""))
    content = "".join(run(text, font=font, size_pt=item.size_pt) for text, font in parts)
    return f"<w:p><w:pPr>{_properties(item)}</w:pPr>{content}</w:p>"


def plain(look: Look, text: str, *, properties: str = "") -> str:
    """Return a paragraph of a look; `properties` is further XML that may follow the style's name."""
    return f'<w:p><w:pPr><w:pStyle w:val="{look.value}"/>{properties}</w:pPr>{run(text)}</w:p>'


def run(text: str, *, font: str = "", size_pt: float | None = None) -> str:
    """Return the text as runs: tabs and line feeds become Word's own, missing marks are bold and highlighted."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(_run(piece, rfonts(font) if font else "", size_pt) for piece in runs(text))


def _run(piece: Run, fonts: str, size_pt: float | None) -> str:
    """Return a stretch as runs; ticked boxes, which the faces of official papers lack, in a face that has them."""
    parts = [part for part in _BOXES.split(piece.text) if part]
    return "".join(
        _plain_run(replace(piece, text=part), _BOX_FONTS if _BOXES.fullmatch(part) else fonts, size_pt)
        for part in parts
    )


def _plain_run(piece: Run, fonts: str, size_pt: float | None) -> str:
    size = f'<w:sz w:val="{round(size_pt * 2)}"/><w:szCs w:val="{round(size_pt * 2)}"/>' if size_pt else ""
    bold, highlight = ("<w:b/>", '<w:highlight w:val="yellow"/>') if piece.missing else ("", "")
    inside = fonts + bold + size + highlight
    properties = f"<w:rPr>{inside}</w:rPr>" if inside else ""
    return f"<w:r>{properties}{''.join(_text(part) for part in _PARTS.findall(piece.text))}</w:r>"


def _text(part: str) -> str:
    return _BREAKS.get(part) or f'<w:t xml:space="preserve">{escape(part)}</w:t>'


def _properties(item: Paragraph) -> str:
    """Return what this place adds to the look, in the order the schema wants."""
    parts = [f'<w:pStyle w:val="{item.look.value}"/>']
    if item.keep_next != STYLES[item.look].keep_next:
        parts.append("<w:keepNext/>" if item.keep_next else '<w:keepNext w:val="0"/>')
    if item.new_page:
        parts.append("<w:pageBreakBefore/>")
    if item.red_rule:
        parts.append(_red_rule())
    if item.tab_right is not None:
        place = characters(CHARACTERS_A_LINE - item.tab_right)
        parts.append(f'<w:tabs><w:tab w:val="right" w:pos="{place}"/></w:tabs>')
    if item.pitch_pt is not None:
        before, line = twips(item.before_pt), twips(item.pitch_pt)
        parts.append(f'<w:spacing w:before="{before}" w:after="0" w:line="{line}" w:lineRule="exact"/>')
    parts.append(_indent(item))
    if item.tab_right is not None:
        parts.append('<w:jc w:val="left"/>')
    return "".join(parts)


def _red_rule() -> str:
    """7.2.7: the rule below the document number is its paragraph's lower border, as wide as the type area."""
    size, space = round(RED_RULE_PT * 8), round(RED_RULE_GAP_PT)
    return f'<w:pBdr><w:bottom w:val="single" w:sz="{size}" w:space="{space}" w:color="{RED}"/></w:pBdr>'


def _indent(item: Paragraph) -> str:
    """Return the indents in twips only: a character is 15.75 points here, and 16 where a program counts characters."""
    if item.left is None and item.first is None:
        return ""
    first = item.first or 0.0
    side = "hanging" if first < 0 else "firstLine"
    return f'<w:ind w:left="{characters(item.left or 0.0)}" w:{side}="{characters(abs(first))}"/>'
