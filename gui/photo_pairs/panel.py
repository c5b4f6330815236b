"""对比照片 in the tab 佐证 of a task: its pairs one below the other, above them what looks like a pair."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.evidence.thumbnails import Thumbnails
from gui.parts.buttons import Button, LinkButton
from gui.parts.cells import EDGE
from gui.parts.labels import Words
from gui.photo_pairs.adding import PhotoAdding
from gui.photo_pairs.frame import SIZE
from gui.photo_pairs.list import PairList
from gui.photo_pairs.row import PairRow
from gui.photo_pairs.suggested import SuggestedPairs
from gui.places import PAPER, PaperPlace
from gui.session import Session
from models.actions.evidence_facts import revise_several
from models.actions.photo_pairs import PairInput, add_pairs
from models.assembly import closures_of, dated_by_camera, measure_of_photos, pair_suggestions, shown_pair
from models.domain.closure import PaperKind
from models.domain.evidence import PhotoPair, PhotoPairId
from models.domain.photo_pairs import ShownPair, Side, SuggestedPair
from models.domain.plan import Measure, TaskId
from models.workspace import Changes, Workspace

NOTHING = "还没有对比照片。\n\n点“新的一组”，再把整改前、整改后的照片各放一边；名称像一组的照片会自动列出来供采用。"


class PairsPanel(QWidget):
    """The pairs of photos of one task; `tools` is what its tab shows above."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.task_id: TaskId | None = None
        self.pictures = Thumbnails(session, self.devicePixelRatioF, SIZE)
        self.adding = PhotoAdding(session, self)
        self.suggested = SuggestedPairs()
        self.tools = QWidget()
        self.new = LinkButton("新的一组", icon="plus")
        self.dates = LinkButton("", icon="calendar")
        self.print = Button("印成一页", icon="papers")
        self.nothing = Words(NOTHING, tone="meta")
        self.list = PairList(self._make_row, self._look, (self.suggested, self.nothing))
        # Whose camera wrote a day is read between two events: it may be hundreds of photos.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._build()
        self._connect()

    def _build(self) -> None:
        tools = QHBoxLayout(self.tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(16)
        tools.addWidget(self.new)
        tools.addWidget(self.dates)
        tools.addWidget(self.print)
        self.nothing.setWordWrap(True)
        self.nothing.setContentsMargins(EDGE, 8, EDGE, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.setFocusProxy(self.new)

    def _connect(self) -> None:
        self.new.clicked.connect(lambda: self._add([PairInput()]))
        self.dates.clicked.connect(self._take_dates)
        self.print.clicked.connect(self._print)
        self.suggested.taken.connect(self._take)
        self.pictures.arrived.connect(self._show_pictures)
        self._soon.timeout.connect(self._offer_dates)

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
        pairs = ws.find(PhotoPair, task_id=self.task_id)
        self.suggested.show_pairs(pair_suggestions(ws, self.task_id))
        self.nothing.setVisible(not pairs)
        self.print.allow("" if pairs else "还没有对比照片")
        self.list.show_pairs(pairs, ws.find(Measure, task_id=self.task_id))
        self._soon.start()

    def go_to(self, pair_id: str = "", part: str = "") -> None:
        """Lead to a pair, or to a part of it, as soon as it is shown."""
        if pair_id:
            self.list.go_to(pair_id, part)

    def leave(self) -> bool:
        """Save what is typed; returns whether all of it could be."""
        return self.list.leave()

    def shown(self) -> list[PairRow]:
        """Return the rows that are seen and hold a pair, in order."""
        return self.list.shown()

    # Own steps

    def _look(self, pair: PhotoPair, number: int) -> ShownPair:
        return shown_pair(self.session.workspace, pair, number)

    def _make_row(self) -> PairRow:
        row = PairRow(self.session, self.pictures)
        row.dropped.connect(self._drop)
        row.adding.connect(self.adding.pick)
        return row

    def _drop(self, pair_id: PhotoPairId, side: Side, paths: list[Path]) -> None:
        self.adding.take(pair_id, side, paths)

    def _show_pictures(self) -> None:
        for row in self.shown():
            row.show_pictures()
        self._soon.start()

    def _offer_dates(self) -> None:
        # The window may have been closed since, and the workspace with it.
        if self.isVisible() and self.task_id is not None:
            count = len(dated_by_camera(self.session.workspace, self.task_id))
            self.dates.setText(f"采用照片自带的日期 {count} 处")
            self.dates.setVisible(count > 0)

    def _take_dates(self) -> None:
        task_id = self.task_id
        if task_id is not None and self.leave():
            self.session.apply(lambda ws: revise_several(ws, records=dated_by_camera(ws, task_id)))

    def _take(self, pairs: list[SuggestedPair]) -> None:
        ws, task_id = self.session.workspace, self.task_id
        if task_id is not None:
            self._add([_input(ws, task_id, pair) for pair in pairs])

    def _add(self, pairs: list[PairInput]) -> None:
        task_id = self.task_id
        if task_id is None or not self.leave():
            return
        changes = self.session.apply(lambda ws: add_pairs(ws, task_id=task_id, pairs=pairs))
        # Who still has others to decide on stays where they stand.
        if changes is not None and self.suggested.isHidden():
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
