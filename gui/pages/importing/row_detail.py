"""The chosen row at the right: of a changed task each field as it is and as the file has it, of a new one all of it.

The words that differ lie on tint, the place in the file stands at the right. The choice is between the two texts
themselves: 保留 what we have, 采用 what the file says.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.pages.importing.deciding import REFUSED, Deciding
from gui.pages.importing.facts import fact, facts_of
from gui.pages.importing.field_choice import ALL_LINES, FieldChoice
from gui.pages.importing.words import SIGNS, level_sign, name_of, said
from gui.parts.buttons import LinkButton
from gui.parts.cells import EDGE
from gui.parts.fields import Tick
from gui.parts.labels import BlockName, Hint, Meta, Rule, Words
from gui.parts.paragraph import Paragraph
from gui.parts.signs import SignLabel
from gui.parts.steady import SteadyArea
from models.domain.drafts.comparison import FieldChange, RowComparison, RowState

LEFT = 16
# How many fields are shown at once; a task of forty measures has the rest behind a link.
SHOWN = 30
NAME_LINES = 2


class RowDetail(QWidget):
    """What the chosen row does; `taken(bool)` for the whole row, `picked(change, is_theirs)` for a field."""

    taken = Signal(bool)
    picked = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__()
        self._deciding = Deciding(())
        self._place: int | None = None
        self._shown: object = None
        self.fields: list[FieldChoice] = []
        self.number = BlockName()
        self.sign = SignLabel()
        self.name = Paragraph(most=NAME_LINES)
        self.name.clicked.connect(lambda: self.name.show_lines(ALL_LINES))
        self.where = Hint()
        self.tick = Tick("采用这一项")
        self.tick.clicked.connect(lambda is_taken: self.taken.emit(is_taken))
        self._build()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.number)
        head.addWidget(self.sign)
        head.addStretch(1)
        head.addWidget(self.tick)
        top = QVBoxLayout()
        top.setContentsMargins(LEFT, 4, EDGE, 8)
        top.setSpacing(2)
        top.addLayout(head)
        top.addWidget(self.name)
        top.addWidget(self.where)
        self.area = SteadyArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(Rule())
        column.addWidget(self.area, 1)

    # What the preview uses

    def show_row(self, deciding: Deciding, place: int | None) -> None:
        """Show a row, None for none."""
        self._deciding, self._place = deciding, place
        row = deciding.rows[place] if place is not None else None
        for part in (self.number, self.sign, self.name, self.where, self.tick):
            part.setVisible(row is not None)
        if row is not self._shown:
            self._shown = row
            self._fill(row)
            self.sign.set_value(SIGNS[deciding.kind(place)] if place is not None else None)
        self.refresh()

    def refresh(self) -> None:
        """Show the choices as they are now."""
        if self._place is None:
            return
        self.tick.setVisible(self._deciding.can_be_taken(self._place))
        self.tick.setChecked(self._deciding.is_taken(self._place))
        for field in self.fields:
            field.show_choice(self._deciding.side(self._place, field.change))

    def begin(self) -> None:
        """Give the keyboard to the first field that asks for an answer, else to the first, else to the tick."""
        waiting = [field for field in self.fields if not field.is_answered()]
        for field in (waiting or self.fields)[:1]:
            field.take_keyboard()
            self.area.ensureWidgetVisible(field, 0, 24)
            return
        if self.tick.isVisible():
            self.tick.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Own steps

    def _fill(self, row: RowComparison | None) -> None:
        self.fields = []
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(LEFT, 12, EDGE, 24)
        column.setSpacing(12)
        if row is not None:
            self._fill_head(row)
            for part in self._parts(row):
                column.addWidget(part)
        column.addStretch(1)
        self.area.setWidget(inside)

    def _fill_head(self, row: RowComparison) -> None:
        self.number.setText(row.task.number or "（没有编号）")
        self.name.show_lines(NAME_LINES)
        self.name.set_text(name_of(row.task))
        self.where.setText(row.task.place)

    def _parts(self, row: RowComparison) -> Iterator[QWidget]:
        if self._place in self._deciding.reasons:
            yield Complaint(f"{self._deciding.reasons[self._place]}。", SIGNS[REFUSED]._replace(words=""))
        else:
            for finding in self._deciding.notes.get(self._place, ()):
                yield Complaint(said(finding), level_sign(finding))
        if row.state is RowState.SAME:
            yield Meta("和记录相同，不会改变什么。")
        if row.changes and row.state is not RowState.NEW:
            yield from self._choices(row.changes[:SHOWN])
            if len(row.changes) > SHOWN:
                yield self._rest(row.changes[SHOWN:])
        else:
            yield from map(fact, facts_of(row.task))

    def _choices(self, changes: tuple[FieldChange, ...]) -> Iterator[FieldChoice]:
        for change in changes:
            field = FieldChoice(change)
            field.picked.connect(lambda is_theirs, change=change: self.picked.emit(change, is_theirs))
            self.fields.append(field)
            yield field

    def _rest(self, changes: tuple[FieldChange, ...]) -> QWidget:
        link = LinkButton(f"显示其余 {len(changes)} 处", icon="down")
        link.clicked.connect(lambda: self._show_rest(link, changes))
        return link

    def _show_rest(self, link: QWidget, changes: tuple[FieldChange, ...]) -> None:
        column = self.area.widget().layout()
        place = column.indexOf(link)
        column.removeWidget(link)
        link.deleteLater()
        for offset, field in enumerate(self._choices(changes)):
            column.insertWidget(place + offset, field)  # type: ignore[attr-defined]
        self.refresh()


class Complaint(QWidget):
    """A sign and a sentence over as many lines as it needs."""

    def __init__(self, words: str, sign: object) -> None:
        super().__init__()
        said = Words(words, tone="ink_2")
        said.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(SignLabel(sign), 0, Qt.AlignmentFlag.AlignTop)  # type: ignore[arg-type]
        row.addWidget(said, 1)
