"""What proves the sample's measures: which file, of which kind, from whom and of what day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from models.domain.evidence import ProofKind
from models.sample import papers

BOARD = "中共示例县委办公室"
GOVERNMENT = "示例县人民政府办公室"
BOARD_MEETINGS = ("2021-01-14", "2021-03-11", "2021-05-13", "2021-07-15", "2021-09-09", "2021-11-11", "2021-12-16")
GOVERNMENT_MEETINGS = (
    "2021-02-04", "2021-04-08", "2021-06-10", "2021-08-12", "2021-10-14", "2021-11-25", "2021-12-23",
)
# What such pieces usually show; the others of the sample are left as they came.
PROOF_KINDS = {
    "会议纪要": ProofKind.MEETING, "计划方案": ProofKind.DOCUMENT, "文件": ProofKind.DOCUMENT,
    "责任状": ProofKind.DOCUMENT, "台账清单": ProofKind.QUANTITY, "照片": ProofKind.STATE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """样例佐证: one piece of evidence, what it proves, and the place of the progress `entry` it hangs on."""

    name: str
    kind: str
    issuing_body: str
    dated_on: str
    make: Callable[[], bytes]
    proves: str = ""
    document_number: str = ""
    pages: str = ""
    entry: int = 0


def learning() -> tuple[Piece, ...]:
    """Return what proves the study and the training courses."""
    return (
        Piece(
            name="2021年县委理论学习中心组学习计划.docx", kind="计划方案", issuing_body="中共示例县委宣传部",
            dated_on="2021-03-08", document_number="示委宣发〔2021〕3号", pages="第2页",
            proves="明确上半年、下半年各安排1次生态环境保护专题学习",
            make=lambda: papers.word_file("2021年县委理论学习中心组学习计划", (
                "一、学习内容：习近平生态文明思想，关于生态文明建设和生态环境保护的系列重要讲话和指示批示精神。",
                "二、学习安排：每半年至少组织1次生态环境保护专题学习，上半年、下半年各1次。",
            )),
        ),
        Piece(
            name="县委理论学习中心组专题学习记录（上半年）.pdf", kind="会议纪要", issuing_body=BOARD,
            dated_on="2021-05-18", pages="共2页",
            proves="2021年5月18日县委理论学习中心组开展上半年专题学习",
            make=lambda: papers.scan(2, seed=1),
        ),
        Piece(
            name="县委理论学习中心组专题学习记录（下半年）.pdf", kind="会议纪要", issuing_body=BOARD,
            dated_on="2021-11-09", pages="共2页",
            proves="2021年11月9日县委理论学习中心组开展下半年专题学习",
            make=lambda: papers.scan(2, seed=2),
        ),
        Piece(
            name="县政府党组理论学习中心组专题学习（6月）.jpg", kind="照片", issuing_body=GOVERNMENT,
            dated_on="2021-06-18", entry=1,
            proves="2021年6月18日县政府党组理论学习中心组专题学习现场",
            make=lambda: papers.photo("2021:06:18 09:30:00", seed=3),
        ),
        Piece(
            name="县政府党组理论学习中心组专题学习（12月）.jpg", kind="照片", issuing_body=GOVERNMENT,
            dated_on="2021-12-03", entry=1,
            proves="2021年12月3日县政府党组理论学习中心组专题学习现场",
            make=lambda: papers.photo("2021:12:03 14:05:00", seed=8),
        ),
        Piece(
            name="2021年全县干部教育培训工作计划.docx", kind="计划方案", issuing_body="中共示例县委组织部",
            dated_on="2021-01-20", document_number="示组发〔2021〕2号", pages="第4页", entry=2,
            proves="习近平生态文明思想列入县委党校主体班次教学内容",
            make=lambda: papers.word_file("2021年全县干部教育培训工作计划", (
                "县委党校将习近平生态文明思想、新发展理念、碳达峰碳中和列为主体班次重要教学内容。",
                "全年举办生态文明专题培训班四次，分别安排在3月、6月、9月、11月。",
            )),
        ),
        Piece(
            name="生态文明专题培训班一览表.xlsx", kind="台账清单", issuing_body="中共示例县委党校（示例县行政学院）",
            dated_on="2021", entry=2,
            proves="2021年举办四次生态文明专题培训班",
            make=_courses,
        ),
    )


def meetings() -> tuple[Piece, ...]:
    """Return the minutes of seven meetings of the county committee and seven of the government."""
    board = [_minutes(BOARD, "县委常委会会议纪要", place, day) for place, day in enumerate(BOARD_MEETINGS, start=1)]
    government = [
        _minutes(GOVERNMENT, "县政府常务会议纪要", place, day)
        for place, day in enumerate(GOVERNMENT_MEETINGS, start=1)
    ]
    return (*board, *government)


def projects() -> tuple[Piece, ...]:
    """Return what proves the survey of energy-intensive, high-emission projects."""
    return (
        Piece(
            name="“两高”项目清单台账.xlsx", kind="台账清单", issuing_body="示例县发展和改革局", dated_on="2021-09-30",
            proves="列明存量“两高”项目1户，实行动态管理",
            make=_ledger,
        ),
        Piece(
            name="“两高”项目梳理排查情况报告.docx", kind="报告", issuing_body="示例县发展和改革局",
            dated_on="2021-10-12", document_number="示发改〔2021〕61号", pages="第1—2页",
            proves="完成“两高”项目梳理排查，无在建“两高”项目",
            make=lambda: papers.word_file("关于“两高”项目梳理排查情况的报告", (
                "全县存量“两高”项目1户，无在建“两高”项目，已建立清单台账，实行动态管理。",
                "经清理，全县无关于“两高”项目的不合理支持政策措施。",
            )),
        ),
        Piece(
            name="“两高”项目不合理支持政策清理情况说明.pdf", kind="文件", issuing_body="示例县人民政府",
            dated_on="2021-10-20", pages="共1页",
            proves="全县没有关于“两高”项目的不合理支持政策措施",
            make=lambda: papers.scan(1, seed=5),
        ),
    )


def duties() -> tuple[Piece, ...]:
    """Return the yearly report and the signed letter of responsibility."""
    return (
        Piece(
            name="2021年度生态环境保护责任履行情况报告.docx", kind="报告", issuing_body="中共示例县委、示例县人民政府",
            dated_on="2021-12-20", document_number="示委〔2021〕45号", pages="全文",
            proves="2021年12月向市委、市政府报告生态环境保护责任履行情况",
            make=lambda: papers.word_file("关于2021年度生态环境保护责任履行情况的报告", (
                "示例县委、县政府严格落实“党政同责、一岗双责”和“三管三必须”，现将2021年度生态环境保护责任履行情况报告如下。",
                "全年召开县委常委会7次、县政府常务会7次研究生态环境保护工作。",
            )),
        ),
        Piece(
            name="2021年生态环境保护目标责任状.pdf", kind="责任状", issuing_body="示例市人民政府",
            dated_on="2021-04-15", pages="共2页",
            proves="2021年4月与市委、市政府签订生态环境保护目标责任状",
            make=lambda: papers.scan(2, seed=6),
        ),
    )


def sewage_draft() -> Piece:
    """Return the plan of the task force as it was handed in first, before it was issued."""
    words = ("（征求意见稿）", "专班按需调度。")
    return replace(sewage_plan(), make=lambda: papers.word_file("河东片区污水管网建设专班工作方案", words))


def sewage_plan() -> Piece:
    """Return what proves that the task force was set up."""
    return Piece(
        name="河东片区污水管网建设专班工作方案.docx", kind="计划方案", issuing_body=GOVERNMENT, dated_on="2026-03-16",
        document_number="示政办〔2026〕11号",
        proves="县政府成立专班，明确每月至少调度1次",
        make=lambda: papers.word_file("河东片区污水管网建设专班工作方案", ("专班每月至少调度1次。",)),
    )


def sewage_site() -> Piece:
    """Return the photo of the site."""
    return Piece(
        name="河东片区管网施工现场.jpg", kind="照片", issuing_body="示例县住房和城乡建设局", dated_on="2026-09-21",
        make=lambda: papers.photo("2026:09:21 10:12:00", seed=11),
    )


def wetland_removal() -> Piece:
    """Return the record of the removal as it was checked on the spot."""
    return Piece(
        name="东河口湿地砂石堆场清退现场核查记录.pdf", kind="验收文件", issuing_body="示例县自然资源局",
        dated_on="2026-06-29",
        proves="北堆场、南堆场已清退，附属设施已拆除",
        make=lambda: papers.scan(1, seed=7),
    )


def wetland_site() -> tuple[Piece, Piece]:
    """Return the two photos of one place, before the heaps went and after."""
    return (
        Piece(
            name="北堆场清退前.jpg", kind="照片", issuing_body="示例县自然资源局", dated_on="2026-03-05",
            proves="清退前北堆场堆有砂石", make=lambda: papers.site("2026:03:05 09:40:00", is_cleared=False),
        ),
        Piece(
            name="北堆场清退后.jpg", kind="照片", issuing_body="示例县自然资源局", dated_on="2026-06-29",
            proves="北堆场已清退", make=lambda: papers.site("2026:06:29 10:05:00", is_cleared=True),
        ),
    )


def _minutes(body: str, title: str, place: int, day: str) -> Piece:
    name = f"{title}〔2021〕第{place}次"
    meeting = title.removesuffix("会议纪要").removesuffix("会") + "会"
    return Piece(
        name=f"{name}.docx", kind="会议纪要", issuing_body=body, dated_on=day, pages="第1页",
        proves=f"2021年{int(day[5:7])}月{int(day[8:])}日{meeting}研究生态环境保护工作",
        make=lambda: papers.word_file(name, (
            f"{int(day[:4])}年{int(day[5:7])}月{int(day[8:])}日，会议听取了中央生态环境保护督察反馈问题整改情况汇报，"
            "研究了当前生态环境保护重点工作。",
            "会议要求，逐项对照整改方案，按时限完成整改，及时解决突出生态环境问题。",
        )),
    )


def _courses() -> bytes:
    rows = [("序号", "班次", "日期", "人数")]
    rows += [(f"{place:02}", f"第{place}期生态文明专题培训班", day, "46")
             for place, day in enumerate(("2021-03-22", "2021-06-21", "2021-09-13", "2021-11-22"), start=1)]
    return papers.workbook("培训班", rows)


def _ledger() -> bytes:
    return papers.workbook("两高项目", (
        ("序号", "项目名称", "行业", "状态", "备注"),
        ("01", "示例县东风水泥粉磨站", "建材", "存量", "已纳入动态管理"),
    ))
