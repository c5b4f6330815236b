"""Characters the chosen faces do not hold: the printer takes another face for them, or prints an empty box.

仿宋_GB2312 and 楷体_GB2312 hold the 6763 characters and the symbols of GB 2312-1980, the system's 仿宋 and 楷体 those
of GBK. Both hold the few signs below in every version in use. Rare characters of names (堃, 喆) are the usual case.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from models.domain.checks.slips import Slip, slip
from models.domain.finding import Level

# Set by every face of a system, or by the Latin face that goes with it.
_EVERYWHERE = frozenset("·—–…‘’“”〇\u3000\n\t℃‰")
_CODECS = {"gb2312": "gb2312", "system": "gbk"}


@cache
def _is_held(char: str, codec: str) -> bool:
    if char in _EVERYWHERE or " " <= char < "\x7f":
        return True
    try:
        char.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def lacking_glyphs(line: str, *, font_set: str, face: str) -> Iterator[Slip]:
    """Yield each character a face of the set (gb2312 or system) lacks; KeyError for another set.

    A 汉字 is asked about (WARN), a sign such as ㎡ is only mentioned (NOTE).
    """
    codec = _CODECS[font_set]
    for at, char in enumerate(line):
        if _is_held(char, codec):
            continue
        yield slip(
            line, (at, at + 1), "glyph_lacking", f"“{char}”（U+{ord(char):04X}）{face}里没有，会换成别的字体",
            "换一个写法，或在设置里换文书字体", level=Level.WARN if char >= "\u3400" else Level.NOTE,
        )
