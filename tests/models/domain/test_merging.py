from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.merging import LONGEST, difference, merged

TEXTS = st.text(alphabet="甲乙丙。7 8\n", max_size=40)


@given(base=TEXTS, mine=TEXTS)
def test_what_only_one_side_changed_is_taken(base: str, mine: str) -> None:
    assert merged(base, mine, base).text == mine
    assert merged(base, base, mine).text == mine
    assert merged(base, mine, base).conflicts == 0


@given(base=TEXTS, both=TEXTS)
def test_the_same_change_on_both_sides_is_no_conflict(base: str, both: str) -> None:
    found = merged(base, both, both)
    assert (found.text, found.conflicts) == (both, 0)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "text", "conflicts"),
    [
        ("开会7次，研究。", "全年开会7次，研究。", "开会8次，研究。", "全年开会8次，研究。", 0),
        ("召开会议7次。", "召开会议9次。", "召开会议8次。", "召开会议9次。", 1),
        ("1. 甲。\n2. 乙。", "1. 甲甲。\n2. 乙。", "1. 甲。\n2. 乙。\n3. 丙。", "1. 甲甲。\n2. 乙。\n3. 丙。", 0),
        ("召开会议7次。", "召开会议。", "召开会议17次。", "召开会议。", 1),
    ],
    ids=["two places", "the same number", "a line added", "taken out and changed"],
)
def test_both_sides_changed(base: str, mine: str, theirs: str, text: str, conflicts: int) -> None:
    found = merged(base, mine, theirs)
    assert (found.text, found.conflicts) == (text, conflicts)


def test_a_very_long_text_is_merged_line_by_line() -> None:
    lines = [f"第{number}条措施已经完成，佐证材料齐全。" for number in range(LONGEST // 10)]
    base = "\n".join(lines)
    mine = base.replace("第3条措施已经完成", "第3条措施基本完成")
    theirs = base.replace("第90条措施已经完成", "第90条措施全部完成")
    found = merged(base, mine, theirs)
    assert found.conflicts == 0
    assert "第3条措施基本完成" in found.text and "第90条措施全部完成" in found.text


@pytest.mark.parametrize(
    ("old", "new", "added", "removed"),
    [
        ("召开会议7次。", "召开会议17次。", ["17"], ("7",)),
        ("长期坚持。", "长期坚持、定期评估。", ["、定期评估"], ()),
        ("长期坚持、定期评估。", "长期坚持。", [], ("、定期评估",)),
        ("甲。", "甲。", [], ()),
        ("", "甲。", ["甲。"], ()),
        ("甲\n" * 3000, "甲\n" * 2999 + "乙\n", ["乙\n"], ("甲\n",)),
    ],
    ids=range(6),
)
def test_what_is_new_and_what_is_gone_is_told(old: str, new: str, added: list[str], removed: tuple[str, ...]) -> None:
    found = difference(old, new)
    assert [new[start:end] for start, end in found.added] == added
    assert found.removed == removed
