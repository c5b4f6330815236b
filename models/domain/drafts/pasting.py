"""Cells pasted on the measures of one task: rows without a task of their own become rows of that task.

The number and the problem of the task are set before the first row, as a ledger does that has a row for each measure.
"""

from __future__ import annotations

from models.domain.drafts.fields import SourceField, field_of

_MEASURES = SourceField.MEASURES.label


def is_block(text: str) -> bool:
    """Return whether a pasted text is a block of cells and not running text."""
    lines = [line for line in text.splitlines() if line.strip()]
    return bool(lines) and sum("\t" in line for line in lines) * 2 > len(lines)


def for_task(text: str, number: str, problem: str) -> str:
    """Return pasted cells as a ledger of one task; a block that names tasks itself stays as it is.

    A block without a head gets one that calls its widest column the measures; the rest is for the reader to find out.
    """
    rows = [line.split("\t") for line in text.splitlines() if line.strip()]
    if not rows:
        return text
    head = [field_of(cell) for cell in rows[0]]
    if SourceField.PROBLEM in head or SourceField.NUMBER in head:
        return text
    if not any(head):
        rows.insert(0, _head_of(rows))
    lines = [["编号", "反馈问题", *rows[0]], *(["", "", *row] for row in rows[1:])]
    if len(lines) > 1:
        lines[1][:2] = [number, " ".join(problem.split())]
    return "\n".join("\t".join(cells) for cells in lines)


def _head_of(rows: list[list[str]]) -> list[str]:
    width = max(map(len, rows))
    lengths = [sum(len(row[column]) for row in rows if column < len(row)) for column in range(width)]
    widest = lengths.index(max(lengths))
    return [_MEASURES if column == widest else "" for column in range(width)]
