"""A copy of the store is taken in slices: whole whatever is written between them, and nothing of it when stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from models.checking import verify_snapshot
from models.domain.plan import Task
from models.errors import Cancelled
from models.reporting import Report
from models.store import snapshot
from models.workspace import Workspace
from tests.builders import Clock, add_task, fill, open_workspace


@pytest.fixture(autouse=True)
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "PAGES", 4)


def at_slice(number: int, act: Callable[[], object]) -> tuple[Report, list[int]]:
    """Return a listener that acts once, after so many slices, and what it heard."""
    heard: list[int] = []

    def report(done: int, total: int, text: str) -> None:
        heard.append(done)
        if len(heard) == number:
            act()

    return report, heard


@pytest.mark.parametrize("number", [1, 5, 20])
def test_what_is_written_between_two_slices_is_in_the_copy(number: int, ws: Workspace, tmp_path: Path) -> None:
    fill(ws)
    report, heard = at_slice(number, lambda: add_task(ws, "77"))
    copy = ws.snapshot(report)
    assert heard == sorted(heard) and len(heard) > 20
    copy.write(tmp_path / "b.zip")
    Workspace.restore(tmp_path / "b.zip", tmp_path / "again")
    again = open_workspace(tmp_path / "again")
    assert {task.number for task in again.find(Task)} == {"1", "77"}
    again.close()


def test_a_change_rolled_back_between_two_slices_is_not_in_the_copy(ws: Workspace) -> None:
    fill(ws)

    def half() -> None:
        with pytest.raises(RuntimeError), ws.change("做了一半") as change:
            change.put(replace(ws.find(Task)[0], goal="半截"))
            raise RuntimeError

    report, _ = at_slice(5, half)
    found = verify_snapshot(ws.snapshot(report)).findings
    # The evidence of the case was never a file.
    assert {finding.code for finding in found} <= {"file_missing"}


def test_a_copy_that_is_stopped_leaves_nothing_and_the_store_goes_on(ws: Workspace) -> None:
    fill(ws)

    def stop() -> None:
        raise Cancelled()

    report, heard = at_slice(3, stop)
    with pytest.raises(Cancelled):
        ws.snapshot(report)
    assert len(heard) == 3
    assert list((ws.folder / "backups").iterdir()) == []
    add_task(ws, "2")
    assert len(ws.find(Task)) == 2


def test_a_check_that_is_stopped_puts_its_copy_away(ws: Workspace) -> None:
    fill(ws)

    def stop(*_: object) -> None:
        raise Cancelled()

    copy = ws.snapshot()
    with pytest.raises(Cancelled):
        verify_snapshot(copy, stop)
    assert not copy.store.exists()


def test_closing_copies_in_slices_too_and_can_be_skipped(tmp_path: Path, clock: Clock) -> None:
    ws = open_workspace(tmp_path / "ws", clock)
    fill(ws)

    def stop() -> None:
        raise Cancelled()

    report, _ = at_slice(3, stop)
    with pytest.raises(Cancelled):
        ws.close(report)
    assert list((tmp_path / "ws" / "backups").iterdir()) == []
    again = open_workspace(tmp_path / "ws", clock)
    assert len(again.find(Task)) == 1
    again.close()
