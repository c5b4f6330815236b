"""Plans whose tasks stand among what looks like tasks: contents, lists of sites, annexes, units told inside cells."""

from __future__ import annotations

from pathlib import Path

from tests.intake.corpus import matters as m
from tests.intake.corpus import words as w
from tests.intake.corpus.matters import Matter, Step


def with_tasks_in_the_contents(path: Path) -> None:
    """The contents name the tasks; an annex has chapters of its own that begin like tasks."""
    tasks = (m.HEATING, m.PIPES, m.SEA)
    paper = w.new_paper("示例市贯彻落实中央生态环境保护督察报告整改方案")
    w.contents_of(paper, ("前言", *(f"{w.han(n)}、{matter.name}" for n, matter in enumerate(tasks, 1)), "附件"))
    paper.add_page_break()
    w.lines(paper, "为切实抓好督察报告反馈问题整改，制定本方案。")
    for number, matter in enumerate(tasks, 1):
        w.bold_line(paper, f"{w.han(number)}、{matter.name}")
        w.lines(paper, f"具体问题：{matter.problem}", f"整改目标：{matter.goal}", f"完成时限：{matter.words}")
        w.lines(
            paper, f"责任单位：{w.joined(matter.responsible)}", "整改措施：", *w.numbered(matter.steps, "（{n}）{text}")
        )
    w.lines(paper, "附件：1.整改任务验收标准　2.整改工作纪律", "附件1", "整改任务验收标准")
    w.lines(paper, "一、验收原则。坚持实事求是、注重实效。", "二、验收程序。责任单位自查、行业部门验收、公示后销号。")
    w.lines(paper, "附件2", "整改工作纪律", "一、严禁虚假整改。", "二、严禁“一刀切”。")
    w.save(paper, path)


def with_sites_in_the_problem(path: Path) -> None:
    """The problem lists its sites in paragraphs of their own; measures end in a bracket of one kind only."""
    paper = w.new_paper("示例县“回头看”反馈问题整改方案")
    w.lines(paper, "一、" + SITES[0], *SITES[1:])
    w.labelled(paper, "整改目标", m.BLACK_WATER.goal)
    w.labelled(paper, "整改时限", m.BLACK_WATER.words)
    w.labelled(paper, "责任单位", w.joined(m.BLACK_WATER.responsible))
    w.labelled(paper, "整改措施", "")
    w.lines(paper, *(f"{n}.{_kept(step, n)}" for n, step in enumerate(m.WASTE.steps, 1)))
    w.lines(paper, f"二、{m.DUST.problem}")
    w.labelled(paper, "整改目标", m.DUST.goal)
    w.labelled(paper, "整改时限", m.DUST.words)
    w.labelled(paper, "责任单位", w.joined(m.DUST.responsible))
    w.labelled(paper, "整改措施", "")
    w.lines(paper, *w.numbered(m.DUST.steps))
    w.save(paper, path)


SITES = (
    "河塘沟渠黑臭水体较普遍：",
    "（1）濮阳县城关镇一处大面积黑臭水体；",
    "（2）工业园区栾昌湖村村东一处黑臭水体，周边堆垃圾且有生活污水直排。",
)


def _kept(step: Step, number: int) -> str:
    bracket = f"（{step.words}）" if number % 2 else f"（{w.joined(step.units)}）"
    return step.text + bracket


def with_word_numbers_in_cells(path: Path) -> None:
    """A row a task whose measures are numbered by Word inside their cell, as are the rows."""
    paper = w.new_paper("示例市督察整改措施清单")
    heads = ("序号", "督察反馈问题", "责任单位", "整改目标", "整改时限", "整改措施")
    tasks = (m.RIVER, m.RESERVE)
    rows = [
        ("", t.problem, w.joined(t.responsible), t.goal, t.words, "\n".join(s.text for s in t.steps)) for t in tasks
    ]
    table = w.table_of(paper, (heads, *rows))
    w.add_numbering(paper, 60, "decimal", "%1")
    for row in (1, 2):
        w.number_by(table.cell(row, 0).paragraphs[0], 60)
        w.add_numbering(paper, 60 + row, "decimal", "%1.")
        for paragraph in table.cell(row, 5).paragraphs:
            w.number_by(paragraph, 60 + row)
    w.save(paper, path)


def with_roles_inside_cells(path: Path) -> None:
    """One column of units whose cells say themselves who leads and who supports."""
    paper = w.new_paper("示例县整改任务分解表")
    heads = ("责任单位", "序号", "存在问题", "整改措施", "整改目标", "整改时限")
    rows = [_roles_row(n, matter) for n, matter in enumerate((m.MANURE, m.COAST, m.HEATING), 1)]
    w.table_of(paper, (heads, *rows))
    w.save(paper, path)


def _roles_row(number: int, matter: Matter) -> tuple[str, ...]:
    units = f"牵头单位：{w.joined(matter.lead)}\n配合单位：{w.joined(matter.supporting)}"
    measures = "\n".join(w.numbered(matter.steps, "{circled}{text}"))
    return (units, str(number), matter.problem, measures, matter.goal, matter.words)
