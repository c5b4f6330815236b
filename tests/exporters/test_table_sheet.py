"""The catalogue and the mapping table as Excel sheets: the rows of the Word version, fit to be filtered and printed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from exporters.blocks import Table
from exporters.forms.build import build
from exporters.issuing import prepare_issue
from exporters.paper_job import Job, PaperRefused
from exporters.produce import prepare
from exporters.selection import Selection
from exporters.table_sheet import table_sheet
from models.actions.evidence import EvidenceInput, attach_evidence
from models.actions.linking import revise_link
from models.actions.measures import revise_measure
from models.actions.office_forms import copy_form
from models.actions.papers import save_paper
from models.assembly import paper_of
from models.domain.closure import PaperKind
from models.domain.evidence import EvidenceLink, ProofKind
from models.domain.form import FormDefinition, TableColumn
from models.domain.office_forms import OfficeForm
from models.domain.partial_date import PartialDate
from models.domain.plan import Task
from models.errors import ExportError
from models.form_files import read_form
from models.workspace import Workspace
from tests.builders import FILE, add_task, closure_of, measures_of, open_workspace

CATALOGUE, MAPPING = "evidence-catalogue-sheet", "mapping-table-sheet"
KINDS = {CATALOGUE: "evidence_catalogue", MAPPING: "mapping_table"}


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    workspace = open_workspace(tmp_path / "ws")
    first, second = measures_of(workspace, add_task(workspace, "01").id)
    for title in ("=1+1", "会议纪要"):
        piece = EvidenceInput(files=(FILE,), title=title, kind="会议纪要", dated_on=PartialDate(year=2025, month=3))
        attach_evidence(workspace, pieces=[piece], measure_id=first.id, proves="召开会议，联系13800000001。")
    piece = EvidenceInput(files=(FILE, FILE), title="验收报告")
    attach_evidence(workspace, pieces=[piece], measure_id=second.id)
    return workspace


def job(ws: Workspace, key: str, path: Path | None = None, **how: bool) -> Job:
    return prepare(ws, KINDS[key], Selection(), form=key, path=path, **how)


def written(ws: Workspace, key: str, path: Path, **how: bool) -> openpyxl.worksheet.worksheet.Worksheet:
    job(ws, key, path, **how).run()
    return openpyxl.load_workbook(path).active


def rows(sheet: openpyxl.worksheet.worksheet.Worksheet) -> list[list[object]]:
    return [list(row) for row in sheet.iter_rows(min_row=3, values_only=True)]


def test_the_catalogue_has_a_row_for_each_piece_with_its_number_as_a_text(ws: Workspace, tmp_path: Path) -> None:
    sheet = written(ws, CATALOGUE, tmp_path / "目录.xlsx")
    assert sheet["A1"].value == "第01项整改任务佐证材料目录表"
    assert [cell.value for cell in sheet[2]] == [
        "序号", "编号", "材料名称", "类别", "形成单位", "文号", "日期", "措施", "文件数",
    ]
    assert rows(sheet) == [
        [1, "01-1-01", "=1+1", "会议纪要", None, None, "2025年3月", "1", 1],
        [2, "01-1-02", "会议纪要", "会议纪要", None, None, "2025年3月", "1", 1],
        [3, "01-2-01", "验收报告", None, None, None, None, "2", 2],
    ]


def test_nothing_typed_becomes_a_formula(ws: Workspace, tmp_path: Path) -> None:
    sheet = written(ws, CATALOGUE, tmp_path / "目录.xlsx")
    assert sheet["C3"].data_type == "s" and sheet["C3"].quotePrefix and sheet["H3"].number_format == "@"


def test_a_sheet_is_ready_to_be_printed(ws: Workspace, tmp_path: Path) -> None:
    catalogue, mapping = (written(ws, key, tmp_path / f"{key}.xlsx") for key in (CATALOGUE, MAPPING))
    assert [sheet.page_setup.paperSize for sheet in (catalogue, mapping)] == [9, 8]
    for sheet, frozen in ((catalogue, "C3"), (mapping, "D3")):
        assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.fitToWidth == 1
        assert (sheet.print_title_rows, sheet.freeze_panes) == ("$2:$2", frozen)
        assert all(cell.alignment.wrap_text for cell in sheet[3])


def test_a_row_is_as_high_as_its_text(ws: Workspace, tmp_path: Path) -> None:
    first = measures_of(ws, ws.find(Task)[0].id)[0]
    revise_measure(ws, measure=replace(first, text="完善管网，" * 60))
    sheet = written(ws, MAPPING, tmp_path / "对应表.xlsx")
    assert sheet.row_dimensions[3].height > 100 > 40 > sheet.row_dimensions[4].height


def test_the_mapping_table_tells_measure_and_kind_of_proof_and_the_long_text_once(
    ws: Workspace, tmp_path: Path
) -> None:
    link = ws.find(EvidenceLink)[0]
    revise_link(ws, link=replace(link, proof_kind=ProofKind.MEETING, pages="第2页"))
    sheet = written(ws, MAPPING, tmp_path / "对应表.xlsx")
    told = {cell.value: place for place, cell in enumerate(sheet[2])}
    found = [[row[told[head]] for head in ("措施", "整改措施", "编号", "证明类别", "页码")] for row in rows(sheet)]
    assert found == [
        ["1", "成立专班。", "01-1-01", "会议", "第2页"], ["1", None, "01-1-02", None, None],
        ["2", "完善管网。", "01-2-01", None, None],
    ]


def test_a_public_copy_of_a_sheet_masks_numbers_and_tells_it(ws: Workspace, tmp_path: Path) -> None:
    made = job(ws, MAPPING, tmp_path / "对应表.xlsx", public=True)
    assert [item.code for item in made.run().findings] == ["masked"]
    sheet = openpyxl.load_workbook(tmp_path / "对应表.xlsx").active
    assert "联系138****0001。" in str(rows(sheet)[0]) and "13800000001" not in str(rows(sheet))


def test_a_task_without_evidence_gets_no_empty_sheet_but_a_draft_that_says_so(tmp_path: Path) -> None:
    ws = open_workspace(tmp_path / "ws")
    add_task(ws)
    with pytest.raises(PaperRefused):
        job(ws, MAPPING).run()
    made = job(ws, MAPPING, draft=True).run()
    assert made.files[0].name.endswith("-草稿.xlsx")
    assert "〔缺：措施1的佐证〕" in str(rows(openpyxl.load_workbook(made.files[0]).active))


def test_a_sheet_is_named_as_one_and_chosen_like_any_form(ws: Workspace) -> None:
    closure = closure_of(ws, ws.find(Task)[0].id)
    paper = paper_of(ws, closure.id, PaperKind.EVIDENCE_CATALOGUE)
    save_paper(ws, paper=replace(paper, form=CATALOGUE))
    made = prepare(ws, "evidence_catalogue", Selection())
    assert made.form.key == CATALOGUE and made.name.endswith(".xlsx")
    assert prepare(ws, "evidence_catalogue", Selection(), form="evidence-catalogue").name.endswith(".docx")


def test_an_offices_own_copy_of_a_sheet_is_a_sheet(ws: Workspace) -> None:
    form = ws.reference.form(CATALOGUE)
    assert form is not None
    own = ws.need(OfficeForm, copy_form(ws, form=form).new_id("office_forms"))
    assert read_form(own.text, where="").is_sheet
    assert not replace(form, kind=PaperKind.CLOSURE_OPINION).is_sheet


def test_a_sheet_has_no_drawn_pages_and_is_not_signed(ws: Workspace) -> None:
    with pytest.raises(ExportError, match="没有版式预览"):
        job(ws, CATALOGUE).pages()
    with pytest.raises(ExportError, match="不签发"):
        prepare_issue(ws, "evidence_catalogue", Selection(), form=CATALOGUE)


def test_a_form_without_a_table_cannot_be_a_sheet(ws: Workspace) -> None:
    made = job(ws, CATALOGUE)
    bare = replace(made.form, heads=())
    with pytest.raises(ExportError, match="没有表格"):
        table_sheet(build(bare, made.dossier), bare)


def test_word_and_excel_say_the_same(ws: Workspace) -> None:
    excel, word = job(ws, MAPPING), prepare(ws, "mapping_table", Selection(), form="mapping-table")
    as_word = with_columns(word.form, excel.form)
    (table,) = (block for block in build(as_word, word.dossier).blocks() if isinstance(block, Table))
    sheet = table_sheet(excel.document(), excel.form).sheet
    told = [[cell.text for cell in row if cell.text and not cell.merged] for row in table.rows]
    number = [column.label for column in sheet.columns].index("措施")
    for row, texts in zip(sheet.rows, told, strict=True):
        assert set(texts) - {row[number]} == {str(value) for value in row if value != ""} - {row[number]}


def with_columns(form: FormDefinition, other: FormDefinition) -> FormDefinition:
    columns: tuple[TableColumn, ...] = other.heads[0].table.columns if other.heads[0].table else ()
    head = form.heads[0]
    assert head.table is not None
    return replace(form, heads=(replace(head, table=replace(head.table, columns=columns)),))
