"""A plan of 100 tasks and 600 measures, from the Word file to the rows of the preview.

By the clock of a clerk who waits: the child that reads it, the draft in the window, the rows beside the records of an
empty workspace. Beside it stands the ratio to lxml and zip reading the texts of its paragraphs, and nothing else.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TypeVar

from docx import Document
from lxml import etree

from models.assembly.comparing import compare
from models.intake.reading import read_draft
from tests.builders import open_workspace

T = TypeVar("T")
TASKS, MEASURES = 100, 600
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Medians in seconds by the clock, of all and of its two parts, and the median ratio to the texts alone."""

    clock: float
    draft: float
    compare: float
    floor: float
    ratio: float


def measure(folder: Path, rounds: int) -> Measured:
    """Return how long a plan takes from its file to its rows."""
    folder.mkdir(parents=True)
    path = _plan(folder / "plan.docx")
    drafts, compares, floors = [], [], []
    with closing(open_workspace(folder / "ws")) as ws:
        for _ in range(rounds):
            seconds, draft = _timed(lambda: read_draft(path))
            drafts.append(seconds)
            seconds, rows = _timed(lambda draft=draft: compare(ws, draft, None))
            compares.append(seconds)
            assert len(rows) == TASKS and sum(len(row.task.measures) for row in rows) == MEASURES
            floors.append(_timed(lambda: _texts(path))[0])
    whole = [draft + compared for draft, compared in zip(drafts, compares, strict=True)]
    return Measured(
        clock=median(whole), draft=median(drafts), compare=median(compares), floor=median(floors),
        ratio=median(ours / floor for ours, floor in zip(whole, floors, strict=True)),
    )


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    start = perf_counter()
    result = work()
    return perf_counter() - start, result


def _texts(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    return ["".join(part.text or "" for part in paragraph.iter(f"{_W}t")) for paragraph in body.iter(f"{_W}p")]


def _plan(path: Path) -> Path:
    """Write a plan as counties publish it: a cover, then each task with its heads and six measures."""
    paper = Document()
    paper.add_paragraph("示例县贯彻落实省生态环境保护督察反馈意见整改方案")
    paper.add_paragraph("为做好省生态环境保护督察反馈意见的整改，结合实际，制定本方案。")
    for number in range(1, TASKS + 1):
        for text in _task(number):
            paper.add_paragraph(text)
    paper.save(str(path))
    return path


def _task(number: int) -> list[str]:
    measures = [
        f"{at}.新建污水管网{number % 40}公里，完成第{number}处排口整治，每季度调度1次。"
        f"（牵头单位：县住建局；责任单位：县水利局、各乡镇政府；完成时限：{2024 + at % 3}年6月底前）"
        for at in range(1, MEASURES // TASKS + 1)
    ]
    return [
        f"问题{number}：河东污水处理厂配套管网建设滞后，雨季污水溢流入河。第{number}项涉及第{number % 97}村。",
        "责任单位：示例县人民政府", "督导单位：县整改办", f"整改目标：{2024 + number % 3}年底前建成配套管网。",
        f"整改时限：{2024 + number % 3}年底前", "整改措施：", *measures,
    ]
