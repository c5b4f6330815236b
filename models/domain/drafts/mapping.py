"""What the columns of a table mean: by the wording over them, by where they stand, and at last by what is in them.

A wording is sure. Where only the content tells (a column of dates under an unknown head) the guess says so, and people
are asked. What they explained by hand is a mapping again and goes before any guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from models.domain.drafts.draft import ColumnGuess, GridMapping
from models.domain.drafts.fields import WORDINGS, SourceField, field_of, plain_wording
from models.domain.drafts.header import Head, Header, find_header, heads_in_first_column
from models.domain.drafts.source import Grid
from models.domain.drafts.statuses import read_status
from models.domain.drafts.timing import read_timing
from models.domain.drafts.units import is_list_of_units
from models.domain.list_items import list_items

_SAMPLED = 40
_SAMPLES = 3
_LONG = 20
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
_INNER = {"内容": SourceField.MEASURES, "具体内容": SourceField.MEASURES}
_COUNT = re.compile(r"\d{1,4}")


def map_grid(grid: Grid) -> GridMapping | None:
    """Return the header and the meaning of the columns, None where a grid holds no rows of tasks.

    Tables of heads with their text beside them (反馈问题 | …) hold one task each and are read as paragraphs are.
    """
    if grid.width < 2 or heads_in_first_column(grid) >= 3:
        return None
    header = find_header(grid)
    if header is None:
        return _without_header(grid)
    return mapping_under(grid, header)


def mapping_under(grid: Grid, header: Header) -> GridMapping | None:
    """Return the meaning of the columns under a header, None where none of them is a problem, a name or a measure."""
    guesses = [
        ColumnGuess(
            column=column, head=head.shown, field=_by_wording(head) or SourceField.OTHER,
            samples=samples(grid, column, header.rows[-1] + 1),
        )
        for column, head in enumerate(header.heads)
    ]
    guesses = _by_content(grid, _by_position(guesses), header.rows[-1] + 1)
    if not _TEXTS & {guess.field for guess in guesses}:
        return None
    return GridMapping(
        grid=grid.name, header_rows=header.rows, columns=tuple(guesses), header_place=rows_place(grid, header.rows)
    )


def rows_place(grid: Grid, rows: Sequence[int]) -> str:
    """Return rows as people count them: 第3行, 第3—4行."""
    if not rows:
        return ""
    first, last = grid.first_row + rows[0], grid.first_row + rows[-1]
    return f"第{first}行" if first == last else f"第{first}—{last}行"


def samples(grid: Grid, column: int, start: int) -> tuple[str, ...]:
    """Return the first filled cells of a column, each cut to a line."""
    found = []
    for row in range(start, min(len(grid.rows), start + _SAMPLED)):
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
    if group is SourceField.MEASURES:
        return _OF_MEASURES.get(own, own) if own else _word_in_group(head)
    return own or _word_in_group(head) or _by_ending(head.word)


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
    first = re.split(r"[及与和]", plain, maxsplit=1)[0]
    if first != plain and (found := field_of(first)):
        return found
    return next((field for ending, field in _ENDINGS if plain.endswith(ending)), None)


def _by_position(guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Settle fields that several columns name: those behind the measures are the measures' own."""
    settled: list[ColumnGuess] = []
    for guess in guesses:
        earlier = [other.field for other in settled]
        field = guess.field
        if field in (SourceField.ORDER, SourceField.NUMBER):
            field = _number_field(field, earlier, guesses[guess.column + 1 :])
        elif field in earlier and SourceField.MEASURES in earlier and field in _OF_MEASURES:
            field = _OF_MEASURES[field]
        elif field in earlier and field not in _MANY:
            field = SourceField.OTHER
        settled.append(replace(guess, field=field))
    return _problem_of(settled)


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
    first = fields.index(SourceField.PROBLEM)
    also = next(
        (
            guess.column for guess in guesses[first + 1 :]
            if guess.field is SourceField.OTHER and field_of(guess.head) is SourceField.PROBLEM
        ),
        None,
    )
    if also is None or SourceField.IMPLEMENTATION in fields[:also] or not _is_name_of(guesses[first], guesses[also]):
        return guesses
    changed = {first: SourceField.TITLE, also: SourceField.PROBLEM}
    return [replace(guess, field=changed.get(guess.column, guess.field)) for guess in guesses]


def _is_name_of(name: ColumnGuess, text: ColumnGuess) -> bool:
    return _length(name.samples) < _LONG < _length(text.samples)


def _length(texts: Sequence[str]) -> float:
    return sum(map(len, texts)) / len(texts) if texts else 0.0


