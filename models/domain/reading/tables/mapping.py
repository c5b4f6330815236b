"""What the columns of a table mean: by the wording over them, by where they stand, and at last by what is in them.

A wording is sure. Where only the content tells (a column of dates under an unknown head) the guess says so, and people
are asked. What they explained by hand is a mapping again and goes before any guess.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from models.domain.drafts.draft import ColumnGuess, GridMapping
from models.domain.drafts.fields import WORDINGS, SourceField, field_of, plain_wording
from models.domain.drafts.source import Grid
from models.domain.reading.phrases.statuses import read_status
from models.domain.reading.tables.column_numbers import is_of_a_level, level_of, nth_measure, with_the_number
from models.domain.reading.tables.contents import LONG, SAMPLED, are_numbers, average_length, by_content
from models.domain.reading.tables.header import Head, Header, find_header, heads_in_first_column, may_be_head

_SAMPLES = 3
_MANY = frozenset({
    SourceField.LEAD, SourceField.RESPONSIBLE, SourceField.SUPPORTING, SourceField.SUPERVISING, SourceField.ACCEPTANCE,
    SourceField.EXTERNAL_NUMBER, SourceField.IMPLEMENTATION, SourceField.NOTE, SourceField.OTHER, SourceField.STATUS,
    SourceField.MEASURE_UNITS, SourceField.PHONE,
})
_TEXTS = frozenset({SourceField.PROBLEM, SourceField.TITLE, SourceField.MEASURES})
_OF_MEASURES = {
    SourceField.DEADLINE: SourceField.MEASURE_DEADLINE, SourceField.LEAD: SourceField.MEASURE_UNITS,
    SourceField.RESPONSIBLE: SourceField.MEASURE_UNITS, SourceField.SUPPORTING: SourceField.MEASURE_UNITS,
    SourceField.ORDER: SourceField.MEASURE_NUMBER, SourceField.NUMBER: SourceField.MEASURE_NUMBER,
}
_ENDINGS = sorted(
    ((word, field) for field, words in WORDINGS.items() for word in words if len(word) >= 4),
    key=lambda pair: -len(pair[0]),
)
_PERSONS = frozenset({SourceField.LEADER, SourceField.RESPONSIBLE_PERSON, SourceField.LIAISON})
_OF_ONE_OFFICE = frozenset({
    SourceField.PROBLEM, SourceField.GOAL, SourceField.DEADLINE, SourceField.MEASURES,
})
_INNER = {"内容": SourceField.MEASURES, "具体内容": SourceField.MEASURES}


def map_grid(grid: Grid) -> GridMapping | None:
    """Return the header and the meaning of the columns, None where a grid holds no rows of tasks.

    Tables of heads with their text beside them (反馈问题 | …) hold one task each and are read as paragraphs are.
    """
    return by_header(grid) or without_header(grid)


def by_header(grid: Grid) -> GridMapping | None:
    """Return the mapping of a grid whose header names its columns."""
    if grid.width < 2 or is_form(grid):
        return None
    header = find_header(grid)
    return mapping_under(grid, header) if header else None


def is_form(grid: Grid) -> bool:
    """Return whether heads stand in the first column with their text beside them."""
    return heads_in_first_column(grid) >= 3


def mapping_under(grid: Grid, header: Header) -> GridMapping | None:
    """Return the meaning of the columns under a header, None where none of them is a problem, a name or a measure."""
    guesses = guesses_under(grid, header)
    return mapped(grid, header.rows, guesses) if _TEXTS & {guess.field for guess in guesses} else None


def mapped(grid: Grid, rows: tuple[int, ...], columns: Sequence[ColumnGuess]) -> GridMapping:
    """Return the mapping of a grid with its header in these rows."""
    return GridMapping(
        grid=grid.name, header_rows=rows, columns=tuple(columns), header_place=rows_place(grid, rows),
        first_row=grid.first_row,
    )


def guesses_under(grid: Grid, header: Header) -> list[ColumnGuess]:
    """Return what each column under a header is taken for."""
    guesses = [
        ColumnGuess(
            column=column, head=head.shown, field=_by_wording(head) or SourceField.OTHER,
            samples=samples(grid, column, header.rows[-1] + 1), is_sure=not _is_some_number(head),
        )
        for column, head in enumerate(header.heads)
    ]
    guesses = by_content(grid, _by_position(_with_numbers(_of_own_level(guesses))), header.rows[-1] + 1)
    return with_the_number(grid, guesses, header.rows[-1] + 1)


def rows_place(grid: Grid, rows: Sequence[int]) -> str:
    """Return rows as people count them: 第3行, 第3—4行."""
    if not rows:
        return ""
    first, last = grid.first_row + rows[0], grid.first_row + rows[-1]
    return f"第{first}行" if first == last else f"第{first}—{last}行"


def samples(grid: Grid, column: int, start: int) -> tuple[str, ...]:
    """Return the first filled cells of a column, each cut to a line."""
    found = []
    for row in range(start, min(len(grid.rows), start + SAMPLED)):
        text = " ".join(grid.rows[row][column].split())
        if text:
            found.append(text if len(text) <= 60 else text[:59] + "…")
        if len(found) == _SAMPLES:
            break
    return tuple(found)


def _by_wording(head: Head) -> SourceField | None:
    """Return the field a head names, read together with its group."""
    group, own = field_of(head.group), field_of(head.word) or _INNER.get(plain_wording(head.word))
    if group is SourceField.STATUS or (read_status(head.word) and own is None):
        return SourceField.STATUS if read_status(head.word) or group is SourceField.STATUS else None
    if group in (SourceField.SUPERVISING, SourceField.ACCEPTANCE) and (own is None or own.role):
        return group if own or field_of(head.word + "单位") else own
    if nth_measure(head.shown):
        return SourceField.MEASURES
    if group is SourceField.MEASURES:
        return _OF_MEASURES.get(own, own) if own else _word_in_group(head)
    if group in _PERSONS and own is SourceField.LIAISON:
        # 姓名 under 责任人
        return group
    if group in _OF_ONE_OFFICE and is_of_a_level(head.word):
        return group
    return own or _word_in_group(head) or _by_ending(head.word)


def _is_some_number(head: Head) -> bool:
    """Return whether a head names a number, but none that is known (督办编号)."""
    return field_of(head.word) is None and plain_wording(head.word).endswith(("编号", "序号"))


def _word_in_group(head: Head) -> SourceField | None:
    """Read 牵头 under 责任单位 as 牵头单位, and a word alone that its group completes."""
    if not head.group:
        return None
    for whole in (head.word + "单位", head.group + head.word):
        if found := field_of(whole):
            return found
    return None


def _by_ending(word: str) -> SourceField | None:
    """Read 市级牵头责任单位 by its ending, and 整改措施及要求 by its first half."""
    plain = plain_wording(word)
    if plain.startswith("实际"):
        # 实际完成时间 is when it was done.
        return None
    first = re.split(r"[及与和]", plain, maxsplit=1)[0]
    if first != plain and (found := field_of(first)):
        last = field_of(re.split(r"[及与和]", plain)[-1])
        return last if last is SourceField.IMPLEMENTATION else found
    if plain.endswith(("编号", "序号")):
        is_another = plain.startswith(("省", "市", "县", "中央", "国家", "上级", "部")) or plain.endswith("序号")
        return SourceField.EXTERNAL_NUMBER if is_another else SourceField.NUMBER
    return next((field for ending, field in _ENDINGS if plain.endswith(ending)), None)


def _by_position(guesses: list[ColumnGuess]) -> list[ColumnGuess]:
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
            field = _OF_MEASURES[field]
        elif field in earlier and field not in _MANY:
            field = _other_half(guess.head, {other.field for other in guesses})
        settled.append(replace(guess, field=field))
    return _problem_of(settled)


def _other_half(head: str, known: Collection[SourceField]) -> SourceField:
    """Return what the last word of a joined head means where another column is its first: 整改内容及措施."""
    word = re.split(r"[及与和]", head.rpartition("/")[2])[-1]
    found = field_of(word)
    return found if found and found not in known else SourceField.OTHER


def _with_numbers(guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """A column headed as a problem in which only numbers stand (任务 | 第1项) is that of the numbers."""
    problems = [guess for guess in guesses if guess.field in (SourceField.PROBLEM, SourceField.TITLE)]
    numbers = [guess for guess in problems if are_numbers(guess.samples)]
    if len(numbers) != 1 or len(problems) < 2:
        return guesses
    return [replace(guess, field=SourceField.NUMBER) if guess is numbers[0] else guess for guess in guesses]


def _is_again_behind_measures(field: SourceField, earlier: list[SourceField]) -> bool:
    """Return whether a field stands before the measures, and now again behind them."""
    if field not in _OF_MEASURES or SourceField.MEASURES not in earlier:
        return False
    return field in earlier[: earlier.index(SourceField.MEASURES)]


def _of_own_level(guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Of 反馈问题/省方案 and 反馈问题/市方案 take that of the lowest office; people may choose the other."""
    levels = [guess for guess in guesses if guess.field in _OF_ONE_OFFICE and is_of_a_level(_own_word(guess))]
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


