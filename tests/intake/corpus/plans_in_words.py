"""Plans that lay their tasks out in paragraphs, in the manners of a dozen offices."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from docx.document import Document as Paper

from tests.intake.corpus import matters as m
from tests.intake.corpus import words as w
from tests.intake.corpus.matters import Matter

GOAL_OF_PLAN = "到2025年底，反馈问题全部整改到位，生态环境质量持续改善，长效机制更加健全。"
LEADING = "成立县突出生态环境问题整改工作领导小组，由县委、县政府主要负责同志任组长，领导小组办公室设在县督改办。"
CHECKING = "县督改办每月调度一次整改进展，对进展滞后的任务预警督办；对虚假整改、敷衍整改的依规依纪追责问责。"


def with_cover_and_contents(path: Path) -> None:
    """Cover, contents, chapters and then the list of tasks as an annex; labels bold and run in."""
    paper = w.new_paper("中共示例县委办公室　示例县人民政府办公室文件")
    w.lines(paper, "示办发〔2023〕12号", "示例县贯彻落实中央生态环境保护督察反馈意见整改方案", "2023年6月", "")
    w.contents_of(paper, ("一、总体要求", "二、工作安排", "三、保障措施", "附件：整改任务清单"))
    paper.add_page_break()
    w.lines(
        paper,
        "为全面落实督察反馈意见整改要求，结合我县实际，制定本方案。",
        "一、总体要求",
        "（一）指导思想。坚持以习近平新时代中国特色社会主义思想为指导，深入贯彻习近平生态文明思想。",
        f"（二）整改目标。{GOAL_OF_PLAN}",
        "二、工作安排",
        "（一）动员部署（2023年6月）。印发方案，明确责任单位和整改时限。",
        "（二）组织实施（2023年7月至2025年10月）。各责任单位按照整改措施逐项落实。",
        "三、保障措施",
        f"（一）加强组织领导。{LEADING}",
        f"（二）严格督查问责。{CHECKING}",
        "附件：整改任务清单",
    )
    paper.add_page_break()
    w.lines(paper, "附件", "示例县贯彻落实中央生态环境保护督察反馈意见整改任务清单")
    for number, matter in enumerate((m.STUDY, m.RIVER, m.MANURE), 1):
        w.lines(paper, f"{w.han(number)}、{matter.problem}")
        w.labelled(paper, "责任单位", w.joined(matter.responsible))
        w.labelled(paper, "督导单位", w.joined(matter.supervising))
        w.labelled(paper, "整改目标", matter.goal)
        w.labelled(paper, "整改时限", matter.words)
        w.labelled(paper, "整改措施", "")
        w.lines(paper, *w.numbered(matter.steps))
    w.save(paper, path)


def with_labels_on_lines_of_their_own(path: Path) -> None:
    paper = w.new_paper("示例市贯彻落实省生态环境保护督察报告整改方案")
    w.lines(paper, "现就省生态环境保护督察报告指出的问题，制定如下整改方案。")
    for number, matter in enumerate((m.RIVER, m.MINES, m.BLACK_WATER), 1):
        w.lines(paper, f"{w.han(number)}、{matter.problem}")
        for label, text in (
            ("牵头单位", w.joined(matter.lead)),
            ("责任单位", w.joined(matter.responsible)),
            ("配合单位", w.joined(matter.supporting, last="和")),
            ("整改目标", matter.goal),
            ("整改时限", matter.words),
        ):
            w.bold_line(paper, label)
            w.lines(paper, text)
        w.bold_line(paper, "整改措施")
        w.lines(paper, *w.numbered(matter.steps, "{n}．{text}"))
    w.save(paper, path)


def in_groups_with_synonyms(path: Path) -> None:
    """Group heads over the tasks, numbers running on, labels by other names and in another order."""
    paper = w.new_paper("濮阳县突出生态环境问题整改工作方案")
    groups = (("一、思想认识和责任落实方面", (m.STUDY,)), ("二、突出环境问题方面", (m.BLACK_WATER, m.DUST)))
    number = 0
    for head, tasks in groups:
        w.bold_line(paper, head)
        for matter in tasks:
            number += 1
            w.lines(paper, f"（{w.han(number)}）{matter.problem}")
            w.labelled(paper, "完成时限", matter.words + "。")
            w.labelled(paper, "目标任务", matter.goal)
            w.labelled(paper, "重点措施", "")
            w.lines(paper, *w.numbered(matter.steps))
            w.labelled(paper, "整改责任主体", w.joined(matter.responsible, last="，") + "。")
            if matter.acceptance:
                w.labelled(paper, "验收部门", w.joined(matter.acceptance))
    w.save(paper, path)


def with_measures_as_firstly(path: Path) -> None:
    paper = w.new_paper("宝清县生态环境保护督察反馈问题整改方案")
    for number, matter in enumerate((m.HEATING, m.PIPES, m.SOURCES), 1):
        w.lines(paper, f"{number}、{matter.problem}")
        w.lines(
            paper, f"责任单位：{w.joined(matter.responsible)}", f"配合部门：{w.joined(matter.supporting, last='及')}"
        )
        w.lines(paper, f"整改目标：{matter.goal}", f"整改时限：{matter.words}")
        w.lines(paper, "整改措施：" + "".join(w.numbered(matter.steps, "{han}是{text}")))
    w.save(paper, path)


def with_levels_inside_measures(path: Path) -> None:
    """Measures are （一）（二）, and the first of each task has 1. and ① below it."""
    paper = w.new_paper("宣城市第二轮中央生态环境保护督察反馈问题整改方案")
    below = ("1.对已完成整治的矿山逐个核查。", "①列出要重新整改的项目。", "②明确整改方案。", "2.建立核查台账。")
    for number, matter in enumerate((m.MINES, m.RESERVE), 19):
        w.bold_line(paper, f"{w.han(number)}、{matter.problem}")
        w.lines(paper, f"整改目标：{matter.goal}", f"完成时间：{matter.words}", "整改措施：")
        first, *others = w.numbered(matter.steps, "（{han}）{text}")
        w.lines(paper, first, *below, *others)
        w.lines(paper, f"牵头部门：{w.joined(matter.lead)}", f"配合部门：{w.joined(matter.supporting)}")
        w.lines(paper, f"责任主体：{w.joined(matter.responsible)}")
    w.save(paper, path)


def with_brackets_behind_measures(path: Path) -> None:
    """Each measure has its units and its deadline in a bracket, in two manners."""
    paper = w.new_paper("广东省第二轮中央生态环境保护督察整改措施方案")
    manners = ("（责任单位：{units}；完成时限：{words}）", "（{units}负责，{words}完成）")
    for number, matter in enumerate((m.RURAL_WATER, m.COAST, m.WASTE, m.HEATING), 1):
        w.lines(paper, f"{w.han(number)}、{matter.problem}")
        w.labelled(paper, "整改目标", matter.goal)
        w.labelled(paper, "整改时限", matter.words)
        w.labelled(paper, "责任单位", w.joined(matter.responsible))
        w.labelled(paper, "整改措施", "")
        w.lines(paper, *(f"{n}.{w.bracketed(step, manners[number % 2])}" for n, step in enumerate(matter.steps, 1)))
    w.save(paper, path)


def with_word_numbering(path: Path) -> None:
    """The numbers of tasks and measures are Word's own and stand in no text."""
    paper = w.new_paper("常德市西湖管理区生态环境问题整改方案")
    w.add_numbering(paper, 71, "chineseCounting", "%1、")
    for number, matter in enumerate((m.MINES, m.PIPES, m.BLACK_WATER)):
        w.number_by(paper.add_paragraph(matter.problem), 71)
        w.labelled(paper, "整改实施主体", w.joined(matter.responsible))
        w.labelled(paper, "牵头验收单位", w.joined(matter.acceptance))
        w.labelled(paper, "整改目标", matter.goal)
        w.labelled(paper, "整改期限", matter.words)
        w.labelled(paper, "整改措施", "")
        w.add_numbering(paper, 80 + number, "decimal", "%1.")
        for step in matter.steps:
            w.number_by(paper.add_paragraph(step.text), 80 + number)
    w.save(paper, path)


