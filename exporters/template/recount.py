"""A filled template is opened again and compared with the template: nothing it said and no value may be missing.

Each story is compared for itself: the texts around the tags, every value, every row. Blanks do not count, because tabs
and line feeds are elements of their own in Word.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from exporters.blocks import Table
from exporters.template.file import Package, Story, W
from exporters.template.fill import rows_to_repeat
from exporters.template.names import TemplateNames
from exporters.template.refusals import lost
from exporters.template.sections import section_items
from exporters.template.tags import OTHER, line_of, tags_in


def recount(template: Package, filled: Package, names: TemplateNames) -> None:
    """Raise ExportError if the filled package lacks a part, a text, a value or a row; both as they were opened."""
    roots = {story.part: story.root for story in filled.stories}
    for story in template.stories:
        if story.part not in roots:
            raise lost("少了一部分")
        _compare(story, roots[story.part], names)


def _compare(story: Story, root: etree._Element, names: TemplateNames) -> None:
    written = "\0".join(_bare(line_of(paragraph).text) for paragraph in root.iter(f"{W}p"))
    for text, what in _wanted(story.root, names):
        if any(_bare(part) not in written for part in text.split(OTHER)):
            raise lost(f"缺了{what}")
    rows = _count_rows(story.root, names)
    found = sum(1 for _ in root.iter(f"{W}tr"))
    if found != rows:
        raise lost(f"表格有{found}行，应有{rows}行")


def _wanted(root: etree._Element, names: TemplateNames) -> Iterator[tuple[str, str]]:
    """Yield every text that must stand in the filled story, with what to call it."""
    words = names.words_printed()
    for paragraph in root.iter(f"{W}p"):
        text, end = line_of(paragraph).text, 0
        for tag in tags_in(text):
            yield text[end : tag.start], "模板原有的文字"
            yield from ((value, f"“{tag.name}”") for value in _values(tag.name, words, names))
            end = tag.end
        yield text[end:], "模板原有的文字"


def _values(name: str, words: dict[str, str], names: TemplateNames) -> list[str]:
    if source := names.source_of(name):
        return [row[name] for row in names.rows[source].printed()]
    if name in words:
        return [words[name]]
    texts: list[str] = []
    for item in section_items(name, names.sections[name]):
        if isinstance(item, Table):
            # Each line of a cell is a paragraph of its own.
            texts += [line for row in item.rows for cell in row for line in cell.text.split("\n")]
        else:
            texts.append(item.text)
    return texts


def _count_rows(root: etree._Element, names: TemplateNames) -> int:
    """Return how many table rows the filled story has, those of tables within repeated rows and sections counted."""
    repeated = {row: len(names.rows[source].printed()) for row, source in rows_to_repeat(root, names)}
    total = 0
    for row in root.iter(f"{W}tr"):
        total += _times(row, repeated)
    for paragraph in root.iter(f"{W}p"):
        added = sum(_rows_of_section(tag.name, names) for tag in tags_in(line_of(paragraph).text))
        total += added * _times(paragraph, repeated) if added else 0
    return total


def _times(element: etree._Element, repeated: dict[etree._Element, int]) -> int:
    if element in repeated:
        return repeated[element]
    return next((repeated[row] for row in element.iterancestors(f"{W}tr") if row in repeated), 1)


def _rows_of_section(name: str, names: TemplateNames) -> int:
    if name not in names.sections:
        return 0
    tables = (item for item in section_items(name, names.sections[name]) if isinstance(item, Table))
    return sum(len(table.rows) + table.header for table in tables)


def _bare(text: str) -> str:
    return "".join(text.replace(OTHER, "").split())
