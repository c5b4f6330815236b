"""One pair: both photos side by side, and beside them the place, the sentence below them and the measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.evidence.thumbnails import Thumbnails
from gui.parts.buttons import IconButton, LinkButton
from gui.parts.fields import ComboField, LineField, TextField
from gui.parts.labels import BlockName, Rule, Small
from gui.photo_pairs.half import PhotoHalf
from gui.session import Session
from models.actions import photo_pairs
from models.domain.checks.photo_pairs import pair_findings
from models.domain.evidence import EvidenceId, PhotoPair
from models.domain.finding import Level
from models.domain.photo_pairs import ShownPair, Side
from models.domain.plan import Measure


class PairRow(QWidget):
    """One pair of photos; what is done with it goes to the records at once."""

    dropped = Signal(object, object, list)
    adding = Signal(object, object)

    def __init__(self, session: Session, pictures: Thumbnails) -> None:
        super().__init__()
        self.session = session
        self.shown: ShownPair | None = None
        self.halves = {side: PhotoHalf(session, side, pictures) for side in Side}
        self.name = BlockName()
        self.place = LineField("地点", placeholder="如 东河口北堆场")
        self.caption = TextField("说明", lines=(2, 4), placeholder="印在两张照片下面的一句话")
        self.measure = ComboField("措施", [(None, "整项任务")])
        self.lacks = Small(tone="ink")
        self.lacks.setWordWrap(True)
        self.swap = LinkButton("互换前后", icon="refresh")
        self.up = IconButton("move-up", "上移")
        self.down = IconButton("move-down", "下移")
        self.remove = IconButton("trash", "删除这一组，照片还是佐证")
        self._build()
        self._connect()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.name)
        head.addStretch(1)
        for button in (self.swap, self.up, self.down, self.remove):
            head.addWidget(button)
        facts = QVBoxLayout()
        facts.setSpacing(8)
        facts.addLayout(head)
        for field in (self.place, self.caption, self.measure):
            facts.addWidget(field)
        facts.addWidget(self.lacks)
        facts.addStretch(1)
        row = QHBoxLayout()
        row.setContentsMargins(24, 16, 24, 16)
        row.setSpacing(16)
        for half in self.halves.values():
            row.addWidget(half)
        row.addSpacing(12)
        row.addLayout(facts, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(Rule("hair"))

    def _connect(self) -> None:
        for side, half in self.halves.items():
            half.chosen.connect(lambda piece, side=side: self._choose(side, piece))
            half.dropped.connect(lambda paths, side=side: self._tell(self.dropped, side, paths))
            half.adding.connect(lambda side=side: self._tell(self.adding, side))
        self.place.saved.connect(lambda value: self._save(self.place, place=str(value)))
        self.caption.saved.connect(lambda value: self._save(self.caption, caption=str(value)))
        self.measure.saved.connect(lambda value: self._save(self.measure, measure_id=value))
        self.swap.clicked.connect(lambda: self._do(lambda ws, id_: photo_pairs.swap_pair(ws, pair_id=id_)))
        self.up.clicked.connect(lambda: self._do(lambda ws, id_: photo_pairs.move_pair(ws, pair_id=id_, by=-1)))
        self.down.clicked.connect(lambda: self._do(lambda ws, id_: photo_pairs.move_pair(ws, pair_id=id_, by=1)))
        self.remove.clicked.connect(lambda: self._do(lambda ws, id_: photo_pairs.remove_pair(ws, pair_id=id_)))

    def show_pair(self, shown: ShownPair, measures: Sequence[Measure], *, last: bool) -> None:
        """Show a pair; typing that is not saved stays while it is the same one."""
        fresh = self.shown is None or self.shown.pair.id != shown.pair.id
        self.shown = shown
        self.name.setText(f"图 {shown.number}")
        self.measure.set_choices([(None, "整项任务"), *((item.id, f"措施 {item.number}") for item in measures)])
        for field, value in (
            (self.place, shown.pair.place), (self.caption, shown.pair.caption), (self.measure, shown.pair.measure_id),
        ):
            (field.fill if fresh else field.refill)(value)
        for side, shot in shown.sides:
            self.halves[side].show_shot(shown.pair.task_id, shot, fresh=fresh)
        self.up.setEnabled(shown.number > 1)
        self.down.setEnabled(not last)
        self._show_lacks(shown)

    def part(self, name: str) -> QWidget:
        """Return what a field of the pair, or of one of its photos, is seen or edited in."""
        half = next((half for side, half in self.halves.items() if name.startswith(side)), None)
        if half is not None:
            return half.dated_on if name.endswith("_on") and half.shot else half.frame
        return self.caption if name == "caption" else self.place

    def show_pictures(self) -> None:
        """Show the pictures that are known by now."""
        for half in self.halves.values():
            half.show_picture()

    def leave(self) -> bool:
        """Save what is typed; returns whether all of it could be."""
        fields = (self.place, self.caption, self.measure, *(half.dated_on for half in self.halves.values()))
        saved = [field.commit(leaving=True) for field in fields]
        return all(saved)

    def _show_lacks(self, shown: ShownPair) -> None:
        told = [f"▲ {item.text}，{item.remedy}" for item in pair_findings([shown]) if item.level is not Level.NOTE]
        self.lacks.setText("\n".join(told))
        self.lacks.setVisible(bool(told))

    def _choose(self, side: Side, piece: object) -> None:
        evidence_id = EvidenceId(str(piece)) if piece is not None else None
        self._do(lambda ws, id_: photo_pairs.set_half(ws, pair_id=id_, side=side, evidence_id=evidence_id))

    def _tell(self, signal: object, side: Side, *more: object) -> None:
        if self.shown is not None:
            signal.emit(self.shown.pair.id, side, *more)  # type: ignore[attr-defined]

    def _do(self, action: object) -> None:
        shown = self.shown
        if shown is not None and self.leave():
            self.session.apply(lambda ws: action(ws, shown.pair.id))  # type: ignore[operator]

    def _save(self, field: LineField | TextField | ComboField, **values: object) -> None:
        shown = self.shown
        if shown is not None:
            self.session.apply(
                lambda ws: photo_pairs.revise_pair(
                    ws, pair=replace(ws.need(PhotoPair, shown.pair.id), **values), step=field.sitting
                ),
                source=field,
            )
