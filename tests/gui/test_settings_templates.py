"""设置 · Word 模板: files looked at before they are kept, their faults by place, the names with what they print."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gui import opening
from gui.pages.settings import SettingsPage
from gui.parts.buttons import Button
from gui.parts.labels import Meta
from gui.session import Session
from gui.settings.template_panel import TemplatePanel
from models.domain.closure import PaperKind
from models.domain.office_forms import OfficeTemplate
from models.sample import make_sample
from tests.exporters.template.county import notice
from tests.exporters.template.samples import para, relation, template
from tests.gui.conftest import on_screen

Type = Callable[[QWidget, str], None]


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> SettingsPage:
    """Give the settings on screen, told of every change, with the templates open."""
    page = SettingsPage(session)
    on_screen(page, session, qtbot, 1213, 640)
    page.go_to("templates")
    return page


@pytest.fixture
def panel(page: SettingsPage) -> TemplatePanel:
    panel = page.tabs.stack.currentWidget()
    assert isinstance(panel, TemplatePanel)
    return panel


def write(folder: Path, name: str, *lines: str, **more: Any) -> Path:
    path = folder / name
    path.write_bytes(template(*(para(line) for line in lines), **more))
    return path


def settled(panel: TemplatePanel, qtbot: QtBot) -> None:
    jobs = panel.session.jobs
    qtbot.waitUntil(lambda: not jobs._begun() and not jobs.waiting())


def add(panel: TemplatePanel, qtbot: QtBot, answers: dict[str, Any], *paths: Path) -> None:
    answers["pick_files"] = list(paths)
    panel.add.click()
    settled(panel, qtbot)


def rows(panel: TemplatePanel) -> list[tuple[str, ...]]:
    return [tuple(map(str, panel.model.values(row))) for row in range(panel.model.rowCount())]


def stored(session: Session) -> list[str]:
    return sorted(session.workspace.vault.stored())


def test_a_template_is_looked_at_and_kept_with_the_kind_its_name_speaks_of(
    panel: TemplatePanel, session: Session, qtbot: QtBot, answers: dict[str, Any], tmp_path: Path
) -> None:
    add(panel, qtbot, answers, notice(tmp_path / "示例县公示.docx"))
    assert rows(panel) == [("示例县公示", "公示", "✓ 可用")]
    assert panel.card.label.read() == "示例县公示"
    assert panel.card.file.text() == "示例县公示.docx"
    assert "没有用到" in panel.card.said.plain()
    assert session.undo_label() == "添加 Word 模板：示例县公示"
    session.undo()
    assert rows(panel) == []
    assert panel.card.of_one.isHidden()


def test_a_template_with_a_fault_is_not_kept_and_its_places_are_told(
    panel: TemplatePanel, session: Session, qtbot: QtBot, answers: dict[str, Any], tmp_path: Path
) -> None:
    good, bad = write(tmp_path, "好.docx", "{{验收日期}}"), write(tmp_path, "坏.docx", "甲", "于{{验收时间}}验收")
    add(panel, qtbot, answers, good, bad)
    assert [row[0] for row in rows(panel)] == ["好"]
    assert panel.card.refused.isVisible()
    said = panel.card.refused.said.plain()
    assert said.startswith("坏.docx 有 1 处须改：")
    assert "没有用到" in panel.card.said.plain(), "of the one that is chosen"
    assert "▲ 第2段：没有“验收时间”这个名称。最接近的是 {{验收日期}}" in said
    assert len(stored(session)) == 1


def test_what_only_wants_a_look_is_kept_and_told(
    panel: TemplatePanel, qtbot: QtBot, answers: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "有批注.docx"
    path.write_bytes(template(para("{{验收日期}}", '<w:r><w:commentReference w:id="1"/></w:r>')))
    add(panel, qtbot, answers, path)
    assert rows(panel) == [("有批注", "验收销号意见", "▲ 1 处请核对")]
    assert panel.card.said.plain().startswith("△ 批注：有批注，会留在每份文书里。")


def test_a_file_that_is_not_let_in_says_why(
    panel: TemplatePanel, session: Session, qtbot: QtBot, answers: dict[str, Any], tmp_path: Path
) -> None:
    path = write(tmp_path, "连着.docx", "{{验收日期}}", relations=relation("image", "http://example.com/a.png"))
    add(panel, qtbot, answers, path)
    assert rows(panel) == [] and stored(session) == []
    assert panel.card.refused.said.plain().startswith("▲ 连着.docx：模板连着不在文件里的图片，不收。请")
    panel.card.refused.away.click()
    assert not panel.card.refused.isVisible()


def test_a_refused_file_that_was_mended_is_taken_without_picking_it_again(
    panel: TemplatePanel, qtbot: QtBot, answers: dict[str, Any], tmp_path: Path
) -> None:
    good, bad = write(tmp_path, "好.docx", "{{主送}}"), write(tmp_path, "坏.docx", "｛｛验收日期｝｝")
    add(panel, qtbot, answers, good, bad)
    panel.card.refused.again.click()
    settled(panel, qtbot)
    assert panel.card.refused.isVisible(), "nothing was mended yet"
    write(tmp_path, "坏.docx", "{{验收日期}}")
    panel.card.refused.again.click()
    settled(panel, qtbot)
    assert [row[0] for row in rows(panel)] == ["好", "坏"]
    assert not panel.card.refused.isVisible()


def test_a_second_click_in_haste_deletes_no_second_template(
    panel: TemplatePanel, session: Session, qtbot: QtBot, answers: dict[str, Any], tmp_path: Path
) -> None:
    add(panel, qtbot, answers, *(write(tmp_path, f"{name}.docx", f"{name}{{{{主送}}}}") for name in "甲乙丙"))
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(panel.card.remove, left)
    qtbot.mouseDClick(panel.card.remove, left)
    assert len(rows(panel)) == 2
    session.undo()
    assert [row[0] for row in rows(panel)] == ["甲", "乙", "丙"]


def test_the_names_can_be_narrowed_to_those_the_template_does_not_hold(
    panel: TemplatePanel, session: Session, qtbot: QtBot, answers: dict[str, Any], tmp_path: Path
) -> None:
    names = panel.names

    def shown() -> list[object]:
        return [names.model.id_at(row) for row in range(names.model.rowCount())]

    assert "unused" not in dict(names.group._choices)
    add(panel, qtbot, answers, write(tmp_path, "意见.docx", "{{验收日期}}", "{{整段.正文}}"))
    everything = shown()
    names.group.pick("unused")
    assert set(everything) - set(shown()) == {"验收日期", "整段.正文"}
    panel.card.remove.click()
    assert names.group.key() == "" and shown() == everything


def test_the_same_template_twice_is_told_and_kept_once(
    panel: TemplatePanel, session: Session, qtbot: QtBot, answers: dict[str, Any], tmp_path: Path
) -> None:
    path = write(tmp_path, "意见.docx", "{{验收日期}}")
    add(panel, qtbot, answers, path)
    with qtbot.waitSignal(session.failed) as told:
        add(panel, qtbot, answers, path)
    assert "和已有的模板内容一样" in str(told.args[0])
    assert len(rows(panel)) == 1 and len(stored(session)) == 1


def test_a_file_is_taken_by_dropping_it(panel: TemplatePanel, qtbot: QtBot, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(write(tmp_path, "意见.docx", "{{验收日期}}")))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    panel.dropEvent(QDropEvent(QPointF(20, 20), copy, data, left, none))
    settled(panel, qtbot)
    assert [row[0] for row in rows(panel)] == ["意见"]


def test_name_kind_and_place_are_changed_where_they_stand(
    panel: TemplatePanel, session: Session, qtbot: QtBot, answers: dict[str, Any], tmp_path: Path, commit_text: Type
) -> None:
    add(panel, qtbot, answers, write(tmp_path, "甲.docx", "{{验收日期}}"), write(tmp_path, "乙.docx", "{{主送}}"))
    assert not panel.card.down.isEnabled()
    panel.card.up.click()
    assert [row[0] for row in rows(panel)] == ["乙", "甲"]
    panel.card.label.setFocus()
    panel.card.label.edit.selectAll()
    commit_text(panel.card.label.edit, "县公示")
    panel.table.setFocus()
    place = panel.card.kind._keys.index(PaperKind.PUBLIC_NOTICE)
    panel.card.kind.combo.setCurrentIndex(place)
    panel.card.kind.combo.activated.emit(place)
    assert rows(panel)[0][:2] == ("县公示", "公示")
    panel.card.remove.click()
    assert [row[0] for row in rows(panel)] == ["甲"]
    assert panel.card.label.read() == "甲"
    session.undo()
    assert [row[0] for row in rows(panel)] == ["县公示", "甲"]


def test_another_file_takes_its_place_only_where_it_is_right(
    panel: TemplatePanel, session: Session, qtbot: QtBot, answers: dict[str, Any], tmp_path: Path
) -> None:
    add(panel, qtbot, answers, write(tmp_path, "意见.docx", "{{验收日期}}"))
    (before,) = session.workspace.find(OfficeTemplate)
    answers["pick_files"] = [write(tmp_path, "错.docx", "{{验收时间}}")]
    panel.card.replace.click()
    settled(panel, qtbot)
    assert session.workspace.find(OfficeTemplate) == [before]
    assert "错.docx 有 1 处须改" in panel.card.refused.said.plain()
    write(tmp_path, "错.docx", "{{验收日期}}。")
    panel.card.refused.again.click()
    settled(panel, qtbot)
    assert session.workspace.find(OfficeTemplate)[0].file_name == "错.docx"
    answers["pick_files"] = [write(tmp_path, "新.docx", "{{主送}}：")]
    panel.card.replace.click()
    settled(panel, qtbot)
    (after,) = session.workspace.find(OfficeTemplate)
    assert (after.label, after.file_name) == ("意见", "新.docx") and after.sha256 != before.sha256
    assert panel.card.file.text() == "新.docx"


def test_what_is_opened_is_a_copy(
    panel: TemplatePanel, session: Session, qtbot: QtBot, answers: dict[str, Any], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(opening, "open_path", lambda _, path: opened.append(path))
    path = write(tmp_path, "意见.docx", "{{验收日期}}")
    add(panel, qtbot, answers, path)
    panel.card.open.click()
    assert opened[0].name == "意见.docx" and opened[0].read_bytes() == path.read_bytes()
    assert opened[0].is_relative_to(opening.opened_folder(session))


def test_a_template_whose_file_is_gone_says_so_when_it_is_looked_at_again(
    panel: TemplatePanel, session: Session, qtbot: QtBot, answers: dict[str, Any], tmp_path: Path
) -> None:
    add(panel, qtbot, answers, write(tmp_path, "意见.docx", "{{验收日期}}"))
    session.workspace.vault.path_of(session.workspace.find(OfficeTemplate)[0].sha256).unlink()
    again = TemplatePanel(session)
    qtbot.addWidget(again)
    again.refresh(None)
    assert rows(again)[0][2] == "○ 正在检查"
    again.show()
    settled(again, qtbot)
    assert rows(again)[0][2] == "▲ 不能用"
    assert "读不出来" in again.card.said.plain()
    again.hide()


@pytest.mark.parametrize("width", [872, 1213, 1768])
def test_list_card_and_names_stand_side_by_side_in_every_width(
    page: SettingsPage, panel: TemplatePanel, qtbot: QtBot, answers: dict[str, Any], tmp_path: Path, width: int
) -> None:
    page.resize(width, 560)
    panel.names.group.pick("rows")
    add(panel, qtbot, answers, notice(tmp_path / "示例县公示.docx"), write(tmp_path, "坏.docx", "{{验收时间}}"))
    QApplication.processEvents()
    assert panel.width() == width
    assert panel.names.x() >= panel.left.width() and panel.names.x() + panel.names.width() == width
    for side in (panel.left, panel.names):
        for part in (*side.findChildren(QAbstractButton), *side.findChildren(QLineEdit), *side.findChildren(Meta)):
            if part.isVisible():
                right = part.mapTo(side, part.rect().topRight()).x()
                needed = part.sizeHint().width() if isinstance(part, Button) else 0
                assert right < side.width() and part.width() >= needed, part.accessibleName() or part
    bar = [panel.names.filter, panel.names.group, panel.names.sample]
    assert all(one.geometry().right() < other.x() for one, other in pairwise(bar[: 2 + bar[2].isVisible()]))


def test_the_names_tell_what_they_print_for_a_closure(page: SettingsPage, session: Session, qtbot: QtBot) -> None:
    make_sample(session.workspace)
    page.go_to("office")
    page.go_to("templates")
    panel = page.tabs.stack.currentWidget()
    settled(panel, qtbot)
    names = panel.names
    assert names.sample.text() == "任务 1"

    def value(name: str) -> str:
        return str(names.model.values(names.model.row_of(name))[2])

    assert value("任务.称谓") == "第1项"
    assert value("整段.反馈问题").startswith("示例省一些地方领导干部")
    assert value("整段.签字表") == "表格，5 行"
    assert value("成员.姓名") == "甲某某"
    assert value("会同部门")
    names.sample.pick(next(key for key, words in names.sample._choices if words == "任务 18"))
    settled(panel, qtbot)
    assert value("任务.称谓") == "第18项"


def test_names_are_filtered_grouped_and_copied(panel: TemplatePanel, qtbot: QtBot) -> None:
    names = panel.names
    names.group.pick("rows")
    assert names.model.id_at(0) == "措施.序号"
    assert "表格的一行" in names.hint.text()
    names.group.pick("")
    names.filter.setText("验收日")
    names.filter._tell()
    assert [names.model.id_at(row) for row in range(names.model.rowCount())] == ["验收日期"]
    names.table.choose("验收日期")
    qtbot.keyClick(names.table, Qt.Key.Key_Return)
    assert QApplication.clipboard().text() == "{{验收日期}}"
    assert names.hint.text() == "已复制 {{验收日期}}，到 Word 里粘贴。"
    names.filter.setText("没有这样的")
    names.filter._tell()
    assert names.model.rowCount() == 0


def test_a_click_on_copy_puts_the_tag_of_its_row_on_the_clipboard(panel: TemplatePanel, qtbot: QtBot) -> None:
    table, model = panel.names.table, panel.names.model
    assert all(str(model.values(row)[3]) == "复制" for row in range(model.rowCount()))
    box = table.visualRect(model.index(4, 3))
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert QApplication.clipboard().text() == "{{主送}}" == str(model.values(4)[0])
    assert panel.names.hint.text() == "已复制 {{主送}}，到 Word 里粘贴。"


def test_ctrl_f_goes_to_the_filter_of_the_names(page: SettingsPage, panel: TemplatePanel, qtbot: QtBot) -> None:
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert panel.names.filter.hasFocus()
