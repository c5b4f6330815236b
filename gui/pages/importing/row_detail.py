"""The chosen row at the right: of a changed task each field as it is and as the file has it, of a new one all of it.

The words that differ lie on tint, the place in the file stands at the right. The choice is between the two texts
themselves: 保留 what we have, 采用 what the file says.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from gui.pages.importing.deciding import REFUSED, Deciding
from gui.pages.importing.words import SHORT, SIGNS, level_sign, name_of, said
from gui.parts.buttons import LinkButton
from gui.parts.cells import EDGE
from gui.parts.fields import Tick
from gui.parts.labels import BlockName, Hint, Meta, Rule, SectionHead, Words
from gui.parts.paragraph import LINE, Paragraph
from gui.parts.signs import SignLabel
from gui.parts.steady import SteadyArea
from models.domain.drafts.comparison import FieldChange, RowComparison, RowState
from models.domain.drafts.draft import DraftMeasure, DraftTask
from models.domain.drafts.fields import SourceField
from models.domain.merging import difference

LEFT = 16
# How many fields are shown at once; a task of forty measures has the rest behind a link.
SHOWN = 30
LINES = 8
NAME_LINES = 2
ALL_LINES = 400
# Texts that have less than this in common are two texts; their marks would tell nothing.
ALIKE = 0.4


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
        for finding in row.findings:
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


def facts_of(task: DraftTask) -> list[tuple[str, str, str]]:
    """Return label, text and place of everything a task of the file says."""
    told: list[tuple[str, str, str]] = []

    def add(field: SourceField, text: str) -> None:
        if text:
            told.append((field.label, text, task.places.get(field.value, "")))

    add(SourceField.PROBLEM, task.problem if task.title else "")
    add(SourceField.GOAL, task.goal)
    add(SourceField.DEADLINE, task.deadline_text)
    for role, names in task.units.items():
        add(SourceField(role.value), "、".join(names))
    add(SourceField.MEASURES, "\n".join(map(measure_words, task.measures)))
    add(SourceField.IMPLEMENTATION, task.implementation)
    add(SourceField.STATUS, task.status.label if task.status else "")
    for field, text in ((SourceField.LEADER, task.leader), (SourceField.RESPONSIBLE_PERSON, task.responsible_person),
                        (SourceField.LIAISON, task.liaison), (SourceField.NOTE, task.note)):
        add(field, text)
    add(SourceField.EXTERNAL_NUMBER, "、".join(scheme + number for scheme, number in task.external_numbers))
    return told


def measure_words(measure: DraftMeasure) -> str:
    """Return a measure on one line, with its own units and date behind it."""
    own = "；".join(part for part in ("、".join(measure.units), measure.deadline_text) if part)
    number = f"{measure.number}. " if measure.number.isdecimal() else measure.number
    return f"{number}{measure.text}" + (f"（{own}）" if own else "")


def fact(told: tuple[str, str, str]) -> QWidget:
    """Return a label with its place over a text."""
    label, text, place = told
    head = QHBoxLayout()
    head.addWidget(SectionHead(label))
    head.addStretch(1)
    head.addWidget(Hint(place))
    shown = QWidget()
    column = QVBoxLayout(shown)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addLayout(head)
    words = Paragraph(text, most=LINES)
    words.clicked.connect(lambda: words.show_lines(ALL_LINES))
    column.addWidget(words)
    return shown
