"""The main job, end to end: the opinion of 2022 typed through the window and exported with keys.

Then one figure is corrected in the records, and the paper follows in its two places and nowhere else.
"""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import docx
import pytest
from PySide6.QtWidgets import QWidget

from gui.pages.acceptance import AcceptancePanel
from gui.pages.paper.page import PaperPage
from gui.pages.settings import SettingsPage
from gui.pages.task.measures import MeasuresTab
from gui.pages.task.overview import OverviewTab
from gui.pages.task.page import TaskPage
from gui.pages.task.statements import StatementBlock
from gui.parts.fields import ComboField
from gui.places import ACCEPTANCE, MEASURES, OVERVIEW
from gui.settings.record_list import RecordList
from models.assembly import closures_of, statement_dossier
from models.domain.closure import StatementKind
from models.domain.plan import Measure, Task
from models.domain.statements import StatementState
from models.domain.wording import tidy
from models.workspace import Workspace
from tests.builders import Clock
from tests.journeys import kangping
from tests.journeys.clerk import ALT, CTRL, SHIFT, Clerk, Key

T = TypeVar("T", bound=QWidget)
HEADS = (
    "一、督察指出的问题", "二、责任单位采取的工作举措", "三、整改任务整改措施的落实情况",
    "四、整改任务整改目标完成情况", "五、佐证材料与整改措施对应情况", "六、下步工作要求", "七、验收结论",
)


@pytest.fixture
def clock() -> Clock:
    clock = Clock()
    clock.moment = datetime(2022, 10, 8, 9, 0)
    return clock


def test_the_opinion_of_2022_is_typed_exported_and_follows_a_corrected_figure(
    clerk: Clerk, ws: Workspace, tmp_path: Path, answers: dict[str, Any]
) -> None:
    answers["pick_folder"] = tmp_path / "导出"
    (tmp_path / "导出").mkdir()
    enter_issuer(clerk)
    enter_task(clerk)
    enter_goal(clerk)
    enter_measures(clerk, tmp_path)
    enter_acceptance(clerk)
    enter_head(clerk)
    first = export(clerk, tmp_path / "导出")
    print(clerk.bill(), clerk.typed_twice())
    assert_the_paper_says_what_was_typed(first)
    assert clerk.typed_twice() == []

    correct_the_figure(clerk)
    assert stale(ws) == [("2", StatementKind.IMPLEMENTATION), ("2", StatementKind.PROOF)]
    draft_and_confirm_again(clerk)
    assert stale(ws) == []
    second = export(clerk, tmp_path / "导出")
    assert_only_the_figure_differs(first, second)


# The clerk's way ----------------------------------------------------------------------------------------------------


def page(clerk: Clerk, kind: type[T]) -> T:
    """Return the page that is shown, to find a widget to click on."""
    shown = clerk.window.stack.currentWidget()
    assert isinstance(shown, kind)
    return shown


def tab(clerk: Clerk, kind: type[QWidget]) -> Any:
    found = [widget for widget in clerk.window.findChildren(kind) if widget.isVisible()]
    assert len(found) == 1
    return found[0]


def enter_issuer(clerk: Clerk) -> None:
    """设置 · 发文主体: the office whose name stands on the paper."""
    clerk.press(Key.Key_4, ALT)
    settings = page(clerk, SettingsPage)
    clerk.press(Key.Key_Tab, CTRL)
    issuers: RecordList = settings.tabs.stack.currentWidget()  # type: ignore[assignment]
    clerk.click(issuers.new)
    clerk.write(kangping.OFFICE)
    fields = dict(issuers._fields)
    clerk.into(fields["document_word"])
    clerk.write("示环督改办")
    clerk.press(Key.Key_Tab)
    clerk.write(kangping.GROUP)
    clerk.press(Key.Key_S, CTRL)


def enter_task(clerk: Clerk) -> None:
    """任务 · 新建: plan, number, unit, problem, measures."""
    clerk.press(Key.Key_1, ALT)
    clerk.press(Key.Key_N, CTRL)
    for text in (kangping.PLAN, "1", kangping.UNIT):
        clerk.write(text)
        clerk.press(Key.Key_Return)
    clerk.write(kangping.PROBLEM)
    clerk.press(Key.Key_Tab)
    clerk.write("\n".join(f"{number}. {text}" for number, text in enumerate(kangping.MEASURES, 1)))
    clerk.press(Key.Key_Return, CTRL)
    page(clerk, TaskPage)


