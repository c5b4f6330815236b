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


# The commonest papers as their text comes: cells behind tabs, what stands in one line behind blanks.
PAPERS = {
    "红头文件": (
        "扫描件0001.pdf",
        "示例县人民政府文件\n示政发〔2021〕12号　　签发人：甲某某\n示例县人民政府关于印发整改方案的通知\n"
        "各乡镇人民政府：\n根据示政发〔2020〕9号，现印发给你们。\n示例县人民政府\n2021年3月15日\n"
        "（此件公开发布）\n示例县人民政府办公室　　2021年3月16日印发",
        ("文件", "2021年3月15日", "", "示例县人民政府", "示政发〔2021〕12号"),
    ),
    "会议纪要": (
        "县政府常务会议纪要.docx",
        "会 议 纪 要\n〔2021〕3号\n示例县人民政府办公室　2021年3月18日\n时间：2021年3月15日上午9时\n"
        "地点：县政府三楼\n示例县人民政府办公室　　2021年3月20日印发",
        ("会议纪要", "2021年3月15日", "2021年3月18日", "示例县人民政府办公室", ""),
    ),
    "签到表": (
        "0001.docx",
        "签 到 表\n会议名称\t整改工作推进会\t会议时间\t二〇二一年七月八日\n序号\t姓名\t单位\t职务\n"
        "1\t甲某某\t示例县水利局\t局长",
        ("会议纪要", "2021年7月8日", "", "", ""),
    ),
    "台账": (
        "两高项目.xlsx",
        "两高项目台账\n填报单位（盖章）：示例县发展和改革局\t填报日期：2021-6-30\n"
        "序号\t项目\t责任单位\t日期\n1\t甲项目\t示例县水利局\t2021年3月5日\n"
        "2\t乙项目\t示例县林业局\t2021年4月5日",
        ("台账清单", "2021年6月30日", "", "示例县发展和改革局", ""),
    ),
    "合同": (
        "0003.pdf",
        "示例县污水处理厂提标改造工程施工合同\n发包人（甲方）：示例县住房和城乡建设局\n"
        "计划开工日期：2021年4月1日\n签订时间：2021.3.8",
        ("", "2021年3月8日", "", "", ""),
    ),
    "验收单": (
        "工程验收单.docx",
        "整改工程验收单\n验收单位\t示例县水利局\t施工单位\t示例建设有限公司\n验收意见\t合格。\n"
        "示例县水利局（盖章）\n2021年11月2日",
        ("验收文件", "2021年11月2日", "", "示例县水利局", ""),
    ),
    "发票": (
        "dzfp_0001.pdf",
        "电子发票（普通发票）\n发票号码：21332000000012345678\n开票日期：2021年06月30日\n"
        "购买方 名称：示例县水利局",
        ("", "2021年6月30日", "", "", ""),
    ),
    "监测报告": (
        "0005.pdf",
        "检 测 报 告\n报告编号：SH2021-0612\n委托单位：示例县生态环境局\n检测单位：示例检测有限公司\n"
        "采样日期：2021年6月12日至6月13日\n报告日期：2021年6月20日",
        ("监测报告", "2021年6月20日", "", "示例检测有限公司", ""),
    ),
    "照片说明": (
        "IMG_0001.docx",
        "现场照片\n拍摄时间：2021.7.8　拍摄地点：东河口　拍摄人：甲某某",
        ("照片", "2021年7月8日", "", "", ""),
    ),
    "通知": (
        "关于召开推进会的通知（2021年7月1日）.docx",
        "关于召开推进会的通知\n各乡镇：\n时间：2021年7月8日\n请于2021年7月6日前报名单。\n"
        "报名日期：2021年7月6日前\n示例县整改办公室 2021年7月2日",
        ("文件", "2021年7月2日", "2021年7月8日", "示例县整改办公室", ""),
    ),
}


def value(found: Suggested[object] | None) -> str:
    return str(found.value) if found else ""


