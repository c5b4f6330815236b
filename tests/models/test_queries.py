"""The lists say what the records say: gaps, counts, order, search."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.actions import closures, duties, evidence, indicators, linking, measures, progress, rounds, tasks, trash
from models.actions.directory import save_unit
from models.assembly import acceptance_of, gaps, standing_closures
from models.domain.closure import AcceptanceResult, ClosureId
from models.domain.directory import Unit
from models.domain.duty import MeasureDuty, MeasureDutyId
from models.domain.evidence import Evidence, EvidenceLink
from models.domain.indicator import IndicatorId
from models.domain.partial_date import PartialDate
from models.domain.plan import DutyPer, Inspection, InspectionId, Plan, Progress, ProgressId, Task, UnitRole
from models.lists import TaskFilter, TaskRow
from models.workspace import Workspace
from tests.builders import FILE, add_task, fill, link_of, measures_of


def row_of(ws: Workspace, task: Task) -> TaskRow:
    rowid = ws.look.task_rowid(task.id)
    assert rowid is not None
    return ws.look.task_rows([rowid])[rowid]


def numbers(ws: Workspace, **wanted: str) -> list[str]:
    rowids = ws.look.task_ids(TaskFilter(**wanted))
    rows = ws.look.task_rows(rowids)
    return [rows[rowid].number for rowid in rowids]


def assert_gaps_agree(ws: Workspace) -> None:
    for task in ws.find(Task):
        found = len(gaps(ws, task.id))
        assert row_of(ws, task).gaps == found
        assert (task.number in numbers(ws, status="gaps")) == (found > 0)


def test_the_list_counts_the_gaps_the_task_page_lists(sample_ws: Workspace) -> None:
    assert_gaps_agree(sample_ws)
    bare = add_task(sample_ws, "3", texts=())
    empty = add_task(sample_ws, "4")
    measure = measures_of(sample_ws, empty.id)[0]
    assert_gaps_agree(sample_ws)
    evidence.attach_evidence(sample_ws, pieces=(evidence.EvidenceInput(files=(FILE,)),), measure_id=measure.id)
    assert_gaps_agree(sample_ws)
    trash.trash_evidence(sample_ws, evidence_ids=(link_of(sample_ws, measure).evidence_id,))
    tasks.revise_task(sample_ws, task=replace(bare, problem=""))
    tasks.set_task_units(sample_ws, task_id=bare.id, role=UnitRole.RESPONSIBLE, names=())
    measures.revise_measure(sample_ws, measure=replace(measure, text=""))
    assert_gaps_agree(sample_ws)


def test_periods_without_proof_and_missed_targets_are_gaps_of_the_list(ws: Workspace) -> None:
    task = add_task(ws, "5")
    measure = measures_of(ws, task.id)[0]
    before, year = row_of(ws, task).gaps, PartialDate(year=2024)
    duty = duties.DutyInput(times=1, per=DutyPer.QUARTER, starts_on=year, ends_on=year)
    duty_id = MeasureDutyId(duties.add_duty(ws, measure_id=measure.id, duty=duty).new_id("duties"))
    rate = indicators.IndicatorInput(label="收集率", target="70", due_on=year)
    rate_id = IndicatorId(indicators.add_indicators(ws, task_id=task.id, indicators=[rate]).new_id("indicators"))
    assert row_of(ws, task).gaps == before + 5
    held = progress.ProgressInput(text="召开会议。", done_on=PartialDate(year=2024, month=5))
    entry = ProgressId(progress.record_progress(ws, measure_id=measure.id, entry=held).new_id("progress"))
    duties.count_entry(ws, duty_id=duty_id, progress_id=entry)
    pieces = [evidence.EvidenceInput(files=(FILE,), dated_on=when) for when in (PartialDate(year=2024, month=2), None)]
    evidence.attach_evidence(ws, pieces=pieces, measure_id=measure.id)
    for link in ws.find(EvidenceLink, measure_id=measure.id):
        duties.count_evidence(ws, duty_id=duty_id, evidence_id=link.evidence_id)
    value = indicators.ValueInput(number="71", dated_on=year, evidence_id=link.evidence_id)
    indicators.add_value(ws, indicator_id=rate_id, value=value)
    assert [item.code for item in gaps(ws, task.id) if item.code == "duty_unproven"] == ["duty_unproven"]
    assert len([item for item in gaps(ws, task.id) if item.code == "duty_missing"]) == 2
    assert_gaps_agree(ws)
    trash.trash_evidence(ws, evidence_ids=[link.evidence_id for link in ws.find(EvidenceLink)])
    assert_gaps_agree(ws)
    duties.revise_duty(ws, duty=replace(ws.need(MeasureDuty, duty_id), per=DutyPer.WEEK))
    assert_gaps_agree(ws)


def test_numbers_sort_as_people_count(ws: Workspace) -> None:
    for number in ("10", "2", "12-02", "12-01", "1", "省序号28", "364(35-11)"):
        add_task(ws, number)
    assert numbers(ws) == ["1", "2", "10", "12-01", "12-02", "364(35-11)", "省序号28"]


def test_plans_and_units_are_offered_by_their_short_names(ws: Workspace) -> None:
    fill(ws)
    assert ws.look.plan_names() == [(plan.id, plan.short_title or plan.title) for plan in ws.find(Plan)]
    assert ws.look.unit_names() == sorted(
        ((unit.id, unit.short_name or unit.name) for unit in ws.find(Unit)), key=lambda pair: pair[1]
    )
    assert "水利局" in [name for _, name in ws.look.unit_names()]


def test_evidence_of_a_task_counts_each_piece_once_and_none_in_the_trash(ws: Workspace) -> None:
    task = fill(ws)
    first, second = measures_of(ws, task.id)
    assert ws.look.evidence_count(task.id) == 2
    linking.link_evidence(ws, evidence_id=link_of(ws, first).evidence_id, measure_id=second.id)
    assert ws.look.evidence_count(task.id) == 2
    trash.trash_evidence(ws, evidence_ids=(link_of(ws, first).evidence_id,))
    assert ws.look.evidence_count(task.id) == 1
    assert ws.look.counts()["evidence"] == 1 and ws.look.counts()["trash"] == 1


def test_many_records_are_read_at_once_and_those_that_are_gone_left_out(ws: Workspace) -> None:
    task = fill(ws)
    found = ws.many(Task, [task.id, "没有这一条"])
    assert found == {task.id: ws.need(Task, task.id)}


@pytest.mark.parametrize("words", ["管网", "364(35", "水利", "示例县", "河东"])
def test_a_task_is_found_by_its_text_numbers_and_units(words: str, ws: Workspace) -> None:
    task = fill(ws)
    tasks.set_task_units(ws, task_id=task.id, role=UnitRole.LEAD, names=("示例县水利局",))
    add_task(ws, "2", texts=("别的。",))
    tasks.revise_task(ws, task=replace(ws.find(Task, number="2")[0], problem="另一件事。"))
    tasks.set_task_units(
        ws, task_id=ws.find(Task, number="2")[0].id, role=UnitRole.RESPONSIBLE, names=("某乡",)
    )
    assert numbers(ws, words=words) == ["1"]


def test_a_task_is_found_by_another_name_of_its_unit(ws: Workspace) -> None:
    task = add_task(ws, "2")
    tasks.set_task_units(ws, task_id=task.id, role=UnitRole.LEAD, names=("示例县住房和城乡建设局",))
    unit = next(item for item in ws.find(Unit) if item.name == "示例县住房和城乡建设局")
    save_unit(ws, unit=replace(unit, aliases="县建设局、县住建委"))
    assert numbers(ws, words="住建委") == ["2"] and numbers(ws, words="设局县建") == []


@pytest.mark.parametrize("words", ["%", "_", "\\", "'"])
def test_signs_of_sql_are_plain_characters_to_the_search(words: str, ws: Workspace) -> None:
    fill(ws)
    assert ws.look.search(words) == []
    tasks.revise_task(ws, task=replace(ws.find(Task)[0], problem=f"完成率100{words}。"))
    assert [hit.kind for hit in ws.look.search(words)] == ["task"]


def test_one_and_two_characters_are_found_everywhere(ws: Workspace) -> None:
    fill(ws)
    kinds = {hit.kind for words in ("管网", "纪", "督改办", "乙") for hit in ws.look.search(words)}
    assert kinds == {"task", "measure", "progress", "evidence", "paper"}


def test_evidence_in_the_trash_is_neither_counted_nor_found(ws: Workspace) -> None:
    task = fill(ws)
    before = row_of(ws, task).evidence
    trash.trash_evidence(ws, evidence_ids=[item.id for item in ws.find(Evidence)])
    assert before == 2
    assert row_of(ws, task).evidence == 0
    assert "evidence" not in {hit.kind for hit in ws.look.search("会议纪要")}
    assert ws.look.counts()["trash"] == 2


def test_next_document_number_is_one_more_in_its_year(ws: Workspace) -> None:
    fill(ws)
    assert ws.look.next_document_sequence("示督改办", 2025) == 7
    assert ws.look.next_document_sequence("示督改办", 2026) == 1


def test_a_changed_sentence_is_found_by_its_new_words_only(ws: Workspace) -> None:
    fill(ws)
    entry = ws.find(Progress)[0]
    progress.revise_progress(ws, entry=replace(entry, text="印发通报2期。"))
    assert [hit.id for hit in ws.look.search("印发通报")] == [entry.id]
    assert entry.id not in {hit.id for hit in ws.look.search("召开调度会3次")}


def test_a_task_closed_in_parts_has_passed_only_with_its_last_part(ws: Workspace) -> None:
    task = add_task(ws)
    opened = [rounds.open_closure(ws, task_id=task.id, unit=name) for name in ("甲乡", "乙乡")]
    parts = [ClosureId(changes.new_id("closures")) for changes in opened]
    for place, closure_id in enumerate(parts):
        assert not row_of(ws, task).is_passed
        assert numbers(ws, status="open") == ["1"]
        acceptance = replace(acceptance_of(ws, closure_id), result=AcceptanceResult.PASSED)
        closures.save_acceptance(ws, acceptance=acceptance)
        standing = {closure.id for closure in standing_closures(ws, task.id)}
        assert standing == set(parts), place
    assert row_of(ws, task).is_passed
    assert numbers(ws, status="open") == []
    rounds.open_closure(ws, task_id=task.id, unit="甲乡")
    assert not row_of(ws, task).is_passed


def test_a_task_with_a_first_entry_is_begun(ws: Workspace) -> None:
    task = add_task(ws)
    today = ws.now().date()
    assert row_of(ws, task).status(today) == "尚未启动"
    entry = progress.ProgressInput(text="召开动员会。")
    progress.record_progress(ws, measure_id=measures_of(ws, task.id)[0].id, entry=entry)
    assert row_of(ws, task).status(today) == "达到时序进度"


def test_tasks_are_narrowed_to_a_batch_however_many_plans_answer_it(ws: Workspace) -> None:
    for number, title, turn, back in (("1", "甲方案", 2, False), ("2", "乙方案", 2, False), ("3", "丙方案", 1, True)):
        task = tasks.TaskInput(number=number, problem="甲。")
        tasks.add_task(ws, plan_id=None, plan_title=title, task=task)
        inspection = Inspection(id=InspectionId(title), round=turn, is_look_back=back)
        tasks.save_inspection(ws, inspection=inspection, plan_id=ws.find(Plan, title=title)[0].id)
    tasks.add_task(ws, plan_id=None, plan_title="丁方案", task=tasks.TaskInput(number="4", problem="甲。"))
    (first, looked_back), (second, whole) = ws.look.batch_names()
    assert (looked_back, whole) == ("中央第一轮回头看", "中央第二轮")
    assert (numbers(ws, batch=first), numbers(ws, batch=second)) == (["3"], ["1", "2"])
    assert numbers(ws) == ["1", "2", "3", "4"]


def test_the_newest_closure_whose_acceptance_has_begun_stands_first(ws: Workspace) -> None:
    tasks_added = [add_task(ws, number) for number in ("1", "2", "3")]
    closure = standing_closures(ws, tasks_added[1].id)[0]
    closures.save_acceptance(ws, acceptance=replace(acceptance_of(ws, closure.id), place="会议室"))
    assert [number for _, number, _ in ws.look.recent_closures()] == ["2", "3", "1"]
    assert ws.look.recent_closures(1) == [(closure.id, "2", "")]


def test_an_external_number_is_found_with_its_scheme(ws: Workspace) -> None:
    fill(ws)
    assert [hit.kind for hit in ws.look.search("省序号28")] == ["task"]
    assert sorted(ws.look.number_schemes()) == ["国家反馈", "省序号"]
