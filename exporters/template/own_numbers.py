"""The numbers a template itself says: an office writes its contact into the page head once and publishes it for years.

In a public copy they are masked like the values filled in, wherever a paragraph may stand: body, tables, headers,
footers, notes and text boxes, also where Word has split a number over runs.
"""

from __future__ import annotations

from exporters.forms.masking import private_numbers
from exporters.template.file import W, open_package, written
from exporters.template.places import is_second_copy
from exporters.template.tags import Tag, line_of, put


def without_own_numbers(content: bytes, where: str) -> tuple[bytes, tuple[str, ...]]:
    """Return the template with its own mobile and ID numbers masked, and the kind of each; untouched where it has none.

    Raises ForeignFileError with `where` for a file that is not let in.
    """
    package = open_package(content, where)
    kinds = []
    for paragraph in (paragraph for story in package.stories for paragraph in story.root.iter(f"{W}p")):
        line = line_of(paragraph)
        numbers = private_numbers(line.text)
        for number in reversed(numbers):
            put(line, Tag(name=number.kind, start=number.start, end=number.end), number.shown)
        # Word keeps each text box twice; a reader sees one of them.
        kinds += [] if is_second_copy(paragraph) else [number.kind for number in numbers]
    return (written(package, where) if kinds else content), tuple(kinds)
