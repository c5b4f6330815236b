"""One case of every action: called on the records of `tests.builders.fill`, it changes something.

The tests of undo hold the names against the functions of models/actions, so that an action without a case is found.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from models.actions import (
    adopting,
    closures,
    directory,
    duties,
    evidence,
    evidence_facts,
    evidence_files,
    holidays,
    indicators,
    issuing,
    layouts,
    linking,
    mapping_profiles,
    measures,
    office_forms,
    office_templates,
    papers,
    photo_intake,
    photo_pairs,
    progress,
    publicity,
    rounds,
    sealing,
    tasks,
    trash,
)
from models.assembly import acceptance_of, paper_of
from models.assembly.comparing import compare
from models.closure_evidence import check_files, draft_seal
from models.domain.closure import (
    Closure,
    InstrumentRole,
    IssuedPaper,
    Member,
    MemberRole,
    Paper,
    PaperKind,
    SectionEdit,
    SelfCheck,
    StatementKind,
)
from models.domain.directory import Issuer, IssuerId, Person, PersonId, Unit, UnitId
from models.domain.drafts.comparison import Choice
from models.domain.drafts.mapping_profile import MappingProfile, MappingProfileId
from models.domain.duty import MeasureDuty, MeasureDutyId
from models.domain.duty_suggestions import SuggestedCount
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink, PhotoPair, ProofKind, StoredFile
from models.domain.indicator import Indicator, IndicatorValue
from models.domain.issuing import ReadyPaper, VaultFile
from models.domain.ledger import LAYOUTS, layouts_in
from models.domain.office_forms import HolidayNotice, OfficeForm, OfficeTemplate, OfficeTemplateId
from models.domain.partial_date import PartialDate
from models.domain.photo_pairs import Side
from models.domain.plan import (
    DutyPer,
    Figure,
    Inspection,
    InspectionId,
    Measure,
    Plan,
    Progress,
    SubItem,
    SubItemId,
    Task,
    UnitRole,
)
from models.domain.publicity import Objection, ObjectionId, Publicity
from models.domain.settings import CLERK_NAME, Setting
from models.reporting import to_the_end
from models.vault import TakenIn
from models.workspace import Changes, Workspace, new_id
from tests.builders import FILE, NEXT_NOTICE, closure_of, issue, measures_of, member
from tests.drafts import TASK, draft_of
from tests.sealing import attach

Action = Callable[[Workspace], Changes]
PIECE = evidence.EvidenceInput(files=(FILE,), title="新材料")


def the(ws: Workspace) -> Task:
    return ws.find(Task)[0]


def first(ws: Workspace) -> Measure:
    return measures_of(ws, the(ws).id)[0]


def opinion_case(ws: Workspace) -> Changes:
    paper = paper_of(ws, closure_of(ws, the(ws).id).id)
    return papers.save_paper(ws, paper=replace(paper, signer="甲某某"))


def acceptance_case(ws: Workspace) -> Changes:
    acceptance = acceptance_of(ws, closure_of(ws, the(ws).id).id)
    return closures.save_acceptance(ws, acceptance=replace(acceptance, place="会议室"))


def objections_case(ws: Workspace) -> Changes:
    shown = ws.find(Publicity)[0]
    first_one = ws.find(Objection, publicity_id=shown.id)[0]
    second = Objection(id=ObjectionId(new_id()), publicity_id=shown.id, person="丙某某", position=1)
    publicity.save_objections(ws, publicity=shown, objections=(second,))
    moved = (replace(first_one, position=1), replace(second, position=0))
    return publicity.save_objections(ws, publicity=shown, objections=moved)


def statement_case(action: Callable[..., Changes], **more: str) -> Action:
    return lambda ws: action(
        ws, closure_id=closure_of(ws, the(ws).id).id, measure_id=first(ws).id, kind=StatementKind.PROOF, **more
    )


def confirm_case(ws: Workspace) -> Changes:
    statement_case(papers.write_statement, text="改写的说明。")(ws)
    return statement_case(papers.confirm_statement)(ws)


def draft_case(ws: Workspace) -> Changes:
    statement_case(papers.write_statement, text="改写的说明。")(ws)
    return statement_case(papers.draft_statement)(ws)


def restore_evidence_case(ws: Workspace) -> Changes:
    ids = [item.id for item in ws.find(Evidence)]
    trash.trash_evidence(ws, evidence_ids=ids)
    return trash.restore_evidence(ws, evidence_ids=ids)


def link_case(ws: Workspace) -> Changes:
    changes = evidence.attach_evidence(ws, pieces=(PIECE,), measure_id=None)
    evidence_id = ws.need(Evidence, changes.new_id("evidence")).id
    return linking.link_evidence(ws, evidence_id=evidence_id, measure_id=first(ws).id, proves="证明。")


def link_pairs_case(ws: Workspace) -> Changes:
    pieces = [evidence.attach_evidence(ws, pieces=(PIECE,), measure_id=None).new_id("evidence") for _ in range(2)]
    pairs = [(EvidenceId(piece), measure.id) for piece in pieces for measure in measures_of(ws, the(ws).id)]
    return linking.link_pairs(ws, pairs=pairs)


def remove_file_case(ws: Workspace) -> Changes:
    changes = evidence_files.add_files(ws, evidence_id=ws.find(Evidence)[0].id, files=(FILE,))
    return evidence_files.remove_file(ws, file_id=ws.need(StoredFile, changes.new_id("stored_files")).id)


def the_pair(ws: Workspace) -> PhotoPair:
    """Give the task a second pair, of two photos; return it."""
    ids = [evidence.attach_evidence(ws, pieces=(PIECE,), measure_id=None).new_id("evidence") for _ in range(2)]
    pair = photo_pairs.PairInput(before_id=EvidenceId(ids[0]), after_id=EvidenceId(ids[1]), place="河东排口")
    made = photo_pairs.add_pairs(ws, task_id=the(ws).id, pairs=[pair])
    return ws.need(PhotoPair, made.new_id("photo_pairs"))


def the_duty(ws: Workspace) -> MeasureDuty:
    return ws.find(MeasureDuty)[0]


def recounted(ws: Workspace) -> MeasureDutyId:
    """Take the first evidence off the duty, so that it can be counted again."""
    duties.count_evidence(ws, duty_id=the_duty(ws).id, evidence_id=ws.find(Evidence)[0].id, times=0)
    return the_duty(ws).id


def copy_team_case(ws: Workspace) -> Changes:
    other = rounds.open_closure(ws, task_id=the(ws).id, unit="示例乡").new_id("closures")
    source = ws.find(Member)[0].closure_id
    return closures.copy_team(ws, source_id=source, closure_id=type(source)(other))


def kept(ws: Workspace, name: str) -> VaultFile:
    taken = ws.vault.take_in_bytes(name, name.encode())
    return VaultFile(name=taken.name, sha256=taken.sha256, size=taken.size)


def issue_case(ws: Workspace) -> Changes:
    ready = ReadyPaper(
        paper=ws.find(Paper)[0], form="closure-opinion-shenyang", code="ABCDEFGH2345", definition="{}", dossier="{}",
        own=kept(ws, "意见.docx"),
    )
    return issuing.issue_paper(ws, ready=ready)


def seal_case(ws: Workspace) -> Changes:
    for item in ws.find(Evidence):
        if item.trashed_at is None:
            trash.trash_evidence(ws, evidence_ids=[item.id])
    attach(ws, first(ws), "监测报告")
    closure = ws.find(Closure)[0]
    return sealing.seal(ws, draft=check_files(draft_seal(ws, closure.id), ws.vault))


def scan_case(ws: Workspace) -> Changes:
    issued = next(iter(ws.find(IssuedPaper)), None) or issue(ws)
    return issuing.attach_scan(ws, issued_id=issued.id, scan=kept(ws, "签字页.pdf"))


def remove_scan_case(ws: Workspace) -> Changes:
    scan_case(ws)
    return issuing.remove_scan(ws, issued_id=ws.find(IssuedPaper)[0].id)


def own_form(ws: Workspace, key: str = "closure-opinion-shenyang") -> OfficeForm:
    changes = office_forms.copy_form(ws, form=ws.reference.form(key))
    return ws.need(OfficeForm, changes.new_id("office_forms"))


def delete_form_case(ws: Workspace) -> Changes:
    form = own_form(ws)
    office_forms.make_default(ws, kind=PaperKind.CLOSURE_OPINION, key=form.key)
    return office_forms.delete_form(ws, form_id=form.id)


def move_form_case(ws: Workspace) -> Changes:
    own_form(ws)
    return office_forms.move_form(ws, form_id=own_form(ws).id, by=-1)


def template(ws: Workspace) -> OfficeTemplate:
    return ws.find(OfficeTemplate)[0]


def docx(ws: Workspace, content: str) -> TakenIn:
    return ws.vault.take_in_bytes(f"{content}.docx", content.encode())


def move_template_case(ws: Workspace) -> Changes:
    added = office_templates.add_template(ws, kind=PaperKind.PUBLIC_NOTICE, taken=docx(ws, "新"))
    return office_templates.move_template(ws, template_id=OfficeTemplateId(added.new_id("office_templates")), by=-1)


def layout_case(ws: Workspace) -> Changes:
    return layouts.save_layout(ws, layout=replace(LAYOUTS[0], key="own", name="调度表"))


def remove_layout_case(ws: Workspace) -> Changes:
    layout_case(ws)
    return layouts.remove_layout(ws, key=layouts_in(ws.find(Setting))[0].key)


def adopt_case(ws: Workspace) -> Changes:
    plan_id = the(ws).plan_id
    draft = draft_of(TASK, replace(TASK, number="2"))
    choices = {0: Choice(is_taken=True, fields=frozenset({"goal", "units.lead", "measures.1.text", "numbers.省序号"}))}
    return to_the_end(adopting.adopt(ws, draft, compare(ws, draft, plan_id), choices, plan_id=plan_id))


CASES: dict[str, Action] = {
    "adopt": adopt_case,
    "adopt_at_once": lambda ws: adopting.adopt_at_once(ws, draft_of(TASK), compare(ws, draft_of(TASK), None)),
    "save_unit": lambda ws: directory.save_unit(ws, unit=Unit(id=UnitId(new_id()), name="示例县教育局")),
    "remove_unit": lambda ws: directory.remove_unit(ws, unit_id=ws.find(Unit, name="示例县水利局")[0].id),
    "save_person": lambda ws: directory.save_person(ws, person=Person(id=PersonId(new_id()), name="戊某某")),
    "remove_person": lambda ws: directory.remove_person(ws, person_id=ws.find(Person, name="丁某某")[0].id),
    "save_issuer": lambda ws: directory.save_issuer(ws, issuer=Issuer(id=IssuerId(new_id()), name="示例县整改办")),
    "remove_issuer": lambda ws: directory.remove_issuer(
        ws, issuer=ws.need(Issuer, directory.save_issuer(
            ws, issuer=Issuer(id=IssuerId(new_id()), name="示例县督改办")).new_id("issuers"))
    ),
    "change_setting": lambda ws: directory.change_setting(ws, key=CLERK_NAME, value="乙某某"),
    "save_plan": lambda ws: tasks.save_plan(ws, plan=replace(ws.find(Plan)[0], issuer="示例市委")),
    "save_inspection": lambda ws: tasks.save_inspection(
        ws, plan_id=ws.find(Plan)[0].id, inspection=Inspection(
            id=InspectionId(new_id()), name="省级督察", started_on=PartialDate(year=2024, month=5),
            ended_on=PartialDate(year=2024, month=6, day=3),
        ),
    ),
    "add_task": lambda ws: tasks.add_task(
        ws, plan_id=the(ws).plan_id,
        task=tasks.TaskInput(number="2", problem="问题。", responsible_units=("示例乡",), measures=("一。", "二。")),
    ),
    "revise_task": lambda ws: tasks.revise_task(ws, task=replace(the(ws), goal="目标。")),
    "set_deadline": lambda ws: tasks.set_deadline(ws, task_id=the(ws).id, text="2025年底前，长期坚持"),
    "set_task_units": lambda ws: tasks.set_task_units(
        ws, task_id=the(ws).id, role=UnitRole.LEAD, names=("示例县水利局", "示例县财政局")
    ),
    "set_external_numbers": lambda ws: tasks.set_external_numbers(
        ws, task_id=the(ws).id, numbers=(("省序号", "28"), ("", "12-01"))
    ),
    "save_sub_item": lambda ws: tasks.save_sub_item(
        ws, item=SubItem(id=SubItemId(new_id()), task_id=the(ws).id, name="河西泵站")
    ),
    "remove_sub_item": lambda ws: tasks.remove_sub_item(ws, item_id=ws.find(SubItem)[0].id),
    "remove_task": lambda ws: tasks.remove_task(ws, task_id=the(ws).id),
    "add_measures": lambda ws: measures.add_measures(ws, task_id=the(ws).id, texts=("三。", "四。")),
    "revise_measure": lambda ws: measures.revise_measure(ws, measure=replace(first(ws), short_name="专班")),
    "set_measure_units": lambda ws: measures.set_measure_units(ws, measure_id=first(ws).id, names=("示例县城管局",)),
    "move_measure": lambda ws: measures.move_measure(ws, measure_id=first(ws).id, by=1),
    "remove_measure": lambda ws: measures.remove_measure(ws, measure_id=first(ws).id),
    "add_duty": lambda ws: duties.add_duty(
        ws, measure_id=first(ws).id, duty=duties.DutyInput(
            times=2, per=DutyPer.MONTH, subject="巡查", starts_on=PartialDate(year=2025, month=3)
        ),
    ),
    "revise_duty": lambda ws: duties.revise_duty(
        ws, duty=replace(the_duty(ws), subject="调度会", ends_on=PartialDate(year=2025))
    ),
    "remove_duty": lambda ws: duties.remove_duty(ws, duty_id=the_duty(ws).id),
    "count_entry": lambda ws: duties.count_entry(
        ws, duty_id=the_duty(ws).id, progress_id=ws.find(Progress)[0].id, times=4
    ),
    "count_evidence": lambda ws: duties.count_evidence(
        ws, duty_id=the_duty(ws).id, evidence_id=ws.find(Evidence)[0].id, times=0
    ),
    "add_indicators": lambda ws: indicators.add_indicators(
        ws, task_id=the(ws).id, indicators=[
            indicators.IndicatorInput(label="污水集中收集率", target="70", unit="%"),
            indicators.IndicatorInput(label="新建泵站", target="3", unit="座", measure_id=first(ws).id),
        ]
    ),
    "revise_indicator": lambda ws: indicators.revise_indicator(
        ws, indicator=replace(ws.find(Indicator)[0], target="15", due_on=PartialDate(year=2026))
    ),
    "remove_indicator": lambda ws: indicators.remove_indicator(ws, indicator_id=ws.find(Indicator)[0].id),
    "add_value": lambda ws: indicators.add_value(
        ws, indicator_id=ws.find(Indicator)[0].id, value=indicators.ValueInput(
            number="11.5", dated_on=PartialDate(year=2025, month=9), evidence_id=ws.find(Evidence)[0].id
        )
    ),
    "revise_value": lambda ws: indicators.revise_value(
        ws, value=replace(ws.find(IndicatorValue)[0], number="7.9", evidence_id=None, note="重新丈量")
    ),
    "remove_value": lambda ws: indicators.remove_value(ws, value_id=ws.find(IndicatorValue)[0].id),
    "count_suggested": lambda ws: duties.count_suggested(
        ws, duty_id=recounted(ws), counts=[SuggestedCount(evidence_id=ws.find(Evidence)[0].id, times=2)]
    ),
    "record_progress": lambda ws: progress.record_progress(
        ws, measure_id=first(ws).id, entry=progress.ProgressInput(text="召开会议2次。")
    ),
    "revise_progress": lambda ws: progress.revise_progress(
        ws, entry=replace(ws.find(Progress)[0], text="召开调度会4次，印发通报2期。")
    ),
    "remove_progress": lambda ws: progress.remove_progress(ws, progress_id=ws.find(Progress)[0].id),
    "add_figure": lambda ws: progress.add_figure(
        ws, progress_id=ws.find(Progress)[0].id, label="参会", number="30", unit="人"
    ),
    "revise_figure": lambda ws: progress.revise_figure(ws, figure_id=ws.find(Figure)[0].id, number="5"),
    "remove_figure": lambda ws: progress.remove_figure(ws, figure_id=ws.find(Figure)[0].id),
    "attach_evidence": lambda ws: evidence.attach_evidence(ws, pieces=(PIECE, PIECE), measure_id=first(ws).id),
    "add_files": lambda ws: evidence_files.add_files(ws, evidence_id=ws.find(Evidence)[0].id, files=(FILE,)),
    "remove_file": remove_file_case,
    "replace_file": lambda ws: evidence_files.replace_file(
        ws, file_id=ws.find(StoredFile)[0].id, new=("cd" * 32, "会议纪要（盖章）.pdf", 2048)
    ),
    "revise_evidence": lambda ws: evidence.revise_evidence(
        ws, evidence=replace(ws.find(Evidence)[0], issuing_body="示例县政府办")
    ),
    "revise_several": lambda ws: evidence_facts.revise_several(
        ws, records=[replace(item, kind="照片", issuing_body="示例县新设办") for item in ws.find(Evidence)]
    ),
    "link_evidence": link_case,
    "revise_link": lambda ws: linking.revise_link(ws, link=replace(ws.find(EvidenceLink)[0], pages="第2页")),
    "unlink_evidence": lambda ws: linking.unlink_evidence(ws, link_id=ws.find(EvidenceLink)[0].id),
    "link_pairs": link_pairs_case,
    "revise_links": lambda ws: linking.revise_links(
        ws, link_ids=[link.id for link in ws.find(EvidenceLink)], field="proof_kind", value=ProofKind.MEETING
    ),
    "unlink_pairs": lambda ws: linking.unlink_pairs(ws, link_ids=[link.id for link in ws.find(EvidenceLink)]),
    "trash_evidence": lambda ws: trash.trash_evidence(ws, evidence_ids=[ws.find(Evidence)[0].id]),
    "restore_evidence": restore_evidence_case,
    "add_pairs": lambda ws: photo_pairs.add_pairs(
        ws, task_id=the(ws).id, pairs=[photo_pairs.PairInput(before_id=ws.find(Evidence)[0].id, place="河东排口")]
    ),
    "revise_pair": lambda ws: photo_pairs.revise_pair(ws, pair=replace(the_pair(ws), caption="砂石已清退。")),
    "set_half": lambda ws: photo_pairs.set_half(
        ws, pair_id=the_pair(ws).id, side=Side.AFTER, evidence_id=ws.find(Evidence)[0].id
    ),
    "add_photo": lambda ws: photo_intake.add_photo(
        ws, pair_id=the_pair(ws).id, side=Side.AFTER, title="河东排口后",
        taken=TakenIn(sha256="ef" * 32, name="河东排口后.jpg", size=2048, stored=True),
    ),
    "swap_pair": lambda ws: photo_pairs.swap_pair(ws, pair_id=the_pair(ws).id),
    "move_pair": lambda ws: photo_pairs.move_pair(ws, pair_id=the_pair(ws).id, by=-1),
    "remove_pair": lambda ws: photo_pairs.remove_pair(ws, pair_id=ws.find(PhotoPair)[0].id),
    "open_closure": lambda ws: rounds.open_closure(ws, task_id=the(ws).id, measure_id=first(ws).id),
    "open_next_round": lambda ws: rounds.open_next_round(ws, closure_id=ws.find(Closure)[-1].id),
    "discard_closure": lambda ws: rounds.discard_closure(ws, closure_id=ws.find(Closure)[-1].id),
    "number_closure": lambda ws: rounds.number_closure(ws, closure_id=ws.find(Closure)[0].id, number="2025-12"),
    "cover_measures": lambda ws: rounds.cover_measures(
        ws, closure_id=closure_of(ws, the(ws).id).id, measure_ids=[first(ws).id]
    ),
    "save_acceptance": acceptance_case,
    "complete_closure": lambda ws: publicity.complete_closure(
        ws, closure_id=ws.find(Closure)[0].id, completed_on=PartialDate(year=2025, month=9)
    ),
    "save_self_check": lambda ws: publicity.save_self_check(
        ws, self_check=replace(ws.find(SelfCheck)[0], participants="示例县教育局、示例乡政府")
    ),
    "save_publicity": lambda ws: publicity.save_publicity(
        ws, publicity=replace(ws.find(Publicity)[0], receiving_office="示例县督改办", contact="癸某某", days=7)
    ),
    "save_objections": objections_case,
    "remove_objections": lambda ws: publicity.remove_objections(ws, objection_ids=[ws.find(Objection)[0].id]),
    "save_holiday_notice": lambda ws: holidays.save_holiday_notice(
        ws, text=NEXT_NOTICE.replace("〔2026〕9号", "〔2026〕10号")
    ),
    "remove_holiday_notice": lambda ws: holidays.remove_holiday_notice(ws, notice_id=ws.find(HolidayNotice)[0].id),
    "add_template": lambda ws: office_templates.add_template(ws, kind=PaperKind.PUBLIC_NOTICE, taken=docx(ws, "新")),
    "rename_template": lambda ws: office_templates.rename_template(ws, template_id=template(ws).id, label="县公示"),
    "replace_template": lambda ws: office_templates.replace_template(
        ws, template_id=template(ws).id, taken=docx(ws, "改过")
    ),
    "set_template_kind": lambda ws: office_templates.set_template_kind(
        ws, template_id=template(ws).id, kind=PaperKind.NOTICE_TABLE
    ),
    "move_template": move_template_case,
    "remove_template": lambda ws: office_templates.remove_template(ws, template_id=template(ws).id),
    "set_closure_units": lambda ws: rounds.set_closure_units(
        ws, closure_id=closure_of(ws, the(ws).id).id, names=("示例县水利局", "示例乡政府")
    ),
    "set_instruments": lambda ws: closures.set_instruments(
        ws, closure_id=closure_of(ws, the(ws).id).id, role=InstrumentRole.STANDARD,
        titles=("《参考标准》（示环发〔2021〕3号）", "方案"),
    ),
    "take_over_instruments": lambda ws: closures.take_over_instruments(
        ws, closure_id=closure_of(ws, the(ws).id).id,
        titles={InstrumentRole.STANDARD: ("《参考标准》（示环发〔2021〕3号）",), InstrumentRole.BASIS: ()},
    ),
    "set_joint_units": lambda ws: closures.set_joint_units(
        ws, closure_id=closure_of(ws, the(ws).id).id, names=("示例市水利局",)
    ),
    "save_members": lambda ws: closures.save_members(
        ws, members=[member(closure_of(ws, the(ws).id), name, MemberRole.MEMBER, 5) for name in ("己某某", "庚某某")]
    ),
    "remove_member": lambda ws: closures.remove_member(ws, member_id=ws.find(Member)[1].id),
    "copy_team": copy_team_case,
    "draft_statement": draft_case,
    "write_statement": statement_case(papers.write_statement, text="改写的说明。"),
    "confirm_statement": confirm_case,
    "save_paper": opinion_case,
    "attach_scan": scan_case,
    "remove_scan": remove_scan_case,
    "edit_section": lambda ws: papers.edit_section(
        ws, closure_id=closure_of(ws, the(ws).id).id, form="closure-opinion-shenyang", section="conclusion",
        text="改写。", generated="原文。",
    ),
    "copy_form": lambda ws: office_forms.copy_form(ws, form=ws.reference.form("closure-opinion-liaoning")),
    "import_form": lambda ws: office_forms.import_form(ws, text="这不是样式"),
    "save_form": lambda ws: office_forms.save_form(ws, form_id=ws.find(OfficeForm)[0].id, text="改写。"),
    "rename_form": lambda ws: office_forms.rename_form(ws, form_id=own_form(ws).id, label="本县意见"),
    "delete_form": delete_form_case,
    "move_form": move_form_case,
    "make_default": lambda ws: office_forms.make_default(
        ws, kind=PaperKind.CLOSURE_OPINION, key="closure-opinion-liaoning"
    ),
    "restore_section": lambda ws: papers.restore_section(
        ws, closure_id=ws.find(Member)[0].closure_id, form="closure-opinion-shenyang", section="problem"
    ),
    "adopt_sections": lambda ws: papers.adopt_sections(
        ws, closure_id=ws.find(Member)[0].closure_id, form="closure-opinion-shenyang",
        sections={"problem": ("又是原文。", "又是原文。"), "goal": ("改写的目标。", "原来的目标。")},
    ),
    "use_edit": lambda ws: papers.use_edit(ws, edit_id=ws.find(SectionEdit)[0].id, form="closure-opinion-liaoning"),
    "save_mapping_profile": lambda ws: mapping_profiles.save_mapping_profile(
        ws, profile=MappingProfile(id=MappingProfileId(new_id()), name="市级台账", columns='[["问题","problem"]]')
    ),
    "remove_mapping_profile": lambda ws: mapping_profiles.remove_mapping_profile(
        ws, profile=ws.find(MappingProfile)[0]
    ),
    "save_layout": layout_case,
    "remove_layout": remove_layout_case,
    "drop_edit": lambda ws: papers.drop_edit(ws, edit_id=ws.find(SectionEdit)[0].id),
}
FINAL: dict[str, Action] = {"empty_trash": trash.empty_trash, "issue_paper": issue_case, "seal": seal_case}
