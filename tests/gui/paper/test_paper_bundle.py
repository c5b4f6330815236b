"""All papers of a closure from the window: one folder with a list, and the same as public copies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from pytestqt.qtbot import QtBot

from exporters.bundle import LIST_NAME
from exporters.registry import ALL_PAPERS_LABEL, ALL_PUBLIC_LABEL, KINDS
from gui.pages.paper.page import PaperPage
from gui.session import Session
from gui.task.papers import TaskPapers
from models.domain.closure import PaperKind
from models.domain.plan import Task, TaskId

# Task 1 has no photos to compare.
OF_THE_SAMPLE = [kind for kind in KINDS if kind.kind is not PaperKind.PHOTO_PAIRS]


def choose(page: PaperPage, words: str) -> None:
    next(action for action in page.buttons.menu.actions() if action.text() == words).trigger()


def words_of(path: Path) -> str:
    paper = docx.Document(str(path))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([item.text for item in paper.paragraphs] + cells)


def papers_of(session: Session, qtbot: QtBot, number: str) -> TaskPapers:
    panel = TaskPapers(session, TaskId(session.workspace.find(Task, number=number)[0].id))
    qtbot.addWidget(panel)
    with qtbot.waitActive(panel):
        panel.show()
    qtbot.waitUntil(panel.standings.is_done)
    return panel


def test_the_menu_beside_export_writes_every_paper_into_one_folder(
    qtbot: QtBot, page: PaperPage, folder: Path
) -> None:
    with qtbot.waitSignal(page.session.told) as told:
        choose(page, ALL_PAPERS_LABEL)
    (made,) = folder.iterdir()
    assert told.args[0] == f"已导出 {len(OF_THE_SAMPLE)} 份文书和清单到“{made.name}”"
    assert [label for label, _ in told.args[1]] == ["打开文件夹", "打开清单"]
    assert len(list(made.iterdir())) == len(OF_THE_SAMPLE) + 1
    listed = words_of(made / LIST_NAME)
    assert all(kind.label in listed for kind in OF_THE_SAMPLE) and "公开版" not in listed


def test_the_public_copies_are_written_with_a_list_of_what_they_hide(
    qtbot: QtBot, page: PaperPage, folder: Path
) -> None:
    with qtbot.waitSignal(page.session.told) as told:
        choose(page, ALL_PUBLIC_LABEL)
    (made,) = folder.iterdir()
    assert "公开版" in made.name and told.args[0].endswith("，清单里写明隐去了什么")
    hidden = "落款隐去1个手机号码的中间几位；签字表隐去5个手机号码的中间几位；签字表不印签字栏"
    assert f"验收销号意见：{hidden}。" in words_of(made / LIST_NAME)
    for path in made.iterdir():
        assert "1380000" not in words_of(path) and "验收人员签字" not in words_of(path)


def test_the_list_of_a_tasks_papers_leads_to_the_folder_of_its_closure(
    qtbot: QtBot, session: Session, folder: Path
) -> None:
    panel = papers_of(session, qtbot, "1")
    for link in (panel.all, panel.all_public):
        with qtbot.waitSignal(session.told):
            link.click()
    assert sorted("公开版" in made.name for made in folder.iterdir()) == [False, True]


@pytest.mark.parametrize(("answer", "made"), [(0, 1), (None, 0)])
def test_what_lacks_is_asked_about_before_anything_is_written(
    qtbot: QtBot, session: Session, folder: Path, answers: dict[str, Any], answer: int | None, made: int
) -> None:
    answers["choose"] = answer
    panel = papers_of(session, qtbot, "12-02")
    panel.all.click()
    qtbot.waitUntil(lambda: any(name == "choose" for name, _ in answers["asked"]))
    title, text, ways = next(said for name, said in answers["asked"] if name == "choose")[:3]
    assert title == ALL_PAPERS_LABEL and "验收销号意见：缺 " in text and "也存为草稿" in ways[0]
    qtbot.waitUntil(lambda: len(list(folder.glob("任务*"))) == made)
    for path in folder.glob("*/任务*"):
        assert ("草稿" in path.name) is ("〔缺" in words_of(path))
