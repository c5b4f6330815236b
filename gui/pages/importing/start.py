"""Where an import begins: a strip that takes a file, a paste, and what was left half done the last time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.parts.buttons import LinkButton
from gui.parts.cells import EDGE
from gui.parts.drop_strip import DropStrip
from gui.parts.dropping import files_in
from gui.parts.keys import bind
from gui.parts.labels import Elided, Meta, Rule, SectionHead, Words
from gui.parts.signs import Shape, Sign, SignLabel
from models.errors import AppError

WIDEST = 860
KINDS = (
    "方案、台账、公示 (*.docx *.doc *.xlsx *.xls *.et *.ods *.csv *.tsv *.txt *.wps);;所有文件 (*)"
)
_HOW = (
    "整改方案（.docx、.txt，装了 LibreOffice 的还有 .doc；也可粘贴正文）：读出每一项的问题、目标、时限、单位、措施。",
    "台账（.xlsx .xls .et .ods .csv）：先认表头，再逐行和记录对照，只改您选中的地方。",
    "公示、报告里的整改情况：读出对应任务的整改进展。",
    "从 Excel、WPS 复制的一块单元格：在这里按 Ctrl+V，不用先存成文件。",
)


class Left(NamedTuple):
    """An import left half done: its id, and in words what it is of and from when; `is_lost` where it is damaged."""

    id: str
    source: str
    told: str
    is_lost: bool = False


class SourceStrip(DropStrip):
    """Takes one or more files and pasted text; no pictures."""

    texted = Signal(str)

    def takes(self, data: QMimeData) -> bool:
        return bool(files_in(data)) or data.hasText()

    def take(self, data: QMimeData | None) -> bool:
        if data is None or not self.takes(data):
            return False
        paths = files_in(data)
        if paths:
            self.dropped.emit(paths)
        else:
            self.texted.emit(data.text())
        return True


class StartView(QWidget):
    """What is shown while there is no draft; `files(paths)`, `text(words)`, `picking`, `resumed(id)`, `dropped(id)`."""

    files = Signal(list)
    text = Signal(str)
    picking = Signal()
    resumed = Signal(str)
    dropped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.strip = SourceStrip("把方案、台账或公示拖到这里，或点这里选一个文件；复制的单元格按 Ctrl+V 粘贴")
        self.strip.setFixedHeight(56)
        self.strip.dropped.connect(self.files)
        self.strip.texted.connect(self.text)
        self.strip.clicked.connect(self.picking)
        self._problem = Words()
        self._problem.setWordWrap(True)
        self._sign = SignLabel(Sign(Shape.TRIANGLE, "", "ink"))
        self.lines: list[LeftLine] = []
        self._box = QWidget()
        self._left = QVBoxLayout(self._box)
        self._left.setContentsMargins(0, 0, 0, 0)
        self._left.setSpacing(0)
        self._left_head = SectionHead("上次没做完的")
        self._build()
        # The strip hears it itself.
        bind(self._box, (QKeySequence.StandardKey.Paste, self.strip.paste))
        bind(self.strip, ("Return", self.picking.emit), ("Enter", self.picking.emit), ("Space", self.picking.emit))

    def _build(self) -> None:
        inside = QWidget()
        inside.setMaximumWidth(WIDEST)
        column = QVBoxLayout(inside)
        column.setContentsMargins(EDGE, 16, EDGE, 24)
        column.setSpacing(8)
        problem = QHBoxLayout()
        problem.setSpacing(8)
        problem.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        problem.addWidget(self._problem, 1)
        column.addLayout(problem)
        column.addWidget(self.strip)
        column.addSpacing(16)
        column.addWidget(self._left_head)
        column.addWidget(self._box)
        column.addSpacing(16)
        column.addWidget(SectionHead("能读什么"))
        for line in _HOW:
            words = Words(line, tone="ink_2")
            words.setWordWrap(True)
            column.addWidget(words)
        column.addStretch(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(inside, 1)
        whole.addStretch(0)
        self.show_problem(None)
        self.show_left(())

    def show_problem(self, problem: AppError | None) -> None:
        """Say why the last file was refused, or nothing."""
        self._problem.setText(str(problem) if problem else "")
        for part in (self._sign, self._problem):
            part.setVisible(problem is not None)

    def problem(self) -> str:
        """Return why the last file was refused."""
        return self._problem.text()

    def show_left(self, left: Sequence[Left]) -> None:
        """Offer what was left half done."""
        for line in self.lines:
            self._left.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [LeftLine(item) for item in left]
        for line in self.lines:
            line.resume.clicked.connect(lambda _, key=line.left.id: self.resumed.emit(key))
            line.drop.clicked.connect(lambda _, key=line.left.id: self.dropped.emit(key))
            self._left.addWidget(line)
        self._left_head.setVisible(bool(left))

    def first_focus(self) -> QWidget:
        """Return what takes the keyboard: the way on with what was left, else the strip."""
        return self.lines[0].resume if self.lines else self.strip


class LeftLine(QWidget):
    """An import left half done, with the way on and the way out."""

    def __init__(self, left: Left) -> None:
        super().__init__()
        self.left = left
        self.resume, self.drop = LinkButton("接着做"), LinkButton("放弃")
        row = QHBoxLayout()
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(16)
        row.addWidget(Elided(left.source), 1)
        row.addWidget(Meta(left.told))
        row.addWidget(self.resume)
        row.addWidget(self.drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(Rule("hair"))
