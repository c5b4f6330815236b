from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QPoint, QRectF, QSettings, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.parts import typeface
from gui.parts.cells import IconWord, LinkCell, Muted, Pair, Strong, words
from gui.parts.filter_bar import FilterField
from gui.parts.page_model import PAGE
from gui.parts.palette import tone
from gui.parts.signs import Gap, Sign, Standing
from gui.parts.tables import Column, Order, PageModel, Table, plain_model

COLUMNS = (
    Column(key="number", title="编号", width=90),
    Column(key="problem", title="反馈问题", grows=True),
    Column(key="gap", title="缺口", width=70, right=True),
)


class Records:
    """Rows that lie elsewhere, and what was asked of them."""

    def __init__(self, count: int) -> None:
        self.names = {f"id-{place}": f"问题{place}" for place in range(count)}
        self.asked: list[Sequence[str]] = []
        self.orders: list[Order | None] = []

    def ids(self, order: Order | None, words: object) -> list[str]:
        self.orders.append(order)
        ids = [row_id for row_id, name in self.names.items() if str(words or "") in name]
        return ids[::-1] if order is not None and order.descending else ids

    def rows(self, ids: Sequence[str]) -> list[list[object]]:
        self.asked.append(ids)
        return [[row_id, self.names[row_id], Gap(0)] for row_id in ids]


def shown(qtbot: QtBot, records: Records, name: str = "") -> Table:
    model = PageModel(COLUMNS, records.ids, records.rows)
    model.load()
    table = Table(model, name=name)
    # Python owns the model; without this it would go with the end of this function.
    table.kept_model = model  # type: ignore[attr-defined]
    table.resize(700, 330)
    qtbot.addWidget(table)
    table.show()
    return table


def model_of(table: Table) -> PageModel:
    return table.kept_model  # type: ignore[attr-defined, no-any-return]


def test_rows_are_fetched_by_pages_when_they_are_looked_at(qtbot: QtBot) -> None:
    records = Records(20_000)
    table = shown(qtbot, records)
    table.grab()
    assert [len(ids) for ids in records.asked] == [PAGE]
    table.scrollToBottom()
    table.grab()
    table.scrollToTop()
    table.grab()
    assert [ids[0] for ids in records.asked] == ["id-0", f"id-{19_999 // PAGE * PAGE}"]


def test_only_the_forgotten_page_is_fetched_again(qtbot: QtBot) -> None:
    records = Records(3 * PAGE)
    table = shown(qtbot, records)
    model = model_of(table)
    assert model.values(PAGE)[1] == f"问题{PAGE}" and model.values(0)[1] == "问题0"
    records.asked.clear()
    records.names[f"id-{PAGE}"] = "改过"
    model.forget([f"id-{PAGE}", "不在表里"])
    assert model.values(PAGE)[1] == "改过" and model.values(0)[1] == "问题0"
    assert [ids[0] for ids in records.asked] == [f"id-{PAGE}"]


def test_the_chosen_row_and_the_scroll_stay_over_a_reload(qtbot: QtBot) -> None:
    records = Records(500)
    table = shown(qtbot, records)
    table.choose("id-200")
    before = table.place()
    chosen: list[object] = []
    table.chosen.connect(chosen.append)
    records.names = {"neu": "新的一行", **records.names}
    model_of(table).load()
    assert table.place() == before._replace(row=201)
    assert chosen == []


def test_when_the_chosen_row_goes_the_next_one_is_chosen(qtbot: QtBot) -> None:
    records = Records(10)
    table = shown(qtbot, records)
    table.choose("id-9")
    chosen: list[object] = []
    table.chosen.connect(chosen.append)
    del records.names["id-9"]
    model_of(table).load()
    assert chosen == ["id-8"]
    records.names.clear()
    model_of(table).load()
    assert chosen == ["id-8", None]


def test_the_list_can_be_returned_to_as_it_was_left(qtbot: QtBot) -> None:
    table = shown(qtbot, Records(500))
    table.choose("id-300")
    left = table.place()
    table.choose("id-0")
    table.return_to(left)
    assert table.place() == left


def test_a_click_on_the_head_sorts_up_then_down_then_as_it_was(qtbot: QtBot) -> None:
    records = Records(5)
    table = shown(qtbot, records)
    for _ in range(3):
        table.horizontalHeader().sectionClicked.emit(0)
    up, down = Order(key="number"), Order(key="number", descending=True)
    assert records.orders == [None, up, down, None]


