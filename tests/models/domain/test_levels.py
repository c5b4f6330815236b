"""Lists come apart at numbers that count up, and the levels of a paper are renumbered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.levels import Level, read_level, renumber
from models.domain.list_items import list_items, split_measures, split_numbered


@pytest.mark.parametrize(
    ("pasted", "items"),
    [
        ("1.深入学习。2.将生态文明纳入日程。3.排查项目。", ["深入学习。", "将生态文明纳入日程。", "排查项目。"]),
        ("1. 深入学习\n2. 纳入日程\n3. 排查", ["深入学习", "纳入日程", "排查"]),
        ("1．深入学习\r\n\r\n2．纳入日程", ["深入学习", "纳入日程"]),
        ("1、甲；2、乙", ["甲；", "乙"]),
        ("（1）甲；（2）乙", ["甲；", "乙"]),
        ("1)甲\n2)乙", ["甲", "乙"]),
        ("一、甲\n二、乙", ["甲", "乙"]),
        ("（一）甲。（二）乙。", ["甲。", "乙。"]),
        ("①甲；②乙③丙", ["甲；", "乙", "丙"]),
        ("1.签订责任状2.开展培训3.建立台账", ["签订责任状", "开展培训", "建立台账"]),
        ("1.2021年召开7次。2.2022年召开8次。", ["2021年召开7次。", "2022年召开8次。"]),
        ("1.甲：①子一；②子二。\n2.乙", ["甲：①子一；②子二。", "乙"]),
        ("一、甲\n1.子\n2.子\n二、乙", ["甲\n1.子\n2.子", "乙"]),
        ("1.甲\n续写的一行\n2.乙", ["甲\n续写的一行", "乙"]),
        ("3.甲\n4.乙\n6.丙", ["甲", "乙", "丙"]),
        ("九、甲\n十、乙\n十一、丙", ["甲", "乙", "丙"]),
        ("  1.甲\n  2.乙", ["甲", "乙"]),
        ("1.甲\n2. 乙\n3、丙", ["甲", "乙", "丙"]),
        ("1.甲\n1、子\n2、子\n2.乙", ["甲\n1、子\n2、子", "乙"]),
    ],
    ids=range(19),
)
def test_a_pasted_list_comes_apart_without_its_numbers(pasted: str, items: list[str]) -> None:
    assert split_numbered(pasted) == items


@pytest.mark.parametrize(
    "text",
    [
        "2022.3完成，增长1.5倍",
        "1.5倍。2.5倍。",
        "1、2、3号线",
        "一、二期工程已经完成",
        "1.只有一条",
        "1.\n2.\n3.",
        "整改措施：1.甲。2.乙。",
        "没有编号的一段话。",
        "12-01 甲\n12-02 乙",
        "",
    ],
    ids=range(10),
)
def test_what_is_no_list_stays_whole(text: str) -> None:
    assert split_numbered(text) == [text]


@pytest.mark.parametrize(
    ("pasted", "measures"),
    [
        ("整改措施：1.编制方案。2.开展核查。", ["编制方案。", "开展核查。"]),
        ("三、整改措施：\n1.编制方案。\n2.开展核查。", ["编制方案。", "开展核查。"]),
        ("整改措施：编制方案。", ["编制方案。"]),
        ("落实长效措施：1.甲。2.乙。", ["落实长效措施：1.甲。2.乙。"]),
    ],
    ids=["run on", "head of its own", "only one", "words of a measure"],
)
def test_measures_copied_with_their_head_come_without_it(pasted: str, measures: list[str]) -> None:
    assert split_measures(pasted) == measures


@pytest.mark.parametrize(
    ("text", "lead", "items"),
    [
        ("一是完善设施。二是加快修编。", "", [("1", "完善设施。"), ("2", "加快修编。")]),
        ("采取以下措施：一是完善，二是修编", "采取以下措施：", [("1", "完善，"), ("2", "修编")]),
        ("第一，完善。第二，修编。", "", [("1", "完善。"), ("2", "修编。")]),
        ("（九）甲。（十）乙。", "", [("9", "甲。"), ("10", "乙。")]),
        ("01.甲\n02.乙", "", [("01", "甲"), ("02", "乙")]),
        ("⑴甲⑵乙", "", [("1", "甲"), ("2", "乙")]),
        ("3.只有一条", "", [("3", "只有一条")]),
        ("整治一是重点", "整治一是重点", []),
        ("一、二期工程", "一、二期工程", []),
        ("配比为1：2.5", "配比为1：2.5", []),
        ("全面排查。1.5倍以上的立即整改", "全面排查。1.5倍以上的立即整改", []),
    ],
    ids=range(11),
)
def test_items_keep_their_numbers_and_what_leads_to_them(text: str, lead: str, items: list[tuple[str, str]]) -> None:
    reading = list_items(text)
    assert (reading.lead, [(item.number, item.text) for item in reading.items]) == (lead, items)


@given(
    st.lists(st.text(alphabet="县政府学习，；《》", min_size=1, max_size=20), min_size=2, max_size=40),
    st.sampled_from(Level),
)
def test_a_list_written_by_the_program_comes_apart_into_its_items(items: list[str], level: Level) -> None:
    pasted = "\n".join(level.mark(number) + item for number, item in enumerate(items, start=1))
    assert split_numbered(pasted) == items


@given(st.text(alphabet="1234567890.．、（）()一二三十①②县。；\n ", max_size=80))
def test_nothing_but_numbers_and_blanks_is_dropped(text: str) -> None:
    items = split_numbered(text)
    position = 0
    for item in items:
        assert text.find(item, position) >= 0
        position = text.find(item, position) + len(item)
    assert "".join(items).count("县") == text.count("县")


def test_levels_are_renumbered_and_lower_ones_start_again() -> None:
    typed = ["一、甲", "（一）乙", "（三）丙", "3. 丁", "（5）戊", "③己", "正文", "四、庚", "（二）辛", "1.壬"]
    numbered = ["一、甲", "（一）乙", "（二）丙", "1.丁", "（1）戊", "①己", "正文", "二、庚", "（一）辛", "1.壬"]
    assert renumber(typed) == numbered


@given(st.lists(st.tuples(st.sampled_from([None, *Level]), st.text(alphabet="县学习", max_size=4)), max_size=30))
def test_renumbering_twice_changes_nothing_more(lines: list[tuple[Level | None, str]]) -> None:
    typed = [(level.mark(7) if level else "") + text for level, text in lines]
    assert renumber(renumber(typed)) == renumber(typed)


@pytest.mark.parametrize(
    ("line", "level", "text"),
    [
        ("一、总体要求", Level.FIRST, "总体要求"),
        ("　　（十二）加强领导", Level.SECOND, "加强领导"),
        ("(二) 加强领导", Level.SECOND, "加强领导"),
        ("1. 深入学习", Level.THIRD, "深入学习"),
        ("１．深入学习", Level.THIRD, "深入学习"),
        ("1.2021年3月", Level.THIRD, "2021年3月"),
        ("(1)甲", Level.FOURTH, "甲"),
        ("㉑甲", Level.FIFTH, "甲"),
        ("1.5倍", None, "1.5倍"),
        ("2022.3完成", None, "2022.3完成"),
        ("一般问题", None, "一般问题"),
        ("  空两格", None, "  空两格"),
        ("", None, ""),
    ],
    ids=range(13),
)
def test_a_line_takes_the_level_of_its_mark(line: str, level: Level | None, text: str) -> None:
    read = read_level(line)
    assert (read.level, read.text) == (level, text)


def test_the_fifth_level_goes_on_after_its_last_sign() -> None:
    assert Level.FIFTH.mark(50) == "㊿"
    assert Level.FIFTH.mark(51) == "（51）"
