"""Where something stands in a Word file, in the words of who looks at it: 第3段, 表1第2行第3格, 页眉, 文本框.

Paragraphs are counted as a reader sees them: those with text, outside tables. Word keeps a second copy of each text box
for programs that cannot draw the first; it is filled too, but nobody is told of it twice.
"""

from __future__ import annotations

from lxml import etree

from exporters.template.file import Package, R, Story, W
from exporters.template.tags import MC, line_of

_LABELS = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}
_KINDS = {"first": "首页", "even": "偶数页", "default": ""}
_HOLDERS = frozenset(f"{W}{name}" for name in ("body", "hdr", "ftr", "footnote", "endnote", "tc", "txbxContent"))


class Places:
    """Finds the places of one package; what is counted is counted once."""

    def __init__(self, package: Package) -> None:
        self._main = package.trees[package.main]
        self._numbers: dict[etree._Element, dict[etree._Element, int]] = {}
        self._boxes: dict[etree._Element, dict[etree._Element, int]] = {}

    def of(self, paragraph: etree._Element, story: Story) -> str:
        """Return the place of a paragraph of a story."""
        holder = _holder(paragraph)
        match etree.QName(holder).localname:
            case "body":
                return f"第{self._number(paragraph, holder)}段"
            case "tc":
                return self._cell(holder, story)
            case "txbxContent":
                return _within(self._label(story), f"文本框{self._box(holder, story)}")
            case "footnote" | "endnote":
                notes = [note for note in story.root if note.get(f"{W}type") in (None, "normal")]
                return f"{_LABELS[story.kind]}{notes.index(holder) + 1}" if holder in notes else _LABELS[story.kind]
        return self._label(story)

    def _number(self, element: etree._Element, holder: etree._Element) -> int:
        """Return which paragraph or table of its holder this is; an empty paragraph has the next one's number."""
        if holder not in self._numbers:
            self._numbers[holder] = _numbered(holder)
        return self._numbers[holder][element]

    def _cell(self, cell: etree._Element, story: Story) -> str:
        row = next(cell.iterancestors(f"{W}tr"))
        table = next(row.iterancestors(f"{W}tbl"))
        outside = _holder(table)
        number, down, across = self._number(table, outside), _own(table, "tr").index(row), _own(row, "tc").index(cell)
        place = f"表{number}第{down + 1}行第{across + 1}格"
        if outside.tag == f"{W}tc":
            return f"{self._cell(outside, story)}里的{place}"
        ahead = self._label(story)
        if outside.tag == f"{W}txbxContent":
            ahead = _within(ahead, f"文本框{self._box(outside, story)}")
        return _within(ahead, place)

    def _box(self, box: etree._Element, story: Story) -> str:
        """Return the text box's number where there are several."""
        if story.root not in self._boxes:
            boxes = (other for other in story.root.iter(f"{W}txbxContent") if not is_second_copy(other))
            self._boxes[story.root] = {other: number for number, other in enumerate(boxes, 1)}
        boxes_here = self._boxes[story.root]
        return str(boxes_here.get(box, "")) if len(boxes_here) > 1 else ""

    def _label(self, story: Story) -> str:
        """Return 页眉, 首页页眉 …, with a number where several sections have their own; nothing for the body."""
        if story.kind == "body":
            return ""
        label = _LABELS[story.kind]
        references = list(self._main.iter(f"{W}{story.kind}Reference"))
        used = [entry for entry in references if entry.get(f"{R}id") == story.relation]
        if not used:
            return label
        alike = [entry for entry in references if entry.get(f"{W}type") == used[0].get(f"{W}type")]
        number = str(alike.index(used[0]) + 1) if len(alike) > 1 else ""
        return f"{_KINDS.get(used[0].get(f'{W}type', 'default'), '')}{label}{number}"


def is_second_copy(element: etree._Element) -> bool:
    """Return whether an element stands in the copy kept for programs that cannot draw the first."""
    return any(
        ancestor.getparent().find(f"{MC}Choice") is not None for ancestor in element.iterancestors(f"{MC}Fallback")
    )


def _holder(element: etree._Element) -> etree._Element:
    return next((found for found in element.iterancestors() if found.tag in _HOLDERS), element.getroottree().getroot())


def _numbered(holder: etree._Element) -> dict[etree._Element, int]:
    """Return the numbers of the paragraphs and of the tables that lie in the holder itself."""
    found, paragraphs, tables = {}, 0, 0
    for element in holder.iter(f"{W}p", f"{W}tbl"):
        if _holder(element) is not holder:
            continue
        if element.tag == f"{W}tbl":
            tables += 1
            found[element] = tables
            continue
        found[element] = paragraphs + 1
        paragraphs += bool(line_of(element).text.strip())
    return found


def _own(parent: etree._Element, name: str) -> list[etree._Element]:
    """Return rows of a table or cells of a row, content controls around them looked through, nested ones left out."""
    of = {"tr": "tbl", "tc": "tr"}[name]
    return [child for child in parent.iter(f"{W}{name}") if next(child.iterancestors(f"{W}{of}")) is parent]


def _within(label: str, place: str) -> str:
    return f"{label} · {place}" if label else place
