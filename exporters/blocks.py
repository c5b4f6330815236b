"""A paper as values: what stands on it and in which order, never how many points or millimetres.

A `Document` is an ordered set of named sections, each a tuple of blocks. A block says what a thing is in the terms of
GB/T 9704-2012 clause 7 (发文机关标志, 标题, 附件说明, 落款, 版记 …); blank lines, indents, fonts and page breaks follow
from that in `styles` and `typeset`, so that the Word file and the reading view agree. Texts are plain strings: a line
feed is a line set by hand, and 〔缺：验收日期〕 stands where a fact is missing and is shown marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import assert_never

MISSING = re.compile(r"〔缺：[^〔〕]*〕")


class Role(StrEnum):
    """What a single paragraph is on the paper."""

    TITLE = "title"
    ADDRESSEE = "addressee"
    BODY = "body"
    NOTE = "note"
    SIGNATURE = "signature"
    DATE = "date"
    CONTACT = "contact"
    ANNEX_MARK = "annex_mark"
    ANNEX_TITLE = "annex_title"
    SMALL = "small"

    @property
    def label(self) -> str:
        return _ROLE_LABELS[self]


_ROLE_LABELS = {
    Role.TITLE: "标题",
    Role.ADDRESSEE: "主送机关",
    Role.BODY: "正文",
    Role.NOTE: "附件说明",
    Role.SIGNATURE: "署名",
    Role.DATE: "成文日期",
    Role.CONTACT: "附注",
    Role.ANNEX_MARK: "附件标识",
    Role.ANNEX_TITLE: "附件标题",
    Role.SMALL: "小字",
}


class Align(StrEnum):
    """How the text of a table cell stands between its sides."""

    LEFT = "left"
    CENTER = "center"


class FontSet(StrEnum):
    """Which names of 仿宋 and 楷体 the office's computers know."""

    GB2312 = "gb2312"
    SYSTEM = "system"

    @property
    def label(self) -> str:
        return {FontSet.GB2312: "仿宋_GB2312、楷体_GB2312", FontSet.SYSTEM: "仿宋、楷体"}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSetup:
    """Paper and type area: millimetres from the paper's edges, the distance of two lines in points (5.1, 5.2)."""

    width_mm: float = 210.0
    height_mm: float = 297.0
    top_mm: float = 37.0
    bottom_mm: float = 35.0
    left_mm: float = 28.0
    right_mm: float = 26.0
    pitch_pt: float = 28.95
    font_set: FontSet = FontSet.GB2312

    @property
    def area_width_mm(self) -> float:
        """Return the width of the type area 版心."""
        return self.width_mm - self.left_mm - self.right_mm

    @property
    def area_height_mm(self) -> float:
        """Return the height of the type area 版心."""
        return self.height_mm - self.top_mm - self.bottom_mm


