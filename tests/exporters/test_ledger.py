"""The ledger as an Excel file: what stands in it, how it prints, that nothing typed becomes a formula."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters import spreadsheet
from exporters.ledger import ledger_sheets
from exporters.recount_sheet import recount
from exporters.registry import ListKind
from exporters.saving import save
from exporters.spreadsheet import LONGEST, UNWRITABLE, Column, Hidden, Kind, Sheet, writable
from exporters.task_lists import prepare_list
from models.actions import layouts, measures, tasks
from models.assembly.ledgers import ledger_dossier
from models.domain.drafts.ledger_base import SHEET
from models.domain.ledger import LAYOUTS, LayoutColumn, LedgerColumn, LedgerLayout, Paper, columns_of, layouts_in
from models.domain.plan import TaskStatus, UnitRole
from models.domain.settings import Setting
from models.errors import ExportError, InputError
from models.lists import TaskFilter
from models.workspace import Workspace
from tests.builders import add_task, measures_of

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def sheet_of(rows: list[list[str | int]], kind: Kind = Kind.PROSE) -> Sheet:
    columns = tuple(Column(label=f"列{place}", width_mm=40, kind=kind) for place in range(len(rows[0])))
    return Sheet(name="台账", title="整改台账", columns=columns, rows=rows)


def written(ws: Workspace, path: Path, **how: object) -> openpyxl.Workbook:
    prepare_list(ws, ListKind.LEDGER, path=path, **how).run()  # type: ignore[arg-type]
    return openpyxl.load_workbook(path)


def cells(book: openpyxl.Workbook, number: int = 0) -> list[list[object]]:
    return [list(row) for row in book.worksheets[number].iter_rows(values_only=True)]


def only(*columns: LedgerColumn, **how: object) -> LedgerLayout:
    return LedgerLayout(key="own", name="自定", columns=columns_of(columns), **how)  # type: ignore[arg-type]


def saved(ws: Workspace, layout: LedgerLayout) -> str:
    layouts.save_layout(ws, layout=layout)
    return layouts_in(ws.find(Setting))[0].key


def test_a_ledger_names_its_plan_and_has_a_line_for_each_task(ws: Workspace, tmp_path: Path) -> None:
    add_task(ws, "2")
    add_task(ws, "01")
    book = written(ws, tmp_path / "台账.xlsx")
    rows = cells(book)
    assert rows[0][0] == "《示例市生态环境保护督察整改方案》整改台账（截至2025年11月22日）"
    assert rows[1][:4] == ["序号", "编号", "反馈问题", "整改目标"]
    assert [row[:3] for row in rows[2:]] == [
        [1, "01", "河东污水处理厂配套管网建设滞后。"], [2, "2", "河东污水处理厂配套管网建设滞后。"],
    ]
    sheet = book.worksheets[0]
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.page_setup.paperSize) == ("C3", "$2:$2", 8)
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape", 1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    number = sheet["B3"]
    assert (number.data_type, number.number_format, number.alignment.wrap_text) == ("s", "@", True)
    assert number.border.left.style == "thin"


def test_measures_stand_numbered_in_one_cell_each_with_its_own_units_and_deadline(
    ws: Workspace, tmp_path: Path
) -> None:
    task = add_task(ws, texts=("成立专班。", "完善管网。"))
    second = measures_of(ws, task.id)[1]
    measures.revise_measure(ws, measure=replace(second, deadline_text="2022年底前"))
    measures.set_measure_units(ws, measure_id=second.id, names=("示例县住建局", "示例县水利局"))
    rows = cells(written(ws, tmp_path / "台账.xlsx", form=saved(ws, only(LedgerColumn.MEASURE_TEXTS))))
    assert rows[2] == ["1. 成立专班。\n2. 完善管网。（责任单位：示例县住建局、示例县水利局；时限：2022年底前）"]


def test_units_of_every_role_deadline_progress_and_status_have_columns(ws: Workspace, tmp_path: Path) -> None:
    task = add_task(ws)
    tasks.set_task_units(ws, task_id=task.id, role=UnitRole.LEAD, names=("示例县政府",))
    tasks.set_deadline(ws, task_id=task.id, text="20251231")
    task = ws.need(type(task), task.id)
    tasks.revise_task(ws, task=replace(task, progress="已完成管网12公里。", status=TaskStatus.BEHIND, note="=1+1"))
    layout = only(LedgerColumn.NUMBER, LedgerColumn.LEAD, LedgerColumn.UNITS, LedgerColumn.DEADLINE,
                  LedgerColumn.PROGRESS, LedgerColumn.STATUS, LedgerColumn.MEASURES, LedgerColumn.SIGN,
                  LedgerColumn.NOTE)
    book = written(ws, tmp_path / "台账.xlsx", form=saved(ws, layout))
    assert cells(book)[2] == [
        "1", "示例县政府", "示例县", "2025年12月31日", "已完成管网12公里。", "未达时序进度", "0/2", "还有39天", "=1+1",
    ]
    note = book.worksheets[0]["I3"]
    assert (note.data_type, note.quotePrefix) == ("s", True)


def test_the_list_on_the_screen_decides_which_tasks_and_in_which_order(ws: Workspace, tmp_path: Path) -> None:
    for number in ("1", "2", "3"):
        add_task(ws, number)
    rowids = ws.look.task_ids(TaskFilter(), descending=True)[:2]
    rows = cells(written(ws, tmp_path / "台账.xlsx", rowids=rowids))
    assert [row[:2] for row in rows[2:]] == [[1, "3"], [2, "2"]]


def test_a_very_hidden_sheet_repeats_what_was_given_out_and_a_public_copy_has_none(
    ws: Workspace, tmp_path: Path
) -> None:
    task = add_task(ws)
    tasks.revise_task(ws, task=replace(task, note="联系 13800000001"))
    book = written(ws, tmp_path / "台账.xlsx")
    assert [(sheet.title, sheet.sheet_state) for sheet in book.worksheets] == [
        ("台账", "visible"), (SHEET, "veryHidden")]
    assert cells(book)[1:] == cells(book, 1)[1:]
    assert cells(book, 1)[0][0] == "《示例市生态环境保护督察整改方案》"
    job = prepare_list(ws, ListKind.LEDGER, public=True, path=tmp_path / "公开.xlsx")
    (told,) = job.run().findings
    assert (told.code, told.where) == ("masked", "公开版 · 备注")
    public = openpyxl.load_workbook(tmp_path / "公开.xlsx")
    assert len(public.worksheets) == 1
    assert cells(public)[2][-1] == "联系 138****0001"
    with zipfile.ZipFile(tmp_path / "公开.xlsx") as package:
        assert "13800000001" not in "".join(package.read(name).decode() for name in package.namelist())


def test_the_file_names_nobody_and_the_same_ledger_gives_the_same_bytes(ws: Workspace, tmp_path: Path) -> None:
    add_task(ws)
    for name in ("一.xlsx", "二.xlsx"):
        written(ws, tmp_path / name)
    assert (tmp_path / "一.xlsx").read_bytes() == (tmp_path / "二.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "一.xlsx") as package:
        said = package.read("docProps/core.xml").decode()
    assert "creator" not in said and "dcterms:" not in said.replace("xmlns:dcterms", "")


def test_control_characters_are_left_out_and_told_and_a_text_too_long_is_cut_and_told(
    ws: Workspace, tmp_path: Path
) -> None:
    task = add_task(ws)
    tasks.revise_task(ws, task=replace(task, note="甲\x0b乙", goal="长" * (LONGEST + 1)))
    produced = prepare_list(ws, ListKind.LEDGER, path=tmp_path / "台账.xlsx").run()
    told = {item.code: item.where for item in produced.findings}
    assert told["control_character"] == "任务 1 · 备注" and told["too_long"] == "任务 1 · 整改目标"
    row = cells(openpyxl.load_workbook(tmp_path / "台账.xlsx"))[2]
    assert (row[-1], len(str(row[3]))) == ("甲乙", LONGEST)


def test_a_row_is_as_high_as_its_longest_text_and_a_row_too_high_is_told(ws: Workspace) -> None:
    sheet = sheet_of([["短", "短"], ["长" * 100, "短"], ["甲\n乙\n丙", "短"], ["长" * 3000, ""]])
    low, high, lines, most = spreadsheet.heights(sheet)
    assert low < lines < high < most == spreadsheet.MOST_HEIGHT
    assert spreadsheet.too_high(sheet) == [3]


def test_a_broken_file_gets_no_name(tmp_path: Path) -> None:
    sheet, hidden = sheet_of([["甲", 1]]), Hidden(name=SHEET, rows=[["甲"]])
    whole = spreadsheet.to_bytes(sheet, hidden)
    other = spreadsheet.to_bytes(sheet_of([["乙", 1]]), hidden)
    for content in (whole[:-30], other):
        with pytest.raises(ExportError, match="没有保存"):
            save(content, tmp_path / "台账.xlsx", replace=True, check=lambda path: recount(sheet, hidden, path))
        assert list(tmp_path.iterdir()) == []


@given(rows=st.lists(st.tuples(TEXTS, st.sampled_from("=+-@\t").flatmap(lambda sign: TEXTS.map(sign.__add__))),
                     min_size=1, max_size=5), kind=st.sampled_from([Kind.PROSE, Kind.CODE]))
def test_whatever_is_typed_comes_back_as_the_same_text_and_never_as_a_formula(
    rows: list[tuple[str, str]], kind: Kind
) -> None:
    texts = [[writable(cell) for cell in row] for row in rows]
    content = spreadsheet.to_bytes(sheet_of([list(row) for row in texts], kind), Hidden(name=SHEET, rows=texts))
    book = openpyxl.load_workbook(BytesIO(content))
    for sheet, first in zip(book.worksheets, (3, 1), strict=True):
        for number, row in enumerate(texts, first):
            for place, text in enumerate(row, 1):
                cell = sheet.cell(number, place)
                assert (cell.value or "") == text
                assert cell.data_type != "f"
                assert not UNWRITABLE.search(text)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.key)
def test_every_layout_fills_the_width_of_its_page(ws: Workspace, layout: LedgerLayout) -> None:
    add_task(ws)
    dossier = ledger_dossier(ws, ws.look.task_ids(TaskFilter()), on=date(2025, 11, 22))
    sheet = ledger_sheets(dossier, layout).seen
    assert sum(column.width_mm for column in sheet.columns) >= layout.area_mm - 1


def test_a_layout_is_saved_by_name_replaced_and_undone(ws: Workspace) -> None:
    first = only(LedgerColumn.NUMBER, LedgerColumn.GOAL, paper=Paper.A4, title="每月调度")
    key = saved(ws, replace(first, name="调度表"))
    layouts.save_layout(ws, layout=replace(first, name="调度表", columns=columns_of([LedgerColumn.NOTE])))
    (kept,) = layouts_in(ws.find(Setting))
    assert (kept.key, kept.name, kept.title, kept.paper) == (key, "调度表", "每月调度", Paper.A4)
    assert kept.columns == (LayoutColumn(column=LedgerColumn.NOTE, width_mm=24.0),)
    ws.undo()
    assert layouts_in(ws.find(Setting))[0].columns == first.columns
    layouts.remove_layout(ws, key=key)
    assert layouts_in(ws.find(Setting)) == ()
    ws.undo()
    assert layouts_in(ws.find(Setting))[0].key == key


@pytest.mark.parametrize(("name", "said"), [("", "还没有填写"), (LAYOUTS[0].name, "自带的版式"), ("长" * 41, "太长")])
def test_a_layout_needs_a_name_of_its_own(ws: Workspace, name: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        layouts.save_layout(ws, layout=replace(only(LedgerColumn.NUMBER), name=name))


def test_an_unknown_layout_is_refused_with_the_known_ones(ws: Workspace) -> None:
    add_task(ws)
    with pytest.raises(InputError, match=r"没有叫“无”的版式.*ledger-full"):
        prepare_list(ws, ListKind.LEDGER, form="无")