def in_half_width(path: Path) -> None:
    """Everything half-width, two labels in one paragraph, measures run in behind their label."""
    paper = w.new_paper("兰西县省督察反馈问题整改方案")
    for number, matter in enumerate((m.RIVER, m.MANURE, m.DUST), 1):
        w.lines(paper, _half(f"{number}.{matter.problem}"))
        w.lines(paper, _half(f"牵头单位：{w.joined(matter.lead)}；责任单位：{w.joined(matter.responsible)}"))
        w.lines(paper, _half(f"整改目标：{matter.goal}"), _half(f"整改时限：{matter.words}。"))
        w.lines(paper, _half("整改措施：" + "".join(w.numbered(matter.steps, "（{n}）{text}"))))
    w.save(paper, path)


def _half(text: str) -> str:
    return "".join(
        unicodedata.normalize("NFKC", letter) if unicodedata.east_asian_width(letter) == "F" else letter
        for letter in text
    )


def with_changes_tracked(path: Path) -> None:
    """Tracked changes, content controls and split runs; text boxes, header and footer hold what is no task."""
    paper = w.new_paper("宝鸡市贯彻落实第二轮省生态环境保护督察报告整改方案")
    section = paper.sections[0]
    section.header.paragraphs[0].text = "九、页眉中的问题。整改目标：不是任务"
    section.footer.paragraphs[0].text = "责任单位：页脚不是单位"
    for number, matter in enumerate((m.PARKS, m.SLUDGE), 1):
        _changed_task(paper, number, matter)
    w.text_box(paper.paragraphs[0], "十、文本框里的示例问题。责任单位：某某局。整改时限：2020年底前")
    w.save(paper, path)


