"""A store in which own forms are broken in every way: the window opens, every page can be used, each fault is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from exporters.check import check
from exporters.paper_job import PaperRefused
from exporters.produce import prepare
from exporters.selection import Selection
from gui import desk
from gui.app import make_window
from gui.forms.form_list import UNKNOWN
from gui.forms.panel import FormsPanel
from gui.pages.paper.page import PaperPage
from gui.places import FORMS, PAPER, PAPERS, PUBLICITY, SETTINGS, TASK, TASKS, FormPlace, PaperPlace, TaskPlace
from gui.window import MainWindow
from models.actions.office_forms import delete_form
from models.assembly import closures_of, paper_of
from models.assembly.forms import known_forms
from models.domain.closure import Closure, PaperKind
from models.domain.finding import Level
from models.domain.office_forms import OfficeForm, OfficeFormId
from models.domain.plan import Task
from models.domain.settings import DEFAULT_FORM, Setting, SettingId
from models.form_files import write_form
from models.workspace import Workspace

SHENYANG = "closure-opinion-shenyang"
TABS = ("office", "issuers", "units", "persons", "forms", "templates", "holidays", "backup", "history", "machine")


def faulty_texts(ws: Workspace) -> dict[str, tuple[str, str]]:
    """Return kind and text of forms nobody can print by, as a hand or another program may have left them."""
    text = write_form(ws.reference.form(SHENYANG))
    return {
        "语法": ("closure_opinion", text.replace('"problem"', "problem")),
        "空的": ("closure_opinion", ""),
        "空位": ("closure_opinion", text.replace(SHENYANG, "空位").replace("{主送}", "{主松}")),
        "编号": ("closure_opinion", text.replace(SHENYANG, "编号").replace('numbering = "1."', 'numbering = "甲、"')),
        "内容": ("closure_opinion", text.replace(SHENYANG, "内容").replace('"goal_completion"', '"goals"')),
        "没有的文种": ("ghost", text.replace(SHENYANG, "没有的文种").replace('"closure_opinion"', '"ghost"')),
        "另一文种": ("public_notice", text.replace(SHENYANG, "另一文种")),
        "签字表": (
            "signature_table", text.replace(SHENYANG, "签字表").replace('"closure_opinion"', '"signature_table"')),
        SHENYANG: ("closure_opinion", text.replace("{主送}", "{主松}")),
        "五百个部分": ("closure_opinion", text + '\n[[head]]\ntext = "多"\ncontent = "words"\nwords = "多"\n' * 500),
    }


@pytest.fixture
def faulty(sample_ws: Workspace) -> Workspace:
    """Give the sample with such forms, one of them the default, one chosen for the opinion of task 1."""
    closure = closures_of(sample_ws, sample_ws.find(Task, number="1")[0].id)[-1]
    with sample_ws.change("坏样式") as change:
        for place, (key, (kind, text)) in enumerate(faulty_texts(sample_ws).items()):
            change.insert(OfficeForm(
                id=OfficeFormId(f"faulty-{place}"), key=key, kind=kind, label=f"坏样式 {key}", text=text,
                position=place))
        change.put(Setting(id=SettingId(DEFAULT_FORM.key), value="语法"))
        change.put(replace(paper_of(sample_ws, closure.id), form="编号"))
    return sample_ws


@pytest.fixture
def window(faulty: Workspace, qtbot: QtBot) -> Iterator[MainWindow]:
    window = make_window(faulty, add_pages=desk.add_pages)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitActive(window):
        window.show()
    yield window
    assert window.session.close(), "a job did not end"


def test_the_window_opens_and_every_page_can_be_gone_to(window: MainWindow, qtbot: QtBot) -> None:
    ws = window.session.workspace
    for task in ws.find(Task)[:3]:
        window.go(TASK, TaskPlace(task_id=task.id))
        for closure in ws.find(Closure, task_id=task.id):
            window.go(TASK, TaskPlace(task_id=task.id, tab=PUBLICITY, closure_id=closure.id))
            for kind in PaperKind:
                if kind is not PaperKind.SIGNATURE_TABLE:
                    window.go(PAPER, PaperPlace(closure_id=closure.id, kind=kind))
                    page = window.page()
                    assert isinstance(page, PaperPage) and page.reading.document() is not None
    window.go(PAPERS)
    window.go(TASKS)
    for tab in TABS:
        window.go(SETTINGS, tab)
        qtbot.wait(1)


def test_the_paper_says_that_its_form_cannot_be_read_and_leads_there(window: MainWindow) -> None:
    ws = window.session.workspace
    closure = closures_of(ws, ws.find(Task, number="1")[0].id)[-1]
    window.go(PAPER, PaperPlace(closure_id=closure.id))
    page = window.page()
    assert isinstance(page, PaperPage)
    found = next(item for item in page.checks.findings if item.code == "unknown_form")
    assert found.level is Level.STOP and "坏样式 编号" in found.text
    page.go_to_finding(found)
    assert page.facts.fields["form"].isVisible()


def test_every_faulty_form_is_listed_with_its_sign_and_opened(window: MainWindow, qtbot: QtBot) -> None:
    ws = window.session.workspace
    window.go(SETTINGS, FORMS)
    panel = window.findChild(FormsPanel)
    qtbot.waitUntil(lambda: panel.entry is not None)
    for record in ws.find(OfficeForm):
        panel.show_form(record.id)
        assert panel.entry is not None and panel.entry.id == record.id
        wrong = panel.faults.findings
        assert wrong and all(item.text and item.remedy for item in wrong)
        assert panel.entry.reading.is_sound == (record.key == "签字表")
        assert (panel.entry.kind_label == UNKNOWN) == (record.kind == "ghost")
    assert SHENYANG not in panel.list.entries


def test_each_fault_is_among_the_findings_of_the_office_and_leads_to_its_form(window: MainWindow) -> None:
    ws = window.session.workspace
    found = [item for item in check(ws) if item.target is not None and item.target.table == "office_forms"]
    told = {item.target.id for item in found if item.target is not None}
    assert told == {record.id for record in ws.find(OfficeForm) if record.key != "签字表"}
    assert all(item.where.startswith("设置 · 文书样式 · 坏样式 ") and item.remedy for item in found)
    wrong = next(item for item in found if "甲、" in item.text)
    assert "第2个部分“责任单位采取的工作举措”" in wrong.where and "（一）" in wrong.remedy
    assert wrong.target is not None
    window.go(SETTINGS, FormPlace(form_id=wrong.target.id, field=wrong.target.field))
    panel = window.findChild(FormsPanel)
    assert panel.entry is not None and panel.entry.id == wrong.target.id


def test_nothing_is_printed_by_a_faulty_form_and_everything_by_the_others(faulty: Workspace, tmp_path: Path) -> None:
    closure = closures_of(faulty, faulty.find(Task, number="1")[0].id)[-1]
    target = tmp_path / "意见.docx"
    with pytest.raises(PaperRefused) as refused:
        prepare(faulty, "closure_opinion", Selection(closure_id=closure.id), path=target).run()
    assert "unknown_form" in [item.code for item in refused.value.findings] and not target.exists()
    # Its key is that of a built-in form: the office's own counts, faults and all.
    assert SHENYANG not in [form.key for form in known_forms(faulty, PaperKind.CLOSURE_OPINION)]
    prepare(faulty, "closure_opinion", Selection(closure_id=closure.id), path=target,
            form="closure-opinion-liaoning").run()
    assert target.exists()


def test_a_default_whose_form_is_deleted_is_the_programs_again(faulty: Workspace) -> None:
    with faulty.change("另选") as change:
        change.put(replace(paper_of(faulty, closures_of(faulty, faulty.find(Task, number="1")[0].id)[-1].id), form=""))
    for record in faulty.find(OfficeForm):
        delete_form(faulty, form_id=record.id)
    assert faulty.setting(DEFAULT_FORM) == DEFAULT_FORM.default
    assert [item for item in check(faulty) if "form" in item.code] == []
