"""Builders of papers for the tests: an opinion like a real one, under 示例县 and 示例市, as long or short as asked."""

from __future__ import annotations

from exporters.blocks import (
    Align,
    AnnexHead,
    AttachmentNote,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Imprint,
    PageSetup,
    Para,
    RedHead,
    Role,
    Section,
    SignOff,
    Table,
)

OFFICE = "示例市生态环境保护督察及“回头看”整改工作领导小组办公室"
PLAN = "《示例市中央生态环境保护督察整改方案》"
TITLE = f"{OFFICE}关于{PLAN}第1项整改任务的验收销号意见"
NUMERALS = "一二三四五六七八九十"

PROBLEM = (
    "一些地方领导干部学习贯彻习近平生态文明思想还不够深入，对生态环境保护重要性、紧迫性认识还不够到位，工作主动性、"
    "自觉性不强；有的地方对绿色低碳发展理解不够深刻，还存在传统路径依赖，对“两高”项目管控不力；有的地方还没有处理好"
    "发展与保护的关系，重经济发展、轻生态环境保护问题依然存在。"
)
MEASURES = (
    "深入学习贯彻习近平生态文明思想，将系列重要讲话和指示批示精神纳入学习计划，县党委、政府理论学习中心组每半年至少组织"
    "1次学习。县委党校（行政学院）要将生态文明建设和生态环境保护、碳达峰碳中和等作为主体班次重要教学内容，每年举办专题"
    "培训班。",
    "将生态文明建设和生态环境保护工作纳入重要议事日程，定期研究部署督察反馈问题整改和深入打好污染防治攻坚战有关重点"
    "工作。原则上每两个月至少研究1次生态环境保护工作，及时解决突出生态环境问题。",
    "排查梳理“两高”项目，建立“两高”在建项目清单和建成项目台账，实行动态管理，对不符合要求的项目坚决停批、停建；全面"
    "清理关于“两高”项目的不合理支持政策措施。",
    "严格落实“党政同责、一岗双责”和“三管三必须”，每年向市委、市政府报告1次生态环境保护责任履行情况，每年与市委、"
    "市政府签订生态环境保护目标责任状。",
)
PROGRESS = (
    "2021年3月，示例县委理论学习中心组制定了《2021年县委理论学习中心组学习计划》，全年共组织了2次专题学习。2021年1月，"
    "示例县制定了《2021年全县干部教育培训工作计划》，全年累计举办了4次专题培训班。",
    "2021年，示例县共召开县委常委会7次、县政府常务会7次研究环保相关议题，及时解决突出生态环境问题。",
    "完成全县“两高”项目梳理排查，形成“两高”项目清单台账，存量“两高”项目1户，无在建“两高”项目；示例县无关于“两高”"
    "项目的不合理支持政策措施。",
    "示例县2021年已向市委、市政府提交了生态环境保护责任履行情况报告，并与市委、市政府签订了生态环境保护目标责任状。",
)
PROOF = (
    "示例县委、县政府理论学习中心组完成了每半年组织1次生态文明建设和环境保护学习任务，县委党校也组织了相关培训，佐证材料"
    "与整改措施1相对应。",
    "示例县2021年共召开7次县委常委会、7次县政府常务会研究生态环境保护工作，佐证材料满足每两个月至少研究1次的要求，与"
    "整改措施2相对应。",
    "示例县存量“两高”项目1户，无在建“两高”项目，已形成台账，佐证材料与整改措施3相对应。",
    "示例县2021年向市委、市政府提交了生态环境保护责任履行情况报告，与整改措施4相对应。",
)
GROUPS = ("组长", "副组长", "成员")
UNITS = (OFFICE, "示例市生态环境局", "示例环境科学研究院")
COLUMNS = (
    ("验收组", 16),
    ("姓名", 17),
    ("单位", 47),
    ("职务（职称）", 28),
    ("联系电话（手机）", 26),
    ("验收人员签字", 22),
)


def numbered(texts: tuple[str, ...], count: int) -> tuple[Block, ...]:
    """Return `count` numbered paragraphs, going round the texts."""
    return tuple(Heading(level=3, text=f"{n}. {texts[(n - 1) % len(texts)]}") for n in range(1, count + 1))


