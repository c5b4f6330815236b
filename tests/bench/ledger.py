"""A ledger of 5,000 tasks and twelve columns against openpyxl writing the same cells, in turn.

Ours is the whole way: the records read, rows of texts, heights, the copy of what was given out, the file opened again
and counted. openpyxl writes the same values, wrapped and ruled, into one sheet and saves it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from statistics import median
from time import process_time

from exporters.ledger import ledger_sheets
from exporters.registry import ListKind
from exporters.spreadsheet import Kind, Sheet
from exporters.task_lists import prepare_list
from tests.bench.big import make
from tests.builders import open_workspace

TASKS = 5_000


def measure(folder: Path, pairs: int) -> tuple[float, float, float]:
    """Return the median ratio of pairs, and the medians of ours and of openpyxl in seconds of the processor."""
    make(folder, TASKS)
    target = folder.with_suffix(".xlsx")
    ours, theirs = [], []
    with closing(open_workspace(folder)) as ws:
        job = prepare_list(ws, ListKind.LEDGER, path=target)
        sheet = ledger_sheets(job.dossier, job.layout).seen
        for _ in range(pairs):
            start = process_time()
            prepare_list(ws, ListKind.LEDGER, path=target).run()
            ours.append(process_time() - start)
            start = process_time()
            plain(sheet, folder.with_name("plain.xlsx"))
            theirs.append(process_time() - start)
    return median(a / b for a, b in zip(ours, theirs, strict=True)), median(ours), median(theirs)


def plain(sheet: Sheet, path: Path) -> None:
    """Write the same cells by openpyxl: values, wrapped, ruled, in a font."""
    from openpyxl import Workbook

    book = Workbook()
    for style in styles():
        book.add_named_style(style)
    own = book.active
    own.append([sheet.title])
    own.append([column.label for column in sheet.columns])
    for number, row in enumerate(sheet.rows, 3):
        for place, (value, column) in enumerate(zip(row, sheet.columns, strict=True), 1):
            cell = own.cell(number, place, value)
            cell.style = column.kind.value
            if isinstance(value, str) and value:
                cell.data_type = "s"
    book.save(path)


def styles() -> Iterator[object]:
    """Yield a look for each kind of column."""
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side

    line = Side(style="thin")
    for kind in Kind:
        yield NamedStyle(
            name=kind.value, font=Font(name="宋体", size=10.5), alignment=Alignment(wrap_text=True),
            border=Border(left=line, right=line, top=line, bottom=line),
        )