def test_a_filter_goes_to_where_the_records_lie(qtbot: QtBot) -> None:
    table = shown(qtbot, Records(100))
    model_of(table).load("问题9")
    assert [model_of(table).id_at(row) for row in range(3)] == ["id-9", "id-90", "id-91"]
    model_of(table).load()
    assert model_of(table).rowCount() == 11


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter], ids=["return", "enter"])
def test_enter_opens_the_chosen_row(qtbot: QtBot, key: Qt.Key) -> None:
    table = shown(qtbot, Records(5))
    table.choose("id-2")
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, key)
    assert opened.args == ["id-2"]


def test_arrows_home_and_end_walk_the_rows(qtbot: QtBot) -> None:
    table = shown(qtbot, Records(400))
    walked = []
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Up):
        qtbot.keyClick(table, key)
        walked.append(table.chosen_id())
    assert walked == ["id-0", "id-1", "id-399", "id-398"]


def test_a_typed_letter_does_not_fetch_the_whole_list(qtbot: QtBot) -> None:
    records = Records(20_000)
    table = shown(qtbot, records)
    table.choose("id-0")
    table.grab()
    records.asked.clear()
    qtbot.keyClick(table, Qt.Key.Key_X)
    assert records.asked == []


def test_widths_order_and_choice_of_columns_are_kept(qtbot: QtBot) -> None:
    table = shown(qtbot, Records(5), name="tasks")
    head = table.horizontalHeader()
    head.resizeSection(0, 133)
    head.moveSection(2, 0)
    table.show_column(table.model().columns[2].key, shown=False)
    again = shown(qtbot, Records(5), name="tasks").horizontalHeader()
    assert again.sectionSize(0) == 133
    assert [again.logicalIndex(place) for place in range(3)] == [2, 0, 1]
    assert again.isSectionHidden(2)
    again._restore()  # type: ignore[attr-defined]
    assert again.sectionSize(0) == 90 and not again.isSectionHidden(2)
    assert [again.logicalIndex(place) for place in range(3)] == [0, 1, 2]


def test_what_must_be_read_whole_is_not_made_narrower_by_hand_nor_by_what_was_kept(qtbot: QtBot) -> None:
    columns = (
        Column(key="problem", title="反馈问题", width=200, grows=True),
        Column(key="deadline", title="时限", width=100, whole=True),
        Column(key="units", title="责任单位", width=100),
    )
    model = PageModel(columns, lambda *_: ["id"], lambda ids: [["问题", "2026-12-31", "示例县"] for _ in ids])
    QSettings().setValue("tables/whole", '{"widths": {"deadline": 60, "units": 60}}')
    table = Table(model, name="whole")
    qtbot.addWidget(table)
    table.show()
    head = table.horizontalHeader()
    assert (head.sectionSize(1), head.sectionSize(2)) == (100, 60)
    head.resizeSection(1, 70)
    assert head.sectionSize(1) == 100
    head.resizeSection(1, 130)
    assert head.sectionSize(1) == 130


def test_the_growing_column_takes_the_room_that_is_left(qtbot: QtBot) -> None:
    table = shown(qtbot, Records(5))
    table.resize(1000, 300)
    QApplication.processEvents()
    head = table.horizontalHeader()
    assert sum(head.sectionSize(place) for place in range(3)) == table.viewport().width()
    assert (head.sectionSize(0), head.sectionSize(2)) == (90, 70)


def test_a_column_that_may_be_wider_is_so_once_the_growing_one_has_its_own(qtbot: QtBot) -> None:
    columns = (
        Column(key="problem", title="反馈问题", width=400, grows=True),
        Column(key="body", title="发文单位", width=100, most=180),
        Column(key="gaps", title="缺口", width=70),
    )
    model = PageModel(columns, lambda *_: ["id"], lambda ids: [["问题", "示例县住房和城乡建设局", ""] for _ in ids])
    table = Table(model, name="wider")
    qtbot.addWidget(table)
    table.show()
    head = table.horizontalHeader()
    found = []
    for room in (500, 570, 670, 1400):
        table.resize(room, 300)
        QApplication.processEvents()
        found.append(head.sectionSize(1))
        assert sum(head.sectionSize(place) for place in range(3)) == max(table.viewport().width(), found[-1] + 110)
    assert found == [100, 100, 150, 180]
    head.resizeSection(1, 120)
    table.resize(1500, 300)
    QApplication.processEvents()
    assert head.sectionSize(1) == 120
    again = Table(model, name="wider")
    qtbot.addWidget(again)
    again.resize(1500, 300)
    again.show()
    assert again.horizontalHeader().sectionSize(1) == 120


