"""对应表: walked and linked by keys, said in the panel beside, narrowed, many cells at once; nothing moves alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QSettings, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from gui.matrix.panel import MANY, UNPROVEN, UNUSED, MatrixPanel
from gui.matrix.view import CELL, Spot
from gui.pages.task.evidence import LIST, MATRIX, WAY, EvidenceTab
from gui.places import EVIDENCE, TaskPlace
from gui.session import Session
from gui.window import MainWindow
from models.actions import evidence, linking, trash
from models.actions.linking import link_pairs
from models.actions.rounds import cover_measures
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink, ProofKind
from models.domain.plan import MeasureId, Task
from models.workspace import Workspace
from tests.builders import add_task, closure_of, measures_of
from tests.gui.conftest import window_on
from tests.sealing import attach, seal_now

Type = Callable[[QWidget, str], None]
Key, Mod = Qt.Key, Qt.KeyboardModifier


def pieces(ws: Workspace, *titles: str) -> list[EvidenceId]:
    """Record pieces of evidence no measure uses."""
    wanted = [
        evidence.EvidenceInput(files=((f"{place:02x}" * 32, f"{title}.txt", 3),), title=title)
        for place, title in enumerate(titles)
    ]
    changes = evidence.attach_evidence(ws, pieces=wanted, measure_id=None)
    return [EvidenceId(row_id) for table, row_id in changes.created if table == "evidence"]


@pytest.fixture
def task(ws: Workspace) -> Task:
    """Give a task of three measures: two pieces prove the first of them, a third piece is unused."""
    task = add_task(ws, "12", ("成立专班。", "完善管网。", "建立机制。"))
    first = measures_of(ws, task.id)[0]
    minutes, photo, _ = pieces(ws, "调度会纪要", "现场照片", "闲置的报告")
    link_pairs(ws, pairs=[(minutes, first.id), (photo, first.id)])
    return task


@pytest.fixture
def window(session: Session, task: Task, qtbot: QtBot) -> Iterator[MainWindow]:
    QSettings().setValue(WAY, MATRIX)
    with window_on(TaskPlace(task_id=task.id, tab=EVIDENCE), session, qtbot) as window:
        yield window
    QSettings().remove(WAY)


@pytest.fixture
def tab(window: MainWindow) -> EvidenceTab:
    return window.page().holders[EVIDENCE].inside


@pytest.fixture
def panel(tab: EvidenceTab, qtbot: QtBot) -> MatrixPanel:
    tab.matrix.view.setFocus()
    qtbot.waitUntil(tab.matrix.view.hasFocus)
    return tab.matrix


def link_of(ws: Workspace, measure_id: MeasureId, title: str) -> EvidenceLink | None:
    (piece,) = ws.find(Evidence, title=title)
    return next(iter(ws.find(EvidenceLink, measure_id=measure_id, evidence_id=piece.id)), None)


def titles(panel: MatrixPanel) -> list[str]:
    return [piece.title for piece in panel.model.pieces]


def numbers(panel: MatrixPanel) -> list[str]:
    return [measure.number for measure in panel.model.measures]


def test_arrows_walk_the_cells_and_the_panel_goes_with_them(panel: MatrixPanel, qtbot: QtBot) -> None:
    view = panel.view
    assert titles(panel) == ["调度会纪要", "现场照片"]
    assert panel.panel.title.text() == "12-1-01　调度会纪要"
    qtbot.keyClick(view, Key.Key_Right)
    assert panel.panel.title.text() == "12-1-02　现场照片"
    qtbot.keyClick(view, Key.Key_Down)
    assert panel.panel.measure_name.text() == "措施 2"
    assert panel.panel.fields.isHidden() and "还没有对应" in panel.panel.told.text()


def test_space_links_and_stays_in_the_grid(ws: Workspace, task: Task, panel: MatrixPanel, qtbot: QtBot) -> None:
    second = measures_of(ws, task.id)[1]
    qtbot.keyClick(panel.view, Key.Key_Down)
    qtbot.keyClick(panel.view, Key.Key_Space)
    assert link_of(ws, second.id, "调度会纪要") is not None
    assert panel.view.hasFocus() and not panel.panel.fields.isHidden()
    assert (panel.model.proofs(1), panel.model.uses(0)) == (1, 2)
    qtbot.keyClick(panel.view, Key.Key_Down)
    assert panel.view.currentIndex().row() == 2


def test_enter_links_and_asks_at_once_what_it_proves(
    ws: Workspace, task: Task, panel: MatrixPanel, qtbot: QtBot, commit_text: Type
) -> None:
    second = measures_of(ws, task.id)[1]
    qtbot.keyClick(panel.view, Key.Key_Down)
    qtbot.keyClick(panel.view, Key.Key_Return)
    edit = panel.panel.fields.proves.edit
    assert edit.hasFocus()
    commit_text(edit, "县政府按季度调度管网建设。")
    qtbot.keyClick(edit, Key.Key_Return)
    link = link_of(ws, second.id, "调度会纪要")
    assert link is not None and link.proves == "县政府按季度调度管网建设。"
    assert panel.view.hasFocus() and panel.view.spot().measure_id == second.id
    assert "县政府按季度调度管网建设" in panel.panel.statement.text.shown.text()


def test_delete_takes_the_link_off_and_undo_brings_it_back_in_the_same_cell(
    ws: Workspace, task: Task, panel: MatrixPanel, window: MainWindow, qtbot: QtBot
) -> None:
    first = measures_of(ws, task.id)[0]
    qtbot.keyClick(panel.view, Key.Key_Right)
    qtbot.keyClick(panel.view, Key.Key_Delete)
    assert link_of(ws, first.id, "现场照片") is None
    assert titles(panel) == ["调度会纪要", "现场照片"], "a column stays while one works"
    window.undo()
    assert link_of(ws, first.id, "现场照片") is not None
    assert panel.view.currentIndex().column() == 1 and not panel.panel.fields.isHidden()


def test_typing_saved_by_a_pause_moves_nothing(
    ws: Workspace, task: Task, panel: MatrixPanel, qtbot: QtBot, commit_text: Type
) -> None:
    qtbot.keyClick(panel.view, Key.Key_Return)
    fields = panel.panel.fields
    commit_text(fields.proves.edit, "成立了专班")
    fields.proves.pause_over()
    assert link_of(ws, measures_of(ws, task.id)[0].id, "调度会纪要").proves == "成立了专班"
    assert fields.proves.edit.hasFocus() and fields.proves.edit.toPlainText() == "成立了专班"
    commit_text(fields.proves.edit, "，按月调度")
    assert fields.proves.edit.toPlainText() == "成立了专班，按月调度"
    qtbot.keyClick(fields.proves.edit, Key.Key_Escape)
    assert panel.view.hasFocus() and fields.proves.edit.toPlainText() == "成立了专班"


def test_pages_and_kind_of_proof_are_written_beside(
    ws: Workspace, task: Task, panel: MatrixPanel, commit_text: Type
) -> None:
    fields = panel.panel.fields
    fields.pages.setFocus()
    commit_text(fields.pages.edit, "第2页第3段")
    fields.proof_kind.setFocus()
    fields.proof_kind.combo.setCurrentIndex(1)
    fields.proof_kind.combo.activated.emit(1)
    link = link_of(ws, measures_of(ws, task.id)[0].id, "调度会纪要")
    assert (link.pages, link.proof_kind) == ("第2页第3段", ProofKind.MEETING)
    told = panel.model.data(panel.model.index(0, 0), Qt.ItemDataRole.ToolTipRole)
    assert told.splitlines()[-2:] == ["会议　页码：第2页第3段", "证明：还没有写"]


def test_a_column_is_linked_in_one_step_and_one_sentence_goes_to_all_of_it(
    ws: Workspace, task: Task, panel: MatrixPanel, window: MainWindow, qtbot: QtBot, commit_text: Type
) -> None:
    qtbot.keyClick(panel.view, Key.Key_Space, Mod.ControlModifier)
    assert panel.panel.told.text() == "选了 3 格，已对应 1 格"
    qtbot.keyClick(panel.view, Key.Key_Return)
    assert len(ws.find(EvidenceLink)) == 4
    commit_text(panel.panel.fields.proves.edit, "统筹推进整改。")
    qtbot.keyClick(panel.panel.fields.proves.edit, Key.Key_Return)
    assert [link.proves for link in ws.find(EvidenceLink)].count("统筹推进整改。") == 3
    window.undo()
    window.undo()
    assert len(ws.find(EvidenceLink)) == 2


def test_a_row_is_taken_off_in_one_step(ws: Workspace, panel: MatrixPanel, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(panel.view, Key.Key_Space, Mod.ShiftModifier)
    qtbot.keyClick(panel.view, Key.Key_Delete)
    assert not ws.find(EvidenceLink)
    window.undo()
    assert len(ws.find(EvidenceLink)) == 2


def test_no_kind_is_written_over_several_that_differ(
    ws: Workspace, task: Task, panel: MatrixPanel, qtbot: QtBot
) -> None:
    (first, other) = ws.find(EvidenceLink)
    for link, kind in ((first, ProofKind.MEETING), (other, ProofKind.STATE)):
        linking.revise_link(ws, link=replace(link, proof_kind=kind))
    panel.refresh(None)
    qtbot.keyClick(panel.view, Key.Key_Space, Mod.ShiftModifier)
    combo = panel.panel.fields.proof_kind.combo
    assert combo.currentIndex() == -1 and not panel.panel.fields.proof_kind.is_unsaved()
    combo.setFocus()
    qtbot.keyClick(combo, Key.Key_Down)
    assert combo.currentText() == "不分"
    assert [link.proof_kind for link in ws.find(EvidenceLink)] == [None, None]


def test_what_a_seal_names_has_a_lock_and_stays_with_its_reason_beside(
    ws: Workspace, task: Task, panel: MatrixPanel, window: MainWindow, qtbot: QtBot
) -> None:
    second = measures_of(ws, task.id)[1]
    cover_measures(ws, closure_id=closure_of(ws, task.id).id, measure_ids=[second.id])
    (sealed,) = attach(ws, second, "监测报告")
    panel.refresh(None)
    with qtbot.waitSignal(panel.model.dataChanged):
        window.session.apply(lambda ws: seal_now(ws, task))
    cell, free = Spot(second.id, sealed), Spot(measures_of(ws, task.id)[0].id, sealed)
    assert list(panel.model.matrix.sealed_links) == [cell] and list(panel.model.matrix.sealed_pieces) == [sealed]
    told = [panel.model.headerData(2, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole),
            panel.model.data(panel.model.index(1, 2), Qt.ItemDataRole.ToolTipRole)]
    assert all("2025-11-22 14:32 由甲某某封卷" in str(words) for words in told)
    panel.view.go(cell)
    assert "这处对应不能取消" in panel.panel.sealed.words.text() and panel.panel.unlink_button.isHidden()
    qtbot.keyClick(panel.view, Key.Key_Delete)
    assert "“监测报告”和措施 2 的对应已于 2025-11-22 14:32 由甲某某封卷，不能取消" in panel.panel.refused.text()
    panel.view.go(free)
    assert panel.panel.refused.isHidden() and panel.panel.sealed.words.text().endswith("封卷")
    qtbot.keyClick(panel.view, Key.Key_Space)
    qtbot.keyClick(panel.view, Key.Key_Space, Mod.ControlModifier)
    assert panel.panel.unlink_button.text() == "取消 1 处对应"
    qtbot.keyClick(panel.view, Key.Key_Delete)
    assert [link.measure_id for link in ws.find(EvidenceLink, evidence_id=sealed)] == [second.id]
    assert panel.panel.refused.text() == "1 处已封卷，留着没有取消。"


def test_a_block_of_cells_is_chosen_with_shift_and_left_with_esc(panel: MatrixPanel, qtbot: QtBot) -> None:
    for key in (Key.Key_Right, Key.Key_Down):
        qtbot.keyClick(panel.view, key, Mod.ShiftModifier)
    assert len(panel.view.spots()) == 4
    qtbot.keyClick(panel.view, Key.Key_Escape)
    assert len(panel.view.spots()) == 1


def test_many_cells_are_asked_about_and_linked_between_the_events(
    ws: Workspace, task: Task, panel: MatrixPanel, window: MainWindow, qtbot: QtBot, answers: dict[str, Any]
) -> None:
    many = pieces(ws, *(f"第{number}次巡查记录" for number in range(MANY)))
    link_pairs(ws, pairs=[(piece, measures_of(ws, task.id)[0].id) for piece in many])
    panel.refresh(None)
    answers["confirm"] = True
    panel.view.selectAll()
    qtbot.keyClick(panel.view, Key.Key_Space)
    qtbot.waitUntil(lambda: len(ws.find(EvidenceLink)) == 3 * (MANY + 2))
    qtbot.waitUntil(lambda: window.session.jobs.running is None)
    assert answers["asked"][0][1][1] == f"选中的 {2 * (MANY + 2)} 格都对应上。可以撤销。"


def test_measures_without_evidence_are_shown_alone_and_stay_while_one_links(panel: MatrixPanel, qtbot: QtBot) -> None:
    assert [words for _, words in panel.filter._choices] == ["全部", "没有佐证的措施 2", "没有用处的佐证 1"]
    panel.filter.pick(UNPROVEN)
    assert numbers(panel) == ["2", "3"]
    qtbot.keyClick(panel.view, Key.Key_Space)
    assert numbers(panel) == ["2", "3"] and panel.filter.text() == "没有佐证的措施 1"
    panel.filter.pick(UNPROVEN)
    assert numbers(panel) == ["3"]


def test_evidence_no_task_uses_is_shown_alone_and_given_a_use(ws: Workspace, panel: MatrixPanel, qtbot: QtBot) -> None:
    panel.filter.pick(UNUSED)
    assert titles(panel) == ["闲置的报告"] and panel.model.number(0) == ""
    qtbot.keyClick(panel.view, Key.Key_Space)
    assert titles(panel) == ["闲置的报告"] and panel.model.number(0) == "12-1-03"
    assert ws.look.unused_evidence() == []


def test_a_known_piece_is_found_by_its_name_and_gets_a_column(
    panel: MatrixPanel, qtbot: QtBot, commit_text: Type
) -> None:
    qtbot.keyClick(panel.view, Key.Key_F, Mod.ControlModifier)
    qtbot.waitUntil(lambda: panel.known.edit.hasFocus())
    commit_text(panel.known.edit, "闲置")
    qtbot.keyClick(panel.known.edit, Key.Key_Return)
    assert titles(panel) == ["调度会纪要", "现场照片", "闲置的报告"]
    assert panel.view.hasFocus() and panel.view.currentIndex().column() == 2


def test_a_piece_serves_another_task_from_the_panel(
    ws: Workspace, panel: MatrixPanel, commit_text: Type, qtbot: QtBot
) -> None:
    other = add_task(ws, "13", ("清理直排口。",))
    uses = panel.panel.uses
    uses.link.click()
    commit_text(uses.measure.edit, "清理直排口")
    qtbot.keyClick(uses.measure.edit, Key.Key_Return)
    assert link_of(ws, measures_of(ws, other.id)[0].id, "调度会纪要") is not None
    assert panel.model.uses(0) == 1, "in this task it serves one measure still"


def test_only_the_cell_that_changed_is_told_again(panel: MatrixPanel, qtbot: QtBot) -> None:
    told: list[tuple[int, int]] = []
    panel.model.dataChanged.connect(lambda first, last, _: told.append((first.row(), first.column())))
    qtbot.keyClick(panel.view, Key.Key_Down)
    with qtbot.assertNotEmitted(panel.model.modelReset):
        qtbot.keyClick(panel.view, Key.Key_Space)
    assert told == [(1, 0)]


def test_the_mouse_over_a_cell_tells_title_pages_and_sentence(
    ws: Workspace, task: Task, panel: MatrixPanel, qtbot: QtBot
) -> None:
    measure = measures_of(ws, task.id)[0]
    link = link_of(ws, measure.id, "调度会纪要")
    assert link is not None
    linking.revise_link(ws, link=EvidenceLink(
        id=link.id, evidence_id=link.evidence_id, measure_id=link.measure_id, proves="按季度调度。", pages="第2页",
    ))
    panel.refresh(None)
    spot = QPoint(CELL // 2, CELL // 2)
    ground = panel.view.viewport()
    QApplication.sendEvent(ground, QHelpEvent(QEvent.Type.ToolTip, spot, ground.mapToGlobal(spot)))
    qtbot.waitUntil(QToolTip.isVisible)
    assert QToolTip.text() == "12-1-01 调度会纪要\n措施 1　成立专班。\n页码：第2页\n证明：按季度调度。"
    QToolTip.hideText()


def test_the_way_of_looking_is_kept_and_turned_by_key(tab: EvidenceTab, window: MainWindow, qtbot: QtBot) -> None:
    assert tab.way.key() == MATRIX and tab.stack.currentWidget() is tab.matrix
    qtbot.keyClick(tab.matrix.view, Key.Key_M, Mod.ControlModifier)
    assert tab.links.table.hasFocus() and QSettings().value(WAY) == LIST
    qtbot.mouseClick(tab.way, Qt.MouseButton.LeftButton, pos=QPoint(round(tab.way.spans()[1][0]) + 10, 10))
    assert tab.way.key() == MATRIX and QSettings().value(WAY) == MATRIX


def test_evidence_put_into_the_trash_leaves_the_grid_and_comes_back(
    ws: Workspace, panel: MatrixPanel, window: MainWindow
) -> None:
    (photo,) = ws.find(Evidence, title="现场照片")
    window.session.apply(lambda ws: trash.trash_evidence(ws, evidence_ids=[photo.id]))
    assert titles(panel) == ["调度会纪要"]
    window.undo()
    assert titles(panel) == ["调度会纪要", "现场照片"]


def test_tab_goes_from_the_bar_through_the_grid_to_the_panel(
    panel: MatrixPanel, tab: EvidenceTab, qtbot: QtBot
) -> None:
    tab.way.setFocus()
    stops = []
    for _ in range(9):
        stops.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)
    beside = panel.panel
    assert stops == [
        tab.way, panel.filter, panel.find, tab.open_file, tab.export, panel.view, beside.open_link,
        beside.unlink_button, beside.fields.proves.edit,
    ]


def test_a_place_asks_for_the_matrix_at_a_measure(tab: EvidenceTab, ws: Workspace, task: Task) -> None:
    third = measures_of(ws, task.id)[2]
    tab.way.pick(LIST)
    tab.go_to(TaskPlace(task_id=task.id, tab=EVIDENCE, measure_id=third.id, focus=MATRIX))
    assert tab.way.key() == MATRIX
    assert tab.matrix.view.spot() == Spot(third.id, ws.find(Evidence, title="调度会纪要")[0].id)


def test_the_panel_is_bare_where_a_task_has_no_evidence(session: Session, task: Task, qtbot: QtBot) -> None:
    panel, bare = MatrixPanel(session), add_task(session.workspace, "13", ("巡查。",))
    qtbot.addWidget(panel)
    beside = panel.panel
    for shown in (bare, task, bare):
        panel.show_task(shown.id)
        parts = (beside.piece_part, beside.link_button, beside.unlink_button, beside.fields, beside.statement)
        assert [part.isVisibleTo(panel) for part in parts] == (
            [False] * 5 if shown is bare else [True, False, True, True, True]
        )
