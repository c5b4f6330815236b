"""Slots: the named facts of a dossier and how a paper prints them.

Instruments stand as 《…》《…》和《…》 with their numbers in brackets, several dates share their year and month, units
are joined by 、. A task's number is spoken of as an office writes it: 1 is 第1项, 12-01 is 第12-01项, while a number
that says itself what it is (省序号28) or is a code (编号364(35-11)) is not turned into a 项. A missing fact
prints as 〔缺：验收日期〕 and is a STOP finding with its place; nothing is evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from exporters.blocks import missing
from models.domain.closure import ClosureSubject, Instrument, InstrumentRole
from models.domain.finding import Finding, Level, Target
from models.domain.form import OPTIONAL
from models.domain.numbering import tidy_number
from models.domain.partial_date import PartialDate
from models.domain.plan import UnitRole
from models.domain.publicity import Publicity
from models.domain.settings import OFFICE_NAME
from models.domain.slots import SLOT, SLOT_BY_NAME, Slot, slots_in
from models.domain.wording import join_dates, join_instruments, join_units, split_names, title_inside
from models.dossiers import ClosureDossier

_COUNTED = re.compile(r"\d+(?:[-—.．－]\d+)*|[〇零一二三四五六七八九十百千]+")
_CODE = re.compile(r"[\x21-\x7e（）—－]+")
_METHOD_END = re.compile(r"(?:等方式|等形式|等|方式)?[。；，、]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A missing fact: the name its mark 〔缺：…〕 carries, and the finding that leads to it."""

    name: str
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A text as the records give it; each of its missing marks has a gap."""

    text: str
    gaps: tuple[Gap, ...] = ()


def fill(
    text: str, dossier: ClosureDossier, more: Mapping[str, Filled] | None = None, *, in_lines: bool = False
) -> Filled:
    """Return the text with its slots filled; each missing one is marked and is a gap.

    `more` are further slots that hold here only, such as those of one measure. A fact of several lines runs on as in a
    sentence, unless the text stands by itself `in_lines`.
    """
    known = _Known(dossier, more or {}, in_lines=in_lines)
    wanted = OPTIONAL.sub(lambda match: known.chosen(match[1].split("|")), text)
    names = tuple(dict.fromkeys(slots_in(wanted)))
    filled = SLOT.sub(lambda match: known.value(match[1]).text, wanted)
    return Filled(text=filled, gaps=tuple(gap for name in names for gap in known.value(name).gaps))


class _Known:
    """The slots that hold at one place: those of the closure, and those of one row."""

    def __init__(self, dossier: ClosureDossier, more: Mapping[str, Filled], *, in_lines: bool) -> None:
        self._dossier = dossier
        self._more = more
        self._in_lines = in_lines

    def value(self, name: str) -> Filled:
        """Return what a slot prints; a missing one as its mark with its gap."""
        if name in self._more:
            return self._more[name]
        if value := resolve(name, self._dossier, in_lines=self._in_lines):
            return Filled(text=value)
        gap = Gap(name=name, finding=missing_slot(_behind(name, self._dossier), self._dossier))
        return Filled(text=missing(name), gaps=(gap,))

    def has(self, name: str) -> bool:
        """Return whether a slot has a value."""
        return not self.value(name).gaps

    def chosen(self, wordings: Sequence[str]) -> str:
        """Return the first wording whose slots have values, else the last of several, nothing of a single one."""
        fitting = (words for words in wordings if all(map(self.has, slots_in(words))))
        return next(fitting, wordings[-1] if len(wordings) > 1 else "")


def resolve(name: str, dossier: ClosureDossier, *, in_lines: bool = False) -> str:
    """Return what a slot prints, empty where the records do not tell; KeyError for a name that is no slot.

    Signers stand one below the other; everything else runs on unless it is wanted `in_lines`.
    """
    value = _PRINTED[name](dossier)
    between = "\n" if in_lines or name == "落款" else ""
    return between.join(line.strip() for line in value.split("\n") if line.strip())


def missing_slot(name: str, dossier: ClosureDossier) -> Finding:
    """Return the STOP finding of a slot without a value, leading to the field where it is filled in."""
    slot = SLOT_BY_NAME[name]
    return Finding(
        level=Level.STOP,
        code="missing_slot",
        where=slot.place,
        text=f"缺{name.replace('.', '的')}：{_lack(slot, dossier)}",
        remedy=f"填写{slot.place.rpartition(' · ')[2]}",
        target=_target(slot, dossier),
    )


def designation(number: str) -> str:
    """Return how a sentence speaks of the task with this number: 第1项, 第12-01项, 第十二项, 省序号28."""
    number = tidy_number(number)
    if _COUNTED.fullmatch(number):
        return f"第{number}项"
    return f"编号{number}" if _CODE.fullmatch(number) else number


def _behind(name: str, dossier: ClosureDossier) -> str:
    """Return the slot to fill in first: without an issuer nobody says 我办, without a contact nobody has a phone."""
    if name in ("自称", "落款") and dossier.issuer is None:
        return "发文主体"
    return "联系人" if name == "联系电话" and dossier.contact is None else name


def _lack(slot: Slot, dossier: ClosureDossier) -> str:
    dated_on = dossier.paper.dated_on
    if slot.name == "成文日期" and dated_on is not None:
        return f"现在是{dated_on.chinese}，没有写到日"
    return "还没有填写"


def _target(slot: Slot, dossier: ClosureDossier) -> Target | None:
    rows = {
        "papers": dossier.paper.id,
        "settings": OFFICE_NAME.key,
        "inspections": dossier.inspection.id if dossier.inspection else dossier.plan.id,
        "plans": dossier.plan.id,
        "tasks": dossier.task.id,
        "acceptances": dossier.acceptance.id,
        "self_checks": dossier.self_check.id,
        "publicities": dossier.publicity.id,
        "members": dossier.contact.id if dossier.contact else dossier.acceptance.id,
    }
    return slot.target(rows.get(slot.table, dossier.closure.id))


def _dated(dossier: ClosureDossier) -> str:
    dated_on = dossier.paper.dated_on
    return dated_on.chinese if dated_on is not None and dated_on.is_full else ""


def _printed(dossier: ClosureDossier) -> str:
    """Return the day of printing, which is that of the paper where no other was typed."""
    printed_on = dossier.paper.printed_on or dossier.paper.dated_on
    return printed_on.chinese if printed_on is not None and printed_on.is_full else ""


def _printing_office(dossier: ClosureDossier) -> str:
    return (dossier.issuer.printing_office or dossier.issuer.name) if dossier.issuer else ""


def _addressee(dossier: ClosureDossier) -> str:
    issuer = dossier.issuer
    chosen = dossier.paper.addressee or (issuer.addressee or issuer.leading_group if issuer else "")
    return chosen.strip().rstrip("：:")


def _subject(dossier: ClosureDossier) -> str:
    """A whole task, and a task at one responsible unit, are named by number and unit already."""
    named_already = (ClosureSubject.TASK, ClosureSubject.TASK_UNIT)
    return "" if dossier.closure.subject_kind in named_already else dossier.closure.subject


def _instruments(role: InstrumentRole) -> Callable[[ClosureDossier], str]:
    return lambda dossier: join_instruments(_cited(item) for item in dossier.instruments_as(role))


def _cited(instrument: Instrument) -> str:
    title, number = instrument.title.strip(), instrument.document_number.strip()
    return f"《{title_inside(title)}》（{number}）" if title and number else title


def _units(role: UnitRole) -> Callable[[ClosureDossier], str]:
    return lambda dossier: join_units(dossier.units_as(role))


def _signers(dossier: ClosureDossier) -> str:
    """Several signers stand one below the other (7.3.5), else the issuer signs."""
    if dossier.paper.signers.strip():
        return "\n".join(split_names(dossier.paper.signers))
    return dossier.issuer.name if dossier.issuer else ""


def _task_deadline(dossier: ClosureDossier) -> str:
    task = dossier.task
    said = task.deadline_text.strip().rstrip("。") or (task.deadline.chinese if task.deadline else "")
    flags = [word for word, holds in (("立行立改", task.is_immediate), ("长期坚持", task.is_ongoing)) if holds]
    return said or "，".join(flags)


def _day(when: PartialDate | None) -> str:
    return when.chinese if when is not None else ""


def _period(publicity: Publicity) -> str:
    if publicity.starts_on is None or publicity.ends_on is None:
        return ""
    return f"{publicity.starts_on.chinese}至{publicity.ends_on.chinese}"


_PRINTED: dict[str, Callable[[ClosureDossier], str]] = {
    "发文主体": lambda dossier: dossier.issuer.name if dossier.issuer else "",
    "自称": lambda dossier: dossier.issuer.self_reference if dossier.issuer else "",
    "落款": _signers,
    "主送": _addressee,
    "成文日期": _dated,
    "发文字号": lambda dossier: dossier.paper.document_number,
    "签发人": lambda dossier: dossier.paper.signer,
    "抄送": lambda dossier: dossier.paper.copies_to.strip().removeprefix("抄送：").rstrip("。"),
    "印发机关": lambda dossier: dossier.paper.printing_office or _printing_office(dossier),
    "印发日期": _printed,
    "本单位": lambda dossier: dossier.office,
    "督察": lambda dossier: dossier.inspection.name if dossier.inspection else "",
    "方案": lambda dossier: title_inside(dossier.plan.title),
    "方案.文号": lambda dossier: dossier.plan.document_number,
    "任务.编号": lambda dossier: dossier.task.number,
    "任务.称谓": lambda dossier: designation(dossier.task.number),
    "任务.标题": lambda dossier: dossier.task.title.strip().rstrip("。").removesuffix("任务"),
    "任务.外部编号": lambda dossier: "、".join(number.full for number in dossier.numbers),
    "反馈问题": lambda dossier: dossier.task.problem,
    "整改目标": lambda dossier: dossier.task.goal,
    "整改时限": _task_deadline,
    "责任单位": lambda dossier: join_units(dossier.responsible_units),
    "牵头单位": _units(UnitRole.LEAD),
    "配合单位": _units(UnitRole.SUPPORTING),
    "督导单位": _units(UnitRole.SUPERVISING),
    "验收单位": _units(UnitRole.ACCEPTANCE),
    "牵头验收单位": lambda dossier: join_units(dossier.units_as(UnitRole.ACCEPTANCE)[:1]),
    "配合验收单位": lambda dossier: join_units(dossier.units_as(UnitRole.ACCEPTANCE)[1:]),
    "包案领导": lambda dossier: dossier.task.leader,
    "责任人": lambda dossier: dossier.task.responsible_person,
    "责任人.电话": lambda dossier: dossier.responsible_phone,
    "联络员": lambda dossier: dossier.task.liaison,
    "销号对象": _subject,
    "完成时间": lambda dossier: _day(dossier.closure.completed_on),
    "依据": _instruments(InstrumentRole.BASIS),
    "对照标准": _instruments(InstrumentRole.STANDARD),
    "验收日期": lambda dossier: join_dates(dossier.acceptance.held_on),
    "验收方式": lambda dossier: _method(dossier.acceptance.methods),
    "验收地点": lambda dossier: dossier.acceptance.place,
    "会同部门": lambda dossier: join_units(dossier.joint_units),
    "核查情况": lambda dossier: dossier.acceptance.findings,
    "目标完成情况": lambda dossier: dossier.acceptance.goal_completion,
    "验收结论": lambda dossier: dossier.acceptance.conclusion,
    "下步要求": lambda dossier: dossier.acceptance.next_requirements,
    "联系人": lambda dossier: dossier.contact.name if dossier.contact else "",
    "联系电话": lambda dossier: dossier.contact.phone if dossier.contact else "",
    "自查日期": lambda dossier: join_dates(dossier.self_check.held_on),
    "自查单位": lambda dossier: dossier.self_check.participants,
    "自查方式": lambda dossier: _method(dossier.self_check.methods),
    "自查结论": lambda dossier: dossier.self_check.conclusion,
    "公示.起": lambda dossier: _day(dossier.publicity.starts_on),
    "公示.止": lambda dossier: _day(dossier.publicity.ends_on),
    "公示.期限": lambda dossier: _period(dossier.publicity),
    "公示.天数": lambda dossier: dossier.publicity.days_text,
    "公示.受理单位": lambda dossier: dossier.publicity.receiving_office,
    "公示.联系人": lambda dossier: dossier.publicity.contact,
    "公示.电话": lambda dossier: dossier.publicity.phone,
    "公示.手机": lambda dossier: dossier.publicity.mobile,
    "公示.邮箱": lambda dossier: dossier.publicity.email,
    "公示.地址": lambda dossier: dossier.publicity.address,
    "公示.方式": lambda dossier: dossier.publicity.medium,
    "公示.结果": lambda dossier: dossier.publicity.result,
    "措施条数": lambda dossier: str(len(dossier.measures) or ""),
    "佐证件数": lambda dossier: str(len(_pieces(dossier)) or ""),
}


def _pieces(dossier: ClosureDossier) -> set[str]:
    return {piece.evidence.id for item in dossier.measures for piece in item.evidence}


def _method(text: str) -> str:
    return _METHOD_END.sub("", text.strip(), count=1)
