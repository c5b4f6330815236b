"""The columns of a ledger 台账 and its layouts: which columns, in which order and width, on which paper, under a title.

The columns are the union of the ledgers of a dozen provinces; the list of tasks on the screen shows the same ones under
the same keys. A layout is plain values with a JSON form, so that the office keeps its own by name.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from models.domain.plan import UnitRole
from models.domain.settings import Setting
from models.domain.task_labels import TASK_LABELS

LEAST_MM, MOST_MM = 8.0, 200.0
MARGIN_MM = 15.0
# The settings that hold the office's own layouts, each under its key.
LAYOUT_SETTING = "ledger_layout:"


class LedgerColumn(StrEnum):
    """台账的列: what a column tells of a task."""

    ORDER = "order"
    NUMBER = "number"
    EXTERNAL_NUMBER = "external_number"
    BATCH = "batch"
    PLAN = "plan"
    TITLE = "title"
    PROBLEM = "problem"
    GOAL = "goal"
    MEASURE_TEXTS = "measure_texts"
    DEADLINE = "deadline"
    SIGN = "sign"
    LEAD = "lead"
    UNITS = "units"
    SUPPORTING = "supporting"
    SUPERVISING = "supervising"
    ACCEPTANCE = "acceptance"
    LEADER = "leader"
    RESPONSIBLE_PERSON = "responsible_person"
    LIAISON = "liaison"
    PROGRESS = "progress"
    STATUS = "status"
    MEASURES = "measures"
    EVIDENCE = "evidence"
    GAPS = "gaps"
    NOTE = "note"

    @property
    def label(self) -> str:
        return _OWN_LABELS.get(self.value) or TASK_LABELS[self.value]

    @property
    def width_mm(self) -> float:
        """Return how wide the column is by itself."""
        return _WIDTHS_MM[self.value]

    @property
    def is_prose(self) -> bool:
        """Return whether it holds sentences, which are read from the left."""
        return self in _PROSE

    @property
    def is_count(self) -> bool:
        """Return whether it holds a number to reckon with."""
        return self in (LedgerColumn.ORDER, LedgerColumn.EVIDENCE, LedgerColumn.GAPS)

    @property
    def role(self) -> UnitRole | None:
        """Return the role of the units it names, None where it names none."""
        return _ROLES.get(self)


# The counts of the list, which no paper of elsewhere has, and what the list calls otherwise than the record.
_OWN_LABELS = {
    "order": "序号", "measure_texts": TASK_LABELS["measures"], "sign": "时限提醒", "units": TASK_LABELS["responsible"],
    "measures": "措施数", "evidence": "佐证数", "gaps": "缺口",
}
_WIDTHS_MM = {
    "order": 10, "number": 18, "external_number": 22, "batch": 22, "plan": 34, "title": 34, "problem": 64, "goal": 48,
    "measure_texts": 90, "deadline": 24, "sign": 20, "lead": 24, "units": 26, "supporting": 26, "supervising": 24,
    "acceptance": 24, "leader": 18, "responsible_person": 18, "liaison": 18, "progress": 64, "status": 24,
    "measures": 14, "evidence": 14, "gaps": 12, "note": 24,
}
_PROSE = frozenset({
    LedgerColumn.PROBLEM, LedgerColumn.GOAL, LedgerColumn.MEASURE_TEXTS, LedgerColumn.PROGRESS, LedgerColumn.NOTE,
    LedgerColumn.TITLE, LedgerColumn.PLAN,
})
_ROLES = {
    LedgerColumn.LEAD: UnitRole.LEAD, LedgerColumn.UNITS: UnitRole.RESPONSIBLE,
    LedgerColumn.SUPPORTING: UnitRole.SUPPORTING, LedgerColumn.SUPERVISING: UnitRole.SUPERVISING,
    LedgerColumn.ACCEPTANCE: UnitRole.ACCEPTANCE,
}


class Paper(StrEnum):
    """纸张: the paper a ledger is printed on."""

    A3 = "A3"
    A4 = "A4"

    @property
    def size_mm(self) -> tuple[float, float]:
        """Return its short and its long side."""
        return {"A3": (297.0, 420.0), "A4": (210.0, 297.0)}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutColumn:
    """版式的列: a column with its width in millimetres."""

    column: LedgerColumn
    width_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLayout:
    """台账版式: its key for scripts, its name for the clerk; an empty `title` is made of the plan and the day."""

    key: str
    name: str
    columns: tuple[LayoutColumn, ...]
    paper: Paper = Paper.A3
    is_landscape: bool = True
    title: str = ""

    @property
    def told(self) -> str:
        """Return the layout in words: its name, its page, its columns."""
        lies = "横向" if self.is_landscape else "纵向"
        return f"{self.name}（{self.paper}{lies}）：" + "、".join(item.column.label for item in self.columns)

    @property
    def area_mm(self) -> float:
        """Return the width between the margins of the page."""
        return self.paper.size_mm[self.is_landscape] - 2 * MARGIN_MM


def columns_of(columns: Iterable[LedgerColumn]) -> tuple[LayoutColumn, ...]:
    """Return the columns in their own widths."""
    return tuple(LayoutColumn(column=column, width_mm=column.width_mm) for column in columns)


_C = LedgerColumn
LAYOUTS = (
    LedgerLayout(key="ledger-full", name="整改总台账（A3横向）", columns=columns_of((
        _C.ORDER, _C.NUMBER, _C.PROBLEM, _C.GOAL, _C.MEASURE_TEXTS, _C.DEADLINE, _C.LEAD, _C.UNITS, _C.SUPPORTING,
        _C.PROGRESS, _C.STATUS, _C.NOTE,
    ))),
    LedgerLayout(key="ledger-progress", name="整改进展调度表（A4横向）", paper=Paper.A4, columns=columns_of((
        _C.ORDER, _C.NUMBER, _C.PROBLEM, _C.UNITS, _C.DEADLINE, _C.PROGRESS, _C.STATUS, _C.NOTE,
    ))),
    LedgerLayout(key="ledger-duties", name="责任清单（A4横向）", paper=Paper.A4, columns=columns_of((
        _C.ORDER, _C.NUMBER, _C.PROBLEM, _C.DEADLINE, _C.LEAD, _C.UNITS, _C.SUPPORTING, _C.ACCEPTANCE, _C.LEADER,
        _C.RESPONSIBLE_PERSON, _C.LIAISON,
    ))),
)


def layout_to_text(layout: LedgerLayout) -> str:
    """Return a layout as JSON, its key apart."""
    columns = [[item.column.value, item.width_mm] for item in layout.columns]
    return json.dumps(
        {"name": layout.name, "columns": columns, "paper": layout.paper.value, "landscape": layout.is_landscape,
         "title": layout.title}, ensure_ascii=False,
    )


def layout_from_text(key: str, text: str) -> LedgerLayout:
    """Return the layout this JSON was made of; columns a newer program added are left out."""
    data = json.loads(text)
    known = {column.value for column in LedgerColumn}
    return LedgerLayout(
        key=key, name=data["name"], paper=Paper(data["paper"]), is_landscape=data["landscape"], title=data["title"],
        columns=tuple(
            LayoutColumn(column=LedgerColumn(name), width_mm=min(max(float(width), LEAST_MM), MOST_MM))
            for name, width in data["columns"] if name in known
        ),
    )


def layouts_in(settings: Iterable[Setting]) -> tuple[LedgerLayout, ...]:
    """Return the layouts the office saved, in the order of their names."""
    layouts = (
        layout_from_text(item.id.removeprefix(LAYOUT_SETTING), item.value)
        for item in settings if item.id.startswith(LAYOUT_SETTING)
    )
    return tuple(sorted(layouts, key=lambda layout: layout.name))
