"""Plans in tables as offices of other provinces draw them: continued, in levels, with several heads on a row."""

from __future__ import annotations

from pathlib import Path

from docx.enum.section import WD_ORIENT

from tests.intake.corpus import matters_elsewhere as m
from tests.intake.corpus import words as w
from tests.intake.corpus.matters import Matter

HEADS = ("序号", "反馈问题", "整改目标", "整改措施", "整改时限", "责任单位")


def _cells(number: int, matter: Matter) -> tuple[str, ...]:
    measures = "\n".join(w.numbered(matter.steps))
    return (str(number), matter.problem, matter.goal, measures, matter.words, w.joined(matter.responsible))


def over_several_tables(path: Path) -> None:
    """A landscape table on each page with its header again, the last without one."""
    paper = w.new_paper("示例县整改任务分解表")
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    tasks = (m.SEWAGE, m.QUARRY, m.FARMS, m.BOILERS, m.LANDFILL)
    rows = [_cells(number, matter) for number, matter in enumerate(tasks, 1)]
    for page in ([HEADS, *rows[:2]], [HEADS, *rows[2:4]], rows[4:]):
        w.table_of(paper, page)
        w.lines(paper, "（接下页）" if page[0] is HEADS else "")
    w.save(paper, path)


def in_two_levels(path: Path) -> None:
    """一级 names the field, 二级 the problem; both are numbered, the field merged down."""
    paper = w.new_paper("示例区整改方案附表")
    rows = [("一级编号", "问题类别", "二级编号", "问题描述", "整改目标", "完成时限", "牵头单位", "配合单位")]
    for code, kind, matter in (
        ("1", "水环境", m.SEWAGE),
        ("1", "水环境", m.FARMS),
        ("2", "大气环境", m.YARDS),
        ("2", "大气环境", m.BOILERS),
    ):
        second = f"{code}-{sum(row[0] == code for row in rows) + 1}"
        rows.append(
            (
                code,
                kind,
                second,
                matter.problem,
                matter.goal,
                matter.words,
                w.joined(matter.lead),
                w.joined(matter.supporting),
            )
        )
    table = w.table_of(paper, rows)
    for column in (0, 1):
        w.merge(table, (1, column), (2, column))
        w.merge(table, (3, column), (4, column))
    w.save(paper, path)


def with_merged_units_and_odd_dates(path: Path) -> None:
    """One unit stands for several tasks; each deadline is written in another manner."""
    paper = w.new_paper("示例县2024年整改任务清单")
    dates = ("2024.6", "2024/6/30", "6月底前（2024年）", "立行立改", "2024年三季度")
    rows = [("项次", "存在问题", "整改举措", "办结时限", "责任部门", "督办单位")]
    for number, (matter, words) in enumerate(
        zip((m.QUARRY, m.LANDFILL, m.FARMS, m.YARDS, m.SEWAGE), dates, strict=True), 1
    ):
        measures = "".join(w.numbered(matter.steps, "{circled}{text}"))
        rows.append((str(number), matter.problem, measures, words, "县生态环境分局、县水利局", "县委督查室"))
    table = w.table_of(paper, rows)
    w.merge(table, (1, 4), (3, 4))
    w.merge(table, (4, 4), (5, 4))
    w.merge(table, (1, 5), (5, 5))
    w.save(paper, path)


def with_four_cells_a_row(path: Path) -> None:
    """A form for each task: two heads with their texts on a row, long texts across."""
    paper = w.new_paper("示例县整改任务卡")
    for number, matter in enumerate((m.SEWAGE, m.BOILERS), 1):
        rows = [
            ("任务编号", f"JZ-{number:02}", "整改时限", matter.words),
            ("牵头单位", w.joined(matter.lead), "责任单位", w.joined(matter.responsible)),
            ("反馈问题", matter.problem, "", ""),
            ("整改目标", matter.goal, "", ""),
            ("整改措施", "\n".join(w.numbered(matter.steps)), "", ""),
        ]
        table = w.table_of(paper, rows)
        for row in (2, 3, 4):
            w.merge(table, (row, 1), (row, 3))
        w.lines(paper, "")
    w.save(paper, path)


def as_four_lists(path: Path) -> None:
    """Shandong: 问题清单、任务清单、责任清单、时限清单 are the columns of one table."""
    paper = w.new_paper("示例市“四个清单”")
    rows = [("序号", "问题清单", "目标清单", "措施清单", "责任清单", "时限清单")]
    for number, matter in enumerate((m.FARMS, m.DUTIES, m.LANDFILL), 1):
        units = f"牵头单位：{w.joined(matter.lead)}\n责任单位：{w.joined(matter.responsible)}"
        rows.append(
            (
                f"{number:02}",
                matter.problem,
                matter.goal,
                "\n".join(w.numbered(matter.steps, "（{n}）{text}")),
                units,
                matter.words,
            )
        )
    w.table_of(paper, rows)
    w.save(paper, path)


