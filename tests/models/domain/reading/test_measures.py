"""Measures come apart at the outermost numbers; brackets of units and dates behind them are not their text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.drafts.draft import DraftMeasure
from models.domain.levels import Level
from models.domain.numerals import chinese_number
from models.domain.reading.phrases.measures import read_measures, split_measures
from models.domain.reading.phrases.remarks import split_remark


def texts(text: str) -> list[tuple[str, str]]:
    return [(measure.number, measure.text) for measure in split_measures(text, "表1 第2行")]


def only(text: str) -> DraftMeasure:
    (measure,) = split_measures(text, "表1 第2行")
    return measure


@pytest.mark.parametrize(
    ("printed", "measures"),
    [
        ("一是完善设施。二是加快修编。", [("1", "完善设施。"), ("2", "加快修编。")]),
        ("①成立专班。②做好试点。", [("1", "成立专班。"), ("2", "做好试点。")]),
        ("（一）清理。（二）查处。", [("1", "清理。"), ("2", "查处。")]),
        ("1.甲：①子一；②子二。\n2.乙。", [("1", "甲：①子一；②子二。"), ("2", "乙。")]),
        ("（九）甲\n（十）乙", [("9", "甲"), ("10", "乙")]),
        ("01.甲\n02.乙", [("01", "甲"), ("02", "乙")]),
        ("3.建立制度。", [("3", "建立制度。")]),
        ("整改措施：1.完善。2.修编。", [("1", "完善。"), ("2", "修编。")]),
        ("编制方案；成立专班；开展核查。", [("", "编制方案"), ("", "成立专班"), ("", "开展核查。")]),
        ("编制方案，成立专班；开展核查。落实经费。", [("", "编制方案，成立专班；开展核查。落实经费。")]),
        ("完善设施：管网；泵站。", [("", "完善设施：管网；泵站。")]),
        ("编制《甲；乙》方案。", [("", "编制《甲；乙》方案。")]),
        ("加强监管。一是完善；二是修编。", [("", "加强监管。一是完善；二是修编。")]),
        ("深入推进污水\n管网改造。\n完善机制。", [("", "深入推进污水管网改造。"), ("", "完善机制。")]),
        ("完善管网\n建设泵站", [("", "完善管网"), ("", "建设泵站")]),
        ("", []),
        ("；。", []),
    ],
    ids=range(17),
)
def test_the_outermost_numbers_part_measures(printed: str, measures: list[tuple[str, str]]) -> None:
    assert texts(printed) == measures


def test_words_that_only_lead_to_the_measures_are_told() -> None:
    reading = read_measures("采取以下措施：一是完善。二是修编。", "表1 第2行")
    assert [measure.text for measure in reading.measures] == ["完善。", "修编。"]
    assert [(finding.code, finding.where) for finding in reading.findings] == [("measures_lead", "表1 第2行")]


@pytest.mark.parametrize(
    ("printed", "text", "units", "day"),
    [
        ("层层压实。(立行立改)", "层层压实。", (), None),
        ("加快修编（2024年12月底前）", "加快修编", (), "2024-12-31"),
        ("完善管网（县住建局，2022年6月底前完成）。", "完善管网。", ("县住建局",), "2022-06-30"),
        ("清。（牵头单位：县水利局；责任单位：各镇；时限：2022年6月）", "清。", ("县水利局", "各镇"), "2022-06-30"),
        ("排查（责任单位：县水利局负责，2025年底前完成）。", "排查。", ("县水利局",), "2025-12-31"),
        ("清理。（立行立改）（县水利局）", "清理。", ("县水利局",), None),
        ("整治。责任单位：县水利局。完成时限：2022年6月底前。", "整治。", ("县水利局",), "2022-06-30"),
        ("整治，责任单位：县水利局，完成时限：2022年6月。", "整治", ("县水利局",), "2022-06-30"),
        ("整治。\n责任单位：县水利局\n完成时限：2022年6月", "整治。", ("县水利局",), "2022-06-30"),
        ("落实（省水利厅、省财政厅等按照职责分工负责）", "落实", ("省水利厅", "省财政厅"), None),
        ("新建2座。（甲镇、乙镇）", "新建2座。", ("甲镇", "乙镇"), None),
        ("①子（县水利局）；丑（县林业局）。", "子（县水利局）；丑（县林业局）。", ("县水利局", "县林业局"), None),
    ],
    ids=range(12),
)
def test_a_bracket_of_units_and_dates_is_no_text(
    printed: str, text: str, units: tuple[str, ...], day: str | None
) -> None:
    measure = only(printed)
    assert (measure.text, measure.units) == (text, units)
    assert (measure.deadline.last_day.isoformat() if measure.deadline else None) == day


@pytest.mark.parametrize(
    "printed",
    [
        "编制方案（含泥河水源地）。", "编制总体规划（2021—2035年）。", "新建处理站2座（甲镇、乙镇）。",
        "编制方案（见附件1）",
        "依托县委党校（行政学院）", "报送县水利局（县河长办）。",
        "整改完毕（已完成）",
    ],
)
def test_a_bracket_of_something_else_stays_in_the_text(printed: str) -> None:
    assert split_remark(printed) == (printed, None)


def test_a_person_in_the_bracket_is_told_because_a_measure_has_none() -> None:
    reading = read_measures("1.清理（责任单位：县水利局；责任人：甲某某）。2.修复。", "表1 第2行")
    assert reading.measures[0].units == ("县水利局",)
    assert "责任人：甲某某" in reading.findings[0].text


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2021年底前制定验收标准。", "2021-12-31"),
        ("事故应急池2022年12月31日前建成。", "2022-12-31"),
        ("2021年底前定方案。2022年全面实施。2023年底前验收完毕。", "2023-12-31"),
        ("甲园2022年3月31日前投用，乙园2024年3月31日前投用。", "2024-03-31"),
        ("开展排查。2022年6月底前完成整改。", "2022-06-30"),
        ("逐座修复。2024年6月底前全部恢复。每月至少抽查1次。", None),
        ("逐座修复，2024年6月底前全部恢复。每月至少抽查1次。", "2024-06-30"),
        ("开展排查，2022年6月底前建立台账。加强管理。", None),
        ("1.拆除4座，2021年底前完成。\n①逐座核查。\n②建立台账。", "2021-12-31"),
        ("2024年8月基本完成清理整治，实现全覆盖。", "2024-08-31"),
        ("淘汰2020年底前建成的锅炉。", None),
        ("自2021年起实施。", None),
        ("落实2021年印发的方案。", None),
        ("按照“十四五”规划实施。", None),
    ],
    ids=range(14),
)
def test_a_date_in_the_text_counts_where_it_holds_for_the_whole(printed: str, day: str | None) -> None:
    deadline = only(printed).deadline
    assert (deadline.last_day.isoformat() if deadline else None) == day


def test_a_measure_keeps_its_duty_and_its_place() -> None:
    measure = only("1.县党委、政府每半年至少组织1次学习。")
    assert str(measure.duty) == "每半年至少1次"
    assert measure.place == "表1 第2行"


def test_an_impossible_date_leaves_its_wording() -> None:
    measure = only("清理（2023年2月30日前）")
    assert (measure.deadline_text, measure.deadline) == ("2023年2月30日前", None)


ITEMS = st.lists(st.text(alphabet="县政府学习，《》排查整治", min_size=1, max_size=20), min_size=1, max_size=30)


@given(ITEMS, st.sampled_from(Level), st.sampled_from(["", "\n"]))
def test_measures_that_were_numbered_come_apart_with_their_numbers(items: list[str], level: Level, end: str) -> None:
    printed = "。\n".join(level.mark(number) + item for number, item in enumerate(items, start=1)) + "。" + end
    wanted = [(str(number), item + "。") for number, item in enumerate(items, start=1)]
    assert texts(printed) == wanted


@given(ITEMS)
def test_measures_that_are_enumerated_come_apart_with_their_numbers(items: list[str]) -> None:
    printed = "；".join(f"{chinese_number(number)}是{item}" for number, item in enumerate(items, start=1))
    assert [number for number, _ in texts(printed)] == [str(number) for number in range(1, len(items) + 1)]


@given(st.text(alphabet="县学习，。；：\n 1234.、（）一二是①②", max_size=60))
def test_no_word_of_a_cell_is_lost(text: str) -> None:
    reading = read_measures(text, "")
    kept = "".join(measure.text + "".join(measure.units) + measure.deadline_text for measure in reading.measures)
    told = "".join(finding.text for finding in reading.findings)
    assert (kept + told).count("县") >= text.count("县")
    assert (kept + told).count("学") >= text.count("学")


@given(
    st.lists(st.sampled_from(["县水利局", "各县（市、区）", "市自然资源和规划局"]), min_size=1, unique=True),
    st.sampled_from(["2025年底前", "立行立改", "2024年6月底前", "“十四五”末"]),
    st.sampled_from(["（{units}，{when}）", "（责任单位：{units}；时限：{when}）", "（{units}负责，{when}）。"]),
)
def test_a_bracket_behind_a_measure_is_read_back(units: list[str], when: str, style: str) -> None:
    measure = only("清理河道。" + style.format(units="、".join(units), when=when))
    assert (measure.text, list(measure.units), measure.deadline_text) == ("清理河道。", units, when)


@pytest.mark.parametrize("remark", [
    "（牵头责任部门：县水利局；联动单位：县财政局；销号时限：2024年6月底前）",
    "牵头责任部门：县水利局；联动单位：县财政局；销号时限：2024年6月底前",
])
def test_a_remark_under_labels_joined_from_known_words_is_no_text_of_its_measure(remark: str) -> None:
    measure = only(f"1.清理河道。{remark}")
    assert (measure.text, measure.units, measure.deadline_text) == (
        "清理河道。", ("县水利局", "县财政局"), "2024年6月底前")


def test_full_width_figures_number_and_date_measures_as_half_width_ones_do() -> None:
    first, second = split_measures("１.２０２１年底前制定标准。\n２.２０２２年６月底前完成核查。", "第1段")
    assert (first.number, first.text, first.deadline_text) == ("1", "２０２１年底前制定标准。", "2021年底前")
    assert (second.number, second.deadline_text) == ("2", "2022年6月底前")


def test_a_label_set_wide_is_a_label() -> None:
    measure = only("1.清理河道。\n责 任 单 位：县水利局；完 成 时 限：2024年6月底前")
    assert (measure.text, measure.units, measure.deadline_text) == ("清理河道。", ("县水利局",), "2024年6月底前")
