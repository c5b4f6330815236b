"""An indicator is a name, a number and a unit; years, documents, articles and duties are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.indicator import Bound
from models.domain.indicator_standing import number_of
from models.domain.reading.phrases.indicators import read_indicators
from models.sample import case


def told(text: str) -> list[tuple[str, str]]:
    return [
        (found.label, f"{found.bound.label}{found.target}{found.unit}") for found in read_indicators(text)
    ]


@pytest.mark.parametrize(
    ("text", "label", "demand"),
    [
        ("规模养殖场粪污综合利用率达到84.5%", "规模养殖场粪污综合利用率", "不低于84.5%"),
        ("城区生活污水集中收集率达到70%以上", "城区生活污水集中收集率", "不低于70%"),
        ("再生水利用率不低于25%", "再生水利用率", "不低于25%"),
        ("地下水开采量不超过2.5亿立方米", "地下水开采量", "不高于2.5亿立方米"),
        ("PM2.5平均浓度控制在35微克/立方米以内", "PM2.5平均浓度", "不高于35微克/立方米"),
        ("新建管网12公里", "新建管网", "不低于12公里"),
        ("新建12公里污水管网", "新建污水管网", "不低于12公里"),
        ("削减化学需氧量1,200吨", "削减化学需氧量", "不低于1,200吨"),
        ("清退东河口湿地内3处砂石堆场", "清退东河口湿地内砂石堆场", "不低于3处"),
        ("恢复湿地46亩，建立巡护制度", "恢复湿地", "不低于46亩"),
        ("生活污水集中收集率由56.3%提高到70%", "生活污水集中收集率", "不低于70%"),
        ("单位GDP能耗较2020年下降13.5%", "单位GDP能耗较2020年下降", "不低于13.5%"),
        ("化学需氧量排放总量减少10%以上", "化学需氧量排放总量减少", "不低于10%"),
        ("危险废物规范化处置率100%", "危险废物规范化处置率", "不低于100%"),
        ("管网漏损率控制在9%以内", "管网漏损率", "不高于9%"),
        ("万元GDP用水量下降到45立方米以下", "万元GDP用水量", "不高于45立方米"),
        ("新增污水处理能力2万立方米/日", "新增污水处理能力", "不低于2万立方米/日"),
        ("Ⅲ类及以上水质比例达到92%", "Ⅲ类及以上水质比例", "不低于92%"),
        ("确保粪污资源化利用率稳定在85 %以上", "粪污资源化利用率", "不低于85%"),
        ("粪污综合利用率达到８４.５％", "粪污综合利用率", "不低于８４.５％"),
        ("污水处理率、垃圾处理率均达到95%以上", "污水处理率、垃圾处理率", "不低于95%"),
        ("污水集中处理率力争达到95%", "污水集中处理率", "不低于95%"), ("处置率保持100%", "处置率", "不低于100%"),
        ("粪污综合利用率达到百分之八十", "粪污综合利用率", "不低于80%"),
        ("收集率提高到百分之七十点五", "收集率", "不低于70.5%"), ("覆盖率达到七成以上", "覆盖率", "不低于70%"),
        ("恢复湿地四十六亩", "恢复湿地", "不低于46亩"), ("清退三处砂石堆场", "清退砂石堆场", "不低于3处"),
    ],
)
def test_a_target_is_read_with_what_is_measured(text: str, label: str, demand: str) -> None:
    assert told(text) == [(label, demand)]


@pytest.mark.parametrize(
    "text",
    [
        "到2025年全面完成整改", "按照示委〔2020〕52号文件要求落实", "按《示例市2021—2025年规划》第12条执行",
        "完成3项任务", "原则上每两个月至少研究1次", "2021年4月30日前完成12项整改措施", "收集率仅达到40%",
        "目前已建成管网12公里", "实际日处理量不足0.8万立方米", "全县12个乡镇全部建成污水处理设施", "力争达到70%",
        "东河出境断面水质稳定达到Ⅲ类", "城市、县城、建制镇污水处理率分别达到98%、95%", "联系电话0000-0000000", "",
        "平均浓度为42微克/立方米", "《管网新建12公里实施方案》印发执行", "七成以上的村庄完成改厕",
        "一处不漏，三个方面齐推进",
    ],
)
def test_what_is_no_target_is_not_read(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("到2025年，粪污利用率和配套率分别达到80%以上、97%", [("粪污利用率", "不低于80%"), ("配套率", "不低于97%")]),
        ("城市、建制镇污水处理率分别不低于98%、75%", [
            ("城市、建制镇污水处理率（城市）", "不低于98%"), ("建制镇污水处理率", "不低于75%"),
        ]),
        ("公交车、出租车占比达到86.8%、99.7%", [("公交车占比", "不低于86.8%"), ("出租车占比", "不低于99.7%")]),
        ("PM2.5浓度、PM10浓度控制在35微克/立方米、70微克/立方米以内", [
            ("PM2.5浓度", "不高于35微克/立方米"), ("PM10浓度", "不高于70微克/立方米"),
        ]),
        ("化学需氧量、氨氮排放量分别削减120吨、15吨", [
            ("化学需氧量削减", "不低于120吨"), ("氨氮排放量削减", "不低于15吨"),
        ]),
        ("目前城市、县城污水处理率分别达到98%、95%", []),
    ],
    ids=range(6),
)
def test_targets_told_in_turn_are_one_for_each_name(text: str, found: list[tuple[str, str]]) -> None:
    assert told(text) == found


def test_each_target_of_a_goal_is_read_with_the_time_before_it() -> None:
    goal = (
        "到2025年，生活污水集中收集率达到70%以上，再生水利用率达到25%；到2030年，再生水利用率达到35%。"
        "森林覆盖率达到40%。"
    )
    assert [(found.target, found.due_on and found.due_on.iso) for found in read_indicators(goal)] == [
        ("70", "2025"), ("25", "2025"), ("35", "2030"), ("40", None)
    ]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("2025年12月31日前市城区污水收集率达到70%", "2025-12-31"), ("2025年底前污水收集率达到70%", "2025"),
        ("污水收集率到2027年6月达到70%", "2027-06"), ("“十四五”期间，污水收集率达到70%", "2025"),
        ("2020年以来污水收集率达到70%", None), ("污水收集率比2020年提高到70%", None),
    ],
)
def test_the_time_of_a_target_is_the_one_it_is_to_be_reached_by(text: str, due: str | None) -> None:
    assert [found.due_on and found.due_on.iso for found in read_indicators(text)] == [due]


def test_the_goals_of_the_sample_name_their_targets() -> None:
    assert told(case.SEWAGE_GOAL) == [("生活污水集中收集率", "不低于70%")]
    assert told(case.WETLAND_GOAL) == [("恢复湿地", "不低于46亩")]
    assert told(case.SEWAGE_MEASURES[1]) == [("新建污水管网", "不低于18公里"), ("改造雨污合流管网", "不低于6公里")]
    assert told(case.GOAL) == []


NUMBERS = st.one_of(
    st.integers(0, 99999).map(str), st.decimals(0, 9999, places=1).map(str), st.sampled_from(["1,200", "0.05", "８５"])
)
LABELS = st.sampled_from(["污水集中收集率", "新建管网", "化学需氧量排放量", "PM2.5浓度", "优良天数比例"])
UNITS = st.sampled_from(["%", "公里", "吨", "微克/立方米", "万立方米/日"])
REACH = st.sampled_from([("达到", "", Bound.AT_LEAST), ("不低于", "", Bound.AT_LEAST), ("不超过", "", Bound.AT_MOST),
                         ("达到", "以上", Bound.AT_LEAST), ("控制在", "以内", Bound.AT_MOST)])


@given(LABELS, NUMBERS, UNITS, REACH, st.integers(2016, 2035), st.integers(1, 99))
def test_numbers_stay_as_printed_among_years_and_documents(
    label: str, number: str, unit: str, reach: tuple[str, str, Bound], year: int, paper: int
) -> None:
    verb, behind, bound = reach
    text = f"按照示委〔{year}〕{paper}号第{paper}条，到{year}年，{label}{verb}{number}{unit}{behind}，{year}年完成。"
    found, = read_indicators(text)
    assert (found.label, found.target, found.unit, found.bound) == (label, number, unit, bound)
    assert found.due_on is not None and found.due_on.year == year
    assert number_of(found.target) is not None
    assert text[found.start : found.end] == found.wording


WORDING = "到至2025年污水集中收集率达到提高新建管网完成降至不低于超过0.7%公里吨处，。；、《》〔〕号第条由 \n"


@given(st.text(WORDING, max_size=80))
def test_wordings_stand_where_they_are_said_to_and_hold_their_number(text: str) -> None:
    end = 0
    for found in read_indicators(text):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.wording
        assert found.target in found.wording and found.label and number_of(found.target) is not None
        end = found.end


def test_a_whole_document_pasted_as_a_goal_is_read_at_its_beginning() -> None:
    found = read_indicators("污水集中收集率达到70%以上，" * 4000)
    assert 400 < len(found) < 600 and {item.target for item in found} == {"70"}
