"""A definition nobody can read as a form: its text, to be mended by hand, and what is wrong with it said below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.parts.fields import LineField, TextField
from gui.parts.labels import Meta

WHY = "这个样式的定义有读不懂的地方，不能按部分编辑。请在下面改正，能读懂后就回到平常的样子；也可以撤销或删除。"


class RawEditor(QWidget):
    """The text of a definition; `saved(text, field)`, `named(label, field)`."""

    saved = Signal(object, object)
    named = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.label = LineField("样式名称", required=True)
        self.text = TextField("样式定义（TOML）", lines=(8, 14))
        # A definition is not prose: nothing in it is mended.
        self.text.tidy = lambda: 0  # type: ignore[method-assign]
        why = Meta(WHY)
        why.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 4, 24, 12)
        column.setSpacing(12)
        column.addWidget(why)
        column.addWidget(self.label)
        column.addWidget(self.text)
        column.addStretch(1)
        self.text.saved.connect(lambda value: self.saved.emit(value, self.text))
        self.label.saved.connect(lambda value: self.named.emit(value, self.label))

    def go_to(self, way: str) -> None:
        """Put the keyboard on the text, at the line and sign of a fault that names them: line/12/3."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        if way.startswith("line/"):
            _, line, sign = way.split("/")
            block = self.text.edit.document().findBlockByNumber(int(line) - 1)
            cursor = QTextCursor(block)
            cursor.movePosition(QTextCursor.MoveOperation.Right, n=min(int(sign), block.length()) - 1)
            self.text.edit.setTextCursor(cursor)

    def show_text(self, label: str, text: str, *, fresh: bool) -> None:
        """Show a definition; unsaved typing stays unless it is another one."""
        for field, value in ((self.label, label), (self.text, text)):
            (field.fill if fresh else field.refill)(value)
