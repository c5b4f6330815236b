"""Public notices of finished rectification, under the heads of eight provinces."""

from __future__ import annotations

from pathlib import Path

from tests.intake.corpus import matters as m
from tests.intake.corpus import words as w
from tests.intake.corpus.matters import PERSON, PHONE

ANHUI = (
    "突出生态环境问题整改验收销号公示",
    "宿州市2024年大排查专项行动突出生态环境问题整改任务清单内的问题已整改完成，核查验收通过。现公示如下：",
    "一、整改问题",
    "（一）宿马园区唐河天门大道段河面有浮萍和垃圾，晒化后流进唐河，污染水体。",
    "二、整改实施主体",
    "宿马园区党工委、管委会",
    "三、重点措施",
    "（一）组织对唐河的打捞清理。",
    "四、目标任务",
    "（一）把唐河浮萍、垃圾清理干净。",
    "五、完成时限",
    "2024年12月底",
    "六、整改完成情况",
    "（一）核查时该河段水面已无浮萍和垃圾。",
    "如有异议，请于公示期间（2024年9月29日至2024年10月9日，共10个工作日）向宿州市生态环境局宿马管理中心反映。",
    f"监督电话：{PHONE}",
    "2024年9月29日",
)
HEILONGJIANG = (
    "第二轮省生态环境保护督察第十六项问题整改公示",
    "兰西县已完成黑龙江省生态环境保护督察2020年第十六项问题整改，准备申请验收销号，现公示：",
    "一、整改任务：",
    m.RIVER.problem,
    "二、整改目标：",
    m.RIVER.goal,
    "三、整改措施：",
    *w.numbered(m.RIVER.steps),
    "四、整改主要工作及成效：",
    "1.委托高校专家团队编制泥河水库水环境治理方案并照方案治理。",
    "2.取水口清淤8050立方米。",
    "3.一级保护区水域水藻打捞完成。",
    "4.万宝村、双城村486户旱厕拆除完成。",
    "五、公示时间：2022年11月25日至2022年12月5日。",
    "六、受理部门、电话及受理地址：",
    "绥化市兰西生态环境局",
    f"受理电话：{PHONE}",
    "受理地址：兰西县老武装部院内",
    "如有异议，以书面或电话形式向绥化市兰西生态环境局反映。邮寄以邮戳为准，直接送达以送达日期为准。",
    "中共兰西县委　兰西县人民政府",
    "2022年11月25日",
)
HENAN = (
    "省委生态环境保护督察整改任务（序号43）验收公示",
    "发表时间：2023-01-09",
    "市生态环境局牵头的省委督察整改任务第43项已整改完成并通过核查验收，公示如下：",
    "一、整改任务",
    m.BLACK_WATER.problem,
    "二、整改措施",
    *w.numbered(m.BLACK_WATER.steps, "（{n}）{text}"),
    "三、整改完成情况",
    "（1）反馈的3处黑臭问题全部整改完。",
    "（2）各县（区）持续排查，推动清单动态更新。",
    "如有异议，请在公示期间（2023年1月9日至2023年1月20日，共10个工作日）向验收单位反映。",
    f"联 系 人：{PERSON}",
    f"手机号码：{PHONE}",
    "电子邮箱：zgb@example.cn",
    "市生态环境局",
    "2023年1月9日",
)
ANHUI_CITY = (
    "2021年第二轮中央生态环境保护督察反馈第三十八项问题整改完成情况公示",
    "该问题已整改完成并通过核查验收，现予公示：",
    "一、整改问题",
    m.MINES.problem,
    "二、整改实施主体",
    "宣城市委、市政府",
    "三、重点措施",
    *w.numbered(m.MINES.steps),
    "四、目标任务",
    m.MINES.goal,
    "五、完成时限",
    "2023年底。",
    "六、整改完成情况",
    m.MINES.done,
    "如有异议，请在公示期间（2023年12月14日至2023年12月27日，共10个工作日）反映。",
    f"电话：{PHONE}",
)
SHAANXI = (
    "澄城县省级督察反馈问题整改措施落实情况公示",
    "一、第二轮省生态环境保护督察反馈问题",
    m.SLUDGE.problem,
    "二、整改目标",
    m.SLUDGE.goal,
    "三、整改措施",
    "".join(w.numbered(m.SLUDGE.steps, "（{han}）{text}")),
    "四、整改期限",
    m.SLUDGE.words,
    "五、整改措施落实情况",
    "（一）关于第1项整改措施落实情况。调动3台大型机械挖掘、晾晒外流污泥并运到指定区域处置，清理面积约30平方米。",
    "（二）关于第2项整改措施落实情况。渭南市生态环境局澄城分局下达行政处罚决定书，罚款10万元并收缴到位。",
    "（三）关于第3项整改措施落实情况。整理土地，种冬青1000余株、播苜蓿草种10斤。",
    "六、整改完成时间。2021年9月",
    "以上公示，如有异议请以书面或电话形式向渭南市生态环境保护督察巡查工作领导小组办公室反馈并提供联系方式。",
    "公示时间：2021年12月24日至2021年12月30日，共7天",
    "受理单位：渭南市生态环境保护督察巡查工作领导小组办公室",
    f"监督电话：{PHONE}",
    "2021年12月24日",
)


