"""The real boxes of questions: what each button, Enter and Esc answer, and that nothing of a long text is cut.

Other tests put their answers in the place of these; here the boxes themselves are shown and answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, QPoint, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui import ask
from gui.dialogs.question import Question

T = TypeVar("T")
Key = Qt.Key
STRANGE = "𬭊 😀 A&B <科技> =1+1 <b>粗</b>"
LONG = "一二三四五六七八九十" * 5000


@pytest.fixture(autouse=True)
def answers() -> None:
    """Leave the boxes as they are."""


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    window = QWidget()
    qtbot.addWidget(window)
    window.field = QLineEdit(window)  # type: ignore[attr-defined]
    QVBoxLayout(window).addWidget(window.field)  # type: ignore[attr-defined]
    window.resize(1366, 768)
    with qtbot.waitActive(window):
        window.show()
    window.field.setFocus()  # type: ignore[attr-defined]
    yield window
    assert window.findChildren(Question) == []


def asked(question: Callable[[], T], do: Callable[[Question], object]) -> T:
    """Ask the real question, and once its box stands do what the clerk does with it."""
    seen: list[Question] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, Question)
        seen.append(box)
        try:
            await_keyboard(box)
            do(box)
        finally:
            if box.isVisible():
                box.reject()

    QTimer.singleShot(0, answer)
    given = question()
    assert len(seen) == 1
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return given


def await_keyboard(box: Question) -> None:
    for _ in range(100):
        if QApplication.focusWidget() in box.findChildren(QWidget):
            return
        QTest.qWait(20)
    pytest.fail("the box never got the keyboard")


def press(key: Qt.Key) -> Callable[[Question], object]:
    return lambda _: QTest.keyClick(QApplication.focusWidget(), key)


def click(words: str) -> Callable[[Question], object]:
    return lambda box: QTest.mouseClick(button(box, words), Qt.MouseButton.LeftButton)


def button(box: Question, words: str) -> QPushButton:
    (found,) = [item for item in box.findChildren(QPushButton) if item.text() == words]
    return found


def confirm(window: QWidget, text: str = "删除“甲某某”？可以用“撤销”找回。") -> Callable[[], bool]:
    return lambda: ask.confirm(window, "删除人员", text, "删除")


def choose(window: QWidget) -> Callable[[], int | None]:
    return lambda: ask.choose(window, "添加佐证", "共 3 个文件，它们是：", ("3 份佐证", "1 份佐证，3 页"))


def tell(window: QWidget | None) -> Callable[[], None]:
    return lambda: ask.tell(window, "整改销号工作台", "文件夹只读。")


@pytest.mark.parametrize(("words", "answer"), [("删除", True), ("取消", False)])
def test_the_verb_says_yes_and_cancel_says_no(window: QWidget, words: str, answer: bool) -> None:
    assert asked(confirm(window), click(words)) is answer


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space, Key.Key_Escape])
def test_of_a_question_with_one_verb_enter_space_and_esc_refuse(window: QWidget, key: Qt.Key) -> None:
    assert asked(confirm(window), press(key)) is False


@pytest.mark.parametrize("key", [Key.Key_Tab, Key.Key_Left])
def test_the_verb_is_reached_by_key(window: QWidget, key: Qt.Key) -> None:
    def go(box: Question) -> None:
        press(key)(box)
        assert QApplication.focusWidget() is button(box, "删除")
        press(Key.Key_Return)(box)

    assert asked(confirm(window), go) is True


@pytest.mark.parametrize(("words", "answer"), [("3 份佐证", 0), ("1 份佐证，3 页", 1), ("取消", None)])
def test_each_of_several_answers_is_its_own(window: QWidget, words: str, answer: int | None) -> None:
    assert asked(choose(window), click(words)) == answer


def test_of_several_answers_enter_gives_the_first_and_esc_none(window: QWidget) -> None:
    assert asked(choose(window), press(Key.Key_Return)) == 0
    assert asked(choose(window), press(Key.Key_Escape)) is None


def test_closing_the_box_is_no_answer(window: QWidget) -> None:
    assert asked(confirm(window), lambda box: box.close()) is False
    assert asked(choose(window), lambda box: box.close()) is None


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Escape])
def test_what_is_told_has_one_button_that_any_key_of_leaving_presses(window: QWidget, key: Qt.Key) -> None:
    def go(box: Question) -> None:
        assert [item.text() for item in box.findChildren(QPushButton)] == ["知道了"]
        press(key)(box)
        assert not box.isVisible()

    asked(tell(window), go)
    asked(tell(None), go)


def test_the_buttons_are_the_verb_and_cancel_in_chinese(window: QWidget) -> None:
    def look(box: Question) -> None:
        words = [item.text() for item in box.findChildren(QPushButton) if item.isVisible()]
        assert words == ["删除", "取消"] and box.windowTitle() == "删除人员"
        assert [item.isDefault() for item in (button(box, "删除"), button(box, "取消"))] == [False, True]
        box.reject()

    asked(confirm(window), look)


TEXTS = {"long": LONG, "one word": "a" * 3000, "lines": "一行\n" * 200, "strange": STRANGE, "short": "删除？"}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_no_text_pushes_a_button_off_the_screen_or_is_cut(window: QWidget, text: str) -> None:
    def look(box: Question) -> None:
        assert box.frameGeometry().width() <= 800 and box.height() <= 768 - 100
        assert box.words.text() == text
        inside = box.area.viewport().size()
        assert box.words.width() == inside.width()
        needed = box.words.heightForWidth(inside.width())
        assert box.words.height() >= needed
        bar = box.area.verticalScrollBar()
        assert bar.maximum() == max(0, needed - inside.height())
        for item in box.findChildren(QPushButton):
            assert box.rect().contains(item.geometry())
            assert item.width() >= item.fontMetrics().horizontalAdvance(item.text()) + 16
        box.reject()

    asked(confirm(window, text), look)


def test_a_long_text_is_scrolled_to_its_end_by_key(window: QWidget) -> None:
    def look(box: Question) -> None:
        for _ in range(3):
            if QApplication.focusWidget() is not box.area:
                press(Key.Key_Tab)(box)
        bar = box.area.verticalScrollBar()
        press(Key.Key_PageDown)(box)
        assert bar.value() > 0
        assert box.words.mapTo(box, QPoint(0, 0)).y() < 0
        press(Key.Key_Return)(box)

    assert asked(confirm(window, LONG), look) is False


def test_the_keyboard_returns_to_where_it_was(window: QWidget, qtbot: QtBot) -> None:
    field = window.field  # type: ignore[attr-defined]
    for question, do in ((confirm(window), click("删除")), (choose(window), press(Key.Key_Escape)),
                         (tell(window), press(Key.Key_Return))):
        asked(question, do)
        qtbot.waitUntil(lambda: QApplication.focusWidget() is field)


def test_the_box_lies_over_its_window(window: QWidget) -> None:
    def look(box: Question) -> None:
        assert box.isModal()
        assert window.geometry().contains(box.geometry())
        box.reject()

    asked(confirm(window), look)


def test_files_are_looked_for_first_where_some_were_picked_last(
    window: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "佐证").mkdir()
    picked = [str(tmp_path / "佐证" / "纪要.pdf")]

    def pick(parent: QWidget, title: str, start: str, kinds: str) -> tuple[list[str], str]:
        offered.append(start)
        return picked, kinds

    QSettings().remove(ask.PICKED)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", pick)
    assert ask.pick_files(window, "选择佐证文件") == [Path(picked[0])]
    ask.pick_files(window, "选择佐证文件")
    (tmp_path / "佐证").rmdir()
    ask.pick_files(window, "选择佐证文件")
    own = str(ask.documents())
    assert own != str(Path.cwd()) and offered == [own, str(tmp_path / "佐证"), own]
