"""What is being read, as what, and into which plan: one line that can be put right at any time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.parts import icons
from gui.parts.buttons import LinkButton
from gui.parts.cells import EDGE
from gui.parts.draft_fields import DraftLine
from gui.parts.filter_bar import FilterChoice
from gui.parts.labels import Elided
from models.domain.drafts.draft import Draft, SourceKind

NEW_PLAN = ""
_SHORT = 16
_ICONS = {
    "docx": "papers", "doc": "papers", "wps": "papers", "txt": "papers", "xlsx": "sheet", "xls": "sheet", "et": "sheet",
    "ods": "sheet", "csv": "sheet", "tsv": "sheet",
}


class SourceLine(QWidget):
    """`kind_picked(kind)`, `plan_picked(plan id or NEW_PLAN)`, `title_changed`, `another`."""

    kind_picked = Signal(object)
    plan_picked = Signal(str)
    title_changed = Signal()
    another = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._icon = _Icon()
        self.name = Elided()
        self.name.setMinimumWidth(72)
        self.kind = FilterChoice("读作", [(kind, kind.label) for kind in SourceKind])
        self.plan = FilterChoice("归入方案", most=_SHORT)
        self.title = DraftLine(placeholder="方案全称，不带书名号")
        self.title.edit.setAccessibleName("新方案的全称")
        self.other = LinkButton("换一份")
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE, 0, EDGE, 6)
        row.setSpacing(16)
        row.addWidget(self._icon)
        row.addWidget(self.name, 2)
        row.addWidget(self.kind)
        row.addWidget(self.plan)
        row.addWidget(self.title, 3)
        row.addWidget(self.other)
        self.kind.picked.connect(self.kind_picked)
        self.plan.picked.connect(lambda key: self._plan_picked(str(key)))
        self.title.edited.connect(self.title_changed)
        self.other.clicked.connect(self.another)

    def show_draft(self, draft: Draft) -> None:
        """Show what was read."""
        self._icon.show_icon(_ICONS.get(draft.source.rpartition(".")[2].lower(), "copy"))
        self.name.set_text(draft.source)
        self.kind.set_key(draft.kind)

    def show_plans(self, plans: Sequence[tuple[str, str]], chosen: str, title: str) -> None:
        """Offer the plans, and a new one of that title."""
        self.plan.set_choices([*plans, (NEW_PLAN, "新的方案")])
        self.plan.set_key(chosen)
        self.title.fill(title)
        self.title.setVisible(chosen == NEW_PLAN)

    def plan_id(self) -> str:
        """Return the plan the tasks go to, NEW_PLAN for one that is made for them."""
        return str(self.plan.key() or NEW_PLAN)

    def plan_title(self) -> str:
        """Return the title of the new plan."""
        return self.title.text().strip()

    def is_complete(self) -> bool:
        """Return whether it is clear where the tasks go; says under the title that it lacks."""
        if self.plan_id() == NEW_PLAN and not self.plan_title():
            self.title.show_problem("写上方案全称")
            self.title.setFocus()
            return False
        return True

    def _plan_picked(self, key: str) -> None:
        self.title.setVisible(key == NEW_PLAN)
        self.plan_picked.emit(key)


class _Icon(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._name = "file"
        self.setFixedSize(QSize(16, 30))

    def show_icon(self, name: str) -> None:
        self._name = name
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.paint(painter, self._name, QRectF(self.rect()))
        painter.end()
