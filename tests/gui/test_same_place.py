"""The second press of a double click does not hit what only just moved under the pointer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.frame.same_place import SamePlace

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def pressed() -> list[str]:
    return []


@pytest.fixture
def window(qtbot: QtBot, pressed: list[str]) -> QWidget:
    """Give two lines with a button each; the first goes away when it is pressed, and the second moves up."""
    window = QWidget()
    qtbot.addWidget(window)
    rows = QVBoxLayout(window)
    rows.setAlignment(Qt.AlignmentFlag.AlignTop)
    first, second = QPushButton("采用"), QPushButton("删除")
    first.clicked.connect(lambda: (pressed.append("采用"), first.hide(), rows.activate()))
    second.clicked.connect(lambda: pressed.append("删除"))
    rows.addWidget(first)
    rows.addWidget(second)
    window.resize(300, 200)
    with qtbot.waitExposed(window):
        window.show()
    SamePlace(window)
    return window


def middle(window: QWidget, words: str) -> QPoint:
    (button,) = (button for button in window.findChildren(QPushButton) if button.text() == words)
    return button.mapTo(window, button.rect().center())


def test_the_second_click_is_not_for_what_came_under_it(window: QWidget, pressed: list[str]) -> None:
    place = middle(window, "采用")
    QTest.mouseDClick(window.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, place)
    assert window.childAt(place).text() == "删除"  # type: ignore[attr-defined]
    assert pressed == ["采用"]


@pytest.mark.parametrize("press", [QTest.mouseClick, QTest.mouseDClick])
def test_a_click_after_a_look_is_heard(window: QWidget, pressed: list[str], press: Callable[..., None]) -> None:
    place = middle(window, "采用")
    QTest.mouseDClick(window.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, place)
    press(window.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, place)
    assert pressed[:2] == ["采用", "删除"]


def test_both_clicks_on_what_stays_in_its_place_are_heard(window: QWidget, pressed: list[str]) -> None:
    QTest.mouseDClick(window.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, middle(window, "删除"))
    assert pressed == ["删除", "删除"]
