"""The clerk's way from an empty workspace to the exported opinion, a step a page."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from gui.acceptance.team_rows import FIELDS
from gui.pages.acceptance import AcceptancePanel
from gui.pages.paper.page import PaperPage
from gui.pages.settings import SettingsPage
from gui.pages.task.measures import MeasuresTab
from gui.pages.task.overview import OverviewTab
from gui.pages.task.page import TaskPage
from gui.places import ACCEPTANCE, MEASURES, OVERVIEW
from gui.task.statements import StatementBlock
from tests.journeys import kangping
from tests.journeys.clerk import ALT, CTRL, SHIFT, Clerk, Key

T = TypeVar("T", bound=QWidget)


def enter_issuer(clerk: Clerk, *, completed_by: str = "") -> None:
    """设置 · 发文主体: the office whose name stands on the paper, completed where a team has named it already."""
    clerk.press(Key.Key_4, ALT)
    page(clerk, SettingsPage)
    clerk.press(Key.Key_Tab, CTRL)
    clerk.press(Key.Key_N, CTRL)
    if completed_by:
        clerk.complete(completed_by, kangping.OFFICE)
    else:
        clerk.give(kangping.OFFICE)
    clerk.press(Key.Key_Tab, times=3)
    clerk.give(kangping.DOCUMENT_WORD)
    clerk.press(Key.Key_Tab)
    clerk.give(kangping.GROUP)
    clerk.press(Key.Key_S, CTRL)


def enter_task(clerk: Clerk) -> None:
    """任务 · 新建: plan, number, unit, problem, measures."""
    clerk.press(Key.Key_1, ALT)
    clerk.press(Key.Key_N, CTRL)
    for text in (kangping.PLAN, "1", kangping.UNIT):
        clerk.give(text)
        clerk.press(Key.Key_Return)
    clerk.give(kangping.PROBLEM)
    clerk.press(Key.Key_Tab)
    clerk.give("\n".join(f"{number}. {text}" for number, text in enumerate(kangping.MEASURES, 1)))
    clerk.press(Key.Key_Return, CTRL)
    page(clerk, TaskPage)


def enter_goal(clerk: Clerk) -> None:
    """概况: the goal."""
    open_tab(clerk, OVERVIEW)
    overview = shown(clerk, OverviewTab)
    clerk.click(overview.fields["goal"].editor)
    clerk.give(kangping.GOAL)
    open_tab(clerk, MEASURES)


def enter_measures(clerk: Clerk, folder: Path) -> None:
    """措施与落实: for each measure what was done, a file, what it proves, and both statements."""
    measures = shown(clerk, MeasuresTab)
    for number, (done, proof) in enumerate(zip(kangping.IMPLEMENTATION, kangping.PROOF, strict=True), 1):
        if number > 1:
            clerk.click_cell(measures.list.table, number - 1)
        clerk.press(Key.Key_P, CTRL)
        clerk.press(Key.Key_Tab, SHIFT)
        clerk.press(Key.Key_A, CTRL)
        clerk.write("2021", fact=f"措施 {number} 的落实时间")
        clerk.press(Key.Key_Return)
        clerk.give(done)
        clerk.press(Key.Key_Return)
        clerk.paste_files(evidence_file(folder, number))
        clerk.qtbot.waitUntil(lambda: bool(measures.detail.evidence.shown()))
        clerk.qtbot.waitUntil(lambda: measures.detail.evidence.shown()[0].proves.is_open())
        clerk.give(proof)
        clerk.press(Key.Key_Return)
        for block in measures.detail.statements.blocks.values():
            draft_and_confirm(clerk, block)


def draft_and_confirm(clerk: Clerk, block: StatementBlock) -> None:
    clerk.click(block.next_button())
    clerk.qtbot.waitUntil(lambda: block.confirm.hasFocus())
    clerk.press(Key.Key_Return)


def enter_acceptance(clerk: Clerk) -> None:
    """验收: date, instruments, team, result, contact, goal completion, next steps."""
    open_tab(clerk, ACCEPTANCE)
    panel = shown(clerk, AcceptancePanel)
    clerk.click(panel.fields["held_on"].editor)
    clerk.give("9.28")
    clerk.click(panel.take_over)
    assert kangping.INSTRUMENTS[0] == kangping.PLAN
    clerk.press(Key.Key_Return)
    clerk.give("\n".join(kangping.INSTRUMENTS[1:]))
    clerk.press(Key.Key_S, CTRL)
    if clerk.pastes:
        clerk.click_cell(panel.team.table, 0)
        clerk.paste("\n".join("\t".join(cells) for cells in kangping.TEAM))
    else:
        clerk.click_cell(panel.team.table, 0, FIELDS.index("name"))
        type_team(clerk)
    for name, words in (("result", "通过"), ("contact_id", "戊某某")):
        combo = panel.fields[name].editor
        clerk.click(combo)
        clerk.pick(combo, words)  # type: ignore[arg-type]
    for name, text in (("goal_completion", kangping.COMPLETION), ("next_requirements", kangping.NEXT)):
        clerk.tab_to(panel.fields[name].editor)
        clerk.give(text)
    clerk.press(Key.Key_S, CTRL)


def type_team(clerk: Clerk) -> None:
    """Type the members row by row from the name on, where Tab leads; roles other than the usual one step back."""
    usual = ["组长"] + ["成员"] * (len(kangping.TEAM) - 1)
    known = {kangping.OFFICE: "办"}
    for (role, name, unit, post, phone), proposed in zip(kangping.TEAM, usual, strict=True):
        if role != proposed:
            clerk.press(Key.Key_Tab, SHIFT)
            clerk.write(role[0], fact=f"{name}的组内职务")
            clerk.press(Key.Key_Tab)
        clerk.write(name)
        clerk.press(Key.Key_Tab)
        if unit in known:
            clerk.complete(known[unit], unit)
        else:
            clerk.write(unit)
            known[unit] = unit[-1]
        for text in (post, phone):
            clerk.press(Key.Key_Tab)
            clerk.write(text)
        clerk.press(Key.Key_Tab)


def enter_head(clerk: Clerk) -> None:
    """文书 · 版头与落款: issuer, date, the year's next number."""
    paper = open_paper(clerk)
    clerk.click(paper.buttons.facts)
    issuer = paper.facts.fields["issuer_id"].editor
    clerk.tab_to(issuer)
    clerk.pick(issuer, kangping.OFFICE)  # type: ignore[arg-type]
    clerk.tab_to(paper.facts.fields["dated_on"].editor)
    clerk.give("9.30")
    clerk.tab_to(paper.facts.next_number)
    clerk.press(Key.Key_Space)


