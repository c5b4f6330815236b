"""The measures a closure covers, a tick each; none ticked off means all of the task's.

A tick that may not go, because a seal names the evidence of its measure, comes back, and why stands below it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.parts import typeface
from gui.parts.fields import Tick
from gui.parts.labels import Meta
from gui.parts.said import Said
from gui.parts.sight import bring_into_sight
from gui.session import Session
from models.actions import rounds
from models.domain.closure import ClosureId
from models.domain.plan import Measure, MeasureId
from models.errors import AppError


class CoveredMeasures(QWidget):
    """The ticks under their head, which says where the measures are printed."""

    def __init__(self, session: Session, printed: str = "") -> None:
        super().__init__()
        self.session = session
        self.ticks: list[tuple[MeasureId, Tick]] = []
        self.said = Said(inset=0)
        self._closure_id = ClosureId("")
        self._covered: Collection[MeasureId] = ()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Meta("覆盖的措施" + (f"　印在 {printed}" if printed else "")))
        column.addLayout(self._rows)
        self.said.setParent(self)

    def show_closure(self, closure_id: ClosureId, measures: Sequence[Measure], covered: Collection[MeasureId]) -> None:
        """Show the measures of a task, and which of them a closure covers; the keyboard stays where it is."""
        self._closure_id, self._covered = closure_id, covered
        self.show_problem(None)
        told = [(measure.id, f"{measure.number}　{measure.name}") for measure in measures]
        if told != [(measure_id, tick.text()) for measure_id, tick in self.ticks]:
            self._build(told)
        for measure_id, tick in self.ticks:
            tick.setChecked(measure_id in covered)

    def show_problem(self, problem: AppError | str | None) -> None:
        """Say below the tick why the choice was not taken, and show the one that stands."""
        self.said.show_words(str(problem or ""), good=False if problem else None)
        self.said.setVisible(problem is not None)
        if problem is None:
            return
        for measure_id, tick in self.ticks:
            if tick.isChecked() != (measure_id in self._covered):
                tick.setChecked(measure_id in self._covered)
                self._rows.removeWidget(self.said)
                self._rows.insertWidget(self._rows.indexOf(tick) + 1, self.said)
        bring_into_sight(self.said)

    def _build(self, told: Sequence[tuple[MeasureId, str]]) -> None:
        self._rows.removeWidget(self.said)
        while item := self._rows.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.ticks = [(measure_id, Tick(words)) for measure_id, words in told]
        for _, tick in self.ticks:
            tick.setFont(typeface.font())
            tick.clicked.connect(lambda _: self._cover())
            self._rows.addWidget(tick)

    def _cover(self) -> None:
        ids = [measure_id for measure_id, tick in self.ticks if tick.isChecked()]
        chosen = () if len(ids) == len(self.ticks) else ids
        self.session.apply(
            lambda ws: rounds.cover_measures(ws, closure_id=self._closure_id, measure_ids=chosen), source=self
        )
