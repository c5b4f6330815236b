"""A photo from outside into a half of a pair: copied and hashed by a worker, then evidence of the pair's measure.

A photo the records hold already is used again, as everywhere. The pair and the evidence are two steps, so that taking
the photo out of the pair leaves it where it belongs.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gui import ask
from gui.session import Session
from models.actions.evidence import EvidenceInput, attach_evidence, with_standing
from models.actions.photo_pairs import set_half
from models.domain.evidence import EvidenceId, EvidenceLink, PhotoPair, PhotoPairId
from models.domain.photo_pairs import PHOTO_KIND, Side, is_image_name
from models.domain.plan import Measure, MeasureId
from models.errors import InputError
from models.vault import TakenIn
from models.workspace import Changes, Workspace


class PhotoAdding:
    """Takes photos in for the pairs of one panel."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        self._session = session
        self._parent = parent

    def pick(self, pair_id: PhotoPairId, side: Side) -> None:
        """Let the clerk pick a photo."""
        self.take(pair_id, side, ask.pick_files(self._parent, f"选择{side.label}的照片")[:1])

    def take(self, pair_id: PhotoPairId, side: Side, paths: Sequence[Path]) -> None:
        """Take in the first of the files; what is no photo is refused with the reason."""
        if not paths:
            return
        path = paths[0]
        if not is_image_name(path.name):
            self._session.show(
                InputError("这不是照片", where=path.name, remedy="请拖入 jpg、png 等图片文件")
            )
            return
        vault = self._session.workspace.vault
        self._session.start(
            "正在收入照片", lambda report: vault.take_in(path, report),
            lambda taken: self._put(pair_id, side, taken, path.stem),
        )

    def _put(self, pair_id: PhotoPairId, side: Side, taken: TakenIn, title: str) -> None:
        ws = self._session.workspace
        pair = ws.get(PhotoPair, pair_id)
        if pair is None:
            self._give_back(taken)
            return
        piece = EvidenceInput(files=[(taken.sha256, taken.name, taken.size)], title=title, kind=PHOTO_KIND)
        (known,) = with_standing(ws, [piece], new=frozenset((taken.sha256,) if taken.stored else ()))
        changes = self._session.apply(
            lambda ws: attach_evidence(ws, pieces=[known], measure_id=_measure(ws, pair))
        )
        if changes is None:
            self._give_back(taken)
            return
        evidence_id = known.standing or _made(changes)
        self._session.apply(lambda ws: set_half(ws, pair_id=pair_id, side=side, evidence_id=evidence_id))

    def _give_back(self, taken: TakenIn) -> None:
        """Delete again what no record came to name."""
        if not self._session.workspace.look.used_among([taken.sha256]):
            vault = self._session.workspace.vault
            self._session.start("正在清理", lambda _: vault.give_back([taken]), lambda _: None, quiet=True)


def _made(changes: Changes) -> EvidenceId:
    return EvidenceId(next(row_id for table, row_id in changes.created if table == "evidence"))


def _measure(ws: Workspace, pair: PhotoPair) -> MeasureId | None:
    """Return the measure a new photo answers: the pair's, that of its other half, else the first of the task."""
    if pair.measure_id is not None:
        return pair.measure_id
    for evidence_id in filter(None, (pair.before_id, pair.after_id)):
        for link in ws.find(EvidenceLink, evidence_id=evidence_id):
            if ws.need(Measure, link.measure_id).task_id == pair.task_id:
                return link.measure_id
    measures = ws.find(Measure, task_id=pair.task_id)
    return measures[0].id if measures else None