SUB_PROBLEM = (
    "第二轮中央生态环境保护督察第四十七项问题五整改公示",
    "我县已完成中央生态环境保护督察第四十七项问题整改，准备申请验收销号。现公示如下：",
    "一、整改问题",
    "第二轮中央督察移交的第四十七项问题中的第五项：",
    "（1）全省106个省级以上产业园区中，全部集中供热供汽的46个，部分的7个。",
    "（2）21个园区未通过规划环评审查，其中国家级4个、省级17个。",
    "二、整改目标",
    m.HEATING.goal,
    "三、整改措施",
    "一是完善园区集中供热供汽设施，供后续入园企业使用。二是加快规划环评修编并完成。",
    "四、整改主要工作及成效：",
    "一是宝清经济开发区2024年9月取得总体规划（2021—2035年）环境影响报告书；二是园区内集中供热供汽设施建成。",
    "五、公示时间：2025年9月28日至2025年10月16日（共10个工作日）",
    "六、受理部门：宝清县生态环境保护和督察工作委员会办公室",
    f"七、受理电话：{PHONE}",
    "八、受理地址：宝清县新华路70号",
    "如有异议，以书面或电话形式反映。邮寄以寄出邮戳为准，直接送达以送达日期为准。",
    "中共宝清县委　宝清县人民政府",
    "2025年9月22日",
)
TWO_NUMBERS = (
    "盘锦市大洼区中央环境保护督察反馈意见整改任务{编号364(35-11)}整改结果公示",
    "",
    "一、中央环境保护督察反馈意见整改任务",
    "{编号364(35-11)}：饮用水水源保护不力。",
    "二、整改目标",
    m.SOURCES.goal,
    "三、整改结果",
    m.SOURCES.done,
    "以上公示，如有异议请以书面或电话形式（署联系方式）向中央环境保护督察大洼区整改工作组反馈。邮寄以邮戳为准。",
    "公示时间：2018年4月2日至2018年4月9日",
    "受理部门：中央环境保护督察大洼区整改工作组办公室",
    f"联系电话：{PHONE}",
    "邮寄地址：盘锦市大洼区环境保护局区政府713室",
    "2018年3月30日",
)
OPINION_DONE = (
    "（一）深入学习贯彻习近平生态文明思想。将生态文明建设、生态环境保护的重要讲话精神纳入学习计划。",
    "（二）定期研究部署生态环境保护工作。提请印发深入打好污染防治攻坚战实施方案等政策文件。",
    "（三）坚决遏制“两高”项目盲目发展。推动全省14个市全部发布生态环境分区管控方案。",
)
OPINION = (
    "深入学习贯彻习近平生态文明思想任务验收销号意见公开公示内容",
    "《辽宁省中央生态环境保护督察整改方案》深入学习贯彻习近平生态文明思想任务已整改完成，现予公示（见附件）。",
    "自发布之日起10个工作日内，任何单位、个人对该问题整改完成情况有异议，请与省督改办联系并提供有关材料。",
    f"监督电话：{PHONE}",
    "邮寄地址：沈阳市浑南区双园路30号",
    "附件：深入学习贯彻习近平生态文明思想任务验收销号意见",
    "2024年7月3日",
    "附件",
    "深入学习贯彻习近平生态文明思想任务验收销号意见",
    "按照验收销号办法，2023年1月17日省督改办会同验收组，采取听取汇报、核查资料等方式，对任务完成情况进行了验收。",
    "一、整改任务",
    m.STUDY.problem,
    "二、整改目标",
    m.STUDY.goal,
    "三、完成情况",
    *OPINION_DONE,
    "四、验收结论",
    "已完成整改，同意履行销号程序。",
)


def _paper_of(path: Path, texts: tuple[str, ...]) -> None:
    title, *others = texts
    paper = w.new_paper(title)
    w.lines(paper, *others)
    w.save(paper, path)


