"""Filling an inspected template: every tag once, from the template's own text, never from what was filled in.

A row with column tags is repeated over the rows of their source, each copy filled from the untouched row; words of the
template and values of a row meet only here. A group cell is merged downwards while its values stay the same. What
may stand only once in a document (bookmarks, numbers of drawings) is not repeated with the row.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from itertools import pairwise

from lxml import etree

from exporters.template.file import Package, W
from exporters.template.names import RowSource, TemplateNames
from exporters.template.sections import put_section
from exporters.template.tags import line_of, put, run_of, tags_in

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_BEFORE_MERGE = ("cnfStyle", "tcW", "gridSpan", "hMerge")
# What names one thing and may stand only once in a document.
_MARKS = tuple(
    f"{W}{name}"
    for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd")
)


def fill_package(package: Package, names: TemplateNames) -> None:
    """Fill every tag of the package's stories in place; the template must be free of faults."""
    words = names.words_printed()
    for story in package.stories:
        repeated = rows_to_repeat(story.root, names)
        inside = {row for row, _ in repeated}
        plain = [p for p in story.root.iter(f"{W}p") if not inside.intersection(p.iterancestors(f"{W}tr"))]
        for paragraph in plain:
            _fill(paragraph, words, names)
        for row, source in repeated:
            _repeat(row, source, words, names)
    _number_drawings(package)


def rows_to_repeat(root: etree._Element, names: TemplateNames) -> list[tuple[etree._Element, str]]:
    """Return the table rows with column tags of their own, each with the first source named in it."""
    found: dict[etree._Element, str] = {}
    for paragraph in root.iter(f"{W}p"):
        row = next(paragraph.iterancestors(f"{W}tr"), None)
        for tag in tags_in(line_of(paragraph).text) if row is not None else ():
            if source := names.source_of(tag.name):
                found.setdefault(row, source)
    return list(found.items())


def _fill(paragraph: etree._Element, values: Mapping[str, str], names: TemplateNames) -> None:
    line = line_of(paragraph)
    for tag in reversed(tags_in(line.text)):
        _loosen(run_of(line, tag))
        if tag.name in names.sections:
            put_section(paragraph, line, tag, names.sections[tag.name])
        else:
            put(line, tag, values[tag.name])


def _loosen(run: etree._Element) -> None:
    """Cut the ties of the content controls around a tag to what Word would write over it on opening."""
    for control in run.iterancestors(f"{W}sdt"):
        properties = control.find(f"{W}sdtPr")
        for tie in () if properties is None else list(properties):
            if etree.QName(tie).localname in ("dataBinding", "showingPlcHdr"):
                properties.remove(tie)


def _repeat(row: etree._Element, source: str, words: Mapping[str, str], names: TemplateNames) -> None:
    printed = names.rows[source].printed()
    groups = _group_cells(row, names.rows[source])
    copies = [row] + [_copy(row) for _ in printed[1:]]
    for above, copy in pairwise(copies):
        above.addnext(copy)
    for copy, values in zip(copies, printed, strict=True):
        for paragraph in list(copy.iter(f"{W}p")):
            _fill(paragraph, {**words, **values}, names)
    for place in range(len(_cells(row))):
        _merge(copies, place, printed, groups.get(place, ()))


def _copy(row: etree._Element) -> etree._Element:
    copy = deepcopy(row)
    for element in list(copy.iter(*_MARKS)):
        element.getparent().remove(element)
    for properties in copy.iter(f"{W}sdtPr"):
        for number in properties.findall(f"{W}id"):
            properties.remove(number)
    for element in copy.iter(etree.Element):
        for name in [name for name in element.attrib if name.rpartition("}")[2] in ("paraId", "textId")]:
            del element.attrib[name]
    return copy


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is row]


def _group_cells(row: etree._Element, source: RowSource) -> dict[int, tuple[str, ...]]:
    """Return the group columns of each cell that has no other column tags, by the cell's place in the row."""
    found = {}
    for place, cell in enumerate(_cells(row)):
        named = [tag.name for p in cell.iter(f"{W}p") for tag in tags_in(line_of(p).text)]
        columns = tuple(name for name in named if name in source.columns)
        if columns and source.groups.issuperset(columns):
            found[place] = columns
    return found


def _merge(
    rows: list[etree._Element], place: int, printed: tuple[dict[str, str], ...], columns: tuple[str, ...]
) -> None:
    """Merge a cell with the one below where their group values are equal, and where the template merged it already."""
    cells = [_cells(row)[place] for row in rows]
    began = _merge_of(cells[0]) == "restart"
    values = [tuple(row[name] for name in columns) for row in printed]
    for number in range(1, len(cells)):
        equal = any(values[number]) and values[number] == values[number - 1]
        if not began and not equal:
            continue
        if _merge_of(cells[number - 1]) == "":
            _set_merge(cells[number - 1], "restart")
        _set_merge(cells[number], "continue")
        _empty(cells[number])


def _merge_of(cell: etree._Element) -> str:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return "" if merge is None else str(merge.get(f"{W}val", "continue"))


def _set_merge(cell: etree._Element, kind: str) -> None:
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        properties = etree.Element(f"{W}tcPr")
        cell.insert(0, properties)
    for old in properties.findall(f"{W}vMerge"):
        properties.remove(old)
    ahead = [child for child in properties if etree.QName(child).localname in _BEFORE_MERGE]
    merge = etree.Element(f"{W}vMerge")
    merge.set(f"{W}val", kind)
    properties.insert(len(ahead), merge)


def _empty(cell: etree._Element) -> None:
    """Leave a cell that continues the one above a single empty paragraph."""
    properties = cell.find(f"{W}p/{W}pPr")
    for child in [child for child in cell if child.tag != f"{W}tcPr"]:
        cell.remove(child)
    paragraph = etree.SubElement(cell, f"{W}p")
    if properties is not None:
        paragraph.append(properties)


def _number_drawings(package: Package) -> None:
    """Drawings of repeated rows get numbers of their own; Word complains of two with the same."""
    seen: set[str] = set()
    for story in package.stories:
        for drawing in story.root.iter(f"{_WP}docPr"):
            number = drawing.get("id", "")
            if number in seen:
                number = str(max((int(other) for other in seen if other.isdecimal()), default=0) + 1)
                drawing.set("id", number)
            seen.add(number)
