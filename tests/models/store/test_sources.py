"""What the statements rest on is read once, and anew as soon as anything was written, by whomever."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from models.actions import progress
from models.domain.plan import Measure, Progress
from models.domain.statements import Sources
from models.errors import Cancelled
from models.store.sources import KEPT
from models.workspace import Workspace
from tests.builders import add_task, fill, measures_of
from tests.models.undo_cases import CASES


@pytest.fixture
def measure(ws: Workspace) -> Measure:
    measure = measures_of(ws, add_task(ws).id)[0]
    progress.record_progress(ws, measure_id=measure.id, entry=progress.ProgressInput(text="三月开工。"))
    return measure


@contextmanager
def reading(ws: Workspace) -> Iterator[list[str]]:
    asked: list[str] = []
    ws.store.con.set_trace_callback(asked.append)
    yield asked
    ws.store.con.set_trace_callback(None)


def texts(ws: Workspace, measure: Measure) -> list[str]:
    return [entry.text for entry in ws.sources(measure).entries]


def test_the_second_look_reads_no_record(ws: Workspace, measure: Measure) -> None:
    ws.sources(measure)
    with reading(ws) as asked:
        assert texts(ws, measure) == ["三月开工。"]
    assert not [sql for sql in asked if "select" in sql]


def test_an_action_and_its_undo_are_seen(ws: Workspace, measure: Measure) -> None:
    assert texts(ws, measure) == ["三月开工。"]
    entry = ws.find(Progress, measure_id=measure.id)[0]
    progress.revise_progress(ws, entry=replace(entry, text="四月开工。"))
    assert texts(ws, measure) == ["四月开工。"]
    ws.undo()
    assert texts(ws, measure) == ["三月开工。"]


def test_a_write_to_one_measure_leaves_what_was_read_of_the_others(ws: Workspace, measure: Measure) -> None:
    other = measures_of(ws, measure.task_id)[1]
    for item in (measure, other):
        ws.sources(item)
    progress.record_progress(ws, measure_id=other.id, entry=progress.ProgressInput(text="六月完成。"))
    with reading(ws) as asked:
        assert texts(ws, measure) == ["三月开工。"]
    assert not [sql for sql in asked if "from progress" in sql]
    assert texts(ws, other) == ["六月完成。"]


@pytest.mark.parametrize("name", [
    "revise_measure", "record_progress", "revise_progress", "remove_progress", "add_figure", "revise_figure",
    "remove_figure", "attach_evidence", "revise_evidence", "trash_evidence", "restore_evidence", "link_pairs",
    "revise_link", "unlink_evidence", "add_duty", "revise_duty", "remove_duty", "count_entry", "count_evidence",
])
def test_what_an_action_changes_behind_a_measure_is_read_anew(ws: Workspace, name: str) -> None:
    fill(ws)
    for step in (CASES[name], Workspace.undo, Workspace.redo):
        kept(ws)
        step(ws)
        now = kept(ws)
        with ws.change("看"):
            assert now == kept(ws)


def kept(ws: Workspace) -> list[Sources]:
    """Return the sources of every measure; within a change they are read anew."""
    return [ws.sources(measure) for measure in ws.find(Measure)]


def test_what_is_rolled_back_is_not_remembered(ws: Workspace, measure: Measure) -> None:
    entry = ws.find(Progress, measure_id=measure.id)[0]
    with pytest.raises(Cancelled), ws.change("改一句") as change:
        change.put(replace(entry, text="五月开工。"))
        assert texts(ws, measure) == ["五月开工。"]
        raise Cancelled
    assert texts(ws, measure) == ["三月开工。"]


def test_another_program_that_writes_is_seen(ws: Workspace, measure: Measure) -> None:
    ws.sources(measure)
    other = sqlite3.connect(ws.store.path)
    other.execute("update progress set text = '别处改的。'")
    other.commit()
    other.close()
    assert texts(ws, measure) == ["别处改的。"]


def test_no_more_measures_are_kept_than_a_page_shows(ws: Workspace) -> None:
    task = add_task(ws, "2", texts=tuple(f"第{number}条。" for number in range(2 * KEPT)))
    measures = measures_of(ws, task.id)
    for measure in measures:
        ws.sources(measure)
    with reading(ws) as asked:
        ws.sources(measures[-1])
        assert not [sql for sql in asked if "select" in sql]
        ws.sources(measures[0])
    assert [sql for sql in asked if "select" in sql]
