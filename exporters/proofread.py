"""What a paper must agree with before it goes out: statements confirmed, team complete, dates in order, result said.

What its words show by themselves and against the records is told by `exporters.proofreading`.

Each complaint belongs to a section of the paper and leads to the record that mends it. What makes a paper unfit as it
stands is a STOP. A statement that waits for a person and an edited section whose records changed may be saved and
looked at, but not issued: WARN for saving, STOP for issuing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from exporters import titles
from exporters.blocks import MISSING
from exporters.forms.contents import statements_in
from exporters.forms.rows import statement_of
from exporters.forms.slots import missing_slot
from exporters.proofreading.facts import facts
from exporters.proofreading.office import office
from exporters.proofreading.order import order
from exporters.proofreading.passage import Complaint, Passage, Reader, origins
from exporters.proofreading.wording import wording
from models.domain.checks.duties import duty_gaps, false_claims
from models.domain.checks.indicators import false_completion, indicator_gaps
from models.domain.checks.photo_pairs import date_findings
from models.domain.checks.readiness import measure_place
from models.domain.checks.sealing import seal_gaps
from models.domain.checks.team import team_findings
from models.domain.closure import AcceptanceResult, PaperKind, StatementKind
from models.domain.finding import Finding, Level, Target
from models.domain.form import ContentKind, FormDefinition
from models.domain.statements import StatementState
from models.dossiers import ClosureDossier

MOST_TITLE_LINES = 4
# They tell what the team found in the evidence.
_OF_ACCEPTANCE = (PaperKind.CLOSURE_OPINION, PaperKind.VERIFICATION_OPINION)
_TITLE_MARKS = re.compile(r"[，。；：！？,;:!?]|\.(?!\d)")
_PASSED = re.compile(r"(?<![未不予能准])(?:通过验收|验收通过)|(?<![不未予])同意(?:履行)?(?:验收)?销号")
_NOT_PASSED = re.compile(r"(?:未|不|不予|未予|未能|暂不|没有)(?:通过|同意(?:履行)?(?:验收)?销号)")


def proofread(
    form: FormDefinition, dossier: ClosureDossier, passages: Sequence[Passage], *, issuing: bool = False
) -> Iterator[Complaint]:
    """Yield the key of the section and the finding for all that is wrong with a paper.

    `passages` are the sections as they will stand on the paper.
    """
    yield from _agreement(form, dossier, passages, issuing)
    reader = Reader(dossier=dossier, origins=origins(dossier))
    for look in (order, facts, office, wording):
        yield from look(tuple(passages), reader)


def _agreement(
    form: FormDefinition, dossier: ClosureDossier, passages: Sequence[Passage], issuing: bool
) -> Iterator[Complaint]:
    printed = {passage.key: "\n".join(passage.lines) for passage in passages}
    yield from _title(dossier, printed.get("title", ""))
    yield from _statements(form, dossier, issuing)
    yield from _claims(form, dossier)
    yield from _completion(form, dossier)
    yield from _dates(form, dossier)
    for head in form.heads:
        if ContentKind.PHOTO_PAIRS in head.says:
            yield from ((head.section, found) for pair in dossier.pairs for found in date_findings(pair))
        if ContentKind.CONCLUSION in head.says:
            yield from ((head.section, found) for found in _result(dossier, printed.get(head.section, "")))
    if form.signature_table is not None:
        yield from (("signature_table", found) for found in team_findings(dossier.closure.id, dossier.members))
    yield from _contact(form, dossier)
    if dossier.paper.kind in _OF_ACCEPTANCE:
        mapping = next((head.section for head in form.heads if ContentKind.EVIDENCE_MAPPING in head.says), "title")
        found = seal_gaps(dossier.closure_id, dossier.sealings, dossier.unsealed, issuing=issuing)
        yield from ((mapping, item) for item in found)


def title_as_set(dossier: ClosureDossier, title: str) -> str:
    """Return the title with the line feeds a person set, if there are any and the words are still the same."""
    by_hand = dossier.paper.title_lines.strip()
    return by_hand if by_hand and _words(by_hand) == _words(title) else title


def _words(text: str) -> str:
    return "".join(text.split())


def _title(dossier: ClosureDossier, title: str) -> Iterator[Complaint]:
    paper = dossier.paper
    if paper.has_red_head and not paper.document_number:
        target = Target(table="papers", id=paper.id, field="document_sequence")
        where = "文书 · 发文字号"
        yield "title", _finding(Level.STOP, "no_document_number", where, "缺发文字号", "填写发文字号", target)
    if paper.secrecy.strip():
        target = Target(table="papers", id=paper.id, field="secrecy")
        text = f"标了密级“{paper.secrecy.strip()}”，本机只用于非密材料"
        yield "title", _finding(Level.WARN, "secrecy_marked", "文书 · 密级", text, "核对密级", target)
    target = Target(table="papers", id=paper.id, field="title_lines")
    if paper.title_lines.strip() and title_as_set(dossier, title) != paper.title_lines.strip():
        text = "手工分行的标题与现在的标题字句不同，已改为自动分行"
        yield "title", _finding(Level.WARN, "title_lines_differ", "文书 · 标题分行", text, "重新分行", target)
    if marks := "".join(dict.fromkeys(_TITLE_MARKS.findall(MISSING.sub("", title)))):
        target_text = Target(table="section_edits", id="", field="title")
        text = f"标题里有“{marks}”，除书名号、引号、括号外不用标点"
        yield "title", _finding(Level.WARN, "title_punctuation", "文书 · 标题", text, "改标题", target_text)
    lines = titles.lines(title_as_set(dossier, title))
    if complaint := _shape_complaint([titles.width(line) for line in lines]):
        yield "title", _finding(Level.WARN, "title_shape", "文书 · 标题分行", complaint, "手工分行", target)
    if split := titles.split_inside(lines):
        text = f"标题在“{split}”中间断行"
        yield "title", _finding(Level.WARN, "title_break", "文书 · 标题分行", text, "把断行移到词的前后", target)


def _shape_complaint(widths: list[float]) -> str:
    """7.3.1: a title of several lines is a 梯形 or 菱形, no line longer than the type area holds."""
    if any(width > titles.TITLE_LIMIT for width in widths):
        return f"标题有一行超过{titles.TITLE_LIMIT:g}字，会被挤到下一行"
    if len(widths) > MOST_TITLE_LINES:
        return f"标题排成{len(widths)}行，过长"
    steps = [after - before for before, after in pairwise(widths) if abs(after - before) > 0.5]
    swings = sum((before < 0) and (after > 0) for before, after in pairwise(steps))
    if len(widths) > 1 and (not steps or swings):
        return "标题排不成梯形或菱形"
    return ""


def _statements(form: FormDefinition, dossier: ClosureDossier, issuing: bool) -> Iterator[Complaint]:
    level = Level.STOP if issuing else Level.WARN
    wording = {
        StatementState.DRAFT: ("statement_unconfirmed", "{}还没有确认", "确认{}"),
        StatementState.STALE: ("statement_stale", "{}确认后记录又改过，待核", "核对{}"),
    }
    for head in form.heads:
        for item, kind in statements_in(head, dossier):
            found = wording.get(statement_of(item, kind).state)
            if found is None:
                continue
            code, text, remedy = found
            target = Target(table="measures", id=item.measure.id, field="statements")
            where = measure_place(dossier.task, item.measure)
            yield head.section, _finding(
                level, code, where, text.format(kind.label), remedy.format(kind.label), target
            )


def _claims(form: FormDefinition, dossier: ClosureDossier) -> Iterator[Complaint]:
    """Tell of periods without proof and of claims of what was not kept or reached, by the day of the acceptance."""
    if not dossier.acceptance.held_on:
        return
    day = max(when.last_day for when in dossier.acceptance.held_on)
    for head in form.heads:
        for item, kind in statements_in(head, dossier):
            said = [(kind.label, statement_of(item, kind).text)]
            if kind is StatementKind.PROOF:
                yield from ((head.section, found) for found in duty_gaps(dossier.task, item.sources, on=day))
            yield from ((head.section, found) for found in false_claims(dossier.task, item.sources, said, on=day))
            for label, text in said:
                told = false_completion(dossier.task, text, item.sources.indicators, on=day, label=label)
                yield from ((head.section, found) for found in told)


def _completion(form: FormDefinition, dossier: ClosureDossier) -> Iterator[Complaint]:
    """Tell of targets that were missed by the day of the acceptance, and of those the goal completion claims then."""
    held_on = dossier.acceptance.held_on
    if not held_on or not dossier.indicators:
        return
    day, said = max(when.last_day for when in held_on), dossier.acceptance.goal_completion
    for head in form.heads:
        if ContentKind.GOAL_COMPLETION in head.says:
            yield from ((head.section, item) for item in indicator_gaps(dossier.task, dossier.indicators, on=day))
            found = false_completion(dossier.task, said, dossier.indicators, on=day)
            yield from ((head.section, item) for item in found)


def _dates(form: FormDefinition, dossier: ClosureDossier) -> Iterator[Complaint]:
    paper, held_on, plan = dossier.paper, dossier.acceptance.held_on, dossier.plan
    if form.sign_off and (paper.dated_on is None or not paper.dated_on.is_full):
        yield "sign_off", missing_slot("成文日期", dossier)
    if not held_on or not (form.uses("验收日期") or form.prints(ContentKind.CONCLUSION)):
        return
    last = max(when.first_day for when in held_on)
    if paper.dated_on is not None and paper.dated_on.last_day < last:
        target = Target(table="papers", id=paper.id, field="dated_on")
        text = f"成文日期{paper.dated_on.chinese}早于验收日期"
        yield "sign_off", _finding(
            Level.STOP, "opinion_before_acceptance", "文书 · 成文日期", text, "核对成文日期和验收日期", target
        )
    first = min(when.last_day for when in held_on)
    if plan.dated_on is not None and first < plan.dated_on.first_day:
        target = Target(table="acceptances", id=dossier.acceptance.id, field="held_on")
        text = f"验收日期早于方案印发日期{plan.dated_on.chinese}"
        yield "opening", _finding(
            Level.WARN, "acceptance_before_plan", "验收 · 验收日期", text, "核对验收日期和方案日期", target
        )


def _result(dossier: ClosureDossier, conclusion: str) -> Iterator[Finding]:
    result = dossier.acceptance.result
    target = Target(table="acceptances", id=dossier.acceptance.id, field="result")
    if result is None:
        if conclusion and not MISSING.search(conclusion):
            yield _finding(Level.WARN, "no_result", "验收 · 验收结果", "还没有选验收结果", "选择验收结果", target)
        return
    passed, failed = _PASSED.search(conclusion), _NOT_PASSED.search(conclusion)
    if (passed and not failed and result is not AcceptanceResult.PASSED) or (
        failed and not passed and result is AcceptanceResult.PASSED
    ):
        said = passed or failed
        text = f"验收结果是“{result.label}”，结论里却写“{said[0] if said else ''}”"
        yield _finding(
            Level.STOP, "result_contradicts_conclusion", "验收 · 验收结果", text, "核对结果和结论", target
        )


def _contact(form: FormDefinition, dossier: ClosureDossier) -> Iterator[Complaint]:
    contact = dossier.contact
    if not form.contact or contact is None or any(member.id == contact.id for member in dossier.members):
        return
    target = Target(table="acceptances", id=dossier.acceptance.id, field="contact_id")
    text = f"联系人{contact.name}不在本次验收组里"
    yield "sign_off", _finding(Level.WARN, "contact_not_in_team", "验收 · 联系人", text, "从验收组里选联系人", target)


def _finding(level: Level, code: str, where: str, text: str, remedy: str, target: Target) -> Finding:
    return Finding(level=level, code=code, where=where, text=text, remedy=remedy, target=target)
