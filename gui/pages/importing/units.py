"""Names of units nobody is sure of, asked about once and together: one that is known, or a new one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gui.ahead import InParts, polish
from gui.parts.buttons import LinkButton
from gui.parts.cells import EDGE
from gui.parts.fields import ComboField
from gui.parts.labels import Elided, Meta, Rule, Words
from gui.parts.steady import SteadyArea

NEW = ""
WIDEST = 860
_HINT = "这些名称和单位目录里的对不上，或者不止一个对得上。每个选一次，整份文件都按它办；选“新单位”就按原文进目录。"


class Asked(NamedTuple):
    """A name as printed, where it stands first, the units it may mean (id and name), and what is proposed."""

    name: str
    place: str = ""
    candidates: tuple[tuple[str, str], ...] = ()
    proposed: str = NEW


class UnitQuestions(QWidget):
    """One line a name; `answered` with each choice."""

    answered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._questions: tuple[Asked, ...] = ()
        self._answers: Mapping[str, str] = {}
        # None as long as they are being built.
        self._fields: dict[str, ComboField] | None = {}
        self._filling = InParts(self)
        self.said = Words(_HINT, tone="ink_2")
        self.said.setWordWrap(True)
        self.area = SteadyArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        self.take_only = LinkButton("只有一个相近的，都选它", icon="check")
        self.take_only.clicked.connect(self._take_only)
        top = QHBoxLayout()
        top.setContentsMargins(EDGE, 0, EDGE, 0)
        top.setSpacing(16)
        top.addWidget(self.said, 1)
        top.addWidget(self.take_only)
        column.addLayout(top)
        column.addWidget(self.area, 1)

    def show_questions(self, questions: Sequence[Asked], answers: Mapping[str, str]) -> None:
        """Ask about other names, built between the events of the window; what was answered before stays."""
        self._questions, self._answers, self._fields = tuple(questions), dict(answers), None
        before = self.area.takeWidget()
        if before is not None:
            before.deleteLater()
        self._filling.begin(self._fill())
        self.take_only.setVisible(bool(self._with_one()))

    @property
    def fields(self) -> dict[str, ComboField]:
        """The choices by the names they are of."""
        self._filling.finish()
        return self._fields or {}

    def _fill(self) -> Iterator[None]:
        inside, fields = QWidget(), {}
        inside.setMaximumWidth(WIDEST)
        column = QVBoxLayout(inside)
        column.setContentsMargins(EDGE, 8, EDGE, 24)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for place, head in enumerate(("文件里写的", "最先出现在", "是哪个单位")):
            grid.addWidget(Meta(head), 0, place)
        grid.addWidget(Rule("line_strong"), 1, 0, 1, 3)
        column.addLayout(grid)
        column.addStretch(1)
        for line, asked in enumerate(self._questions, start=2):
            fields[asked.name] = self._field(asked)
            for place, part in enumerate((Elided(asked.name), Meta(asked.place), fields[asked.name])):
                grid.addWidget(part, line, place)
                polish(part)
            yield
        self._fields = fields
        self.area.setWidget(inside)

    def _field(self, asked: Asked) -> ComboField:
        field = ComboField(choices=[*asked.candidates, (NEW, "新单位（按原文）")])
        field.fill(self._answers.get(asked.name, asked.proposed))
        field.combo.setPlaceholderText("请选择")
        field.editor.setAccessibleName(f"{asked.name}是哪个单位")
        field.setFixedWidth(320)
        field.edited.connect(self.answered)
        return field

    def _with_one(self) -> list[Asked]:
        return [asked for asked in self._questions if len(asked.candidates) == 1]

    def _take_only(self) -> None:
        for asked in self._with_one():
            self.fields[asked.name].fill(asked.candidates[0][0])
        self.answered.emit()

    def count(self) -> int:
        """Return how many names are asked about."""
        return len(self._questions)

    def answers(self) -> dict[str, str]:
        """Return of each name the unit it means, NEW for a new one."""
        if self._fields is None:
            return {asked.name: self._answers.get(asked.name, asked.proposed) for asked in self._questions}
        return {name: str(field.read() or NEW) for name, field in self._fields.items()}
