"""A file goes through the real child into a draft; what is refused changes nothing and is told in words."""

from __future__ import annotations

import json
import socket
import subprocess
from pathlib import Path

import pytest
from openpyxl import Workbook

from models.domain.drafts.draft import Draft, SourceKind
from models.domain.drafts.json_form import to_json
from models.errors import Cancelled, ForeignFileError
from models.intake.gate.containers import LIMITS
from models.intake.reading import read, read_draft, read_pasted
from models.isolation import READERS
from models.libreoffice import find_libreoffice
from tests.intake import hostile

HEADS = ("编号", "反馈问题", "整改目标", "整改时限", "责任单位", "整改措施")
ROW = ("1", "渗滤液外溢。", "完成整治。", "2025年底前", "示例县城市管理局", "1.建成收集池。2.每月监测一次。")
# One of each sort; every maker is tried without a child in test_containers.
THROUGH_THE_CHILD = (
    "a part that unfolds two hundred times", "a part larger than it says", "an entity in a sheet", "a billion laughs",
    "a zip with a password", "an old workbook with a password", "a zip cut off", "a name twice", "a NUL in a table",
    "a document that is called a workbook", "Japanese", "an old workbook that bites its tail",
)


def made(folder: Path, file: str, make: hostile.Maker) -> Path:
    path = folder / file
    make(path)
    return path


def ledger(folder: Path, *rows: tuple[object, ...], heads: tuple[str, ...] = HEADS) -> Path:
    book = Workbook()
    for row in (heads, *rows):
        book.active.append(row)
    path = folder / "台账.xlsx"
    book.save(path)
    return path


def found(draft: Draft, word: str) -> list[str]:
    """Return the places of the findings that hold a word."""
    return [finding.where for finding in draft.findings if word in finding.text]


@pytest.mark.parametrize("name", THROUGH_THE_CHILD)
def test_a_bad_file_is_refused_by_the_child_or_before_it(tmp_path: Path, name: str) -> None:
    file, make, word = hostile.REFUSED[name]
    path = made(tmp_path, file, make)
    before = path.read_bytes()
    with pytest.raises(ForeignFileError, match=word) as refused:
        read_draft(path)
    assert file in str(refused.value)
    assert "Traceback" not in str(refused.value)
    assert [entry.name for entry in tmp_path.iterdir()] == [file]
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "name", [name for name, (file, *_) in hostile.TAKEN.items() if not file.endswith((".doc", ".xls"))]
)
def test_a_file_that_reaches_out_is_read_with_a_finding(tmp_path: Path, name: str) -> None:
    file, make, word = hostile.TAKEN[name]
    draft = read_draft(made(tmp_path, file, make))
    assert [task.problem for task in draft.tasks] == ["垃圾填埋场渗滤液外溢。", "污水管网不完善。"]
    assert found(draft, word) == [file]


def test_the_limits_of_reading_are_set() -> None:
    assert LIMITS.seconds <= 15
    assert LIMITS.memory <= 600 << 20
    assert LIMITS.unpacked <= 200 << 20
    assert "models.intake.reading.read" in READERS


def test_a_document_whose_text_breaks_off_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "方案.docx"
    path.write_bytes(hostile.replaced(hostile.document_bytes(), "word/document.xml", b"</w:body>", b""))
    with pytest.raises(ForeignFileError, match="已损坏：里面的部件不完整"):
        read_draft(path)


