"""How each thing on a paper looks: face, size, line distance, alignment, indent. Said once, for every renderer.

Sizes and faces are those of GB/T 9704-2012 clauses 5.2 and 7; 3号 is 16 points in office programs, so a character is
set 0.25 points closer and 28 of them fill the 156 mm of the type area. Lengths along the line are in characters of
15.75 points, distances down the page in points. Pure data: the Word renderer and the reading view both read it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from exporters.blocks import FontSet, Role

POINTS_PER_MM = 72 / 25.4
TWIPS_PER_POINT = 20
TWIPS_PER_MM = POINTS_PER_MM * TWIPS_PER_POINT
EMU_PER_MM = 36000

CHARACTER_PT = 15.75
CHARACTERS_A_LINE = 28
RED = "FF0000"

MARK_TOP_MM = 35.0  # 7.2.4: from the upper edge of the type area
RED_RULE_GAP_PT = 5.0  # with the lower part of the number's own line 4 mm (7.2.7)
RED_RULE_PT = 1.5
FOOTER_BELOW_MM = 9.5  # of the type area; puts the dash of the page number 7 mm below it (7.5)

IMPRINT_OUTER_PT = 1.0
IMPRINT_INNER_PT = 0.75
IMPRINT_ROW_PT = 26.0
# Kept free above the 版记, so that the edge of a table that ends there is not taken for one of its rules.
IMPRINT_CLEAR_PT = 29.0

TABLE_RULE_PT = 0.5
CELL_MARGIN_PT = 2.85
# What is kept free around a photo in a cell: a pair stands apart from the one above it.
PHOTO_ABOVE_PT, PHOTO_BELOW_PT = 4.0, 2.0
PICTURE_GAP_MM = 2.0


class Face(StrEnum):
    """A typeface of official papers."""

    FANGSONG = "仿宋"
    KAITI = "楷体"
    HEITI = "黑体"
    XIAOBIAOSONG = "小标宋"
    SONGTI = "宋体"


_FONT_NAMES = {
    Face.FANGSONG: {FontSet.GB2312: "仿宋_GB2312", FontSet.SYSTEM: "仿宋"},
    Face.KAITI: {FontSet.GB2312: "楷体_GB2312", FontSet.SYSTEM: "楷体"},
    Face.HEITI: dict.fromkeys(FontSet, "黑体"),
    Face.XIAOBIAOSONG: dict.fromkeys(FontSet, "方正小标宋简体"),
    Face.SONGTI: dict.fromkeys(FontSet, "宋体"),
}


def font_name(face: Face, font_set: FontSet) -> str:
    """Return the name under which the office's computers know a face."""
    return _FONT_NAMES[face][font_set]


