"""Plans that lay their tasks out in tables: a row or a table a task, merged cells, headers of two rows."""

from __future__ import annotations

from pathlib import Path

from docx.enum.section import WD_ORIENT

from tests.intake.corpus import matters as m
from tests.intake.corpus import words as w
from tests.intake.corpus.matters import Matter


def with_a_row_per_task(path: Path) -> None:
    """Section rows run across the table."""
    paper = w.new_paper("示例市生态环境保护督察反馈问题整改措施清单")
    heads = ("序号", "反馈问题", "整改目标", "整改措施", "整改时限", "责任单位", "验收单位")
    rows = [
        heads,
        _across("一、水环境方面（2项）", 7),
        _plain_row(1, m.PIPES),
        _plain_row(2, m.SEA),
        _across("二、大气环境方面（2项）", 7),
        _plain_row(3, m.COAL),
        _plain_row(4, m.DUST),
    ]
    table = w.table_of(paper, rows)
    for row in (1, 4):
        w.merge(table, (row, 0), (row, 6))
    w.save(paper, path)


def _across(text: str, columns: int) -> tuple[str, ...]:
    return (text, *([""] * (columns - 1)))


def _plain_row(number: int, matter: Matter) -> tuple[str, ...]:
    return (
        str(number),
        matter.problem,
        matter.goal,
        "\n".join(w.numbered(matter.steps)),
        matter.words,
        w.joined(matter.responsible),
        w.joined(matter.acceptance),
    )


def with_two_header_rows(path: Path) -> None:
    paper = w.new_paper("示例县中央生态环境保护督察整改任务分解表")
    paper.sections[0].orientation = WD_ORIENT.LANDSCAPE
    first = ("序号", "问题", "整改要求", "", "", "责任分工", "", "", "督导单位")
    second = ("", "", "整改目标", "整改措施", "整改时限", "牵头单位", "责任单位", "配合单位", "")
    rows = [first, second, *(_divided_row(n, matter) for n, matter in enumerate((m.MANURE, m.WASTE, m.RESERVE), 1))]
    table = w.table_of(paper, rows)
    for start, end in (((0, 2), (0, 4)), ((0, 5), (0, 7)), ((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 8), (1, 8))):
        w.merge(table, start, end)
    w.save(paper, path)


def _divided_row(number: int, matter: Matter) -> tuple[str, ...]:
    return (
        str(number),
        matter.problem,
        matter.goal,
        "".join(w.numbered(matter.steps, "（{n}）{text}")),
        matter.words,
        w.joined(matter.lead),
        w.joined(matter.responsible),
        "\n".join(matter.supporting),
        w.joined(matter.supervising),
    )


def with_a_row_per_measure(path: Path) -> None:
    """The cells of the task are merged down beside its measures, each with a deadline and units of its own."""
    paper = w.new_paper("省水利厅牵头整改任务措施清单")
    heads = ("序号", "反馈问题", "整改目标", "整改时限", "责任单位", "整改措施", "措施完成时限", "措施责任单位")
    rows: list[tuple[str, ...]] = [heads]
    spans = []
    for number, matter in enumerate((m.RURAL_WATER, m.WASTE, m.COAST), 1):
        spans.append((len(rows), len(rows) + len(matter.steps) - 1))
        rows += [_measure_row(number, n, matter) for n in range(len(matter.steps))]
    table = w.table_of(paper, rows)
    for first, last in spans:
        for column in range(5):
            w.merge(table, (first, column), (last, column))
    w.save(paper, path)


def _measure_row(number: int, position: int, matter: Matter) -> tuple[str, ...]:
    step = matter.steps[position]
    task = (str(number), matter.problem, matter.goal, matter.words, w.joined(matter.responsible))
    own = (f"{position + 1}.{step.text}", step.words, w.joined(step.units))
    return (*(task if position == 0 else ("",) * 5), *own)


def with_a_table_per_task(path: Path) -> None:
    """Two columns, labels left; measures without numbers in one table, with brackets in the other."""
    paper = w.new_paper("第二轮省级生态环境保护督察反馈问题整改任务表")
    for number, matter in ((12, m.OLD_MINES), (13, m.ROADS)):
        w.lines(paper, f"任务表{number - 11}")
        measures = (
            "；".join(step.text for step in matter.steps) + "。"
            if number == 12
            else "\n".join(f"{n}.{w.bracketed(step, '（{units}，{words}）')}" for n, step in enumerate(matter.steps, 1))
        )
        w.table_of(
            paper,
            (
                ("问题编号", w.han(number)),
                ("反馈问题", matter.problem),
                ("整改目标", matter.goal),
                ("整改时限", matter.words),
                ("牵头单位", w.joined(matter.lead)),
                ("责任单位", w.joined(matter.responsible)),
                ("配合单位", w.joined(matter.supporting)),
                ("整改措施", measures),
            ),
        )
        w.lines(paper, "")
    w.save(paper, path)


def with_measures_in_one_cell(path: Path) -> None:
    """Numbered measures with brackets in a cell, a unit merged over two tasks, the head repeated in a second table."""
    paper = w.new_paper("江苏省贯彻落实督察报告整改措施清单")
    heads = ("编号", "整改事项", "责任主体", "验收单位", "整改目标", "完成时间", "具体整改措施")
    first = w.table_of(paper, (heads, _cell_row("一", m.COAST, "省自然资源厅"), _cell_row("二", m.WASTE, "")))
    w.merge(first, (1, 3), (2, 3))
    w.lines(paper, "（续表）")
    w.table_of(paper, (heads, _cell_row("三", m.HEATING, "市发展和改革委员会")))
    w.save(paper, path)


def _cell_row(number: str, matter: Matter, acceptance: str) -> tuple[str, ...]:
    measures = (f"（{w.han(n)}）{w.bracketed(step)}" for n, step in enumerate(matter.steps, 1))
    return (
        number,
        matter.problem,
        w.joined(matter.responsible),
        acceptance,
        matter.goal,
        matter.words,
        "\n".join(measures),
    )


def as_an_annex(path: Path) -> None:
    """Chapters and a table of figures in the body, the tasks in a table of the annex."""
    paper = w.new_paper("示例区贯彻落实省生态环境保护督察报告整改方案")
    w.lines(paper, "一、工作目标", "到2025年底，反馈问题整改完成率达到100%。", "二、主要措施")
    w.lines(paper, "（一）深入打好蓝天保卫战。加强散煤治理。", "（二）深入打好碧水保卫战。加快管网改造。")
    w.table_of(
        paper,
        (("类别", "问题数", "2024年底前完成"), ("水环境", "12", "9"), ("大气环境", "8", "8"), ("合计", "20", "17")),
    )
    w.lines(paper, "三、保障措施", "（一）加强组织领导。", "附件：整改任务清单")
    paper.add_page_break()
    w.lines(paper, "附件", "整改任务清单")
    heads = ("任务编号", "督察指出的问题", "整改目标", "整改举措", "完成时限", "牵头单位", "配合单位", "包抓领导")
    rows = [_annex_row(number, matter) for number, matter in enumerate((m.RIVER, m.PIPES, m.OLD_MINES), 5)]
    w.table_of(paper, (heads, *rows))
    w.save(paper, path)


def _annex_row(number: int, matter: Matter) -> tuple[str, ...]:
    measures = "；".join(step.text.rstrip("。") for step in matter.steps) + "。"
    named = (f"第{number}项", matter.problem, matter.goal, measures, matter.words)
    return (*named, w.joined(matter.lead), "\n".join(matter.supporting), "甲某某")
