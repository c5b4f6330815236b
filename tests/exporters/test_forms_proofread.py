"""What a paper must agree with before it goes out, one contradiction at a time on a case that has none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from exporters.forms.sections import SectionState, generated_sections, paper_findings
from models.assembly import closure_dossier
from models.domain.checks.readiness import statement_gaps, task_gaps
from models.domain.checks.team import team_findings
from models.domain.closure import AcceptanceResult, MemberRole
from models.domain.finding import Level
from models.domain.partial_date import PartialDate, Period
from models.domain.statements import StatementState
from models.dossiers import ClosureDossier
from models.workspace import Workspace
from tests.exporters.records import LIAONING, SHENYANG, close_task, form_of, with_acceptance, with_paper

STOP, WARN, NOTE = Level
Change = Callable[[ClosureDossier], ClosureDossier]


@pytest.fixture
def dossier(ws: Workspace) -> ClosureDossier:
    """Give the dossier of a task that is ready to be signed."""
    return closure_dossier(ws, close_task(ws))


def day(year: int, month: int, number: int) -> PartialDate:
    return PartialDate.of(date(year, month, number))


def member(dossier: ClosureDossier, place: int, **fields: object) -> ClosureDossier:
    members = list(dossier.members)
    members[place] = replace(members[place], **fields)  # type: ignore[arg-type]
    return replace(dossier, members=tuple(members))


def waiting(dossier: ClosureDossier, state: StatementState) -> ClosureDossier:
    first, *others = dossier.measures
    return replace(dossier, measures=(replace(first, proof=replace(first.proof, state=state)), *others))


CONTRADICTIONS: list[tuple[Level, str, str, Change]] = [
    (STOP, "no_members", "signature_table", lambda it: replace(it, members=(), contact=None)),
    (WARN, "no_leader", "signature_table", lambda it: member(it, 0, role=MemberRole.DEPUTY)),
    (WARN, "several_leaders", "signature_table", lambda it: member(it, 1, role=MemberRole.LEADER)),
    (WARN, "member_without_unit", "signature_table", lambda it: member(it, 1, unit=" ")),
    (WARN, "member_without_phone", "signature_table", lambda it: member(it, 1, phone="")),
    (WARN, "member_phone", "signature_table", lambda it: member(it, 1, phone="1380000")),
    (STOP, "no_member_name", "signature_table", lambda it: member(it, 1, name=" ")),
    (WARN, "member_twice", "signature_table",
     lambda it: member(it, 1, name=it.members[2].name, unit=it.members[2].unit)),
    (WARN, "contact_not_in_team", "sign_off", lambda it: replace(it, members=it.members[:-1])),
    (STOP, "missing_slot", "sign_off", lambda it: with_paper(it, dated_on=PartialDate(year=2022, month=10))),
    (STOP, "opinion_before_acceptance", "sign_off", lambda it: with_paper(it, dated_on=day(2022, 9, 27))),
    (WARN, "acceptance_before_plan", "opening",
     lambda it: replace(it, plan=replace(it.plan, dated_on=PartialDate(year=2022, month=10)))),
    (STOP, "result_contradicts_conclusion", "conclusion",
     lambda it: with_acceptance(it, result=AcceptanceResult.FAILED, conclusion="任务已完成，通过验收。")),
    (STOP, "result_contradicts_conclusion", "conclusion", lambda it: with_acceptance(it, conclusion="未通过验收。")),
    (STOP, "no_conclusion", "conclusion", lambda it: with_acceptance(it, result=None)),
    (WARN, "no_result", "conclusion", lambda it: with_acceptance(it, result=None, conclusion="同意履行销号程序。")),
    (STOP, "no_document_number", "title", lambda it: with_paper(it, document_sequence=None)),
    (WARN, "secrecy_marked", "title", lambda it: with_paper(it, secrecy="秘密")),
    (WARN, "title_shape", "title",
     lambda it: replace(it, task=replace(it.task, number="1" * 60))),
    (WARN, "title_punctuation", "title", lambda it: replace(it, plan=replace(it.plan, title="甲方案，2021年"))),
    (WARN, "statement_stale", "evidence_mapping", lambda it: waiting(it, StatementState.STALE)),
    (WARN, "statement_unconfirmed", "evidence_mapping", lambda it: waiting(it, StatementState.DRAFT)),
]


@pytest.mark.parametrize(
    ("level", "code", "key", "change"),
    CONTRADICTIONS,
    ids=[f"{at} {item[1]}" for at, item in enumerate(CONTRADICTIONS)],
)
def test_a_contradiction_is_found_in_its_section(
    dossier: ClosureDossier, level: Level, code: str, key: str, change: Change
) -> None:
    found = {section.key: section.findings for section in generated_sections(form_of(SHENYANG), change(dossier))}
    assert (level, code) in [(item.level, item.code) for item in found[key]]


@pytest.mark.parametrize(
    "change",
    [
        lambda it: with_paper(it, dated_on=day(2022, 9, 28)),
        lambda it: with_acceptance(it, held_on=(PartialDate(year=2022, month=10),)),
        lambda it: with_acceptance(it, held_on=(Period(first=day(2022, 9, 28), last=day(2022, 10, 20)),)),
        lambda it: replace(it, plan=replace(it.plan, dated_on=PartialDate(year=2022, month=9))),
        lambda it: with_acceptance(it, result=AcceptanceResult.AFTER_CORRECTION, conclusion="整改后经复验方可通过。"),
        lambda it: with_acceptance(it, conclusion="经复核，原未通过验收的问题已改正，同意通过验收。"),
    ],
    ids=["same day", "same month", "span", "plan of the month", "after correction", "both words"],
)
def test_what_is_no_certain_contradiction_is_left_alone(dossier: ClosureDossier, change: Change) -> None:
    assert paper_findings(form_of(SHENYANG), change(dossier)) == ()


def test_statements_a_form_does_not_print_are_not_asked_for(dossier: ClosureDossier) -> None:
    found = paper_findings(form_of(LIAONING), waiting(dossier, StatementState.STALE), issuing=True)
    assert [item.code for item in found] == ["not_sealed"]


def test_what_may_be_saved_may_not_be_issued(dossier: ClosureDossier) -> None:
    for state in (StatementState.DRAFT, StatementState.STALE):
        stale = waiting(dossier, state)
        assert [item.level for item in paper_findings(form_of(SHENYANG), stale)] == [WARN]
        assert [item.level for item in paper_findings(form_of(SHENYANG), stale, issuing=True)] == [STOP, NOTE]


def test_a_member_is_named_with_what_is_lacking(dossier: ClosureDossier) -> None:
    (finding,) = paper_findings(form_of(SHENYANG), member(dossier, 1, phone=""))
    assert (finding.where, finding.text, finding.remedy) == ("验收组 第 2 行 乙某某", "没有联系电话", "填写联系电话")
    assert finding.target is not None
    assert (finding.target.table, finding.target.id) == ("members", dossier.members[1].id)


def test_the_paper_is_told_of_the_team_what_its_table_is_told(dossier: ClosureDossier) -> None:
    wrong = member(member(member(dossier, 1, name="", phone="1380000"), 2, unit=""), 3, role=MemberRole.LEADER)
    of_the_table = [*team_findings(wrong.closure.id, wrong.members)]
    assert len(of_the_table) == 4 and list(paper_findings(form_of(SHENYANG), wrong)) == of_the_table


def test_a_member_without_a_name_is_marked_in_the_table(dossier: ClosureDossier) -> None:
    sections = {item.key: item for item in generated_sections(form_of(SHENYANG), member(dossier, 1, name=""))}
    assert "〔缺：姓名〕" in sections["signature_table"].text.splitlines()[1]
    assert sections["signature_table"].state is SectionState.MISSING


def test_one_cause_is_told_once(dossier: ClosureDossier) -> None:
    nobody = replace(dossier, issuer=replace(dossier.issuer, addressee="甲") if dossier.issuer else None, contact=None)
    found = paper_findings(form_of(SHENYANG), nobody)
    assert [(item.code, item.where) for item in found] == [("missing_slot", "验收 · 联系人")]
    unissued = with_paper(replace(dossier, issuer=None), addressee="示例市整改办")
    assert [item.where for item in paper_findings(form_of(SHENYANG), unissued)] == ["文书 · 发文主体"]
    undecided = with_acceptance(dossier, result=None)
    assert [item.where for item in paper_findings(form_of(SHENYANG), undecided)] == ["验收 · 验收结果"]


def test_the_paper_and_the_task_word_a_gap_alike(ws: Workspace, dossier: ClosureDossier) -> None:
    first, *others = dossier.measures
    empty = replace(
        dossier,
        task=replace(dossier.task, problem=""),
        measures=(replace(first, measure=replace(first.measure, text=""),
                          proof=replace(first.proof, text="", state=StatementState.MISSING)), *others),
    )
    sources = [replace(item.sources, measure=item.measure) for item in empty.measures]
    of_the_task = {*task_gaps(empty.task, sources, empty.responsible_units)}
    of_the_task |= {*statement_gaps(empty.task, first.measure, [("对应说明", StatementState.MISSING)])}
    of_the_paper = paper_findings(form_of(SHENYANG), empty)
    assert [item.code for item in of_the_paper] == ["no_problem", "no_measure_text", "statement_missing"]
    assert set(of_the_paper) <= of_the_task
