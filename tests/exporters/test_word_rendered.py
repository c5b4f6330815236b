"""What stands where on the printed page: chosen papers, each made for one rule of the standard."""

from __future__ import annotations

import pytest

from exporters.blocks import Document, Para, RedHead, Section, SignOff
from tests.exporters import papers
from tests.exporters.rendered import MM, Page, needs_office, render

pytestmark = needs_office


def plain_text() -> Document:
    """Return one paragraph of five pages without punctuation or digits."""
    section = Section(key="all", heading="全文", blocks=(Para(text="整改任务措施落实情况" * 300),))
    return Document(title="试", sections=(section,))


def with_tail(lines: int) -> Document:
    """Return a paper whose signature would begin on a page's `lines`-th line from the last."""
    text = tuple(Para(text="整改任务") for _ in range(22 - lines))
    blocks = (*text, SignOff(name="示例县整改办", date_text="2024年7月3日"))
    return Document(title="试", sections=(Section(key="all", heading="全文", blocks=blocks),))


def documents() -> dict[str, Document]:
    head = RedHead(lines=("示例县整改办文件",), number="示整办〔2024〕1号")
    return {
        "plain": plain_text(),
        "red": papers.opinion(head=papers.red_head(), foot=papers.imprint(), members=30),
        "one": papers.opinion(head=head, sealed=False, members=1, measures=3, office="示例县整改办"),
        "long": papers.opinion(members=10, measures=40, foot=papers.imprint()),
        **{f"tail{lines}": with_tail(lines) for lines in range(5)},
    }


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Page]]:
    """Return the pages of every document, rendered in one go of the office program."""
    return render(documents(), tmp_path_factory.mktemp("rendered"))


def date_page(pages: list[Page], date: str = "2022年10月8日") -> Page:
    (page,) = (page for page in pages if any(line.text == date for line in page.lines))
    return page


def test_a_full_page_holds_22_lines_of_28_characters(pages: dict[str, list[Page]]) -> None:
    for page in pages["plain"][:-1]:
        body = [line for line in page.lines if "—" not in line.text]
        assert len(body) == 22
        assert {len(line.text) for line in body if line is not pages["plain"][0].lines[0]} == {28}


def test_text_fills_the_type_area_of_the_standard(pages: dict[str, list[Page]]) -> None:
    body = [line for page in pages["plain"] for line in page.lines if len(line.text) == 28]
    assert {round(line.left) for line in body} == {28}
    assert {round(line.right) for line in body} == {184}
    assert min(line.top for line in body) >= 37
    assert max(line.bottom for line in body) <= 262


def test_a_paragraph_begins_two_characters_in(pages: dict[str, list[Page]]) -> None:
    first = pages["plain"][0].lines[0]
    assert len(first.text) == 26
    assert first.left - 28 == pytest.approx(2 * 156 / 28, abs=0.3)


def test_page_numbers_run_through_and_stand_outside(pages: dict[str, list[Page]]) -> None:
    for name in ("red", "long"):
        for number, page in enumerate(pages[name], 1):
            last = page.lines[-1]
            assert last.text == f"—{number}—"
            inset = 184 - last.right if number % 2 else last.left - 28
            assert inset == pytest.approx(14 / MM, abs=1.5)


@pytest.mark.parametrize("name", ["red", "one", "long"])
def test_the_signature_shares_its_page_with_text(pages: dict[str, list[Page]], name: str) -> None:
    assert "通过验收" in date_page(pages[name]).text


@pytest.mark.parametrize("lines", range(5))
def test_a_signature_that_does_not_fit_takes_text_along(pages: dict[str, list[Page]], lines: int) -> None:
    assert "整改任务" in date_page(pages[f"tail{lines}"], "2024年7月3日").text.split("\n")


def test_the_red_mark_and_its_rule_stand_where_the_standard_wants_them(pages: dict[str, list[Page]]) -> None:
    for name in ("red", "one"):
        first = pages[name][0]
        assert first.lines[0].top == pytest.approx(37 + 35, abs=2.5)
        left, right, place = first.rules[0]
        assert (round(left), round(right)) == (28, 184)
        number = next(line for line in first.lines if "〕" in line.text)
        assert place - number.bottom == pytest.approx(4, abs=1)


def test_the_first_page_under_a_red_head_shows_body_text(pages: dict[str, list[Page]]) -> None:
    assert "依据《示例市中央生态环境保护督察整改方案》" in pages["red"][0].text


def test_the_tables_head_is_repeated_on_each_of_its_pages(pages: dict[str, list[Page]]) -> None:
    table = [page for page in pages["red"] if "1380000" in page.text and "戊某某，联系电话" not in page.text]
    assert len(table) > 1
    assert all("职务（职称）" in page.text for page in table)
    members = sum(line.text.count("1380000") for page in table for line in page.lines)
    assert members == 30


def test_the_imprint_stands_on_the_lower_edge_of_the_last_page(pages: dict[str, list[Page]]) -> None:
    for name in ("red", "long"):
        last = pages[name][-1]
        place = max(top for _, _, top in last.rules)
        assert place == pytest.approx(262, abs=0.6)
        assert "抄送：" in last.text
        assert not any("抄送：" in page.text for page in pages[name][:-1])


def test_no_text_stands_outside_the_type_area_but_the_page_number(pages: dict[str, list[Page]]) -> None:
    for printed in pages.values():
        for page in printed:
            for line in page.lines[:-1]:
                hanging = 6 if line.text[-1] in "，。、；：！？）》”" else 0
                assert line.left >= 27.5 and line.right <= 185.5 + hanging and line.top >= 37 and line.bottom <= 262.5


def test_no_page_is_blank(pages: dict[str, list[Page]]) -> None:
    assert all(len(page.lines) > 1 for printed in pages.values() for page in printed)
