"""Plans as offices of other provinces lay their paragraphs out: named numbers, groups, one line for all units."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.intake.corpus import matters_elsewhere as m
from tests.intake.corpus import words as w
from tests.intake.corpus.matters import Matter

PREAMBLE = "为深入贯彻习近平生态文明思想，切实抓好督察反馈问题整改，结合我县实际，制定本方案。"


def with_tasks_named_on_their_own_line(path: Path) -> None:
    """任务一 stands alone on its line; the heads below it are those of Jiangsu, 验收单位 among them."""
    paper = w.new_paper("示例县生态环境保护督察反馈问题整改方案")
    w.lines(paper, PREAMBLE)
    for number, matter in enumerate((m.SEWAGE, m.QUARRY, m.YARDS), 1):
        w.bold_line(paper, f"任务{w.han(number)}")
        w.lines(paper, f"整改事项：{matter.problem}", f"责任单位：{w.joined(matter.responsible)}")
        w.lines(paper, f"验收单位：{w.joined(matter.acceptance)}", f"整改目标：{matter.goal}")
        w.lines(paper, f"整改时限：{matter.words}", "整改措施：")
        w.lines(paper, *w.numbered(matter.steps, "{n}．{text}"))
    w.lines(paper, "三、组织保障", "（一）强化组织领导。县整改工作领导小组统筹推进各项整改工作。")
    w.save(paper, path)


def with_problems_below_headings(path: Path) -> None:
    """A heading names the task of the province, 问题（一） below it is what the county has to put right."""
    paper = w.new_paper("示例县整改工作方案")
    w.lines(paper, PREAMBLE)
    count = 0
    for heading, group in (("一、水环境治理方面", (m.SEWAGE, m.FARMS)), ("二、矿山治理方面", (m.QUARRY,))):
        paper.add_heading(heading, 1)
        for matter in group:
            count += 1
            w.lines(paper, f"问题（{w.han(count)}）{matter.problem}", f"整改要求：{matter.goal}")
            w.lines(paper, "整改措施：", *w.numbered(matter.steps, "（{n}）{text}"))
            w.lines(paper, f"责任单位：{w.joined(matter.responsible)}", f"督查部门：{w.joined(matter.supervising)}")
            w.lines(paper, f"整改时限：{matter.words}")
    w.save(paper, path)


def with_numbers_of_two_parts(path: Path) -> None:
    """1-1 and 1-2 under the first group, 2-1 under the second."""
    paper = w.new_paper("示例市示例区督察整改任务分解方案")
    for group, (head, tasks) in enumerate((("1.水环境方面", (m.SEWAGE, m.FARMS)), ("2.大气方面", (m.YARDS,))), 1):
        w.bold_line(paper, head)
        for number, matter in enumerate(tasks, 1):
            w.lines(paper, f"{group}-{number} {matter.problem}", f"目标任务：{matter.goal}")
            w.lines(paper, f"完成时限：{matter.words}", f"牵头单位：{w.joined(matter.lead)}")
            w.lines(paper, f"配合单位：{w.joined(matter.supporting, tail='等')}")
            w.lines(paper, "主要措施：" + "".join(w.numbered(matter.steps, "（{n}）{text}")))
    w.save(paper, path)


def with_units_behind_the_problem(path: Path) -> None:
    """The bracket behind the problem names who leads and who answers; measures run in with circles."""
    paper = w.new_paper("示例县突出生态环境问题整改清单")
    for number, matter in enumerate((m.BOILERS, m.LANDFILL, m.WETLAND), 1):
        units = f"（牵头单位：{w.joined(matter.lead)}；责任单位：{w.joined(matter.responsible)}）"
        w.lines(paper, f"（{w.han(number)}）{matter.problem}{units}")
        w.lines(paper, f"整改目标：{matter.goal}", f"整改时限：{matter.words}")
        w.lines(paper, "整改措施：" + "".join(w.numbered(matter.steps, "{circled}{text}")))
    w.save(paper, path)


def with_two_tasks_in_a_paragraph(path: Path) -> None:
    """A short list in which two tasks stand in one paragraph, their heads run in."""
    paper = w.new_paper("示例乡问题整改方案")
    told = [
        f"{number}.{matter.problem}责任单位：{w.joined(matter.responsible)}。整改目标：{matter.goal}"
        f"整改时限：{matter.words}。整改措施：{''.join(w.numbered(matter.steps, '（{n}）{text}'))}"
        for number, matter in enumerate((m.QUARRY, m.YARDS, m.LANDFILL), 1)
    ]
    w.lines(paper, PREAMBLE, told[0] + told[1], told[2])
    w.save(paper, path)


def in_full_width_digits(path: Path) -> None:
    """Half-width punctuation throughout, digits in full width."""
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    narrow = str.maketrans("，。：；（）", ",.:;()")
    paper = w.new_paper("示例县整改方案")
    for number, matter in enumerate((m.SEWAGE, m.QUARRY), 1):
        for line in (
            f"{number}．{matter.problem}",
            f"责任单位：{w.joined(matter.responsible)}",
            f"整改时限：{matter.words}",
            f"整改目标：{matter.goal}",
            "整改措施：",
            *w.numbered(matter.steps, "（{n}）{text}"),
        ):
            w.lines(paper, line.translate(wide).translate(narrow))
    w.save(paper, path)


def with_blanks_between_signs(path: Path) -> None:
    """Heads are spread with blanks so that they are all as wide."""
    paper = w.new_paper("示 例 县 整 改 方 案")
    for number, matter in enumerate((m.FARMS, m.BOILERS), 1):
        w.lines(paper, f"{w.han(number)} 、{matter.problem}", f"整 改 目 标：{matter.goal}")
        w.lines(paper, f"整 改 时 限 ： {matter.words}", f"牵 头 单 位：{w.joined(matter.lead)}")
        w.lines(paper, f"责　任　单　位：{w.joined(matter.responsible, last=' 、 ')}", "整　改　措　施")
        w.lines(paper, *w.numbered(matter.steps, "{n} . {text}"))
    w.save(paper, path)


def broken_by_pages(path: Path) -> None:
    """Copied out of a PDF on Windows and saved in its Chinese encoding; pages are counted between the lines."""
    lines = ["示例县生态环境保护督察反馈问题", "整改方案", "", *_folded("    " + PREAMBLE)]
    for number, matter in enumerate((m.SEWAGE, m.QUARRY, m.LANDFILL), 1):
        lines += _folded(f"    （{w.han(number)}）{matter.problem}")
        for text in (
            f"整改目标：{matter.goal}",
            f"整改时限：{matter.words}",
            f"责任单位：{w.joined(matter.responsible)}",
            "整改措施：",
        ):
            lines += _folded("    " + text)
        for text in w.numbered(matter.steps):
            lines += _folded("    " + text)
        lines += [f"                         第 {number} 页"]
    path.write_bytes("\r\n".join(lines).encode("gbk"))


def _folded(text: str, width: int = 32) -> Iterator[str]:
    for start in range(0, len(text), width):
        yield text[start : start + width]


def with_headings_about_the_problem(path: Path) -> None:
    """Sichuan: 关于…的问题 as a heading, the heads below it numbered and closed with a full stop."""
    paper = w.new_paper("示例州整改方案")
    paper.add_heading("二、重点任务", 1)
    for number, matter in enumerate((m.SEWAGE, m.DUTIES, m.QUARRY), 1):
        paper.add_heading(f"（{w.han(number)}）关于{matter.name}的问题", 2)
        firstly = "".join(f"{w.han(n)}是{step.text}" for n, step in enumerate(matter.steps, 1))
        w.lines(paper, f"1.问题描述。{matter.problem}", f"2.整改目标。{matter.goal}")
        w.lines(paper, f"3.责任单位。{w.joined(matter.responsible)}。", f"4.整改时限。{matter.words}。")
        w.lines(paper, f"5.整改措施。{firstly}")
    paper.add_heading("三、工作要求", 1)
    w.lines(paper, "（一）提高思想认识。各地各部门要切实增强政治自觉。")
    w.save(paper, path)


def with_numbers_of_the_province(path: Path) -> None:
    """省序号28：… begins a task; measures end in a bracket of their own."""
    paper = w.new_paper("示例县承担的省整改方案任务清单")
    for number, matter in ((28, m.SEWAGE), (31, m.BOILERS)):
        w.lines(paper, f"序号{number}：{matter.problem}", f"整改目标：{matter.goal}", f"整改期限：{matter.words}")
        w.lines(paper, f"责任主体：{w.joined(matter.responsible)}", "整改举措：")
        w.lines(paper, *(f"{n}.{w.bracketed(step)}" for n, step in enumerate(matter.steps, 1)))
    w.save(paper, path)


def with_all_units_on_a_line(path: Path) -> None:
    """Yunnan: the units stand on one line, parted by blanks; goal and deadline on the next."""
    paper = w.new_paper("示例自治县整改实施方案")
    for number, matter in enumerate((m.QUARRY, m.LANDFILL, m.DUTIES), 1):
        w.lines(paper, f"{number}、{matter.problem}")
        w.lines(
            paper,
            f"牵头单位：{w.joined(matter.lead)}    责任单位：{w.joined(matter.responsible)}"
            f"    配合单位：{w.joined(matter.supporting)}",
            f"整改目标：{matter.goal}    整改时限：{matter.words}",
            "整改措施：" + "；".join(step.text.rstrip("。") for step in matter.steps) + "。",
        )
    w.save(paper, path)


def in_brackets_pasted(path: Path) -> None:
    """Copied out of a chat: heads in black brackets, a dash before each measure."""
    lines = []
    for matter in (m.YARDS, m.QUARRY):
        lines += [f"【问题】{matter.problem}", f"【目标】{matter.goal}", f"【时限】{matter.words}"]
        lines += [
            f"【责任单位】{w.joined(matter.responsible)}",
            "【措施】",
            *(f"- {step.text}" for step in matter.steps),
        ]
        lines += [""]
    path.write_text("\n".join(lines), encoding="utf-8")


def with_headings_and_items(path: Path) -> None:
    """Heilongjiang: 第1项 as a heading with the name of the task; measures with their own deadline and unit."""
    paper = w.new_paper("示例县整改工作任务清单")
    for number, matter in enumerate((m.SEWAGE, m.QUARRY), 1):
        paper.add_heading(f"第{number}项 {matter.name}", 3)
        w.lines(paper, f"（一）整改任务。{matter.problem}", f"（二）整改目标。{matter.goal}", "（三）整改措施。")
        for n, step in enumerate(matter.steps, 1):
            w.lines(paper, f"{n}.{step.text}", f"完成时限：{step.words}", f"责任单位：{w.joined(step.units)}")
        w.lines(paper, f"（四）整改时限。{matter.words}", f"（五）督导单位。{w.joined(matter.supervising)}")
    w.save(paper, path)


def with_a_list_behind_the_measures(path: Path) -> None:
    """Units and deadline follow the measures, a blank line parts the tasks, no number stands before them."""
    paper = w.new_paper("示例县整改任务清单")
    for matter in (m.LANDFILL, m.YARDS, m.WETLAND):
        _told(paper, matter)
        w.lines(paper, "")
    w.lines(paper, "联系人：甲某某  电话：13800000001", "示例县整改工作领导小组办公室", "2024年1月5日")
    w.save(paper, path)


def _told(paper: w.Paper, matter: Matter) -> None:
    w.labelled(paper, "反馈问题", matter.problem)
    w.labelled(paper, "整改措施", "")
    w.lines(paper, *w.numbered(matter.steps))
    w.labelled(paper, "责任单位及责任人", f"{w.joined(matter.responsible)}（甲某某）")
    w.labelled(paper, "完成时限", matter.words)


def pasted_into_word_line_by_line(path: Path) -> None:
    """Copied out of a PDF into Word: each line of a page is a paragraph of its own."""
    paper = w.new_paper("示例县整改方案")
    for number, matter in enumerate((m.SEWAGE, m.QUARRY, m.WETLAND), 1):
        texts = (f"{w.han(number)}、{matter.problem}", f"责任单位：{w.joined(matter.responsible)}")
        texts += (f"整改目标：{matter.goal}", f"整改时限：{matter.words}", "整改措施：", *w.numbered(matter.steps))
        for text in texts:
            w.lines(paper, *_folded("　　" + text, 24))
    w.save(paper, path)


def in_markdown(path: Path) -> None:
    """A table between strokes, with the rule below its heads."""
    lines = [
        "# 示例县整改方案任务表",
        "",
        "| 序号 | 反馈问题 | 整改目标 | 整改时限 | 责任单位 |",
        "| --- | --- | --- | --- | --- |",
    ]
    for number, matter in enumerate((m.SEWAGE, m.QUARRY, m.FARMS), 1):
        cells = (str(number), matter.problem, matter.goal, matter.words, w.joined(matter.responsible))
        lines.append(f"| {' | '.join(cells)} |")
    path.write_text("\n".join(lines), encoding="utf-8")
