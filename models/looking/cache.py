"""What the window shows of a stored file without opening it: thumbnail, text, pages, the day a photo was taken.

Each is worked out once for the bytes and kept under their hash in a folder that may be deleted at any time. A file that
cannot be looked at (a bomb, a damaged or a protected one) stays in the vault untouched; its look says why.
"""

from __future__ import annotations

import base64
import json
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models import isolation
from models.domain.partial_date import PartialDate
from models.errors import Flaw, ForeignFileError, InputError
from models.looking.kinds import FileKind, kind_of

# Written into the name of every entry: what an older program worked out is worked out anew.
_VERSION = 4
_READER = "models.looking.readers.look"
BOX = 320
_LIMITS = isolation.Limits(seconds=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """预览 of a stored file; `problem` says in words why there is none, `flaw` whether that lies in the file."""

    kind: FileKind
    text: str = ""
    pages: int | None = None
    taken_on: PartialDate | None = None
    thumbnail: Path | None = None
    problem: str = ""
    flaw: Flaw | None = None


class Looking:
    """预览缓存: a folder of looks by hash. May be used by workers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def in_workspace(cls, folder: Path) -> Looking:
        """Return the looks of the workspace in a folder."""
        return cls(folder / "cache" / "looks")

    def look(self, path: Path, sha256: str) -> Look:
        """Return the look at a stored file, from the cache or through a child process (up to 20 seconds)."""
        known = self.known(sha256)
        if known is not None:
            return known
        kind = kind_of(path)
        return self.keep(sha256, {"kind": kind.value} | _seen(path, kind))

    def known(self, sha256: str) -> Look | None:
        """Return the look that is in the cache, or None; never reads the file itself."""
        try:
            facts = json.loads(self.entry(sha256, "json").read_text(encoding="utf-8"))
            return self._look(sha256, facts)
        except (OSError, ValueError, KeyError, TypeError, InputError):
            # Whatever is wrong with a cached entry, it is worked out anew.
            return None

    def forget(self, sha256: str) -> None:
        """Delete the look at a file that is deleted itself: its picture and its words must not outlive it."""
        for entry in (self.folder / sha256[:2]).glob(f"{sha256}.*"):
            entry.unlink(missing_ok=True)

    def keep(self, sha256: str, facts: dict[str, Any]) -> Look:
        """Keep what the reader found out about a file (`readers.look` and its kind, or `unseen`) and return it."""
        picture = facts.pop("thumbnail", None)
        if picture:
            self.write(self.entry(sha256, "jpg"), base64.b64decode(picture))
        facts["has_thumbnail"] = bool(picture)
        # A PDF may hold halves of characters, which no text column takes.
        facts["text"] = facts.get("text", "").encode("utf-8", "replace").decode()
        self.write(self.entry(sha256, "json"), json.dumps(facts, ensure_ascii=False).encode())
        return self._look(sha256, facts)

    def _look(self, sha256: str, facts: dict[str, Any]) -> Look:
        picture = self.entry(sha256, "jpg")
        if facts["has_thumbnail"] and not picture.is_file():
            raise KeyError("thumbnail")
        return Look(
            kind=FileKind(facts["kind"]),
            text=facts.get("text", ""),
            pages=facts.get("pages"),
            taken_on=_camera_date(facts.get("taken_on")),
            thumbnail=picture if facts["has_thumbnail"] else None,
            problem=facts.get("problem", ""),
            flaw=Flaw(facts["flaw"]) if facts.get("flaw") else None,
        )

    def entry(self, sha256: str, ending: str) -> Path:
        """Return the file that keeps one thing known of a stored file."""
        return self.folder / sha256[:2] / f"{sha256}.{_VERSION}.{ending}"

    def write(self, target: Path, data: bytes) -> None:
        """Write an entry beside and rename it, so that it is whole or not there."""
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f"{uuid.uuid4().hex}.part")
        beside.write_bytes(data)
        beside.replace(target)


def _seen(path: Path, kind: FileKind) -> dict[str, Any]:
    options = {"kind": kind.value, "width": BOX, "height": BOX}
    try:
        seen: dict[str, Any] = isolation.run(_READER, path, limits=_LIMITS, options=options)
    except ForeignFileError as refused:
        return unseen(refused)
    return seen


def unseen(refused: ForeignFileError) -> dict[str, Any]:
    """Return what is kept of a file that could not be looked at."""
    return {"problem": refused.text, "flaw": refused.flaw}


def _camera_date(iso: str | None) -> PartialDate | None:
    """Return the day a camera wrote, None for what is no day."""
    # A camera whose clock was never set says 0000:00:00.
    if iso is None or iso.startswith("0000"):
        return None
    try:
        return PartialDate.from_iso(iso)
    except InputError:
        return None
