from __future__ import annotations

from collections.abc import Callable, Generator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.parts.fields import LineField
from gui.session import Session
from models.actions.directory import change_setting
from models.domain.settings import CLERK_NAME, OFFICE_NAME, Setting, SettingId
from models.errors import AppError, Cancelled
from models.reporting import Report
from models.workspace import Changes, Workspace


def rename(name: str, step: str = "") -> Callable[[Workspace], Changes]:
    return lambda ws: change_setting(ws, key=OFFICE_NAME, value=name)


def refuse(ws: Workspace) -> Changes:
    raise AppError("编号已有", where="任务 12-02", remedy="请换一个编号。")


class Listener:
    """What a session told."""

    def __init__(self, session: Session) -> None:
        self.changed: list[tuple[Changes, object]] = []
        self.failed: list[AppError] = []
        self.told: list[str] = []
        session.changed.connect(lambda changes, source: self.changed.append((changes, source)))
        session.failed.connect(self.failed.append)
        session.told.connect(lambda words, _: self.told.append(words))


def test_an_action_changes_the_records_and_tells_every_page(session: Session) -> None:
    heard, page = Listener(session), object()
    changes = session.apply(rename("示例县整改办"), source=page)
    assert session.workspace.setting(OFFICE_NAME) == "示例县整改办"
    assert heard.changed == [(changes, page)]
    assert changes is not None and changes.touches("settings", OFFICE_NAME.key)
    assert session.saved_at == session.now()


def test_an_action_that_changes_nothing_tells_nobody(session: Session) -> None:
    session.apply(rename("示例县整改办"))
    heard = Listener(session)
    assert not session.apply(rename("示例县整改办"))
    assert heard.changed == []


def test_undo_and_redo_name_what_they_do(session: Session) -> None:
    assert (session.undo_label(), session.redo_label()) == ("", "")
    session.apply(rename("示例县整改办"))
    assert session.undo_label() == "设置：本单位名称"
    heard = Listener(session)
    session.undo()
    assert session.workspace.setting(OFFICE_NAME) == ""
    assert session.redo_label() == "设置：本单位名称"
    session.redo()
    assert session.workspace.setting(OFFICE_NAME) == "示例县整改办"
    assert len(heard.changed) == 2


def test_an_error_goes_to_the_strip_unless_a_field_caused_it(session: Session, qtbot: QtBot) -> None:
    heard, field = Listener(session), LineField("编号")
    qtbot.addWidget(field)
    assert session.apply(refuse) is None
    assert [error.where for error in heard.failed] == ["任务 12-02"]
    assert session.apply(refuse, source=field) is None
    assert len(heard.failed) == 1
    assert field.problem() == "任务 12-02：编号已有。请换一个编号。"
    assert heard.changed == []


def test_nothing_to_undo_is_said_in_words(session: Session) -> None:
    heard = Listener(session)
    assert session.undo() is None
    assert "没有可以撤销" in heard.failed[0].text


def test_a_field_saves_through_the_session_as_one_undo_step(
    session: Session, qtbot: QtBot, commit_text: Callable[[QWidget, str], None]
) -> None:
    field = LineField("本单位名称")
    qtbot.addWidget(field)

    def save(value: str) -> None:
        def action(ws: Workspace) -> Changes:
            with ws.change("修改单位名称", step=field.sitting) as change:
                change.put(Setting(id=SettingId(OFFICE_NAME.key), value=value))
            return change.result

        session.apply(action, source=field)

    field.saved.connect(save)
    for text in ("示例", "县"):
        commit_text(field.editor, text)
        field.commit()
    assert session.workspace.setting(OFFICE_NAME) == "示例县"
    session.undo()
    assert session.workspace.setting(OFFICE_NAME) == ""


def test_work_is_handed_over_when_it_is_done(session: Session, qtbot: QtBot) -> None:
    results: list[int] = []
    session.start("正在计算", lambda report: 42, results.append)
    qtbot.waitUntil(lambda: results == [42])


def test_an_error_of_the_work_is_shown_and_cancel_is_told(session: Session, qtbot: QtBot) -> None:
    heard, own = Listener(session), []

    def broken(report: Report) -> None:
        raise AppError("U盘已拔出")

    def cancelled(report: Report) -> None:
        raise Cancelled()

    session.start("正在备份", broken, lambda _: None)
    session.start("正在备份", broken, lambda _: None, failed=own.append)
    session.start("正在备份", cancelled, lambda _: None)
    qtbot.waitUntil(lambda: bool(heard.told))
    assert [error.text for error in heard.failed] == ["U盘已拔出"]
    assert [error.text for error in own] == ["U盘已拔出"]
    assert heard.told == ["已取消，没有留下半截内容。"]


def long_change(ws: Workspace, count: int = 400) -> Generator[tuple[int, int, str], None, Changes]:
    with ws.change("批量修改") as change:
        for place in range(count):
            key = OFFICE_NAME if place % 2 else CLERK_NAME
            change.put(Setting(id=SettingId(key.key), value=f"第{place}次"))
            yield place + 1, count, ""
    return change.result


def test_a_long_change_is_one_operation_and_takes_no_other_meanwhile(session: Session, qtbot: QtBot) -> None:
    heard, done, between = Listener(session), [], []

    def interrupted(ws: Workspace) -> Generator[tuple[int, int, str], None, Changes]:
        steps = long_change(ws)
        for _ in range(200):
            yield next(steps)
        between.append(session.apply(rename("插进来的")))
        return (yield from steps)

    session.steps("正在批量修改", interrupted, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert between == [None]
    assert "正在批量修改还没有完成" in heard.failed[0].text
    assert session.workspace.setting(OFFICE_NAME) == "第399次"
    assert [changes.label for changes, _ in heard.changed] == ["批量修改"]
    assert session.apply(rename("示例县整改办"))


def test_a_cancelled_long_change_leaves_nothing(session: Session, qtbot: QtBot) -> None:
    heard = Listener(session)
    job = session.steps("正在批量修改", lambda ws: long_change(ws, 100_000))
    qtbot.waitUntil(lambda: job.progress.done > 0)
    job.cancel()
    qtbot.waitUntil(lambda: bool(heard.told))
    assert session.workspace.setting(OFFICE_NAME) == ""
    assert heard.changed == [] and session.undo_label() == ""
    assert session.apply(rename("示例县整改办"))


@pytest.mark.parametrize("place", [None, "task-1"], ids=["page", "place"])
def test_a_page_asks_for_another_page(session: Session, qtbot: QtBot, place: object) -> None:
    with qtbot.waitSignal(session.wanted) as wanted:
        session.go("task", place)
    assert wanted.args == ["task", place]
