"""A list of units comes apart into names, and never inside one; the wording around them gives them roles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.plan import UnitRole
from models.domain.reading.phrases.roles import has_labels, read_roles
from models.domain.reading.phrases.units import is_list_of_units, looks_like_unit, split_units

NAMES = [
    "县自然资源和规划局", "市工业和信息化局", "省人力资源和社会保障厅", "市发展和改革委员会", "各县（市、区）",
    "各县（区）党委和政府", "示例县人民政府", "市住房和城乡建设局", "沈阳铁路监管局", "县水务（集团）有限公司",
    "市城市管理和综合执法局", "团省委", "中国人民银行示例分行", "市文化和旅游局", "示例经济开发区管委会",
    "省纪委监委机关",
]


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("省自然资源厅、省林草局等", ["省自然资源厅", "省林草局"]),
        ("甲县委、县政府", ["甲县委", "县政府"]),
        ("甲县委和县政府", ["甲县委", "县政府"]),
        ("各县（区）党委和政府、市财政局", ["各县（区）党委和政府", "市财政局"]),
        ("县工业和信息化局和县人力资源和社会保障局", ["县工业和信息化局", "县人力资源和社会保障局"]),
        ("市市场和质量监督管理局与市公安局", ["市市场和质量监督管理局", "市公安局"]),
        ("市水利局及市财政局以及各镇", ["市水利局", "市财政局", "各镇"]),
        ("市水利局，市财政局；市公安局", ["市水利局", "市财政局", "市公安局"]),
        ("市水利局,市住房和城乡建设局等有关部门", ["市水利局", "市住房和城乡建设局"]),
        ("县水利局及有关部门", ["县水利局"]),
        ("清河区、柳溪县等3个县（区）", ["清河区", "柳溪县"]),
        ("省水利厅、省财政厅等按照职责分工负责", ["省水利厅", "省财政厅"]),
        ("有关部门", ["有关部门"]),
        ("省直有关部门、各级党委和政府", ["省直有关部门", "各级党委和政府"]),
        ("(县自然资源局)", ["县自然资源局"]),
        ("(县林草局)、市生态环境局(分局)", ["县林草局", "市生态环境局(分局)"]),
        ("各乡(镇)党委、政府、(农场)管委会", ["各乡(镇)党委、政府", "(农场)管委会"]),
        ("各市、县（区）人民政府", ["各市、县（区）人民政府"]),
        ("各县（市、区）、各园区管委会", ["各县（市、区）", "各园区管委会"]),
        ("县水利局\n县财政局", ["县水利局", "县财政局"]),
        ("1.县水利局\n2.县财政局", ["县水利局", "县财政局"]),
        ("县自然资源\n和规划局", ["县自然资源和规划局"]),
        ("县水利局 县财政局", ["县水利局", "县财政局"]),
        ("示例县\n样板县", ["示例县", "样板县"]),
        ("示例县 水利局", ["示例县水利局"]),
        ("县水利局、县水利局。", ["县水利局"]),
        ("宿马园区党工委和管委会", ["宿马园区党工委", "管委会"]),
        ("示例园区工委、管委会", ["示例园区工委", "管委会"]),
        ("城关镇党委、政府，县水利局", ["城关镇党委", "政府", "县水利局"]),
        ("各乡镇党委、政府", ["各乡镇党委、政府"]),
        ("示例县委县政府", ["示例县委", "县政府"]),
        ("省、市生态环境局", ["省、市生态环境局"]),
        ("无", []),
        ("/", []),
        ("——", []),
        ("", []),
        ("。", []),
    ],
    ids=lambda value: str(value)[:30].replace("\n", "/"),
)
def test_a_list_of_units_comes_apart_into_names(printed: str, names: list[str]) -> None:
    assert list(split_units(printed)) == names


@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=12, unique=True),
    st.sampled_from(["、", "，", "；", "\n", "和", "以及", "、\n", ", "]),
    st.sampled_from(["", "等", "。", "等有关部门", "等相关单位。"]),
)
def test_names_that_were_joined_come_apart_again(names: list[str], joint: str, end: str) -> None:
    assert list(split_units(joint.join(names) + end)) == names


@given(st.text(alphabet="县市局委和、，（）()党政府等 \n厅", max_size=40))
def test_no_wording_of_units_is_too_odd_to_be_split(text: str) -> None:
    assert all(name == name.strip() and name for name in split_units(text))


@pytest.mark.parametrize("name", NAMES)
def test_a_unit_is_known_by_its_name(name: str) -> None:
    assert looks_like_unit(name)
    assert is_list_of_units(name)


@pytest.mark.parametrize("text", ["含泥河水源地", "立行立改", "2025年底前", "优化格局", "挂牌督办", ""], ids=repr)
def test_what_is_no_unit_is_not_taken_for_one(text: str) -> None:
    assert not is_list_of_units(text)


@pytest.mark.parametrize(
    ("printed", "roles"),
    [
        ("省水利厅牵头，省林草局、省财政厅配合。", {"lead": ["省水利厅"], "supporting": ["省林草局", "省财政厅"]}),
        ("牵头单位:省科技厅;责任单位:省教育厅等", {"lead": ["省科技厅"], "responsible": ["省教育厅"]}),
        ("牵头单位:省科技厅;责任单位省教育厅", {"lead": ["省科技厅"], "responsible": ["省教育厅"]}),
        ("牵头单位：县水利局，责任单位：各乡镇，完成时限：2022年底", {"lead": ["县水利局"], "responsible": ["各乡镇"]}),
        ("责任主体：甲县人民政府 督导单位：市水利局", {"responsible": ["甲县人民政府"], "supervising": ["市水利局"]}),
        ("由县水利局牵头，会同县财政局落实", {"lead": ["县水利局"], "responsible": ["县财政局"]}),
        ("县水利局为牵头单位，县财政局为配合单位", {"lead": ["县水利局"], "supporting": ["县财政局"]}),
        ("县水利局牵头会同县财政局", {"lead": ["县水利局"], "supporting": ["县财政局"]}),
        ("县水利局（牵头）、县财政局、县公安局（配合）",
         {"lead": ["县水利局"], "responsible": ["县财政局"], "supporting": ["县公安局"]}),
        ("县水利局（责任人：甲某某）、县财政局（配合单位：县公安局）、各乡镇",
         {"responsible": ["县水利局", "县财政局", "各乡镇"], "supporting": ["县公安局"]}),
        ("省水利厅、省邮政局等按照职责分工负责", {"responsible": ["省水利厅", "省邮政局"]}),
        ("市市场监督管理局、县水利局", {"responsible": ["市市场监督管理局", "县水利局"]}),
        ("牵头：县水利局 配合：县财政局", {"lead": ["县水利局"], "supporting": ["县财政局"]}),
        ("", {}),
    ],
    ids=lambda value: str(value)[:24],
)
def test_the_wording_gives_units_their_roles(printed: str, roles: dict[str, list[str]]) -> None:
    assert {role.value: list(names) for role, names in read_roles(printed).items()} == roles


def test_under_the_head_of_acceptance_all_units_accept() -> None:
    roles = read_roles("省水利厅牵头，省林草局配合", UnitRole.ACCEPTANCE)
    assert roles == {UnitRole.ACCEPTANCE: ("省水利厅", "省林草局")}


def test_labels_of_units_are_seen() -> None:
    assert has_labels("牵头单位：省水利厅")
    assert not has_labels("由省水利厅牵头")


def test_a_label_joined_from_known_words_gives_its_role_as_a_listed_one_does() -> None:
    roles = read_roles("牵头责任部门：县水利局；协作单位：县财政局、县公安局。督办部门：市水利局")
    assert roles == {
        UnitRole.LEAD: ("县水利局",), UnitRole.SUPPORTING: ("县财政局", "县公安局"),
        UnitRole.SUPERVISING: ("市水利局",),
    }


@pytest.mark.parametrize("label", ["{}：", "【{}】", "▲{}：", "{}——", "〔{}〕："])
def test_a_label_is_one_however_it_is_set_off(label: str) -> None:
    text = f"{label.format('牵头单位')}县水利局\n{label.format('配合部门')}县财政局"
    assert read_roles(text) == {UnitRole.LEAD: ("县水利局",), UnitRole.SUPPORTING: ("县财政局",)}
