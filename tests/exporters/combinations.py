"""The extremes of every form: red head or none, one attachment or three, a title of 1 and 4 lines, 3 and 40 measures,
a team of 1 and of 30.

The two forms of closure opinions are made in all 32 combinations, every other one in four that hold each extreme twice.
The dossier behind them lacks no fact of any form, so that no mark of a gap stands where the layout is measured.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from exporters.blocks import Document
from exporters.forms.build import build
from models.assembly import closure_dossier
from models.domain.closure import Member, MemberId, MemberRole, PaperKind, SectionEdit, SectionEditId
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink, EvidenceLinkId
from models.domain.form import Attachment, FormDefinition
from models.domain.partial_date import PartialDate
from models.domain.plan import Inspection, InspectionId, Measure, UnitRole
from models.dossiers import ClosureDossier, EvidenceDossier, MeasureDossier, StatementDossier
from tests.builders import REFERENCE, open_workspace
from tests.exporters.papers import OFFICE
from tests.exporters.records import LIAONING, PLAN, SHENYANG, close_task

WHOLE = (SHENYANG, LIAONING)
# Each of two lists has every extreme twice, so that four papers cover them.
COVERING = ((True, 1, 1, 40, 30), (False, 3, 4, 3, 30), (True, 3, 4, 40, 1), (False, 1, 1, 3, 1))
# Without the option for all: what differs most from one another.
FEW = frozenset({
    (SHENYANG, True, 3, 4, 40, 30), (SHENYANG, False, 1, 1, 3, 1), (SHENYANG, False, 3, 4, 3, 30),
    (LIAONING, True, 1, 4, 3, 30), ("notice-table-tibet", *COVERING[0]), ("self-check-report-cangyuan", *COVERING[1]),
    ("mapping-table", *COVERING[2]),
})
TITLES = {1: "关于第1项整改任务的{}", 4: f"{OFFICE}关于《{PLAN}》第1项整改任务的{{}}"}
# 7.3.1: a title ends in what kind of paper it is.
_NAMES = {PaperKind.EVIDENCE_CATALOGUE: "佐证材料目录表"}
# Forty measures are not four said ten times: each is held to an area, whose name is as long or short as they come.
AREAS = (
    "示例镇", "甲山街道办事处", "示例经济开发区", "乙河流域示例县段", "丙水库饮用水水源保护区", "示例县工业园区",
    "丁乡", "县城建成区及城乡结合部", "戊岭自然保护区实验区", "己湖国家湿地公园及其周边",
)
UNITS = ("示例县住房和城乡建设局", "示例县生态环境分局", "示例县农业农村局")


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """One paper of the extremes; `attachments` counts where the form has any."""

    form: FormDefinition
    red: bool
    attachments: int
    lines: int
    measures: int
    members: int

    @property
    def is_few(self) -> bool:
        """Return whether the paper is one of the few that are always measured."""
        return (self.form.key, self.red, self.attachments, self.lines, self.measures, self.members) in FEW

    def __str__(self) -> str:
        head = "red" if self.red else "plain"
        return f"{self.form.key}-{head}-a{self.attachments}-t{self.lines}-m{self.measures}-p{self.members}"

    def document(self, dossier: ClosureDossier) -> Document:
        """Return the paper, made from a dossier that lacks nothing."""
        return build(_with_attachments(self.form, self.attachments), self.dossier(dossier))

    def dossier(self, dossier: ClosureDossier) -> ClosureDossier:
        """Return the dossier with so many measures and members and such a title."""
        edit = SectionEdit(
            id=SectionEditId("edit"), closure_id=dossier.closure_id, form=self.form.key, section="title",
            text=TITLES[self.lines].format(_NAMES.get(self.form.kind, self.form.kind.label)), generated="",
        )
        return replace(
            dossier, members=team(dossier, self.members), measures=measures(dossier, self.measures), edits=(edit,),
            paper=replace(dossier.paper, has_red_head=self.red),
        )


def combinations() -> Iterator[Combination]:
    """Yield every paper to be measured: all of two forms, four of each other."""
    whole = list(product((True, False), (1, 3), (1, 4), (3, 40), (1, 30)))
    for form in REFERENCE.forms:
        for red, attachments, lines, count, members in whole if form.key in WHOLE else COVERING:
            yield Combination(
                form=form, red=red, attachments=attachments, lines=lines, measures=count, members=members
            )


def whole_dossier(folder: Path) -> ClosureDossier:
    """Return the dossier of a task that lacks no fact of any form; the workspace in `folder` is closed again."""
    ws = open_workspace(folder)
    found = closure_dossier(ws, close_task(ws))
    ws.close()
    return replace(
        found,
        inspection=Inspection(id=InspectionId("i"), name="第二轮中央生态环境保护督察"),
        task=replace(
            found.task, responsible_person="己某某", liaison="庚某某", leader="辛某某", deadline_text="2022年底前"
        ),
        units=(*found.units, *zip((UnitRole.LEAD, UnitRole.SUPPORTING, UnitRole.ACCEPTANCE), UNITS, strict=True)),
        closure=replace(found.closure, completed_on=PartialDate(year=2022, month=8, day=31)),
        acceptance=replace(
            found.acceptance, findings=_FINDINGS, place="示例县政府会议室",
            conclusion="整改措施均已落实，同意通过验收销号。",
        ),
        self_check=replace(
            found.self_check, held_on=(PartialDate(year=2022, month=9, day=5),), participants="示例县整改办",
            methods="查阅资料、现场查看", conclusion="该项整改任务已按期完成，达到验收标准，同意申请验收销号。",
        ),
        publicity=replace(
            found.publicity, starts_on=PartialDate(year=2022, month=9, day=8), days=5,
            ends_on=PartialDate(year=2022, month=9, day=15), medium="示例县政府门户网站",
            receiving_office="示例县整改办", contact="庚某某", phone="13800000006", mobile="13800000007",
            email="office@example.invalid", address="示例县示例路1号", result="公示期间未收到异议",
        ),
        responsible_phone="13800000008", office="示例县整改办",
    )


_FINDINGS = "验收组听取了整改情况汇报，查阅了学习计划、会议纪要和台账，现场核实了整改情况，各项整改措施均已落实。"


def team(dossier: ClosureDossier, count: int) -> tuple[Member, ...]:
    """Return so many members: a leader, up to three deputies, the rest members."""
    roles = [MemberRole.LEADER, *[MemberRole.DEPUTY] * 3, *[MemberRole.MEMBER] * count][:count]
    some = dossier.members
    return tuple(
        replace(some[place % len(some)], id=MemberId(f"m{place}"), role=role, position=place)
        for place, role in enumerate(roles)
    )


def measures(dossier: ClosureDossier, count: int) -> tuple[MeasureDossier, ...]:
    """Return so many measures, each under its own number, with one piece of evidence or two."""
    some = dossier.measures
    return tuple(
        _measure(some[place % len(some)], place + 1, AREAS[place // len(some) % len(AREAS)]) for place in range(count)
    )


def _measure(item: MeasureDossier, number: int, area: str) -> MeasureDossier:
    measure = replace(
        item.measure, number=str(number), short_name=item.measure.short_name or "其他",
        text=f"在{area}，{item.measure.text}",
    )
    pieces = tuple(_piece(measure, number, place) for place in range(1 + number % 2))
    return replace(
        item, measure=measure, units=UNITS[: 1 + number % 3], evidence=pieces,
        implementation=_said_of(area, item.implementation), proof=_said_of(area, item.proof),
    )


def _said_of(area: str, statement: StatementDossier) -> StatementDossier:
    return replace(statement, text=f"{area}：{statement.text}")


def _piece(measure: Measure, number: int, place: int) -> EvidenceDossier:
    evidence = Evidence(
        id=EvidenceId(f"e{number}-{place}"), title=f"县委常委会第{number}次会议研究生态环境保护工作会议纪要",
        kind="会议纪要", issuing_body="示例县委办公室", pages="第1—3页",
        dated_on=PartialDate(year=2022, month=1 + number % 8, day=15),
    )
    link = EvidenceLink(
        id=EvidenceLinkId(f"l{number}-{place}"), evidence_id=evidence.id, measure_id=measure.id,
        proves="会议研究了生态环境保护工作，满足每两个月至少研究1次的要求。",
    )
    return EvidenceDossier(link=link, evidence=evidence)


def _with_attachments(form: FormDefinition, count: int) -> FormDefinition:
    """Return the form with its own attachment, or with three; one that has none stays without."""
    signed = form.signature_table
    if count == 1 or signed is None:
        return form
    return replace(form, attachments=(signed, _attachment("evidence-catalogue"), _attachment("mapping-table")))


def _attachment(key: str) -> Attachment:
    head = REFERENCE.form(key).heads[0]
    assert head.table is not None
    return Attachment(title=head.text, table=head.table)
