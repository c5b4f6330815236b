"""The heads of a form: their list, in which one is chosen, moved, added and dropped, and the fields of the chosen one.

In the list ↑ ↓ choose, Alt+↑ ↓ move, Delete drops, Enter goes to the fields. Nothing asks: all of it can be undone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.forms.columns import Columns
from gui.forms.part import Part
from gui.parts.buttons import IconButton, LinkButton
from gui.parts.cells import Muted
from gui.parts.fields import ComboField, LineField, TextField, TickField
from gui.parts.form import Form
from gui.parts.keys import bind
from gui.parts.labels import SectionHead
from gui.parts.signs import Shape, Sign
from gui.parts.tables import Column, PageModel, Table
from models.domain import form_changes as changes
from models.domain.closure import AcceptanceResult
from models.domain.form import ContentKind, FormDefinition, Head, ListTable, Numbering
from models.domain.ordering import moved

_COLUMNS = (
    Column(key="number", title="", width=30, pad=4, sortable=False),
    Column(key="text", title="标题", width=150, grows=True, sortable=False, pad=4),
    Column(key="content", title="内容", width=104, sortable=False, pad=4),
    Column(key="sign", title="", width=28, sortable=False, pad=4),
)
_FAULTY = Sign(Shape.TRIANGLE, "", "ink")
NUMBERINGS = [(item, item.label) for item in Numbering]
_HINTS = {
    ContentKind.WORDS: "要印的话，可插入空位；[ ] 里的空位没有内容时，整个括号不印",
    ContentKind.EACH_MEASURE: "每条措施印什么",
}


class Heads(QWidget):
    """List and fields; `wanted(change)` for what a button or key asks for, `chosen(section)` for the reading view.

    `kept` are the sections somebody has rewritten in a paper: a new head is none of them.
    """

    added = Signal(object)
    wanted = Signal(object)
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.place = 0
        self.form: FormDefinition | None = None
        self.kept: Collection[str] = ()
        self._editable = False
        self._rows: Sequence[tuple[object, ...]] = ()
        self.model = PageModel(
            _COLUMNS, lambda *_: range(len(self._rows)), lambda ids: [self._rows[row] for row in ids])
        self.table = Table(self.model, whole=True, head=False, insets=(12, 8), empty="还没有部分。")
        self.table.setAccessibleName("各部分")
        self.add = LinkButton("加一个部分", icon="plus")
        self.up, self.down = IconButton("move-up", "上移", shortcut=""), IconButton("move-down", "下移")
        self.drop = IconButton("trash", "去掉这个部分")
        self._make_fields()
        self.columns = Columns("head/0", self._table, self._put_table)
        self._parts = self._make_parts()
        self.inside = QWidget()
        self._build()
        self._connect()

    def _make_fields(self) -> None:
        self.text = LineField("部分的标题", required=True)
        self.short = LineField("简称", placeholder="左边列表里的名称")
        self.content = ComboField("印什么", [(item, item.label) for item in ContentKind])
        self.numbering = ComboField("各条编号", NUMBERINGS)
        self.words = TextField("文字", lines=(2, 10))
        self.inline = TickField("只有一段时，文字接在标题后面")
        self.results = {item: TextField(f"验收结果“{item.label}”时写", lines=(1, 6)) for item in AcceptanceResult}

    def _make_parts(self) -> list[Part]:
        parts = [self._part(name, field) for name, field in (
            ("text", self.text), ("short", self.short), ("numbering", self.numbering), ("words", self.words),
            ("inline", self.inline))]
        parts[0].takes_slots = parts[3].takes_slots = True
        parts.append(Part(
            way="content", name="印什么", field=self.content, get=lambda form: self._head(form).content,
            put=lambda form, value: changes.with_content(form, self.place, ContentKind(value), self.kept)))
        for result, field in self.results.items():
            parts.append(Part(
                way=f"results/{result}", name=f"结论（{result.label}）", field=field, takes_slots=True,
                get=lambda form, result=result: dict(self._head(form).results).get(result, ""),
                put=lambda form, value, result=result: self._with_result(form, result, value)))
        return parts

    def _part(self, name: str, field: Any) -> Part:
        return Part(
            way=name, name="文字", field=field, get=lambda form: getattr(self._head(form), name),
            put=lambda form, value: changes.with_head(form, self.place, replace(self._head(form), **{name: value})))

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(SectionHead("各部分"))
        head.addStretch(1)
        for widget in (self.add, self.up, self.down, self.drop):
            head.addWidget(widget)
        form = Form()
        for field, span in ((self.text, 0), (self.short, 0), (self.content, 1), (self.numbering, 1), (self.words, 0),
                            (self.inline, 0)):
            form.add(field, span)
        for field in self.results.values():
            form.add(field, 0)
        inside = QVBoxLayout(self.inside)
        inside.setContentsMargins(16, 10, 0, 0)
        inside.setSpacing(16)
        inside.addWidget(form)
        inside.addWidget(self.columns)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.table)
        column.addWidget(self.inside)

    def _connect(self) -> None:
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _: self.text.setFocus(Qt.FocusReason.OtherFocusReason))
        self.add.clicked.connect(self._add)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.drop.clicked.connect(self._drop)
        self.columns.added.connect(self.added)
        self.columns.wanted.connect(self.wanted)
        bind(self.table, ("Alt+Up", lambda: self._move(-1)), ("Alt+Down", lambda: self._move(1)), ("Del", self._drop))

    # What the editor uses

    def parts(self) -> list[Part]:
        """Return the fields of the chosen head, each with the way to it."""
        if self.form is None or not self.form.heads:
            return []
        return [*self._parts, *(self.columns.parts() if self._table(self.form) is not None else ())]

    def way_of(self, part: Part) -> str:
        """Return the whole way to a field of the chosen head."""
        return f"head/{self.place}/{part.way.removeprefix('head/0/')}"

    def show_form(self, form: FormDefinition, *, fresh: bool, editable: bool, faulty: set[int]) -> None:
        """Show the heads of a form; `faulty` are the places with a mark."""
        self.form, self._editable = form, editable
        self.place = 0 if fresh else max(0, min(self.place, len(form.heads) - 1))
        rows = [(Muted(str(place + 1)), head.name, Muted(head.content.label), _FAULTY if place in faulty else "")
                for place, head in enumerate(form.heads)]
        if rows != self._rows or fresh:
            self._rows = rows
            self.model.load()
        self.table.choose(self.place)
        for button in (self.add, self.up, self.down, self.drop):
            button.setVisible(editable)
        self._show_head(fresh)

    def choose(self, place: int) -> None:
        """Choose a head."""
        self.table.choose(place)

    def _show_head(self, fresh: bool) -> None:
        form = self.form
        self.inside.setVisible(form is not None and bool(form.heads))
        if form is None or not form.heads:
            return
        head = form.heads[self.place]
        by_measure, families = head.content.is_by_measure, head.content.item_families
        has_words = bool(families) or head.content is ContentKind.WORDS or bool(head.words)
        self.words.setVisible(has_words)
        self.words.edit.setPlaceholderText(head.content.item_words or _HINTS.get(head.content, ""))
        each = "每张照片下印的话" if head.content is ContentKind.PHOTO_PAIRS else "每条措施印的话"
        self.words.caption.setText(f"{each}，不写就印括号里的" if head.content.item_words else "文字")
        self._parts[3].families = families
        self.numbering.setVisible(by_measure)
        for field in self.results.values():
            field.setVisible(head.content is ContentKind.CONCLUSION)
        self.inline.setVisible(not head.content.is_recorded)
        self.columns.show_table(form, fresh=fresh, editable=self._editable)
        for part in self.parts():
            part.show(form, fresh=fresh)
            part.field.setEnabled(self._editable)
        self.up.setEnabled(self.place > 0)
        self.down.setEnabled(self.place < len(form.heads) - 1)

    # Own steps

    def _choose(self, place: object) -> None:
        if place is None or self.form is None or place == self.place:
            return
        for part in self.parts():
            part.field.commit(leaving=True)
        self.place = int(str(place))
        self._show_head(fresh=True)
        self.chosen.emit(self.form.heads[self.place].section)

    def _add(self) -> None:
        place = self.place + 1 if self.form is not None and self.form.heads else 0
        self._want(lambda form: changes.add_head(form, place, self.kept), place)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.text.edit.selectAll()

    def _move(self, by: int) -> None:
        form, place = self.form, self.place
        if form is not None and 0 <= place + by < len(form.heads):
            self._want(lambda form: replace(form, heads=moved(form.heads, place, by)), place + by)

    def _drop(self) -> None:
        form, place = self.form, self.place
        if form is not None and form.heads:
            self._want(lambda form: replace(form, heads=changes.without(form.heads, place)), place)

    def _want(self, change: Callable[[FormDefinition], FormDefinition], place: int) -> None:
        if not self._editable:
            return
        for part in self.parts():
            part.field.commit(leaving=True)
        # Where another head comes to stand, its fields are shown and not this one's typing.
        self.place = place
        self.wanted.emit(change)
        if self.form is not None:
            self.place = max(0, min(place, len(self.form.heads) - 1))
            self.table.choose(self.place)
            self._show_head(fresh=True)

    def _head(self, form: FormDefinition) -> Head:
        return form.heads[min(self.place, len(form.heads) - 1)]

    def _table(self, form: FormDefinition) -> ListTable | None:
        return self._head(form).table if form.heads else None

    def _put_table(self, form: FormDefinition, table: ListTable) -> FormDefinition:
        return changes.with_head(form, self.place, replace(self._head(form), table=table))

    def _with_result(self, form: FormDefinition, result: AcceptanceResult, text: str) -> FormDefinition:
        head = self._head(form)
        texts = dict(head.results) | {result: text}
        results = tuple((item, texts[item]) for item in AcceptanceResult if texts.get(item))
        return changes.with_head(form, self.place, replace(head, results=results))
