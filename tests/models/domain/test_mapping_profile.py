"""A kept mapping means the columns of the next file by their heads, wherever they stand; rows of a head by hand."""

from __future__ import annotations

from models.domain.drafts.draft import ColumnGuess, Draft, GridMapping, SourceKind
from models.domain.drafts.fields import SourceField
from models.domain.drafts.mapping_profile import MappingProfile, MappingProfileId, profile_of
from models.domain.drafts.source import Grid
from models.domain.reading.tables.read import read_tables

TITLE = ("编号", "反馈问题", "整改目标", "整改时限")
HEADS = ("顺位", "督察的话", "要做到", "到什么时候")
ROW = ("7", "河东污水处理厂配套管网建设滞后。", "建成配套管网。", "2025年底前")


def read(*rows: tuple[str, ...], name: str = "台账", mapping: GridMapping | None = None) -> Draft:
    return read_tables([Grid(name=name, rows=rows)], "台账.xlsx", SourceKind.LEDGER, [mapping] if mapping else None)


def meant(header_rows: tuple[int, ...]) -> GridMapping:
    fields = (SourceField.NUMBER, SourceField.PROBLEM, SourceField.GOAL, SourceField.DEADLINE)
    return GridMapping(grid="台账", header_rows=header_rows, columns=tuple(
        ColumnGuess(column=place, head=head, field=field)
        for place, (head, field) in enumerate(zip(HEADS, fields, strict=True))
    ))


def test_a_header_row_corrected_by_hand_is_where_the_tasks_begin() -> None:
    # The row above looks more like a header than the header does.
    wrong = read(TITLE, HEADS, ROW)
    assert wrong.mappings[0].header_rows == (0,) and len(wrong.tasks) == 2
    corrected = GridMapping(grid="台账", header_rows=(0, 1), columns=wrong.mappings[0].columns)
    right = read(TITLE, HEADS, ROW, mapping=corrected)
    assert right.mappings[0].header_rows == (0, 1)
    assert [task.number for task in right.tasks] == ["7"]


def test_a_sheet_in_which_no_header_was_found_is_explained_by_hand() -> None:
    found = read(("某县", "", "", ""), HEADS, ROW)
    assert found.tasks == () and [guess.head for guess in found.mappings[0].columns] == [""] * 4
    fields = (SourceField.NUMBER, SourceField.PROBLEM, SourceField.GOAL, SourceField.OTHER)
    told = GridMapping(grid="台账", header_rows=(1,), columns=tuple(
        ColumnGuess(column=place, head="", field=field) for place, field in enumerate(fields)
    ))
    (task,) = read(("某县", "", "", ""), HEADS, ROW, mapping=told).tasks
    assert (task.number, task.problem, task.goal) == ROW[:3]


def test_a_mapping_corrected_by_hand_is_applied_to_the_next_file_wherever_its_header_stands() -> None:
    kept = profile_of(MappingProfileId("p"), "市级台账", [meant((0,))])
    draft = read(("示例县台账", "", "", ""), ("2025年", "", "", ""), HEADS, ROW, name="十二月", mapping=kept.mapping)
    (task,) = draft.tasks
    assert (task.number, task.problem, task.goal, task.deadline_text) == ROW
    assert draft.mappings[0].header_rows == (2,)


def test_a_column_the_kept_mapping_does_not_know_is_guessed() -> None:
    kept = profile_of(MappingProfileId("p"), "市级台账", [meant((0,))])
    (task,) = read((*HEADS, "责任单位"), (*ROW, "示例县水利局"), name="十二月", mapping=kept.mapping).tasks
    assert task.goal == ROW[2] and list(task.units.values()) == [("示例县水利局",)]


def test_a_kept_mapping_whose_heads_are_not_in_the_file_is_told() -> None:
    kept = profile_of(MappingProfileId("p"), "市级台账", [meant((0,))])
    draft = read(TITLE, ROW, mapping=kept.mapping)
    assert [task.goal for task in draft.tasks] == [ROW[2]]
    assert "mapping_not_fitting" in [finding.code for finding in draft.findings]


def test_what_a_profile_keeps_is_plain_json() -> None:
    kept = MappingProfile(id=MappingProfileId("p"), name="空")
    assert kept.mapping == GridMapping(grid="", header_rows=(), columns=())
