"""公示: the end follows its days until a person moves it, disagreement is told in place with two remedies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.acceptance.self_check import SelfCheckBlock
from gui.pages.acceptance import AcceptancePanel
from gui.pages.publicity import NO_OBJECTION, PublicityPanel
from gui.parts.fields import ComboField
from gui.parts.palette import tone
from gui.places import ACCEPTANCE, PUBLICITY, TaskPlace, place_of
from gui.publicity.day_strip import CELL, ROW, DayStrip
from gui.session import Session
from models.actions.holidays import save_holiday_notice
from models.actions.publicity import save_publicity
from models.assembly import publicity_of, self_check_of
from models.domain.closure import Closure
from models.domain.directory import Unit
from models.domain.finding import Target
from models.domain.partial_date import PartialDate
from models.domain.publicity import DayCounting, Objection, Publicity
from models.domain.publicity_window import Window, days_in
from tests.builders import NEXT_NOTICE, REFERENCE, add_task, closure_of
from tests.gui.conftest import on_screen

Type = Callable[[QWidget, str], None]


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> PublicityPanel:
    """Give the publicity of a task on screen, told of every change."""
    task = add_task(session.workspace)
    panel = PublicityPanel(session, task.id)
    on_screen(panel, session, qtbot, 1180, 900)
    return panel


def write(panel: PublicityPanel, name: str, text: str, commit_text: Type) -> None:
    field: Any = panel.fields[name]
    field.setFocus()
    field.edit.clear()
    commit_text(field.editor, text)
    field.typed()
    assert field.commit(leaving=True)


def kept(panel: PublicityPanel) -> Publicity:
    return publicity_of(panel.session.workspace, panel.closure_id)


def ends(panel: PublicityPanel) -> str:
    end = kept(panel).ends_on
    return end.iso if end else ""


def begin(panel: PublicityPanel, commit_text: Type) -> None:
    write(panel, "starts_on", "2024-9-29", commit_text)
    write(panel, "days", "10", commit_text)


def test_start_and_days_give_the_end_in_one_step(panel: PublicityPanel, commit_text: Type) -> None:
    begin(panel, commit_text)
    assert ends(panel) == "2024-10-16" and panel.fields["ends_on"].read() == PartialDate.from_iso("2024-10-16")
    assert panel.period.counts.text() == "10 个工作日（含调休上班 2 天），放假 7 天，周末 1 天，共 18 天"
    panel.session.undo()
    assert ends(panel) == "" and kept(panel).days is None


@pytest.mark.parametrize("typed", ["10天", "10个工作日", "１０ 日", "10"])
def test_days_are_read_as_a_notice_words_them(panel: PublicityPanel, commit_text: Type, typed: str) -> None:
    write(panel, "days", typed, commit_text)
    assert kept(panel).days == 10 and panel.fields["days"].edit.text() == "10"  # type: ignore[attr-defined]


@pytest.mark.parametrize("typed", ["-3", "0", "天"])
def test_what_is_no_number_of_days_is_told_in_its_place(panel: PublicityPanel, commit_text: Type, typed: str) -> None:
    field: Any = panel.fields["days"]
    commit_text(field.editor, typed)
    field.typed()
    assert not field.commit(leaving=True)
    assert field.problem() == f"“{typed}”不成天数。请写大于 0 的数字，例如 10。"
    assert kept(panel).days is None
    field.drop()


def test_the_day_of_an_objection_falls_into_the_year_of_its_publicity(
    panel: PublicityPanel, commit_text: Type
) -> None:
    begin(panel, commit_text)
    field: Any = panel.objections.rows[-1].fields["raised_on"]
    field.setFocus()
    commit_text(field.editor, "10.9")
    field.typed()
    assert field.commit(leaving=True)
    assert field.read() == PartialDate.from_iso("2024-10-09")


def test_another_number_of_days_moves_an_end_nobody_has_set(panel: PublicityPanel, commit_text: Type) -> None:
    begin(panel, commit_text)
    write(panel, "days", "4", commit_text)
    assert ends(panel) == "2024-10-09"
    counting = panel.fields["counting"]
    assert isinstance(counting, ComboField)
    counting.combo.setCurrentIndex(1)
    counting.combo.activated.emit(1)
    assert (kept(panel).counting, ends(panel)) == (DayCounting.CALENDAR, "2024-10-02")


def test_an_end_that_was_typed_stays_and_the_disagreement_is_told_with_both_remedies(
    panel: PublicityPanel, commit_text: Type
) -> None:
    begin(panel, commit_text)
    write(panel, "ends_on", "2024-10-9", commit_text)
    period = panel.period
    assert ends(panel) == "2024-10-09" and period.problem.isVisible()
    assert period.problem.text() == "▲ 写的是10个工作日，9月29日至10月9日实为4个工作日；10个工作日应到10月16日"
    assert (period.to_end.text(), period.to_days.text()) == ("改成 10月16日", "改成 4 个工作日")
    write(panel, "starts_on", "2024-9-30", commit_text)
    assert ends(panel) == "2024-10-09"


@pytest.mark.parametrize(("which", "wanted"), [("to_end", ("2024-10-16", 10)), ("to_days", ("2024-10-09", 4))])
def test_either_remedy_puts_it_right(
    panel: PublicityPanel, commit_text: Type, which: str, wanted: tuple[str, int]
) -> None:
    begin(panel, commit_text)
    write(panel, "ends_on", "2024-10-9", commit_text)
    getattr(panel.period, which).click()
    assert (ends(panel), kept(panel).days) == wanted
    assert not panel.period.problem.isVisible()


def test_what_is_no_number_of_days_is_told_under_its_field(panel: PublicityPanel, commit_text: Type) -> None:
    field: Any = panel.fields["days"]
    field.setFocus()
    commit_text(field.editor, "十来天")
    assert not field.commit(leaving=True) and "不成天数" in field.problem()
    field.edit.setText("400")
    assert not field.commit(leaving=True) and "超过一年" in field.problem()
    field.drop()


def test_the_strip_appears_with_the_days(panel: PublicityPanel, commit_text: Type) -> None:
    strip = panel.period.strip
    assert not strip.isVisible()
    begin(panel, commit_text)
    assert strip.isVisible() and len(strip.days) == 18 and strip.height() == ROW
    assert strip.accessibleName() == panel.period.counts.text()


def test_the_strip_goes_on_in_the_next_line_and_paints_only_worked_days_on_tint(qtbot: QtBot) -> None:
    strip = DayStrip()
    qtbot.addWidget(strip)
    strip.resize(10 * CELL, ROW)
    days = days_in(Window(start=date(2024, 9, 30), days=10), REFERENCE.holidays)
    strip.show_days(days, "", counts_all=False)
    assert strip.height() == 2 * ROW
    picture = strip.grab().toImage()
    worked, off = (picture.pixelColor(column * CELL + 6, 34) for column in (0, 1))
    assert (worked, off) == (tone("tint"), picture.pixelColor(10 * CELL - 1, 2))


def test_a_year_without_holidays_is_told_until_its_notice_is_entered(
    panel: PublicityPanel, commit_text: Type, qtbot: QtBot
) -> None:
    write(panel, "starts_on", "2027-9-26", commit_text)
    write(panel, "days", "7", commit_text)
    assert panel.period.unknown.isVisible() and "2027年的放假安排还没有收录" in panel.period.unknown.text()
    with qtbot.waitSignal(panel.session.wanted) as wanted:
        panel.period.to_holidays.click()
    assert wanted.args == ["settings", "holidays"]
    panel.session.apply(lambda ws: save_holiday_notice(ws, text=NEXT_NOTICE))
    assert not panel.period.unknown.isVisible()
    panel.period.to_end.click()
    assert ends(panel) == "2027-10-09"


def test_the_receiving_office_of_the_last_publicity_is_not_typed_again(
    panel: PublicityPanel, session: Session, commit_text: Type
) -> None:
    assert not panel.take_over.isVisible()
    write(panel, "receiving_office", "示例县督改办", commit_text)
    write(panel, "phone", "0000-0000000", commit_text)
    assert session.workspace.find(Unit, name="示例县督改办")
    other = add_task(session.workspace, "2")
    panel.show_task(other.id)
    assert panel.take_over.isVisible() and "示例县督改办" in panel.take_over.text()
    panel.take_over.click()
    assert (kept(panel).receiving_office, kept(panel).phone) == ("示例县督改办", "0000-0000000")
    assert not panel.take_over.isVisible()


def test_a_publicity_that_is_over_without_objections_offers_its_result(panel: PublicityPanel) -> None:
    assert not panel.none_came.isVisible()
    over = replace(kept(panel), starts_on=PartialDate(year=2025, month=11, day=10), days=5,
                   ends_on=PartialDate(year=2025, month=11, day=14))
    panel.session.apply(lambda ws: save_publicity(ws, publicity=over))
    panel.none_came.click()
    assert kept(panel).result == NO_OBJECTION and not panel.none_came.isVisible()


def test_what_is_typed_into_the_last_row_is_a_new_objection(panel: PublicityPanel, commit_text: Type) -> None:
    block = panel.objections
    for content in ("仍有漏点。", "路面没有恢复。"):
        field: Any = block.rows[-1].fields["content"]
        field.setFocus()
        commit_text(field.editor, content)
        assert field.commit(leaving=True)
    assert [item.content for item in panel.session.workspace.find(Objection)] == ["仍有漏点。", "路面没有恢复。"]
    assert [row.is_new for row in block.rows] == [False, False, True]
    first = block.rows[0]
    assert first.fields["handling"].note() == "没有处理情况"
    block.move(first, 1)
    assert [row.fields["content"].read() for row in block.rows[:2]] == ["路面没有恢复。", "仍有漏点。"]
    block.rows[0].bin.click()
    assert [item.content for item in panel.session.workspace.find(Objection)] == ["仍有漏点。"]
    panel.session.undo()
    assert len(block.rows) == 3


def test_a_finding_leads_to_its_field_and_an_objection_to_its_row(panel: PublicityPanel, commit_text: Type) -> None:
    begin(panel, commit_text)
    ws = panel.session.workspace
    place = place_of(ws, Target(table="publicities", id=kept(panel).id, field="phone"))
    assert place == TaskPlace(task_id=panel.task_id, tab=PUBLICITY, focus="phone", closure_id=panel.closure_id)
    panel.go_to(place)
    assert panel.fields["phone"].editor.hasFocus() and panel.place() == place
    field: Any = panel.objections.rows[-1].fields["person"]
    field.setFocus()
    commit_text(field.editor, "丙某某")
    assert field.commit()
    objection = ws.find(Objection)[0]
    place = place_of(ws, Target(table="objections", id=objection.id, field="handling"))
    assert place is not None
    panel.go_to(place)
    assert panel.objections.rows[0].fields["handling"].editor.hasFocus()


# 自查自验 over the acceptance


@pytest.fixture
def before(qtbot: QtBot, session: Session) -> SelfCheckBlock:
    task = add_task(session.workspace)
    panel = AcceptancePanel(session, task.id)
    qtbot.addWidget(panel)
    session.changed.connect(lambda changes, _: panel.refresh(changes))
    panel.show()
    panel.before.window().activateWindow()
    return panel.before


def test_the_self_check_is_folded_away_until_something_of_it_is_known(
    before: SelfCheckBlock, session: Session, commit_text: Type
) -> None:
    assert not before.fold.is_open()
    before.fold.link.click()
    for name, text in (("completed_on", "2025.9"), ("self_check.participants", "示例县住建局、示例镇政府"),
                       ("self_check.conclusion", "已完成整改。")):
        field: Any = before.fields[name]
        field.setFocus()
        commit_text(field.editor, text)
        assert field.commit(leaving=True)
    closure = session.workspace.need(Closure, before.closure_id)
    assert closure.completed_on == PartialDate(year=2025, month=9)
    assert self_check_of(session.workspace, closure.id).conclusion == "已完成整改。"
    assert session.workspace.find(Unit, name="示例镇政府")
    assert before.fold.is_open()


def test_a_missing_fact_of_the_self_check_opens_its_field(before: SelfCheckBlock, session: Session) -> None:
    checked = self_check_of(session.workspace, before.closure_id)
    place = place_of(session.workspace, Target(table="self_checks", id=checked.id, field="conclusion"))
    assert place is not None and (place.tab, place.focus) == (ACCEPTANCE, "self_check.conclusion")
    panel: Any = before
    while not isinstance(panel, AcceptancePanel):
        panel = panel.parentWidget()
    panel.go_to(place)
    assert before.fold.is_open()
    assert place.task_id == closure_of(session.workspace, place.task_id).task_id
