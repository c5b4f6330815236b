"""A record of a paper made a draft task: each head's text read as what its field holds, with the place it stands at.

Where a header names the task and a head or a paragraph below it tells the problem, the header is the title; else the
header is the problem. Units and dates under a measure of a list that all have them are that measure's own. Sentences on
publicity and objections are no part of how a measure was carried out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from models.domain.drafts.draft import DraftMeasure, DraftTask
from models.domain.drafts.fields import SourceField
from models.domain.finding import Finding, Level
from models.domain.plan import TaskStatus, UnitRole
from models.domain.reading.headed import Line
from models.domain.reading.marks import Kind, Mark, arabic, read_mark
from models.domain.reading.phrases.measures import read_measures
from models.domain.reading.phrases.persons import labelled, told_apart
from models.domain.reading.phrases.remarks import Remark, split_remark
from models.domain.reading.phrases.roles import read_roles
from models.domain.reading.phrases.statuses import read_status
from models.domain.reading.phrases.timing import Timing, read_timing
from models.domain.reading.phrases.units import is_list_of_units, looks_like_unit
from models.domain.reading.records import Record, own_of_measures
from models.domain.reading.tables.contents import LONG
from models.domain.reading.tables.findings import status_not_understood

_OF_TIME = re.compile(r"时限|期限|时间")
_OF_PERSONS = "责任人"
_LONGEST_TITLE = 40
_ENDS_NO_TITLE = ("。", "；", "，", "：", ":", "、")
_ABOUT_OBJECTIONS = re.compile(
    r"如?有(?:不同)?(?:异议|意见)[，,的]|不同意见|异议|公示期|特此公示|(?:现|以上|予以|进行)[^。]{0,12}公示|公示(?:如下|时间)"
    r"|自公示之日|邮戳|送达日期|以书面或|(?:监督|举报|联系|受理)电话|欢迎[^。]{0,12}监督"
    r"|^\s*(?:电话|传真|(?:电子)?邮箱|联系人|地址|邮编)[:：]"
)
_CLOSES = re.compile(
    r"如?(?:对[^。]{0,40})?有(?:不同)?异议|不同意见|特此公示|以上[^。]{0,12}公示|邮戳|欢迎[^。]{0,12}监督"
)
# What a paper is called, not what a task is called.
_OF_A_PAPER = re.compile(r"(?:公示|公告|表|卡|台[账帐]|清单|方案|报告|意见|通知)$")
_HAS_A_COUNT = re.compile(r"[\dA-Za-z〇零一二三四五六七八九十百①-⑳]")
_UNKNOWN_LABEL = re.compile(r"[【\[]?[\u4e00-\u9fff]{2,12}(?:[:：]|[】\]])")
_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]?[”’）)]*")
_NEXT_ITEM = re.compile(r"[；;。](?:[（(][一二三四五六七八九十\d]+[)）]|\d[.．、]|[②③④])")
_PREFIXED = re.compile(r"^[{｛【\[（(][^{}｛｝【】\[\]]*?编号[^{}｛｝【】\[\]]*?[}｝】\])）]{1,2}\s*[:：]?\s*")


@dataclass(slots=True)
class _Part:
    """What stands under one head: its lines with their places."""

    of: SourceField
    wording: str
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return its lines joined by line feeds."""
        return "\n".join(line.text for line in self.lines if line.text)

    @property
    def place(self) -> str:
        """Return where its text begins."""
        return self.lines[0].place if self.lines else ""


def number_in_problem(record: Record) -> Mark | None:
    """Return the number that stands before the words under the head of the problem, None where none does."""
    texts = (head.text for head in record.heads if head.field is SourceField.PROBLEM and head.text)
    return read_mark(_PREFIXED.sub("", next(texts, "")))[0]


def task_of(record: Record) -> tuple[DraftTask, tuple[Finding, ...]]:
    """Return the task a record tells, and what of it should be looked at."""
    body, parts = _parts(record)
    title, problem, problem_place = _named(record, body, parts)
    text, remark = split_remark(problem) if not _has(parts, SourceField.PROBLEM) else (problem, None)
    measures, findings = _measures(parts)
    timing, timing_place = _timing(parts, remark)
    units, unit_places = _units(parts, remark)
    status, progress, unknown = _status(parts)
    implementation = "\n".join(filter(None, (_first(parts, SourceField.IMPLEMENTATION), progress)))
    person, neither = _person(parts)
    places = {"problem": problem_place, "goal": _place(parts, SourceField.GOAL), "deadline": timing_place,
              "implementation": _place(parts, SourceField.IMPLEMENTATION), **unit_places}
    task = DraftTask(
        number=_number(record, parts), title=title, problem=_undone(text),
        goal=_undone(_first(parts, SourceField.GOAL)),
        deadline_text=timing.text, deadline=timing.until, is_immediate=timing.is_immediate,
        is_ongoing=timing.is_ongoing, units=units, measures=measures, implementation=_undone(implementation),
        leader=_line(parts, SourceField.LEADER), responsible_person=person, status=status,
        liaison=_line(parts, SourceField.LIAISON), note=_first(parts, SourceField.NOTE),
        external_numbers=tuple((part.wording, part.text) for part in parts
                               if part.of is SourceField.EXTERNAL_NUMBER and part.text),
        place=record.lines[0].place, places={key: place for key, place in places.items() if place},
    )
    return task, (*findings, *unknown, *neither)


