"""What an action writes: records behind those that stand, each name once, a person's own figures kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.actions import closures, directory, evidence, progress, tasks
from models.assembly import closure_dossier, closures_of, task_units
from models.domain.closure import ClosureSubject, InstrumentRole, Member
from models.domain.directory import Unit, UnitId
from models.domain.evidence import Evidence, EvidenceLink
from models.domain.partial_date import PartialDate
from models.domain.plan import Figure, Plan, Progress, UnitRole
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
        evidence.unlink_evidence(ws, link_id=link.id)
    evidence.link_evidence(ws, evidence_id=ws.find(Evidence, title="甲")[0].id, measure_id=measure.id)
    links = ws.find(EvidenceLink, measure_id=measure.id)
    assert [ws.need(Evidence, link.evidence_id).title for link in links] == ["丙", "甲"]


def test_a_copied_team_stands_behind_what_is_left_of_the_old(ws: Workspace) -> None:
    task = add_task(ws)
    first = closure_of(ws, task.id)
    closures.save_members(ws, members=[member(first, name, position=place) for place, name in enumerate("甲乙丙")])
    second = closures.open_closure(ws, task_id=task.id).new_id("closures")
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
    closures.open_closure(ws, task_id=task.id, subject="示例镇", responsible_units=names)
    closures.set_instruments(ws, closure_id=closure.id, role=InstrumentRole.BASIS, titles=("《甲办法》", "《甲办法》"))
    dossier = closure_dossier(ws, closure.id)
    assert dossier.joint_units == ("示例局", "示例厅")
    assert [item.title for item in dossier.instruments] == ["甲办法"]
    assert closure_dossier(ws, closures_of(ws, task.id)[-1].id).responsible_units == ("示例局", "示例厅")


def test_a_unit_under_both_its_names_is_one_unit(ws: Workspace) -> None:
    task = add_task(ws)
    directory.save_unit(ws, unit=Unit(id=UnitId("unit-1"), name="示例县水利局", short_name="水利局"))
    tasks.set_task_units(ws, task_id=task.id, role=UnitRole.RESPONSIBLE, names=("水利局", "示例县水利局"))
    assert task_units(ws, task.id) == ((UnitRole.RESPONSIBLE, "示例县水利局"),)


def test_rounds_are_counted_for_each_subject(ws: Workspace) -> None:
    task = add_task(ws)
    measure = measures_of(ws, task.id)[0]
    for kind in (ClosureSubject.SITE, ClosureSubject.MEASURE, ClosureSubject.MEASURE):
        closures.open_closure(ws, task_id=task.id, subject_kind=kind, subject="措施1", measure_ids=(measure.id,))
    found = [(item.subject_kind, item.round) for item in closures_of(ws, task.id)]
    assert found == [
        (ClosureSubject.TASK, 1), (ClosureSubject.SITE, 1), (ClosureSubject.MEASURE, 1), (ClosureSubject.MEASURE, 2),
    ]


@pytest.mark.parametrize(
    ("typed", "kept"), [("《甲方案》", "甲方案"), ("示例市贯彻落实《甲意见》", "示例市贯彻落实《甲意见》")]
)
def test_a_plan_loses_only_the_marks_around_its_whole_title(ws: Workspace, typed: str, kept: str) -> None:
    tasks.add_task(ws, plan_id=None, plan_title=typed, task=tasks.TaskInput(number="1", problem="甲"))
    assert [plan.title for plan in ws.find(Plan)] == [kept]
