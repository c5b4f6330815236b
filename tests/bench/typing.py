"""A key in the filter of the task list: from the key to the list that stands, first page fetched."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from time import perf_counter

from gui.parts.page_model import PAGE
from models.lists import TaskFilter
from tests.builders import open_workspace

TYPED = ("管", "管网", "第", "第1", "第15", "第15项", "水利", "不存在", "示例县", "12")


def measure(folder: Path) -> tuple[float, float]:
    """Return the median and the worst time of a key in seconds."""
    ws = open_workspace(folder)
    times = []
    for words in TYPED * 3:
        start = perf_counter()
        rowids = ws.look.task_ids(TaskFilter(words=words))
        ws.look.task_rows(rowids[:PAGE])
        times.append(perf_counter() - start)
    ws.close()
    return median(times), max(times)
