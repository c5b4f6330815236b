"""Plans of mixed manners: tables under paragraphs, several tasks in one table, text copied out of a printed page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docx.enum.text import WD_BREAK

from tests.intake.corpus import matters as m
from tests.intake.corpus import words as w
from tests.intake.corpus.matters import Matter


def with_a_table_of_measures_each(path: Path) -> None:
    """A task tells itself in paragraphs; its measures stand in a small table below it."""
    paper = w.new_paper("示例县生态环境突出问题整改实施方案")
    for number, matter in enumerate((m.RURAL_WATER, m.HEATING, m.WASTE), 1):
        w.lines(paper, f"{w.han(number)}、{matter.problem}", f"整改目标：{matter.goal}", f"整改时限：{matter.words}")
        w.lines(paper, f"责任单位：{w.joined(matter.responsible)}", "整改措施：")
        rows = [(str(n), step.text, w.joined(step.units), step.words) for n, step in enumerate(matter.steps, 1)]
        w.table_of(paper, (("序号", "整改措施", "责任单位", "完成时限"), *rows))
        w.lines(paper, "")
    w.save(paper, path)


def with_all_tasks_in_one_form(path: Path) -> None:
    """One table of two columns holds all tasks, each under a row that runs across."""
    paper = w.new_paper("示例区督察反馈问题整改任务表")
    rows: list[tuple[str, str]] = []
    across = []
    for number, matter in enumerate((m.PIPES, m.RIVER), 1):
        across.append(len(rows))
        rows += [(f"问题{w.han(number)}", ""), ("问题描述", matter.problem), ("整改目标", matter.goal)]
        rows += [("整改措施", "\n".join(w.numbered(matter.steps))), ("完成时限", matter.words)]
        rows += [("牵头单位", w.joined(matter.lead)), ("配合单位", w.joined(matter.supporting))]
    table = w.table_of(paper, rows)
    for row in across:
        w.merge(table, (row, 0), (row, 1))
    w.save(paper, path)


def with_word_numbers_on_labels(path: Path) -> None:
    """Tasks, labels and measures are all numbered by Word, each in a list of its own."""
    paper = w.new_paper("示例市督察整改方案")
    w.add_numbering(paper, 61, "chineseCounting", "%1、")
    for number, matter in enumerate((m.SEA, m.MANURE)):
        w.number_by(paper.add_paragraph(matter.problem), 61)
        w.add_numbering(paper, 70 + number, "chineseCounting", "（%1）")
        for label, text in (
            ("责任单位：", w.joined(matter.responsible)),
            ("整改目标：", matter.goal),
            ("整改时限：", matter.words),
            ("整改措施：", ""),
        ):
            w.number_by(paper.add_paragraph(label + text), 70 + number)
        w.add_numbering(paper, 80 + number, "decimal", "%1.")
        for step in matter.steps:
            w.number_by(paper.add_paragraph(step.text), 80 + number)
    w.save(paper, path)


def with_line_breaks(path: Path) -> None:
    """A task is one paragraph whose lines are broken by hand, with tabs before the labels."""
    paper = w.new_paper("示例县突出环境问题整改清单")
    for number, matter in enumerate((m.COAL, m.RESERVE), 1):
        run = paper.add_paragraph().add_run(f"{number}.{matter.problem}")
        for line in _told(matter):
            run.add_break(WD_BREAK.LINE)
            run.add_tab()
            run.add_text(line)
    w.save(paper, path)


def _told(matter: Matter) -> Iterator[str]:
    yield f"牵头单位：{w.joined(matter.lead)}"
    yield f"配合单位：{w.joined(matter.supporting)}"
    yield f"整改目标：{matter.goal}"
    yield f"整改时限：{matter.words}"
    yield "整改措施："
    yield from w.numbered(matter.steps, "（{n}）{text}")


def copied_from_pages(path: Path) -> None:
    """Text copied out of a PDF: lines end where the page ended them, page numbers stand between."""
    lines = ["示例市贯彻落实省督察反馈意见", "整改方案", ""]
    for number, matter in enumerate((m.MINES, m.PIPES), 1):
        lines += list(_folded(f"{w.han(number)}、{matter.problem}"))
        lines += list(_folded(f"责任单位：{w.joined(matter.responsible)}"))
        lines += [
            *_folded(f"整改目标：{matter.goal}"),
            f"— {number} —",
            *_folded(f"整改时限：{matter.words}"),
            "整改措施：",
        ]
        for line in w.numbered(matter.steps):
            lines += _folded(line)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _folded(text: str, width: int = 28) -> Iterator[str]:
    for start in range(0, len(text), width):
        yield text[start : start + width]


def with_a_sentence_of_units(path: Path) -> None:
    """Who leads, answers and supports is told in one sentence under one label."""
    paper = w.new_paper("示例市贯彻落实督察报告整改工作方案")
    for number, matter in enumerate((m.MANURE, m.COAST, m.PARKS), 1):
        w.lines(paper, f"{w.han(number)}、{matter.problem}")
        units = f"牵头单位：{w.joined(matter.lead)}；责任单位：{w.joined(matter.responsible)}"
        w.lines(paper, f"责任分工：{units}；配合单位：{w.joined(matter.supporting, tail='等')}。")
        w.lines(paper, f"工作目标：{matter.goal}", f"时限要求：{matter.words}", "工作措施：", *w.numbered(matter.steps))
    w.save(paper, path)
