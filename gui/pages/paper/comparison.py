"""取回的文件 beside our paper: what was changed in each section, ours above, theirs below, what differs on tint.

A changed section is offered as an edit of ours. What stands in the records is not taken over: the checks below the
panel name it, and lead there.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui.pages.paper.issuing import Compared
from gui.parts.buttons import Button, LinkButton
from gui.parts.cells import EDGE
from gui.parts.labels import BlockName, Meta, Rule, SectionHead, Words
from gui.parts.paragraph import Paragraph
from models.domain.issue_code import grouped
from models.domain.merging import difference
from models.domain.taking_back import SectionChange

WIDEST = 860


class ComparisonPanel(QWidget):
    """The changed sections; `adopted(changes)` for those that are to become edits."""

    adopted = Signal(object)
    issuing = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.shown: Compared | None = None
        self.changes: list[ChangedSection] = []
        self.name = BlockName("取回的文件")
        self.said = Words(tone="ink_2")
        self.said.setWordWrap(True)
        self.about_code = Meta()
        self.about_code.setWordWrap(True)
        self.adopt_all = Button("全部采用为改写")
        self.issue = Button("签发取回的文件", icon="sign")
        self.leave = LinkButton("不用这份", icon="close")
        self._build()
        self.adopt_all.clicked.connect(lambda: self.adopted.emit([item.change for item in self.changes if item.offers]))
        self.issue.clicked.connect(self.issuing)
        self.leave.clicked.connect(self.closed)
        self.hide()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.name, 1)
        for widget in (self.leave, self.adopt_all, self.issue):
            head.addWidget(widget)
        top = QVBoxLayout()
        top.setContentsMargins(EDGE, 8, EDGE, 8)
        top.setSpacing(4)
        top.addLayout(head)
        top.addWidget(self.said)
        top.addWidget(self.about_code)
        inside = QWidget()
        inside.setMaximumWidth(WIDEST)
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(EDGE, 8, EDGE, 24)
        self._list.setSpacing(16)
        self._list.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(Rule())
        column.addWidget(self.area, 1)

    def show_compared(self, compared: Compared) -> None:
        """Show how a file differs from our paper as it stands now."""
        self.shown = compared
        sections = () if compared.comparison.is_another else compared.comparison.sections
        self.name.setText(f"取回的文件 {compared.taken.file.name}")
        self.said.setText(summary(compared))
        code = compared.taken.code
        self.about_code.setText("" if code else "文件上没有签发编号，签发后扫描件要凭编号手工附上。")
        self.about_code.setVisible(not code)
        if code:
            self.name.setToolTip(f"签发编号 {grouped(code)}")
        if [item.change for item in self.changes] != list(sections):
            self._show_sections(sections)
        self.adopt_all.setVisible(sum(item.offers for item in self.changes) > 1)
        stops = len(compared.stops)
        self.issue.setText(f"签发 · 还有 {stops} 处须处理" if stops else "签发取回的文件")
        self.show()

    def go_to(self, section: str) -> bool:
        """Bring the change of a section into sight; returns whether it was changed."""
        found = next((item for item in self.changes if item.change.section == section), None)
        if found is not None:
            self.area.ensureWidgetVisible(found, 0, 24)
            found.take_keyboard()
        return found is not None

    def _show_sections(self, sections: Sequence[SectionChange]) -> None:
        for item in self.changes:
            self._list.removeWidget(item)
            item.hide()
            item.deleteLater()
        self.changes = [ChangedSection(change) for change in sections]
        for place, item in enumerate(self.changes):
            item.adopted.connect(lambda change: self.adopted.emit([change]))
            self._list.insertWidget(place, item)


class ChangedSection(QWidget):
    """One changed section, paragraph by paragraph as it stood and as it came back."""

    adopted = Signal(object)

    def __init__(self, change: SectionChange) -> None:
        super().__init__()
        self.change = change
        self.offers = change.is_editable
        self.adopt = LinkButton("采用为改写", icon="check")
        self.adopt.setVisible(self.offers)
        self.adopt.clicked.connect(lambda: self.adopted.emit(self.change))
        self.ours, self.theirs = Paragraph(tone="ink_2"), Paragraph()
        head = QHBoxLayout()
        head.addWidget(SectionHead(change.name))
        head.addStretch(1)
        head.addWidget(self.adopt)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        for label, paragraph in (("我们写的", self.ours), ("取回的", self.theirs)):
            column.addWidget(Meta(label))
            column.addWidget(paragraph)
        self._show()

    def take_keyboard(self) -> None:
        """Give the keyboard to what can be done about the section."""
        if self.offers:
            self.adopt.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        ours, theirs = self.change.ours, self.change.theirs
        self.ours.set_text(ours or "（没有）")
        self.theirs.set_text(theirs or "（没有）")
        self.ours.mark(difference(theirs, ours).added if ours else ())
        self.theirs.mark(difference(ours, theirs).added if theirs else ())


def summary(compared: Compared) -> str:
    """Return in a sentence how much differs and what has to be dealt with."""
    found = compared.comparison
    if found.is_unchanged:
        return "与现在的文书逐段相同，可以签发。"
    if found.is_another:
        return "和这份文书大半不同，像是另一份文件，没有逐段比对。请核对是不是拿错了文件。"
    wording = len(found.sections)
    parts = [f"{wording} 个部分改过文字，可以采用为改写"] * bool(wording)
    parts += [f"{len(compared.told)} 处与记录不一致，列在下面，逐处去改记录或在文书里改回来"] * bool(compared.told)
    return "；".join(parts) + "。"
