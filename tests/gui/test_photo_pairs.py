"""对比照片: two photos side by side, filled, dated, named and ordered where they stand; suggestions by a click."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.pages.task.evidence import WAY, EvidenceTab
from gui.photo_pairs.frame import EMPTY
from gui.photo_pairs.half import GONE
from gui.photo_pairs.panel import PairsPanel
from gui.photo_pairs.row import PairRow
from gui.places import EVIDENCE, PAIRS, TASK, TaskPlace, place_of
from gui.session import Session
from gui.window import MainWindow
from models.actions import evidence, photo_pairs
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink, PhotoPair
from models.domain.finding import Target
from models.domain.partial_date import PartialDate
from models.domain.photo_pairs import Side
from models.domain.plan import Task
from models.workspace import Workspace
from tests.builders import add_task, measures_of
from tests.gui.conftest import window_on

Type = Callable[[QWidget, str], None]
BEFORE, AFTER = Side.BEFORE, Side.AFTER


def picture(colour: str, day: str = "2024:03:05") -> bytes:
    image, exif = Image.new("RGB", (64, 48), colour), Image.Exif()
    exif[0x0132] = f"{day} 10:00:00"
    stream = io.BytesIO()
    image.save(stream, "JPEG", exif=exif)
    return stream.getvalue()


def photo(ws: Workspace, task: Task, title: str, day: str = "") -> EvidenceId:
    taken = ws.vault.take_in_bytes(f"{title}.jpg", picture("#%06x" % (hash(title) % 0xFFFFFF)))
    piece = evidence.EvidenceInput(
        files=[(taken.sha256, taken.name, taken.size)], kind="照片",
        dated_on=PartialDate.from_iso(day) if day else None,
    )
    measure = measures_of(ws, task.id)[0]
    return EvidenceId(evidence.attach_evidence(ws, pieces=[piece], measure_id=measure.id).new_id("evidence"))


@pytest.fixture
def task(ws: Workspace) -> Task:
    return add_task(ws, "12")


@pytest.fixture
def window(session: Session, task: Task, qtbot: QtBot) -> Iterator[MainWindow]:
    with window_on(TaskPlace(task_id=task.id, tab=EVIDENCE), session, qtbot) as window:
        qtbot.waitActive(window)
        yield window
        qtbot.waitUntil(lambda: not session.jobs.running)
    QSettings().remove(WAY)


@pytest.fixture
def panel(window: MainWindow) -> PairsPanel:
    tab: EvidenceTab = window.page().holders[EVIDENCE].inside
    tab.way.pick(PAIRS)
    return tab.pairs


def rows(panel: PairsPanel, qtbot: QtBot, count: int) -> list[PairRow]:
    qtbot.waitUntil(lambda: len(panel.shown()) == count and panel.list.is_settled())
    return panel.shown()


def drop(widget: QWidget, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    widget.dropEvent(event)


def test_without_pairs_the_page_says_how_one_is_made(panel: PairsPanel) -> None:
    assert panel.nothing.isVisible() and not panel.print.isEnabled() and not panel.suggested.isVisible()


def test_a_suggestion_becomes_a_pair_by_one_click_and_can_be_taken_back(
    ws: Workspace, task: Task, panel: PairsPanel, session: Session, qtbot: QtBot
) -> None:
    before, after = photo(ws, task, "河东排口前"), photo(ws, task, "河东排口后")
    panel.refresh(None)
    assert ws.find(PhotoPair) == [] and panel.suggested.isVisible()
    panel.suggested.lines[0].take.click()
    (pair,) = ws.find(PhotoPair)
    assert (pair.before_id, pair.after_id, pair.place) == (before, after, "河东排口")
    assert pair.measure_id == measures_of(ws, task.id)[0].id
    (row,) = rows(panel, qtbot, 1)
    assert row.place.text() == "河东排口" and not panel.suggested.isVisible()
    session.undo()
    assert rows(panel, qtbot, 0) == [] and panel.suggested.isVisible()


def test_a_suggestion_is_put_away_the_others_are_taken_in_one_step(
    ws: Workspace, task: Task, panel: PairsPanel, session: Session
) -> None:
    for place in ("甲口", "乙口", "丙口", "丁口", "戊口"):
        photo(ws, task, f"{place}前")
        photo(ws, task, f"{place}后")
    panel.refresh(None)
    assert panel.suggested.more.text() == "另有 1 组"
    panel.suggested.lines[0].refuse.click()
    panel.refresh(None)
    assert "乙口前" in panel.suggested.lines[0].words.whole() and panel.suggested.more.isHidden()
    panel.suggested.all.click()
    assert [pair.place for pair in ws.find(PhotoPair)] == ["乙口", "丙口", "丁口", "戊口"]
    session.undo()
    assert ws.find(PhotoPair) == []


def test_a_half_is_chosen_by_name_dated_by_the_camera_and_taken_out(
    ws: Workspace, task: Task, panel: PairsPanel, commit_text: Type, qtbot: QtBot
) -> None:
    one = photo(ws, task, "河东现场")
    panel.new.click()
    (row,) = rows(panel, qtbot, 1)
    half = row.halves[BEFORE]
    assert half.frame.words() == EMPTY and not half.dated_on.isVisible()
    qtbot.mouseClick(half.frame, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(half.pick.edit.hasFocus)
    commit_text(half.pick.edit, "河东现场")
    half.pick.enter()
    assert ws.find(PhotoPair)[0].before_id == one
    qtbot.waitUntil(lambda: half.frame.words() == "" and half.camera.isVisible())
    assert "2024-03-05" in half.camera.text() and ws.need(Evidence, one).dated_on is None
    half.camera.take()
    assert ws.need(Evidence, one).dated_on == PartialDate(year=2024, month=3, day=5)
    half.drop.click()
    assert ws.find(PhotoPair)[0].before_id is None and ws.need(Evidence, one).trashed_at is None


def test_the_days_of_all_cameras_are_taken_in_one_step_but_those_of_dated_photos(
    ws: Workspace, task: Task, panel: PairsPanel, session: Session, qtbot: QtBot
) -> None:
    one, other, dated = photo(ws, task, "甲"), photo(ws, task, "乙"), photo(ws, task, "丙", "2024-09-01")
    pairs = [photo_pairs.PairInput(before_id=one, after_id=other), photo_pairs.PairInput(after_id=dated)]
    session.apply(lambda ws: photo_pairs.add_pairs(ws, task_id=task.id, pairs=pairs))
    qtbot.waitUntil(lambda: panel.dates.text() == "采用照片自带的日期 2 处")
    panel.dates.click()
    assert {ws.need(Evidence, id_).dated_on for id_ in (one, other)} == {PartialDate(year=2024, month=3, day=5)}
    qtbot.waitUntil(panel.dates.isHidden)
    assert rows(panel, qtbot, 2)[0].halves[BEFORE].dated_on.text()
    session.undo()
    assert ws.need(Evidence, one).dated_on is ws.need(Evidence, other).dated_on is None
    assert ws.need(Evidence, dated).dated_on
    qtbot.waitUntil(panel.dates.isVisible)


def test_a_dropped_photo_is_taken_in_and_put_into_its_half_in_one_step(
    ws: Workspace, task: Task, panel: PairsPanel, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "河东排口后.jpg"
    path.write_bytes(picture("green"))
    panel.new.click()
    (row,) = rows(panel, qtbot, 1)
    drop(row.halves[AFTER].frame, path)
    qtbot.waitUntil(lambda: ws.find(PhotoPair)[0].after_id is not None)
    (item,) = ws.find(Evidence)
    assert (item.title, item.kind) == ("河东排口后", "照片") and path.exists()
    assert [link.measure_id for link in ws.find(EvidenceLink)] == [measures_of(ws, task.id)[0].id]
    drop(row.halves[BEFORE].frame, path)
    qtbot.waitUntil(lambda: "同一张" in panel.window().strip.text())
    assert len(ws.find(Evidence)) == 1 and ws.find(PhotoPair)[0].before_id is None
    session.undo()
    assert ws.find(Evidence) == ws.find(EvidenceLink) == [] and ws.find(PhotoPair)[0].after_id is None
    session.redo()
    assert ws.find(PhotoPair)[0].after_id == item.id


def test_what_is_no_photo_by_name_or_content_is_refused_with_the_reason(
    ws: Workspace, panel: PairsPanel, tmp_path: Path, qtbot: QtBot
) -> None:
    panel.new.click()
    (row,) = rows(panel, qtbot, 1)
    for name, data, told in (
        ("纪要.docx", b"x", "纪要.docx：这不是"), ("现场.HEIC", b"ftypheic", "HEIC 照片请先另存为 jpg"),
        ("纪要.jpg", b"PK\x03\x04", "纪要.jpg：这不是"), ("空.jpg", b"", "文件是空的"),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        drop(row.halves[AFTER].frame, path)
        qtbot.waitUntil(lambda told=told: told in panel.window().strip.text())
    assert ws.find(Evidence) == [] and not list(ws.vault.stored())


def test_place_and_sentence_are_saved_when_they_are_left(
    ws: Workspace, panel: PairsPanel, commit_text: Type, qtbot: QtBot
) -> None:
    panel.new.click()
    (row,) = rows(panel, qtbot, 1)
    for field, words in ((row.place, "东河口北堆场"), (row.caption, "砂石已清退。")):
        field.setFocus()
        commit_text(field.edit, words)
    assert panel.leave()
    (pair,) = ws.find(PhotoPair)
    assert (pair.place, pair.caption) == ("东河口北堆场", "砂石已清退。")


def test_pairs_are_swapped_moved_and_removed(
    ws: Workspace, task: Task, panel: PairsPanel, session: Session, qtbot: QtBot
) -> None:
    before, after = photo(ws, task, "甲"), photo(ws, task, "乙")
    pairs = [photo_pairs.PairInput(before_id=before, after_id=after, place=place) for place in ("北", "南")]
    session.apply(lambda at: photo_pairs.add_pairs(at, task_id=task.id, pairs=pairs))
    first, second = rows(panel, qtbot, 2)
    assert not first.up.isEnabled() and first.down.isEnabled() and not second.down.isEnabled()
    second.up.click()
    assert [row.place.text() for row in rows(panel, qtbot, 2)] == ["南", "北"]
    panel.shown()[0].swap.click()
    rows(panel, qtbot, 2)
    assert panel.shown()[0].halves[BEFORE].title.whole() == "乙"
    panel.shown()[0].remove.setFocus()
    panel.shown()[0].remove.click()
    qtbot.waitUntil(lambda: panel.shown()[0].place.edit.hasFocus())
    assert [row.place.text() for row in rows(panel, qtbot, 1)] == ["北"] and len(ws.find(Evidence)) == 2


def test_what_a_pair_lacks_stands_beside_it_and_a_finding_leads_to_the_half(
    ws: Workspace, task: Task, panel: PairsPanel, session: Session, window: MainWindow, qtbot: QtBot
) -> None:
    new, old = photo(ws, task, "甲", "2024-09-01"), photo(ws, task, "乙", "2024-03-05")
    pairs = [photo_pairs.PairInput(before_id=new, after_id=old), photo_pairs.PairInput(before_id=old)]
    session.apply(lambda at: photo_pairs.add_pairs(at, task_id=task.id, pairs=pairs))
    wrong, half = rows(panel, qtbot, 2)
    assert "还早" in wrong.lacks.text() and half.lacks.text() == "▲ 缺整改后的照片，选一张整改后的照片"
    place = place_of(ws, Target(table="photo_pairs", id=half.shown.pair.id, field="after_id"))
    window.go(TASK, TaskPlace(task_id=task.id))
    window.go(TASK, place)
    qtbot.waitUntil(half.halves[AFTER].frame.hasFocus)


def test_a_photo_gone_from_the_disk_says_so_in_its_place(
    ws: Workspace, task: Task, panel: PairsPanel, session: Session, qtbot: QtBot
) -> None:
    one = photo(ws, task, "甲")
    (file,) = ws.current_files(one)
    ws.vault.path_of(file.sha256).unlink()
    session.apply(
        lambda at: photo_pairs.add_pairs(at, task_id=task.id, pairs=[photo_pairs.PairInput(before_id=one)])
    )
    (row,) = rows(panel, qtbot, 1)
    assert row.halves[BEFORE].frame.words() == GONE and "不在磁盘上" in row.lacks.text()


def test_another_task_has_its_own_pairs(
    ws: Workspace, task: Task, panel: PairsPanel, session: Session, window: MainWindow, qtbot: QtBot
) -> None:
    other = add_task(ws, "13")
    session.apply(
        lambda at: photo_pairs.add_pairs(at, task_id=task.id, pairs=[photo_pairs.PairInput(place="北")])
    )
    rows(panel, qtbot, 1)
    window.go(TASK, TaskPlace(task_id=other.id, tab=EVIDENCE))
    assert rows(panel, qtbot, 0) == [] and panel.nothing.isVisible()


def test_a_photo_picked_from_the_computer_fills_the_half(
    ws: Workspace, panel: PairsPanel, tmp_path: Path, answers: dict[str, Any], qtbot: QtBot
) -> None:
    path = tmp_path / "甲.jpg"
    path.write_bytes(picture("red"))
    answers["pick_files"] = [path]
    panel.new.click()
    (row,) = rows(panel, qtbot, 1)
    row.halves[BEFORE].add.click()
    qtbot.waitUntil(lambda: ws.find(PhotoPair)[0].before_id is not None)


def test_of_many_pairs_those_in_sight_have_rows_and_what_cannot_be_saved_waits_for_its_pair(
    ws: Workspace, task: Task, panel: PairsPanel, session: Session, commit_text: Type, qtbot: QtBot
) -> None:
    one = photo(ws, task, "甲")
    pairs = [photo_pairs.PairInput(place=f"{number}号口", before_id=one) for number in range(1, 31)]
    session.apply(lambda at: photo_pairs.add_pairs(at, task_id=task.id, pairs=pairs))
    rows(panel, qtbot, 3)
    first, second = panel.shown()[:2]
    commit_text(first.caption.edit, "已清退。")
    commit_text(second.halves[BEFORE].dated_on.edit, "某日")
    bar = panel.list.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    qtbot.waitUntil(lambda: panel.list.is_settled() and panel.shown()[0].place.text() not in ("1号口", "2号口"))
    assert ws.find(PhotoPair)[0].caption == "已清退。" and not second.isVisible()
    assert len(panel.findChildren(PairRow)) < 8
    last = ws.find(PhotoPair)[-1]
    panel.go_to(last.id, "caption")
    qtbot.waitUntil(lambda: panel.list.is_settled() and panel.shown()[-1].caption.edit.hasFocus())
    assert panel.shown()[-1].place.text() == "30号口" and not panel.shown()[-1].down.isEnabled()
    QApplication.processEvents()
    bar.setValue(0)
    qtbot.waitUntil(lambda: panel.list.is_settled() and second.isVisible())
    assert panel.shown()[1] is second and second.halves[BEFORE].dated_on.text() == "某日"
    assert not panel.leave()
    second.halves[BEFORE].dated_on.drop()