@pytest.mark.parametrize("paper", PAPERS)
def test_the_commonest_papers_tell_their_own_facts(paper: str) -> None:
    name, page, told = PAPERS[paper]
    found = suggest(name, page)
    facts = (found.kind, found.dated_on, found.other_date, found.issuing_body, found.document_number)
    assert tuple(map(value, facts)) == told


def test_name_and_page_that_disagree_are_both_offered_the_day_of_a_meeting_first() -> None:
    page = "纪要\n示例县整改办公室\n2021年3月18日"
    minutes = suggest("县委常委会会议纪要（2021年3月15日）.docx", page)
    order = suggest("关于印发方案的通知（2021年3月15日）.docx", page)
    dates = [(value(item), item.origin) for item in (minutes.dated_on, minutes.other_date) if item]
    assert dates == [("2021年3月15日", Origin.NAME), ("2021年3月18日", Origin.SIGNATURE)]
    assert [value(order.dated_on), value(order.other_date)] == ["2021年3月18日", "2021年3月15日"]
    assert suggest("会议纪要（2021年3月）.docx", page).other_date is None


def test_minutes_that_begin_with_the_day_of_the_meeting_tell_it() -> None:
    page = "会议纪要\n2021年3月15日上午，县委书记甲某某主持召开会议。\n示例县委办\n2021年3月18日"
    found = suggest("县委常委会会议纪要.docx", page)
    dates = [(value(item), item.origin) for item in (found.dated_on, found.other_date) if item]
    assert dates == [("2021年3月15日", Origin.MEETING), ("2021年3月18日", Origin.SIGNATURE)]
    assert suggest("整改情况报告.docx", "2021年3月15日，县委召开会议。").dated_on is None


def test_the_day_of_printing_is_offered_as_such_where_there_is_no_other() -> None:
    found = suggest("纪要.docx", "会议纪要\n示例县人民政府办公室　　2021年5月21日印发")
    assert found.dated_on and (value(found.dated_on), found.dated_on.origin) == ("2021年5月21日", Origin.IMPRINT)


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
    origins = [item.origin for item in (found.kind, found.issuing_body, found.dated_on) if item]
    assert origins == [Origin.PAGE, Origin.PAGE, Origin.SIGNATURE]


@pytest.mark.parametrize(
    "text", ["2021年3月15日召开了会议。", "（2021年3月1日）\n正文\n2021年3月15日", "报送日期：2021年3月5日前"]
)
def test_a_date_in_a_sentence_two_of_one_sort_and_a_term_are_none_of_the_page(text: str) -> None:
    assert suggest("a.docx", text).dated_on is None


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
    "〕", "1", "二〇二一年三月十五日", "\t", "填报单位", "印发",
])
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join)


def plain(text: str) -> str:
    """Return a text without blanks and in half-width figures, as what was read of it is compared."""
    return "".join(text.split()).translate(str.maketrans("０１２３４５６７８９", "0123456789"))


@given(TEXTS, TEXTS)
def test_nothing_is_invented(name: str, page: str) -> None:
    found = suggest(name, page)
    for item in (found.kind, found.dated_on, found.other_date, found.issuing_body, found.document_number):
        assert item is None or plain(item.read) in plain(name if item.origin is Origin.NAME else page)
    if found.kind:
        assert found.kind.value in EVIDENCE_KINDS
    if found.issuing_body:
        assert found.issuing_body.value == found.issuing_body.read
    if found.document_number:
        signs = re.compile(r"[〔\[［【（(〕\]］】）)第\s]")
        assert signs.sub("", found.document_number.value) == signs.sub("", found.document_number.read)
    for date in filter(None, (found.dated_on, found.other_date)):
        figures = [int(part) for part in re.findall(r"\d+", plain_date_text(date.read))]
        told = date.value.iso.split("-")
        assert figures in ([int(part) for part in told], [int("".join(told))])
