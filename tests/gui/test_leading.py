"""A link leads the keyboard to its place: to the very field, whichever page it is on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.pages.acceptance import AcceptancePanel
from gui.pages.paper.page import PaperPage
from gui.pages.publicity import PublicityPanel
from gui.places import ACCEPTANCE, PAPER, PUBLICITY, TASK, TASKS, PaperPlace, TaskPlace
from gui.window import MainWindow
from models.actions.closures import save_acceptance
from models.actions.publicity import save_publicity
from models.assembly import acceptance_of, closures_of, publicity_of
from models.domain.closure import Acceptance, ClosureId
from models.domain.form import PaperKind
from models.domain.plan import Task
from models.domain.publicity import Publicity

Break = Callable[[MainWindow, ClosureId], object]


def _empty_completion(window: MainWindow, closure_id: ClosureId) -> object:
    kept: Acceptance = replace(acceptance_of(window.session.workspace, closure_id), goal_completion="")
    return window.session.apply(lambda ws: save_acceptance(ws, acceptance=kept))


def _empty_phone(window: MainWindow, closure_id: ClosureId) -> object:
    kept: Publicity = replace(publicity_of(window.session.workspace, closure_id), phone="", mobile="")
    return window.session.apply(lambda ws: save_publicity(ws, publicity=kept))


@pytest.fixture
def closure_id(sample_window: MainWindow) -> ClosureId:
    ws = sample_window.session.workspace
    return closures_of(ws, ws.find(Task, number="1")[0].id)[-1].id


def _has_keyboard(window: MainWindow, field: QWidget) -> bool:
    held = window.focusWidget()
    return held is field or field.isAncestorOf(held)


@pytest.mark.parametrize(
    ("kind", "make_gap", "panel", "name"),
    [
        (PaperKind.CLOSURE_OPINION, _empty_completion, AcceptancePanel, "goal_completion"),
        (PaperKind.PUBLIC_NOTICE, _empty_phone, PublicityPanel, "phone"),
    ],
)
def test_a_finding_of_a_paper_brings_the_keyboard_to_the_field_it_names(
    qtbot: QtBot, sample_window: MainWindow, closure_id: ClosureId, kind: PaperKind, make_gap: Break,
    panel: type[QWidget], name: str,
) -> None:
    make_gap(sample_window, closure_id)
    sample_window.go(PAPER, PaperPlace(closure_id=closure_id, kind=kind))
    page = sample_window.page()
    assert isinstance(page, PaperPage)
    page.check()
    finding = next(item for item in page.checks.findings if item.target and item.target.field == name)
    page.checks.wanted.emit(finding)
    shown = sample_window.findChild(panel)
    qtbot.waitUntil(lambda: _has_keyboard(sample_window, shown.fields[name]))


def test_alt_left_brings_the_keyboard_back_into_the_field_it_left(sample_window: MainWindow) -> None:
    task = sample_window.session.workspace.find(Task, number="1")[0]
    sample_window.go(TASK, TaskPlace(task_id=task.id, tab=ACCEPTANCE, focus="next_requirements"))
    sample_window.go(TASKS)
    sample_window.back()
    panel = sample_window.findChild(AcceptancePanel)
    assert _has_keyboard(sample_window, panel.fields["next_requirements"])


def test_a_tab_without_a_named_field_begins_where_it_begins(sample_window: MainWindow) -> None:
    task = sample_window.session.workspace.find(Task, number="1")[0]
    sample_window.go(TASK, TaskPlace(task_id=task.id, tab=PUBLICITY))
    panel = sample_window.findChild(PublicityPanel)
    assert _has_keyboard(sample_window, panel.fields["starts_on"])
