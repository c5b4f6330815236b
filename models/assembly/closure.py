"""Building dossiers: the one place where rows become what papers and checks read."""

from __future__ import annotations

from dataclasses import replace

from models.assembly.evidence_numbers import live_numbers
from models.assembly.indicators import measured_indicators
from models.assembly.photo_pairs import shown_pairs
from models.closure_evidence import covered_measures, draft_seal, sealings_of
from models.domain.closure import (
    Acceptance,
    AcceptanceId,
    Closure,
    ClosureId,
    ClosureSubject,
    ClosureUnit,
    Instrument,
    JointUnit,
    Member,
    Paper,
    PaperId,
    PaperKind,
    SectionEdit,
    SelfCheck,
    SelfCheckId,
    Statement,
    StatementKind,
)
from models.domain.directory import Issuer, Person, Unit
from models.domain.evidence import EvidenceId, StoredFile
from models.domain.plan import (
    Inspection,
    Measure,
    MeasureId,
    MeasureUnit,
    Plan,
    SubItem,
    Task,
    TaskId,
    TaskNumber,
    TaskUnit,
    UnitRole,
)
from models.domain.publicity import Objection, Publicity, PublicityId
from models.domain.settings import FONT_SET, OFFICE_NAME
from models.domain.statements import Sources, day_of_counting, draft, state_of
from models.dossiers import ClosureDossier, EvidenceDossier, MeasureDossier, StatementDossier
from models.workspace import Workspace


def closure_dossier(
    ws: Workspace, closure_id: ClosureId, kind: PaperKind = PaperKind.CLOSURE_OPINION
) -> ClosureDossier:
    """Return everything the closure's paper of one kind prints, as the records stand now."""
    closure = ws.need(Closure, closure_id)
    task = ws.need(Task, closure.task_id)
    plan = ws.need(Plan, task.plan_id)
    acceptance = acceptance_of(ws, closure_id)
    paper = paper_of(ws, closure_id, kind)
    publicity = publicity_of(ws, closure_id)
    sealings = tuple(sealings_of(ws, closure_id))
    measures = covered_measures(ws, closure)
    return ClosureDossier(
        inspection=ws.get(Inspection, plan.inspection_id),
        plan=plan,
        task=task,
        numbers=tuple(ws.find(TaskNumber, task_id=task.id)),
        sub_items=tuple(ws.find(SubItem, task_id=task.id)),
        units=task_units(ws, task.id),
        closure=closure,
        responsible_units=responsible_units(ws, closure),
        measures=tuple(measure_dossier(ws, closure_id, item) for item in measures),
        acceptance=acceptance,
        instruments=tuple(ws.find(Instrument, closure_id=closure_id)),
        joint_units=_unit_names(ws, [item.unit_id for item in ws.find(JointUnit, closure_id=closure_id)]),
        members=members_of(ws, closure_id),
        contact=ws.get(Member, acceptance.contact_id),
        issuer=ws.get(Issuer, paper.issuer_id),
        paper=paper,
        edits=tuple(ws.find(SectionEdit, closure_id=closure_id)),
        self_check=self_check_of(ws, closure_id),
        publicity=publicity,
        objections=tuple(ws.find(Objection, publicity_id=publicity.id)),
        office=ws.setting(OFFICE_NAME),
        responsible_phone=_phone_of(ws, task.responsible_person),
        font_set=ws.setting(FONT_SET),
        known_units=known_units(ws),
        indicators=measured_indicators(ws, task.id),
        sealings=sealings,
        unsealed=tuple(item.evidence.title for item in draft_seal(ws, closure_id).items) if sealings else (),
        pairs=shown_pairs(ws, task.id, covered={item.id for item in measures}),
    )


def dossier_of_kind(ws: Workspace, dossier: ClosureDossier, kind: PaperKind) -> ClosureDossier:
    """Return the dossier for another kind of paper of the same closure: only paper and issuer differ."""
    paper = paper_of(ws, dossier.closure_id, kind)
    return replace(dossier, paper=paper, issuer=ws.get(Issuer, paper.issuer_id))


def known_units(ws: Workspace) -> tuple[str, ...]:
    """Return every name under which the directory knows a unit: units, units of persons, issuers and their groups."""
    names = [name for unit in ws.find(Unit) for name in (unit.name, unit.short_name)]
    names += [person.unit for person in ws.find(Person)]
    for issuer in ws.find(Issuer):
        names += [issuer.name, issuer.leading_group, issuer.addressee, issuer.printing_office]
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))


def measure_dossier(ws: Workspace, closure_id: ClosureId, measure: Measure) -> MeasureDossier:
    """Return one covered measure with its statements and evidence."""
    sources = ws.sources(measure)
    numbers = live_numbers(ws, measure.task_id)
    # In one query: 60 measures have hundreds of pieces between them.
    files: dict[EvidenceId, list[StoredFile]] = {item.id: [] for _, item in sources.links}
    for file in ws.current_files(*files):
        files[file.evidence_id].append(file)
    evidence = tuple(
        EvidenceDossier(link=link, evidence=item, number=numbers[item.id], files=tuple(files[item.id]))
        for link, item in sources.links
    )
    return MeasureDossier(
        measure=measure,
        units=_unit_names(ws, [item.unit_id for item in ws.find(MeasureUnit, measure_id=measure.id)]),
        implementation=statement_dossier(ws, closure_id, StatementKind.IMPLEMENTATION, sources),
        proof=statement_dossier(ws, closure_id, StatementKind.PROOF, sources),
        sources=sources,
        evidence=evidence,
    )


