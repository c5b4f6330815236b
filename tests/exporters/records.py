"""Builders of records for the tests of papers: one task of 示例县 with its closure, entered through the actions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from models.actions.closures import save_acceptance, save_members, set_instruments, set_joint_units
from models.actions.directory import save_issuer
from models.actions.measures import revise_measure
from models.actions.papers import confirm_statement, save_paper, write_statement
from models.actions.tasks import TaskInput, add_task, save_plan
from models.assembly import acceptance_of, closure_dossier, closures_of, paper_of
from models.domain.closure import (
    AcceptanceResult,
    ClosureId,
    InstrumentRole,
    Member,
    MemberId,
    MemberRole,
    StatementKind,
)
from models.domain.directory import Issuer, IssuerId
from models.domain.form import FormDefinition
from models.domain.partial_date import PartialDate
from models.domain.plan import Measure, Plan, PlanId, Task
from models.dossiers import ClosureDossier
from models.reference import Reference
from models.workspace import Workspace, new_id
from tests.exporters.papers import MEASURES, OFFICE, PROBLEM, PROGRESS, PROOF

SHENYANG = "closure-opinion-shenyang"
LIAONING = "closure-opinion-liaoning"
PLAN = "示例市中央生态环境保护督察整改方案"
BASES = (PLAN, f"{PLAN}整改任务验收参考标准", "示例市生态环境保护督察整改任务验收销号办法（试行）")
GROUP = "市生态环境保护督察及“回头看”整改工作领导小组"
TITLE = "深入学习贯彻习近平生态文明思想"
GOAL = "深入学习贯彻习近平生态文明思想，完整、准确、全面贯彻新发展理念，增强走绿色低碳发展道路的自觉性。"
COMPLETION = "示例县委、县政府已按照整改方案第1项整改任务要求，完成了学习任务，定期研究生态环境保护工作。"
NEXT = "继续学习贯彻习近平生态文明思想，并且按《整改方案》要求长期坚持。"
SHORT_NAMES = ("深入学习贯彻习近平生态文明思想", "定期研究部署生态环境保护工作", "坚决遏制“两高”项目盲目发展", "")
TEAM = (
    (MemberRole.LEADER, "甲某某", OFFICE, "副主任（副局级）", "13800000001"),
    (MemberRole.DEPUTY, "乙某某", "示例市生态环境局", "处长", "13800000002"),
    (MemberRole.DEPUTY, "丙某某", "示例市生态环境局", "主任科员", "13800000003"),
    (MemberRole.MEMBER, "丁某某", "示例市生态环境局", "四级主任科员", "13800000004"),
    (MemberRole.MEMBER, "戊某某", "示例环境科学研究院", "工程师", "13800000005"),
)


def form_of(key: str) -> FormDefinition:
    return Reference().form(key)


def close_task(ws: Workspace, *, number: str = "1", sequence: int = 18) -> ClosureId:
    """Enter the whole case up to an opinion without a gap, and return its closure."""
    plan = Plan(id=PlanId(new_id()), title=PLAN, dated_on=PartialDate.of(date(2021, 12, 1)))
    save_plan(ws, plan=plan)
    add_task(
        ws,
        plan_id=plan.id,
        task=TaskInput(
            number=number,
            problem=PROBLEM,
            responsible_units=("示例县",),
            measures=MEASURES,
            title=TITLE,
            goal=GOAL,
        ),
    )
    task = ws.find(Task, plan_id=plan.id, number=number)[0]
    closure_id = closures_of(ws, task.id)[0].id
    for measure, name in zip(measures_of(ws, closure_id), SHORT_NAMES, strict=True):
        revise_measure(ws, measure=replace(measure, short_name=name))
    state_all(ws, closure_id)
    accept(ws, closure_id)
    issue(ws, closure_id, sequence=sequence)
    return closure_id


def measures_of(ws: Workspace, closure_id: ClosureId) -> list[Measure]:
    return [item.measure for item in closure_dossier(ws, closure_id).measures]


def state_all(ws: Workspace, closure_id: ClosureId) -> None:
    """Write and confirm both statements of each measure."""
    for measure, done, proof in zip(measures_of(ws, closure_id), PROGRESS, PROOF, strict=True):
        state(ws, closure_id, measure, StatementKind.IMPLEMENTATION, done)
        state(ws, closure_id, measure, StatementKind.PROOF, proof)


def state(ws: Workspace, closure_id: ClosureId, measure: Measure, kind: StatementKind, text: str) -> None:
    write_statement(ws, closure_id=closure_id, measure_id=measure.id, kind=kind, text=text)
    confirm_statement(ws, closure_id=closure_id, measure_id=measure.id, kind=kind)


def accept(ws: Workspace, closure_id: ClosureId) -> None:
    """Enter team, instruments and acceptance."""
    save_members(
        ws,
        members=[
            Member(
                id=MemberId(new_id()),
                closure_id=closure_id,
                role=role,
                name=name,
                unit=unit,
                post=post,
                phone=phone,
                position=place,
            )
            for place, (role, name, unit, post, phone) in enumerate(TEAM)
        ],
    )
    set_instruments(ws, closure_id=closure_id, role=InstrumentRole.BASIS, titles=BASES)
    set_instruments(ws, closure_id=closure_id, role=InstrumentRole.STANDARD, titles=BASES[:2])
    set_joint_units(ws, closure_id=closure_id, names=("示例市政府办公室",))
    contact = ws.find(Member, closure_id=closure_id, name="戊某某")[0]
    save_acceptance(
        ws,
        acceptance=replace(
            acceptance_of(ws, closure_id),
            held_on=(PartialDate.of(date(2022, 9, 28)),),
            methods="听取汇报、核查资料",
            goal_completion=COMPLETION,
            result=AcceptanceResult.PASSED,
            next_requirements=NEXT,
            contact_id=contact.id,
        ),
    )


def issue(ws: Workspace, closure_id: ClosureId, *, sequence: int = 18) -> None:
    """Enter issuer, number and date of the opinion."""
    issuer = Issuer(id=IssuerId(new_id()), name=OFFICE, addressee=GROUP, document_word="示环督改办")
    save_issuer(ws, issuer=issuer)
    save_paper(
        ws,
        paper=replace(
            paper_of(ws, closure_id),
            issuer_id=issuer.id,
            dated_on=PartialDate.of(date(2022, 10, 8)),
            document_word="示环督改办",
            document_year=2022,
            document_sequence=sequence,
            copies_to="示例市委办公室，示例县人民政府",
        ),
    )


def with_acceptance(dossier: ClosureDossier, **fields: object) -> ClosureDossier:
    """Return the dossier with fields of its acceptance changed."""
    return replace(dossier, acceptance=replace(dossier.acceptance, **fields))  # type: ignore[arg-type]


def with_paper(dossier: ClosureDossier, **fields: object) -> ClosureDossier:
    """Return the dossier with fields of its opinion changed."""
    return replace(dossier, paper=replace(dossier.paper, **fields))  # type: ignore[arg-type]