def enter_goal(clerk: Clerk) -> None:
    """概况: the goal."""
    open_tab(clerk, OVERVIEW)
    overview: OverviewTab = tab(clerk, OverviewTab)
    clerk.into(overview.fields["goal"])
    clerk.write(kangping.GOAL)
    open_tab(clerk, MEASURES)


def enter_measures(clerk: Clerk, folder: Path) -> None:
    """措施与落实: for each measure what was done, a file, what it proves, and both statements."""
    measures: MeasuresTab = tab(clerk, MeasuresTab)
    for number, (done, proof) in enumerate(zip(kangping.IMPLEMENTATION, kangping.PROOF, strict=True), 1):
        if number > 1:
            measures.list.table.setFocus()
            clerk.press(Key.Key_Down)
        clerk.press(Key.Key_P, CTRL)
        clerk.press(Key.Key_Tab, SHIFT)
        clerk.press(Key.Key_A, CTRL)
        clerk.write("2021")
        clerk.typed.pop()  # A date of its own each time, not one fact typed again.
        clerk.press(Key.Key_Return)
        clerk.write(done)
        clerk.press(Key.Key_Return)
        clerk.paste_files(evidence_file(folder, number))
        clerk.qtbot.waitUntil(lambda: bool(measures.detail.evidence.shown()))
        clerk.qtbot.waitUntil(lambda: measures.detail.evidence.shown()[0].proves.is_open())
        clerk.write(proof)
        clerk.press(Key.Key_Return)
        for block in measures.detail.statements.blocks.values():
            draft_and_confirm(clerk, block)


def draft_and_confirm(clerk: Clerk, block: StatementBlock) -> None:
    clerk.click(block.next_button())
    clerk.qtbot.waitUntil(lambda: block.confirm.hasFocus())
    clerk.press(Key.Key_Return)


def enter_acceptance(clerk: Clerk) -> None:
    """验收: date, instruments, team, result, goal completion, next steps, contact."""
    open_tab(clerk, ACCEPTANCE)
    panel: AcceptancePanel = tab(clerk, AcceptancePanel)
    clerk.into(panel.fields["held_on"])
    clerk.write("9.28")
    clerk.into(panel.fields["basis"])
    clerk.write("\n".join(kangping.INSTRUMENTS))
    clerk.press(Key.Key_S, CTRL)
    panel.team.table.setFocus()
    panel.team.table.choose(0, 0)
    clerk.paste("\n".join("\t".join(cells) for cells in kangping.TEAM))
    pick(clerk, panel.fields["result"], "通过")
    pick(clerk, panel.fields["contact_id"], "戊某某")
    for name, text in (("goal_completion", kangping.COMPLETION), ("next_requirements", kangping.NEXT)):
        clerk.into(panel.fields[name])
        clerk.write(text)
    clerk.press(Key.Key_S, CTRL)
    clerk.click(panel.paper)


def enter_head(clerk: Clerk) -> None:
    """文书 · 版头与落款: issuer, date, the year's next number."""
    paper = page(clerk, PaperPage)
    clerk.click(paper.facts_button)
    pick(clerk, paper.facts.fields["issuer_id"], kangping.OFFICE)
    clerk.into(paper.facts.fields["dated_on"])
    clerk.write("9.30")
    clerk.press(Key.Key_Tab)
    clerk.click(paper.facts.next_number)


def export(clerk: Clerk, folder: Path) -> Path:
    """Ctrl+E on the page of the paper; returns the file that was written."""
    if not isinstance(clerk.window.stack.currentWidget(), PaperPage):
        clerk.click(tab(clerk, AcceptancePanel).paper)
    before = set(folder.iterdir())
    paper = page(clerk, PaperPage)
    paper.sections.table.setFocus()
    assert [str(item) for item in paper.checks.findings if item.level.value == "STOP"] == []
    clerk.window.strip.clear()
    clerk.press(Key.Key_E, CTRL)
    clerk.qtbot.waitUntil(lambda: "已导出" in clerk.window.strip.text(), timeout=30_000)
    (written,) = set(folder.iterdir()) - before
    return written


