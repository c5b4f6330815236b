"""What of a paper's words ended in no task: chapters and preambles are counted once, others told line by line.

A line is read where each of its clauses stands in a value of some task or names a head. Words before the first task,
behind the last, and in chapters (总体要求, 保障措施) tell of no task; what stands unread between the lines of tasks may
have been meant for one, and nobody should lose it silently.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.domain.drafts.draft import Draft, DraftTask
from models.domain.drafts.fields import SourceField
from models.domain.finding import Finding, Level
from models.domain.reading.chapters import is_aside, is_chapter
from models.domain.reading.filling import without_objections
from models.domain.reading.headed import Line, head_field
from models.domain.reading.marks import read_mark

_APART = frozenset({SourceField.OTHER, SourceField.PHONE, SourceField.LIAISON})
_STOPS = ("。", "；", ";", "，")
_MOST_TOLD = 20
# Signs looked through for clauses that stand in no value as they are; what is beyond counts as unread.
_MOST_SIGNS = 200_000_000
_LEAST_SIGNS = 3
_CLAUSES = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]+")
# What stands between names: who leads and who supports is told by the role, 一是 by the number.
_JOINTS = re.compile(
    r"以及|会同|[和及与等]|按照?(?:各自)?职责(?:分工)?负责"
    r"|(?:负责)?(?:牵头|配合|督办|督导|负责|落实|参与|协助)(?:单位|部门)?"
)
_COUNT = re.compile(r"(?:编号|序号|第)?[\d〇零一二三四五六七八九十百]+[项个条号]?(?:整改|反馈)?(?:任务|问题|事项)?")
_FIRSTLY = re.compile(r"^(?:\d{1,2}(?=\D)|[一二三四五六七八九十]{1,3}[是要]|第[一二三四五六七八九十]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unread:
    """未读的行: a line with clauses that no task holds; `is_between` where tasks go on behind it."""

    line: Line
    is_between: bool


def findings_of(lines: Sequence[Line], draft: Draft) -> tuple[Finding, ...]:
    """Return what should be known of the lines of a paper that no task holds."""
    unread = list(_unread(lines, draft))
    outside = [item.line for item in unread if not item.is_between]
    between = [item.line for item in unread if item.is_between]
    told = [_between(line) for line in between[:_MOST_TOLD]]
    if len(between) > _MOST_TOLD:
        told.append(_more(between[_MOST_TOLD:]))
    return (*told, *([_outside(outside)] if outside else []))


def _unread(lines: Sequence[Line], draft: Draft) -> Iterator[_Unread]:
    held = _Held(draft)
    begins = {task.place for task in draft.tasks}
    are_read = [held.holds(line) for line in lines]
    last = max((at for at, is_read in enumerate(are_read) if is_read), default=-1)
    is_outside, is_apart = True, False
    for at, (line, is_read) in enumerate(zip(lines, are_read, strict=True)):
        is_outside = _is_chapter(line) or (is_outside and line.place not in begins)
        is_apart = _is_apart(line, goes_on=is_apart)
        if not is_read and line.place not in held.places:
            heads_a_task = _may_head(line) and not begins.isdisjoint({item.place for item in lines[at : at + 2]})
            yield _Unread(line=line, is_between=not (is_outside or is_apart or heads_a_task) and at < last)


def _is_chapter(line: Line) -> bool:
    return is_aside(line) or (not line.begins_with_head and (is_chapter(line) or bool(line.level)))


def _may_head(line: Line) -> bool:
    """Return whether a line may be the title of a paper or the head of a group above a task."""
    return not line.heads and not line.text.endswith(_STOPS)


def _is_apart(line: Line, *, goes_on: bool) -> bool:
    """Return whether a line holds nothing of a task: 公示时间, 联系电话, 问题来源, what to do with objections.

    `goes_on` says so of the line above it: what stands under such a head is apart up to the next one.
    """
    if line.heads:
        return all(head.field in _APART for head in line.heads)
    return (goes_on and line.mark is None) or not without_objections(line.text)


class _Held:
    """What the tasks of a draft hold of a paper's words."""

    def __init__(self, draft: Draft) -> None:
        texts = [text for task in draft.tasks for text in _texts(task)]
        texts += [text for row in draft.left_out for text in _texts(row.task)]
        self._all = "\n".join(_CLAUSES.sub("", _plain(text)) for text in texts)
        self._clauses = {clause for text in texts for clause in _CLAUSES.split(_plain(text))}
        self._searches = _MOST_SIGNS // (len(self._all) + 1)
        self.places = {finding.where for finding in draft.findings}

    def holds(self, line: Line) -> bool:
        """Return whether every clause of a line stands in some task or is a head."""
        words = read_mark(line.text)[1]
        heads = {_CLAUSES.sub("", _plain(head.wording)) for head in line.heads}
        clauses = [clause for clause in _CLAUSES.split(_plain(words)) if len(clause) >= _LEAST_SIGNS]
        return all(clause in heads or self._has(clause) for clause in clauses)

    def _has(self, clause: str) -> bool:
        if clause in self._clauses or _COUNT.fullmatch(clause) or head_field(clause):
            return True
        self._searches -= 1
        if self._searches < 0:
            return False
        return clause in self._all or all(part in self._all for part in _JOINTS.split(_FIRSTLY.sub("", clause)))


def _texts(task: DraftTask) -> Iterator[str]:
    yield from (
        task.number, task.title, task.problem, task.goal, task.deadline_text, task.implementation, task.leader,
        task.responsible_person, task.liaison, task.note,
    )
    yield from (name for names in task.units.values() for name in names)
    yield from (text for pair in task.external_numbers for text in pair)
    for measure in task.measures:
        yield from (measure.text, measure.deadline_text, *measure.units)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _between(line: Line) -> Finding:
    return Finding(
        level=Level.NOTE, code="words_left_out", where=line.place, text=f"“{_short(line.text)}”没有读进任务",
        remedy="如它属于某项任务，请在导入后补录",
    )


def _more(lines: Sequence[Line]) -> Finding:
    return Finding(
        level=Level.NOTE, code="words_left_out", where=lines[0].place, text=f"另有 {len(lines)} 行没有读进任务",
        remedy="请对照原文看看，如属于某项任务，请在导入后补录",
    )


def _outside(lines: Sequence[Line]) -> Finding:
    shown = _short(lines[-1].text)
    return Finding(
        level=Level.NOTE, code="not_of_a_task", where=lines[0].place,
        text=f"标题、前言、总体要求、保障措施、公示事项等 {len(lines)} 行不是任务，没有读入（如“{shown}”）",
        remedy="如其中有任务，请在导入后补录",
    )


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 30 else flat[:29] + "…"
