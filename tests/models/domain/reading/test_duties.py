"""A duty is a number of times in a period; without a number there is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.numerals import chinese_number
from models.domain.plan import Duty, DutyPer
from models.domain.reading.phrases.duties import read_duties, read_duty
from models.sample import case


@pytest.mark.parametrize(
    ("text", "duty"),
    [
        ("理论学习中心组每半年至少组织1次学习。县委党校每年举办专题培训班。", (1, "half-year")),
        ("原则上每两个月至少研究1次生态环境保护工作", (1, "two-months")),
        ("每年向市委、市政府报告1次履行情况，每年签订责任状", (1, "year")),
        ("每季度不少于4次", (4, "quarter")),
        ("每月至少一次", (1, "month")),
        ("每旬调度一次", (1, "ten-days")),
        ("每周巡查两次以上", (2, "week")),
        ("一年不少于2次", (2, "year")),
        ("每3个月开展一次", (1, "quarter")),
        ("每6个月开展1次", (1, "half-year")),
        ("每个季度至少组织两轮", (2, "quarter")),
        ("每月1日前报送1次", (1, "month")),
        ("每年组织十二次巡查", (12, "year")),
        ("开展检查2次/年", (2, "year")),
        ("至少每季度研究1次，每年报告2次", (1, "quarter")),
        ("每年举办培训班，每半年组织1次学习", (1, "half-year")),
        ("每月召开2—3次调度会", (2, "month")),
        ("每 2 个月 研究 1 次", (1, "two-months")),
        ("每年春秋两季各开展1次", (2, "year")),
        ("每年汛期前后各1次", (2, "year")),
        ("每年枯水期、丰水期各监测2次", (4, "year")),
        ("每月上、中、下旬各巡查1次", (3, "month")),
        ("县、乡两级每年各开展1次", (1, "year")),
        ("每季度对各县各督导1次", (1, "quarter")),
        ("每季度至少2轮次", (2, "quarter")),
        ("实行月调度，月调度不少于1次", (1, "month")),
        ("季度至少1次、年均不少于6次", (1, "quarter")),
        ("两月一次", (1, "two-months")), ("一季一次", (1, "quarter")), ("上、下半年各1次", (1, "half-year")),
        ("每月一调度", (1, "month")), ("不少于4次，每年报告1次", (1, "year")),
        ("每月5日前报送进展", (1, "month")), ("每月10日、25日前报送", (2, "month")), ("每周五前报送", (1, "week")),
        ("每季度末月25日前通报", (1, "quarter")), ("每季度结束后10日内上报", (1, "quarter")),
        ("每年年底前评估", (1, "year")), ("每年1月15日前报告上年度情况", (1, "year")), ("每月底前调度", (1, "month")),
        ("一季度一调度", (1, "quarter")), ("实行半年一督查", (1, "half-year")),
    ],
    ids=range(42),
)
def test_times_in_a_period_are_a_duty(text: str, duty: tuple[int, str]) -> None:
    assert read_duty(text) == Duty(times=duty[0], per=DutyPer(duty[1]))


@pytest.mark.parametrize(
    "text",
    [
        "每年举办专题培训班", "定期研究", "每两年一次", "每两周一次", "每半月调度1次", "每月培训200人次",
        "每年一次性投入100万元", "每月举办，已召开3次会议", "2021年全年召开7次会议", "第2次会议",
        "每年召开会议。2024年召开3次", "每年年底前完成治理任务", "第一季度一调度", "十一月一调度", "次年1月底前报送",
        "每周一至周五巡查", "双月刊", "",
    ],
)
def test_without_a_number_in_a_known_period_there_is_no_duty(text: str) -> None:
    assert read_duty(text) is None


@given(st.integers(1, 99), st.sampled_from(list(DutyPer)), st.booleans())
def test_a_duty_the_program_writes_is_read_back(times: int, per: DutyPer, in_words: bool) -> None:
    number = chinese_number(times) if in_words else str(times)
    assert read_duty(f"{per.label}至少组织{number}次") == Duty(times=times, per=per)


def told(text: str) -> list[tuple[str, str, str]]:
    return [(str(found.duty), found.subject, text[found.start : found.end]) for found in read_duties(text)]


def test_every_duty_of_a_text_is_read_with_what_is_to_be_done() -> None:
    assert told(case.MEASURES[0]) == [
        ("每半年至少1次", "县党委、政府理论学习中心组学习", "每半年至少组织1次"),
        ("每年至少1次", "举办专题培训班", "每年举办专题培训班"),
    ]
    assert told(case.MEASURES[1]) == [("每两个月至少1次", "研究生态环境保护工作", "每两个月至少研究1次")]
    assert told(case.MEASURES[2]) == []
    assert told(case.MEASURES[3]) == [
        ("每年至少1次", "向市委、市政府报告生态环境保护责任履行情况", "每年向市委、市政府报告1次"),
        ("每年至少1次", "与市委、市政府签订生态环境保护目标责任状", "每年与市委、市政府签订生态环境保护目标责任状"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("县委常委会每 两个月\n至少听取 1 次整改工作汇报。", [
            ("每两个月至少1次", "县委常委会听取整改工作汇报", "每 两个月\n至少听取 1 次"),
        ]),
        ("各县（市、区）党委、政府每季度至少研究部署1次生态环境保护工作；县住建局每月巡查不少于4次。", [
            ("每季度至少1次", "各县（市、区）党委、政府研究部署生态环境保护工作", "每季度至少研究部署1次"),
            ("每月至少4次", "县住建局巡查", "每月巡查不少于4次"),
        ]),
        ("全年不少于4次开展执法检查", [("每年至少4次", "开展执法检查", "全年不少于4次")]),
        ("开展检查2次/年", [("每年至少2次", "开展检查", "2次/年")]),
        ("每年培训200人次，每年投入100万元，每次检查做好记录。", []),
        ("每季度一调度、每半年一通报", [
            ("每季度至少1次", "调度", "每季度一调度"), ("每半年至少1次", "通报", "每半年一通报"),
        ]),
        ("每半年召开1次、全年不少于2次", [
            ("每半年至少1次", "召开", "每半年召开1次"), ("每年至少2次", "", "全年不少于2次"),
        ]),
        ("每年监测4次（每季度1次）", [("每年至少4次", "监测", "每年监测4次"), ("每季度至少1次", "", "每季度1次")]),
        ("巡查频次不少于每月2次", [("每月至少2次", "巡查", "每月2次")]),
        ("县整改办每月5日前将进展报市整改办，实行双月调度。", [
            ("每月至少1次", "县整改办将进展报市整改办", "每月5日前将进展报市整改办"),
            ("每两个月至少1次", "调度", "双月调度"),
        ]),
        ("逐月调度、按季度开展监测", [
            ("每月至少1次", "调度", "逐月调度"), ("每季度至少1次", "开展监测", "按季度开展监测"),
        ]),
        ("每月5日前报送1次进展", [("每月至少1次", "报送进展", "每月5日前报送1次")]),
    ],
    ids=range(12),
)
def test_a_duty_has_its_place_in_the_text(text: str, found: list[tuple[str, str, str]]) -> None:
    assert told(text) == found


def test_what_names_no_number_is_told_apart() -> None:
    assert [found.says_times for found in read_duties(case.MEASURES[3])] == [True, False]
    (whole,) = read_duties("开展专项督查不少于4次。")
    assert (str(whole.duty), whole.subject, whole.says_times) == ("每年至少4次", "开展专项督查", False)
    assert read_duties("每两周巡查不少于4次。") == ()


@given(st.text("每年季月半两个至少不于组织研究召开签订报告1次，。；0次场县委 \n", max_size=60))
def test_wordings_stand_where_they_are_said_to_and_do_not_overlap(text: str) -> None:
    end = 0
    for found in read_duties(text):
        assert end <= found.start < found.end <= len(text)
        assert "".join(text[found.start : found.end].split()) == found.wording
        end = found.end
