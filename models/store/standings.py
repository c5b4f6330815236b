"""How every task stands (gaps, measures answered, evidence, passed or not), kept ready for sorting and filtering.

Counted anew, 20,000 tasks take a third of a second; kept, a sort takes as long as reading the numbers. They are no part
of the store: two temporary tables of this connection hold them in memory, and temporary triggers note which tasks a
written row belongs to, so that every way of writing (an action, its undo, a change rolled back) is followed by SQLite
itself. Nothing is counted before somebody asks, and then a few hundred tasks at a time where there is time between.
What the time demands of a task (periods of duties, due indicators) is counted anew on another day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from models.store.database import Store
from models.store.noting import note_writes

# So many tasks at a time are counted where somebody waits, and between the events of a window.
BATCH, AHEAD = 250, 30

_LIVE_LINK = """evidence_links l join evidence e on e.id = l.evidence_id and e.trashed_at is null"""
# Of a task `t`, whether its time demands anything.
_HAS_DEMANDS = """(exists (select 1 from measures m join duties d on d.measure_id = m.id where m.task_id = t.id)
    or exists (select 1 from indicators i where i.task_id = t.id))"""
# Counts what `models.assembly.checks.gaps` returns; a test holds the two together.
GAPS = f"""
    (select count(*) from measures m where m.task_id = t.id and not exists
        (select 1 from progress p where p.measure_id = m.id))
  + (select count(*) from measures m where m.task_id = t.id and not exists
        (select 1 from {_LIVE_LINK} where l.measure_id = m.id))
  + (select count(*) from measures m, {_LIVE_LINK}
        where l.measure_id = m.id and m.task_id = t.id and trim(l.proves) = '')
  + (select count(*) from measures m where m.task_id = t.id and trim(m.text) = '')
  + (not exists (select 1 from measures m where m.task_id = t.id))
  + (not exists (select 1 from task_units x where x.task_id = t.id and x.role = 'responsible'))
  + (trim(t.problem) = '')
  + (case when {_HAS_DEMANDS} then demands_lacking(t.id) else 0 end)
"""
# Every standing closure has passed: the newest round of each subject, the untouched whole of a task closed in parts
# left out, as `models.assembly.closure.standing_closures` has it; a test holds the two together.
IS_PASSED = """
    exists (select 1 from closures c where c.task_id = t.id) and not exists (
        select 1 from closures c left join acceptances a on a.closure_id = c.id
        where c.task_id = t.id and coalesce(a.result, '') <> 'passed'
        and not exists (select 1 from closures n where n.task_id = c.task_id and n.subject_kind = c.subject_kind
                        and n.subject = c.subject and n.round > c.round)
        and not (c.subject_kind = 'task' and c.subject = ''
                 and exists (select 1 from closures p where p.task_id = c.task_id
                             and (p.subject_kind <> 'task' or p.subject <> ''))
                 and not exists (select 1 from statements s where s.closure_id = c.id)))
"""
DONE = """
    (select count(*) from measures m where m.task_id = t.id
      and exists (select 1 from progress p where p.measure_id = m.id)
      and exists (select 1 from evidence_links l join evidence e on e.id = l.evidence_id
                  where l.measure_id = m.id and e.trashed_at is null))
"""
UNITS = """
    (select coalesce(group_concat(name, '、'), '') from
      (select coalesce(nullif(u.short_name, ''), u.name) as name from task_units x join units u on u.id = x.unit_id
       where x.task_id = t.id and x.role = 'responsible' order by x.position))
