"""What the clerk decides of a draft set against the records: which rows are taken over, and of which fields.

New and changed rows are taken unless the clerk takes the tick away. A row in conflict stays out until the clerk has
said something about it: a tick takes all of the file, a field by itself only that one. A row that cannot be taken at
all (it stands twice, or says nothing) has a reason instead of a choice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

from models.domain.drafts.adoption import proposed
from models.domain.drafts.comparison import Choice, FieldChange, RowComparison, RowState
from models.domain.finding import Finding, Level

REFUSED: Literal["refused"] = "refused"
Kind: TypeAlias = RowState | Literal["refused"]
# What needs an answer stands first, what changes records next, what only adds to them last.
ORDER: tuple[Kind, ...] = (RowState.CONFLICT, RowState.UPDATE, RowState.NEW, REFUSED, RowState.SAME)
CHANGING = (RowState.CONFLICT, RowState.UPDATE, RowState.NEW)


class Deciding:
    """The rows of a comparison by their place, and the choice made of each.

    `reasons` say why a row cannot be taken, `notes` what was found in one and has to be looked at.
    """

    def __init__(
        self, rows: Sequence[RowComparison], choices: Mapping[int, Choice] | None = None,
        reasons: Mapping[int, str] | None = None, notes: Mapping[int, Sequence[Finding]] | None = None,
    ) -> None:
        self.rows = tuple(rows)
        self.reasons = dict(reasons or {})
        self.notes = dict(notes or {})
        self._choices = {place: choice for place, choice in (choices or {}).items() if place < len(self.rows)}
        # Asked for several times between two choices, of thousands of rows.
        self._taken: list[int] | None = None
        self._left_out: list[int] | None = None
        self._by_urgency: list[int] | None = None
        self._sought: list[str] | None = None

    def kind(self, place: int) -> Kind:
        """Return what taking a row over would do, or that it cannot be."""
        return REFUSED if place in self.reasons else self.rows[place].state

    def warning(self, place: int) -> str:
        """Return what has to be looked at first in a row before it is taken over, nothing where all is well."""
        return next((note.text for note in self.notes.get(place, ()) if note.level is not Level.NOTE), "")

    def choice(self, place: int) -> Choice:
        """Return what is decided of a row, as it is taken over."""
        known = self._choices.get(place)
        if known is not None:
            return known
        return proposed(self.rows[place]) if self.kind(place) in CHANGING else Choice(is_taken=False)

    def decided(self) -> dict[int, Choice]:
        """Return only what the clerk has said himself; of the other rows what adopting does is what `choice` tells."""
        return dict(self._choices)

    def is_open(self, place: int) -> bool:
        """Return whether a row in conflict waits for an answer."""
        return self.kind(place) is RowState.CONFLICT and place not in self._choices

    def side(self, place: int, change: FieldChange) -> bool | None:
        """Return whether a field is to be the file's, None where nobody has said so yet.

        In a row that waits for an answer the fields nobody quarrels about will come along with the first one.
        """
        if self.is_open(place):
            return None if change.is_conflict else True
        return self.takes(place, change)

    def is_taken(self, place: int) -> bool:
        """Return whether anything of a row is taken over."""
        row = self.rows[place]
        is_new = row.state is RowState.NEW and self.choice(place).is_taken
        return is_new or any(self.takes(place, change) for change in row.changes)

    def takes(self, place: int, change: FieldChange) -> bool:
        """Return whether the file's value of a field is taken over."""
        choice = self.choice(place)
        return choice.is_taken and (not change.is_conflict if choice.fields is None else change.key in choice.fields)

    def can_be_taken(self, place: int) -> bool:
        """Return whether there is anything in a row to take."""
        return self.kind(place) in CHANGING

    def take(self, place: int, *, is_taken: bool) -> None:
        """Take a row over whole, or leave it out."""
        if not self.can_be_taken(place):
            return
        self._taken = self._left_out = None
        row = self.rows[place]
        if is_taken and proposed(row).is_taken:
            self._choices.pop(place, None)
            return
        keys = frozenset(change.key for change in row.changes)
        self._choices[place] = Choice(is_taken=True, fields=keys) if is_taken else Choice(is_taken=False)

    def take_field(self, place: int, change: FieldChange, *, is_theirs: bool) -> None:
        """Decide one field of a row; what is kept on purpose is settled, and not asked about with the next file."""
        self._taken = self._left_out = None
        held = {item.key for item in self.rows[place].changes if self.side(place, item)}
        fields = frozenset(held | {change.key} if is_theirs else held - {change.key})
        self._choices[place] = Choice(is_taken=True, fields=fields)

    # What is told

    def get_ready(self) -> Iterator[None]:
        """Work out what each choice and each key of the filter asks of all rows, part by part, before they do."""
        self.taken()
        yield
        self.left_out()
        yield
        self._urgent()
        yield
        self._sought_in()
        yield

    def counts(self) -> Counter[Kind]:
        """Return how many rows there are of each kind."""
        return Counter(self.kind(place) for place in range(len(self.rows)))

    def taken(self) -> list[int]:
        """Return the places of the rows of which something is taken over."""
        if self._taken is None:
            self._taken = [place for place in range(len(self.rows)) if self.is_taken(place)]
        return self._taken

    def does_anything(self) -> bool:
        """Return whether adopting would write anything, be it only what is kept on purpose."""
        return bool(self.taken()) or any(choice.is_taken for choice in self._choices.values())

    def left_out(self) -> list[int]:
        """Return the places of the rows that would change something and are not taken over."""
        if self._left_out is None:
            taken = set(self.taken())
            self._left_out = [place for place in range(len(self.rows))
                              if place not in taken and self.can_be_taken(place) and not self._is_settled(place)]
        return self._left_out

    def open_rows(self) -> list[int]:
        """Return the places of the rows in conflict that wait for an answer."""
        return [place for place in self.left_out() if self.is_open(place)]

    def listed(self, kind: Kind | None = None, words: str = "") -> list[int]:
        """Return the places of the rows to be listed, the urgent ones first; None lists all that would change."""
        wanted = words.split()
        shown = [place for place in self._urgent()
                 if (self.kind(place) is kind if kind else self.can_be_taken(place))]
        if not wanted:
            return shown
        sought = self._sought_in()
        return [place for place in shown if all(word in sought[place] for word in wanted)]

    def _urgent(self) -> list[int]:
        """Return the places of all rows, the urgent ones first; what kind a row is never changes."""
        if self._by_urgency is None:
            self._by_urgency = sorted(range(len(self.rows)), key=lambda place: ORDER.index(self.kind(place)))
        return self._by_urgency

    def _sought_in(self) -> list[str]:
        """Return of each row the text in which words are sought."""
        if self._sought is None:
            self._sought = list(map(_sought, self.rows))
        return self._sought

    def _is_settled(self, place: int) -> bool:
        return place in self._choices and self._choices[place].is_taken


def _sought(row: RowComparison) -> str:
    units = "".join(name for names in row.task.units.values() for name in names)
    return f"{row.task.number}{row.task.title}{row.task.problem}{units}"
