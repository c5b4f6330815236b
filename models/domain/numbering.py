"""Numbers of tasks and measures, which are text: 12-01, 364(35-11), 省序号28, 十二.

A number stays as it is printed (01 never becomes 1); a key kept beside it sorts it as people count, 2 before 10. The
key is plain text for a stored column: SQLite's binary order of it is the order here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from models.domain.numerals import chinese_number, read_chinese_number

_HAN_NUMBER = re.compile(r"(?:(?<=[第（(、.\-—])|^)[零〇一二三四五六七八九十百千]{1,9}(?=[）)、.\-—项条号件批]|$)")
_DIGITS = re.compile(r"[0-9]+")
_COUNTS = re.compile(r"[0-9０-９〇\u4e00-\u9fff（）()]")
_IN_ORDER = re.compile(r"第([^第]{1,12})[项号条](?:(?:整改|反馈|具体)?(?:任务|问题|事项))?")
_BLANKS = re.compile(r"\s+")
_IN_BRACKETS = re.compile(r"[（(]([^（()）]+)[）)]")
_LAST_DIGITS = re.compile(r"([0-9]+)([^0-9]*)$")


@lru_cache(maxsize=4096)
def natural_key(number: str) -> str:
    """Return the text by which a number sorts: 2 before 10, 12 before 12-01, 十二 as 12, full-width as half-width.

    Numbers that differ only in width, blanks or leading zeros have one key. A run of digits longer than 999 is sorted
    as text.
    """
    plain = "".join(unicodedata.normalize("NFKC", number).casefold().split())
    return _DIGITS.sub(_counted, plain if plain.isascii() else _HAN_NUMBER.sub(_in_digits, plain))


def _in_digits(match: re.Match[str]) -> str:
    value = read_chinese_number(match[0])
    return match[0] if value is None else str(value)


def _counted(match: re.Match[str]) -> str:
    # The length first: of two counts without leading zeros the longer one is the larger.
    digits = match[0].lstrip("0") or "0"
    return f"{min(len(digits), 999):03}{digits}"


def tidy_number(number: str) -> str:
    """Return a typed number without blanks around it and beside its digits and 汉字: 第 12 - 01 项 is 第12-01项."""
    return _BLANKS.sub(_between, number.strip())


def _between(blanks: re.Match[str]) -> str:
    sides = (blanks.string[blanks.start() - 1], blanks.string[blanks.end()])
    return "" if any(_COUNTS.fullmatch(side) for side in sides) else blanks[0]


def printed_number(mark: str) -> str:
    """Return a task's or measure's number without the signs around it: 十、（十） and 第十项 are 10, 01. stays 01."""
    bare = tidy_number(mark).rstrip("、.．，, ")
    inside = _IN_BRACKETS.fullmatch(bare)
    word = inside[1] if inside else bare
    word = in_order[1] if (in_order := _IN_ORDER.fullmatch(word)) else word
    value = None if word.isascii() else read_chinese_number(word)
    return word if value is None else str(value)


def next_number(existing: Iterable[str]) -> str:
    """Return the number to offer after the highest of `existing`, in its form: 12-02 gives 12-03, 09 gives 10."""
    taken = {number.strip() for number in existing}
    highest = max(taken, key=natural_key, default="")
    following = _following(highest) if highest else "1"
    while following in taken:
        following = _following(following)
    return following


def _following(number: str) -> str:
    value = read_chinese_number(number)
    if value is not None and value < 9999 and not number.isascii():
        return chinese_number(value + 1)
    match = _LAST_DIGITS.search(number)
    if match is None or len(match[1]) > 18:
        return f"{number}-1"
    count = str(int(match[1]) + 1).zfill(len(match[1]))
    return f"{number[: match.start()]}{count}{match[2]}"