def test_the_chosen_row_lies_on_tint_over_the_full_width_with_a_bar(qtbot: QtBot) -> None:
    table = shown(qtbot, Records(5))
    table.choose("id-1")
    image = table.viewport().grab().toImage()
    middle = table.rowViewportPosition(1) + 15
    right = table.viewport().width() - 2
    assert image.pixelColor(1, middle) == tone("accent")
    assert [image.pixelColor(x, middle) for x in (5, right)] == [tone("tint")] * 2
    assert image.pixelColor(5, table.rowViewportPosition(0) + 15) == tone("content")


def test_hairs_part_the_rows_between_the_margins(qtbot: QtBot) -> None:
    table = shown(qtbot, Records(5))
    image = table.viewport().grab().toImage()
    assert image.pixelColor(40, 29) == tone("hair")
    assert image.pixelColor(10, 29) == tone("content")


def test_every_kind_of_cell_can_be_painted_and_read_aloud(qtbot: QtBot) -> None:
    values: dict[object, str] = {
        "文字": "文字",
        12: "12",
        Muted("县政府"): "县政府",
        Strong("没有佐证"): "没有佐证",
        Sign.late(12): "▲ 逾期 12 天",
        Sign.soon(0): "◆ 今天到期",
        Sign.waiting(22): "● 待申请 22 天",
        Gap(3): "3 ▲",
        Gap(0): "—",
        Standing("已完成", 4, 4): "已完成",
        Standing("未启动", 0, 0): "未启动",
        Pair("会议纪要", "证明", "按季度调度。"): "会议纪要，证明：按季度调度。",
        IconWord("file", said="文件"): "文件",
        LinkCell("登记落实"): "登记落实",
    }
    columns = [Column(key="value", title="值", grows=True)]
    model = plain_model(columns, [(place, [value]) for place, value in enumerate(values)])
    table = Table(model, row_height=50, whole=True)
    qtbot.addWidget(table)
    table.show()
    blank = plain_model(columns, [(place, [""]) for place in range(len(values))])
    empty = Table(blank, row_height=50, whole=True)
    qtbot.addWidget(empty)
    empty.show()
    painted, ground = table.viewport().grab().toImage(), empty.viewport().grab().toImage()
    assert [model.data(model.index(row, 0)) for row in range(len(values))] == list(values.values())
    for row in range(len(values)):
        box = (0, row * 50, painted.width(), 50)
        assert painted.copy(*box) != ground.copy(*box), list(values)[row]


def test_a_whole_table_is_as_high_as_its_rows(qtbot: QtBot) -> None:
    records = Records(3)
    model = PageModel(COLUMNS, records.ids, records.rows)
    table = Table(model, whole=True)
    qtbot.addWidget(table)
    model.load()
    assert table.height() == 30 + 3 * 30
    del records.names["id-0"]
    model.load()
    assert table.height() == 30 + 2 * 30


def test_a_link_in_a_cell_tells_its_row_and_column(qtbot: QtBot) -> None:
    model = plain_model([Column(key="todo", title="", grows=True)], [("甲", [LinkCell("登记落实")])])
    table = Table(model)
    qtbot.addWidget(table)
    table.show()
    with qtbot.waitSignal(table.linked) as linked:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 10))
    assert linked.args == ["甲", "todo"]


def test_an_empty_list_says_what_to_do(qtbot: QtBot) -> None:
    model = plain_model([Column(key="a", title="甲", grows=True)], [])
    silent, speaking = Table(model), Table(model, empty="还没有任务，按 Ctrl+N 新建。")
    for table in (silent, speaking):
        qtbot.addWidget(table)
        table.resize(400, 200)
    assert silent.viewport().grab().toImage() != speaking.viewport().grab().toImage()


def test_several_rows_can_be_chosen_where_that_is_allowed(qtbot: QtBot) -> None:
    model = plain_model([Column(key="a", title="甲", grows=True)], [(place, [str(place)]) for place in range(5)])
    table = Table(model, many=True)
    qtbot.addWidget(table)
    table.choose(1)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert table.chosen_ids() == [1, 2]


# The filter over a list