def export(clerk: Clerk, folder: Path) -> Path:
    """Ctrl+E on the page of the paper; returns the file that was written."""
    before = set(folder.iterdir())
    paper = open_paper(clerk)
    assert [str(item) for item in paper.checks.findings if item.level.value == "STOP"] == []
    clerk.window.strip.clear()
    clerk.press(Key.Key_E, CTRL)
    clerk.qtbot.waitUntil(lambda: "已导出" in clerk.window.strip.text())
    (written,) = set(folder.iterdir()) - before
    return written


def correct_the_figure(clerk: Clerk) -> None:
    """措施 2: 县委常委会 was held eight times."""
    clerk.press(Key.Key_Left, ALT)
    open_tab(clerk, MEASURES)
    measures = shown(clerk, MeasuresTab)
    clerk.click_cell(measures.list.table, 1)
    (row,) = [row for row in measures.detail.progress.rows if row.progress_id is not None and row.isVisible()]
    clerk.click(row.chips, row.chips.boxes()[0].center())
    clerk.write("8")
    clerk.press(Key.Key_Return)


def draft_and_confirm_again(clerk: Clerk) -> None:
    for block in shown(clerk, MeasuresTab).detail.statements.blocks.values():
        draft_and_confirm(clerk, block)
    open_tab(clerk, ACCEPTANCE)


# Where the clerk is -------------------------------------------------------------------------------------------------


def page(clerk: Clerk, kind: type[T]) -> T:
    """Return the page that is shown, to find a widget to click on."""
    current = clerk.window.stack.currentWidget()
    assert isinstance(current, kind)
    return current


def shown(clerk: Clerk, kind: type[T]) -> T:
    """Return the one widget of a kind that can be seen."""
    (found,) = [widget for widget in clerk.window.findChildren(kind) if widget.isVisible()]
    return found


def open_tab(clerk: Clerk, key: str) -> None:
    """Walk along the tabs with Ctrl+Tab until the one is open."""
    tabs = page(clerk, TaskPage).tabs
    for _ in range(8):
        if tabs.open_key() == key:
            return
        clerk.press(Key.Key_Tab, CTRL)
    raise AssertionError(f"no tab {key}")


def open_paper(clerk: Clerk) -> PaperPage:
    """Go from 验收 to its paper, if it is not open yet."""
    if not isinstance(clerk.window.stack.currentWidget(), PaperPage):
        clerk.click(shown(clerk, AcceptancePanel).paper)
    return page(clerk, PaperPage)


def evidence_file(folder: Path, number: int) -> Path:
    path = folder / f"佐证材料{number}.txt"
    path.write_text(f"第{number}条措施的会议纪要和台账", encoding="utf-8")
    return path
