"""The photos of a paper, read for printing in a worker: small enough for Word, upright, each through the child process.

220 dots an inch are what an office printer shows of a photo; a file of fourteen photos stays below two megabytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from exporters.forms.photos import HIGHEST_MM, WIDEST_MM, files_in
from models.domain.finding import Finding, Level, Target
from models.dossiers import ClosureDossier
from models.errors import ForeignFileError
from models.looking import Looking, SmallPhoto, small_photo
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
    """Return the photos of a dossier's pairs, read one after the other; `report` may raise Cancelled."""
    files, photos, findings = files_in(dossier), {}, []
    for place, file in enumerate(files):
        report(place, len(files), f"正在缩小照片 {file.name}")
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
