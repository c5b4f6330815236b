"""文书 of one task: the opinion of each of its closures, opened with Enter or a double click.

It lies behind a tab of the task's page and leads to the page of the paper.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.parts.cells import EDGE, Muted
from gui.parts.labels import Meta
from gui.parts.tables import Column, Order, PageModel, Table
from gui.places import PAPER, PaperPlace
from gui.session import Session
from models.assembly import acceptance_of, chosen_form, closures_of, paper_of
from models.domain.closure import Closure, ClosureId, Paper
from models.domain.directory import Issuer
from models.domain.plan import TaskId
from models.workspace import Changes, Workspace

COLUMNS = (
    Column(key="form", title="文书", width=208, least=170, sortable=False),
    Column(key="subject", title="销号", width=200, least=128, sortable=False, grows=True),
    Column(key="issuer", title="发文主体", width=200, least=160, most=420, colour="ink_2", yields=1, sortable=False),
    Column(key="document", title="发文字号", width=190, sortable=False),
    Column(key="dated_on", title="成文日期", width=112, sortable=False),
    Column(key="result", title="验收", width=104, least=72, sortable=False),
    Column(key="state", title="状态", width=80, sortable=False),
)


class TaskPapers(QWidget):
    """The papers of one task."""

    def __init__(self, session: Session, task_id: TaskId) -> None:
        super().__init__()
        self.session = session
        self.task_id = task_id
        self.model = PageModel(COLUMNS, self._ids, self._rows)
        self.table = Table(self.model, name="task-papers", empty="这项任务还没有销号。")
        self.table.opened.connect(self._open)
        hint = Meta("回车打开。再验一轮，或按单位、点位分别销号，在“验收”里新建。")
        hint.setContentsMargins(EDGE, 12, EDGE, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hint)
        column.addWidget(self.table, 1)
        self.show_task(task_id)

    def show_task(self, task_id: TaskId) -> None:
        """Show the papers of another task."""
        self.task_id = task_id
        self.refresh(None)

    def refresh(self, _changes: Changes | None) -> None:
        """Show the papers as they are."""
        self.model.load()
        if self.table.chosen_id() is None:
            self.table.choose(self.model.id_at(0))

    def first_focus(self) -> QWidget:
        """Return the list."""
        return self.table

    def _open(self, closure_id: object) -> None:
        self.session.go(PAPER, PaperPlace(closure_id=ClosureId(str(closure_id))))

    def _ids(self, _order: Order | None, _filter: object) -> Sequence[str]:
        return [closure.id for closure in closures_of(self.session.workspace, self.task_id)]

    def _rows(self, ids: Sequence[object]) -> list[tuple[object, ...]]:
        ws = self.session.workspace
        return [_cells(ws, ws.need(Closure, str(closure_id))) for closure_id in ids]


def _cells(ws: Workspace, closure: Closure) -> tuple[object, ...]:
    paper, acceptance = paper_of(ws, closure.id), acceptance_of(ws, closure.id)
    issuer = ws.get(Issuer, paper.issuer_id)
    form = chosen_form(ws, paper).definition
    started = ws.get(Paper, paper.id) is not None
    subject = closure.subject or "整项任务"
    return (
        form.label, f"{subject}　第 {closure.round} 轮", issuer.name if issuer else "", paper.document_number,
        paper.dated_on.iso if paper.dated_on else "", acceptance.result.label if acceptance.result else "",
        "草稿" if started else Muted("未起草"),
    )