def _by_content(grid: Grid, guesses: list[ColumnGuess], start: int) -> list[ColumnGuess]:
    """Guess the columns no wording explains from what is in them; a field that is known already is not guessed."""
    settled = list(guesses)
    for at, guess in enumerate(guesses):
        if guess.field is not SourceField.OTHER or field_of(guess.head):
            continue
        taken = {other.field for other in settled}
        found = _content_field(_filled(grid, guess.column, start), taken)
        if found:
            settled[at] = replace(guess, field=found, is_sure=False)
    return settled


def _filled(grid: Grid, column: int, start: int) -> list[str]:
    rows = range(start, min(len(grid.rows), start + _SAMPLED))
    return [text for text in (grid.rows[row][column].strip() for row in rows) if text]


def _content_field(texts: list[str], taken: set[SourceField]) -> SourceField | None:
    if not texts:
        return None
    if _most(texts, lambda text: bool(_COUNT.fullmatch(text))) and len(texts) > 1:
        is_free = not taken & {SourceField.ORDER, SourceField.NUMBER}
        return SourceField.ORDER if is_free and _counts_up(texts) else None
    if _most(texts, lambda text: read_status(text) is not None):
        return None if SourceField.STATUS in taken else SourceField.STATUS
    if _most(texts, lambda text: len(text) <= 40 and read_timing(text).says_something):
        return None if SourceField.DEADLINE in taken else SourceField.DEADLINE
    if _most(texts, lambda text: len(text) <= 200 and is_list_of_units(text)):
        return None if SourceField.RESPONSIBLE in taken else SourceField.RESPONSIBLE
    if _most(texts, lambda text: len(list_items(text).items) > 1):
        return None if SourceField.MEASURES in taken else SourceField.MEASURES
    if _length(texts) >= _LONG and SourceField.PROBLEM not in taken:
        return SourceField.PROBLEM
    return None


def _most(texts: list[str], is_so: Callable[[str], bool]) -> bool:
    return sum(map(is_so, texts)) * 10 >= len(texts) * 8


def _counts_up(texts: list[str]) -> bool:
    numbers = [int(text) for text in texts if _COUNT.fullmatch(text)]
    return all(after > before for before, after in pairwise(numbers))


def _without_header(grid: Grid) -> GridMapping | None:
    """Map a grid that names no column: rows that count up beside a long text and units or dates can only be tasks."""
    if len(grid.rows) < 2 or grid.width < 3:
        return None
    guesses = [
        ColumnGuess(column=column, head="", field=SourceField.OTHER, samples=samples(grid, column, 0))
        for column in range(grid.width)
    ]
    found = _by_content(grid, guesses, 0)
    fields = {guess.field for guess in found}
    is_told = {SourceField.ORDER, SourceField.PROBLEM} <= fields
    if not is_told or not fields & {SourceField.DEADLINE, SourceField.RESPONSIBLE, SourceField.MEASURES}:
        return None
    return GridMapping(grid=grid.name, header_rows=(), columns=tuple(found))


def by_hand(grid: Grid, mapping: GridMapping) -> GridMapping | None:
    """Return a mapping that people have explained, as it applies to this grid; None where it belongs to another.

    A column is found by its head; one without a head by its position.
    """
    known = frozenset(plain_wording(guess.head.rpartition("/")[2]) for guess in mapping.columns if guess.head)
    header = find_header(grid, known) if known else None
    heads = header.heads if header else tuple(Head(word="") for _ in range(grid.width))
    shown = {plain_wording(head.shown) for head in heads if head.word}
    theirs = {plain_wording(guess.head) for guess in mapping.columns if guess.head}
    if len(shown & theirs) * 2 < len(theirs):
        return None
    guess_of = {(plain_wording(guess.head), guess.column): guess.field for guess in mapping.columns}
    by_head = {plain_wording(guess.head): guess.field for guess in mapping.columns if guess.head}
    by_column = {guess.column: guess.field for guess in mapping.columns if not guess.head}
    start = header.rows[-1] + 1 if header else 0
    columns = tuple(
        ColumnGuess(
            column=column, head=head.shown, samples=samples(grid, column, start),
            field=guess_of.get(
                (plain_wording(head.shown), column),
                by_head.get(plain_wording(head.shown), by_column.get(column, SourceField.OTHER)),
            ),
        )
        for column, head in enumerate(heads)
    )
    rows = header.rows if header else ()
    return GridMapping(grid=grid.name, header_rows=rows, columns=columns, header_place=rows_place(grid, rows))
