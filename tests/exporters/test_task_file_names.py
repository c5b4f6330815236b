"""Names in a bound file: whatever a title holds, every system takes the name, and none is given twice in a folder."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.task_file.names import LONGEST_FILE, LONGEST_PATH, Names, Room, ending_of
from models.domain.file_names import safe_name
from models.errors import ExportError

FORBIDDEN = re.compile(r'[<>:"/\\|?*%~\x00-\x1f\x7f]')
ODD = ("CON", "con.txt", "nul", "Aux", "..", "~", "-rf", ".", "a.", "会议纪要")
TITLES = st.text(max_size=90) | st.sampled_from(ODD)


@given(st.lists(st.tuples(TITLES, st.sampled_from(["", ".pdf", ".docx"])), max_size=8), st.integers(36, LONGEST_FILE))
def test_every_name_is_taken_by_every_system_and_given_once(titles: list[tuple[str, str]], most: int) -> None:
    names = Names(most=most)
    given_names = [names.take(stem, ending) for stem, ending in titles]
    for name, (_, ending) in zip(given_names, titles, strict=True):
        assert name == safe_name(name) and not FORBIDDEN.search(name)
        assert name == name.strip(" ") and not name.endswith(".") and not name.startswith((".", "-"))
        assert name.endswith(ending) and len(name.encode()) <= 255
        assert len(name.encode("utf-16-le")) // 2 <= most + 1
        assert unicodedata.is_normalized("NFC", name)
    assert len({name.casefold() for name in given_names}) == len(given_names)


def test_names_that_differ_only_in_capitals_or_composition_are_told_apart() -> None:
    names = Names(most=60)
    assert [names.take(text, ".PDF".lower()) for text in ("Caf\u00e9", "CAFE\u0301", "会议", "会议")] == [
        "Caf\u00e9.pdf", "CAF\u00c9（2）.pdf", "会议.pdf", "会议（2）.pdf",
    ]
    assert names.cut == 0


def test_a_long_title_keeps_its_ending_and_is_counted_as_cut() -> None:
    names = Names(most=40)
    first, second = (names.take("1-1-01 " + "长" * 60, ".docx") for _ in range(2))
    assert first == "1-1-01 " + "长" * 28 + ".docx" and second == "1-1-01 " + "长" * 25 + "（2）.docx"
    assert names.cut == 2


def test_signs_nobody_sees_and_signs_that_mean_something_to_a_program_are_gone() -> None:
    names = Names(most=60)
    assert names.take("完成\u200b100%\n（~）\ufeff") == "完成100％ （～）"


@pytest.mark.parametrize(
    ("name", "ending"),
    [("a.PDF", ".pdf"), ("扫描件", ""), ("关于1.2万吨的报告", ""), ("a.gz", ".gz"), ("x.averylongending1", "")],
)
def test_the_ending_of_a_name_is_kept_where_it_is_one(name: str, ending: str) -> None:
    assert ending_of(name) == ending


@given(st.integers(0, 300))
def test_a_path_under_any_target_fits_windows_or_the_target_is_refused(depth: int) -> None:
    target = "D:" + "\\" + "x" * depth
    try:
        room = Room.under(target)
    except ExportError as refused:
        assert depth > 120 and "太深" in refused.text
    else:
        assert len(f"{target}/data/{'a' * room.folder}/{'b' * room.file}") <= LONGEST_PATH