def without_objections(text: str) -> str:
    """Return a text without its sentences on publicity and objections."""
    kept = "".join(part for part in _SENTENCE.findall(text) if not _ABOUT_OBJECTIONS.search(part))
    return kept.strip()


# The parts of a record


def _parts(record: Record) -> tuple[list[Line], list[_Part]]:
    """Return the lines before the first head, and what stands under each head."""
    body: list[Line] = []
    parts: list[_Part] = []
    own = own_of_measures(record)
    is_over = False
    for at, line in enumerate(record.lines):
        if line.heads and at not in own:
            is_over = False
            if line.lead and not parts:
                body.append(replace(line, text=line.lead if at == 0 else line.text[: -_tail(line)] or line.lead))
            elif line.lead:
                _add(parts[-1], replace(line, text=line.lead))
            for head in line.heads:
                parts.append(_Part(head.field, head.wording))
                is_over = _add(parts[-1], replace(line, text=head.text))
        elif at == 0:
            body.append(replace(line, text=line.lead))
        elif not parts:
            body.append(line)
        elif at in own and line.begins_with_head:
            _append_remark(parts[-1], line)
        elif not is_over:
            if _is_under_an_unknown_head(line, parts[-1]):
                parts.append(_Part(SourceField.OTHER, ""))
            is_over = _add(parts[-1], line)
    return body, [part for part in parts if part.lines or part.of is not SourceField.OTHER]


def _is_under_an_unknown_head(line: Line, part: _Part) -> bool:
    """Return whether a line below units or a deadline begins with a label that no list knows: 资金来源：县财政."""
    label = _UNKNOWN_LABEL.match(line.text)
    if label is None or line.mark or not part.text:
        return False
    if part.of is SourceField.DEADLINE:
        return not read_timing(line.text).says_something
    return part.of.role is not None and not is_list_of_units(line.text[label.end() :])


def _tail(line: Line) -> int:
    return len(line.text) - len(line.lead)


def _add(part: _Part, line: Line) -> bool:
    """Put a line under a head without its sentences on objections; return whether these close the paper."""
    if part.of in (SourceField.OTHER, SourceField.PHONE):
        return False
    text = without_objections(line.text) if part.of is SourceField.IMPLEMENTATION else line.text
    is_over = bool(_CLOSES.search(line.text))
    if is_over:
        text = without_objections(line.text)
    if text:
        part.lines.append(replace(line, text=text))
    return is_over


def _append_remark(part: _Part, line: Line) -> None:
    """Put the units and dates of one measure behind it, as others write them."""
    said = "；".join(f"{head.wording}：{head.text}" for head in line.heads)
    if part.lines:
        last = part.lines[-1]
        part.lines[-1] = replace(last, text=f"{last.text}（{said}）")


# What the parts tell


def _named(record: Record, body: Sequence[Line], parts: Sequence[_Part]) -> tuple[str, str, str]:
    """Return title, problem and where the problem stands."""
    title = _line(parts, SourceField.TITLE)
    problem = _first(parts, SourceField.PROBLEM)
    header = _header(record)[1]
    if problem:
        if not title and record.way.field is None and header != problem and not _OF_A_PAPER.search(header):
            title = header.rstrip("。.：: ") if len(header) <= 2 * _LONGEST_TITLE else ""
        return title, problem, _place(parts, SourceField.PROBLEM)
    rest = [line for line in body[1:] if line.text.strip()]
    is_title = bool(rest) and len(header) <= _LONGEST_TITLE and not header.endswith(_ENDS_NO_TITLE)
    if is_title and not title and header:
        return header, "\n".join(line.text for line in rest), rest[0].place
    lines = [header, *(line.text for line in rest)]
    place = record.lines[0].place if header or not rest else rest[0].place
    return title, "\n".join(text for text in lines if text), place


def _number(record: Record, parts: Sequence[_Part]) -> str:
    for wanted in (SourceField.NUMBER, SourceField.ORDER):
        if wanted is SourceField.ORDER and record.is_counted and record.lines[0].mark:
            break
        # 序号 | 项目 | 内容 is a row of heads.
        if _HAS_A_COUNT.search(text := _line(parts, wanted)):
            return arabic(text.strip(" 第项号.、。"))
    mark = _header(record)[0]
    return mark.number if mark and record.is_counted else ""


def _header(record: Record) -> tuple[Mark | None, str]:
    """Return number and words of a header; of 一、第6项问题 the number is 6, for 一 only counts in this paper."""
    line = record.lines[0]
    own, words = read_mark(line.lead)
    if own and own.kind is Kind.NAMED:
        return own, words.strip()
    return line.mark, line.lead.strip()


