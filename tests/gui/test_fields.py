from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gui.parts.completer_field import CompleterField, Suggestion
from gui.parts.date_field import DateField
from gui.parts.field import Field
from gui.parts.fields import ComboField, LineField, TextField, TickField
from gui.parts.number_field import NumberField
from gui.task.deadline_field import DeadlineField
from models.domain.partial_date import PartialDate, Period
from models.errors import InputError

Type = Callable[[QWidget, str], None]


def today() -> date:
    return date(2025, 11, 22)


def on_page(qtbot: QtBot, field: Field) -> tuple[Field, list[object]]:
    """Show a field beside another input, the keyboard in it; returns what it saves."""
    page = QWidget()
    row = QHBoxLayout(page)
    page.other = QLineEdit()  # type: ignore[attr-defined]
    row.addWidget(field)
    row.addWidget(page.other)  # type: ignore[attr-defined]
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    field.setFocus()
    # Python owns the page; without this it would go with the end of this function.
    field.page = page  # type: ignore[attr-defined]
    saved: list[object] = []
    field.saved.connect(saved.append)
    return field, saved


def leave(field: Field) -> None:
    field.parentWidget().other.setFocus()  # type: ignore[attr-defined]


@pytest.mark.parametrize("make", [LineField, TextField], ids=["line", "text"])
def test_a_field_is_saved_when_it_is_left(qtbot: QtBot, commit_text: Type, make: type[LineField]) -> None:
    field, saved = on_page(qtbot, make("反馈问题"))
    commit_text(field.editor, "管网建设滞后")
    assert saved == []
    leave(field)
    assert saved == ["管网建设滞后"]
    leave(field)
    assert saved == ["管网建设滞后"]


@pytest.mark.parametrize("make", [LineField, TextField], ids=["line", "text"])
def test_a_field_is_saved_after_a_pause_without_a_key(
    qtbot: QtBot, commit_text: Type, make: type[LineField], monkeypatch: pytest.MonkeyPatch
) -> None:
    field, saved = on_page(qtbot, make("反馈问题"))
    assert field._pause.interval() == 2000
    field._pause.setInterval(20)
    commit_text(field.editor, "管网")
    qtbot.waitUntil(lambda: saved == ["管网"])
    assert not field.is_unsaved()


def test_typed_text_is_not_tidied_while_the_keyboard_is_still_in_the_field(qtbot: QtBot, commit_text: Type) -> None:
    field, saved = on_page(qtbot, LineField("说明"))
    commit_text(field.editor, "2024 年７月 完成")
    field.commit()
    assert saved == ["2024 年７月 完成"]
    leave(field)
    assert saved[-1] == "2024年7月完成"
    assert field.note() == "已整理 3 处"


def test_tidying_is_told_and_words_stay(qtbot: QtBot, commit_text: Type) -> None:
    field, saved = on_page(qtbot, TextField("反馈问题"))
    commit_text(field.editor, "建成 18 公里")
    leave(field)
    assert saved == ["建成18公里"]
    assert field.read() == "建成18公里"
    assert field.note() == "已整理 2 处"


@pytest.mark.parametrize("make", [LineField, TextField], ids=["line", "text"])
def test_filling_a_field_saves_nothing(qtbot: QtBot, make: type[LineField]) -> None:
    field, saved = on_page(qtbot, make("反馈问题"))
    edited: list[None] = []
    field.edited.connect(lambda: edited.append(None))
    field.fill("原有 2024 年的文字")
    leave(field)
    assert saved == [] and edited == []
    assert field.read() == "原有 2024 年的文字"


@pytest.mark.parametrize("make", [LineField, TextField], ids=["line", "text"])
def test_nothing_is_saved_while_an_input_method_is_composing(
    qtbot: QtBot, preedit: Type, commit_text: Type, make: type[LineField]
) -> None:
    field, saved = on_page(qtbot, make("反馈问题"))
    commit_text(field.editor, "管网")
    preedit(field.editor, "jianshe")
    assert not field._pause.isActive()
    assert not field.commit()
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    assert saved == []
    commit_text(field.editor, "建设")
    assert field._pause.isActive()
    assert field.commit()
    assert saved == ["管网建设"]


def test_enter_saves_a_line_and_tells_it(qtbot: QtBot, commit_text: Type) -> None:
    field, saved = on_page(qtbot, LineField("编号"))
    commit_text(field.editor, "12-02")
    with qtbot.waitSignal(field.entered):
        qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    assert saved == ["12-02"]


