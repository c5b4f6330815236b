"""A plain list in Word: a title, and sections of text and of tables with fixed columns.

It goes with papers or with files and is no official paper itself: nobody signs in it, so its rows are low.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from exporters.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    FontSet,
    Heading,
    PageSetup,
    Para,
    Role,
    Section,
    Table,
)
from exporters.recount import recount
from exporters.saving import save

ROW_MM = 10.0
Heads = tuple[tuple[str, float, Align], ...]


def table(heads: Heads, rows: Iterable[Sequence[str | Cell]], *, header: bool = True) -> Table:
    """Return a table; `heads` are label, width in millimetres and alignment of each column."""
    columns = tuple(Column(label=label, width_mm=width, align=align) for label, width, align in heads)
    cells = tuple(tuple(cell if isinstance(cell, Cell) else Cell(text=cell) for cell in row) for row in rows)
    return Table(columns=columns, rows=cells, row_mm=ROW_MM, header=header)


def headed(key: str, heading: str, *blocks: Block) -> Section:
    """Return a section under a printed head."""
    return Section(key=key, heading=heading, blocks=(Heading(level=1, text=heading), *blocks))


def list_paper(title: str, sections: Iterable[Section], *, font_set: str) -> Document:
    """Return the paper; line feeds of the title part its printed lines."""
    head = Section(key="title", heading="标题", blocks=(Para(text=title, role=Role.TITLE),))
    page = PageSetup(font_set=FontSet(font_set))
    return Document(title=" ".join(title.split("\n")), sections=(head, *sections), page=page)


def write(document: Document, target: Path) -> Path:
    """Write the paper under the first free name from `target` on; raises ExportError. For a worker."""
    from exporters import word

    return save(word.to_bytes(document), target, replace=False, check=lambda path: recount(document, path))
