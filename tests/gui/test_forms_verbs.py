"""Everything an office may change of a form, one by one: by its widget, seen on the sample's paper, and undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from exporters.blocks import dump
from exporters.produce import prepare
from exporters.selection import Selection
from gui.forms.panel import FormsPanel
from gui.places import FORMS, SETTINGS
from gui.window import MainWindow
from models.actions.papers import save_paper
from models.assembly import closures_of, paper_of
from models.domain.closure import ClosureId
from models.domain.form import ContentKind, Layout, Numbering
from models.domain.office_forms import OfficeForm
from models.domain.plan import Task

Type = Callable[[QWidget, str], None]
SHENYANG = "closure-opinion-shenyang"
MEASURES = 1


class Hand:
    """What a clerk does in the editor of a form."""

    def __init__(self, panel: FormsPanel, commit_text: Type) -> None:
        self.panel, self.editor, self.heads = panel, panel.editor, panel.editor.heads
        self._commit_text = commit_text

    def write(self, field: Any, text: str) -> None:
        field.edit.setFocus()
        field.edit.selectAll()
        QTest.keyClick(field.edit, Qt.Key.Key_Delete)
        if text:
            self._commit_text(field.edit, text)
        field.commit(leaving=True)

    def choose(self, field: Any, key: object) -> None:
        place = field._keys.index(key)
        field.combo.setCurrentIndex(place)
        field.combo.activated.emit(place)

    def tick(self, field: Any) -> None:
        field.editor.click()
        field.commit(leaving=True)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.heads.table.setFocus()
        QTest.keyClick(self.heads.table, key, modifier)

    def table(self) -> Any:
        return self.editor.attachments.blocks[0]


@pytest.fixture
def window(sample_window: MainWindow) -> Iterator[MainWindow]:
    yield sample_window


@pytest.fixture
def hand(window: MainWindow, qtbot: QtBot, commit_text: Type) -> Hand:
    """Give the hand on a copy of a form, by which the sample's opinion is printed."""
    window.go(SETTINGS, FORMS)
    panel = window.findChild(FormsPanel)
    qtbot.waitUntil(lambda: panel.entry is not None)
    panel.show_form(SHENYANG)
    panel.copy.click()
    ws = window.session.workspace
    paper = paper_of(ws, closure(window))
    window.session.apply(lambda at: save_paper(at, paper=replace(paper, form=ws.find(OfficeForm)[0].key)))
    return Hand(panel, commit_text)


def closure(window: MainWindow) -> ClosureId:
    ws = window.session.workspace
    return closures_of(ws, ws.find(Task, number="1")[0].id)[-1].id


def seen(panel: FormsPanel) -> str:
    document = panel.look.reading.document()
    return dump(document) if document is not None else ""


def written(window: MainWindow, folder: Path) -> str:
    """Return the words of the Word file of the sample's opinion, its tables too."""
    target = folder / "意见.docx"
    prepare(window.session.workspace, "closure_opinion", Selection(closure_id=closure(window)), path=target,
            draft=True).run()
    document = docx.Document(str(target))
    cells = [cell.text.replace("\n", "") for table in document.tables for row in table.rows for cell in row.cells]
    target.unlink()
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def in_numbers(hand: Hand, numbering: Numbering) -> None:
    hand.heads.choose(MEASURES)
    hand.choose(hand.heads.numbering, numbering)


def add_head(hand: Hand) -> None:
    hand.heads.choose(0)
    hand.heads.add.click()
    hand.write(hand.heads.text, "本县的部分")
    hand.write(hand.heads.words, "本县加的话。")


def drop_first(hand: Hand) -> None:
    hand.heads.choose(0)
    hand.key(Qt.Key.Key_Delete)


def move_second_up(hand: Hand) -> None:
    hand.heads.choose(1)
    hand.key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)


def rename(hand: Hand) -> None:
    hand.heads.choose(0)
    hand.write(hand.heads.text, "问题是什么")


def other_content(hand: Hand) -> None:
    hand.heads.choose(0)
    hand.choose(hand.heads.content, ContentKind.WORDS)
    hand.write(hand.heads.words, "见方案第{任务.编号}项。")


def other_column(hand: Hand) -> None:
    columns = hand.table().columns
    columns.add.click()
    assert columns.lines[6].width.text() == "15" and columns.total.text().endswith("正好")
    hand.write(columns.lines[6].label, "手印")


def inline(hand: Hand) -> None:
    hand.heads.choose(0)
    hand.tick(hand.heads.inline)


