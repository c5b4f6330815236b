"""The code on an issued paper: printed under the table, read back from the page as it is printed and scanned."""

from __future__ import annotations

import random
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from PIL import Image, ImageChops, ImageFilter

from exporters.blocks import Cell, Column, Document, Imprint, PageSetup, Picture, Table, dump
from exporters.forms.build import build, build_signature_table
from exporters.issue_mark import issue_mark, qr_png
from exporters.office import find_program, make_pdfs
from exporters.row_heights import with_room
from exporters.word import write
from models.assembly import closure_dossier
from models.domain.closure import MemberId
from models.domain.issue_code import grouped
from models.errors import ForeignFileError
from models.looking.scans import code_of_scan
from models.workspace import Workspace
from tests.exporters.records import SHENYANG, close_task, form_of
from tests.exporters.rendered import needs_office

CODE = "ABCDEFGHIJK2"
SOFFICE = shutil.which("soffice")


@pytest.fixture
def paper(ws: Workspace) -> Document:
    return build(form_of(SHENYANG), closure_dossier(ws, close_task(ws)), code=CODE)


def page_with_qr(turned: float = 0.0, blurred: float = 0.0) -> Image.Image:
    """Return a page as a scanner at 150 dpi sees it, with the mark at its printed size."""
    page = Image.new("L", (1240, 1754), 250)
    mark = Image.open(BytesIO(qr_png(grouped(CODE)))).convert("L").resize((100, 100))
    page.paste(mark, (160, 1100))
    page = page.rotate(turned, fillcolor=250, resample=Image.Resampling.BICUBIC)
    return page.filter(ImageFilter.GaussianBlur(blurred))


def test_the_code_stands_under_the_table_and_before_the_imprint(paper: Document) -> None:
    kinds = [type(block) for block in paper.blocks()]
    assert kinds[-3:] == [Table, Picture, Imprint]
    assert "签发编号 ABCD-EFGH-IJK2" in dump(paper)


def test_a_paper_without_code_carries_none(ws: Workspace) -> None:
    dossier = closure_dossier(ws, close_task(ws))
    assert "签发编号" not in dump(build(form_of(SHENYANG), dossier))


def test_a_form_without_table_carries_the_code_at_its_end(ws: Workspace) -> None:
    form = replace(form_of(SHENYANG), attachments=())
    dossier = closure_dossier(ws, close_task(ws))
    plain = replace(dossier, paper=replace(dossier.paper, has_red_head=False))
    assert isinstance(tuple(build(form, plain, code=CODE).blocks())[-1], Picture)


def test_the_table_alone_carries_the_code_too(ws: Workspace) -> None:
    document = build_signature_table(form_of(SHENYANG), closure_dossier(ws, close_task(ws)), code=CODE)
    assert [type(block) for block in document.blocks()][-2:] == [Table, Picture]


def test_the_same_code_gives_the_same_picture() -> None:
    assert issue_mark(CODE) == issue_mark(CODE)


@pytest.mark.parametrize(("turned", "blurred"), [(0, 0), (4, 0.6), (90, 0), (180, 0.8), (-13, 0.4)])
def test_the_code_is_read_from_a_page_laid_askew(turned: float, blurred: float, tmp_path: Path) -> None:
    path = tmp_path / "扫描0001.jpg"
    page_with_qr(turned, blurred).save(path, quality=60)
    assert code_of_scan(path) == CODE


@pytest.mark.parametrize("turned", [2.5, 90, 177, 180, 270])
@pytest.mark.parametrize("ending", ["pdf", "png", "jpg"])
def test_the_code_is_read_from_every_kind_of_scan_however_it_lay(ending: str, turned: float, tmp_path: Path) -> None:
    path = tmp_path / f"扫描.{ending}"
    # A PDF of a scanner is a picture and has no text layer.
    page_with_qr(turned, 0.5).save(path, resolution=150)
    assert code_of_scan(path) == CODE


