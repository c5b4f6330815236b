from __future__ import annotations

import itertools
from dataclasses import replace
from typing import get_args

import pytest
from PySide6.QtCore import QBuffer, QSettings
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from exporters.blocks import (
    AnnexHead,
    AttachmentNote,
    Block,
    Cell,
    Document,
    FontSet,
    Heading,
    Para,
    Picture,
    Section,
    SignOff,
    Table,
    missing,
    texts,
)
from exporters.styles import POINTS_PER_MM, Face, Setting
from gui.paper.boxes import Stroke, Words
from gui.paper.lines import Measure, lines_of
from gui.paper.pages import Known, PaperPage, pages_of
from gui.paper.preview import ReadingView
from gui.parts import palette
from tests.exporters.papers import imprint, opinion, red_head, signature_table

BODY = Measure(size=16.0, spacing=-0.25)
ROOM = 156 * POINTS_PER_MM


def picture() -> Picture:
    image = QImage(8, 8, QImage.Format.Format_RGB888)
    image.fill(QColor("black"))
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return Picture(image=bytes(buffer.data().data()), width_mm=20, height_mm=20, text="扫码查验")


BLOCKS: dict[str, Block] = {
    "red_head": red_head(signer="甲某某", secrecy="秘密"),
    "heading_1": Heading(level=1, text="一、督察指出的问题"),
    "heading_2": Heading(level=2, text="（一）学习。组织了学习。"),
    "para": Para(text="示例县完成了整改。"),
    "note": AttachmentNote(names=("验收组成员签字表", "佐证目录")),
    "sign_off": SignOff(name="示例市督改办", date_text="2025年11月18日"),
    "plain_sign_off": SignOff(name="示例市督改办", date_text="2025年11月18日", sealed=False),
    "annex": AnnexHead(title="验收组成员签字表"),
    "table": signature_table(5),
    "picture": picture(),
    "imprint": imprint(),
}


def paper(*blocks: Block) -> Document:
    return Document(title="试排", sections=(Section(key="all", heading="全文", blocks=blocks),))


def words_on(page: PaperPage) -> list[Words]:
    return [mark for mark in page.marks if isinstance(mark, Words)]


def text_of(pages: tuple[PaperPage, ...]) -> str:
    return "".join(words.line.text for page in pages for words in words_on(page))


def line_with(page: PaperPage, text: str) -> Words:
    return next(words for words in words_on(page) if text in words.line.text)


# Lines


def test_twenty_eight_characters_fill_a_line() -> None:
    lines = lines_of("文" * 56, BODY, room=ROOM)
    assert [len(line.text) for line in lines] == [28, 28]
    assert lines[0].places[1] - lines[0].places[0] == pytest.approx(15.75, abs=0.1)


def test_the_first_line_is_indented_by_two_characters() -> None:
    lines = lines_of("文" * 40, BODY, room=ROOM, first=2 * 15.75)
    assert [len(line.text) for line in lines] == [26, 14]
    assert lines[0].places[0] == pytest.approx(31.5) and lines[1].places[0] == 0.0


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    assert [line.text for line in lines_of("文" * 28 + "，好", BODY, room=ROOM)] == ["文" * 27, "文，好"]
    assert [line.text for line in lines_of("文" * 27 + "《好》", BODY, room=ROOM)] == ["文" * 27, "《好》"]


def test_a_number_is_never_broken() -> None:
    lines = lines_of("文" * 27 + "2025年", BODY, room=ROOM)
    assert [line.text for line in lines] == ["文" * 27, "2025年"]
    assert [len(line.text) for line in lines_of("1" * 130, BODY, room=ROOM)] == [57, 57, 16]


def test_full_lines_reach_the_right_edge_and_the_last_stays_left() -> None:
    lines = lines_of("文" * 28 + "，好", BODY, room=ROOM)
    assert lines[0].places[-1] + 15.75 == pytest.approx(ROOM, abs=0.01)
    assert lines[1].places[-1] == pytest.approx(2 * 15.75)


def test_centred_text_stands_in_the_middle_and_rare_characters_take_one_place() -> None:
    (line,) = lines_of("𬭊A", Measure(size=20, setting=Setting.CENTER), room=130)
    assert line.places == (50.0, 70.0)


def test_a_missing_mark_is_known_on_both_lines_it_stands_on() -> None:
    first, second = lines_of("字" * 24 + "〔缺：验收日期〕和〔2022〕18号", BODY, room=ROOM)
    assert (len(first.missing), min(first.missing)) == (len(first.text) - 24, 24)
    assert "".join(second.text[place] for place in sorted(second.missing)) == "〔缺：验收日期〕"[len(first.missing) :]


def test_an_empty_text_is_one_empty_line() -> None:
    assert [line.text for line in lines_of("", BODY, room=ROOM)] == [""]
    assert [line.text for line in lines_of("甲\n乙", BODY, room=ROOM)] == ["甲", "乙"]


