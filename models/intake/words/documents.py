"""Word documents as blocks: paragraphs and tables in their order, each with the place people find it at.

Headers, footers and text boxes are no part of a document's text; a text box with words in it is named. Pages are told
where the file knows them, from the breaks Word left when it last laid the pages out and from those people set.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.domain.drafts.source import Block, Grid, Paragraph
from models.domain.finding import Finding, Level
from models.intake.words.lines import text_boxes
from models.intake.words.numbering import Numbering
from models.intake.words.package import Package
from models.intake.words.plain_text import blocks_of, whole_paragraphs
from models.intake.words.tables import frames, grid_of, is_frame
from models.intake.words.walk import HARD, RENDERED, Reading, attribute, child, has, name, without_pages

__all__ = ["Document", "blocks_of", "read_docx"]

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*\d?", re.IGNORECASE)
_BREAKS = RENDERED + HARD


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """文档: its blocks in their order, and what should be looked at."""

    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...] = ()


def read_docx(path: Path) -> Document:
    """Return the paragraphs and tables of a .docx, tracked changes as accepted, automatic numbers in the text."""
    with zipfile.ZipFile(path) as archive:
        package = Package(archive, path)
        styles = package.part("styles.xml")
        reading = Reading(Numbering(package.part("numbering.xml"), styles))
        raw = list(_raw(package.body, reading, _Styles(styles)))
        boxes = [text for box in text_boxes(package.body) if (text := without_pages(reading.text(box)).strip())]
    blocks, joined = whole_paragraphs(tuple(_Pages(raw).placed(raw)))
    return Document(blocks=blocks, findings=(*_of_boxes(boxes), *_of_lines(joined)))


# Word


@dataclass(frozen=True, slots=True)
class _Raw:
    """A paragraph whose place is not known yet; the signs of pages are still in its text."""

    text: str
    level: int


class _Styles:
    """What a paragraph's style says of it: the level of a heading, a line of the contents."""

    def __init__(self, styles: Any) -> None:
        self._styles = {attribute(node, "styleId"): node for node in styles if name(node) == "style"} if (
            styles is not None) else {}

    def level(self, paragraph: Any) -> int:
        """Return the level of a heading, its own or that of its style, 0 where it is none."""
        own = child(paragraph, "pPr", "outlineLvl")
        for style in () if own is not None else self._chain(paragraph):
            if match := _HEADING.fullmatch(_value(style, "name")):
                return int(match[1])
            own = child(style, "pPr", "outlineLvl")
            if own is not None:
                break
        level = int(attribute(own, "val") or 9) + 1 if own is not None else 0
        return level if level <= 9 else 0

    def is_contents(self, paragraph: Any) -> bool:
        """Return whether a paragraph is a line of contents that Word made."""
        return any(_CONTENTS.fullmatch(_value(style, "name")) for style in self._chain(paragraph))

    def _chain(self, paragraph: Any) -> Iterator[Any]:
        key = _value(paragraph, "pPr", "pStyle")
        for _ in range(12):
            style = self._styles.get(key)
            if style is None:
                return
            yield style
            key = _value(style, "basedOn")


def _value(node: Any, *names: str) -> str:
    found = child(node, *names)
    return attribute(found, "val") if found is not None else ""


def _raw(node: Any, reading: Reading, styles: _Styles) -> Iterator[_Raw | Grid]:
    for block, text in reading.lines(node):
        if name(block) != "tbl" or text:
            if name(block) != "p" or not styles.is_contents(block):
                yield _Raw(_broken(block, text), styles.level(block) if name(block) == "p" else 0)
        elif is_frame(block):
            for cell in frames(block):
                yield from _raw(cell, reading, styles)
        else:
            yield grid_of(block, reading, "")


def _broken(paragraph: Any, text: str) -> str:
    """Return the text of a paragraph with the ends of pages that its properties make."""
    before = HARD if has(paragraph, "pPr", "pageBreakBefore") else ""
    section = child(paragraph, "pPr", "sectPr")
    ends = section is not None and _value(section, "type") != "continuous"
    return before + text + (HARD if ends else "")


class _Pages:
    """Counts pages and the paragraphs on them, or the paragraphs of the whole where the file knows no pages."""

    def __init__(self, raw: list[_Raw | Grid]) -> None:
        self._known = any(sign in text for item in raw for text in _texts(item) for sign in _BREAKS)
        self._page, self._count = 1, 0
        self._is_fresh = False

    def placed(self, raw: list[_Raw | Grid]) -> Iterator[Block]:
        """Yield the blocks with their places; paragraphs without text are none."""
        tables = 0
        for item in raw:
            if isinstance(item, Grid):
                tables += 1
                for text in _texts(item):
                    self._turn(text)
                yield _named(item, f"表{tables}")
                continue
            text = without_pages(item.text).strip()
            lead = item.text[: len(item.text) - len(item.text.lstrip(_BREAKS + " \t\u3000\n"))]
            self._turn(lead)
            if text:
                yield Paragraph(text=text, place=self._place(), level=item.level)
            self._turn(item.text[len(lead) :])

    def _place(self) -> str:
        self._count += 1
        return f"第{self._page}页 第{self._count}段" if self._known else f"第{self._count}段"

    def _turn(self, text: str) -> None:
        for sign in text:
            if sign in _BREAKS:
                # Word leaves its own sign behind a break people set; both are the end of one page.
                if not (sign == RENDERED and self._is_fresh):
                    self._page += 1
                    self._count = 0
                self._is_fresh = sign == HARD
            elif not sign.isspace():
                self._is_fresh = False


def _texts(item: _Raw | Grid) -> Iterator[str]:
    if isinstance(item, _Raw):
        yield item.text
    else:
        yield from (text for row in item.rows for text in row)


def _named(grid: Grid, title: str) -> Grid:
    rows = tuple(tuple(without_pages(text).strip() for text in row) for row in grid.rows)
    return Grid(name=title, rows=rows, spans=grid.spans)


def _of_lines(joined: int) -> Iterator[Finding]:
    if joined:
        yield Finding(
            level=Level.NOTE, code="lines_joined", where="正文",
            text=f"每行都在同样的宽度断开，已把 {joined} 行接到上一段", remedy="请核对接起来的段落",
        )


def _of_boxes(boxes: list[str]) -> Iterator[Finding]:
    if not boxes:
        return
    shown = boxes[0] if len(boxes[0]) <= 20 else boxes[0][:20] + "…"
    yield Finding(
        level=Level.NOTE, code="text_box", where="文本框",
        text=f"{len(boxes)} 个文本框里有文字（如“{shown}”），没有读入",
        remedy="如果里面有整改任务，请把文字移到正文里再导入",
    )
