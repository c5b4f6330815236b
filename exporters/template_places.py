"""Where something stands in a Word file, in the words of who looks at it: 第3段, 表1第2行第3格, 页眉, 文本框.

Paragraphs are counted as a reader sees them: those with text, outside tables. Word keeps a second copy of each text box
for programs that cannot draw the first; it is filled too, but nobody is told of it twice.
"""

from __future__ import annotations

from lxml import etree

from exporters.template_file import Package, R, Story, W
from exporters.template_tags import MC, line_of

_LABELS = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}
_KINDS = {"first": "首页", "even": "偶数页", "default": ""}
_HOLDERS = frozenset(f"{W}{name}" for name in ("body", "hdr", "ftr", "footnote", "endnote", "tc", "txbxContent"))


def place_of(paragraph: etree._Element, story: Story, package: Package) -> str:
    """Return the place of a paragraph of a story."""
    holder = _holder(paragraph)
    kind = etree.QName(holder).localname
    if kind == "body":
        return f"第{_number(paragraph, holder)}段"
    if kind == "tc":
        return _cell(holder, story, package)
    if kind == "txbxContent":
        return _within(_story_label(story, package), f"文本框{_many(holder)}")
    if kind in ("footnote", "endnote"):
        notes = [note for note in story.root if note.get(f"{W}type") in (None, "normal")]
        return f"{_LABELS[story.kind]}{notes.index(holder) + 1}" if holder in notes else _LABELS[story.kind]
    return _story_label(story, package)


def is_second_copy(element: etree._Element) -> bool:
    """Return whether an element stands in the copy kept for programs that cannot draw the first."""
    return any(
        ancestor.getparent().find(f"{MC}Choice") is not None for ancestor in element.iterancestors(f"{MC}Fallback")
    )


def _holder(element: etree._Element) -> etree._Element:
    return next((found for found in element.iterancestors() if found.tag in _HOLDERS), element.getroottree().getroot())


def _number(paragraph: etree._Element, holder: etree._Element) -> int:
    before = [other for other in holder.iter(f"{W}p") if other is paragraph or _counts(other, holder)]
    return before.index(paragraph) + 1


def _counts(paragraph: etree._Element, holder: etree._Element) -> bool:
    return _holder(paragraph) is holder and bool(line_of(paragraph).text.strip())


def _cell(cell: etree._Element, story: Story, package: Package) -> str:
    row = next(cell.iterancestors(f"{W}tr"))
    table = next(row.iterancestors(f"{W}tbl"))
    outside = _holder(table)
    tables = [other for other in outside.iter(f"{W}tbl") if _holder(other) is outside]
    place = f"表{tables.index(table) + 1}第{_own(table, 'tr').index(row) + 1}行第{_own(row, 'tc').index(cell) + 1}格"
    if outside.tag == f"{W}tc":
        return f"{_cell(outside, story, package)}里的{place}"
    ahead = _story_label(story, package)
    if outside.tag == f"{W}txbxContent":
        ahead = _within(ahead, f"文本框{_many(outside)}")
    return _within(ahead, place)


def _own(parent: etree._Element, name: str) -> list[etree._Element]:
    """Return rows of a table or cells of a row, content controls around them looked through, nested ones left out."""
    of = {"tr": "tbl", "tc": "tr"}[name]
    return [child for child in parent.iter(f"{W}{name}") if next(child.iterancestors(f"{W}{of}")) is parent]


def _within(label: str, place: str) -> str:
    return f"{label} · {place}" if label else place


def _many(box: etree._Element) -> str:
    boxes = [other for other in box.getroottree().iter(f"{W}txbxContent") if not is_second_copy(other)]
    return str(boxes.index(box) + 1) if len(boxes) > 1 and box in boxes else ""


def _story_label(story: Story, package: Package) -> str:
    """Return 页眉, 首页页眉 …, with a number where several sections have their own; nothing for the body."""
    if story.kind == "body":
        return ""
    label = _LABELS[story.kind]
    references = list(package.trees[package.main].iter(f"{W}{story.kind}Reference"))
    used = [entry for entry in references if entry.get(f"{R}id") == story.relation]
    if not used:
        return label
    alike = [entry for entry in references if entry.get(f"{W}type") == used[0].get(f"{W}type")]
    number = str(alike.index(used[0]) + 1) if len(alike) > 1 else ""
    return f"{_KINDS.get(used[0].get(f'{W}type', 'default'), '')}{label}{number}"
