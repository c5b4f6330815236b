"""What is built, filled and painted before it is asked for shows what was asked for, as the records then are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from gui.ahead import InParts
from gui.desk import task_tabs
from gui.forms.panel import FormsPanel
from gui.pages.publicity import PublicityPanel
from gui.pages.settings import SettingsPage
from gui.pages.task.page import TaskPage
from gui.places import FORMS, PUBLICITY, SETTINGS, TASK, TASKS, FormPlace, TaskPlace
from gui.session import Session
from gui.settings.template_panel import TemplatePanel
from gui.window import MainWindow
from models.actions import office_forms
from models.actions.publicity import save_publicity
from models.assembly import closures_of, publicity_of
from models.domain.closure import PaperKind
from models.domain.plan import Task, TaskId
from models.domain.publicity import Publicity
from tests.builders import add_task


def tasks(window: MainWindow) -> list[TaskId]:
    return [task.id for task in window.session.workspace.find(Task)]


def publicity(window: MainWindow, task_id: TaskId) -> Publicity:
    ws = window.session.workspace
    return publicity_of(ws, closures_of(ws, task_id)[-1].id)


def operations(window: MainWindow) -> int:
    return int(window.session.workspace.store.con.execute("select count(*) from operations").fetchone()[0])


def built(window: MainWindow, qtbot: QtBot) -> TaskPage:
    """Wait until the tabs of the page of a task are built, all but the last, while the list of tasks is shown."""
    qtbot.waitUntil(lambda: bool(window.findChildren(TaskPage)))
    page = window.findChildren(TaskPage)[0]
    qtbot.waitUntil(lambda: all(page.tabs.is_made(tab.key) for tab in page.declared[:-1]))
    assert window.page_key() == TASKS and page.task_id is None
    return page


def test_a_tab_that_was_built_ahead_shows_each_task_as_its_records_are(
    sample_window: MainWindow, qtbot: QtBot
) -> None:
    window = sample_window
    page = built(window, qtbot)
    for number, task_id in enumerate(tasks(window)):
        changed = replace(publicity(window, task_id), contact=f"甲某{number}")
        window.session.apply(lambda ws, changed=changed: save_publicity(ws, publicity=changed))
    for number, task_id in enumerate(tasks(window)):
        window.go(TASK, TaskPlace(task_id=task_id, tab=PUBLICITY))
        panel = page.holders[PUBLICITY].inside
        assert isinstance(panel, PublicityPanel) and panel.task_id == task_id
        assert panel.fields["contact"].read() == f"甲某{number}"


def test_nothing_built_ahead_counts_as_unsaved_typing_or_is_written(sample_window: MainWindow, qtbot: QtBot) -> None:
    window = sample_window
    before = operations(window)
    page = built(window, qtbot)
    qtbot.waitUntil(lambda: bool(window.findChildren(TemplatePanel)))
    settings = window.findChildren(SettingsPage)[0]
    assert page.open_fields() == settings.open_fields() == []
    assert operations(window) == before


def test_a_task_taken_back_between_two_parts_ends_what_was_built_for_it(session: Session, qtbot: QtBot) -> None:
    ws = session.workspace
    stays, goes = (add_task(ws, number).id for number in ("2", "1"))
    page = TaskPage(session, task_tabs())
    qtbot.addWidget(page)
    session.changed.connect(lambda changes, _: page.refresh(changes))
    for place, _ in enumerate(chain(page.prepare(), page.prepare_tabs())):
        # The first of the list, for which everything is built, goes and comes with every part.
        session.redo() if place % 2 else session.undo()
        assert page.task_id is None
    for tab in page.declared:
        for task_id in (stays, goes)[: len(ws.find(Task))]:
            page.go_to(TaskPlace(task_id=task_id, tab=tab.key))
            assert page.tabs.is_made(tab.key) and page.task_id == task_id


def test_a_form_that_was_copied_meanwhile_stands_in_the_list_built_ahead(
    sample_window: MainWindow, qtbot: QtBot
) -> None:
    window = sample_window
    qtbot.waitUntil(lambda: bool(window.findChildren(TemplatePanel)))
    assert len(window.findChildren(FormsPanel)) == 1
    form = window.session.workspace.reference.forms_of(PaperKind.CLOSURE_OPINION)[0]
    done = window.session.apply(lambda ws: office_forms.copy_form(ws, form=form))
    assert done is not None
    own = done.new_id("office_forms")
    window.go(SETTINGS, FormPlace(form_id=own, field="title"))
    panel = window.findChildren(FormsPanel)[0]
    assert panel.entry is not None and panel.entry.id == own
    assert panel.editor.fields["title"].editor.hasFocus()
    window.go(SETTINGS, FORMS)
    assert panel.list.entries[own].record is not None


def test_a_widget_that_dies_while_a_part_of_it_is_done_ends_the_parts_quietly(qtbot: QtBot) -> None:
    widget = QWidget()
    done: list[str] = []

    def parts() -> Iterator[None]:
        done.append("first")
        yield
        delete(widget)
        done.append("last")

    work = InParts(widget)
    work.begin(parts())
    work.finish()
    assert done == ["first", "last"]
