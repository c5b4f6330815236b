"""The list of papers: every closure with the head of its opinion, in the order of the task numbers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.page import Page, bind
from gui.parts.cells import EDGE, Muted
from gui.parts.filter_bar import FilterField
from gui.parts.tables import Column, PageModel, Table
from gui.places import PAPER, PaperPlace
from gui.session import Session
from models.assembly.forms import default_form
from models.domain.closure import AcceptanceResult, ClosureId, ClosureSubject, PaperKind
from models.lists import PaperRow
from models.workspace import Changes

COLUMNS = (
    Column(key="number", title="任务", width=112, sortable=False),
    Column(key="title", title="反馈问题", width=320, least=232, grows=True, sortable=False),
    Column(key="form", title="文书", width=178, colour="ink_2", yields=2, sortable=False),
    Column(key="issuer", title="发文主体", width=180, least=120, most=420, colour="ink_2", yields=1, sortable=False),
    Column(key="document", title="发文字号", width=186, sortable=False),
    Column(key="dated_on", title="成文日期", width=112, sortable=False),
    Column(key="result", title="验收", width=90, sortable=False),
    Column(key="state", title="状态", width=90, sortable=False),
)
_TABLES = ("tasks", "closures", "papers", "acceptances", "issuers", "settings")
EMPTY = "还没有文书。在“任务”里新建任务后，这里就有它的验收销号意见。"


class PapersPage(Page):
    """The list, with a filter that works while one types."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.head.title.setText("文书")
        self._labels = {form.key: form.label for form in session.workspace.reference.forms}
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
        self.table.opened.connect(
            lambda closure_id: session.go(PAPER, PaperPlace(closure_id=ClosureId(str(closure_id))))
        )

    def refresh(self, changes: Changes | None) -> None:
        if changes is not None and not any(changes.touches(table) for table in _TABLES):
            return
        self.model.load()
        if self.table.chosen_id() is None:
            self.table.choose(self.model.id_at(0))
        self._count()

    def go_to(self, place: object) -> None:
        if isinstance(place, str):
            self.table.choose(place)

    def place(self) -> object:
        return self.table.chosen_id()

    def first_focus(self) -> QWidget:
        return self.table if self.model.rowCount() else self.filter

    # Own steps

    def _filter(self, words: str) -> None:
        self.model.load(words)
        self._count()

    def _count(self) -> None:
        listed, total = self.model.rowCount(), self.session.workspace.look.counts()["papers"]
        self.head.hint.setText(f"{total} 份" + (f"，列出 {listed} 份" if listed != total else ""))

    def _ids(self, _: object, words: object) -> Sequence[str]:
        return self.session.workspace.look.paper_ids(str(words or ""))

    def _cells(self, ids: Sequence[str]) -> list[tuple[object, ...]]:
        rows = self.session.workspace.look.paper_rows(ids)
        return [self._line(rows[row_id]) for row_id in ids]

    def _line(self, row: PaperRow) -> tuple[object, ...]:
        result = AcceptanceResult(row.result).label if row.result else ""
        state = "草稿" if row.form or row.issuer or row.dated_on else "未起草"
        return (row.number, _title(row), self._form(row.form), row.issuer, row.document, row.dated_on,
                result, state if state == "草稿" else Muted(state))

    def _form(self, key: str) -> str:
        if key:
            return self._labels.get(key, key)
        return default_form(self.session.workspace, PaperKind.CLOSURE_OPINION).label


def _title(row: PaperRow) -> str:
    turn = f"（第 {row.round} 轮）" if row.round > 1 else ""
    subject = f"　{row.subject}" if row.subject and row.subject != ClosureSubject.TASK.value else ""
    return f"{row.title}{subject}{turn}"
