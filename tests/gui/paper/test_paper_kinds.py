from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from exporters.blocks import texts
from exporters.forms.sections import generated_sections
from exporters.registry import PAPERS
from exporters.standing import PaperState
from gui.pages.paper.page import PaperPage
from gui.places import ACCEPTANCE, EVIDENCE, OVERVIEW, PUBLICITY, SETTINGS, TASK, FormPlace, PaperPlace, TaskPlace
from models.actions.papers import save_paper
from models.actions.progress import revise_figure
from models.assembly import paper_of
from models.domain.closure import Closure, ClosureId, Paper, PaperKind
from models.domain.directory import Issuer
from models.domain.finding import Finding, Level, Target
from models.domain.plan import Figure, Task

OPINION = PaperKind.CLOSURE_OPINION


def go(page: PaperPage, kind: PaperKind) -> None:
    assert page.closure_id is not None
    page.go_to(PaperPlace(closure_id=page.closure_id, kind=kind))


def found_out(qtbot: QtBot, page: PaperPage) -> dict[PaperKind, str]:
    qtbot.waitUntil(page.kinds.standings.is_done)
    return {kind: page.kinds.say(kind).partition("：")[2] for kind in PAPERS}


@pytest.mark.parametrize("kind", PAPERS)
def test_each_kind_shows_its_own_sections_and_its_own_paper(page: PaperPage, kind: PaperKind) -> None:
    go(page, kind)
    assert page.head.title.text() == kind.label and page.form is not None and page.form.kind is kind
    assert page.dossier is not None
    assert list(page.editor.blocks) == [item.key for item in generated_sections(page.form, page.dossier)]
    document = page.reading.document()
    assert document is not None and document.title == "".join(page.texts[0].lines)


def half_done(page: PaperPage) -> ClosureId:
    """Go to the task of which no paper was begun, and return its closure."""
    ws = page.session.workspace
    closure = ws.find(Closure, task_id=ws.find(Task, number="12-02")[0].id)[0]
    page.go_to(PaperPlace(closure_id=closure.id))
    return closure.id


def test_the_row_of_kinds_says_how_far_each_paper_is(qtbot: QtBot, page: PaperPage) -> None:
    said = found_out(qtbot, page)
    assert said.pop(PaperKind.PHOTO_PAIRS) == "未开始"
    assert [said.pop(kind) for kind in PAPERS[-3:-1]] == ["可导出", "可导出"] and set(said.values()) == {"可签发"}
    closure_id = half_done(page)
    assert set(found_out(qtbot, page).values()) == {"未开始"}
    for kind in (PaperKind.PUBLIC_NOTICE, PaperKind.EVIDENCE_CATALOGUE):
        page.session.apply(lambda ws, kind=kind: save_paper(ws, paper=paper_of(ws, closure_id, kind)))
    said = found_out(qtbot, page)
    assert said[PaperKind.EVIDENCE_CATALOGUE] == "可导出" and said[PaperKind.MAPPING_TABLE] == "未开始"
    assert page.kinds.standing(PaperKind.PUBLIC_NOTICE).state is PaperState.LACKING  # type: ignore[union-attr]
    assert page.kinds.say(PaperKind.PUBLIC_NOTICE).startswith("公示：缺 ")


