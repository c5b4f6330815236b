"""Making the sample, by the actions a clerk's hand would run, so that its history reads like a real one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from models.actions.closures import save_acceptance, save_members, set_instruments
from models.actions.directory import change_setting, save_issuer, save_person, save_unit
from models.actions.evidence import EvidenceInput, attach_evidence
from models.actions.evidence_files import replace_file
from models.actions.linking import revise_links
from models.actions.measures import revise_measure
from models.actions.papers import confirm_statement, save_paper, write_statement
from models.actions.photo_pairs import PairInput, add_pairs
from models.actions.progress import ProgressInput, add_figure, record_progress
from models.actions.tasks import (
    TaskInput,
    add_task,
    revise_task,
    save_inspection,
    save_plan,
    save_sub_item,
    set_external_numbers,
)
from models.assembly import acceptance_of, paper_of
from models.domain.closure import (
    AcceptanceResult,
    Closure,
    ClosureId,
    InstrumentRole,
    Member,
    MemberId,
    MemberRole,
    StatementKind,
)
from models.domain.directory import Issuer, IssuerId, Person, PersonId, Unit, UnitId
from models.domain.evidence import Evidence, EvidenceLink, ProofKind, StoredFile
from models.domain.figures import recognise
from models.domain.partial_date import PartialDate, when_from_iso
from models.domain.plan import (
    Inspection,
    InspectionId,
    InspectionLevel,
    Measure,
    MeasureId,
    Plan,
    PlanId,
    Progress,
    ProgressId,
    SubItem,
    SubItemId,
    Task,
    TaskId,
    UnitRole,
)
from models.domain.settings import CLERK_NAME, IS_SAMPLE, OFFICE_NAME
from models.errors import InputError
from models.reporting import Report, unheard
from models.sample import case, evidence
from models.sample.around import around_acceptance
from models.sample.duties import confirm_duties
from models.sample.evidence import Piece
from models.sample.indicators import confirm_indicators
from models.workspace import Workspace, new_id


def make_sample(ws: Workspace, *, report: Report = unheard) -> None:
    """Fill an empty workspace with the sample; `report` hears the steps done and may raise Cancelled.

    Raises InputError where the workspace already holds tasks.
    """
    if ws.find(Task):
        raise InputError("这个工作区已有任务，没有生成示例", where=str(ws.folder), remedy="请换一个新的或空的文件夹")
    steps: tuple[tuple[str, Callable[[Workspace], object]], ...] = (
        ("本单位", _office), ("整改方案", _plan), ("任务 1", _learning_task), ("落实和佐证", _learning_records),
        ("验收", _acceptance), ("意见", _opinion), ("自查和公示", around_acceptance),
        ("任务 12-02", _sewage_task), ("任务 18", _wetland_task),
        ("整改进展", _standings), ("证明类别", _proof_kinds),
    )
    for done, (name, step) in enumerate(steps):
        report(done, len(steps), f"示例：{name}")
        step(ws)
    # The number of the last operation tells later what belongs to the sample and what the clerk added.
    change_setting(ws, key=IS_SAMPLE, value=str(ws.last_sequence))
    report(len(steps), len(steps), "示例已生成")


def _office(ws: Workspace) -> None:
    change_setting(ws, key=OFFICE_NAME, value="示例县整改办")
    change_setting(ws, key=CLERK_NAME, value="己某某")
    for name, short_name in case.UNITS:
        save_unit(ws, unit=Unit(id=UnitId(new_id()), name=name, short_name=short_name))
    save_issuer(
        ws,
        issuer=Issuer(
            id=IssuerId(new_id()), name=case.COUNTY_OFFICE, head_lines=case.COUNTY_OFFICE,
            leading_group=case.COUNTY_GROUP, addressee="县生态环境保护督察整改工作领导小组",
            document_word="示县督改办", printing_office=case.COUNTY_OFFICE, is_own=True, position=0,
        ),
    )
    save_issuer(
        ws,
        issuer=Issuer(
            id=IssuerId(new_id()), name=case.CITY_OFFICE,
            head_lines="示例市生态环境保护督察及“回头看”\n整改工作领导小组办公室", leading_group=case.CITY_GROUP,
            addressee="市生态环境保护督察及“回头看”整改工作领导小组", document_word="示环督改办",
            printing_office=case.CITY_OFFICE, position=1,
        ),
    )


def _plan(ws: Workspace) -> None:
    plan = Plan(
        id=PlanId(new_id()), title=case.PLAN, short_title="整改方案", issuer="中共示例市委、示例市人民政府",
        document_number="示委〔2020〕52号", dated_on=PartialDate(year=2020, month=12),
    )
    save_plan(ws, plan=plan)
    inspection = Inspection(
        id=InspectionId(new_id()), level=InspectionLevel.CENTRAL, round=2, name="第二轮中央生态环境保护督察",
        started_on=PartialDate(year=2020, month=8), ended_on=PartialDate(year=2020, month=9),
    )
    save_inspection(ws, inspection=inspection, plan_id=plan.id)


# The task that is ready


def _learning_task(ws: Workspace) -> None:
    task_id = _add_task(
        ws,
        TaskInput(
            number="1", title=case.TITLE, problem=case.PROBLEM, goal=case.GOAL, deadline_text="2021年底前，长期坚持",
            responsible_units=["示例县"], measures=case.MEASURES,
            units={
                UnitRole.LEAD: ["中共示例县委办公室"],
                UnitRole.SUPPORTING: ["中共示例县委宣传部", "中共示例县委组织部", "示例县发展和改革局"],
                UnitRole.SUPERVISING: ["示例市生态环境局"],
                UnitRole.ACCEPTANCE: [case.CITY_OFFICE, "示例市生态环境局"],
            },
        ),
    )
    person = Person(
        id=PersonId(new_id()), name="辛某某", unit="中共示例县委办公室", post="副主任", phone="13800000006"
    )
    save_person(ws, person=person)
    revise_task(
        ws, task=replace(ws.need(Task, task_id), leader="庚某某", responsible_person="辛某某", liaison="己某某")
    )
    for measure, name in zip(_measures(ws, "1"), case.SHORT_NAMES, strict=True):
        revise_measure(ws, measure=replace(measure, short_name=name))


def _learning_records(ws: Workspace) -> None:
    papers = (evidence.learning(), evidence.meetings(), evidence.projects(), evidence.duties())
    for measure, entries, proof, pieces in zip(_measures(ws, "1"), case.PROGRESS, case.PROOFS, papers, strict=True):
        ids = [_progress(ws, measure.id, when, text) for when, text in entries]
        for piece in pieces:
            _attach(ws, measure.id, ids[piece.entry], piece)
        confirm_duties(ws, measure)
        _statements(ws, measure.id, "".join(text for _, text in entries), proof)


def _statements(ws: Workspace, measure_id: MeasureId, implementation: str, proof: str) -> None:
    closure_id = _closure(ws, "1")
    for kind, text in ((StatementKind.IMPLEMENTATION, implementation), (StatementKind.PROOF, proof)):
        write_statement(ws, closure_id=closure_id, measure_id=measure_id, kind=kind, text=text)
        confirm_statement(ws, closure_id=closure_id, measure_id=measure_id, kind=kind)


def _acceptance(ws: Workspace) -> None:
    closure_id = _closure(ws, "1")
    team = [
        Member(
            id=MemberId(new_id()), closure_id=closure_id, role=MemberRole(role), name=name, unit=unit, post=post,
            phone=phone, position=place,
        )
        for place, (role, name, unit, post, phone) in enumerate(case.TEAM)
    ]
    save_members(ws, members=team)
    set_instruments(
        ws, closure_id=closure_id, role=InstrumentRole.BASIS, titles=[case.PLAN, case.STANDARD, case.PROCEDURE]
    )
    set_instruments(ws, closure_id=closure_id, role=InstrumentRole.STANDARD, titles=[case.STANDARD])
    save_acceptance(
        ws,
        acceptance=replace(
            acceptance_of(ws, closure_id), held_on=(PartialDate(year=2022, month=9, day=28),),
            methods="听取汇报、核查资料、现场核查", place="示例县", findings=case.FINDINGS,
            goal_completion=case.GOAL_COMPLETION,
            result=AcceptanceResult.PASSED, conclusion=case.CONCLUSION, next_requirements=case.NEXT_REQUIREMENTS,
            contact_id=team[-1].id,
        ),
    )


def _opinion(ws: Workspace) -> None:
    closure_id = _closure(ws, "1")
    issuer = next(item for item in ws.find(Issuer) if item.name == case.CITY_OFFICE)
    save_paper(
        ws,
        paper=replace(
            paper_of(ws, closure_id), form="closure-opinion-shenyang", issuer_id=issuer.id,
            addressee=issuer.addressee, dated_on=PartialDate(year=2022, month=9, day=30),
            document_word=issuer.document_word, document_year=2022, document_sequence=18, signer="甲某某",
            copies_to="示例县委，示例县人民政府", printing_office=issuer.printing_office,
            printed_on=PartialDate(year=2022, month=10, day=8),
        ),
    )


# The two that are half done


def _sewage_task(ws: Workspace) -> None:
    task_id = _add_task(
        ws,
        TaskInput(
            number="12-02", title=case.SEWAGE_TITLE, problem=case.SEWAGE_PROBLEM, goal=case.SEWAGE_GOAL,
            deadline_text="2027年底前", responsible_units=["示例县住房和城乡建设局"], measures=case.SEWAGE_MEASURES,
            units={UnitRole.LEAD: ["示例县人民政府"], UnitRole.SUPERVISING: ["示例市住房和城乡建设局"]},
        ),
    )
    set_external_numbers(ws, task_id=task_id, numbers=[("省序号", "28")])
    entries = _record(ws, "12-02", case.SEWAGE_PROGRESS)
    measures = _measures(ws, "12-02")
    _attach(ws, measures[0].id, entries[0], evidence.sewage_draft())
    _renew(ws, evidence.sewage_plan())
    _attach(ws, measures[1].id, entries[1], evidence.sewage_site())
    confirm_indicators(ws, ws.need(Task, task_id), measures[1])


def _standings(ws: Workspace) -> None:
    for number, (status, words) in case.STANDINGS.items():
        task = ws.find(Task, number=number)[0]
        revise_task(ws, task=replace(task, status=status, progress=words))


def _wetland_task(ws: Workspace) -> None:
    task_id = _add_task(
        ws,
        TaskInput(
            number="18", title=case.WETLAND_TITLE, problem=case.WETLAND_PROBLEM, goal=case.WETLAND_GOAL,
            deadline_text="2026年底前", responsible_units=["示例县自然资源局", "示例县水利局"],
            measures=case.WETLAND_MEASURES,
        ),
    )
    set_external_numbers(ws, task_id=task_id, numbers=[("国家反馈", "364(35-11)")])
    for place, (number, name, text) in enumerate(case.WETLAND_SITES):
        item = SubItem(
            id=SubItemId(new_id()), task_id=task_id, number=number, name=name, text=text, position=place
        )
        save_sub_item(ws, item=item)
    entries = _record(ws, "18", case.WETLAND_PROGRESS)
    measure = _measures(ws, "18")[0]
    for piece in (evidence.wetland_removal(), *evidence.wetland_site()):
        _attach(ws, measure.id, entries[0], piece)
    before, after = (ws.find(Evidence, title=name)[0].id for name in ("北堆场清退前", "北堆场清退后"))
    pair = PairInput(
        before_id=before, after_id=after, place="东河口北堆场", caption="砂石已清退，附属设施已拆除，场地已复绿。",
        measure_id=measure.id,
    )
    add_pairs(ws, task_id=task_id, pairs=[pair])


# Steps they share


def _proof_kinds(ws: Workspace) -> None:
    """Tell of every link what kind of proof it is, where the kind of its piece says so."""
    kinds = {item.id: evidence.PROOF_KINDS.get(item.kind) for item in ws.find(Evidence)}
    for kind in ProofKind:
        ids = [link.id for link in ws.find(EvidenceLink) if kinds[link.evidence_id] is kind]
        if ids:
            revise_links(ws, link_ids=ids, field="proof_kind", value=kind)


def _add_task(ws: Workspace, task: TaskInput) -> TaskId:
    return TaskId(add_task(ws, plan_id=ws.find(Plan)[0].id, task=task).new_id("tasks"))


def _measures(ws: Workspace, number: str) -> list[Measure]:
    return ws.find(Measure, task_id=ws.find(Task, number=number)[0].id)


def _closure(ws: Workspace, number: str) -> ClosureId:
    return ws.find(Closure, task_id=ws.find(Task, number=number)[0].id)[0].id


def _record(ws: Workspace, number: str, entries: Sequence[tuple[int, str, str]]) -> list[ProgressId]:
    measures = _measures(ws, number)
    return [_progress(ws, measures[place].id, when, text) for place, when, text in entries]


def _progress(ws: Workspace, measure_id: MeasureId, when: str, text: str) -> ProgressId:
    entry = ProgressInput(text=text, done_on=when_from_iso(when))
    entry_id = ProgressId(record_progress(ws, measure_id=measure_id, entry=entry).new_id("progress"))
    _add_unread_figures(ws, ws.need(Progress, entry_id))
    return entry_id


def _add_unread_figures(ws: Workspace, entry: Progress) -> None:
    label = "县政府常务会"
    if f"{label}7次" in entry.text and all(reading.label != label for reading in recognise(entry.text)):
        add_figure(ws, progress_id=entry.id, label=label, number="7", unit="次")


def _attach(ws: Workspace, measure_id: MeasureId, progress_id: ProgressId, piece: Piece) -> None:
    pieces = [_input(ws, piece)]
    attach_evidence(ws, pieces=pieces, measure_id=measure_id, progress_id=progress_id, proves=piece.proves)


def _renew(ws: Workspace, piece: Piece) -> None:
    """Put the file of a piece in the place of the one of that name, which is kept as its first version."""
    (file,) = ws.find(StoredFile, name=piece.name)
    taken = ws.vault.take_in_bytes(piece.name, piece.make())
    replace_file(ws, file_id=file.id, new=(taken.sha256, taken.name, taken.size))


def _input(ws: Workspace, paper: Piece) -> EvidenceInput:
    taken = ws.vault.take_in_bytes(paper.name, paper.make())
    return EvidenceInput(
        files=[(taken.sha256, taken.name, taken.size)], kind=paper.kind, issuing_body=paper.issuing_body,
        document_number=paper.document_number, dated_on=when_from_iso(paper.dated_on), pages=paper.pages,
    )