def of_anhui(path: Path) -> None:
    _paper_of(path, ANHUI)


def of_heilongjiang(path: Path) -> None:
    _paper_of(path, HEILONGJIANG)


def of_henan(path: Path) -> None:
    _paper_of(path, HENAN)


def of_shaanxi(path: Path) -> None:
    _paper_of(path, SHAANXI)


def of_an_anhui_city(path: Path) -> None:
    """Copied from a page, as text."""
    path.write_text("\n".join(ANHUI_CITY), encoding="utf-8")


def of_hunan(path: Path) -> None:
    """Heads are labels run in, and the units that accept are two lines."""
    paper = w.new_paper("常德市西湖管理区关于第二轮中央生态环境保护督察问题整改情况公示")
    w.lines(paper, "按照省生态环境保护督察整改工作实施办法等文件，对整改任务、目标、措施、效果及整改销号意见对外公示。")
    w.labelled(paper, "反馈问题", m.PIPES.problem)
    w.labelled(paper, "整改目标", m.PIPES.goal)
    w.labelled(paper, "整改措施", "")
    w.lines(paper, *w.numbered(m.PIPES.steps))
    w.labelled(paper, "整改实施主体", "常德市西湖管理区住房和城乡建设局")
    w.labelled(paper, "牵头验收单位", "常德市住房和城乡建设局")
    w.labelled(paper, "配合验收单位", "常德市生态环境局")
    w.labelled(paper, "整改完成情况", "")
    w.lines(paper, "1." + m.PIPES.done, "2.抓严抓实日常管护，城镇污水管网定期巡查。")
    w.save(paper, path)


def of_jiangsu(path: Path) -> None:
    """One measure of a task; units stand in sentences that say who leads and who supports."""
    units = "省自然资源厅牵头，省发展改革委、省生态环境厅、省农业农村厅、省林业局配合。"
    _paper_of(
        path,
        (
            "中央生态环境保护督察整改公示",
            "《江苏省贯彻落实第二轮中央生态环境保护督察报告整改方案》第二十八项整改事项第三条整改措施已整改完成。现公示如下：",
            "一、整改事项",
            m.COAST.problem,
            "二、责任单位",
            units,
            "三、验收单位",
            units,
            "四、整改目标",
            m.COAST.goal,
            "五、整改时限",
            "2025年12月底前。",
            "六、整改措施",
            m.COAST.steps[1].text,
            "七、整改完成情况",
            m.COAST.done,
            "如有异议，请在公示期间（2026年2月4日至2026年2月24日）向江苏省农业农村厅反映。",
            f"监督电话：{PHONE}。",
            "江苏省农业农村厅",
            "2026年2月4日",
        ),
    )


def of_tibet(path: Path) -> None:
    """A table of two columns under a title that holds the number."""
    paper = w.new_paper("第二轮中央生态环境保护督察反馈意见（12-01）整改措施完成情况公示表——拉萨市人民政府")
    w.lines(paper, "自公示之日起10个工作日内，对整改情况有异议的请实名反映。")
    w.table_of(
        paper,
        (
            ("反馈问题", m.ROADS.problem),
            ("核查情况", "拉萨市政府对市交通运输局该项措施开展资料审查，认为整改资料真实、完整、有效，措施整改到位。"),
            ("整改目标", m.ROADS.goal),
            ("整改措施", m.ROADS.steps[0].text + "（立行立改）"),
            ("责任单位", "拉萨市人民政府"),
            ("责任人", PERSON),
            ("联系电话", PHONE),
            ("整改主要工作及成效", m.ROADS.done),
        ),
    )
    w.save(paper, path)


def of_a_sub_problem(path: Path) -> None:
    """The fifth problem of a task, its sites numbered inside the problem."""
    _paper_of(path, SUB_PROBLEM)


def of_two_numbers(path: Path) -> None:
    """A number of the general account with the task's own in brackets, in braces in title and problem."""
    path.write_bytes("\r\n".join(TWO_NUMBERS).encode("gb18030"))


def with_an_opinion_behind(path: Path) -> None:
    """The notice itself tells nothing of the task: that stands in the opinion attached to it."""
    _paper_of(path, OPINION)