def with_columns_beside_the_measures(path: Path) -> None:
    """Numbered measures in one cell; the cells beside them give each its deadline and its units under its number."""
    paper = w.new_paper("示例县整改方案任务分工表")
    rows = [("序号", "整改问题", "整改措施", "完成时限", "责任单位")]
    for number, matter in enumerate((m.SEWAGE, m.QUARRY), 1):
        numbered = list(enumerate(matter.steps, 1))
        rows.append(
            (
                str(number),
                matter.problem,
                "\n".join(w.numbered(matter.steps)),
                "\n".join(f"{n}.{step.words}" for n, step in numbered),
                "\n".join(f"{n}.{w.joined(step.units)}" for n, step in numbered),
            )
        )
    w.table_of(paper, rows)
    w.save(paper, path)


def with_a_row_each_measure(path: Path) -> None:
    """Measures stand a row each with their own deadline and unit; a task with one measure has one row."""
    paper = w.new_paper("整改任务分解表")
    rows = [("编号", "整改任务", "整改目标", "具体措施", "完成时限", "责任部门")]
    spans = []
    for code, matter in (("5-1", m.QUARRY), ("5-2", m.BOILERS)):
        spans.append((len(rows), len(rows) + len(matter.steps) - 1))
        rows += [
            (code, matter.problem, matter.goal, step.text, step.words, w.joined(step.units)) for step in matter.steps
        ]
    rows.append(("5-3", m.YARDS.problem, m.YARDS.goal, m.YARDS.steps[0].text, "2024年5月底前", "县城市管理局"))
    table = w.table_of(paper, rows)
    for first, last in spans:
        for column in (0, 1, 2):
            w.merge(table, (first, column), (last, column))
    w.save(paper, path)


def with_numbers_inside_the_problem(path: Path) -> None:
    """A table of two columns for each task; the number stands before the words of the problem."""
    paper = w.new_paper("示例县整改事项清单")
    for number, matter in ((3, m.SEWAGE), (12, m.LANDFILL), (21, m.WETLAND)):
        w.table_of(
            paper,
            (
                ("整改事项", f"{w.han(number)}、{matter.problem}"),
                ("责任单位", w.joined(matter.responsible)),
                ("验收单位", w.joined(matter.acceptance)),
                ("整改目标", matter.goal),
                ("整改时限", matter.words),
                ("整改措施", "\n".join(w.numbered(matter.steps))),
            ),
        )
        w.lines(paper, "")
    w.save(paper, path)


def in_blocks_of_one_table(path: Path) -> None:
    """Hubei: one table, a row across names the task, rows of four cells tell it."""
    paper = w.new_paper("示例市整改任务台账")
    rows: list[tuple[str, ...]] = []
    across = []
    for number, matter in enumerate((m.FARMS, m.QUARRY), 1):
        start = len(rows)
        rows += [
            (f"第{w.han(number)}项 {matter.name}", "", "", ""),
            ("具体问题", matter.problem, "", ""),
            ("整改目标", matter.goal, "", ""),
            ("责任单位", w.joined(matter.responsible), "整改时限", matter.words),
            ("整改措施", "\n".join(w.numbered(matter.steps)), "", ""),
            ("整改进展", matter.done, "", ""),
        ]
        across += [((start, 0), (start, 3)), *(((start + row, 1), (start + row, 3)) for row in (1, 2, 4, 5))]
    table = w.table_of(paper, rows)
    for first, last in across:
        w.merge(table, first, last)
    w.save(paper, path)


def with_who_watches_the_measures(path: Path) -> None:
    """Guangxi: a table of measures below each task, 督查部门 the same in each of its rows."""
    paper = w.new_paper("示例市整改方案")
    w.lines(paper, "二、整改任务")
    for number, matter in enumerate((m.QUARRY, m.BOILERS), 1):
        w.lines(paper, f"（{w.han(number)}）{matter.problem}", f"整改要求：{matter.goal}", "整改措施：")
        rows = [("序号", "整改措施", "责任单位", "督查部门", "整改时限")]
        for n, step in enumerate(matter.steps, 1):
            rows.append((str(n), step.text, w.joined(step.units), w.joined(matter.supervising), step.words))
        w.table_of(paper, rows)
        w.lines(paper, "")
    w.save(paper, path)