def statement_dossier(
    ws: Workspace, closure_id: ClosureId, kind: StatementKind, sources: Sources
) -> StatementDossier:
    """Return one statement with its state and what the records would draft."""
    found = ws.find(Statement, closure_id=closure_id, measure_id=sources.measure.id, kind=kind)
    statement = found[0] if found else None
    return StatementDossier(
        text=statement.text if statement else "",
        # Of a measure nobody has written a statement for, it does not matter what it rests on.
        state=state_of(statement, sources.digest if statement else ""),
        statement=statement,
        draft=draft(kind, sources, on=day_of_counting(ws.find(Acceptance, closure_id=closure_id), ws.now().date())),
    )


def responsible_units(ws: Workspace, closure: Closure) -> tuple[str, ...]:
    """Return the closure's responsible units, or the task's where it names none."""
    own = _unit_names(ws, [item.unit_id for item in ws.find(ClosureUnit, closure_id=closure.id)])
    if own:
        return own
    return tuple(name for role, name in task_units(ws, closure.task_id) if role is UnitRole.RESPONSIBLE)


def task_units(ws: Workspace, task_id: TaskId) -> tuple[tuple[UnitRole, str], ...]:
    """Return role and name of each unit of a task."""
    return tuple(
        (item.role, ws.need(Unit, item.unit_id).name) for item in ws.find(TaskUnit, task_id=task_id)
    )


def members_of(ws: Workspace, closure_id: ClosureId) -> tuple[Member, ...]:
    """Return the team, leader first, then deputies, then members, each in their order."""
    members = ws.find(Member, closure_id=closure_id)
    order = {role: place for place, role in enumerate(type(members[0].role))} if members else {}
    return tuple(sorted(members, key=lambda member: (order[member.role], member.position)))


def acceptance_of(ws: Workspace, closure_id: ClosureId) -> Acceptance:
    """Return the acceptance of a closure, an empty one where nothing was entered yet."""
    found = ws.find(Acceptance, closure_id=closure_id)
    return found[0] if found else Acceptance(id=AcceptanceId(f"acceptance-{closure_id}"), closure_id=closure_id)


def self_check_of(ws: Workspace, closure_id: ClosureId) -> SelfCheck:
    """Return the self-check of a closure, an empty one where nothing was entered yet."""
    found = ws.find(SelfCheck, closure_id=closure_id)
    return found[0] if found else SelfCheck(id=SelfCheckId(f"self-check-{closure_id}"), closure_id=closure_id)


def publicity_of(ws: Workspace, closure_id: ClosureId) -> Publicity:
    """Return the publicity of a closure, an empty one where nothing was entered yet."""
    found = ws.find(Publicity, closure_id=closure_id)
    return found[0] if found else Publicity(id=PublicityId(f"publicity-{closure_id}"), closure_id=closure_id)


def paper_of(ws: Workspace, closure_id: ClosureId, kind: PaperKind = PaperKind.CLOSURE_OPINION) -> Paper:
    """Return a closure's paper of a kind; where nothing was entered yet a new one, of the only issuer there is."""
    found = ws.find(Paper, closure_id=closure_id, kind=kind)
    return found[0] if found else _new_paper(ws, closure_id, kind)


def _phone_of(ws: Workspace, name: str) -> str:
    """Return the telephone of the one person of this name the directory has one of."""
    phones = {person.phone for person in ws.find(Person, name=name) if person.phone} if name else set()
    return phones.pop() if len(phones) == 1 else ""


def _new_paper(ws: Workspace, closure_id: ClosureId, kind: PaperKind) -> Paper:
    issuers = ws.find(Issuer)
    only = issuers[0].id if len(issuers) == 1 else None
    return Paper(
        id=PaperId(f"{kind}-{closure_id}"), closure_id=closure_id, kind=kind, issuer_id=only,
        has_red_head=kind.has_red_head,
    )


def closures_of(ws: Workspace, task_id: TaskId) -> list[Closure]:
    """Return the closures of a task, newest round last."""
    return sorted(ws.find(Closure, task_id=task_id), key=lambda closure: closure.round)


def standing_closures(ws: Workspace, task_id: TaskId) -> list[Closure]:
    """Return the newest round of each subject, the whole task first.

    A task has a closure of its own from the start; where it is closed in parts and nothing was written for the whole,
    only the parts stand.
    """
    newest = {(closure.subject_kind, closure.subject): closure for closure in closures_of(ws, task_id)}
    whole = newest.pop((ClosureSubject.TASK, ""), None)
    if whole is None or (newest and not ws.find(Statement, closure_id=whole.id)):
        return list(newest.values())
    return [whole, *newest.values()]


def closures_by_measure(ws: Workspace, task_id: TaskId) -> dict[MeasureId, Closure]:
    """Return for each measure the standing closure its statements are written for: the newest that covers it."""
    found: dict[MeasureId, Closure] = {}
    for closure in sorted(standing_closures(ws, task_id), key=lambda item: item.round):
        found |= {measure.id: closure for measure in covered_measures(ws, closure)}
    return found


def _unit_names(ws: Workspace, unit_ids: list[str]) -> tuple[str, ...]:
    return tuple(ws.need(Unit, unit_id).name for unit_id in unit_ids)