@dataclass(frozen=True, slots=True, kw_only=True)
class RedHead:
    """版头: the issuer's mark in lines, the document number, and what may stand above and beside them (7.2)."""

    lines: tuple[str, ...]
    number: str
    signer: str = ""
    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A numbered head: `level` 1–4 for 一、（一） 1. （1）; the number is part of the text."""

    level: int
    text: str

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3, 4):
            raise ValueError(f"level {self.level} is none of 1–4")


@dataclass(frozen=True, slots=True, kw_only=True)
class Para:
    """One paragraph of a role; a title's line feeds are its lines (`titles.broken` sets them)."""

    text: str
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentNote:
    """附件说明: the names of the attachments; several are numbered when they are printed (7.3.4)."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """落款: the issuer's name and the date; `sealed` leaves the place of a stamp (7.3.5)."""

    name: str
    date_text: str
    sealed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexHead:
    """The beginning of an attachment on a page of its own; `number` is None where there is only one (7.3.7)."""

    title: str
    number: int | None = None

    @property
    def mark(self) -> str:
        """Return 附件, with its number where there are several."""
        return "附件" if self.number is None else f"附件{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A table column: its head and its width in millimetres."""

    label: str
    width_mm: float
    align: Align = Align.CENTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A photo in a cell, as large as it will stand; without its `image` the room it needs. `key` names its file."""

    key: str
    width_mm: float
    height_mm: float
    image: bytes = field(default=b"", repr=False)
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A table cell; `merged` continues the cell above, `span` takes several columns, `strong` is a printed label.

    Line feeds in the text part paragraphs, a `photo` stands over them. Without `align` the column's alignment holds.
    """

    text: str = ""
    span: int = 1
    merged: bool = False
    strong: bool = False
    align: Align | None = None
    photo: Photo | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table, `ruled` or not; rows are at least `row_mm` high, 14 mm leaving room for a signature.

    `header` prints the columns' labels as a first row that repeats on every page. No row is parted by a page end.
    With `keeps_next` the last row stands on the page of what follows the table. A row of photos stands on the page of
    a row without, which says something of them.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    row_mm: float = 14.0
    header: bool = True
    keeps_next: bool = False
    ruled: bool = True

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, 1):
            if sum(cell.span for cell in row) != len(self.columns):
                raise ValueError(f"row {number} does not fill the {len(self.columns)} columns")
        if self.rows and any(cell.merged for cell in self.rows[0]):
            raise ValueError("the first row has no cell above to continue")

    def keeps_row(self, number: int) -> bool:
        """Return whether a row stands on the page of what comes behind it."""
        if number == len(self.rows) - 1:
            return self.keeps_next
        return has_photo(self.rows[number]) and not has_photo(self.rows[number + 1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A PNG or JPEG of the given size in millimetres, standing left with small text beside it."""

    image: bytes = field(repr=False)
    width_mm: float
    height_mm: float
    text: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """版记: 抄送 offices, the printing office and its date; it stands at the foot of the last page (7.4).

    The words 抄送：, the full stop after it and 印发 are printed, not given.
    """

    copies_to: str = ""
    office: str
    date_text: str


Block = RedHead | Heading | Para | AttachmentNote | SignOff | AnnexHead | Table | Picture | Imprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A named stretch of a paper: `key` is the content kind's name, `heading` what a person calls it."""

    key: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole paper; `title` in one line is the file's title property."""

    title: str
    sections: tuple[Section, ...]
    page: PageSetup = PageSetup()

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks of all sections in the order they are printed."""
        for section in self.sections:
            yield from section.blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text that is either plain or marked as missing."""

    text: str
    missing: bool = False


def has_photo(row: tuple[Cell, ...]) -> bool:
    """Return whether a photo stands in one of the cells."""
    return any(cell.photo is not None for cell in row)


def missing(name: str) -> str:
    """Return the mark that stands for a missing fact: 〔缺：验收日期〕."""
    return f"〔缺：{name}〕"


def runs(text: str) -> tuple[Run, ...]:
    """Return the text parted into plain stretches and missing marks, in order and complete."""
    found, end = [], 0
    for match in MISSING.finditer(text):
        found += [Run(text=text[end : match.start()]), Run(text=match.group(), missing=True)]
        end = match.end()
    found.append(Run(text=text[end:]))
    return tuple(run for run in found if run.text)


def texts(block: Block) -> tuple[str, ...]:
    """Return every text a block prints, in order; empty ones are left out."""
    match block:
        case Heading() | Para() | Picture():
            found: tuple[str, ...] = (block.text,)
        case RedHead():
            found = (block.copy_number, block.secrecy, block.urgency, *block.lines, block.number, block.signer)
        case AttachmentNote():
            found = block.names
        case SignOff():
            found = (block.name, block.date_text)
        case AnnexHead():
            found = (block.mark, block.title)
        case Table():
            heads = tuple(column.label for column in block.columns) if block.header else ()
            found = heads + tuple(cell.text for row in block.rows for cell in row)
        case Imprint():
            found = (block.copies_to, block.office, block.date_text)
        case _:
            assert_never(block)
    return tuple(text for text in found if text)


def dump(document: Document) -> str:
    """Return the paper as readable lines of Chinese, for comparing two papers by eye or in a test."""
    page = document.page
    lines = [f"文件：{document.title}", f"版面：{_values(page)}"]
    for section in document.sections:
        lines += ["", f"== {section.key} {section.heading}".rstrip()]
        for block in section.blocks:
            lines += _dumped(block)
    return "\n".join(lines) + "\n"


def _values(page: PageSetup) -> str:
    values = [getattr(page, entry.name) for entry in fields(page)]
    return " ".join(value.label if isinstance(value, FontSet) else f"{value:g}" for value in values)


def _dumped(block: Block) -> list[str]:
    match block:
        case Para():
            return [_line(block.role.label, block.text)]
        case Heading():
            return [_line("一二三四"[block.level - 1] + "级标题", block.text)]
        case RedHead():
            above = [_line(label, text) for label, text in _above(block) if text]
            return [*above, _line("发文机关标志", "\n".join(block.lines)), _line("发文字号", block.number)]
        case AttachmentNote():
            return [_line("附件说明", name) for name in block.names]
        case SignOff():
            return [_line("落款·盖章" if block.sealed else "落款·不盖章", f"{block.name}\n{block.date_text}")]
        case AnnexHead():
            return [_line("另面", f"{block.mark}\n{block.title}")]
        case Table():
            return _dumped_table(block)
        case Picture():
            size = f"{block.width_mm:g}×{block.height_mm:g}毫米"
            return [_line("图", f"{size} {block.description} {block.text}".rstrip())]
        case Imprint():
            return [_line("版记", f"抄送：{block.copies_to}\n{block.office}\n{block.date_text}印发")]
        case _:
            assert_never(block)


def _above(head: RedHead) -> tuple[tuple[str, str], ...]:
    return (
        ("份号", head.copy_number),
        ("密级", head.secrecy),
        ("紧急程度", head.urgency),
        ("签发人", head.signer),
    )


def _line(label: str, text: str) -> str:
    return f"[{label}] " + text.replace("\n", "⏎")


def _dumped_table(table: Table) -> list[str]:
    heads = " | ".join(f"{column.label}{column.width_mm:g}".replace("\n", "⏎") for column in table.columns)
    kind = "表" if table.header else "表·无表头"
    lines = [f"[{kind}] {heads}（毫米，行高{table.row_mm:g}）"]
    for row in table.rows:
        lines.append("  " + " | ".join(_dumped_cell(cell) for cell in row))
    return lines


def _dumped_cell(cell: Cell) -> str:
    text = "〃" if cell.merged else cell.text.replace("\n", "⏎") or "（空）"
    if cell.photo is not None:
        text = f"图{cell.photo.width_mm:g}×{cell.photo.height_mm:g}毫米⏎{text}"
    return text if cell.span == 1 else f"{text}（占{cell.span}列）"
