"""A kept mapping means the columns of the next file by their heads, whatever stands around the words."""

from __future__ import annotations

from models.domain.drafts.draft import ColumnGuess, GridMapping
from models.domain.drafts.fields import SourceField
from models.domain.drafts.kept import MappingProfile, MappingProfileId, profile_of


def mapping(*columns: tuple[str, SourceField]) -> GridMapping:
    return GridMapping(grid="台账", header_rows=(2,), header_place="第3行", columns=tuple(
        ColumnGuess(column=place, head=head, field=field, is_sure=False) for place, (head, field) in enumerate(columns)
    ))


def test_a_mapping_corrected_by_hand_is_applied_to_the_next_file() -> None:
    kept = profile_of(MappingProfileId("p"), "市级台账", [
        mapping(("编号", SourceField.NUMBER), ("处理意见（必填）", SourceField.GOAL), ("", SourceField.OTHER))
    ])
    assert kept.rows == (2,)
    found = mapping(("处理意见：", SourceField.OTHER), ("新的一列", SourceField.NOTE), ("", SourceField.MEASURES))
    assert [(column.field, column.is_sure) for column in kept.applied(found).columns] == [
        (SourceField.GOAL, True), (SourceField.NOTE, False), (SourceField.MEASURES, False)
    ]


def test_what_a_profile_keeps_is_plain_json() -> None:
    kept = MappingProfile(id=MappingProfileId("p"), name="空")
    assert (kept.fields, kept.rows) == ({}, ())
