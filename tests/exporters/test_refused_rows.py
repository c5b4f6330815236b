"""Rows that were not taken over come back as a workbook: the reason first, the file's own values behind it."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from exporters.refused_rows import write_refused
from models.assembly.comparing import compare
from models.domain.drafts.adoption import report_of
from models.domain.drafts.draft import DraftMeasure, DraftTask, RefusedRow, SourceKind
from models.domain.drafts.fields import PLACE, REASON, SourceField, field_of
from models.intake.reading import read_draft
from models.workspace import Workspace
from tests.drafts import TASK, draft_of


def test_refused_rows_come_back_with_reason_place_and_their_values(ws: Workspace, tmp_path: Path) -> None:
    empty = DraftTask(place="Sheet1 第9行", note=" ")
    twin = DraftTask(number="1", problem="=1+1", place="Sheet1 第10行")
    rows = compare(ws, draft_of(TASK, empty, twin), None)
    refused = report_of(rows, {}).refused
    path = write_refused(refused, tmp_path / "未导入.xlsx")
    sheet = load_workbook(path).active
    heads, first, second = ([cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_row=4))
    assert heads == [REASON, PLACE, "编号", "反馈问题", "备注"]
    assert first[:2] == ["既没有编号，也没有问题、目标、措施等文字", "Sheet1 第9行"]
    assert second == ["编号“1”与Sheet1 第3行重复，只导入前面的", "Sheet1 第10行", "1", "=1+1", None]
    assert sheet.cell(4, 4).data_type == "s"


def test_the_heads_are_read_again_as_the_fields_they_came_from(ws: Workspace, tmp_path: Path) -> None:
    rows = compare(ws, draft_of(TASK, TASK), None)
    path = write_refused(report_of(rows, {}).refused, tmp_path / "未导入.xlsx")
    heads = [cell.value for cell in load_workbook(path).active[2]]
    assert [field_of(head) for head in heads[:2]] == [SourceField.OTHER] * 2
    assert [field_of(head) for head in heads[2:8]] == [
        SourceField.NUMBER, SourceField.TITLE, SourceField.PROBLEM, SourceField.GOAL, SourceField.DEADLINE,
        SourceField.MEASURES,
    ]
    assert None not in [field_of(head) for head in heads[2:]]


def test_a_second_workbook_takes_the_next_free_name(ws: Workspace, tmp_path: Path) -> None:
    refused = report_of(compare(ws, draft_of(TASK, TASK), None), {}).refused
    names = [write_refused(refused, tmp_path / "未导入.xlsx").name for _ in range(2)]
    assert names == ["未导入.xlsx", "未导入（2）.xlsx"]


def test_the_mended_workbook_goes_back_to_its_plan_whatever_that_is_called(tmp_path: Path) -> None:
    task = DraftTask(number="7", problem="河东污水处理厂配套管网建设滞后。", deadline_text="2025年底前")
    for name in ("三百行台账", "示例县《2024年督察》整改台账"):
        path = write_refused([RefusedRow(task=task, reason="没有勾选")], tmp_path / "未导入.xlsx", name)
        assert read_draft(path).plan_title == name


def test_the_mended_workbook_is_read_like_any_ledger_without_reason_and_place(tmp_path: Path) -> None:
    measures = DraftTask(measures=(DraftMeasure(text="建成配套管网。"),), place="Sheet1 第9行")
    reason = "只有措施，没有编号和问题，看不出是哪项任务的"
    path = write_refused([RefusedRow(task=measures, reason=reason)], tmp_path / "未导入.xlsx", "示例县整改方案")
    book = load_workbook(path)
    sheet = book.active
    for column, text in ((3, "7"), (4, "河东污水处理厂配套管网建设滞后。")):
        sheet.cell(3, column).value = text
    book.save(path)
    draft = read_draft(path)
    assert (draft.kind, draft.plan_title) == (SourceKind.LEDGER, "示例县整改方案")
    (task,) = draft.tasks
    assert (task.number, task.problem) == ("7", "河东污水处理厂配套管网建设滞后。")
    assert [item.text for item in task.measures] == ["建成配套管网。"]
    assert "column_not_understood" not in [item.code for item in draft.findings]
    assert reason not in str(task)
