from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gui.acceptance.team_panel import TeamPanel
from gui.acceptance.team_rows import FIELDS, block_fields, read_role
from gui.acceptance.team_table import TeamTable
from gui.session import Session
from models.actions.closures import save_members
from models.actions.directory import save_person
from models.assembly import members_of
from models.domain.checks.team import is_phone
from models.domain.closure import Member, MemberRole
from models.domain.directory import Person, PersonId, Unit
from models.workspace import Changes, Workspace, new_id
from tests.builders import add_task, closure_of, member

Type = Callable[[QWidget, str], None]
NAME, UNIT, POST, PHONE = (FIELDS.index(field) for field in ("name", "unit", "post", "phone"))


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> TeamPanel:
    """Give the team of a closure that has none yet, the keyboard in its table."""
    closure = closure_of(session.workspace, add_task(session.workspace).id)
    panel = TeamPanel(session, "签字表")
    qtbot.addWidget(panel)
    panel.resize(1100, 500)
    session.changed.connect(lambda *_: panel.show_closure(closure.id))
    panel.show_closure(closure.id)
    with qtbot.waitActive(panel):
        panel.show()
    panel.table.setFocus()
    return panel


def team(panel: TeamPanel) -> tuple[Member, ...]:
    return members_of(panel.session.workspace, panel.closure_id)


def put(panel: TeamPanel, *members: Member) -> None:
    panel.session.apply(lambda ws: save_members(ws, members=members))


def editor(table: TeamTable) -> QLineEdit:
    edits = [edit for edit in table.viewport().findChildren(QLineEdit) if edit.isVisible()]
    assert len(edits) == 1
    return edits[0]


def type_cell(qtbot: QtBot, panel: TeamPanel, commit_text: Type, text: str, key: Qt.Key = Qt.Key.Key_Tab) -> None:
    qtbot.keyClick(panel.table, Qt.Key.Key_F2)
    edit = editor(panel.table)
    edit.selectAll()
    commit_text(edit, text)
    qtbot.keyClick(edit, key)


def at(panel: TeamPanel) -> tuple[int, int]:
    index = panel.table.currentIndex()
    return index.row(), index.column()


def test_a_team_is_typed_in_cell_by_cell(qtbot: QtBot, panel: TeamPanel, commit_text: Type) -> None:
    assert at(panel) == (0, NAME)
    for text in ("甲某某", "示例市生态环境局", "处长", "13800000001"):
        type_cell(qtbot, panel, commit_text, text)
    (leader,) = team(panel)
    assert (leader.role, leader.name, leader.unit, leader.post, leader.phone) == (
        MemberRole.LEADER, "甲某某", "示例市生态环境局", "处长", "13800000001"
    )
    assert at(panel) == (1, NAME)
    type_cell(qtbot, panel, commit_text, "乙某某", Qt.Key.Key_Return)
    assert [item.role for item in team(panel)] == [MemberRole.LEADER, MemberRole.MEMBER]
    assert at(panel) == (2, NAME)


def test_typing_begins_a_cell_anew(qtbot: QtBot, panel: TeamPanel) -> None:
    put(panel, member(closure_of(panel.session.workspace, _task_id(panel))))
    panel.table.choose(0, PHONE)
    qtbot.keyClicks(panel.table, "1")
    edit = editor(panel.table)
    qtbot.keyClicks(edit, "3900000002")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert team(panel)[0].phone == "13900000002"


def test_an_input_method_types_straight_into_a_cell(qtbot: QtBot, panel: TeamPanel, commit_text: Type) -> None:
    commit_text(panel.table, "甲某某")
    assert editor(panel.table).text() == "甲某某"
    qtbot.keyClick(editor(panel.table), Qt.Key.Key_Return)
    assert team(panel)[0].name == "甲某某"


def test_composing_in_a_cell_begins_it(qtbot: QtBot, panel: TeamPanel, preedit: Type, commit_text: Type) -> None:
    preedit(panel.table, "jia")
    commit_text(panel.table, "甲某某")
    assert editor(panel.table).text() == "甲某某"
    qtbot.keyClick(editor(panel.table), Qt.Key.Key_Return)
    assert team(panel)[0].name == "甲某某"