def _changed_task(paper: Paper, number: int, matter: Matter) -> None:
    w.split_runs(paper.add_paragraph(), f"{w.han(number)}、{matter.problem}", 5)
    units = paper.add_paragraph()
    w.split_runs(units, "责任单位：", 1)
    w.controlled(units, w.joined(matter.responsible))
    goal = paper.add_paragraph("整改目标：")
    w.deletion(goal, "初步完成整治。")
    w.insertion(goal, matter.goal)
    due = paper.add_paragraph("整改时限：")
    w.deletion(due, "2020年底前")
    w.insertion(due, matter.words)
    w.lines(paper, "整改措施：", *w.numbered(matter.steps))
    w.deletion(paper.add_paragraph(), "9.已删除的措施。")


def with_chapters_and_annexes(path: Path) -> None:
    """The tasks are a chapter of the body; chapters beside it and annexes look alike and hold none."""
    paper = w.new_paper("沧源佤族自治县贯彻落实第二轮省级生态环境保护督察报告整改方案")
    w.lines(
        paper,
        "一、总体要求",
        f"（一）工作目标。{GOAL_OF_PLAN}",
        "（二）基本原则。坚持问题导向、标本兼治。",
        "二、整改任务",
    )
    for number, matter in enumerate((m.HEATING, m.SOURCES, m.OLD_MINES), 1):
        w.bold_line(paper, f"（{w.han(number)}）{matter.name}")
        w.lines(paper, f"督察报告指出：{matter.problem}")
        if matter.lead:
            w.lines(paper, f"牵头单位：{w.joined(matter.lead)}")
        w.lines(
            paper, f"责任单位：{w.joined(matter.responsible)}", f"配合单位：{w.joined(matter.supporting, tail='等')}"
        )
        w.lines(paper, f"整改目标：{matter.goal}", f"整改时限：{matter.words}", "整改措施：")
        w.lines(paper, *w.numbered(matter.steps, "{n}.{text}"))
    w.lines(paper, "三、保障措施", f"（一）加强组织领导。{LEADING}", f"（二）强化调度督办。{CHECKING}")
    w.lines(paper, "附件：1.整改工作领导小组成员名单", "　　　2.重点排污单位名单", "附件1", "整改工作领导小组成员名单")
    w.table_of(
        paper,
        (
            ("序号", "姓名", "单位", "职务", "联系电话"),
            ("1", m.PERSON, "县人民政府", "副县长", m.PHONE),
            ("2", "乙某某", "县生态环境分局", "局长", m.PHONE),
        ),
    )
    w.lines(paper, "附件2", "重点排污单位名单", "1.县污水处理厂", "2.县生活垃圾填埋场", "3.示例糖业有限公司")
    w.save(paper, path)


