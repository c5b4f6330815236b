"""Notices of twelve places, of ten forms: facts entered as records come out under the same heads in the same order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exporters.blocks import Document, Para, Table, texts
from exporters.forms.build import build
from exporters.forms.sections import generated_sections, paper_findings
from models.actions.closures import save_acceptance, set_instruments
from models.actions.directory import save_issuer, save_person
from models.actions.measures import revise_measure
from models.actions.papers import confirm_statement, save_paper, write_statement
from models.actions.publicity import complete_closure, save_publicity, save_self_check
from models.actions.rounds import open_closure
from models.actions.tasks import TaskInput, add_task, revise_task, save_inspection, save_plan
from models.assembly import acceptance_of, closure_dossier, paper_of, publicity_of, self_check_of, standing_closures
from models.domain.closure import AcceptanceResult, ClosureId, InstrumentRole, StatementKind
from models.domain.directory import Issuer, IssuerId, Person, PersonId
from models.domain.finding import Level
from models.domain.form import FormDefinition, Layout
from models.domain.partial_date import PartialDate
from models.domain.plan import Inspection, InspectionId, Measure, Plan, PlanId, Task, TaskId, UnitRole
from models.dossiers import ClosureDossier
from models.form_files import read_form, write_form
from models.workspace import Workspace, new_id
from tests.exporters.notices import NOTICES, PHONE, Notice
from tests.exporters.records import form_of


def enter(ws: Workspace, notice: Notice) -> ClosureDossier:
    """Enter a notice's facts by the actions of a clerk and return what its paper prints."""
    plan = Plan(id=PlanId(new_id()), title=notice.plan)
    save_plan(ws, plan=plan)
    save_inspection(ws, inspection=Inspection(id=InspectionId(new_id()), name=notice.inspection), plan_id=plan.id)
    task_id = _task(ws, plan, notice)
    closure_id = _closure(ws, task_id, notice)
    for measure, (_, done) in zip(ws.find(Measure, task_id=task_id), notice.measures, strict=True):
        for kind, text in ((StatementKind.IMPLEMENTATION, done), (StatementKind.PROOF, done)):
            write_statement(ws, closure_id=closure_id, measure_id=measure.id, kind=kind, text=text)
            confirm_statement(ws, closure_id=closure_id, measure_id=measure.id, kind=kind)
    set_instruments(ws, closure_id=closure_id, role=InstrumentRole.BASIS, titles=notice.basis)
    acceptance = replace(
        acceptance_of(ws, closure_id), result=AcceptanceResult.PASSED, findings=notice.findings
    )
    save_acceptance(ws, acceptance=acceptance)
    _publish(ws, closure_id, notice)
    _issue(ws, closure_id, notice)
    return closure_dossier(ws, closure_id, notice.kind)


def _task(ws: Workspace, plan: Plan, notice: Notice) -> TaskId:
    task = TaskInput(
        number=notice.number, problem=notice.problem, goal=notice.goal, deadline_text=notice.deadline,
        responsible_units=notice.units.get(UnitRole.RESPONSIBLE, ()), measures=[text for text, _ in notice.measures],
        units={role: names for role, names in notice.units.items() if role is not UnitRole.RESPONSIBLE},
    )
    task_id = TaskId(add_task(ws, plan_id=plan.id, task=task).new_id("tasks"))
    if notice.person:
        person = Person(id=PersonId(new_id()), name=notice.person, phone="13800000002")
        save_person(ws, person=person)
        revise_task(ws, task=replace(ws.need(Task, task_id), responsible_person=notice.person))
        for measure in ws.find(Measure, task_id=task_id):
            revise_measure(ws, measure=replace(measure, deadline_text="立行立改"))
    for measure in ws.find(Measure, task_id=task_id):
        revise_measure(ws, measure=replace(ws.need(Measure, measure.id), number=notice.measure or measure.number))
    return task_id


def _closure(ws: Workspace, task_id: TaskId, notice: Notice) -> ClosureId:
    if notice.measure:
        open_closure(ws, task_id=task_id, measure_id=ws.find(Measure, task_id=task_id)[0].id)
    (closure,) = standing_closures(ws, task_id)
    if notice.completed:
        complete_closure(ws, closure_id=closure.id, completed_on=PartialDate.from_iso(notice.completed))
    if notice.checked_on is not None:
        held_on = (PartialDate.of(notice.checked_on),)
        check = replace(self_check_of(ws, closure.id), held_on=held_on, participants=notice.checked_by)
        save_self_check(ws, self_check=replace(check, conclusion="整改措施已落实，达到验收标准。"))
    return closure.id


