"""Pairs of photos 对比照片 as they are shown and printed, and which photos look like a pair.

Two photos of one place, 整改前 and 整改后, prove a change better than any sentence. Which belong together is told by
the words of their names (河东排口前, 河东排口后), by folders called 整改前 and 整改后, and, where the names are the
same, by the day: the earlier one is 整改前. All of that is suggested only; a person makes the pair.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from models.domain.evidence import Evidence, EvidenceId, PhotoPair, StoredFile
from models.domain.partial_date import PartialDate, When

PHOTO_KIND = "照片"
IMAGE_ENDINGS = (".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".webp", ".gif")
_WORK = "整改|治理|清理|拆除|施工|改造|修复|整治|清退|复绿|建设|清淤"
_MARK = re.compile(
    rf"(?:{_WORK})(?P<worked>[前后])|[（(【\[_\-\s](?P<apart>[前后])(?=[）)】\]_\-\s\d]|$)|(?P<last>[前后])(?=\d*$)"
)
_DATE = re.compile(r"(?:19|20)\d\d[-_.年]?\d{1,2}(?:[-_.月]?\d{1,2}日?)?(?:[-_ ]?\d{6})?")
_CAMERA = re.compile(
    r"^(?:img|dsc[nf]?|pxl|p|wx|mmexport|screenshot|微信图片|qq图片|截图|照片|图片)[-_ ]*\d*", re.IGNORECASE
)
_IDLE = re.compile(r"现场|照片|图片|对比|照|[\s_\-—–.,，。、·:：（）()\[\]【】]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")


class Side(StrEnum):
    """前后: which half of a pair a photo is."""

    BEFORE = "before"
    AFTER = "after"

    @property
    def label(self) -> str:
        return {"before": "整改前", "after": "整改后"}[self.value]

    @property
    def field(self) -> str:
        """Return the field of a pair that holds this half."""
        return f"{self.value}_id"

    @property
    def date_field(self) -> str:
        """Return what the day of this half is called among the fields of a pair."""
        return f"{self.value}_on"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """照片: a piece of evidence as a photo: its first current image, and the day the camera wrote.

    That day is no fact: a camera's clock may be wrong. It is offered, and pairs are suggested by it; see `day`.
    """

    evidence: Evidence
    file: StoredFile | None = None
    taken_on: PartialDate | None = None
    is_there: bool = True

    @property
    def day(self) -> When | None:
        """Return the date formed, else the day the camera wrote: good enough to look for pairs by."""
        return self.evidence.dated_on or self.taken_on


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPair:
    """对比照片 with its photos, counted from one; a photo in the trash is none."""

    pair: PhotoPair
    number: int
    before: Shot | None = None
    after: Shot | None = None

    @property
    def sides(self) -> tuple[tuple[Side, Shot | None], ...]:
        """Return both halves in the order they are printed."""
        return ((Side.BEFORE, self.before), (Side.AFTER, self.after))


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedPair:
    """建议配对: two photos that look like one place before and after, its name, and why they look so."""

    before: Shot
    after: Shot
    place: str
    reason: str

    @property
    def key(self) -> tuple[EvidenceId, EvidenceId]:
        """Return what tells it from other suggestions."""
        return self.before.evidence.id, self.after.evidence.id


def is_image_name(name: str) -> bool:
    """Return whether a file is called like an image."""
    return PurePath(name).suffix.lower() in IMAGE_ENDINGS


def suggest_pairs(shots: Sequence[Shot]) -> list[SuggestedPair]:
    """Return the pairs the photos seem to make, each photo in one pair at most, in the order of the photos."""
    groups: dict[tuple[str, str], list[tuple[Side | None, Shot]]] = {}
    for shot in shots:
        side, place = _read(shot)
        groups.setdefault((_around(shot.evidence.folder), place), []).append((side, shot))
    return [pair for (_, place), group in groups.items() for pair in _pairs_in(place, group)]


def _pairs_in(place: str, group: Sequence[tuple[Side | None, Shot]]) -> Iterator[SuggestedPair]:
    before = _by_day(shot for side, shot in group if side is Side.BEFORE)
    after = _by_day(shot for side, shot in group if side is Side.AFTER)
    # Without a word of the place, several photos of either side might be of several places.
    if before and after and (place or len(before) == len(after) == 1):
        reason = f"名称都有“{place}”" if place else "一张标着整改前，一张标着整改后"
        for one, other in zip(before, after, strict=False):
            yield SuggestedPair(before=one, after=other, place=_words(place), reason=reason)
        return
    unmarked = _by_day(shot for side, shot in group if side is None)
    if len(group) == len(unmarked) == 2 and _HAN.search(place) and _is_earlier(*unmarked):
        yield SuggestedPair(
            before=unmarked[0], after=unmarked[1], place=_words(place), reason=f"都叫“{place}”，日期一早一晚"
        )


def _read(shot: Shot) -> tuple[Side | None, str]:
    """Return the half a photo says it is, by its name or its folder, and the words of its place."""
    title = PurePath(shot.evidence.title).stem if is_image_name(shot.evidence.title) else shot.evidence.title
    bare = _DATE.sub("", title)
    mark = _mark_in(bare)
    if mark is not None:
        return _side(mark), _place(bare[: mark.start()] + bare[mark.end() :])
    folder = _mark_in(shot.evidence.folder.rpartition("/")[2])
    return (_side(folder) if folder else None), _place(bare)


def _mark_in(text: str) -> re.Match[str] | None:
    found = list(_MARK.finditer(text))
    return found[-1] if found else None


def _side(mark: re.Match[str]) -> Side:
    word = mark["worked"] or mark["apart"] or mark["last"]
    return Side.BEFORE if word == "前" else Side.AFTER


def _place(text: str) -> str:
    return _IDLE.sub("", _CAMERA.sub("", text.strip()))


def _words(place: str) -> str:
    return place if _HAN.search(place) else ""


def _around(folder: str) -> str:
    """Return the folder without a last part that only says before or after."""
    above, _, last = folder.rpartition("/")
    return above if _mark_in(last) else folder


def _by_day(shots: Iterable[Shot]) -> list[Shot]:
    found = list(shots)
    return sorted(found, key=lambda shot: (shot.day is None, shot.day.first_day if shot.day else None))


def _is_earlier(one: Shot, other: Shot) -> bool:
    """Return whether the one was taken before the other, as far as both say."""
    return one.day is not None and other.day is not None and one.day.last_day < other.day.first_day
