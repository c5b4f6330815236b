from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from exporters.forms.slots import resolve
from gui.acceptance.closure_bar import MEASURES, SITES, UNITS
from gui.acceptance.fields import DatesField, InstrumentsField, MethodsField, read_dates
from gui.acceptance.printed_places import printed_places
from gui.pages.acceptance import AcceptancePanel
from gui.parts.field import Field
from gui.parts.fields import ComboField
from gui.places import PaperPlace
from gui.session import Session
from models.actions.closures import save_members
from models.actions.papers import save_paper
from models.actions.tasks import TaskInput, save_plan, save_sub_item, set_task_units
from models.actions.tasks import add_task as new_task
from models.assembly import acceptance_of, closure_dossier, closures_of, paper_of
from models.domain.closure import AcceptanceResult, ClosureSubject, InstrumentRole
from models.domain.partial_date import PartialDate, Period
from models.domain.plan import Plan, SubItem, SubItemId, TaskId, UnitRole
from models.dossiers import ClosureDossier
from models.errors import InputError
from models.workspace import new_id
from tests.builders import REFERENCE, add_task, member
from tests.gui.conftest import on_screen

Type = Callable[[QWidget, str], None]
DAY = PartialDate(year=2025, month=9, day=28)


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> AcceptancePanel:
    """Give the acceptance of a task on screen, told of every change."""
    task = add_task(session.workspace)
    panel = AcceptancePanel(session, task.id)
    on_screen(panel, session, qtbot, 1180, 900)
    return panel


def dossier(panel: AcceptancePanel) -> ClosureDossier:
    return closure_dossier(panel.session.workspace, panel.closure_id)


def offered(panel: AcceptancePanel, menu: str) -> list[str]:
    return [offer.words for offer in panel.bar.offers() if offer.menu == menu]


def begin(panel: AcceptancePanel, menu: str, place: int) -> None:
    panel.bar.begin([offer for offer in panel.bar.offers() if offer.menu == menu][place])


def write(panel: AcceptancePanel, name: str, text: str, commit_text: Type) -> Field:
    field = panel.fields[name]
    field.setFocus()
    commit_text(field.editor, text)
    assert field.commit(leaving=True)
    return field


# Dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("9.28", (DAY,)),
        ("2025年9月28日、30日", (DAY, PartialDate(year=2025, month=9, day=30))),
        ("2024-9-28，10.9", (PartialDate(year=2024, month=9, day=28), PartialDate(year=2024, month=10, day=9))),
        ("9.28-30", (Period(first=DAY, last=PartialDate(year=2025, month=9, day=30)),)),
        ("9.28-30、10.9", (Period(first=DAY, last=PartialDate(year=2025, month=9, day=30)),
                           PartialDate(year=2025, month=10, day=9))),
        ("", ()),
        ("、", ()),
    ],
    ids=["one", "a day borrows", "the year is borrowed", "a span", "span and day", "nothing", "only a mark"],
)
def test_several_dates_are_read_from_one_line(text: str, dates: tuple[object, ...]) -> None:
    assert read_dates(text, on=date(2025, 11, 22)) == dates


def test_a_date_that_is_none_is_named() -> None:
    with pytest.raises(InputError, match=r"13 月"):
        read_dates("9.28、13月5日", on=date(2025, 11, 22))


def test_the_dates_are_saved_and_read_out_as_they_will_be_printed(panel: AcceptancePanel, commit_text: Type) -> None:
    field = write(panel, "held_on", "9.28、30", commit_text)
    assert isinstance(field, DatesField) and field.reading() == "2025年9月28日、30日"
    assert dossier(panel).acceptance.held_on == (DAY, PartialDate(year=2025, month=9, day=30))
    assert field.edit.text() == "2025-09-28、2025-09-30"


def test_an_acceptance_before_the_plan_is_told_at_the_field(panel: AcceptancePanel, commit_text: Type) -> None:
    ws = panel.session.workspace
    save_plan(ws, plan=replace(ws.find(Plan)[0], dated_on=PartialDate(year=2025, month=10)))
    field = write(panel, "held_on", "9.28", commit_text)
    assert field.note() == "早于方案印发日期 2025年10月，请核对验收日期或方案日期"
    field.edit.clear()
    write(panel, "held_on", "10.9", commit_text)
    assert field.note() == ""


