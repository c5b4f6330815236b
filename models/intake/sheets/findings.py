"""What a clerk should know of a sheet that was read: formulas, merged cells, hidden rows, numbers Excel has damaged.

One finding tells one kind of thing in a sheet with all its places, because 5,000 rows may have the same to tell.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from models.domain.drafts.source import Grid, Place, column_letters
from models.domain.finding import Finding, Level
from models.domain.reading.tidying import LONGEST_CELL

_MOST_PLACES = 8
# What Excel writes for a long number once it was read as a number, and the zeros it puts after the 15 figures it keeps.
_DAMAGED = re.compile(r"\d(?:\.\d+)?[Ee]\+1\d|(?=\d{16,19}$)[1-9]\d{0,14}0+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """读不出的单元格: formulas without their value, formulas that gave an error, numbers that are no day of a date."""

    bare: Collection[Place] = ()
    errors: Collection[Place] = ()
    no_days: Collection[Place] = ()


def findings_of(grid: Grid, unread: Unread | None = None) -> tuple[Finding, ...]:
    """Return what is to be told of a sheet, or of the texts of cells."""
    found = (_merged(grid), _formulas(grid), *_unread(grid, unread or Unread()), *_hidden(grid), *_odd_texts(grid))
    return tuple(finding for finding in found if finding is not None)


def places(grid: Grid, cells: Iterable[Place]) -> str:
    """Return cells as people name them: Sheet1 第3—7行、第12行 C列; of many the first, and how many there are."""
    ordered = sorted(cells)
    columns = sorted({column for _, column in ordered})
    letters = "、".join(f"{column_letters(grid.first_column - 1 + column)}列" for column in columns[:_MOST_PLACES])
    return f"{grid.name} {rows_of(grid, {row for row, _ in ordered})} {letters}"


def rows_of(grid: Grid, rows: Iterable[int]) -> str:
    """Return rows as people name them: 第3—7行、第12行."""
    runs: list[list[int]] = []
    for row in sorted(rows):
        if runs and runs[-1][1] == row - 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    named = [_run(grid.first_row + first, grid.first_row + last) for first, last in runs[:_MOST_PLACES]]
    return "、".join(named) + ("等" if len(runs) > _MOST_PLACES else "")


def _run(first: int, last: int) -> str:
    return f"第{first}行" if first == last else f"第{first}—{last}行"


def _merged(grid: Grid) -> Finding | None:
    if not grid.spans:
        return None
    text = f"有 {len(grid.spans)} 处合并单元格，按合并后的一格读"
    return _note("merged_cells", places(grid, grid.spans), text, "请在“对照”里看看合并的格子是否各归其行")


def _formulas(grid: Grid) -> Finding | None:
    if not grid.formulas:
        return None
    text = f"有 {len(grid.formulas)} 个公式，用的是文件里存着的结果，没有重新计算"
    return _note("formulas", places(grid, grid.formulas), text, "请确认保存前结果是最新的")


def _unread(grid: Grid, unread: Unread) -> Iterator[Finding]:
    if unread.bare:
        text = f"有 {len(unread.bare)} 个公式没有存下结果，读作空白"
        remedy = "请用 WPS 或 Excel 打开，保存一次再导入"
        yield _warning("formula_without_value", places(grid, unread.bare), text, remedy)
    if unread.errors:
        text = f"有 {len(unread.errors)} 个公式的结果是错误值（#N/A、#REF! 等），读作空白"
        yield _warning("formula_error", places(grid, unread.errors), text, "请在表里改正，或导入后补上")
    if unread.no_days:
        text = f"有 {len(unread.no_days)} 格设成日期，里面的数却不是任何一天的日期"
        yield _warning("impossible_date", places(grid, unread.no_days), text, "请照原始材料改正日期")


def _hidden(grid: Grid) -> Iterator[Finding]:
    if grid.hidden_rows:
        text = f"有 {len(grid.hidden_rows)} 行是隐藏的，照样读入"
        yield _note("hidden_rows", f"{grid.name} {rows_of(grid, grid.hidden_rows)}", text, "不要的行请在“对照”里去掉勾")
    if grid.hidden_columns:
        letters = [f"{column_letters(grid.first_column - 1 + column)}列" for column in sorted(grid.hidden_columns)]
        where = f"{grid.name} {'、'.join(letters[:_MOST_PLACES])}"
        text = f"有 {len(letters)} 列是隐藏的，照样读入"
        yield _note("hidden_columns", where, text, "不要的列请在“列的含义”里选“不导入”")


def _odd_texts(grid: Grid) -> Iterator[Finding]:
    """Yield a finding for each column in which long numbers have lost their last figures, and one for long cells."""
    damaged: dict[int, list[Place]] = {}
    long: list[Place] = []
    # 60,000 times over, so no more is asked of a usual text than its length.
    for row, texts in enumerate(grid.rows):
        for column, length in enumerate(map(len, texts)):
            if length > LONGEST_CELL:
                long.append((row, column))
            elif 4 < length < 20 and "1" <= texts[column][0] <= "9" and _DAMAGED.fullmatch(texts[column]):
                damaged.setdefault(column, []).append((row, column))
    for cells in damaged.values():
        text = f"有 {len(cells)} 个长号码只剩前 15 位，后面的数字已被 Excel 改成 0"
        remedy = "请照原始材料把号码重新填上；在表里填写前先把格式设为文本"
        yield _warning("damaged_number", places(grid, cells), text, remedy)
    if long:
        text = f"有 {len(long)} 个单元格过长，超过 {LONGEST_CELL:,} 字"
        yield _warning("over_long", places(grid, long), text, "请核对是否把整份材料粘进了一格")


def _note(code: str, where: str, text: str, remedy: str) -> Finding:
    return Finding(level=Level.NOTE, code=code, where=where, text=text, remedy=remedy)


def _warning(code: str, where: str, text: str, remedy: str) -> Finding:
    return Finding(level=Level.WARN, code=code, where=where, text=text, remedy=remedy)
