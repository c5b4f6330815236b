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
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink, EvidenceLinkId
from models.domain.finding import Level
from models.domain.form import OPTIONAL
from models.domain.partial_date import PartialDate
from models.domain.plan import Inspection, InspectionId, TaskNumber, TaskNumberId, UnitRole
from models.domain.slots import SLOTS, slots_in
from models.dossiers import ClosureDossier, EvidenceDossier
from models.workspace import Workspace
from tests.exporters.records import LIAONING, OFFICE, PLAN, SHENYANG, close_task, form_of, with_acceptance, with_paper


@pytest.fixture
def dossier(ws: Workspace) -> ClosureDossier:
    """Give the dossier of a task that is ready to be signed."""
    return closure_dossier(ws, close_task(ws))


def whole(dossier: ClosureDossier) -> ClosureDossier:
    """Return the dossier with every fact a slot may print."""
    day = PartialDate.of(date(2022, 10, 10))
    units = (*((role, f"示例县{role.label}") for role in UnitRole), (UnitRole.ACCEPTANCE, "示例市生态环境局"))
    task = replace(
        dossier.task, deadline_text="2021年底前", leader="庚某某", responsible_person="辛某某", liaison="己某某"
    )
    number = TaskNumber(id=TaskNumberId("n"), task_id=task.id, number="28", scheme="省序号")
    check = replace(
        dossier.self_check, held_on=(day,), participants="示例县自然资源局", methods="核查资料", conclusion="达到要求。"
    )
    publicity = replace(
        dossier.publicity, starts_on=day, ends_on=PartialDate.of(date(2022, 10, 21)), days=10,
        receiving_office="示例县整改办", contact="己某某", phone="0000-0000000", mobile="13800000006",
        email="shili@example.com", address="示例县示例路1号", medium="示例县人民政府网站", result="没有收到异议",
    )
    inspection = Inspection(id=InspectionId("i"), name="第二轮中央生态环境保护督察")
    first, *rest = dossier.measures
    piece = EvidenceDossier(
        link=EvidenceLink(id=EvidenceLinkId("l"), evidence_id=EvidenceId("e"), measure_id=first.measure.id),
        evidence=Evidence(id=EvidenceId("e"), title="学习计划"),
    )
    filled = replace(
        dossier, task=task, numbers=(number,), units=units, self_check=check, publicity=publicity,
        office="示例县整改办", responsible_phone="0000-0000001", inspection=inspection,
        plan=replace(dossier.plan, document_number="示委〔2020〕5号"),
        measures=(replace(first, evidence=(piece,)), *rest), closure=replace(
            dossier.closure, subject_kind=ClosureSubject.SITE, subject="河东堆场", completed_on=day
        ),
    )
    filled = with_paper(filled, signer="壬某某")
    return with_acceptance(filled, place="示例县", findings="核查属实。", conclusion="通过验收。")