def signature_table(members: int) -> Table:
    """Return the table of an acceptance team of this many members, group cells merged."""
    rows = []
    for number in range(members):
        group = min(number, len(GROUPS) - 1)
        merged = number >= len(GROUPS)
        name = "甲乙丙丁戊己庚辛壬癸"[number % 10] + "某某"
        texts = (name, UNITS[number % 3], "副主任（副局级）", f"138{number + 1:08d}", "")
        rows.append((Cell(text=GROUPS[group], merged=merged), *(Cell(text=text) for text in texts)))
    columns = tuple(
        Column(label=label, width_mm=width, align=Align.LEFT if label == "单位" else Align.CENTER)
        for label, width in COLUMNS
    )
    return Table(columns=columns, rows=tuple(rows))


def red_head(**more: str) -> RedHead:
    """Return a red head in two lines."""
    lines = ("示例市生态环境保护督察及“回头看”", "整改工作领导小组办公室")
    return RedHead(lines=lines, number="示环督改办〔2022〕18号", **more)


def imprint() -> Imprint:
    """Return a 版记 whose 抄送 takes two lines."""
    copies = "示例市委办公室，示例市人民政府办公室，示例县委，示例县人民政府，示例市生态环境局"
    return Imprint(copies_to=copies, office=OFFICE, date_text="2022年10月8日")


def opinion(
    *,
    title: str = TITLE,
    office: str = OFFICE,
    head: RedHead | None = None,
    foot: Imprint | None = None,
    sealed: bool = True,
    members: int = 5,
    measures: int = 4,
    attachments: tuple[str, ...] = ("验收组成员签字表",),
    page: PageSetup | None = None,
) -> Document:
    """Return a closure opinion in seven heads with its signature table."""
    heads = (
        ("problem", "督察指出的问题", (Para(text=PROBLEM),)),
        ("measures", "责任单位采取的工作举措", numbered(MEASURES, measures)),
        ("implementation", "整改任务整改措施的落实情况", numbered(PROGRESS, measures)),
        ("goal_completion", "整改任务整改目标完成情况", (Para(text=f"整改目标：{MEASURES[0]}"), Para(text=PROOF[0]))),
        ("evidence_mapping", "佐证材料与整改措施对应情况", numbered(PROOF, measures)),
        (
            "next_steps",
            "下步工作要求",
            (Para(text="继续学习贯彻习近平生态文明思想，并且按《整改方案》要求长期坚持。"),),
        ),
        ("conclusion", "验收结论", (Para(text=f"示例县已完成{PLAN}第1项中所承担的整改任务，通过验收。"),)),
    )
    sections = [Section(key="head", heading="版头", blocks=(head,))] if head else []
    sections.append(Section(key="opening", heading="标题与导语", blocks=_opening(title)))
    for number, (key, heading, blocks) in enumerate(heads):
        sections.append(
            Section(key=key, heading=heading, blocks=(Heading(level=1, text=f"{NUMERALS[number]}、{heading}"), *blocks))
        )
    sections.append(Section(key="closing", heading="落款", blocks=_closing(office, sealed, attachments)))
    for number, name in enumerate(attachments, 1):
        annex = AnnexHead(title=name, number=number if len(attachments) > 1 else None)
        sections.append(Section(key=f"annex{number}", heading=name, blocks=(annex, signature_table(members))))
    if foot:
        sections.append(Section(key="imprint", heading="版记", blocks=(foot,)))
    return Document(title=title, sections=tuple(sections), page=page or PageSetup())


def _opening(title: str) -> tuple[Block, ...]:
    opening = (
        f"依据{PLAN}和《示例市生态环境保护督察整改任务验收销号办法（试行）》规定，我办组建了验收组，于2022年9月28日对{PLAN}"
        "中责任单位示例县所承担的第1项整改任务进行了验收，提出如下意见："
    )
    return (
        Para(text=title, role=Role.TITLE),
        Para(text="市生态环境保护督察及“回头看”整改工作领导小组：", role=Role.ADDRESSEE),
        Para(text=opening),
    )


def _closing(office: str, sealed: bool, attachments: tuple[str, ...]) -> tuple[Block, ...]:
    return (
        AttachmentNote(names=attachments),
        SignOff(name=office, date_text="2022年10月8日", sealed=sealed),
        Para(text="（联系人：戊某某，联系电话：13800000001）", role=Role.CONTACT),
    )
