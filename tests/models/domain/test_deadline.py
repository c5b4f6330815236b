"""A deadline is the last day of its wording; 立行立改 and 长期坚持 stand beside it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.deadline import read_deadline
from models.errors import InputError


@pytest.mark.parametrize(
    ("wording", "last_day"),
    [
        ("2025年底前", "2025-12-31"),
        ("2025年年底前完成", "2025-12-31"),
        ("2025年末", "2025-12-31"),
        ("2024年6月底前", "2024-06-30"),
        ("2024年6月底前完成，2025年底前巩固", "2025-12-31"),
        ("2023—2025年", "2025-12-31"),
        ("2023-2025年", "2025-12-31"),
        ("2023年至2025年6月", "2025-06-30"),
        ("“十四五”末", "2025-12-31"),
        ("“十五五”期间", "2030-12-31"),
        ("2024年8月", "2024-08-31"),
        ("2024年2月", "2024-02-29"),
        ("2023年12月31日前完成", "2023-12-31"),
        ("2024.12.31", "2024-12-31"),
        ("2024/6", "2024-06-30"),
        ("2024年上半年", "2024-06-30"),
        ("2024年三季度末", "2024-09-30"),
        ("2024年第一、二季度", "2024-06-30"),
        ("2024年前三季度", "2024-09-30"),
        ("二0二四年底", "2024-12-31"),
        ("24年6月底前", "2024-06-30"),
        ("’24年底", "2024-12-31"),
        ("2024年6月中旬", "2024-06-20"),
        ("2024年6月下旬", "2024-06-30"),
        ("2024年1-6月", "2024-06-30"),
        ("2024年6月10日-20日", "2024-06-20"),
        ("2022年6月底前制定方案；12月底前完成整改", "2022-12-31"),
        ("自2021年10月1日起，至2023年底", "2023-12-31"),
        ("2022年9月—2023年3月", "2023-03-31"),
        ("二〇二五年底", "2025-12-31"),
        ("２０２５年底前", "2025-12-31"),
        ("2025 年底前", "2025-12-31"),
        ("20251231", "2025-12-31"),
        ("2025", "2025-12-31"),
    ],
    ids=lambda value: str(value),
)
def test_the_deadline_is_the_last_day_of_its_wording(wording: str, last_day: str) -> None:
    until = read_deadline(wording).until
    assert until is not None
    assert until.last_day == date.fromisoformat(last_day)


def test_the_precision_of_the_wording_is_kept() -> None:
    assert str(read_deadline("2024年6月底前").until) == "2024年6月"
    assert str(read_deadline("2025年底前").until) == "2025年"
    assert str(read_deadline("2023—2025年").until) == "2023年至2025年"


@pytest.mark.parametrize(
    ("wording", "immediate", "ongoing"),
    [
        ("立行立改", True, False),
        ("长期坚持", False, True),
        ("立行立改、长期坚持", True, True),
        ("即知即改", True, False),
        ("持续推进", False, True),
    ],
    ids=lambda value: str(value),
)
def test_properties_alone_have_no_day(wording: str, immediate: bool, ongoing: bool) -> None:
    assert read_deadline(wording) == (None, immediate, ongoing)


def test_a_property_stands_beside_a_day() -> None:
    until, is_immediate, is_ongoing = read_deadline("立行立改，2023年12月31日前完成，长期坚持")
    assert (str(until), is_immediate, is_ongoing) == ("2023年12月31日", True, True)


@pytest.mark.parametrize(
    "wording",
    ["", "年底前", "2025年汛期前", "2021年起", "2024年春节前", "2025年前", "2025年中", "尽快", "〔2021〕5号"],
    ids=repr,
)
def test_a_wording_that_no_calendar_fixes_has_no_day(wording: str) -> None:
    assert read_deadline(wording) == (None, False, False)


def test_an_impossible_deadline_is_refused() -> None:
    with pytest.raises(InputError, match="2月没有 30 日"):
        read_deadline("2023年2月30日前")


@given(st.text(alphabet="0123456789年月日至-—底前末上半下旬十四五", max_size=20))
def test_any_wording_is_read_or_refused_in_words(wording: str) -> None:
    try:
        reading = read_deadline(wording)
    except InputError as refused:
        assert refused.text
    else:
        assert reading.until is None or 1900 <= reading.until.last_day.year <= 2099
