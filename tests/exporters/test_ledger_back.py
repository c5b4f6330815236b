"""A ledger that comes back: unchanged it says nothing new, and each cell changed outside is an update of that field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from exporters.registry import ListKind
from exporters.selection import Selection
from exporters.task_lists import prepare_list
from models.actions import measures, tasks
from models.assembly.comparing import compare
from models.domain.drafts.comparison import RowComparison, RowState
from models.domain.drafts.draft import SourceKind
from models.domain.drafts.ledger_base import with_given_out
from models.domain.ledger import LAYOUTS, LedgerLayout
from models.domain.plan import Plan, Task, UnitRole
from models.domain.reading.tables.read import read_tables
from models.intake.reading import read_draft
from models.intake.sheets.workbooks import read_workbook
from models.workspace import Workspace
from tests.builders import add_task, measures_of


def given_out(ws: Workspace, path: Path, form: str = "ledger-full") -> Path:
    (written,) = prepare_list(ws, ListKind.LEDGER, form=form, path=path).run().files
    return written


def come_back(ws: Workspace, path: Path) -> Sequence[RowComparison]:
    sheets = read_workbook(path)
    base = read_tables(sheets.concealed, path.name, SourceKind.LEDGER)
    draft = with_given_out(read_tables(sheets.grids, path.name, SourceKind.LEDGER), base)
    (plan,) = ws.find(Plan)
    assert draft.plan_title == plan.title, "a ledger names the plan it is of"
    return compare(ws, draft, plan.id)


def edited(path: Path, **cells: object) -> Path:
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        book.worksheets[0][place] = value
    book.save(path)
    return path


def told(rows: Sequence[RowComparison]) -> list[tuple[str, str, str, bool]]:
    return [(row.task.number, change.key, change.theirs, change.is_conflict) for row in rows for change in row.changes]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.key)
def test_a_ledger_read_back_unchanged_says_nothing_new(
    sample_ws: Workspace, tmp_path: Path, layout: LedgerLayout
) -> None:
    task = add_task(sample_ws, "07", texts=("编制方案。\n其中：①摸底；②建账。",))
    tasks.set_deadline(sample_ws, task_id=task.id, text="20251231")
    units = ("示例县自然资源和规划局", "各镇（街道）")
    tasks.set_task_units(sample_ws, task_id=task.id, role=UnitRole.LEAD, names=units)
    tasks.revise_task(sample_ws, task=replace(sample_ws.need(Task, task.id), goal="=1+1", note="-"))
    rows = come_back(sample_ws, given_out(sample_ws, tmp_path / "台账.xlsx", layout.key))
    assert [row.task.number for row in rows] == ["1", "07", "12-02", "18"]
    assert [row.state for row in rows] == [RowState.SAME] * 4, told(rows)


def test_a_cell_changed_outside_is_an_update_of_that_field_and_of_no_other(
    sample_ws: Workspace, tmp_path: Path
) -> None:
    path = given_out(sample_ws, tmp_path / "台账.xlsx")
    changed = edited(path, D4="2028年底前建成。", F4="2028年6月底前", J5="堆场已全部清退。", K5="已完成")
    rows = come_back(sample_ws, changed)
    assert told(rows) == [
        ("12-02", "goal", "2028年底前建成。", False), ("12-02", "deadline", "2028年6月底前", False),
        ("18", "progress", "堆场已全部清退。", False), ("18", "status", "已完成", False),
    ]
    assert [row.state for row in rows] == [RowState.SAME, RowState.UPDATE, RowState.UPDATE]


def test_a_measure_changed_in_its_cell_is_an_update_of_that_measure(ws: Workspace, tmp_path: Path) -> None:
    task = add_task(ws, texts=("成立专班。", "完善管网。"))
    second = measures_of(ws, task.id)[1]
    measures.revise_measure(ws, measure=replace(second, deadline_text="2022年底前"))
    measures.set_measure_units(ws, measure_id=second.id, names=("示例县住建局",))
    path = given_out(ws, tmp_path / "台账.xlsx")
    text = "1. 成立专班。\n2. 完善管网25公里。（责任单位：示例县住建局；时限：2023年底前）"
    assert told(come_back(ws, edited(path, E3=text))) == [
        ("1", "measures.2.text", "完善管网25公里。", False), ("1", "measures.2.deadline", "2023年底前", False)]


def test_a_deadline_typed_as_a_day_and_changed_outside_is_an_update(ws: Workspace, tmp_path: Path) -> None:
    task = add_task(ws)
    tasks.set_deadline(ws, task_id=task.id, text="2025-12-31")
    path = given_out(ws, tmp_path / "台账.xlsx")
    assert told(come_back(ws, edited(path, F3="2026年6月底前"))) == [("1", "deadline", "2026年6月底前", False)]


def test_what_both_sides_changed_is_a_conflict_and_what_only_the_record_changed_stays(
    ws: Workspace, tmp_path: Path
) -> None:
    task = add_task(ws)
    tasks.revise_task(ws, task=replace(task, goal="原来的目标。", note="原来的备注。"))
    path = given_out(ws, tmp_path / "台账.xlsx")
    tasks.revise_task(ws, task=replace(ws.need(Task, task.id), goal="记录改过。", note="记录改过。"))
    assert told(come_back(ws, edited(path, D3="表里改过。"))) == [("1", "goal", "表里改过。", True)]


def test_rows_sorted_and_columns_moved_outside_change_nothing(sample_ws: Workspace, tmp_path: Path) -> None:
    path = given_out(sample_ws, tmp_path / "台账.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet.move_range("A5:L5", rows=5)
    sheet.move_range("G2:G10", cols=10)
    book.save(path)
    assert told(come_back(sample_ws, path)) == []


def test_what_was_given_out_of_a_task_of_another_plan_tells_nothing_of_its_namesake(
    ws: Workspace, tmp_path: Path
) -> None:
    mine = add_task(ws, "1", texts=("编制方案。",))
    other = tasks.TaskInput(number="1", problem="城区建筑工地扬尘管控落实不到位。")
    tasks.add_task(ws, plan_id=None, plan_title="另一本台账", task=other)
    job = prepare_list(
        ws, ListKind.LEDGER, form="ledger-full", path=tmp_path / "台账.xlsx", selection=Selection(plan="另一本台账")
    )
    draft = read_draft(job.run().files[0])
    assert draft.plan_title == "另一本台账"
    (row,) = compare(ws, draft, mine.plan_id)
    assert row.state is RowState.CONFLICT and "problem" in [change.key for change in row.changes]


def test_a_ledger_of_several_plans_says_that_its_plan_has_to_be_chosen(ws: Workspace, tmp_path: Path) -> None:
    add_task(ws)
    job = prepare_list(ws, ListKind.LEDGER, form="ledger-full", path=tmp_path / "台账.xlsx")
    assert job.run().findings == ()
    other = tasks.TaskInput(number="1", problem="扬尘污染。")
    tasks.add_task(ws, plan_id=None, plan_title="示例县整改方案", task=other)
    several = prepare_list(ws, ListKind.LEDGER, form="ledger-full", path=tmp_path / "台账.xlsx").run()
    (note,) = several.findings
    assert (note.code, note.remedy) == ("several_plans", "要改了再导入的，请按方案分别导出")
    assert "2 个方案" in note.text
