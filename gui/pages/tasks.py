"""The list of tasks: one line each, filtered while one types, the gaps of the chosen one below.

Sorting and filtering happen in SQL, the rows are fetched by pages, so 20,000 tasks are no heavier than forty. The
chosen row and the scroll stay when one comes back. A new task is typed in a panel in the place of the list.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from gui.page import Page
from gui.parts.buttons import Button, LinkButton, MainButton
from gui.parts.dropping import Dropping, files_in
from gui.parts.field import Field
from gui.parts.keys import bind
from gui.parts.tables import Place, Table
from gui.places import IMPORTING, OVERVIEW, TASK, ImportPlace, TaskPlace
from gui.session import Session
from gui.task.gap_strip import WAIT_MS, GapStrip
from gui.task.list_filters import CHOSEN_FROM, TaskFilters
from gui.task.list_model import TaskListModel
from models.lists import TaskFilter
from models.workspace import Changes

# This page is painted first, so the panel for a new task and the records it makes are imported when it is asked for.
if TYPE_CHECKING:
    from pathlib import Path

    from gui.dialogs.new_task import NewTask
    from gui.ledger.panel import LedgerPanel
    from models.domain.plan import TaskId

# A text no longer than this that is pasted on the list is looked for in it.
SOUGHT = 40
NOTHING_YET = (
    "还没有整改任务。\n\n有整改方案或台账的，把文件拖到这里，或按 Ctrl+I 导入；复制的单元格按 Ctrl+V 粘贴。"
    "\n\n也可以按 Ctrl+N 新建第一项：填编号、反馈问题和责任单位，把方案里的措施整段粘贴进来，其余以后再补。"
)
NOTHING_FOUND = "没有符合筛选的任务。按 Esc 清空输入，或点右上角“清除筛选”。"


class TasksPage(Dropping, Page):
    """任务: the list, its filters, the strip of gaps and the panel for a new task; a file dropped on it is imported."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._by_table = False
        self.head.title.setText("任务")
        self.new = MainButton("新建", icon="plus")
        self.new.setToolTip("新建任务（Ctrl+N）")
        self.bring = Button("导入", icon="import")
        self.bring.setToolTip("导入整改方案、台账或公示（Ctrl+I）")
        self.export = Button("导出台账", icon="export")
        self.export.setToolTip("把列出的任务导出成 Excel 台账或 Word 进展表（Ctrl+E）")
        self.head.add(self.new, self.bring, self.export)
        self.setAcceptDrops(True)
        self.model = TaskListModel(session, self)
        self.table = Table(self.model, name="tasks")
        self.model.chosen_columns = self.table.chosen_columns
        self.filters = TaskFilters(session)
        self.filter = self.filters.words
        self.choose = LinkButton("列", icon="columns")
        self.choose.setToolTip("选列表显示哪些列；列头可以拖动换位置、改宽度")
        self.panel: NewTask | None = None
        self.out: LedgerPanel | None = None
        self.stack = QStackedWidget()
        self._build()
        self._connect()

    # Build

    def _build(self) -> None:
        self.filters.add(self.choose)
        whole = QWidget()
        self._list_column = column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self.table, 1)
        self.stack.addWidget(whole)
        self.column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.filter.leads_to(self.table)
        self.filter.take_paste = self._take_cells
        self.filters.narrowed.connect(self._narrow)
        self.model.settled.connect(self._tell_counts)
        self.new.clicked.connect(self.begin_task)
        self.bring.clicked.connect(lambda: self._import())
        self.export.clicked.connect(self.begin_export)
        self.choose.clicked.connect(
            lambda: self.table.choose_columns(self.choose.mapToGlobal(self.choose.rect().bottomLeft())))
        self.table.columns_chosen.connect(self._show_columns)
        self.table.opened.connect(self._open_row)
        self.table.chosen.connect(lambda _: self._show_gaps())
        bind(self, ("Ctrl+N", self.begin_task), ("Ctrl+I", self._import), ("Ctrl+E", self.begin_export),
             ("Ctrl+F", self.filter.setFocus), ("F2", self._edit_row))
        bind(self.table, (QKeySequence.StandardKey.Paste, self._paste))

    # The page

    @cached_property
    def strip(self) -> GapStrip:
        """The gaps of the chosen task; made after the list has been painted."""
        strip = GapStrip(self.session)
        strip.wanted.connect(self._go)
        self._list_column.addWidget(strip)
        return strip

    def refresh(self, changes: Changes | None) -> None:
        if changes is None or any(changes.touches(table) for table in CHOSEN_FROM):
            self._offer_choices()
        self.model.load()
        if self.table.chosen_id() is None:
            self.table.choose(self.model.id_at(0))
        self._tell_counts()
        if self.isVisible():
            self.strip.refresh()
            self.model.count_soon()
        if self.out is not None:
            self.out.refresh(changes)

    def go_to(self, place: object) -> None:
        if place == "new":
            self.begin_task()
        elif isinstance(place, Place):
            self.close_panel()
            self.table.return_to(place)
        elif isinstance(place, TaskFilter):
            self.close_panel()
            self.filters.show_filter(place)
        elif not self.open_fields():
            # 任务 in the rail is the list; a form that holds nothing needs no way back.
            self.close_panel()

    def place(self) -> object:
        return self.table.place()

    def topic(self) -> str:
        return "new-task" if self.stack.currentIndex() else ""

    def first_focus(self) -> QWidget:
        if self.panel is not None and self.stack.currentWidget() is self.panel:
            return self.panel.first_focus()
        return self.table if self._by_table and self.model.rowCount() else self.filter

    def open_fields(self) -> list[Field]:
        return list(self.panel.started()) if self.panel is not None else []

    def save(self) -> bool:
        # What stands in the panel is no record yet; only its button makes one.
        return True

    def leave(self) -> bool:
        started = self.open_fields()
        if started:
            started[0].show_problem("这项任务还没有建立（Ctrl+Enter 建立）")
        return not started

    # New task

    def begin_task(self) -> None:
        """Show the panel for a new task."""
        from gui.dialogs.new_task import NewTask
        from models.domain.plan import PlanId

        if self.panel is None:
            self.panel = NewTask(self.session)
            self.panel.made.connect(self._made)
            self.panel.closed.connect(self.close_panel)
            self.stack.addWidget(self.panel)
        if self.stack.currentWidget() is not self.panel:
            if not self.panel.started():
                self.panel.begin(PlanId(str(self.filters.plan.key() or "")) or None)
            self.stack.setCurrentWidget(self.panel)
            self.head.title.setText("新建任务")
            self.head.hint.setText("")
            self.new.hide()
            self.bring.hide()
            self.turned.emit()
        self.panel.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def close_panel(self) -> None:
        """Show the list again; what was typed in the panel stays there."""
        if self.stack.currentIndex() == 0:
            return
        self.stack.setCurrentIndex(0)
        self.head.title.setText("任务")
        self.new.show()
        self.bring.show()
        self._tell_counts()
        self.turned.emit()
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self, task_id: TaskId) -> None:
        self.close_panel()
        rowid = self.session.workspace.look.task_rowid(task_id)
        if self.model.row_of(rowid) < 0:
            self.clear_filter()
        self.table.choose(rowid)
        self._go(TaskPlace(task_id=task_id))

    # Taking the list out

    def begin_export(self) -> None:
        """Show the panel in which the list is exported, or put it away."""
        from gui.ledger.panel import LedgerPanel

        self.close_panel()
        if self.out is None:
            self.out = LedgerPanel(self.session, self.model.ids, self.table.chosen_columns)
            self.out.closed.connect(self.close_export)
            self._list_column.insertWidget(1, self.out)
        elif self.out.isVisible():
            self.close_export()
            return
        self.out.show()
        self.out.refresh(None)
        self.out.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def close_export(self) -> None:
        """Put the panel of the export away."""
        if self.out is not None:
            self.out.hide()
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_columns(self) -> None:
        self.model.load()
        if self.out is not None:
            self.out.refresh(None)

    # Import

    def takes(self, data: QMimeData) -> bool:
        return self.stack.currentIndex() == 0 and super().takes(data)

    def take(self, data: QMimeData) -> bool:
        paths = files_in(data)
        if paths:
            self._import(paths=tuple(paths))
        return bool(paths)

    def _hang(self, *, over: bool) -> None:
        super()._hang(over=over)
        self._tell_counts()
        if over:
            self.head.hint.setText("松开鼠标，导入这份文件")

    def _paste(self) -> None:
        data = QApplication.clipboard().mimeData()
        text = data.text().strip()
        if self.take(data) or not text:
            return
        if "\n" in text or "\t" in text or len(text) > SOUGHT:
            self._import(text=data.text())
        else:
            # A number or a word that was copied: what one looks for in a list.
            self.filter.setText(text)
            self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _take_cells(self, text: str) -> bool:
        """Import copied files or a block of cells pasted where one filters, which the keyboard begins in."""
        from models.domain.drafts.pasting import is_block

        if self.take(QApplication.clipboard().mimeData()):
            return True
        if not is_block(text):
            return False
        self._import(text=text)
        return True

    def _import(self, *, paths: tuple[Path, ...] = (), text: str = "") -> None:
        place = ImportPlace(paths=paths, text=text, plan_id=str(self.filters.plan.key() or ""))
        self.session.go(IMPORTING, place)

    # Filters

    def clear_filter(self) -> None:
        """List all tasks again."""
        self.filters.show_filter(TaskFilter())

    def _narrow(self) -> None:
        if self.filter.is_composing() or self.filters.wanted() == self.model.filter:
            return
        self.model.load(self.filters.wanted())
        if self.table.chosen_id() is None:
            self.table.choose(self.model.id_at(0))
        self._tell_counts()

    def _offer_choices(self) -> None:
        self.filters.offer()
        self.model.filter = self.filters.wanted()

    def _tell_counts(self) -> None:
        total = self.session.workspace.look.task_count()
        listed = self.model.rowCount()
        is_narrowed = self.filters.wanted() != TaskFilter()
        if self.stack.currentIndex() == 0:
            self.head.hint.setText(f"{total} 项，列出 {listed} 项" if is_narrowed else f"{total} 项")
        self.filters.clear.setVisible(is_narrowed)
        self.table.empty = NOTHING_FOUND if total else NOTHING_YET
        if self.out is not None and self.out.isVisible():
            self.out.refresh(None)

    # Rows

    def _show_gaps(self) -> None:
        if self.isVisible():
            rowid = self.table.chosen_id()
            self.strip.show_task(None if rowid is None else self.session.workspace.look.task_id_at(rowid))

    def _edit_row(self) -> None:
        """Go where number and name of the chosen task are edited."""
        rowid = self.table.chosen_id()
        if rowid is not None and self.stack.currentIndex() == 0:
            task_id = self.session.workspace.look.task_id_at(rowid)
            self._go(TaskPlace(task_id=task_id, tab=OVERVIEW, focus="title"))

    def _open_row(self, rowid: object) -> None:
        if isinstance(rowid, int):
            self._go(TaskPlace(task_id=self.session.workspace.look.task_id_at(rowid)))

    def _go(self, place: TaskPlace) -> None:
        self._by_table = True
        self.session.go(TASK, place)

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(WAIT_MS, self, self._show_gaps)
        QTimer.singleShot(WAIT_MS, self.model, self.model.count_soon)
