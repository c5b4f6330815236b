"""No rule hangs on one document: matters are read alike in every manner of numbers, labels, heads and tables."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.intake.answering import answer
from tests.intake.corpus import matters as m
from tests.intake.corpus import words as w
from tests.intake.corpus.cells import row_of, sheet_of
from tests.intake.corpus.matters import Matter
from tests.intake.scoring import Score, compare, failure_lines
from tests.intake.telling import told

TASKS = (m.MANURE, m.STUDY, m.RESERVE)
NUMBERS = (
    "{n}.",
    "{n}、",
    "（{n}）",
    "{n}．",
    "（{han}）",
    "{han}、",
    "问题{n}：",
    "问题{han}：",
    "任务{n}：",
    "{han}、反馈问题：",
    "{n}）",
)
LABELS = (
    "{label}：{text}",
    "{label}\n{text}",
    "{label}：\n{text}",
    "{label}  {text}",
    "●{label}：{text}",
    "{label}。{text}",
)
STEPS = ("{n}.{text}", "（{n}）{text}", "{circled}{text}", "{han}是{text}", "{n}、{text}", "（{han}）{text}")
SHOWN = {"responsible", "goal", "words", "steps"}
HEADS = {
    "goal": ("整改目标", "目标任务", "工作目标"),
    "words": ("整改时限", "完成时限", "整改期限", "完成时间"),
    "steps": ("整改措施", "重点措施", "具体措施", "整改举措"),
    "lead": ("牵头单位", "牵头部门"),
    "responsible": ("责任单位", "整改责任单位", "责任主体", "整改实施主体"),
    "supporting": ("配合单位", "配合部门"),
    "supervising": ("督导单位", "督办单位"),
    "acceptance": ("验收单位",),
    "done": ("进展情况", "整改完成情况", "目前进展情况"),
}
PROBLEMS = ("反馈问题", "整改问题", "整改任务", "问题表述", "整改事项", "具体问题")


def failures_of(document: Path, kind: object, tasks: list[dict[str, object]]) -> str:
    score = Score()
    compare(document.name, {"kind": kind, "tasks": tasks}, answer(document), score)
    return failure_lines(score)


def plan_text(number: str, label: str, style: str) -> str:
    lines = ["示例县督察反馈问题整改方案", "现制定如下方案。"]
    for n, matter in enumerate(TASKS, 1):
        lines.append(number.format(n=n, han=w.han(n)) + matter.problem)
        for name, text in (
            ("责任单位", w.joined(matter.responsible)),
            ("整改目标", matter.goal),
            ("整改时限", matter.words),
        ):
            lines.append(label.format(label=name, text=text))
        lines += ["整改措施：", *w.numbered(matter.steps, style)]
    return "\n".join(lines)


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("style", STEPS)
def test_a_plan_is_read_alike_whatever_its_numbers_and_labels(number: str, style: str, tmp_path: Path) -> None:
    document = tmp_path / "方案.txt"
    for label in LABELS:
        if (number, style) in {("（{n}）", "（{n}）{text}"), ("（{han}）", "（{han}）{text}")}:
            continue  # Nothing but the order tells a task from a measure there.
        document.write_text(plan_text(number, label, style), encoding="utf-8")
        truth = [told(matter, str(n), SHOWN) for n, matter in enumerate(TASKS, 1)]
        assert failures_of(document, "plan", truth) == "", label


def spaced(head: str, chance: random.Random) -> str:
    """Return a head as a narrow column leaves it: broken, spread or with a remark."""
    return chance.choice((head, head, " ".join(head), head[:2] + "\n" + head[2:], head + "（必填）"))


def shuffled_columns(chance: random.Random) -> list[str]:
    columns = ["problem", *chance.sample(sorted(HEADS), chance.randrange(3, 9))]
    if chance.random() < 0.5:
        chance.shuffle(columns)
    return columns


def table_rows(columns: list[str], matters: list[Matter], chance: random.Random) -> list[list[object]]:
    heads = [spaced(chance.choice(HEADS.get(column, PROBLEMS)), chance) for column in columns]
    rows: list[list[object]] = [["示例县整改台账"], ["编号", *heads]][chance.randrange(2) :]
    for n, matter in enumerate(matters, 1):
        if chance.random() < 0.25:
            rows.append([f"{w.han(n)}、某某方面"])
        rows.append([f"ZG-{n}", *row_of(matter, *columns)])
    return [*rows, ["合计", f"{len(matters)}项"]]


@pytest.mark.parametrize("seed", range(40))
def test_a_ledger_is_read_alike_whatever_its_columns(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    columns = shuffled_columns(chance)
    known = [m.STUDY, m.RIVER, m.MINES, m.PIPES, m.PARKS, m.SEA, m.COAL, m.MANURE, m.DUST, m.RESERVE]
    matters = chance.sample(known, chance.randrange(2, 5))
    book, _ = sheet_of(table_rows(columns, matters, chance))
    book.save(tmp_path / "台账.xlsx")
    truth = [told(matter, f"ZG-{n}", set(columns)) for n, matter in enumerate(matters, 1)]
    assert failures_of(tmp_path / "台账.xlsx", {"any": ["ledger", "plan", "notice"]}, truth) == ""
