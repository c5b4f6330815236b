"""Slips a text shows by itself: what is told of, and what looks like one and is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from models.domain.checks.glyphs import lacking_glyphs
from models.domain.checks.leftovers import leftovers
from models.domain.checks.pairs import wrong_pairs
from models.domain.checks.punctuation import stray_blanks, wrong_marks
from models.domain.checks.repetition import repeated_sentences, repeated_words
from models.domain.checks.slips import Slip, quoted
from models.domain.checks.written_dates import written_days, wrong_dates
from models.domain.finding import Level

Check = Callable[[str], Iterator[Slip]]


def codes(check: Check, line: str) -> list[str]:
    return [slip.code for slip in check(line)]


def test_a_spot_is_quoted_with_the_words_around_it() -> None:
    assert quoted("示例县已完成的的整改任务要求", 6, 8) == "「示例县已完成的的整改任务要求」"
    assert quoted("甲" * 20, 10, 11) == "「…" + "甲" * 13 + "…」"
    assert len(quoted("甲" * 200, 10, 190)) == 27


# Repeated words


@pytest.mark.parametrize(
    "line",
    [
        "并与市委、市政府签订了生态环境保护目标责任状签订。",
        "县政府召开专题会议召开，研究整改。",
        "完成了的的任务", "掌握了了情况", "报告、并并与市政府签订", "进行进行验收", "加强生态环境环境保护",
        "示例县县委", "及时解决突出问题，及时解决突出问题，长期坚持。",
    ],
)
def test_a_word_written_twice_is_told(line: str) -> None:
    assert codes(repeated_words, line) == ["repeated_words"]


@pytest.mark.parametrize(
    "line",
    [
        "达到整治的目的的同时", "为了了解情况", "除了了解，还要核实", "的的确确", "一项一项落实", "一级一级压实",
        "以及及时上报", "存在在建项目", "兼并并网", "甲某某、乙某某某某", "监测预测预警", "参与与监督",
        "制定了学习计划，全年共组织了2次学习。",
        "召开会议研究，并多次召开", "印发通知，通知印发后", "签订责任状，责任状的签订", "完成整改，整改完成。",
        "哈哈哈哈", "二〇二〇年", "千千万万", "召开党委会再召开",
    ],
)
def test_words_that_may_stand_twice_are_left_alone(line: str) -> None:
    assert codes(repeated_words, line) == []


def test_a_long_sentence_twice_in_a_section_is_told_at_its_second_place() -> None:
    lines = ("1. 已建立河东片区管网清单台账。", "2. 长期坚持。已建立河东片区管网清单台账。", "3. 长期坚持。")
    ((place, slip),) = repeated_sentences(lines)
    assert place == 1 and lines[1][slip.start : slip.end] == "已建立河东片区管网清单台账"


def test_what_two_measures_still_lack_is_no_sentence_that_stands_twice() -> None:
    assert list(repeated_sentences(("落实情况：某某某某某某某某某某某", "落实情况：某某某某某某某某某某某"))) == []


# Marks and blanks


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("已完成,长期坚持", "half_width_punctuation"), ("联系人:戊某某", "half_width_punctuation"),
        ("工作完成.长期坚持", "half_width_punctuation"), ("验收办法(试行)规定", "half_width_punctuation"),
        ("存量\"两高\"项目", "english_quotes"), ("共２次", "full_width_digits"), ("甲．乙", "odd_marks"),
        ("完成，，坚持", "doubled_marks"), ("完成。，坚持", "doubled_marks"), ("完成，）坚持", "doubled_marks"),
        ("完成整改，", "doubled_marks"),
    ],
)
def test_marks_a_paper_does_not_use_are_told(line: str, code: str) -> None:
    assert code in codes(wrong_marks, line)


@pytest.mark.parametrize(
    "line",
    [
        "14:30召开", "1.5万吨", "1. 深入学习", "编号364(35-11)", "邮箱abc@example.cn，网址http://example.cn/a?b=1",
        "PM2.5浓度", "《甲》（试行）", "“十四五”规划", "示委〔2020〕52号", "他说：“好。”", "……", "A&B，C",
        "完成整改。", "3,000吨",
    ],
)
def test_marks_in_their_place_are_left_alone(line: str) -> None:
    assert codes(wrong_marks, line) == []


def test_blanks_in_a_sentence_and_blanks_for_placing_are_told_apart() -> None:
    assert codes(stray_blanks, "共 7 次、示例 县") == ["stray_blank"] * 3
    assert codes(stray_blanks, "联系人：戊某某    电话") == codes(stray_blanks, "甲，\t乙") == ["aligned_by_blanks"]
    assert codes(stray_blanks, "1. 示例县 A B 14:30 3.5 km") == []


# Pairs


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("按照《整改方案要求", "unpaired"), ("按照整改方案》要求", "unpaired"), ("“两高项目", "unpaired"),
        ("示委〔2020号", "unpaired"), ("《甲（试行》）", "unpaired"), ("《《方案》》", "wrong_nesting"),
        ("“甲“乙””", "wrong_nesting"), ("（甲（乙））", "wrong_nesting"), ("依据《》规定", "empty_pair"),
    ],
)
def test_halves_without_the_other_and_wrong_nesting_are_told(line: str, code: str) -> None:
    assert code in codes(wrong_pairs, line)


@pytest.mark.parametrize(
    "line",
    [
        "《甲〈乙〉方案（试行）》（示办发〔2021〕3号）", "1）甲；2）乙", "（一）甲", "一是1）排查", "“甲‘乙’丙”",
        "编号364(35-11)任务", "Children’s Day", "《甲》《乙》和《丙》", "（甲)与(乙）",
    ],
)
def test_pairs_that_are_whole_are_left_alone(line: str) -> None:
    assert codes(wrong_pairs, line) == []


def test_one_missing_half_is_told_once() -> None:
    assert codes(wrong_pairs, "制定了《甲计划，印发《乙计划》。") == ["wrong_nesting", "unpaired"]
    assert codes(wrong_pairs, "（见《甲）") == ["unpaired"]


# Leftovers


@pytest.mark.parametrize("line", ["{{任务.编号}}", "{%p for 措施 %}", "完成{验收日期}验收", "<<姓名>>"])
def test_a_tag_of_a_template_is_told(line: str) -> None:
    assert set(codes(leftovers, line)) == {"left_tag"}


@pytest.mark.parametrize(
    "line", ["情况待补充", "TODO", "共×××吨", "XX年", "召开会议xx次", "（此页无正文）", "于____年", "数据？？？"]
)
def test_a_place_that_waits_for_its_words_is_told(line: str) -> None:
    assert set(codes(leftovers, line)) == {"left_placeholder"}


@pytest.mark.parametrize("line", ["**重点**", "<p>已完成</p>", "已完成&nbsp;"])
def test_marks_of_a_web_page_are_told(line: str) -> None:
    assert set(codes(leftovers, line)) == {"left_markup"}


@pytest.mark.parametrize(
    "line", ["李××反映", "138****0001", "甲某某", "待验收", "等待核查", "V类水质", "XXL", "待定点监测后"]
)
def test_hidden_names_and_common_words_are_no_leftovers(line: str) -> None:
    assert codes(leftovers, line) == []


# Glyphs


def glyphs(line: str, font_set: str = "gb2312") -> list[tuple[Level, str]]:
    found = lacking_glyphs(line, font_set=font_set, face="仿宋_GB2312")
    return [(slip.level, line[slip.start : slip.end]) for slip in found]


def test_characters_outside_the_face_are_told_and_signs_mentioned() -> None:
    assert glyphs("丁某堃，面积30㎡") == [(Level.WARN, "堃"), (Level.NOTE, "㎡")]
    assert glyphs("丁某堃", "system") == []
    assert glyphs("丁某𬭎", "system") == [(Level.WARN, "𬭎")]


def test_what_papers_usually_hold_is_in_the_face() -> None:
    assert glyphs("〔2021〕3号《“‘（一）①Ⅲ类25℃—…、：；％‰·A1.5<>&”") == []


# Dates


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("2021年2月29日", "impossible_date"), ("2021年4月31日", "impossible_date"), ("2021年13月", "impossible_date"),
        ("2021年1月4日（星期三）", "weekday_differs"), ("2022年12月1日至2022年11月30日", "span_reversed"),
        ("2022年9月28日至3日", "span_reversed"), ("21年3月", "short_year"), ("2021年03月", "leading_zero"),
        ("2021年3月05日", "leading_zero"), ("2021年3月5号", "day_as_number"), ("2021年三月", "mixed_digits"),
        ("二○二一年三月", "mixed_digits"), ("10月12日召开", "year_left_out"),
        ("2021-03-05召开", "date_in_figures"), ("2021.3.5", "date_in_figures"),
        ("2022年10月至2021年12月", "span_reversed"), ("2022年10月至3月", "span_reversed"),
    ],
)
def test_a_date_that_cannot_be_or_is_not_written_so_is_told(line: str, code: str) -> None:
    assert codes(wrong_dates, line) == [code]


@pytest.mark.parametrize(
    "line",
    [
        "2020年2月29日", "2021年1月4日（星期一）", "2021年1月3日（星期天）", "2021年1月至3月", "2021年9月28日、30日",
        "2022年12月1日至2023年1月3日", "近30年3月份", "2021年3月5日至12日", "今年10月12日", "二〇二一年三月",
        "2021年3月5号楼", "每年6月5日", "1.5.2版", "GB 3838-2002",
    ],
)
def test_dates_in_their_form_are_left_alone(line: str) -> None:
    assert codes(wrong_dates, line) == []


def test_a_year_before_is_enough_for_the_days_after_it() -> None:
    assert codes(wrong_dates, "2021年3月5日、4月6日") == []
    assert codes(lambda line: wrong_dates(line, needs_year=False), "4月6日") == []


def test_full_days_are_read_and_impossible_ones_passed_over() -> None:
    assert [item.day.isoformat() for item in written_days("2021年2月30日、2021年3月5日、4月6日")] == ["2021-03-05"]


# Long texts


@pytest.mark.parametrize(
    "check",
    [repeated_words, wrong_pairs, wrong_marks, stray_blanks, leftovers, wrong_dates],
    ids=lambda check: check.__name__,
)
@pytest.mark.parametrize("text", ["甲乙", "（", "2021年", "签订了", "《“", "  ", "，"])
def test_a_page_of_anything_is_read_to_its_end(check: Check, text: str) -> None:
    assert all(0 <= slip.start <= slip.end <= 2000 * len(text) for slip in check(text * 2000))
