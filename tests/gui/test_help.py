"""The help: a topic for every page, beside the page and not on top of it, and no key in it that does nothing.

Each key of a topic is either bound where the page can hear it, or named in `PRESSED` with what it must do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gui.forms.panel import FormsPanel
from gui.frame import help_topics
from gui.frame.help import WIDTH, HelpPanel
from gui.frame.help_topics import EVERYWHERE, GUIDE, topic
from gui.parts.buttons import Button
from gui.parts.labels import Words
from gui.places import (
    ACCEPTANCE,
    EVIDENCE,
    HISTORY,
    IMPORTING,
    MEASURES,
    OVERVIEW,
    PAPER,
    PAPERS,
    PUBLICITY,
    SETTINGS,
    TASK,
    TASKS,
    FormPlace,
    PaperPlace,
    TaskPlace,
)
from gui.window import MainWindow
from models.actions.office_forms import copy_form
from models.actions.publicity import save_objections
from models.assembly import closures_of, publicity_of
from models.assembly.forms import own_forms
from models.domain.plan import Measure, Task, TaskId
from models.domain.publicity import Objection, ObjectionId
from tests.gui.drafts import draft, few, new

Key = Qt.Key
CTRL, ALT, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
TABS = (OVERVIEW, MEASURES, EVIDENCE, ACCEPTANCE, PUBLICITY, PAPERS, HISTORY)


@pytest.fixture
def window(sample_window: MainWindow) -> MainWindow:
    return sample_window


def task_id(window: MainWindow, number: str) -> TaskId:
    return window.session.workspace.find(Task, number=number)[0].id


def go(window: MainWindow, name: str) -> None:
    """Go where the help tells of that topic."""
    first = task_id(window, "12-02")
    if name in ("task-evidence", "task-matrix"):
        way = {"task-evidence": "list", "task-matrix": "matrix"}[name]
        window.go(TASK, TaskPlace(task_id=first, tab="evidence", focus=way))
    elif name.startswith("task-"):
        window.go(TASK, TaskPlace(task_id=first, tab=name.removeprefix("task-")))
    elif name == "paper":
        window.go(PAPER, PaperPlace(closure_id=closures_of(window.session.workspace, task_id(window, "1"))[-1].id))
    elif name == "new-task":
        window.go(TASKS, "new")
    elif name.startswith("settings"):
        window.go(SETTINGS, name.partition("-")[2] or "issuers")
    elif name == IMPORTING:
        window.go(name)
        window.page().conversation.take(draft([*few(), new(4)]))  # type: ignore[union-attr]
    else:
        window.go(name)


PLACES = ["tasks", "new-task", IMPORTING, *(f"task-{tab}" for tab in TABS), "task-matrix", "evidence", "papers",
          "paper", "settings", "settings-forms", "settings-templates", "settings-holidays", "settings-backup",
          "settings-history"]


def press(key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the keyboard"
    QTest.keyClick(widget, key, held)
    QApplication.processEvents()


def panel(window: MainWindow) -> HelpPanel:
    return window.findChild(HelpPanel)


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(Words) if label.isVisible())


# What it tells


def test_every_page_and_every_tab_has_its_own_topic(window: MainWindow) -> None:
    told = []
    for name in PLACES:
        go(window, name)
        told.append(window.topic())
    assert told == PLACES
    assert sorted({*told, EVERYWHERE, GUIDE, "first-run"}) == help_topics.names()


@pytest.mark.parametrize("name", help_topics.names())
def test_a_topic_says_what_the_page_is_for_and_how_the_job_is_done(name: str) -> None:
    told = topic(name)
    assert told.title and told.purpose.endswith("。")
    assert name == EVERYWHERE or (told.parts and all(part.lines for part in told.parts))
    lines = [line for part in told.parts for line in part.lines] + [remedy for _, remedy in told.mistakes]
    assert all(line.endswith("。") for line in lines)
    assert len(told.purpose) <= 100


def test_a_topic_with_a_key_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="colour"):
        help_topics._topic("x", {"title": "一", "purpose": "二。", "colour": "红"})


def named_on_screen(window: MainWindow) -> str:
    texts = [widget.text() for kind in (QAbstractButton, Words, QLineEdit) for widget in window.findChildren(kind)]
    return "\n".join(texts)


@pytest.mark.parametrize(
    ("name", "buttons"),
    [
        ("settings", ("新建发文主体",)), ("task-acceptance", ("去写销号意见",)), ("settings-backup", ("备份到U盘…",)),
        ("paper", ("版头与落款", "体检", "预览", "导出 Word", "打印")), ("task-measures", ("起草", "确认")),
        ("task-evidence", ("导出全部",)), ("task-history", ("撤销这一步",)), ("settings-history", ("撤销这一步",)),
    ],
)
def test_the_buttons_the_help_names_stand_on_the_page(
    window: MainWindow, name: str, buttons: tuple[str, ...]
) -> None:
    go(window, name)
    shown = named_on_screen(window)
    said = str(topic(name)) + str(topic(GUIDE))
    for button in buttons:
        assert button in shown and button in said


# How it is shown


def test_f1_opens_the_help_of_the_page_and_esc_gives_the_keyboard_back(window: MainWindow) -> None:
    window.page().filter.setFocus()  # type: ignore[union-attr]
    press(Key.Key_F1)
    assert panel(window).isVisible() and panel(window).title.text() == "任务列表"
    assert panel(window).isAncestorOf(QApplication.focusWidget())
    assert topic("tasks").purpose in words(panel(window))
    press(Key.Key_Escape)
    assert not panel(window).isVisible()
    assert QApplication.focusWidget() is window.page().filter  # type: ignore[union-attr]


def test_nothing_of_the_help_is_made_before_it_is_asked_for(window: MainWindow, qtbot: QtBot) -> None:
    assert panel(window) is None
    qtbot.mouseClick(window.top.help, Qt.MouseButton.LeftButton)
    assert panel(window).isVisible()
    qtbot.mouseClick(window.top.help, Qt.MouseButton.LeftButton)
    assert not panel(window).isVisible()


def test_half_typed_words_stay_half_typed_while_one_reads(window: MainWindow) -> None:
    go(window, "task-overview")
    goal = window.page().holders[OVERVIEW].inside.fields["goal"]  # type: ignore[union-attr]
    goal.setFocus()
    saved = goal.text()
    QTest.keyClicks(goal.edit, "abc ")
    press(Key.Key_F1)
    press(Key.Key_F1)
    assert QApplication.focusWidget() is goal.edit
    assert goal.is_unsaved() and goal.text() == f"abc {saved}"
    assert window.session.workspace.get(Task, task_id(window, "12-02")).goal == saved


@pytest.mark.parametrize("name", PLACES)
def test_nothing_of_the_page_lies_under_the_help(window: MainWindow, qtbot: QtBot, name: str) -> None:
    go(window, name)
    whole = window.page().width()
    window.turn_help()
    QApplication.processEvents()
    help_panel, page = panel(window), window.page()
    assert window.size().toTuple() == (1366, 768)
    assert page.width() == whole - WIDTH
    assert help_panel.geometry().getRect() == (whole - WIDTH, 0, WIDTH, window.height() - 76)
    assert help_panel.area.horizontalScrollBar().maximum() == 0
    assert help_panel.area.widget().width() <= help_panel.area.viewport().width()
    # What a task lacks is gathered behind the rest of its page.
    qtbot.waitUntil(lambda: cut_buttons(page) == [], timeout=10_000)
    window.turn_help()
    QApplication.processEvents()
    assert page.width() == whole


def shown_buttons(page: QWidget) -> list[Button]:
    return [button for button in page.findChildren(Button) if button.isVisible()]


def cut_buttons(page: QWidget) -> list[str]:
    return [
        button.text() for button in shown_buttons(page) if button.width() < button.sizeHint().width()
        or button.mapTo(page, button.rect().topRight()).x() >= page.width()
    ]


def test_beside_the_help_the_paper_gives_its_picture_up_before_its_text(window: MainWindow) -> None:
    go(window, "paper")
    page: Any = window.page()
    assert page.paper.isVisible() and page.written.isVisible()
    window.turn_help()
    QApplication.processEvents()
    assert not page.paper.isVisible() and page.written.width() == page.width()
    window.turn_help()
    QApplication.processEvents()
    assert page.paper.isVisible()


def test_a_window_too_small_for_both_has_the_help_over_the_page(window: MainWindow) -> None:
    window.turn_help()
    for width, beside in ((1024, 0), (1366, WIDTH), (1920, WIDTH)):
        window.resize(width, 768)
        QApplication.processEvents()
        assert window.width() == width
        assert window.page().width() == width - window.rail.width() - beside
        assert panel(window).x() == width - window.rail.width() - WIDTH


def test_the_help_follows_the_page_and_the_tab(window: MainWindow) -> None:
    window.turn_help()
    titles = []
    for name in PLACES:
        go(window, name)
        titles.append(panel(window).title.text())
    assert titles == [topic(name).title for name in PLACES]
    assert window.isAncestorOf(QApplication.focusWidget())
    assert not panel(window).isAncestorOf(QApplication.focusWidget())


def test_the_guide_is_one_click_away_and_leads_back(window: MainWindow, qtbot: QtBot) -> None:
    window.turn_help()
    qtbot.mouseClick(panel(window).other, Qt.MouseButton.LeftButton)
    assert panel(window).title.text() == topic(GUIDE).title
    window.go(SETTINGS)
    assert panel(window).title.text() == topic(GUIDE).title, "who follows the guide takes it along"
    qtbot.mouseClick(panel(window).other, Qt.MouseButton.LeftButton)
    assert panel(window).title.text() == "设置"
    qtbot.mouseClick(panel(window).other, Qt.MouseButton.LeftButton)
    window.turn_help()
    window.turn_help()
    assert panel(window).title.text() == "设置", "F1 is the help of the page"


def test_the_keys_scroll_the_help(window: MainWindow) -> None:
    go(window, "task-measures")
    window.turn_help()
    QApplication.processEvents()
    bar = panel(window).area.verticalScrollBar()
    assert bar.maximum() > 0
    press(Key.Key_PageDown)
    assert bar.value() > 0
    press(Key.Key_End)
    assert bar.value() == bar.maximum()
    press(Key.Key_Home)
    assert bar.value() == 0


# Keys


def walks(window: MainWindow, _: Any) -> None:
    if isinstance(QApplication.focusWidget(), QLineEdit):
        press(Key.Key_Down)
    table: Any = QApplication.focusWidget()
    if table.model().rowCount() < 2:
        return
    row = table.currentIndex().row()
    press(Key.Key_Down if row == 0 else Key.Key_Up)
    assert table.currentIndex().row() != row


def leaves(window: MainWindow, _: Any) -> None:
    before = window.topic(), QApplication.focusWidget()
    press(Key.Key_Return)
    assert (window.topic(), QApplication.focusWidget()) != before


def opens_a_file(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    monkeypatch.setattr("gui.evidence.card.opening.open_stored", lambda _, file: opened.append(file))
    press(Key.Key_Return)
    assert len(opened) == 1


def next_field(window: MainWindow, _: Any) -> None:
    before = QApplication.focusWidget()
    press(Key.Key_Return)
    assert isinstance(QApplication.focusWidget(), QLineEdit | QWidget) and QApplication.focusWidget() is not before


def enters_what_was_done(window: MainWindow, _: Any) -> None:
    press(Key.Key_P, CTRL)
    QTest.keyClicks(QApplication.focusWidget(), "2 km")
    press(Key.Key_Return, CTRL)
    assert window.session.undo_label().startswith("登记")


def moves_a_measure(window: MainWindow, _: Any) -> None:
    def order() -> list[str]:
        return [item.text for item in window.session.workspace.find(Measure, task_id=task_id(window, "12-02"))]

    before = order()
    press(Key.Key_Down, ALT)
    assert order() == [before[1], before[0], *before[2:]]


def moves_a_form(window: MainWindow, _: Any) -> None:
    ws = window.session.workspace
    for _copy in range(2):
        window.session.apply(lambda ws: copy_form(ws, form=ws.reference.form("closure-opinion-shenyang")))
    first, second = own_forms(ws)
    window.go(SETTINGS, FormPlace(form_id=second.id))
    QApplication.processEvents()
    window.findChild(FormsPanel).list.table.setFocus()
    press(Key.Key_Up, ALT)
    assert [item.id for item in own_forms(ws)] == [second.id, first.id]


def moves_an_objection(window: MainWindow, _: Any) -> None:
    ws = window.session.workspace
    panel = window.page().holders[PUBLICITY].inside  # type: ignore[union-attr]
    kept = publicity_of(ws, panel.closure_id)
    pair = [Objection(id=ObjectionId(name), publicity_id=kept.id, person=name, position=place)
            for place, name in enumerate("ab")]
    window.session.apply(lambda ws: save_objections(ws, publicity=kept, objections=pair))
    QApplication.processEvents()
    panel.objections.rows[0].fields["person"].setFocus()
    press(Key.Key_Down, ALT)
    assert [row.objection.id for row in panel.objections.rows[:2]] == ["b", "a"]
    assert QApplication.focusWidget() is panel.objections.rows[1].fields["person"].editor


def copies_a_name(window: MainWindow, _: Any) -> None:
    press(Key.Key_F, CTRL)
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert QApplication.clipboard().text().startswith("{{")


def asks_to_remove(window: MainWindow, answers: Any) -> None:
    answers["confirm"] = False
    press(Key.Key_Delete)
    assert answers["asked"][-1][1][0] == "删除措施"


def team(window: MainWindow) -> Any:
    table = window.page().holders[ACCEPTANCE].inside.team.table  # type: ignore[union-attr]
    table.setFocus()
    table.choose(0, 1)
    return table


def pastes_a_team(window: MainWindow, _: Any) -> None:
    table = team(window)
    rows = [("组长", "甲某某"), ("成员", "乙某某"), ("成员", "丙某某")]
    QApplication.clipboard().setText("\n".join(f"{role}\t{name}\t示例县整改办\t科长" for role, name in rows))
    table.choose(0, 0)
    press(Key.Key_V, CTRL)
    assert [member.name for member in table.team.members] == ["甲某某", "乙某某", "丙某某"]


def moves_a_member(window: MainWindow, _: Any) -> None:
    pastes_a_team(window, _)
    table = team(window)
    table.choose(1, 1)
    press(Key.Key_Down, ALT)
    assert [member.name for member in table.team.members] == ["甲某某", "丙某某", "乙某某"]


def clears_a_cell(window: MainWindow, _: Any) -> None:
    pastes_a_team(window, _)
    table = team(window)
    table.choose(0, 3)
    press(Key.Key_Delete)
    assert table.team.members[0].post == ""


def edits_a_cell(window: MainWindow, _: Any) -> None:
    table = team(window)
    press(Key.Key_F2)
    assert table.isAncestorOf(QApplication.focusWidget())
    press(Key.Key_Escape)


def walks_the_team(window: MainWindow, _: Any) -> None:
    table = team(window)
    column = table.currentIndex().column()
    press(Key.Key_Tab)
    assert table.currentIndex().column() != column or table.currentIndex().row() or not table.hasFocus()


def takes_and_leaves(window: MainWindow, _: Any) -> None:
    page: Any = window.page()
    before = page.adopt.text()
    press(Key.Key_Space)
    assert page.adopt.text() != before


def goes_to_the_tasks(window: MainWindow, _: Any) -> None:
    press(Key.Key_Escape)
    assert window.topic() == TASKS


def imports_what_is_copied(window: MainWindow, _: Any) -> None:
    press(Key.Key_Down)
    QApplication.clipboard().setText("编号\t反馈问题\n7\t秸秆露天焚烧多发")
    press(Key.Key_V, CTRL)
    assert window.topic() == IMPORTING


def in_the_grid(window: MainWindow) -> Any:
    view = window.page().holders["evidence"].inside.matrix.view  # type: ignore[union-attr]
    view.setFocus()
    return view


def walks_the_grid(window: MainWindow, _: Any) -> None:
    view = in_the_grid(window)
    press(Key.Key_Down)
    assert view.currentIndex().row() == 1


def chooses_a_block(window: MainWindow, _: Any) -> None:
    view = in_the_grid(window)
    press(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(view.spots()) == 2


def chooses_a_column(window: MainWindow, _: Any) -> None:
    view = in_the_grid(window)
    press(Key.Key_Space, CTRL)
    assert {spot.evidence_id for spot in view.spots()} == {view.spot().evidence_id}


def chooses_a_row(window: MainWindow, _: Any) -> None:
    view = in_the_grid(window)
    press(Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert {spot.measure_id for spot in view.spots()} == {view.spot().measure_id}


def links_a_cell(window: MainWindow, _: Any) -> None:
    view = in_the_grid(window)
    press(Key.Key_Down)
    press(Key.Key_Space)
    assert view.spot() in view.matrix.matrix.links and view.hasFocus()


def links_and_writes(window: MainWindow, _: Any) -> None:
    view = in_the_grid(window)
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert view.spot() in view.matrix.matrix.links and not view.hasFocus()


def unlinks_a_cell(window: MainWindow, _: Any) -> None:
    view = in_the_grid(window)
    press(Key.Key_Delete)
    assert view.spot() not in view.matrix.matrix.links


PRESSED: dict[str, Callable[[MainWindow, Any], None]] = {
    "↑ ↓": walks,
    "Enter": leaves,
    "new-task Enter": next_field,
    "evidence Enter": opens_a_file,
    "Alt+↑ ↓": moves_a_measure,
    "task-matrix ↑ ↓ ← →": walks_the_grid,
    "task-matrix Shift+↑ ↓ ← →": chooses_a_block,
    "task-matrix Ctrl+Space": chooses_a_column,
    "task-matrix Shift+Space": chooses_a_row,
    "task-matrix Space": links_a_cell,
    "task-matrix Enter": links_and_writes,
    "task-matrix Delete": unlinks_a_cell,
    "importing Space": takes_and_leaves,
    "importing Esc": goes_to_the_tasks,
    "tasks Ctrl+V": imports_what_is_copied,
    "settings-forms Alt+↑ ↓": moves_a_form,
    "settings-templates Enter": copies_a_name,
    "Ctrl+Enter": enters_what_was_done,
    "task-measures Delete": asks_to_remove,
    "task-acceptance Ctrl+V": pastes_a_team,
    "task-acceptance Alt+↑ ↓": moves_a_member,
    "task-publicity Alt+↑ ↓": moves_an_objection,
    "task-acceptance Delete": clears_a_cell,
    "task-acceptance F2": edits_a_cell,
    "task-acceptance Tab": walks_the_team,
    "task-acceptance Enter": edits_a_cell,
}


def sequence_of(item: QObject) -> str:
    found = item.key() if isinstance(item, QShortcut) else item.shortcut()  # type: ignore[attr-defined]
    return found.toString()


def bound(window: MainWindow) -> list[QObject]:
    """Return what hears a key from where the focus is: shortcuts of the widgets above it, buttons of the page."""
    above, widget = [], QApplication.focusWidget()
    while widget is not None:
        above += widget.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly)
        widget = widget.parentWidget()
    buttons = [button for button in window.findChildren(QAbstractButton) if button.isVisible()]
    return [*above, *buttons]


def hears(window: MainWindow, keys: str) -> bool:
    wanted = QKeySequence(keys.replace("←", "Left").replace("Enter", "Return")).toString()
    return bool(wanted) and wanted in {sequence_of(item) for item in bound(window)}


SHORTCUTS = [
    (name, keys) for name in PLACES for keys, _ in topic(name).keys
    if f"{name} {keys}" in PRESSED or keys in PRESSED
]


@pytest.mark.parametrize(("name", "keys"), SHORTCUTS, ids=[f"{name} {keys}" for name, keys in SHORTCUTS])
def test_every_key_of_the_help_does_something_on_its_page(
    window: MainWindow, name: str, keys: str, monkeypatch: pytest.MonkeyPatch, answers: dict[str, Any]
) -> None:
    go(window, name)
    QApplication.processEvents()
    pressed = PRESSED.get(f"{name} {keys}") or (None if hears(window, keys) else PRESSED.get(keys))
    if pressed is None:
        assert hears(window, keys) or keys == "Tab", f"{keys} does nothing on {name}"
    else:
        pressed(window, answers if pressed is asks_to_remove else monkeypatch)


@pytest.mark.parametrize("name", PLACES)
def test_the_keys_of_every_page_are_heard_on_every_page(window: MainWindow, name: str) -> None:
    go(window, name)
    own = [keys for keys, _ in topic(name).keys if (name, keys) not in SHORTCUTS]
    for keys in (*own, *(keys for keys, _ in topic(EVERYWHERE).keys)):
        assert keys == "Tab" or hears(window, keys), f"{keys} does nothing on {name}"
