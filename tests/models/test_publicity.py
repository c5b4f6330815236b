"""A publicity is kept beside its closure, checked against its notice, counted by the office's own holidays too."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from exporters.check import check
from models.actions import holidays, papers, publicity, rounds
from models.assembly import closures_of, holidays_of, paper_of, publicity_of, self_check_of, to_do
from models.assembly.holidays import holiday_years
from models.assembly.publicity import standing_of
from models.domain.closure import Closure, PaperKind
from models.domain.directory import Person, Unit
from models.domain.finding import Finding, Level
from models.domain.office_forms import HolidayNotice, HolidayNoticeId
from models.domain.partial_date import PartialDate
from models.domain.plan import Task
from models.domain.publicity import Objection, ObjectionId, Publicity
from models.errors import InputError
from models.workspace import Workspace, new_id
from tests.builders import NEXT_NOTICE, add_task, closure_of, fill

REACHED = {"receiving_office": "示例县督改办", "phone": "0000-0000000", "address": "示例县示例路1号"}


def on(text: str) -> PartialDate:
    return PartialDate.from_iso(text)


def publish(ws: Workspace, task: Task, start: str, end: str, days: int, **more: Any) -> Publicity:
    kept = replace(
        publicity_of(ws, closure_of(ws, task.id).id), starts_on=on(start), ends_on=on(end), days=days,
        **{**REACHED, **more},
    )
    publicity.save_publicity(ws, publicity=kept)
    return kept


def found(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(item.code, item.where) for item in findings if item.target and item.target.table == "publicities"]


def test_words_and_dates_that_disagree_reach_the_check_and_the_page(ws: Workspace) -> None:
    task = add_task(ws)
    publish(ws, task, "2024-09-29", "2024-10-09", 10)
    wanted = [("window_disagrees", "任务 1 · 公示")]
    assert found(check(ws, task.id)) == wanted
    assert found(list(to_do(ws, task.id).waiting)) == wanted
    publish(ws, task, "2024-09-29", "2024-10-16", 10)
    assert found(check(ws, task.id)) == [] and found(list(to_do(ws, task.id).waiting)) == []


def test_a_day_off_is_mentioned_by_the_check_and_waits_for_nobody(ws: Workspace) -> None:
    task = add_task(ws)
    publish(ws, task, "2024-06-15", "2024-06-21", 5)
    assert [item.level for item in check(ws, task.id) if item.code == "window_on_day_off"] == [Level.NOTE]
    assert found(list(to_do(ws, task.id).waiting)) == []


def test_a_notice_dated_after_its_period_began_is_told(ws: Workspace) -> None:
    task = add_task(ws)
    publish(ws, task, "2024-06-17", "2024-06-21", 5)
    paper = paper_of(ws, closure_of(ws, task.id).id, PaperKind.PUBLIC_NOTICE)
    papers.save_paper(ws, paper=replace(paper, dated_on=on("2024-06-18")))
    assert found(check(ws, task.id)) == [("notice_after_start", "任务 1 · 公示")]


def test_the_rewritten_words_of_a_notice_are_held_against_the_records(ws: Workspace) -> None:
    task = add_task(ws)
    publish(ws, task, "2024-09-29", "2024-10-16", 10)
    form = ws.reference.forms_of(PaperKind.PUBLIC_NOTICE)[0]
    papers.edit_section(
        ws, closure_id=closure_of(ws, task.id).id, form=form.key, section="tail", generated="",
        text="公示时间：2024年9月29日至2024年10月9日（共10个工作日）",
    )
    assert found(check(ws, task.id)) == [
        ("window_disagrees", "任务 1 · 公示 · 改写的文字"), ("window_not_as_recorded", "任务 1 · 公示 · 改写的文字")]


def test_only_the_standing_round_is_checked(ws: Workspace) -> None:
    task = add_task(ws)
    publish(ws, task, "2024-09-29", "2024-10-09", 10)
    rounds.open_next_round(ws, closure_id=closure_of(ws, task.id).id)
    assert found(check(ws, task.id)) == []


def test_the_receiving_office_and_the_contact_join_the_directory_and_who_objects_does_not(ws: Workspace) -> None:
    task = add_task(ws)
    kept = publish(ws, task, "2024-06-17", "2024-06-21", 5, contact="甲某某")
    objection = Objection(id=ObjectionId(new_id()), publicity_id=kept.id, person="壬某某", contact="13800000009")
    publicity.save_objections(ws, publicity=kept, objections=(objection,))
    assert ws.find(Unit, name="示例县督改办") and ws.find(Person, name="甲某某")
    assert ws.find(Person, name="壬某某") == []


def test_an_objection_comes_before_anything_else_of_the_publicity_was_entered(ws: Workspace) -> None:
    closure = closure_of(ws, add_task(ws).id)
    kept = publicity_of(ws, closure.id)
    publicity.save_objections(
        ws, publicity=kept, objections=(Objection(id=ObjectionId(new_id()), publicity_id=kept.id, content="有漏点。"),))
    assert ws.find(Objection)[0].publicity_id == publicity_of(ws, closure.id).id
    ws.undo()
    assert ws.find(Publicity) == []


def test_the_end_of_the_rectification_and_the_self_check_belong_to_the_closure(ws: Workspace) -> None:
    closure = closure_of(ws, add_task(ws).id)
    publicity.complete_closure(ws, closure_id=closure.id, completed_on=on("2025-09"))
    checked = replace(self_check_of(ws, closure.id), participants="示例县住建局、示例镇政府", conclusion="已完成。")
    publicity.save_self_check(ws, self_check=checked)
    assert ws.need(Closure, closure.id).completed_on == on("2025-09")
    assert ws.find(Unit, name="示例镇政府")
    assert self_check_of(ws, closure.id).conclusion == "已完成。"


@pytest.mark.parametrize(
    ("day", "wanted"),
    [("2024-06-16", (False, False)), ("2024-06-17", (True, False)), ("2024-06-21", (True, False)),
     ("2024-06-22", (False, True))],
)
def test_a_publicity_hangs_from_its_first_day_to_its_last(
    ws: Workspace, day: str, wanted: tuple[bool, bool]
) -> None:
    task = add_task(ws)
    publish(ws, task, "2024-06-17", "2024-06-21", 5)
    standing = standing_of(ws, task.id, on(day).first_day)
    assert (standing.is_publishing, standing.is_published) == wanted
    assert not standing.is_checked


# Holidays of the office's own


def test_next_years_notice_is_counted_with_as_soon_as_it_is_entered(ws: Workspace) -> None:
    first, last = on("2027-09-26").first_day, on("2027-10-09").first_day
    assert holidays_of(ws) is ws.reference.holidays
    assert holidays_of(ws).count(first, last) == 10
    holidays.save_holiday_notice(ws, text=NEXT_NOTICE)
    assert holidays_of(ws).count(first, last) == 7
    assert holidays_of(ws).unknown_years(first, last) == ()
    ws.undo()
    assert holidays_of(ws).unknown_years(first, last) == (2027,)


def test_a_notice_entered_again_takes_the_place_of_the_first(ws: Workspace) -> None:
    holidays.save_holiday_notice(ws, text=NEXT_NOTICE)
    holidays.save_holiday_notice(ws, text=NEXT_NOTICE.replace("〔2026〕9号", "〔2026〕10号"))
    assert [item.document_number for item in ws.find(HolidayNotice)] == ["国办发明电〔2026〕10号"]


def test_a_year_given_twice_is_told_and_the_built_in_one_is_used(ws: Workspace) -> None:
    with ws.change("合并") as change:
        for year in (2026, 2027, 2027):
            text = NEXT_NOTICE.replace("2027", str(year))
            change.insert(HolidayNotice(id=HolidayNoticeId(new_id()), year=year, text=text))
    told = [(item.year, item.unused) for item in holiday_years(ws) if item.notice_id]
    assert sorted(told) == [(2026, "2026 年另有一份，未用"), (2027, ""), (2027, "2027 年另有一份，未用")]
    day = on("2026-10-01").first_day
    assert holidays_of(ws).is_working_day(day) == ws.reference.holidays.is_working_day(day)


def test_a_notice_that_cannot_be_read_is_not_counted_with(ws: Workspace) -> None:
    with ws.change("合并") as change:
        change.insert(HolidayNotice(id=HolidayNoticeId(new_id()), year=2027, text="端午节：6月31日放假。"))
    assert holiday_years(ws)[0].unused == "读不懂，未用"
    assert 2027 not in holidays_of(ws).years


def test_the_built_in_years_name_their_notices(ws: Workspace) -> None:
    years = {item.year: item for item in holiday_years(ws)}
    assert list(years) == list(range(2026, 2017, -1))
    assert years[2026].document_number == "国办发明电〔2025〕7号"
    assert (years[2026].days_off, years[2026].days_worked) == (33, 6)
    assert years[2020].document_number == "国办发明电〔2019〕16号、国办发明电〔2020〕1号"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("放假安排见附件。", "没有找到是哪一年"),
        (NEXT_NOTICE.replace("2027", "2026"), "2026 年的放假安排程序已经收录"),
        (NEXT_NOTICE.replace("9月26日（周日）", "9月26日（周六）"), "2027-09-26 是周日"),
        (NEXT_NOTICE.partition("五、")[0], "没有读到端午、中秋、国庆"),
    ],
    ids=range(4),
)
def test_what_is_no_whole_notice_is_refused_with_its_reason(ws: Workspace, text: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        holidays.save_holiday_notice(ws, text=text)
    assert said in str(refused.value) and refused.value.remedy
    assert ws.find(HolidayNotice) == []


def test_the_filled_workspace_has_its_publicity_where_it_belongs(ws: Workspace) -> None:
    task = fill(ws)
    first = closures_of(ws, task.id)[0]
    assert publicity_of(ws, first.id).days == 10
    assert 2027 in holidays_of(ws).years
