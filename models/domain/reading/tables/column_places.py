"""Which of several columns with the same meaning is which: by where they stand, and by what is in them.

A deadline behind the measures is the measures' own; of two columns headed as problems the short one is the name.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from models.domain.drafts.draft import ColumnGuess
from models.domain.drafts.fields import SourceField, field_of
from models.domain.reading.phrases.statuses import read_status
from models.domain.reading.tables.column_numbers import is_of_a_level, level_of, nth_measure
from models.domain.reading.tables.contents import LONG, are_numbers, average_length
from models.domain.reading.tables.head_words import OF_MEASURES, OF_ONE_OFFICE

_MANY = frozenset({
    SourceField.LEAD, SourceField.RESPONSIBLE, SourceField.SUPPORTING, SourceField.SUPERVISING, SourceField.ACCEPTANCE,
    SourceField.EXTERNAL_NUMBER, SourceField.IMPLEMENTATION, SourceField.NOTE, SourceField.OTHER, SourceField.STATUS,
    SourceField.MEASURE_UNITS, SourceField.PHONE,
})


def by_position(guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Settle fields that several columns name: those behind the measures are the measures' own."""
    settled: list[ColumnGuess] = []
    for guess in guesses:
        earlier = [other.field for other in settled]
        field = guess.field
        if field in (SourceField.ORDER, SourceField.NUMBER):
            field = _number_field(field, earlier, guesses[guess.column + 1 :])
        elif field is SourceField.STATUS and _is_told_in_words(guess):
            field = SourceField.IMPLEMENTATION
        elif field is SourceField.IMPLEMENTATION and field in earlier and _are_statuses(guess):
            field = SourceField.STATUS
        elif field is SourceField.MEASURES and nth_measure(guess.head):
            field = SourceField.MEASURES
        elif _is_again_behind_measures(field, earlier):
            field = OF_MEASURES[field]
        elif field in earlier and field not in _MANY:
            field = _other_half(guess.head, {other.field for other in guesses})
        settled.append(replace(guess, field=field))
    return _problem_of(settled)


def _other_half(head: str, known: Collection[SourceField]) -> SourceField:
    """Return what the last word of a joined head means where another column is its first: 整改内容及措施."""
    word = re.split(r"[及与和]", head.rpartition("/")[2])[-1]
    found = field_of(word)
    return found if found and found not in known else SourceField.OTHER


def with_numbers(guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """A column headed as a problem in which only numbers stand (任务 | 第1项) is that of the numbers."""
    problems = [guess for guess in guesses if guess.field in (SourceField.PROBLEM, SourceField.TITLE)]
    numbers = [guess for guess in problems if are_numbers(guess.samples)]
    if len(numbers) != 1 or len(problems) < 2:
        return guesses
    return [replace(guess, field=SourceField.NUMBER) if guess is numbers[0] else guess for guess in guesses]


def _is_again_behind_measures(field: SourceField, earlier: list[SourceField]) -> bool:
    """Return whether a field stands before the measures, and now again behind them."""
    if field not in OF_MEASURES or SourceField.MEASURES not in earlier:
        return False
    return field in earlier[: earlier.index(SourceField.MEASURES)]


def of_own_level(guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Of 反馈问题/省方案 and 反馈问题/市方案 take that of the lowest office; people may choose the other."""
    levels = [guess for guess in guesses if guess.field in OF_ONE_OFFICE and is_of_a_level(_own_word(guess))]
    own = {
        field: min((guess for guess in levels if guess.field is field), key=lambda guess: level_of(_own_word(guess)))
        for field in {guess.field for guess in levels}
    }
    return [
        replace(guess, field=SourceField.OTHER) if guess in levels and own[guess.field] is not guess else guess
        for guess in guesses
    ]


def _own_word(guess: ColumnGuess) -> str:
    return guess.head.rpartition("/")[2]


def _is_told_in_words(guess: ColumnGuess) -> bool:
    """Return whether a column headed as a status tells in sentences how far the work has come."""
    return average_length(guess.samples) > LONG and not any(read_status(text) for text in guess.samples)


def _are_statuses(guess: ColumnGuess) -> bool:
    """Return whether a column beside that of the progress only says how far it is: 完成情况 with 已完成."""
    return bool(guess.samples) and all(map(read_status, guess.samples))


def _number_field(field: SourceField, earlier: list[SourceField], later: list[ColumnGuess]) -> SourceField:
    is_numbered = SourceField.ORDER in earlier or SourceField.NUMBER in earlier
    is_before_measures = bool(later) and later[0].field is SourceField.MEASURES
    if is_numbered and SourceField.PROBLEM in earlier and (is_before_measures or SourceField.MEASURES in earlier):
        return SourceField.MEASURE_NUMBER
    if field not in earlier:
        return field
    return SourceField.EXTERNAL_NUMBER if field is SourceField.NUMBER else SourceField.OTHER


def _problem_of(guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """A name without a problem beside it is the problem; a short problem beside a longer one is its name."""
    fields = [guess.field for guess in guesses]
    if SourceField.PROBLEM not in fields and SourceField.TITLE in fields:
        at = fields.index(SourceField.TITLE)
        return [*guesses[:at], replace(guesses[at], field=SourceField.PROBLEM), *guesses[at + 1 :]]
    if SourceField.PROBLEM not in fields or SourceField.TITLE in fields:
        return guesses
    changed = _two_problems(guesses, fields.index(SourceField.PROBLEM))
    return [replace(guess, field=changed.get(guess.column, guess.field)) for guess in guesses]


def _two_problems(guesses: list[ColumnGuess], first: int) -> dict[int, SourceField]:
    """Return which of two columns headed as problems is the name, and which the problem."""
    for guess in guesses[first + 1 :]:
        if guess.field is SourceField.IMPLEMENTATION:
            break
        if guess.field is not SourceField.OTHER or field_of(guess.head) is not SourceField.PROBLEM:
            continue
        if _is_name_of(guesses[first], guess):
            return {first: SourceField.TITLE, guess.column: SourceField.PROBLEM}
        if _is_name_of(guess, guesses[first]):
            return {guess.column: SourceField.TITLE}
        if "问题" in guess.head and "问题" not in guesses[first].head:
            return {first: SourceField.OTHER, guess.column: SourceField.PROBLEM}
    return {}


def _is_name_of(name: ColumnGuess, text: ColumnGuess) -> bool:
    return average_length(name.samples) < LONG < average_length(text.samples)
