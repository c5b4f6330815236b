"""From the items of `exporters.typeset` to boxes of known height: lines, table rows, pictures, the 版记.

A box holds marks (words, strokes, images) measured in points from the left edge of the type area and its own upper
edge; `gui.paper.pages` puts the boxes on pages. Nothing here knows Qt, so that the places can be tested as numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import assert_never

from exporters import titles
from exporters.blocks import Align, Cell, Imprint, PageSetup, Picture, Table
from exporters.styles import (
    CELL_MARGIN_PT,
    CHARACTER_PT,
    IMPRINT_INNER_PT,
    IMPRINT_OUTER_PT,
    IMPRINT_ROW_PT,
    PHOTO_ABOVE_PT,
    PHOTO_BELOW_PT,
    POINTS_PER_MM,
    RED,
    RED_RULE_GAP_PT,
    RED_RULE_PT,
    STYLES,
    TABLE_RULE_PT,
    Face,
    Look,
    Setting,
    Style,
)
from exporters.typeset import Item, Paragraph
from gui.paper.lines import Line, Measure, lines_of

# The body of a Chinese glyph stands this part of its size above the baseline.
ASCENT = 0.86
BESIDE_PICTURE_PT = 3.0 * POINTS_PER_MM


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A line of text: `top` and `height` of its line.

    The characters from the first to before the second number of `kai` are in 楷体.
    """

    line: Line
    top: float
    height: float
    face: Face
    size: float
    left: float = 0.0
    kai: tuple[int, int] = (0, 0)
    color: str = ""

    @property
    def baseline(self) -> float:
        return self.top + (self.height - self.size) / 2 + ASCENT * self.size


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """A rule from one point to another."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    color: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture in its box."""

    image: bytes = field(repr=False)
    left: float
    top: float
    width: float
    height: float


Mark = Words | Stroke | Image


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Which row of which table a box is, so that merged cells are drawn once a page; -1 is the repeated head."""

    table: Table
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Something that stands on one page as a whole; `glued` keeps the next box on the same page."""

    height: float
    section: int
    marks: tuple[Mark, ...] = ()
    before: float = 0.0
    glued: bool = False
    new_page: bool = False
    at_foot: bool = False
    row: Row | None = None


def boxes_of(item: Item, section: int, page: PageSetup) -> Iterator[Box]:
    """Yield the boxes of one item, in the order they stand down the pages."""
    match item:
        case Paragraph():
            yield from _paragraph(item, section, page)
        case Table():
            yield from _rows(item, section)
        case Picture():
            yield _picture(item, section, page)
        case Imprint():
            yield _imprint(item, section, page)
        case _:
            assert_never(item)


# Paragraphs


def _paragraph(item: Paragraph, section: int, page: PageSetup) -> Iterator[Box]:
    style = STYLES[item.look]
    pitch = item.pitch_pt or style.pitch_pt or page.pitch_pt
    room = page.area_width_mm * POINTS_PER_MM
    lines = _tabbed(item, style, room) if "\t" in item.text else [(line,) for line in _lines(item, style, room)]
    for number, beside in enumerate(lines):
        is_last = number == len(lines) - 1
        marks: tuple[Mark, ...] = tuple(_words(item, style, line, pitch) for line in beside)
        if item.red_rule and is_last:
            below = pitch + RED_RULE_GAP_PT
            marks += (Stroke(x1=0.0, y1=below, x2=room, y2=below, width=RED_RULE_PT, color=RED),)
        yield Box(
            height=pitch,
            section=section,
            marks=marks,
            before=item.before_pt if number == 0 else 0.0,
            # What is kept with the next is a head or a signature: it stays whole.
            glued=item.keep_next and (is_last or style.keep_next),
            new_page=item.new_page and number == 0,
        )


def _lines(item: Paragraph, style: Style, room: float) -> list[Line]:
    left = (item.left or 0.0) * CHARACTER_PT
    first = (style.first if item.first is None else item.first) * CHARACTER_PT
    return lines_of(item.text, _measure(item, style), room=room, left=left, first=first)


