"""The attachments of a form: title and table of each, most often the signature table with its columns."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.forms.columns import Columns
from gui.forms.part import Part
from gui.parts.buttons import IconButton, LinkButton
from gui.parts.fields import LineField
from gui.parts.labels import Meta, SectionHead
from models.domain import form_changes as changes
from models.domain.form import FormDefinition, ListTable


class Attachments(QWidget):
    """One block an attachment; `wanted(change)` for what a button asks for."""

    added = Signal(object)
    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[_Block] = []
        self.add = LinkButton("加一个附件", icon="plus")
        self.none = Meta("没有附件。")
        head = QHBoxLayout()
        head.addWidget(SectionHead("附件"))
        head.addStretch(1)
        head.addWidget(self.add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addLayout(head)
        self._column.addWidget(self.none)
        self.add.clicked.connect(lambda: self.wanted.emit(changes.add_attachment))

    def parts(self) -> list[Part]:
        """Return the fields that can be seen."""
        return [part for block in self.blocks if not block.isHidden() for part in block.parts()]

    def show_form(self, form: FormDefinition, *, fresh: bool, editable: bool) -> None:
        """Show the attachments of a form."""
        for place in range(len(form.attachments)):
            self.block(place)
        self.none.setVisible(not form.attachments)
        self.add.setVisible(editable)
        for place, block in enumerate(self.blocks):
            block.setVisible(place < len(form.attachments))
            if place < len(form.attachments):
                block.show_form(form, fresh=fresh, editable=editable)

    def block(self, place: int) -> _Block:
        """Return the block of the attachment at a place; a new one is hidden."""
        while len(self.blocks) <= place:
            self._add_block()
            self.blocks[-1].hide()
        return self.blocks[place]

    def _add_block(self) -> None:
        block = _Block(len(self.blocks))
        self.blocks.append(block)
        self._column.addWidget(block)
        block.columns.added.connect(self.added)
        block.columns.wanted.connect(self.wanted)
        block.remove.clicked.connect(partial(self._remove, block.place))
        self.added.emit(block.title_part)

    def _remove(self, place: int) -> None:
        self.wanted.emit(lambda form: replace(form, attachments=changes.without(form.attachments, place)))


class _Block(QWidget):
    """One attachment."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place
        self.title = LineField("附件标题", required=True)
        self.remove = IconButton("trash", "去掉这个附件")
        self.columns = Columns(f"attachment/{place}", self._table, self._put_table)
        self.title_part = Part(
            way=f"attachment/{place}/title", name="附件标题", field=self.title,
            get=lambda form: form.attachments[place].title,
            put=lambda form, title: changes.with_attachment(
                form, place, replace(form.attachments[place], title=title)))
        line = QHBoxLayout()
        line.addWidget(self.title, 1)
        line.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 0, 8)
        column.setSpacing(10)
        column.addLayout(line)
        column.addWidget(self.columns)

    def parts(self) -> list[Part]:
        """Return the fields of the attachment."""
        return [self.title_part, *self.columns.parts()]

    def show_form(self, form: FormDefinition, *, fresh: bool, editable: bool) -> None:
        """Show the attachment as the form has it."""
        self.columns.show_table(form, fresh=fresh, editable=editable)
        self.remove.setVisible(editable)
        for part in self.parts():
            part.show(form, fresh=fresh)
            part.field.setEnabled(editable)

    def _table(self, form: FormDefinition) -> ListTable | None:
        return form.attachments[self.place].table if self.place < len(form.attachments) else None

    def _put_table(self, form: FormDefinition, table: ListTable) -> FormDefinition:
        return changes.with_attachment(form, self.place, replace(form.attachments[self.place], table=table))
