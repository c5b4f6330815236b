"""A notice read as it is worded gives the very days of the built-in tables, and says what it did not take."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

import resources
from models.domain.holiday_notice import as_table, missing_festivals, read_holiday_notice
from models.domain.partial_date import PartialDate
from models.domain.workdays import holidays_from
from tests.builders import NEXT_NOTICE

FOLDER = Path(resources.__file__).parent / "holidays"
# What each year's notice says of the festivals, in the wording of that year.
NOTICES = {
    2018: """元旦：1月1日放假，与周末连休。
        春节：2月15日至21日放假调休，共7天。2月11日（星期日）、2月24日（星期六）上班。
        清明节：4月5日至7日放假调休，共3天。4月8日（星期日）上班。
        劳动节：4月29日至5月1日放假调休，共3天。4月28日（星期六）上班。
        端午节：6月18日放假，与周末连休。
        中秋节：9月24日放假，与周末连休。
        国庆节：10月1日至7日放假调休，共7天。9月29日（星期六）、9月30日（星期日）上班。""",
    2019: """元旦：2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。
        春节：2月4日至10日放假调休，共7天。2月2日（星期六）、2月3日（星期日）上班。
        清明节：4月5日放假，与周末连休。
        劳动节：5月1日放假。
        端午节：6月7日放假，与周末连休。
        中秋节：9月13日放假，与周末连休。
        国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。
        现将2019年劳动节假期调整安排通知如下：
        2019年5月1日至4日放假调休，共4天。4月28日（星期日）、5月5日（星期日）上班。""",
    2020: """元旦：2020年1月1日放假，共1天。
        春节：1月24日至30日放假调休，共7天。1月19日（星期日）、2月1日（星期六）上班。
        清明节：4月4日至6日放假调休，共3天。
        劳动节：5月1日至5日放假调休，共5天。4月26日（星期日）、5月9日（星期六）上班。
        端午节：6月25日至27日放假调休，共3天。6月28日（星期日）上班。
        国庆节、中秋节：10月1日至8日放假调休，共8天。9月27日（星期日）、10月10日（星期六）上班。
        延长2020年春节假期至2月2日（农历正月初九，星期日），2月3日（星期一）起正常上班。""",
    2021: """元旦：2021年1月1日至3日放假，共3天。
        春节：2月11日至17日放假调休，共7天。2月7日（星期日）、2月20日（星期六）上班。
        清明节：4月3日至5日放假调休，共3天。
        劳动节：5月1日至5日放假调休，共5天。4月25日（星期日）、5月8日（星期六）上班。
        端午节：6月12日至14日放假，共3天。
        中秋节：9月19日至21日放假调休，共3天。9月18日（星期六）上班。
        国庆节：10月1日至7日放假调休，共7天。9月26日（星期日）、10月9日（星期六）上班。""",
    2022: """元旦：2022年1月1日至3日放假，共3天。
        春节：1月31日至2月6日放假调休，共7天。1月29日（星期六）、1月30日（星期日）上班。
        清明节：4月3日至5日放假调休，共3天。4月2日（星期六）上班。
        劳动节：4月30日至5月4日放假调休，共5天。4月24日（星期日）、5月7日（星期六）上班。
        端午节：6月3日至5日放假，共3天。
        中秋节：9月10日至12日放假，共3天。
        国庆节：10月1日至7日放假调休，共7天。10月8日（星期六）、10月9日（星期日）上班。""",
    2023: """元旦：2022年12月31日至2023年1月2日放假调休，共3天。
        春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。
        清明节：4月5日放假，共1天。
        劳动节：4月29日至5月3日放假调休，共5天。4月23日（星期日）、5月6日（星期六）上班。
        端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。
        中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。""",
    2024: """元旦：1月1日放假，与周末连休。
        春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励在除夕（2月9日）休息。
        清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
        劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
        端午节：6月10日放假，与周末连休。
        中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
        国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。""",
    2025: """元旦：1月1日（周三）放假1天，不调休。
        春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
        清明节：4月4日（周五）至6日（周日）放假，共3天。
        劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
        端午节：5月31日（周六）至6月2日（周一）放假，共3天。
        国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。""",
    2026: """元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
        春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
        清明节：4月4日（周六）至6日（周一）放假，共3天。
        劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
        端午节：6月19日（周五）至21日（周日）放假，共3天。
        中秋节：9月25日（周五）至27日（周日）放假，共3天。
        国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。""",
}


def notice(year: int) -> str:
    """Return a year's wording with the title and numbers of a notice."""
    lines = [line.strip() for line in NOTICES[year].splitlines()]
    numbered = [f"{number}、{line}" if "：" in line and "通知" not in line else line
                for number, line in zip("一二三四五六七八九十", lines, strict=False)]
    return "\n".join([f"国务院办公厅关于{year}年部分节假日安排的通知", *numbered, "节假日期间，请妥善安排好值班。"])


