"""What the reader noticed: what must be looked at first, each leading to its row.

Several of one kind lie folded under one line; Enter or its link unfolds them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.pages.importing.words import level_sign, said
from gui.parts.cells import EDGE, LinkCell, Muted, Strong
from gui.parts.labels import Rule, Words
from gui.parts.tables import Column, PageModel, Table
from models.domain.drafts.comparison import RowComparison
from models.domain.drafts.draft import CellPlaces, DraftTask
from models.domain.finding import Finding, by_level

_COLUMNS = (
    Column(key="sign", title="", width=EDGE + 26, sortable=False),
    Column(key="where", title="位置", width=176, least=120, most=240, sortable=False),
    Column(key="text", title="发现", width=280, least=160, grows=True, sortable=False),
    Column(key="remedy", title="怎么办", width=296, least=160, most=480, sortable=False),
    Column(key="link", title="", width=96, right=True, sortable=False),
)


# What is said of a column is put right among the columns.
OF_COLUMNS = ("column_guessed", "column_not_understood")
# So many of one kind stand without a line over them.
FEW = 3


class _Line(NamedTuple):
    finding: Finding
    place: int | None = None
    # Of the line over several of one kind, how many they are.
    count: int = 0


class FindingList(QWidget):
    """The findings; `wanted(place)` leads to a row of the preview, `wanted_columns` to what the columns mean."""

    wanted = Signal(int)
    wanted_columns = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[_Line] = []
        self._told: list[tuple[Finding, int | None]] = []
        self._unfolded: set[str] = set()
        self.model = PageModel(_COLUMNS, lambda *_: range(len(self._lines)), self._cells)
        self.table = Table(self.model, name="importing-findings", empty="读的时候没有发现要提醒的。")
        self.table.opened.connect(self._go)
        self.table.chosen.connect(self._show_whole)
        # A list of one line a finding cuts the sentences that matter most.
        self.whole = Words(tone="ink_2")
        self.whole.setWordWrap(True)
        self.whole.setContentsMargins(EDGE, 10, EDGE, 12)
        self.table.linked.connect(lambda place, _: self._go(place))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(Rule())
        column.addWidget(self.whole)

    def show_findings(self, findings: Sequence[Finding], rows: Sequence[RowComparison]) -> None:
        """Show other findings, and know where their rows are."""
        places = _row_places(findings, rows)
        self._told = [(finding, _row_of(finding, places)) for finding in by_level(findings)]
        self._unfolded.clear()
        self._list()
        self.table.choose(self.model.id_at(0))
        self._show_whole(self.table.chosen_id())

    def of_rows(self) -> dict[int, list[Finding]]:
        """Return the findings of each row of the preview that has any, what must be looked at first."""
        found: dict[int, list[Finding]] = {}
        for finding, place in self._told:
            if place is not None:
                found.setdefault(place, []).append(finding)
        return found

    def _list(self) -> None:
        self._lines = _grouped(self._told, self._unfolded)
        self.model.load()

    def _cells(self, ids: Sequence[int]) -> list[tuple[object, ...]]:
        return [self._row(self._lines[place]) for place in ids]

    def _row(self, line: _Line) -> tuple[object, ...]:
        finding = line.finding
        if line.count:
            words = f"同类 {line.count} 处，如：{finding.text}"
            link = LinkCell("收起" if finding.code in self._unfolded else "展开")
            return level_sign(finding), Strong(f"{line.count} 处"), words, Muted(finding.remedy), link
        link = LinkCell("看这一行") if line.place is not None else None
        if finding.code in OF_COLUMNS:
            link = LinkCell("看这一列")
        return level_sign(finding), finding.where, finding.text, Muted(finding.remedy), link

    def _show_whole(self, at: object) -> None:
        finding = self._lines[int(str(at))].finding if at is not None else None
        self.whole.setText(said(finding) if finding else "")

    def _go(self, at: object) -> None:
        line = self._lines[int(str(at))]
        if line.count:
            self._unfolded ^= {line.finding.code}
            self._list()
        elif line.finding.code in OF_COLUMNS:
            self.wanted_columns.emit()
        elif line.place is not None:
            self.wanted.emit(line.place)


def _grouped(told: Sequence[tuple[Finding, int | None]], unfolded: Collection[str]) -> list[_Line]:
    """Return the lines, many of one kind under one of theirs, the kinds in the order of their first."""
    kinds: dict[str, list[tuple[Finding, int | None]]] = {}
    for finding, place in told:
        kinds.setdefault(finding.code, []).append((finding, place))
    lines = []
    for code, alike in kinds.items():
        if len(alike) > FEW:
            lines.append(_Line(alike[0][0], None, len(alike)))
        if len(alike) <= FEW or code in unfolded:
            lines += [_Line(finding, place) for finding, place in alike]
    return lines


def _row_places(findings: Sequence[Finding], rows: Sequence[RowComparison]) -> dict[str, int]:
    """Return the row of each place the findings name; of a cell also that of its line without the column."""
    wanted = {place for finding in findings for place in (finding.where, _line_of(finding.where))}
    known: dict[str, int] = {}
    for number, row in enumerate(rows if findings else ()):
        for place in _places(row.task):
            for named in (place, _line_of(place)):
                if named in wanted:
                    known.setdefault(named, number)
    return known


def _places(task: DraftTask) -> set[str]:
    """Return where a task stands; the cells of a row are told by the row."""
    fields = () if isinstance(task.places, CellPlaces) else task.places.values()
    return {task.place, *fields, *(measure.place for measure in task.measures)} - {""}


def _row_of(finding: Finding, known: dict[str, int]) -> int | None:
    return known.get(finding.where, known.get(_line_of(finding.where)))


def _line_of(place: str) -> str:
    """Return a place without its column: Sheet1 第14行 of Sheet1 第14行 C列."""
    head, _, last = place.rpartition(" ")
    return head if head and last.endswith("列") else place
