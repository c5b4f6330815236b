"""Slots: the named facts of a dossier and how a paper prints them.

Instruments stand as 《…》《…》和《…》 with their numbers in brackets, several dates share their year and month, units
are joined by 、. A task's number is spoken of as an office writes it: 1 is 第1项, 12-01 is 第12-01项, while a number
that says itself what it is (省序号28) or is a code (编号364(35-11)) is not turned into a 项. A missing fact
prints as 〔缺：验收日期〕 and is a STOP finding with its place; nothing is evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from exporters.blocks import missing
from models.domain.closure import ClosureSubject, Instrument, InstrumentRole
from models.domain.finding import Finding, Level, Target
from models.domain.form import OPTIONAL, SLOT, SLOT_BY_NAME, Slot, slots_in
from models.domain.numbering import tidy_number
from models.domain.wording import join_dates, join_instruments, join_units, title_inside
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


def fill(text: str, dossier: ClosureDossier) -> Filled:
    """Return the text with its slots filled; each missing one is marked and is a gap."""
    wanted = OPTIONAL.sub(lambda match: match[1] if _is_complete(match[1], dossier) else "", text)
    lacking = [name for name in dict.fromkeys(slots_in(wanted)) if not resolve(name, dossier)]
    filled = SLOT.sub(lambda match: resolve(match[1], dossier) or missing(match[1]), wanted)
    gaps = [Gap(name=name, finding=missing_slot(_behind(name, dossier), dossier)) for name in lacking]
    return Filled(text=filled, gaps=tuple(gaps))


def resolve(name: str, dossier: ClosureDossier) -> str:
    """Return what a slot prints, empty where the records do not tell; KeyError for a name that is no slot."""
    return _PRINTED[name](dossier).replace("\n", "").strip()


def missing_slot(name: str, dossier: ClosureDossier) -> Finding:
    """Return the STOP finding of a slot without a value, leading to the field where it is filled in."""
    slot = SLOT_BY_NAME[name]
    return Finding(
        level=Level.STOP,
        code="missing_slot",
        where=slot.place,
        text=f"缺{name}：{_lack(slot, dossier)}",
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
    if name == "自称" and dossier.issuer is None:
        return "发文主体"
    return "联系人" if name == "联系电话" and dossier.contact is None else name


def _is_complete(text: str, dossier: ClosureDossier) -> bool:
    return all(resolve(name, dossier) for name in slots_in(text))


def _lack(slot: Slot, dossier: ClosureDossier) -> str:
    dated_on = dossier.paper.dated_on
    if slot.name == "成文日期" and dated_on is not None:
        return f"现在是{dated_on.chinese}，没有写到日"
    return "还没有填写"


def _target(slot: Slot, dossier: ClosureDossier) -> Target | None:
    rows = {
        "papers": dossier.paper.id,
        "plans": dossier.plan.id,
        "tasks": dossier.task.id,
        "acceptances": dossier.acceptance.id,
        "members": dossier.contact.id if dossier.contact else dossier.acceptance.id,
    }
    return slot.target(rows.get(slot.table, dossier.closure.id))


def _dated(dossier: ClosureDossier) -> str:
    dated_on = dossier.paper.dated_on
    return dated_on.chinese if dated_on is not None and dated_on.is_full else ""


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


_PRINTED: dict[str, Callable[[ClosureDossier], str]] = {
    "发文主体": lambda dossier: dossier.issuer.name if dossier.issuer else "",
    "自称": lambda dossier: dossier.issuer.self_reference if dossier.issuer else "",
    "主送": _addressee,
    "成文日期": _dated,
    "方案": lambda dossier: title_inside(dossier.plan.title),
    "任务.编号": lambda dossier: dossier.task.number,
    "任务.称谓": lambda dossier: designation(dossier.task.number),
    "任务.标题": lambda dossier: dossier.task.title.strip().rstrip("。").removesuffix("任务"),
    "销号对象": _subject,
    "责任单位": lambda dossier: join_units(dossier.responsible_units),
    "依据": _instruments(InstrumentRole.BASIS),
    "对照标准": _instruments(InstrumentRole.STANDARD),
    "验收日期": lambda dossier: join_dates(dossier.acceptance.held_on),
    "验收方式": lambda dossier: _METHOD_END.sub("", dossier.acceptance.methods.strip(), count=1),
    "验收地点": lambda dossier: dossier.acceptance.place,
    "会同部门": lambda dossier: join_units(dossier.joint_units),
    "联系人": lambda dossier: dossier.contact.name if dossier.contact else "",
    "联系电话": lambda dossier: dossier.contact.phone if dossier.contact else "",
}
