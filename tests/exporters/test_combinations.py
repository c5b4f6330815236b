"""The extremes of every form on the printed page: type area, lines, signature, attachments, tables, page numbers.

A few papers are always measured, all of them with `--full`; they are rendered in one go. GB/T 9704-2012: 5.2 page and
type area, 7.3.1 title, 7.3.5.5 signature, 7.3.7 attachments, 7.4 imprint, 7.5 page numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

import pytest

from exporters.blocks import (
    MISSING,
    AnnexHead,
    Document,
    Heading,
    Imprint,
    PageSetup,
    Para,
    Role,
    SignOff,
    Table,
    texts,
)
from exporters.styles import CHARACTERS_A_LINE, POINTS_PER_MM
from exporters.titles import width
from tests.exporters.combinations import Combination, combinations, whole_dossier
from tests.exporters.rendered import Page, needs_office, render

PITCH_MM = PageSetup().pitch_pt / POINTS_PER_MM
LINES_A_PAGE = 22
LEFT_MM, RIGHT_MM, TOP_MM, BOTTOM_MM = 28.0, 184.0, 37.0, 262.0
# A member's telephone, a piece's number.
NAMES_A_ROW = re.compile(r"138\d{8}|1-\d+-\d\d")
# So many characters of a cell stand on its first line, however narrow the column.
BEGINNING = 5
CENTRE_MM = (LEFT_MM + RIGHT_MM) / 2

pytestmark = needs_office


@dataclass(frozen=True)
class Paper:
    """A paper and its printed pages."""

    made: Combination
    document: Document
    pages: list[Page]

    def page_of(self, text: str, *, after: int = 0) -> int:
        """Return the first page from `after` on that has a line of this text."""
        found = [place for place, page in enumerate(self.pages) if any(line.text == text for line in page.lines)]
        return next(place for place in found if place >= after)

    def annexes(self) -> list[tuple[AnnexHead, int, int]]:
        """Return each attachment with the first of its pages and the one behind its last."""
        heads = [block for block in self.document.blocks() if isinstance(block, AnnexHead)]
        first = [self.page_of(head.mark) for head in heads]
        return list(zip(heads, first, [*first[1:], len(self.pages)], strict=False))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    chosen = [item for item in combinations() if item.is_few or metafunc.config.getoption("--full")]
    metafunc.parametrize("combination", chosen, ids=str)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> dict[str, Paper]:
    """Return every paper that is measured, by the name of its combination."""
    dossier = whole_dossier(tmp_path_factory.mktemp("records") / "ws")
    chosen = [item for item in combinations() if item.is_few or request.config.getoption("--full")]
    documents = {str(item): item.document(dossier) for item in chosen}
    pages = render(documents, tmp_path_factory.mktemp("combinations"))
    return {str(item): Paper(made=item, document=documents[str(item)], pages=pages[str(item)]) for item in chosen}


@pytest.fixture
def paper(papers: dict[str, Paper], combination: Combination) -> Paper:
    return papers[str(combination)]


def flat(text: str) -> str:
    return "".join(text.split())


def test_no_fact_is_lacking(paper: Paper) -> None:
    assert [text for block in paper.document.blocks() for text in texts(block) if MISSING.search(text)] == []


def test_lines_stand_on_the_22_of_a_page(paper: Paper) -> None:
    for page in paper.pages:
        # The red head has places of its own.
        head = max((line.bottom for line in page.lines if line.top < BOTTOM_MM and round(line.size) > 16), default=0.0)
        body = [line for line in page.body if line.bottom > head]
        assert len(body) <= LINES_A_PAGE
        for above, below in pairwise(body):
            steps = (below.bottom - above.bottom) / PITCH_MM
            assert steps == pytest.approx(round(steps), abs=0.05), (above.text, below.text)


def test_a_line_holds_28_characters(paper: Paper) -> None:
    lines = [line for page in paper.pages for line in page.body]
    full = [line for line in lines if line.left < LEFT_MM + 0.5 and line.right > RIGHT_MM - 0.5]
    assert max((width(line.text) for line in lines), default=0.0) <= CHARACTERS_A_LINE + 0.5
    # A mark that may not begin a line takes its word along, and LibreOffice a year behind it too: 学习。2021年.
    assert all(width(line.text) >= CHARACTERS_A_LINE - 4 for line in full)


def test_nothing_but_the_page_number_stands_outside_the_type_area(paper: Paper) -> None:
    for page in paper.pages:
        for line in page.lines[:-1]:
            assert line.left >= LEFT_MM - 0.5 and line.right <= RIGHT_MM + 0.5, line
            assert line.top >= TOP_MM - 0.5 and line.bottom <= BOTTOM_MM + 0.5, line
        for left, right, top in page.rules:
            assert left >= LEFT_MM - 0.5 and right <= RIGHT_MM + 0.5 and top <= BOTTOM_MM + 0.6


def test_pages_are_numbered_outside_by_odd_and_even(paper: Paper) -> None:
    for number, page in enumerate(paper.pages, 1):
        last = page.lines[-1]
        assert last.text == f"—{number}—" and last.top > BOTTOM_MM
        inset = RIGHT_MM - last.right if number % 2 else last.left - LEFT_MM
        assert inset == pytest.approx(14 / POINTS_PER_MM, abs=1.5)
        assert len(page.lines) > 1, "a blank page"


def test_the_title_is_centred_on_its_lines(paper: Paper) -> None:
    lines = [line for line in paper.pages[0].lines if round(line.size) == 22 and line.top > TOP_MM - 1]
    title = [line for line in lines if line.text in flat(paper.document.title)]
    assert len(title) == paper.made.lines
    assert "".join(line.text for line in title) == flat(paper.document.title)
    assert all((line.left + line.right) / 2 == pytest.approx(CENTRE_MM, abs=1.0) for line in title)


def test_the_signature_is_never_alone_on_a_page(paper: Paper) -> None:
    blocks = list(paper.document.blocks())
    place = next((place for place, block in enumerate(blocks) if isinstance(block, SignOff)), None)
    if place is None:
        assert not any(round(line.size) == 16 and line.text == "2022年10月8日" for line in paper.pages[-1].lines)
        return
    signed = blocks[place]
    assert isinstance(signed, SignOff)
    words = [
        block.text for block in blocks[:place]
        if isinstance(block, Heading) or (isinstance(block, Para) and block.role is Role.BODY)
    ]
    page = paper.pages[paper.page_of(signed.date_text)]
    assert flat(words[-1])[-2:] in "".join(line.text for line in page.body), page.text
    names = [line for line in page.body if line.text in flat(signed.name)]
    assert "".join(line.text for line in names) == flat(signed.name)


def test_attachments_begin_on_pages_of_their_own_under_mark_and_title(paper: Paper) -> None:
    annexes = paper.annexes()
    assert len(annexes) == (paper.made.attachments if paper.made.form.attachments else 0)
    for head, first, _ in annexes:
        mark, title = paper.pages[first].lines[:2]
        assert mark.text == head.mark and mark.left == pytest.approx(LEFT_MM, abs=0.5)
        assert title.text == flat(head.title)
        assert (title.left + title.right) / 2 == pytest.approx(CENTRE_MM, abs=1.0)
        # The third line; its letters are higher than those of the mark.
        assert (title.bottom - mark.bottom) / PITCH_MM == pytest.approx(2, abs=0.25)


def test_a_tables_head_is_repeated_on_each_of_its_pages(paper: Paper) -> None:
    tables = [block for block in paper.document.blocks() if isinstance(block, Table) and block.header]
    places = [(first, end) for _, first, end in paper.annexes()]
    # A table that is the whole paper begins on the first page.
    places = places if len(places) == len(tables) else [(0, places[0][0] if places else len(paper.pages)), *places]
    for table, (first, end) in zip(tables, places, strict=True):
        pages = [page for page in paper.pages[first:end] if page.cells]
        labels = "".join(column.label for column in table.columns[:2])
        assert pages and all(any(line.text.startswith(labels) for line in page.cells[:3]) for page in pages)
        printed = "".join(line.text for page in pages for line in page.cells)
        if all(any(NAMES_A_ROW.search(cell.text) for cell in row) for row in table.rows):
            assert len(NAMES_A_ROW.findall(printed)) == len(table.rows)
        else:
            assert_in_order([flat(row[-1].text)[:BEGINNING] for row in table.rows], printed)


def assert_in_order(beginnings: list[str], printed: str) -> None:
    """Rows without a name of their own are known by how their last cell begins, one after the other."""
    place = 0
    for beginning in beginnings:
        place = printed.find(beginning, place) + 1
        assert place > 0, beginning


def test_the_imprint_stands_at_the_foot_of_the_last_page(paper: Paper) -> None:
    imprints = [block for block in paper.document.blocks() if isinstance(block, Imprint)]
    assert len(imprints) == paper.made.red
    for block in imprints:
        *_, office, _ = paper.pages[-1].lines
        assert office.text.endswith(f"{block.date_text}印发")
        assert max(top for _, _, top in paper.pages[-1].rules) == pytest.approx(BOTTOM_MM, abs=0.6)
