"""Tidying of typed and pasted text, and the joining of names and dates in a sentence.

Text copied out of PDF and Word carries blanks between 汉字 and digits, full-width digits and half-width punctuation.
Signs nobody sees come along, which a Word file cannot hold or which turn the order of what is read (U+000B, U+202E).
`tidy` mends these and nothing else: words, line breaks, and whatever stands between Latin letters, digits or signs
(A&B <科技>, =1+1, 364(35-11), 14:30, 1.5, addresses) stay as they are. Punctuation follows GB/T 15834-2011: titles in
《》 side by side take no 、 between them, and a title inside a title takes 〈〉. Everything runs in linear time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import accumulate, pairwise

from models.domain.list_items import split_measures as split_measures
from models.domain.list_items import split_numbered as split_numbered
from models.domain.partial_date import PartialDate, When

_HAN = "〇々\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_CJK_MARKS = "，。、；：？！（）《》〈〉【】〔〕「」『』"
_QUOTES = "“”‘’"
_CJK = _HAN + _CJK_MARKS
_BLANK = " \u3000\xa0\u2002-\u200a\u202f"
_BLANKS = " \u3000\xa0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"
_FULL = str.maketrans("０１２３４５６７８９．,;:!?()", "0123456789.，；：！？（）")

INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0001\U000e0020-\U000e007f]"
)
_BETWEEN_NAMES = re.compile(r"[、，,;；](?![^（(]*[）)])")
_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_LINE_SIGN = re.compile(f"{_BREAKS.pattern}|[\t\n]")
_WIDE_DIGITS = re.compile(r"[０-９]+|(?<=[0-9０-９])．(?=[0-9０-９])")
_PAIR_OF_QUOTES = re.compile(
    rf'(?<![A-Za-z0-9={{}}\[\]\\<>/])(?<![^{_HAN}]:)"(?=[{_CJK}])([^"“”\n]*)(?<=[{_CJK}])"(?![A-Za-z0-9=:{{}}\[\]\\<>/])'
)
_PARENS = re.compile(
    rf"(?:^|(?<=[{_CJK}”’]))(?:[{_BLANK}]*\((?=[^()（）\n]*[{_HAN}])[^()（）\n]*\))+", re.MULTILINE
)
_ONE_PAREN = re.compile(rf"[{_BLANK}]*\(([^()（）\n]*)\)")
_MARK = re.compile(
    rf"(?:(?:(?<=[{_CJK}])|(?<=[{_HAN}][”’]))[{_BLANK}]*([,;:!?])[{_BLANK}]*(?=[{_CJK}{_QUOTES}0-9]|$)"
    rf"|(?<=[”’])[{_BLANK}]*([,;:!?])[{_BLANK}]*(?=[{_CJK}]))",
    re.MULTILINE,
)
_FULL_STOP = re.compile(rf"(?<=[{_CJK_MARKS}{_HAN}])(?<![{_CJK_MARKS}一二三四五六七八九十百〇])\.$", re.MULTILINE)
_GAP = re.compile(rf"(?<=[{_CJK}])[{_BLANK}]+(?=[{_CJK}{_QUOTES}0-9])|(?<=[{_QUOTES}0-9])[{_BLANK}]+(?=[{_CJK}])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidied:
    """整理 of a text: what it became, and at how many places it was changed."""

    text: str
    count: int


def tidy(text: str) -> Tidied:
    """Return the text without the traces of copying, and the number of places mended (0: nothing changed)."""
    total = 0
    for step in _STEPS:
        text, count = step(text)
        total += count
    return Tidied(text=text, count=total)


def one_line(text: str) -> str:
    """Return what was typed into a field of one line: each line break or tab a blank, without signs nobody sees."""
    return _LINE_SIGN.sub(" ", INVISIBLE.sub("", text))


def _even_lines(text: str) -> tuple[str, int]:
    lines = text.split("\n")
    even = [line.rstrip(_BLANKS + "\t").lstrip(_BLANKS) for line in lines]
    count = sum(old != new for old, new in zip(lines, even, strict=True))
    joined = "\n".join(even)
    stripped = joined.strip("\n")
    return stripped, count + (stripped != joined)


def _replacing(
    pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str]
) -> Callable[[str], tuple[str, int]]:
    return lambda text: pattern.subn(replacement, text)


def _even_quotes(text: str) -> tuple[str, int]:
    if '"' not in text:
        return text, 0
    lines, total = text.split("\n"), 0
    for at, line in enumerate(lines):
        # An odd number of signs leaves open which of them belong together.
        if line.count('"') % 2 == 0:
            lines[at], count = _PAIR_OF_QUOTES.subn(r"“\1”", line)
            total += count
    return "\n".join(lines), total


_STEPS: tuple[Callable[[str], tuple[str, int]], ...] = (
    _replacing(INVISIBLE, lambda _: ""),
    _replacing(_BREAKS, lambda _: "\n"),
    _even_lines,
    _replacing(_WIDE_DIGITS, lambda match: match[0].translate(_FULL)),
    _even_quotes,
    _replacing(_PARENS, lambda match: _ONE_PAREN.sub(r"（\1）", match[0])),
    _replacing(_GAP, lambda _: ""),
    _replacing(_MARK, lambda match: (match[1] or match[2]).translate(_FULL)),
    _replacing(_FULL_STOP, lambda _: "。"),
)


def split_names(text: str) -> list[str]:
    """Return the names a text lists, parted by 、 or a comma but never inside brackets: 各县（市、区） is one."""
    return [part.strip() for part in _BETWEEN_NAMES.split(text) if part.strip()]


def join_units(units: Iterable[str]) -> str:
    """Join names of units or persons by 、, leaving out empty ones."""
    return "、".join(unit.strip() for unit in units if unit.strip())


def bare_title(title: str) -> str:
    """Return a title without the 《》 around the whole of it; 《甲》实施方案 and 《甲》和《乙》 stay as they are."""
    title = title.strip()
    if not title.startswith("《"):
        return title
    depths = list(accumulate((char == "《") - (char == "》") for char in title))
    is_enclosed = depths[-1] == 0 and 0 not in depths[:-1]
    return title[1:-1].strip() if is_enclosed and title.endswith("》") else title


def title_inside(title: str) -> str:
    """Return a title ready to stand inside 《》: without its own, and with 〈〉 around the titles it names."""
    return bare_title(title).replace("《", "〈").replace("》", "〉")


def join_instruments(titles: Iterable[str]) -> str:
    """Join instruments as a sentence names them: 《甲》《乙》和《丙》; a title already in 《》 is not wrapped again."""
    named = [_in_title_marks(title.strip()) for title in titles if title.strip()]
    if len(named) < 2:
        return "".join(named)
    text = named[0]
    for before, title in pairwise(named[:-1]):
        text += ("" if before.endswith("》") and title.startswith("《") else "、") + title
    return f"{text}和{named[-1]}"


def _in_title_marks(title: str) -> str:
    # 《甲》（示办发〔2025〕1号） has its marks, though not around the whole.
    if title.startswith("《") and "》" in title and bare_title(title) == title:
        return title
    return f"《{title_inside(title)}》"


def join_dates(dates: Iterable[When]) -> str:
    """Join dates by 、 without repeating the year and month they share: 2022年9月28日、30日、10月9日."""
    texts: list[str] = []
    shown: PartialDate | None = None
    for when in dates:
        first, last = (when, when) if isinstance(when, PartialDate) else (when.first, when.last)
        texts.append(_without_shared(str(when), first, shown))
        shown = last
    return "、".join(texts)


def _without_shared(text: str, first: PartialDate, shown: PartialDate | None) -> str:
    if shown is None or shown.year != first.year or shown.month is None or first.month is None:
        return text
    if shown.month == first.month and shown.is_full and first.is_full:
        return text.partition("月")[2]
    return text.partition("年")[2]