def _measures(parts: Sequence[_Part]) -> tuple[tuple[DraftMeasure, ...], tuple[Finding, ...]]:
    """Return the measures under all heads of measures, each with the place of its own line."""
    found: list[DraftMeasure] = []
    findings: list[Finding] = []
    for part in parts:
        if part.of is SourceField.MEASURES and part.text:
            reading = read_measures(part.text, part.place)
            found += (replace(measure, place=_place_of(measure, part)) for measure in reading.measures)
            findings += reading.findings
    return tuple(found), tuple(findings)


def _place_of(measure: DraftMeasure, part: _Part) -> str:
    begins = measure.text[:12]
    return next((line.place for line in part.lines if begins in line.text), part.place)


def _timing(parts: Sequence[_Part], remark: Remark | None) -> tuple[Timing, str]:
    for part in parts:
        if part.of is SourceField.DEADLINE and part.text:
            return read_timing(part.text), part.place
    for part in parts:
        # 整改目标及时限 holds both.
        if part.of is SourceField.GOAL and _OF_TIME.search(part.wording) and part.text:
            return read_timing(part.text), part.place
    return (remark.timing if remark else Timing()), ""


def _units(parts: Sequence[_Part], remark: Remark | None) -> tuple[dict[UnitRole, tuple[str, ...]], dict[str, str]]:
    units: dict[UnitRole, tuple[str, ...]] = {}
    places: dict[str, str] = {}
    for part in parts:
        if part.of.role is None or not part.text:
            continue
        for role, names in read_roles(part.text, part.of.role).items():
            if _OF_PERSONS in part.wording:
                held = told_apart(names, part.text)
                names = held.units or held.others
            units[role] = tuple(dict.fromkeys((*units.get(role, ()), *names)))
            places.setdefault(f"units.{role.value}", part.place)
    if remark and not units:
        units = dict(remark.roles)
    return units, places


def _person(parts: Sequence[_Part]) -> tuple[str, list[Finding]]:
    """Return who answers for the task, and what under a head of units and persons reads like neither."""
    found = [_line(parts, SourceField.RESPONSIBLE_PERSON)]
    findings: list[Finding] = []
    for part in parts:
        if part.of.role is None or not part.text:
            continue
        if _OF_PERSONS not in part.wording:
            found += labelled(part.text)
            continue
        names = [name for names in read_roles(part.text, part.of.role).values() for name in names]
        held = told_apart(names, part.text)
        found += held.persons
        if held.units and held.others:
            findings.append(_neither(part, held.others))
    return "、".join(dict.fromkeys(filter(None, found))), findings


def _neither(part: _Part, words: Sequence[str]) -> Finding:
    return Finding(
        level=Level.NOTE, code="person_not_understood", where=part.place,
        text=f"“{part.wording}”里的“{'、'.join(words)}”不像单位，也不像人名，没有读入", remedy="请在任务里填写责任人",
    )


def _status(parts: Sequence[_Part]) -> tuple[TaskStatus | None, str, list[Finding]]:
    """Return how the task stands, what a head of that name tells in sentences instead, and what nobody understands."""
    status: TaskStatus | None = None
    told: list[str] = []
    findings: list[Finding] = []
    for part in parts:
        if part.of is not SourceField.STATUS or not (text := part.text.strip()):
            continue
        found = read_status(text)
        status = status or found
        if found is None and len(text) > LONG:
            told.append(text)
        elif found is None:
            findings.append(status_not_understood(part.place, text))
    return status, "\n".join(told), findings


def _has(parts: Sequence[_Part], wanted: SourceField) -> bool:
    return any(part.of is wanted and part.text for part in parts)


def _texts(parts: Sequence[_Part], wanted: SourceField) -> Iterator[str]:
    for part in parts:
        if part.of is wanted and part.text:
            yield _without_signature(part).strip()


def _first(parts: Sequence[_Part], wanted: SourceField) -> str:
    return "\n".join(_texts(parts, wanted))


def _line(parts: Sequence[_Part], wanted: SourceField) -> str:
    return " ".join(_first(parts, wanted).split())


def _place(parts: Sequence[_Part], wanted: SourceField) -> str:
    return next((part.place for part in parts if part.of is wanted and part.text), "")


def _without_signature(part: _Part) -> str:
    """Return the text of a part without the names of those who sign below it."""
    lines = [line.text for line in part.lines]
    while len(lines) > 1 and all(looks_like_unit(name) for name in lines[-1].split()):
        lines.pop()
    return "\n".join(lines)


def _undone(text: str) -> str:
    """Return a text without the number of its only item, and without the number of the task before it."""
    bare = _PREFIXED.sub("", text)
    mark, rest = read_mark(bare)
    if mark is None or "\n" in bare or _NEXT_ITEM.search(bare):
        return bare
    return rest