def test_marks_at_the_edges_of_a_line_stay_with_their_words_at_any_width() -> None:
    text = "甲“乙丙”，丁（2025年3月12.5%）。戊a\u0301己"
    # In less room than the longest number with its marks a line ends where it must.
    for width in range(5, 20):
        lines = lines_of(text, BODY, room=width * BODY.size)
        assert "".join(line.text for line in lines) == text
        for line, following in itertools.pairwise(lines):
            assert following.text[0] not in "”，）。\u0301" and line.text[-1] not in "“（", (width, line.text)


# Pages


def test_what_was_laid_out_before_is_used_again_and_changes_nothing() -> None:
    known: Known = {}
    before = opinion(head=red_head())
    pages_of(before, known)
    kept = {id(boxes) for boxes in known.values()}
    after = paper(*before.sections[0].blocks, Para(text="新写的一段。" * 40))
    assert pages_of(after, known) == pages_of(after)
    assert kept & {id(boxes) for boxes in known.values()}


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS.keys())
def test_every_kind_of_block_shows_all_its_text(qtbot: QtBot, block: Block) -> None:
    pages = pages_of(paper(block))
    shown = text_of(pages)
    for text in texts(block):
        for line in text.split("\n"):
            assert line.replace(" ", "") in shown.replace(" ", ""), line
    view = ReadingView()
    qtbot.addWidget(view)
    view.resize(460, 640)
    view.show_document(paper(block))
    image = view.canvas.grab().toImage()
    assert any(
        image.pixelColor(x, y).lightness() < 200
        for x in range(60, image.width() - 60, 2) for y in range(60, image.height() - 60)
    )


def test_a_page_holds_twenty_two_lines() -> None:
    first, second = pages_of(paper(Para(text="文" * 28 * 30)))[:2]
    assert len(words_on(first)) == 23 and len(words_on(second)) == 10
    tops = [words.top for words in words_on(first)[:22]]
    assert tops[0] == pytest.approx(37 * POINTS_PER_MM)
    assert {round(after - before, 2) for before, after in itertools.pairwise(tops)} == {28.95}


def test_odd_pages_carry_their_number_at_the_right_even_ones_at_the_left() -> None:
    first, second = pages_of(paper(Para(text="文" * 28 * 30)))[:2]
    right, left = words_on(first)[-1], words_on(second)[-1]
    assert (right.line.text, left.line.text) == ("— 1 —", "— 2 —")
    assert right.line.places[0] > ROOM / 2 and left.line.places[0] == pytest.approx(14.0)
    assert right.top > (297 - 35) * POINTS_PER_MM


def test_the_red_mark_stands_thirty_five_millimetres_below_the_type_area_and_the_rule_is_as_wide() -> None:
    page = pages_of(opinion(head=red_head()))[0]
    mark = line_with(page, "示例市生态环境保护督察及")
    assert mark.face is Face.XIAOBIAOSONG and mark.color
    ink = mark.baseline - 0.86 * mark.size
    assert (ink - 37 * POINTS_PER_MM) / POINTS_PER_MM == pytest.approx(35.0, abs=1.5)
    (rule,) = [item for item in page.marks if isinstance(item, Stroke) and item.color]
    assert rule.x2 - rule.x1 == pytest.approx(ROOM)
    assert rule.y1 > line_with(page, "〔2022〕").top


def test_the_signer_stands_right_of_the_number_in_kaiti() -> None:
    page = pages_of(paper(red_head(signer="甲某某")))[0]
    number, signer = line_with(page, "〔2022〕"), line_with(page, "甲某某")
    assert number.top == signer.top
    assert signer.line.text[slice(*signer.kai)] == "甲某某"
    assert signer.line.places[-1] + 15.75 == pytest.approx(ROOM - 15.75, abs=0.1)


def test_a_head_is_never_the_last_line_of_a_page() -> None:
    pages = pages_of(paper(Para(text="文" * (28 * 21 - 2)), Heading(level=1, text="一、问题"), Para(text="有问题。")))
    assert "一、问题" not in text_of(pages[:1])
    assert [words.line.text for words in words_on(pages[1])][:2] == ["一、问题", "有问题。"]


def test_the_signature_is_never_alone_on_a_page() -> None:
    pages = pages_of(paper(Para(text="文" * (28 * 22 - 2)), SignOff(name="示例市督改办", date_text="2025年11月18日")))
    assert next(words.line.text for words in words_on(pages[1])).startswith("文")
    assert "示例市督改办" in text_of(pages[1:])


def test_the_attachment_begins_a_page_with_its_title_on_the_third_line() -> None:
    page = next(page for page in pages_of(opinion()) if "姓名" in text_of((page,)))
    mark, title = line_with(page, "附件"), line_with(page, "验收组成员签字表")
    assert mark.top == pytest.approx(37 * POINTS_PER_MM)
    assert title.top - mark.top == pytest.approx(2 * 28.95)


def test_a_long_table_repeats_its_head_and_names_a_merged_group_once() -> None:
    pages = [page for page in pages_of(opinion(members=30)) if "姓名" in text_of((page,))]
    assert len(pages) == 3
    groups = [words.line.text for page in pages for words in words_on(page) if words.line.text in ("组长", "成员")]
    assert groups == ["组长", "成员"]
    member = next(words for words in words_on(pages[0]) if words.line.text == "成员")
    below = [words for words in words_on(pages[0]) if words.line.text == "丙某某"]
    assert member.top > below[0].top + 60


