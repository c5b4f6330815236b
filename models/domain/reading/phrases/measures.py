"""整改措施 as a plan prints them, split into measures of the first level, each with its own deadline, units and duty.

The outermost numbers decide (1. （一） ① 一是); what is numbered below them stays inside. Without numbers each
paragraph is a measure, or each clause of the one paragraph where semicolons alone part them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from models.domain.drafts.draft import DraftMeasure
from models.domain.drafts.fields import WORDINGS, SourceField
from models.domain.finding import Finding, Level
from models.domain.list_items import list_items
from models.domain.reading.phrases.duties import read_duty
from models.domain.reading.phrases.remarks import inner_remarks, is_remark, merged, split_remark
from models.domain.reading.phrases.running_dates import may_be_dated, whole_deadline
from models.domain.reading.phrases.timing import Timing, read_timing


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuresReading:
    """措施: the measures of a text, and what of it became none."""

    measures: tuple[DraftMeasure, ...] = ()
    findings: tuple[Finding, ...] = ()


_HEADS = "|".join(sorted(WORDINGS[SourceField.MEASURES], key=len, reverse=True))
_HAN = "一二三四五六七八九十"
_HEAD = re.compile(rf"\s*(?:[{_HAN}]{{1,3}}、|[（(][{_HAN}\d]+[）)])?(?:{_HEADS})\s*[:：]\s*")
_LEADS_ON = re.compile(
    r"(?:措施|如下|以下|下列|做法|举措|工作)[^。；]{0,12}[:：]$|(?:如下|以下.{0,6}|下列.{0,6})[:：。]?$"
)
_OPEN, _CLOSED = "（(〔[【《“「", "）)〕]】》”」"
_STOPS = ("。", "；", ";", "！", "!", "？", "：", ":", "）", ")", "”")
_UNDATED = Timing()
_FLAG_AT_END = re.compile(
    r"[，,；;。](?P<flag>(?:立行立改|即知即改|长期坚持)(?:[、，,](?:立行立改|长期坚持))?)[。；;]?$"
)
_GOES_ON = re.compile(rf"(?<![。；;：:！？\s])[ \t]*\n\s*(?![（(]?[\d①-⑳{_HAN}]{{1,3}}[、.．）)是])")


def split_measures(text: str, place: str) -> tuple[DraftMeasure, ...]:
    """Return the measures of a text in their order, each with `place` as the place it stands at."""
    return read_measures(text, place).measures


def read_measures(text: str, place: str) -> MeasuresReading:
    """Return the measures of a text, with a finding for every part of it that none of them holds."""
    lead, pieces = _pieces(_HEAD.sub("", text, count=1) if _HEAD.match(text) else text)
    read = [_measure(number, piece) for number, piece in pieces if piece.strip(" \t\n。；;")]
    findings = [_left_out(lead, place)] if lead else []
    findings += [_not_kept(other, place) for _, others in read for other in others]
    return MeasuresReading(
        measures=tuple([measure.at(place) if place else measure for measure, _ in read]),
        findings=tuple(findings),
    )


def read_measure(text: str, place: str, before: str = "") -> MeasuresReading:
    """Return the one measure a text is known to be: semicolons and paragraphs do not part it.

    `before` is the number of the measure above it: behind 2, 3.13个地级市 is the third.
    """
    items = list_items(text, before=before).items
    number, piece = (items[0].number, items[0].text) if len(items) == 1 else ("", text.strip())
    if not piece.strip(" \t\n。；;"):
        return MeasuresReading()
    measure, others = _measure(number, piece)
    return MeasuresReading(
        measures=(measure.at(place) if place else measure,), findings=tuple(_not_kept(other, place) for other in others)
    )


def _pieces(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the words that only lead to the measures, and the measures with their numbers."""
    reading = list_items(text)
    numbered: list[tuple[str, str]] = list(reading.items)
    lead = reading.lead
    if numbered and not lead:
        return "", numbered
    if numbered and _LEADS_ON.search(lead):
        return lead, numbered
    if numbered and text.strip()[len(lead) :].lstrip(" \t\u3000").startswith("\n"):
        return (lead, numbered) if lead.endswith(("：", ":")) else ("", [("", lead), *numbered])
    # 加强监管。一是…；二是… is one measure with what is numbered inside it.
    return _parallel(text)


