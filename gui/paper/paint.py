"""Painting the marks of a paper's page: every character in its own cell, red head red, ink black, in light and dark.

The typefaces are those of the Word file where this computer has them, else the nearest: a serif for 仿宋, 楷体 and
宋体, a sans for 黑体, a bold serif for 小标宋. Units of the painter are points.
"""

from __future__ import annotations

from functools import cache
from typing import assert_never

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QImage, QPainter, QPen

from exporters.blocks import FontSet
from exporters.styles import Face, font_name
from gui.paper.boxes import Image, Mark, Stroke, Words
from gui.paper.pages import PaperPage
from gui.parts import palette, typeface

# Fonts are made this much larger and painted smaller, because pixel sizes are whole numbers.
_FINE = 4
_OTHERS: dict[Face, tuple[str, ...]] = {
    Face.FANGSONG: ("FangSong", "STFangsong", "FandolFang R"),
    Face.KAITI: ("KaiTi", "STKaiti", "FandolKai", "AR PL UKai CN"),
    Face.HEITI: ("SimHei", "STHeiti"),
    Face.XIAOBIAOSONG: ("方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"),
    Face.SONGTI: ("SimSun",),
}


def paint_page(painter: QPainter, page: PaperPage, font_set: FontSet) -> None:
    """Paint the marks of a page; the painter's units are points."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for mark in page.marks:
        _paint(painter, mark, font_set)


def paint_bar(painter: QPainter, left: float, top: float, bottom: float) -> None:
    """Paint the bar in the margin beside the chosen section."""
    painter.fillRect(QRectF(left - 12.0, top, 2.6, bottom - top), QColor(palette.LIGHT.accent))


def _paint(painter: QPainter, mark: Mark, font_set: FontSet) -> None:
    match mark:
        case Words():
            _paint_words(painter, mark, font_set)
        case Stroke():
            pen = QPen(_colour(mark.color), mark.width)
            pen.setCapStyle(Qt.PenCapStyle.SquareCap)
            painter.setPen(pen)
            painter.drawLine(QPointF(mark.x1, mark.y1), QPointF(mark.x2, mark.y2))
        case Image():
            box = QRectF(mark.left, mark.top, mark.width, mark.height)
            painter.drawImage(box, QImage.fromData(mark.image))
        case _:
            assert_never(mark)


def _paint_words(painter: QPainter, words: Words, font_set: FontSet) -> None:
    missing = words.line.missing
    if missing:
        _paint_grounds(painter, words, missing)
    painter.setPen(_colour(words.color))
    painter.save()
    painter.scale(1 / _FINE, 1 / _FINE)
    for place, char in enumerate(words.line.text):
        face = Face.KAITI if words.kai[0] <= place < words.kai[1] else words.face
        painter.setFont(_font(face, font_set, words.size, place in missing))
        painter.drawText(QPointF((words.left + words.line.places[place]) * _FINE, words.baseline * _FINE), char)
    painter.restore()


def _paint_grounds(painter: QPainter, words: Words, places: frozenset[int]) -> None:
    for place in places:
        left = words.left + words.line.places[place]
        painter.fillRect(QRectF(left, words.baseline - words.size * 0.95, words.size, words.size * 1.15),
                         QColor(palette.LIGHT.tint))


def _colour(value: str) -> QColor:
    return QColor(palette.PAPER_RED if value else palette.PAPER_INK)


@cache
def _font(face: Face, font_set: FontSet, size: float, is_bold: bool) -> QFont:
    font = QFont()
    own = (font_name(face, font_set), *(font_name(face, other) for other in FontSet), *_OTHERS[face])
    fallback = typeface.families() if face is Face.HEITI else typeface.serif_families()
    font.setFamilies(list(dict.fromkeys((*own, *fallback))))
    font.setPixelSize(round(size * _FINE))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    stands_in = face in (Face.XIAOBIAOSONG, Face.HEITI) and not _known() & set(own)
    font.setWeight(typeface.BOLD if is_bold or stands_in else typeface.REGULAR)
    return font


@cache
def _known() -> frozenset[str]:
    return frozenset(QFontDatabase.families())
