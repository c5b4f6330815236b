"""The field of a paper's text: paragraphs with their indent, 24 px a line, as high as the text, without an edge.

It keeps the rule of saving of every field. Its page frames it while it is edited.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QTextBlockFormat, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QFrame, QTextEdit

from gui.parts import typeface
from gui.parts.field import Typing
from gui.parts.palette import tone
from gui.parts.running_field import RunningField

LINE = 24
INDENT = 2


class _Prose(Typing, QTextEdit):
    entered = Signal()

    def __init__(self, field: ProseField) -> None:
        super().__init__(field)
        self.field: ProseField = field
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self.grow())

    def put(self, text: str, indent: int) -> None:
        """Show a text with its paragraphs indented by so many characters."""
        self.document().setUndoRedoEnabled(False)
        self.setPlainText(text)
        form = QTextBlockFormat()
        form.setTextIndent(self.fontMetrics().horizontalAdvance("文") * indent)
        form.setLineHeight(LINE, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setBlockFormat(form)
        self.document().setUndoRedoEnabled(True)

    def grow(self) -> None:
        """Be as high as the text."""
        height = max(math.ceil(self.document().size().height()), LINE)
        if height != self.height():
            self.setFixedHeight(height)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(source.text())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def sizeHint(self) -> QSize:
        return QSize(400, self.height())


class ProseField(RunningField):
    """A section's text; `focused` is told when the keyboard comes into it."""

    focused = Signal()

    def __init__(self, *, indent: int = INDENT) -> None:
        super().__init__()
        self._indent = indent
        self.edit: _Prose = _Prose(self)
        self.edit.setFont(typeface.font())
        self.edit.entered.connect(self.focused)
        self.hold_text()

    def put(self, text: str) -> None:
        self.edit.put(text, self._indent)

    def mark(self, spans: Sequence[tuple[int, int]]) -> None:
        """Lay stretches of the text on tint: figures that no longer agree with the records."""
        selections = []
        for start, end in spans:
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.edit.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor  # type: ignore[attr-defined]
            selection.format.setBackground(tone("rail_on"))  # type: ignore[attr-defined]
            selections.append(selection)
        self.edit.setExtraSelections(selections)
