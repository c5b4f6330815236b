"""What a head of a paper prints: one small function a content kind, from the dossier to lines with level marks.

二 prints the measures, 三 what was done, 五 what proves it, each under the measures' own numbers, so that a reader can
lay one beside the other. Statements are printed as they were confirmed; nothing is taken from the raw log. What the
records do not tell prints as a missing mark and is a gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import assert_never

from exporters.blocks import missing
from exporters.forms.lines import item_text, lines_of
from exporters.forms.photos import photo_text
from exporters.forms.rows import cell_of, measure_row, rows_of, text_or_gap
from exporters.forms.slots import Filled, fill
from models.domain.closure import ClosureSubject, StatementKind
from models.domain.finding import Target
from models.domain.form import ContentKind, Head, ListTable, Numbering
from models.domain.levels import Level as Depth
from models.domain.numerals import chinese_number, read_chinese_number
from models.domain.slots import RowSource
from models.dossiers import ClosureDossier, MeasureDossier

_DEPTHS = {
    Numbering.FIRST: Depth.FIRST,
    Numbering.CHINESE: Depth.SECOND,
    Numbering.ARABIC: Depth.THIRD,
    Numbering.BRACKET: Depth.FOURTH,
    Numbering.CIRCLE: Depth.FIFTH,
}
_STATEMENT_SLOTS = {"措施.落实情况": StatementKind.IMPLEMENTATION, "措施.对应说明": StatementKind.PROOF}
_ENDS = "。；;，"


def content(head: Head, dossier: ClosureDossier) -> Filled:
    """Return the lines a head prints, joined by line feeds, and what is missing for them."""
    match head.content:
        case ContentKind.PROBLEM:
            return _problem(dossier)
        case ContentKind.GOAL:
            return _task_text(dossier, "goal", "整改目标")
        case (
            ContentKind.MEASURES | ContentKind.IMPLEMENTATION | ContentKind.EVIDENCE_MAPPING | ContentKind.EACH_MEASURE
        ):
            return _by_measure(head, dossier)
        case ContentKind.GOAL_COMPLETION:
            return _goal_completion(dossier)
        case ContentKind.NEXT_STEPS:
            return _acceptance_text(dossier, "next_requirements", "下步工作要求")
        case ContentKind.CONCLUSION:
            return _conclusion(head, dossier)
        case ContentKind.WORDS:
            return fill(head.words, dossier, in_lines=True)
        case ContentKind.TABLE:
            return table_text(head.table, dossier) if head.table is not None else Filled(text="")
        case ContentKind.PHOTO_PAIRS:
            return photo_text(head, dossier)
        case _:
            assert_never(head.content)


def depth_of(numbering: Numbering) -> Depth | None:
    """Return the level a numbering is, None for items that stand unnumbered or run on."""
    return _DEPTHS.get(numbering)


def table_text(table: ListTable, dossier: ClosureDossier) -> Filled:
    """Return the rows of a table as lines of cells with tabs between them, and the gaps its marks stand for."""
    rows = rows_of(table.rows, dossier)
    if not rows:
        return _no_rows(table.rows, dossier)
    cells = [[cell_of(row, column, dossier) for column in table.columns] for row in rows]
    # Cells pasted out of a sheet may bring tabs of their own.
    lines = ["\t".join(" ".join(re.split("[\n\t]", cell.text)) for cell in row) for row in cells]
    gaps = (gap for row in cells for cell in row for gap in cell.gaps)
    return Filled(text="\n".join(lines), gaps=tuple(dict.fromkeys(gaps)))


def _no_rows(source: RowSource, dossier: ClosureDossier) -> Filled:
    """Return the mark of a table without rows; the team is checked as a team, a missing piece is told here."""
    if source is not RowSource.EVIDENCE or not dossier.measures:
        return Filled(text=missing("验收组成员" if source is RowSource.MEMBERS else source.label))
    target = Target(table="measures", id=dossier.measures[0].measure.id, field="evidence")
    where = f"任务 {dossier.task.number}"
    return text_or_gap("", source.label, "no_evidence", where, target, lack="没有佐证", remedy="添加佐证")


def _problem(dossier: ClosureDossier) -> Filled:
    target = Target(table="tasks", id=dossier.task.id, field="problem")
    where = f"任务 {dossier.task.number}"
    return text_or_gap(dossier.task.problem, "反馈问题", "no_problem", where, target, lack="没有反馈问题原文")


def _task_text(dossier: ClosureDossier, field: str, name: str) -> Filled:
    target = Target(table="tasks", id=dossier.task.id, field=field)
    return text_or_gap(getattr(dossier.task, field), name, f"no_{field}", f"概况 · {name}", target)


def _acceptance_text(dossier: ClosureDossier, field: str, name: str) -> Filled:
    target = Target(table="acceptances", id=dossier.acceptance.id, field=field)
    return text_or_gap(getattr(dossier.acceptance, field), name, f"no_{field}", f"验收 · {name}", target)


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
    return text_or_gap(text, "验收结论", "no_conclusion", f"验收 · {name}", target, remedy=f"填写{name}")


def _by_measure(head: Head, dossier: ClosureDossier) -> Filled:
    if not dossier.measures:
        target = Target(table="tasks", id=dossier.task.id, field="measures")
        where, lack = f"任务 {dossier.task.number}", "还没有整改措施"
        return text_or_gap("", "整改措施", "no_measure", where, target, lack=lack, remedy="新增措施")
    printed = [
        fill(head.item_words, dossier, measure_row(item, place, dossier))
        for place, item in enumerate(dossier.measures, 1)
    ]
    gaps = tuple(gap for item in printed for gap in item.gaps)
    texts = [item.text for item in printed]
    if head.numbering is Numbering.ORDINAL:
        return Filled(text=_run_on(texts), gaps=gaps)
    # A paper about one measure names it in its title; a list of one would count it again.
    is_alone = dossier.closure.subject_kind is ClosureSubject.MEASURE and len(texts) == 1
    numbering = Numbering.NONE if is_alone else head.numbering
    numbered = [
        _item(numbering, place, item.measure.number, text)
        for place, (item, text) in enumerate(zip(dossier.measures, texts, strict=True), 1)
    ]
    return Filled(text="\n".join(numbered), gaps=gaps)


def _run_on(texts: Sequence[str]) -> str:
    """Return 一是…；二是…。 in one paragraph."""
    if len(texts) == 1:
        return "".join(lines_of(texts[0]))
    parts = ["".join(lines_of(text)).rstrip(_ENDS) for text in texts]
    return "；".join(f"{chinese_number(place)}是{part}" for place, part in enumerate(parts, 1)) + "。"


def _item(numbering: Numbering, place: int, number: str, text: str) -> str:
    """Put the number before the first line; the further lines are paragraphs of their own, lists a level lower.

    1. is the measure's own number, so that a closure of measures 1 and 3 cites them; other levels count.
    """
    depth = depth_of(numbering)
    if depth is None:
        return text
    own = number.strip().strip("（()）、.．")
    if depth is Depth.THIRD:
        return f"{_counted(number) or own}. {item_text(text, under=depth, own=own)}"
    return depth.mark(_counted(number) or place) + item_text(text, under=depth)


def _counted(number: str) -> int | None:
    """Return the count a number is, so that 三 prints as 3.; None for 12-01 and 01, which stay as they are."""
    number = number.strip().strip("（()）、.．")
    if number.isascii() and number.isdecimal():
        return int(number) if number == str(int(number)) and 0 < int(number) <= 9999 else None
    return read_chinese_number(number) or None


def statements_in(head: Head, dossier: ClosureDossier) -> Iterator[tuple[MeasureDossier, StatementKind]]:
    """Yield the statements a head prints, measure by measure; none for a head that prints no statements."""
    kinds = [kind for name, kind in _STATEMENT_SLOTS.items() if name in head.row_slots]
    yield from ((item, kind) for item in dossier.measures for kind in kinds)
