"""Tidying mends the traces of copying and nothing else; names and dates join as a sentence wants them."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from exporters.word_text import UNPRINTABLE
from models.domain.partial_date import PartialDate, Period, When, when_from_iso
from models.domain.wording import bare_title, join_dates, join_instruments, join_units, one_line, tidy

# Signs the rules look at, crowded together.
CROWDED = st.text(alphabet="县政府一十年“”‘’《》（），。：0１２.．,;:!?()\"' \u3000\xa0\t\r\n\vaB<>=&/-①", max_size=60)
WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z]")


@pytest.mark.parametrize(
    ("typed", "tidied"),
    [
        ("2021 年，召开县委常委会 7 次", "2021年，召开县委常委会7次"),
        ("领导 小组　办公室", "领导小组办公室"),
        ("督察及 “回头看” 整改 工作", "督察及“回头看”整改工作"),
        ("《中央 生态环境保护督察整改方案》 第 1 项", "《中央生态环境保护督察整改方案》第1项"),
        ("２０２２年９月", "2022年9月"),
        ("增长１．５倍", "增长1.5倍"),
        ("共7次,全部完成;并且", "共7次，全部完成；并且"),
        ("完成 , 并且", "完成，并且"),
        ("要求:“立即整改”!", "要求：“立即整改”！"),
        ("职务 (职称)", "职务（职称）"),
        ("(一)加强领导", "（一）加强领导"),
        ('排查"两高"项目', "排查“两高”项目"),
        ('他说:"好"。', "他说：“好”。"),
        ("已经完成.", "已经完成。"),
        ("甲\r\n乙\r丙\u2028丁", "甲\n乙\n丙\n丁"),
        ("　　第一段  \n\n\t第二段\t ", "第一段\n\n\t第二段"),
        ("𬭊 某某", "𬭊某某"),
        ("示例\u202e河\u200b\x01东\x0b排口\ufeff", "示例河东\n排口"),
    ],
    ids=range(18),
)
def test_traces_of_copying_are_mended(typed: str, tidied: str) -> None:
    assert tidy(typed).text == tidied


@pytest.mark.parametrize(
    "typed",
    [
        "A&B <科技>",
        "=1+1",
        "364(35-11)",
        "12-01",
        "This is (an) English sentence, with words: yes!",
        "“hello”, “world”: fine",
        "https://www.example.cn/a?b=1,2;c(3)",
        "C:\\资料\\a.docx",
        "会议于14:30开始",
        "投入1.5万元，共1,234项",
        "COD(mg/L)",
        "卡尔.马克思",
        "一.",
        "1. 深入学习",
        "第一段\n\n第二段",
        "一行没有写完\n的句子",
        '{"名称": "值"}',
        '<a href="甲">乙</a>',
        "😀 𬭊",
        "",
    ],
    ids=range(20),
)
def test_what_is_no_trace_of_copying_stays(typed: str) -> None:
    tidied = tidy(typed)
    assert tidied.text == typed
    assert tidied.count == 0


def test_the_places_mended_are_counted() -> None:
    assert tidy("2021 年,召开 7 次").count == 4
    assert tidy("没有什么可整理的。").count == 0


@example("。:’:")
@example("一 ’:")
@example("(㐀)(一)")
@example("(甲) (乙)(1)(丙)")
@settings(max_examples=1000)
@given(CROWDED | st.text(max_size=60))
def test_tidying_twice_changes_nothing_more(typed: str) -> None:
    once = tidy(typed)
    again = tidy(once.text)
    assert again.text == once.text
    assert again.count == 0


@given(CROWDED | st.text(max_size=60))
def test_nothing_is_counted_only_where_nothing_changed(typed: str) -> None:
    tidied = tidy(typed)
    assert (tidied.count == 0) == (tidied.text == typed)


@given(CROWDED | st.text(max_size=60))
def test_no_word_is_changed_and_no_line_joined(typed: str) -> None:
    tidied = tidy(typed).text
    assert WORDS.findall(tidied) == WORDS.findall(typed)
    breaks = typed.replace("\r\n", "\n").translate(dict.fromkeys(map(ord, "\r\v\f\x85\u2028\u2029"), "\n"))
    assert tidied.count("\n") <= breaks.count("\n")
    assert _lines_with_words(tidied) == _lines_with_words(breaks)


def _lines_with_words(text: str) -> int:
    return sum(WORDS.search(line) is not None for line in text.split("\n"))


def test_whatever_is_tidied_a_word_file_can_hold() -> None:
    every = "".join(map(chr, range(0x11000)))
    assert UNPRINTABLE.search(tidy(every).text) is None
    assert UNPRINTABLE.search(one_line(every)) is None and len(one_line(every).splitlines()) == 1


def test_fifty_thousand_characters_are_tidied_as_a_whole() -> None:
    assert tidy("2021 年，召开 7 次,\n" * 4000).text == ("2021年，召开7次，\n" * 4000).rstrip("\n")


def test_units_are_joined_and_empty_ones_left_out() -> None:
    assert join_units(["示例县委", " ", "示例县人民政府 ", ""]) == "示例县委、示例县人民政府"
    assert join_units([]) == ""


@pytest.mark.parametrize(
    ("titles", "joined"),
    [
        ([], ""),
        (["整改方案"], "《整改方案》"),
        (["《整改方案》"], "《整改方案》"),
        (["方案", "标准"], "《方案》和《标准》"),
        (["方案", "《标准》", "办法（试行）", " "], "《方案》《标准》和《办法（试行）》"),
        (["《办法》（试行）", "标准", "方案"], "《办法》（试行）、《标准》和《方案》"),
        (["关于印发《办法》的通知"], "《关于印发〈办法〉的通知》"),
        (["《关于印发《办法》的通知》"], "《关于印发〈办法〉的通知》"),
        (["贯彻落实《意见》"], "《贯彻落实〈意见〉》"),
    ],
    ids=range(9),
)
def test_instruments_stand_in_title_marks_once(titles: list[str], joined: str) -> None:
    assert join_instruments(titles) == joined


@pytest.mark.parametrize(
    ("title", "bare"),
    [("《甲》", "甲"), ("《关于印发《甲》的通知》", "关于印发《甲》的通知"), ("贯彻《甲》", "贯彻《甲》"),
     ("《甲》和《乙》", "《甲》和《乙》"), ("《甲》实施方案", "《甲》实施方案"), ("《甲", "《甲"), ("", "")],
)
def test_a_title_loses_only_the_marks_around_the_whole_of_it(title: str, bare: str) -> None:
    assert bare_title(title) == bare


@pytest.mark.parametrize(
    ("stored", "joined"),
    [
        ([], ""),
        (["2022-09-28"], "2022年9月28日"),
        (["2022-09-28", "2022-09-30", "2022-10-09", "2023-01-05"], "2022年9月28日、30日、10月9日、2023年1月5日"),
        (["2022-09-28/2022-09-30", "2022-10-01"], "2022年9月28日至30日、10月1日"),
        (["2022-09", "2022-10"], "2022年9月、10月"),
        (["2022-09", "2022-09-28"], "2022年9月、9月28日"),
        (["2022", "2022-09"], "2022年、2022年9月"),
    ],
    ids=range(7),
)
def test_several_dates_do_not_repeat_what_they_share(stored: list[str], joined: str) -> None:
    dates: list[When] = [when_from_iso(text) for text in stored]
    assert join_dates(dates) == joined


def test_a_span_of_acceptance_days_prints_as_a_span() -> None:
    span = Period(first=PartialDate(year=2022, month=9, day=28), last=PartialDate(year=2022, month=9, day=29))
    assert join_dates([span]) == "2022年9月28日至29日"
