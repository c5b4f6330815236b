"""Duties in the records: confirmed, counted, told in the statement where they were met, and missed where they were not.

The first task of the sample is the real case: half-yearly study of two groups, seven meetings each of two bodies
against every two months, a yearly report and a yearly letter of responsibility.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from exporters.check import check
from exporters.registry import kind_of
from models.actions import duties, evidence, linking, papers, progress, trash
from models.assembly import check_task, closure_dossier, measure_dossier, to_do
from models.assembly.by_number import measures_numbered, task_numbered
from models.domain.closure import Acceptance, PaperKind, StatementKind
from models.domain.duty import DutyCount, MeasureDuty, MeasureDutyId
from models.domain.duty_suggestions import suggested_counts
from models.domain.duty_tally import DutyTally, tally
from models.domain.duty_words import counted_words, missing_words
from models.domain.evidence import Evidence, EvidenceLink
from models.domain.finding import Level, Target
from models.domain.partial_date import PartialDate, when_from_iso
from models.domain.plan import DutyPer, Measure, Progress, ProgressId
from models.domain.statements import StatementState, draft
from models.errors import InputError
from models.workspace import Workspace
from tests.builders import FILE, add_task, closure_of, measures_of

YEAR = PartialDate(year=2024)


def measure_of(ws: Workspace, number: str) -> Measure:
    return measures_numbered(ws, "1", number)[0]


def tallies(ws: Workspace, measure: Measure) -> list[DutyTally]:
    return [tally(counted, on=ws.now().date()) for counted in ws.sources(measure).duties]


def proof(ws: Workspace, measure: Measure) -> str:
    return draft(StatementKind.PROOF, ws.sources(measure), on=ws.now().date())


def meeting(
    ws: Workspace, measure: Measure, when: str, text: str = "县委常委会研究整改。", *, proves: str | None = ""
) -> ProgressId:
    """Return an entry of a meeting, its minutes hanging on it unless nothing `proves` it."""
    entry = progress.ProgressInput(text=text, done_on=when_from_iso(when))
    entry_id = ProgressId(progress.record_progress(ws, measure_id=measure.id, entry=entry).new_id("progress"))
    if proves is not None:
        piece = evidence.EvidenceInput(files=(FILE,), title=f"纪要{when}")
        evidence.attach_evidence(ws, pieces=(piece,), measure_id=measure.id, progress_id=entry_id, proves=proves)
    return entry_id


def confirmed(ws: Workspace, measure: Measure, per: DutyPer = DutyPer.QUARTER, **values: object) -> MeasureDuty:
    duty = duties.DutyInput(**{
        "times": 1, "per": per, "subject": "县委常委会研究整改", "starts_on": YEAR, "ends_on": YEAR, **values,
    })
    return ws.need(MeasureDuty, duties.add_duty(ws, measure_id=measure.id, duty=duty).new_id("duties"))


def met(ws: Workspace, *days: str) -> tuple[Measure, MeasureDuty]:
    """Return a measure with a quarterly duty of 2024, counted by entries on these days."""
    measure = measures_of(ws, add_task(ws).id)[0]
    duty = confirmed(ws, measure)
    for day in days:
        duties.count_entry(ws, duty_id=duty.id, progress_id=meeting(ws, measure, day))
    return measure, duty


QUARTERS = ("2024-02-03", "2024-05-06", "2024-08-07", "2024-11-10")


# The real case


@pytest.mark.parametrize(
    ("number", "counts"),
    [
        ("1", ["应2 实2", "应2 实2", "应1 实1 共4次"]),
        ("2", ["应6 实6 共7次", "应6 实6 共7次"]),
        ("3", []),
        ("4", ["应1 实1", "应1 实1"]),
    ],
)
def test_the_duties_of_the_real_case_are_met(sample_ws: Workspace, number: str, counts: list[str]) -> None:
    found = tallies(sample_ws, measure_of(sample_ws, number))
    assert [counted_words(item) for item in found] == counts
    assert all(item.is_fulfilled and not item.unclear and not item.outside for item in found)


def test_the_statements_of_the_real_case_say_so_in_words(sample_ws: Workspace) -> None:
    assert proof(sample_ws, measure_of(sample_ws, "2")) == (
        "2021年共召开7次县委常委会、7次县政府常务会研究生态环境保护工作，满足每两个月至少研究1次的要求，"
        "佐证材料与整改措施2相对应。"
    )
    assert proof(sample_ws, measure_of(sample_ws, "1")).startswith(
        "2021年县委理论学习中心组学习2次、县政府党组理论学习中心组学习2次，满足每半年至少组织1次的要求；"
        "2021年县委党校举办专题培训班4次，满足每年举办专题培训班的要求；"
    )
    assert proof(sample_ws, measure_of(sample_ws, "4")) == (
        "2021年向市委、市政府报告生态环境保护责任履行情况1次，满足每年向市委、市政府报告1次的要求；"
        "2021年与市委、市政府签订生态环境保护目标责任状1次，满足每年与市委、市政府签订生态环境保护目标责任状的要求，"
        "佐证材料与整改措施4相对应。"
    )


@pytest.mark.parametrize("month", ["2021-01", "2021-06", "2021-11"])
def test_a_meeting_missing_from_the_real_case_is_found_and_no_claim_stands(sample_ws: Workspace, month: str) -> None:
    ws, measure = sample_ws, measure_of(sample_ws, "2")
    held = [
        item for _, item in ws.sources(measure).links if item.dated_on and item.dated_on.iso[:7] in (month, "2021-12")
    ]
    trash.trash_evidence(ws, evidence_ids=[item.id for item in held])
    lacking = [item for item in tallies(ws, measure) if item.missing]
    assert lacking
    assert missing_words(lacking[0]) in ("1—2月", "5—6月", "11—12月")
    findings = [item for item in check(ws, measure.task_id) if item.code in ("duty_missing", "duty_claimed")]
    assert [item.level for item in findings].count(Level.STOP) == len(lacking)
    assert "对应说明说满足每两个月至少1次" in next(item.text for item in findings if item.level is Level.STOP)
    assert any("2021年" in item.text and item.remedy for item in findings if item.level is Level.WARN)


def test_the_real_case_leaves_no_duty_of_its_text_unconfirmed(sample_ws: Workspace) -> None:
    assert check(sample_ws, task_numbered(sample_ws, "1").id) == []


# Confirming and counting


def test_a_duty_without_sense_is_refused(ws: Workspace) -> None:
    measure = measures_of(ws, add_task(ws).id)[0]
    with pytest.raises(InputError, match="次数不能是 0"):
        confirmed(ws, measure, times=0)
    with pytest.raises(InputError, match="早于“从”"):
        confirmed(ws, measure, ends_on=PartialDate(year=2023))
    duty = confirmed(ws, measure)
    with pytest.raises(InputError, match="次数不能是 400"):
        duties.revise_duty(ws, duty=replace(duty, times=400))


def test_only_what_belongs_to_the_measure_counts(ws: Workspace) -> None:
    first, second = measures_of(ws, add_task(ws).id)
    duty = confirmed(ws, first)
    with pytest.raises(InputError, match="不是本措施的"):
        duties.count_entry(ws, duty_id=duty.id, progress_id=meeting(ws, second, "2024-03-01"))
    piece = evidence.EvidenceInput(files=(FILE,), title="纪要")
    evidence.attach_evidence(ws, pieces=(piece,), measure_id=second.id)
    with pytest.raises(InputError, match="还没有对应到本措施"):
        duties.count_evidence(ws, duty_id=duty.id, evidence_id=ws.find(Evidence)[0].id)


def test_counting_again_changes_the_times_and_none_takes_it_off(ws: Workspace) -> None:
    measure, duty = met(ws, QUARTERS[0])
    entry = ws.find(Progress)[0]
    duties.count_entry(ws, duty_id=duty.id, progress_id=entry.id, times=3)
    assert [count.times for count in ws.find(DutyCount)] == [3]
    duties.count_entry(ws, duty_id=duty.id, progress_id=entry.id, times=0)
    assert ws.find(DutyCount) == []
    ws.undo()
    assert [item.done for item in tallies(ws, measure)[0].periods] == [3, 0, 0, 0]


def test_evidence_taken_off_the_measure_counts_no_more(ws: Workspace) -> None:
    measure = measures_of(ws, add_task(ws).id)[0]
    duty = confirmed(ws, measure)
    piece = evidence.EvidenceInput(files=(FILE,), title="纪要", dated_on=PartialDate(year=2024, month=3, day=1))
    evidence.attach_evidence(ws, pieces=(piece,), measure_id=measure.id)
    item = ws.find(Evidence)[0]
    duties.count_evidence(ws, duty_id=duty.id, evidence_id=item.id)
    trash.trash_evidence(ws, evidence_ids=(item.id,))
    assert tallies(ws, measure)[0].periods[0].done == 0
    trash.restore_evidence(ws, evidence_ids=(item.id,))
    assert tallies(ws, measure)[0].periods[0].done == 1
    linking.unlink_evidence(ws, link_id=ws.find(EvidenceLink)[0].id)
    assert ws.find(DutyCount) == []
    ws.undo()
    assert tallies(ws, measure)[0].periods[0].done == 1


def test_suggestions_are_accepted_in_one_step(ws: Workspace) -> None:
    measure = measures_of(ws, add_task(ws).id)[0]
    duty = confirmed(ws, measure)
    for day in QUARTERS:
        meeting(ws, measure, day)
    meeting(ws, measure, "2024-06-01", "印发县委常委会研究整改的通知。")
    (counted,) = ws.sources(measure).duties
    duties.count_suggested(ws, duty_id=duty.id, counts=suggested_counts(counted, ws.sources(measure)))
    assert tallies(ws, measure)[0].is_fulfilled
    ws.undo()
    assert ws.find(DutyCount) == []


def test_a_removed_duty_leaves_entries_and_comes_back_with_its_counts(ws: Workspace) -> None:
    measure, duty = met(ws, *QUARTERS)
    duties.remove_duty(ws, duty_id=duty.id)
    assert (ws.find(DutyCount), len(ws.find(Progress))) == ([], 4)
    ws.undo()
    assert tallies(ws, measure)[0].is_fulfilled


# Statements


def test_the_count_is_said_only_where_it_is_true_of_every_period(ws: Workspace) -> None:
    measure, _ = met(ws, *QUARTERS[:3])
    assert proof(ws, measure) == ""
    clock_on = PartialDate(year=2024, month=9, day=30)
    duties.revise_duty(ws, duty=replace(ws.find(MeasureDuty)[0], ends_on=clock_on))
    assert proof(ws, measure) == (
        "2024年1月至9月共召开3次县委常委会研究整改，满足每季度至少1次的要求，佐证材料与整改措施1相对应。"
    )


def test_what_is_counted_is_summed_up_and_what_is_not_keeps_its_sentence(ws: Workspace) -> None:
    measure, duty = met(ws, *QUARTERS)
    for title, proves in (("纪要", "常委会研究整改"), ("通报", "印发通报1期。")):
        piece = evidence.EvidenceInput(files=((title * 32, f"{title}.docx", 3),), title=title)
        evidence.attach_evidence(ws, pieces=(piece,), measure_id=measure.id, proves=proves)
    duties.count_evidence(ws, duty_id=duty.id, evidence_id=ws.find(Evidence, title="纪要")[0].id)
    assert proof(ws, measure) == (
        "2024年共召开4次县委常委会研究整改，满足每季度至少1次的要求；印发通报1期，佐证材料与整改措施1相对应。"
    )


def test_a_changed_count_turns_the_statement(ws: Workspace) -> None:
    measure, duty = met(ws, *QUARTERS)
    closure = closure_of(ws, measure.task_id)
    papers.draft_statement(ws, closure_id=closure.id, measure_id=measure.id, kind=StatementKind.PROOF)
    papers.confirm_statement(ws, closure_id=closure.id, measure_id=measure.id, kind=StatementKind.PROOF)

    def state() -> StatementState:
        return measure_dossier(ws, closure.id, measure).proof.state

    assert state() is StatementState.CONFIRMED
    confirmed(ws, measure, DutyPer.MONTH, subject="别的事")
    assert state() is StatementState.CONFIRMED
    duties.count_entry(ws, duty_id=duty.id, progress_id=ws.find(Progress)[0].id, times=2)
    assert state() is StatementState.STALE
    duties.count_entry(ws, duty_id=duty.id, progress_id=ws.find(Progress)[0].id, times=1)
    assert state() is StatementState.CONFIRMED
    duties.revise_duty(ws, duty=replace(duty, ends_on=None))
    assert state() is StatementState.STALE


def test_a_statement_counts_till_the_day_of_the_acceptance(ws: Workspace) -> None:
    measure, duty = met(ws, *QUARTERS[:2])
    duties.revise_duty(ws, duty=replace(duty, ends_on=None))
    closure = closure_of(ws, measure.task_id)
    assert closure_dossier(ws, closure.id).measures[0].proof.draft == ""
    acceptance = closure_dossier(ws, closure.id).acceptance
    held = replace(acceptance, held_on=(PartialDate(year=2024, month=7, day=1),))
    with ws.change("验收") as change:
        change.put(held)
    assert ws.find(Acceptance)
    assert closure_dossier(ws, closure.id).measures[0].proof.draft.startswith("2024年1月至6月共召开2次")


# Checks


def test_a_period_without_proof_is_named_with_place_and_remedy(ws: Workspace) -> None:
    measure, duty = met(ws, *QUARTERS[:3])
    (found,) = [item for item in check_task(ws, measure.task_id) if item.code == "duty_missing"]
    assert (found.level, found.where) == (Level.WARN, "任务 1 措施 1")
    assert found.text == "“县委常委会研究整改每季度至少1次”2024年第四季度没有记录"
    assert found.remedy == "登记落实或补充佐证，并计入频次"
    assert found.target is not None
    assert (found.target.table, found.target.id, found.target.field) == ("duties", duty.id, "2024-10-01")
    assert to_do(ws, measure.task_id).gaps[-1] == found


def test_a_period_without_evidence_is_a_gap_that_leads_to_its_entry_and_is_not_claimed(ws: Workspace) -> None:
    measure, duty = met(ws, *QUARTERS[:3])
    entry_id = meeting(ws, measure, QUARTERS[3], proves=None)
    duties.count_entry(ws, duty_id=duty.id, progress_id=entry_id)
    (found,) = [item for item in check_task(ws, measure.task_id) if item.code.startswith("duty")]
    assert (found.level, found.code, found.target) == (
        Level.WARN, "duty_unproven", Target(table="progress", id=entry_id)
    )
    assert found.text == "“县委常委会研究整改每季度至少1次”2024年第四季度有记录、没有佐证"
    assert found in to_do(ws, measure.task_id).gaps
    assert (counted_words(tallies(ws, measure)[0]), proof(ws, measure)) == ("应4 实4", "")

    closure, text = closure_of(ws, measure.task_id), "满足每季度至少1次的要求。"
    papers.write_statement(ws, closure_id=closure.id, measure_id=measure.id, kind=StatementKind.PROOF, text=text)
    (claimed,) = [item for item in check_task(ws, measure.task_id) if item.code == "duty_claimed"]
    assert (claimed.level, claimed.text) == (
        Level.STOP, "对应说明说满足每季度至少1次，但县委常委会研究整改第四季度没有佐证"
    )
    piece = evidence.EvidenceInput(files=(FILE,), title="纪要")
    evidence.attach_evidence(ws, pieces=(piece,), measure_id=measure.id, progress_id=entry_id)
    assert [item for item in check_task(ws, measure.task_id) if item.code.startswith("duty")] == []
    trash.trash_evidence(ws, evidence_ids=[ws.find(Evidence, title="纪要")[0].id])
    assert [item.code for item in check_task(ws, measure.task_id) if item.code.startswith("duty")] == [
        "duty_unproven", "duty_claimed"
    ]


def test_many_missing_periods_are_summed_up(ws: Workspace) -> None:
    measure = measures_of(ws, add_task(ws).id)[0]
    confirmed(ws, measure, DutyPer.WEEK)
    found = [item.text for item in check_task(ws, measure.task_id) if item.code == "duty_missing"]
    assert len(found) == 13
    assert found[-1].endswith("另有 40 期次数不足")


def test_a_duty_without_start_and_dates_too_coarse_are_told(ws: Workspace) -> None:
    measure, duty = met(ws, "2024", *QUARTERS[:3])
    codes = [(item.level, item.code) for item in check_task(ws, measure.task_id) if item.code.startswith("duty")]
    assert codes == [(Level.WARN, "duty_missing"), (Level.WARN, "duty_unclear")]
    duties.revise_duty(ws, duty=replace(duty, starts_on=None))
    codes = [(item.level, item.code) for item in check_task(ws, measure.task_id) if item.code.startswith("duty")]
    assert codes == [(Level.WARN, "duty_without_start")]


@pytest.mark.parametrize(
    ("text", "is_claim"),
    [
        ("佐证材料满足每季度至少1次的要求。", True), ("完成了每季度研究1次的任务。", True),
        ("每季度至少研究1次，第四季度未研究。", False), ("满足每月至少1次的要求。", False),
        ("已全部完成。每季度应研究1次。", False),
    ],
    ids=range(5),
)
def test_to_claim_what_is_not_so_stops_the_paper(ws: Workspace, text: str, is_claim: bool) -> None:
    measure, _ = met(ws, *QUARTERS[:3])
    closure = closure_of(ws, measure.task_id)
    papers.write_statement(ws, closure_id=closure.id, measure_id=measure.id, kind=StatementKind.PROOF, text=text)
    found = [item for item in check_task(ws, measure.task_id) if item.code == "duty_claimed"]
    assert bool(found) is is_claim
    assert all(item.level is Level.STOP and "县委常委会研究整改第四季度次数不足" in item.text for item in found)


def test_a_paper_with_a_false_claim_is_not_issued(sample_ws: Workspace) -> None:
    ws, measure = sample_ws, measure_of(sample_ws, "4")
    closure = closure_of(ws, measure.task_id)
    duty = next(item for item in ws.find(MeasureDuty, measure_id=measure.id) if "报告" in item.subject)
    duties.revise_duty(ws, duty=replace(duty, starts_on=PartialDate(year=2020)))
    text = "示例县向市委、市政府报告责任履行情况，满足每年报告1次的要求，与整改措施4相对应。"
    papers.write_statement(ws, closure_id=closure.id, measure_id=measure.id, kind=StatementKind.PROOF, text=text)
    papers.confirm_statement(ws, closure_id=closure.id, measure_id=measure.id, kind=StatementKind.PROOF)
    kind = kind_of(PaperKind.CLOSURE_OPINION)
    dossier = kind.assemble(ws, closure.id, PaperKind.CLOSURE_OPINION)
    findings = kind.check(ws.reference.form("closure-opinion-shenyang"), dossier)
    found = [item for item in findings if item.code == "duty_claimed"]
    assert [(item.level, item.where) for item in found] == [(Level.STOP, "任务 1 措施 4")]
    (missing,) = [item for item in findings if item.code == "duty_missing"]
    assert missing.level is Level.WARN and missing in check(ws, measure.task_id)
    assert "2020年次数不足" in found[0].text


def test_a_duty_the_text_names_is_noted_until_it_is_confirmed(ws: Workspace) -> None:
    task = add_task(ws, texts=("每季度至少调度1次。",))
    measure = measures_of(ws, task.id)[0]
    (found,) = [item for item in check_task(ws, task.id) if item.code == "duty_unconfirmed"]
    assert (found.level, found.text) == (Level.NOTE, "原文要求“每季度至少调度1次”，还没有确认频次")
    confirmed(ws, measure, subject="调度")
    assert [item for item in check_task(ws, task.id) if item.code == "duty_unconfirmed"] == []
    duties.remove_duty(ws, duty_id=MeasureDutyId(ws.find(MeasureDuty)[0].id))
    assert [item.code for item in check_task(ws, task.id) if item.code.startswith("duty")] == ["duty_unconfirmed"]
