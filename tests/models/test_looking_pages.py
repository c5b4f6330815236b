"""The pages of a stored file: drawn one at a time at the width asked for, text in parts, and the reason for none."""

from __future__ import annotations

import base64
import hashlib
import io
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from PIL import Image

from models.errors import ForeignFileError
from models.looking import Looking, Pages, SeenPage, width_for
from models.looking.page_readers import read_page
from tests import kinds
from tests.intake import hostile

WORKBOOKS = Path(__file__).parents[1] / "data" / "workbooks"


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    return Pages(tmp_path / "ws")


def hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def see(pages: Pages, path: Path, number: int = 1, width: int = 400) -> SeenPage:
    return pages.page(path, hash_of(path), number, width)


def parts_of(path: Path, kind: str) -> list[dict[str, Any]]:
    """Read text as the child does."""
    parts: list[dict[str, Any]] = read_page(path, kind=kind, number=1, width=400)["parts"]
    return parts


def size_of(page: SeenPage) -> tuple[int, int]:
    assert page.picture is not None
    with Image.open(page.picture) as image:
        return image.size


def test_a_page_of_a_pdf_is_drawn_as_wide_as_asked(pages: Pages, tmp_path: Path) -> None:
    path = kinds.scan(tmp_path, pages=3)
    second = see(pages, path, 2)
    assert (second.number, second.count, second.size) == (2, 3, (595.0, 842.0))
    assert size_of(second) == (401, 567)
    assert read_page(path, kind="pdf", number=99, width=400)["count"] == 3


def test_a_page_seen_before_needs_the_file_no_more(pages: Pages, tmp_path: Path) -> None:
    path = kinds.scan(tmp_path)
    sha256, page = hash_of(path), see(pages, path)
    path.unlink()
    assert pages.page(path, sha256, 1, 400) == page
    with pytest.raises(ForeignFileError, match="文件不在了"):
        pages.page(path, sha256, 2, 400)


def test_a_photo_stands_upright_and_is_never_blown_up(pages: Pages, tmp_path: Path) -> None:
    path = tmp_path / "turned"
    image = Image.new("RGB", (300, 200), "white")
    exif = image.getexif()
    exif[0x0112] = 6
    image.save(path, "JPEG", exif=exif)
    page = see(pages, path, width=1_000)
    assert page.size == (150.0, 225.0)
    assert size_of(page) == (200, 300)


def test_every_frame_of_a_fax_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "fax"
    frames = [Image.new("L", (200, 280), shade) for shade in (0, 128, 255)]
    frames[0].save(path, "TIFF", save_all=True, append_images=frames[1:])
    last = read_page(path, kind="image", number=3, width=400)
    assert last["count"] == 3
    with Image.open(io.BytesIO(base64.b64decode(last["picture"]))) as image:
        assert image.getpixel((100, 100))[0] > 250


def test_a_document_is_read_as_paragraphs_and_tables(pages: Pages, tmp_path: Path) -> None:
    page = see(pages, kinds.minutes(tmp_path))
    assert page.picture is None and page.blocks[0] == "示例县城区污水处理提质增效专题会议纪要"
    assert page.blocks[-1] == (("序号", "单位", "职责"), ("1", "示例县住建局", "2022年底前建成管网"))


def test_a_long_document_comes_in_parts_that_leave_nothing_out(tmp_path: Path) -> None:
    document = docx.Document()
    texts = [f"第{number}段。" + "正文" * 60 for number in range(100)]
    for text in texts:
        document.add_paragraph(text)
    path = tmp_path / "long"
    document.save(str(path))
    parts = parts_of(path, "word")
    assert len(parts) > 5
    assert [block for part in parts for block in part["blocks"]] == texts


def test_a_sheet_shows_days_codes_and_numbers_as_they_were_typed(tmp_path: Path) -> None:
    first, second, other = parts_of(kinds.ledger(tmp_path, rows=60), "sheet")
    assert [part["name"] for part in (first, second)] == ["台账 · 第1—30行", "台账 · 第31—60行"]
    assert first["blocks"][0][1] == ["01", "配套管网建设滞后", "示例县住建局", "2022-12-31", "0.3", ""]
    assert other == {"name": "第二张 · 第1—1行", "blocks": [[["只有一格"]]]}


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_workbooks_of_other_programs_show_their_sheets_too(kind: str) -> None:
    whole = parts_of(WORKBOOKS / "ledger.xlsx", "sheet")
    assert whole and parts_of(WORKBOOKS / f"ledger.{kind}", "sheet") == whole


def test_what_is_left_out_of_a_long_sheet_and_of_a_long_text_is_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    for name in ("长表", "后一张"):
        sheet = book.create_sheet(name)
        for number in range(4_002):
            sheet.append([number, *range(44)] if number == 5 else [number])
    path = tmp_path / "long"
    book.save(path)
    *_, last, other = parts_of(path, "sheet")
    assert last["name"].startswith("长表 · 第3991—4000行，前 40 列（共 45 列，按 Enter")
    assert [len(row) for row in last["blocks"][0]] == [40] * 10
    assert last["blocks"][1] == "后面还有 2 行没有显示；按 Enter 打开只读副本看全部。"
    assert other["blocks"] == ["后面还有 4002 行没有显示；按 Enter 打开只读副本看全部。"]
    path.write_text("长" * 700_000, encoding="utf-8")
    parts = parts_of(path, "text")
    assert len(parts) == 400 and parts[-1]["blocks"][1].startswith("后面还有约 60000 字没有显示")


def test_a_text_of_an_old_system_is_read(tmp_path: Path) -> None:
    assert parts_of(kinds.note(tmp_path), "text")[0]["blocks"][:2] == ["情况说明", "管网已全部接通。"]


def test_what_cannot_be_shown_is_told_with_what_to_do(pages: Pages, tmp_path: Path) -> None:
    with pytest.raises(ForeignFileError, match="PDF 打不开，可能已损坏"):
        see(pages, kinds.broken(tmp_path))
    locked = tmp_path / "locked"
    for make, kind, name, reason, remedy in (
        (hostile.encrypted_package, "other", "方案.docx", "加密", "去掉密码另存"),
        (hostile.locked_old_workbook, "sheet", "台账.xls", "加密", "去掉密码另存"),
        (lambda: hostile.old_document(0x0100), "word", "方案.doc", "加密", "去掉密码另存"),
        (hostile.spoilt_deflate, "sheet", "台账.xlsx", "损坏", "重新扫描、导出或下载"),
        (lambda: b"MZ program", "other", "程序.exe", "看不了", "按 Enter"),
        (lambda: b"MZ program", "other", "扫描.pdf", "扩展名不符", "重新导出或下载"),
    ):
        locked.write_bytes(make())
        with pytest.raises(ForeignFileError, match=reason) as refused:
            read_page(locked, kind=kind, number=1, width=400, name=name)
        assert remedy in refused.value.remedy


def test_pages_are_forgotten_with_their_file(pages: Pages, tmp_path: Path) -> None:
    path = kinds.scan(tmp_path)
    picture = see(pages, path).picture
    looking = Looking.in_workspace(tmp_path / "ws")
    looking.forget("00" * 32)
    assert picture is not None and picture.is_file()
    looking.forget(hash_of(path))
    assert not picture.exists()


def test_widths_go_in_steps_between_bounds() -> None:
    assert [width_for(dots) for dots in (1, 400, 401, 768, 99_999)] == [400, 400, 600, 800, 3_200]