def _publish(ws: Workspace, closure_id: ClosureId, notice: Notice) -> None:
    publicity = replace(
        publicity_of(ws, closure_id), days=notice.days, counting=notice.counting, receiving_office=notice.office,
        phone=PHONE if notice.office else "", address=notice.address, email=notice.email, contact=notice.contact,
        mobile=notice.mobile,
        starts_on=PartialDate.of(notice.starts_on) if notice.starts_on else None,
        ends_on=PartialDate.of(notice.ends_on) if notice.ends_on else None,
    )
    save_publicity(ws, publicity=publicity)


def _issue(ws: Workspace, closure_id: ClosureId, notice: Notice) -> None:
    issuer = Issuer(id=IssuerId(new_id()), name=notice.issuer)
    save_issuer(ws, issuer=issuer)
    paper = paper_of(ws, closure_id, notice.kind)
    save_paper(
        ws,
        paper=replace(
            paper, issuer_id=issuer.id, dated_on=PartialDate.of(notice.dated_on), signers=notice.signers,
            addressee=notice.addressee,
        ),
    )


def definition(notice: Notice) -> FormDefinition:
    """Return the shipped form, with the changes the place makes in its text."""
    text = write_form(form_of(notice.form))
    for old, new in notice.edits:
        assert old in text
        text = text.replace(old, new)
    return read_form(text, where=notice.place)


def whole(document: Document) -> str:
    return "\n".join(text for block in document.blocks() for text in texts(block))


def flat(text: str) -> str:
    return text.replace("\n", "")


def parts(dossier: ClosureDossier, notice: Notice) -> list[tuple[str, str]]:
    """Return each head as it is printed, and all that is printed under it."""
    form = definition(notice)
    document = build(form, dossier)
    found: list[tuple[str, str]] = []
    for table in (block for block in document.blocks() if isinstance(block, Table)):
        if form.layout is Layout.PROSE:
            cells = zip(*table.rows, strict=True)
            return [(flat(column.label), "\n".join(cell.text for cell in below if not cell.merged))
                    for column, below in zip(table.columns, cells, strict=True)]
        for label, text in table.rows:
            if label.merged:
                found[-1] = (found[-1][0], f"{found[-1][1]}\n{text.text}")
            else:
                found.append((flat(label.text), text.text))
    keys = {head.section for head in form.heads}
    for section in (section for section in document.sections if section.key in keys):
        head, *rest = [text for block in section.blocks for text in texts(block)]
        stands_alone = not isinstance(section.blocks[0], Para) and "：" not in head
        heading, colon, more = (head, "", "") if stands_alone else head.partition("：")
        found.append((heading + colon, "\n".join([more, *rest])))
    return found


@pytest.mark.parametrize("notice", NOTICES, ids=lambda notice: notice.place)
def test_the_heads_and_the_facts_under_them_are_those_of_the_notice(ws: Workspace, notice: Notice) -> None:
    dossier = enter(ws, notice)
    printed = parts(dossier, notice)
    assert [head for head, _ in printed] == [head for head, _ in notice.expected]
    for (head, text), (_, facts) in zip(printed, notice.expected, strict=True):
        assert [fact for fact in facts if fact not in text] == [], head


@pytest.mark.parametrize("notice", NOTICES, ids=lambda notice: notice.place)
def test_title_opening_and_tail_carry_the_other_facts(ws: Workspace, notice: Notice) -> None:
    text = whole(build(definition(notice), enter(ws, notice)))
    assert [fact for fact in notice.around if fact not in text] == []


@pytest.mark.parametrize("notice", NOTICES, ids=lambda notice: notice.place)
def test_only_what_the_notice_does_not_tell_is_missing(ws: Workspace, notice: Notice) -> None:
    form, dossier = definition(notice), enter(ws, notice)
    stops = [item.text for item in paper_findings(form, dossier) if item.level is Level.STOP]
    assert stops == []
    assert all(section.state.label != "缺" for section in generated_sections(form, dossier))


def test_the_notices_are_of_so_many_forms_and_places() -> None:
    assert len({notice.form for notice in NOTICES}) == 10
    assert len({notice.place for notice in NOTICES}) == len(NOTICES) == 12


@pytest.mark.parametrize("notice", NOTICES, ids=lambda notice: notice.place)
def test_a_fact_stands_under_its_own_head_alone(ws: Workspace, notice: Notice) -> None:
    printed = parts(enter(ws, notice), notice)
    for head, facts in notice.expected:
        for other, text in printed:
            if other != head and not same_units(notice, head, other):
                assert [fact for fact in facts if len(fact) > 5 and fact in text] == [], (head, other)


def same_units(notice: Notice, head: str, other: str) -> bool:
    """Return whether the notice itself says the same under both heads."""
    said = dict(notice.expected)
    return bool(set(said[head]) & set(said[other]))
