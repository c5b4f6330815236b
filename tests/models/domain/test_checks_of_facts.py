"""What a text says of numbers, titles and places, held against what the records hold."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from models.domain.checks.citations import cited_after, wrong_document_numbers, wrong_task_numbers, wrong_titles
from models.domain.checks.fonts import fonts_finding
from models.domain.checks.names import foreign_places, is_misspelt, misspelt_units
from models.domain.checks.quantities import (
    cites_another,
    impossible_rates,
    misstated,
    unknown_measures,
    wrong_measure_count,
)
from models.domain.checks.slips import Slip
from models.domain.finding import Level

PLAN = "示例市中央生态环境保护督察整改方案"
UNITS = ("示例县", "示例县水利局", "示例市生态环境局", "示例市生态环境保护督察整改工作领导小组办公室")


def codes(found: Iterable[Slip]) -> list[str]:
    return [slip.code for slip in found]


# Measures and figures


@pytest.mark.parametrize(
    "line", ["5项整改措施均已落实", "共5条整改措施", "任务明确五项措施", "整改措施共5项，均完成", "3项措施均已完成"]
)
def test_another_number_of_measures_is_told(line: str) -> None:
    assert codes(wrong_measure_count(line, 4)) == ["measure_count_differs"]


@pytest.mark.parametrize(
    "line",
    [
        "4项整改措施均已落实", "四项整改措施全部完成", "第5项整改措施", "其中2项整改措施已完成", "还有1项整改措施",
        "5项任务", "落实扬尘管控5项措施均到位", "4条措施均已落实",
    ],
)
def test_the_same_number_and_a_part_are_left_alone(line: str) -> None:
    assert codes(wrong_measure_count(line, 4)) == []


def test_a_measure_that_does_not_exist_is_told() -> None:
    assert codes(unknown_measures("与整改措施9相对应", ["1", "2"])) == ["unknown_measure"]
    assert codes(unknown_measures("第三条整改措施", ["1", "2"])) == ["unknown_measure"]
    assert codes(unknown_measures("与整改措施2、措施12-01、第一条整改措施相对应", ["一", "2", "12-01"])) == []
    assert codes(unknown_measures("整改措施3项、整改措施2021年完成", ["1"])) == []


def test_words_under_one_measure_that_cite_only_another_are_told() -> None:
    assert codes(cites_another("与整改措施2相对应", "3", ["1", "2", "3"])) == ["cites_another_measure"]
    assert codes(cites_another("与整改措施2、整改措施3相对应", "3", ["1", "2", "3"])) == []


def test_a_figure_with_another_number_is_told_before_and_behind_its_label() -> None:
    def found(line: str) -> list[str]:
        return codes(misstated(line, label="县委常委会", unit="次", numbers=("7",)))

    assert found("召开县委常委会8次") == found("召开8次县委常委会") == ["figure_differs"]
    assert found("召开县委常委会7次、县委常委会8人、17次会议") == []


def test_a_rate_above_the_whole_is_told_and_growth_is_not() -> None:
    assert codes(impossible_rates("集中收集率达100.92%")) == ["rate_over_100"]
    assert codes(impossible_rates("收集率达99%，增长率120%，任务完成率105%，同比提高130%")) == []


# Citations


def test_another_task_number_is_told_in_digits_and_in_words() -> None:
    assert codes(wrong_task_numbers("第2项整改任务", ["1"])) == codes(wrong_task_numbers("第二项任务", ["1"])) \
        == ["task_number_differs"]
    assert codes(wrong_task_numbers("第1项整改任务、第一项中所承担的任务、第12—01项整改任务", ["1", "12-01"])) == []
    assert codes(wrong_task_numbers("第2项整改措施、第2项工作", ["1"])) == []


def test_a_title_that_nearly_is_the_plans_is_told() -> None:
    known = {PLAN: "示委〔2020〕52号", "整改方案": ""}
    assert codes(wrong_titles(f"《{PLAN.replace('督察', '督查')}》", known, [PLAN])) == ["title_differs"]
    assert codes(wrong_titles(f"《{PLAN}》（示委〔2020〕53号）", known, [PLAN])) == ["number_differs"]
    right = f"《{PLAN}》（示委〔2020〕52号）《整改方案》《2021年县委理论学习中心组学习计划》"
    assert codes(wrong_titles(right, known, [PLAN])) == []
    assert codes(wrong_titles("《验收销号办法》", {}, ["验收销号办法（试行）"])) == []


@pytest.mark.parametrize(
    "number",
    ["示办发[2021]3号", "示办发（2021）3号", "示办发〔2021〕第3号", "示办发〔2021〕03号", "示办发〔21〕3号"],
)
def test_a_document_number_in_another_form_is_told(number: str) -> None:
    assert codes(wrong_document_numbers(f"《甲》（{number}）")) == ["document_number_form"]


def test_a_document_number_in_its_form_and_other_numbers_are_left_alone() -> None:
    assert codes(wrong_document_numbers("示办发〔2021〕3号、会议纪要〔2021〕第3次、2021年3号楼、（2021）年")) == []


def test_a_document_of_a_later_year_cannot_be_cited() -> None:
    assert codes(cited_after("示办发〔2024〕3号", 2022)) == ["cited_before_issue"]
    assert codes(cited_after("示办发〔2022〕3号", 2022)) == []


# Places and units


@pytest.mark.parametrize(
    "line",
    [
        "2021年，清河县召开会议", "责任单位清河县已完成", "由清河县水利局负责", "（清河市政府）",
        "共召开清河县委常委会7次", "并报清河市生态环境局",
    ],
)
def test_a_place_of_another_county_is_told(line: str) -> None:
    assert codes(foreign_places(line, UNITS)) == ["foreign_place"]


@pytest.mark.parametrize(
    "line",
    [
        "示例县委、县政府", "由示例市生态环境局负责", "各县、全市、本区、该县、我县", "向市委、市政府报告",
        "建立市、县两级台账", "报请县政府审定，提请县委研究，组织县水利局排查", "园区、片区、养殖区、湿地保护区",
        "设区市、县级市", "按照市委要求", "推动县政府、督促县水利局", "每县1处", "在县委领导下",
        "召开全县大会，上报市委、报请各县、报送示例县、督促县水利局",
    ],
)
def test_own_places_and_common_nouns_are_left_alone(line: str) -> None:
    assert codes(foreign_places(line, UNITS)) == []


def test_a_town_may_be_the_countys_own_and_is_only_mentioned() -> None:
    (slip,) = foreign_places("由清河镇政府负责", UNITS)
    assert slip.level is Level.NOTE


def test_nothing_is_foreign_to_an_empty_directory() -> None:
    assert codes(foreign_places("清河县", ())) == []


def test_a_unit_with_one_wrong_character_is_told_and_another_levels_is_not() -> None:
    assert codes(misspelt_units("由示例市生态环竟局负责", UNITS)) == ["unit_misspelt"]
    assert codes(misspelt_units("由示例市生态环境局、示例县生态环境局负责", UNITS)) == []
    assert is_misspelt("示例市生态环竟局", "示例市生态环境局")
    assert not is_misspelt("示例县生态环境局", "示例市生态环境局")


# The machine


def test_missing_fonts_are_a_note_of_the_machine() -> None:
    found = fonts_finding(["仿宋_GB2312", "楷体_GB2312"])
    assert found is not None and found.level is Level.NOTE and "仿宋_GB2312、楷体_GB2312" in found.text
    assert fonts_finding([]) is None
