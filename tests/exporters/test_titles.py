from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters import titles
from tests.exporters.papers import OFFICE, TITLE

WORDS = sorted(titles.words())


def figure(lines: tuple[str, ...]) -> str:
    """Say which figure centred lines make: 单行, 梯形, 菱形, 长方形 or 参差."""
    widths = [titles.width(line) for line in lines]
    steps = [0 if abs(b - a) <= 0.5 else 1 if b > a else -1 for a, b in pairwise(widths)]
    moves = [step for step in steps if step]
    if not moves:
        return "单行" if len(lines) == 1 else "长方形"
    if len(set(moves)) == 1:
        return "梯形"
    return "菱形" if moves == sorted(moves, reverse=True) else "参差"


def test_a_long_title_makes_a_diamond_of_whole_words() -> None:
    assert titles.lines(TITLE) == (
        "示例市生态环境保护督察及",
        "“回头看”整改工作领导小组办公室关于",
        "《示例市中央生态环境保护督察整改方案》",
        "第1项整改任务的验收销号意见",
    )


@pytest.mark.parametrize(
    "title",
    [
        "深入学习贯彻习近平生态文明思想任务验收销号意见",
        "深入学习贯彻习近平生态文明思想任务验收销号意见公开公示内容",
        "示例县整改办关于第12-01项整改任务的验收销号意见",
        "关于示例县垃圾填埋场渗滤液处理不到位问题整改任务的公示",
        "示例县人民政府办公室关于示例县某某镇某某村某某养殖场畜禽粪污直排问题整改完成情况的报告",
    ],
)
def test_a_title_of_several_lines_is_a_trapezoid_or_a_diamond(title: str) -> None:
    lines = titles.lines(title)
    assert len(lines) > 1
    assert figure(lines) in ("梯形", "菱形")
    assert "".join(lines) == title


def test_a_short_title_stays_on_one_line() -> None:
    assert titles.lines("验收组成员签字表") == ("验收组成员签字表",)


def test_line_feeds_set_by_hand_decide_alone() -> None:
    assert titles.lines("示例县\n关于第1项整改任务的\n验收销号意见") == (
        "示例县",
        "关于第1项整改任务的",
        "验收销号意见",
    )


def test_broken_gives_the_lines_with_line_feeds_between() -> None:
    assert titles.broken(TITLE).replace("\n", "") == TITLE
    assert titles.broken(TITLE).count("\n") == 3


def test_an_empty_title_has_no_lines() -> None:
    assert titles.lines("  ") == ()


def test_a_number_and_what_it_counts_stay_together() -> None:
    for pad in range(1, 20):
        lines = titles.lines("示" * pad + "第12-01项整改任务于2024年7月3日完成验收销号的意见")
        assert any("第12-01项" in line for line in lines)
        assert any("2024年" in line for line in lines)


def test_a_name_in_brackets_that_fits_a_line_is_not_cut() -> None:
    for pad in range(20):
        lines = titles.lines("示" * pad + "关于《示例县中央生态环境保护督察整改方案》的意见")
        assert any("《示例县中央生态环境保护督察整改方案》" in line for line in lines)


def test_a_missing_mark_is_not_cut() -> None:
    lines = titles.lines("〔缺：发文主体〕关于《示例市中央生态环境保护督察整改方案》第1项整改任务的验收销号意见")
    assert any("〔缺：发文主体〕" in line for line in lines)


def test_a_text_no_shape_can_be_had_for_is_filled_line_by_line() -> None:
    lines = titles.lines("A" * 100)
    assert [len(line) for line in lines] == [40, 40, 20]


def test_a_title_longer_than_any_is_broken_all_the_same() -> None:
    lines = titles.lines("示例" * 25000)
    assert "".join(lines) == "示例" * 25000
    assert max(titles.width(line) for line in lines) <= titles.TITLE_LIMIT


def test_an_issuers_name_is_broken_for_the_red_mark() -> None:
    lines = titles.lines(OFFICE, limit=titles.MARK_LIMIT)
    assert lines == ("示例市生态环境保护督察及", "“回头看”整改工作领导小组办公室")


@pytest.mark.parametrize(
    ("text", "width"), [("示例", 2.0), ("2024年", 3.0), ("“两高”", 4.0), ("é", 1.0), ("e\u0301", 0.5)]
)
def test_full_width_characters_count_one_and_half_width_ones_a_half(text: str, width: float) -> None:
    assert titles.width(text) == width


@given(st.lists(st.sampled_from([*WORDS, "示例县", "的", "第1项", "“两高”", "《方案》"]), min_size=1, max_size=40))
def test_no_title_loses_a_character_or_outgrows_its_lines(parts: list[str]) -> None:
    title = "".join(parts)
    lines = titles.lines(title)
    assert "".join(lines) == title
    assert max(titles.width(line) for line in lines) <= titles.TITLE_LIMIT
    assert not any(
        line.startswith(("的", "》", "”")) or line.endswith(("《", "“", "第")) for line in lines[:-1] if line
    )


def test_the_name_of_a_body_of_thought_is_never_parted() -> None:
    broken = titles.lines("深入学习贯彻习近平生态文明思想任务验收销号意见")
    assert broken == ("深入学习贯彻习近平生态文明思想", "任务验收销号意见")


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("第二轮中央生态环境保护督察第1项整改事项整改公示", ("第二轮中央生态环境保护督察", "第1项整改事项整改公示")),
        (
            "第二轮中央生态环境保护督察反馈意见整改任务（第1项）整改结果公示",
            ("第二轮中央生态环境保护督察反馈意见", "整改任务（第1项）整改结果公示"),
        ),
        (
            "示例县生态环境保护督察整改工作领导小组办公室关于第二轮中央生态环境保护督察第1项问题整改情况公示",
            (
                "示例县生态环境保护督察", "整改工作领导小组办公室", "关于第二轮中央生态环境保护督察",
                "第1项问题整改情况公示",
            ),
        ),
    ],
)
def test_what_is_said_in_one_breath_stays_on_a_line_where_a_shape_allows_it(title: str, lines: tuple[str, ...]) -> None:
    assert titles.lines(title) == lines