def pasted(path: Path) -> None:
    """The text form, as it is left when a web page is copied."""
    texts = ["宿马园区突出生态环境问题整改方案", "", "发布时间：2024-06-03　来源：管委会　[打印]", ""]
    for number, matter in enumerate((m.DUCKWEED, m.COAL, m.RESERVE), 1):
        texts += [
            f"　　{w.han(number)}、{matter.problem}",
            f"　　牵头单位：{w.joined(matter.lead)}",
            "",
            f"　　责任单位: {w.joined(matter.responsible)}",
            f"　　整改目标： {matter.goal}",
            f"　　整改时限： {matter.words}",
            "　　整改措施：",
            *(f"　　{line}" for line in w.numbered(matter.steps, "{n}. {text}")),
            "",
        ]
    path.write_text("\r\n".join(texts), encoding="utf-8")


LIST_OF_MEASURES = (
    (
        "二、以绿色转型推动全面振兴",
        (
            (
                "优化国土空间开发保护格局。",
                "落实主体功能区战略，统筹优化农业、生态、城镇等空间布局。",
                "（牵头单位：省自然资源厅；责任单位：省生态环境厅、省住房城乡建设厅、省农业农村厅、省水利厅等）",
            ),
            (
                "积极稳妥推进碳达峰碳中和。",
                "坚持先立后破、通盘谋划，重点控制煤炭等化石能源消费。",
                "(牵头单位:省发展改革委;责任单位:省工业和信息化厅、省生态环境厅等)",
            ),
            (
                "推动产业绿色转型升级。",
                "加快传统制造业数字化、网络化、智能化改造，推进冶金行业节能降碳和超低排放改造。",
                "(牵头单位:省工业和信息化厅;责任单位省发展改革委、省科技厅、省自然资源厅、省生态环境厅等)",
            ),
            (
                "推进重点领域绿色低碳发展。",
                "到2025年，城镇新建建筑全面执行绿色建筑标准。加快构建绿色交通体系。",
                "（省工业和信息化厅、省住房城乡建设厅、省交通运输厅、沈阳铁路监管局等按照职责分工负责）",
            ),
        ),
    ),
    (
        "三、持续深入推进污染防治攻坚",
        (
            (
                "强化海域综合治理。",
                "坚持陆海统筹、河海联动、系统治理，以海湾为基本单元，“一湾一策”协同推进近岸海域污染防治。",
                "（牵头单位：省生态环境厅；责任单位：省自然资源厅、省水利厅、省林草局、辽宁海事局等）",
            ),
            (
                "筑牢自然生态屏障。",
                "辽东山地丘陵重点加强水源涵养与水土保持生态功能，辽西低山丘陵重点加强防风固沙生态功能。",
                "（牵头单位：省自然资源厅、省林草局；责任单位：省生态环境厅、省水利厅、省农业农村厅等）",
            ),
            (
                "切实维护生态安全。",
                "坚决贯彻总体国家安全观，落实生态安全工作协调机制。",
                "（牵头单位省生态环境厅、省发展改革委；责任单位：省自然资源厅、省卫生健康委、省应急厅等）",
            ),
            (
                "开展美丽创新示范。",
                "扎实推进美丽河湖保护和建设，加快阜新、沈阳、营口、盘锦北方清洁取暖项目建设。",
                "（牵头单位：省生态环境厅；责任单位：省发展改革委、中国人民银行辽宁省分行、国家金融监管总局辽宁监管局等）",
            ),
        ),
    ),
)


def as_list_of_measures(path: Path) -> None:
    """Numbers run through the chapters, units stand in a bracket at the end of each paragraph."""
    paper = w.new_paper("辽宁省关于全面推进美丽辽宁建设的实施意见")
    w.lines(paper, "为全力推进美丽辽宁建设实践，提出以下实施意见。", "一、总体要求", f"主要目标是：{GOAL_OF_PLAN}")
    number = 0
    for chapter, items in LIST_OF_MEASURES:
        w.lines(paper, chapter)
        for lead, text, units in items:
            number += 1
            paragraph = paper.add_paragraph(f"（{w.han(number)}）")
            paragraph.add_run(lead).bold = True
            paragraph.add_run(text + units)
    w.save(paper, path)