def test_a_click_and_the_arrows_lead_to_the_next_kind(qtbot: QtBot, page: PaperPage) -> None:
    left, right, kind = page.kinds.spans()[3]
    assert kind is PaperKind.SELF_CHECK_REPORT
    middle = page.kinds.rect().center()
    middle.setX(round((left + right) / 2))
    qtbot.mouseClick(page.kinds, Qt.MouseButton.LeftButton, pos=middle)
    assert page.kind is PaperKind.SELF_CHECK_REPORT
    page.kinds.setFocus()
    qtbot.keyClick(page.kinds, Qt.Key.Key_Right)
    assert page.kind is PaperKind.VERIFICATION_OPINION
    qtbot.keyClick(page, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert page.kind is PaperKind.EVIDENCE_CATALOGUE
    assert page.place() == PaperPlace(closure_id=page.closure_id, section="title", kind=page.kind)


def test_only_what_the_form_prints_is_asked_for(page: PaperPage) -> None:
    def asked() -> set[str]:
        return {name for name, field in page.facts.fields.items() if not field.isHidden()}

    assert {"addressee", "document_sequence", "signers", "secrecy"} <= asked()
    go(page, PaperKind.EVIDENCE_CATALOGUE)
    assert asked() == {"form", "title_lines", "has_red_head"}
    assert not page.facts.focus_on("addressee")
    go(page, PaperKind.PUBLIC_NOTICE)
    assert asked() == {"form", "title_lines", "has_red_head", "issuer_id", "dated_on", "is_sealed", "signers"}
    go(page, PaperKind.SELF_CHECK_REPORT)
    assert "addressee" in asked()


def test_a_paper_under_a_red_head_is_asked_for_its_number(page: PaperPage) -> None:
    go(page, PaperKind.SELF_CHECK_REPORT)
    page.facts.fields["has_red_head"].saved.emit(True)
    assert not page.facts.fields["document_sequence"].isHidden()
    (own,) = page.session.workspace.find(Paper, kind=PaperKind.SELF_CHECK_REPORT)
    assert own.has_red_head


def test_the_issuer_of_another_paper_is_offered_and_not_taken(page: PaperPage) -> None:
    ws, closure_id = page.session.workspace, half_done(page)
    issuer = ws.find(Issuer)[1]
    opinion = replace(paper_of(ws, closure_id), issuer_id=issuer.id)
    page.session.apply(lambda at: save_paper(at, paper=opinion))
    go(page, PaperKind.SELF_CHECK_REPORT)
    facts = page.facts
    assert page.dossier is not None and page.dossier.issuer is None
    assert not facts.same_issuer.isHidden() and facts.same_issuer.text().startswith("与意见相同：示例市")
    facts.same_issuer.click()
    assert paper_of(ws, closure_id, PaperKind.SELF_CHECK_REPORT).issuer_id == issuer.id
    assert facts.same_issuer.isHidden() and paper_of(ws, closure_id) == opinion


def test_the_issuer_and_addressee_of_the_last_paper_of_the_kind_are_offered_where_the_closure_has_none(
    page: PaperPage,
) -> None:
    ws = page.session.workspace
    (last,) = ws.find(Paper, kind=PaperKind.SELF_CHECK_REPORT)
    closure_id = half_done(page)
    page.go_to(PaperPlace(closure_id=closure_id, kind=PaperKind.SELF_CHECK_REPORT))
    facts = page.facts
    assert not facts.same_issuer.isHidden() and facts.same_issuer.text().startswith("沿用上一份自查报告：示例县")
    facts.same_issuer.click()
    own = paper_of(ws, closure_id, PaperKind.SELF_CHECK_REPORT)
    assert (own.issuer_id, own.addressee) == (last.issuer_id, last.addressee) and own.dated_on is None


def test_an_office_without_issuers_is_led_to_where_they_are_added(page: PaperPage) -> None:
    ws, closure_id = page.session.workspace, half_done(page)
    assert page.facts.add_issuer.isHidden()
    with ws.change("删除发文主体") as change:
        for paper in ws.find(Paper):
            change.delete(paper)
        for issuer in ws.find(Issuer):
            change.delete(issuer)
    page.refresh(None)
    page.go_to(PaperPlace(closure_id=closure_id, section="issuer_id"))
    wanted: list[object] = []
    page.session.wanted.connect(lambda *place: wanted.append(place))
    assert page.facts.add_issuer.isVisible()
    page.facts.add_issuer.click()
    assert wanted == [(SETTINGS, "issuers")]


def test_a_table_is_read_here_and_made_elsewhere(qtbot: QtBot, page: PaperPage) -> None:
    go(page, PaperKind.EVIDENCE_CATALOGUE)
    block = next(block for block in page.editor.blocks.values() if block.table is not None)
    section = block.section
    assert block.field.isHidden() and block.table.model().rowCount() == len(section.lines)
    assert block.table.rows[0] == tuple(section.lines[0].split("\t"))
    with qtbot.waitSignal(page.session.wanted) as asked:
        block.lead.click()
    task = page.dossier.task.id  # type: ignore[union-attr]
    assert asked.args == [TASK, TaskPlace(task_id=task, tab=EVIDENCE, closure_id=page.closure_id)]


@pytest.mark.parametrize(
    ("table", "field", "key", "tab", "focus"),
    [
        ("publicities", "starts_on", TASK, PUBLICITY, "starts_on"), ("objections", "", TASK, PUBLICITY, "x"),
        ("acceptances", "findings", TASK, ACCEPTANCE, "findings"), ("plans", "title", TASK, OVERVIEW, "plan.title"),
        ("joint_units", "", TASK, ACCEPTANCE, "joint"),
    ],
)
def test_a_finding_leads_to_the_tab_that_holds_its_record(
    qtbot: QtBot, page: PaperPage, table: str, field: str, key: str, tab: str, focus: str
) -> None:
    finding = Finding(level=Level.STOP, code="x", where="x", text="x", remedy="x",
                      target=Target(table=table, id="x", field=field))
    with qtbot.waitSignal(page.session.wanted) as asked:
        page.go_to_finding(finding)
    assert asked.args[0] == key and asked.args[1].tab == tab and asked.args[1].focus == focus


@pytest.mark.parametrize(
    ("table", "tab"),
    [("office_forms", FormPlace(form_id="x", field="office_name")), ("issuers", "issuers"), ("settings", "office")],
)
def test_a_finding_about_the_office_leads_to_the_settings(
    qtbot: QtBot, page: PaperPage, table: str, tab: str | FormPlace
) -> None:
    finding = Finding(level=Level.WARN, code="x", where="x", text="x", remedy="x",
                      target=Target(table=table, id="x", field="office_name"))
    with qtbot.waitSignal(page.session.wanted) as asked:
        page.go_to_finding(finding)
    assert asked.args == [SETTINGS, tab]


def test_a_figure_the_records_no_longer_give_is_marked_under_any_head(page: PaperPage) -> None:
    ws = page.session.workspace
    figure = next(item for item in ws.find(Figure) if item.number == "7")
    page.session.apply(lambda at: revise_figure(at, figure_id=figure.id, number="8"))
    for kind, key in ((PaperKind.SELF_CHECK_REPORT, "each_measure"), (PaperKind.VERIFICATION_OPINION, "implementation"),
                      (PaperKind.NOTICE_TABLE, "implementation")):
        go(page, kind)
        marked = page.editor.blocks[key].field.edit.extraSelections()
        assert {item.cursor.selectedText() for item in marked} == {"7"}


def test_the_signature_table_alone_is_an_action_of_the_opinion(page: PaperPage) -> None:
    assert page.buttons.menu.table.isVisible()
    go(page, PaperKind.PUBLIC_NOTICE)
    assert not page.buttons.menu.table.isVisible()


def test_the_rows_of_a_two_column_paper_stand_in_the_reading_view(page: PaperPage) -> None:
    go(page, PaperKind.NOTICE_TABLE)
    document = page.reading.document()
    assert document is not None
    keys = [section.key for section in document.sections]
    assert keys[0] == "title" and keys.index("opening") < keys.index("rows") < keys.index("sign_off")
    printed = [text for block in document.blocks() for text in texts(block)]
    assert "反馈问题" in printed and "整改目标" in printed


def test_saving_one_kind_leaves_the_others(page: PaperPage) -> None:
    ws = page.session.workspace
    go(page, PaperKind.PUBLIC_NOTICE)
    before = ws.find(Paper, kind=OPINION)
    own = paper_of(ws, page.closure_id, PaperKind.PUBLIC_NOTICE)  # type: ignore[arg-type]
    page.session.apply(lambda at: save_paper(at, paper=replace(own, signers="中共示例县委、示例县人民政府")))
    assert ws.find(Paper, kind=OPINION) == before
    assert page.editor.blocks["sign_off"].field.text().startswith("中共示例县委\n示例县人民政府")


def test_the_column_signed_by_hand_leaves_its_room_to_the_phones(qtbot: QtBot, page: PaperPage) -> None:
    table = page.editor.blocks["signature_table"].table
    model = table.model()
    titles = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())]
    assert titles == ["验收组", "姓名", "单位", "职务（职称）", "联系电话（手机）"]
    phones = titles.index("联系电话（手机）")
    assert model.index(0, phones).data() == "13800000001"
    qtbot.waitUntil(lambda: table.columnWidth(phones) >= table.fontMetrics().horizontalAdvance("13800000001"))
