"""What a column is by what is in it: numbers that count up, deadlines, units, statuses, lists of measures, long texts.

Such a guess is never sure; it only saves people the choosing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from models.domain.drafts.draft import ColumnGuess
from models.domain.drafts.fields import SourceField, field_of
from models.domain.drafts.source import Grid
from models.domain.list_items import list_items
from models.domain.reading.phrases.roles import has_labels
from models.domain.reading.phrases.statuses import read_status
from models.domain.reading.phrases.timing import read_timing
from models.domain.reading.phrases.units import is_list_of_units

SAMPLED = 40
LONG = 20
_LEAST_CELLS = 3
_OF_OTHER_THINGS = re.compile(
    r"销号|验收|公示|交办|转办|反馈|填报|填表|上报|报送|立案|启动|开工|开始|起始|核查|更新|实际|受理|接收|发现|督察|来源|联系|审批|备案|下达"
)
_MARKED = re.compile(r"(?:第|问题|任务|[Nn][Oo][.．]?)?[\d一二三四五六七八九十百]{1,5}(?:[-—.．]\d{1,3})*[项号条、.]?")
_COUNT = re.compile(r"\d{1,4}")


def are_numbers(texts: Sequence[str]) -> bool:
    """Return whether texts are nothing but numbers of tasks, each its own: 第1项, 问题二, 12-01."""
    return bool(texts) and len(set(texts)) == len(texts) and all(map(_MARKED.fullmatch, texts))


def by_content(grid: Grid, guesses: list[ColumnGuess], start: int) -> list[ColumnGuess]:
    """Guess the columns no wording explains from what is in them; a field that is known already is not guessed."""
    settled = list(guesses)
    for at, guess in enumerate(guesses):
        if guess.field is not SourceField.OTHER or field_of(guess.head):
            continue
        taken = {other.field for other in settled}
        found = _content_field(_filled(grid, guess.column, start), taken)
        if found and _may_stand_under(found, guess.head):
            settled[at] = replace(guess, field=found, is_sure=False)
    return settled


def _filled(grid: Grid, column: int, start: int) -> list[str]:
    rows = range(start, min(len(grid.rows), start + SAMPLED))
    told = (grid.rows[row] for row in rows)
    return [cells[column].strip() for cells in told if cells[column].strip() and _may_be_of_a_task(cells)]


def _may_be_of_a_task(cells: Sequence[str]) -> bool:
    """Return whether a row fills more than heads of groups, totals and signatures do."""
    return sum(bool(text.strip()) for text in cells) >= min(_LEAST_CELLS, len(cells))


def _content_field(texts: list[str], taken: set[SourceField]) -> SourceField | None:
    if not texts:
        return None
    if _most(texts, lambda text: bool(_COUNT.fullmatch(text))) and len(texts) > 1:
        is_free = not taken & {SourceField.ORDER, SourceField.NUMBER}
        return SourceField.ORDER if is_free and _counts_up(texts) else None
    if len(set(texts)) == len(texts) > 1 and _most(texts, lambda text: bool(_MARKED.fullmatch(text))):
        return None if taken & {SourceField.ORDER, SourceField.NUMBER} else SourceField.NUMBER
    if _most(texts, lambda text: read_status(text) is not None):
        return None if SourceField.STATUS in taken else SourceField.STATUS
    if _most(texts, lambda text: len(text) <= 40 and read_timing(text).says_something):
        return None if SourceField.DEADLINE in taken else SourceField.DEADLINE
    if _most(texts, lambda text: len(text) <= 200 and (is_list_of_units(text) or has_labels(text))):
        return None if SourceField.RESPONSIBLE in taken else SourceField.RESPONSIBLE
    if _most(texts, lambda text: len(list_items(text).items) > 1):
        return None if SourceField.MEASURES in taken else SourceField.MEASURES
    if average_length(texts) >= LONG and SourceField.PROBLEM not in taken:
        return SourceField.PROBLEM
    return None


def _may_stand_under(field: SourceField, head: str) -> bool:
    """Return whether the words of a head leave room for a guess: 销号时间 is a date, but no deadline."""
    return not (field in (SourceField.DEADLINE, SourceField.RESPONSIBLE) and _OF_OTHER_THINGS.search(head))


def _most(texts: list[str], is_so: Callable[[str], bool]) -> bool:
    return sum(map(is_so, texts)) * 10 >= len(texts) * 8


def _counts_up(texts: list[str]) -> bool:
    numbers = [int(text) for text in texts if _COUNT.fullmatch(text)]
    return all(after > before for before, after in pairwise(numbers))


def average_length(texts: Sequence[str]) -> float:
    """Return how long the texts of a column are in the mean."""
    return sum(map(len, texts)) / len(texts) if texts else 0.0
