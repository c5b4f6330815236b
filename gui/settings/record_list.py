"""A short list of records with a form beside it: units, persons, issuers.

The list is at the left, the chosen record's fields at the right; a field is saved when it is left. A new record begins
in an empty form and becomes one with its first saved field. Rows come straight from the workspace: these lists are
hundreds long, not thousands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui import ask
from gui.ahead import painting
from gui.parts.buttons import Button, LinkButton
from gui.parts.cells import EDGE
from gui.parts.field import Field
from gui.parts.filter_bar import FilterField
from gui.parts.form import Form
from gui.parts.labels import Rule
from gui.parts.page_model import Order
from gui.parts.tables import Column, PageModel, Table
from gui.session import Session
from models.workspace import Changes, Workspace

LIST_WIDTH = 480


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a list shows: its record class, columns, and how a record is begun, saved and removed."""

    cls: type[Any]
    table: str
    name: str
    columns: tuple[Column, ...]
    begin: Callable[[], Any]
    save: Callable[[Workspace, Any], Changes]
    remove: Callable[[Workspace, Any], Changes]
    empty: str


class RecordList(QWidget):
    """The list of one kind and the form of the chosen record."""

    def __init__(self, session: Session, kind: Kind, fields: Sequence[tuple[str, Field, int]]) -> None:
        super().__init__()
        self.session = session
        self.kind = kind
        self.record: Any = None
        self._is_begun = False
        self._fields = [(name, field) for name, field, _ in fields]
        self.model = PageModel(kind.columns, self._ids, self._rows)
        self.model.filter = ""
        self.table = Table(self.model, name=f"settings-{kind.table}", insets=(EDGE, 8), empty=kind.empty)
        self.filter = FilterField(width=264)
        self.new = Button(f"新建{kind.name}", icon="plus")
        self.remove = LinkButton(f"删除这{'个' if kind.name != '人员' else '名'}{kind.name}", icon="trash")
        self._build([(field, span) for _, field, span in fields])
        self._connect()

    # Build

    def _build(self, fields: Sequence[tuple[Field, int]]) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left())
        row.addWidget(Rule(upright=True))
        row.addWidget(self._right(fields), 1)

    def _left(self) -> QWidget:
        left = QWidget()
        left.setFixedWidth(LIST_WIDTH)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 12, 0, 0)
        bar = QHBoxLayout()
        bar.setContentsMargins(EDGE, 0, 12, 8)
        bar.addWidget(self.filter)
        bar.addStretch(1)
        bar.addWidget(self.new)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        return left

    def _right(self, fields: Sequence[tuple[Field, int]]) -> QWidget:
        form = Form()
        for field, span in fields:
            form.add(field, span)
        inside = QWidget()
        inside.setMaximumWidth(760)
        column = QVBoxLayout(inside)
        column.setContentsMargins(32, 16, EDGE, 16)
        column.setSpacing(16)
        column.addWidget(form)
        column.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(inside)
        return self._area

    def _connect(self) -> None:
        self.filter.leads_to(self.table)
        self.filter.filtered.connect(lambda words: self.model.load(words))
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _: self.edit())
        self.new.clicked.connect(self.begin)
        self.remove.clicked.connect(self._remove)
        for name, field in self._fields:
            field.saved.connect(lambda value, name=name, field=field: self._save(name, field, value))

    # What the page uses

    def refresh(self, changes: Changes | None) -> None:
        """Show the list as it is now; the chosen record stays chosen, a begun one stays in the form."""
        if changes is not None and not changes.touches(self.kind.table):
            return
        self.model.load()
        standing = self.session.workspace.get(self.kind.cls, self.record.id) if self.record else None
        if standing is None and self._is_begun:
            return
        self._show(standing or self._first(), again=standing is not None)
        if self.record is not None:
            self.table.choose(self.record.id)

    def rehearse(self) -> Iterator[None]:
        """Show the first record out of sight, part by part."""
        self.refresh(None)
        yield
        yield from painting(self)

    def begin(self) -> None:
        """Begin a new record in the empty form."""
        self.filter.empty()
        self.table.setCurrentIndex(QModelIndex())
        self.table.clearSelection()
        self._show(self.kind.begin(), begun=True)
        self._fields[0][1].setFocus(Qt.FocusReason.OtherFocusReason)

    def edit(self) -> None:
        """Give the keyboard to the form of the chosen record."""
        self._fields[0][1].setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Own steps

    def _show(self, record: Any, *, again: bool = False, begun: bool = False) -> None:
        self.record = record
        self._is_begun = begun
        self._area.widget().setVisible(record is not None)
        self.remove.setVisible(record is not None and not begun)
        for name, field in self._fields:
            field.setEnabled(record is not None)
            value = getattr(record, name) if record is not None else None
            if again:
                field.refill(value)
            else:
                field.fill(value)

    def _choose(self, row_id: object) -> None:
        if row_id is None or (self.record is not None and row_id == self.record.id):
            return
        record = self.session.workspace.get(self.kind.cls, str(row_id))
        if record is not None:
            self._show(record)

    def _save(self, name: str, field: Field, value: object) -> None:
        record = replace(self.record, **{name: value if value is not None else ""})
        first, naming = self._fields[0]
        if not str(getattr(record, first)).strip():
            # Until it has a name there is nothing to keep, and what has one keeps it.
            naming.show_problem("还没有填写，填了才会保存。")
            if self._is_begun:
                self.record = record
            return
        is_begun, self._is_begun = self._is_begun, False
        self.record = record
        if self.session.apply(lambda ws: self.kind.save(ws, record), source=field) is None:
            self._is_begun = is_begun
            return
        naming.show_problem(None)
        self.table.choose(record.id)

    def _remove(self) -> None:
        record = self.record
        name = str(getattr(record, self._fields[0][0]))
        if ask.confirm(self, f"删除{self.kind.name}", f"删除“{name}”？可以用“撤销”找回。", "删除"):
            self.session.apply(lambda ws: self.kind.remove(ws, record))

    def _first(self) -> Any:
        row_id = self.model.id_at(0)
        return self.session.workspace.get(self.kind.cls, row_id) if row_id is not None else None

    def _ids(self, order: Order | None, words: object) -> list[str]:
        records = self.session.workspace.find(self.kind.cls)
        wanted = str(words or "").strip()
        found = [item for item in records if not wanted or any(wanted in str(cell) for cell in self._cells(item))]
        if order is not None:
            found.sort(key=lambda item: str(getattr(item, order.key)), reverse=order.descending)
        return [item.id for item in found]

    def _rows(self, ids: Sequence[str]) -> list[tuple[object, ...]]:
        return [self._cells(self.session.workspace.need(self.kind.cls, row_id)) for row_id in ids]

    def _cells(self, record: Any) -> tuple[object, ...]:
        return tuple(getattr(record, column.key) for column in self.kind.columns)
