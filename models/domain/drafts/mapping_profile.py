"""How the columns of an office's ledger are meant, kept under a name for the next file of that kind.

Columns are known again by their heads. The texts of the record are JSON, as the store holds them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NewType

from models.domain.drafts.draft import ColumnGuess, GridMapping
from models.domain.drafts.fields import SourceField, plain_wording
from models.domain.drafts.json_form import json_text

MappingProfileId = NewType("MappingProfileId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingProfile:
    """对应方案: what the columns of an office's ledger mean, by their heads, kept under a name for the next file.

    `columns` is a JSON list of head and field in the order of the columns. Where the header stands is found by these
    heads, whatever stands above them.
    """

    id: MappingProfileId
    name: str
    columns: str = "[]"

    @property
    def mapping(self) -> GridMapping:
        """Return it as a mapping of no certain grid, for whichever has these heads."""
        columns = (
            ColumnGuess(column=place, head=head, field=SourceField(field))
            for place, (head, field) in enumerate(json.loads(self.columns))
        )
        return GridMapping(grid="", header_rows=(), columns=tuple(columns))


def profile_of(profile_id: MappingProfileId, name: str, mappings: Iterable[GridMapping]) -> MappingProfile:
    """Return what the columns of a file mean, corrected by hand or as found, under a name; the last of equal heads."""
    columns = {column.head: column.field.value for mapping in mappings for column in mapping.columns
               if column.head.strip()}
    return MappingProfile(id=profile_id, name=name, columns=json_text([list(pair) for pair in columns.items()]))


def profile_for(profiles: Sequence[MappingProfile], mappings: Iterable[GridMapping]) -> MappingProfile | None:
    """Return the latest profile that has every head of a file; None too where it says what was found for sure."""
    columns = [column for mapping in mappings for column in mapping.columns if column.head.strip()]
    for profile in reversed(profiles if columns else ()):
        known = {plain_wording(column.head): column.field for column in profile.mapping.columns}
        meant = [known.get(plain_wording(column.head)) for column in columns]
        if None not in meant:
            is_found = [column.is_sure and column.field is field for column, field in zip(columns, meant, strict=True)]
            return None if all(is_found) else profile
    return None
