"""Putting the boxes of a paper on its pages, as the reading view shows them.

A page takes boxes until it is full; what is kept with the next moves along, the head of a table is repeated, a merged
cell is drawn once on each page, the 版记 stands at the foot of the last page and the page number 7 mm below the type
area, outside by odd and even (GB/T 9704-2012, 7.4, 7.5). It is a 示意: where pages really end only the office program
says, and 版式预览 shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from exporters.blocks import Cell, Document, PageSetup, Table
from exporters.styles import IMPRINT_CLEAR_PT, POINTS_PER_MM, STYLES, Look, Setting
from exporters.typeset import Item, typeset_sections
from gui.paper.boxes import (
    Box,
    Image,
    Mark,
    Row,
    Stroke,
    Words,
    boxes_of,
    cell_photo,
    cell_words,
    cells_of,
    edges_of,
    frame,
    row_height,
)
from gui.paper.lines import Measure, lines_of

NUMBER_BELOW_MM = 7.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From where to where a section stands on a page, in points from the paper's upper edge."""

    section: int
    top: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPage:
    """One page: marks in points from the paper's left upper corner, and where each section stands."""

    number: int
    marks: tuple[Mark, ...]
    spans: tuple[Span, ...]

    def span_of(self, section: int) -> Span | None:
        """Return where a section stands on this page, None where it does not."""
        return next((span for span in self.spans if span.section == section), None)


Known = dict[tuple[Item, int, PageSetup], tuple[Box, ...]]


def pages_of(document: Document, known: Known | None = None) -> tuple[PaperPage, ...]:
    """Return the pages of a paper; an empty paper has one empty page.

    `known` holds what was laid out the time before: of a paper that is being typed, one paragraph is laid out again.
    """
    page = document.page
    boxes = list(_boxes(document, {} if known is None else known))
    foot = [box for box in boxes if box.at_foot]
    filled = _filled([box for box in boxes if not box.at_foot], page.area_height_mm * POINTS_PER_MM)
    _put_foot(filled, foot, page.area_height_mm * POINTS_PER_MM)
    return tuple(_page(number, placed, page) for number, placed in enumerate(filled, 1))


def _boxes(document: Document, known: Known) -> Iterator[Box]:
    found: Known = {}
    for item, section in typeset_sections(document):
        key = item, section, document.page
        if key not in found:
            found[key] = known[key] if key in known else tuple(boxes_of(*key))
        yield from found[key]
    known.clear()
    known.update(found)


# Filling pages


@dataclass(frozen=True, slots=True)
class _Placed:
    box: Box
    top: float


def _filled(boxes: Sequence[Box], room: float) -> list[list[_Placed]]:
    pages: list[list[_Placed]] = []
    start = 0
    while start < len(boxes):
        page, end = _one_page(boxes, start, room)
        pages.append(page)
        start = end
    return pages or [[]]


def _one_page(boxes: Sequence[Box], start: int, room: float) -> tuple[list[_Placed], int]:
    page: list[_Placed] = []
    reach = 0.0
    for head in _repeated_head(boxes[start]):
        page.append(_Placed(head, 0.0))
        reach = head.height
    end = start
    while end < len(boxes) and not (boxes[end].new_page and end > start):
        box = boxes[end]
        # A box higher than a page stands on one of its own.
        if end > start and reach + box.before + box.height > room + 0.01:
            break
        page.append(_Placed(box, reach + box.before))
        reach += box.before + box.height
        end += 1
    back = _glued(boxes, start, end)
    return (page[: len(page) - back] if back else page), end - back


def _glued(boxes: Sequence[Box], start: int, end: int) -> int:
    """Return how many boxes at the page's end belong with what follows; none if that were the whole page."""
    if end >= len(boxes) or boxes[end].new_page:
        return 0
    back = 0
    while end - back > start and boxes[end - back - 1].glued:
        back += 1
    return 0 if end - back == start else back


def _repeated_head(box: Box) -> list[Box]:
    row = box.row
    if row is None or row.number <= 0 or not row.table.header:
        return []
    head = Row(table=row.table, number=-1)
    return [Box(height=row_height(row.table, -1), section=box.section, row=head)]


def _put_foot(pages: list[list[_Placed]], foot: Sequence[Box], room: float) -> None:
    height = sum(box.height for box in foot)
    if not foot:
        return
    last = pages[-1]
    if last and last[-1].top + last[-1].box.height + IMPRINT_CLEAR_PT + height > room:
        pages.append(last := [])
    top = room - height
    for box in foot:
        last.append(_Placed(box, top))
        top += box.height