def _tabbed(item: Paragraph, style: Style, room: float) -> list[tuple[Line, ...]]:
    """Return the one line of a paragraph with a tab: what stands before it left, what stands after it right."""
    before, _, after = item.text.partition("\t")
    end = room - (item.tab_right or 0.0) * CHARACTER_PT
    left = ((item.left or 0.0) + (item.first or 0.0)) * CHARACTER_PT
    measure = replace(_measure(item, style), setting=Setting.LEFT)
    ahead = lines_of(before, measure, room=room, left=left)[0]
    behind = lines_of(after, replace(measure, setting=Setting.RIGHT), room=end)[0]
    return [(ahead, replace(behind, start=len(before) + 1))]


def _measure(item: Paragraph, style: Style) -> Measure:
    return Measure(size=item.size_pt or style.size_pt, spacing=style.spacing_pt, setting=style.setting)


def _words(item: Paragraph, style: Style, line: Line, pitch: float) -> Words:
    return Words(
        line=line,
        top=0.0,
        height=pitch,
        face=style.face,
        size=item.size_pt or style.size_pt,
        kai=(item.kai[0] - line.start, item.kai[1] - line.start),
        color=style.color,
    )


# Tables


def _rows(table: Table, section: int) -> Iterator[Box]:
    if table.header:
        yield Box(height=row_height(table, -1), section=section, row=Row(table=table, number=-1), glued=True)
    for number in range(len(table.rows)):
        row = Row(table=table, number=number)
        yield Box(height=row_height(table, number), section=section, row=row, glued=table.keeps_row(number))


def cells_of(table: Table, number: int) -> tuple[Cell, ...]:
    """Return the cells of a row; -1 is the head."""
    if number < 0:
        return tuple(Cell(text=column.label, strong=True, align=Align.CENTER) for column in table.columns)
    return table.rows[number]


def edges_of(table: Table) -> list[float]:
    """Return the left edges of the columns in points, and the right edge of the last."""
    return [edge * POINTS_PER_MM for edge in accumulate((column.width_mm for column in table.columns), initial=0.0)]


def row_height(table: Table, number: int) -> float:
    """Return the height of a row: its texts', at least what the table asks for."""
    edges = edges_of(table)
    heights = [table.row_mm * POINTS_PER_MM]
    place = 0
    for cell in cells_of(table, number):
        if not cell.merged:
            style = STYLES[_look(cell)]
            count = len(_cell_lines(table, cell, place, edges[place + cell.span] - edges[place]))
            heights.append(count * (style.pitch_pt or style.size_pt) + _photo_room(cell))
        place += cell.span
    return max(heights)


def cell_words(table: Table, cell: Cell, place: int, top: float, height: float) -> list[Words]:
    """Return the lines of a cell that begins at a column, in the middle of its height; under a photo at its foot."""
    edges = edges_of(table)
    style = STYLES[_look(cell)]
    pitch = style.pitch_pt or style.size_pt
    lines = _cell_lines(table, cell, place, edges[place + cell.span] - edges[place])
    start = top + (height - len(lines) * pitch) * (0.5 if cell.photo is None else 1)
    left = edges[place] + CELL_MARGIN_PT
    return [
        Words(line=line, top=start + number * pitch, height=pitch, face=style.face, size=style.size_pt, left=left)
        for number, line in enumerate(lines)
    ]


def cell_photo(table: Table, cell: Cell, place: int, top: float, height: float) -> Iterator[Image | Stroke]:
    """Yield the photo over the words of a cell, in the middle of its width; one that was not read yet as its frame."""
    if cell.photo is None:
        return
    edges = edges_of(table)
    wide, high = cell.photo.width_mm * POINTS_PER_MM, cell.photo.height_mm * POINTS_PER_MM
    left = (edges[place] + edges[place + cell.span] - wide) / 2
    style = STYLES[_look(cell)]
    lines = len(_cell_lines(table, cell, place, edges[place + cell.span] - edges[place]))
    start = top + height - lines * (style.pitch_pt or style.size_pt) - PHOTO_BELOW_PT - high
    if cell.photo.image:
        yield Image(image=cell.photo.image, left=left, top=start, width=wide, height=high)
    else:
        yield from frame(left, start, left + wide, start + high)


