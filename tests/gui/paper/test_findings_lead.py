"""Going where something is mended: from a finding to its field, its section or its record, and back."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from exporters.blocks import FontSet
from gui.pages.paper.page import PaperPage
from gui.settings.machine_panel import missing_fonts
from models.actions.papers import save_paper, write_statement
from models.actions.tasks import remove_task
from models.assembly import paper_of
from models.domain.checks.fonts import fonts_finding
from models.domain.closure import StatementKind
from tests.gui.paper.looking import Type, block, change_problem, finding, task_of, write


def test_a_missing_number_leads_to_its_field(page: PaperPage) -> None:
    paper = paper_of(page.session.workspace, page.closure_id)  # type: ignore[arg-type]
    page.session.apply(lambda ws: save_paper(ws, paper=replace(paper, dated_on=None)))
    page.go_to_finding(next(item for item in page.checks.findings if item.target and item.target.field == "dated_on"))
    assert page.facts.isVisible() and page.facts.fields["dated_on"].editor.hasFocus()


def test_a_changed_section_leads_into_its_text(page: PaperPage, commit_text: Type) -> None:
    write(page, "problem", "我写的问题。", commit_text)
    assert page.save()
    change_problem(page, "方案改了的问题。")
    page.checks.table.linked.emit(0, "link")
    assert block(page, "problem").field.edit.hasFocus()


def test_a_missing_problem_leads_to_the_task(qtbot: QtBot, page: PaperPage) -> None:
    change_problem(page, "")
    found = next(item for item in page.checks.findings if item.target and item.target.table == "tasks")
    with qtbot.waitSignal(page.session.wanted) as asked:
        page.go_to_finding(found)
    assert asked.args[0] == "task" and asked.args[1].task_id == task_of(page).id


def test_a_place_of_the_page_is_come_back_to(page: PaperPage) -> None:
    page.sections.table.choose("conclusion")
    place = page.place()
    page.sections.table.choose("title")
    page.go_to(place)
    assert page.sections.key() == "conclusion"


def test_a_paper_that_is_gone_is_told_and_comes_back_with_its_task(qtbot: QtBot, page: PaperPage) -> None:
    closure_id = page.closure_id
    page.session.apply(lambda ws: remove_task(ws, task_id=task_of(page).id))
    assert "已不存在" in page.head.hint.text() and not page.written.isEnabled()
    assert page.place() is None
    page.session.undo()
    qtbot.waitUntil(lambda: not page.session.is_changing())
    assert "已不存在" not in page.head.hint.text() and page.written.isEnabled()
    assert page.closure_id == closure_id and page.place() is not None


def test_a_slip_in_a_statement_leads_to_its_measure(qtbot: QtBot, page: PaperPage) -> None:
    assert page.dossier is not None
    measure = page.dossier.measures[3].measure
    text = page.dossier.measures[3].proof.text.replace("责任状，", "责任状签订，")
    page.session.apply(lambda ws: write_statement(
        ws, closure_id=page.dossier.closure_id, measure_id=measure.id, kind=StatementKind.PROOF, text=text,  # type: ignore[union-attr]
    ))
    found = finding(page, "repeated_words")
    assert found.where == "文书 · 佐证对应 · 措施 4" and "责任状签订" in found.text
    with qtbot.waitSignal(page.session.wanted) as asked:
        page.go_to_finding(found)
    assert (asked.args[0], asked.args[1].measure_id, asked.args[1].focus) == ("task", measure.id, "statements")


def test_a_slip_in_an_edited_section_leads_into_its_text(page: PaperPage, commit_text: Type) -> None:
    write(page, "conclusion", "示例县已完成《整改方案，通过验收。", commit_text)
    assert page.save()
    found = finding(page, "unpaired")
    assert found.where == "文书 · 验收结论"
    page.go_to_finding(found)
    assert block(page, "conclusion").field.edit.hasFocus()


def test_fonts_this_machine_lacks_stand_beside_the_findings_and_lead_to_the_machine(
    qtbot: QtBot, page: PaperPage
) -> None:
    missing = missing_fonts(FontSet.GB2312)
    assert page.checks.machine.isVisible() == bool(missing)
    page.checks.show_machine(fonts_finding(["仿宋_GB2312"]))
    assert "仿宋_GB2312" in page.checks.machine.toolTip()
    with qtbot.waitSignal(page.session.wanted) as asked:
        page.checks.machine.click()
    assert asked.args == ["settings", "machine"]
    assert page.checks.findings == []
