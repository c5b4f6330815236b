"""Notices as offices of other provinces publish them: tables turned round, annexes, numbers of several plans."""

from __future__ import annotations

from pathlib import Path

from tests.intake.corpus import matters_elsewhere as m
from tests.intake.corpus import words as w
from tests.intake.corpus.matters import PERSON, PHONE

OBJECTIONS = "公示期为10个工作日。如有异议，请在公示期内以书面形式实名反映。监督电话：13800000001。"


def with_an_annex(path: Path) -> None:
    """The letter tells of publicity, the table behind it of the tasks."""
    paper = w.new_paper("关于示例县整改任务拟销号的公示")
    w.lines(
        paper, "按照整改销号有关规定，我县2项整改任务已完成整改，现予以公示。", OBJECTIONS, "附件：拟销号任务情况表"
    )
    w.lines(paper, "示例县整改工作领导小组办公室", "2024年6月3日", "附件", "拟销号任务情况表")
    rows = [("编号", "反馈问题", "整改目标", "整改时限", "责任单位", "整改完成情况")]
    for code, matter in (("14", m.YARDS), ("36", m.LANDFILL)):
        rows.append((code, matter.problem, matter.goal, matter.words, w.joined(matter.responsible), matter.done))
    w.table_of(paper, rows)
    w.save(paper, path)


def turned_round(path: Path) -> None:
    """Two tasks side by side: the heads stand in the first column."""
    paper = w.new_paper("整改任务完成情况公示表")
    first, second = m.SEWAGE, m.QUARRY
    rows = [("任务编号", "8", "15"), ("反馈问题", first.problem, second.problem), ("整改目标", first.goal, second.goal)]
    rows += [("责任单位", w.joined(first.responsible), w.joined(second.responsible))]
    rows += [("整改时限", first.words, second.words)]
    rows += [("整改措施", "\n".join(w.numbered(first.steps)), "\n".join(w.numbered(second.steps)))]
    rows += [("整改完成情况", first.done, second.done)]
    w.table_of(paper, rows)
    w.lines(paper, OBJECTIONS)
    w.save(paper, path)


def of_a_hainan_county(path: Path) -> None:
    """序号126 stands in the title; persons and telephones have rows of their own."""
    paper = w.new_paper("示例县生态环境保护督察反馈问题（序号126）整改完成情况公示表")
    matter = m.WETLAND
    w.table_of(
        paper,
        (
            ("整改任务", matter.problem),
            ("责任单位", w.joined(matter.responsible)),
            ("责任人", PERSON),
            ("联系电话", PHONE),
            ("整改目标", matter.goal),
            ("整改时限", matter.words),
            ("整改措施", "\n".join(w.numbered(matter.steps))),
            ("整改成效", matter.done),
        ),
    )
    w.save(paper, path)


def with_heads_in_round_brackets(path: Path) -> None:
    matter = m.LANDFILL
    lines = [
        "关于示例县第十七项整改任务完成情况的公示",
        "根据有关要求，现将整改完成情况公示如下：",
        "（一）整改任务",
        matter.problem,
        "（二）整改责任单位",
        w.joined(matter.responsible),
        "（三）整改目标",
        matter.goal,
        "（四）整改措施及落实情况",
        matter.done,
        "（五）公示时间",
        "2024年6月3日至6月16日。",
        f"联系人：{PERSON}，联系电话：{PHONE}",
        "示例县城市管理局",
        "2024年6月3日",
    ]
    path.write_text("\r\n".join(lines), encoding="gb18030", newline="")


def in_one_flow(path: Path) -> None:
    """Heads are bold and run in without a number; the opening names the number of the provincial list."""
    paper = w.new_paper("示例区生态环境问题整改公示")
    matter = m.BOILERS
    w.lines(paper, "按照要求，现对省生态环境保护督察反馈的省序号28问题整改情况进行公示，接受社会监督。")
    w.labelled(paper, "问题表述", matter.problem)
    w.labelled(paper, "整改实施主体", w.joined(matter.responsible))
    w.labelled(paper, "牵头验收单位", w.joined(matter.acceptance))
    w.labelled(paper, "目标任务", matter.goal)
    w.labelled(paper, "完成时限", matter.words)
    w.labelled(paper, "重点措施", "".join(w.numbered(matter.steps)))
    w.labelled(paper, "整改完成情况", matter.done)
    w.lines(paper, OBJECTIONS, "中共示例区委      示例区人民政府", "2026年12月20日")
    w.save(paper, path)


def with_numbered_heads_in_a_table(path: Path) -> None:
    """序号、项目、内容 stand over three columns; the number of the task is in the title."""
    paper = w.new_paper("示例县第15项整改任务验收销号公示")
    matter = m.QUARRY
    w.lines(paper, "现将整改情况公示如下：")
    told = (
        ("反馈问题", matter.problem),
        ("整改目标", matter.goal),
        ("整改时限", matter.words),
        ("责任单位", w.joined(matter.responsible)),
        ("整改措施", "\n".join(w.numbered(matter.steps, "（{n}）{text}"))),
        ("整改完成情况", matter.done),
        ("监督电话", PHONE),
    )
    rows = [("序号", "项目", "内容"), *((str(n), head, text) for n, (head, text) in enumerate(told, 1))]
    w.table_of(paper, rows)
    w.save(paper, path)
