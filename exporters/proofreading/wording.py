"""What the words of a paper show to be wrong by themselves: repeated, unpaired, half-width, unfinished, impossible.

The lines are looked at one by one and remembered, because a paper is read again at every key a person presses.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from exporters.blocks import MISSING, FontSet
from exporters.proofreading.passage import Complaint, Passage, Reader
from exporters.styles import Face, font_name
from models.domain.checks.citations import wrong_document_numbers
from models.domain.checks.glyphs import lacking_glyphs
from models.domain.checks.leftovers import leftovers
from models.domain.checks.pairs import wrong_pairs
from models.domain.checks.punctuation import stray_blanks, wrong_marks
from models.domain.checks.quantities import impossible_rates
from models.domain.checks.repetition import repeated_sentences, repeated_words
from models.domain.checks.slips import Slip
from models.domain.checks.written_dates import names_year, wrong_dates


def wording(passages: tuple[Passage, ...], reader: Reader) -> Iterator[Complaint]:
    """Yield what is wrong with the words of each section, whatever the records say."""
    font_set = reader.dossier.font_set
    for passage in passages:
        if passage.is_table:
            yield from reader.complaints(passage, _of_table(passage, font_set))
        else:
            yield from reader.complaints(passage, _of_text(passage, font_set))


def without_marks(line: str) -> str:
    """Return the line with a neutral word of the same length for each missing mark, which is told of elsewhere."""
    return MISSING.sub(lambda match: "某" * len(match[0]), line)


def _of_table(passage: Passage, font_set: str) -> Iterator[tuple[str, Slip]]:
    for line in map(without_marks, passage.lines):
        yield from ((line, slip) for slip in (*_glyphs(line, font_set), *leftovers(line)))


def _of_text(passage: Passage, font_set: str) -> Iterator[tuple[str, Slip]]:
    lines = tuple(map(without_marks, passage.lines))
    has_year = False
    for line in lines:
        needs_year = passage.states_results and not has_year
        yield from ((line, slip) for slip in _of_line(line, font_set, passage.is_running_text, needs_year))
        if not passage.is_of_plan:
            yield from ((line, slip) for slip in impossible_rates(line))
        has_year = has_year or names_year(line)
    if passage.is_running_text:
        yield from ((lines[place], slip) for place, slip in repeated_sentences(lines))


@lru_cache(maxsize=2048)
def _of_line(line: str, font_set: str, is_running_text: bool, needs_year: bool) -> tuple[Slip, ...]:
    found = [
        *repeated_words(line), *wrong_pairs(line), *wrong_marks(line), *wrong_dates(line, needs_year=needs_year),
        *wrong_document_numbers(line), *leftovers(line), *_glyphs(line, font_set),
    ]
    return (*found, *stray_blanks(line)) if is_running_text else tuple(found)


def _glyphs(line: str, font_set: str) -> Iterator[Slip]:
    return lacking_glyphs(line, font_set=font_set, face=font_name(Face.FANGSONG, FontSet(font_set)))
