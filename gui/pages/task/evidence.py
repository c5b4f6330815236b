"""佐证 of the whole task: every piece that is linked to one of its measures, with what it proves; Enter goes there."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui import opening
from gui.parts.buttons import Button
from gui.parts.cells import EDGE, Muted, Pair
from gui.parts.date_field import written
from gui.parts.labels import Meta
from gui.parts.tables import Column, PageModel, Table
from gui.places import TASK, TaskPlace
from gui.seal_marks import marked
from gui.session import Session
from models.assembly import live_numbers
from models.domain.evidence import Evidence, EvidenceLink
from models.domain.plan import Measure, TaskId
from models.lists import SealMark
from models.workspace import Changes, Workspace

ROW = 50
COLUMNS = (
    Column(key="code", title="编号", width=EDGE + 100, most=220, colour="ink_2", sortable=False),
    Column(key="title", title="名称与证明内容", width=420, least=280, grows=True, sortable=False),
    Column(key="kind", title="种类", width=88, sortable=False),
    Column(key="body", title="发文单位", width=128, most=280, yields=1, sortable=False),
    Column(key="dated", title="日期", width=112, sortable=False),
    Column(key="pages", title="页码", width=120, least=96, sortable=False),
    Column(key="measure", title="用于措施", width=112, right=True, sortable=False),
)
NOTHING = "这项任务还没有佐证。\n\n到“措施与落实”里选一条措施，把文件、文件夹拖进去，或粘贴截图。"
Row = tuple[Measure, str, EvidenceLink, Evidence]


def evidence_of(ws: Workspace, task_id: TaskId) -> int:
    """Return how many pieces of evidence are linked to a task."""
    return ws.look.evidence_count(task_id)


def rows_of(ws: Workspace, task_id: TaskId) -> list[Row]:
    """Return measure, number in the task, link and evidence, in the order of the measures."""
    numbers, rows = live_numbers(ws, task_id), []
    for measure in ws.find(Measure, task_id=task_id):
        rows += [(measure, numbers[item.id], link, item) for link, item in ws.sources(measure).links]
    return rows


class EvidenceTab(QWidget):
    """The evidence of one task."""

    def __init__(self, session: Session, task_id: TaskId) -> None:
        super().__init__()
        self.session = session
        self.task_id = task_id
        self._rows: dict[str, Row] = {}
        self.model = PageModel(COLUMNS, lambda *_: list(self._rows), self._cells)
        self.table = Table(self.model, name="task_evidence", row_height=ROW, empty=NOTHING)
        self.open_file = Button("打开", icon="open")
        self.export = Button("导出全部", icon="export")
        self.told = Meta()
        bar = QHBoxLayout()
        bar.setContentsMargins(EDGE, 8, EDGE, 8)
        bar.setSpacing(8)
        bar.addWidget(self.told)
        bar.addStretch(1)
        bar.addWidget(self.open_file)
        bar.addWidget(self.export)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        self.table.opened.connect(self._go)
        self.open_file.clicked.connect(self._open)
        self.export.clicked.connect(self._export)
        self.show_task(task_id)

    def show_task(self, task_id: TaskId) -> None:
        """Show another task."""
        self.task_id = task_id
        self.refresh(None)
        self.table.choose(self.model.id_at(0))

    def refresh(self, changes: Changes | None) -> None:
        """Show the links as they are."""
        self._rows = {row[2].id: row for row in rows_of(self.session.workspace, self.task_id)}
        self.model.load()
        without = sum(not link.proves.strip() for _, _, link, _ in self._rows.values())
        self.told.setText(f"{without} 处没有写证明什么" if without else "")
        reason = "" if self._rows else "还没有佐证"
        self.open_file.allow(reason)
        self.export.allow(reason)

    def first_focus(self) -> QWidget:
        """Return the list."""
        return self.table

    def _cells(self, ids: list[str]) -> list[tuple[object, ...]]:
        rows = [self._rows[row_id] for row_id in ids]
        marks = self.session.workspace.look.sealed_among([item.id for *_, item in rows])
        return [_cells(*row, marks.get(row[3].id)) for row in rows]

    def _go(self, link_id: object) -> None:
        measure, _, link, _ = self._rows[str(link_id)]
        self.session.go(TASK, TaskPlace(task_id=self.task_id, measure_id=measure.id, focus=link.id))

    def _open(self) -> None:
        chosen = self.table.chosen_id()
        if chosen is not None:
            files = self.session.workspace.current_files(self._rows[str(chosen)][3].id)
            opening.open_stored(self.session, files[0])

    def _export(self) -> None:
        ids = dict.fromkeys(item.id for _, _, _, item in self._rows.values())
        files = self.session.workspace.current_files(*ids)
        opening.export_stored(self.session, files, self)


def _cells(
    measure: Measure, number: str, link: EvidenceLink, item: Evidence, mark: SealMark | None
) -> tuple[object, ...]:
    proof = Pair(item.title, "证明", link.proves) if link.proves.strip() else Pair(item.title, "", "▲ 没有写证明什么")
    return (
        marked(number, mark), proof, Muted(item.kind), Muted(item.issuing_body), written(item.dated_on),
        Muted(link.pages or item.pages or "全部"), f"措施 {measure.number}",
    )