def test_rows_leave_room_for_a_signature() -> None:
    page = pages_of(paper(Table(columns=signature_table(1).columns, rows=signature_table(2).rows)))[0]
    first, second = line_with(page, "甲某某"), line_with(page, "乙某某")
    assert second.top - first.top >= 14 * POINTS_PER_MM - 0.01


def test_the_imprint_stands_at_the_foot_of_the_last_page() -> None:
    page = pages_of(paper(Para(text="正文。"), imprint()))[-1]
    rules = [mark.y1 for mark in page.marks if isinstance(mark, Stroke)]
    assert max(rules) == pytest.approx((297 - 35) * POINTS_PER_MM)
    assert "抄送：" in text_of((page,))


def test_sections_know_where_they_stand_on_each_page() -> None:
    document = opinion()
    keys = [section.key for section in document.sections]
    place = keys.index("measures")
    spans = [page.span_of(place) for page in pages_of(document)]
    found = [span for span in spans if span is not None]
    assert found and all(span.top < span.bottom for span in found)
    first = next(page for page in pages_of(document) if page.span_of(place))
    head = line_with(first, "责任单位采取的工作举措")
    assert head.top == pytest.approx(first.span_of(place).top)  # type: ignore[union-attr]


def test_a_cell_that_is_merged_over_a_page_end_carries_no_text_again() -> None:
    table = signature_table(40)
    pages = pages_of(paper(table))
    assert len(pages) > 1
    assert sum(words.line.text == "成员" for page in pages for words in words_on(page)) == 1


def test_a_row_wider_than_the_page_is_high_still_ends() -> None:
    table = Table(columns=signature_table(1).columns, rows=(
        (Cell(text="文" * 4000), *(Cell() for _ in range(5))), signature_table(1).rows[0],
    ))
    assert "甲某某" in text_of(pages_of(paper(table)))


# The view


def view_of(qtbot: QtBot, document: Document) -> ReadingView:
    view = ReadingView()
    qtbot.addWidget(view)
    view.resize(460, 640)
    with qtbot.waitExposed(view):
        view.show()
    view.show_document(document)
    return view


def colours(view: ReadingView) -> set[str]:
    image = view.canvas.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_the_view_says_that_it_is_a_sketch_and_how_many_pages_there_are(qtbot: QtBot) -> None:
    view = view_of(qtbot, opinion())
    assert view._mark.text() == "示意"
    assert view._number.text() == f"第 1 页，共 {len(pages_of(opinion()))} 页"


def test_choosing_a_section_turns_to_its_page_and_draws_a_bar(qtbot: QtBot) -> None:
    view = view_of(qtbot, opinion())
    accent = QColor(palette.LIGHT.accent).name()
    assert accent not in colours(view)
    view.choose("conclusion")
    assert view.page() > 1
    assert accent in colours(view)
    view.choose("opening")
    assert view.page() == 1


def test_a_changed_paper_keeps_the_page_one_reads(qtbot: QtBot) -> None:
    view = view_of(qtbot, opinion())
    view.show_page(3)
    view.show_document(opinion(title="另一份意见"))
    assert view.page() == 3
    view.show_document(paper(Para(text="短。")))
    assert view.page() == 1


def test_what_is_missing_lies_on_a_ground_of_its_own(qtbot: QtBot) -> None:
    ground = QColor(palette.LIGHT.tint).name()
    assert ground not in colours(view_of(qtbot, paper(Para(text="验收日期为2025年。"))))
    assert ground in colours(view_of(qtbot, paper(Para(text=f"于{missing('验收日期')}验收。"))))


def test_the_page_stays_white_in_the_dark_set(qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QApplication

    view = view_of(qtbot, opinion(head=red_head()))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    palette.wear(app, palette.DARK)
    image = view.canvas.grab().toImage()
    assert image.pixelColor(image.width() // 2, 60).name() == "#ffffff"


def test_the_fit_is_remembered(qtbot: QtBot) -> None:
    view = view_of(qtbot, opinion())
    high = view.canvas.height()
    view._fit.click()
    assert view.fit() == "width" and view.canvas.height() >= high
    assert QSettings().value("reading/fit") == "width"
    assert ReadingView().fit() == "width"


def test_page_keys_turn_the_pages_and_stop_at_the_ends(qtbot: QtBot) -> None:
    from PySide6.QtCore import Qt

    view = view_of(qtbot, opinion())
    area = view.focusProxy()
    assert area is not None
    qtbot.keyClick(area, Qt.Key.Key_PageUp)
    assert view.page() == 1
    qtbot.keyClick(area, Qt.Key.Key_PageDown)
    assert view.page() == 2


def test_the_other_font_set_paints_as_well(qtbot: QtBot) -> None:
    document = opinion()
    view = view_of(qtbot, replace(document, page=replace(document.page, font_set=FontSet.SYSTEM)))
    assert view.count() == len(pages_of(document))


def test_no_kind_of_block_is_left_out_here() -> None:
    assert {type(block) for block in BLOCKS.values()} == set(get_args(Block))
