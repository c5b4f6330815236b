"""Numbers of evidence in a task: 12-3-01 by a pattern of the office, live until a paper that prints them is issued.

No rule prescribes how evidence is numbered; 任务-措施-序号 follows the numbers of the measures that everybody uses
already. A piece is counted under the first measure it answers. What was fixed is never changed and never given again,
so that a number on a signed page means one thing for ever; the others take what is free, in order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

from models.domain.evidence import EvidenceId
from models.domain.numbering import printed_number
from models.errors import InputError

TASK, MEASURE, PLACE = "任务", "措施", "序号"
LONGEST = 40
_SLOT = re.compile(r"\{\s*([^{}:]*?)\s*(?::0?([1-9]))?\s*\}")
_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\s]+')
_HALF_WIDTH = str.maketrans("｛｝：", "{}:")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberPattern:
    """编号规则: how a number is put together out of task, measure and place; `width` digits of the place at least."""

    text: str
    width: int = 1

    @classmethod
    def read(cls, typed: str) -> NumberPattern:
        """Return the pattern a person typed: {任务}-{措施}-{序号:02}; InputError says what is wrong with it."""
        text = typed.strip().translate(_HALF_WIDTH)
        widths = {match[1]: match[2] for match in _SLOT.finditer(text)}
        slots = [match[1] for match in _SLOT.finditer(text)]
        around = _SLOT.sub("", text)
        unknown = [name for name in slots if name not in (TASK, MEASURE, PLACE) or (widths[name] and name != PLACE)]
        if unknown or "{" in around or "}" in around:
            raise _refused("编号规则里有认不出的写法" + (f"“{unknown[0]}”" if unknown else ""))
        if slots.count(PLACE) != 1 or max(slots.count(TASK), slots.count(MEASURE)) > 1:
            raise _refused("编号规则里要有一个{序号}，{任务}和{措施}最多各一个")
        if _UNFIT.search(around):
            raise _refused("编号要用作文件名，不能有空格和 \\ / : * ? \" < > |")
        if len(text) > LONGEST:
            raise _refused(f"编号规则最长 {LONGEST} 个字")
        return cls(text=text, width=int(widths[PLACE] or 1))

    def number(self, *, task: str, measure: str, place: int) -> str:
        """Return the number of the piece at a place, counted from one, under a measure of a task."""
        whole, own = _clean(task), _clean(measure)
        parts = _parts(self.text)
        if TASK in parts[1::2]:
            # Measures of task 12 are often numbered 12-01; the task is not said twice.
            own = own.removeprefix(f"{whole}-") or own
        told = {TASK: whole, MEASURE: own, PLACE: f"{place:0{self.width}}"}
        return "".join(told[part] if place % 2 else part for place, part in enumerate(parts))


def numbers_by(
    pattern: NumberPattern, *, task: str, measures: Sequence[tuple[str, Sequence[EvidenceId]]],
    fixed: Mapping[EvidenceId, str], retired: Collection[str] = (),
) -> dict[EvidenceId, str]:
    """Return the number of every piece that is linked, in the order of the measures and of the links under each.

    `measures` are their numbers as printed and the pieces linked to each; `fixed` are the numbers that stand, also of
    pieces that are linked no more; `retired` those whose piece was deleted. Fixing any of the numbers changes none.
    """
    taken = {*fixed.values(), *retired}
    numbers: dict[EvidenceId, str] = {}
    for order, (mark, pieces) in enumerate(measures, start=1):
        measure = mark if _clean(mark) else str(order)
        places = count(1)
        for piece in pieces:
            if piece in numbers:
                continue
            if piece in fixed:
                numbers[piece] = fixed[piece]
                continue
            free = (pattern.number(task=task, measure=measure, place=place) for place in places)
            numbers[piece] = next(number for number in free if number not in taken)
            taken.add(numbers[piece])
    return numbers


@lru_cache(maxsize=8)
def _parts(text: str) -> tuple[str, ...]:
    """Return what stands between the slots of a pattern, and in turn with it the names of the slots."""
    parts: list[str] = []
    end = 0
    for match in _SLOT.finditer(text):
        parts += [text[end : match.start()], match[1]]
        end = match.end()
    return (*parts, text[end:])


@lru_cache(maxsize=512)
def _clean(mark: str) -> str:
    """Return the number of a task or measure as a part of another: （一） and 一、 are 1, １２ is 12."""
    # Chinese counts are read before ① and full-width signs are told by the characters they stand for.
    plain = printed_number(unicodedata.normalize("NFKC", printed_number(mark)))
    return _UNFIT.sub("-", plain).strip("-.")


def _refused(text: str) -> InputError:
    return InputError(text, where="设置 · 佐证编号", remedy="请写成如 {任务}-{措施}-{序号:02}")
