"""The page of photo pairs: two photos side by side over their captions, small, upright, masked in a public copy."""

from __future__ import annotations

import base64
import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from exporters.blocks import Photo, Table
from exporters.forms.build import build
from exporters.forms.photos import HIGHEST_MM, WIDEST_MM
from exporters.issuing import prepare_issue
from exporters.paper_job import Job, PaperRefused
from exporters.photos import HEIGHT, WIDTH
from exporters.produce import prepare
from exporters.selection import Selection
from exporters.typeset import typeset
from models.actions import evidence, photo_pairs
from models.actions.issuing import issue_paper
from models.assembly.issued import issued_differences
from models.domain.closure import IssuedPaper
from models.domain.evidence import EvidenceId, PhotoPair
from models.domain.finding import Level
from models.domain.partial_date import PartialDate
from models.domain.photo_pairs import Side
from models.domain.plan import Task
from models.looking import readers
from models.workspace import Workspace
from tests.builders import add_task, measures_of, open_workspace

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def picture(size: tuple[int, int] = (400, 300), mode: str = "RGB", form: str = "JPEG", turned: bool = False) -> bytes:
    image, exif = Image.new(mode, size, 0), Image.Exif()
    exif[0x0132] = "2024:03:05 10:00:00"
    if turned:
        exif[0x0112] = 6
    stream = io.BytesIO()
    image.save(stream, form, exif=exif)
    return stream.getvalue()


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    workspace = open_workspace(tmp_path / "ws")
    add_task(workspace)
    return workspace


def photo(ws: Workspace, data: bytes, name: str = "甲.jpg", day: str = "") -> EvidenceId:
    taken = ws.vault.take_in_bytes(name, data)
    piece = evidence.EvidenceInput(
        files=[(taken.sha256, taken.name, taken.size)], dated_on=PartialDate.from_iso(day) if day else None
    )
    measure = measures_of(ws, ws.find(Task)[0].id)[0]
    return EvidenceId(evidence.attach_evidence(ws, pieces=[piece], measure_id=measure.id).new_id("evidence"))


def pair(ws: Workspace, before: EvidenceId | None, after: EvidenceId | None, caption: str = "已清退。") -> None:
    made = photo_pairs.PairInput(before_id=before, after_id=after, place="北堆场", caption=caption)
    photo_pairs.add_pairs(ws, task_id=ws.find(Task)[0].id, pairs=[made])


def job(ws: Workspace, **how: bool) -> Job:
    return prepare(ws, "photo_pairs", Selection(), **how)


def table_of(made: Job) -> Table:
    (table,) = (item for item in typeset(made.document()) if isinstance(item, Table))
    return table


def photos_in(table: Table) -> list[Photo]:
    return [cell.photo for row in table.rows for cell in row if cell.photo is not None]


def test_two_photos_stand_side_by_side_over_their_captions_and_a_sentence(ws: Workspace) -> None:
    pair(ws, photo(ws, picture()), photo(ws, picture((500, 300)), day="2024-09-01"))
    table = table_of(job(ws))
    assert [[cell.text.replace("\n", "") for cell in row] for row in table.rows] == [
        ["图1：北堆场（整改前）", "图1：北堆场（整改后，2024年9月1日摄）"], ["已清退。"],
    ]
    assert [(photo.width_mm, photo.height_mm) for photo in photos_in(table)] == [(WIDEST_MM, 56.25), (WIDEST_MM, 45.0)]
    assert [table.keeps_row(place) for place in range(2)] == [True, False]


@pytest.mark.parametrize(
    ("data", "name", "upright"),
    [
        (picture((1600, 1200)), "横.jpg", False),
        (picture((1200, 1600)), "竖.jpg", True),
        (picture((1600, 1200), turned=True), "转.jpg", True),
        (picture((1600, 1200), "CMYK"), "印刷.jpg", False),
        (picture((1600, 1200), "RGBA", "PNG"), "透明.png", False),
        (picture((1600, 1200), "I;16", "PNG"), "十六位.png", False),
        (picture((1600, 1200), "P", "PNG"), "调色板.png", False),
    ],
)
def test_a_photo_of_any_make_is_made_upright_in_rgb_and_no_larger_than_needed(
    tmp_path: Path, data: bytes, name: str, upright: bool
) -> None:
    image = made_small(tmp_path / name, data)
    assert image.mode == "RGB" and image.format == "JPEG"
    assert image.width <= WIDTH and image.height <= HEIGHT and (image.width == WIDTH or image.height == HEIGHT)
    assert (image.height > image.width) is upright


def test_transparent_parts_are_white_and_small_photos_stay_as_they_are(tmp_path: Path) -> None:
    image = made_small(tmp_path / "透明.png", picture((20, 20), "RGBA", "PNG"))
    assert image.getpixel((5, 5)) == (255, 255, 255) and image.size == (20, 20)


def made_small(path: Path, data: bytes) -> Image.Image:
    path.write_bytes(data)
    small = readers.photo(path, width=WIDTH, height=HEIGHT)
    image = Image.open(io.BytesIO(base64.b64decode(small["image"])))
    assert image.size == (small["width"], small["height"]) and small["taken_on"] == "2024-03-05"
    return image