# Whose field with which value makes the slot lack its fact.
_LACKING: dict[str, tuple[str, dict[str, object]]] = {
    "发文主体": ("", {"issuer": None}),
    "自称": ("issuer", {"self_reference": ""}),
    "落款": ("", {"issuer": None}),
    "主送": ("issuer", {"addressee": ""}),
    "成文日期": ("paper", {"dated_on": PartialDate(year=2022, month=10)}),
    "发文字号": ("paper", {"document_sequence": None}),
    "签发人": ("paper", {"signer": ""}),
    "抄送": ("paper", {"copies_to": ""}),
    "印发机关": ("", {"issuer": None}),
    "印发日期": ("paper", {"dated_on": PartialDate(year=2022, month=10)}),
    "本单位": ("", {"office": ""}),
    "督察": ("", {"inspection": None}),
    "方案": ("plan", {"title": "《》"}),
    "方案.文号": ("plan", {"document_number": ""}),
    "任务.编号": ("task", {"number": " "}),
    "任务.称谓": ("task", {"number": " "}),
    "任务.标题": ("task", {"title": ""}),
    "任务.外部编号": ("", {"numbers": ()}),
    "反馈问题": ("task", {"problem": ""}),
    "整改目标": ("task", {"goal": ""}),
    "整改时限": ("task", {"deadline_text": "", "deadline": None, "is_immediate": False, "is_ongoing": False}),
    "责任单位": ("", {"responsible_units": ()}),
    "牵头单位": ("", {"units": ()}),
    "配合单位": ("", {"units": ()}),
    "督导单位": ("", {"units": ()}),
    "验收单位": ("", {"units": ()}),
    "牵头验收单位": ("", {"units": ()}),
    "配合验收单位": ("", {"units": tuple((role, role.label) for role in UnitRole)}),
    "包案领导": ("task", {"leader": ""}),
    "责任人": ("task", {"responsible_person": ""}),
    "责任人.电话": ("", {"responsible_phone": ""}),
    "联络员": ("task", {"liaison": ""}),
    "销号对象": ("closure", {"subject": ""}),
    "完成时间": ("closure", {"completed_on": None}),
    "依据": ("", {"instruments": ()}),
    "对照标准": ("", {"instruments": ()}),
    "会同部门": ("", {"joint_units": ()}),
    "联系人": ("", {"contact": None}),
    "联系电话": ("contact", {"phone": " "}),
    "验收日期": ("acceptance", {"held_on": ()}),
    "验收方式": ("acceptance", {"methods": "等方式"}),
    "验收地点": ("acceptance", {"place": ""}),
    "核查情况": ("acceptance", {"findings": ""}),
    "目标完成情况": ("acceptance", {"goal_completion": " "}),
    "验收结论": ("acceptance", {"conclusion": ""}),
    "下步要求": ("acceptance", {"next_requirements": ""}),
    "自查日期": ("self_check", {"held_on": ()}),
    "自查单位": ("self_check", {"participants": ""}),
    "自查方式": ("self_check", {"methods": "等方式"}),
    "自查结论": ("self_check", {"conclusion": ""}),
    "公示.起": ("publicity", {"starts_on": None}),
    "公示.止": ("publicity", {"ends_on": None}),
    "公示.期限": ("publicity", {"ends_on": None}),
    "公示.天数": ("publicity", {"days": None}),
    "公示.受理单位": ("publicity", {"receiving_office": ""}),
    "公示.联系人": ("publicity", {"contact": ""}),
    "公示.电话": ("publicity", {"phone": ""}),
    "公示.手机": ("publicity", {"mobile": ""}),
    "公示.邮箱": ("publicity", {"email": ""}),
    "公示.地址": ("publicity", {"address": ""}),
    "公示.方式": ("publicity", {"medium": ""}),
    "公示.结果": ("publicity", {"result": ""}),
    "措施条数": ("", {"measures": ()}),
    "佐证件数": ("", {"measures": ()}),
}


def without(dossier: ClosureDossier, slot: str) -> ClosureDossier:
    """Return the dossier without the fact a slot prints."""
    part, changes = _LACKING[slot]
    changes = {part: replace(getattr(dossier, part), **changes)} if part else changes
    return replace(dossier, **changes)  # type: ignore[arg-type]


def test_every_slot_has_a_case_without_it() -> None:
    assert set(_LACKING) == {slot.name for slot in SLOTS}


@pytest.mark.parametrize("slot", [slot.name for slot in SLOTS])
def test_a_slot_prints_its_fact_where_there_is_one(dossier: ClosureDossier, slot: str) -> None:
    filled = fill(f"甲{{{slot}}}乙", whole(dossier))
    assert filled.gaps == ()
    assert len(filled.text) > 2
    assert missing(slot) not in filled.text


@pytest.mark.parametrize("slot", [slot.name for slot in SLOTS])
def test_a_missing_slot_is_marked_and_found_with_its_place(dossier: ClosureDossier, slot: str) -> None:
    gone = without(whole(dossier), slot)
    assert resolve(slot, gone) == ""
    filled = fill(f"甲{{{slot}}}乙{{{slot}}}", gone)
    assert filled.text == f"甲{missing(slot)}乙{missing(slot)}"
    (gap,) = filled.gaps
    assert (gap.finding.level, gap.finding.code) == (Level.STOP, "missing_slot")
    behind = "发文主体" if slot == "落款" else slot
    assert gap.finding.where == next(item.place for item in SLOTS if item.name == behind)
    assert gap.finding.target is not None and gap.finding.target.id


@pytest.mark.parametrize("key", [SHENYANG, LIAONING])
def test_every_slot_a_form_needs_stops_its_paper(dossier: ClosureDossier, key: str) -> None:
    form = form_of(key)
    needed = {name for text in (form.title, form.addressee, form.opening, form.contact)
              for name in slots_in(OPTIONAL.sub("", text))}
    assert needed
    for name in needed:
        stops = [item.text for item in paper_findings(form, without(dossier, name)) if item.level is Level.STOP]
        assert any(name.replace(".", "的") in text for text in stops), name


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
