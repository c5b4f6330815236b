"""What an action writes: records behind those that stand, each name once, a person's own figures kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.actions import closures, directory, evidence, linking, progress, rounds, tasks
from models.assembly import closure_dossier, closures_of, task_units
from models.assembly.by_number import measures_numbered, task_numbered
from models.domain.closure import ClosureSubject, InstrumentRole, Member, StatementKind
from models.domain.directory import Person, PersonId, Unit, UnitId
from models.domain.evidence import Evidence, EvidenceLink
from models.domain.partial_date import PartialDate
from models.domain.plan import Figure, Plan, Progress, Task, TaskNumber, UnitRole
from models.domain.statements import draft
from models.errors import InputError
from models.workspace import Workspace
from tests.builders import FILE, add_task, closure_of, measures_of, member


def figures(ws: Workspace) -> list[tuple[str, str]]:
    return [(figure.label, figure.number) for figure in ws.find(Figure)]


def test_new_evidence_stands_behind_what_is_left_of_the_old(ws: Workspace) -> None:
    measure = measures_of(ws, add_task(ws).id)[0]
    for title in ("甲", "乙", "丙"):
        piece = evidence.EvidenceInput(files=(FILE,), title=title)
        evidence.attach_evidence(ws, pieces=(piece,), measure_id=measure.id)
    for link in ws.find(EvidenceLink, measure_id=measure.id)[:2]:
        linking.unlink_evidence(ws, link_id=link.id)
    linking.link_evidence(ws, evidence_id=ws.find(Evidence, title="甲")[0].id, measure_id=measure.id)
    links = ws.find(EvidenceLink, measure_id=measure.id)
    assert [ws.need(Evidence, link.evidence_id).title for link in links] == ["丙", "甲"]


def test_a_copied_team_stands_behind_what_is_left_of_the_old(ws: Workspace) -> None:
    task = add_task(ws)
    first = closure_of(ws, task.id)
    closures.save_members(ws, members=[member(first, name, position=place) for place, name in enumerate("甲乙丙")])
    second = rounds.open_closure(ws, task_id=task.id).new_id("closures")
    closures.copy_team(ws, source_id=first.id, closure_id=second)
    for copied in ws.find(Member, closure_id=second)[:2]:
        closures.remove_member(ws, member_id=copied.id)
    closures.copy_team(ws, source_id=first.id, closure_id=second)
    assert [item.name for item in ws.find(Member, closure_id=second)] == ["丙", "甲", "乙", "丙"]


def test_a_figure_added_by_hand_outlives_a_change_of_date_and_words(ws: Workspace) -> None:
    measure = measures_of(ws, add_task(ws).id)[0]
    progress.record_progress(ws, measure_id=measure.id, entry=progress.ProgressInput(text="县委常委会7次。"))
    entry = ws.find(Progress)[0]
    progress.add_figure(ws, progress_id=entry.id, label="督办件", number="3", unit="件")
    progress.revise_progress(ws, entry=replace(entry, done_on=PartialDate(year=2025)))
    assert figures(ws) == [("县委常委会", "7"), ("督办件", "3")]
    progress.revise_progress(ws, entry=replace(entry, text="印发通报2期。"))
    assert ("县委常委会", "7") not in figures(ws)
    assert ("督办件", "3") in figures(ws)


def test_a_unit_named_twice_is_recorded_once(ws: Workspace) -> None:
    task = add_task(ws)
    closure = closure_of(ws, task.id)
    names = ("示例局", "示例局 ", "", " 示例厅")
    closures.set_joint_units(ws, closure_id=closure.id, names=names)
    rounds.set_closure_units(ws, closure_id=closure.id, names=names)
    closures.set_instruments(ws, closure_id=closure.id, role=InstrumentRole.BASIS, titles=("《甲办法》", "《甲办法》"))
    dossier = closure_dossier(ws, closure.id)
    assert dossier.joint_units == ("示例局", "示例厅")
    assert [item.title for item in dossier.instruments] == ["甲办法"]
    assert dossier.responsible_units == ("示例局", "示例厅")


def test_a_unit_under_both_its_names_is_one_unit(ws: Workspace) -> None:
    task = add_task(ws)
    directory.save_unit(ws, unit=Unit(id=UnitId("unit-1"), name="示例县水利局", short_name="水利局"))
    tasks.set_task_units(ws, task_id=task.id, role=UnitRole.RESPONSIBLE, names=("水利局", "示例县水利局"))
    assert task_units(ws, task.id) == ((UnitRole.RESPONSIBLE, "示例县水利局"),)


def test_rounds_are_counted_for_each_subject(ws: Workspace) -> None:
    task = add_task(ws)
    measure = measures_of(ws, task.id)[0]
    rounds.open_closure(ws, task_id=task.id, unit="示例镇")
    for _ in range(2):
        rounds.open_closure(ws, task_id=task.id, measure_id=measure.id)
    found = [(item.subject_kind, item.round) for item in closures_of(ws, task.id)]
    assert found == [
        (ClosureSubject.TASK, 1), (ClosureSubject.TASK_UNIT, 1), (ClosureSubject.MEASURE, 1),
        (ClosureSubject.MEASURE, 2),
    ]


@pytest.mark.parametrize(
    ("typed", "kept"), [("《甲方案》", "甲方案"), ("示例市贯彻落实《甲意见》", "示例市贯彻落实《甲意见》")]
)
def test_a_plan_loses_only_the_marks_around_its_whole_title(ws: Workspace, typed: str, kept: str) -> None:
    tasks.add_task(ws, plan_id=None, plan_title=typed, task=tasks.TaskInput(number="1", problem="甲"))
    assert [plan.title for plan in ws.find(Plan)] == [kept]


def test_a_corrected_name_corrects_the_person_this_row_brought_in(ws: Workspace) -> None:
    row = member(closure_of(ws, add_task(ws).id), "甲某莫")
    closures.save_members(ws, members=(row,))
    closures.save_members(ws, members=(replace(row, name="甲某某"),))
    assert [(person.name, person.phone) for person in ws.find(Person)] == [("甲某某", "13800000001")]


def test_a_corrected_name_that_is_known_leaves_no_second_person(ws: Workspace) -> None:
    directory.save_person(ws, person=Person(id=PersonId("person-1"), name="甲某某", unit="示例市生态环境局"))
    row = member(closure_of(ws, add_task(ws).id), "甲某莫")
    closures.save_members(ws, members=(row,))
    assert len(ws.find(Person)) == 2
    closures.save_members(ws, members=(replace(row, name="甲某某"),))
    assert [(person.id, person.name, person.phone) for person in ws.find(Person)] == [
        ("person-1", "甲某某", "13800000001")
    ]


@pytest.mark.parametrize("used", ["another name", "by hand", "in another team", "as a liaison"])
def test_a_person_who_is_somebody_else_stays_in_the_roster(ws: Workspace, used: str) -> None:
    task = add_task(ws)
    row = member(closure_of(ws, task.id), "甲某莫")
    if used == "by hand":
        directory.save_person(ws, person=Person(id=PersonId("person-1"), name="甲某莫"))
    closures.save_members(ws, members=(row,))
    if used == "in another team":
        other = rounds.open_closure(ws, task_id=task.id).new_id("closures")
        closures.copy_team(ws, source_id=row.closure_id, closure_id=type(row.closure_id)(other))
    if used == "as a liaison":
        tasks.revise_task(ws, task=replace(task, liaison="甲某莫"))
    closures.save_members(ws, members=(replace(row, name="乙丙丁" if used == "another name" else "甲某某"),))
    assert {person.name for person in ws.find(Person)} == {"甲某莫", "乙丙丁" if used == "another name" else "甲某某"}


def test_a_number_loses_its_blanks_on_entry(ws: Workspace) -> None:
    task = add_task(ws, "12 - 01")
    assert ws.need(Task, task.id).number == "12-01"
    tasks.revise_task(ws, task=replace(task, number="第 2 项"))
    assert ws.need(Task, task.id).number == "第2项"
    with pytest.raises(InputError, match="已有编号为“第2项”的任务"):
        add_task(ws, "第2 项")


def test_an_external_number_keeps_its_record_when_its_scheme_is_added(ws: Workspace) -> None:
    task = add_task(ws)
    tasks.set_external_numbers(ws, task_id=task.id, numbers=(("", "28"), ("", "364(35-11)")))
    ids = [item.id for item in ws.find(TaskNumber)]
    tasks.set_external_numbers(ws, task_id=task.id, numbers=(("省序号", "28"), ("市序号", "28"), ("", "364(35-11)")))
    found = ws.find(TaskNumber)
    assert [item.full for item in found] == ["省序号28", "市序号28", "364(35-11)"]
    assert [found[0].id, found[2].id] == ids


@pytest.mark.parametrize(
    "typed",
    ["12-02", "12－02", " 12-02", "12-2", "364(35-11)", "364（35－11）", "国家反馈364(35-11)", "２８", "省序号28"],
)
def test_a_task_is_found_by_any_of_its_numbers_in_any_width(ws: Workspace, typed: str) -> None:
    task = add_task(ws, "12-02")
    add_task(ws, "1")
    numbers = (("国家反馈", "364(35-11)"), ("省序号", "28"))
    tasks.set_external_numbers(ws, task_id=task.id, numbers=numbers)
    assert task_numbered(ws, typed).id == task.id


def test_the_number_as_written_is_meant_before_one_like_it(ws: Workspace) -> None:
    one, padded = add_task(ws, "1"), add_task(ws, "01")
    assert [task_numbered(ws, number).id for number in ("1", "01")] == [one.id, padded.id]
    with pytest.raises(InputError, match=r"指不清是哪一项：.*任务 0?1、.*任务 0?1"):
        task_numbered(ws, "００１")
    assert [item.number for item in measures_numbered(ws, "1", "０２")] == ["2"]


def test_progress_is_drafted_in_the_order_of_its_dates(ws: Workspace) -> None:
    measure = measures_of(ws, add_task(ws).id)[0]
    for month, text in ((6, "六月完成。"), (None, "日期待补。"), (3, "三月开工。")):
        day = PartialDate(year=2025, month=month) if month else None
        progress.record_progress(ws, measure_id=measure.id, entry=progress.ProgressInput(text=text, done_on=day))
    text = draft(StatementKind.IMPLEMENTATION, ws.sources(measure), on=ws.now().date())
    assert text == "三月开工。六月完成。日期待补。"


def test_an_operation_on_a_link_is_named_for_what_changed(ws: Workspace) -> None:
    measure = measures_of(ws, add_task(ws).id)[0]
    progress.record_progress(ws, measure_id=measure.id, entry=progress.ProgressInput(text="召开会议。"))
    evidence.attach_evidence(ws, pieces=(evidence.EvidenceInput(files=(FILE,)),), measure_id=measure.id)
    changed = ({"proves": "已召开。"}, {"pages": "第2页"}, {"progress_id": ws.find(Progress)[0].id})
    labels = [linking.revise_link(ws, link=replace(ws.find(EvidenceLink)[0], **values)).label for values in changed]
    assert labels == ["修改证明内容", "修改佐证页码", "佐证挂到落实情况"]
