"""照片 as they are printed: upright, no larger than the paper needs, kept under their hash beside the looks.

A photo from a telephone has ten times the dots a page can show. It is decoded in the child process of
`models.isolation`, once for a size, and several in one child, because starting it takes longer than reading a photo.
What is kept may be deleted at any time.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models import isolation
from models.errors import ForeignFileError
from models.looking.cache import Looking
from models.reporting import Report, unheard

# So many are read in a child: a second or two, after which one hears of a cancel.
PHOTO_BATCH = 8
_READER, _READER_OF_SEVERAL = "models.looking.readers.photo", "models.looking.readers.photos"
_LIMITS = isolation.Limits(seconds=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallPhoto:
    """缩小的照片: a JPEG, and its size in dots."""

    image: bytes = field(repr=False)
    width: int
    height: int


def small_photo(looking: Looking, path: Path, sha256: str, *, width: int, height: int) -> SmallPhoto:
    """Return a stored photo no larger than so many dots, from the cache or through a child process; for a worker.

    Raises ForeignFileError for what is no image, is damaged or too large.
    """
    entry = _entry(looking, sha256, width, height)
    known = _read(entry)
    if known is None:
        known = isolation.run(_READER, path, limits=_LIMITS, options={"width": width, "height": height})
        looking.write(entry, json.dumps(known).encode())
    return _photo(known)


def read_ahead(
    looking: Looking, files: Mapping[str, Path], *, width: int, height: int, report: Report = unheard
) -> None:
    """Read stored photos by their hashes in one child, so that `small_photo` knows them; what fails it reads alone."""
    new = [sha256 for sha256 in files if _read(_entry(looking, sha256, width, height)) is None]
    if len(new) < 2:
        return
    first, *others = (files[sha256] for sha256 in new)
    options = {"others": [str(path.absolute()) for path in others], "width": width, "height": height}
    with suppress(ForeignFileError):
        read = isolation.run(_READER_OF_SEVERAL, first, limits=_LIMITS, options=options, report=report)
        for sha256, facts in zip(new, read, strict=True):
            if facts is not None:
                looking.write(_entry(looking, sha256, width, height), json.dumps(facts).encode())


def _entry(looking: Looking, sha256: str, width: int, height: int) -> Path:
    return looking.entry(sha256, f"{width}x{height}.json")


def _read(entry: Path) -> dict[str, Any] | None:
    try:
        facts: dict[str, Any] = json.loads(entry.read_text(encoding="utf-8"))
        _photo(facts)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        # Whatever is wrong with a cached entry, it is worked out anew.
        return None
    return facts


def _photo(facts: dict[str, Any]) -> SmallPhoto:
    return SmallPhoto(image=base64.b64decode(facts["image"]), width=facts["width"], height=facts["height"])