def test_control_enter_enters_running_text_and_enter_breaks_the_line(qtbot: QtBot, commit_text: Type) -> None:
    field, saved = on_page(qtbot, TextField("落实情况"))
    commit_text(field.editor, "甲")
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    commit_text(field.editor, "乙")
    with qtbot.waitSignal(field.entered):
        qtbot.keyClick(field.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert saved == ["甲\n乙"]


def test_a_refused_value_stays_in_the_field_with_the_reason_under_it(qtbot: QtBot, commit_text: Type) -> None:
    field, _ = on_page(qtbot, LineField("编号"))
    field.fill("1")
    refusals = [InputError("编号已有", remedy="请换一个编号。"), None]
    field.saved.connect(lambda _: field.show_problem(refusals.pop(0)))
    commit_text(field.editor, "2")
    leave(field)
    assert "编号已有" in field.problem()
    assert field.is_unsaved()
    assert field.commit()
    assert field.problem() == "" and not field.is_unsaved()


def test_the_field_takes_ctrl_z_only_while_it_holds_unsaved_typing(qtbot: QtBot, commit_text: Type) -> None:
    field, saved = on_page(qtbot, LineField("编号"))
    undone: list[None] = []
    from PySide6.QtGui import QKeySequence, QShortcut

    shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), field.window())
    shortcut.activated.connect(lambda: undone.append(None))
    field.fill("旧")
    commit_text(field.editor, "新")
    qtbot.keyClick(field.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == []
    assert "新" not in field.read()
    commit_text(field.editor, "新")
    field.commit()
    qtbot.keyClick(field.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [None]
    assert saved == ["新旧"]


def test_typing_keeps_one_name_until_the_field_is_left(qtbot: QtBot, commit_text: Type) -> None:
    field, _ = on_page(qtbot, LineField("说明"))
    names: list[str] = []
    field.saved.connect(lambda _: names.append(field.sitting))
    for text in ("一", "二"):
        commit_text(field.editor, text)
        field.commit()
    leave(field)
    field.setFocus()
    commit_text(field.editor, "三")
    leave(field)
    assert names[0] == names[1] != names[2]
    assert all(names)


def test_a_refreshed_page_leaves_unsaved_typing_alone(qtbot: QtBot, commit_text: Type) -> None:
    field, saved = on_page(qtbot, LineField("说明"))
    field.fill("旧")
    commit_text(field.editor, "正在写")
    field.refill("别处改的")
    assert field.read() == "正在写旧"
    field.commit()
    field.refill("别处又改的")
    assert field.read() == "别处又改的"
    assert saved == ["正在写旧"]


@pytest.mark.parametrize("make", [LineField, TextField], ids=["line", "text"])
def test_fifty_thousand_characters_are_kept_whole(qtbot: QtBot, make: type[LineField]) -> None:
    field, saved = on_page(qtbot, make("反馈问题"))
    text = "整改措施落实情况" * 6250
    QApplication.clipboard().setText(text)
    field.editor.paste()  # type: ignore[attr-defined]
    leave(field)
    assert saved == [text]


@pytest.mark.parametrize(
    ("make", "kept"), [(LineField, "a b c d 河东 e"), (TextField, "a\nb\tc\nd 河东\ne")], ids=["line", "text"]
)
def test_of_a_paste_stays_what_paper_and_eye_can_hold(qtbot: QtBot, make: type[LineField], kept: str) -> None:
    field, saved = on_page(qtbot, make("名称"))
    QApplication.clipboard().setText("a\nb\tc\u2028d \u202e河\x01东\u200b\x07\r\ne")
    field.editor.paste()  # type: ignore[attr-defined]
    leave(field)
    assert saved == [kept]


def test_a_copied_file_is_no_text(qtbot: QtBot) -> None:
    field, saved = on_page(qtbot, TextField("措施"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/照片/整改方案.docx")])
    QApplication.clipboard().setMimeData(data)
    field.editor.paste()  # type: ignore[attr-defined]
    assert field.problem() == "这里写文字，不能粘贴文件"
    leave(field)
    assert saved == []


def test_running_text_grows_with_its_lines_up_to_its_bound(qtbot: QtBot) -> None:
    field, _ = on_page(qtbot, TextField("反馈问题", lines=(2, 6)))
    heights = []
    for count in (1, 4, 6, 40):
        field.fill("\n".join(["行"] * count))
        heights.append(field.editor.height())
    assert heights[0] < heights[1] < heights[2] == heights[3]


@pytest.mark.parametrize("text", ["《示例市整改方案》和《验收销号办法（试行）》" * 3, "行\n行\n行\n行\n行", "😀𬭊\n字"])
def test_every_line_of_a_text_within_the_bound_is_seen_after_a_paste(qtbot: QtBot, text: str) -> None:
    field, _ = on_page(qtbot, TextField("依据文件", lines=(2, 12)))
    field.setFixedWidth(420)
    QApplication.processEvents()
    QApplication.clipboard().setText(text)
    field.editor.paste()  # type: ignore[attr-defined]
    QApplication.processEvents()
    assert field.editor.verticalScrollBar().maximum() == 0  # type: ignore[attr-defined]


def test_a_long_line_is_read_from_its_beginning_when_it_was_left(qtbot: QtBot, commit_text: Type) -> None:
    field, _ = on_page(qtbot, LineField("名称"))
    commit_text(field.editor, "示例市生态环境保护督察及“回头看”整改工作领导小组办公室")
    leave(field)
    assert field.editor.cursorPosition() == 0  # type: ignore[attr-defined]


@pytest.mark.parametrize("make", [TextField, ComboField], ids=["text", "choice"])
def test_the_wheel_leaves_the_keyboard_where_one_types(qtbot: QtBot, make: type[TextField]) -> None:
    field, _ = on_page(qtbot, make("目标完成情况"))
    assert not field.editor.focusPolicy() & Qt.FocusPolicy.WheelFocus & ~Qt.FocusPolicy.StrongFocus


def test_running_text_stands_under_its_label_after_a_long_paste(qtbot: QtBot) -> None:
    field, _ = on_page(qtbot, TextField("整改措施", lines=(6, 14)))
    field.setFixedWidth(932)
    QApplication.processEvents()
    QApplication.clipboard().setText("\n".join("完善配套管网，" * count for count in (20, 16, 11, 11)))
    field.editor.paste()
    QApplication.processEvents()
    assert field.editor.height() > 160
    assert field.editor.minimumHeight() == field.editor.maximumHeight()


def test_a_paste_can_be_taken_by_the_page(qtbot: QtBot) -> None:
    field, _ = on_page(qtbot, TextField("措施"))
    taken: list[str] = []
    field.take_paste = lambda text: bool(taken.append(text)) or text.startswith("1.")  # type: ignore[attr-defined]
    QApplication.clipboard().setText("1.甲\n2.乙")
    field.editor.paste()  # type: ignore[attr-defined]
    assert taken == ["1.甲\n2.乙"] and field.read() == ""


# Dates


READINGS = {
    "20240703": ("2024-07-03", "2024年7月3日 周三"),
    "2024-7-3": ("2024-07-03", "2024年7月3日 周三"),
    "2024年7月": ("2024-07", ""),
    "7.3": ("2025-07-03", "2025年7月3日 周四"),
}


@pytest.mark.parametrize("typed", READINGS, ids=range(len(READINGS)))
def test_a_date_is_read_while_it_is_typed_and_written_out_on_leaving(
    qtbot: QtBot, commit_text: Type, typed: str
) -> None:
    field, saved = on_page(qtbot, DateField("时限", today=today))
    commit_text(field.editor, typed)
    written, reading = READINGS[typed]
    assert field.reading() == reading  # type: ignore[attr-defined]
    leave(field)
    assert field.editor.text() == written  # type: ignore[attr-defined]
    assert saved == [PartialDate.from_iso(written)]


def test_an_empty_date_stays_empty(qtbot: QtBot, commit_text: Type) -> None:
    field, saved = on_page(qtbot, DateField("时限", today=today))
    field.fill(None)
    leave(field)
    assert saved == [] and field.editor.text() == ""  # type: ignore[attr-defined]
    field.fill(PartialDate(year=2024))
    field.setFocus()
    field.editor.clear()  # type: ignore[attr-defined]
    field.typed()
    leave(field)
    assert saved == [None]


def test_an_impossible_date_stays_as_typed_with_the_reason(qtbot: QtBot, commit_text: Type) -> None:
    field, saved = on_page(qtbot, DateField("时限", today=today))
    commit_text(field.editor, "2023-2-29")
    leave(field)
    assert saved == []
    assert field.editor.text() == "2023-2-29"  # type: ignore[attr-defined]
    assert "29" in field.problem()
    assert field.is_unsaved()


@pytest.mark.parametrize("wording", ["0", "2023-2-29"])
def test_an_impossible_deadline_stays_as_typed_with_the_reason(qtbot: QtBot, commit_text: Type, wording: str) -> None:
    field, saved = on_page(qtbot, DeadlineField("时限"))
    commit_text(field.editor, wording)
    leave(field)
    assert saved == []
    assert field.text() == wording
    assert field.problem() and field.is_unsaved()


@pytest.mark.parametrize("digits", ["1" * 5000, "000000001" + "9" * 5000, "100000", "0"])
def test_a_number_without_end_is_no_number(qtbot: QtBot, commit_text: Type, digits: str) -> None:
    field, saved = on_page(qtbot, NumberField("序号"))
    commit_text(field.editor, digits)
    leave(field)
    assert saved == [] and "不是序号" in field.problem()


def test_a_period_is_taken_where_it_may_stand(qtbot: QtBot, commit_text: Type) -> None:
    field, saved = on_page(qtbot, DateField("完成时间", today=today, period=True))
    commit_text(field.editor, "2021年1月至6月")
    leave(field)
    first, last = PartialDate(year=2021, month=1), PartialDate(year=2021, month=6)
    assert saved == [Period(first=first, last=last)]
    assert field.editor.text() == "2021年1月至6月"  # type: ignore[attr-defined]


# Choices


def test_a_choice_is_saved_at_once_and_filling_saves_nothing(qtbot: QtBot) -> None:
    field, saved = on_page(qtbot, ComboField("层级", [("central", "中央"), ("province", "省级")]))
    assert field.read() is None
    field.fill("central")
    assert saved == []
    qtbot.keyClick(field.editor, Qt.Key.Key_Down)
    assert saved == ["province"]


def test_a_tick_is_saved_at_once(qtbot: QtBot) -> None:
    field, saved = on_page(qtbot, TickField("立行立改"))
    field.fill(False)
    names: list[str] = []
    field.saved.connect(lambda _: names.append(field.sitting))
    for _ in range(2):
        qtbot.keyClick(field.editor, Qt.Key.Key_Space)
    assert saved == [True, False]
    assert names[0] != names[1], "each tick is an undo step of its own"


# Names that complete


UNITS = ("示例县住房和城乡建设局", "示例县水利局", "示例县林业和草原局")


def suggest(typed: str) -> list[Suggestion]:
    return [Suggestion(text=name, record=name) for name in UNITS if typed in name]


def test_names_complete_while_one_types(qtbot: QtBot, commit_text: Type) -> None:
    field, saved = on_page(qtbot, CompleterField("责任单位", suggest, many=True))
    commit_text(field.editor, "县政府、水利")
    field.offer()  # type: ignore[attr-defined]
    popup = field.completer.popup()  # type: ignore[attr-defined]
    assert popup.isVisible()
    picked: list[object] = []
    field.picked.connect(picked.append)  # type: ignore[attr-defined]
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert field.read() == "县政府、示例县水利局"
    assert [suggestion.record for suggestion in picked] == ["示例县水利局"]  # type: ignore[attr-defined]
    leave(field)
    assert saved == ["县政府、示例县水利局"]
    assert field.names() == ["县政府", "示例县水利局"]  # type: ignore[attr-defined]


def test_nothing_completes_while_an_input_method_is_composing(qtbot: QtBot, commit_text: Type, preedit: Type) -> None:
    field, _ = on_page(qtbot, CompleterField("责任单位", suggest))
    commit_text(field.editor, "水利")
    field.offer()  # type: ignore[attr-defined]
    popup = field.completer.popup()  # type: ignore[attr-defined]
    assert popup.isVisible()
    preedit(field.editor, "ju")
    assert not popup.isVisible()
    field.offer()  # type: ignore[attr-defined]
    assert not popup.isVisible()
    QApplication.sendEvent(field.editor, QInputMethodEvent())


def test_a_name_nobody_knows_is_kept(qtbot: QtBot, commit_text: Type) -> None:
    field, saved = on_page(qtbot, CompleterField("责任单位", suggest))
    commit_text(field.editor, "示例县某新设单位")
    leave(field)
    assert saved == ["示例县某新设单位"]
