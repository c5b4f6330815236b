"""What the questions of the screens have in common: their connection, a pattern of words, and the sides of an order."""

from __future__ import annotations

from typing import Any

from models.store.database import Store


class Asking:
    """Reads for the screens; every answer is plain values."""

    def __init__(self, store: Store) -> None:
        self._con = store.con

    def _one(self, sql: str, values: tuple[Any, ...] = ()) -> int:
        return int(self._con.execute(sql, values).fetchone()[0])


def like(words: str) -> str:
    """Return a LIKE pattern that finds the words anywhere, `%` and `_` taken literally."""
    escaped = words.casefold().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def split_keys(expression: str) -> list[str]:
    """Return the sort keys of an order; only the deadline and date orders have two."""
    first, mark, second = expression.partition(" is null, ")
    return [f"{first} is null", second] if mark else [expression]
