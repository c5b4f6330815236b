"""设置: each value saved where it is left, lists of records, backups and the check beside the window."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.pages.settings import SettingsPage
from gui.session import Session
from gui.settings.backup_panel import BackupPanel
from gui.settings.holidays_panel import HolidaysPanel
from gui.settings.record_list import RecordList
from models.actions.directory import save_issuer, save_person
from models.domain.directory import Issuer, IssuerId, Person, PersonId, Unit
from models.domain.office_forms import HolidayNotice
from models.domain.plan import Task
from models.domain.settings import DEFAULT_FORM, EVIDENCE_NUMBER, IS_SAMPLE, OFFICE_NAME
from models.sample import make_sample
from models.workspace import Workspace, new_id
from tests.builders import NEXT_NOTICE, Clock, add_task, open_workspace
from tests.gui.conftest import on_screen

Type = Callable[[QWidget, str], None]


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> SettingsPage:
    page = SettingsPage(session)
    page.refresh(None)
    on_screen(page, session, qtbot, 1213, 640)
    return page


def opened(page: SettingsPage, key: str) -> Any:
    page.go_to(key)
    return page.tabs.stack.currentWidget()


def field(panel: RecordList, name: str) -> Any:
    return dict(panel._fields)[name]


# 本单位


def test_the_name_of_the_office_is_saved_when_its_field_is_left(
    page: SettingsPage, session: Session, commit_text: Type
) -> None:
    panel = opened(page, "office")
    office = next(item for key, item in panel.fields if key is OFFICE_NAME)
    office.setFocus()
    commit_text(office.edit, "示例县整改办")
    page.setFocus()
    assert session.workspace.setting(OFFICE_NAME) == "示例县整改办"


def test_another_form_becomes_the_default(page: SettingsPage, session: Session) -> None:
    panel = opened(page, "office")
    choice = next(item for key, item in panel.fields if key is DEFAULT_FORM)
    place = choice._keys.index("closure-opinion-liaoning")
    choice.combo.setCurrentIndex(place)
    choice.combo.activated.emit(place)
    assert session.workspace.setting(DEFAULT_FORM) == "closure-opinion-liaoning"


def test_the_pattern_of_the_numbers_shows_what_it_gives_and_says_what_is_wrong_with_it(
    page: SettingsPage, session: Session, commit_text: Type
) -> None:
    panel = opened(page, "office")
    pattern = next(item for key, item in panel.fields if key is EVIDENCE_NUMBER)
    assert pattern.edit.text() == "{任务}-{措施}-{序号:02}"
    pattern.edit.setFocus()
    pattern.edit.selectAll()
    commit_text(pattern.edit, "{任务}")
    assert not pattern.commit()
    assert "{序号}" in pattern.problem()
    pattern.edit.selectAll()
    commit_text(pattern.edit, "｛任务｝-｛序号：03｝")
    assert pattern.commit()
    assert session.workspace.setting(EVIDENCE_NUMBER) == "{任务}-{序号:03}"
    assert "编为 12-02-001。" in panel.example.text()


def test_the_sample_is_deleted_in_one_step_that_can_be_undone(
    page: SettingsPage, session: Session, answers: dict[str, Any], qtbot: QtBot
) -> None:
    make_sample(session.workspace)
    page.refresh(None)
    panel = opened(page, "office")
    assert panel.sample.isVisible()
    answers["confirm"] = True
    panel.delete.click()
    assert session.workspace.find(Task) == [] and not panel.sample.isVisible()
    session.undo()
    qtbot.waitUntil(lambda: session.jobs.running is None)
    assert len(session.workspace.find(Task)) == 3 and session.workspace.setting(IS_SAMPLE)


# Lists of records


def test_a_unit_begins_with_its_name_and_is_one_record(
    page: SettingsPage, session: Session, commit_text: Type
) -> None:
    panel = opened(page, "units")
    panel.new.click()
    commit_text(field(panel, "name").edit, "示例县住房和城乡建设局")
    field(panel, "short_name").setFocus()
    commit_text(field(panel, "short_name").edit, "住建局")
    assert page.leave()
    (unit,) = session.workspace.find(Unit)
    assert (unit.name, unit.short_name) == ("示例县住房和城乡建设局", "住建局")
    assert panel.table.chosen_id() == unit.id


def test_a_record_without_its_name_is_not_lost_silently(
    page: SettingsPage, session: Session, commit_text: Type
) -> None:
    panel = opened(page, "persons")
    panel.new.click()
    field(panel, "phone").setFocus()
    commit_text(field(panel, "phone").edit, "13800000001")
    assert not page.leave()
    assert session.workspace.find(Person) == [] and "填了才会保存" in field(panel, "name").problem()
    commit_text(field(panel, "name").edit, "甲某某")
    assert page.leave()
    (person,) = session.workspace.find(Person)
    assert (person.name, person.phone) == ("甲某某", "13800000001")


def test_taking_the_name_away_is_refused_and_the_record_keeps_it(page: SettingsPage, session: Session) -> None:
    person = Person(id=PersonId(new_id()), name="甲某某")
    session.apply(lambda ws: save_person(ws, person=person))
    panel = opened(page, "persons")
    field(panel, "name").edit.clear()
    field(panel, "name").typed()
    assert not page.leave()
    assert session.workspace.need(Person, person.id).name == "甲某某"


def test_the_chosen_record_is_shown_and_another_one_when_it_is_chosen(page: SettingsPage, session: Session) -> None:
    people = [Person(id=PersonId(new_id()), name=name) for name in ("甲某某", "乙某某")]
    for person in people:
        session.apply(lambda ws, person=person: save_person(ws, person=person))
    panel = opened(page, "persons")
    assert field(panel, "name").text() == "甲某某" and panel.table.chosen_id() == people[0].id
    panel.table.choose(people[1].id)
    assert field(panel, "name").text() == "乙某某"
    panel.begin()
    assert field(panel, "name").text() == "" and not panel.remove.isVisible()
    panel.table.choose(people[1].id)
    assert field(panel, "name").text() == "乙某某" and panel.remove.isVisible()


def test_a_deleted_person_comes_back_with_undo(
    page: SettingsPage, session: Session, answers: dict[str, Any]
) -> None:
    session.apply(lambda ws: save_person(ws, person=Person(id=PersonId(new_id()), name="甲某某")))
    panel = opened(page, "persons")
    answers["confirm"] = True
    panel.remove.click()
    assert session.workspace.find(Person) == [] and not field(panel, "name").isEnabled()
    session.undo()
    assert panel.model.rowCount() == 1 and field(panel, "name").text() == "甲某某"


def test_a_unit_that_tasks_name_is_kept_with_the_reason(
    page: SettingsPage, session: Session, answers: dict[str, Any]
) -> None:
    add_task(session.workspace)
    page.refresh(None)
    panel = opened(page, "units")
    answers["confirm"] = True
    failed: list[Exception] = []
    session.failed.connect(failed.append)
    panel.remove.click()
    assert len(failed) == 1 and len(session.workspace.find(Unit)) == 1


def test_only_one_issuer_is_the_office_itself(page: SettingsPage, session: Session) -> None:
    for name in ("示例县整改办", "示例市整改办"):
        issuer = Issuer(id=IssuerId(new_id()), name=name)
        session.apply(lambda ws, issuer=issuer: save_issuer(ws, issuer=issuer))
    panel = opened(page, "issuers")
    for row in (0, 1):
        panel.table.choose(panel.model.id_at(row))
        field(panel, "is_own").box.click()
    assert [issuer.is_own for issuer in session.workspace.find(Issuer)].count(True) == 1


def test_people_are_found_by_any_of_their_columns(
    page: SettingsPage, session: Session, qtbot: QtBot, commit_text: Type
) -> None:
    for name, unit in (("甲某某", "住建局"), ("乙某某", "水利局")):
        person = Person(id=PersonId(new_id()), name=name, unit=unit)
        session.apply(lambda ws, person=person: save_person(ws, person=person))
    panel = opened(page, "persons")
    commit_text(panel.filter, "水利")
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1)
    assert panel.model.values(0)[0] == "乙某某"


# 备份与校验


@pytest.fixture
def backups(page: SettingsPage, session: Session) -> BackupPanel:
    add_task(session.workspace)
    session.workspace.vault.take_in_bytes("会议纪要.txt", b"minutes")
    panel: BackupPanel = opened(page, "backup")
    return panel


def test_a_backup_to_the_stick_can_be_restored_whole(
    backups: BackupPanel, session: Session, qtbot: QtBot, answers: dict[str, Any], tmp_path: Path, clock: Clock
) -> None:
    answers["save_as"] = tmp_path / "备份.zip"
    with qtbot.waitSignal(session.backed_up) as done:
        backups.stick.click()
        assert not backups.stick.isEnabled()
    assert done.args[0] == clock() and "已备份并核对" in backups.stick_said.text() and backups.stick.isEnabled()
    Workspace.restore(tmp_path / "备份.zip", tmp_path / "恢复")
    restored = open_workspace(tmp_path / "恢复", clock)
    assert len(restored.find(Task)) == 1
    restored.close()


def test_a_second_backup_of_the_same_name_keeps_the_first(
    backups: BackupPanel, session: Session, qtbot: QtBot, answers: dict[str, Any], tmp_path: Path
) -> None:
    answers["save_as"] = tmp_path / "备份"
    for _ in range(2):
        with qtbot.waitSignal(session.backed_up):
            backups.stick.click()
    assert sorted(path.name for path in tmp_path.glob("备份*")) == ["备份.zip", "备份（2）.zip"]


def test_a_stick_that_was_pulled_is_told_beside_the_button(
    backups: BackupPanel, qtbot: QtBot, answers: dict[str, Any], tmp_path: Path
) -> None:
    answers["save_as"] = tmp_path / "没有这个盘" / "备份.zip"
    backups.stick.click()
    qtbot.waitUntil(lambda: "没有这个文件夹" in backups.stick_said.text())
    assert backups.stick.isEnabled()


def test_a_cancelled_backup_leaves_nothing(
    backups: BackupPanel, session: Session, qtbot: QtBot, answers: dict[str, Any], tmp_path: Path
) -> None:
    answers["save_as"] = tmp_path / "备份.zip"
    backups.stick.click()
    session.jobs.cancel_all()
    qtbot.waitUntil(backups.stick.isEnabled)
    assert list(tmp_path.glob("*备份*")) == []
    assert list((session.workspace.folder / "backups").glob("*.part")) == []


def test_a_sound_workspace_is_checked_beside_the_window(backups: BackupPanel, qtbot: QtBot) -> None:
    backups.verify.click()
    qtbot.waitUntil(lambda: "全部完好" in backups.verify_said.text())
    assert not backups.findings.isVisible()


def test_what_another_program_changed_is_listed_with_its_place(
    backups: BackupPanel, session: Session, qtbot: QtBot
) -> None:
    with closing(sqlite3.connect(session.workspace.folder / "store.db")) as con:
        con.execute("update measures set text = '改过'")
        con.commit()
    backups.verify.click()
    qtbot.waitUntil(lambda: backups.findings.isVisible())
    words = backups.findings.plain().splitlines()
    assert len(words) == 2 and all("measures" in line and "不是由本程序改的" in line for line in words)
    assert "发现 2 处问题" in backups.verify_said.text()


def test_a_check_leaves_no_copy_behind(backups: BackupPanel, session: Session, qtbot: QtBot) -> None:
    backups.verify.click()
    qtbot.waitUntil(backups.verify.isEnabled)
    assert list((session.workspace.folder / "backups").glob("*.part")) == []


def test_automatic_backups_are_listed_and_restored_into_another_folder(
    page: SettingsPage, session: Session, qtbot: QtBot, clock: Clock
) -> None:
    folder = session.workspace.folder
    backups: BackupPanel = opened(page, "backup")
    assert "还没有自动备份" in backups.table.empty and not backups.restore.isEnabled()
    other = open_workspace(folder.parent / "另一个", clock)
    add_task(other)
    other.close()
    (folder / "backups").rmdir()
    (folder.parent / "另一个" / "backups").rename(folder / "backups")
    backups.refresh(None)
    assert backups.model.values(0)[0] == "今天 14:32"
    with qtbot.waitSignal(session.told) as told:
        backups.restore.click()
    assert f"{folder}-恢复-20251122" in told.args[0]
    restored = open_workspace(Path(f"{folder}-恢复-20251122"), clock)
    assert len(restored.find(Task)) == 1
    restored.close()


# 本机


def test_this_computer_says_where_the_data_lie_and_which_fonts_it_lacks(
    page: SettingsPage, session: Session
) -> None:
    panel = opened(page, "machine")
    words = {label: value.text() for label, value in panel._values.items()}
    assert words["数据位置"] == str(session.workspace.folder)
    assert words["公文字体"] == "齐全。" or "请管理员装好" in words["公文字体"]


def test_one_comes_back_to_the_tab_that_was_open(page: SettingsPage) -> None:
    opened(page, "persons")
    place = page.place()
    page.go_to("machine")
    page.go_to(place)
    assert page.tabs.open_key() == "persons"


# 放假安排


def holidays(page: SettingsPage) -> HolidaysPanel:
    panel: HolidaysPanel = opened(page, "holidays")
    return panel


def test_the_built_in_years_can_be_looked_at_and_not_deleted(page: SettingsPage) -> None:
    panel = holidays(page)
    assert [panel.years.values(row)[0] for row in (0, 8)] == ["2026", "2018"]
    assert panel.head.text() == "2026 年" and panel.periods.rowCount() == 7
    assert not panel.remove.isVisible() and not panel.enter.isEnabled()


def test_a_pasted_notice_is_read_beside_it_and_entered_in_one_step(
    page: SettingsPage, session: Session, commit_text: Type
) -> None:
    panel = holidays(page)
    commit_text(panel.paste.edit, NEXT_NOTICE)
    assert panel.head.text() == "读到的 2027 年安排" and panel.enter.text() == "录入 2027 年"
    assert [str(cell) for cell in panel.periods.values(1)] == ["春节", "2月5日至11日", "7", "1月31日、2月20日"]
    assert panel.words == ["国办发明电〔2026〕9号　2026年11月5日"]
    assert session.workspace.find(HolidayNotice) == []
    panel.enter.click()
    assert 2027 in session.holidays().years
    assert panel.paste.text() == "" and panel.head.text() == "2027 年" and panel.remove.isVisible()
    assert page.leave()
    panel.remove.click()
    assert 2027 not in session.holidays().years
    session.undo()
    session.undo()
    assert session.workspace.find(HolidayNotice) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (NEXT_NOTICE.replace("2027", "2026"), "▲ 2026 年已经收录，不用再录"),
        (NEXT_NOTICE.partition("七、")[0], "▲ 没有读到国庆"),
        (NEXT_NOTICE.replace("6月9日（周三）", "6月9日（周四）"), "▲ 2027-06-09 是周三，通知里写的是周四"),
        (NEXT_NOTICE.replace("不调休。", "不调休。可在6月8日休息。", 1), "未计入：可在6月8日休息"),
        ("放假安排另行通知。", "▲ 没有找到是哪一年"),
    ],
    ids=range(5),
)
def test_what_was_not_understood_is_told_before_it_is_entered(
    page: SettingsPage, commit_text: Type, text: str, said: str
) -> None:
    panel = holidays(page)
    commit_text(panel.paste.edit, text)
    assert said in panel.words
    assert panel.enter.isEnabled() == said.startswith("未计入")
    panel.paste.drop()
