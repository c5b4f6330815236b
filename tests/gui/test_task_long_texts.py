"""A page of a task takes texts of any length and signs of any kind as they were typed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.pages.task.page import TaskPage
from gui.pages.tasks import TasksPage
from gui.parts.paragraph import Paragraph
from gui.places import OVERVIEW, TaskPlace
from gui.session import Session
from models.actions import progress, tasks
from models.domain.plan import Measure
from models.workspace import Workspace
from tests.builders import add_task, measures_of

STRANGE = "𬭊 😀 A&B <科技> =1+1 <b>粗</b>"
LONG = "一二三四五六七八九十" * 5000


def test_fifty_thousand_characters_are_shown_from_their_beginning(ws: Workspace, session: Session, qtbot: Any) -> None:
    task = add_task(ws, "1", (LONG,))
    (measure,) = measures_of(ws, task.id)
    progress.record_progress(ws, measure_id=measure.id, entry=progress.ProgressInput(text=LONG))
    page = TaskPage(session)
    qtbot.addWidget(page)
    page.resize(1213, 690)
    page.go_to(TaskPlace(task_id=task.id))
    page.show()
    detail = page.holders["measures"].inside.detail
    assert detail.text.text() == LONG
    assert detail.text.heightForWidth(800) == 24 * 31
    detail.edit()
    assert detail.form.text.text() == LONG


def test_f2_edits_the_words_that_have_the_keyboard(qtbot: Any) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    asked: list[str] = []
    QShortcut(QKeySequence("F2"), page).activated.connect(lambda: asked.append("page"))
    words = Paragraph("完成管网12公里。", edits=True)
    words.clicked.connect(lambda: asked.append("words"))
    QVBoxLayout(page).addWidget(words)
    with qtbot.waitActive(page):
        page.show()
    words.setFocus()
    qtbot.keyClick(words, Qt.Key.Key_F2)
    assert asked == ["words"]


def test_a_text_cut_short_shows_each_of_its_lines_once(qtbot: Any) -> None:
    cut = Paragraph("落" * 5000, most=3)
    whole = Paragraph("落" * 5000, most=100_000)
    for paragraph in (cut, whole):
        qtbot.addWidget(paragraph)
        paragraph.resize(300, 24 * 3)
    assert cut.grab().toImage() == whole.grab().toImage()


@pytest.mark.parametrize("number", ["1", "A&B", "=1+1", "𬭊-1"])
def test_numbers_and_names_stand_as_they_were_typed(ws: Workspace, session: Session, qtbot: Any, number: str) -> None:
    task = add_task(ws, number, (STRANGE,))
    tasks.revise_task(ws, task=replace(task, title=STRANGE))
    page, listing = TaskPage(session), TasksPage(session)
    for widget in (page, listing):
        qtbot.addWidget(widget)
    page.go_to(TaskPlace(task_id=task.id))
    listing.refresh(None)
    assert page.top.number.text() == number
    assert page.top.title.whole() == STRANGE
    assert page.holders["measures"].inside.detail.text.text() == STRANGE
    assert listing.model.values(0)[:2] == (number, STRANGE)
    page.tabs.open(OVERVIEW)
    assert page.holders[OVERVIEW].inside.fields["title"].text() == STRANGE
    assert ws.find(Measure)[0].text == STRANGE
