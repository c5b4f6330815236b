"""A clerk at the window: types, pastes, presses keys and clicks, and is billed for all of it.

Text goes in as an input method commits it, into whatever has the keyboard, so a lost focus is a failed journey. A key
chord counts as one keystroke, a typed character as one. What is pasted has to be fetched from another program first:
over there, one gesture that marks it, copy, and back. Nothing is focused or chosen but by keys and clicks.

Every line and every cell that is given, typed or pasted, is one field; words that were given before are a field given
twice, unless they are another fact, which then is named. What one paste holds several times was given once, by that
one key; the bill says how often it happened.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QTableView, QWidget
from pytestqt.qtbot import QtBot

from gui.parts.completer_field import CompleterField
from gui.parts.sight import bring_into_sight
from gui.window import MainWindow

NONE, CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
Key = Qt.Key
# There and back, and copying, before the paste itself.
FETCHING = 3
# What completes a known name must cost less than any name: two or three keys.
FEW = 4
SHORT = 8
# Seconds of the keystroke-level model of Card, Moran and Newell (1980): a key of a fair typist, pointing with a press
# and the hand's way to the mouse, a thought before each field.
KEY, CLICK, THOUGHT = 0.28, 1.1 + 0.2 + 0.4, 1.35
_NUMBER = re.compile(r"^\d+[.．、]\s*")


class Clerk:
    """One clerk, one window; `pastes` is whether the texts lie ready in another program."""

    def __init__(self, qtbot: QtBot, window: MainWindow, *, pastes: bool = False) -> None:
        self.qtbot = qtbot
        self.window = window
        self.pastes = pastes
        self.keystrokes = 0
        self.clicks = 0
        self.alike_in_a_paste = 0
        self._given: list[str] = []

    # Giving words

    def give(self, text: str) -> None:
        """Give a text the way this clerk does: what is short is typed even where the rest is pasted."""
        if self.pastes and len(text) > SHORT:
            self.paste(text)
        else:
            self.write(text)

    def write(self, text: str, *, fact: str = "") -> None:
        """Type a text into what has the keyboard; `fact` names what it says where the same words mean another thing."""
        self._commit(text)
        self._given += [fact] if fact else fields_of(text)

    def paste(self, text: str) -> None:
        """Paste a text that lies in another program."""
        QApplication.clipboard().setText(text)
        self._fetch_and_paste()
        fields = fields_of(text)
        self._given += dict.fromkeys(fields)
        self.alike_in_a_paste += len(fields) - len(set(fields))

    def paste_files(self, *paths: Path) -> None:
        """Paste files copied in the file manager."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        QApplication.clipboard().setMimeData(data)
        self._fetch_and_paste()
        self.wait_for_jobs()

    def complete(self, letters: str, whole: str) -> None:
        """Type a letter or two of a name given before, and take it from the list that opens."""
        before = self.keystrokes
        assert whole in self._given, f"{whole} was not given before"
        self._commit(letters)
        field = getattr(self.focused(), "field", None)
        assert isinstance(field, CompleterField)
        offered = field.completer.popup()
        self.qtbot.waitUntil(offered.isVisible)
        while not str(offered.currentIndex().data() or "").startswith(whole):
            self.press(Key.Key_Down, on=offered)
            assert self.keystrokes - before < FEW, f"{whole} stands too far down"
        self.press(Key.Key_Return, on=offered)
        self._close_list()
        assert field.text() == whole

    # Keys

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE, *, times: int = 1, on: QWidget | None = None
    ) -> None:
        """Press a key or a chord; an open list, which takes the keys while it is open, is named by `on`."""
        for _ in range(times):
            QTest.keyClick(on or self.focused(), key, modifier)
            self.keystrokes += 1
            settle()

    def tab_to(self, widget: QWidget) -> None:
        """Press Tab until a widget has the keyboard, which must not be far."""
        for _ in range(8):
            if widget.hasFocus():
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"{widget} is not within eight Tabs, the keyboard is at {self.focused()}")

    def pick(self, combo: QComboBox, words: str) -> None:
        """Choose in a list, open or not, by the keys: down until the words stand there."""
        view = combo.view() if combo.view().isVisible() else None
        assert view is not None or combo.hasFocus()
        for _ in range(combo.count() + 1):
            if str(view.currentIndex().data() if view else combo.currentText()).startswith(words):
                break
            self.press(Key.Key_Down, on=view)
        if view is not None:
            self.press(Key.Key_Return, on=view)
            self._close_list()
        assert combo.currentText().startswith(words)

    # The mouse

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click on a widget, in its middle or at a point of it; what must be scrolled to costs as much again."""
        assert widget.isVisible() and widget.isEnabled()
        point = at or widget.rect().center()
        if not widget.visibleRegion().contains(point):
            bring_into_sight(widget)
            settle()
            self.clicks += 1
        assert widget.visibleRegion().contains(point)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=point)
        self.clicks += 1
        settle()

    def click_cell(self, table: QTableView, row: int, column: int = 0) -> None:
        """Click on a cell of a table."""
        self.click(table.viewport(), table.visualRect(table.model().index(row, column)).center())

    # What the clerk waits for, and what it came to

    def wait_for_jobs(self) -> None:
        """Wait until what runs beside the window has ended."""
        self.qtbot.waitUntil(lambda: not self.window.session.jobs.running)
        settle()

    def focused(self) -> QWidget:
        """Return what has the keyboard."""
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the keyboard"
        return widget

    def given_twice(self) -> list[str]:
        """Return the fields that were given more than once."""
        return [words for words, times in Counter(self._given).items() if times > 1]

    def minutes(self) -> float:
        """Return how long a practised hand needs, by the keystroke-level model."""
        return (self.keystrokes * KEY + self.clicks * CLICK + len(self._given) * THOUGHT) / 60

    def bill(self) -> str:
        """Return what the journey has cost, on one line."""
        twice = self.given_twice()
        return (
            f"按键 {self.keystrokes} 次，点击 {self.clicks} 次，录入 {len(self._given)} 处，重复录入 {len(twice)} 处"
            + (f"（{'、'.join(twice)}）" if twice else "")
            + (f"，同一次粘贴里相同的 {self.alike_in_a_paste} 格" if self.alike_in_a_paste else "")
            + f"，熟手约 {self.minutes():.1f} 分钟"
        )

    # Own steps

    def _commit(self, text: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self.focused(), event)
        self.keystrokes += len(text)
        settle()

    def _close_list(self) -> None:
        # Qt's offscreen platform leaves the keys with a list that has closed; every desktop gives them back.
        self.window.windowHandle().requestActivate()
        self.qtbot.waitUntil(lambda: QGuiApplication.focusWindow() == self.window.windowHandle())

    def _fetch_and_paste(self) -> None:
        self.clicks += 1
        self.keystrokes += FETCHING
        self.press(Key.Key_V, CTRL)


def settle() -> None:
    """Let the window do what it does between two keys of a hand, down to removing the cells that were closed."""
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def fields_of(text: str) -> list[str]:
    """Return the lines and cells of a text, without their running numbers and the blanks in them."""
    cells = (_NUMBER.sub("", cell.strip()) for line in text.splitlines() for cell in line.split("\t"))
    return [bare for cell in cells if (bare := "".join(cell.split()))]
