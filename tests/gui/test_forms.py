"""设置 · 文书样式: a form copied, changed part by part beside the paper it makes, handed on, and printed by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from exporters.blocks import dump
from exporters.produce import prepare
from exporters.selection import Selection
from gui.forms.form_list import UNKNOWN
from gui.forms.look import NOT_YET
from gui.forms.panel import FormsPanel
from gui.pages.paper.page import PaperPage
from gui.places import FORMS, PAPER, SETTINGS, FormPlace, PaperPlace
from gui.window import MainWindow
from models.actions import office_forms
from models.assembly import chosen_form, closures_of, paper_of
from models.domain.closure import Paper
from models.domain.form import ColumnKind, ContentKind, FormDefinition
from models.domain.office_forms import OfficeForm
from models.domain.plan import Task
from models.domain.settings import DEFAULT_FORM
from models.form_files import look_through, read_form, write_form
from tests.builders import open_workspace

Type = Callable[[QWidget, str], None]
SHENYANG = "closure-opinion-shenyang"


@pytest.fixture
def window(sample_window: MainWindow) -> Iterator[MainWindow]:
    yield sample_window


@pytest.fixture
def panel(window: MainWindow, qtbot: QtBot) -> FormsPanel:
    window.go(SETTINGS, FORMS)
    panel = window.findChild(FormsPanel)
    qtbot.waitUntil(lambda: panel.entry is not None)
    return panel


@pytest.fixture
def own(panel: FormsPanel) -> FormsPanel:
    panel.show_form(SHENYANG)
    panel.copy.click()
    return panel


def form_of(panel: FormsPanel) -> FormDefinition:
    """Return the shown form as the records have it."""
    return read_form(record_of(panel).text, where="")


def record_of(panel: FormsPanel) -> OfficeForm:
    assert panel.entry is not None and panel.entry.record is not None
    return panel.session.workspace.need(OfficeForm, panel.entry.record.id)


def paper(panel: FormsPanel) -> str:
    document = panel.look.reading.document()
    return dump(document) if document is not None else ""


def copy_of(panel: FormsPanel) -> str:
    return f"{panel.session.workspace.reference.form(SHENYANG).label} 副本"


def write(field: Any, text: str, commit_text: Type) -> None:
    """Replace what stands in a field, as a hand does, and leave it."""
    field.edit.setFocus()
    field.edit.selectAll()
    QTest.keyClick(field.edit, Qt.Key.Key_Delete)
    if text:
        commit_text(field.edit, text)
    field.commit(leaving=True)


def choose(field: Any, key: object) -> None:
    place = field._keys.index(key)
    field.combo.setCurrentIndex(place)
    field.combo.activated.emit(place)


def texts(panel: FormsPanel) -> list[str]:
    return [head.text for head in form_of(panel).heads]


# The list


def test_every_built_in_form_is_listed_with_a_lock_and_shown_closed(panel: FormsPanel) -> None:
    assert [entry.key for entry in panel.list.entries.values()] == [
        form.key for kind in sorted({form.kind for form in panel.session.workspace.reference.forms},
                                    key=list(type(panel.session.workspace.reference.forms[0].kind)).index)
        for form in panel.session.workspace.reference.forms_of(kind)]
    panel.show_form(SHENYANG)
    assert not panel.editor.fields["title"].isEnabled() and panel.slots.isHidden()
    assert panel.editor.heads.add.isHidden() and panel.editor.attachments.add.isHidden()
    assert panel.editor.attachments.blocks[0].columns.lines[0].remove.isHidden()


def test_the_list_is_narrowed_to_a_kind_and_a_form_of_another_brings_all_back(panel: FormsPanel) -> None:
    panel.list.kind.pick("public_notice")
    shown = [panel.list.model.id_at(row) for row in range(panel.list.model.rowCount())]
    assert shown and all(panel.list.entries[row].kind == "public_notice" for row in shown)
    panel.show_form(SHENYANG)
    assert panel.list.kind.key() == "" and panel.list.table.chosen_id() == SHENYANG


def test_a_copy_is_shown_open_with_the_keyboard_on_its_name(own: FormsPanel) -> None:
    assert own.entry is not None and own.entry.label == copy_of(own)
    assert own.editor.fields["label"].isEnabled() and own.copy.isHidden() and not own.slots.isHidden()
    assert QApplication.focusWidget() is own.editor.fields["label"].editor
    assert own.list.table.chosen_id() == own.entry.id


def test_delete_deletes_an_own_form_and_undo_brings_it_back(own: FormsPanel) -> None:
    own.list.table.setFocus()
    QTest.keyClick(own.list.table, Qt.Key.Key_Delete)
    ws = own.session.workspace
    assert ws.find(OfficeForm) == [] and own.entry is not None and own.entry.record is None
    own.session.undo()
    assert [item.label for item in ws.find(OfficeForm)] == [copy_of(own)]


def test_a_built_in_form_is_not_deleted_or_moved(panel: FormsPanel) -> None:
    panel.show_form(SHENYANG)
    before = panel.session.workspace.last_sequence
    panel.list.table.setFocus()
    QTest.keyClick(panel.list.table, Qt.Key.Key_Delete)
    QTest.keyClick(panel.list.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert panel.session.workspace.last_sequence == before


def test_own_forms_are_put_in_another_order_with_the_keyboard(own: FormsPanel) -> None:
    first = record_of(own).id
    own.copy_form()
    second = record_of(own).id
    own.list.table.setFocus()
    QTest.keyClick(own.list.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    mine = [row for row, entry in own.list.entries.items() if entry.record is not None]
    assert mine == [second, first]


def test_an_own_form_becomes_what_new_opinions_begin_with(own: FormsPanel) -> None:
    own.make_default()
    assert own.session.workspace.setting(DEFAULT_FORM) == record_of(own).key
    opinions = [entry for entry in own.list.entries.values() if entry.kind == "closure_opinion"]
    assert [entry.id for entry in opinions if entry.is_default] == [record_of(own).id]


# The fields


def test_each_field_is_saved_when_it_is_left_and_undone_by_itself(
    own: FormsPanel, commit_text: Type, qtbot: QtBot
) -> None:
    fields = own.editor.fields
    write(fields["label"], "本县意见", commit_text)
    write(fields["title"], "{任务.称谓}整改任务验收意见", commit_text)
    write(fields["addressee"], "", commit_text)
    write(fields["tail"], "第一段。\n第二段。", commit_text)
    form = form_of(own)
    assert (form.label, form.title, form.addressee, form.tail) == (
        "本县意见", "{任务.称谓}整改任务验收意见", "", ("第一段。", "第二段。"))
    assert own.entry is not None and own.entry.label == "本县意见"
    qtbot.waitUntil(lambda: "第二段。" in paper(own))
    own.session.undo()
    assert form_of(own).tail == () and fields["tail"].text() == ""
    own.session.undo()
    assert form_of(own).addressee == "{主送}"


def test_the_paper_follows_the_typing_before_it_is_saved(own: FormsPanel, commit_text: Type, qtbot: QtBot) -> None:
    title = own.editor.fields["title"]
    title.edit.setFocus()
    title.edit.selectAll()
    commit_text(title.edit, "河东试验意见")
    qtbot.waitUntil(lambda: "河东试验意见" in paper(own))
    assert title.is_unsaved() and form_of(own).title != "河东试验意见"
    title.drop()


def test_heads_are_added_renamed_given_another_content_moved_and_dropped(
    own: FormsPanel, commit_text: Type, qtbot: QtBot
) -> None:
    heads = own.editor.heads
    before = texts(own)
    heads.choose(1)
    heads.add.click()
    assert texts(own) == [*before[:2], "新的部分", *before[2:]] and heads.place == 2
    write(heads.text, "整改目标", commit_text)
    choose(heads.content, ContentKind.GOAL)
    assert (form_of(own).heads[2].text, form_of(own).heads[2].content) == ("整改目标", ContentKind.GOAL)
    assert own.faults.findings == []
    heads.table.setFocus()
    QTest.keyClick(heads.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert texts(own)[:3] == [before[0], "整改目标", before[1]] and heads.place == 1
    qtbot.waitUntil(lambda: "二、整改目标" in paper(own))
    QTest.keyClick(heads.table, Qt.Key.Key_Delete)
    assert texts(own) == before and heads.place == 1 and heads.text.text() == before[1]
    own.session.undo()
    assert texts(own)[1] == "整改目标"


def test_the_fields_of_a_head_are_those_its_content_has(own: FormsPanel) -> None:
    heads = own.editor.heads
    heads.choose(0)
    assert heads.words.isHidden() and heads.numbering.isHidden() and heads.columns.isHidden()
    heads.choose(1)
    assert not heads.words.isHidden() and not heads.numbering.isHidden()
    assert heads.words.edit.placeholderText() == "{措施.内容}"
    heads.choose(6)
    assert all(not field.isHidden() for field in heads.results.values())
    choose(heads.content, ContentKind.TABLE)
    assert not heads.columns.isHidden() and form_of(own).heads[6].table is not None
    assert form_of(own).heads[6].results == ()


def test_the_columns_of_the_signature_table_are_changed_and_their_sum_is_told(
    own: FormsPanel, commit_text: Type, qtbot: QtBot
) -> None:
    columns = own.editor.attachments.blocks[0].columns
    assert columns.total.text() == "合计 156 毫米，版心 156，正好"
    write(columns.lines[2].width, "52", commit_text)
    assert columns.total.text() == "合计 166 毫米，版心 156，▲ 超出 10"
    assert [item.target.field for item in own.faults.findings if item.target] == ["attachment/0/columns"]
    columns.lines[3].remove.click()
    write(columns.lines[4].label, "签名", commit_text)
    columns.lines[1].down.click()
    table = form_of(own).attachments[0].table
    assert [column.label for column in table.columns] == ["验收组", "单位", "姓名", "联系电话（手机）", "签名"]
    assert columns.total.text() == "合计 138 毫米，版心 156，还有 18" and own.faults.findings == []
    columns.add.click()
    assert form_of(own).attachments[0].table.columns[-1].width == 18
    qtbot.waitUntil(lambda: "签名" in paper(own))


def test_a_column_of_words_is_written_with_the_slots_of_its_row(own: FormsPanel, commit_text: Type) -> None:
    line = own.editor.attachments.blocks[0].columns.lines[3]
    assert line.words.isHidden()
    choose(line.content, ColumnKind.WORDS)
    assert not line.words.isHidden() and line.words.text() == "{成员.职务}"
    write(line.words, "{成员.单位}{成员.职务}", commit_text)
    column = form_of(own).attachments[0].table.columns[3]
    assert (column.content, column.words) == (ColumnKind.WORDS, "{成员.单位}{成员.职务}")
    line.words.edit.setFocus()
    own.slots.open_menu()
    assert [action.text() for action in own.slots.menu_of.actions()][:2] == ["行", "成员"]
    own.slots.menu_of.hide()
    choose(line.content, ColumnKind.POST)
    assert line.words.isHidden() and form_of(own).attachments[0].table.columns[3].words == ""


def test_a_slot_is_inserted_where_the_cursor_stands(own: FormsPanel) -> None:
    contact = own.editor.fields["contact"]
    contact.edit.setFocus()
    contact.edit.home(False)
    own.slots.open_menu()
    pages = {menu.title(): menu for menu in own.slots.menu_of.findChildren(QMenu)}
    own.slots.menu_of.hide()
    assert "措施" not in pages and "公示" in pages
    action = next(item for item in pages["验收"].actions() if item.text().startswith("{验收地点}"))
    action.trigger()
    contact.commit(leaving=True)
    assert form_of(own).contact.startswith("{验收地点}联系人")


def test_the_slots_of_a_measure_are_offered_where_each_measure_is_printed(own: FormsPanel) -> None:
    heads = own.editor.heads
    heads.choose(1)
    heads.words.edit.setFocus()
    own.slots.open_menu()
    assert own.slots.menu_of.actions()[0].text() == "措施"
    own.slots.menu_of.hide()
    own.slots.insert("措施.内容")
    heads.words.commit(leaving=True)
    assert form_of(own).heads[1].words == "{措施.内容}"


# Faults


def test_a_fault_is_told_below_marked_in_the_list_and_goes_to_its_field(
    own: FormsPanel, commit_text: Type, qtbot: QtBot
) -> None:
    heads = own.editor.heads
    heads.choose(6)
    before = paper(own)
    write(next(iter(heads.results.values())), "{责任单味}已完成。", commit_text)
    assert [item.text for item in own.faults.findings] == ["不认识的空位 {责任单味}"]
    assert own.entry is not None and not own.entry.reading.is_sound
    qtbot.waitUntil(lambda: own.look.said.text() == NOT_YET)
    assert paper(own) == before
    heads.choose(0)
    own.faults.table.setFocus()
    own.faults.table.choose(0)
    QTest.keyClick(own.faults.table, Qt.Key.Key_Return)
    assert heads.place == 6 and QApplication.focusWidget() is next(iter(heads.results.values())).editor
    own.session.undo()
    assert own.faults.findings == [] and own.entry.reading.is_sound


def test_a_form_nobody_can_read_is_mended_as_text(panel: FormsPanel, window: MainWindow, qtbot: QtBot) -> None:
    text = write_form(panel.session.workspace.reference.form(SHENYANG))
    changes = window.session.apply(lambda ws: office_forms.import_form(ws, text=text.replace('"problem"', "problem")))
    assert changes is not None
    window.go(SETTINGS, FormPlace(form_id=changes.new_id("office_forms")))
    assert panel.entry is not None and panel.entry.kind_label == UNKNOWN
    assert panel.fields.currentWidget() is panel.raw
    assert [item.text for item in panel.faults.findings] == ["这里不是有效的 TOML"]
    panel.faults.table.choose(0)
    QTest.keyClick(panel.faults.table, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is panel.raw.text.editor
    assert panel.raw.text.edit.textCursor().block().text() == "content = problem"
    panel.raw.text.edit.setPlainText(text)
    panel.raw.text.commit(leaving=True)
    assert panel.fields.currentWidget() is panel.editor and panel.entry.reading.is_sound
    assert record_of(panel).kind == "closure_opinion" and record_of(panel).key == "own-form"


# Handed on and used


def test_a_form_is_exported_imported_elsewhere_chosen_for_a_paper_and_printed_by(
    own: FormsPanel, window: MainWindow, commit_text: Type, answers: dict[str, Any], tmp_path: Path, qtbot: QtBot
) -> None:
    heads = own.editor.heads
    heads.choose(5)
    heads.drop.click()
    write(heads.text, "验收意见", commit_text)
    write(own.editor.fields["label"], "本县六段式", commit_text)
    target = tmp_path / "本县.toml"
    answers["save_as"] = target
    own.list.give_out.click()
    written = target.read_text(encoding="utf-8")
    assert look_through(written).form == form_of(own)

    answers["pick_files"] = [target]
    own.list.take_in.click()
    assert own.session.workspace.need(OfficeForm, record_of(own).id).key == f"{SHENYANG}-3"
    assert own.entry is not None and own.entry.label == "本县六段式"

    ws = window.session.workspace
    closure = closures_of(ws, ws.find(Task, number="1")[0].id)[-1]
    window.go(PAPER, PaperPlace(closure_id=closure.id))
    page = window.page()
    assert isinstance(page, PaperPage)
    page.toggle_facts()
    choose(page.facts.fields["form"], f"{SHENYANG}-2")
    assert chosen_form(ws, paper_of(ws, closure.id)).definition.label == "本县六段式"
    out = tmp_path / "意见.docx"
    prepare(ws, "closure_opinion", Selection(closure_id=closure.id), path=out, draft=True).run()
    lines = [paragraph.text for paragraph in docx.Document(str(out)).paragraphs]
    assert "六、验收意见" in lines and not any("下步工作要求" in line for line in lines)
    assert ws.find(Paper, form=f"{SHENYANG}-2")


def test_a_form_is_taken_into_another_workspace(own: FormsPanel, tmp_path: Path) -> None:
    other = open_workspace(tmp_path / "另一家")
    office_forms.import_form(other, text=record_of(own).text)
    (taken,) = other.find(OfficeForm)
    assert read_form(taken.text, where="") == form_of(own)
    other.close()


def test_an_export_keeps_a_file_that_is_there(own: FormsPanel, answers: dict[str, Any], tmp_path: Path) -> None:
    target = tmp_path / "本县.toml"
    target.write_text("旧", encoding="utf-8")
    answers["save_as"] = target
    own.list.give_out.click()
    assert target.read_text(encoding="utf-8") == "旧"
    assert len(list(tmp_path.glob("*.toml"))) == 2


def test_a_file_that_is_no_text_is_refused_in_the_strip(
    panel: FormsPanel, window: MainWindow, answers: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "坏.toml"
    path.write_bytes(b"\xff\xfe\x00\x01")
    answers["pick_files"] = [path]
    panel.list.take_in.click()
    assert "UTF-8" in window.strip.text() and panel.session.workspace.find(OfficeForm) == []


def test_a_form_in_use_is_not_deleted_and_the_strip_says_why(own: FormsPanel, window: MainWindow) -> None:
    ws, key = window.session.workspace, record_of(own).key
    closure = closures_of(ws, ws.find(Task, number="1")[0].id)[-1]
    with ws.change("选用样式") as change:
        change.put(replace(paper_of(ws, closure.id), form=key))
    own.delete()
    assert "有 1 份文书选用了" in window.strip.text() and len(ws.find(OfficeForm)) == 1


def test_without_room_for_both_the_paper_takes_the_place_of_the_fields(own: FormsPanel, window: MainWindow) -> None:
    window.resize(1024, 640)
    QApplication.processEvents()
    assert own.fields.currentWidget() is own.editor and not own.look_button.isHidden()
    own.look_button.click()
    assert own.fields.currentWidget() is own.look and own.look.isVisible()
    own.look_button.click()
    window.resize(1366, 768)
    QApplication.processEvents()
    assert own.look.isVisible() and own.fields.currentWidget() is own.editor and own.look_button.isHidden()