def as_a_table_of_tasks(path: Path) -> None:
    paper = w.new_paper("宝鸡市第二轮省生态环境保护督察反馈问题整改情况公示")
    w.lines(
        paper,
        "经各牵头单位组织检查验收，以下问题已完成整改，现予公示。公示期自2025年3月3日至2025年3月14日。",
        f"电话：{PHONE}",
        "宝鸡市生态环境保护委员会办公室　2025年3月3日",
    )
    w.table_of(
        paper,
        (
            ("编号", "反馈问题", "整改措施", "整改时限", "整改进展"),
            ("15", m.PARKS.problem, "".join(w.numbered(m.PARKS.steps, "{circled}{text}")), m.PARKS.words, m.PARKS.done),
            ("23", m.COAL.problem, "".join(w.numbered(m.COAL.steps, "{circled}{text}")), m.COAL.words, m.COAL.done),
        ),
    )
    w.save(paper, path)


def with_heads_run_in(path: Path) -> None:
    """Heads and texts share their paragraphs; the objections follow in the last of them."""
    paper = w.new_paper("示例县关于中央生态环境保护督察反馈问题（第九项）整改完成情况的公示")
    measures = "".join(w.numbered(m.SOURCES.steps, "（{n}）{text}"))
    w.lines(
        paper,
        "根据整改工作要求，现将第九项问题整改完成情况予以公示，公示期为2024年3月4日至3月15日。",
        f"一、反馈问题：{m.SOURCES.problem}",
        f"二、整改目标：{m.SOURCES.goal}",
        f"三、整改责任单位：{w.joined(m.SOURCES.responsible)}",
        f"四、整改时限：{m.SOURCES.words}",
        f"五、整改措施：{measures}",
        f"六、整改完成情况：{m.SOURCES.done}",
        f"公示期间如有异议，请与县督改办联系，联系电话：{PHONE}。",
        "示例县督改办",
        "2024年3月4日",
    )
    w.save(paper, path)


def of_several_tasks(path: Path) -> None:
    """Two tasks under headings with their numbers, heads below each."""
    paper = w.new_paper("示例市中央生态环境保护督察反馈问题整改完成情况公示")
    w.lines(paper, "我市已完成督察反馈第6项、第11项问题整改，现予公示。")
    for number, (task, matter) in enumerate(((6, m.SOURCES), (11, m.SLUDGE)), 1):
        w.lines(
            paper, f"{w.han(number)}、第{task}项问题", "（一）反馈问题", matter.problem, "（二）整改目标", matter.goal
        )
        w.lines(paper, "（三）整改措施", *w.numbered(matter.steps), "（四）整改完成情况", matter.done)
    w.lines(paper, f"公示期10个工作日。如有异议，请来电反映，电话：{PHONE}。", "示例市督改办", "2023年6月1日")
    w.save(paper, path)


def as_a_form(path: Path) -> None:
    """A form with the number in a row of its own, units by role, and the opinions of offices at its end."""
    paper = w.new_paper("整改任务验收销号公示表")
    w.table_of(
        paper,
        (
            ("问题序号", "28"),
            ("问题来源", "第二轮中央生态环境保护督察"),
            ("整改任务", m.COAST.problem),
            ("牵头部门", w.joined(m.COAST.lead)),
            ("配合部门", w.joined(m.COAST.supporting)),
            ("整改目标", m.COAST.goal),
            ("整改时限", m.COAST.words),
            ("整改举措", "\n".join(w.numbered(m.COAST.steps))),
            ("整改成效", m.COAST.done),
            ("验收意见", "经验收，同意销号。"),
            ("联系方式", f"{PERSON}　{PHONE}"),
        ),
    )
    w.save(paper, path)


def with_objections_in_the_text(path: Path) -> None:
    """What was done and how to object share a paragraph."""
    _paper_of(
        path,
        (
            "关于省生态环境保护督察反馈问题整改情况的公示（任务编号：2022-15）",
            "一、整改任务",
            m.RESERVE.problem,
            "二、整改责任单位",
            "永州市示例县人民政府，县林业局、县水利局",
            "三、整改目标",
            m.RESERVE.goal,
            "四、整改完成情况",
            m.RESERVE.done + f"如对上述整改情况有异议，请于公示期内（2023年3月1日至3月14日）拨打{PHONE}反映。",
            "示例市林业局",
            "2023年3月1日",
        ),
    )


def with_a_bare_title(path: Path) -> None:
    """The title is a number and the kind of paper: no name of the task stands in it."""
    _paper_of(
        path,
        (
            "第28项整改任务验收销号公示",
            "按照有关规定，现予公示。",
            f"整改任务：{m.DUST.problem}",
            f"牵头部门：{w.joined(m.DUST.lead)}",
            f"整改期限：{m.DUST.words}",
            f"整改成效：{m.DUST.done}",
            f"公示期为10个工作日，任何单位和个人如有异议，可来电反映。联系电话：{PHONE}",
            "示例县人民政府",
        ),
    )
