"""A labelled input and the rule by which it is saved.

A field is saved when it is left, on Ctrl+S, when its page or the window closes, and two seconds after the last key.
Saving means one signal, `saved(value)`, and only for a value that differs from the last saved one; filling a field from
the records emits nothing. While an input method is composing nothing is saved, no shortcut runs and Enter commits
nothing. Typed and pasted text is tidied when the field is left, and the field says how much was mended. Ctrl+Z belongs
to the field as long as it holds unsaved typing, afterwards to the window. A problem is shown under the field it is in.
"""

from __future__ import annotations

from uuid import uuid4

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gui.parts import typeface
from gui.parts.labels import Meta, Small
from gui.parts.window_keys import is_ours
from models.errors import AppError

PAUSE_MS = 2000
_POPUP = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)
_KEYS_OF_UNDO = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class Field(QWidget):
    """A label, an input under it, and a line for what is wrong with it; `nothing` is the value of an empty input."""

    nothing: object = ""
    saved = Signal(object)
    edited = Signal()
    entered = Signal()

    def __init__(self, label: str = "", *, printed: str = "", required: bool = False) -> None:
        super().__init__()
        self._base = self.nothing
        self._filling = False
        self._composing = False
        self._sitting = ""
        self._problem = Small(tone="ink")
        self._note = Meta()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.pause_over)
        self._name = label
        self._build(label, printed, required)

    def _build(self, label: str, printed: str, required: bool) -> None:
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        if label or printed:
            self._rows.addLayout(self._head(label, printed, required))
        self._line = QHBoxLayout()
        self._line.setSpacing(8)
        self._rows.addLayout(self._line)
        for under in (self._problem, self._note):
            under.setWordWrap(True)
            under.hide()
            self._rows.addWidget(under)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _head(self, label: str, printed: str, required: bool) -> QHBoxLayout:
        head = QHBoxLayout()
        self.caption = Meta(f"{label}（必填）" if required else label)
        head.addWidget(self.caption)
        head.addStretch()
        if printed:
            head.addWidget(Meta(f"印在 {printed}"))
        return head

    def hold(self, editor: QWidget) -> None:
        """Take the widget that is typed into; called once by each kind of field."""
        self.editor = editor
        editor.setFont(typeface.font())
        if self._name:
            editor.setAccessibleName(self._name)
        self.setFocusProxy(editor)
        self._line.addWidget(editor, 1)

    def tell_in(self, column: QVBoxLayout) -> None:
        """Say what is wrong in a column below, where the field itself is too narrow for a sentence."""
        column.addWidget(self._problem)

    def beside(self, widget: QWidget) -> None:
        """Put a widget to the right of the input, on the same line."""
        self._line.addWidget(widget, 1)

    # What a kind of field answers

    def read(self) -> object:
        """Return the value that stands in the input; raises AppError when it cannot be one."""
        raise NotImplementedError

    def show_value(self, value: object) -> None:
        """Put a value into the input."""
        raise NotImplementedError

    def tidy(self) -> int:
        """Mend what was typed when the field is left; returns the number of places."""
        return 0

    # What a page uses

    @property
    def sitting(self) -> str:
        """Name this spell of typing: the same from the first unsaved key until the field is left."""
        return self._sitting

    def fill(self, value: object) -> None:
        """Show the value of a record, as saved; emits nothing and forgets unsaved typing."""
        self._pause.stop()
        self._filling = True
        try:
            self.show_value(value)
        finally:
            self._filling = False
        self._base = self.read()
        self.show_problem(None)
        self.show_note("")

    def refill(self, value: object) -> None:
        """Show the value the same record has now; unsaved typing stays as it is."""
        if self.is_unsaved() or self._composing:
            return
        if not self._same(value):
            self.fill(value)

    def drop(self) -> None:
        """Forget unsaved typing and show the saved value again."""
        self.fill(self._base)

    def is_unsaved(self) -> bool:
        """Return whether the input holds something that was not saved."""
        try:
            return self.read() != self._base
        except AppError:
            return True

    def is_composing(self) -> bool:
        """Return whether an input method holds text that is not yet committed."""
        return self._composing

    def commit(self, *, leaving: bool = False) -> bool:
        """Save what was typed; returns whether nothing unsaved remains."""
        return self.settle(leaving=leaving) and self._save(self.read())

    def settle(self, *, leaving: bool = False) -> bool:
        """Tidy what was typed when it is left, and say what is wrong with it; returns whether it can be a value."""
        self._pause.stop()
        if self._composing:
            return False
        mended = self._tidied() if leaving else 0
        try:
            self.read()
        except AppError as problem:
            self.show_problem(problem)
            return False
        if mended:
            self.show_note(f"已整理 {mended} 处")
        return True

    def show_problem(self, problem: AppError | str | None) -> None:
        """Say under the field what is wrong with it, or nothing."""
        text = "" if problem is None else str(problem)
        self._problem.setText(f"▲ {text}" if text else "")
        self._problem.setVisible(bool(text))
        if text:
            self.show_note("")

    def problem(self) -> str:
        """Return the words of the problem that is shown."""
        return self._problem.text().removeprefix("▲ ")

    def show_note(self, text: str) -> None:
        """Say something quiet under the field."""
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def note(self) -> str:
        """Return the quiet words under the field."""
        return self._note.text()

    def add_under(self, part: QWidget, *, at_left: bool = False) -> None:
        """Put a line of the kind of field's own between the input and its problem; a link no wider than its words."""
        place = Qt.AlignmentFlag.AlignLeft if at_left else Qt.AlignmentFlag(0)
        self._rows.insertWidget(self._rows.indexOf(self._problem), part, 0, place)

    # What the inputs report

    def typed(self) -> None:
        """Take note of a key or a paste."""
        if self._filling or self._composing:
            return
        self._sitting = self._sitting or uuid4().hex
        self.show_problem(None)
        self.show_note("")
        self._pause.start()
        self.edited.emit()

    def pause_over(self) -> None:
        """Save what was typed, as nobody has gone on typing."""
        self.commit()

    def composed(self, preedit: str) -> None:
        """Take note of what the input method holds."""
        ended = self._composing and not preedit
        self._composing = bool(preedit)
        if self._composing:
            self._pause.stop()
        elif ended and self.is_unsaved():
            self._pause.start()

    def left(self, reason: Qt.FocusReason) -> None:
        """Save on leaving; a menu or a change of window is no leaving."""
        if reason in _POPUP:
            return
        if reason == Qt.FocusReason.ActiveWindowFocusReason:
            self.commit()
            return
        self.commit(leaving=True)
        self.end_sitting()

    def end_sitting(self) -> None:
        """Let what is typed next be an undo step of its own."""
        self._sitting = ""

    def enter(self) -> None:
        """Save on Enter, and tell the page."""
        if self._composing:
            return
        if self.commit(leaving=True):
            self.entered.emit()

    # Own steps

    def _tidied(self) -> int:
        if not self.is_unsaved() and not self._sitting:
            return 0
        self._filling = True
        try:
            return self.tidy()
        finally:
            self._filling = False

    def _save(self, value: object) -> bool:
        if value == self._base:
            return not self.problem()
        before, self._base = self._base, value
        self.show_problem(None)
        self.saved.emit(value)
        if self.problem():
            self._base = before
            return False
        return True

    def _same(self, value: object) -> bool:
        return value == self._base


class Typing:
    """What every typed input does for its field; stands before the Qt class among the bases."""

    field: Field

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self.field.is_composing():
                event.accept()
                return True
            undoes = any(event.matches(key) for key in _KEYS_OF_UNDO)
            if is_ours(event) or (undoes and not self.field.is_unsaved()):
                event.ignore()
                return False
        return bool(super().event(event))  # type: ignore[misc]

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.field.composed(event.preeditString())
        super().inputMethodEvent(event)  # type: ignore[misc]

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self.field.is_composing():
            QGuiApplication.inputMethod().commit()
        super().focusOutEvent(event)  # type: ignore[misc]
        self.field.left(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.field.is_composing() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            return
        super().keyPressEvent(event)  # type: ignore[misc]