def test_f2_edits_the_cell_and_not_what_the_page_edits_with_it(qtbot: QtBot, panel: TeamPanel) -> None:
    elsewhere: list[str] = []
    QShortcut(QKeySequence("F2"), panel).activated.connect(lambda: elsewhere.append("title"))
    put(panel, member(closure_of(panel.session.workspace, _task_id(panel))))
    panel.table.choose(0, NAME)
    qtbot.keyClick(panel.table, Qt.Key.Key_F2)
    assert editor(panel.table).text() == "甲某某"
    assert elsewhere == []


def test_enter_while_composing_stays_in_the_cell(qtbot: QtBot, panel: TeamPanel, preedit: Type) -> None:
    qtbot.keyClick(panel.table, Qt.Key.Key_F2)
    preedit(editor(panel.table), "jia")
    qtbot.keyClick(editor(panel.table), Qt.Key.Key_Return)
    assert at(panel) == (0, NAME) and team(panel) == ()
    preedit(editor(panel.table), "")


def test_escape_forgets_what_was_typed(qtbot: QtBot, panel: TeamPanel, commit_text: Type) -> None:
    qtbot.keyClick(panel.table, Qt.Key.Key_F2)
    commit_text(editor(panel.table), "甲某某")
    qtbot.keyClick(editor(panel.table), Qt.Key.Key_Escape)
    assert team(panel) == ()


def test_a_row_is_kept_with_its_first_cell_though_it_has_no_name(
    qtbot: QtBot, panel: TeamPanel, commit_text: Type
) -> None:
    panel.table.choose(0, UNIT)
    type_cell(qtbot, panel, commit_text, "示例市生态环境局")
    (nameless,) = team(panel)
    assert (nameless.name, nameless.unit) == ("", "示例市生态环境局")
    assert "第 1 行：成员缺姓名；没有联系电话" in panel.notices
    panel.table.choose(0, NAME)
    type_cell(qtbot, panel, commit_text, "甲某某")
    assert [(item.name, item.unit) for item in team(panel)] == [("甲某某", "示例市生态环境局")]


def test_a_name_that_is_emptied_empties_the_record(qtbot: QtBot, panel: TeamPanel) -> None:
    put(panel, member(closure_of(panel.session.workspace, _task_id(panel))))
    panel.table.choose(0, NAME)
    qtbot.keyClick(panel.table, Qt.Key.Key_F2)
    editor(panel.table).clear()
    editor(panel.table).parent().typed()  # type: ignore[union-attr]
    qtbot.keyClick(editor(panel.table), Qt.Key.Key_Return)
    assert [(item.name, item.phone) for item in team(panel)] == [("", "13800000001")]


def test_what_cannot_be_saved_now_stays_as_typed_and_is_saved_later(
    qtbot: QtBot, panel: TeamPanel, commit_text: Type
) -> None:
    put(panel, member(closure_of(panel.session.workspace, _task_id(panel))))
    is_done = threading.Event()

    def long_change(_: Workspace) -> Iterator[tuple[int, int, str]]:
        while not is_done.is_set():
            yield 0, 0, ""
        return Changes()

    job = panel.session.steps("正在导入", long_change)
    panel.table.choose(0, POST)
    type_cell(qtbot, panel, commit_text, "副处长", Qt.Key.Key_Return)
    assert "还没有完成" in panel.notices[0] and team(panel)[0].post == "处长"
    is_done.set()
    qtbot.waitUntil(lambda: job.is_over)
    panel.show_closure(panel.closure_id)
    assert panel.table.team.members[0].post == "副处长"
    panel.table.choose(1, NAME)
    type_cell(qtbot, panel, commit_text, "乙某某")
    assert [(item.name, item.post) for item in team(panel)] == [("甲某某", "副处长"), ("乙某某", "")]


