"""Families and sizes of the window's type.

The family is named per platform and never left to the system: without a name the glyph variant depends on the machine
(a Japanese face shows 关 门 直 角 wrongly). Sizes are points and follow the screen's resolution. What will be printed
is shown in a serif.
"""

from __future__ import annotations

import sys
from functools import cache

from PySide6.QtGui import QFont, QFontMetricsF

TITLE = 15.0
BLOCK = 12.0
BODY = 10.5
VALUE = 9.5
SMALL = 9.0

REGULAR = QFont.Weight.Normal
MEDIUM = QFont.Weight.Medium
BOLD = QFont.Weight.Bold

_LINUX = ("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei")
_WINDOWS = ("Microsoft YaHei", "微软雅黑", "DengXian", "SimSun")
_MAC = ("PingFang SC", "Hiragino Sans GB")
_SERIF_LINUX = ("Noto Serif CJK SC", "Source Han Serif SC", "AR PL UMing CN")
_SERIF_WINDOWS = ("SimSun", "宋体", "NSimSun")
_SERIF_MAC = ("Songti SC", "STSong")


def families() -> list[str]:
    """Return the sans-serif families of this platform first, then the others."""
    own = {"win32": _WINDOWS, "darwin": _MAC}.get(sys.platform, _LINUX)
    return list(dict.fromkeys((*own, *_LINUX, *_WINDOWS, *_MAC)))


def serif_families() -> list[str]:
    """Return the families for text that will be printed."""
    own = {"win32": _SERIF_WINDOWS, "darwin": _SERIF_MAC}.get(sys.platform, _SERIF_LINUX)
    return list(dict.fromkeys((*own, *_SERIF_LINUX, *_SERIF_WINDOWS, *_SERIF_MAC)))


@cache
def font(size: float = BODY, weight: QFont.Weight = REGULAR) -> QFont:
    """Return the window's font in a size in points and a weight."""
    face = QFont()
    face.setFamilies(families())
    face.setPointSizeF(size)
    face.setWeight(weight)
    return face


@cache
def serif(size: float = BODY, weight: QFont.Weight = REGULAR) -> QFont:
    """Return the font of text that will be printed."""
    face = QFont()
    face.setFamilies(serif_families())
    face.setPointSizeF(size)
    face.setWeight(weight)
    return face


@cache
def metrics(size: float = BODY, weight: QFont.Weight = REGULAR) -> QFontMetricsF:
    """Return the measures of `font(size, weight)`."""
    return QFontMetricsF(font(size, weight))
