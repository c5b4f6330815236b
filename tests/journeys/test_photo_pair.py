"""From two photos on a stick to their printed page: paired, named and dated in the window, and exported with keys."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image, ImageDraw
from PySide6.QtCore import QPoint

from gui.pages.paper.page import PaperPage
from gui.pages.task.evidence import EvidenceTab
from gui.photo_pairs.half import PhotoHalf
from gui.photo_pairs.panel import PairsPanel
from gui.places import EVIDENCE, PAIRS, TASK, TaskPlace
from models.domain.photo_pairs import Side
from models.workspace import Workspace
from tests.builders import add_task
from tests.journeys import way
from tests.journeys.clerk import CTRL, Clerk, Key

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PLACE, SENTENCE = "河东污水处理厂北侧排口", "雨污混接管已改接，排口已封堵。"


@pytest.fixture
def folder(tmp_path: Path, answers: dict[str, Any]) -> Path:
    """Give the folder the clerk exports to."""
    folder = tmp_path / "导出"
    folder.mkdir()
    answers["pick_folder"] = folder
    return folder


def taken(path: Path, day: str, colour: str) -> Path:
    """Make a photo as a telephone writes it: lying on its side, its day inside."""
    image, exif = Image.new("RGB", (1200, 1600), colour), Image.Exif()
    ImageDraw.Draw(image).rectangle((0, 0, 300, 300), fill="black")
    exif[0x0112], exif[0x0132] = 6, f"{day} 09:30:00"
    image.save(path, exif=exif)
    return path


def test_two_photos_become_a_printed_page(
    clerk: Clerk, ws: Workspace, tmp_path: Path, folder: Path, answers: dict[str, Any],
    show_bill: Callable[[str, Clerk], None],
) -> None:
    task = add_task(ws)
    clerk.window.go(TASK, TaskPlace(task_id=task.id, tab=EVIDENCE))
    tab = way.shown(clerk, EvidenceTab)
    clerk.click(tab.way, QPoint(tab.way.width() - 10, 10))
    assert tab.way.key() == PAIRS
    panel = way.shown(clerk, PairsPanel)
    clerk.click(panel.new)
    clerk.qtbot.waitUntil(lambda: len(panel.shown()) == 1)
    (row,) = panel.shown()
    for side, day, colour in ((Side.BEFORE, "2024:03:05", "gray"), (Side.AFTER, "2025:09:01", "green")):
        answers["pick_files"] = [taken(tmp_path / f"{side}.jpg", day, colour)]
        put_in(clerk, row.halves[side])
    clerk.click(row.place.edit)
    clerk.write(PLACE)
    clerk.click(row.caption.edit)
    clerk.write(SENTENCE)
    clerk.click(panel.print)
    paper = way.page(clerk, PaperPage)
    assert [str(item) for item in paper.checks.findings if item.level.value != "NOTE"] == []
    clerk.press(Key.Key_E, CTRL)
    clerk.qtbot.waitUntil(lambda: "已导出" in clerk.window.strip.text())
    show_bill("一组对比照片", clerk)
    assert_the_page_shows_both(*folder.iterdir())


def put_in(clerk: Clerk, half: PhotoHalf) -> None:
    """Add a photo from the stick and take over the day its camera wrote."""
    clerk.click(half.add)
    clerk.qtbot.waitUntil(half.camera.isVisible)
    clerk.click(half.camera)
    assert half.dated_on.text()


def assert_the_page_shows_both(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
        images = [
            Image.open(io.BytesIO(archive.read(name))) for name in archive.namelist() if name.startswith("word/media/")
        ]
    cells = ["".join(cell.itertext(f"{W}t")) for cell in body.iter(f"{W}tc")]
    assert cells == [
        "整改前", "整改后",
        f"图1：{PLACE}（整改前，2024年3月5日摄）", f"图1：{PLACE}（整改后，2025年9月1日摄）", SENTENCE,
    ]
    assert [image.width > image.height for image in images] == [True, True]
    # The grey one, which was there before, stands left.
    assert [image.convert("RGB").getpixel((20, 20)) for image in images] == [
        pytest.approx((128, 128, 128), abs=4), pytest.approx((0, 128, 0), abs=4),
    ]
    assert all(image.convert("L").getpixel((image.width - 20, 20)) < 40 for image in images)
