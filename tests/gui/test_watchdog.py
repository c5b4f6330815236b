"""What keeps the window alive while much is taken in: work beside it, bounded steps, rows by blocks, pages built ahead.

How long the longest event takes is measured by `python -m tests.bench`; here stands what makes it short.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QTimer, QUrl
from PySide6.QtWidgets import QWidget

from gui.desk import add_pages
from gui.evidence.taking_in import TakingIn
from gui.pages.task.evidence_list import BLOCK, SHOWN, EvidenceList
from gui.places import TASK, TASKS, TaskPlace
from gui.session import Session
from gui.window import MainWindow
from models.actions.evidence import EvidenceInput, attaching_evidence
from models.domain.evidence import Evidence, EvidenceLink, StoredFile
from models.domain.plan import Task
from models.errors import Cancelled
from models.reporting import BATCH
from models.vault import Vault
from models.workspace import Workspace
from tests.builders import Clock, add_task, measures_of, open_workspace
from tests.gui.test_session import Listener, long_change

FILES = 500


@pytest.fixture
def task(ws: Workspace) -> Task:
    return add_task(ws)


@pytest.fixture
def window(session: Session, task: Task, qtbot: Any) -> Iterator[MainWindow]:
    """Give the window with all its pages, on the measures of the task."""
    window = MainWindow(session)
    qtbot.addWidget(window)
    add_pages(window)
    window.show()
    window.go(TASK, TaskPlace(task_id=task.id))
    yield window
    window.hide()


@pytest.fixture
def evidence(window: MainWindow) -> EvidenceList:
    return window.page().holders["measures"].inside.detail.evidence


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of 500 files."""
    folder = tmp_path / "照片"
    folder.mkdir()
    for number in range(FILES):
        (folder / f"现场{number}.txt").write_text(f"第{number}份", encoding="utf-8")
    return folder