def test_impossible_dates_stay_typed_and_unsaved(panel: AcceptancePanel, commit_text: Type) -> None:
    field = panel.fields["held_on"]
    field.setFocus()
    commit_text(field.editor, "2025-2-30")
    assert not field.commit(leaving=True) and field.problem()
    assert dossier(panel).acceptance.held_on == ()


# Fields


def test_a_tick_adds_and_takes_a_method(qtbot: QtBot, panel: AcceptancePanel) -> None:
    field = panel.fields["methods"]
    assert isinstance(field, MethodsField)
    for tick in field.ticks:
        tick.setFocus()
        qtbot.keyClick(tick, Qt.Key.Key_Space)
    assert dossier(panel).acceptance.methods == "听取汇报、核查资料、现场核查"
    field.ticks[1].click()
    assert dossier(panel).acceptance.methods == "听取汇报、现场核查"


def test_a_method_of_ones_own_stays_beside_the_ticks(panel: AcceptancePanel, commit_text: Type) -> None:
    field = write(panel, "methods", "查看监测数据", commit_text)
    assert isinstance(field, MethodsField)
    field.ticks[0].click()
    assert dossier(panel).acceptance.methods == "听取汇报、查看监测数据"


def test_pasted_instruments_stand_in_order_without_their_title_marks(panel: AcceptancePanel) -> None:
    field = panel.fields["basis"]
    assert isinstance(field, InstrumentsField)
    QApplication.clipboard().setText("《整改方案》\n\n验收销号办法（试行）\n《验收参考标准》\n")
    field.edit.paste()
    assert field.commit(leaving=True)
    titles = [item.title for item in dossier(panel).instruments_as(InstrumentRole.BASIS)]
    assert titles == ["整改方案", "验收销号办法（试行）", "验收参考标准"]


def test_an_instrument_keeps_its_number_when_the_lines_are_written_again(
    panel: AcceptancePanel, commit_text: Type
) -> None:
    field = write(panel, "basis", "《整改方案》\n验收销号办法（试行） 示环发[2021]3号", commit_text)
    assert isinstance(field, InstrumentsField) and field.reading() == "文号：示环发〔2021〕3号"
    assert field.edit.toPlainText() == "整改方案\n验收销号办法（试行）（示环发〔2021〕3号）"
    ids = [item.id for item in dossier(panel).instruments]
    field.edit.moveCursor(QTextCursor.MoveOperation.Start)
    commit_text(field.editor, "示例县")
    assert field.commit(leaving=True)
    found = dossier(panel).instruments_as(InstrumentRole.BASIS)
    assert [(item.title, item.document_number) for item in found] == [
        ("示例县整改方案", ""), ("验收销号办法（试行）", "示环发〔2021〕3号"),
    ]
    assert [item.id for item in found] == ids
    assert resolve("依据", dossier(panel)) == "《示例县整改方案》和《验收销号办法（试行）》（示环发〔2021〕3号）"


def test_the_instruments_of_the_last_closure_can_be_taken_over(panel: AcceptancePanel, commit_text: Type) -> None:
    write(panel, "basis", "整改方案\n验收办法（示环发〔2021〕3号）", commit_text)
    write(panel, "standard", "参考标准", commit_text)
    other = add_task(panel.session.workspace, "12-02")
    panel.show_task(other.id)
    assert panel.take_over.text() == "沿用任务 1 的 3 件文件"
    panel.take_over.click()
    basis, standard = (dossier(panel).instruments_as(role) for role in InstrumentRole)
    assert [item.title for item in (*basis, *standard)] == ["整改方案", "验收办法", "参考标准"]
    assert basis[1].document_number == "示环发〔2021〕3号"
    assert panel.take_over.isHidden()


