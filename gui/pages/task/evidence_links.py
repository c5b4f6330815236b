"""Every link of a task in one list, measure by measure: what it proves, by which pages; Enter goes to the measure.

The sentence of proof is written there; how many are not written yet stands over the list.
"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.evidence.seal_marks import marked
from gui.parts.cells import EDGE, Muted, Pair
from gui.parts.date_field import written
from gui.parts.labels import Meta
from gui.parts.tables import Column, PageModel, Table
from gui.places import TASK, TaskPlace
from gui.session import Session
from models.assembly import live_numbers
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink
from models.domain.plan import Measure, TaskId
from models.lists import SealMark
from models.workspace import Changes, Workspace

ROW = 50
COLUMNS = (
    Column(key="code", title="编号", width=EDGE + 100, most=220, colour="ink_2", sortable=False),
    Column(key="title", title="名称与证明内容", width=420, least=280, grows=True, sortable=False),
    Column(key="kind", title="类别", width=88, sortable=False),
    Column(key="proof_kind", title="证明类别", width=80, yields=2, sortable=False),
    Column(key="body", title="发文单位", width=128, most=280, yields=1, sortable=False),
    Column(key="dated", title="日期", width=112, sortable=False),
    Column(key="pages", title="页码", width=120, least=96, sortable=False),
    Column(key="measure", title="用于措施", width=112, right=True, sortable=False),
)
NOTHING = "这项任务还没有佐证。\n\n到“措施与落实”里选一条措施，把文件、文件夹拖进去，或粘贴截图。"
Row = tuple[Measure, str, EvidenceLink, Evidence]


def rows_of(ws: Workspace, task_id: TaskId) -> list[Row]:
    """Return measure, number in the task, link and evidence, in the order of the measures."""
    numbers = live_numbers(ws, task_id)
    return [
        (sources.measure, numbers[item.id], link, item)
        for sources in ws.sources_of(ws.find(Measure, task_id=task_id)) for link, item in sources.links
    ]


class LinksPanel(QWidget):
    """The list; `tools` stands in the bar over it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.task_id: TaskId | None = None
        self.rows: dict[str, Row] = {}
        self.model = PageModel(COLUMNS, lambda *_: list(self.rows), self._cells)
        self.table = Table(self.model, name="task_evidence", row_height=ROW, empty=NOTHING)
        self.tools = Meta()
        self.table.opened.connect(self._go)
        self.setFocusProxy(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)

    def show_task(self, task_id: TaskId) -> None:
        """Show the links of a task from the first on."""
        self.task_id = task_id
        self.refresh(None)
        self.table.choose(self.model.id_at(0))

    def refresh(self, _changes: Changes | None) -> None:
        """Show the links as they are."""
        if self.task_id is None:
            return
        self.rows = {row[2].id: row for row in rows_of(self.session.workspace, self.task_id)}
        self.model.load()
        without = sum(not link.proves.strip() for _, _, link, _ in self.rows.values())
        self.tools.setText(f"{without} 处没有写证明什么" if without else "")

    def leave(self) -> bool:
        """Nothing is typed here."""
        return True

    def piece(self) -> EvidenceId | None:
        """Return the piece of the chosen link."""
        chosen = self.table.chosen_id()
        return None if chosen is None else self.rows[str(chosen)][3].id

    def _cells(self, ids: list[str]) -> list[tuple[object, ...]]:
        rows = [self.rows[row_id] for row_id in ids]
        marks = self.session.workspace.look.sealed_among([item.id for *_, item in rows])
        return [_cells(*row, marks.get(row[3].id)) for row in rows]

    def _go(self, link_id: object) -> None:
        measure, _, link, _ = self.rows[str(link_id)]
        if self.task_id is not None:
            self.session.go(TASK, TaskPlace(task_id=self.task_id, measure_id=measure.id, focus=link.id))


def _cells(
    measure: Measure, number: str, link: EvidenceLink, item: Evidence, mark: SealMark | None
) -> tuple[object, ...]:
    proof = Pair(item.title, "证明", link.proves) if link.proves.strip() else Pair(item.title, "", "▲ 没有写证明什么")
    return (
        marked(number, mark), proof, Muted(item.kind), Muted(link.proof_kind.label if link.proof_kind else ""),
        Muted(item.issuing_body), written(item.dated_on), Muted(link.pages or item.pages or "全部"),
        f"措施 {measure.number}",
    )
