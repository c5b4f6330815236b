"""照片 as they are printed: upright, no larger than the paper needs, kept under their hash beside the looks.

A photo from a telephone has ten times the dots a page can show. It is decoded in the child process of
`models.isolation`, once for a size; what is kept may be deleted at any time.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models import isolation
from models.domain.partial_date import PartialDate
from models.errors import InputError
from models.looking.cache import Looking, camera_date

_READER = "models.looking.readers.photo"
_LIMITS = isolation.Limits(seconds=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallPhoto:
    """缩小的照片: a JPEG, its size in dots, and the day the camera wrote."""

    image: bytes = field(repr=False)
    width: int
    height: int
    taken_on: PartialDate | None = None


def small_photo(looking: Looking, path: Path, sha256: str, *, width: int, height: int) -> SmallPhoto:
    """Return a stored photo no larger than so many dots, from the cache or through a child process; for a worker.

    Raises ForeignFileError for what is no image, is damaged or too large.
    """
    ending = f"{width}x{height}.json"
    known = _read(looking.entry(sha256, ending))
    if known is None:
        known = isolation.run(_READER, path, limits=_LIMITS, options={"width": width, "height": height})
        looking.write(looking.entry(sha256, ending), json.dumps(known).encode())
    return _photo(known)


def _read(entry: Path) -> dict[str, Any] | None:
    try:
        facts: dict[str, Any] = json.loads(entry.read_text(encoding="utf-8"))
        _photo(facts)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, InputError):
        # Whatever is wrong with a cached entry, it is worked out anew.
        return None
    return facts


def _photo(facts: dict[str, Any]) -> SmallPhoto:
    return SmallPhoto(
        image=base64.b64decode(facts["image"]), width=facts["width"], height=facts["height"],
        taken_on=camera_date(facts["taken_on"]),
    )
