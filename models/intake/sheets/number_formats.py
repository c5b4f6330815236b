"""Numbers and dates of a workbook as its cells show them: 00123, 35%, 2024.10, 2025年12月31日.

A workbook holds 123 and the format 00000 apart; only both together are the code that people read. The formats are those
of ECMA-376 part 1, 18.8.31. What a table of tasks has no use for (fractions, exponents) is shown in plain figures.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TypeAlias

from models.domain.numerals import chinese_number
from models.intake.sheets.written_moments import Moment, Token, iso, written

Number: TypeAlias = float | int
GENERAL = "General"
# The formats a workbook names by number only, as the Chinese edition shows them.
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: 'yyyy"年"m"月"', 35: 'm"月"d"日"', 36: 'yyyy"年"m"月"',
    37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: 'yyyy"年"m"月"',
    56: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}
# A workbook holds 15 figures of a number; those after them are not what was typed.
_EXACT = 10 ** 15
_MOST_IN_HAN = 9999
_PARTS = re.compile(
    r'"([^"]*)"|\\(.)|(\[[^\]]*\])|_.?|\*.?|(AM/PM|A/P|上午/下午)|([A-Za-z])\5*|([0#?]+)|(.)', re.IGNORECASE | re.DOTALL
)
_GENERAL = re.compile(r"General|G/通用格式", re.I)


def shown(value: Number | Moment | bool, code: str = GENERAL) -> str:
    """Return a value as a cell of this format shows it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _format(code).number(value)
    return _format(code).moment(value)


def plain(value: Number) -> str:
    """Return a number in figures, as people write it: no .0, no exponent, no dust of binary fractions."""
    if abs(value) < _EXACT and value == int(value):
        return str(int(value))
    text = f"{value:.15g}"
    return f"{Decimal(text):f}" if "e" in text else text


@lru_cache(maxsize=512)
def shows_day(code: str) -> bool:
    """Return whether a format shows days, not only the time of day."""
    return any(kind == "date" and text[0] in "yed" for kind, text in _format(code).sections[0])


class _Format:
    """A format taken apart; `sections` are those for positive numbers, negative ones and zero."""

    def __init__(self, code: str) -> None:
        self.sections = [_tokens(section) for section in _sections(code)] or [[]]
        self.is_date = any(kind == "date" for kind, _ in self.sections[0])
        self.is_han = "[DBNUM1]" in code.upper()

    def number(self, value: Number) -> str:
        """Return a number as the format shows it."""
        if not abs(value) < _EXACT:
            return plain(value)
        section, value = self._section(value)
        if self.is_han and value == int(value) and 0 <= value <= _MOST_IN_HAN:
            return chinese_number(int(value))
        kinds = {kind for kind, _ in section}
        if "digits" not in kinds or "odd" in kinds:
            return self._general(section, value)
        return _filled(section, value)

    def moment(self, value: Moment) -> str:
        """Return a date or time as the format shows it."""
        if not self.is_date:
            return iso(value)
        return written(self.sections[0], value, self.is_han)

    def _section(self, value: Number) -> tuple[list[Token], Number]:
        if value < 0 and len(self.sections) > 1:
            return self.sections[1], -value
        if value == 0 and len(self.sections) > 2:
            return self.sections[2], value
        return self.sections[0], value

    @staticmethod
    def _general(section: list[Token], value: Number) -> str:
        if section and {kind for kind, _ in section} <= {"text", "general"}:
            return "".join(plain(value) if kind == "general" else text for kind, text in section)
        return plain(value)


@lru_cache(maxsize=512)
def _format(code: str) -> _Format:
    return _Format("" if code.lower() == "general" else code)


def _sections(code: str) -> list[str]:
    """Return the sections of a format; a semicolon in quotes, in brackets or after a stroke divides none."""
    parts = re.findall(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;])+|(?<=;)(?=;)', code)
    return parts[:3]


def _tokens(section: str) -> list[Token]:
    """Return text, digits, point, comma, percent, date, half (上午/下午) in their order; odd what is not shown so."""
    tokens: list[Token] = []
    for found in _PARTS.finditer(_GENERAL.sub("@", section)):
        quoted, escaped, bracket, half, letter, digits, other = found.groups()
        if other == "@":
            tokens.append(("general", other))
        elif quoted is not None or escaped is not None:
            tokens.append(("text", quoted if quoted is not None else escaped))
        elif bracket:
            tokens.extend(_bracket(bracket))
        elif half:
            tokens.append(("half", half))
        elif letter:
            tokens.append(_letters(found.group()))
        elif digits:
            tokens.append(("digits", digits))
        elif other:
            tokens.append(({".": "point", ",": "comma", "%": "percent", "/": "slash"}.get(other, "text"), other))
    return _signs(_minutes(tokens))


