"""The page of one task: its head, and behind tabs what is known of it, its measures, its evidence and its history.

Tabs that other pages own are handed in as `TaskTab`s when the window is put together, so that no page imports another.
What a tab shows is refreshed when it is open, or when it is opened after a change.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from exporters.registry import ALL_PAPERS_LABEL, ALL_PUBLIC_LABEL, TASK_FILE_LABEL
from exporters.registry import PAPERS as PAPER_KINDS
from gui.ahead import InParts, as_long_as, painting
from gui.page import Page
from gui.pages.task.evidence import building as building_evidence
from gui.pages.task.evidence import evidence_of, evidence_tab
from gui.pages.task.head import ACCEPTING, CHECKING, OPENING, PUBLISHING, TaskHead
from gui.pages.task.history import HistoryTab
from gui.pages.task.measures import MeasuresTab, building, measures_of, measures_tab
from gui.pages.task.overview import OverviewTab
from gui.pages.task.overview import building as building_overview
from gui.paper.bundle import export_all
from gui.paper.task_file import export_task_file
from gui.parts.keys import bind
from gui.parts.tabs import Tabs
from gui.places import (
    ACCEPTANCE,
    EVIDENCE,
    HISTORY,
    MEASURES,
    OVERVIEW,
    PAPER,
    PAPERS,
    PUBLICITY,
    TASKS,
    PaperPlace,
    TaskPlace,
)
from gui.session import Session
from gui.task.gap_lines import GapLine, counts, gap_lines
from gui.task.tab import Make, TaskTab
from models.assembly import closures_of
from models.domain.closure import ClosureId, Paper
from models.domain.plan import Task, TaskId
from models.lists import TaskFilter
from models.workspace import Changes

OVERVIEW_TAB = TaskTab(key=OVERVIEW, label="概况", make=OverviewTab, building=building_overview)
MEASURES_TAB = TaskTab(key=MEASURES, label="措施与落实", make=measures_tab, count=measures_of)
EVIDENCE_TAB = TaskTab(key=EVIDENCE, label="佐证", make=evidence_tab, building=building_evidence, count=evidence_of)
HISTORY_TAB = TaskTab(key=HISTORY, label="记录", make=HistoryTab)


class TaskPage(Page):
    """One task."""

    def __init__(self, session: Session, extra: Sequence[TaskTab] = ()) -> None:
        super().__init__(session)
        self.task_id: TaskId | None = None
        self.column.removeWidget(self.head)
        self.head.deleteLater()
        self.top = TaskHead(session)
        self.tabs = Tabs()
        self.holders: dict[str, _Holder] = {}
        self._closure_menus: list[QMenu] = []
        self._standing = InParts(self)
        self.declared = (OVERVIEW_TAB, MEASURES_TAB, EVIDENCE_TAB, *extra, HISTORY_TAB)
        for tab in self.declared:
            self.tabs.add(tab.key, tab.label, lambda tab=tab: self._holder(tab))
        self.column.addWidget(self.top)
        self.column.addWidget(self.tabs, 1)
        self.top.papers.setVisible(PAPERS in [tab.key for tab in extra])
        self._connect()

    def _connect(self) -> None:
        self.top.back.connect(lambda: self.session.go(TASKS))
        self.top.gap_wanted.connect(self._mend)
        self.top.stage_wanted.connect(self._open_stage)
        self.top.papers.menu_of.aboutToShow.connect(self._fill_papers)
        self.tabs.opened.connect(lambda _: self._tab_opened())
        bind(self, ("F2", self.edit))

    # The page

    def prepare(self) -> Iterator[None]:
        """Build what is seen first of every task, part by part, before one is asked for."""
        tab = yield from building(self.session)
        if self.task_id is not None:
            tab.deleteLater()
            return
        self.tabs.open(MEASURES)
        self.holders[MEASURES].hold(tab)
        yield
        task_id = self._any_task()
        if task_id is not None:
            yield from as_long_as(
                lambda: self.task_id is None and self._is_there(task_id), self._rehearse(tab, task_id)
            )

    def _is_there(self, task_id: TaskId) -> bool:
        return self.session.workspace.get(Task, task_id) is not None

    def _rehearse(self, tab: MeasuresTab, task_id: TaskId) -> Generator[None, None, None]:
        """Show any task out of sight, part by part: what was polished, laid out and painted once is quick from then."""
        self._show_head(task_id, fresh=True)
        yield
        self._show_standing_of(task_id)
        yield
        yield from tab.rehearse(task_id)
        detail = tab.detail
        for part in (self.top, self.tabs.bar, tab.list, detail.evidence, detail.progress, detail.statements, detail):
            part.grab()
            yield

    def prepare_tabs(self) -> Iterator[None]:
        """Build what lies behind the other tabs as well, part by part, and show any task there out of sight."""
        for tab in self.declared:
            task_id = self._any_task()
            # The tab that stands first is open before another one is put beside it.
            if task_id is None or not self.tabs.open_key():
                return
            # What was done to a task is read from the whole chain: with many tasks too long for a quiet moment.
            if tab.key == HISTORY or self.tabs.is_made(tab.key):
                continue
            is_there = partial(self._is_there, task_id)
            inside = yield from as_long_as(is_there, tab.built(self.session, task_id))
            if inside is None:
                continue
            if self.tabs.is_made(tab.key):
                inside.deleteLater()
                continue
            self.tabs.hold(tab.key, self._holder(tab))
            yield from self.holders[tab.key].rehearse(inside, task_id, self.tabs.stack.size())
            yield

    def _any_task(self) -> TaskId | None:
        look = self.session.workspace.look
        first = look.task_ids(TaskFilter())[:1]
        return look.task_id_at(first[0]) if first else None

    def refresh(self, changes: Changes | None) -> None:
        if self.task_id is None:
            return
        if self.session.workspace.get(Task, self.task_id) is None:
            self.task_id = None
            QTimer.singleShot(0, self, lambda: self.session.go(TASKS))
            return
        self._show_head(self.task_id, fresh=False)
        for key, holder in self.holders.items():
            holder.refresh(changes, at_once=key == self.tabs.open_key())

    def go_to(self, place: object) -> None:
        if isinstance(place, str):
            place = TaskPlace(task_id=TaskId(place))
        if not isinstance(place, TaskPlace):
            return
        if place.task_id != self.task_id:
            self._show_task(place.task_id)
        if place.tab in [tab.key for tab in self.declared]:
            self.tabs.open(place.tab)
        self._open_holder().go_to(place)

    def place(self) -> object:
        if self.task_id is None:
            return None
        here = self._open_holder().place()
        return here or TaskPlace(task_id=self.task_id, tab=self.tabs.open_key())

    def topic(self) -> str:
        return self._open_holder().topic() or f"task-{self.tabs.open_key()}"

    def first_focus(self) -> QWidget:
        return self._open_holder().first_focus() or self.tabs.bar

    def leave(self) -> bool:
        flushed = [holder.flush() for holder in self.holders.values()]
        return super().leave() and all(flushed)

    def edit(self) -> None:
        """Edit what has the focus (F2): something behind the open tab, else number and title."""
        if not self._open_holder().edit():
            self.top.edit()

    # Own steps

    def _holder(self, tab: TaskTab) -> QWidget:
        holder = _Holder(self.session, tab.make)
        holder.turned.connect(self.turned)
        self.holders[tab.key] = holder
        return holder

    def _open_holder(self) -> _Holder:
        if not self.tabs.open_key():
            self.tabs.open(MEASURES)
        return self.holders[self.tabs.open_key()]

    def _show_task(self, task_id: TaskId) -> None:
        self.session.workspace.need(Task, task_id)
        self.task_id = task_id
        self._show_head(task_id, fresh=True)
        for key, holder in self.holders.items():
            holder.show_task(task_id, at_once=key == self.tabs.open_key())

    def _show_head(self, task_id: TaskId, *, fresh: bool) -> None:
        ws = self.session.workspace
        self.top.show_task(ws.need(Task, task_id), fresh=fresh)
        for tab in self.declared:
            self.tabs.set_count(tab.key, tab.count(ws, task_id))
        self._standing.begin(self._show_standing())

    def _show_standing(self) -> Iterator[None]:
        # The window may have been closed, and the workspace with it, in the moment since.
        if self.task_id is not None and self.window().isVisible():
            self._show_standing_of(self.task_id)
        yield

    def _show_standing_of(self, task_id: TaskId) -> None:
        """Show what the task lacks: gathered from all of its records, so behind what the clerk looks at."""
        ws = self.session.workspace
        rowid = ws.look.task_rowid(task_id)
        if rowid is not None:
            lines = gap_lines(ws, task_id)
            self.top.show_standing(
                ws.need(Task, task_id), ws.look.task_row(rowid, gaps=counts(lines)[0]), lines
            )

    def _tab_opened(self) -> None:
        if self.task_id is None:
            return
        self._open_holder().show_task(self.task_id, at_once=True)
        self.turned.emit()
        # Who walks along the tabs by key wants to go on inside the one he has opened.
        inside = self._open_holder().first_focus()
        if inside is not None and self.tabs.bar.hasFocus():
            inside.setFocus(Qt.FocusReason.TabFocusReason)

    def _open_stage(self, stage: int) -> None:
        keys = [tab.key for tab in self.declared]
        key = {OPENING: OVERVIEW, CHECKING: ACCEPTANCE, ACCEPTING: ACCEPTANCE, PUBLISHING: PUBLICITY}.get(
            stage, MEASURES)
        self.tabs.open(key if key in keys else MEASURES)
        if stage == CHECKING and self.task_id is not None:
            self._open_holder().go_to(TaskPlace(task_id=self.task_id, tab=key, focus="self_check.held_on"))

    def _fill_papers(self) -> None:
        """Offer every kind of paper, closure by closure where the task has several."""
        menu = self.top.papers.menu_of
        menu.clear()
        for inside in self._closure_menus:
            inside.deleteLater()
        closures = closures_of(self.session.workspace, self.task_id) if self.task_id else []
        self._closure_menus = [QMenu(closure.name, menu) for closure in closures] if len(closures) > 1 else []
        for closure, inside in zip(closures, self._closure_menus or [menu], strict=True):
            self._offer_papers(inside, closure.id)
            if inside is not menu:
                menu.addMenu(inside)
        menu.addSeparator()
        menu.addAction(f"{TASK_FILE_LABEL}…").triggered.connect(self._bind)

    def _offer_papers(self, menu: QMenu, closure_id: ClosureId) -> None:
        begun = {paper.kind for paper in self.session.workspace.find(Paper, closure_id=closure_id)}
        for kind in PAPER_KINDS:
            place = PaperPlace(closure_id=closure_id, kind=kind)
            action = menu.addAction(kind.label + ("\t已动笔" if kind in begun else ""))
            action.triggered.connect(lambda _=False, place=place: self.session.go(PAPER, place))
        menu.addSeparator()
        for label, public in ((ALL_PAPERS_LABEL, False), (ALL_PUBLIC_LABEL, True)):
            menu.addAction(label).triggered.connect(
                lambda _=False, public=public: export_all(self.session, self, closure_id, public=public)
            )

    def _bind(self) -> None:
        if self.task_id is not None:
            export_task_file(self.session, self, self.task_id)

    def _mend(self, line: GapLine) -> None:
        self.session.go("task", line.goes)


class _Holder(QWidget):
    """What lies behind one tab: built when it is needed, for the task that is shown."""

    turned = Signal()

    def __init__(self, session: Session, make: Make) -> None:
        super().__init__()
        self._session = session
        self._make = make
        self._task_id: TaskId | None = None
        self._shown: TaskId | None = None
        self._is_stale = False
        self.inside: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def hold(self, inside: QWidget) -> None:
        """Take what was built before it was asked for; it can show one task after the other."""
        self.inside = inside
        self._column.addWidget(inside)
        if hasattr(inside, "turned"):
            inside.turned.connect(self.turned)

    def rehearse(self, inside: QWidget, task_id: TaskId, size: QSize) -> Iterator[None]:
        """Take what was built and filled with a task nobody asked for, and paint it; shown, it is read anew."""
        self.hold(inside)
        self._shown, self._is_stale = task_id, True
        yield
        if not self.isVisible():
            self.resize(size)
            yield from painting(inside)

    def show_task(self, task_id: TaskId, *, at_once: bool) -> None:
        self._task_id = task_id
        if at_once:
            self._catch_up()

    def refresh(self, changes: Changes | None, *, at_once: bool) -> None:
        if not at_once or self.inside is None or self._shown != self._task_id:
            self._is_stale = True
            return
        self.inside.refresh(changes)

    def _catch_up(self) -> None:
        if self._task_id is None:
            return
        if self._shown != self._task_id:
            self._show_other(self._task_id)
        elif self._is_stale and self.inside is not None:
            self.inside.refresh(None)
        self._is_stale = False

    def _show_other(self, task_id: TaskId) -> None:
        self._shown = task_id
        if self.inside is not None and hasattr(self.inside, "show_task"):
            self.inside.show_task(task_id)
            return
        if self.inside is not None:
            self._column.removeWidget(self.inside)
            self.inside.deleteLater()
        self.hold(self._make(self._session, task_id))

    def go_to(self, place: TaskPlace) -> None:
        if self.inside is not None and hasattr(self.inside, "go_to"):
            self.inside.go_to(place)

    def topic(self) -> str:
        return str(self.inside.topic()) if self.inside is not None and hasattr(self.inside, "topic") else ""

    def place(self) -> object:
        return self.inside.place() if self.inside is not None and hasattr(self.inside, "place") else None

    def edit(self) -> bool:
        return bool(self.inside.edit()) if self.inside is not None and hasattr(self.inside, "edit") else False

    def flush(self) -> bool:
        return bool(self.inside.flush()) if self.inside is not None and hasattr(self.inside, "flush") else True

    def first_focus(self) -> QWidget | None:
        return self.inside.first_focus() if self.inside is not None and hasattr(self.inside, "first_focus") else None