VERBS: dict[str, tuple[Callable[[Hand], object], str]] = {
    "title": (lambda hand: hand.write(hand.editor.fields["title"], "本县验收意见"), "本县验收意见"),
    "addressee": (lambda hand: hand.write(hand.editor.fields["addressee"], "示例市督改办、示例市局"), "示例市局："),
    "opening": (lambda hand: hand.write(hand.editor.fields["opening"], "经查，情况如下："), "经查，情况如下："),
    "tail": (lambda hand: hand.write(hand.editor.fields["tail"], "特此报告。"), "特此报告。"),
    "sign_off": (lambda hand: hand.write(hand.editor.fields["sign_off"], "示例县验收组"), "示例县验收组"),
    "contact": (lambda hand: hand.write(hand.editor.fields["contact"], "经办人：甲某某"), "经办人：甲某某"),
    "numbering of the heads （一）": (
        lambda hand: hand.choose(hand.editor.fields["numbering"], Numbering.CHINESE), "（一）督察指出的问题"),
    "numbering of the heads 1.": (
        lambda hand: hand.choose(hand.editor.fields["numbering"], Numbering.ARABIC), "1.督察指出的问题"),
    "no numbering of the heads": (
        lambda hand: hand.choose(hand.editor.fields["numbering"], Numbering.NONE), "督察指出的问题"),
    "numbering （一）": (lambda hand: in_numbers(hand, Numbering.CHINESE), "（一）"),
    "numbering （1）": (lambda hand: in_numbers(hand, Numbering.BRACKET), "（1）"),
    "numbering ①": (lambda hand: in_numbers(hand, Numbering.CIRCLE), "①"),
    "numbering 一是": (lambda hand: in_numbers(hand, Numbering.ORDINAL), "一是"),
    "layout": (lambda hand: hand.choose(hand.editor.fields["layout"], Layout.TABLE), "督察指出的问题"),
    "rename": (rename, "一、问题是什么"),
    "add": (add_head, "二、本县的部分"),
    "drop": (drop_first, "一、责任单位采取的工作举措"),
    "move": (move_second_up, "一、责任单位采取的工作举措"),
    "content": (other_content, "见方案第1项。"),
    "inline": (inline, "督察指出的问题：示例省一些地方"),
    "column added": (other_column, "手印"),
    "column renamed": (lambda hand: hand.write(hand.table().columns.lines[5].label, "签名处"), "签名处"),
    "attachment renamed": (lambda hand: hand.write(hand.table().title, "到场人员签字表"), "到场人员签字表"),
    "attachment added": (lambda hand: hand.editor.attachments.add.click(), "佐证材料目录"),
}


# In one window each, because a window and a sample take longer than what is done in them.
@pytest.mark.parametrize("verbs", [list(VERBS)[place::2] for place in range(2)], ids=["odd", "even"])
def test_what_is_changed_by_hand_is_on_the_samples_paper_and_is_undone(
    hand: Hand, window: MainWindow, verbs: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    ws = window.session.workspace
    before, paper = ws.find(OfficeForm)[0], written(window, tmp_path)
    for verb in verbs:
        act, wanted = VERBS[verb]
        steps = ws.last_sequence
        act(hand)
        assert hand.panel.entry is not None and hand.panel.entry.reading.is_sound, verb
        qtbot.waitUntil(lambda wanted=wanted: wanted in seen(hand.panel))
        assert wanted in (now := written(window, tmp_path)) and now != paper, verb
        for _ in range(ws.last_sequence - steps):
            window.session.undo()
        assert ws.find(OfficeForm) == [before], verb
        # Nothing is left that a clerk would be asked about on leaving.
        assert [field for field in window.page().open_fields() if field.isVisible()] == [], verb
    assert written(window, tmp_path) == paper


def test_columns_of_the_signature_table_are_taken_away_and_moved(
    hand: Hand, window: MainWindow, tmp_path: Path
) -> None:
    for button in ("remove", "down", "up"):
        labels = labels_of(hand)
        getattr(hand.table().columns.lines[3], button).click()
        after = labels_of(hand)
        assert after == {
            "remove": [*labels[:3], *labels[4:]], "down": [*labels[:3], labels[4], labels[3], *labels[5:]],
            "up": [*labels[:2], labels[3], labels[2], *labels[4:]],
        }[button]
        assert "\n".join(after) in written(window, tmp_path)
        window.session.undo()
        assert labels_of(hand) == labels


def labels_of(hand: Hand) -> list[str]:
    assert hand.editor.form is not None
    return [item.label for item in hand.editor.form.attachments[0].table.columns]