def _bracket(bracket: str) -> list[Token]:
    inside = bracket[1:-1]
    if inside.lower().strip("hms") == "" and inside:
        return [("date", f"[{inside[0].lower()}]")]
    # [$￥-804] is a sign of money, [$-804] only a language.
    sign = inside[1:].split("-")[0] if inside.startswith("$") else ""
    return [("text", sign)] if sign else []


def _letters(letters: str) -> Token:
    lower = letters.lower()
    if lower[0] in "ymdhsae" and not (lower[0] == "e" and letters[0] == "E"):
        return "date", lower
    return ("odd", letters) if letters[0] == "E" else ("text", letters)


def _minutes(tokens: list[Token]) -> list[Token]:
    """Tell minutes from months: m after h, or before s, is minutes."""
    dates = [place for place, (kind, _) in enumerate(tokens) if kind == "date"]
    for before, place, after in zip([None, *dates], dates, [*dates[1:], None], strict=False):
        letters = tokens[place][1]
        follows = before is not None and tokens[before][1].strip("[]")[0] == "h"
        leads = after is not None and tokens[after][1][0] == "s"
        if letters in ("m", "mm") and (follows or leads):
            tokens[place] = ("date", "n" * len(letters))
    return tokens


def _signs(tokens: list[Token]) -> list[Token]:
    """Read signs among dates as they stand; a stroke among figures is a fraction, which is not shown so."""
    if any(kind == "date" for kind, _ in tokens):
        return [(kind if kind in ("date", "half") else "text", text) for kind, text in tokens]
    return [("odd" if kind == "slash" else kind, text) for kind, text in tokens]


# Numbers


def _filled(section: list[Token], value: Number) -> str:
    """Return a number set into the places for figures of a section."""
    kinds = [kind for kind, _ in section]
    point = kinds.index("point") if "point" in kinds else len(kinds)
    whole = [text for kind, text in section[:point] if kind == "digits"]
    fraction = "".join(text for kind, text in section[point:] if kind == "digits")
    last = max(place for place, kind in enumerate(kinds) if kind == "digits")
    thousands = kinds[last:].count("comma")
    scaled = Decimal(f"{value:.15g}") * 100 ** kinds.count("percent") / 1000 ** thousands
    rounded = abs(scaled).quantize(Decimal(1).scaleb(-len(fraction)), rounding=ROUND_HALF_UP)
    digits, _, decimals = f"{rounded:f}".partition(".")
    figures = _spread(digits, whole, has_groups="comma" in kinds[:last])
    decimals = _shortened(decimals, fraction)
    sign = "-" if scaled < 0 and rounded else ""
    return sign + "".join(_put(section, point, figures, decimals))


def _put(section: list[Token], point: int, figures: list[str], decimals: str) -> list[str]:
    parts: list[str] = []
    rest = iter(figures)
    for place, (kind, text) in enumerate(section):
        if kind == "digits" and place < point:
            parts.append(next(rest))
        elif kind == "digits":
            parts.append(decimals[: len(text)])
            decimals = decimals[len(text):]
        elif kind in ("text", "percent"):
            parts.append(text)
        elif kind == "point" and place == point:
            parts.append("." if decimals else "")
    return parts


def _spread(digits: str, places: list[str], *, has_groups: bool) -> list[str]:
    """Return the figures of a whole number for each group of places, from the right; the first takes what is left."""
    if has_groups:
        # The places of #,##0 only say that thousands are parted.
        least = sum(text.count("0") for text in places)
        grouped = f"{int(digits):,}" if int(digits) or least else ""
        return [grouped.rjust(least, "0"), *("" for _ in places[1:])]
    parts: list[str] = []
    for text in reversed(places[1:]):
        parts.insert(0, _padded(digits[-len(text):] if digits != "0" else "", text))
        digits = digits[: -len(text)]
    if places:
        parts.insert(0, _padded("" if digits == "0" else digits, places[0]))
    return parts


def _padded(digits: str, places: str) -> str:
    return digits.rjust(places.count("0"), "0")


def _shortened(decimals: str, places: str) -> str:
    least = places.rfind("0") + 1
    kept = decimals.rstrip("0")
    return decimals[: max(len(kept), least)]
