"""设置 · 记录: every operation of the workspace, and how a step of an earlier sitting is taken back there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.app import make_window
from gui.desk import add_pages
from gui.history.view import HistoryView
from gui.history.words import FIELDS, MOST, told_rows
from gui.parts.buttons import LinkButton
from gui.parts.page_model import PAGE
from gui.places import HISTORY, SETTINGS, TASKS
from gui.window import MainWindow
from models.actions import directory, evidence, papers, progress, tasks, trash
from models.domain.closure import StatementKind
from models.domain.directory import Issuer, IssuerId, Person, Unit
from models.domain.evidence import Evidence
from models.domain.plan import Task
from models.domain.settings import DEFAULT_FORM, FONT_SET, OFFICE_NAME
from models.sample import delete_sample, make_sample
from models.store.tables import TABLES
from models.store.verify import verify_store
from models.workspace import Changes, Workspace
from tests.builders import FILE, Clock, add_task, closure_of, fill, measures_of, open_workspace, rows_digest

Type = Callable[[QWidget, str], None]


@contextmanager
def sitting(folder: Path, clock: Clock, qtbot: QtBot) -> Iterator[MainWindow]:
    """Open the window on a workspace as the program does, and leave it at the end."""
    ws = open_workspace(folder, clock)
    window = make_window(ws, add_pages=add_pages)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitActive(window):
        window.show()
    yield window
    window.hide()
    assert window.session.close(), "a job did not end"
    ws.leave()


def earlier(folder: Path, clock: Clock, action: Callable[[Workspace], Changes]) -> str:
    """Do something in a sitting that is over; returns the digest of the rows before it."""
    ws = open_workspace(folder, clock)
    before = rows_digest(folder / "store.db")
    assert action(ws)
    ws.leave()
    return before


def history(window: MainWindow) -> HistoryView:
    window.go(SETTINGS, HISTORY)
    shown = window.page().tabs.stack.currentWidget()  # type: ignore[union-attr]
    assert isinstance(shown, HistoryView)
    return shown


def labels(view: HistoryView) -> list[str]:
    return [str(view.model.values(row)[2]) for row in range(view.model.rowCount())]


def texts(view: HistoryView) -> list[str]:
    return [widget.text() for widget in view._shown]  # type: ignore[attr-defined]


def remove_task(ws: Workspace) -> Changes:
    return tasks.remove_task(ws, task_id=ws.find(Task)[0].id)


def remove_person(ws: Workspace) -> Changes:
    return directory.remove_person(ws, person_id=ws.find(Person, name="丁某某")[0].id)


def remove_issuer(ws: Workspace) -> Changes:
    return directory.remove_issuer(ws, issuer=ws.need(Issuer, "issuer-2"))


def remove_unit(ws: Workspace) -> Changes:
    return directory.remove_unit(ws, unit_id=ws.find(Unit, name="示例县水利局")[0].id)


def change_name(ws: Workspace) -> Changes:
    return directory.change_setting(ws, key=OFFICE_NAME, value="示例县督改办")


STEPS = {
    "task": (remove_task, "删除任务 1"), "person": (remove_person, "删除人员：丁某某"),
    "issuer": (remove_issuer, "删除发文主体：示例县整改办"), "unit": (remove_unit, "删除单位：示例县水利局"),
    "setting": (change_name, "设置：本单位名称"), "sample": (delete_sample, "删除示例数据"),
}


@pytest.mark.parametrize("name", STEPS)
def test_what_an_earlier_sitting_did_is_taken_back_from_the_list(
    name: str, tmp_path: Path, clock: Clock, qtbot: QtBot, answers: dict[str, Any]
) -> None:
    action, label = STEPS[name]
    folder = tmp_path / "ws"
    ws = open_workspace(folder, clock)
    if name == "sample":
        make_sample(ws)
    else:
        fill(ws)
        directory.save_issuer(ws, issuer=Issuer(id=IssuerId("issuer-2"), name="示例县整改办"))
    ws.leave()
    before = earlier(folder, clock, action)
    with sitting(folder, clock, qtbot) as window:
        window.undo()
        assert "更早的操作请到“设置”的“记录”里撤销" in window.strip.text()
        view = history(window)
        assert labels(view)[0] == label == view.name.text() and view.undo.isVisible()
        answers["confirm"] = True
        view.undo.click()
        assert f"“{label}”" in answers["asked"][0][1][1]
        # What is long is done between the events of the window.
        qtbot.waitUntil(lambda: window.session.jobs.running is None)
        assert rows_digest(folder / "store.db") == before
        assert labels(view)[0] == view.name.text() == f"撤销：{label}"
        assert verify_store(window.session.workspace.store)[0] == []
        window.undo()
        qtbot.waitUntil(lambda: window.session.jobs.running is None)
        assert rows_digest(folder / "store.db") != before


def test_the_refusal_leads_to_the_list_by_its_link(tmp_path: Path, clock: Clock, qtbot: QtBot) -> None:
    earlier(tmp_path / "ws", clock, fill_one)
    with sitting(tmp_path / "ws", clock, qtbot) as window:
        window.undo()
        (link,) = [link for link in window.strip.findChildren(LinkButton) if link.text() == "打开记录"]
        link.click()
        assert window.page_key() == SETTINGS and window.page().place() == HISTORY  # type: ignore[union-attr]
        assert labels(history(window)) == ["新建任务 1", "建立数据库结构"]


def fill_one(ws: Workspace) -> Changes:
    plan = tasks.TaskInput(number="1", problem="问题。", responsible_units=("示例县",), measures=("一。",))
    return tasks.add_task(ws, plan_id=None, plan_title="方案", task=plan)


def test_a_refused_question_takes_nothing_back(
    tmp_path: Path, clock: Clock, qtbot: QtBot, answers: dict[str, Any]
) -> None:
    earlier(tmp_path / "ws", clock, fill_one)
    after = rows_digest(tmp_path / "ws" / "store.db")
    with sitting(tmp_path / "ws", clock, qtbot) as window:
        view = history(window)
        answers["confirm"] = False
        view.undo.click()
        assert len(answers["asked"]) == 1 and rows_digest(tmp_path / "ws" / "store.db") == after


def test_a_step_whose_rows_were_changed_since_is_refused_in_words(
    tmp_path: Path, clock: Clock, qtbot: QtBot, answers: dict[str, Any]
) -> None:
    folder = tmp_path / "ws"
    earlier(folder, clock, change_name)
    earlier(folder, clock, lambda ws: directory.change_setting(ws, key=OFFICE_NAME, value="示例市督改办"))
    with sitting(folder, clock, qtbot) as window:
        view = history(window)
        view.table.choose(view.model.id_at(1))
        assert texts(view) == ["设置 · 本单位名称", "原来：（空）", "改为：示例县督改办"]
        answers["confirm"] = True
        view.undo.click()
        assert "设置：后来又被改过，不能单独撤销这一步。请先撤销后来的改动" in window.strip.text()
        assert window.session.workspace.setting(OFFICE_NAME) == "示例市督改办"
        assert view.name.text() == "设置：本单位名称" and view.table.chosen_id() == view.model.id_at(1)


def test_a_final_step_says_why_it_stays_instead_of_its_button(tmp_path: Path, clock: Clock, qtbot: QtBot) -> None:
    folder = tmp_path / "ws"

    def empty_trash(ws: Workspace) -> Changes:
        evidence.attach_evidence(ws, pieces=(evidence.EvidenceInput(files=(FILE,), title="纪要"),), measure_id=None)
        trash.trash_evidence(ws, evidence_ids=[item.id for item in ws.find(Evidence)])
        return trash.empty_trash(ws)

    earlier(folder, clock, empty_trash)
    with sitting(folder, clock, qtbot) as window:
        view = history(window)
        assert view.final.text() == "佐证和只有它们用到的文件已删除，不能撤销。" and view.final.isVisible()
        assert not view.undo.isVisible()
        view.table.choose(view.model.id_at(view.model.rowCount() - 1))
        assert view.name.text() == "建立数据库结构" and view.final.text() == "数据库结构升级不能撤销。"
        assert texts(view) == []
        view.table.choose(view.model.id_at(1))
        assert view.undo.isVisible() and not view.final.isVisible()


def test_the_list_is_filtered_by_a_word_and_gives_the_keyboard_back_to_the_list(
    tmp_path: Path, clock: Clock, qtbot: QtBot, commit_text: Type
) -> None:
    ws = open_workspace(tmp_path / "ws", clock)
    for number in ("1", "12-02"):
        add_task(ws, number)
    remove_task(ws)
    ws.leave()
    with sitting(tmp_path / "ws", clock, qtbot) as window:
        view = history(window)
        view.table.setFocus()
        qtbot.keyClick(view.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        assert QApplication.focusWidget() is view.filter
        commit_text(view.filter, "12-02")
        qtbot.waitUntil(lambda: labels(view) == ["新建任务 12-02"])
        assert view.name.text() == "新建任务 12-02"
        qtbot.keyClick(view.filter, Qt.Key.Key_Down)
        assert QApplication.focusWidget() is view.table
        view.filter.empty()
        commit_text(view.filter, "没有这样的")
        qtbot.waitUntil(lambda: view.model.rowCount() == 0)
        assert not view.name.isVisible() and not view.undo.isVisible() and texts(view) == []


def test_a_change_beside_it_joins_the_list_and_the_chosen_step_stays_chosen(
    tmp_path: Path, clock: Clock, qtbot: QtBot
) -> None:
    earlier(tmp_path / "ws", clock, fill_one)
    with sitting(tmp_path / "ws", clock, qtbot) as window:
        view = history(window)
        chosen = view.table.chosen_id()
        window.session.apply(change_name)
        assert labels(view)[:2] == ["设置：本单位名称", "新建任务 1"] and view.table.chosen_id() == chosen
        window.go(TASKS)
        window.session.undo()
        assert labels(history(window))[0] == "撤销：设置：本单位名称"


def test_of_thousands_of_operations_only_the_ones_in_sight_are_read(
    tmp_path: Path, clock: Clock, qtbot: QtBot
) -> None:
    ws = open_workspace(tmp_path / "ws", clock)
    task = add_task(ws)
    for place in range(1500):
        tasks.revise_task(ws, task=replace(task, goal=f"目标 {place}。"))
    ws.leave()
    with sitting(tmp_path / "ws", clock, qtbot) as window:
        view = history(window)
        qtbot.wait(50)
        assert view.model.rowCount() == 1502 and len(view.model._pages) * PAGE < 100
        qtbot.keyClick(view.table, Qt.Key.Key_End)
        assert view.name.text() == "建立数据库结构"
        view.table.choose(view.model.id_at(1))
        assert texts(view) == ["整改任务 · 整改目标", "原来：目标 1497。", "改为：目标 1498。"]


def test_of_a_step_on_many_records_it_is_told_how_many_of_each_kind(sample_ws: Workspace) -> None:
    number = delete_sample(sample_ws).sequence or 0
    told = told_rows(sample_ws, number)
    counts = sample_ws.history_counts(number)
    total = sum(sum(found) for _, *found in counts)
    assert total > MOST and told[0].head == f"共 {total} 条记录，下面是前 {MOST} 条"
    assert "删除 " in told[0].text and "整改任务 3" in told[0].text and told[0].text.startswith("修改 设置 1；")
    assert len([row for row in told[1:] if row.head]) == MOST


def test_each_operation_names_its_task_where_it_has_one(tmp_path: Path, clock: Clock, qtbot: QtBot) -> None:
    ws = open_workspace(tmp_path / "ws", clock)
    first, second = (add_task(ws, number, ("一。",)) for number in ("1", "12-02"))
    (measure,) = measures_of(ws, second.id)
    entry = progress.record_progress(ws, measure_id=measure.id, entry=progress.ProgressInput(text="召开会议2次。"))
    progress.remove_progress(ws, progress_id=entry.new_id("progress"))
    papers.write_statement(
        ws, closure_id=closure_of(ws, first.id).id, measure_id=measures_of(ws, first.id)[0].id,
        kind=StatementKind.PROOF, text="说明。",
    )
    change_name(ws)
    ws.leave()
    with sitting(tmp_path / "ws", clock, qtbot) as window:
        view = history(window)
        numbers = [str(view.model.values(row)[3]) for row in range(view.model.rowCount())]
        assert numbers == ["", "1", "12-02", "12-02", "12-02", "1", ""]


def test_another_operation_is_shown_from_its_beginning(tmp_path: Path, clock: Clock, qtbot: QtBot) -> None:
    ws = open_workspace(tmp_path / "ws", clock)
    make_sample(ws)
    delete_sample(ws)
    ws.undo()
    ws.leave()
    with sitting(tmp_path / "ws", clock, qtbot) as window:
        view = history(window)
        bar = view.area.verticalScrollBar()
        qtbot.waitUntil(lambda: bar.maximum() > 100)
        bar.setValue(100)
        window.session.apply(change_name)
        assert bar.value() == 100, "what is read stays where it is when something else is saved"
        qtbot.keyClick(view.table, Qt.Key.Key_Down)
        assert view.name.text() == "删除示例数据" and bar.value() == 0


def test_settings_are_told_by_their_names_and_in_words(ws: Workspace) -> None:
    said = []
    for key, value in ((DEFAULT_FORM, "closure-opinion-liaoning"), (FONT_SET, "system")):
        number = directory.change_setting(ws, key=key, value=value).sequence or 0
        said += [row.head or row.text for row in told_rows(ws, number)]
    assert said[::2] == ["设置 · 默认意见样式", "设置 · 公文字体"]
    assert said[3] == "改为：仿宋、楷体" and not re.search("[a-z]{2}", "".join(said))


# Rows that say where a record hangs or what a file's bytes are; the step's own name tells of them.
UNTOLD = {"id", "task_id", "closure_id", "sha256", "size", "basis", "section", "value", "definition", "dossier",
          "columns", "digests", "digest", "sealing_id", "sealed_item_id", "stored_file_id", "intake"} | {
    f"{name}_{field}" for name in ("own", "file", "scan") for field in ("sha256", "size")}


def test_every_field_of_every_record_has_a_name_in_the_history() -> None:
    columns = {column.name for table in TABLES for column in table.columns}
    assert columns - set(FIELDS) == UNTOLD
    assert set(FIELDS) <= columns


def test_every_step_of_the_sample_is_told_without_a_code(sample_ws: Workspace) -> None:
    told = [row for number in sample_ws.history() for row in told_rows(sample_ws, number)]
    heads = "".join(row.head for row in told)
    assert not re.search("[a-z]{2}", heads)
    codes = re.compile(r"\b(central|province|city|lead|responsible|acceptance|leader|deputy|member|passed|task|site)\b")
    assert not codes.search("".join(row.text for row in told))
