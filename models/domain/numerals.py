"""Chinese numerals from 零 to 九千九百九十九, written and read.

Papers number their heads 一、（一） and ledgers print 十二 where a program wants 12.
"""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_UNITS = ("千", 1000), ("百", 100), ("十", 10)
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)} | {"〇": 0, "两": 2}


def chinese_number(number: int) -> str:
    """Write a number from 0 to 9999 in Chinese: 12 is 十二, 105 is 一百零五."""
    if not 0 <= number <= 9999:
        raise ValueError(f"{number} is not between 0 and 9999")
    text, rest, is_gap = "", number, False
    for unit, value in _UNITS:
        digit, rest = divmod(rest, value)
        if digit:
            text += ("零" if is_gap else "") + _DIGITS[digit] + unit
        is_gap = not digit and bool(text)
    if rest or not text:
        text += ("零" if is_gap else "") + _DIGITS[rest]
    return text[1:] if text.startswith("一十") else text


def read_chinese_number(text: str) -> int | None:
    """Read what `chinese_number` writes, or digits one by one (二〇二二); None where it is no number."""
    if not text:
        return None
    if len(text) > 1 and all(char in _VALUES for char in text):
        return int("".join(str(_VALUES[char]) for char in text)) if len(text) <= 9 else None
    total, rest = 0, text
    for unit, value in _UNITS:
        before, found, after = rest.partition(unit)
        if not found:
            continue
        digit = 1 if not before and unit == "十" and not total else _VALUES.get(before.removeprefix("零"))
        if not digit:
            return None
        total, rest = total + digit * value, after
    ones = _VALUES.get(rest.removeprefix("零") or rest) if rest else 0
    return None if ones is None else total + ones
