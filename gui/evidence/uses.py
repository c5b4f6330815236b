"""用处 of a piece of evidence: the measures it proves, a line that finds it one more, and the values it shows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui import suggest
from gui.parts import typeface
from gui.parts.buttons import LinkButton
from gui.parts.date_field import written
from gui.parts.labels import Elided, Meta, Running, SectionHead
from gui.parts.layouts import empty
from gui.parts.pick_line import PickLine
from gui.places import OVERVIEW, TASK, TaskPlace
from gui.session import Session
from models.actions.linking import link_evidence
from models.domain.evidence import Evidence, EvidenceLink
from models.domain.indicator import Indicator, IndicatorValue
from models.domain.plan import Measure, MeasureId, Task

UNUSED = "还没有对应到措施。"


class EvidenceUses(QWidget):
    """The part of the card below the files."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.evidence: Evidence | None = None
        self.link = LinkButton("对应到措施", icon="link")
        self.measure = PickLine(
            suggest.measures(session.workspace, self._is_open), placeholder="任务编号或措施的字词，回车对应",
            none="没有找到这样的措施，或者已经对应。",
        )
        head = QHBoxLayout()
        head.addWidget(SectionHead("用处"), 1)
        head.addWidget(self.link)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.measure)
        column.addLayout(self._rows)
        self.link.clicked.connect(self.measure.begin)
        self.measure.taken.connect(self._use_for)

    def show_evidence(self, evidence: Evidence | None) -> None:
        """Show the uses of a piece, of none of them nothing."""
        if evidence is None or self.evidence is None or evidence.id != self.evidence.id:
            self.measure.close_line()
        self.evidence = evidence
        self.link.setVisible(evidence is not None and evidence.trashed_at is None)
        empty(self._rows)
        links = self._links()
        for link in links:
            self._show_use(link)
        for value in self._values():
            self._show_value(value)
        if not links:
            self._rows.addWidget(Meta(UNUSED))

    def _links(self) -> list[EvidenceLink]:
        return self.session.workspace.find(EvidenceLink, evidence_id=self.evidence.id) if self.evidence else []

    def _show_use(self, link: EvidenceLink) -> None:
        ws = self.session.workspace
        measure = ws.need(Measure, link.measure_id)
        task = ws.need(Task, measure.task_id)
        place = TaskPlace(task_id=task.id, measure_id=measure.id, focus=link.id)
        lead = LinkButton(f"任务 {task.number} 措施 {measure.number}")
        lead.clicked.connect(lambda: self.session.go(TASK, place))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(lead)
        line.addWidget(Elided(link.pages, size=typeface.SMALL, tone="meta"), 1)
        self._rows.addWidget(row)
        self._rows.addWidget(Running(link.proves or "还没有写证明什么", printed=bool(link.proves)))

    def _values(self) -> list[IndicatorValue]:
        if self.evidence is None:
            return []
        return self.session.workspace.find(IndicatorValue, evidence_id=self.evidence.id)

    def _show_value(self, value: IndicatorValue) -> None:
        ws = self.session.workspace
        indicator = ws.need(Indicator, value.indicator_id)
        place = TaskPlace(task_id=indicator.task_id, tab=OVERVIEW, focus=indicator.id)
        lead = LinkButton(f"任务 {ws.need(Task, indicator.task_id).number} 指标")
        lead.clicked.connect(lambda: self.session.go(TASK, place))
        self._rows.addWidget(lead, 0, Qt.AlignmentFlag.AlignLeft)
        self._rows.addWidget(Running(f"{indicator.label} {value.number}{indicator.unit}（{written(value.dated_on)}）"))

    def _is_open(self, measure_id: MeasureId) -> bool:
        return all(link.measure_id != measure_id for link in self._links())

    def _use_for(self, measure_id: MeasureId) -> None:
        item = self.evidence
        if item is not None:
            self.session.apply(lambda ws: link_evidence(ws, evidence_id=item.id, measure_id=measure_id))