@pytest.mark.parametrize(("column", "typed", "whole"), [(UNIT, "环保", "示例市环保局"), (POST, "工程", "工程师"),
                                                        (PHONE, "138", "13800000004")])
def test_every_cell_completes_from_the_directory(
    qtbot: QtBot, panel: TeamPanel, commit_text: Type, column: int, typed: str, whole: str
) -> None:
    person = Person(id=PersonId(new_id()), name="丁某某", unit="示例市环保局", post="工程师", phone="13800000004")
    panel.session.apply(lambda ws: save_person(ws, person=person))
    panel.table.choose(0, column)
    qtbot.keyClick(panel.table, Qt.Key.Key_F2)
    commit_text(editor(panel.table), typed)
    field = editor(panel.table).parent()
    popup = field.completer.popup()  # type: ignore[union-attr]
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert editor(panel.table).text() == whole
    qtbot.keyClick(editor(panel.table), Qt.Key.Key_Tab)
    assert getattr(team(panel)[0], FIELDS[column]) == whole


def test_half_a_name_does_not_join_the_roster(qtbot: QtBot, panel: TeamPanel, commit_text: Type) -> None:
    qtbot.keyClick(panel.table, Qt.Key.Key_F2)
    edit = editor(panel.table)
    commit_text(edit, "甲某")
    edit.parent().pause_over()  # type: ignore[union-attr]
    assert team(panel) == () and panel.session.workspace.find(Person) == []
    commit_text(edit, "某")
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    assert [item.name for item in panel.session.workspace.find(Person)] == ["甲某某"]


def test_a_typed_unit_joins_the_directory(qtbot: QtBot, panel: TeamPanel, commit_text: Type) -> None:
    panel.table.choose(0, UNIT)
    type_cell(qtbot, panel, commit_text, "示例市环保局")
    assert "示例市环保局" in [unit.name for unit in panel.session.workspace.find(Unit)]


def test_the_roster_fills_unit_post_and_phone(qtbot: QtBot, panel: TeamPanel, commit_text: Type) -> None:
    person = Person(id=PersonId(new_id()), name="丁某某", unit="示例环科院", post="工程师", phone="13800000004")
    panel.session.apply(lambda ws: save_person(ws, person=person))
    type_cell(qtbot, panel, commit_text, "丁某某", Qt.Key.Key_Return)
    assert (team(panel)[0].unit, team(panel)[0].post, team(panel)[0].phone) == ("示例环科院", "工程师", "13800000004")


def test_choosing_a_namesake_from_the_list_fills_the_row(qtbot: QtBot, panel: TeamPanel, commit_text: Type) -> None:
    for unit in ("示例市住建局", "示例市水利局"):
        person = Person(id=PersonId(new_id()), name="丁某某", unit=unit, phone="13800000004")
        panel.session.apply(lambda ws, person=person: save_person(ws, person=person))
    qtbot.keyClick(panel.table, Qt.Key.Key_F2)
    edit = editor(panel.table)
    commit_text(edit, "丁某")
    field = edit.parent()
    qtbot.waitUntil(lambda: field.completer.popup().isVisible())  # type: ignore[attr-defined]
    popup = field.completer.popup()  # type: ignore[attr-defined]
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert team(panel)[0].unit == "示例市水利局"
    assert at(panel) == (1, NAME)


