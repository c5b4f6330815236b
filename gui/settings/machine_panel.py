"""设置 · 本机: which office fonts this PC lacks, what turns a paper into pages, which input plugin is used, versions.

The papers name the office fonts whether or not they are here; without them the program that prints takes others, and
lines may break elsewhere.
"""

from __future__ import annotations

import platform

from PySide6 import __version__ as qt_version
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from exporters.blocks import FontSet
from exporters.office import find_program
from exporters.styles import Face, font_name
from gui.parts import typeface
from gui.parts.cells import EDGE
from gui.parts.labels import Meta, SectionHead, Words
from gui.session import Session
from models.domain.settings import FONT_SET
from models.workspace import Changes

NO_PROGRAM = "没有找到 WPS、Word 或 LibreOffice，不能预览和打印，只能导出 Word。"


def missing_fonts(font_set: FontSet) -> list[str]:
    """Return the names of the office fonts this PC lacks."""
    present = {family.casefold() for family in QFontDatabase.families()}
    names = dict.fromkeys(font_name(face, font_set) for face in Face)
    return [name for name in names if not {alias.casefold() for alias in _aliases(name)} & present]


def fonts_words(font_set: FontSet) -> str:
    """Return in words which office fonts this PC lacks and what that means."""
    missing = missing_fonts(font_set)
    if not missing:
        return "齐全。"
    return f"缺 {'、'.join(missing)}。文书仍写明这些字体，请管理员装好后再打印。"


def _aliases(name: str) -> tuple[str, ...]:
    """Return the names under which systems list the same face."""
    known = {
        "仿宋": ("FangSong",), "楷体": ("KaiTi",), "黑体": ("SimHei",), "宋体": ("SimSun",),
        "仿宋_GB2312": ("FangSong_GB2312",), "楷体_GB2312": ("KaiTi_GB2312",),
        "方正小标宋简体": ("FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05"),
    }
    return (name, *known.get(name, ()))


class MachinePanel(QWidget):
    """What the program found on this PC, each line with what it means."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnMinimumWidth(0, 120)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, 16, EDGE, 16)
        column.setSpacing(16)
        column.addWidget(SectionHead("这台电脑"))
        column.addLayout(self._grid)
        column.addStretch(1)
        self._values: dict[str, Words] = {}
        for label in ("公文字体", "版式预览", "输入法", "数据位置", "程序"):
            self._line(label)

    def _line(self, label: str) -> None:
        value = Words("")
        value.setWordWrap(True)
        value.setFont(typeface.font())
        row = self._grid.rowCount()
        self._grid.addWidget(Meta(label), row, 0)
        self._grid.addWidget(value, row, 1)
        self._values[label] = value

    def refresh(self, _changes: Changes | None) -> None:
        """Look again."""
        from gui.app import input_method

        font_set = FontSet(self.session.workspace.setting(FONT_SET))
        program = find_program()
        texts = {
            "公文字体": fonts_words(font_set),
            "版式预览": f"由 {program.name} 排版" if program else NO_PROGRAM,
            "输入法": input_method(),
            "数据位置": str(self.session.workspace.folder),
            "程序": f"Python {platform.python_version()} · Qt {qt_version}",
        }
        for label, text in texts.items():
            self._values[label].setText(text)
