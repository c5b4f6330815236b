"""Facts that two texts state otherwise: of several alike, the one that changed is told and the others are not."""

from __future__ import annotations

import pytest

from models.domain.facts import Fact, changed_facts

BEFORE = "共召开县委常委会7次、县政府常务会7次，专题会7次"


@pytest.mark.parametrize("place", ["县委常委会", "县政府常务会", "专题会"])
def test_the_one_of_several_like_figures_that_changed_is_told_with_both_values(place: str) -> None:
    after = BEFORE.replace(f"{place}7次", f"{place}9次")
    (change,) = changed_facts("落实情况", BEFORE, after)
    assert (change.kind, change.before, change.after) == (Fact.NUMBER, "7次", "9次")
    assert change.around.endswith(f"{place}7次")


def test_figures_that_only_moved_are_none() -> None:
    assert changed_facts("落实情况", "会议7次。培训3次。", "培训3次。会议7次。") == []


def test_one_of_several_like_figures_that_was_taken_out_is_told() -> None:
    (change,) = changed_facts("落实情况", BEFORE, BEFORE.replace("县委常委会7次、", ""))
    assert change.before == "7次" and "7" not in change.after