def correct_the_figure(clerk: Clerk) -> None:
    """措施 2: 县委常委会 was held eight times."""
    clerk.press(Key.Key_Left, ALT)
    open_tab(clerk, MEASURES)
    measures: MeasuresTab = tab(clerk, MeasuresTab)
    measures.list.table.setFocus()
    clerk.press(Key.Key_Home)
    clerk.press(Key.Key_Down)
    (row,) = [row for row in measures.detail.progress.rows if row.progress_id is not None and row.isVisible()]
    clerk.click(row.chips, row.chips.boxes()[0].center())
    clerk.write("8")
    clerk.press(Key.Key_Return)


def draft_and_confirm_again(clerk: Clerk) -> None:
    measures: MeasuresTab = tab(clerk, MeasuresTab)
    for block in measures.detail.statements.blocks.values():
        draft_and_confirm(clerk, block)
    open_tab(clerk, ACCEPTANCE)


def open_tab(clerk: Clerk, key: str) -> None:
    """Walk along the tabs with Ctrl+Tab until the one is open."""
    tabs = page(clerk, TaskPage).tabs
    for _ in range(8):
        if tabs.open_key() == key:
            return
        clerk.press(Key.Key_Tab, CTRL)
    raise AssertionError(f"no tab {key}")


def pick(clerk: Clerk, field: Any, words: str) -> None:
    """Choose in a list by the keys: down until the words stand there."""
    assert isinstance(field, ComboField)
    field.combo.setFocus()
    for _ in range(field.combo.count() + 1):
        if field.combo.currentText().startswith(words):
            return
        clerk.press(Key.Key_Down)
    raise AssertionError(f"no choice {words}")


def evidence_file(folder: Path, number: int) -> Path:
    path = folder / f"佐证材料{number}.txt"
    path.write_text(f"第{number}条措施的会议纪要和台账", encoding="utf-8")
    return path


# What is checked ----------------------------------------------------------------------------------------------------


def stale(ws: Workspace) -> list[tuple[str, StatementKind]]:
    closure = closures_of(ws, ws.find(Task)[0].id)[-1]
    return [
        (measure.number, kind)
        for measure in ws.find(Measure)
        for kind in StatementKind
        if statement_dossier(ws, closure.id, kind, ws.sources(measure)).state is StatementState.STALE
    ]


def paragraphs(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs if paragraph.text.strip()]


def sections(lines: list[str]) -> list[list[str]]:
    places = [lines.index(head) for head in HEADS]
    assert places == sorted(places)
    end = next(place for place, line in enumerate(lines) if line.startswith("附件："))
    return [lines[start + 1 : stop] for start, stop in pairwise([*places, end])]


def numbered(texts: tuple[str, ...]) -> list[str]:
    return [f"{number}. {tidy(text).text}" for number, text in enumerate(texts, 1)]


def assert_the_paper_says_what_was_typed(path: Path) -> None:
    lines = paragraphs(path)
    one, two, three, four, five, six, seven = sections(lines)
    assert one == [kangping.PROBLEM]
    assert two == numbered(kangping.MEASURES)
    assert three == numbered(kangping.IMPLEMENTATION)
    assert four == [f"整改目标：{kangping.GOAL}", tidy(kangping.COMPLETION).text]
    assert five == numbered(kangping.PROOF)
    assert six == [kangping.NEXT]
    assert seven == [tidy(kangping.CONCLUSION).text]
    whole = "\n".join(lines)
    for text in (*kangping.MEASURES, *kangping.IMPLEMENTATION, *kangping.PROOF):
        assert whole.count(tidy(text).text) == 1
    assert "〔缺" not in whole
    assert table_of(path)[1:] == [[*member, ""] for member in kangping.TEAM]


def assert_only_the_figure_differs(first: Path, second: Path) -> None:
    before, after = paragraphs(first), paragraphs(second)
    differing = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [new for _, new in differing] == [
        old.replace("县委常委会7次", "县委常委会8次").replace("7次县委常委会", "8次县委常委会") for old, _ in differing
    ]
    assert len(differing) == 2
    assert table_of(first) == table_of(second)


def table_of(path: Path) -> list[list[str]]:
    (table,) = docx.Document(str(path)).tables
    return [[cell.text for cell in row.cells] for row in table.rows]

