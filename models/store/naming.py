"""What tables and records of the store are called where something is wrong with them: 整改任务（tasks） “12”.

A text that is no UTF-8 any more is read with its bad bytes escaped, and shown with the sign for what cannot be shown.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import takewhile
from typing import Any

from models.store.tables import BY_NAME

_HALVES = re.compile("[\ud800-\udfff]")
# A value in a sentence, and how much of a long one stands before the place where it differs from another.
_SHORT = 24
_BEFORE = 8
_CHAIN = {"operations": "操作记录", "operation_rows": "操作明细", "chain": "操作记录末尾"}


@contextmanager
def every_text(con: sqlite3.Connection) -> Iterator[None]:
    """Let the connection give texts out that are no UTF-8, their bad bytes escaped, where else it raises."""
    before = con.text_factory
    con.text_factory = _escaped
    try:
        yield
    finally:
        con.text_factory = before


def _escaped(text: bytes) -> str:
    return text.decode("utf-8", "surrogateescape")


def is_whole(text: str) -> bool:
    """Return whether a text holds whole characters only."""
    return not _HALVES.search(text)


def shown(text: str) -> str:
    """Return a text fit to be shown, whatever it holds."""
    return _HALVES.sub("\ufffd", text)


def label_of(table: str) -> str:
    """Return what the clerk calls a table, with its name in the database."""
    label = BY_NAME[table].label if table in BY_NAME else _CHAIN.get(table)
    return f"{label}（{table}）" if label else f"表 {table}"


def name_of(row: Mapping[str, Any]) -> str:
    """Return what a row is known by."""
    name = row.get("number") or row.get("title") or row.get("name") or row.get("text") or row.get("id")
    return f"“{short(name)}”"


def short_of_two(one: object, other: object) -> tuple[str, str]:
    """Return two values short enough for a sentence; long ones from shortly before they begin to differ."""
    texts = ["" if value is None else str(value) for value in (one, other)]
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(*texts, strict=False))
    same = sum(1 for _ in alike)
    start = same - _BEFORE if same > _BEFORE and max(map(len, texts)) > _SHORT else 0
    ahead = "…" if start else ""
    return f"{ahead}{short(texts[0][start:])}", f"{ahead}{short(texts[1][start:])}"


def short(value: object) -> str:
    """Return a value short enough for a sentence."""
    text = "" if value is None else str(value)
    return shown(text if len(text) <= _SHORT else text[: _SHORT - 1] + "…")
