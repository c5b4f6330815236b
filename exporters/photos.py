"""The photos of a paper, read for printing in a worker: small enough for Word, upright, each through the child process.

220 dots an inch are what an office printer shows of a photo; a file of fourteen photos stays below two megabytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from exporters.forms.photos import HIGHEST_MM, WIDEST_MM, files_in
from models.domain.finding import Finding, Level, Target
from models.dossiers import ClosureDossier
from models.errors import ForeignFileError
from models.looking import PHOTO_BATCH, Looking, SmallPhoto, read_ahead, small_photo
from models.reporting import Report, unheard
from models.vault import Vault

DOTS_AN_INCH = 220
WIDTH, HEIGHT = (round(length / 25.4 * DOTS_AN_INCH) for length in (WIDEST_MM, HIGHEST_MM))


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoShelf:
    """Where the photos of a workspace are read: its vault and the looks beside it. May be used by workers."""

    vault: Vault
    looking: Looking


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPhotos:
    """The photos by the hashes of their files, and a STOP for each that cannot be read."""

    photos: Mapping[str, SmallPhoto]
    findings: tuple[Finding, ...] = ()


NONE = ReadPhotos(photos={})


def read_photos(dossier: ClosureDossier, shelf: PhotoShelf, report: Report = unheard) -> ReadPhotos:
    """Return the photos of a dossier's pairs, read a few at a time; `report` may raise Cancelled."""
    files, photos, findings = files_in(dossier), {}, []
    for place, file in enumerate(files):
        at = partial(_tell, report, place, len(files), f"正在缩小照片 {file.name}")
        at()
        if place % PHOTO_BATCH == 0:
            batch = {item.sha256: shelf.vault.path_of(item.sha256) for item in files[place : place + PHOTO_BATCH]}
            read_ahead(shelf.looking, batch, width=WIDTH, height=HEIGHT, report=at)
        try:
            photos[file.sha256] = small_photo(
                shelf.looking, shelf.vault.path_of(file.sha256), file.sha256, width=WIDTH, height=HEIGHT
            )
        except ForeignFileError as refused:
            findings.append(Finding(
                level=Level.STOP, code="photo_unreadable", where="对比照片",
                text=f"照片“{file.name}”印不出来：{refused.text}", remedy="换一张照片，或重新导出一份",
                target=Target(table="stored_files", id=file.id),
            ))
    return ReadPhotos(photos=photos, findings=tuple(findings))


def _tell(report: Report, done: int, total: int, text: str, *_: object) -> None:
    """Tell how far the whole is, while a part of it is read."""
    report(done, total, text)
