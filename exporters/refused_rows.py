"""The rows an import did not take over, as a workbook with the reason beside each: to be mended and imported again.

Its heads are wordings the readers know, so the mended file is read like any ledger: into the plan its title
names, and without the columns of reason and place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from exporters.recount_sheet import recount
from exporters.saving import save
from exporters.spreadsheet import Column, Kind, Sheet, to_bytes, writable
from models.domain.drafts.draft import DraftTask, RefusedRow
from models.domain.drafts.fields import PLACE, REASON, SourceField
from models.domain.drafts.values import deadline_words
from models.domain.plan import UnitRole

Told = Callable[[DraftTask], str]
_F = SourceField


def _units(role: UnitRole) -> Told:
    return lambda task: "、".join(task.units.get(role, ()))


def _measures(task: DraftTask) -> str:
    return "\n".join(f"{item.number}. {item.text}" if item.number else item.text for item in task.measures)


COLUMNS: tuple[tuple[Column, Told], ...] = (
    (Column(label=_F.NUMBER.label, width_mm=16), lambda task: task.number),
    (Column(label=_F.TITLE.label, width_mm=24, kind=Kind.PROSE), lambda task: task.title),
    (Column(label=_F.PROBLEM.label, width_mm=45, kind=Kind.PROSE), lambda task: task.problem),
    (Column(label=_F.GOAL.label, width_mm=30, kind=Kind.PROSE), lambda task: task.goal),
    (Column(label=_F.DEADLINE.label, width_mm=24, kind=Kind.PROSE), deadline_words),
    (Column(label=_F.MEASURES.label, width_mm=45, kind=Kind.PROSE), _measures),
    *((Column(label=role.label, width_mm=20, kind=Kind.PROSE), _units(role)) for role in UnitRole),
    (Column(label=_F.LEADER.label, width_mm=16), lambda task: task.leader),
    (Column(label=_F.RESPONSIBLE_PERSON.label, width_mm=16), lambda task: task.responsible_person),
    (Column(label=_F.LIAISON.label, width_mm=16), lambda task: task.liaison),
    (Column(label=_F.IMPLEMENTATION.label, width_mm=40, kind=Kind.PROSE), lambda task: task.implementation),
    (Column(label=_F.STATUS.label, width_mm=18), lambda task: task.status.label if task.status else ""),
    (Column(label=_F.NOTE.label, width_mm=20, kind=Kind.PROSE), lambda task: task.note),
)
# Whoever mends a row has to have somewhere to write what it lacks.
NEEDED = (_F.NUMBER.label, _F.PROBLEM.label)


def write_refused(rows: Sequence[RefusedRow], target: Path, plan_title: str = "") -> Path:
    """Write the rows and return where they lie, under the first free name from `target` on; raises ExportError.

    `plan_title` is the plan they were to go to.
    """
    filled = [(column, told) for column, told in COLUMNS
              if column.label in NEEDED or any(told(row.task) for row in rows)]
    sheet = Sheet(
        name="未导入的行", title=f"《{plan_title}》未导入的行" if plan_title else "未导入的行",
        columns=(
            Column(label=REASON, width_mm=45, kind=Kind.PROSE), Column(label=PLACE, width_mm=30),
            *(column for column, _ in filled),
        ),
        rows=[
            [writable(text) for text in (row.reason, row.task.place, *(told(row.task) for _, told in filled))]
            for row in rows
        ],
        paper="A3",
    )
    return save(to_bytes(sheet), target, replace=False, check=lambda path: recount(sheet, None, path))
