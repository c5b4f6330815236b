"""The list of all operations: its order, how it is searched, and what one of them changed."""

from __future__ import annotations

from dataclasses import replace

from models.actions import directory, tasks
from models.domain.directory import Person, PersonId
from models.domain.plan import Measure, Task
from models.workspace import Workspace, new_id
from tests.builders import Clock, add_task


def told(ws: Workspace, words: str = "") -> list[str]:
    numbers = ws.history(words)
    found = ws.operations(numbers)
    return [found[number].told for number in numbers]


def test_the_newest_operation_stands_first_and_the_making_of_the_store_last(ws: Workspace) -> None:
    add_task(ws, "1")
    add_task(ws, "2")
    assert told(ws) == ["新建任务 2", "新建任务 1", "建立数据库结构"]


def test_operations_are_found_by_what_was_done_by_whom_and_when(ws: Workspace, clock: Clock) -> None:
    add_task(ws, "1")
    ws.undo()
    clock.move(days=1)
    ws.actor = "乙_某"
    add_task(ws, "2")
    assert told(ws, "任务 1") == ["撤销：新建任务 1", "新建任务 1"]
    assert told(ws, "撤销：新") == ["撤销：新建任务 1"]
    assert told(ws, "乙_") == told(ws, "2025-11-23 14") == ["新建任务 2"]
    assert told(ws, "%") == told(ws, "没有这样的") == []


def test_undoing_an_undoing_from_the_list_is_named_so(ws: Workspace) -> None:
    add_task(ws, "1")
    undone = ws.undo()
    ws.reverse(undone.sequence or 0)
    assert told(ws)[0] == "撤销：撤销：新建任务 1" and len(ws.find(Task)) == 1


def test_of_a_removed_task_the_task_itself_is_told_first(ws: Workspace) -> None:
    removal = tasks.remove_task(ws, task_id=add_task(ws, "1").id).sequence or 0
    rows = ws.history_rows(removal)
    assert rows[0].table == "tasks" and {row.table for row in rows} >= {"measures", "closures", "task_units"}
    assert ws.history_rows(removal, limit=1) == rows[:1]
    counts = {table: found for table, *found in ws.history_counts(removal)}
    assert counts["tasks"] == [0, 0, 1] and counts["measures"] == [0, 0, 2]
    assert sum(map(sum, counts.values())) == len(rows)


def test_only_the_rows_that_are_asked_for_are_told_and_counted(ws: Workspace) -> None:
    first, _ = (add_task(ws, number) for number in ("1", "2"))
    wanted = {measure.id for measure in ws.find(Measure, task_id=first.id)}
    (number,) = ws.history(row_ids=wanted)
    assert {row.row_id for row in ws.history_rows(number, wanted)} == wanted
    assert ws.history_counts(number, wanted) == [("measures", 2, 0, 0)]


def test_the_label_of_a_person_s_operation_names_the_person(ws: Workspace) -> None:
    person = Person(id=PersonId(new_id()), name="甲某某")
    directory.save_person(ws, person=person)
    directory.save_person(ws, person=replace(person, post="科长"))
    directory.remove_person(ws, person_id=person.id)
    assert told(ws)[:3] == ["删除人员：甲某某", "保存人员：甲某某", "保存人员：甲某某"]