def test_a_block_from_a_spreadsheet_makes_rows(qtbot: QtBot, panel: TeamPanel) -> None:
    QApplication.clipboard().setText(
        "验收组\t姓名\t单位\t职务\t联系电话\r\n组长\t甲某某\t示例市督改办\t副主任\t13800000001\r\n"
        "副组长\t乙某某\t示例市生态环境局\t处长\t13800000002\r\n\t丙某某\t示例市生态环境局\t科员\t13800000003\r\n"
    )
    qtbot.keyClick(panel.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [(item.role, item.name, item.phone) for item in team(panel)] == [
        (MemberRole.LEADER, "甲某某", "13800000001"),
        (MemberRole.DEPUTY, "乙某某", "13800000002"),
        (MemberRole.DEPUTY, "丙某某", "13800000003"),
    ]
    assert panel.session.undo_label() == "保存 3 名验收组成员"


def test_a_quoted_cell_of_several_lines_stays_one_cell(qtbot: QtBot, panel: TeamPanel) -> None:
    QApplication.clipboard().setText(
        '组长\t甲某某\t"示例市\n生态环境局"\t"科长\r\n（主持工作）"\t13800000001\r\n成员\t乙某某\t示例市“督改”办\t\t\r\n'
        '成员\t丙某某\t"示例""两高""专班"\t12" 屏\t'
    )
    qtbot.keyClick(panel.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [(item.name, item.unit, item.post, item.phone) for item in team(panel)] == [
        ("甲某某", "示例市生态环境局", "科长（主持工作）", "13800000001"),
        ("乙某某", "示例市“督改”办", "", ""),
        ("丙某某", "示例“两高”专班", '12" 屏', ""),
    ]


def test_names_alone_can_be_pasted_into_the_name_column(qtbot: QtBot, panel: TeamPanel) -> None:
    QApplication.clipboard().setText("甲某某\n乙某某\n")
    qtbot.keyClick(panel.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [item.name for item in team(panel)] == ["甲某某", "乙某某"]
    assert team(panel)[0].role is MemberRole.LEADER


@pytest.mark.parametrize(
    ("text", "column", "fields"),
    [
        ("1\t组长\t甲某某\n2\t成员\t乙某某", 0, ["", "role", "name"]),
        ("甲某某\t示例局", 0, ["name", "unit"]),
        ("组长\t甲某某", 0, ["role", "name"]),
        ("组长\t甲某某\n\t乙某某", 1, ["role", "name"]),
        ("1\t组长\t甲某某\n2\t成员\t乙某某", 1, ["", "role", "name"]),
        ("组长\t甲某某\n成员\t乙某某", 2, ["role", "name"]),
        ("甲某某\t示例局\t处长\t13800000001", 2, ["name", "unit", "post", "phone"]),
        ("组长", 1, ["name"]),
        ("示例局\t处长\t13800000001\t备注", 2, ["unit", "post", "phone", ""]),
        ("姓名\t手机号\n甲某某\t13800000001", 3, ["name", "phone"]),
    ],
    ids=["numbers first", "names first", "roles first", "roles from a name on", "numbers and roles from a name on",
         "roles from a unit on", "names and phones from a unit on",
         "one word", "from the unit on", "its own head"],
)
def test_the_columns_of_a_block_are_understood(text: str, column: int, fields: list[str]) -> None:
    cells = [line.split("\t") for line in text.splitlines()]
    assert block_fields(cells, column)[0] == fields


def test_cells_are_copied_as_a_block(qtbot: QtBot, panel: TeamPanel) -> None:
    closure = closure_of(panel.session.workspace, _task_id(panel))
    put(panel, member(closure), member(closure, "乙某某", MemberRole.MEMBER, 1))
    panel.table.selectAll()
    qtbot.keyClick(panel.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    first = QApplication.clipboard().text().splitlines()[0]
    assert first == "组长\t甲某某\t示例市生态环境局\t处长\t13800000001"


def test_delete_empties_cells_and_on_a_name_takes_the_row(qtbot: QtBot, panel: TeamPanel) -> None:
    put(panel, member(closure_of(panel.session.workspace, _task_id(panel))))
    panel.table.choose(0, POST)
    qtbot.keyClick(panel.table, Qt.Key.Key_Delete)
    assert team(panel)[0].post == ""
    panel.table.choose(0, NAME)
    qtbot.keyClick(panel.table, Qt.Key.Key_Delete)
    assert team(panel) == ()
    panel.session.undo()
    assert team(panel)[0].name == "甲某某"


def test_rows_are_moved_and_take_the_role_of_their_neighbours(qtbot: QtBot, panel: TeamPanel) -> None:
    closure = closure_of(panel.session.workspace, _task_id(panel))
    put(panel, *(member(closure, name, role, place) for place, (name, role) in enumerate((
        ("甲某某", MemberRole.LEADER), ("乙某某", MemberRole.MEMBER), ("丙某某", MemberRole.MEMBER)
    ))))
    panel.table.choose(2, NAME)
    qtbot.keyClick(panel.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [item.name for item in team(panel)] == ["甲某某", "丙某某", "乙某某"]
    assert at(panel) == (1, NAME)
    qtbot.keyClick(panel.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [item.role for item in team(panel)] == [MemberRole.LEADER, MemberRole.LEADER, MemberRole.MEMBER]


def test_a_role_is_typed_by_its_beginning(qtbot: QtBot, panel: TeamPanel, commit_text: Type) -> None:
    put(panel, member(closure_of(panel.session.workspace, _task_id(panel))))
    panel.table.choose(0, 0)
    type_cell(qtbot, panel, commit_text, "副")
    assert team(panel)[0].role is MemberRole.DEPUTY
    assert read_role("组员") is None and read_role(" 成 员 ") is MemberRole.MEMBER


def test_what_looks_wrong_is_told_where_it_stands(qtbot: QtBot, panel: TeamPanel) -> None:
    closure = closure_of(panel.session.workspace, _task_id(panel))
    wrong = Member(id=member(closure).id, closure_id=closure.id, name="乙某某", phone="1380000", position=3)
    put(panel, member(closure), member(closure, position=1), wrong)
    texts = "\n".join(panel.notices)
    assert "与第 1 行是同一个人" in texts and "“1380000”不像电话号码" in texts and "没有单位" in texts
    row = panel.table.team.row_of(wrong.id)
    assert "不像电话号码" in panel.table.team.problem(row, PHONE)
    assert panel.table.team.problem(0, PHONE) == ""


@pytest.mark.parametrize("text", ["13800000001", "138 0000 0001", "024-88000001", "88000001", "024-88000001转8001",
                                  "13800000001、024-88000001", "+8613800000001", "+86 138-0000-0001"])
def test_phone_numbers_as_offices_write_them(text: str) -> None:
    assert is_phone(text)


@pytest.mark.parametrize("text", ["1380000", "甲某某", "12800000001", "138000000011", "024-"])
def test_what_is_no_phone_number(text: str) -> None:
    assert not is_phone(text)


def test_the_team_of_another_task_is_copied(qtbot: QtBot, panel: TeamPanel) -> None:
    other = closure_of(panel.session.workspace, add_task(panel.session.workspace, "12-02").id)
    put(panel, member(other), member(other, "乙某某", MemberRole.MEMBER, 1))
    ((source, words),) = panel.teams()
    assert words == "任务 12-02（2 人）"
    panel.copy_from(source)
    assert [item.name for item in team(panel)] == ["甲某某", "乙某某"]


def test_tab_leads_through_the_cells_and_out_at_the_end(qtbot: QtBot, panel: TeamPanel) -> None:
    put(panel, member(closure_of(panel.session.workspace, _task_id(panel))))
    panel.table.choose(0, PHONE)
    qtbot.keyClick(panel.table, Qt.Key.Key_Tab)
    assert at(panel) == (1, NAME)
    qtbot.keyClick(panel.table, Qt.Key.Key_Tab)
    assert not panel.table.hasFocus()


def test_a_cell_is_saved_after_a_pause_and_stays_open(qtbot: QtBot, panel: TeamPanel, commit_text: Type) -> None:
    put(panel, member(closure_of(panel.session.workspace, _task_id(panel))))
    panel.table.choose(0, POST)
    qtbot.keyClick(panel.table, Qt.Key.Key_F2)
    edit = editor(panel.table)
    edit.selectAll()
    commit_text(edit, "副处长")
    edit.parent().commit()  # type: ignore[attr-defined]
    assert team(panel)[0].post == "副处长"
    assert editor(panel.table) is edit and edit.text() == "副处长"


def _task_id(panel: TeamPanel) -> str:
    from models.domain.closure import Closure

    ws: Workspace = panel.session.workspace
    return ws.need(Closure, panel.closure_id).task_id