def test_the_code_is_read_from_a_photo_taken_in_poor_light(tmp_path: Path) -> None:
    page = page_with_qr(-6, 0.7).resize((1860, 2631))
    shade = Image.linear_gradient("L").resize(page.size).point(lambda tone: 90 + tone // 3)
    ImageChops.multiply(page, shade).save(tmp_path / "照片.jpg", quality=50)
    assert code_of_scan(tmp_path / "照片.jpg") == CODE


def test_the_code_is_read_from_the_second_page_of_a_fax(tmp_path: Path) -> None:
    blank = Image.new("L", (1240, 1754), 255)
    blank.save(tmp_path / "传真.tif", save_all=True, append_images=[page_with_qr()])
    assert code_of_scan(tmp_path / "传真.tif") == CODE


def test_the_name_of_a_file_gives_the_code_where_the_page_does_not(tmp_path: Path) -> None:
    path = tmp_path / f"签字页 {grouped(CODE)}.png"
    Image.new("L", (300, 300), 255).save(path)
    assert code_of_scan(path) == CODE


def test_a_page_without_code_gives_none(tmp_path: Path) -> None:
    rng = random.Random(1)
    noise = Image.frombytes("L", (200, 200), bytes(rng.randrange(256) for _ in range(40_000)))
    noise.save(tmp_path / "签字页.png")
    assert code_of_scan(tmp_path / "签字页.png") is None


def test_what_is_no_scan_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "说明.txt"
    path.write_text("签发编号 ABCD-EFGH-IJK2", encoding="utf-8")
    with pytest.raises(ForeignFileError, match="不是扫描件"):
        code_of_scan(path)


@needs_office
def test_the_code_never_stands_on_a_page_without_a_row(ws: Workspace, tmp_path: Path) -> None:
    dossier = closure_dossier(ws, close_task(ws))
    *kept, last = dossier.members
    sizes = (1, 9, 10, 11, 12, 25, 26, 27)
    sources = [tmp_path / f"{size:02}.docx" for size in sizes]
    for size, source in zip(sizes, sources, strict=True):
        more = (replace(last, id=MemberId(str(place)), position=place) for place in range(len(kept), size))
        write(build(form_of(SHENYANG), replace(dossier, members=(*kept, *more)[:size]), code=CODE), source)
    program = find_program()
    assert program is not None
    for path in make_pdfs(program, sources, tmp_path / "profile", limit_s=300.0):
        with pdfplumber.open(path) as pdf:
            (page,) = [page for page in pdf.pages if "ABCD-EFGH" in page.extract_text()]
            assert "某某" in page.extract_text() and "姓名" in page.extract_text(), path.stem


def test_rows_stay_as_high_as_they_are_where_the_code_has_room() -> None:
    columns = (Column(label="姓名", width_mm=78.0), Column(label="单位", width_mm=78.0))
    rows = tuple((Cell(text="甲某某"), Cell(text="示例县")) for _ in range(30))
    page = PageSetup()
    heights = []
    for count in range(1, 31):
        kept = with_room(Table(columns=columns, rows=rows[:count]), page, above_mm=40.0, below_mm=19.0)
        heights.append(kept.row_mm)
    assert heights.count(14.0) > 20 and min(heights) >= 12.75 and max(heights) <= 16.5


@pytest.mark.skipif(SOFFICE is None, reason="没有LibreOffice（soffice），无法排出页面")
def test_the_code_is_read_from_the_page_as_it_is_printed(paper: Document, tmp_path: Path) -> None:
    import pypdfium2

    write(paper, tmp_path / "意见.docx")
    command = [str(SOFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "意见.docx")],
        check=True, capture_output=True, timeout=300,
    )
    document = pypdfium2.PdfDocument(tmp_path / "意见.pdf")
    last = document[len(document) - 1].render(scale=100 / 72).to_pil()
    document.close()
    last.save(tmp_path / "扫描.png")
    assert code_of_scan(tmp_path / "扫描.png") == CODE
    assert code_of_scan(tmp_path / "意见.pdf") == CODE
