"""计入 at a row: whether an entry or a piece of evidence counts for a duty of its measure, and how often."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from gui.parts import typeface
from gui.parts.buttons import LinkButton
from gui.session import Session
from models.actions.duties import count_entry, count_evidence
from models.domain.duty_occasions import CountedRecord
from models.domain.duty_tally import CountedDuty
from models.domain.evidence import EvidenceId
from models.domain.plan import ProgressId

MOST = 12
HEIGHT = 24


class CountMark(LinkButton):
    """计入, or 计 2 次; there only where the measure has a duty."""

    def __init__(self, session: Session) -> None:
        super().__init__("计入")
        self.setFont(typeface.font(typeface.VALUE))
        self.setFixedHeight(HEIGHT)
        self.session = session
        self._duties: Sequence[CountedDuty] = ()
        self._record: ProgressId | EvidenceId | None = None
        self._is_entry = False
        self.clicked.connect(self._offer)
        self.hide()

    def show_entry(self, duties: Sequence[CountedDuty], progress_id: ProgressId) -> None:
        """Show how often an entry counts."""
        self._show(duties, progress_id, is_entry=True)

    def show_evidence(self, duties: Sequence[CountedDuty], evidence_id: EvidenceId) -> None:
        """Show how often a piece of evidence counts."""
        self._show(duties, evidence_id, is_entry=False)

    def offers(self) -> QMenu:
        """Return the duties of the measure, each ticked where the record counts, with the times it may count."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for counted in self._duties:
            record = self._counted(counted)
            times = QMenu(f"{counted.duty.subject} {counted.duty.duty}".strip(), menu)
            times.menuAction().setCheckable(True)
            times.menuAction().setChecked(record is not None)
            for number in range(1, MOST + 1):
                action = times.addAction(
                    f"计 {number} 次", lambda counted=counted, number=number: self._count(counted, number)
                )
                action.setCheckable(True)
                action.setChecked(record is not None and record.times == number)
            if record is not None:
                times.addSeparator()
                times.addAction("不计入", lambda counted=counted: self._count(counted, 0))
            menu.addMenu(times)
        return menu

    def _show(self, duties: Sequence[CountedDuty], record: ProgressId | EvidenceId, *, is_entry: bool) -> None:
        self._duties, self._record, self._is_entry = duties, record, is_entry
        found = [(counted.duty, self._counted(counted)) for counted in duties]
        told = [f"{duty.subject or duty.duty}：{record.times} 次" for duty, record in found if record]
        times = sum(record.times for _, record in found if record)
        self.setText(f"计入 {len(told)} 项" if len(told) > 1 else f"计 {times} 次" if times else "计入")
        self.setToolTip("\n".join(told) or "计入频次：它是按期要做的事中的一次")
        self.setVisible(bool(duties))

    def _counted(self, counted: CountedDuty) -> CountedRecord | None:
        return next((item for item in counted.records if self._record in (item.progress_id, item.evidence_id)), None)

    def _offer(self) -> None:
        if len(self._duties) == 1 and self._counted(self._duties[0]) is None:
            self._count(self._duties[0], 1)
            return
        self.offers().popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _count(self, counted: CountedDuty, times: int) -> None:
        duty_id, record = counted.duty.id, self._record
        if record is None:
            return
        if self._is_entry:
            entry = ProgressId(record)
            self.session.apply(lambda ws: count_entry(ws, duty_id=duty_id, progress_id=entry, times=times))
        else:
            piece = EvidenceId(record)
            self.session.apply(lambda ws: count_evidence(ws, duty_id=duty_id, evidence_id=piece, times=times))
