"""Signs nobody sees are taken out and named; what may be a rare character stays."""

from __future__ import annotations

import pytest

from models.domain.drafts.source import Block, Grid, Paragraph
from models.intake.gate.odd_signs import without_odd_signs


def cleaned(*blocks: Block) -> tuple[list[str], list[tuple[str, str]]]:
    clean, findings = without_odd_signs(blocks)
    texts = [block.text if isinstance(block, Paragraph) else block.rows[0][0] for block in clean]
    assert all("不可见字符" in finding.text for finding in findings)
    return texts, [(finding.code, finding.where) for finding in findings]


@pytest.mark.parametrize(
    "sign", ["\u200b", "\u202e", "\u2066", "\u200f", "\ufeff", "\xad", "\x07", "\u2060", "\U000e0041"], ids=ascii
)
def test_a_sign_without_a_shape_is_taken_out_and_named(sign: str) -> None:
    assert cleaned(Paragraph(text=f"责任{sign}单位", place="第3段")) == (
        ["责任单位"], [("invisible_characters", "第3段")],
    )


def test_private_characters_stay_and_are_named() -> None:
    text = "甲\ue5e5某"
    assert cleaned(Paragraph(text=text, place="第3段")) == ([text], [("private_use_characters", "第3段")])


def test_a_cell_is_named_with_its_column() -> None:
    grid = Grid(name="Sheet1", rows=[["责任\u200b单位", "整改目标"], ["示例县", "完成"]], first_row=3)
    texts, found = cleaned(grid)
    assert texts == ["责任单位"]
    assert found == [("invisible_characters", "Sheet1 第3行 A列")]


def test_rare_characters_blanks_and_line_ends_are_nothing_odd() -> None:
    text = "甲𬭊、䶮\u3000乙\xa0某\t龘\n丙"
    assert cleaned(Paragraph(text=text, place="第1段")) == ([text], [])
    assert cleaned(Paragraph(text="一\r\n二\x0b三\u2028四", place="第1段")) == (["一\n二\n三\n四"], [])


def test_many_places_are_one_finding() -> None:
    _, found = cleaned(*(Paragraph(text="县\u200b局", place=f"第{n}段") for n in range(1, 31)))
    assert len(found) == 1
    assert found[0][1].endswith("等 30 处")
