"""The sites and sub-problems of a task: one line each, typed in place; the empty line at the end makes a new one."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.parts.buttons import IconButton
from gui.parts.draft_fields import DraftLine
from gui.parts.field import Field
from gui.parts.fields import ComboField, LineField
from gui.parts.labels import Meta
from gui.session import Session
from models.actions.tasks import remove_sub_item, save_sub_item
from models.domain.ordering import place_behind
from models.domain.plan import SubItem, SubItemId, SubItemKind, TaskId
from models.workspace import new_id

_KINDS = [(kind, kind.label) for kind in SubItemKind]


class SubItems(QWidget):
    """The lines of one task."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.task_id: TaskId | None = None
        self.rows: list[_Row] = []
        self.kind = ComboField(choices=_KINDS)
        self.kind.fill(SubItemKind.SITE)
        self.kind.setFixedWidth(96)
        self.name = DraftLine(placeholder="点位或子问题的名称，回车新增")
        self.name.entered.connect(self._add)
        new = QHBoxLayout()
        new.setSpacing(8)
        new.addWidget(self.kind)
        new.addWidget(self.name, 1)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Meta("点位与子问题"))
        column.addLayout(self._rows)
        column.addLayout(new)

    def show_task(self, task_id: TaskId, *, fresh: bool) -> None:
        """Show the lines of a task; `fresh` forgets the typing on another."""
        self.task_id = task_id
        items = self.session.workspace.find(SubItem, task_id=task_id)
        while len(self.rows) < len(items):
            row = _Row(self.session)
            row.removed.connect(self._remove)
            self.rows.append(row)
            self._rows.addWidget(row)
        for place, row in enumerate(self.rows):
            row.setVisible(place < len(items))
            row.show_item(items[place] if place < len(items) else None, fresh=fresh)

    def _add(self) -> None:
        task_id, name = self.task_id, self.name.text().strip()
        if task_id is None or not name:
            return
        standing = self.session.workspace.find(SubItem, task_id=task_id)
        item = SubItem(
            id=SubItemId(new_id()), task_id=task_id, kind=SubItemKind(str(self.kind.read())), name=name,
            position=place_behind(standing),
        )
        if self.session.apply(lambda ws: save_sub_item(ws, item=item), source=self.name) is not None:
            self.name.fill("")

    def _remove(self, item_id: str) -> None:
        self.session.apply(lambda ws: remove_sub_item(ws, item_id=SubItemId(item_id)))


class _Row(QWidget):
    removed = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._item: SubItem | None = None
        self.kind = ComboField(choices=_KINDS)
        self.kind.setFixedWidth(96)
        self.number = LineField(placeholder="编号", width=80)
        self.name = LineField(placeholder="名称")
        self.text = LineField(placeholder="说明")
        remove = IconButton("close", "删除这一行")
        remove.clicked.connect(lambda: self.removed.emit(self._item.id) if self._item else None)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget, stretch in ((self.kind, 0), (self.number, 0), (self.name, 1), (self.text, 2), (remove, 0)):
            row.addWidget(widget, stretch, Qt.AlignmentFlag.AlignTop)
        for name in ("kind", "number", "name", "text"):
            field: Field = getattr(self, name)
            field.saved.connect(lambda value, name=name, field=field: self._save(field, **{name: value}))

    def show_item(self, item: SubItem | None, *, fresh: bool) -> None:
        """Show an item; another one than before forgets the typing."""
        fresh = fresh or item is None or self._item is None or item.id != self._item.id
        self._item = item
        for name in ("kind", "number", "name", "text"):
            field: Field = getattr(self, name)
            (field.fill if fresh else field.refill)(getattr(item, name) if item else "")

    def _save(self, field: Field, **values: object) -> None:
        item = self._item
        if item is not None:
            self.session.apply(
                lambda ws: save_sub_item(ws, item=replace(ws.need(SubItem, item.id), **values), step=field.sitting),
                source=field,
            )
