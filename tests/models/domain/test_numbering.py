"""Numbers sort as people count and the next one is offered in the form of the last; numerals are written and read."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.numbering import natural_key, next_number, tidy_number
from models.domain.numerals import chinese_number, read_chinese_number

ANY_NUMBER = st.text(alphabet="0123456789０１-—.（）()第项省序号一二十百 aB", max_size=12)


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ("2", "10"),
        ("9", "10"),
        ("12", "12-01"),
        ("12-01", "12-2"),
        ("12-2", "12-10"),
        ("12-10", "120"),
        ("364(35-2)", "364(35-11)"),
        ("省序号3", "省序号28"),
        ("第三项", "第十项"),
        ("二", "十"),
        ("十二", "13"),
        ("11", "十二"),
        ("（二）", "（十）"),
        ("A2", "a10"),
        ("1", "99999999999999999999"),
        ("3", "省序号1"),
    ],
    ids=range(16),
)
def test_numbers_sort_as_people_count(less: str, more: str) -> None:
    assert natural_key(less) < natural_key(more)


@pytest.mark.parametrize(("one", "other"), [("01", "1"), ("１２", "12"), ("1 2", "12"), ("十二", "12")], ids=range(4))
def test_ways_of_writing_one_number_share_a_key(one: str, other: str) -> None:
    assert natural_key(one) == natural_key(other)


@given(st.integers(0, 10**40), st.integers(0, 10**40))
def test_whole_numbers_sort_by_value(one: int, other: int) -> None:
    assert (natural_key(str(one)) < natural_key(str(other))) == (one < other)


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_chinese_numerals_sort_with_digits_by_value(one: int, other: int) -> None:
    assert (natural_key(chinese_number(one)) < natural_key(str(other))) == (one < other)


@given(st.lists(ANY_NUMBER, max_size=12))
def test_sqlite_sorts_the_keys_as_python_does(numbers: list[str]) -> None:
    keys = [natural_key(number) for number in numbers]
    connection = sqlite3.connect(":memory:")
    connection.execute("create table keys (key text) strict")
    connection.executemany("insert into keys values (?)", [(key,) for key in keys])
    stored = [row[0] for row in connection.execute("select key from keys order by key")]
    connection.close()
    assert stored == sorted(keys)


def test_a_number_of_fifty_thousand_digits_still_has_a_key() -> None:
    assert natural_key("1" * 50000).startswith("9991")


@pytest.mark.parametrize(
    ("existing", "following"),
    [
        ([], "1"),
        (["1", "2", "10"], "11"),
        (["01", "09"], "10"),
        (["01", "02"], "03"),
        (["12-01", "12-02"], "12-03"),
        (["一", "二"], "三"),
        (["九", "十"], "十一"),
        (["364(35-11)"], "364(35-12)"),
        (["省序号28", "省序号3"], "省序号29"),
        (["第9项"], "第10项"),
        (["甲"], "甲-1"),
        (["", " "], "1"),
    ],
    ids=range(12),
)
def test_the_next_number_follows_the_highest_in_its_form(existing: list[str], following: str) -> None:
    assert next_number(existing) == following


@given(st.lists(ANY_NUMBER, max_size=8))
def test_the_next_number_is_never_taken(existing: list[str]) -> None:
    assert next_number(existing) not in {number.strip() for number in existing}


@given(st.integers(0, 9999))
def test_a_chinese_number_is_read_as_itself(number: int) -> None:
    assert read_chinese_number(chinese_number(number)) == number


@pytest.mark.parametrize(
    ("number", "written"),
    [(0, "零"), (10, "十"), (12, "十二"), (20, "二十"), (101, "一百零一"), (110, "一百一十"), (1001, "一千零一")],
    ids=str,
)
def test_numbers_are_written_in_chinese(number: int, written: str) -> None:
    assert chinese_number(number) == written


@pytest.mark.parametrize("text", ["", "甲", "十百", "12", "一般", "百"], ids=repr)
def test_what_is_no_chinese_number_is_none(text: str) -> None:
    assert read_chinese_number(text) is None


def test_years_are_read_digit_by_digit() -> None:
    assert read_chinese_number("二〇二二") == 2022


def test_a_number_too_large_to_write_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="9999"):
        chinese_number(10000)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("12 - 01", "12-01"), (" 364 (35-11) ", "364(35-11)"), ("第 1 项", "第1项"), ("省序号　28", "省序号28"),
     ("A&B <科技>", "A&B <科技>"), ("", "")],
)
def test_blanks_beside_digits_and_han_go_and_others_stay(typed: str, kept: str) -> None:
    assert tidy_number(typed) == kept
