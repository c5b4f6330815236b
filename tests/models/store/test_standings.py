"""The numbers kept for sorting are those counted anew, whatever was done, undone or rolled back since."""

from __future__ import annotations

import sqlite3
import tempfile
from array import array
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.actions import closures, directory, duties, linking, measures, papers, rounds, tasks
from models.assembly import acceptance_of
from models.domain.closure import AcceptanceResult, Closure, StatementKind
from models.domain.directory import Unit
from models.domain.evidence import EvidenceLink
from models.domain.partial_date import PartialDate
from models.domain.plan import DutyPer, Measure, Progress, Task, TaskUnit, UnitRole
from models.errors import AppError
from models.lists import TaskFilter
from models.store.standings import STANDING
from models.workspace import Changes, Workspace
from tests.builders import Clock, add_task, fill, open_workspace
from tests.models.test_undo import CASES, FINAL


def renamed(ws: Workspace) -> Changes:
    unit = ws.need(Unit, ws.find(TaskUnit, role=UnitRole.RESPONSIBLE)[0].unit_id)
    return directory.save_unit(ws, unit=replace(unit, short_name=unit.short_name + "办"))


def passed(ws: Workspace) -> Changes:
    acceptance = acceptance_of(ws, ws.find(Closure)[-1].id)
    return closures.save_acceptance(ws, acceptance=replace(acceptance, result=AcceptanceResult.PASSED))


def nobody(ws: Workspace) -> Changes:
    return tasks.set_task_units(ws, task_id=ws.find(Task)[0].id, role=UnitRole.RESPONSIBLE, names=())


def unproved(ws: Workspace) -> Changes:
    return linking.revise_link(ws, link=replace(ws.find(EvidenceLink)[0], proves=""))


def wordless(ws: Workspace) -> Changes:
    return measures.revise_measure(ws, measure=replace(ws.find(Measure)[0], text=""))


def stated(ws: Workspace) -> Changes:
    closure = ws.find(Closure)[0]
    measure = ws.find(Measure, task_id=closure.task_id)[0]
    return papers.write_statement(
        ws, closure_id=closure.id, measure_id=measure.id, kind=StatementKind.PROOF, text="说明。"
    )


ACTIONS = CASES | {
    "renamed": renamed, "passed": passed, "nobody": nobody, "unproved": unproved, "wordless": wordless,
    "stated": stated,
}
STEPS = ("undo", "redo", "fail", *ACTIONS, *FINAL)


def kept(ws: Workspace) -> dict[str, tuple[object, ...]]:
    """Return what is kept of every task, after what changed was counted."""
    while ws.look.count_standings():
        pass
    rows = ws.store.con.execute("select t.id, k.* from tasks t join temp.task_standings k on k.id = t.rowid")
    return {row[0]: row[2:] for row in rows}


def counted(ws: Workspace) -> dict[str, tuple[object, ...]]:
    """Return the same, counted anew from the records."""
    sql = f"select t.id, {', '.join(STANDING.values())} from tasks t"
    return {row[0]: row[1:] for row in ws.store.con.execute(sql)}


def take_step(ws: Workspace, step: str) -> None:
    if step == "fail":
        with ws.change("做了一半") as change:
            change.delete(ws.find(Progress)[0])
            raise AppError("没有做完")
    elif step in ("undo", "redo"):
        getattr(ws, step)()
    else:
        (ACTIONS | FINAL)[step](ws)


@settings(max_examples=15)
@given(steps=st.lists(st.sampled_from(STEPS), max_size=14))
def test_whatever_is_done_the_kept_numbers_are_those_counted_anew(steps: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder, closing(open_workspace(Path(folder) / "ws")) as ws:
        fill(ws)
        add_task(ws, "2")
        add_task(ws, "3", texts=())
        assert kept(ws) == counted(ws)
        for step in steps:
            # A case may ask for a record that an earlier step has removed; nothing is written then.
            with suppress(AppError, IndexError):
                take_step(ws, step)
            assert kept(ws) == counted(ws), step


def test_a_part_that_passes_and_a_whole_that_is_taken_up_again_are_followed(ws: Workspace) -> None:
    task = add_task(ws)
    kept(ws)
    rounds.open_closure(ws, task_id=task.id, unit="甲乡")
    passed(ws)
    assert kept(ws) == counted(ws)
    assert ws.look.task_ids(TaskFilter(status="open")) == array("q")
    stated(ws)
    assert kept(ws) == counted(ws)
    assert len(ws.look.task_ids(TaskFilter(status="open"))) == 1
    ws.undo()
    assert kept(ws) == counted(ws)


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_every_action_and_its_undo_are_followed(name: str, ws: Workspace) -> None:
    fill(ws)
    assert kept(ws) == counted(ws)
    ACTIONS[name](ws)
    assert kept(ws) == counted(ws)
    ws.undo()
    assert kept(ws) == counted(ws)
    ws.redo()
    assert kept(ws) == counted(ws)


def test_numbers_counted_within_a_change_go_with_it_when_it_is_rolled_back(ws: Workspace) -> None:
    fill(ws)
    before = kept(ws)
    with suppress(AppError), ws.change("做了一半") as change:
        change.delete(ws.find(Progress)[0])
        assert kept(ws) != before
        raise AppError("没有做完")
    assert kept(ws) == before == counted(ws)


def test_only_what_changed_is_counted_again(ws: Workspace) -> None:
    for number in range(30):
        add_task(ws, str(number))
    assert ws.look.count_standings() == 0
    con, before = ws.store.con, ws.store.con.total_changes
    tasks.set_deadline(ws, task_id=ws.find(Task)[3].id, text="2025年底前")
    written = con.total_changes
    assert ws.look.count_standings() == 0
    assert con.total_changes - written == 2 and written > before


def test_many_tasks_are_counted_a_few_at_a_time(ws: Workspace) -> None:
    for number in range(10):
        add_task(ws, str(number))
    assert ws.look.count_standings(4) == 6
    assert len(ws.look.task_ids(TaskFilter(), order="gaps")) == 10
    assert ws.look.count_standings() == 0


def test_what_another_program_writes_is_counted_too(ws: Workspace) -> None:
    fill(ws)
    before = kept(ws)
    with closing(sqlite3.connect(ws.folder / "store.db")) as other:
        other.execute("update measures set text = ''")
        other.commit()
    assert kept(ws) == counted(ws) != before


def test_a_period_that_ends_is_a_gap_from_the_next_day_on(tmp_path: Path) -> None:
    clock = Clock()
    with closing(open_workspace(tmp_path / "ws", clock)) as ws:
        task = add_task(ws)
        add_task(ws, "2")
        duty = duties.DutyInput(times=1, per=DutyPer.QUARTER, starts_on=PartialDate(year=2025, month=10))
        duties.add_duty(ws, measure_id=ws.find(Measure, task_id=task.id)[0].id, duty=duty)
        before = kept(ws)
        clock.move(days=60)
        assert kept(ws) == counted(ws) != before


def test_the_store_itself_knows_nothing_of_it(ws: Workspace) -> None:
    fill(ws)
    kept(ws)
    with closing(sqlite3.connect(ws.folder / "store.db")) as other:
        names = {name for (name,) in other.execute("select name from sqlite_master")}
        assert other.execute("select count(*) from sqlite_master where type = 'trigger'").fetchone() == (0,)
    assert not names & {"task_standings", "stale_tasks"}
