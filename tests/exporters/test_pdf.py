"""The pages of a paper: made by the office program of this computer, kept by hash, drawn in the right colours."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from exporters import pdf
from exporters.word import to_bytes
from models.errors import ExportError
from tests.exporters.papers import opinion, red_head

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Give an empty folder as the only place where programs are looked for."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(pdf, "_PLACES", ())
    pdf.find_program.cache_clear()
    yield folder
    pdf.find_program.cache_clear()


def put_program(folder: Path, script: str) -> None:
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{script}\n", encoding="utf-8")
    program.chmod(0o755)


@needs_office
def test_a_paper_becomes_pages_and_is_kept(tmp_path: Path) -> None:
    content = to_bytes(opinion(head=red_head()))
    pages = pdf.convert_bytes(content, tmp_path / "pages")
    # How many depends on the fonts of this computer.
    assert pages.count >= 4
    assert pages.note == "由 LibreOffice 排版，标点与中西文间距可能略有出入"
    made_at = pages.path.stat().st_mtime_ns
    assert pdf.convert_bytes(content, tmp_path / "pages") == pages
    assert pages.path.stat().st_mtime_ns == made_at
    docx = tmp_path / "意见.docx"
    docx.write_bytes(content)
    assert pdf.convert(docx, tmp_path / "pages").path == pages.path
    assert sorted(path.suffix for path in (tmp_path / "pages").iterdir() if path.is_file()) == [".lock", ".pdf"]


@needs_office
def test_a_page_is_drawn_on_white_with_its_red_head(tmp_path: Path) -> None:
    pages = pdf.convert_bytes(to_bytes(opinion(head=red_head())), tmp_path)
    page = pdf.draw_page(pages.path, 0, dpi=72)
    assert (page.width, page.height, len(page.rgba)) == (596, 842, 596 * 842 * 4)
    image = Image.frombytes("RGBA", (page.width, page.height), page.rgba)
    colours = image.getcolors(maxcolors=1 << 24) or []
    assert max(colours)[1] == (255, 255, 255, 255)
    assert any(red > 200 and green < 60 and blue < 60 for _, (red, green, blue, _alpha) in colours)
    assert Image.open(BytesIO(pdf.page_png(pages.path, 0, dpi=72))).size == (596, 842)


def test_without_a_program_the_reason_is_told(only: Path, tmp_path: Path) -> None:
    assert pdf.office_program() is None
    with pytest.raises(ExportError, match=pdf.NO_PROGRAM):
        pdf.convert_bytes(b"", tmp_path / "pages")


@pytest.mark.skipif(os.name == "nt", reason="the stand-in program is a shell script")
@pytest.mark.parametrize(
    ("script", "said"),
    [("exit 0", "LibreOffice 没有排出页面"), ("echo 源文件打不开; exit 3", "LibreOffice 排版出错：源文件打不开")],
)
def test_a_program_that_fails_is_told(only: Path, tmp_path: Path, script: str, said: str) -> None:
    put_program(only, script)
    with pytest.raises(ExportError, match=said):
        pdf.convert_bytes(b"docx", tmp_path / "pages")
    assert [path.name for path in (tmp_path / "pages").iterdir()] == ["convert.lock"]


@pytest.mark.skipif(os.name == "nt", reason="the stand-in program is a shell script")
def test_a_program_that_hangs_is_stopped_with_its_children(only: Path, tmp_path: Path) -> None:
    put_program(only, f"(sleep 1; touch '{tmp_path}/still-alive') & wait")
    with pytest.raises(ExportError, match=r"LibreOffice 0\.5 秒内没有排完"):
        pdf.convert_bytes(b"docx", tmp_path / "pages", limit_s=0.5)
    time.sleep(1)
    assert not (tmp_path / "still-alive").exists()


def test_a_damaged_page_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 cut")
    with pytest.raises(ExportError, match="排好的页面打不开"):
        pdf.page_count(tmp_path / "bad.pdf")


def test_a_cache_that_cannot_be_made_is_told(tmp_path: Path, only: Path) -> None:
    put_program(only, "exit 0")
    (tmp_path / "pages").write_bytes(b"")
    with pytest.raises(ExportError, match="建不了缓存文件夹"):
        pdf.convert_bytes(b"docx", tmp_path / "pages")