class Setting(StrEnum):
    """How lines fill the space between their indents."""

    BOTH = "both"
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Look(StrEnum):
    """Everything that has a look of its own on the paper; the value is the style's id in the Word file."""

    BODY = "GwBody"
    BLANK = "GwBlank"
    TITLE = "GwTitle"
    ADDRESSEE = "GwAddressee"
    HEADING_1 = "GwHeading1"
    HEADING_2 = "GwHeading2"
    HEADING_3 = "GwHeading3"
    HEADING_4 = "GwHeading4"
    NOTE = "GwNote"
    SIGNATURE = "GwSignature"
    DATE = "GwDate"
    CONTACT = "GwContact"
    ANNEX_MARK = "GwAnnexMark"
    ANNEX_TITLE = "GwAnnexTitle"
    HEAD_ITEM = "GwHeadItem"
    MARK = "GwMark"
    NUMBER = "GwNumber"
    CELL = "GwCell"
    CELL_LABEL = "GwCellLabel"
    SMALL = "GwSmall"
    IMPRINT = "GwImprint"
    PAGE_NUMBER = "GwPageNumber"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A look: `first` is the first line's indent in characters, `pitch_pt` None where the page's own pitch holds.

    `level` is the depth in the outline an office program shows beside the text, None for text that is no head.
    """

    name: str
    face: Face = Face.FANGSONG
    size_pt: float = 16.0
    spacing_pt: float = -0.25
    pitch_pt: float | None = None
    setting: Setting = Setting.BOTH
    first: float = 0.0
    color: str = ""
    on_grid: bool = True
    keep_next: bool = False
    level: int | None = None


_TITLE = Style(
    name="公文标题",
    face=Face.XIAOBIAOSONG,
    size_pt=22.0,
    spacing_pt=0.0,
    setting=Setting.CENTER,
    on_grid=False,
    keep_next=True,
)
STYLES: dict[Look, Style] = {
    Look.BODY: Style(name="公文正文", first=2.0),
    Look.BLANK: Style(name="公文空行"),
    Look.TITLE: _TITLE,
    Look.ADDRESSEE: Style(name="公文主送机关"),
    Look.HEADING_1: Style(name="公文一级标题", face=Face.HEITI, first=2.0, keep_next=True, level=1),
    Look.HEADING_2: Style(name="公文二级标题", first=2.0, level=2),
    Look.HEADING_3: Style(name="公文三级标题", first=2.0),
    Look.HEADING_4: Style(name="公文四级标题", first=2.0),
    Look.NOTE: Style(name="公文附件说明"),
    Look.SIGNATURE: Style(name="公文署名", setting=Setting.LEFT),
    Look.DATE: Style(name="公文成文日期", setting=Setting.LEFT),
    Look.CONTACT: Style(name="公文附注", first=2.0),
    Look.ANNEX_MARK: Style(name="公文附件标识", face=Face.HEITI, setting=Setting.LEFT, keep_next=True),
    Look.ANNEX_TITLE: replace(_TITLE, name="公文附件标题", level=1),
    Look.HEAD_ITEM: Style(name="公文份号密级", face=Face.HEITI, setting=Setting.LEFT),
    Look.MARK: Style(
        name="公文发文机关标志",
        face=Face.XIAOBIAOSONG,
        size_pt=30.0,
        spacing_pt=0.0,
        setting=Setting.CENTER,
        color=RED,
        on_grid=False,
    ),
    Look.NUMBER: Style(name="公文发文字号", setting=Setting.CENTER),
    Look.CELL: Style(name="公文表格", size_pt=12.0, spacing_pt=0.0, pitch_pt=17.0, on_grid=False),
    Look.CELL_LABEL: Style(
        name="公文表头", face=Face.HEITI, size_pt=12.0, spacing_pt=0.0, pitch_pt=17.0, on_grid=False
    ),
    Look.SMALL: Style(
        name="公文小字", size_pt=10.5, spacing_pt=0.0, pitch_pt=15.0, setting=Setting.LEFT, on_grid=False
    ),
    Look.IMPRINT: Style(
        name="公文版记", size_pt=14.0, spacing_pt=0.0, pitch_pt=22.0, setting=Setting.LEFT, on_grid=False
    ),
    Look.PAGE_NUMBER: Style(
        name="公文页码", face=Face.SONGTI, size_pt=14.0, spacing_pt=0.0, pitch_pt=14.0, on_grid=False
    ),
}

LOOK_OF_ROLE: dict[Role, Look] = {
    Role.TITLE: Look.TITLE,
    Role.ADDRESSEE: Look.ADDRESSEE,
    Role.BODY: Look.BODY,
    Role.NOTE: Look.NOTE,
    Role.SIGNATURE: Look.SIGNATURE,
    Role.DATE: Look.DATE,
    Role.CONTACT: Look.CONTACT,
    Role.ANNEX_MARK: Look.ANNEX_MARK,
    Role.ANNEX_TITLE: Look.ANNEX_TITLE,
    Role.SMALL: Look.SMALL,
}
LOOK_OF_LEVEL = (Look.HEADING_1, Look.HEADING_2, Look.HEADING_3, Look.HEADING_4)


def mark_size_pt(lines: tuple[str, ...], widest: float) -> float:
    """Return the size of the red mark: large for a short name, never wider than the type area (442 points).

    `widest` is the longest line in characters. The standard leaves the size to the office (7.2.4).
    """
    largest = 42.0 if len(lines) == 1 else 30.0
    return min(largest, int(2 * 442.0 / max(widest, 1.0)) / 2)
