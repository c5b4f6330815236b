"""Papers as an office program prints them: LibreOffice turns all of them into PDF at once, pdfplumber reads the pages.

The way is the program's own, on which LibreOffice is told what it does not take from a .docx. Places are in millimetres
from the left and the upper edge of the paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pdfplumber
import pytest

from exporters.blocks import Document
from exporters.office import find_program, make_pdfs
from exporters.word import write

MM = 72 / 25.4
LIMIT_S = 600.0
needs_office = pytest.mark.skipif(find_program() is None, reason="没有LibreOffice（soffice），无法排出页面")


@dataclass(frozen=True)
class Line:
    """A printed line: its text without spaces, its edges, the distance of its foot, the size of its first character."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float


@dataclass(frozen=True)
class Page:
    """A printed page: its lines from above, and its long horizontal rules as from, to, distance from the top."""

    lines: tuple[Line, ...]
    rules: tuple[tuple[float, float, float], ...]

    @property
    def text(self) -> str:
        """Return all lines, the page number last."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def cells(self) -> list[Line]:
        """Return the lines of tables, which are set in 12 points."""
        return [line for line in self.lines if round(line.size) == 12]

    @cached_property
    def body(self) -> list[Line]:
        """Return the lines of running text, set in 16 points."""
        return [line for line in self.lines if round(line.size) == 16]


def render(documents: Mapping[str, Document], folder: Path) -> dict[str, list[Page]]:
    """Return the pages of every paper, all rendered in one go of the office program."""
    program = find_program()
    assert program is not None
    sources = {name: folder / f"{name}.docx" for name in documents}
    for name, document in documents.items():
        write(document, sources[name])
    made = make_pdfs(program, list(sources.values()), folder / "profile", limit_s=LIMIT_S)
    return {name: list(read(path)) for name, path in zip(documents, made, strict=True)}


def read(path: Path) -> Iterator[Page]:
    """Yield the pages of a PDF."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            found = page.extract_text_lines(return_chars=True)
            yield Page(
                lines=tuple(
                    Line(
                        text=line["text"].replace(" ", ""),
                        left=line["x0"] / MM,
                        right=line["x1"] / MM,
                        top=line["top"] / MM,
                        bottom=line["bottom"] / MM,
                        size=line["chars"][0]["size"],
                    )
                    for line in found
                ),
                rules=tuple(
                    (rule["x0"] / MM, rule["x1"] / MM, rule["top"] / MM)
                    for rule in (*page.rects, *page.lines)
                    if rule["x1"] - rule["x0"] > 100 * MM and rule["bottom"] - rule["top"] < 3
                ),
            )
            page.close()
