"""What names and first pages suggest: what stands there in its usual form, with its place, and never a guess."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.evidence import EVIDENCE_KINDS
from models.domain.partial_date import PartialDate, plain_date_text
from models.domain.reading.evidence_facts import Origin, Suggested, suggest

ORDER = """中共示例县委办公室文件

示委办发〔2021〕3号　　　　签发人：甲某某
中共示例县委办公室
关于印发《示例县整改工作方案》的通知
各乡镇党委：
根据示政发〔2020〕9号文件和2020年6月1日会议要求，
中 共 示 例 县 委 办 公 室
2021年3月15日
"""


def value(found: Suggested[object] | None) -> str:
    return str(found.value) if found else ""


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("示委办发〔2021〕3号.pdf", "示委办发〔2021〕3号"),
        ("关于成立专班的通知（示政办发[2021]12号）.docx", "示政办发〔2021〕12号"),
        ("关于印发方案的通知示委办发(2021)３号.pdf", "示委办发〔2021〕3号"),
        ("1.示环发【2021】 第5号 处罚决定.pdf", "示环发〔2021〕5号"),
        ("会议纪要〔2021〕.pdf", ""),
        ("2021年第3号.pdf", ""),
        ("示委办发〔2021〕3号和示委办发〔2021〕4号.pdf", ""),
    ],
)
def test_a_document_number_is_read_out_of_a_name(name: str, number: str) -> None:
    assert value(suggest(name).document_number) == number


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("2021年3月15日县委常委会.pdf", "2021年3月15日"),
        ("会议纪要20210315.pdf", "2021年3月15日"),
        ("IMG_20210315_093000.jpg", "2021年3月15日"),
        ("微信图片_20210315093000.jpg", "2021年3月15日"),
        ("2021.3.15现场.jpg", "2021年3月15日"),
        ("1-2021-03-15-2.jpg", "2021年3月15日"),
        ("２０２１年３月调度会.docx", "2021年3月"),
        ("2021年3月计划，2021年3月15日印发.docx", "2021年3月15日"),
        ("2021年学习计划.docx", ""),
        ("2021年1月至6月台账.xlsx", ""),
        ("2021年1-6月台账.xlsx", ""),
        ("20210315-20210320检查.pdf", ""),
        ("2021年3月15日和2021年3月16日.pdf", ""),
        ("20211345.pdf", ""),
        ("20210230.pdf", ""),
        ("合同编号2021031500012.pdf", ""),
    ],
)
def test_a_date_is_read_out_of_a_name_where_it_is_one_and_clear(name: str, date: str) -> None:
    assert value(suggest(name).dated_on) == date


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("关于印发整改方案的通知.pdf", "文件"), ("整改方案审查会会议纪要（定稿）.docx", "会议纪要"),
        ("废水监测报告.pdf", "监测报告"), ("工作总结报告.docx", "报告"), ("项目验收报告.pdf", "验收文件"),
        ("行政处罚决定书.pdf", "处罚文书"), ("整改前照片1.jpg", "照片"), ("目标责任书.pdf", "责任状"),
        ("排查台账2021.xlsx", "台账清单"), ("复函.pdf", "文件"), ("函授学员.pdf", ""), ("IMG_0001.jpg", ""),
    ],
)
def test_the_kind_is_what_the_last_known_word_of_a_title_says(name: str, kind: str) -> None:
    assert value(suggest(name).kind) == kind


def test_a_first_page_tells_its_own_facts_and_none_it_cites() -> None:
    found = suggest("扫描件0001.pdf", ORDER)
    assert value(found.kind) == "文件"
    assert value(found.issuing_body) == "中共示例县委办公室"
    assert value(found.document_number) == "示委办发〔2021〕3号"
    assert value(found.dated_on) == "2021年3月15日"
    assert {item.origin for item in (found.kind, found.issuing_body, found.dated_on) if item} == {Origin.PAGE}


def test_a_date_in_han_figures_or_behind_a_label_is_read() -> None:
    assert value(suggest("a.docx", "监测报告\n二〇二一年三月十五日").dated_on) == "2021年3月15日"
    assert value(suggest("a.docx", "会议记录\n时间：2021年3月15日上午9时").dated_on) == "2021年3月15日"
    assert suggest("a.docx", "2021年3月15日召开了会议。").dated_on is None
    assert suggest("a.docx", "（2021年3月1日）\n正文\n2021年3月15日").dated_on is None


def test_only_the_first_page_is_read() -> None:
    assert suggest("a.pdf", "封面\f2021年3月15日").dated_on is None


def test_a_photo_says_its_day_and_is_a_photo_unless_its_name_says_otherwise() -> None:
    day = PartialDate(year=2021, month=6, day=18)
    found = suggest("IMG_0001.jpg", "", day)
    assert (value(found.dated_on), value(found.kind)) == ("2021年6月18日", "照片")
    assert found.dated_on and found.dated_on.origin is Origin.PHOTO
    assert value(suggest("会议签到表20210617.jpg", "", day).kind) == "会议纪要"


def test_nothing_is_suggested_of_nothing() -> None:
    found = suggest("", "")
    assert not any((found.kind, found.dated_on, found.issuing_body, found.document_number))


PIECES = st.sampled_from([
    "示委办发", "〔2021〕", "[2021]", "3号", "第12号", "2021年3月15日", "20210315", "2021-3", "关于", "的通知", "照片",
    "会议纪要", "中共示例县委办公室", "文件", "\n", " ", "　", "至", "-", "_", "时间：", "（", "）", "签发人：", "号",
    "〕", "1", "二〇二一年三月十五日",
])
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join)


def plain(text: str) -> str:
    """Return a text without blanks and in half-width figures, as what was read of it is compared."""
    return "".join(text.split()).translate(str.maketrans("０１２３４５６７８９", "0123456789"))


@given(TEXTS, TEXTS)
def test_nothing_is_invented(name: str, page: str) -> None:
    found = suggest(name, page)
    for item in (found.kind, found.dated_on, found.issuing_body, found.document_number):
        assert item is None or plain(item.read) in plain(page if item.origin is Origin.PAGE else name)
    if found.kind:
        assert found.kind.value in EVIDENCE_KINDS
    if found.issuing_body:
        assert found.issuing_body.value == found.issuing_body.read
    if found.document_number:
        signs = re.compile(r"[〔\[［【（(〕\]］】）)第\s]")
        assert signs.sub("", found.document_number.value) == signs.sub("", found.document_number.read)
    if found.dated_on:
        figures = [int(part) for part in re.findall(r"\d+", plain_date_text(found.dated_on.read))]
        told = found.dated_on.value.iso.split("-")
        assert figures in ([int(part) for part in told], [int("".join(told))])
