"""One duty of a measure: what is demanded, how often it was done, the strip of its periods, what lacks.

    每季度至少1次  县委常委会研究生态环境保护工作                     计入 3 条  编辑
    应4 实3  ■■■□  缺 第四季度

What is told beside the strip is what lacks; while a cell is pointed at, what happened in its period.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.parts import typeface
from gui.parts.buttons import LinkButton
from gui.parts.cell_strip import Cell, CellStrip, Look
from gui.parts.date_field import written
from gui.parts.labels import Elided, Words
from models.domain.duty import MeasureDutyId
from models.domain.duty_occasions import Occasion
from models.domain.duty_suggestions import SuggestedCount
from models.domain.duty_tally import DutyTally, PeriodCount, PeriodState
from models.domain.duty_words import counted_words, missing_words, unproven_words

MOST_BESIDE = 24
ROW = 24
_LOOKS = {
    PeriodState.MET: Look.FULL, PeriodState.UNPROVEN: Look.HALF, PeriodState.MISSING: Look.EMPTY,
    PeriodState.RUNNING: Look.RUNNING, PeriodState.COMING: Look.COMING, PeriodState.PARTIAL: Look.PART,
}


class DutyLine(QWidget):
    """A duty; `wanted(period)` where a cell is picked, `accepted` for the suggestions, `edited` for the panel."""

    wanted = Signal(object)
    accepted = Signal(str, object)
    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.tally: DutyTally | None = None
        self.suggested: Sequence[SuggestedCount] = ()
        self.demand = Words()
        self.subject = Elided(tone="ink_2")
        self.accept = LinkButton("")
        self.edit = LinkButton("编辑")
        self.counts = Words(weight=typeface.MEDIUM)
        self.strip = CellStrip()
        self.told = Elided(size=typeface.VALUE, tone="ink_2")
        self._build()
        self._connect()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.demand)
        head.addWidget(self.subject, 1)
        for link in (self.accept, self.edit):
            link.setFixedHeight(ROW)
            head.addWidget(link)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(12)
        self._beside.addWidget(self.counts)
        self._beside.addWidget(self.told, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 6)
        self._column.setSpacing(0)
        self._column.addLayout(head)
        self._column.addLayout(self._beside)

    def _connect(self) -> None:
        self.strip.pointed.connect(self._tell)
        self.strip.picked.connect(lambda place: self.wanted.emit(self._periods()[place]))
        self.accept.clicked.connect(lambda: self.accepted.emit(self.record_id, self.suggested))
        self.edit.clicked.connect(lambda: self.edited.emit(self.record_id))

    @property
    def record_id(self) -> MeasureDutyId | None:
        """Return which duty is shown."""
        return self.tally.duty.id if self.tally is not None else None

    def show_duty(self, found: DutyTally) -> None:
        """Show a duty as it stands."""
        self.tally = found
        self.demand.setText(str(found.duty.duty))
        self.subject.set_text(found.duty.subject)
        self.counts.setText(counted_words(found))
        self.counts.setVisible(bool(found.ended))
        cells = [Cell(_LOOKS[item.state], told_of(found, item), str(item.period.year)) for item in found.periods]
        self._put_strip(len(cells))
        self.strip.show_cells(cells, f"{found.duty.duty}，{counted_words(found)}，{standing_of(found)}")
        self.setFocusProxy(self.strip if cells else self.edit)
        self._tell(-1)
        self.show()

    def show_suggested(self, suggested: Sequence[SuggestedCount], titles: Iterable[str]) -> None:
        """Offer to count the records that look like one of the times; `titles` are theirs."""
        self.suggested = suggested
        self.accept.setText(f"计入 {len(suggested)} 条")
        self.accept.setVisible(bool(suggested))
        self.accept.setToolTip("像是做过的次数，一并计入：\n" + "\n".join(titles))

    def _put_strip(self, count: int) -> None:
        """Let a short strip stand beside the counts, a long one in a row of its own."""
        row = self._beside if count <= MOST_BESIDE else self._column
        if row.indexOf(self.strip) >= 0:
            return
        if row is self._beside:
            row.insertWidget(1, self.strip)
        else:
            row.addWidget(self.strip)

    def _periods(self) -> tuple[PeriodCount, ...]:
        return self.tally.periods if self.tally is not None else ()

    def _tell(self, place: int) -> None:
        if self.tally is None:
            return
        cells = self.strip.cells()
        self.told.set_text(cells[place].words if 0 <= place < len(cells) else standing_of(self.tally))


def standing_of(found: DutyTally) -> str:
    """Return in words what lacks: 缺 第四季度, 无佐证 第二季度, 时段不明 1 次, or that nothing does."""
    unclear = sum(occasion.times for occasion in found.unclear)
    outside = sum(occasion.times for occasion in found.outside)
    said = [f"缺 {missing_words(found)}"] * bool(found.missing)
    said += [f"无佐证 {unproven_words(found)}"] * bool(found.unproven)
    if found.duty.starts_on is None:
        said.append("没有填从何时起")
    elif not found.ended:
        said.append("还没有满一期")
    said += [f"时段不明 {unclear} 次"] * bool(unclear) + [f"时间之外 {outside} 次"] * bool(outside)
    return "　".join(said) or "每期都有"


def told_of(found: DutyTally, item: PeriodCount) -> str:
    """Return what is told of one period: its name, state and numbers, and each occasion with its day."""
    done = "；".join(_told(occasion) for occasion in item.occasions)
    demand = "" if item.state is PeriodState.PARTIAL else f"应{found.duty.times} "
    proven = f" 有佐证{item.proven}" if item.state is PeriodState.UNPROVEN else ""
    return f"{item.period.label} {item.state.label} {demand}实{item.done}{proven}" + (f"：{done}" if done else "")


def _told(occasion: Occasion) -> str:
    title = occasion.records[0].title.split("\n")[0]
    title = title if len(title) <= MOST_BESIDE else title[: MOST_BESIDE - 1] + "…"
    times = f"（{occasion.times} 次）" if occasion.times > 1 else ""
    return f"{written(occasion.when)} {title}{times}"
