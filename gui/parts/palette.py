"""The colours of the window, light and dark, and the one place that sets them.

A colour has a name that tells its use ("hair" parts rows, "late" is overdue or lost and nothing else); no other module
writes a colour value. The set follows the system while the program runs: widgets that paint ask `tone()` when they
paint, everything else is coloured by the QPalette and by `resources/app.qss`, whose `@names` are filled in here. Every
text keeps at least 4.5 : 1 on each ground it stands on (tests/gui/test_palette.py).
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QApplication


class Tones(NamedTuple):
    """One set of colours as #RRGGBB, named by use."""

    content: str
    rail: str
    desk: str
    tint: str
    rail_on: str
    hover: str
    hair: str
    line: str
    line_strong: str
    field: str
    ink: str
    ink_2: str
    meta: str
    accent: str
    accent_deep: str
    late: str
    soon: str
    button: str
    button_hover: str
    on_button: str
    off: str


LIGHT = Tones(
    content="#FFFFFF",
    rail="#F5F7F6",
    desk="#E9ECEA",
    tint="#E8F2ED",
    rail_on="#E1ECE7",
    hover="#F1F4F2",
    hair="#EDF0EE",
    line="#E4E8E6",
    line_strong="#C9D0CD",
    field="#87938D",
    ink="#1B2420",
    ink_2="#4A5650",
    meta="#5F6A65",
    accent="#1F6F54",
    accent_deep="#17573F",
    late="#B3261E",
    soon="#96560A",
    button="#1F6F54",
    button_hover="#17573F",
    on_button="#FFFFFF",
    off="#A9B2AE",
)
DARK = Tones(
    content="#1B1F1D",
    rail="#161A18",
    desk="#101312",
    tint="#22352D",
    rail_on="#22352D",
    hover="#262C29",
    hair="#262C29",
    line="#2E3532",
    line_strong="#44504A",
    field="#74817A",
    ink="#E6EBE8",
    ink_2="#B9C3BE",
    meta="#95A29B",
    accent="#63BF9A",
    accent_deep="#8AD3B6",
    late="#F2867C",
    soon="#E3A857",
    button="#2A7F62",
    button_hover="#236B53",
    on_button="#FFFFFF",
    off="#5C6862",
)
PAPER = "#FFFFFF"
PAPER_INK = "#141414"
PAPER_RED = "#D0021B"

_current = LIGHT


def current() -> Tones:
    """Return the set of colours the window shows now."""
    return _current


def tone(name: str) -> QColor:
    """Return the colour of that name in the current set."""
    return _colour(getattr(_current, name))


def fill(painter: QPainter, box: QRect, name: str) -> None:
    """Fill a box with a colour; the painter draws no lines and fills in that colour afterwards.

    Not by `fillRect`, whose first call loads every kind of gradient before the window has been painted.
    """
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tone(name))
    painter.drawRect(box)


@cache
def _colour(value: str) -> QColor:
    return QColor(value)


def follow_system(app: QApplication) -> None:
    """Colour the program as the system asks, now and whenever that changes."""
    hints = app.styleHints()
    hints.colorSchemeChanged.connect(lambda scheme: wear(app, DARK if scheme == Qt.ColorScheme.Dark else LIGHT))
    wear(app, DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT)


def wear(app: QApplication, tones: Tones) -> None:
    """Put one set of colours on the whole program."""
    global _current
    _current = tones
    app.setPalette(_palette(tones))
    app.setStyleSheet(_filled(files("resources").joinpath("app.qss").read_text(encoding="utf-8"), tones))


def _filled(sheet: str, tones: Tones) -> str:
    values = {name.replace("_", "-"): value for name, value in tones._asdict().items()}
    return re.sub(r"@([a-z][a-z0-9-]*)", lambda match: values[match.group(1)], sheet)


def _palette(tones: Tones) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for key, value in (
        (role.Window, tones.content),
        (role.Base, tones.content),
        (role.AlternateBase, tones.content),
        (role.Button, tones.content),
        (role.WindowText, tones.ink),
        (role.Text, tones.ink),
        (role.ButtonText, tones.ink),
        (role.PlaceholderText, tones.meta),
        (role.Highlight, tones.accent),
        (role.HighlightedText, tones.content),
        (role.Accent, tones.accent),
        (role.Link, tones.accent),
        (role.LinkVisited, tones.accent),
        (role.ToolTipBase, tones.content),
        (role.ToolTipText, tones.ink),
        (role.Mid, tones.line_strong),
        (role.Midlight, tones.line),
        (role.Light, tones.content),
        (role.Dark, tones.line_strong),
        (role.Shadow, tones.line_strong),
    ):
        palette.setColor(key, QColor(value))
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, QColor(tones.meta))
    return palette
