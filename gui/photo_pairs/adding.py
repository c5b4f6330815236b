"""A photo from outside into a half of a pair: copied and hashed by a worker, then evidence and in its half at once.

A photo the records hold already is used again, as everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gui import ask
from gui.session import Session
from models.actions.photo_intake import add_photo
from models.domain.evidence import PhotoPair, PhotoPairId
from models.domain.photo_pairs import Side, is_image_name
from models.errors import InputError
from models.looking import FileKind, kind_of
from models.reporting import Report
from models.vault import TakenIn, Vault


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
        path, vault = paths[0], self._session.workspace.vault
        self._session.start(
            "正在收入照片", lambda report: _take_in(vault, path, report),
            lambda taken: self._put(pair_id, side, taken, path.stem),
        )

    def _put(self, pair_id: PhotoPairId, side: Side, taken: TakenIn, title: str) -> None:
        pair = self._session.workspace.get(PhotoPair, pair_id)
        if pair is None or not self._session.apply(
            lambda ws: add_photo(ws, pair_id=pair_id, side=side, taken=taken, title=title)
        ):
            self._give_back(taken)

    def _give_back(self, taken: TakenIn) -> None:
        """Delete again what no record came to name."""
        if not self._session.workspace.look.used_among([taken.sha256]):
            vault = self._session.workspace.vault
            self._session.start("正在清理", lambda _: vault.give_back([taken]), lambda _: None, quiet=True)


def _take_in(vault: Vault, path: Path, report: Report) -> TakenIn:
    """Take a photo in, told by its name and its content; for a worker."""
    if is_image_name(path.name):
        taken = vault.take_in(path, report)
        if kind_of(vault.path_of(taken.sha256)) is FileKind.IMAGE:
            return taken
        vault.give_back([taken])
    raise InputError(
        "这不是 jpg、png 一类的照片", where=path.name, remedy="请换一张；苹果手机的 HEIC 照片请先另存为 jpg"
    )
