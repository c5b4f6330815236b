"""The pairs that photos seem to make, a line each: nothing becomes a pair before 采用; what is none is put away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.parts.buttons import IconButton, LinkButton, OnceLink
from gui.parts.cells import EDGE
from gui.parts.labels import Elided, Meta, Rule, SectionHead
from gui.photo_pairs.suggest import day_of
from models.domain.evidence import EvidenceId
from models.domain.photo_pairs import Shot, SuggestedPair

SHOWN = 4


class SuggestedPairs(QWidget):
    """The first suggestions; `taken` hands over those to be made."""

    taken = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.pairs: Sequence[SuggestedPair] = ()
        self._refused: set[tuple[EvidenceId, EvidenceId]] = set()
        self.all = LinkButton("")
        self.lines = [_Line() for _ in range(SHOWN)]
        self.more = Meta()
        head = QHBoxLayout()
        head.addWidget(SectionHead("像是一组"))
        head.addWidget(Meta("按名称、文件夹和日期看的，请核对"))
        head.addStretch(1)
        head.addWidget(self.all)
        column = QVBoxLayout()
        column.setContentsMargins(EDGE, 8, EDGE, 8)
        column.setSpacing(4)
        column.addLayout(head)
        for line in self.lines:
            column.addWidget(line)
        column.addWidget(self.more)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(column)
        whole.addWidget(Rule("line"))
        self.all.clicked.connect(lambda: self.taken.emit(list(self.pairs)))
        for place, line in enumerate(self.lines):
            line.take.clicked.connect(lambda place=place: self.taken.emit([self.pairs[place]]))
            line.refuse.clicked.connect(lambda place=place: self._refuse(place))
        self.hide()

    def show_pairs(self, pairs: Sequence[SuggestedPair]) -> None:
        """Show the suggestions but those put away; without any there is nothing to see."""
        self.pairs = pairs = [pair for pair in pairs if pair.key not in self._refused]
        for place, line in enumerate(self.lines):
            line.show_pair(pairs[place] if place < len(pairs) else None)
        self.all.setText(f"全部采用 {len(pairs)} 组")
        self.all.setVisible(len(pairs) > 1)
        self.more.setText(f"另有 {len(pairs) - SHOWN} 组")
        self.more.setVisible(len(pairs) > SHOWN)
        self.setVisible(bool(pairs))

    def _refuse(self, place: int) -> None:
        self._refused.add(self.pairs[place].key)
        self.show_pairs(self.pairs)


class _Line(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.words = Elided()
        self.reason = Meta()
        self.take = OnceLink("采用")
        self.refuse = IconButton("close", "不是一组，这次打开不再列出")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.words, 1)
        row.addWidget(self.reason)
        row.addWidget(self.take)
        row.addWidget(self.refuse)

    def show_pair(self, pair: SuggestedPair | None) -> None:
        self.setVisible(pair is not None)
        if pair is not None:
            self.words.set_text(f"{_told(pair.before)}　→　{_told(pair.after)}")
            self.reason.setText(pair.reason)


def _told(shot: Shot) -> str:
    return "　".join(part for part in (shot.evidence.title, day_of(shot)) if part)
