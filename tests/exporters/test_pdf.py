"""The pages of a paper: made by the office program of this computer, kept by hash, drawn in the right colours."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pytest
from PIL import Image

from exporters import office, pdf
from exporters.blocks import AnnexHead, AttachmentNote, Document, Para, Section, SignOff
from exporters.word import to_bytes
from models.errors import ExportError
from tests.exporters.papers import OFFICE, opinion, red_head, signature_table

MM = 72 / 25.4
LISTED = shutil.which("fc-list") and subprocess.run(["fc-list"], capture_output=True, text=True, check=True).stdout
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Give an empty folder as the only place where programs are looked for."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr("models.libreoffice._PLACES", ())
    office.find_program.cache_clear()
    yield folder
    office.find_program.cache_clear()


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder where pages are kept from test to test, and the office program finds its profile again."""
    return tmp_path_factory.mktemp("pages")


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
    assert pages.note == "由 LibreOffice 排版"
    made_at = pages.path.stat().st_mtime_ns
    assert pdf.convert_bytes(content, tmp_path / "pages") == pages
    assert pages.path.stat().st_mtime_ns == made_at
    assert sorted(path.suffix for path in (tmp_path / "pages").iterdir() if path.is_file()) == [".lock", ".pdf"]


@needs_office
def test_a_page_is_drawn_on_white_with_its_red_head(kept: Path) -> None:
    pages = pdf.convert_bytes(to_bytes(opinion(head=red_head())), kept)
    page = pdf.draw_page(pages.path, 0, dpi=72)
    assert (page.width, page.height, len(page.rgba)) == (596, 842, 596 * 842 * 4)
    image = Image.frombytes("RGBA", (page.width, page.height), page.rgba)
    colours = image.getcolors(maxcolors=1 << 24) or []
    assert max(colours)[1] == (255, 255, 255, 255)
    assert any(red > 200 and green < 60 and blue < 60 for _, (red, green, blue, _alpha) in colours)


def test_without_a_program_the_reason_is_told(only: Path, tmp_path: Path) -> None:
    assert office.find_program() is None
    with pytest.raises(ExportError, match=office.NO_PROGRAM):
        pdf.convert_bytes(b"", tmp_path / "pages")


@pytest.mark.skipif(os.name == "nt", reason="the stand-in program is a shell script")
def test_a_program_that_makes_nothing_is_told(only: Path, tmp_path: Path) -> None:
    put_program(only, "exit 0")
    with pytest.raises(ExportError, match="LibreOffice 没有排出页面"):
        pdf.convert_bytes(b"docx", tmp_path / "pages")
    assert [path.name for path in (tmp_path / "pages").iterdir()] == ["convert.lock"]


@pytest.mark.skipif(os.name == "nt", reason="the stand-in program is a shell script")
def test_what_a_failing_program_says_is_kept_from_the_clerk(only: Path, tmp_path: Path) -> None:
    put_program(only, "echo Error: source file could not be loaded >&2; exit 77")
    with pytest.raises(office.OfficeFailed) as caught:
        pdf.convert_bytes(b"docx", tmp_path / "pages")
    assert str(caught.value) == (
        "LibreOffice 出错了，没有排出页面。请关闭已打开的 LibreOffice 再试一次，或直接打开 Word 文件查看。"
    )
    assert caught.value.said == "LibreOffice 77: Error: source file could not be loaded"
    assert [path.name for path in (tmp_path / "pages").iterdir()] == ["convert.lock"]


@needs_office
@pytest.mark.skipif("Noto Serif CJK SC" not in (LISTED or ""), reason="no face here that could stand in")
def test_a_face_that_is_not_installed_is_replaced_by_one_of_its_look(kept: Path) -> None:
    pages = pdf.convert_bytes(to_bytes(opinion(head=red_head())), kept)
    with pdfplumber.open(pages.path) as printed:
        faces = {sign["fontname"] for page in printed.pages for sign in page.chars}
    assert len(faces) >= 3
    assert not any("DejaVu" in face for face in faces)


@needs_office
def test_a_signature_keeps_its_text_though_many_rows_follow(kept: Path) -> None:
    section = Section(key="all", heading="全文", blocks=(
        *(Para(text="整改任务") for _ in range(18)),
        AttachmentNote(names=("验收组成员签字表",)),
        SignOff(name=OFFICE, date_text="2024年7月3日"),
        AnnexHead(title="验收组成员签字表"),
        signature_table(30),
    ))
    pages = pdf.convert_bytes(to_bytes(Document(title="试", sections=(section,))), kept)
    with pdfplumber.open(pages.path) as printed:
        texts = [page.extract_text().replace(" ", "") for page in printed.pages]
    (signed,) = (text for text in texts if "2024年7月3日" in text)
    assert "整改任务" in signed.splitlines()


@needs_office
def test_numbers_stand_close_and_no_sign_hangs_as_the_file_says(kept: Path) -> None:
    text = "整改第1项，" * 60
    section = Section(key="all", heading="全文", blocks=(Para(text=text),))
    pages = pdf.convert_bytes(to_bytes(Document(title="试", sections=(section,))), kept)
    with pdfplumber.open(pages.path) as printed:
        signs = [sign for sign in printed.pages[0].chars if sign["text"].strip() and sign["top"] < 262 * MM]
    assert max(sign["x1"] for sign in signs) <= (184 + 0.5) * MM
    gaps = [after["x0"] - sign["x1"] for sign, after in pairwise(signs) if sign["text"] + after["text"] == "第1"]
    # A quarter of a character would be 4 points; justified lines part their signs by less than one.
    assert gaps and min(gaps) < 1


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
