"""What a head of a paper prints: one small function a content kind, from the dossier to lines with level marks.

二 prints the measures, 三 what was done, 五 what proves it, each under the measures' own numbers, so that a reader can
lay one beside the other. Statements are printed as they were confirmed; nothing is taken from the raw log. What the
records do not tell prints as a missing mark and is a gap.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import assert_never

from exporters.blocks import missing
from exporters.forms.lines import item_text, lines_of
from exporters.forms.slots import Filled, Gap, fill
from models.domain.checks.readiness import measure_place
from models.domain.closure import StatementKind
from models.domain.finding import Finding, Level, Target
from models.domain.form import ContentKind, Head, Numbering
from models.domain.levels import Level as Depth
from models.domain.numerals import read_chinese_number
from models.domain.plan import Measure
from models.dossiers import ClosureDossier, MeasureDossier, StatementDossier

LONGEST_SHORT_NAME = 40
_CLAUSE_END = re.compile("[，。；：,;]")


def content(head: Head, dossier: ClosureDossier) -> Filled:
    """Return the lines a head prints, joined by line feeds, and what is missing for them."""
    match head.content:
        case ContentKind.PROBLEM:
            return _problem(dossier)
        case ContentKind.GOAL:
            return _task_text(dossier, "goal", "整改目标")
        case ContentKind.MEASURES:
            return _measures(head, dossier)
        case ContentKind.IMPLEMENTATION:
            return _by_measure(head, dossier, lambda item: _statement(item, StatementKind.IMPLEMENTATION, dossier))
        case ContentKind.GOAL_COMPLETION:
            return _goal_completion(dossier)
        case ContentKind.EVIDENCE_MAPPING:
            return _by_measure(head, dossier, lambda item: _statement(item, StatementKind.PROOF, dossier))
        case ContentKind.NEXT_STEPS:
            return _acceptance_text(dossier, "next_requirements", "下步工作要求")
        case ContentKind.CONCLUSION:
            return _conclusion(head, dossier)
        case _:
            assert_never(head.content)


def statement_of(item: MeasureDossier, kind: StatementKind) -> StatementDossier:
    """Return one of the two statements of a measure."""
    return item.implementation if kind is StatementKind.IMPLEMENTATION else item.proof


def short_name(measure: Measure) -> str:
    """Return the measure's short name, or the first clause of its text; empty where that is no name."""
    if measure.short_name.strip():
        return measure.short_name.strip().rstrip("。")
    clause = _CLAUSE_END.split(measure.text.strip(), maxsplit=1)[0].strip()
    return clause if len(clause) <= LONGEST_SHORT_NAME else ""


def _problem(dossier: ClosureDossier) -> Filled:
    target = Target(table="tasks", id=dossier.task.id, field="problem")
    where = f"任务 {dossier.task.number}"
    return _text(dossier.task.problem, "反馈问题", "no_problem", where, target, lack="没有反馈问题原文")


def _task_text(dossier: ClosureDossier, field: str, name: str) -> Filled:
    target = Target(table="tasks", id=dossier.task.id, field=field)
    return _text(getattr(dossier.task, field), name, f"no_{field}", f"概况 · {name}", target)


def _acceptance_text(dossier: ClosureDossier, field: str, name: str) -> Filled:
    target = Target(table="acceptances", id=dossier.acceptance.id, field=field)
    return _text(getattr(dossier.acceptance, field), name, f"no_{field}", f"验收 · {name}", target)


def _goal_completion(dossier: ClosureDossier) -> Filled:
    goal = _task_text(dossier, "goal", "整改目标")
    completion = _acceptance_text(dossier, "goal_completion", "目标完成情况")
    return Filled(text=f"整改目标：{goal.text}\n{completion.text}", gaps=goal.gaps + completion.gaps)


def _conclusion(head: Head, dossier: ClosureDossier) -> Filled:
    wording = dict(head.results).get(dossier.acceptance.result) if dossier.acceptance.result else None
    if wording is not None and not dossier.acceptance.conclusion.strip():
        return fill(wording, dossier)
    field, name = ("result", "验收结果") if head.results else ("conclusion", "验收结论")
    target = Target(table="acceptances", id=dossier.acceptance.id, field=field)
    text = dossier.acceptance.conclusion
    return _text(text, "验收结论", "no_conclusion", f"验收 · {name}", target, remedy=f"填写{name}")


