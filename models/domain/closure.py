"""Closure: what is accepted in one round, by whom, on what statements, and with which papers.

A closure 销号 is one unit to be closed in one round. Statements, self-check, acceptance, team, papers and edited
sections all belong to it, so a reopened task begins a new round and leaves the old papers as they were signed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from models.domain.directory import IssuerId, UnitId
from models.domain.numerals import read_chinese_number
from models.domain.partial_date import PartialDate, Period
from models.domain.plan import MeasureId, SubItemId, TaskId

ClosureId = NewType("ClosureId", str)
ClosureUnitId = NewType("ClosureUnitId", str)
ClosureMeasureId = NewType("ClosureMeasureId", str)
StatementId = NewType("StatementId", str)
AcceptanceId = NewType("AcceptanceId", str)
InstrumentId = NewType("InstrumentId", str)
JointUnitId = NewType("JointUnitId", str)
MemberId = NewType("MemberId", str)
PaperId = NewType("PaperId", str)
SectionEditId = NewType("SectionEditId", str)
SelfCheckId = NewType("SelfCheckId", str)
IssuedPaperId = NewType("IssuedPaperId", str)


class ClosureSubject(StrEnum):
    """销号对象: what is closed."""

    TASK = "task"
    MEASURE = "measure"
    SITE = "site"
    TASK_UNIT = "task_unit"

    @property
    def label(self) -> str:
        return {"task": "整改任务", "measure": "整改措施", "site": "点位", "task_unit": "任务×责任单位"}[self.value]


class StatementKind(StrEnum):
    """陈述类别: 落实情况 prints under 三, 对应说明 under 五."""

    IMPLEMENTATION = "implementation"
    PROOF = "proof"

    @property
    def label(self) -> str:
        return {"implementation": "落实情况", "proof": "对应说明"}[self.value]


class AcceptanceResult(StrEnum):
    """验收结果."""

    PASSED = "passed"
    AFTER_CORRECTION = "after_correction"
    FAILED = "failed"

    @property
    def label(self) -> str:
        return {"passed": "通过", "after_correction": "整改后再验", "failed": "不通过"}[self.value]


class PaperKind(StrEnum):
    """文种: the kinds of paper a closure has, one of each."""

    CLOSURE_OPINION = "closure_opinion"
    SIGNATURE_TABLE = "signature_table"
    PUBLIC_NOTICE = "public_notice"
    NOTICE_TABLE = "notice_table"
    SELF_CHECK_REPORT = "self_check_report"
    VERIFICATION_OPINION = "verification_opinion"
    EVIDENCE_CATALOGUE = "evidence_catalogue"
    MAPPING_TABLE = "mapping_table"
    PHOTO_PAIRS = "photo_pairs"

    @property
    def label(self) -> str:
        return {
            "closure_opinion": "验收销号意见",
            "signature_table": "验收组成员签字表",
            "public_notice": "公示",
            "notice_table": "公示表",
            "self_check_report": "自查自验报告",
            "verification_opinion": "核查验收意见",
            "evidence_catalogue": "佐证材料目录",
            "mapping_table": "佐证材料与措施对应表",
            "photo_pairs": "对比照片",
        }[self.value]

    @property
    def short_label(self) -> str:
        """Return what a row of all kinds calls this one."""
        return {
            "closure_opinion": "意见",
            "signature_table": "签字表",
            "public_notice": "公示",
            "notice_table": "公示表",
            "self_check_report": "自查报告",
            "verification_opinion": "核查意见",
            "evidence_catalogue": "目录",
            "mapping_table": "对应表",
            "photo_pairs": "照片",
        }[self.value]

    @property
    def may_be_sheet(self) -> bool:
        """Return whether a form of this kind may be an Excel sheet: lists of evidence may."""
        return self in (PaperKind.EVIDENCE_CATALOGUE, PaperKind.MAPPING_TABLE)

    @property
    def has_red_head(self) -> bool:
        """Return whether an office usually issues this kind under a 红头."""
        return self is PaperKind.CLOSURE_OPINION


class InstrumentRole(StrEnum):
    """文件用途: what an acceptance rests on (依据) or is measured against (对照标准)."""

    BASIS = "basis"
    STANDARD = "standard"

    @property
    def label(self) -> str:
        return {"basis": "依据", "standard": "对照标准"}[self.value]


class MemberRole(StrEnum):
    """验收组职务, in the order of the signature table."""

    LEADER = "leader"
    DEPUTY = "deputy"
    MEMBER = "member"

    @property
    def label(self) -> str:
        return {"leader": "组长", "deputy": "副组长", "member": "成员"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """销号: one unit to be closed, in one round; `subject` names it where it is not the task itself.

    `completed_on` is when the rectification was finished (整改完成时间), which is not when it was accepted.
    """

    id: ClosureId
    task_id: TaskId
    subject_kind: ClosureSubject = ClosureSubject.TASK
    subject: str = ""
    sub_item_id: SubItemId | None = None
    number: str = ""
    round: int = 1
    completed_on: PartialDate | None = None

    @property
    def name(self) -> str:
        """Return how a closure is told from the others of its task: 第 2 轮 · 河东泵站."""
        return f"第 {self.round} 轮 · {self.subject or '整个任务'}"


def measure_subject(number: str) -> str:
    """Return how a paper names a measure that is closed by itself: 第2条整改措施, 整改措施12-01."""
    is_count = number.isdecimal() or read_chinese_number(number) is not None
    return f"第{number}条整改措施" if is_count else f"整改措施{number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureUnit:
    """销号责任单位: a responsible unit this closure is about."""

    id: ClosureUnitId
    closure_id: ClosureId
    unit_id: UnitId
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureMeasure:
    """覆盖措施: a measure this closure covers."""

    id: ClosureMeasureId
    closure_id: ClosureId
    measure_id: MeasureId
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """陈述: what the papers say of one measure, drafted by a button, confirmed by a person.

    `basis` digests the records it was confirmed against; when they give another digest, the statement is 待核.
    """

    id: StatementId
    closure_id: ClosureId
    measure_id: MeasureId
    kind: StatementKind
    text: str = ""
    confirmed_at: datetime | None = None
    confirmed_by: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """验收: when, how and with what result the team checked; `findings` is what it found (核查情况)."""

    id: AcceptanceId
    closure_id: ClosureId
    held_on: tuple[PartialDate | Period, ...] = ()
    methods: str = ""
    place: str = ""
    goal_completion: str = ""
    result: AcceptanceResult | None = None
    conclusion: str = ""
    next_requirements: str = ""
    contact_id: MemberId | None = None
    findings: str = ""

    @property
    def has_begun(self) -> bool:
        """Return whether the team has been there: a day, a result, or words on what it found."""
        return bool(self.held_on or self.result or self.goal_completion.strip() or self.conclusion.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """依据文件: an instrument named in the opinion, with its title and number."""

    id: InstrumentId
    closure_id: ClosureId
    role: InstrumentRole = InstrumentRole.BASIS
    title: str
    document_number: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class JointUnit:
    """会同部门: a department that accepted together with the office."""

    id: JointUnitId
    closure_id: ClosureId
    unit_id: UnitId
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """验收组成员: name, unit, post and phone as the signature table prints them."""

    id: MemberId
    closure_id: ClosureId
    role: MemberRole = MemberRole.MEMBER
    name: str
    unit: str = ""
    post: str = ""
    phone: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfCheck:
    """自查自验: when and with whom the responsible side checked its own work, and what it concluded."""

    id: SelfCheckId
    closure_id: ClosureId
    held_on: tuple[PartialDate | Period, ...] = ()
    participants: str = ""
    methods: str = ""
    conclusion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """文书: form, issuer and head of one paper; the text itself is generated or lies in `SectionEdit`.

    `signers` are the names under it where several sign (县委、县政府), else the issuer's stands there.
    The 签发人 is kept for every paper, and printed in the head only of a paper that goes upward 上行文
    (GB/T 9704-2012, 7.2.6), which `is_upward` says.
    """

    id: PaperId
    closure_id: ClosureId
    kind: PaperKind = PaperKind.CLOSURE_OPINION
    form: str = ""
    issuer_id: IssuerId | None = None
    signers: str = ""
    addressee: str = ""
    dated_on: PartialDate | None = None
    document_word: str = ""
    document_year: int | None = None
    document_sequence: int | None = None
    signer: str = ""
    is_upward: bool = False
    secrecy: str = ""
    copies_to: str = ""
    printing_office: str = ""
    printed_on: PartialDate | None = None
    has_red_head: bool = True
    is_sealed: bool = True
    title_lines: str = ""
    head_lines: str = ""

    @property
    def document_number(self) -> str:
        """Return the 发文字号, such as 示督改办〔2025〕6号; empty while a part is missing."""
        if not (self.document_word and self.document_year and self.document_sequence):
            return ""
        return f"{self.document_word}〔{self.document_year}〕{self.document_sequence}号"


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionEdit:
    """部分改写: a person's text of one section, and the generated text it came from."""

    id: SectionEditId
    closure_id: ClosureId
    form: str
    section: str
    text: str
    generated: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedPaper:
    """签发稿: a paper as it was signed, with the records and the form it came from; nothing of it changes later.

    `own_…` is the docx the program wrote, `file_…` the one that was issued (ours, or one edited in an office program
    and taken back), `scan_…` the scan of the signed page, all three in the vault; `dossier` and `definition` are what
    the paper was made from, as text. `code` is printed under the signature table.
    """

    id: IssuedPaperId
    paper_id: PaperId
    closure_id: ClosureId
    code: str
    form: str
    definition: str
    dossier: str
    issued_at: datetime
    issued_by: str = ""
    own_name: str = ""
    own_sha256: str = ""
    own_size: int = 0
    file_name: str = ""
    file_sha256: str = ""
    file_size: int = 0
    scan_name: str = ""
    scan_sha256: str = ""
    scan_size: int = 0
    note: str = ""
