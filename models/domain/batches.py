"""批次: an inspection as people speak of it, 中央第二轮 or 省级第一轮回头看: its level, its round, and a look back.

Two plans that answer the same round are one 批次, whatever records stand behind them.
"""

from __future__ import annotations

from models.domain.numerals import chinese_number

LEVELS = {"central": "中央", "province": "省级", "city": "市级"}


def batch_words(level: str, turn: int | None, *, is_look_back: bool) -> str:
    """Return the name of a 批次; `level` is a key of `LEVELS`, `turn` the round where it is known."""
    counted = f"第{chinese_number(turn)}轮" if turn else ""
    return LEVELS[level] + counted + ("回头看" if is_look_back else "")
