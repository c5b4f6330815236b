from __future__ import annotations

import pytest

from exporters.blocks import (
    AttachmentNote,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Imprint,
    Para,
    RedHead,
    Role,
    Section,
    SignOff,
    Table,
)
from exporters.styles import Look
from exporters.titles import width
from exporters.typeset import Item, Paragraph, typeset, typeset_sections
from tests.exporters import papers


def paragraphs(*blocks: Block) -> list[Paragraph]:
    """Return the blocks' paragraphs as they would be set."""
    document = Document(title="试", sections=(Section(key="all", heading="全文", blocks=blocks),))
    return [item for item in typeset(document) if isinstance(item, Paragraph)]


def sign_off(*, name: str, date_text: str = "2024年7月3日", sealed: bool) -> tuple[list[Paragraph], Paragraph]:
    """Return the lines of the name and the date of a signature."""
    items = paragraphs(Para(text="通过验收。"), SignOff(name=name, date_text=date_text, sealed=sealed))
    return [item for item in items if item.look is Look.SIGNATURE], items[-1]


def looks(items: list[Paragraph]) -> list[Look]:
    return [item.look for item in items]


def test_a_sealed_name_is_centred_on_a_date_four_characters_from_the_right() -> None:
    (name,), date = sign_off(name="示例县整改办", sealed=True)
    assert date.left is not None and name.left is not None
    assert 28 - date.left - width(date.text) == 4
    assert name.left + width(name.text) / 2 == date.left + width(date.text) / 2


def test_a_sealed_name_too_long_for_that_ends_at_the_right_edge() -> None:
    (name,), date = sign_off(name="示例县生态环境保护督察整改工作领导小组办公室", sealed=True)
    assert date.left is not None and name.left is not None
    assert name.left + width(name.text) == 28
    assert name.left + width(name.text) / 2 == date.left + width(date.text) / 2


def test_without_a_seal_the_date_stands_two_characters_further_in_than_the_name() -> None:
    (name,), date = sign_off(name="示例县生态环境保护督察整改办", sealed=False)
    assert date.left is not None and name.left is not None
    assert 28 - name.left - width(name.text) == 2
    assert date.left - name.left == 2


def test_a_date_longer_than_the_name_keeps_two_characters_from_the_right() -> None:
    (name,), date = sign_off(name="整改办", date_text="2024年12月31日", sealed=False)
    assert date.left is not None and name.left is not None
    assert 28 - date.left - width(date.text) == 2
    assert date.left - name.left == 2


@pytest.mark.parametrize("sealed", [True, False])
def test_a_name_longer_than_a_line_takes_two_lines_centred_on_each_other(sealed: bool) -> None:
    names, date = sign_off(name=papers.OFFICE, sealed=sealed)
    assert "".join(name.text for name in names) == papers.OFFICE
    middles = {(name.left or 0) + width(name.text) / 2 for name in names}
    assert len(names) == 2 and len(middles) == 1
    assert all(name.left is not None and 0 <= name.left <= 28 - width(name.text) for name in (*names, date))


@pytest.mark.parametrize(("sealed", "blank"), [(True, 2), (False, 1)])
def test_a_seal_has_two_blank_lines_above_the_name_and_no_seal_one(sealed: bool, blank: int) -> None:
    items = paragraphs(Para(text="通过验收。"), SignOff(name="整改办", date_text="2024年7月3日", sealed=sealed))
    assert looks(items) == [Look.BODY, *[Look.BLANK] * blank, Look.SIGNATURE, Look.DATE]


def test_everything_from_the_last_text_to_the_date_stays_together() -> None:
    items = paragraphs(
        Para(text="前文。"),
        Para(text="通过验收。"),
        AttachmentNote(names=("签字表", "目录")),
        SignOff(name="整改办", date_text="2024年7月3日"),
    )
    assert [item.keep_next for item in items] == [False, *[True] * (len(items) - 2), False]


def test_a_contact_line_stays_with_the_date() -> None:
    contact = Para(text="（联系人：甲某某）", role=Role.CONTACT)
    items = paragraphs(Para(text="通过验收。"), SignOff(name="整改办", date_text="2024年7月3日"), contact)
    assert items[-1].look is Look.CONTACT
    assert items[-2].keep_next


def test_one_attachment_has_no_number_and_hangs_after_the_label() -> None:
    items = paragraphs(Para(text="。"), AttachmentNote(names=("签字表",)))
    assert looks(items) == [Look.BODY, Look.BLANK, Look.NOTE]
    assert (items[-1].text, items[-1].left, items[-1].first) == ("附件：签字表", 5.0, -3.0)