def _measures(head: Head, dossier: ClosureDossier) -> Filled:
    def text(item: MeasureDossier) -> Filled:
        target = Target(table="measures", id=item.measure.id, field="text")
        where = measure_place(dossier.task, item.measure)
        name, code = f"措施{item.measure.number}", "no_measure_text"
        return _text(item.measure.text, name, code, where, target, lack="没有措施内容", remedy="填写措施")

    return _by_measure(head, dossier, text)


def _statement(item: MeasureDossier, kind: StatementKind, dossier: ClosureDossier) -> Filled:
    name = f"措施{item.measure.number}{kind.label}"
    target = Target(table="measures", id=item.measure.id, field="statements")
    where = measure_place(dossier.task, item.measure)
    text = statement_of(item, kind).text
    lack, remedy = f"{kind.label}还没有写", f"起草{kind.label}"
    return _text(text, name, "statement_missing", where, target, lack=lack, remedy=remedy)


def _by_measure(head: Head, dossier: ClosureDossier, text_of: Callable[[MeasureDossier], Filled]) -> Filled:
    if not dossier.measures:
        target = Target(table="tasks", id=dossier.task.id, field="measures")
        where, lack = f"任务 {dossier.task.number}", "还没有整改措施"
        return _text("", "整改措施", "no_measure", where, target, lack=lack, remedy="新增措施")
    printed = [_item(head, place, item, text_of(item)) for place, item in enumerate(dossier.measures, 1)]
    gaps = tuple(gap for item in printed for gap in item.gaps)
    return Filled(text="\n".join(item.text for item in printed), gaps=gaps)


def _item(head: Head, place: int, item: MeasureDossier, text: Filled) -> Filled:
    """Put the number before the first line; the further lines are paragraphs of their own, lists a level lower."""
    match head.numbering:
        case Numbering.NONE:
            return text
        case Numbering.ARABIC:
            number = item.measure.number.strip().strip("（()）、.．")
            printed = item_text(text.text, under=Depth.THIRD, own=number)
            return Filled(text=f"{_counted(number) or number}. {printed}", gaps=text.gaps)
        case Numbering.CHINESE:
            return _named_item(head, place, item.measure, text)
        case _:
            assert_never(head.numbering)


def _named_item(head: Head, place: int, measure: Measure, text: Filled) -> Filled:
    mark = Depth.SECOND.mark(_counted(measure.number) or place)
    printed = item_text(text.text, under=Depth.SECOND)
    if head.content is ContentKind.MEASURES:
        return Filled(text=mark + printed, gaps=text.gaps)
    target = Target(table="measures", id=measure.id, field="short_name")
    where = f"措施 {measure.number} · 简称"
    name = _text(short_name(measure), f"措施{measure.number}简称", "no_short_name", where, target, remedy="填写简称")
    return Filled(text=f"{mark}{name.text}。{printed}", gaps=name.gaps + text.gaps)


def _counted(number: str) -> int | None:
    """Return the count a number is, so that 三 prints as 3.; None for 12-01 and 01, which stay as they are."""
    number = number.strip().strip("（()）、.．")
    if number.isascii() and number.isdecimal():
        return int(number) if number == str(int(number)) and 0 < int(number) <= 9999 else None
    return read_chinese_number(number) or None


def _text(
    text: str, name: str, code: str, where: str, target: Target, *, lack: str = "", remedy: str = ""
) -> Filled:
    """Return the text as lines; without one a mark with a STOP, worded as the readiness of the task words it."""
    lines = lines_of(text)
    if lines:
        return Filled(text="\n".join(lines))
    lack, remedy = lack or f"缺{name}", remedy or f"填写{name}"
    finding = Finding(level=Level.STOP, code=code, where=where, text=lack, remedy=remedy, target=target)
    return Filled(text=missing(name), gaps=(Gap(name=name, finding=finding),))


def statements_in(head: Head, dossier: ClosureDossier) -> Iterator[tuple[MeasureDossier, StatementKind]]:
    """Yield the statements a head prints, measure by measure; none for a head that prints no statements."""
    kinds = {
        ContentKind.IMPLEMENTATION: StatementKind.IMPLEMENTATION,
        ContentKind.EVIDENCE_MAPPING: StatementKind.PROOF,
    }
    if head.content in kinds:
        yield from ((item, kinds[head.content]) for item in dossier.measures)
