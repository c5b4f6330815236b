"""Slots: each has a printed form, each missing one a mark and a STOP that leads to its field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from exporters.blocks import missing
from exporters.forms.sections import paper_findings
from exporters.forms.slots import designation, fill, resolve
from models.assembly import closure_dossier
from models.domain.closure import ClosureSubject, InstrumentRole
from models.domain.finding import Level
from models.domain.form import OPTIONAL
from models.domain.partial_date import PartialDate
from models.domain.slots import SLOTS, slots_in
from models.dossiers import ClosureDossier
from models.workspace import Workspace
from tests.exporters.records import LIAONING, OFFICE, PLAN, SHENYANG, close_task, form_of, with_acceptance, with_paper


@pytest.fixture
def dossier(ws: Workspace) -> ClosureDossier:
    """Give the dossier of a task that is ready to be signed."""
    return closure_dossier(ws, close_task(ws))


def without(dossier: ClosureDossier, slot: str) -> ClosureDossier:
    """Return the dossier without the fact a slot prints."""
    changes = {
        "发文主体": {"issuer": None},
        "自称": {"issuer": replace(dossier.issuer, self_reference="")} if dossier.issuer else {},
        "主送": {"issuer": replace(dossier.issuer, addressee="")} if dossier.issuer else {},
        "成文日期": {"paper": replace(dossier.paper, dated_on=PartialDate(year=2022, month=10))},
        "方案": {"plan": replace(dossier.plan, title="《》")},
        "任务.编号": {"task": replace(dossier.task, number=" ")},
        "任务.称谓": {"task": replace(dossier.task, number=" ")},
        "任务.标题": {"task": replace(dossier.task, title="")},
        "销号对象": {"closure": replace(dossier.closure, subject_kind=ClosureSubject.SITE, subject="")},
        "责任单位": {"responsible_units": ()},
        "依据": {"instruments": ()},
        "对照标准": {"instruments": ()},
        "会同部门": {"joint_units": ()},
        "联系人": {"contact": None},
        "联系电话": {"contact": replace(dossier.contact, phone=" ")} if dossier.contact else {},
        "验收日期": {"acceptance": replace(dossier.acceptance, held_on=())},
        "验收方式": {"acceptance": replace(dossier.acceptance, methods="等方式")},
        "验收地点": {"acceptance": replace(dossier.acceptance, place="")},
    }
    return replace(dossier, **changes[slot])


@pytest.mark.parametrize("slot", [slot.name for slot in SLOTS])
def test_a_missing_slot_is_marked_and_found_with_its_place(dossier: ClosureDossier, slot: str) -> None:
    gone = without(dossier, slot)
    assert resolve(slot, gone) == ""
    filled = fill(f"甲{{{slot}}}乙{{{slot}}}", gone)
    assert filled.text == f"甲{missing(slot)}乙{missing(slot)}"
    (gap,) = filled.gaps
    assert (gap.finding.level, gap.finding.code) == (Level.STOP, "missing_slot")
    assert gap.finding.where == next(item.place for item in SLOTS if item.name == slot)
    assert gap.finding.target is not None and gap.finding.target.id


@pytest.mark.parametrize("key", [SHENYANG, LIAONING])
def test_every_slot_a_form_needs_stops_its_paper(dossier: ClosureDossier, key: str) -> None:
    form = form_of(key)
    needed = {name for text in (form.title, form.addressee, form.opening, form.contact)
              for name in slots_in(OPTIONAL.sub("", text))}
    assert needed
    for name in needed:
        stops = [item.text for item in paper_findings(form, without(dossier, name)) if item.level is Level.STOP]
        assert any(name in text for text in stops), name


def test_words_in_square_brackets_go_with_their_slot(dossier: ClosureDossier) -> None:
    text = "{自称}[会同{会同部门}]组建了验收组"
    assert fill(text, dossier).text == "我办会同示例市政府办公室组建了验收组"
    alone = fill(text, replace(dossier, joint_units=()))
    assert (alone.text, alone.gaps) == ("我办组建了验收组", ())


def test_brackets_and_braces_in_a_record_are_printed_as_they_are(dossier: ClosureDossier) -> None:
    odd = replace(dossier, task=replace(dossier.task, title="A&B [甲] {方案} <科技>"))
    assert fill("对{任务.标题}任务", odd).text == "对A&B [甲] {方案} <科技>任务"


@pytest.mark.parametrize(
    ("number", "spoken"),
    [("1", "第1项"), ("12-01", "第12-01项"), ("十二", "第十二项"), ("01", "第01项"), ("省序号28", "省序号28"),
     ("第7项", "第7项"), ("364(35-11)", "编号364(35-11)"), ("364（35-11）", "编号364（35-11）"),
     ("X2HA202104270093", "编号X2HA202104270093")],
)
def test_a_task_is_spoken_of_as_an_office_writes_it(number: str, spoken: str) -> None:
    assert designation(number) == spoken


@pytest.mark.parametrize(
    ("title", "printed"),
    [("《甲方案》", "甲方案"), ("贯彻《甲意见》方案", "贯彻〈甲意见〉方案"),
     ("《贯彻《甲意见》方案》", "贯彻〈甲意见〉方案")],
)
def test_a_plan_with_title_marks_stands_in_one_pair_of_them(dossier: ClosureDossier, title: str, printed: str) -> None:
    titled = replace(dossier, plan=replace(dossier.plan, title=title))
    assert fill("关于《{方案}》", titled).text == f"关于《{printed}》"


def test_instruments_stand_side_by_side_with_their_numbers(dossier: ClosureDossier) -> None:
    first, second, third = dossier.instruments_as(InstrumentRole.BASIS)
    cited = replace(dossier, instruments=(replace(first, document_number="示政发〔2021〕3号"), second, third))
    assert resolve("依据", cited).startswith(f"《{PLAN}》（示政发〔2021〕3号）、《")
    assert resolve("依据", dossier).count("、") == 0
    assert resolve("依据", dossier).count("》和《") == 1


def test_several_days_share_their_month(dossier: ClosureDossier) -> None:
    days = tuple(PartialDate.of(date(2022, 9, day)) for day in (28, 30))
    assert resolve("验收日期", with_acceptance(dossier, held_on=days)) == "2022年9月28日、30日"


@pytest.mark.parametrize("methods", ["听取汇报、核查资料", "听取汇报、核查资料等", "听取汇报、核查资料等方式。"])
def test_the_word_for_and_others_is_not_doubled(dossier: ClosureDossier, methods: str) -> None:
    assert resolve("验收方式", with_acceptance(dossier, methods=methods)) == "听取汇报、核查资料"


def test_the_addressee_of_the_paper_wins_over_the_issuers(dossier: ClosureDossier) -> None:
    assert resolve("主送", with_paper(dossier, addressee="示例市整改办：")) == "示例市整改办"


def test_a_site_is_named_and_a_whole_task_is_not(dossier: ClosureDossier) -> None:
    site = replace(dossier, closure=replace(dossier.closure, subject_kind=ClosureSubject.SITE, subject="河东堆场"))
    assert "整改任务（河东堆场）的验收销号意见" in fill(form_of(SHENYANG).title, site).text
    assert fill(form_of(SHENYANG).title, dossier).text == f"{OFFICE}关于《{PLAN}》第1项整改任务的验收销号意见"
