"""A figure is one fact: read from a sentence, changed wherever a sentence states it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.figures import recognise, restate, states


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021年，示例县共召开县委常委会7次、县政府常务会7次研究环保议题。",
         [("县委常委会", "7", "次"), ("县政府常务会", "7", "次")]),
        ("示例县2021年共召开7次县委常委会、7次县政府常务会研究生态环境保护工作",
         [("县委常委会", "7", "次"), ("县政府常务会", "7", "次")]),
        ("完成新建污水管网4.6公里，累计16.9公里", [("污水管网", "4.6", "公里")]),
        ("存量“两高”项目1户，无在建“两高”项目", [("“两高”项目", "1", "户")]),
        ("清淤8050立方米，投入资金1,200万元", [("清淤", "8050", "立方米"), ("投入资金", "1,200", "万元")]),
        ("佐证材料满足每两个月至少研究1次的要求", []),
        ("成立专班，定期会商。", []),
        ("第1次调度管网建设。", []), ("县政府第12次常务会议", []), ("召开县委常委会第 7 次、第8次。", []),
        ("第12次常务会议审议3个议题", [("议题", "3", "个")]),
        ("", []),
    ],
)
def test_a_sentence_gives_its_figures(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(item.label, item.number, item.unit) for item in recognise(text)] == expected


def test_a_label_stated_twice_is_left_to_the_clerk() -> None:
    assert recognise("县委组织了2次专题学习，县政府举行2次专题学习。") == ()


def test_one_figure_changes_and_its_neighbour_with_the_same_number_does_not() -> None:
    text = "共召开县委常委会7次、县政府常务会7次研究"
    changed = restate(text, label="县委常委会", number="7", unit="次", new_number="8")
    assert changed == "共召开县委常委会8次、县政府常务会7次研究"


def test_a_figure_is_found_whichever_way_it_is_told() -> None:
    text = "共召开7次县委常委会、7次县政府常务会"
    changed = restate(text, label="县政府常务会", number="7", unit="次", new_number="9")
    assert changed == "共召开7次县委常委会、9次县政府常务会"


def test_a_longer_number_is_another_figure() -> None:
    text = "召开县委常委会17次，17次县委常委会"
    assert restate(text, label="县委常委会", number="7", unit="次", new_number="8") == text


def test_which_of_several_it_is_stays_when_their_number_changes() -> None:
    text = "召开7次县委常委会，第7次县委常委会研究整改"
    changed = restate(text, label="县委常委会", number="7", unit="次", new_number="8")
    assert changed == "召开8次县委常委会，第7次县委常委会研究整改"


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_changing_a_number_and_back_gives_the_same_sentence(old: int, new: int) -> None:
    text = f"召开县委常委会{old}次，占比提高。"
    there = restate(text, label="县委常委会", number=str(old), unit="次", new_number=str(new))
    assert states(there, label="县委常委会", number=str(new), unit="次")
    assert restate(there, label="县委常委会", number=str(new), unit="次", new_number=str(old)) == text
