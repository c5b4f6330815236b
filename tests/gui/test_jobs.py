from __future__ import annotations

import threading
import time
from collections.abc import Generator
from typing import Any

from PySide6.QtCore import QThread, QTimer
from pytestqt.qtbot import QtBot

from gui.jobs import Job, Jobs
from models.errors import AppError, Cancelled, VaultError
from models.reporting import Report


def ended(qtbot: QtBot, job: Job) -> tuple[str, object]:
    """Wait for the end of a job; returns how it ended and with what."""
    outcome: list[tuple[str, object]] = []
    job.finished.connect(lambda result: outcome.append(("finished", result)))
    job.failed.connect(lambda error: outcome.append(("failed", error)))
    qtbot.waitUntil(lambda: bool(outcome))
    return outcome[0]


def test_work_runs_in_a_thread_and_its_result_arrives_on_the_main_one(qtbot: QtBot) -> None:
    jobs = Jobs()
    arrived: list[tuple[object, bool]] = []
    job = jobs.start("正在计算", lambda report: threading.get_ident())
    job.finished.connect(lambda result: arrived.append((result, QThread.isMainThread())))
    qtbot.waitUntil(lambda: bool(arrived))
    worker, is_main = arrived[0]
    assert worker != threading.get_ident() and is_main
    assert job.is_over and jobs.running is None


def test_an_error_of_the_world_arrives_as_it_was_raised(qtbot: QtBot) -> None:
    def work(report: Report) -> None:
        raise VaultError("文件读不出来", where="会议纪要.docx")

    how, error = ended(qtbot, Jobs().start("正在导入", work))
    assert how == "failed"
    assert isinstance(error, VaultError) and error.where == "会议纪要.docx"


def test_progress_can_be_looked_at_while_the_work_runs(qtbot: QtBot) -> None:
    jobs, go_on = Jobs(), threading.Event()

    def work(report: Report) -> None:
        report(12, 48, "会议纪要.docx")
        go_on.wait(10)

    job = jobs.start("正在导入", work)
    qtbot.waitUntil(lambda: job.words() == "正在导入 12/48")
    assert job.progress.text == "会议纪要.docx"
    go_on.set()
    ended(qtbot, job)


def test_bytes_are_told_as_a_share_of_the_whole() -> None:
    job = Job("正在收入佐证", lambda _: None)
    job.report(397_000_000, 1 << 30, "现场视频.mp4")
    assert job.words() == "正在收入佐证 36%"


def test_cancel_stops_the_work_at_its_next_report(qtbot: QtBot) -> None:
    jobs, reached = Jobs(), []

    def work(report: Report) -> None:
        for place in range(100_000):
            report(place, 100_000, "")
            reached.append(place)
            time.sleep(0.001)

    job = jobs.start("正在导入", work)
    qtbot.waitUntil(lambda: len(reached) > 3)
    job.cancel()
    how, error = ended(qtbot, job)
    assert how == "failed" and isinstance(error, Cancelled)
    assert len(reached) < 100_000


def test_seen_jobs_run_one_after_the_other_and_quiet_ones_beside_them(qtbot: QtBot) -> None:
    jobs, go_on, order = Jobs(), threading.Event(), []

    def first(report: Report) -> None:
        go_on.wait(10)
        order.append("first")

    jobs.start("第一项", first)
    second = jobs.start("第二项", lambda report: order.append("second"))
    quiet = jobs.start("", lambda report: order.append("quiet"), quiet=True)
    assert jobs.waiting() == 1 and jobs.running is not None and jobs.running.title == "第一项"
    ended(qtbot, quiet)
    assert order == ["quiet"]
    go_on.set()
    ended(qtbot, second)
    assert order == ["quiet", "first", "second"]


def test_a_slot_may_start_the_next_job(qtbot: QtBot) -> None:
    jobs, results = Jobs(), []
    job = jobs.start("甲", lambda report: 1)
    job.finished.connect(lambda _: jobs.start("乙", lambda report: 2).finished.connect(results.append))
    qtbot.waitUntil(lambda: results == [2])


def test_dropped_jobs_never_begin(qtbot: QtBot) -> None:
    jobs, go_on, begun = Jobs(), threading.Event(), []

    def first(report: Report) -> None:
        go_on.wait(10)
        report(1, 1, "")

    running = jobs.start("第一项", first)
    jobs.start("第二项", lambda report: begun.append(1))
    jobs.cancel_all()
    go_on.set()
    how, error = ended(qtbot, running)
    assert (how, type(error), begun, jobs.waiting()) == ("failed", Cancelled, [], 0)
    assert jobs.wait()


# Long changes in slices on the main thread


def steps(count: int, log: list[Any]) -> Generator[tuple[int, int, str], None, str]:
    log.append(threading.get_ident())
    try:
        for place in range(count):
            time.sleep(0.001)
            yield place + 1, count, f"第{place + 1}项"
    except Cancelled:
        log.append("rolled back")
        raise
    return "done"


def test_a_long_change_runs_on_the_main_thread_and_leaves_room_for_the_window(qtbot: QtBot) -> None:
    jobs, log, beats = Jobs(), [], []
    beat = QTimer(interval=0)
    beat.timeout.connect(lambda: beats.append(1))
    beat.start()
    how, result = ended(qtbot, jobs.drive("正在修改", lambda: steps(200, log)))
    beat.stop()
    assert (how, result) == ("finished", "done")
    assert log == [threading.get_ident()]
    assert len(beats) > 3


def test_cancelling_a_long_change_is_raised_inside_it(qtbot: QtBot) -> None:
    jobs, log = Jobs(), []
    job = jobs.drive("正在修改", lambda: steps(10_000, log))
    qtbot.waitUntil(lambda: job.progress.done > 5)
    job.cancel()
    how, error = ended(qtbot, job)
    assert how == "failed" and isinstance(error, Cancelled)
    assert log[-1] == "rolled back"


def test_an_error_in_a_long_change_arrives(qtbot: QtBot) -> None:
    def broken() -> Generator[tuple[int, int, str], None, None]:
        yield 1, 2, ""
        raise AppError("磁盘已满")

    how, error = ended(qtbot, Jobs().drive("正在修改", broken))
    assert how == "failed" and isinstance(error, AppError) and error.text == "磁盘已满"
