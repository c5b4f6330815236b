"""What a ledger is made of: the listed tasks in their order, read some hundreds at a time, and its layout by name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.domain.ledger import LedgerLayout
from models.domain.settings import FONT_SET, OFFICE_NAME
from models.dossiers import LedgerDossier, LedgerTask
from models.errors import InputError
from models.reporting import Steps, to_the_end
from models.workspace import Workspace

READ = 100


def ledger_dossier(ws: Workspace, rowids: Sequence[int], *, on: date) -> LedgerDossier:
    """Return the tasks with these rowids, in this order, as they stand now."""
    return to_the_end(ledger_reading(ws, rowids, on=on))


def ledger_reading(ws: Workspace, rowids: Sequence[int], *, on: date) -> Steps[LedgerDossier]:
    """Read the tasks in short steps, for a window that goes on meanwhile; those removed meanwhile are left out."""
    tasks: list[LedgerTask] = []
    for first in range(0, len(rowids), READ):
        yield first, len(rowids), "正在读取任务"
        wanted = rowids[first : first + READ]
        found = ws.look.ledger_tasks(wanted)
        tasks += [found[rowid] for rowid in wanted if rowid in found]
    return LedgerDossier(
        tasks=tuple(tasks), plans=tuple(dict.fromkeys(task.plan for task in tasks)), office=ws.setting(OFFICE_NAME),
        on=on, font_set=ws.setting(FONT_SET),
    )


def layout_called(layouts: Sequence[LedgerLayout], key: str) -> LedgerLayout:
    """Return the layout with this key or name; raises InputError naming the known ones."""
    for layout in layouts:
        if key in (layout.key, layout.name):
            return layout
    known = "、".join(f"{layout.key}（{layout.name}）" for layout in layouts)
    raise InputError(f"台账没有叫“{key}”的版式", where="版式", remedy=f"可用的有：{known}")
