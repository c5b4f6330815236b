"""A closure as an example, for looking at a form where the workspace has none yet; it lies in no store."""

from __future__ import annotations

from models.domain.closure import (
    Acceptance,
    AcceptanceId,
    AcceptanceResult,
    Closure,
    ClosureId,
    Instrument,
    InstrumentId,
    InstrumentRole,
    Member,
    MemberId,
    MemberRole,
    Paper,
    PaperId,
    PaperKind,
    SelfCheck,
    SelfCheckId,
)
from models.domain.directory import Issuer, IssuerId
from models.domain.partial_date import PartialDate
from models.domain.plan import (
    Inspection,
    InspectionId,
    InspectionLevel,
    Measure,
    MeasureId,
    Plan,
    PlanId,
    Task,
    TaskId,
    UnitRole,
)
from models.domain.publicity import Publicity, PublicityId
from models.domain.statements import Sources, StatementState
from models.dossiers import ClosureDossier, MeasureDossier, StatementDossier

CLOSURE, TASK, OFFICE = ClosureId("example"), TaskId("example"), "示例市整改办"
DAY = PartialDate(year=2025, month=11, day=18)


def example_dossier(kind: PaperKind) -> ClosureDossier:
    """Return a dossier of one kind of paper with made-up facts; what the example lacks prints as missing."""
    contact = _member("乙某某", MemberRole.MEMBER, 1)
    return ClosureDossier(
        inspection=Inspection(
            id=InspectionId("example"), level=InspectionLevel.PROVINCE, round=2, name="第二轮省生态环境保护督察",
        ),
        plan=Plan(id=PlanId("example"), title="示例市督察反馈意见整改方案"),
        task=Task(
            id=TASK, plan_id=PlanId("example"), number="1", title="河东污水处理厂配套管网建设滞后",
            problem="河东污水处理厂配套管网建设滞后，雨季污水溢流。", goal="完成配套管网建设，污水全部收集处理。",
            deadline=PartialDate(year=2025, month=12), deadline_text="2025年12月底前", responsible_person="丙某某",
        ),
        numbers=(), sub_items=(), units=(
            (UnitRole.RESPONSIBLE, "示例县政府"), (UnitRole.ACCEPTANCE, "示例市生态环境局"),
            (UnitRole.LEAD, "示例市生态环境局"),
        ),
        closure=Closure(id=CLOSURE, task_id=TASK, completed_on=PartialDate(year=2025, month=10)),
        responsible_units=("示例县政府",),
        measures=(
            _measure("1", "成立工作专班，定期调度。", "成立工作专班，召开调度会3次。", "以上由会议纪要证明。"),
            _measure("2", "新建污水管网7公里。", "新建污水管网7.2公里。", "以上由竣工验收报告证明。"),
        ),
        acceptance=Acceptance(
            id=AcceptanceId("example"), closure_id=CLOSURE, held_on=(DAY,), goal_completion="管网已建成通水。",
            methods="查阅资料、现场核查", place="河东污水处理厂", findings="现场核查7.2公里管网已建成通水，资料齐全。",
            next_requirements="加强日常管护，防止问题反弹。", result=AcceptanceResult.PASSED, contact_id=contact.id,
        ),
        instruments=(
            Instrument(id=InstrumentId("example"), closure_id=CLOSURE, title="整改任务验收销号办法",
                       role=InstrumentRole.BASIS),
        ),
        joint_units=(), members=(_member("甲某某", MemberRole.LEADER, 0), contact), contact=contact,
        issuer=Issuer(id=IssuerId("example"), name=OFFICE, self_reference="我办", addressee="示例市整改工作领导小组"),
        paper=Paper(
            id=PaperId("example"), closure_id=CLOSURE, kind=kind, issuer_id=IssuerId("example"), dated_on=DAY,
            addressee="示例市整改工作领导小组", has_red_head=False,
        ),
        edits=(),
        self_check=SelfCheck(
            id=SelfCheckId("example"), closure_id=CLOSURE, held_on=(PartialDate(year=2025, month=11, day=3),),
            participants="示例县水利局", methods="查看现场、查阅台账", conclusion="已完成整改，达到销号条件。",
        ),
        publicity=Publicity(
            id=PublicityId("example"), closure_id=CLOSURE, starts_on=DAY, days=5,
            ends_on=PartialDate(year=2025, month=11, day=24), receiving_office=OFFICE, contact="乙某某",
            phone="0000-1234567", address="示例市示例路1号",
        ),
        office=OFFICE, responsible_phone="13800000001",
    )


def _member(name: str, role: MemberRole, position: int) -> Member:
    return Member(
        id=MemberId(f"example-{position}"), closure_id=CLOSURE, role=role, name=name, unit="示例市生态环境局",
        post="科长", phone="13800000001", position=position,
    )


def _measure(number: str, text: str, done: str, proof: str) -> MeasureDossier:
    measure = Measure(id=MeasureId(f"example-{number}"), task_id=TASK, number=number, text=text, short_name=text[:6])
    return MeasureDossier(
        measure=measure, units=(), sources=Sources(measure=measure),
        implementation=StatementDossier(text=done, state=StatementState.CONFIRMED),
        proof=StatementDossier(text=proof, state=StatementState.CONFIRMED),
    )
