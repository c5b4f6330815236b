"""The tasks as the screens list them: rowids in order, lines of a page of them, and what they are chosen from.

Sorted and filtered in SQL; what sorting needs of a task's standing is counted ahead by `models.store.standings`.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from models.domain.batches import batch_words
from models.domain.partial_date import PartialDate
from models.domain.statuses import STATUSES
from models.lists import TaskFilter, TaskKey, TaskRow
from models.reporting import Steps
from models.store.asking import Asking, like, split_keys
from models.store.database import Store
from models.store.standings import AHEAD, STANDING, Standings

if TYPE_CHECKING:
    from models.domain.plan import PlanId, TaskId
    from models.dossiers import LedgerTask

_RANKS = " ".join(f"when '{key}' then {rank}" for rank, key in enumerate(STATUSES))
# By what the tasks `t` are listed; `k` is what `models.store.standings` keeps of them.
TASK_ORDERS = {
    "number": "t.sort_key",
    "problem": "coalesce(nullif(t.title, ''), t.problem)",
    "deadline": "t.deadline is null, t.deadline",
    "units": "k.units",
    "measures": "k.measures",
    "evidence": "k.evidence",
    "gaps": "k.gaps",
    # The rank of the word that was entered, else how far the measures are on the way to 已完成.
    "status": f"coalesce(case t.status {_RANKS} end, k.done * 3.0 / max(1, k.measures))",
    "goal": "t.goal",
    "progress": "t.progress",
    "note": "t.note",
    "title": "t.title",
    "leader": "t.leader",
    "responsible_person": "t.responsible_person",
    "liaison": "t.liaison",
}
# So many tasks by what they are known by are read in a step.
KEYS = 500
_BATCH = "i.level || ' ' || coalesce(i.round, '') || ' ' || i.is_look_back"


class TaskLists(Asking):
    """整改任务 in lists."""

    def __init__(self, store: Store, today: Callable[[], date]) -> None:
        super().__init__(store)
        self._standings = Standings(store, today)

    def task_ids(self, wanted: TaskFilter, *, order: str = "number", descending: bool = False) -> Sequence[int]:
        """Return the rowids of the tasks to list, in order; what of their standing is not counted yet is counted."""
        where, values = _task_where(wanted)
        if wanted.words.strip():
            worded, more = self._with_words(wanted.words.strip())
            where, values = f"{where} and {worded}", [*values, *more]
        direction = "desc" if descending else "asc"
        keys = [f"{part} {direction}" for part in split_keys(TASK_ORDERS[order])]
        if order != "number":
            # The same key twice would sort by hand what the index already holds in order.
            keys.append(TASK_ORDERS["number"])
        source = "tasks t"
        if any("k." in part for part in (where, *keys)):
            self._standings.complete()
            source = "tasks t join temp.task_standings k on k.id = t.rowid"
        sql = f"select t.rowid from {source} where {where} order by {', '.join(keys)}, t.rowid"
        return array("q", chain.from_iterable(self._con.execute(sql, values)))

    def needs_standings(self, wanted: TaskFilter, order: str) -> bool:
        """Return whether listing the tasks so rests on how they stand, which takes its time to count."""
        return "k." in TASK_ORDERS[order] or "k." in _task_where(wanted)[0]

    def count_standings(self, limit: int = AHEAD) -> int:
        """Count ahead, for as long as one does not notice, what sorting the tasks will need; returns what is left."""
        return self._standings.count(limit)

    def task_rows(self, rowids: Sequence[int]) -> dict[int, TaskRow]:
        """Return the lines of the given tasks by rowid."""
        sql = f"{_lines_with(STANDING)} where t.rowid in ({','.join('?' * len(rowids))})"
        return {cells[0]: _task_row(cells) for cells in self._con.execute(sql, list(rowids))}

    def task_row(self, rowid: int, *, gaps: int) -> TaskRow:
        """Return the line of one task whose gaps are counted already: who shows one task names each of them."""
        sql = f"{_lines_with(STANDING | {'gaps': '?'})} where t.rowid = ?"
        return _task_row(self._con.execute(sql, (gaps, rowid)).fetchone())

    def ledger_tasks(self, rowids: Sequence[int]) -> dict[int, LedgerTask]:
        """Return the given tasks by rowid with all a ledger tells of them; some hundreds at a time."""
        from models.store.ledger_rows import ledger_tasks

        return ledger_tasks(self._con, self.task_rows(rowids))

    def task_id_at(self, rowid: int) -> TaskId:
        """Return the id of the task with this rowid."""
        found: TaskId = self._con.execute("select id from tasks where rowid = ?", (rowid,)).fetchone()[0]
        return found

    def task_rowid(self, task_id: str) -> int | None:
        """Return the rowid of a task."""
        row = self._con.execute("select rowid from tasks where id = ?", (task_id,)).fetchone()
        return int(row[0]) if row else None

    def task_count(self) -> int:
        """Return how many tasks there are."""
        return self._one("select count(*) from tasks")

    def task_keys(self, plan_id: PlanId) -> Steps[list[TaskKey]]:
        """Return every task of a plan by what it is known by, the oldest first; in short steps."""
        texts = ", ".join(f"nullif({name}, '')" for name in ("problem", "title", "goal", "progress"))
        sql = f"""select rowid, id, number, sort_key, coalesce({texts}, note) from tasks
            where plan_id = ? and rowid > ? order by rowid limit {KEYS}"""
        known: list[TaskKey] = []
        while page := self._con.execute(sql, (plan_id, known[-1].rowid if known else 0)).fetchall():
            known += map(TaskKey._make, page)
            yield 0, 0, ""
        return known

    def number_schemes(self) -> list[str]:
        """Return every scheme an external number names, each once."""
        return [str(row[0]) for row in self._con.execute("select distinct scheme from task_numbers where scheme <> ''")]

    def batch_names(self) -> list[tuple[str, str]]:
        """Return key and name of every 批次 a plan answers, in the order of level and round."""
        sql = f"""select distinct {_BATCH}, i.level, i.round, i.is_look_back from inspections i
            where i.id in (select inspection_id from plans) order by i.level, i.round, i.is_look_back"""
        return [
            (str(key), batch_words(level, turn, is_look_back=bool(back)))
            for key, level, turn, back in self._con.execute(sql)
        ]

    def plan_names(self) -> list[tuple[str, str]]:
        """Return id and name of every plan, the short title where it has one."""
        sql = "select id, coalesce(nullif(short_title, ''), title) from plans order by rowid"
        return [(str(plan_id), str(name)) for plan_id, name in self._con.execute(sql)]

    def unit_names(self) -> list[tuple[str, str]]:
        """Return id and name of every unit in the order of the names, the short name where it has one."""
        sql = "select id, coalesce(nullif(short_name, ''), name) from units"
        return sorted(((str(unit_id), str(name)) for unit_id, name in self._con.execute(sql)), key=lambda unit: unit[1])

    def _with_words(self, words: str) -> tuple[str, list[Any]]:
        """Return what holds of the tasks that have the words in their text, a number or a unit, with its values."""
        by_unit, units = self._of_units(words)
        # The prepared texts are case folded, so finding the bytes is enough.
        sql = f"""(instr(t.search_text, ?) > 0
            or t.id in (select task_id from task_numbers where instr(search_text, ?) > 0) or {by_unit})"""
        return sql, [words.casefold(), words.casefold(), *units]

    def _of_units(self, words: str) -> tuple[str, list[Any]]:
        """Return what finds the tasks of the units that have these words in their names, with its values.

        The name of the county finds every unit: then it is quicker to ask each task than to gather the tasks of each.
        """
        sql = "select id from units where name || ' ' || short_name || ' ' || aliases like ? escape '\\'"
        found = [str(unit_id) for (unit_id,) in self._con.execute(sql, (like(words),))]
        among = "unit_id in (select value from json_each(?))"
        known = self._one("select count(*) from units")
        if found and len(found) == known:
            return "exists (select 1 from task_units where task_id = t.id)", []
        if 2 * len(found) > known:
            return f"exists (select 1 from task_units where task_id = t.id and {among})", [json.dumps(found)]
        return f"t.id in (select task_id from task_units where {among})", [json.dumps(found)]


def _task_where(wanted: TaskFilter) -> tuple[str, list[Any]]:
    """Return what holds of the tasks that are wanted, but for the words, and its values."""
    parts, values = ["1"], []
    if wanted.plan_id:
        parts.append("t.plan_id = ?")
        values.append(wanted.plan_id)
    if wanted.batch:
        parts.append(
            "t.plan_id in (select p.id from plans p join inspections i on i.id = p.inspection_id"
            f" where {_BATCH} = ?)"
        )
        values.append(wanted.batch)
    if wanted.unit_id:
        parts.append("t.id in (select task_id from task_units where unit_id = ?)")
        values.append(wanted.unit_id)
    if wanted.status == "open":
        parts.append("not k.is_passed")
    if wanted.status == "gaps":
        parts.append("k.gaps > 0")
    return " and ".join(parts), values


def _lines_with(standing: Mapping[str, str]) -> str:
    """Return the query for lines of tasks, with what is told of their standing."""
    return f"""select t.rowid, t.id, t.number, coalesce(nullif(t.title, ''), t.problem), t.deadline, t.deadline_text,
        t.is_immediate, t.is_ongoing, t.status, {", ".join(standing.values())} from tasks t"""


def _task_row(cells: tuple[Any, ...]) -> TaskRow:
    deadline = PartialDate.from_iso(cells[4]) if cells[4] else None
    standing = dict(zip(STANDING, cells[9:], strict=True))
    standing |= {"is_begun": bool(standing["is_begun"]), "is_passed": bool(standing["is_passed"])}
    return TaskRow(
        id=cells[1], number=cells[2], title=cells[3], deadline=deadline, deadline_text=cells[5],
        is_immediate=bool(cells[6]), is_ongoing=bool(cells[7]), entered=cells[8] or "", **standing,
    )