def _parallel(text: str) -> tuple[str, list[tuple[str, str]]]:
    paragraphs = _paragraphs(text)
    if len(paragraphs) != 1:
        return "", [("", paragraph) for paragraph in paragraphs]
    lead, body = _after_lead(paragraphs[0])
    return lead, [("", clause) for clause in _clauses(body)]


def _paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text; a line that ends in the middle of a sentence goes on in the next."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    has_stops = any(line.endswith(_STOPS) for line in lines)
    paragraphs: list[str] = []
    for line in lines:
        if paragraphs and is_remark(line):
            paragraphs[-1] += "\n" + line
        elif paragraphs and has_stops and not paragraphs[-1].endswith(_STOPS):
            paragraphs[-1] += line
        else:
            paragraphs.append(line)
    return paragraphs


def _after_lead(paragraph: str) -> tuple[str, str]:
    """Part 做好以下工作：甲；乙。 after its colon."""
    before, colon, after = paragraph.partition("：")
    if colon and _LEADS_ON.search(before + colon) and after.strip():
        return before + colon, after
    return "", paragraph


def _clauses(paragraph: str) -> list[str]:
    """Return the clauses of a paragraph where semicolons alone part them, else the paragraph as one."""
    clauses, depth = [""], 0
    for char in paragraph:
        depth = max(0, depth + (char in _OPEN) - (char in _CLOSED))
        if not depth and char in "；;":
            clauses.append("")
        elif not depth and char in "：:" and len(clauses) == 1:
            return [paragraph]
        else:
            clauses[-1] += char
    bare = [clause.strip() for clause in clauses if clause.strip()]
    return [paragraph] if any("。" in clause.rstrip("。") for clause in bare) else bare


@lru_cache(maxsize=4096)
def _measure(number: str, piece: str) -> tuple[DraftMeasure, tuple[str, ...]]:
    """Return a measure without its place, and what its bracket names that a measure cannot hold."""
    body, remark = split_remark(piece.strip())
    steps = inner_remarks(body)
    if steps:
        # Each step has its own bracket; the last one is not that of the whole.
        body, remark = piece, merged((*steps, *([remark] if remark else [])))
    body = _joined(body)
    timing = remark.timing if remark and remark.timing.text else _running(body)
    measure = DraftMeasure(
        number=number, text=body.rstrip("；;，, \n"), deadline_text=timing.text, deadline=timing.until,
        units=remark.units if remark else (), duty=read_duty(body),
    )
    return measure, remark.others if remark else ()


def _running(body: str) -> Timing:
    timing = _dated(body) if may_be_dated(body) else _UNDATED
    if not timing.text and (flag := _FLAG_AT_END.search(body)):
        return read_timing(flag["flag"])
    return timing


def _dated(body: str) -> Timing:
    timing = whole_deadline(body)
    if not timing.text and (reading := list_items(body)).lead and reading.items:
        # What stands over the steps of a measure speaks of them all.
        return whole_deadline(reading.lead)
    return timing


def _joined(piece: str) -> str:
    """Return a measure without line breaks inside its sentences."""
    return _GOES_ON.sub("", piece.strip()) if "\n" in piece else piece.strip()


def _left_out(text: str, place: str) -> Finding:
    return Finding(
        level=Level.NOTE, code="measures_lead", where=place, text=f"“{_short(text)}”是措施前的引语，没有作为措施",
        remedy="如它本身是一条措施，请在措施清单中补录",
    )


def _not_kept(text: str, place: str) -> Finding:
    return Finding(
        level=Level.NOTE, code="measure_remark", where=place, text=f"措施后的“{_short(text)}”没有读入",
        remedy="如有需要，请填入任务的责任人或备注",
    )


def _short(text: str) -> str:
    return text if len(text) <= 30 else text[:29] + "…"