def test_a_quote_that_is_never_closed_is_a_damaged_table(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_text('编号,反馈问题\n1,"渗滤液外溢。\n2,管网不完善。\n', encoding="utf-8")
    with pytest.raises(ForeignFileError, match="损坏") as refused:
        read_draft(path)
    assert "第2行" in str(refused.value)


@pytest.mark.parametrize(
    ("file", "text"),
    [("通知.txt", "关于召开会议的通知\n请各单位准时参加。"), ("名单.csv", "姓名,电话\n甲某某,13800000001\n")],
    ids=["a letter", "a list of names"],
)
def test_a_file_without_a_task_is_refused(tmp_path: Path, file: str, text: str) -> None:
    (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(ForeignFileError, match="没有找到任务") as refused:
        read_draft(tmp_path / file)
    assert refused.value.where == file
    assert refused.value.remedy


def test_a_draft_without_a_task_is_given_where_its_columns_shall_be_corrected(tmp_path: Path) -> None:
    path = ledger(tmp_path)
    assert read_draft(path, needs_tasks=False).tasks == ()


def test_nothing_of_another_file_gets_into_a_draft(tmp_path: Path) -> None:
    canary = tmp_path / "canary.txt"
    canary.write_text("金丝雀", encoding="utf-8")
    entity = tmp_path / "方案.docx"
    entity.write_bytes(hostile.entity("word/document.xml", hostile.document_bytes(), canary))
    with pytest.raises(ForeignFileError, match="不安全"):
        read_draft(entity)
    linked = tmp_path / "链接.docx"
    linked.write_bytes(hostile.external("subDocument", canary.as_uri()))
    assert "金丝雀" not in json.dumps(to_json(read_draft(linked)), ensure_ascii=False)


def test_no_link_is_fetched(tmp_path: Path) -> None:
    path = tmp_path / "方案.docx"
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        path.write_bytes(hostile.external("attachedTemplate", f"http://127.0.0.1:{server.getsockname()[1]}/a.dotm"))
        assert found(read_draft(path), "外部链接") == ["方案.docx"]
        with pytest.raises(BlockingIOError):
            server.accept()


def test_what_is_wrong_with_single_rows_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    draft = read_draft(ledger(
        tmp_path, ROW,
        ("１", "又一项。", *ROW[2:]),
        ("2", "责任\u202e单位不明。", "完成。", "2023年2月30日前", *ROW[4:]),
    ))
    assert [task.number for task in draft.tasks] == ["1", "2"]
    assert found(draft, "重复") == ["Sheet 第3行"]
    assert found(draft, "日期") == ["Sheet 第4行 D列"]
    assert found(draft, "不可见字符") == ["Sheet 第4行 B列"]
    assert draft.tasks[1].problem == "责任单位不明。"
    assert draft.tasks[1].deadline is None and draft.tasks[1].deadline_text == "2023年2月30日前"


def test_a_cell_longer_than_excel_takes_is_read_whole_and_named(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_text(f"编号,反馈问题\n1,{'长' * 33_000}\n", encoding="utf-8")
    draft = read_draft(path)
    assert len(draft.tasks[0].problem) == 33_000
    assert found(draft, "过长") == ["台账 第2行 B列"]


def test_a_cell_in_the_last_corner_is_out_of_range_and_no_hang(tmp_path: Path) -> None:
    path = ledger(tmp_path, ROW)
    corner = b'<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row></sheetData>'
    data = hostile.replaced(path.read_bytes(), "xl/worksheets/sheet1.xml", b"</sheetData>", corner)
    path.write_bytes(data)
    try:
        draft = read_draft(path)
    except ForeignFileError as refused:
        assert "超出范围" in str(refused)
    else:
        assert found(draft, "超出范围")


def test_a_table_of_a_million_columns_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_text("编号,反馈问题" + "," * 1_000_000 + "\n1,渗滤液外溢。\n" * 300, encoding="utf-8")
    with pytest.raises(ForeignFileError, match=r"超出范围|过大，超过上限"):
        read_draft(path)


def test_the_clerk_says_what_a_file_is(tmp_path: Path) -> None:
    path = ledger(tmp_path, ROW)
    assert read_draft(path).kind is SourceKind.LEDGER
    assert read_draft(path, SourceKind.PLAN).kind is SourceKind.PLAN


def test_the_reading_can_be_stopped(tmp_path: Path) -> None:
    def stop(gone: int, allowed: int, name: str) -> None:
        raise Cancelled

    path = ledger(tmp_path, *((str(number), *ROW[1:]) for number in range(1, 3_000)))
    with pytest.raises(Cancelled):
        read_draft(path, report=stop)


def test_pasted_cells_and_pasted_text_are_read_alike() -> None:
    cells = "\n".join("\t".join(row) for row in (HEADS, ROW))
    text = "一、渗滤液外溢。\n整改目标：完成整治。\n整改时限：2025年底前\n责任单位：示例县\n整改措施：建成收集池。"
    assert read_pasted(cells).kind is SourceKind.LEDGER
    assert read_pasted(text).kind is SourceKind.PLAN
    assert [read_pasted(source).tasks[0].goal for source in (cells, text)] == ["完成整治。"] * 2


def test_pasted_cells_may_hold_several_lines() -> None:
    first = '1\t渗滤液外溢。\t"1.建成收集池。\n2.每月监测。"'
    draft = read_pasted(f"编号\t反馈问题\t整改措施\n{first}\n2\t管网不完善。\t修复。")
    assert [[measure.text for measure in task.measures] for task in draft.tasks] == [
        ["建成收集池。", "每月监测。"], ["修复。"],
    ]


def test_a_table_is_a_table_whatever_its_file_is_called(tmp_path: Path) -> None:
    path = tmp_path / "导出.txt"
    path.write_text('编号,反馈问题,整改措施\n1,渗滤液外溢。,"1.建成收集池。\n2.每月监测。"\n', encoding="gbk")
    draft = read_draft(path)
    assert draft.kind is SourceKind.LEDGER
    assert [measure.text for measure in draft.tasks[0].measures] == ["建成收集池。", "每月监测。"]


def test_too_long_a_paste_is_refused() -> None:
    with pytest.raises(ForeignFileError, match="过大，超过上限"):
        read_pasted("长" * 5_000_001)


def test_an_old_document_is_let_in_by_the_child_and_converted_outside_it(tmp_path: Path) -> None:
    path = tmp_path / "方案.doc"
    path.write_bytes(hostile.old_document())
    assert read(path) == {"to_convert": []}
    path.write_bytes(hostile.old_document(flags=0x0100))
    with pytest.raises(ForeignFileError, match="加密"):
        read_draft(path)


@pytest.mark.skipif(find_libreoffice() is None, reason="LibreOffice is not installed")
def test_a_plan_in_an_old_document_is_read_and_should_be_checked(tmp_path: Path) -> None:
    new = tmp_path / "new" / "方案.docx"
    new.parent.mkdir()
    new.write_bytes(hostile.document_bytes())
    command = [str(find_libreoffice()), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "doc", "--outdir", str(tmp_path), str(new)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    draft = read_draft(tmp_path / "方案.doc")
    assert (draft.source, draft.kind, len(draft.tasks)) == ("方案.doc", SourceKind.PLAN, 2)
    assert [finding.code for finding in draft.findings][:1] == ["converted"]
