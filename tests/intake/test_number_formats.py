"""Numbers and dates look as their cells show them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.intake.sheets.number_formats import BUILT_IN, shown
from models.intake.sheets.written_moments import iso


@pytest.mark.parametrize(("value", "code", "text"), [
    (123, "00000", "00123"),
    (7.0, "00", "07"),
    (5, '"ZG-"0000', "ZG-0005"),
    (3, '"第"0"项"', "第3项"),
    (1.0, 'G/通用格式"号"', "1号"),
    (13800000001.0, "000-0000-0000", "138-0000-0001"),
    (0.35, "0%", "35%"),
    (0.125, "0.0%", "12.5%"),
    (2024.1, "0.00", "2024.10"),
    (0.5, "0.##", "0.5"),
    (12, "0.##", "12"),
    (2.5, "0", "3"),
    (1234567.5, "#,##0.00", "1,234,567.50"),
    (5, "_ * #,##0_ ;_ * -#,##0_ ", "5"),
    (12.5, '0.0"万元"', "12.5万元"),
    (12345678, '0.0,,"百万"', "12.3百万"),
    (12, "[$￥-804]0.00", "￥12.00"),
    (-5, "0;(0)", "(5)"),
    (0, '0;-0;"无"', "无"),
    (3, "[Red]0;[Blue]-0", "3"),
    (12, "[DBNum1][$-804]General", "十二"),
    (-0.001, "0.00", "0.00"),
])
def test_a_number_is_shown_by_its_format(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text


@pytest.mark.parametrize(("value", "text"), [
    (1611.0, "1611"), (0.1 + 0.2, "0.3"), (2024.1, "2024.1"), (13800000001.0, "13800000001"), (-5.0, "-5"),
    (110101199001011234.0, "110101199001011000"), (1e-7, "0.0000001"), (1.5e20, "150000000000000000000"),
    (True, "TRUE"), (False, "FALSE"),
])
def test_a_number_without_format_is_shown_in_plain_figures(value: float, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize("code", ["# ?/?", "0.00E+00", "@", "", "[>100]", "_"])
def test_a_format_nobody_needs_shows_the_figures(code: str) -> None:
    assert shown(1234, code) == "1234"


@given(st.text(alphabet='0#?.,;%/"\\[]@_*yYmdhsaeEG年 $-A', max_size=12), st.floats() | st.dates() | st.timedeltas())
def test_no_format_however_odd_stops_the_reading(code: str, value: Any) -> None:
    assert isinstance(shown(value, code), str)


DAY = date(2025, 12, 31)
NOON = datetime(2025, 3, 5, 14, 7, 9)


@pytest.mark.parametrize(("value", "code", "text"), [
    (DAY, BUILT_IN[14], "2025/12/31"),
    (DAY, BUILT_IN[31], "2025年12月31日"),
    (DAY, BUILT_IN[57], "2025年12月"),
    (DAY, "yyyy-mm-dd", "2025-12-31"),
    (DAY, 'yyyy"年底前"', "2025年底前"),
    (DAY, "yyyy\\年m\\月", "2025年12月"),
    (DAY, "yy.m.d", "25.12.31"),
    (DAY, '[DBNum1][$-804]yyyy"年"m"月"d"日";@', "二〇二五年十二月三十一日"),
    (DAY, "aaaa", "星期三"),
    (DAY, "General", "2025-12-31"),
    (NOON, "yyyy-mm-dd hh:mm", "2025-03-05 14:07"),
    (NOON, "yyyy/m/d h:mm:ss", "2025/3/5 14:07:09"),
    (NOON, "h:mm AM/PM", "2:07 PM"),
    (NOON, "上午/下午h时mm分", "下午2时07分"),
    (NOON, "mm:ss", "07:09"),
    (time(9, 5), "hh:mm", "09:05"),
    (timedelta(hours=36), "[h]:mm", "36:00"),
])
def test_a_date_is_shown_by_its_format(value: Any, code: str, text: str) -> None:
    assert shown(value, code) == text


@pytest.mark.parametrize(("value", "text"), [
    (DAY, "2025-12-31"), (datetime(2025, 12, 31), "2025-12-31"), (NOON, "2025-03-05T14:07"),
    (timedelta(hours=36), "36:00"),
])
def test_a_date_is_kept_in_the_order_of_iso(value: Any, text: str) -> None:
    assert iso(value) == text