def test_instruments_taken_over_name_the_tasks_own_plan_and_are_one_step_to_undo(
    panel: AcceptancePanel, commit_text: Type
) -> None:
    ws, first = panel.session.workspace, dossier(panel).plan
    write(panel, "basis", f"{first.title}\n验收办法", commit_text)
    write(panel, "standard", "参考标准", commit_text)
    changes = panel.session.apply(lambda ws: new_task(ws, plan_id=None, plan_title="省级督察整改方案", task=TaskInput(
        number="1", problem="矿山修复滞后。", responsible_units=("示例县",))))
    assert changes is not None
    panel.show_task(TaskId(changes.new_id("tasks")))
    panel.take_over.click()
    basis, standard = (dossier(panel).instruments_as(role) for role in InstrumentRole)
    assert [item.title for item in (*basis, *standard)] == ["省级督察整改方案", "验收办法", "参考标准"]
    panel.session.undo()
    assert dossier(panel).instruments == () and len(ws.find(Plan)) == 2


def test_the_plan_of_the_task_is_offered_as_the_first_instrument(panel: AcceptancePanel, commit_text: Type) -> None:
    plan = dossier(panel).plan
    panel.session.apply(lambda ws: save_plan(ws, plan=replace(plan, document_number="示委〔2020〕52号")))
    panel.refresh(None)
    assert panel.take_over.text() == "填入整改方案"
    assert panel.take_over.toolTip() == f"{plan.title}（示委〔2020〕52号）"
    panel.take_over.click()
    field = panel.fields["basis"]
    assert isinstance(field, InstrumentsField)
    commit_text(field.editor, "\n验收办法")
    assert field.commit(leaving=True)
    found = dossier(panel).instruments_as(InstrumentRole.BASIS)
    cited = [(item.title, item.document_number) for item in found]
    assert cited == [(plan.title, "示委〔2020〕52号"), ("验收办法", "")]
    assert panel.take_over.isHidden()


def test_the_contact_is_picked_from_the_team(panel: AcceptancePanel) -> None:
    closure = dossier(panel).closure
    panel.session.apply(lambda ws: save_members(ws, members=(member(closure), member(closure, "乙某某", position=1))))
    field = panel.fields["contact_id"]
    assert isinstance(field, ComboField)
    assert [field.combo.itemText(at).split("　")[0] for at in range(3)] == ["未选", "甲某某", "乙某某"]
    field.combo.setCurrentIndex(2)
    field.combo.activated.emit(2)
    contact = dossier(panel).contact
    assert contact is not None and contact.name == "乙某某"


def test_the_result_shows_which_conclusion_will_be_drafted(panel: AcceptancePanel) -> None:
    assert panel._draft.isHidden()
    field = panel.fields["result"]
    assert isinstance(field, ComboField)
    field.combo.setCurrentIndex(1)
    field.combo.activated.emit(1)
    assert dossier(panel).acceptance.result is AcceptanceResult.PASSED
    assert panel._draft.text().startswith("将写：示例县已完成") and "通过验收" in panel._draft.text()


def test_a_conclusion_of_ones_own_takes_the_place_of_the_draft(panel: AcceptancePanel, commit_text: Type) -> None:
    write(panel, "conclusion", "示例县已完成整改，同意销号。", commit_text)
    assert dossier(panel).acceptance.conclusion == "示例县已完成整改，同意销号。"
    assert panel._draft.isHidden()


def test_joint_departments_and_own_units_join_the_directory(panel: AcceptancePanel, commit_text: Type) -> None:
    write(panel, "joint", "示例市水利局、示例市住建局", commit_text)
    write(panel, "units", "示例镇政府", commit_text)
    assert dossier(panel).joint_units == ("示例市水利局", "示例市住建局")
    assert dossier(panel).responsible_units == ("示例镇政府",)


def test_typing_in_one_field_is_one_step_of_undo(panel: AcceptancePanel, commit_text: Type) -> None:
    field = panel.fields["goal_completion"]
    field.setFocus()
    commit_text(field.editor, "已完成学习任务")
    field.commit()
    commit_text(field.editor, "，目标已达到。")
    field.commit()
    assert dossier(panel).acceptance.goal_completion == "已完成学习任务，目标已达到。"
    panel.session.undo()
    assert dossier(panel).acceptance.goal_completion == ""
    assert field.read() == ""


