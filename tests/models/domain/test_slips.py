"""A name that is only a slip of another, and one that is somebody else's."""

from __future__ import annotations

import pytest

from models.domain.directory import is_slip


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("甲某莫", "甲某某"), ("甲某", "甲某某"), ("甲", "甲某某"), ("甲某某某", "甲某某"), ("申某某", "甲某某")],
)
def test_one_character_wrong_missing_or_too_many_is_a_slip(typed: str, meant: str) -> None:
    assert is_slip(typed, meant)


@pytest.mark.parametrize(("typed", "meant"), [("甲某某", "甲某某"), ("", "甲某某"), ("乙丙丁", "甲某某"), ("甲", "乙")])
def test_another_name_is_no_slip(typed: str, meant: str) -> None:
    assert not is_slip(typed, meant)
