"""A ledger of 5,000 rows and 12 columns read, against python-calamine reading the same values and nothing else.

Into a grid: what people see in the cells. Into a draft: by the child, with every row understood as a task and its
measures, carried over to the window. Compared is the processor's time, because other programs leave no child in peace.
"""

from __future__ import annotations

import gc
import resource
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from models.intake.reading import read_draft
from models.intake.sheets.workbooks import read_workbook

ROWS = 5_000
HEADS = (
    "序号", "编号", "反馈问题", "整改目标", "整改时限", "整改措施", "牵头单位", "责任单位", "督导单位", "整改进展",
    "完成进度", "备注",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Medians of pairs: a grid and a whole draft against the values alone, and the times behind them in seconds.

    `draft_ratio` leaves out what a child takes that reads a ledger of one row.
    """

    grid_ratio: float
    draft_ratio: float
    grid: float
    draft: float
    start: float
    values: float


def measure(folder: Path, pairs: int) -> Measured:
    """Return how long a ledger takes to be read into a grid, and into a draft in the window."""
    path, short = ledger(folder / "ledger.xlsx", ROWS), ledger(folder / "short.xlsx", 1)
    rounds = [_round(path, short) for _ in range(pairs + 1)][1:]
    grid, draft, start, values = (median(column) for column in zip(*rounds, strict=True))
    return Measured(
        grid_ratio=median(grid / values for grid, _, _, values in rounds),
        draft_ratio=median((draft - start) / values for _, draft, start, values in rounds),
        grid=grid, draft=draft, start=start, values=values,
    )


def _round(path: Path, short: Path) -> tuple[float, float, float, float]:
    """Return the seconds of a grid, of a draft, of a child with next to nothing to read, and of the values."""
    values = _timed(lambda: values_alone(path))
    grid = _timed(lambda: read_workbook(path))
    draft = _timed(lambda: read_draft(path))
    return grid, draft, _timed(lambda: read_draft(short)), values


def _timed(work: Callable[[], object]) -> float:
    """Return the seconds of processor's time that a piece of work takes, here and in the child it starts."""
    gc.collect()
    before = _spent()
    work()
    return _spent() - before


def _spent() -> float:
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(item.ru_utime + item.ru_stime for item in used)


def values_alone(path: Path) -> list[list[object]]:
    """Return the values of the first sheet as python-calamine gives them: the least that reading costs."""
    with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as book:
        return list(book.get_sheet_by_index(0).to_python())


def ledger(path: Path, rows: int) -> Path:
    """Write a ledger as offices keep it: a title, heads, dates shown in Chinese, codes as texts."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = Workbook()
    sheet = book.create_sheet("整改台账", 0)
    sheet.append(["示例县生态环境保护督察反馈问题整改台账"])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(HEADS))
    sheet.append(HEADS)
    for number in range(1, rows + 1):
        sheet.append(_row(number))
        sheet.cell(number + 2, HEADS.index("整改时限") + 1).number_format = 'yyyy"年"m"月"d"日"'
    book.save(path)
    return path


def _row(number: int) -> list[object]:
    return [
        number, f"ZG-{number:04d}",
        f"河东污水处理厂配套管网建设滞后，雨季污水溢流入河，排口整治不彻底。第{number}项涉及第{number % 97}村。",
        f"{2024 + number % 3}年底前完成第{number}项配套管网建设，污水得到有效收集",
        date(2024, 1, 31) + timedelta(days=number % 900),
        f"1.新建污水管网{number % 40}公里。2.完成第{number}处排口整治。3.建立长效机制，每季度调度1次。",
        ("住建局", "水利局", "城管局")[number % 3], "甲县人民政府、乙县人民政府", "县整改办",
        f"已完成新建污水管网{number % 12}公里，排口整治{number % 7}处。", ("已完成", "达到序时进度")[number % 2], "",
    ]
