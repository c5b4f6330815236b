"""Marks, digits and blanks as a paper sets them: 全角 marks beside 汉字, 半角 digits, no blanks inside a sentence.

Text copied out of PDF, Word and web pages carries the others (GB/T 15834-2011, GB/T 15835-2011). Codes, addresses,
times and numbers between Latin letters and digits are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.domain.checks.slips import HAN, Slip, slip

_CJK = HAN + "，。、；：？！（）《》〈〉【】〔〕“”‘’"
_RULES: tuple[tuple[str, re.Pattern[str], str, str], ...] = (
    ("half_width_punctuation", re.compile(rf"(?<=[{_CJK}])[,;:!?]+|(?<=[{HAN}])\.(?=[{HAN}]|$)"),
     "用了半角标点", "改成全角标点，或按“整理”"),
    ("half_width_punctuation", re.compile(rf"\((?=[^()（）\n]*[{HAN}])|(?<=[{HAN}])\((?=[^()（）\n]*[)）])"),
     "用了半角括号", "改成全角括号，或按“整理”"),
    ("english_quotes", re.compile(rf"(?<=[{_CJK}])[\"＂]|[\"＂](?=[{_CJK}])|(?<=[{HAN}])'|'(?=[{HAN}])"),
     "用了英文引号", "改成“”"),
    ("full_width_digits", re.compile(r"[０-９Ａ-Ｚａ-ｚ％]*[０-９Ａ-Ｚａ-ｚ]+[０-９Ａ-Ｚａ-ｚ％．]*"),
     "用了全角数字或字母", "改成半角"),
    ("odd_marks", re.compile(r"[．｡､﹐﹔﹕]"), "用了公文不用的标点", "改成句号、顿号或小数点"),
    ("doubled_marks", re.compile(r"[，。、；：]{2,}|[！？]{2,}"), "连着两个标点", "留一个"),
    ("doubled_marks", re.compile(r"(?<=[《（“])[，。、；：]|[，、；：](?=[》）”])|[，、]$"), "多了标点", "删去"),
)
_BLANKS = " \u3000\xa0\u2002-\u200a\u202f\t"
_ALIGNED = re.compile(rf"(?<=\S)[{_BLANKS}]{{2,}}(?=\S)|(?<=\S)[\u3000\t](?=\S)")
_GAP = re.compile(
    rf"(?<=[{_CJK}])[ \xa0\u2002-\u200a\u202f](?=[{_CJK}0-9])|(?<=[0-9])[ \xa0\u2002-\u200a\u202f](?=[{_CJK}])"
)


def wrong_marks(line: str) -> Iterator[Slip]:
    """Yield half-width marks, full-width digits, English quotes and doubled marks."""
    for code, pattern, complaint, remedy in _RULES:
        for match in pattern.finditer(line):
            yield slip(line, match.span(), code, complaint, remedy)


def stray_blanks(line: str) -> Iterator[Slip]:
    """Yield blanks inside a sentence, and runs of blanks that push words about."""
    for match in _ALIGNED.finditer(line):
        yield slip(line, match.span(), "aligned_by_blanks", "用空格对齐", "删去空格，位置由版式排")
    for match in _GAP.finditer(line):
        yield slip(line, match.span(), "stray_blank", "有空格", "删去空格，或按“整理”")