def without_header(grid: Grid) -> GridMapping | None:
    """Map a grid by its contents: rows that count up beside a long text and units or dates can only be tasks."""
    if len(grid.rows) < 2 or grid.width < 3 or is_form(grid):
        return None
    rows = _row_of_words(grid)
    heads = [grid.text(rows[0], column) if rows else "" for column in range(grid.width)]
    start = rows[0] + 1 if rows else 0
    guesses = _by_position([
        ColumnGuess(
            column=column, head="".join(head.split()), field=_by_wording(Head(word=head)) or SourceField.OTHER,
            samples=samples(grid, column, start),
        )
        for column, head in enumerate(heads)
    ])
    found = by_content(grid, guesses, start)
    fields = {guess.field for guess in found}
    if SourceField.PROBLEM not in fields or not fields & {SourceField.ORDER, SourceField.NUMBER}:
        return None
    if not fields & {SourceField.DEADLINE, SourceField.RESPONSIBLE, SourceField.MEASURES}:
        return None
    return mapped(grid, rows, found)


def unexplained(grid: Grid) -> GridMapping:
    """Return the columns of a sheet in which no header was found, for people to explain."""
    return mapped(grid, (), [
        ColumnGuess(column=column, head="", field=SourceField.OTHER, samples=samples(grid, column, 0))
        for column in range(grid.width)
    ])


def _row_of_words(grid: Grid) -> tuple[int, ...]:
    """Return the first row that could be a header of words nobody knows: short words over most of the columns."""
    for row in range(min(len(grid.rows) - 1, 10)):
        words = [text for text in grid.rows[row] if text.strip()]
        if len(words) * 3 >= grid.width * 2 and len(words) > 2:
            return (row,) if all(map(may_be_head, words)) else ()
    return ()
