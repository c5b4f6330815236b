from __future__ import annotations

from pathlib import Path

import pytest

from exporters.blocks import (
    Cell,
    Column,
    Document,
    Heading,
    Para,
    Picture,
    Section,
    Table,
    dump,
    missing,
    runs,
    texts,
)
from tests.exporters import papers

GOLDEN = Path(__file__).parents[1] / "golden" / "opinion-blocks.txt"


def test_a_dumped_opinion_reads_like_the_kept_one() -> None:
    names = ("验收组成员签字表", "佐证材料目录")
    document = papers.opinion(head=papers.red_head(signer="甲某某"), foot=papers.imprint(), attachments=names)
    assert dump(document) == GOLDEN.read_text("utf-8")


def test_a_dump_shows_spans_line_feeds_and_pictures() -> None:
    table = Table(
        columns=(Column(label="甲", width_mm=30), Column(label="乙", width_mm=126)),
        rows=((Cell(text="上\n下", span=2),),),
        header=False,
    )
    picture = Picture(image=b"", width_mm=20, height_mm=20, text="核验码", description="二维码")
    section = Section(key="table", heading="表", blocks=(table, picture))
    shown = dump(Document(title="表", sections=(section,)))
    assert "[表·无表头] 甲30 | 乙126（毫米，行高14）\n  上⏎下（占2列）\n[图] 20×20毫米 二维码 核验码\n" in shown


def test_missing_marks_are_parted_from_the_text_around_them() -> None:
    text = f"于{missing('验收日期')}对{missing('责任单位')}验收"
    assert [(run.text, run.missing) for run in runs(text)] == [
        ("于", False),
        ("〔缺：验收日期〕", True),
        ("对", False),
        ("〔缺：责任单位〕", True),
        ("验收", False),
    ]


def test_a_document_number_in_brackets_is_no_missing_mark() -> None:
    assert [run.missing for run in runs("示政〔2024〕1号")] == [False]


def test_a_row_that_does_not_fill_its_table_is_refused() -> None:
    with pytest.raises(ValueError, match="row 1 does not fill the 2 columns"):
        Table(columns=(Column(label="甲", width_mm=1), Column(label="乙", width_mm=1)), rows=((Cell(text="一"),),))


def test_a_first_row_cannot_continue_a_cell_above() -> None:
    with pytest.raises(ValueError, match="no cell above"):
        Table(columns=(Column(label="甲", width_mm=1),), rows=((Cell(merged=True),),))


def test_a_heading_has_one_of_four_levels() -> None:
    with pytest.raises(ValueError, match="level 5"):
        Heading(level=5, text="①")


def test_the_texts_of_a_paper_hold_everything_that_is_printed() -> None:
    document = papers.opinion(head=papers.red_head(signer="甲某某", secrecy="秘密"), foot=papers.imprint())
    printed = {text for block in document.blocks() for text in texts(block)}
    assert {
        "甲某某",
        "秘密",
        "示环督改办〔2022〕18号",
        "附件",
        "联系电话（手机）",
        "13800000001",
        "2022年10月8日",
    } <= printed
    assert texts(Para(text="")) == ()