"""
# What is kept of a task `t`, each with the expression that counts it.
STANDING = {
    "units": UNITS,
    "measures": "(select count(*) from measures m where m.task_id = t.id)",
    "done": DONE,
    "evidence": f"(select count(distinct l.evidence_id) from measures m, {_LIVE_LINK} "
    "where l.measure_id = m.id and m.task_id = t.id)",
    "gaps": GAPS,
    "is_begun": "exists (select 1 from measures m join progress p on p.measure_id = m.id where m.task_id = t.id)",
    "is_passed": IS_PASSED,
}
_OF_TASK = "select rowid from tasks where id = {row}.task_id"
_OF_MEASURE = "select t.rowid from measures m join tasks t on t.id = m.task_id where m.id = {row}.measure_id"
_OF_DUTY = """select t.rowid from duties d join measures m on m.id = d.measure_id join tasks t on t.id = m.task_id
    where d.id = {row}.duty_id"""
_OF_INDICATOR = "select t.rowid from indicators i join tasks t on t.id = i.task_id where i.id = {row}.indicator_id"
_OF_CLOSURE = "select t.rowid from closures c join tasks t on t.id = c.task_id where c.id = {row}.closure_id"
# The tasks a row counts for, by table.
_TASKS_OF = {
    "tasks": "select {row}.rowid",
    "task_units": _OF_TASK,
    "measures": _OF_TASK,
    "closures": _OF_TASK,
    "progress": _OF_MEASURE,
    "evidence_links": _OF_MEASURE,
    "duties": _OF_MEASURE,
    "duty_counts": _OF_DUTY,
    "indicators": _OF_TASK,
    "indicator_values": _OF_INDICATOR,
    "acceptances": _OF_CLOSURE,
    "statements": _OF_CLOSURE,
    "units": "select t.rowid from task_units x join tasks t on t.id = x.task_id where x.unit_id = {row}.id",
    "evidence": "select t.rowid from evidence_links l join measures m on m.id = l.measure_id "
    "join tasks t on t.id = m.task_id where l.evidence_id = {row}.id union select t.rowid from indicator_values v "
    "join indicators i on i.id = v.indicator_id join tasks t on t.id = i.task_id where v.evidence_id = {row}.id",
}


class Standings:
    """The numbers of every task in `temp.task_standings`, by rowid of the task."""

    def __init__(self, store: Store, today: Callable[[], date]) -> None:
        self._con = store.con
        self._today = today
        self._version: int | None = None
        self._day = today()
        self._con.create_function("demands_lacking", 1, lambda task_id: _demands_lacking(store, task_id, today()))

    def count(self, limit: int) -> int:
        """Count up to so many of the tasks that changed since they were counted; returns how many are left."""
        self._follow()
        some = "(select rowid from temp.stale_tasks order by rowid limit ?)"
        columns = ", ".join(STANDING.values())
        counted = f"select t.rowid, {columns} from tasks t where t.rowid in {some}"
        self._con.execute(f"insert or replace into temp.task_standings {counted}", (limit,))
        self._con.execute(f"delete from temp.stale_tasks where rowid in {some}", (limit,))
        return int(self._con.execute("select count(*) from temp.stale_tasks").fetchone()[0])

    def complete(self) -> None:
        """Count whatever is still to be counted, at once."""
        while self.count(BATCH):
            pass

    def _follow(self) -> None:
        """Begin to keep the numbers; begin again where another program has written to the store."""
        version = int(self._con.execute("pragma data_version").fetchone()[0])
        if self._version is None:
            self._con.execute(f"create temp table task_standings (id integer primary key, {', '.join(STANDING)})")
            self._con.execute("create temp table stale_tasks (id integer primary key)")
            note_writes(self._con, "stale_tasks", _TASKS_OF)
        if self._version != version:
            self._con.execute("insert or ignore into temp.stale_tasks select rowid from tasks")
        elif self._day != self._today():
            self._con.execute(f"insert or ignore into temp.stale_tasks select rowid from tasks t where {_HAS_DEMANDS}")
        self._version, self._day = version, self._today()


def _demands_lacking(store: Store, task_id: str, on: date) -> int:
    # Most lists of the window hold no task that needs it.
    from models.store.demands import demands_lacking

    return demands_lacking(store, task_id, on)
