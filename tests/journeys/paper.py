"""The exported opinion, read back: what stands in which of its parts, and where two exports differ."""

from __future__ import annotations

import re
import zipfile
from itertools import pairwise
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.ns import qn

HEADS = (
    "一、督察指出的问题", "二、责任单位采取的工作举措", "三、整改任务整改措施的落实情况",
    "四、整改任务整改目标完成情况", "五、佐证材料与整改措施对应情况", "六、下步工作要求", "七、验收结论",
)
_TIMES = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*<")


class Paper:
    """One exported opinion."""

    def __init__(self, path: Path) -> None:
        self.document: Document = docx.Document(str(path))
        self._whole = [(item.style.name, item.text) for item in self.document.paragraphs if item.text.strip()]
        self.lines = [text for _, text in self._whole]
        self.parts = parts_of(path)

    def styled(self, style: str) -> str:
        """Return what stands in a style of the paper, its lines joined as a reader joins them."""
        return "".join(text.replace("\n", "") for name, text in self._whole if name == f"公文{style}")

    def opening(self) -> list[str]:
        """Return the paragraphs between addressee and first head."""
        place = [name for name, _ in self._whole].index("公文主送机关")
        return self.lines[place + 1 : self.lines.index(HEADS[0])]

    def sections(self) -> list[list[str]]:
        """Return the paragraphs under each of the seven heads, which must stand in their order."""
        places = [self.lines.index(head) for head in HEADS]
        assert places == sorted(places)
        end = next(place for place, line in enumerate(self.lines) if line.startswith("附件："))
        return [self.lines[start + 1 : stop] for start, stop in pairwise([*places, end])]

    def table(self) -> list[list[str]]:
        """Return the cells of the table of signatures."""
        (table,) = self.document.tables
        return [[cell.text for cell in row.cells] for row in table.rows]

    def imprint(self) -> list[str]:
        """Return the cells of the 版记, which stands in a box at the foot of the last page."""
        cells = [cell for box in self.document.element.iter(qn("w:txbxContent")) for cell in box.iter(qn("w:tc"))]
        return ["".join(text.text or "" for text in cell.iter(qn("w:t"))) for cell in cells]

    def feet(self) -> set[str]:
        """Return what the footers print, fields by their names."""
        feet = (part for name, part in self.parts.items() if name.startswith("word/footer"))
        found = (re.findall(r"<w:(?:t|instrText)[^>]*>([^<]*)<", foot.decode()) for foot in feet)
        return {" ".join("".join(words).split()) for words in found}


def parts_of(path: Path) -> dict[str, bytes]:
    """Return every part of a file, without the moments at which it was made."""
    with zipfile.ZipFile(path) as archive:
        return {name: _TIMES.sub(b"", archive.read(name)) for name in archive.namelist()}
