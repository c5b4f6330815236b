"""A bad file given to `import`: one line that says why, and a workspace in which not a byte has changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.cli.running import Run, refused
from tests.intake import hostile

SORTS = (
    "a part that unfolds two hundred times", "an entity in a document", "a document with a password",
    "a name twice", "a picture that is called a table of text", "bytes of no text",
)


def content(folder: Path) -> dict[str, bytes]:
    """Return every file of a workspace, its cache and its backups with them."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("dry", [(), ("--dry-run", "--json")], ids=["taken over", "only looked at"])
@pytest.mark.parametrize("name", SORTS)
def test_a_refused_file_changes_no_byte_of_the_workspace(
    here: Run, folder: Path, tmp_path: Path, name: str, dry: tuple[str, ...]
) -> None:
    file, make, word = hostile.REFUSED[name]
    make(tmp_path / file)
    before = content(folder)
    refused(here("import", tmp_path / file, *dry), file, word)
    assert content(folder) == before


def test_a_file_without_a_task_is_refused_and_changes_nothing(here: Run, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_text("关于召开会议的通知\n请各单位准时参加。", encoding="utf-8")
    before = content(folder)
    refused(here("import", path), "通知.txt", "没有找到任务")
    assert content(folder) == before


def test_a_refusal_of_a_line_or_a_sheet_names_the_file_before_the_place(
    here: Run, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "台账.csv").write_text('编号,反馈问题\n1,"管网滞后\n2,扬尘\n', encoding="utf-8")
    far = Workbook()
    far.active.append(["编号", "反馈问题"])
    far.active.cell(1_048_576, 16_384).value = "远"
    far.save(tmp_path / "远.xlsx")
    before = content(folder)
    refused(here("import", tmp_path / "台账.csv"), "台账.csv 第2行：文件损坏")
    refused(here("import", tmp_path / "远.xlsx"), "远.xlsx Sheet：", "超出范围")
    assert content(folder) == before


@pytest.mark.parametrize("row", [",".join(["1"] * 1_000_000), "1" + "," * 1_000_000], ids=["filled", "blank"])
def test_a_million_columns_of_text_are_out_of_range(here: Run, folder: Path, tmp_path: Path, row: str) -> None:
    (tmp_path / "宽.csv").write_text(f"编号,反馈问题\n{row}\n", encoding="utf-8")
    before = content(folder)
    refused(here("import", tmp_path / "宽.csv"), "宽.csv", "超出范围")
    assert content(folder) == before
