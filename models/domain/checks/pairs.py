"""Brackets, quotes and 书名号 that are open without an end, closed without a beginning, crossed or nested wrongly.

GB/T 15834-2011: a title inside 《》 takes 〈〉, a quotation inside “” takes ‘’, and brackets of one shape do not stand
inside each other. 1）and 2）number a list and need no beginning; the ’ of a Latin word is no quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.domain.checks.slips import HAN, Slip, slip

_OPENING = {"（": "）", "《": "》", "〈": "〉", "“": "”", "‘": "’", "〔": "〕", "【": "】", "「": "」", "『": "』"}
_CLOSING = {end: begin for begin, end in _OPENING.items()}
_INSIDE = {"《": "书名号里再用书名号，写〈〉", "“": "引号里再用引号，写‘’", "（": "括号里不再套同样的括号"}
_LIST_NUMBER = re.compile(r"(?:^|(?<=[，。；：、是\s]))[\d一二三四五六七八九十]{1,3}[)）]")
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])’(?=[A-Za-z])")
_EMPTY = re.compile(r"《\s*》|“\s*”|（\s*）|〔\s*〕")
_WIDTH = str.maketrans("()", "（）")
_HALF_CODE = re.compile(rf"(?<=[0-9A-Za-z])\([^()（）{HAN}]*\)")


def wrong_pairs(line: str) -> Iterator[Slip]:
    """Yield each bracket, quote or 书名号 without its other half, each nested in its like, and each empty pair."""
    for match in _EMPTY.finditer(line):
        yield slip(line, match.span(), "empty_pair", "书名号、引号或括号里是空的", "补上内容，或删去")
    yield from _unpaired(line, _plain(line))


def _plain(line: str) -> str:
    """Blank out what looks like half a pair and is none, without moving anything."""
    for pattern in (_LIST_NUMBER, _APOSTROPHE, _HALF_CODE):
        line = pattern.sub(lambda match: " " * len(match[0]), line)
    return line.translate(_WIDTH)


def _unpaired(line: str, plain: str) -> Iterator[Slip]:
    open_at: list[int] = []
    for at, char in enumerate(plain):
        if char in _OPENING:
            if char in _INSIDE and any(plain[place] == char for place in open_at):
                yield slip(line, (at, at + 1), "wrong_nesting", _INSIDE[char], "改正，或补上前一个的后半边")
            open_at.append(at)
        elif char in _CLOSING and open_at and plain[open_at[-1]] == _CLOSING[char]:
            open_at.pop()
        elif char in _CLOSING:
            yield from _crossed(line, plain, open_at, at)
    for at in open_at:
        yield _not_closed(line, plain, at)


def _crossed(line: str, plain: str, open_at: list[int], at: int) -> Iterator[Slip]:
    """Tell of a closing half: its beginning is missing, or others opened since were not closed before it."""
    begin = _CLOSING[plain[at]]
    if all(plain[place] != begin for place in open_at):
        yield slip(line, (at, at + 1), "unpaired", f"缺前半边“{begin}”", "补上，或删去后半边")
        return
    while plain[open_at[-1]] != begin:
        place = open_at.pop()
        yield _not_closed(line, plain, place)
    open_at.pop()


def _not_closed(line: str, plain: str, at: int) -> Slip:
    return slip(line, (at, at + 1), "unpaired", f"缺后半边“{_OPENING[plain[at]]}”", "补上，或删去前半边")
