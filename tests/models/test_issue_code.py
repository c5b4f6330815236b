"""The code of an issued paper: the same for the same paper, found again however it was typed or scanned."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.issue_code import LENGTH, code_in, grouped, paper_code, read_code

TEXTS = st.lists(st.text(max_size=20), min_size=4, max_size=4)
CODES = st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=LENGTH, max_size=LENGTH)


@given(TEXTS)
def test_the_same_paper_has_the_same_code_of_twelve_signs(texts: list[str]) -> None:
    code = paper_code(*texts)
    assert code == paper_code(*texts) == read_code(code)
    assert len(code) == LENGTH


@given(TEXTS, TEXTS)
def test_another_paper_has_another_code(one: list[str], other: list[str]) -> None:
    assert (paper_code(*one) == paper_code(*other)) is (one == other)


def test_texts_that_run_together_alike_have_different_codes() -> None:
    assert paper_code("任务1", "", "", "0") != paper_code("任务", "1", "", "0")


@given(CODES, st.sampled_from(["-", " ", "", "—", " - ", "‑"]), st.booleans())
def test_a_code_is_read_however_it_is_parted(code: str, between: str, small: bool) -> None:
    typed = between.join((code[:4], code[4:8], code[8:]))
    assert read_code(typed.lower() if small else typed) == code


@given(CODES)
def test_signs_taken_for_digits_are_read_as_the_letters_they_are(code: str) -> None:
    assert read_code(grouped(code).translate(str.maketrans("OIB", "018"))) == code


@given(CODES)
def test_full_width_letters_are_read(code: str) -> None:
    assert read_code("".join(chr(ord(sign) + 0xFEE0) for sign in code)) == code


@pytest.mark.parametrize(
    "typed", ["", "ABCD-EFGH", "ABCD-EFGH-IJKLM", "ABCD-EFGH-IJK9", "签发编号", "示督改办〔2025〕6号"]
)
def test_what_is_no_code_is_none(typed: str) -> None:
    assert read_code(typed) is None


@given(CODES)
def test_a_code_is_found_by_its_label(code: str) -> None:
    assert code_in(f"丁某某\n签发编号 {grouped(code)}\n— 5 —") == code
    assert code_in(f"签 发 编 号：{code[:6]} {code[6:]}，扫描件") == code


@given(CODES.filter(lambda code: any(sign.isalpha() for sign in code)))
def test_a_code_is_found_in_the_name_of_a_file(code: str) -> None:
    assert code_in(f"任务1签字页_{grouped(code)}(1).pdf") == code


@pytest.mark.parametrize(
    "text", ["任务1-验收销号意见-20251008.pdf", "2024-0703-0001", "联系电话 1380-0000-0012", "Scan_20251122_143200.jpg",
             "deep-blue-file.pdf", ""],
)
def test_dates_telephones_and_names_are_no_codes(text: str) -> None:
    assert code_in(text) is None