@pytest.mark.parametrize("year", NOTICES, ids=str)
def test_the_words_of_a_notice_give_the_built_in_table(year: int) -> None:
    built_in = json.loads((FOLDER / f"{year}.json").read_text(encoding="utf-8"))
    reading = read_holiday_notice(notice(year))
    assert reading.year == year and reading.faults == ()
    assert as_table(year, reading.periods)["periods"] == built_in["periods"]


@pytest.mark.parametrize("year", NOTICES, ids=str)
def test_a_notice_pasted_as_one_paragraph_reads_the_same(year: int) -> None:
    whole = read_holiday_notice(notice(year))
    assert read_holiday_notice("".join(notice(year).splitlines())).periods == whole.periods


@pytest.mark.parametrize("year", NOTICES, ids=str)
def test_every_day_read_from_the_words_agrees_with_the_oracle(year: int) -> None:
    holidays = holidays_from(as_table(year, read_holiday_notice(notice(year)).periods))
    day, wrong = date(year, 1, 1), []
    # The last days of a year may belong to the next notice.
    while day < date(year, 12, 27):
        if holidays.is_working_day(day) != chinese_calendar.is_workday(day):
            wrong.append(day.isoformat())
        day += timedelta(days=1)
    assert wrong == []


def test_the_advice_to_rest_on_a_day_is_no_day_off_and_is_told() -> None:
    assert read_holiday_notice(notice(2024)).unread == ("鼓励在除夕（2月9日）休息",)
    assert read_holiday_notice(notice(2023)).unread == ()


def test_a_whole_notice_tells_number_date_and_every_festival() -> None:
    reading = read_holiday_notice(NEXT_NOTICE)
    assert (reading.year, reading.document_number) == (2027, "国办发明电〔2026〕9号")
    assert reading.dated_on == PartialDate(year=2026, month=11, day=5)
    assert missing_festivals(reading.periods) == [] and reading.unread == () and reading.faults == ()
    assert sum(item.days for item in reading.periods) == 25


def test_a_new_year_that_begins_in_the_old_one_borrows_no_wrong_year() -> None:
    (period,) = read_holiday_notice("2027年放假安排\n元旦：2026年12月31日至1月2日放假调休，共3天。").periods
    assert (period.first, period.last) == (date(2026, 12, 31), date(2027, 1, 2))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("端午节：6月9日（周二）放假，共1天。", "2027-06-09 是周三，通知里写的是周二"),
        ("端午节：6月9日至11日放假，共2天。", "端午节写的是共2天，首日到末日是3天"),
        ("端午节：6月9日放假，共1天。6月10日上班。", "2027-06-10 写作上班，却不是周末"),
        ("端午节：6月31日放假，共1天。", "“6月31日放假，共1天”里有不存在的日期"),
        ("端午节：6月11日至9日放假。", "端午节放假的首日和末日对不上"),
        ("端午节：6月11日至13日放假，共3天。6月12日上班。", "2027-06-12 既放假又上班"),
    ],
    ids=range(6),
)
def test_words_that_contradict_the_calendar_are_faults(words: str, said: str) -> None:
    assert said in read_holiday_notice(f"2027年部分节假日\n{words}").faults


def test_a_text_that_is_no_notice_gives_nothing() -> None:
    reading = read_holiday_notice("请各单位于6月9日前报送整改情况。")
    assert (reading.year, reading.periods) == (None, ())
    assert missing_festivals(reading.periods)[0] == "元旦"