def test_several_attachments_are_numbered_and_their_names_are_flush() -> None:
    notes = [item for item in paragraphs(AttachmentNote(names=tuple("甲乙丙"))) if item.look is Look.NOTE]
    assert [note.text for note in notes] == ["附件：1. 甲", "2. 乙", "3. 丙"]
    starts = {(note.left or 0) + (note.first or 0) + width(note.text[:-1]) for note in notes}
    assert starts == {6.5}


def test_no_attachments_leave_no_line() -> None:
    assert paragraphs(AttachmentNote(names=())) == []


def test_the_red_head_has_two_blank_lines_on_either_side_of_its_number() -> None:
    head = RedHead(lines=("示例县文件",), number="示政〔2024〕1号")
    items = paragraphs(head, Para(text="关于示例的意见", role=Role.TITLE))
    assert looks(items) == [
        Look.MARK,
        Look.BLANK,
        Look.BLANK,
        Look.NUMBER,
        Look.BLANK,
        Look.BLANK,
        Look.TITLE,
        Look.BLANK,
    ]
    assert items[3].red_rule


def test_lines_above_the_red_mark_do_not_move_it_down() -> None:
    bare = paragraphs(RedHead(lines=("示例县文件",), number="示政〔2024〕1号"))[0]
    full = paragraphs(
        RedHead(lines=("示例县文件",), number="示政〔2024〕1号", copy_number="000001", secrecy="秘密", urgency="特急")
    )
    assert looks(full)[:4] == [Look.HEAD_ITEM] * 3 + [Look.MARK]
    assert full[3].before_pt == pytest.approx(bare.before_pt - 3 * 28.95)


def test_a_red_mark_is_never_wider_than_the_type_area() -> None:
    for length in range(4, 30):
        mark = paragraphs(RedHead(lines=("示" * length,), number="示政〔2024〕1号"))[0]
        assert mark.size_pt is not None and mark.size_pt * length <= 442


def test_a_second_level_is_in_kaiti_up_to_its_first_full_stop() -> None:
    head, _, run_on = paragraphs(
        Heading(level=2, text="（一）学习情况"),
        Para(text="甲。"),
        Heading(level=2, text="（二）学习情况。开展了学习。"),
    )
    assert head.kai == (0, 7) and head.keep_next
    assert run_on.kai == (0, 8) and not run_on.keep_next


def test_a_head_stays_with_the_text_below_it_and_with_no_other_head() -> None:
    items = paragraphs(
        Heading(level=1, text="一、整改情况"),
        Heading(level=2, text="（一）学习情况"),
        Para(text="开展了学习。"),
        Heading(level=2, text="（二）" + "排查梳理" * 7 + "。"),
        Heading(level=2, text="（三）加强领导"),
        Heading(level=1, text="二、公示时间：2022年9月8日至2022年9月15日"),
        Heading(level=1, text="三、受理部门：示例县整改办"),
        Para(text="特此公示。"),
    )
    assert [item.keep_next for item in items] == [True, True, False, False, False, False, True, False]


def test_an_imprint_is_set_last_wherever_it_stands() -> None:
    foot = papers.imprint()
    blocks: tuple[Block, ...] = (foot, Para(text="正文。"))
    document = Document(title="试", sections=(Section(key="all", heading="", blocks=blocks),))
    items: tuple[Item, ...] = typeset(document)
    assert isinstance(items[-1], Imprint) and len(items) == 2


def test_an_attachment_begins_a_page_with_its_title_on_the_third_line() -> None:
    items = typeset(papers.opinion())
    start = next(k for k, item in enumerate(items) if isinstance(item, Paragraph) and item.new_page)
    annex = [item.look if isinstance(item, Paragraph) else type(item) for item in items[start:]]
    assert annex == [Look.ANNEX_MARK, Look.BLANK, Look.ANNEX_TITLE, Look.BLANK, Table]


def test_the_blank_line_between_a_table_and_text_belongs_to_the_section_of_the_text() -> None:
    table = Table(columns=(Column(label="项目", width_mm=30.0),), rows=((Cell(text="甲"),),))
    sections = tuple(
        Section(key=key, heading="", blocks=(block,))
        for key, block in (("imprint", papers.imprint()), ("rows", table), ("closing", Para(text="特此公示。")))
    )
    found = typeset_sections(Document(title="试", sections=sections))
    assert [number for _, number in found] == [1, 2, 2, 0]
    blank = found[1][0]
    assert isinstance(blank, Paragraph) and blank.look is Look.BLANK and isinstance(found[-1][0], Imprint)
