"""The preview: one line a task, conflicts first, then changes, then what is new; what stays the same is out of the way.

↑ ↓ walk the rows, Space takes one or leaves it out, Enter goes to its fields at the right, Esc comes back. Nothing is
written here: it only decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.garbage import LettingGo
from gui.pages.importing.deciding import Deciding
from gui.pages.importing.row_detail import RowDetail
from gui.pages.importing.states import StateBar
from gui.pages.importing.words import SIGNS, change_words, name_of
from gui.parts.buttons import LinkButton
from gui.parts.cells import EDGE, Muted, TickCell
from gui.parts.filter_bar import FilterField
from gui.parts.keys import bind
from gui.parts.labels import Rule
from gui.parts.tables import Column, PageModel, Table

TICK = 0
COLUMNS = (
    Column(key="tick", title="采用", width=EDGE + 36, sortable=False),
    Column(key="state", title="状态", width=76, sortable=False),
    Column(key="number", title="编号", width=72, least=56, whole=True, sortable=False),
    Column(key="problem", title="反馈问题", width=176, least=96, grows=True, sortable=False),
    Column(key="changes", title="会改变什么", width=328, least=196, most=620, sortable=False),
)
DETAIL = (340, 520)
NOTHING_FOUND = "没有这样的行。按 Esc 清空输入，或点上面的“要改变的”。"
ALL_SAME = "文件里的任务和记录完全相同，没有要改变的。"


class Preview(QWidget):
    """The rows of a draft beside the records; `decided` when a choice was made, `escaped` on Esc in the list."""

    decided = Signal()
    escaped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.deciding = Deciding(())
        self.states = StateBar()
        self.filter = FilterField("筛选：编号、问题、单位", width=184)
        self.all = LinkButton("列出的全采用")
        self.none = LinkButton("全不采用")
        self.model = PageModel(COLUMNS, lambda *_: self._listed(), self._cells)
        self.table = RowsTable(self.model)
        self.detail = RowDetail()
        self._walked = QTimer(self, singleShot=True, interval=0)
        self._gone = LettingGo(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(EDGE - 10, 8, EDGE, 4)
        bar.setSpacing(16)
        bar.addWidget(self.states)
        bar.addStretch(1)
        for widget in (self.all, self.none, self.filter):
            bar.addWidget(widget)
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self.table, 1)
        below.addWidget(Rule(upright=True))
        below.addWidget(self.detail)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addLayout(below, 1)

    def _connect(self) -> None:
        self.states.picked.connect(lambda _: self._list())
        self.filter.filtered.connect(lambda _: self._list())
        self.filter.leads_to(self.table)
        self.table.chosen.connect(lambda _: self._walked.start())
        self.table.opened.connect(lambda _: self._to_fields())
        self.table.toggled.connect(self._toggle)
        self.table.escaped.connect(self.escaped)
        self._walked.timeout.connect(self._show_row)
        self.all.clicked.connect(lambda: self._take(self._listed(), is_taken=True))
        self.none.clicked.connect(lambda: self._take(self._listed(), is_taken=False))
        self.detail.taken.connect(lambda is_taken: self._take(self._chosen(), is_taken=is_taken))
        self.detail.picked.connect(self._pick)
        bind(self, ("Ctrl+F", self.filter.setFocus))
        bind(self.detail, ("Esc", self.table.setFocus))

    # What the page uses

    def show_rows(self, deciding: Deciding, *, anew: bool = True) -> Iterator[None]:
        """Show another comparison, anew from its first row, or listed as the one before was; the chosen row behind it.
        """
        yield from deciding.get_ready()
        self._gone.add(self.deciding.rows)
        self.deciding = deciding
        if anew:
            self.filter.empty()
        self.states.show_counts(deciding.counts())
        self.states.pick(None if anew else self.states.state())
        if anew:
            self.table.choose(self.model.id_at(0))
        yield
        self._show_row()

    def go_to(self, place: int) -> bool:
        """Choose a row, listed now or not; returns whether there is such a row."""
        if not 0 <= place < len(self.deciding.rows):
            return False
        if self.model.row_of(place) < 0:
            self.filter.empty()
            self.states.pick(None if self.deciding.can_be_taken(place) else self.deciding.kind(place))
        return self.table.choose(place)

    def chosen(self) -> int | None:
        """Return the place of the chosen row."""
        chosen = self.table.chosen_id()
        return chosen if isinstance(chosen, int) else None

    # Own steps

    def _listed(self) -> list[int]:
        return self.deciding.listed(self.states.state(), self.filter.text())

    def _list(self) -> None:
        self.model.load()
        if self.table.chosen_id() is None:
            self.table.choose(self.model.id_at(0))
        is_narrow = bool(self.filter.text()) or self.states.state() is not None
        self.table.empty = NOTHING_FOUND if is_narrow else ALL_SAME
        can = any(self.deciding.can_be_taken(place) for place in self.model.ids())
        self.all.setVisible(can)
        self.none.setVisible(can)
        self._walked.start()

    def _cells(self, places: Sequence[int]) -> list[tuple[object, ...]]:
        return [self._row(place) for place in places]

    def _row(self, place: int) -> tuple[object, ...]:
        row = self.deciding.rows[place]
        is_taken = self.deciding.is_taken(place)
        said = "等您选择" if self.deciding.is_open(place) else "采用" if is_taken else "不采用"
        tick = TickCell(is_taken, said) if self.deciding.can_be_taken(place) else None
        warning = self.deciding.warning(place)
        words = self.deciding.reasons.get(place) or f"请核对：{warning}；" * bool(warning) + change_words(row)
        sign, task = SIGNS[self.deciding.kind(place)], row.task
        return tick, sign, task.number, name_of(task), words if is_taken else Muted(words)

    def _chosen(self) -> list[int]:
        return [int(place) for place in self.table.chosen_ids()]

    def _toggle(self, places: Sequence[int]) -> None:
        can = [place for place in places if self.deciding.can_be_taken(place)]
        self._take(can, is_taken=not all(self.deciding.is_taken(place) for place in can))

    def _take(self, places: Sequence[int], *, is_taken: bool) -> None:
        for place in places:
            self.deciding.take(place, is_taken=is_taken)
        self._tell(places)

    def _pick(self, change: object, is_theirs: bool) -> None:
        place = self.chosen()
        if place is not None:
            self.deciding.take_field(place, change, is_theirs=is_theirs)  # type: ignore[arg-type]
            self._tell([place])

    def _tell(self, places: Sequence[int]) -> None:
        self.model.forget(places)
        self.table.viewport().update()
        self.detail.refresh()
        self.decided.emit()

    def _show_row(self) -> None:
        self._walked.stop()
        self.detail.show_row(self.deciding, self.chosen())

    def _to_fields(self) -> None:
        self._show_row()
        self.detail.begin()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.detail.setFixedWidth(min(max(round(self.width() * 0.35), DETAIL[0]), DETAIL[1]))


class RowsTable(Table):
    """The list: several rows can be marked, Space and a click on the box take them or leave them out."""

    toggled = Signal(object)
    escaped = Signal()

    def __init__(self, model: PageModel) -> None:
        super().__init__(model, name="importing", many=True)
        self.setAccessibleName("对照的任务")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.toggled.emit(self.chosen_ids())
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        marked = self.chosen_ids()
        super().mousePressEvent(event)
        if index.isValid() and index.column() == TICK and event.button() == Qt.MouseButton.LeftButton:
            row_id = self.model().id_at(index.row())
            # A click on the box of one of several marked rows means them all.
            self.toggled.emit(marked if row_id in marked and len(marked) > 1 else [row_id])
