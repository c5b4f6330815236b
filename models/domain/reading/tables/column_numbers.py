"""Which of several columns of numbers holds those of the tasks: the finest, and of several offices' one's own.

一级编号 is merged down over what 二级编号 counts: the second numbers the tasks. Of 省编号, 市编号 and 县编号 the
last is the number of the office that keeps the ledger, where none is called a number of the tasks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from models.domain.drafts.draft import ColumnGuess
from models.domain.drafts.fields import SourceField
from models.domain.drafts.source import Grid
from models.domain.reading.marks import arabic
from models.domain.reading.tables.contents import SAMPLED

_NUMBERS = (SourceField.NUMBER, SourceField.ORDER)
_LEVELS = "乡镇街县区旗市州盟省部国中"
_NTH_MEASURE = re.compile(
    r"(?:整改)?(?:措施|举措)?第?(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})[条项]?(?:整改)?(?:措施|举措)?"
)
_OF_A_LEVEL = re.compile(
    r"(?:中央|国家|自治区|[省市州盟县区旗]级?)(?:整改)?(?:方案|任务|问题|清单|台[账帐])?(?:内容|表述|部分)?"
)


def is_of_a_level(word: str) -> bool:
    """Return whether a head only says whose plan stands under it: 省方案, 市级整改方案内容."""
    return _OF_A_LEVEL.fullmatch("".join(word.split())) is not None


def with_the_number(grid: Grid, guesses: Sequence[ColumnGuess], start: int) -> list[ColumnGuess]:
    """Return the meaning of the columns with one of them as the number of the tasks, where any can be it."""
    if all(guess.field not in _NUMBERS for guess in guesses):
        return _own_number(guesses)
    return _finest_number(grid, guesses, start)


def _own_number(guesses: Sequence[ColumnGuess]) -> list[ColumnGuess]:
    numbers = [guess for guess in guesses if guess.field is SourceField.EXTERNAL_NUMBER]
    if not numbers:
        return list(guesses)
    own = min(reversed(numbers), key=lambda guess: level_of(guess.head))
    return [
        replace(guess, field=SourceField.NUMBER, is_sure=len(numbers) > 1) if guess is own else guess
        for guess in guesses
    ]


def nth_measure(head: str) -> str:
    """Return the number a head gives the one measure under it: 措施一, 整改措施/第2条; empty where it gives none."""
    group, _, word = re.sub(r"[（()）\s]", "", head).rpartition("/")
    match = _NTH_MEASURE.fullmatch(word)
    return arabic(match["number"]) if match and re.search(r"措施|举措", group + word) else ""


def level_of(head: str) -> int:
    """Return the level of the office that a head names, the lowest first: 市编号 before 省编号."""
    word = head.rpartition("/")[2]
    return next((at for at, sign in enumerate(_LEVELS) if sign in word), 0)


def _finest_number(grid: Grid, guesses: Sequence[ColumnGuess], start: int) -> list[ColumnGuess]:
    """Let the second column of numbers be the number where the first stands for several of its numbers and problems."""
    before = list(takewhile(lambda guess: guess.field is not SourceField.PROBLEM, guesses))
    problem = guesses[len(before)].column if len(before) < len(guesses) else None
    numbers = [guess for guess in before if guess.field in (*_NUMBERS, SourceField.EXTERNAL_NUMBER)]
    if problem is None or len(numbers) < 2:
        return list(guesses)
    first, last = numbers[0], numbers[-1]
    rows = range(start, min(len(grid.rows), start + SAMPLED))
    told = [row for row in rows if grid.rows[row][last.column].strip()]
    is_coarse = _kinds(grid, told, first.column) < _kinds(grid, told, last.column) == len(told)
    if first.field not in _NUMBERS or not is_coarse or _kinds(grid, told, problem) < len(told):
        return list(guesses)
    fields = {first.column: SourceField.EXTERNAL_NUMBER, last.column: SourceField.NUMBER}
    return [replace(guess, field=fields.get(guess.column, guess.field)) for guess in guesses]


def _kinds(grid: Grid, rows: Sequence[int], column: int) -> int:
    return len({grid.text(row, column).strip() for row in rows})
