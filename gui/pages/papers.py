"""The list of papers: every one that was begun, in the order of the task numbers, with its head and its state."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from exporters.registry import PAPERS
from gui.page import Page
from gui.paper.standings import Key, Standings, form_words, sign_of
from gui.parts.cells import EDGE
from gui.parts.filter_bar import FilterField
from gui.parts.keys import bind
from gui.parts.tables import Column, PageModel, Table
from gui.places import PAPER, PaperPlace
from gui.session import Session
from models.assembly.forms import default_form, known_forms
from models.domain.closure import ClosureId, ClosureSubject, PaperKind
from models.lists import PaperRow
from models.workspace import Changes

COLUMNS = (
    Column(key="number", title="任务", width=88, sortable=False),
    Column(key="title", title="反馈问题", width=228, least=120, grows=True, sortable=False),
    Column(key="kind", title="文书", width=170, least=168, sortable=False),
    Column(key="form", title="样式", width=130, least=60, colour="ink_2", yields=1, sortable=False),
    Column(key="issuer", title="发文主体", width=136, least=72, most=420, colour="ink_2", yields=2, sortable=False),
    Column(key="document", title="发文字号", width=190, least=100, yields=3, sortable=False),
    Column(key="dated_on", title="成文日期", width=104, sortable=False),
    Column(key="state", title="状态", width=142, sortable=False),
)
_TABLES = ("tasks", "closures", "papers", "issuers", "settings", "office_forms", "issued_papers")
EMPTY = "还没有动手写的文书。打开一项任务，在它的“文书”里选一种，填了就列在这里。"


class PapersPage(Page):
    """The list, with a filter that works while one types."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.head.title.setText("文书")
        self._labels: dict[str, str] = {}
        self._defaults: dict[PaperKind, str] = {}
        self._keys: dict[int, Key] = {}
        self.standings = Standings(session, self)
        self.standings.found.connect(self._show_state)
        self.model = PageModel(COLUMNS, self._ids, self._cells)
        self.model.filter = ""
        self.table = Table(self.model, name="papers", empty=EMPTY)
        self.filter = FilterField()
        self.filter.leads_to(self.table)
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(EDGE, 4, EDGE, 8)
        row.addWidget(self.filter)
        row.addStretch(1)
        self.column.addWidget(bar)
        self.column.addWidget(self.table, 1)
        self.filter.filtered.connect(self._filter)
        bind(self, ("Ctrl+F", self.filter.setFocus))
        self.table.opened.connect(self._open)

    def refresh(self, changes: Changes | None) -> None:
        # A paper may lack less after any change of the records; the list itself is of few tables.
        self.standings.forget()
        self._keys.clear()
        if changes is None or any(changes.touches(table) for table in _TABLES):
            ws = self.session.workspace
            self._labels = {form.key: form.label for kind in PaperKind for form in known_forms(ws, kind)}
            self._defaults = {kind: default_form(ws, kind).label for kind in PAPERS}
        self.model.load()
        if self.table.chosen_id() is None:
            self.table.choose(self.model.id_at(0))
        self._count()

    def go_to(self, place: object) -> None:
        if isinstance(place, int):
            self.table.choose(place)

    def place(self) -> object:
        return self.table.chosen_id()

    def first_focus(self) -> QWidget:
        return self.table if self.model.rowCount() else self.filter

    # Own steps

    def _open(self, rowid: int) -> None:
        row = self.session.workspace.look.paper_rows([rowid])[rowid]
        self.session.go(PAPER, PaperPlace(closure_id=ClosureId(row.closure_id), kind=row.kind))

    def _filter(self, words: str) -> None:
        self.model.load(words)
        self._count()

    def _count(self) -> None:
        listed, total = self.model.rowCount(), self.session.workspace.look.counts()["papers"]
        self.head.hint.setText(f"{total} 份" + (f"，列出 {listed} 份" if listed != total else ""))

    def _ids(self, _: object, words: object) -> Sequence[int]:
        return self.session.workspace.look.paper_ids(str(words or ""))

    def _cells(self, ids: Sequence[int]) -> list[tuple[object, ...]]:
        rows = self.session.workspace.look.paper_rows(ids)
        keys = {rowid: (ClosureId(row.closure_id), PaperKind(row.kind)) for rowid, row in rows.items()}
        self._keys |= keys
        self.standings.ask(keys.values())
        return [self._line(rows[rowid], keys[rowid]) for rowid in ids]

    def _line(self, row: PaperRow, key: Key) -> tuple[object, ...]:
        state = sign_of(self.standings.get(key), "已签发" if row.is_issued else "草稿")
        return (row.number, _title(row), key[1].label, self._form(row, key[1]), row.issuer, row.document, row.dated_on,
                state)

    def _form(self, row: PaperRow, kind: PaperKind) -> str:
        return form_words(self._labels.get(row.form, row.form) if row.form else self._defaults[kind], kind)

    def _show_state(self, key: Key) -> None:
        self.model.forget(rowid for rowid, known in self._keys.items() if known == key)

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.standings.go_on()


def _title(row: PaperRow) -> str:
    turn = f"（第 {row.round} 轮）" if row.round > 1 else ""
    subject = f"　{row.subject}" if row.subject and row.subject != ClosureSubject.TASK.value else ""
    return f"{row.title}{subject}{turn}"