def drop(evidence: EvidenceList, folder: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    assert evidence.strip.take(data)


def pieces(count: int) -> list[EvidenceInput]:
    return [EvidenceInput(files=[(f"{place:064x}", f"现场{place}.txt", 6)]) for place in range(count)]


def test_500_files_are_copied_beside_the_window_which_goes_on(
    ws: Workspace, evidence: EvidenceList, folder: Path, qtbot: Any, answers: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    threads: set[int] = set()
    take_in = Vault.take_in_all

    def seen(*arguments: Any) -> Any:
        threads.add(threading.get_ident())
        return take_in(*arguments)

    monkeypatch.setattr(Vault, "take_in_all", seen)
    jobs, beats = evidence.session.jobs, []
    heart = QTimer(interval=0)
    heart.timeout.connect(lambda: beats.append(jobs.running.title if jobs.running else ""))
    heart.start()
    answers["choose"] = 0
    drop(evidence, folder)
    qtbot.waitUntil(lambda: len(evidence.shown()) == SHOWN)
    heart.stop()
    assert threading.get_ident() not in threads and len(threads) == 1
    assert beats.count("正在收入佐证") > 10
    assert len(ws.find(Evidence)) == len(ws.find(StoredFile)) == len(list(ws.vault.stored())) == FILES


def test_a_measure_with_500_pieces_shows_the_first_and_more_when_asked(
    ws: Workspace, task: Task, window: MainWindow, evidence: EvidenceList, qtbot: Any
) -> None:
    first, second = measures_of(ws, task.id)
    evidence.session.apply(lambda ws: finished(attaching_evidence(ws, pieces=pieces(FILES), measure_id=second.id)))
    assert len(evidence.rows) <= BLOCK
    window.go(TASK, TaskPlace(task_id=task.id, measure_id=second.id))
    qtbot.waitUntil(lambda: len(evidence.shown()) == SHOWN)
    assert evidence.more.text() == f"再显示 {SHOWN} 份（共 {FILES} 份）"
    evidence.more.click()
    qtbot.waitUntil(lambda: len(evidence.shown()) == 2 * SHOWN)
    last = ws.find(EvidenceLink, measure_id=second.id)[120]
    window.go(TASK, TaskPlace(task_id=task.id, measure_id=second.id, focus=last.id))
    qtbot.waitUntil(lambda: evidence.shown()[-1].link == last and evidence.shown()[-1].proves.is_open())
    window.go(TASK, TaskPlace(task_id=task.id, measure_id=first.id))
    assert evidence.shown() == [] and evidence.more.isHidden()


def finished(steps: Any) -> Any:
    try:
        while True:
            next(steps)
    except StopIteration as end:
        return end.value


def test_each_step_of_a_long_change_writes_a_bounded_number_of_rows(ws: Workspace, task: Task) -> None:
    measure = measures_of(ws, task.id)[0]
    con = ws.store.con
    steps = attaching_evidence(ws, pieces=pieces(FILES), measure_id=measure.id)
    written, before = [], con.total_changes
    for _ in steps:
        written.append(con.total_changes - before)
        before = con.total_changes
    # A record and its line in the chain, of the pieces and of their files; once the operation itself.
    assert max(written) <= 4 * BATCH + 1 and len(written) >= 2 * FILES / BATCH
    assert con.total_changes - before <= 2
    assert len(ws.find(EvidenceLink, measure_id=measure.id)) == FILES


def test_a_cancelled_step_leaves_no_row(ws: Workspace, task: Task) -> None:
    steps = attaching_evidence(ws, pieces=pieces(FILES), measure_id=measures_of(ws, task.id)[0].id)
    for _ in range(5):
        next(steps)
    assert ws.find(Evidence)
    with pytest.raises(Cancelled):
        steps.throw(Cancelled())
    assert ws.find(Evidence) == ws.find(StoredFile) == []


def test_cancelled_while_it_is_recorded_a_folder_leaves_no_file(
    ws: Workspace, evidence: EvidenceList, folder: Path, qtbot: Any, answers: dict[str, Any]
) -> None:
    jobs, heard = evidence.session.jobs, Listener(evidence.session)

    def cancel_recording() -> None:
        if jobs.running is not None and jobs.running.title == "正在登记佐证":
            jobs.running.cancel()

    jobs.changed.connect(cancel_recording)
    answers["choose"] = 0
    drop(evidence, folder)
    qtbot.waitUntil(lambda: bool(heard.told))
    qtbot.waitUntil(lambda: list(ws.vault.stored()) == [])
    assert ws.find(Evidence) == []


def taking_in(session: Session) -> bool:
    job = session.jobs.running
    return job is not None and job.title == "正在收入佐证" and job.progress.done > FILES // 5


def recording(session: Session) -> bool:
    job = session.jobs.running
    return job is not None and job.title == "正在登记佐证" and job.progress.done > 0


def taken_in_but_not_heard_of(session: Session) -> bool:
    # The thread ends while no event is handled, so that its result is still on its way.
    return taking_in(session) and session.jobs.wait(30_000)


def recorded(session: Session) -> bool:
    return session.workspace.look.counts()["evidence"] == FILES and session.jobs.running is None


MOMENTS = (taking_in, taken_in_but_not_heard_of, recording, recorded)


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.__name__)
def test_a_window_closed_at_any_moment_leaves_no_file_without_a_record(
    tmp_path: Path, clock: Clock, qtbot: Any, answers: dict[str, Any], folder: Path, moment: Callable[[Session], bool]
) -> None:
    workspace = open_workspace(tmp_path / "sitting", clock)
    measure = measures_of(workspace, add_task(workspace).id)[0]
    session, page = Session(workspace), QWidget()
    qtbot.addWidget(page)
    answers["choose"] = 0
    TakingIn(session, page).files([folder], measure.id)
    qtbot.waitUntil(lambda: moment(session))
    assert session.close()
    workspace.close()
    qtbot.wait(20)
    again = open_workspace(tmp_path / "sitting", clock)
    named = {file.sha256 for file in again.find(StoredFile)}
    assert set(again.vault.stored()) == named
    assert len(named) == (FILES if moment is recorded else 0)
    again.close()


def test_closing_ends_a_long_change_before_the_store_is_closed(session: Session, qtbot: Any) -> None:
    job = session.steps("正在批量修改", lambda ws: long_change(ws, 100_000))
    qtbot.waitUntil(lambda: job.progress.done > 0)
    assert session.close()
    assert not session.workspace.store.con.in_transaction
    qtbot.waitUntil(lambda: job.is_over)


def test_the_page_of_a_task_is_built_before_it_is_asked_for(session: Session, task: Task, qtbot: Any) -> None:
    window = MainWindow(session)
    qtbot.addWidget(window)
    add_pages(window)
    window.show_first()
    window.show()
    pages = window.stack.count()
    qtbot.waitUntil(lambda: window.stack.count() == pages + 1)
    assert window.page_key() == TASKS
    window.hide()


def taken_back(session: Session) -> Any:
    """Begin to undo the recording of 500 pieces, and return the job."""
    measure = measures_of(session.workspace, session.workspace.find(Task)[0].id)[0]
    session.apply(lambda ws: finished(attaching_evidence(ws, pieces=pieces(FILES), measure_id=measure.id)))
    assert session.undo() is None
    return session.jobs.running


def test_500_pieces_are_undone_and_done_again_between_the_events_of_the_window(
    session: Session, task: Task, qtbot: Any
) -> None:
    ws, heard = session.workspace, Listener(session)
    job = taken_back(session)
    assert session.apply(lambda ws: ws.undo()) is None and "正在撤销还没有完成" in heard.failed[0].text
    qtbot.waitUntil(lambda: 0 < job.progress.done < 3 * FILES)
    qtbot.waitUntil(lambda: job.is_over)
    assert ws.find(Evidence) == [] and session.redo_label() == f"添加 {FILES} 份佐证"
    assert session.redo() is None
    qtbot.waitUntil(lambda: session.undo_label() == f"添加 {FILES} 份佐证")
    assert len(ws.find(Evidence)) == len(ws.find(StoredFile)) == FILES


def test_an_undo_cancelled_on_its_way_takes_nothing_back(session: Session, task: Task, qtbot: Any) -> None:
    ws, heard = session.workspace, Listener(session)
    job = taken_back(session)
    sequence = ws.last_sequence
    qtbot.waitUntil(lambda: job.progress.done > 0)
    job.cancel()
    qtbot.waitUntil(lambda: bool(heard.told))
    assert len(ws.find(Evidence)) == FILES and ws.last_sequence == sequence
    assert session.undo_label() == f"添加 {FILES} 份佐证" and session.redo_label() == ""


def test_a_page_asked_for_too_soon_is_shown_when_it_stands_and_the_window_lives_meanwhile(
    session: Session, task: Task, qtbot: Any
) -> None:
    window = MainWindow(session)
    qtbot.addWidget(window)
    add_pages(window)
    window.show_first()
    window.show()
    beats: list[str] = []
    heart = QTimer(interval=0)
    heart.timeout.connect(lambda: beats.append(window.page_key()))
    heart.start()
    assert window.go(TASK, TaskPlace(task_id=task.id))
    heart.stop()
    assert len(beats) > 10 and set(beats) == {TASKS}
    detail = window.page().holders["measures"].inside.detail
    assert detail.measure_id == measures_of(session.workspace, task.id)[0].id
    window.hide()


def test_what_was_rehearsed_is_not_what_the_clerk_sees(session: Session, qtbot: Any) -> None:
    add_task(session.workspace, "1", texts=("成立专班。",))
    other = add_task(session.workspace, "2", texts=())
    window = MainWindow(session)
    qtbot.addWidget(window)
    add_pages(window)
    window.show_first()
    window.show()
    window.go(TASK, TaskPlace(task_id=other.id))
    page = window.page()
    tab = page.holders["measures"].inside
    assert page.top.number.text() == "2" and tab.list.chosen_id() is None and tab.detail.nothing.isVisible()
    window.hide()
