"""封卷 in the window: asked with counts, done between events, shown with its digest, held against the files."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from gui.evidence.card import EvidenceCard
from gui.pages.acceptance import AcceptancePanel
from gui.pages.evidence import EvidencePage
from gui.pages.task.evidence import evidence_tab
from gui.pages.task.evidence_facts import EvidenceFacts
from gui.parts.cells import IconBehind
from gui.places import EvidencePlace, TaskPlace, way_to
from gui.session import Session
from models.actions.evidence import revise_evidence
from models.actions.linking import revise_link
from models.actions.trash import trash_evidence
from models.domain.closure import Closure
from models.domain.evidence import Evidence, EvidenceLink, StoredFile
from models.domain.finding import Target
from models.domain.plan import Task
from models.domain.sealing import Sealing
from models.workspace import Workspace
from tests.builders import add_task, measures_of
from tests.gui.conftest import on_screen
from tests.sealing import attach, seal_now


@pytest.fixture
def task(ws: Workspace) -> Task:
    task = add_task(ws)
    attach(ws, measures_of(ws, task.id)[0], "会议纪要", "施工照片")
    return task


@pytest.fixture
def panel(qtbot: QtBot, session: Session, task: Task) -> AcceptancePanel:
    """Give the acceptance of a task with two pieces of evidence on screen."""
    panel = AcceptancePanel(session, task.id)
    on_screen(panel, session, qtbot, 1180, 900)
    return panel


def seal(panel: AcceptancePanel, qtbot: QtBot) -> None:
    before = len(panel.session.workspace.find(Sealing))
    panel.seals.seal.click()
    qtbot.waitUntil(lambda: len(panel.session.workspace.find(Sealing)) > before and ended(panel))


def ended(panel: AcceptancePanel) -> bool:
    return "进度在窗口底部" not in panel.seals.said.text()


def compare(panel: AcceptancePanel, qtbot: QtBot) -> str:
    panel.seals.compare.click()
    qtbot.waitUntil(lambda: ended(panel))
    return panel.seals.said.text()


def test_sealing_asks_with_counts_and_shows_when_by_whom_and_the_digest(
    panel: AcceptancePanel, qtbot: QtBot, answers: dict[str, Any]
) -> None:
    assert panel.seals.lines == ["未封卷 2 件、2 个文件"]
    assert not panel.seals.compare.isVisible()
    answers["confirm"] = True
    seal(panel, qtbot)
    ((_, (title, text, yes)),) = answers["asked"]
    assert (title, yes) == ("封卷？", "封卷")
    assert "2 件佐证、2 个文件，对应 1 条措施" in text
    assert "不能修改、移走或删除，也不能撤销" in text
    (sealing,) = panel.session.workspace.find(Sealing)
    assert panel.seals.lines == [f"已封卷 2025-11-22 14:32　甲某某　2 件、2 个文件　校验码 {sealing.digest[:12]}"]
    assert panel.seals.said.text() == "封卷完成：2 件、2 个文件，都已核对。"
    assert not panel.seals.seal.isVisible()


def test_what_is_lacking_is_told_before_and_each_leads_to_its_place(
    panel: AcceptancePanel, task: Task, answers: dict[str, Any]
) -> None:
    ws = panel.session.workspace
    link = ws.find(EvidenceLink)[0]
    revise_link(ws, link=replace(link, proves=""))
    revise_evidence(ws, evidence=replace(ws.find(Evidence)[1], kind="照片"))
    panel.refresh(None)
    gone: list[object] = []
    panel.session.wanted.connect(lambda _, place: gone.append(place))
    for button in panel.seals.lacks.links:
        button.click()
    measure = measures_of(ws, task.id)[1]
    assert gone == [
        TaskPlace(task_id=task.id, measure_id=measure.id, focus="evidence"),
        TaskPlace(task_id=task.id, measure_id=link.measure_id, focus=link.id),
        EvidencePlace(link.evidence_id), EvidencePlace(link.evidence_id),
    ]
    answers["confirm"] = False
    panel.seals.seal.click()
    ((_, (_, text, _)),) = answers["asked"]
    told = ["1 条措施没有佐证：措施 2", "1 处对应没有写证明什么：“会议纪要”",
            "2 件没有日期：“会议纪要”、“施工照片”", "1 件没有类别：“会议纪要”"]
    assert [line.text for line in panel.seals.draft.lacks] == told
    assert [line[2:] for line in text.splitlines() if line.startswith("▲")] == [
        line.partition("：")[0] for line in told
    ]
    seal_now(ws, task)
    panel.refresh(None)
    assert panel.seals.lacks.isHidden()


def test_what_comes_later_is_shown_and_sealed_in_a_supplement(
    panel: AcceptancePanel, qtbot: QtBot, answers: dict[str, Any], task: Task
) -> None:
    answers["confirm"] = True
    seal(panel, qtbot)
    attach(panel.session.workspace, measures_of(panel.session.workspace, task.id)[1], "监测报告")
    panel.refresh(None)
    assert panel.seals.lines[-1] == "1 件未封 封卷后新增的：“监测报告”"
    assert panel.seals.seal.text() == "补充封卷"
    seal(panel, qtbot)
    assert [line.split()[0] for line in panel.seals.lines] == ["已封卷", "补充封卷1"]


def test_a_task_without_evidence_says_why_it_cannot_be_sealed(qtbot: QtBot, session: Session) -> None:
    panel = AcceptancePanel(session, add_task(session.workspace, "2").id)
    on_screen(panel, session, qtbot, 1180, 900)
    assert not panel.seals.seal.isEnabled()
    assert "还没有对应到措施的佐证" in panel.seals.hint.text()


def test_a_missing_file_is_named_and_nothing_is_sealed(
    panel: AcceptancePanel, qtbot: QtBot, answers: dict[str, Any]
) -> None:
    ws = panel.session.workspace
    ws.vault.path_of(ws.find(StoredFile)[1].sha256).unlink()
    answers["confirm"] = True
    panel.seals.seal.click()
    qtbot.waitUntil(lambda: ended(panel))
    assert "佐证“施工照片”的文件“施工照片.txt”不见了" in panel.seals.said.text()
    assert ws.find(Sealing) == []
    assert panel.seals.seal.isEnabled()


def test_the_keyboard_waits_at_the_seal_while_the_files_are_hashed(
    panel: AcceptancePanel, qtbot: QtBot, answers: dict[str, Any]
) -> None:
    answers["confirm"] = True
    panel.seals.seal.setFocus()
    panel.seals.seal.click()
    assert not panel.seals.seal.isEnabled() and panel.seals.hasFocus()
    qtbot.waitUntil(lambda: bool(panel.session.workspace.find(Sealing)) and ended(panel))
    assert panel.seals.compare.hasFocus()


def test_a_comparison_says_that_all_is_whole_or_names_what_is_not(
    panel: AcceptancePanel, qtbot: QtBot, answers: dict[str, Any]
) -> None:
    answers["confirm"] = True
    seal(panel, qtbot)
    assert compare(panel, qtbot) == "2025-11-22 14:32 核对完毕：2 件、2 个文件，和封卷时完全一样。"
    ws = panel.session.workspace
    stored = ws.vault.path_of(ws.find(StoredFile)[1].sha256)
    stored.chmod(0o600)
    stored.write_bytes(b"x" * stored.stat().st_size)
    assert "有 1 处和封卷时不一样" in compare(panel, qtbot)
    assert "1-1-02 施工照片：文件“施工照片.txt”内容和封卷时不一样" in panel.seals.found.plain()


def test_what_a_cancelled_comparison_said_is_forgotten(
    panel: AcceptancePanel, qtbot: QtBot, answers: dict[str, Any]
) -> None:
    answers["confirm"] = True
    seal(panel, qtbot)
    panel.seals.compare.click()
    running = panel.session.jobs.running
    assert running is not None
    running.cancel()
    qtbot.waitUntil(lambda: running.is_over)
    assert panel.seals.compare.isEnabled()


def test_sealed_evidence_thrown_away_in_the_window_is_refused_in_words(
    panel: AcceptancePanel, qtbot: QtBot, answers: dict[str, Any]
) -> None:
    answers["confirm"] = True
    seal(panel, qtbot)
    said: list[str] = []
    panel.session.failed.connect(lambda error: said.append(str(error)))
    ids = [item.evidence_id for item in panel.session.workspace.find(StoredFile)]
    assert panel.session.apply(lambda ws: trash_evidence(ws, evidence_ids=ids)) is None
    assert "“会议纪要”已于 2025-11-22 14:32 由甲某某封卷，不能移到回收站。要更正的，请另加一份新材料" in said[0]


def test_of_a_selection_what_is_sealed_stays_with_its_name_and_the_rest_goes(
    session: Session, task: Task, qtbot: QtBot, answers: dict[str, Any]
) -> None:
    ws = session.workspace
    seal_now(ws, task)
    attach(ws, measures_of(ws, task.id)[1], "监测报告")
    page = EvidencePage(session)
    qtbot.addWidget(page)
    page.refresh(None)
    page.table.selectAll()
    answers["confirm"] = True
    page.verbs.remove.click()
    ((_, (_, text, _)),) = answers["asked"]
    assert text == (
        "所选的有 2 份已封卷（“会议纪要”、“施工照片”），留在原处。\n"
        "其余 1 份佐证移到回收站，其中 1 份正证明着措施。可以还原。"
    )
    assert [item.title for item in ws.find(Evidence) if item.trashed_at] == ["监测报告"]


def test_a_sealed_measure_stays_covered_and_why_stands_below_the_ticks(
    panel: AcceptancePanel, task: Task, qtbot: QtBot
) -> None:
    seal_now(panel.session.workspace, task)
    panel.refresh(None)
    (_, sealed), (_, other) = panel.covered.ticks
    sealed.click()
    assert sealed.isChecked()
    assert "措施 1 的佐证“会议纪要”等已于 2025-11-22 14:32 由甲某某封卷，不能让这次销号不再覆盖措施 1" in (
        panel.covered.said.text()
    )
    other.click()
    assert not other.isChecked() and panel.covered.said.text() == ""


def test_a_finding_of_a_seal_leads_to_its_button(panel: AcceptancePanel, qtbot: QtBot) -> None:
    ws = panel.session.workspace
    closure = ws.need(Closure, panel.closure_id)
    way = way_to(ws, Target(table="sealings", id=closure.id, field="seal"), closure)
    assert way is not None
    _, place = way
    assert isinstance(place, TaskPlace)
    panel.go_to(place)
    assert panel.seals.seal.hasFocus()


def test_the_card_of_sealed_evidence_says_so_and_leaves_only_the_note_open(
    session: Session, task: Task, qtbot: QtBot
) -> None:
    ws = session.workspace
    card = EvidenceCard(session)
    qtbot.addWidget(card)
    (item,) = ws.find(Evidence, title="会议纪要")
    card.show_evidence(item.id)
    assert all(field.isEnabled() for _, field in card.fields)
    seal_now(ws, task)
    card.show_evidence(item.id)
    assert [name for name, field in card.fields if field.isEnabled()] == ["note"]
    assert "2025-11-22 14:32 由甲某某封卷，不再修改" in card.sealed.words.text()
    assert card.files.add.isHidden()


def test_the_facts_of_sealed_evidence_leave_only_the_pages_open(session: Session, task: Task, qtbot: QtBot) -> None:
    ws = session.workspace
    seal_now(ws, task)
    facts = EvidenceFacts(session)
    qtbot.addWidget(facts)
    link = ws.find(EvidenceLink)[0]
    facts.show_evidence(ws.need(Evidence, link.evidence_id), link, fresh=True)
    assert not facts.title.isEnabled() and not facts.dated_on.isEnabled()
    facts.pages.saved.emit("第2页")
    assert ws.need(EvidenceLink, link.id).pages == "第2页"


def test_lists_mark_sealed_evidence_with_a_lock(session: Session, task: Task, qtbot: QtBot) -> None:
    tab = evidence_tab(session, task.id)
    qtbot.addWidget(tab)
    assert not any(isinstance(cells[0], IconBehind) for cells in tab.links._cells(list(tab.links.rows)))
    seal_now(session.workspace, task)
    tab.refresh(None)
    assert [str(cells[0]) for cells in tab.links._cells(list(tab.links.rows))] == [
        "1-1-01，2025-11-22 14:32 由甲某某封卷", "1-1-02，2025-11-22 14:32 由甲某某封卷",
    ]