def test_a_portrait_photo_is_printed_no_higher_than_two_fit_a_page(ws: Workspace) -> None:
    pair(ws, photo(ws, picture((300, 400))), photo(ws, picture(), "乙.jpg"))
    shown = photos_in(table_of(job(ws)))[0]
    assert (shown.width_mm, shown.height_mm) == (60.0, HIGHEST_MM)


def test_the_written_file_holds_the_photos_and_no_row_is_parted(ws: Workspace, tmp_path: Path) -> None:
    one, other = (photo(ws, picture(size), f"{size}.jpg", "2024-03-05") for size in ((400, 300), (300, 400)))
    pair(ws, one, other)
    pair(ws, other, one, caption="")
    pair(ws, one, other)
    produced = prepare(ws, "photo_pairs", Selection(), path=tmp_path / "照片.docx").run()
    assert produced.findings == ()
    with zipfile.ZipFile(tmp_path / "照片.docx") as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
        assert sum(name.startswith("word/media/") for name in archive.namelist()) == 2
    rows = list(body.iter(f"{W}tr"))
    assert len(rows) == 6 and all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    kept = [{p.find(f"{W}pPr/{W}keepNext") is not None for p in row.iter(f"{W}p")} for row in rows]
    # A photo stays with the sentence below it; a pair without one leaves the next pair its own page.
    assert kept == [{False}, {True}, {False}, {False}, {True}, {False}]
    assert {align.get(f"{W}val") for row in (rows[1], rows[3]) for align in row.iter(f"{W}vAlign")} == {"bottom"}


def test_half_a_pair_a_lost_file_and_no_image_stop_the_paper_with_their_places(ws: Workspace) -> None:
    lost = photo(ws, picture((30, 30)), "丢.jpg")
    pair(ws, photo(ws, picture()), None)
    pair(ws, lost, photo(ws, b"text", "说明.txt"))
    for path in (ws.folder / "vault").rglob("*"):
        if path.is_file() and path.stat().st_size == len(picture((30, 30))):
            path.unlink()
    with pytest.raises(PaperRefused) as refused:
        job(ws).run()
    stops = [item for item in refused.value.findings if item.level is Level.STOP]
    assert [(item.code, item.where) for item in stops] == [
        ("no_photo", "对比照片 图1 · 北堆场"), ("file_missing", "对比照片 图2 · 北堆场"),
        ("no_photo_image", "对比照片 图2 · 北堆场"),
    ]
    made = job(ws, draft=True).run()
    assert "草稿" in made.files[0].name


def test_a_broken_photo_stops_the_paper_and_is_named(ws: Workspace) -> None:
    pair(ws, photo(ws, picture()[:200], "坏.jpg"), photo(ws, picture(), "乙.jpg"))
    with pytest.raises(PaperRefused) as refused:
        job(ws).run()
    (stop,) = (item for item in refused.value.findings if item.level is Level.STOP)
    assert stop.code == "photo_unreadable" and "坏.jpg" in stop.text


def test_a_task_without_pairs_says_so(ws: Workspace) -> None:
    with pytest.raises(PaperRefused) as refused:
        job(ws).run()
    assert [item.code for item in refused.value.findings] == ["no_photo_pair"]


def test_a_public_copy_masks_numbers_in_captions(ws: Workspace) -> None:
    pair(ws, photo(ws, picture(), day="2024-03-05"), photo(ws, picture((31, 30)), "乙.jpg", "2024-09-01"),
         "联系人13800000001。")
    made = job(ws, public=True)
    assert table_of(made).rows[1][0].text == "联系人138****0001。"
    assert [item.code for item in made.findings()] == ["masked"]


def test_photos_read_once_are_kept_until_their_file_goes(ws: Workspace) -> None:
    pair(ws, photo(ws, picture()), photo(ws, picture((31, 30)), "乙.jpg"))
    made = job(ws)
    first = made.photos().photos
    assert made.photos().photos == first and len(first) == 2
    ws.forget_looks(list(first))
    kept = [path for path in (ws.folder / "cache" / "looks").rglob("*") if path.is_file()]
    assert kept == []


def test_without_its_photos_the_page_shows_where_they_will_stand(ws: Workspace) -> None:
    pair(ws, photo(ws, picture(), day="2024-03-05"), photo(ws, picture((31, 30)), "乙.jpg", "2024-09-01"))
    made = job(ws)
    document = build(made.form, made.dossier)
    (table,) = (block for block in document.blocks() if isinstance(block, Table))
    assert [(photo.image, photo.width_mm) for photo in photos_in(table)] == [(b"", WIDEST_MM)] * 2


def test_an_issued_page_agrees_with_itself_until_another_photo_takes_a_place(ws: Workspace) -> None:
    pair(ws, photo(ws, picture()), photo(ws, picture((31, 30)), "乙.jpg"))
    ready = prepare_issue(ws, "photo_pairs", Selection()).ready(ws.vault)
    issued = ws.need(IssuedPaper, issue_paper(ws, ready=ready).new_id("issued_papers"))
    assert issued_differences(ws, issued) == ()
    photo_pairs.set_half(
        ws, pair_id=ws.find(PhotoPair)[0].id, side=Side.AFTER, evidence_id=photo(ws, picture((40, 30)), "丙.jpg")
    )
    (found,) = issued_differences(ws, issued)
    assert found.place == "对比照片 · 图1 北堆场 · 整改后照片"
    assert (found.before[:5], found.after[:5]) == ("乙.jpg", "丙.jpg")
