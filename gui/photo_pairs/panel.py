"""对比照片 in the tab 佐证 of a task: its pairs one below the other, above them what looks like a pair.

A pair is a row of many fields, so between two events of the window one is made, or filled and shown; those that are
there are used again for another task.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui.parts.buttons import Button, LinkButton
from gui.parts.labels import Meta
from gui.parts.sight import bring_into_sight
from gui.photo_pairs.adding import PhotoAdding
from gui.photo_pairs.frame import SIZE
from gui.photo_pairs.row import PairRow
from gui.photo_pairs.suggested import SuggestedPairs
from gui.places import PAPER, PaperPlace
from gui.session import Session
from gui.thumbnails import Thumbnails
from models.actions.photo_pairs import PairInput, add_pairs
from models.assembly import closures_of, measure_of_photos, pair_suggestions, shown_pairs
from models.domain.closure import PaperKind
from models.domain.evidence import PhotoPairId
from models.domain.photo_pairs import ShownPair, Side, SuggestedPair
from models.domain.plan import Measure, TaskId
from models.workspace import Changes, Workspace

NOTHING = "还没有对比照片。\n点“新的一组”，再把整改前、整改后的照片各放一边；名称像一组的照片会自动列出来供采用。"


class PairsPanel(QWidget):
    """The pairs of photos of one task; `tools` is what its tab shows above."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.task_id: TaskId | None = None
        self.rows: list[PairRow] = []
        self.pictures = Thumbnails(session, self.devicePixelRatioF, SIZE)
        self.adding = PhotoAdding(session, self)
        self.suggested = SuggestedPairs()
        self.tools = QWidget()
        self.new = LinkButton("新的一组", icon="plus")
        self.print = Button("印成一页", icon="papers")
        self.nothing = Meta(NOTHING)
        self._pairs: tuple[ShownPair, ...] = ()
        self._wanted: tuple[str, str] | None = None
        self._filled = 0
        self._filling = QTimer(self, singleShot=True, interval=0)
        self._filling.timeout.connect(self._fill_if_open)
        self._build()
        self._connect()

    def _build(self) -> None:
        tools = QHBoxLayout(self.tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(16)
        tools.addWidget(self.new)
        tools.addWidget(self.print)
        inside = QWidget()
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setContentsMargins(24, 40, 24, 40)
        self._rows.addWidget(self.suggested)
        self._rows.addWidget(self.nothing)
        self._rows.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)
        self.setFocusProxy(self.new)

    def _connect(self) -> None:
        self.new.clicked.connect(lambda: self._add([PairInput()]))
        self.print.clicked.connect(self._print)
        self.suggested.taken.connect(self._take)
        self.pictures.arrived.connect(self._show_pictures)

    # What the tab uses

    def show_task(self, task_id: TaskId) -> None:
        """Show the pairs of another task."""
        self.task_id = task_id
        self.refresh(None)

    def refresh(self, _changes: Changes | None) -> None:
        """Show the pairs as they are; unsaved typing stays."""
        if self.task_id is None:
            return
        ws = self.session.workspace
        self._pairs = shown_pairs(ws, self.task_id)
        self.suggested.show_pairs(pair_suggestions(ws, self.task_id))
        self.nothing.setVisible(not self._pairs)
        self.print.allow("" if self._pairs else "还没有对比照片")
        for row in self.rows[len(self._pairs) :]:
            row.hide()
        self._filled = 0
        self._fill_next()

    def go_to(self, pair_id: str = "", part: str = "") -> None:
        """Lead to a pair, or to a part of it, as soon as it is shown."""
        self._wanted = (pair_id, part) if pair_id else None
        self._lead()

    def leave(self) -> bool:
        """Save what is typed; returns whether all of it could be."""
        saved = [row.leave() for row in self.rows if not row.isHidden()]
        return all(saved)

    def shown(self) -> list[PairRow]:
        """Return the rows that hold a pair, in order."""
        return [row for row in self.rows[: self._filled] if not row.isHidden()]

    # Own steps

    def _fill_if_open(self) -> None:
        # The window may have been closed, and the workspace with it, in the moment since.
        if self.window().isVisible():
            self._fill_next()

    def _fill_next(self) -> None:
        """Make the next row, or show the next pair in it, and go on when the window has handled what waits."""
        self._filling.stop()
        if self._filled >= len(self._pairs) or self.task_id is None:
            self._lead()
            return
        place = self._filled
        self._filling.start()
        if place == len(self.rows):
            self._make_row()
            return
        measures = self.session.workspace.find(Measure, task_id=self.task_id)
        self.rows[place].show_pair(self._pairs[place], measures, last=place == len(self._pairs) - 1)
        self.rows[place].show()
        self._filled += 1

    def _make_row(self) -> None:
        row = PairRow(self.session, self.pictures)
        row.dropped.connect(self._drop)
        row.adding.connect(self.adding.pick)
        row.hide()
        self._rows.insertWidget(self._rows.count() - 1, row)
        self.rows.append(row)

    def _drop(self, pair_id: PhotoPairId, side: Side, paths: list[Path]) -> None:
        self.adding.take(pair_id, side, paths)

    def _show_pictures(self) -> None:
        for row in self.shown():
            row.show_pictures()

    def _lead(self) -> None:
        wanted = self._wanted
        row = next((row for row in self.shown() if wanted and row.shown and row.shown.pair.id == wanted[0]), None)
        if wanted is None or row is None:
            return
        self._wanted = None
        row.part(wanted[1]).setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_sight(row)

    def _take(self, pairs: list[SuggestedPair]) -> None:
        ws, task_id = self.session.workspace, self.task_id
        if task_id is not None:
            self._add([_input(ws, task_id, pair) for pair in pairs])

    def _add(self, pairs: list[PairInput]) -> None:
        task_id = self.task_id
        if task_id is None or not self.leave():
            return
        changes = self.session.apply(lambda ws: add_pairs(ws, task_id=task_id, pairs=pairs))
        if changes is not None:
            made = [row_id for table, row_id in changes.created if table == "photo_pairs"]
            self.go_to(made[0])

    def _print(self) -> None:
        closures = closures_of(self.session.workspace, self.task_id) if self.task_id and self.leave() else []
        if closures:
            self.session.go(PAPER, PaperPlace(closure_id=closures[-1].id, kind=PaperKind.PHOTO_PAIRS))


def _input(ws: Workspace, task_id: TaskId, pair: SuggestedPair) -> PairInput:
    before, after = pair.key
    return PairInput(
        before_id=before, after_id=after, place=pair.place, measure_id=measure_of_photos(ws, task_id, before, after)
    )