def frame(left: float, top: float, right: float, bottom: float) -> Iterator[Stroke]:
    """Yield the rules around a cell."""
    for x1, y1, x2, y2 in (
        (left, top, right, top), (left, bottom, right, bottom), (left, top, left, bottom), (right, top, right, bottom),
    ):
        yield Stroke(x1=x1, y1=y1, x2=x2, y2=y2, width=TABLE_RULE_PT)


def _photo_room(cell: Cell) -> float:
    if cell.photo is None:
        return 0.0
    return PHOTO_ABOVE_PT + cell.photo.height_mm * POINTS_PER_MM + PHOTO_BELOW_PT


def _look(cell: Cell) -> Look:
    return Look.CELL_LABEL if cell.strong else Look.CELL


def _cell_lines(table: Table, cell: Cell, place: int, width: float) -> list[Line]:
    style = STYLES[_look(cell)]
    align = cell.align or table.columns[place].align
    setting = Setting.CENTER if align is Align.CENTER else Setting.LEFT
    measure = Measure(size=style.size_pt, spacing=style.spacing_pt, setting=setting)
    return lines_of(cell.text, measure, room=width - 2 * CELL_MARGIN_PT)


# Pictures and the 版记


def _picture(item: Picture, section: int, page: PageSetup) -> Box:
    width, height = item.width_mm * POINTS_PER_MM, item.height_mm * POINTS_PER_MM
    style = STYLES[Look.SMALL]
    pitch = style.pitch_pt or style.size_pt
    room = page.area_width_mm * POINTS_PER_MM - width - BESIDE_PICTURE_PT
    lines = lines_of(item.text, _plain(style), room=room)
    whole = max(height, len(lines) * pitch)
    top = (whole - len(lines) * pitch) / 2
    left = width + BESIDE_PICTURE_PT
    words = tuple(_small(style, line, top + number * pitch, left) for number, line in enumerate(lines))
    image = Image(image=item.image, left=0.0, top=(whole - height) / 2, width=width, height=height)
    return Box(height=whole, section=section, marks=(image, *words))


def _imprint(item: Imprint, section: int, page: PageSetup) -> Box:
    room = page.area_width_mm * POINTS_PER_MM
    marks: list[Mark] = []
    height = 0.0
    for texts in _imprint_rows(item, room):
        marks.append(_rule(height, room, IMPRINT_INNER_PT if height else IMPRINT_OUTER_PT))
        low = max(words.top + words.height for words in texts)
        marks += [replace(words, top=words.top + height) for words in texts]
        height += low + IMPRINT_ROW_PT - (STYLES[Look.IMPRINT].pitch_pt or 0.0)
    marks.append(_rule(height, room, IMPRINT_OUTER_PT))
    return Box(height=height, section=section, marks=tuple(marks), at_foot=True)


def _imprint_rows(item: Imprint, room: float) -> Iterator[list[Words]]:
    style = STYLES[Look.IMPRINT]
    size = style.size_pt
    if item.copies_to:
        text = f"抄送：{item.copies_to.rstrip('。')}。"
        lines = lines_of(text, _plain(style), room=room - size, left=4 * size, first=-3 * size)
        yield _stacked(style, lines)
    date = f"{item.date_text}印发"
    date_room = (titles.width(date) + 2.0) * size
    office = lines_of(item.office, _plain(style), room=room - date_room, left=size)
    right = replace(_plain(style), setting=Setting.RIGHT)
    printed = lines_of(date, right, room=room - size)[0]
    stacked = _stacked(style, office)
    yield [*stacked, _small(style, printed, stacked[-1].top, 0.0)]


def _stacked(style: Style, lines: list[Line]) -> list[Words]:
    pitch = style.pitch_pt or style.size_pt
    above = (IMPRINT_ROW_PT - pitch) / 2
    return [_small(style, line, above + number * pitch, 0.0) for number, line in enumerate(lines)]


def _small(style: Style, line: Line, top: float, left: float) -> Words:
    height = style.pitch_pt or style.size_pt
    return Words(line=line, top=top, height=height, face=style.face, size=style.size_pt, left=left)


def _plain(style: Style) -> Measure:
    return Measure(size=style.size_pt, spacing=style.spacing_pt, setting=Setting.LEFT)


def _rule(y: float, room: float, width: float) -> Stroke:
    return Stroke(x1=0.0, y1=y, x2=room, y2=y, width=width)