def test_unsaved_typing_survives_a_change_elsewhere(panel: AcceptancePanel, commit_text: Type) -> None:
    field = panel.fields["next_requirements"]
    field.setFocus()
    commit_text(field.editor, "长期坚持")
    panel.session.apply(lambda ws: save_members(ws, members=(member(dossier(panel).closure),)))
    assert field.read() == "长期坚持" and field.is_unsaved()


def test_each_field_says_where_this_form_prints_it(panel: AcceptancePanel) -> None:
    places = printed_places(REFERENCE.form("closure-opinion-shenyang"))
    assert places["held_on"] == "引言" and places["goal_completion"] == "四、目标完成情况"
    assert places["methods"] == "" and places["contact_id"] == "附注"
    other = printed_places(REFERENCE.form("closure-opinion-liaoning"))
    assert other["methods"] == "引言" and other["goal_completion"] == ""


def test_another_form_tells_other_places(panel: AcceptancePanel, commit_text: Type) -> None:
    write(panel, "methods", "听取汇报", commit_text)
    before = panel.fields["methods"]

    def choose(key: str) -> None:
        ws = panel.session.workspace
        paper = paper_of(ws, panel.closure_id)
        panel.session.apply(lambda ws: save_paper(ws, paper=replace(paper, form=key)))

    choose("closure-opinion-liaoning")
    after = panel.fields["methods"]
    assert after is not before and after.read() == "听取汇报"


# Covered measures and rounds


def test_leaving_out_a_measure_leaves_it_out_of_the_paper(panel: AcceptancePanel) -> None:
    panel.more.set_open(True)
    tick = panel.covered.ticks[0][1]
    tick.click()
    assert [item.measure.number for item in dossier(panel).measures] == ["2"]
    tick.click()
    assert [item.measure.number for item in dossier(panel).measures] == ["1", "2"]


def test_a_second_round_takes_over_the_units_and_leaves_the_first_as_it_was(
    panel: AcceptancePanel, commit_text: Type
) -> None:
    write(panel, "units", "示例镇政府", commit_text)
    write(panel, "held_on", "9.28", commit_text)
    first = panel.closure_id
    panel.bar.begin(panel.bar.offers()[0])
    assert panel.closure_id != first
    assert dossier(panel).closure.round == 2 and dossier(panel).responsible_units == ("示例镇政府",)
    assert panel.fields["held_on"].read() == ()
    assert acceptance_of(panel.session.workspace, first).held_on == (DAY,)
    assert panel.bar.choice.isVisible()


def test_choosing_a_round_shows_its_facts(panel: AcceptancePanel, commit_text: Type) -> None:
    write(panel, "held_on", "9.28", commit_text)
    panel.bar.begin(panel.bar.offers()[0])
    panel.bar.choice.combo.setCurrentIndex(0)
    panel.bar.choice.combo.activated.emit(0)
    assert panel.fields["held_on"].read() == (DAY,)


def test_units_sites_and_measures_can_be_closed_by_themselves(panel: AcceptancePanel) -> None:
    ws, task_id = panel.session.workspace, panel.task_id
    set_task_units(ws, task_id=task_id, role=UnitRole.RESPONSIBLE, names=("示例县", "示例镇"))
    save_sub_item(ws, item=SubItem(id=SubItemId(new_id()), task_id=task_id, name="河东泵站"))
    assert offered(panel, UNITS) == ["示例县", "示例镇"]
    assert offered(panel, SITES) == ["点位：河东泵站"]
    begin(panel, MEASURES, 1)
    closure = dossier(panel).closure
    assert (closure.subject_kind, closure.name) == (ClosureSubject.MEASURE, "第 1 轮 · 第2条整改措施")
    assert [item.measure.number for item in dossier(panel).measures] == ["2"]
    assert offered(panel, MEASURES) == ["措施 1　成立专班。"]
    begin(panel, UNITS, 1)
    assert dossier(panel).closure.subject_kind is ClosureSubject.TASK_UNIT
    assert dossier(panel).responsible_units == ("示例镇",)
    begin(panel, SITES, 0)
    assert dossier(panel).closure.sub_item_id == ws.find(SubItem)[0].id
    assert resolve("销号对象", dossier(panel)) == "河东泵站"


