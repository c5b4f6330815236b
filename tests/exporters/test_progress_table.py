"""The Word table of progress: columns to the millimetre, five boxes of which one is ticked, a page that lies across."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT

from exporters import word
from exporters.blocks import Table
from exporters.progress_table import LAYOUTS, boxes, build_progress_table
from exporters.registry import ListKind
from exporters.task_lists import prepare_list
from models.actions.tasks import revise_task, set_deadline
from models.assembly.ledgers import ledger_dossier
from models.domain.ledger import LedgerLayout
from models.domain.plan import Task, TaskStatus
from models.dossiers import LedgerDossier
from models.lists import TaskFilter
from models.workspace import Workspace
from tests.builders import add_task
from tests.exporters.rendered import needs_office, render


@pytest.fixture
def dossier(ws: Workspace) -> LedgerDossier:
    """Give two tasks, one of which is behind."""
    task = add_task(ws, "12-02")
    set_deadline(ws, task_id=task.id, text="2025年底前")
    task = ws.need(Task, task.id)
    revise_task(ws, task=replace(task, status=TaskStatus.BEHIND, progress="完成12公里。", note="更新"))
    add_task(ws, "13")
    return ledger_dossier(ws, ws.look.task_ids(TaskFilter()), on=date(2025, 11, 22))


def table_of(dossier: LedgerDossier, layout: LedgerLayout = LAYOUTS[0]) -> Table:
    found = [block for block in build_progress_table(dossier, layout).blocks() if isinstance(block, Table)]
    return found[0]


def test_the_columns_are_those_of_the_published_tables(dossier: LedgerDossier) -> None:
    table = table_of(dossier)
    assert [column.label.replace("\n", "") for column in table.columns] == [
        "序号", "整改任务", "整改时限", "整改措施", "目前进展情况及存在问题", "完成进度", "备注"]
    assert [cell.text for cell in table.rows[0]] == [
        "1", "12-02、河东污水处理厂配套管网建设滞后。", "2025年底前", "1. 成立专班。\n2. 完善管网。", "完成12公里。",
        "☐已验收销号\n☐已完成\n☐达到时序进度\n☑未达时序进度\n☐尚未启动", "更新"]


def test_without_an_entry_no_box_is_ticked_and_each_status_ticks_its_own() -> None:
    assert boxes(None).count("☐") == 5
    for status in TaskStatus:
        (ticked,) = [line for line in boxes(status).split("\n") if line.startswith("☑")]
        assert ticked == f"☑{status.label}"


@pytest.mark.parametrize(("layout", "size", "width"), [(LAYOUTS[0], (297, 210), 225), (LAYOUTS[1], (420, 297), 348)],
                         ids=["A4", "A3"])
def test_the_page_lies_across_and_the_table_is_as_wide_as_its_type_area(
    dossier: LedgerDossier, layout: LedgerLayout, size: tuple[int, int], width: int
) -> None:
    assert sum(column.width_mm for column in table_of(dossier, layout).columns) == pytest.approx(width, abs=0.05)
    document = docx.Document(BytesIO(word.to_bytes(build_progress_table(dossier, layout))))
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.mm), round(section.page_height.mm)) == size
    assert document.tables[0].rows[0]._tr.trPr.findall(docx.oxml.ns.qn("w:tblHeader"))


def test_the_boxes_stand_in_a_face_that_has_them(dossier: LedgerDossier) -> None:
    document = docx.Document(BytesIO(word.to_bytes(build_progress_table(dossier, LAYOUTS[0]))))
    runs = [run for paragraph in document.tables[0].cell(1, 5).paragraphs for run in paragraph.runs]
    faces = {run.text: run.font.name for run in runs}
    assert faces["☑"] == faces["☐"] == "Segoe UI Symbol" and faces["未达时序进度"] is None


def test_the_table_is_exported_by_its_kind_and_a_public_copy_masks_numbers(ws: Workspace, tmp_path: Path) -> None:
    task = add_task(ws)
    revise_task(ws, task=replace(task, note="联系 13800000001"))
    for public, shown in ((False, "联系 13800000001"), (True, "联系 138****0001")):
        path = tmp_path / f"{public}.docx"
        produced = prepare_list(ws, ListKind.PROGRESS_TABLE, public=public, path=path).run()
        assert [item.code for item in produced.findings] == ["masked"] * public
        assert docx.Document(str(path)).tables[0].cell(1, 6).text == shown


@needs_office
def test_the_head_stands_on_every_page_and_all_boxes_are_printed(dossier: LedgerDossier, tmp_path: Path) -> None:
    many = replace(dossier, tasks=dossier.tasks * 6)
    pages = render({"table": build_progress_table(many, LAYOUTS[0])}, tmp_path)["table"]
    assert len(pages) > 1
    assert all("整改措施" in page.text for page in pages)
    assert sum(page.text.count("☑") for page in pages) == 6
    assert sum(page.text.count("☐") for page in pages) == 6 * 9
