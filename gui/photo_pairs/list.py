"""The rows of pairs that are seen, and one on either side of them; above and below is left the room of the others.

A row is some fifty widgets, so a row that is scrolled away is used again for another pair, and between two events of
the window one row is made, or filled and placed. What could not be saved waits in its row, unseen, until its pair is
looked at again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import accumulate

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from gui.parts.sight import bring_into_sight
from gui.photo_pairs.row import PairRow
from models.domain.evidence import PhotoPair, PhotoPairId
from models.domain.photo_pairs import ShownPair
from models.domain.plan import Measure

# The height of a row that was not seen yet.
USUAL = 354


class PairList(QScrollArea):
    """The pairs of a task one below the other, under what the page says above them.

    `look` gives of a pair and its number what its row shows, as the records are then.
    """

    def __init__(
        self, make_row: Callable[[], PairRow], look: Callable[[PhotoPair, int], ShownPair], head: Sequence[QWidget]
    ) -> None:
        super().__init__()
        self._make_row = make_row
        self._look = look
        self._pairs: Sequence[PhotoPair] = ()
        self._fresh: set[PhotoPairId] = set()
        self._measures: Sequence[Measure] = ()
        self._rows: dict[PhotoPairId, PairRow] = {}
        self._free: list[PairRow] = []
        self._heights: dict[PhotoPairId, int] = {}
        self._wanted: tuple[str, str] | None = None
        self._above, self._below = QWidget(), QWidget()
        self._first = len(head) + 1
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for widget in (*head, self._above, self._below):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self._step = QTimer(self, singleShot=True, interval=0)
        self._step.timeout.connect(self._go_on)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setWidget(inside)
        for changed in (self.verticalScrollBar().valueChanged, self.verticalScrollBar().rangeChanged):
            # What they tell is no time to wait.
            changed.connect(lambda *_: self._step.start())

    def show_pairs(self, pairs: Sequence[PhotoPair], measures: Sequence[Measure]) -> None:
        """Show pairs; unsaved typing stays. Where the one with the keyboard is gone, the next one has it."""
        self._lead_past_gone(pairs)
        self._pairs, self._measures = pairs, measures
        self._fresh.clear()
        self._step.start()

    def go_to(self, pair_id: str, part: str) -> None:
        """Give the keyboard to a part of a pair as soon as it is shown."""
        self._wanted = (pair_id, part)
        self._step.start()

    def shown(self) -> list[PairRow]:
        """Return the rows that hold a pair and are placed, in order."""
        rows = (self._rows.get(pair.id) for pair in self._pairs)
        return [row for row in rows if row is not None and not row.isHidden()]

    def is_settled(self) -> bool:
        """Return whether every row that is seen shows its pair."""
        return not self._step.isActive()

    def leave(self) -> bool:
        """Save what is typed; returns whether all of it could be."""
        saved = [row.leave() for row in list(self._rows.values())]
        return all(saved)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._step.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._step.start()

    # One step after the other

    def _go_on(self) -> None:
        # The window may have been closed, and the workspace with it, in the moment since.
        if not self.isVisible():
            return
        first, last = self._in_sight()
        self._let_go({pair.id for pair in self._pairs[first:last]})
        # What was saved on being let go may have shown the pairs anew.
        seen = self._pairs[first:last]
        self._keep_room(first, last)
        wrong = next((place for place, pair in enumerate(seen) if not self._is_right(place, pair)), None)
        if wrong is None:
            self._lead()
            return
        self._step.start()
        if seen[wrong].id in self._rows or self._free:
            self._put(wrong, seen[wrong], first + wrong + 1)
            self._keep_room(first, last)
        else:
            row = self._make_row()
            row.hide()
            self._free.append(row)

    def _in_sight(self) -> tuple[int, int]:
        """Return the places of the first pair that is to have a row, and of the first one below that is not."""
        top = self.verticalScrollBar().value() - self._above.y()
        ends = list(accumulate(self._height([pair]) for pair in self._pairs))
        first = sum(end <= top for end in ends)
        last = sum(end < top + self.viewport().height() for end in ends)
        return max(0, first - 1), min(len(ends), last + 2)

    def _keep_room(self, first: int, last: int) -> None:
        """Leave above and below the rows the room of all pairs that have none, so that nothing moves under the eye."""
        seen = self._pairs[first:last]
        placed = [pair.id in self._rows and not self._rows[pair.id].isHidden() for pair in seen]
        start = placed.index(True) if any(placed) else 0
        waiting = [pair for pair, is_placed in zip(seen, placed, strict=True) if not is_placed][start:]
        self._above.setFixedHeight(self._height(self._pairs[: first + start]))
        self._below.setFixedHeight(self._height([*waiting, *self._pairs[last:]]))

    def _height(self, pairs: Sequence[PhotoPair]) -> int:
        return sum(self._heights.get(pair.id, USUAL) for pair in pairs)

    def _lead_past_gone(self, pairs: Sequence[PhotoPair]) -> None:
        left = {pair.id for pair in pairs}
        for place, pair in enumerate(self._pairs):
            if pair.id not in left and pairs and self._has_keyboard(pair.id):
                self._wanted = (pairs[min(place, len(pairs) - 1)].id, "")

    def _has_keyboard(self, pair_id: PhotoPairId) -> bool:
        return pair_id in self._rows and self._rows[pair_id].isAncestorOf(QApplication.focusWidget())

    def _let_go(self, seen: Collection[PhotoPairId]) -> None:
        """Free the rows that are out of sight; what cannot be saved keeps its row."""
        known = {pair.id for pair in self._pairs}
        for pair_id, row in list(self._rows.items()):
            if not row.isHidden():
                self._heights[pair_id] = row.height()
            if pair_id in seen:
                continue
            if self._has_keyboard(pair_id):
                # Hidden with the keyboard, it would hand it to a widget somewhere.
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            is_saved = pair_id not in known or row.leave()
            self._column.removeWidget(row)
            row.hide()
            self._fresh.discard(pair_id)
            if is_saved:
                self._free.append(self._rows.pop(pair_id))

    def _is_right(self, place: int, pair: PhotoPair) -> bool:
        return pair.id in self._fresh and self._column.indexOf(self._rows[pair.id]) == self._first + place

    def _put(self, place: int, pair: PhotoPair, number: int) -> None:
        row = self._rows.get(pair.id) or self._free.pop()
        self._rows[pair.id] = row
        row.show_pair(self._look(pair, number), self._measures, last=number == len(self._pairs))
        self._fresh.add(pair.id)
        if self._column.indexOf(row) != self._first + place:
            self._column.removeWidget(row)
            self._column.insertWidget(self._first + place, row)
        row.show()

    def _lead(self) -> None:
        """Give the keyboard to where it is wanted, or scroll there first."""
        ids = [str(pair.id) for pair in self._pairs]
        if self._wanted is None or self._wanted[0] not in ids:
            return
        row = self._rows.get(PhotoPairId(self._wanted[0]))
        if row is None or row.isHidden():
            place = ids.index(self._wanted[0])
            self.verticalScrollBar().setValue(self._above.y() + self._height(self._pairs[:place]))
            return
        row.part(self._wanted[1]).setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_sight(row)
        self._wanted = None
