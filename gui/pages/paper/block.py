"""One section in the middle of the page: its head, its text, and both texts where the records have changed since.

The block that is being edited has a ring and 恢复自动生成 at its head; the others are read like a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exporters.forms.sections import SectionState, SectionText
from gui.pages.paper.table import LEADS, SectionTable
from gui.pages.paper.words import SIGNS
from gui.parts.buttons import LinkButton
from gui.parts.labels import Meta, SectionHead
from gui.parts.palette import tone
from gui.parts.paragraph import Paragraph
from gui.parts.prose_field import ProseField
from gui.parts.signs import SignLabel
from models.domain.levels import read_level
from models.domain.merging import difference

LONGEST_GONE = 12
_FLUSH = ("title", "addressee", "attachment_note", "sign_off")
_MARKS = "，。；、："
_ENDS = "。；;，"
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


class SectionBlock(QWidget):
    """The head and text of one section."""

    chosen = Signal(str)
    saved = Signal(str, str)
    restored = Signal(str)
    kept = Signal(str)
    merging = Signal(str)
    led = Signal(str)

    def __init__(self, section: SectionText) -> None:
        super().__init__()
        self.key = section.key
        self.section = section
        self._is_chosen = self._is_frozen = False
        self._head = SectionHead()
        self._state = SignLabel()
        self._auto = Meta("自动")
        # A paper has many sections, and few of them need these.
        self.restore: LinkButton | None = None
        self.changed: _Changed | None = None
        self.lead: LinkButton | None = None
        self.field = ProseField(indent=0 if section.key in _FLUSH else 2)
        self.field.edit.setReadOnly(not section.is_editable)
        self.table = SectionTable(section.table) if section.table is not None else None
        self.field.edit.setAccessibleName(section.name)
        self._build()
        self._connect()
        self.field.fill(_shown(section))
        self.show_section(section)

    def _build(self) -> None:
        self.head_row = head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._head)
        head.addStretch(1)
        for widget in (self._state, self._auto):
            head.addWidget(widget)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 10)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.field)
        if self.table is not None:
            words, icon = LEADS[self.table.declared.rows]
            self.lead = LinkButton(words, icon=icon)
            self.lead.clicked.connect(lambda: self.led.emit(self.key))
            head.insertWidget(head.indexOf(self._state), self.lead)
            column.addWidget(self.table)
        self.field.setVisible(self.table is None)
        self.setAccessibleName(self.section.name)

    def _connect(self) -> None:
        self.field.focused.connect(lambda: self.chosen.emit(self.key))
        self.field.saved.connect(lambda text: self.saved.emit(self.key, str(text)))

    def show_section(self, section: SectionText) -> None:
        """Show the section as it stands; unsaved typing stays."""
        self.section = section
        self._head.setText(section.heading)
        self.field.refill(_shown(section))
        if self.table is not None:
            self.table.show_rows(section.lines)
        self._show_changed()
        self._show_head()

    def freeze(self, is_frozen: bool) -> None:
        """Let the section only be read, because it is signed; or be edited again."""
        if is_frozen != self._is_frozen:
            self._is_frozen = is_frozen
            self.field.edit.setReadOnly(is_frozen or not self.section.is_editable)
            self._show_head()

    def take_keyboard(self) -> None:
        """Give the keyboard to the text; of a table, which is not typed in, to the way where it is made."""
        taker = self.lead or self.field
        taker.setFocus(Qt.FocusReason.OtherFocusReason)

    def mark_figures(self, spans: Sequence[tuple[int, int]]) -> None:
        """Lay figures on tint that no longer agree with the records."""
        self.field.mark(spans)

    def is_chosen(self) -> bool:
        """Return whether the block is framed."""
        return self._is_chosen

    def set_chosen(self, is_chosen: bool) -> None:
        """Frame the block, or no longer."""
        if is_chosen != self._is_chosen:
            self._is_chosen = is_chosen
            self._show_head()
            self.update()

    def _show_changed(self) -> None:
        """Show what the records give now where a person's text came from something else."""
        is_changed = self.section.state is SectionState.CHANGED
        if self.changed is None and is_changed:
            self.changed = _Changed()
            self.changed.keep.clicked.connect(lambda: self.kept.emit(self.key))
            self.changed.take.clicked.connect(lambda: self.restored.emit(self.key))
            self.changed.merge.clicked.connect(lambda: self.merging.emit(self.key))
            self._column.insertWidget(self._column.indexOf(self.field) + 1, self.changed)
        if self.changed is not None:
            self.changed.setVisible(is_changed)
        if self.changed is not None and is_changed:
            self.changed.show_text(self.section.generated, self.section.edited_from)

    def _show_head(self) -> None:
        section = self.section
        can_restore = section.is_edited and self._is_chosen and not self._is_frozen
        if self.restore is None and can_restore:
            self.restore = LinkButton("恢复自动生成", icon="refresh")
            self.restore.clicked.connect(lambda: self.restored.emit(self.key))
            self.head_row.insertWidget(self.head_row.indexOf(self._state), self.restore)
        if self.restore is not None:
            self.restore.setVisible(can_restore)
        if self.lead is not None:
            self.lead.setVisible(not self._is_frozen)
        sign = SIGNS[section.state]
        self._state.set_value(None if can_restore and section.state is SectionState.EDITED else sign)
        self._auto.setVisible(sign is None and section.is_editable and not self._is_frozen)

    # Qt

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self.table is None:
            self.field.setFocus(Qt.FocusReason.MouseFocusReason)
        else:
            self.chosen.emit(self.key)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._is_chosen:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(tone("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
            painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()


class _Changed(QWidget):
    """What the records give now, below a person's text that came from something else, and what may be done about it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.keep = LinkButton("保留我的文字")
        self.take = LinkButton("采用记录的文字")
        self.merge = LinkButton("合并")
        self._text = Paragraph(tone="ink_2")
        self._said = Meta()
        self._said.setWordWrap(True)
        answers = QHBoxLayout()
        answers.setSpacing(16)
        for link in (self.keep, self.take, self.merge):
            answers.addWidget(link)
        answers.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 4)
        column.setSpacing(2)
        column.addWidget(self._said)
        column.addWidget(self._text)
        column.addLayout(answers)

    def show_text(self, text: str, before: str) -> None:
        """Show what the records give now, what is new against `before` on tint, what is gone in the head."""
        found = difference(before, text)
        gone = found.removed[0].strip() if found.removed and not found.added else ""
        gone = gone.strip(_MARKS) or gone
        gone = gone if len(gone) <= LONGEST_GONE else gone[: LONGEST_GONE - 1] + "…"
        self._said.setText(f"记录已变，删去了“{gone}”，现在会写成：" if gone else "记录已变，现在会写成：")
        self._text.set_text(text)
        self._text.mark(found.added)

    def text(self) -> str:
        """Return what the records give now."""
        return self._text.text()

    def said(self) -> str:
        """Return the words above it."""
        return self._said.text()

    def marked(self) -> Sequence[tuple[int, int]]:
        """Return where it says what it did not say before."""
        return self._text.marked()


def _shown(section: SectionText) -> str:
    return section.text if section.is_editable else "　".join(section.text.split("\t"))


def stale_spans(text: str, stated: str, drafted: str) -> list[tuple[int, int]]:
    """Return where the figures of a statement stand in a text that the records no longer give.

    Line by line, without the marks of lists, which stand a level lower on the paper, and without the last mark, which
    becomes another one where statements run on (一是…；二是…).
    """
    lines = [read_level(line).text.strip().rstrip(_ENDS) for line in stated.split("\n")]
    return [span for line in lines for span in _stale_in_line(text, line, drafted)]


def _stale_in_line(text: str, stated: str, drafted: str) -> Iterator[tuple[int, int]]:
    start = text.find(stated)
    if start < 0 or not stated:
        return
    for match in _NUMBER.finditer(stated):
        if _is_stale(match, stated, drafted):
            yield start + match.start(), start + match.end()


def _is_stale(match: re.Match[str], stated: str, drafted: str) -> bool:
    """Return whether the records give another number at the same words, or this number nowhere."""
    before, after = stated[max(0, match.start() - 2) : match.start()], stated[match.end() : match.end() + 1]
    around = re.compile(rf"{re.escape(before)}(\d+(?:\.\d+)?){re.escape(after)}")
    given = around.findall(drafted)
    return match.group() not in given if given else match.group() not in _NUMBER.findall(drafted)
