"""A safe name is one that every system takes, and keeps what it can of the name it came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.file_names import readable_name, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("会议纪要.docx", "会议纪要.docx"),
        ("a/b\\c:d*e?.txt", "a_b_c_d_e_.txt"),
        ("CON", "_CON"),
        ("aux.txt", "_aux.txt"),
        ("名字. . ", "名字"),
        ("甲\u202etxt.exe", "甲_txt.exe"),
        ("", "_"),
        ("...", "_"),
        ("𬭊某.jpg", "𬭊某.jpg"),
        ("甲<>乙", "甲_乙"),
        ("甲\ud800", "甲_"),
    ],
    ids=range(11),
)
def test_a_name_is_made_fit_for_every_system(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_a_safe_name_is_short_enough_and_stays_as_it_is(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe.encode()) <= 201
    assert safe_name(safe) == safe
    assert not set(safe) & set('<>:"/\\|?*\0\n')


def test_a_long_name_keeps_its_ending() -> None:
    assert safe_name("长" * 200 + ".xlsx").endswith("长.xlsx")


def test_bytes_that_are_no_text_are_marked() -> None:
    assert readable_name("纪要\udcff.txt") == "纪要\ufffd.txt"
    assert readable_name("纪要.txt") == "纪要.txt"
