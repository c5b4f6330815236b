"""What people should know of a table that was read: its header, the columns nobody explained, the rows left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from models.domain.drafts.draft import ColumnGuess, GridMapping
from models.domain.drafts.fields import SourceField, field_of
from models.domain.drafts.source import Grid, column_letters
from models.domain.finding import Finding, Level
from models.domain.reading.tables.rows import LeftOut, RowKind

_SILENT = frozenset({RowKind.HEADER, RowKind.KEYS})
_MOST_ROWS = 8


def of_mapping(grid: Grid, mapping: GridMapping) -> Iterator[Finding]:
    """Yield where the header stands, and of each column that no wording explains what it was taken for."""
    if mapping.header_rows:
        yield _header(grid, mapping)
    yield from _two_numbers(grid, mapping)
    for guess in mapping.columns:
        where = f"{grid.name} {column_letters(grid.first_column - 1 + guess.column)}列"
        if not guess.is_sure:
            yield _unsure(guess, where)
        elif guess.field is SourceField.OTHER and guess.samples and field_of(guess.head) is not SourceField.OTHER:
            yield _not_understood(guess, where)


def _header(grid: Grid, mapping: GridMapping) -> Finding:
    first = mapping.header_rows[0]
    titles = [text for row in grid.rows[:first] for text in row if text.strip()]
    above = f"，上面的 {first} 行是标题等，不是任务" if titles else ""
    text = f"表头{mapping.header_place}{above}"
    return _note("header_row", f"{grid.name} {mapping.header_place}", text, "如不对，请在“列的含义”里改正")


def _two_numbers(grid: Grid, mapping: GridMapping) -> Iterator[Finding]:
    """Yield that the numbers only count the rows while 序号 beside them does not: it may be the plan's own number."""
    numbers = [guess for guess in mapping.columns if guess.field is SourceField.NUMBER]
    orders = [guess for guess in mapping.columns if guess.field is SourceField.ORDER]
    if not numbers or not orders:
        return
    counted, other = (_filled(grid, mapping, guesses[0].column) for guesses in (numbers, orders))
    rows = [str(row) for row in range(1, len(counted) + 1)]
    if len(counted) < 2 or counted != rows or other == rows or len(set(other)) != len(rows):
        return
    yield Finding(
        level=Level.NOTE, code="two_numbers", text=f"“{numbers[0].head}”只是从1数起，“{orders[0].head}”不是；"
        f"编号取了“{numbers[0].head}”", remedy=f"若方案的编号是“{orders[0].head}”，请在列的含义里把它改选为编号",
        where=f"{grid.name} {column_letters(grid.first_column - 1 + orders[0].column)}列",
    )


def _filled(grid: Grid, mapping: GridMapping, column: int) -> list[str]:
    start = mapping.header_rows[-1] + 1 if mapping.header_rows else 0
    return [text for row in grid.rows[start:] if (text := row[column].strip())]


def _unsure(guess: ColumnGuess, where: str) -> Finding:
    head = f"“{guess.head}”" if guess.head else "没有列名的一列"
    return Finding(
        level=Level.WARN, code="column_guessed", where=where,
        text=f"{head}暂看作{guess.field.label}", remedy="请在“列的含义”里确认或改正",
    )


def _not_understood(guess: ColumnGuess, where: str) -> Finding:
    head = f"“{guess.head}”" if guess.head else "没有列名的一列"
    return _note("column_not_understood", where, f"看不出{head}是什么，没有读入", "如要读入，请在“列的含义”里指定")


def of_rows(grid: Grid, left_out: Sequence[LeftOut]) -> Iterator[Finding]:
    """Yield one finding for each kind of rows that are no tasks."""
    for kind in RowKind:
        rows = [item.row for item in left_out if item.kind is kind and kind not in _SILENT]
        if rows:
            text = f"{kind.label}（{len(rows)} 行）没有作为任务读入"
            yield _note("row_left_out", f"{grid.name} {_named(grid, rows)}", text, "如其中有任务，请在任务列表里新建")


def _named(grid: Grid, rows: Sequence[int]) -> str:
    numbers = "、".join(str(grid.first_row + row) for row in rows[:_MOST_ROWS])
    return f"第{numbers}行" + ("等" if len(rows) > _MOST_ROWS else "")


def of_statuses(grid: Grid, unknown: Mapping[str, Sequence[int]]) -> Iterator[Finding]:
    """Yield one finding for each wording of a status that the records have no word for."""
    for wording, rows in unknown.items():
        yield status_not_understood(f"{grid.name} {_named(grid, rows)}", wording)


def status_not_understood(where: str, wording: str) -> Finding:
    """Return that a wording is none of the statuses the records have a word for."""
    shown = wording if len(wording) <= 30 else wording[:29] + "…"
    return _note("status_not_understood", where, f"“{shown}”对不上五种完成进度，没有读入", "请在任务里选定完成进度")


def of_grid(grid: Grid, *, is_form: bool) -> list[Finding]:
    """Return that a grid holds no tasks; nothing of a grid whose heads stand beside their text."""
    if is_form or len(grid.rows) < 2:
        return []
    text = "没有看出任务表的表头，没有读入"
    return [_note("table_left_out", grid.name, text, "如这里有任务，请在“列的含义”里指定各列")]


def not_fitting() -> Finding:
    """Return that a kept mapping has its heads nowhere in the file."""
    return Finding(
        level=Level.WARN, code="mapping_not_fitting", where="",
        text="所选的列的对应，在文件里找到的列名不到一半，没有采用",
        remedy="请核对选的对应，或在窗口里重新指定各列的含义",
    )


def _note(code: str, where: str, text: str, remedy: str) -> Finding:
    return Finding(level=Level.NOTE, code=code, where=where, text=text, remedy=remedy)
