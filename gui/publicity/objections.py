"""The objections to a publicity as rows one types into: who objected when to what, and how it was handled.

The last row is always empty; what is typed into it is the next objection. Alt+↑ ↓ move a row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.parts.buttons import IconButton
from gui.parts.date_field import DateField
from gui.parts.field import Field
from gui.parts.fields import LineField, TextField
from gui.parts.keys import bind
from gui.parts.labels import Meta, Rule, SectionHead
from gui.session import Session
from models.actions.publicity import remove_objections, save_objections
from models.domain.closure import ClosureId
from models.domain.finding import Finding
from models.domain.ordering import place_behind
from models.domain.publicity import Objection, ObjectionId, Publicity, PublicityId
from models.workspace import new_id

# Name, title and width in pixels; 0 shares what is left.
COLUMNS = (
    ("raised_on", "提出日期", 104), ("person", "提出人", 88), ("contact", "联系方式", 124), ("content", "异议内容", 0),
    ("handling", "处理情况", 0), ("handled_on", "处理日期", 104),
)
_BIN = 38


class ObjectionsBlock(QWidget):
    """The objections to one publicity."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.publicity = Publicity(id=PublicityId(""), closure_id=ClosureId(""))
        self.rows: list[ObjectionRow] = []
        self._count = Meta("没有异议的，不用填")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(10)
        for widget in (SectionHead("异议"), self._count):
            head.addWidget(widget)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(_titles())
        column.addWidget(Rule("line_strong"))
        column.addLayout(self._rows)

    def show_publicity(
        self, publicity: Publicity, objections: Sequence[Objection], findings: Sequence[Finding]
    ) -> None:
        """Show the objections as they are saved, and under each what is wrong with it."""
        if publicity.id != self.publicity.id:
            self._drop(self.rows)
        self.publicity = publicity
        known = {item.id for item in objections}
        self._drop([row for row in self.rows if row.objection.id not in known and not row.is_new])
        by_id = {row.objection.id: row for row in self.rows}
        rows = [by_id.get(item.id) or self._row(item) for item in objections]
        for row, item in zip(rows, objections, strict=True):
            row.show_objection(item, is_new=False)
            row.show_findings([found for found in findings if found.target and found.target.id == item.id])
        new = next((row for row in self.rows if row.is_new and row not in rows), None) or self._row(self._next())
        new.show_objection(replace(new.objection, position=place_behind(objections)), is_new=True)
        self.rows = [*rows, new]
        self._lay()
        self._count.setText(f"{len(rows)} 条　Alt+↑ ↓ 换位置" if rows else "没有异议的，不用填")

    def row_of(self, objection_id: str) -> ObjectionRow | None:
        """Return the row of an objection, None where it is gone."""
        return next((row for row in self.rows if row.objection.id == objection_id), None)

    def move(self, row: ObjectionRow, by: int) -> None:
        """Exchange a row with the one above (-1) or below (1)."""
        saved = [item for item in self.rows if not item.is_new]
        place = saved.index(row) + by if row in saved else -1
        if not 0 <= place < len(saved):
            return
        mine, theirs = row.objection, saved[place].objection
        pair = (replace(mine, position=theirs.position), replace(theirs, position=mine.position))
        self.session.apply(lambda ws: save_objections(ws, publicity=self.publicity, objections=pair), source=row)

    # Own steps

    def _next(self) -> Objection:
        return Objection(id=ObjectionId(new_id()), publicity_id=self.publicity.id)

    def _row(self, objection: Objection) -> ObjectionRow:
        row = ObjectionRow(self.session, objection, self._save, self._year_of)
        row.removed.connect(lambda: self._remove(row))
        row.moved.connect(lambda by: self.move(row, by))
        return row

    def _year_of(self) -> date:
        # 10.9 under a publicity of last autumn is a day of that autumn.
        start = self.publicity.starts_on
        return start.first_day if start is not None else self.session.today()

    def _save(self, objection: Objection, field: Field) -> None:
        self.session.apply(
            lambda ws: save_objections(ws, publicity=self.publicity, objections=(objection,)), source=field)

    def _remove(self, row: ObjectionRow) -> None:
        self.session.apply(lambda ws: remove_objections(ws, objection_ids=[row.objection.id]), source=row)

    def _drop(self, rows: Sequence[ObjectionRow]) -> None:
        gone = list(rows)
        self.rows = [row for row in self.rows if row not in gone]
        for row in gone:
            self._rows.removeWidget(row)
            row.deleteLater()

    def _lay(self) -> None:
        if [self._rows.itemAt(place).widget() for place in range(self._rows.count())] == self.rows:
            return
        for row in self.rows:
            self._rows.removeWidget(row)
        for row in self.rows:
            self._rows.addWidget(row)


class ObjectionRow(QWidget):
    """One objection; saved cell by cell. `is_new` until its first cell is; `on` gives a day without a year its own."""

    removed = Signal()
    moved = Signal(int)

    def __init__(
        self, session: Session, objection: Objection, save: Callable[[Objection, Field], None], on: Callable[[], date]
    ) -> None:
        super().__init__()
        self.objection = objection
        self.is_new = True
        holidays = session.holidays
        self.fields: dict[str, Field] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for name, title, width in COLUMNS:
            if name.endswith("_on"):
                field: Field = DateField(today=on, holidays=holidays, reading=False, width=width)
            else:
                field = LineField(width=width) if width else TextField(lines=(1, 8))
            field.editor.setAccessibleName(title)
            self.fields[name] = field
            field.saved.connect(lambda value, name=name, field=field: save(
                replace(self.objection, **{name: value}), field))
            row.addWidget(field, 0 if width else 1, Qt.AlignmentFlag.AlignTop)
            if width:
                field.setFixedWidth(width)
        self.bin = IconButton("trash", "删除这条异议", colour="meta")
        row.addWidget(self.bin, 0, Qt.AlignmentFlag.AlignTop)
        # Keeps the columns where they are while there is nothing to delete.
        policy = self.bin.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.bin.setSizePolicy(policy)
        self.bin.clicked.connect(self.removed)
        bind(self, ("Alt+Up", lambda: self.moved.emit(-1)), ("Alt+Down", lambda: self.moved.emit(1)))

    def show_objection(self, objection: Objection, *, is_new: bool) -> None:
        """Show what the records say; unsaved typing stays."""
        self.objection, self.is_new = objection, is_new
        self.bin.setVisible(not is_new)
        for name, field in self.fields.items():
            field.refill(getattr(objection, name))

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Say under a cell what is wrong with it."""
        told = {item.target.field: item.text for item in findings if item.target}
        for name, field in self.fields.items():
            if not field.is_unsaved() and not field.problem():
                field.show_note(told.get(name, ""))


def _titles() -> QWidget:
    head = QWidget()
    row = QHBoxLayout(head)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for _, title, width in COLUMNS:
        words = Meta(title)
        if width:
            words.setFixedWidth(width)
        row.addWidget(words, 0 if width else 1)
    row.addSpacing(_BIN)
    return head
