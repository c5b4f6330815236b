"""What is suggested to count: records that speak of the duty and fit a period, and never what is only planned."""

from __future__ import annotations

from datetime import date

import pytest

from models.domain.duty import DutyCountId, MeasureDuty, MeasureDutyId
from models.domain.duty_occasions import CountedRecord
from models.domain.duty_suggestions import speaks_of, suggested_counts, suggested_duties
from models.domain.duty_tally import CountedDuty
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink, EvidenceLinkId
from models.domain.partial_date import PartialDate, when_from_iso
from models.domain.plan import DutyPer, Measure, MeasureId, Progress, ProgressId, TaskId
from models.domain.statements import Sources
from models.sample import case

BOARD, GOVERNMENT = "县委常委会研究生态环境保护工作", "县政府常务会研究生态环境保护工作"


@pytest.mark.parametrize(
    ("subject", "text", "is_meeting"),
    [
        (BOARD, "县委常委会会议纪要〔2021〕第1次", True),
        (BOARD, "2021年1月14日县委常委会研究生态环境保护工作", False),
        (GOVERNMENT, "县政府常务会议纪要〔2021〕第3次", True),
        ("召开县政府常务会议", "县政府常务会研究整改", False),
        ("研究生态环境保护工作", "县委常委会会议研究生态环境保护工作", False),
        ("研究生态环境保护工作", "第5次会议：生态环境保护", True),
        ("县委理论学习中心组学习", "县委理论学习中心组专题学习记录（上半年）", False),
        ("与市委、市政府签订生态环境保护目标责任状", "2021年生态环境保护目标责任状", False),
        ("县委党校举办专题培训班", "生态文明专题培训班一览表", False),
        ("监测断面水质", "断面水质监测报告", False),
    ],
    ids=range(10),
)
def test_a_record_speaks_of_what_is_demanded(subject: str, text: str, is_meeting: bool) -> None:
    assert speaks_of(subject, text, is_meeting=is_meeting)


@pytest.mark.parametrize(
    ("subject", "text", "is_meeting"),
    [
        (BOARD, "县政府常务会议纪要〔2021〕第3次", True),
        (BOARD, "县人大常委会会议纪要", True),
        ("县委理论学习中心组学习", "县政府党组理论学习中心组专题学习（6月）", False),
        ("县政府党组理论学习中心组学习", "县委理论学习中心组专题学习记录", False),
        ("研究生态环境保护工作", "生态环境保护目标责任状", False),
        ("向市委、市政府报告生态环境保护责任履行情况", "2021年生态环境保护目标责任状", False),
        (BOARD, "", True),
    ],
    ids=range(7),
)
def test_a_record_of_something_else_does_not(subject: str, text: str, is_meeting: bool) -> None:
    assert not speaks_of(subject, text, is_meeting=is_meeting)


def sources(*pieces: tuple[str, str, str], entries: tuple[tuple[str, str], ...] = (), text: str = "") -> Sources:
    measure = Measure(id=MeasureId("m"), task_id=TaskId("t"), number="1", text=text)
    links = tuple(
        (EvidenceLink(id=EvidenceLinkId(title), evidence_id=EvidenceId(title), measure_id=measure.id),
         Evidence(id=EvidenceId(title), title=title, kind=kind, dated_on=when_from_iso(when) if when else None))
        for title, kind, when in pieces
    )
    said = tuple(
        Progress(id=ProgressId(words), measure_id=measure.id, text=words, done_on=when_from_iso(when))
        for words, when in entries
    )
    return Sources(measure=measure, links=links, entries=said)


def duty(subject: str, per: DutyPer = DutyPer.QUARTER) -> MeasureDuty:
    day = PartialDate(year=2025)
    return MeasureDuty(
        id=MeasureDutyId("d"), measure_id=MeasureId("m"), times=1, per=per, subject=subject, starts_on=day, ends_on=day,
    )


def test_dated_records_of_the_span_are_suggested_and_plans_are_not() -> None:
    found = suggested_counts(CountedDuty(duty=duty("县委理论学习中心组学习")), sources(
        ("县委理论学习中心组学习记录", "会议纪要", "2025-03-04"),
        ("2025年县委理论学习中心组学习计划", "文件", "2025-03-01"),
        ("关于县委理论学习中心组学习的安排", "", "2025-04-01"),
        ("县委理论学习中心组学习材料", "计划方案", "2025-04-02"),
        ("县委理论学习中心组学习照片", "照片", ""),
        ("县委理论学习中心组学习简报", "文件", "2025"),
        ("县委理论学习中心组学习旧照", "照片", "2024-05-01"),
        entries=(("县委理论学习中心组学习2次。", "2025-09"), ("印发县委理论学习中心组学习通知。", "2025-05-02")),
    ))
    assert [(item.progress_id or item.evidence_id, item.times) for item in found] == [
        ("县委理论学习中心组学习2次。", 2), ("县委理论学习中心组学习记录", 1),
    ]


def test_a_meeting_on_a_plan_is_a_meeting() -> None:
    found = suggested_counts(CountedDuty(duty=duty(BOARD)), sources(
        ("县委常委会会议纪要（审议整改方案）", "会议纪要", "2025-03-04"),
        ("县委常委会学习计划", "文件", "2025-03-05"),
        entries=(("县委常委会研究审议整改方案。", "2025-05-06"), ("制定县委常委会年度议题计划。", "2025-06-07")),
    ))
    assert [item.progress_id or item.evidence_id for item in found] == [
        "县委常委会研究审议整改方案。", "县委常委会会议纪要（审议整改方案）",
    ]


def test_what_is_counted_already_is_not_suggested_again() -> None:
    of = sources(("县委常委会会议纪要", "会议纪要", "2025-03-04"))
    known = CountedRecord(
        id=DutyCountId("c"), when=PartialDate.of(date(2025, 3, 4)), title="县委常委会会议纪要",
        evidence_id=EvidenceId("县委常委会会议纪要"),
    )
    assert suggested_counts(CountedDuty(duty=duty(BOARD), records=(known,)), of) == ()


def test_a_duty_without_subject_takes_that_of_the_text() -> None:
    of = sources(("第5次会议纪要：生态环境保护", "会议纪要", "2025-03-04"), text=case.MEASURES[1])
    assert len(suggested_counts(CountedDuty(duty=duty("", DutyPer.TWO_MONTHS)), of)) == 1
    assert suggested_counts(CountedDuty(duty=duty("", DutyPer.MONTH)), of) == ()


def test_a_duty_of_the_text_is_suggested_until_one_of_its_kind_is_confirmed() -> None:
    yearly = duty("与市委、市政府签订生态环境保护目标责任状", DutyPer.YEAR)
    assert [found.subject for found in suggested_duties(case.MEASURES[3], [yearly])] == [
        "向市委、市政府报告生态环境保护责任履行情况"
    ]
    assert len(suggested_duties(case.MEASURES[3], [])) == 2
    both = [duty(subject, DutyPer.TWO_MONTHS) for subject in (BOARD, GOVERNMENT)]
    assert suggested_duties(case.MEASURES[1], both) == ()
