"""What the office keeps of its readings: how a ledger's columns are meant, an import half done, the last common values.

The texts are JSON with sorted names: a mapping by the heads of the columns, a draft as `json_form` writes it, and of
each task the digests of the values that record and file last had in common.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NewType

from models.domain.drafts.draft import ColumnGuess, GridMapping, SourceKind
from models.domain.drafts.fields import SourceField
from models.domain.plan import TaskId

MappingProfileId = NewType("MappingProfileId", str)
UnfinishedDraftId = NewType("UnfinishedDraftId", str)
CommonValuesId = NewType("CommonValuesId", str)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfinishedDraft:
    """未完成的导入: a draft that waits to be taken over, with what was chosen and answered so far.

    `digest` is that of the draft, so that the very same file is known again; `kind` None where nothing can be read of
    it any more.
    """

    id: UnfinishedDraftId
    source: str
    kind: SourceKind | None
    saved_at: datetime
    digest: str
    plan_title: str = ""
    choices: str = "{}"
    answers: str = "{}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonValues:
    """共同值: of a task the digest of each value a file and the record last had in common, by key as JSON."""

    id: CommonValuesId
    task_id: TaskId
    digests: str = "{}"

    @property
    def by_key(self) -> dict[str, str]:
        """Return the digests by key."""
        return dict(json.loads(self.digests))


def profile_of(profile_id: MappingProfileId, name: str, mappings: Iterable[GridMapping]) -> MappingProfile:
    """Return what the columns of a file mean, corrected by hand or as found, under a name; the last of equal heads."""
    columns = {column.head: column.field.value for mapping in mappings for column in mapping.columns
               if column.head.strip()}
    return MappingProfile(id=profile_id, name=name, columns=json_text([list(pair) for pair in columns.items()]))


def json_text(value: Mapping[str, Any] | list[Any] | tuple[Any, ...]) -> str:
    """Return plain values as the JSON text in which these records keep them: the same values, the same text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
