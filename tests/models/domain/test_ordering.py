"""Where records stand: by their dates, and which record takes over a changed value."""

from __future__ import annotations

from dataclasses import dataclass

from models.domain.ordering import by_date, matched
from models.domain.partial_date import PartialDate, Period, When


@dataclass(frozen=True)
class Done:
    name: str
    done_on: When | None = None


def test_what_was_done_stands_in_the_order_of_its_dates_undated_last() -> None:
    march, june = PartialDate(year=2021, month=3), PartialDate(year=2021, month=6, day=18)
    spring = Period(first=PartialDate(year=2021, month=1), last=march)
    entries = [Done("未填"), Done("全年", PartialDate(year=2021)), Done("六月", june), Done("三月", march),
               Done("一季度", spring), Done("又未填"), Done("又三月", march)]
    assert [entry.name for entry in by_date(entries)] == ["一季度", "三月", "又三月", "六月", "全年", "未填", "又未填"]


def test_a_corrected_value_is_taken_over_by_the_record_it_stood_in() -> None:
    kept, left = matched(["甲", "乙", "丙"], ["丙", "甲某", "乙"], str)
    assert (kept, left) == (["丙", "甲", "乙"], [])


def test_a_value_more_is_a_new_record_and_one_less_leaves_its_own_over() -> None:
    assert matched(["甲"], ["甲", "乙"], str) == (["甲", None], [])
    assert matched(["甲", "乙", "丙"], ["甲", "丙"], str) == (["甲", "丙"], ["乙"])
