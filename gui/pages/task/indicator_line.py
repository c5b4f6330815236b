"""One indicator of a task on a line: name, target, till when, the latest value, and how it stands in shape and word.

    污水集中收集率   不低于70%   至2027年   61.8%（2026-09）   ○ 未达到，差8.2个百分点   展开
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gui.parts.buttons import LinkButton
from gui.parts.date_field import written
from gui.parts.labels import Elided, Meta
from gui.parts.signs import Shape, Sign, SignLabel
from models.assembly.indicators import IndicatorView
from models.domain.indicator import IndicatorId
from models.domain.indicator_standing import IndicatorStanding, IndicatorState
from models.domain.indicator_words import demand, lacking_words
from models.domain.reading.phrases.indicators import IndicatorReading

ROW = 28
DEMAND, DUE, LATEST, STATE = 132, 108, 196, 200
_SIGNS = {
    IndicatorState.REACHED: (Shape.TICK, "accent"), IndicatorState.UNPROVEN: (Shape.TRIANGLE, "ink"),
    IndicatorState.SHORT: (Shape.RING, "ink_2"),
    IndicatorState.NO_VALUE: (Shape.RING, "meta"), IndicatorState.OVERDUE: (Shape.TRIANGLE, "late"),
}


class IndicatorLine(QWidget):
    """An indicator; `turned` asks for its values, or to put them away."""

    turned = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.record_id: IndicatorId | None = None
        self.name = Elided()
        self.demand, self.latest = Elided(tone="ink_2"), Elided()
        self.due = Meta()
        self.state = SignLabel()
        self.turn = LinkButton("展开")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.name, 1)
        for widget, width in ((self.demand, DEMAND), (self.due, DUE), (self.latest, LATEST)):
            widget.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
            widget.setFixedWidth(width)
            row.addWidget(widget)
        place = QWidget()
        place.setFixedWidth(STATE)
        inside = QHBoxLayout(place)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.state)
        inside.addStretch(1)
        row.addWidget(place)
        row.addWidget(self.turn)
        self.setFocusProxy(self.turn)
        self.setFixedHeight(ROW)
        self.turn.setFixedHeight(ROW)
        self.turn.clicked.connect(lambda: self.turned.emit(self.record_id or ""))

    def show_indicator(self, view: IndicatorView) -> None:
        """Show an indicator as it stands."""
        found = view.standing
        self.record_id = found.indicator.id
        self.name.set_text(found.indicator.label)
        self.demand.set_text(demand(found.indicator))
        self.due.setText(f"至{found.indicator.due_on}" if found.indicator.due_on else "")
        self.latest.set_text(latest_words(found))
        self.state.set_value(sign_of(found))
        self.setAccessibleName(f"{found.indicator.label}，{demand(found.indicator)}，{latest_words(found)}")
        self.show()

    def show_open(self, is_open: bool) -> None:
        """Say what a click does."""
        self.turn.setText("收起" if is_open else "展开")


def latest_words(found: IndicatorStanding) -> str:
    """Return the latest value with its time: 61.8%（2026-09）."""
    latest = found.latest
    return f"{latest.number}{found.indicator.unit}（{written(latest.dated_on)}）" if latest else ""


def sign_of(found: IndicatorStanding) -> Sign:
    """Return how an indicator stands: a shape, its word, and what lacks."""
    shape, colour = _SIGNS[found.state]
    lacking = lacking_words(found)
    words = found.state.label + (f"，{lacking}" if lacking else "")
    return Sign(shape, words, colour, found.state is IndicatorState.OVERDUE)


def reading_words(reading: IndicatorReading) -> str:
    """Return a target as the program reads it: 污水集中收集率 不低于70%，至2025年."""
    due = f"，至{reading.due_on}" if reading.due_on else ""
    return f"{reading.label} {reading.bound.label}{reading.target}{reading.unit}{due}"
