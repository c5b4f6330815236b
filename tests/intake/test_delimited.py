"""Texts of cells: which sign parts them, what quotes mean, and what is refused."""

from __future__ import annotations

import csv
from io import StringIO
from re import fullmatch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.errors import ForeignFileError
from models.intake.sheets.findings import findings_of
from models.intake.sheets.workbooks import grid_of


def rows(text: str) -> list[list[str]]:
    return [list(row) for row in grid_of(text, "台账.csv").rows]


@pytest.mark.parametrize("sign", ["\t", ",", ";"])
def test_the_sign_between_the_cells_is_found(sign: str) -> None:
    text = "\n".join(sign.join(row) for row in (("序号", "问题"), ("01", "甲，乙"), ("02", "丙；丁")))
    assert rows(text) == [["序号", "问题"], ["01", "甲，乙"], ["02", "丙；丁"]]


def test_commas_in_copied_cells_are_their_text() -> None:
    assert rows("1\ta,b,c\n2\td,e,f") == [["1", "a,b,c"], ["2", "d,e,f"]]


def test_a_column_of_sentences_is_one_column() -> None:
    assert rows("整改措施\n加快建设，完善管网\nfirst, second\n第三项") == [
        ["整改措施"], ["加快建设，完善管网"], ["first, second"], ["第三项"],
    ]


def test_a_cell_in_quotes_may_hold_line_breaks_signs_and_quotes() -> None:
    assert rows('1,"第一行\r\n第二行, ""引""",x\r\n2,"",y\r\n') == [["1", '第一行\n第二行, "引"', "x"], ["2", "", "y"]]


def test_a_copied_cell_that_begins_with_a_quoted_word_keeps_its_quotes() -> None:
    assert rows('"十四五"规划\t甲\n乙\t他说"好"') == [['"十四五"规划', "甲"], ["乙", '他说"好"']]


def test_codes_stay_as_they_are_written() -> None:
    assert rows('01,2024.10,="007",1.0\n02,2024.20,"=""008""",2.0') == [
        ["01", "2024.10", "007", "1.0"], ["02", "2024.20", "008", "2.0"],
    ]


def test_rows_are_filled_up_to_one_length_and_blank_ones_at_the_end_fall_away() -> None:
    assert rows("\ufeff标题,,\n1,2,3\n4,5\n,,\n\n") == [["标题", "", ""], ["1", "2", "3"], ["4", "5", ""]]


def test_a_line_that_names_the_sign_is_followed_and_is_no_row() -> None:
    grid = grid_of("sep=|\n1|2\n", "a.csv")
    assert grid.rows == [["1", "2"]]
    assert grid.place(0) == "a.csv 第2行"


@pytest.mark.parametrize(("text", "line"), [("1,2\n3,\0", 2), ('1,2\n3,"四\n5,6', 2), ('"', 1)])
def test_nul_and_a_quote_never_closed_are_refused_as_damaged(text: str, line: int) -> None:
    with pytest.raises(ForeignFileError, match="损坏") as refused:
        grid_of(text, "台账.csv")
    assert refused.value.where == f"台账.csv 第{line}行"


def test_long_numbers_that_excel_has_rounded_are_named() -> None:
    grid = grid_of("姓名,证件号码\n甲某某,1.10101E+17\n乙某某,110101199001011000\n丙某某,110101199001011234", "a.csv")
    (finding,) = findings_of(grid)
    assert (finding.code, finding.where) == ("damaged_number", "a.csv 第2—3行 B列")


def test_an_empty_text_is_an_empty_grid() -> None:
    assert grid_of("", "a.csv").rows == []
    assert grid_of("\n\n", "a.csv").rows == []


# ="1" is read as the text 1, which a law of its own above tells.
CELLS = st.text(alphabet='甲乙1a,;\t"\n ，=', max_size=8).filter(lambda cell: not fullmatch('="[^"]*"', cell))


@example([["", "\t\n1", "\t"]] * 2, ",")
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6), st.sampled_from(",;\t"))
def test_what_a_writer_of_csv_wrote_is_read_back(written: list[list[str]], sign: str) -> None:
    written = [["序号", "问题", "单位"]] * (len(written) + 1) + written
    stream = StringIO()
    csv.writer(stream, delimiter=sign, lineterminator="\n").writerows(written)
    found = [list(row) for row in grid_of(stream.getvalue(), "a.csv").rows]
    meant = list(written)
    while meant and not any(cell.strip() for cell in meant[-1]):
        meant.pop()
    assert found == meant
