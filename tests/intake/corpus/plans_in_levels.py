"""Plans that lay their tasks out in paragraphs, where levels, headings or sentences do what labels do elsewhere."""

from __future__ import annotations

from pathlib import Path

from tests.intake.corpus import matters as m
from tests.intake.corpus import words as w


def with_numbered_labels(path: Path) -> None:
    """Labels carry numbers of their own below the task's, and the measures one level below these."""
    paper = w.new_paper("葫芦岛市中央生态环境保护督察反馈问题整改方案")
    w.lines(paper, "一、关于生态环境质量方面的问题")
    for number, matter in enumerate((m.SEA, m.COAL, m.WASTE), 1):
        w.bold_line(paper, f"（{w.han(number)}）{matter.problem}")
        w.lines(paper, f"1.整改责任单位：{w.joined(matter.responsible)}", f"2.整改目标：{matter.goal}")
        w.lines(paper, f"3.整改时限：{matter.words}", "4.整改措施：", *w.numbered(matter.steps, "（{n}）{text}"))
    w.save(paper, path)


def with_headings(path: Path) -> None:
    """Word's heading styles: chapters, short names of tasks, and labels as headings over their text."""
    paper = w.new_paper("渭南市贯彻落实省生态环境保护督察反馈意见整改方案")
    paper.add_heading("一、总体要求", 1)
    w.lines(paper, "坚持问题导向，压实整改责任。")
    paper.add_heading("二、整改任务", 1)
    for number, matter in enumerate((m.SLUDGE, m.MANURE, m.RESERVE), 1):
        paper.add_heading(f"任务{number}　{matter.name}", 2)
        texts = (("问题描述", matter.problem), ("整改目标", matter.goal), ("牵头单位", w.joined(matter.lead)))
        for label, text in (*texts, ("督导单位", w.joined(matter.supervising)), ("完成时限", matter.words)):
            paper.add_heading(label, 3)
            w.lines(paper, text)
        paper.add_heading("整改措施", 3)
        w.lines(paper, *w.numbered(matter.steps, "{n}、{text}"))
    paper.add_heading("三、工作要求", 1)
    w.lines(paper, "1、提高认识。各责任单位要高度重视。", "2、严格时限。按照整改时限倒排工期。")
    w.save(paper, path)


def in_one_paragraph_each(path: Path) -> None:
    """Everything a task tells runs on behind its problem."""
    paper = w.new_paper("示例县生态环境保护督察整改任务清单")
    for number, matter in enumerate((m.DUST, m.MANURE, m.BLACK_WATER), 1):
        told = (
            f"{w.han(number)}、{matter.problem}整改目标：{matter.goal}整改时限：{matter.words}。"
            f"牵头单位：{w.joined(matter.lead)}。责任单位：{w.joined(matter.responsible)}。"
        )
        w.lines(paper, told + "整改措施：" + "".join(w.numbered(matter.steps, "{n}.{text}")))
    w.save(paper, path)


def with_units_below_measures(path: Path) -> None:
    """Each measure begins with a bold sentence, and its units and deadline stand in a line below it."""
    paper = w.new_paper("示例市贯彻落实督察反馈意见整改措施")
    leads = ("压实工作责任。", "健全制度规范。", "补齐能力短板。")
    for number, matter in enumerate((m.RURAL_WATER, m.WASTE, m.COAST), 1):
        w.lines(paper, f"{w.han(number)}、{matter.problem}", f"整改目标：{matter.goal}", f"整改时限：{matter.words}")
        w.lines(paper, "整改措施：")
        for n, (step, lead) in enumerate(zip(matter.steps, leads, strict=False), 1):
            measure = paper.add_paragraph(f"（{w.han(n)}）")
            measure.add_run(lead).bold = True
            measure.add_run(step.text)
            w.lines(paper, f"责任单位：{w.joined(step.units)}", f"完成时限：{step.words}")
    w.save(paper, path)


def with_all_in_the_head(path: Path) -> None:
    """Units and deadline of a task stand in a bracket behind its problem; measures follow without a label."""
    paper = w.new_paper("示例区整改任务分工方案")
    w.lines(paper, "各有关单位：", "现将整改任务分工如下，请认真抓好落实。")
    for number, matter in enumerate((m.SLUDGE, m.PIPES), 1):
        bracket = (
            f"（牵头单位：{w.joined(matter.lead)}；责任单位：{w.joined(matter.responsible)}；完成时限：{matter.words}）"
        )
        w.bold_line(paper, f"{number}．{matter.problem}{bracket}")
        w.labelled(paper, "整改目标", matter.goal)
        w.labelled(paper, "主要措施", "；".join(step.text.rstrip("。") for step in matter.steps) + "。")
    w.save(paper, path)


def with_other_signs(path: Path) -> None:
    """Numbers that are one sign or stand behind a word, labels before a dash."""
    paper = w.new_paper("示例县整改问题及措施清单")
    signs = ("措施{n}：{text}", "{parenthesised}{text}")
    for number, (matter, style) in enumerate(zip((m.WASTE, m.MANURE), signs, strict=True), 1):
        w.lines(paper, f"问题（{w.han(number)}）：{matter.problem}")
        w.lines(
            paper, f"整改目标——{matter.goal}", f"整改时限——{matter.words}", f"责任单位——{w.joined(matter.responsible)}"
        )
        w.lines(paper, "整改措施——", *w.numbered(matter.steps, style))
    w.save(paper, path)
