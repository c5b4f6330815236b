"""Workspaces and records for tests, made through the actions of the program."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from models.actions import closures, directory, evidence, holidays, measures, papers, progress, publicity, rounds, tasks
from models.assembly import acceptance_of, closures_of, paper_of
from models.domain.closure import (
    AcceptanceResult,
    Closure,
    InstrumentRole,
    IssuedPaper,
    IssuedPaperId,
    Member,
    MemberId,
    MemberRole,
    Paper,
    SelfCheck,
    SelfCheckId,
    StatementKind,
)
from models.domain.directory import Issuer, IssuerId, Person, PersonId, Unit, UnitId
from models.domain.drafts.common_values import CommonValues, CommonValuesId
from models.domain.drafts.mapping_profile import MappingProfile, MappingProfileId
from models.domain.duty import DutyCount, DutyCountId, MeasureDuty, MeasureDutyId
from models.domain.evidence import (
    Evidence,
    EvidenceLink,
    EvidenceNumber,
    EvidenceNumberId,
    PhotoPair,
    PhotoPairId,
    StoredFile,
)
from models.domain.indicator import Indicator, IndicatorId, IndicatorValue, IndicatorValueId
from models.domain.office_forms import (
    OfficeForm,
    OfficeFormId,
    OfficeTemplate,
    OfficeTemplateId,
)
from models.domain.partial_date import PartialDate
from models.domain.plan import (
    DutyPer,
    Inspection,
    InspectionId,
    Measure,
    Plan,
    Progress,
    SubItem,
    SubItemId,
    SubItemKind,
    Task,
    TaskId,
    UnitRole,
)
from models.domain.publicity import Objection, ObjectionId, Publicity, PublicityId
from models.domain.sealing import SealedFile, SealedFileId, SealedItem, SealedItemId, Sealing, SealingId
from models.domain.settings import OFFICE_NAME
from models.reference import Reference
from models.workspace import Workspace, new_id

REFERENCE = Reference()
FILE = ("ab" * 32, "会议纪要.docx", 1024)
# A year nobody has laid down yet, in the wording of the notices.
NEXT_NOTICE = """国务院办公厅关于2027年
部分节假日安排的通知
国办发明电〔2026〕9号
各有关单位：
现将2027年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月20日（周六）上班。
三、清明节：4月5日（周一）放假，与周末连休。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天，不调休。
六、中秋节：9月15日（周三）放假1天，不调休。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
节假日期间，请妥善安排好值班。
国务院办公厅
2026年11月5日
"""


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = datetime(2025, 11, 22, 14, 32)

    def __call__(self) -> datetime:
        return self.moment

    def move(self, **by: float) -> None:
        self.moment += timedelta(**by)


def open_workspace(folder: Path, clock: Clock | None = None) -> Workspace:
    """Open or create a workspace for a test."""
    return Workspace.open(folder, reference=REFERENCE, actor="甲某某", now=clock or Clock())


def add_task(ws: Workspace, number: str = "1", texts: tuple[str, ...] = ("成立专班。", "完善管网。")) -> Task:
    """Add a task under the one plan, with measures and its closure."""
    plans = ws.find(Plan)
    changes = tasks.add_task(
        ws,
        plan_id=plans[0].id if plans else None,
        plan_title="示例市生态环境保护督察整改方案",
        task=tasks.TaskInput(
            number=number, problem="河东污水处理厂配套管网建设滞后。", responsible_units=("示例县",), measures=texts
        ),
    )
    return ws.need(Task, changes.new_id("tasks"))


def closure_of(ws: Workspace, task_id: TaskId) -> Closure:
    return closures_of(ws, task_id)[-1]


def measures_of(ws: Workspace, task_id: TaskId) -> list[Measure]:
    return ws.find(Measure, task_id=task_id)


def member(closure: Closure, name: str = "甲某某", role: MemberRole = MemberRole.LEADER, position: int = 0) -> Member:
    return Member(
        id=MemberId(new_id()), closure_id=closure.id, role=role, name=name, unit="示例市生态环境局", post="处长",
        phone="13800000001", position=position,
    )


def fill(ws: Workspace) -> Task:
    """Put at least one row into every table of records; returns the task they belong to."""
    task = add_task(ws)
    closure = closure_of(ws, task.id)
    first, second = measures_of(ws, task.id)
    _directory(ws)
    _around_task(ws, task)
    for measure, text in ((first, "召开调度会3次。"), (second, "完成新建污水管网7.2公里。")):
        progress.record_progress(
            ws, measure_id=measure.id,
            entry=progress.ProgressInput(text=text, done_on=PartialDate(year=2025, month=3)),
        )
        piece = evidence.EvidenceInput(files=(FILE,), title="会议纪要", dated_on=PartialDate(year=2025, month=3, day=5))
        evidence.attach_evidence(ws, pieces=(piece,), measure_id=measure.id, proves=text)
    measures.set_measure_units(ws, measure_id=first.id, names=("示例县住建局",))
    _acceptance(ws, closure)
    _around_papers(ws, closure)
    _around_drafts(ws, task)
    _around_evidence(ws, task)
    for measure in (first, second):
        for kind in StatementKind:
            papers.draft_statement(ws, closure_id=closure.id, measure_id=measure.id, kind=kind)
            papers.confirm_statement(ws, closure_id=closure.id, measure_id=measure.id, kind=kind)
    return ws.need(Task, task.id)


def _around_papers(ws: Workspace, closure: Closure) -> None:
    checked = SelfCheck(id=SelfCheckId(new_id()), closure_id=closure.id, methods="查阅资料")
    start, end = (PartialDate(year=2025, month=11, day=day) for day in (10, 21))
    shown = Publicity(
        id=PublicityId(new_id()), closure_id=closure.id, starts_on=start, days=10, ends_on=end,
        receiving_office="示例县住建局", phone="0000-0000000", address="示例县示例路1号",
    )
    objection = Objection(
        id=ObjectionId(new_id()), publicity_id=shown.id, content="管网仍有漏点。", handling="已修复。")
    publicity.save_self_check(ws, self_check=checked)
    publicity.save_publicity(ws, publicity=shown)
    publicity.save_objections(ws, publicity=shown, objections=(objection,))
    holidays.save_holiday_notice(ws, text=NEXT_NOTICE)
    with ws.change("样式和模板") as change:
        change.insert_all((
            OfficeForm(id=OfficeFormId(new_id()), key="own", kind="public_notice", label="本县公示", text=""),
            OfficeTemplate(
                id=OfficeTemplateId(new_id()), kind="public_notice", label="公示模板", file_name="公示.docx",
                sha256=FILE[0], size=FILE[2],
            ),
        ))


def _around_drafts(ws: Workspace, task: Task) -> None:
    with ws.change("导入") as change:
        change.insert_all((
            MappingProfile(id=MappingProfileId(new_id()), name="市级台账", columns='[["整改目标","goal"]]'),
            CommonValues(id=CommonValuesId(new_id()), task_id=task.id, digests='{"goal":"0123456789abcdef"}'),
        ))


def _around_evidence(ws: Workspace, task: Task) -> None:
    """Number, pair, count and measure by what `fill` gave as evidence."""
    measure, piece, entry = measures_of(ws, task.id)[0], ws.find(Evidence)[0], ws.find(Progress)[0]
    duty = MeasureDuty(
        id=MeasureDutyId(new_id()), measure_id=measure.id, times=1, per=DutyPer.QUARTER, subject="调度",
        starts_on=PartialDate(year=2025, month=10),
    )
    length = Indicator(id=IndicatorId(new_id()), task_id=task.id, label="新建管网", target="12.0", unit="公里")
    with ws.change("编号、照片、频次、指标") as change:
        change.insert_all((
            EvidenceNumber(id=EvidenceNumberId(new_id()), task_id=task.id, evidence_id=piece.id, number="1-1-01"),
            PhotoPair(
                id=PhotoPairId(new_id()), task_id=task.id, measure_id=measure.id, before_id=piece.id, after_id=piece.id,
            ),
            duty, length,
        ))
        change.insert_all((
            DutyCount(id=DutyCountId(new_id()), duty_id=duty.id, progress_id=entry.id),
            DutyCount(id=DutyCountId(new_id()), duty_id=duty.id, evidence_id=piece.id),
            IndicatorValue(
                id=IndicatorValueId(new_id()), indicator_id=length.id, number="12.4", evidence_id=piece.id,
                dated_on=PartialDate(year=2025, month=3),
            ),
        ))


def seal(ws: Workspace) -> Sealing:
    """Put a sealing beside what `fill` makes; what is sealed is kept, so not every test may have it."""
    piece, closure = ws.find(Evidence)[0], ws.find(Closure)[0]
    file = ws.find(StoredFile, evidence_id=piece.id)[0]
    sealing = Sealing(
        id=SealingId(new_id()), closure_id=closure.id, sealed_at=ws.now(), sealed_by="甲某某", digest="0" * 64,
    )
    item = SealedItem(
        id=SealedItemId(new_id()), sealing_id=sealing.id, evidence_id=piece.id, number="1-1-01", title=piece.title,
    )
    sealed = SealedFile(
        id=SealedFileId(new_id()), sealed_item_id=item.id, stored_file_id=file.id, sha256=file.sha256, name=file.name,
        size=file.size,
    )
    with ws.change("封卷") as change:
        for record in (sealing, item, sealed):
            change.insert(record)
    return sealing


def issue(ws: Workspace) -> IssuedPaper:
    """Put an issued paper beside what `fill` makes; a task with one is kept, so not every test may have it."""
    paper = ws.find(Paper)[0]
    issued = IssuedPaper(
        id=IssuedPaperId(new_id()), paper_id=paper.id,
        closure_id=paper.closure_id, code="ABCDEFGH2345", form="own", definition="", dossier="{}",
        issued_at=ws.now(), file_name="意见.docx", file_sha256=FILE[0], file_size=FILE[2],
    )
    with ws.change("签发") as change:
        change.insert(issued)
    return issued


def _directory(ws: Workspace) -> None:
    directory.change_setting(ws, key=OFFICE_NAME, value="示例县整改办")
    directory.save_unit(ws, unit=Unit(id=UnitId(new_id()), name="示例县水利局", short_name="水利局"))
    directory.save_person(ws, person=Person(id=PersonId(new_id()), name="丁某某", phone="13800000004"))
    directory.save_issuer(
        ws, issuer=Issuer(id=IssuerId("issuer-1"), name="示例市督改办", document_word="示督改办", is_own=True)
    )


def _around_task(ws: Workspace, task: Task) -> None:
    inspection = Inspection(
        id=InspectionId(new_id()), round=2, name="第二轮中央生态环境保护督察",
        started_on=PartialDate(year=2024, month=5), ended_on=PartialDate(year=2024, month=6, day=3),
    )
    tasks.save_inspection(ws, inspection=inspection, plan_id=task.plan_id)
    tasks.set_external_numbers(ws, task_id=task.id, numbers=(("国家反馈", "364(35-11)"), ("省序号", "28")))
    tasks.set_task_units(ws, task_id=task.id, role=UnitRole.ACCEPTANCE, names=("示例市住建局",))
    tasks.save_sub_item(
        ws, item=SubItem(id=SubItemId(new_id()), task_id=task.id, kind=SubItemKind.SITE, name="河东泵站")
    )


def _acceptance(ws: Workspace, closure: Closure) -> None:
    closures.save_members(ws, members=(member(closure), member(closure, "乙某某", MemberRole.MEMBER, 1)))
    contact = ws.find(Member, closure_id=closure.id)[1]
    closures.save_acceptance(
        ws,
        acceptance=replace(
            acceptance_of(ws, closure.id), held_on=(PartialDate(year=2025, month=11, day=18),), methods="听取汇报",
            goal_completion="目标已完成。", result=AcceptanceResult.PASSED, next_requirements="长期坚持。",
            contact_id=contact.id,
        ),
    )
    closures.set_instruments(ws, closure_id=closure.id, role=InstrumentRole.BASIS, titles=("整改任务验收销号办法",))
    closures.set_joint_units(ws, closure_id=closure.id, names=("示例市政府办",))
    rounds.cover_measures(ws, closure_id=closure.id, measure_ids=[m.id for m in ws.find(Measure)])
    rounds.open_closure(ws, task_id=closure.task_id, unit="示例镇政府")
    paper = replace(
        paper_of(ws, closure.id), form="closure-opinion-shenyang", issuer_id=IssuerId("issuer-1"),
        dated_on=PartialDate(year=2025, month=11, day=20), document_word="示督改办", document_year=2025,
        document_sequence=6,
    )
    papers.save_paper(ws, paper=paper)
    papers.edit_section(
        ws, closure_id=closure.id, form=paper.form, section="problem", text="改写的问题。", generated="原来的问题。"
    )


def link_of(ws: Workspace, measure: Measure) -> EvidenceLink:
    return ws.find(EvidenceLink, measure_id=measure.id)[0]


def rows_digest(path: Path) -> str:
    """Return a digest over every row of every table of records in the store at `path`, read from a copy in memory."""
    copy = sqlite3.connect(":memory:")
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as source:
        source.backup(copy)
    source.close()
    names = [row[0] for row in copy.execute("select name from sqlite_master where type = 'table' order by name")]
    digest = hashlib.sha256()
    for name in names:
        if name not in ("operations", "operation_rows", "chain", "_sqlite_migrations"):
            digest.update(repr((name, copy.execute(f"select * from {name} order by id").fetchall())).encode())
    copy.close()
    return digest.hexdigest()
