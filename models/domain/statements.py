"""Statements 陈述: drafted from the records by a button, confirmed by a person, 待核 when the records change.

落实情况 is drafted from the progress entries in the order of their dates; 对应说明 from the sentences that say what
each piece of evidence proves, and ends with the measure it answers. How often something was done it says where that
meets the demand in every period, in place of the sentences of what was counted for it; and what was reached of the
measure's indicators.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.domain.closure import Acceptance, Statement, StatementKind
from models.domain.duty_tally import CountedDuty, tally
from models.domain.duty_words import demand_of, sentence
from models.domain.evidence import Evidence, EvidenceLink
from models.domain.figures import states
from models.domain.indicator_standing import MeasuredIndicator, standing
from models.domain.indicator_words import completion
from models.domain.plan import Figure, Measure, Progress


class StatementState(StrEnum):
    """陈述状态."""

    MISSING = "missing"
    DRAFT = "draft"
    CONFIRMED = "confirmed"
    STALE = "stale"

    @property
    def label(self) -> str:
        return {"missing": "缺", "draft": "待确认", "confirmed": "已确认", "stale": "待核"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """依据记录: everything the two statements of one measure are drafted from."""

    measure: Measure
    entries: tuple[Progress, ...] = ()
    figures: tuple[Figure, ...] = ()
    links: tuple[tuple[EvidenceLink, Evidence], ...] = ()
    duties: tuple[CountedDuty, ...] = ()
    indicators: tuple[MeasuredIndicator, ...] = ()

    @property
    def digest(self) -> str:
        """Return 16 hex digits that change with any fact a statement may rest on."""
        facts: list[object] = [
            self.measure.number,
            [[entry.id, entry.done_on.iso if entry.done_on else "", entry.text] for entry in self.entries],
            [[figure.id, figure.label, figure.number, figure.unit] for figure in self.figures],
            [
                [link.id, link.proves, link.pages, item.title, item.dated_on.iso if item.dated_on else ""]
                for link, item in self.links
            ],
        ]
        # A duty nothing was counted for says nothing yet, so that one found in the text leaves statements alone.
        facts += [_duty_facts(counted) for counted in self.duties if counted.records]
        facts += [_indicator_facts(item) for item in self.indicators if item.values]
        text = json.dumps(facts, ensure_ascii=False).encode("utf-8", "surrogatepass")
        return hashlib.sha256(text).hexdigest()[:16]


def draft(kind: StatementKind, sources: Sources, *, on: date) -> str:
    """Return the text the records give for a statement on a day; empty when they give nothing."""
    if kind is StatementKind.IMPLEMENTATION:
        return _draft_implementation(sources)
    return _draft_proof(sources, on)


def day_of_counting(acceptances: Iterable[Acceptance], today: date) -> date:
    """Return till when a closure's statements count: the day of its acceptance once that has come, else today."""
    held = [when.last_day for acceptance in acceptances for when in acceptance.held_on]
    return min(today, max(held, default=today))


def state_of(statement: Statement | None, digest: str) -> StatementState:
    """Return the state of a statement, given the digest of its records now."""
    if statement is None or not statement.text.strip():
        return StatementState.MISSING
    if statement.confirmed_at is None:
        return StatementState.DRAFT
    return StatementState.CONFIRMED if statement.basis == digest else StatementState.STALE


def _draft_implementation(sources: Sources) -> str:
    sentences = [_sentence(entry.text) for entry in sources.entries]
    missing = [
        f"{figure.label}{figure.number}{figure.unit}"
        for figure in sources.figures
        if not any(
            states(entry.text, label=figure.label, number=figure.number, unit=figure.unit) for entry in sources.entries
        )
    ]
    if missing:
        sentences.append("、".join(missing) + "。")
    return "".join(sentences)


def _draft_proof(sources: Sources, on: date) -> str:
    tallies = [(counted, tally(counted, on=on)) for counted in sources.duties]
    told = {record.evidence_id for counted, found in tallies if found.is_fulfilled for record in counted.records}
    often = sentence([(found, demand_of(found.duty, sources.measure.text)) for _, found in tallies])
    proofs = _unique([
        link.proves.strip() for link, item in sources.links if link.proves.strip() and item.id not in told
    ])
    reached = completion(standing(item, on=on) for item in sources.indicators)
    told_first = [text for text in (often, reached) if text]
    if not proofs and not told_first:
        return ""
    if any("相对应" in proof for proof in proofs):
        return "".join(_sentence(proof) for proof in (*told_first, *proofs))
    body = "；".join(proof.rstrip("。；，,;") for proof in (*told_first, *proofs) if proof)
    return f"{body}，佐证材料与整改措施{sources.measure.number}相对应。"


def _duty_facts(counted: CountedDuty) -> list[object]:
    duty = counted.duty
    ends = [day.iso if day else "" for day in (duty.starts_on, duty.ends_on)]
    records = sorted([record.id, record.times, record.is_proven] for record in counted.records)
    return [duty.id, duty.times, duty.per.value, duty.subject, *ends, records]


def _indicator_facts(item: MeasuredIndicator) -> list[object]:
    indicator = item.indicator
    values = [
        [value.id, value.dated_on.iso if value.dated_on else "", value.number, item.proves(value)]
        for value in item.values
    ]
    return [indicator.id, indicator.label, indicator.target, indicator.unit, indicator.bound.value, values]


def _sentence(text: str) -> str:
    text = text.strip()
    return text if not text or text.endswith(("。", "！", "？", "”", "；")) else text + "。"


def _unique(texts: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(texts))