def test_the_filter_tells_once_what_was_typed(qtbot: QtBot, commit_text) -> None:  # type: ignore[no-untyped-def]
    field = FilterField()
    qtbot.addWidget(field)
    told: list[str] = []
    field.filtered.connect(told.append)
    commit_text(field, "管")
    commit_text(field, "网")
    qtbot.waitUntil(lambda: told == ["管网"])
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert told == ["管网", ""]


def test_the_filter_waits_for_the_input_method(qtbot: QtBot, commit_text, preedit) -> None:  # type: ignore[no-untyped-def]
    field = FilterField()
    qtbot.addWidget(field)
    told: list[str] = []
    field.filtered.connect(told.append)
    commit_text(field, "管")
    preedit(field, "wang")
    field._tell()
    assert told == []
    commit_text(field, "网")
    qtbot.waitUntil(lambda: told == ["管网"])


def test_the_arrow_down_goes_from_the_filter_into_the_list(qtbot: QtBot) -> None:
    table = shown(qtbot, Records(5))
    field = FilterField()
    qtbot.addWidget(field)
    field.leads_to(table)
    with qtbot.waitActive(table):
        table.activateWindow()
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert table.hasFocus()


NARROWING = (
    Column(key="number", title="编号", width=112, least=100),
    Column(key="problem", title="反馈问题", width=320, least=200, grows=True),
    Column(key="measures", title="措施", width=60, yields=1),
    Column(key="evidence", title="佐证", width=60, yields=2),
    Column(key="gaps", title="缺口", width=70),
)


def narrowing(qtbot: QtBot, width: int) -> Table:
    model = PageModel(NARROWING, lambda *_: ["id"], lambda ids: [["1", "问题", "4/4", "12", "—"] for _ in ids])
    table = Table(model, name="narrowing")
    qtbot.addWidget(table)
    table.resize(width, 300)
    table.show()
    QApplication.processEvents()
    return table


def sizes(table: Table) -> list[int]:
    head = table.horizontalHeader()
    return [head.sectionSize(place) for place in range(len(NARROWING))]


def test_where_room_lacks_columns_get_narrower_and_then_the_least_of_them_go(qtbot: QtBot) -> None:
    table = narrowing(qtbot, 622)
    found = {}
    for width in (622, 500, 490, 489, 430, 429, 370, 300):
        table.resize(width, 300)
        QApplication.processEvents()
        found[width] = sizes(table)
        assert sum(found[width]) == max(width, 210)
    assert found == {
        622: [112, 320, 60, 60, 70], 500: [100, 210, 60, 60, 70], 490: [100, 200, 60, 60, 70],
        489: [100, 259, 60, 0, 70], 430: [100, 200, 60, 0, 70], 429: [100, 259, 0, 0, 70],
        370: [100, 200, 0, 0, 70], 300: [100, 130, 0, 0, 70],
    }
    table.resize(622, 300)
    QApplication.processEvents()
    assert sizes(table) == found[622], "what went comes back with the room"


def test_what_a_narrow_window_leaves_out_is_not_kept_as_a_choice(qtbot: QtBot) -> None:
    table = narrowing(qtbot, 400)
    head = table.horizontalHeader()
    head._keep()  # type: ignore[attr-defined]
    assert sizes(table)[2:4] == [0, 0]
    assert sizes(narrowing(qtbot, 700)) == [112, 398, 60, 60, 70]
    words = [action.text() for action in head.menu().actions() if action.isChecked()]  # type: ignore[attr-defined]
    assert words == ["编号", "措施（窗口宽些时显示）", "佐证（窗口宽些时显示）", "缺口"]


def test_a_column_the_clerk_hid_leaves_its_room_to_those_that_would_go(qtbot: QtBot) -> None:
    table = narrowing(qtbot, 430)
    head = table.horizontalHeader()
    table.show_column(head.model().columns[2].key, shown=False)
    assert sizes(table) == [100, 200, 0, 60, 70]
    table.show_column(head.model().columns[2].key)
    assert sizes(table) == [100, 200, 60, 0, 70]


def painted(text: str, width: float) -> QImage:
    image = QImage(200, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    words(painter, QRectF(0, 0, width, 30), text, typeface.font(), "ink")
    painter.end()
    return image


def test_words_are_whole_in_a_box_as_wide_as_they_are(qapp: QApplication) -> None:
    for text in ("12-02-1-01", "18-1-03", "示例县", "i1l.t"):
        width = typeface.metrics().horizontalAdvance(text)
        assert painted(text, width) == painted(text, 200)
        assert painted(text, width - 3) != painted(text, 200)
