"""One field of a changed task, ours over theirs, what differs on tint: 保留 what we have, 采用 what the file says."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QRadioButton, QWidget

from gui.pages.importing.words import SHORT, SIGNS
from gui.parts.labels import Hint, SectionHead
from gui.parts.paragraph import LINE, Paragraph
from gui.parts.signs import SignLabel
from models.domain.drafts.comparison import FieldChange, RowState
from models.domain.merging import difference

LINES = 8
ALL_LINES = 400
# Texts that have less than this in common are two texts; their marks would tell nothing.
ALIKE = 0.4


class FieldChoice(QWidget):
    """One field of a changed task, ours over theirs; `picked(is_theirs)`."""

    picked = Signal(bool)

    def __init__(self, change: FieldChange) -> None:
        super().__init__()
        self.change = change
        self.keep, self.adopt = QRadioButton("保留"), QRadioButton("采用")
        self.ours, self.theirs = Paragraph(most=LINES), Paragraph(most=LINES)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.addLayout(self._head(), 0, 0, 1, 2)
        for line, radio, text, side in ((1, self.keep, self.ours, "现在的"), (2, self.adopt, self.theirs, "文件里的")):
            radio.setFixedHeight(LINE)
            radio.setAccessibleName(f"{change.label}：{radio.text()}{side}")
            grid.addWidget(radio, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, line, 1)
            radio.clicked.connect(lambda _, theirs=radio is self.adopt: self.picked.emit(theirs))
            text.clicked.connect(radio.click)
            text.clicked.connect(lambda text=text: text.show_lines(ALL_LINES))
            text.setCursor(Qt.CursorShape.PointingHandCursor)
        self._show_texts()

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(SectionHead(self.change.label))
        if self.change.is_conflict:
            head.addWidget(SignLabel(SIGNS[RowState.CONFLICT]._replace(words="两边不同")))
        head.addStretch(1)
        head.addWidget(Hint(self.change.place))
        return head

    def _show_texts(self) -> None:
        ours, theirs = self.change.ours, self.change.theirs
        self.ours.set_text(ours or "（空）", tone="ink_2" if ours else "meta")
        self.theirs.set_text(theirs or "（空）", tone="ink" if theirs else "meta")
        # Where one side is empty all of the other is new, and a mark would tell nothing.
        marks = difference(theirs, ours).added, difference(ours, theirs).added
        if ours and theirs and (_alike(ours, marks[0]) or len(ours) <= SHORT):
            self.ours.mark(marks[0])
            self.theirs.mark(marks[1])

    def is_answered(self) -> bool:
        """Return whether one of the two is chosen."""
        return self.keep.isChecked() or self.adopt.isChecked()

    def show_choice(self, is_theirs: bool | None) -> None:
        """Show which side is chosen, None for neither yet."""
        for radio, is_on in ((self.keep, is_theirs is False), (self.adopt, is_theirs is True)):
            radio.setAutoExclusive(False)
            radio.setChecked(is_on)
            radio.setAutoExclusive(True)

    def take_keyboard(self) -> None:
        """Give the keyboard to the side that is chosen, else to what we have."""
        (self.adopt if self.adopt.isChecked() else self.keep).setFocus(Qt.FocusReason.ShortcutFocusReason)


def _alike(text: str, marks: tuple[tuple[int, int], ...]) -> bool:
    """Return whether enough of a text is left unmarked for the marks to be read."""
    return 1 - sum(end - start for start, end in marks) / len(text) >= ALIKE
