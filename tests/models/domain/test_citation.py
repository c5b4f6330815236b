"""Instruments as an office cites them: title, and the number in brackets behind it."""

from __future__ import annotations

import pytest

from models.domain.citation import cite, read_citation, read_citations


@pytest.mark.parametrize(
    ("line", "title", "number"),
    [
        ("《甲办法（试行）》（示环发〔2021〕3号）", "甲办法（试行）", "示环发〔2021〕3号"),
        ("甲办法(示环发[2021]3号)", "甲办法", "示环发〔2021〕3号"),
        ("甲办法（示环发（2021）3 号）", "甲办法", "示环发〔2021〕3号"),
        ("甲办法\t示环发〔2021〕 3号", "甲办法", "示环发〔2021〕3号"),
        ("《甲办法》示环发〔2021〕3号", "甲办法", "示环发〔2021〕3号"),
        ("排污许可管理条例（国务院令第736号）", "排污许可管理条例", "国务院令第736号"),
        ("土壤标准（GB 36600-2018）", "土壤标准", "GB 36600-2018"),
        ("贯彻落实《甲意见》实施方案（示委〔2020〕52号）", "贯彻落实《甲意见》实施方案", "示委〔2020〕52号"),
    ],
)
def test_a_number_behind_the_title_is_read(line: str, title: str, number: str) -> None:
    assert read_citation(line) == (title, number)
    assert read_citation(cite(title, number)) == (title, number)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("甲办法（试行）", "甲办法（试行）"), ("甲方案（2021—2025年）", "甲方案（2021—2025年）"),
        ("关于1号线的方案", "关于1号线的方案"), ("《甲》和《乙》", "《甲》和《乙》"), ("", ""),
    ],
)
def test_brackets_that_hold_no_number_stay_with_the_title(line: str, title: str) -> None:
    assert read_citation(line) == (title, "")


def test_an_instrument_named_twice_stands_once_with_its_number() -> None:
    lines = ("《甲办法》", "", "甲办法（示环发〔2021〕3号）", "乙办法")
    assert read_citations(lines) == [("甲办法", "示环发〔2021〕3号"), ("乙办法", "")]