# Drawing pages


def _page(number: int, placed: Sequence[_Placed], page: PageSetup) -> PaperPage:
    left, top = page.left_mm * POINTS_PER_MM, page.top_mm * POINTS_PER_MM
    marks = [moved(mark, left, top + item.top) for item in placed for mark in item.box.marks]
    for table, rows in _tables(placed):
        wide = page.area_width_mm * POINTS_PER_MM
        indent = left + (wide - edges_of(table)[-1]) / 2
        marks += [moved(mark, indent, top) for mark in _table_marks(table, rows)]
    marks.append(_page_number(number, page))
    return PaperPage(number=number, marks=tuple(marks), spans=tuple(_spans(placed, top)))


def _spans(placed: Sequence[_Placed], top: float) -> Iterator[Span]:
    for section in dict.fromkeys(item.box.section for item in placed):
        own = [item for item in placed if item.box.section == section]
        yield Span(section=section, top=top + own[0].top, bottom=top + own[-1].top + own[-1].box.height)


def _tables(placed: Sequence[_Placed]) -> Iterator[tuple[Table, list[_Placed]]]:
    rows: list[_Placed] = []
    for item in placed:
        if item.box.row is None or (rows and rows[-1].box.row.table is not item.box.row.table):  # type: ignore[union-attr]
            yield from _finished(rows)
            rows = []
        if item.box.row is not None:
            rows.append(item)
    yield from _finished(rows)


def _finished(rows: list[_Placed]) -> Iterator[tuple[Table, list[_Placed]]]:
    if rows and rows[0].box.row is not None:
        yield rows[0].box.row.table, rows


def _table_marks(table: Table, rows: Sequence[_Placed]) -> Iterator[Mark]:
    edges = edges_of(table)
    for at, row in enumerate(rows):
        number = row.box.row.number if row.box.row else -1
        place = 0
        for cell in cells_of(table, number):
            if not cell.merged or at == _first_body(rows):
                bottom = _bottom_of(table, rows, at, place)
                if table.ruled:
                    yield from frame(edges[place], row.top, edges[place + cell.span], bottom)
                # What is merged with a row of the page before carries no text again.
                shown = Cell() if cell.merged else cell
                yield from cell_photo(table, shown, place, row.top, bottom - row.top)
                yield from cell_words(table, shown, place, row.top, bottom - row.top)
            place += cell.span


def _first_body(rows: Sequence[_Placed]) -> int:
    return next((at for at, row in enumerate(rows) if row.box.row and row.box.row.number >= 0), -1)


def _bottom_of(table: Table, rows: Sequence[_Placed], at: int, place: int) -> float:
    """Return where the cell that begins in a row ends on this page, with the cells merged into it below."""
    last = at
    while last + 1 < len(rows) and _is_merged(table, rows[last + 1], place):
        last += 1
    return rows[last].top + rows[last].box.height


def _is_merged(table: Table, row: _Placed, place: int) -> bool:
    number = row.box.row.number if row.box.row else -1
    column = 0
    for cell in cells_of(table, number):
        if column == place:
            return cell.merged
        column += cell.span
    return False


def _page_number(number: int, page: PageSetup) -> Words:
    style = STYLES[Look.PAGE_NUMBER]
    is_odd = number % 2 == 1
    measure = Measure(size=style.size_pt, setting=Setting.RIGHT if is_odd else Setting.LEFT)
    wide = page.area_width_mm * POINTS_PER_MM
    line = lines_of(f"— {number} —", measure, room=wide - style.size_pt, left=style.size_pt)[0]
    below = (page.height_mm - page.bottom_mm + NUMBER_BELOW_MM) * POINTS_PER_MM
    return Words(
        line=line, top=below - style.size_pt / 2, height=style.size_pt, face=style.face, size=style.size_pt,
        left=page.left_mm * POINTS_PER_MM,
    )


def moved(mark: Mark, x: float, y: float) -> Mark:
    """Return a mark further right and down."""
    match mark:
        case Words():
            return replace(mark, left=mark.left + x, top=mark.top + y)
        case Stroke():
            return replace(mark, x1=mark.x1 + x, y1=mark.y1 + y, x2=mark.x2 + x, y2=mark.y2 + y)
        case Image():
            return replace(mark, left=mark.left + x, top=mark.top + y)
        case _:
            assert_never(mark)
