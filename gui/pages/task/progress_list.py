"""落实情况: the entries of a measure by date, each a date and a sentence edited where they stand, its figures below.

A figure is one fact: correcting it corrects every sentence of the measure that states it, and the two statements turn
待核. The row says so before it is done. ↑ ↓ walk the entries, Enter or F2 edits, Delete asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui import ask
from gui.ahead import InParts
from gui.pages.task.progress_row import ProgressRow
from gui.parts.labels import Meta, Rule, SectionHead
from gui.parts.layouts import laid_out_once
from gui.session import Session
from models.actions.progress import remove_progress
from models.domain.plan import Measure, Progress, ProgressId
from models.domain.statements import Sources

BLOCK = 5


class ProgressList(QWidget):
    """The entries of one measure by date; `dropped(paths, progress id)` when files fall on one."""

    dropped = Signal(list, object)
    linking = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.rows: list[ProgressRow] = []
        self._filling = InParts(self)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 6)
        head.addWidget(SectionHead("落实情况"))
        head.addStretch(1)
        head.addWidget(Meta("Ctrl+Enter 登记"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(head)
        self._column.addWidget(Rule("line_strong"))

    def show_measure(self, measure: Measure, *, fresh: bool) -> None:
        """Show the entries of a measure; unless `fresh`, unsaved typing stays.

        Many that have no row yet get theirs a block at a time, between the events of the window.
        """
        sources = self.session.workspace.sources(measure)
        self._put_in_order(sources.entries)
        self._filling.begin(self._fill(sources, fresh=fresh))
        self._filling.go_on()

    def focus_entry(self, progress_id: str) -> bool:
        """Give the keyboard to an entry; returns whether it is here."""
        self._filling.finish()
        for row in self.shown():
            if row.progress_id == progress_id:
                row.setFocus()
                return True
        return False

    def shown(self) -> list[ProgressRow]:
        """Return the rows that hold an entry, in order."""
        return [row for row in self.rows if row.progress_id is not None]

    # Own steps

    def _fill(self, sources: Sources, *, fresh: bool) -> Iterator[None]:
        """Fill the rows in order: those in sight at once, then a part for every few more."""
        count = len(sources.entries)
        standing = count if count <= BLOCK else sum(not row.isHidden() for row in self.rows)
        for start, end in pairwise((0, *range(standing, count, BLOCK), count)):
            with laid_out_once(self._column):
                for place in range(start, min(end, count)):
                    self._show_entry(place, sources, fresh=fresh)
                for row in self.rows[count:]:
                    row.hide_entry()
            yield

    def _show_entry(self, place: int, sources: Sources, *, fresh: bool) -> None:
        entry = sources.entries[place]
        row = self.rows[place] if place < len(self.rows) else self._add_row()
        figures = [figure for figure in sources.figures if figure.progress_id == entry.id]
        proofs = sum(link.progress_id == entry.id for link, _ in sources.links)
        row.show_entry(entry, figures, proofs, sources.duties, fresh=fresh)

    def _put_in_order(self, entries: Sequence[Progress]) -> None:
        """Let each entry keep its row, and what is typed there, when another date gives it another place."""
        held = {row.progress_id: row for row in self.rows if row.progress_id is not None}
        known = [held.get(entry.id) for entry in entries]
        free = [row for row in self.rows if row not in known]
        order = [row or free.pop(0) for row in known if row or free] + free
        if order == self.rows:
            return
        self.rows = order
        for row in order:
            self._column.addWidget(row)

    def _add_row(self) -> ProgressRow:
        row = ProgressRow(self.session)
        row.hide()
        row.walked.connect(lambda step, row=row: self._walk(row, step))
        row.removed.connect(self._remove)
        row.dropped.connect(self._drop)
        row.linking.connect(self.linking)
        self.rows.append(row)
        self._column.addWidget(row)
        return row

    def _drop(self, paths: list[Path], progress_id: object) -> None:
        self.dropped.emit(paths, progress_id)

    def _walk(self, row: ProgressRow, step: int) -> None:
        shown = self.shown()
        place = shown.index(row) + step
        if 0 <= place < len(shown):
            shown[place].setFocus()

    def _remove(self, progress_id: ProgressId) -> None:
        entry = self.session.workspace.need(Progress, progress_id)
        head = entry.text if len(entry.text) <= 40 else entry.text[:39] + "…"
        text = f"删除这条落实情况：{head}\n挂在它上面的佐证留在措施下。可以撤销。"
        if ask.confirm(self, "删除落实情况", text, "删除"):
            self.session.apply(lambda ws: remove_progress(ws, progress_id=progress_id))
