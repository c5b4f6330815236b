"""The columns of the list of tasks, under the keys of the ledger's columns; most are hidden until they are asked for.

What only a ledger tells of a task is read for the rows in sight, and only while one of its columns is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gui.parts.cells import Muted
from gui.parts.tables import Column
from models.domain.task_labels import TASK_LABELS

# The first paint shows none of what the ledger alone tells.
if TYPE_CHECKING:
    from datetime import date

    from models.domain.ledger import LayoutColumn
    from models.dossiers import LedgerTask

_MM_PER_PX = 25.4 / 96
# In a narrow window the counts go first: the circle of the status tells the measures, the gap what evidence is missing.
_USUAL = (
    Column(key="number", title="编号", width=112, least=104, whole=True),
    Column(key="problem", title="反馈问题", width=320, least=232, grows=True),
    Column(key="units", title="责任单位", width=136, least=96, most=200),
    Column(key="deadline", title="时限", width=144, whole=True),
    Column(key="sign", title="", width=112, sortable=False),
    Column(key="measures", title="措施", width=64, right=True, yields=1),
    Column(key="evidence", title="佐证", width=60, right=True, yields=2),
    Column(key="gaps", title="缺口", width=68, right=True, whole=True),
    Column(key="status", title="状态", width=160, least=150),
)
_UNSORTED = ("external_number", "batch", "plan", "measure_texts", "lead", "supporting", "supervising", "acceptance")
# Those with their widths that are hidden until they are asked for.
_MORE = {
    "progress": 240, "goal": 220, "measure_texts": 260, "lead": 130, "supporting": 130, "supervising": 130,
    "acceptance": 130, "leader": 88, "responsible_person": 88, "liaison": 88, "title": 180, "external_number": 110,
    "batch": 110, "plan": 180, "note": 140,
}
_LABELS = TASK_LABELS | {"measure_texts": TASK_LABELS["measures"]}
COLUMNS = (
    *_USUAL,
    *(Column(key=key, title=_LABELS[key], width=width, least=min(width, 88 + width // 5), hidden=True, colour="ink_2",
             sortable=key not in _UNSORTED) for key, width in _MORE.items()),
)
MORE = tuple(_MORE)
NOTHING = ("",) * len(MORE)


def more_cells(task: LedgerTask, on: date) -> tuple[object, ...]:
    """Return what the columns say that the ledger alone knows of, in their order."""
    from exporters.ledger import cell_of
    from models.domain.ledger import LedgerColumn

    texts = (str(cell_of(LedgerColumn(key), task, 0, on)) for key in MORE)
    return tuple(Muted(text) if text else "" for text in texts)


def ledger_columns(shown: Sequence[tuple[str, int]]) -> tuple[LayoutColumn, ...]:
    """Return the columns of the list, from left to right with their widths in pixels, as those of a ledger."""
    from models.domain.ledger import LayoutColumn, LedgerColumn

    return tuple(
        LayoutColumn(column=LedgerColumn(key), width_mm=round(max(width * _MM_PER_PX, 12.0), 1)) for key, width in shown
    )
