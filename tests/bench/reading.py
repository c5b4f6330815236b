"""A ledger of 5,000 rows and 12 columns read into a grid, against python-calamine reading the same values."""

from __future__ import annotations

import gc
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from models.intake.workbooks import read_workbook

ROWS = 5_000
HEADS = (
    "序号", "编号", "反馈问题", "整改目标", "整改时限", "整改措施", "牵头单位", "责任单位", "督导单位", "整改进展",
    "完成进度", "备注",
)


def measure(folder: Path, pairs: int) -> tuple[float, float, float]:
    """Return the median ratio of pairs, and the medians of ours and of the floor in seconds."""
    path = ledger(folder / "ledger.xlsx")
    ours, floor = [], []
    for _ in range(pairs + 1):
        gc.collect()
        start = perf_counter()
        values_alone(path)
        floor.append(perf_counter() - start)
        start = perf_counter()
        (grid,) = read_workbook(path).grids
        ours.append(perf_counter() - start)
        assert len(grid.rows) == ROWS + 2
    # The first pair loads the libraries.
    ratio = median(one / other for one, other in zip(ours[1:], floor[1:], strict=True))
    return ratio, median(ours[1:]), median(floor[1:])


def values_alone(path: Path) -> list[list[object]]:
    """Return the values of the first sheet as python-calamine gives them: the least that reading costs."""
    with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as book:
        return list(book.get_sheet_by_index(0).to_python())


def ledger(path: Path) -> Path:
    """Write a ledger as offices keep it: a title, heads, dates shown in Chinese, codes as texts."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = Workbook()
    sheet = book.create_sheet("整改台账", 0)
    sheet.append(["示例县生态环境保护督察反馈问题整改台账"])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(HEADS))
    sheet.append(HEADS)
    for number in range(1, ROWS + 1):
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
        f"已完成新建污水管网{number % 12}公里，排口整治{number % 7}处。", ("已完成", "推进中")[number % 2], "",
    ]
