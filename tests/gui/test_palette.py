from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontInfo, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from gui.parts import icons, palette, typeface
from gui.parts.labels import Words
from gui.parts.palette import DARK, LIGHT, Tones

TEXTS = ("ink", "ink_2", "meta", "accent", "accent_deep", "late", "soon")
GROUNDS = {
    **dict.fromkeys(TEXTS, ("content", "rail", "desk", "tint", "rail_on", "hover")),
    "on_button": ("button", "button_hover"),
    "content": ("accent",),
}
PAIRS = [(text, ground) for text, grounds in GROUNDS.items() for ground in grounds]


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tones", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS, ids=["-".join(pair) for pair in PAIRS])
def test_every_text_can_be_read_on_each_ground_it_stands_on(tones: Tones, text: str, ground: str) -> None:
    assert contrast(getattr(tones, text), getattr(tones, ground)) >= 4.5


@pytest.mark.parametrize("tones", [LIGHT, DARK], ids=["light", "dark"])
def test_the_edge_of_a_field_can_be_seen(tones: Tones) -> None:
    assert contrast(tones.field, tones.content) >= 3


def test_a_printed_page_stays_readable_in_both_sets() -> None:
    assert contrast(palette.PAPER_INK, palette.PAPER) >= 4.5
    assert contrast(palette.PAPER_RED, palette.PAPER) >= 4.5


def test_wearing_the_dark_set_colours_palette_sheet_and_labels(qapp: QApplication, qtbot: QtBot) -> None:
    words = Words("缺口", tone="ink_2")
    qtbot.addWidget(words)
    palette.wear(qapp, DARK)
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.content
    assert DARK.accent in qapp.styleSheet()
    assert "@" not in qapp.styleSheet()
    assert words.palette().color(QPalette.ColorRole.WindowText).name().upper() == DARK.ink_2


def test_an_icon_follows_the_set_that_is_worn(qapp: QApplication) -> None:
    icon = icons.icon("check", "accent")
    assert colours(icon) == {LIGHT.accent}
    palette.wear(qapp, DARK)
    assert colours(icon) == {DARK.accent}


def colours(icon: QIcon) -> set[str]:
    """Return the colours of the opaque pixels."""
    image = icon.pixmap(QSize(32, 32)).toImage()
    points = [(x, y) for x in range(image.width()) for y in range(image.height())]
    return {image.pixelColor(x, y).name().upper() for x, y in points if image.pixelColor(x, y).alpha() == 255}


def test_every_icon_is_drawn_in_one_colour_and_one_line_width() -> None:
    folder = icons.files("resources").joinpath("icons")
    drawings = {drawing.name: drawing.read_text(encoding="utf-8") for drawing in folder.iterdir()}
    assert drawings
    for name, text in drawings.items():
        assert 'viewBox="0 0 16 16"' in text, name
        assert 'stroke="currentColor" stroke-width="1.35"' in text, name
        assert "#" not in text, name


def test_colours_are_written_as_six_digits() -> None:
    for tones in (LIGHT, DARK):
        for name, value in tones._asdict().items():
            assert len(value) == 7, name


def test_sizes_are_points_and_the_family_is_ours(qapp: QApplication) -> None:
    assert qapp.font().pointSizeF() == 10.5
    assert QFontInfo(qapp.font()).family() in typeface.families()


def test_the_buttons_of_qt_speak_chinese(qapp: QApplication, qtbot: QtBot) -> None:
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setStandardButtons(QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel)
    assert {button.text() for button in box.buttons()} == {"确定", "取消"}
