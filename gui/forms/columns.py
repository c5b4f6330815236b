"""The columns of a table of a form: content, head, width in mm, whether neighbours merge; the sum of the widths below.

One line a column, typed in place; ↑ ↓ put it elsewhere, × takes it away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.forms.part import Part, WidthField
from gui.parts.buttons import IconButton, LinkButton
from gui.parts.fields import ComboField, LineField, TextField, TickField
from gui.parts.labels import Meta, Words
from models.domain import form_changes as changes
from models.domain.form import ColumnKind, FormDefinition, ListTable, TableColumn
from models.domain.ordering import moved
from models.domain.slots import RowSource
from models.form_files import AREA_WIDTH

GetTable = Callable[[FormDefinition], ListTable | None]
PutTable = Callable[[FormDefinition, ListTable], FormDefinition]
_WIDTHS = (("content", 132), ("width", 56), ("merges", 62))


class Columns(QWidget):
    """The rows and columns of one table; `added` tells of fields made, `wanted(change)` of what a button asks for."""

    added = Signal(object)
    wanted = Signal(object)

    def __init__(self, way: str, get: GetTable, put: PutTable) -> None:
        super().__init__()
        self.way, self._get, self._put = way, get, put
        self.rows = ComboField("表格的每一行", [(item, item.label) for item in RowSource])
        self.lines: list[_Line] = []
        self.total = Words()
        self.add = LinkButton("加一栏", icon="plus")
        self._parts = [Part(
            way=f"{way}/rows", name="每一行", field=self.rows, get=lambda form: self._table(form).rows,
            put=lambda form, rows: put(form, changes.with_rows(self._table(form), RowSource(rows))),
        )]
        self._build()
        self.add.clicked.connect(lambda: self._want(
            lambda table: changes.add_column(table, AREA_WIDTH - sum(item.width for item in table.columns))))

    def _build(self) -> None:
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        foot.addWidget(self.total)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.rows)
        column.addWidget(Meta("各栏：内容、栏目名称、宽（毫米）、上下相同时合并"))
        column.addLayout(self._lines)
        column.addLayout(foot)

    def parts(self) -> list[Part]:
        """Return the fields that can be seen."""
        return [*self._parts, *(part for line in self.lines if not line.isHidden() for part in line.parts)]

    def prepare(self, count: int) -> Iterator[None]:
        """Make so many lines, one after the other; they are seen when a table has them."""
        while len(self.lines) < count:
            self._add_line()
            self.lines[-1].hide()
            yield

    def show_table(self, form: FormDefinition, *, fresh: bool, editable: bool) -> None:
        """Show the table of a form; nothing where it has none."""
        table = self._get(form)
        self.setVisible(table is not None)
        if table is None:
            return
        while len(self.lines) < len(table.columns):
            self._add_line()
        for place, line in enumerate(self.lines):
            line.setVisible(place < len(table.columns))
            if place < len(table.columns):
                line.offer(table.rows, table.columns[place])
                line.allow(editable, is_first=place == 0, is_last=place == len(table.columns) - 1)
        self.add.setVisible(editable)
        self._show_total(sum(column.width for column in table.columns))

    def _show_total(self, width: float) -> None:
        room = AREA_WIDTH - width
        rest = f"还有 {room:g}" if room > 0.05 else "正好" if room > -0.05 else f"▲ 超出 {-room:g}"
        self.total.setText(f"合计 {width:g} 毫米，版心 {AREA_WIDTH:g}，{rest}")

    def _add_line(self) -> None:
        place = len(self.lines)
        line = _Line(f"{self.way}/columns/{place}", self._column(place), self._put_column(place))
        self.lines.append(line)
        self._lines.addWidget(line)
        line.removed.connect(lambda: self._want(lambda table: replace(
            table, columns=changes.without(table.columns, place))))
        line.moved.connect(lambda by: self._want(lambda table: replace(
            table, columns=moved(table.columns, place, by))))
        for part in line.all_parts:
            self.added.emit(part)

    def _table(self, form: FormDefinition) -> ListTable:
        return self._get(form) or changes.plain_table(RowSource.MEASURES)

    def _column(self, place: int) -> Callable[[FormDefinition], TableColumn]:
        def get(form: FormDefinition) -> TableColumn:
            columns = self._table(form).columns
            return columns[min(place, len(columns) - 1)]

        return get

    def _put_column(self, place: int) -> Callable[[FormDefinition, TableColumn], FormDefinition]:
        return lambda form, column: self._put(form, changes.with_column(self._table(form), place, column))

    def _want(self, change: Callable[[ListTable], ListTable]) -> None:
        self.wanted.emit(lambda form: self._put(form, change(self._table(form))))


class _Line(QWidget):
    """One column of the table."""

    removed = Signal()
    moved = Signal(int)

    def __init__(
        self, way: str, get: Callable[[FormDefinition], TableColumn],
        put: Callable[[FormDefinition, TableColumn], FormDefinition],
    ) -> None:
        super().__init__()
        self._offered: RowSource | None = None
        self.content, self.label = ComboField(), LineField(placeholder="栏目名称")
        self.width, self.merges = WidthField(width=52), TickField("合并")
        self.words = TextField(lines=(1, 4))
        self._parts = [self._part(way, name, get, put) for name in ("content", "label", "width", "merges", "words")]
        self._parts[-1].takes_slots = True
        self.up, self.down = IconButton("move-up", "往前移这一栏"), IconButton("move-down", "往后移这一栏")
        self.remove = IconButton("close", "去掉这一栏")
        names = (("content", "内容"), ("label", "栏目名称"), ("width", "宽，毫米"), ("words", "这一栏的文字"))
        for name, said in names:
            getattr(self, name).editor.setAccessibleName(said)
        self._build()
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.remove.clicked.connect(self.removed)

    def _part(self, way: str, name: str, get: Any, put: Any) -> Part:
        def set_value(form: FormDefinition, value: Any) -> FormDefinition:
            if name == "content":
                return put(form, changes.with_kind(get(form), ColumnKind(value)))
            return put(form, replace(get(form), **{name: value}))

        return Part(way=f"{way}/{name}", name="栏目", field=getattr(self, name),
                    get=lambda form: getattr(get(form), name), put=set_value)

    @property
    def parts(self) -> list[Part]:
        """Return the fields that can be seen: words only where the column prints some."""
        return self._parts if not self.words.isHidden() else self._parts[:-1]

    @property
    def all_parts(self) -> list[Part]:
        """Return all fields of the line."""
        return self._parts

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.words)
        for name, width in _WIDTHS:
            getattr(self, name).setFixedWidth(width)
        for widget in (self.content, self.label, self.width, self.merges):
            row.addWidget(widget, int(widget is self.label), Qt.AlignmentFlag.AlignTop)
        for button in (self.up, self.down, self.remove):
            button.setFixedWidth(22)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def offer(self, rows: RowSource, column: TableColumn) -> None:
        """Offer the contents such rows have, and the one that stands there; a place for words where there are some."""
        shown = column.content
        self.words.setVisible(shown is ColumnKind.WORDS or bool(column.words))
        self._parts[-1].families = rows.families
        kinds = [kind for kind in ColumnKind if kind.is_of(rows) or kind is shown]
        if kinds != self.content._keys:
            self.content.set_choices([(kind, kind.label) for kind in kinds])

    def allow(self, editable: bool, *, is_first: bool, is_last: bool) -> None:
        """Show the buttons where the form may be changed."""
        for button in (self.up, self.down, self.remove):
            button.setVisible(editable)
        self.up.setEnabled(not is_first)
        self.down.setEnabled(not is_last)
        self.remove.setEnabled(not (is_first and is_last))
