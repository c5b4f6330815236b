"""A publicity whose words and dates disagree is told with both numbers; real notices are read from their words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from models.domain.checks.publicity import PublicityFacts, publicity_findings, written_window
from models.domain.closure import ClosureId
from models.domain.finding import Finding, Level, Target
from models.domain.partial_date import PartialDate, When
from models.domain.publicity import DayCounting, Objection, ObjectionId, Publicity, PublicityId
from models.domain.publicity_window import DayKind, Window, counts_in_words, days_in, following, read_window
from tests.builders import REFERENCE

HOLIDAYS = REFERENCE.holidays
WORKING, CALENDAR = DayCounting.WORKING, DayCounting.CALENDAR
REACHED = {"receiving_office": "示例县整改办", "phone": "0000-0000000", "address": "示例县示例路1号"}
TARGET = Target(table="papers", id="paper")


def on(text: str) -> PartialDate:
    return PartialDate.from_iso(text)


def publicity(start: str = "", end: str = "", days: int | None = None, **more: Any) -> Publicity:
    return Publicity(
        id=PublicityId("p"), closure_id=ClosureId("c"), starts_on=on(start) if start else None,
        ends_on=on(end) if end else None, days=days, **{**REACHED, **more},
    )


def told(item: Publicity, **more: Any) -> list[Finding]:
    return list(publicity_findings(PublicityFacts(publicity=item, **more), HOLIDAYS))


def texts(item: Publicity, **more: Any) -> list[str]:
    return [finding.text for finding in told(item, **more)]


@pytest.mark.parametrize(
    ("words", "start", "end", "days", "counting", "counted"),
    [
        ("如有异议，请于公示期间(2024年9月29日至2024年10月9日，共10个工作日)向我办反映。",
         "2024-09-29", "2024-10-09", 10, WORKING, 4),
        ("如有异议，请在公示期间(2023年12月14日至2023年12月27日，共10个工作日)反映。",
         "2023-12-14", "2023-12-27", 10, WORKING, 10),
        ("公示期间（2023年7月27日至2023年8月9日，共10个工作日）", "2023-07-27", "2023-08-09", 10, WORKING, 10),
        ("公示时间：2025年9月28日至2025年10月16日(共10个工作日)", "2025-09-28", "2025-10-16", 10, WORKING, 10),
        ("五、公示时间：2022年11月25日至2022年12月5日。", "2022-11-25", "2022-12-05", None, WORKING, 7),
        ("请在公示期间(2023年1月9日至2023年1月20日，共10个工作日)向验收单位反映。",
         "2023-01-09", "2023-01-20", 10, WORKING, 10),
        ("请在公示期间(2026年2月4日至2026年2月24日)反映。", "2026-02-04", "2026-02-24", None, WORKING, 10),
        ("公示时间：2018年4月2日至2018年4月9日", "2018-04-02", "2018-04-09", None, WORKING, 5),
        ("公示期自2025年3月3日至2025年3月14日。", "2025-03-03", "2025-03-14", None, WORKING, 10),
        ("公示时间：2021年12月24日至2021年12月30日，共7天", "2021-12-24", "2021-12-30", 7, CALENDAR, 7),
        ("公示期为2025年1月21日至2月8日。", "2025-01-21", "2025-02-08", None, WORKING, 10),
        ("公示时间：2020年3月27日至4月2日", "2020-03-27", "2020-04-02", None, WORKING, 5),
    ],
    ids=["suma-2024", "xuancheng", "suma-2023", "baoqing", "lanxi", "puyang", "jiangsu", "dawa", "baoji", "chengcheng",
         "dongli", "hoboksar"],
)
def test_the_window_of_a_real_notice_is_read_from_its_words(
    words: str, start: str, end: str, days: int | None, counting: DayCounting, counted: int
) -> None:
    window = read_window(words)
    assert window == Window(
        start=date.fromisoformat(start), end=date.fromisoformat(end), days=days, counting=counting)
    assert window.counted(HOLIDAYS) == counted
    assert window.agrees(HOLIDAYS) == (days in (None, counted))


@pytest.mark.parametrize(
    ("words", "window"),
    [
        ("现公示十个工作日，欢迎反映。", Window(days=10)),
        ("公示期7天（2021年12月24日至30日）。",
         Window(start=date(2021, 12, 24), end=date(2021, 12, 30), days=7, counting=CALENDAR)),
        ("自2025年3月3日起公示5个工作日。", Window(start=date(2025, 3, 3), days=5)),
        ("公示时间：2025年9月28日（周日）至10月16日。", Window(start=date(2025, 9, 28), end=date(2025, 10, 16))),
        ("2022年9月28日至30日进行了验收。现公示如下。", None),
        ("公示期2024年2月30日至3月5日。", None),
        ("", None),
    ],
    ids=range(7),
)
def test_other_ways_to_write_a_window_are_read_too(words: str, window: Window | None) -> None:
    assert read_window(words) == window


def test_ten_working_days_over_the_holidays_are_told_as_four_with_both_remedies() -> None:
    (found,) = [item for item in told(publicity("2024-09-29", "2024-10-09", 10)) if item.level is Level.WARN]
    assert found.code == "window_disagrees"
    assert found.text == "写的是10个工作日，9月29日至10月9日实为4个工作日；10个工作日应到10月16日"
    assert found.remedy == "改成到10月16日，或改成4个工作日"
    assert found.target == Target(table="publicities", id="p", field="ends_on")


@pytest.mark.parametrize(
    ("start", "end", "days", "counting"),
    [
        ("2023-07-27", "2023-08-09", 10, WORKING), ("2025-01-21", "2025-02-08", 10, WORKING),
        ("2022-11-25", "2022-12-05", 7, WORKING), ("2020-03-27", "2020-04-02", 5, WORKING),
        ("2021-12-24", "2021-12-30", 7, CALENDAR), ("2021-12-24", "2021-12-30", 5, WORKING),
        ("2023-01-09", "2023-01-20", 10, WORKING),
    ],
    ids=str,
)
def test_windows_that_agree_are_silent(start: str, end: str, days: int, counting: DayCounting) -> None:
    assert told(publicity(start, end, days, counting=counting)) == []


def test_calendar_days_are_not_told_of_as_working_days() -> None:
    (text,) = texts(publicity("2021-12-24", "2021-12-31", 7, counting=CALENDAR))
    assert text == "写的是7天，12月24日至12月31日实为8天；7天应到12月30日"


def test_baoqing_dated_before_its_period_over_the_holidays_is_silent() -> None:
    item = publicity("2025-09-28", "2025-10-16", 10)
    assert told(item, noticed_on=on("2025-09-22")) == []


def test_an_end_before_the_start_is_told_and_not_counted() -> None:
    assert texts(publicity("2024-10-09", "2024-09-29", 10)) == ["公示结束日期2024年9月29日早于开始日期2024年10月9日"]


def test_a_year_without_holidays_is_named_with_the_remedy() -> None:
    (found,) = told(publicity("2027-03-01", "2027-03-12", 10))
    assert (found.level, found.code) == (Level.WARN, "unknown_holidays")
    assert found.text.startswith("2027年的放假安排还没有收录") and "放假安排" in found.remedy
    assert told(publicity("2027-03-01", "2027-03-12", 12, counting=CALENDAR)) == []


def test_a_window_that_begins_on_a_day_off_is_only_mentioned() -> None:
    (found,) = told(publicity("2024-06-15", "2024-06-21", 5))
    assert (found.level, found.text) == (Level.NOTE, "开始的6月15日不上班")


def test_a_notice_dated_after_its_period_has_begun_is_told() -> None:
    assert texts(publicity("2024-06-17", "2024-06-21", 5), noticed_on=on("2024-06-18")) == [
        "公示的成文日期2024年6月18日晚于公示开始日期2024年6月17日"]


def test_a_notice_that_prints_an_acceptance_of_a_later_day_is_told() -> None:
    accepted: list[When] = [on("2024-07-03")]
    item = publicity("2024-06-17", "2024-06-21", 5)
    assert texts(item, accepted_on=accepted) == ["公示日期2024年6月17日早于公示里写的验收日期2024年7月3日"]
    assert texts(item) == []


def test_a_publicity_nobody_can_answer_is_told_what_it_lacks() -> None:
    item = publicity("2024-06-17", "2024-06-21", 5, receiving_office="", phone="", address=" ")
    assert texts(item) == ["没有受理单位", "没有受理电话", "没有受理地址或邮箱"]
    assert texts(publicity("2024-06-17", "2024-06-21", 5, phone="", mobile="13800000001")) == []


def test_nothing_is_asked_of_a_publicity_that_was_not_begun() -> None:
    assert told(Publicity(id=PublicityId("p"), closure_id=ClosureId("c"))) == []


def test_days_without_a_start_ask_for_it() -> None:
    assert texts(publicity(days=10)) == ["没有公示开始日期"]


def test_an_objection_must_be_handled_and_not_before_it_was_raised() -> None:
    open_one = Objection(id=ObjectionId("o"), publicity_id=PublicityId("p"), content="仍有漏点。")
    early = Objection(
        id=ObjectionId("q"), publicity_id=PublicityId("p"), raised_on=on("2024-06-18"), handling="已修复。",
        handled_on=on("2024-06-17"),
    )
    found = told(publicity("2024-06-17", "2024-06-21", 5), objections=(open_one, early))
    assert [(item.where, item.text) for item in found] == [
        ("公示 · 异议 第 1 条", "没有处理情况"),
        ("公示 · 异议 第 2 条", "处理日期2024年6月17日早于提出日期2024年6月18日"),
    ]


def test_an_objection_from_before_the_publicity_is_a_slip_of_the_pen() -> None:
    early = Objection(
        id=ObjectionId("o"), publicity_id=PublicityId("p"), raised_on=on("2023-06-18"), handling="已修复。")
    (found,) = told(publicity("2024-06-17", "2024-06-21", 5), objections=(early,))
    assert found.text == "提出日期2023年6月18日早于公示开始日期2024年6月17日"
    assert found.target is not None and (found.target.id, found.target.field) == ("o", "raised_on")


def test_edited_words_are_held_against_the_calendar_and_the_records() -> None:
    words = "如有异议，请于公示期间（2024年9月29日至2024年10月9日，共10个工作日）反映。"
    item = publicity("2024-09-29", "2024-10-16", 10)
    found = list(written_window(words, item, HOLIDAYS, "公示 · 尾部", TARGET))
    assert [finding.code for finding in found] == ["window_disagrees", "window_not_as_recorded"]
    assert found[1].text == "写的公示结束日期是2024年10月9日，记录里是2024年10月16日"
    assert all(finding.target == TARGET for finding in found)


def test_edited_words_that_agree_are_silent() -> None:
    words = "公示时间：2024年9月29日至2024年10月16日（共10个工作日）。"
    assert list(written_window(words, publicity("2024-09-29", "2024-10-16", 10), HOLIDAYS, "公示", TARGET)) == []


def test_the_end_is_computed_and_follows_while_nobody_has_set_another() -> None:
    begun = following(publicity(), publicity("2024-09-29", days=10), HOLIDAYS)
    assert begun.ends_on == on("2024-10-16")
    shorter = following(begun, replace(begun, days=4), HOLIDAYS)
    assert shorter.ends_on == on("2024-10-09")
    by_calendar = following(shorter, replace(shorter, counting=CALENDAR), HOLIDAYS)
    assert by_calendar.ends_on == on("2024-10-02")


def test_an_end_a_person_has_set_stays_where_it_is() -> None:
    begun = publicity("2024-09-29", "2024-10-16", 10)
    own = following(begun, replace(begun, ends_on=on("2024-10-09")), HOLIDAYS)
    assert own.ends_on == on("2024-10-09")
    assert following(own, replace(own, starts_on=on("2024-09-30")), HOLIDAYS).ends_on == on("2024-10-09")
    assert following(publicity("2024-09-29", "2024-10-09"), publicity("2024-09-29", "2024-10-09", 10), HOLIDAYS
                     ).ends_on == on("2024-10-09")
    emptied = following(own, replace(own, ends_on=None), HOLIDAYS)
    assert emptied.ends_on is None


def test_the_days_of_a_window_are_told_by_kind() -> None:
    days = days_in(Window(start=date(2025, 9, 28), days=10), HOLIDAYS)
    assert [kind for _, kind in days[:4]] == [DayKind.SHIFTED, DayKind.WORK, DayKind.WORK, DayKind.OFF]
    assert counts_in_words(days) == "10 个工作日（含调休上班 2 天），放假 8 天，周末 1 天，共 19 天"
    assert days_in(Window(start=date(2025, 9, 28)), HOLIDAYS) == []
