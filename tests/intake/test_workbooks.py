"""The same ledger of every kind of workbook gives the same grid: what people see in the cells."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from models.domain.drafts.source import Grid
from models.domain.finding import Finding
from models.errors import ForeignFileError
from models.intake.sheets.workbooks import read_workbook
from tests.intake.workbook_files import ods, xlsx

DATA = Path(__file__).parents[1] / "data" / "workbooks"
KINDS = ("xlsx", "xls", "ods")


@pytest.fixture(params=KINDS)
def ledger(request: pytest.FixtureRequest) -> Path:
    return DATA / f"ledger.{request.param}"


def grid_in(path: Path) -> Grid:
    (grid,) = read_workbook(path).grids
    return grid


def codes(path: Path) -> dict[str, Finding]:
    return {finding.code: finding for finding in read_workbook(path).findings}


def saved(path: Path, book: Workbook) -> Path:
    book.save(path)
    return path


def sheet_of(book: Workbook) -> Worksheet:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_cells_are_read_as_they_are_shown(ledger: Path) -> None:
    assert [list(row) for row in grid_in(ledger).rows[1:]] == [
        ["序号", "编号", "反馈问题", "整改时限", "完成比例", "投资（万元）", "联系电话", "证件号码"],
        ["1", "001", "河东污水处理厂配套管网\n建设滞后", "2025年12月31日", "35%", "1,234.50", "13800000001",
         "110101199001011000"],
        ["2", "002", "垃圾填埋场渗滤液外溢", "2024年6月30日", "100%", "2,024.10", "13800000002", "110101199001011234"],
        ["3", "003", "", "2024年8月31日", "50%", "7.00", "13800000003", ""],
    ]


def test_behind_a_text_stands_the_number_or_the_day(ledger: Path) -> None:
    grid = grid_in(ledger)
    assert [grid.value(2, column) for column in (1, 2, 3, 4)] == [1.0, None, "2025-12-31", 0.35]


def test_a_cell_under_a_merged_one_says_what_that_says(ledger: Path) -> None:
    grid = grid_in(ledger)
    assert grid.spans == {(0, 0): (1, 8), (3, 2): (2, 1)}
    assert grid.text(4, 2) == grid.text(3, 2) == "垃圾填埋场渗滤液外溢"
    assert grid.text(0, 7) == "示例县整改任务台账"


def test_hidden_rows_and_columns_and_formulas_are_known(ledger: Path) -> None:
    grid = grid_in(ledger)
    assert grid.hidden_rows == {3}
    assert grid.hidden_columns == {5}
    assert grid.formulas == {(2, 0), (3, 0), (4, 0)}


def test_everything_unusual_is_told_once_with_its_places(ledger: Path) -> None:
    told = {code: finding.where for code, finding in codes(ledger).items()}
    assert told == {
        "merged_cells": "整改台账 第1行、第4行 A列、C列",
        "formulas": "整改台账 第3—5行 A列",
        "hidden_rows": "整改台账 第4行",
        "hidden_columns": "整改台账 F列",
        "damaged_number": "整改台账 第3行 H列",
        "hidden_sheet": "代码",
    }
    assert all(finding.remedy for finding in codes(ledger).values())


def test_the_words_of_the_findings_are_those_a_clerk_looks_for(ledger: Path) -> None:
    found = codes(ledger)
    assert "合并" in found["merged_cells"].text
    assert "公式" in found["formulas"].text
    assert "15 位" in found["damaged_number"].text


def test_a_text_that_a_formula_of_an_old_workbook_did_not_leave_behind_is_named_and_is_no_zero() -> None:
    path = DATA.parent / "corpus" / "ledger-formulas-old.xls"
    assert [grid_in(path).text(row, 1) for row in range(2, 6)] == [""] * 4
    assert codes(path)["formula_without_value"].where == "Sheet1 第3—6行 B列"


@pytest.mark.parametrize("ending", ["et", "xlsx", "dat"])
def test_a_workbook_is_told_by_its_content_not_by_its_name(tmp_path: Path, ending: str) -> None:
    path = shutil.copy(DATA / "ledger.xls", tmp_path / f"台账.{ending}")
    assert grid_in(path).rows == grid_in(DATA / "ledger.xls").rows


def test_a_table_in_the_middle_of_a_sheet_knows_where_it_stands(tmp_path: Path) -> None:
    book = Workbook()
    sheet = sheet_of(book)
    sheet.title = "台账"
    sheet["C4"], sheet["D6"] = "序号", "内容"
    sheet.merge_cells("C4:D4")
    grid = grid_in(saved(tmp_path / "a.xlsx", book))
    assert [list(row) for row in grid.rows] == [["序号", ""], ["", ""], ["", "内容"]]
    assert grid.place(0) == "台账 第4行"
    assert grid.place(2, 1) == "台账 第6行 D列"
    assert grid.spans == {(0, 0): (1, 2)}


def test_several_sheets_are_read_in_their_order_and_empty_ones_left_out(tmp_path: Path) -> None:
    book = Workbook()
    sheet_of(book).title = "一"
    sheet_of(book)["A1"] = "甲"
    book.create_sheet("空")
    book.create_sheet("二")["B2"] = "乙"
    sheets = read_workbook(saved(tmp_path / "a.xlsx", book))
    assert [grid.name for grid in sheets.grids] == ["一", "二"]


def test_what_a_program_concealed_is_kept_apart(tmp_path: Path) -> None:
    book = Workbook()
    sheet_of(book)["A1"] = "甲"
    base = book.create_sheet("底稿")
    base["A1"], base.sheet_state = "原值", "veryHidden"
    sheets = read_workbook(saved(tmp_path / "a.xlsx", book))
    assert [grid.name for grid in sheets.grids] == ["Sheet"]
    assert [grid.text(0, 0) for grid in sheets.concealed] == ["原值"]
    assert sheets.findings == ()


def test_a_formula_nobody_has_reckoned_is_named_and_stays_blank(tmp_path: Path) -> None:
    book = Workbook()
    sheet_of(book).append(["序号", "合计"])
    sheet_of(book).append([1, "=1+1"])
    path = saved(tmp_path / "a.xlsx", book)
    assert grid_in(path).rows[1] == ["1", ""]
    assert codes(path)["formula_without_value"].where == "Sheet 第2行 B列"


def test_a_formula_that_gave_an_error_is_named_and_stays_blank(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C1"><v>2</v></c></row>'
    path = xlsx(tmp_path / "a.xlsx", rows)
    assert grid_in(path).rows == [["1", "", "2"]]
    assert codes(path)["formula_error"].where == "台账 第1行 B列"


def test_a_formula_that_gave_an_empty_text_has_its_value(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="str"><f>""</f><v></v></c></row>'
    assert "formula_without_value" not in codes(xlsx(tmp_path / "a.xlsx", rows))


def test_a_number_that_is_no_day_is_named_where_a_date_should_stand(tmp_path: Path) -> None:
    cells = "".join(f'<c r="{at}1" s="1"><v>{value}</v></c>' for at, value in (("A", 3000000), ("B", -1), ("C", 46022)))
    path = xlsx(tmp_path / "a.xlsx", f'<row r="1">{cells}</row>', formats=("yyyy-mm-dd",))
    assert grid_in(path).rows == [["3000000", "", "2025-12-31"]]
    finding = codes(path)["impossible_date"]
    assert finding.where == "台账 第1行 A列、B列"
    assert "日期" in finding.text


def test_a_cell_longer_than_excel_allows_is_taken_and_named(tmp_path: Path) -> None:
    text = "长" * 32_768
    rows = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'
    path = xlsx(tmp_path / "a.xlsx", rows)
    assert grid_in(path).text(0, 0) == text
    assert "过长" in codes(path)["over_long"].text


@pytest.mark.parametrize("cell", ["XFD1048576", "AAAAA9", "A9999999"])
def test_one_cell_in_the_last_corner_is_refused_before_a_sheet_is_laid_out(tmp_path: Path, cell: str) -> None:
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    rows = "".join(f'<row r="{at[1:]}"><c r="{at[0]}{at[1:]}"><v>1</v></c></row>' for at in ("A1", "B2"))
    rows += f'<row r="{row}"><c r="{cell}"><v>1</v></c></row>'
    with pytest.raises(ForeignFileError, match="超出范围") as refused:
        read_workbook(xlsx(tmp_path / "a.xlsx", rows))
    assert refused.value.where == "台账"


def test_blank_cells_down_to_the_last_row_reach_nowhere(tmp_path: Path) -> None:
    blank = "".join(f'<row r="{row}"><c r="A{row}" s="0"/></row>' for row in range(2, 30_000))
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row>{blank}<row r="1048576" hidden="1"><c r="XFD1048576" s="0"/></row>'
    path = xlsx(tmp_path / "a.xlsx", rows)
    assert grid_in(path).rows == [["1"]]
    assert codes(path) == {}


def test_a_sheet_written_with_prefixes_and_without_names_of_cells_is_read_alike(tmp_path: Path) -> None:
    sheet = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<x:cols><x:col hidden="1" max="2" min="2"/></x:cols><x:sheetData><!-- 表 -->'
        '<x:row><x:c s="1"><x:v>7</x:v></x:c><x:c><x:f>A1</x:f><x:v>7</x:v></x:c></x:row>'
        '<x:row hidden="1"><x:c t="inlineStr"><x:is><x:t>乙</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>'
    )
    grid = grid_in(xlsx(tmp_path / "a.xlsx", "", formats=("000",), sheet=sheet))
    assert grid.rows == [["007", "7"], ["乙", ""]]
    assert (grid.formulas, grid.hidden_rows, grid.hidden_columns) == ({(0, 1)}, {1}, {1})


def test_merged_areas_that_overlap_or_reach_out_are_cut_to_the_table(tmp_path: Path) -> None:
    merges = "".join(f'<mergeCell ref="{area}"/>' for area in ("A1:B1", "B1:C1", "A2:XFD1048576", "Z1:Z9"))
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    cells = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c><c r="C{row}"><v>1</v></c></row>' for row in (1, 2, 3))
    sheet = f"<worksheet {main}><sheetData>{cells}</sheetData><mergeCells>{merges}</mergeCells></worksheet>"
    assert grid_in(xlsx(tmp_path / "a.xlsx", "", sheet=sheet)).spans == {(0, 0): (1, 2), (1, 0): (2, 3)}


def test_line_ends_of_every_kind_are_line_feeds(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>甲&#13;&#10;乙&#13;丙_x000D_</t></is></c></row>'
    assert grid_in(xlsx(tmp_path / "a.xlsx", rows)).text(0, 0).replace("\n", "|").rstrip("|") == "甲|乙|丙"


@pytest.mark.parametrize("content", [b"PK\x03\x04 nothing", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"text", b""])
def test_what_is_no_workbook_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(content)
    with pytest.raises(ForeignFileError, match="损坏"):
        read_workbook(path)


@pytest.mark.parametrize("kind", KINDS)
def test_a_workbook_cut_off_anywhere_is_read_or_refused_never_a_crash(tmp_path: Path, kind: str) -> None:
    whole = (DATA / f"ledger.{kind}").read_bytes()
    path = tmp_path / f"半.{kind}"
    for end in range(64, len(whole), 777):
        path.write_bytes(whole[:end])
        try:
            read_workbook(path)
        except ForeignFileError as refused:
            assert refused.where and refused.remedy


def text_cell(inside: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}>{inside}</table:table-cell>'


def table_row(cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{cells}</table:table-row>"


def test_repeated_rows_and_cells_of_an_open_sheet_are_written_out(tmp_path: Path) -> None:
    cell = text_cell('<text:p>甲<text:s text:c="2"/>乙</text:p>', 'table:number-columns-repeated="2"')
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    table = table_row(cell, 'table:number-rows-repeated="2"') + table_row(blank, 'table:number-rows-repeated="1048574"')
    assert grid_in(ods(tmp_path / "a.ods", table)).rows == [["甲  乙"] * 2] * 2


def test_an_open_sheet_filled_to_its_last_corner_is_refused(tmp_path: Path) -> None:
    cell = text_cell("<text:p>1</text:p>", 'table:number-columns-repeated="16384"')
    with pytest.raises(ForeignFileError, match="超出范围"):
        read_workbook(ods(tmp_path / "a.ods", table_row(cell, 'table:number-rows-repeated="1048576"')))


def test_an_open_sheet_that_is_hidden_is_left_out_and_named(tmp_path: Path) -> None:
    styles = '<style:style style:name="t"><style:table-properties table:display="false"/></style:style>'
    path = ods(tmp_path / "a.ods", table_row(text_cell("<text:p>甲</text:p>")), styles)
    assert read_workbook(path).grids == ()
    assert codes(path)["hidden_sheet"].where == "台账"


def test_a_note_on_a_cell_of_an_open_sheet_is_no_text_of_it(tmp_path: Path) -> None:
    cell = text_cell("<office:annotation><text:p>批注</text:p></office:annotation><text:p>正文</text:p>")
    assert grid_in(ods(tmp_path / "a.ods", table_row(cell))).rows == [["正文"]]
