"""文书 of one task: every kind of paper of each of its closures, begun or not, opened with Enter or a double click.

It lies behind a tab of the task's page and leads to the page of the paper.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exporters.registry import ALL_PAPERS_LABEL, ALL_PUBLIC_LABEL, PAPERS
from gui.paper.bundle import export_all
from gui.paper.standings import Key, Standings, form_words, sign_of
from gui.parts.buttons import LinkButton
from gui.parts.cells import EDGE, Muted, Strong
from gui.parts.labels import Meta
from gui.parts.tables import Column, Order, PageModel, Table
from gui.places import PAPER, PaperPlace
from gui.session import Session
from models.assembly import chosen_form, closures_of, paper_of
from models.domain.closure import Closure, ClosureId, Paper, PaperKind
from models.domain.directory import Issuer
from models.domain.plan import TaskId
from models.workspace import Changes, Workspace

COLUMNS = (
    Column(key="kind", title="文书", width=176, least=168, sortable=False),
    Column(key="subject", title="销号", width=150, least=118, sortable=False),
    Column(key="form", title="样式", width=170, least=80, colour="ink_2", yields=1, sortable=False, grows=True),
    Column(key="issuer", title="发文主体", width=170, least=80, most=420, colour="ink_2", yields=2, sortable=False),
    Column(key="document", title="发文字号", width=190, least=120, yields=3, sortable=False),
    Column(key="dated_on", title="成文日期", width=104, sortable=False),
    Column(key="state", title="状态", width=142, sortable=False),
)


class TaskPapers(QWidget):
    """The papers of one task."""

    def __init__(self, session: Session, task_id: TaskId) -> None:
        super().__init__()
        self.session = session
        self.task_id = task_id
        self.standings = Standings(session, self)
        self.model = PageModel(COLUMNS, self._ids, self._rows)
        self.table = Table(self.model, name="task-papers", empty="这项任务还没有销号。")
        self.all = LinkButton(ALL_PAPERS_LABEL, icon="export")
        self.all.setToolTip("选中哪个销号，就把它的各种文书写进一个文件夹，并附清单")
        self.all_public = LinkButton(ALL_PUBLIC_LABEL)
        self.all_public.setToolTip("同样一个文件夹，手机号和身份证号隐去中间几位，不印签字栏，清单里写明隐去了什么")
        hint = Meta("回车打开。再验一轮，或按单位、点位分别销号，在“验收”里新建。")
        bar = QHBoxLayout()
        bar.setContentsMargins(EDGE, 6, EDGE, 4)
        bar.addWidget(hint)
        bar.addStretch(1)
        bar.addWidget(self.all)
        bar.addSpacing(12)
        bar.addWidget(self.all_public)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        self.table.opened.connect(self._open)
        self.all.clicked.connect(lambda: self.export_all())
        self.all_public.clicked.connect(lambda: self.export_all(public=True))
        self.standings.found.connect(lambda key: self.model.forget([_row_id(*key)]))
        self.show_task(task_id)

    def show_task(self, task_id: TaskId) -> None:
        """Show the papers of another task."""
        self.task_id = task_id
        self.refresh(None)

    def refresh(self, _changes: Changes | None) -> None:
        """Show the papers as they are."""
        self.standings.forget()
        self.model.load()
        if self.table.chosen_id() is None:
            self.table.choose(self.model.id_at(0))
        for link in (self.all, self.all_public):
            link.setEnabled(bool(self.model.rowCount()))

    def first_focus(self) -> QWidget:
        """Return the list."""
        return self.table

    def export_all(self, *, public: bool = False) -> None:
        """Write all papers of the closure of the chosen line, or their public copies."""
        chosen = self.table.chosen_id() or self.model.id_at(0)
        if chosen is not None:
            export_all(self.session, self, _key(chosen)[0], public=public)

    def _open(self, row_id: object) -> None:
        closure_id, kind = _key(str(row_id))
        self.session.go(PAPER, PaperPlace(closure_id=closure_id, kind=kind))

    def _ids(self, _order: Order | None, _filter: object) -> Sequence[str]:
        closures = closures_of(self.session.workspace, self.task_id)
        return [_row_id(closure.id, kind) for closure in closures for kind in PAPERS]

    def _rows(self, ids: Sequence[str]) -> list[tuple[object, ...]]:
        keys = [_key(row_id) for row_id in ids]
        self.standings.ask(keys)
        return [self._cells(key) for key in keys]

    def _cells(self, key: Key) -> tuple[object, ...]:
        ws, (closure_id, kind) = self.session.workspace, key
        closure, paper = ws.need(Closure, closure_id), paper_of(ws, closure_id, kind)
        subject = f"{closure.subject or '整项任务'}　第 {closure.round} 轮"
        state = sign_of(self.standings.get(key))
        if ws.get(Paper, paper.id) is None:
            return Muted(kind.label), Muted(subject), "", "", "", "", state
        form = form_words(chosen_form(ws, paper).definition.label, kind)
        return (Strong(kind.label), subject, form, _issuer(ws, paper),
                paper.document_number, paper.dated_on.iso if paper.dated_on else "", state)

    # Qt

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.standings.go_on()


def _issuer(ws: Workspace, paper: Paper) -> str:
    issuer = ws.get(Issuer, paper.issuer_id)
    return issuer.name if issuer else ""


def _row_id(closure_id: ClosureId, kind: PaperKind) -> str:
    return f"{closure_id} {kind}"


def _key(row_id: str) -> Key:
    closure_id, _, kind = row_id.rpartition(" ")
    return ClosureId(closure_id), PaperKind(kind)