def test_the_menu_says_what_is_missing_for_a_subject(panel: AcceptancePanel) -> None:
    panel.bar.new.menu_of.aboutToShow.emit()
    assert [action.text() for action in panel.bar.new.menu_of.actions()][-3:] == [UNITS, SITES, MEASURES]
    (action,) = panel.bar.menus[SITES].actions()
    assert (action.text(), action.isEnabled()) == ("先在“概况 · 更多”里登记点位", False)
    panel.bar.begin(panel.bar.offers()[1])
    panel.bar.new.menu_of.aboutToShow.emit()
    assert [action.text() for action in panel.bar.menus[UNITS].actions()] == ["都已新建，请选中它再验一轮"]


def test_a_closure_begun_by_mistake_is_deleted_after_a_question_that_counts(
    panel: AcceptancePanel, answers: dict[str, Any]
) -> None:
    assert panel.bar.discard.isHidden()
    first = panel.closure_id
    panel.bar.begin(panel.bar.offers()[0])
    second = panel.closure_id
    closure = dossier(panel).closure
    panel.session.apply(lambda ws: save_members(ws, members=(member(closure), member(closure, "乙某某", position=1))))
    answers["confirm"] = False
    panel.bar.discard.click()
    assert panel.closure_id == second
    assert "“第 2 轮 · 整个任务”" in answers["asked"][0][1][1] and "2 人的验收组" in answers["asked"][0][1][1]
    answers["confirm"] = True
    panel.bar.discard.click()
    assert panel.closure_id == first and panel.bar.discard.isHidden()
    panel.session.undo()
    assert [item.id for item in closures_of(panel.session.workspace, panel.task_id)] == [first, second]
    assert len(closure_dossier(panel.session.workspace, second).members) == 2


def test_a_closure_with_a_numbered_opinion_is_kept_and_the_clerk_is_told(
    qtbot: QtBot, panel: AcceptancePanel, answers: dict[str, Any]
) -> None:
    panel.bar.begin(panel.bar.offers()[0])
    paper = replace(
        paper_of(panel.session.workspace, panel.closure_id), document_word="示督改办", document_year=2025,
        document_sequence=6,
    )
    panel.session.apply(lambda ws: save_paper(ws, paper=paper))
    answers["confirm"] = True
    with qtbot.waitSignal(panel.session.failed) as told:
        panel.bar.discard.click()
    assert "它的意见已编号 示督改办〔2025〕6号，不能删除" in str(told.args[0])
    assert len(closures_of(panel.session.workspace, panel.task_id)) == 2


def test_a_closure_keeps_a_number_of_its_own(panel: AcceptancePanel, commit_text: Type) -> None:
    panel.more.set_open(True)
    write(panel, "number", "2025-12", commit_text)
    assert dossier(panel).closure.number == "2025-12"


# Places


def test_a_complaint_leads_to_its_field(panel: AcceptancePanel) -> None:
    panel.focus_on("place")
    assert panel.more.is_open()
    assert panel.fields["place"].editor.hasFocus()


def test_a_complaint_on_a_member_leads_into_the_table(panel: AcceptancePanel) -> None:
    one = member(dossier(panel).closure)
    panel.session.apply(lambda ws: save_members(ws, members=(one,)))
    panel.focus_on(one.id)
    assert panel.team.table.hasFocus() and panel.team.table.currentIndex().row() == 0


def test_the_paper_is_one_click_away(qtbot: QtBot, panel: AcceptancePanel) -> None:
    with qtbot.waitSignal(panel.session.wanted) as asked:
        panel.paper.click()
    assert asked.args == ["paper", PaperPlace(closure_id=panel.closure_id)]
