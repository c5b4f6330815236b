"""What a page looks like when something is open, lacking, long or empty: the second half of `tests.shots`.

Each entry brings the window there by its own means and leaves the records changed, so they are shown in this order and
after all ordinary pages. Boxes and menus lie over the window and are painted into its picture.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from gui.dialogs.question import Question
from gui.frame.help import HelpPanel
from gui.places import (
    ACCEPTANCE,
    EVIDENCE,
    PAPER,
    PAPERS,
    PUBLICITY,
    SETTINGS,
    TASK,
    TASKS,
    FormPlace,
    PaperPlace,
    TaskPlace,
)
from gui.settings.holidays_panel import HolidaysPanel
from gui.settings.template_panel import TemplatePanel
from gui.window import MainWindow
from models.actions.closures import save_members
from models.actions.office_forms import copy_form, import_form, save_form
from models.actions.papers import edit_section, save_paper
from models.actions.publicity import save_objections, save_publicity
from models.actions.tasks import revise_task
from models.assembly import closures_of, paper_of, publicity_of
from models.domain.closure import ClosureId, Member
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink, EvidenceLinkId
from models.domain.office_forms import OfficeForm
from models.domain.partial_date import PartialDate
from models.domain.plan import Measure, MeasureId, Task, TaskId
from models.domain.publicity import Objection, ObjectionId
from models.form_files import write_form
from models.reporting import Report
from models.workspace import Workspace
from tests.builders import NEXT_NOTICE
from tests.exporters.template.county import notice
from tests.exporters.template.samples import para, template

SETTLE_MS = 900
PROBLEM = (
    "河东片区污水处理厂配套管网建设滞后，老城区雨污分流改造不到位，雨季污水溢流入河问题突出；部分排口整治不彻底，"
    "沿河直排口封堵后又反弹；有关部门巡查流于形式，台账与现场不符，整改时限一再推迟；长效管护机制没有建立，"
    "运维经费没有落实，管网底数不清、权属不明，群众反映强烈；有的乡镇对督察反馈问题重视不够，以文件落实整改，"
    "没有按方案要求组织验收，整改成效没有得到群众认可。"
)
LONG = "推进河东片区、老城片区和工业园区雨污分流改造，新建和修复污水管网，消除污水直排口，每季度至少调度1次"
Go = Callable[[], object]
States = list[tuple[str, Go]]


def settle(milliseconds: int) -> None:
    """Let the window work for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
    QApplication.processEvents()


def picture_of(window: QWidget) -> QPixmap:
    """Return the window with what lies over it: its menus and its boxes."""
    picture = window.grab()
    painter = QPainter(picture)
    for above in QApplication.topLevelWidgets():
        if above is not window and above.isVisible():
            corner = window.mapFromGlobal(above.mapToGlobal(QPoint(0, 0)))
            painter.drawPixmap(corner, above.grab())
    painter.end()
    return picture


def put_away(window: MainWindow) -> None:
    """Close what an earlier picture opened, and forget what it typed."""
    page = window.page()
    for field in page.open_fields() if page is not None else ():
        field.drop()
    help_panel = window.findChild(HelpPanel)
    if help_panel is not None and help_panel.isVisible():
        window.turn_help()
    for above in QApplication.topLevelWidgets():
        if above is not window and above.isVisible():
            above.close()


def states(ws: Workspace, window: MainWindow) -> States:
    """Return the name of each picture and the way to what it shows."""
    first, half = ws.find(Task, number="1")[0], ws.find(Task, number="12-02")[0]
    closure = closures_of(ws, first.id)[-1]
    return [
        *_with_help(window, half.id, closure.id),
        *_open_things(ws, window, half.id),
        *_lacking(ws, window, first, closure.id),
        *_own_forms(ws, window),
        *_long(ws, window, half),
        *_templates(window),
    ]


def _templates(window: MainWindow) -> States:
    folder = Path(tempfile.mkdtemp(prefix="templates-"))

    def kept() -> TemplatePanel:
        window.go(SETTINGS, "templates")
        panel = window.findChild(TemplatePanel)
        wrong = folder / "验收意见.docx"
        wrong.write_bytes(template(para("于{{验收时间}}验收"), para("根据{{依据}}，{{整段.落实情况}}")))
        for paths in ([notice(folder / "示例县公示.docx")], [wrong]):
            panel.take_files(paths)
            _wait(window)
        return panel

    def noted() -> None:
        panel = window.findChild(TemplatePanel) or kept()
        path = folder / "销号意见.docx"
        path.write_bytes(template(para("于{{验收日期}}验收", '<w:r><w:commentReference w:id="1"/></w:r>')))
        window.go(SETTINGS, "templates")
        panel.take_files([path])
        _wait(window)
        panel.names.group.pick("rows")

    return [("k-templates-refused", kept), ("k-templates-noted", noted)]


def _wait(window: MainWindow) -> None:
    jobs = window.session.jobs
    while jobs._begun() or jobs.waiting():
        settle(50)


def empty_pages(window: MainWindow) -> States:
    """Return every page of a workspace in which nothing has been written."""
    return [
        ("z-empty-tasks", lambda: window.go(TASKS)),
        ("z-empty-evidence", lambda: window.go(EVIDENCE)),
        ("z-empty-papers", lambda: window.go(PAPERS)),
        *((f"z-empty-settings-{tab}", lambda tab=tab: window.go(SETTINGS, tab))
          for tab in ("issuers", "units", "persons", "backup", "history")),
    ]


def empty_task(ws: Workspace, window: MainWindow) -> States:
    """Return every tab of a task of which no more is known than has to be."""
    task = ws.find(Task)[0]
    tabs = ("overview", "measures", "evidence", "acceptance", "papers", "history")
    return [(f"z-new-{tab}", lambda tab=tab: window.go(TASK, TaskPlace(task_id=task.id, tab=tab))) for tab in tabs]


def _with_help(window: MainWindow, half: TaskId, closure: ClosureId) -> States:
    def helped(*place: object) -> Go:
        def go() -> None:
            window.go(*place)
            settle(SETTLE_MS)
            window.turn_help()
        return go

    return [
        ("i-help-tasks", helped(TASKS)),
        ("i-help-new-task", helped(TASKS, "new")),
        ("i-help-measures", helped(TASK, TaskPlace(task_id=half))),
        ("i-help-task-evidence", helped(TASK, TaskPlace(task_id=half, tab="evidence"))),
        ("i-help-acceptance", helped(TASK, TaskPlace(task_id=half, tab=ACCEPTANCE))),
        ("i-help-evidence", helped(EVIDENCE)),
        ("i-help-papers", helped(PAPERS)),
        ("i-help-paper", helped(PAPER, PaperPlace(closure_id=closure))),
        ("i-help-settings", helped(SETTINGS, "issuers")),
    ]


def _open_things(ws: Workspace, window: MainWindow, half: TaskId) -> States:
    def filtered() -> None:
        window.go(TASKS, None)
        page = window.page()
        page.close_panel()
        page.filter.setText("没有这样的任务")

    def gaps() -> None:
        window.go(TASKS)
        window.page().clear_filter()
        window.go(TASK, TaskPlace(task_id=half))
        settle(SETTLE_MS)
        window.page().top.gap.open_menu()

    def running() -> None:
        def work(report: Report) -> None:
            for _ in range(600):
                report(12, 48, "施工照片.jpg")
                time.sleep(0.01)

        window.go(EVIDENCE)
        window.session.start("正在导入", work, lambda _: None)

    def searched() -> None:
        window.session.jobs.running.cancel()
        settle(SETTLE_MS)
        window.go(TASKS)
        window.top.search.begin()
        window.top.search.setText("会议")
        window.top.search.look()

    def trash() -> None:
        window.top.search.clear()
        window.top.search.look()
        ids = [item.id for item in ws.find(Evidence)[:3]]
        from models.actions.trash import trash_evidence

        window.go(EVIDENCE)
        window.session.apply(lambda at: trash_evidence(at, evidence_ids=ids))
        window.page().trash.click()

    def question() -> None:
        window.go(EVIDENCE)
        window.page().trash.click()
        window.session.undo()
        text = "29 份佐证移到回收站，其中 26 份正证明着措施。可以还原。"
        box = Question(window, "移到回收站", text, ("移到回收站",), "取消")
        box.show()
        box.move(window.mapToGlobal(QPoint(460, 280)))

    return [
        ("j-filter-none", filtered), ("k-gap-menu", gaps), ("l-job", running), ("m-search", searched),
        ("n-trash", trash), ("s-question", question),
    ]


def _lacking(ws: Workspace, window: MainWindow, first: Task, closure: ClosureId) -> States:
    def team() -> None:
        member, other = ws.find(Member, closure_id=closure)[:2]
        window.session.apply(
            lambda at: save_members(at, members=[replace(member, phone="1380000"), replace(other, unit="", post="")])
        )
        window.go(TASK, TaskPlace(task_id=first.id, tab=ACCEPTANCE, focus="team"))

    def stops() -> None:
        window.session.apply(
            lambda at: save_paper(at, paper=replace(paper_of(at, closure), dated_on=None, addressee=""))
        )
        window.go(PAPER, PaperPlace(closure_id=closure))
        window.page().check()

    def changed() -> None:
        words = "一些地方领导干部学习还不够深入，对绿色低碳发展理解不够深刻。"
        generated = next(text for text in window.page().texts if text.key == "problem").generated
        window.session.apply(
            lambda at: edit_section(
                at, closure_id=closure, form="closure-opinion-shenyang", section="problem", text=words,
                generated=generated, name="一、督察指出的问题",
            )
        )
        problem = first.problem.replace("，重经济发展、轻生态环境保护问题依然存在", "")
        window.session.apply(lambda at: revise_task(at, task=replace(first, problem=problem)))
        window.go(PAPER, PaperPlace(closure_id=closure, section="problem"))

    def publicity() -> None:
        kept = publicity_of(ws, closure)
        start, end = PartialDate(year=2025, month=9, day=28), PartialDate(year=2025, month=10, day=11)
        save = replace(kept, starts_on=start, ends_on=end, days=10, receiving_office="示例县整改办", contact="甲某某")
        content = "河东片区仍有两处检查井冒溢，雨天尤其明显，希望尽快处理。"
        raised = PartialDate(year=2025, month=9, day=30)
        objection = Objection(id=ObjectionId("shown"), publicity_id=kept.id, raised_on=raised, person="丙某某",
                              contact="13800000003", content=content)
        window.session.apply(lambda at: save_publicity(at, publicity=save))
        window.session.apply(lambda at: save_objections(at, publicity=save, objections=(objection,)))
        window.go(TASK, TaskPlace(task_id=first.id, tab=PUBLICITY))

    def next_year() -> None:
        window.go(SETTINGS, "holidays")
        window.findChild(HolidaysPanel).paste.edit.setPlainText(NEXT_NOTICE)

    def facts() -> None:
        window.go(PAPER, PaperPlace(closure_id=closure))
        window.page().toggle_facts()

    return [("o-team-faults", team), ("p-paper-stops", stops), ("q-paper-changed", changed), ("t-paper-facts", facts),
            ("v-publicity-faults", publicity), ("w-holidays-pasted", next_year)]


def _own_forms(ws: Workspace, window: MainWindow) -> States:
    form = ws.reference.form("closure-opinion-shenyang")

    def own() -> None:
        window.go(SETTINGS, "forms")
        made = window.session.apply(lambda at: copy_form(at, form=form)).new_id("office_forms")
        window.go(SETTINGS, FormPlace(form_id=made, field="attachment/0/columns/2/width"))

    def faulty() -> None:
        record = ws.find(OfficeForm)[0]
        text = write_form(replace(form, key=record.key)).replace("{验收日期}", "{验收日其}")
        text = text.replace("width = 42", "width = 60")
        window.session.apply(lambda at: save_form(at, form_id=record.id, text=text))
        window.go(SETTINGS, FormPlace(form_id=record.id, field="head/6"))

    def unreadable() -> None:
        made = window.session.apply(lambda at: import_form(at, text=write_form(form).replace('"problem"', "problem")))
        window.go(SETTINGS, FormPlace(form_id=made.new_id("office_forms")))

    def words() -> None:
        table = ws.reference.form("notice-table-baoji")
        made = window.session.apply(lambda at: copy_form(at, form=table)).new_id("office_forms")
        window.go(SETTINGS, FormPlace(form_id=made, field="head/0/columns/3/words"))

    return [
        ("v-form-own", own), ("v-form-faulty", faulty), ("v-form-unreadable", unreadable), ("v-form-words", words),
    ]


def _long(ws: Workspace, window: MainWindow, half: Task) -> States:
    def fill() -> None:
        measure = MeasureId("long-7")
        with ws.change("导入") as change:
            change.insert_all(_measures(half.id))
            change.insert_all(_evidence(measure))
        window.session.apply(lambda at: revise_task(at, task=replace(half, problem=PROBLEM, title=PROBLEM[:60])))

    def measures() -> None:
        fill()
        window.go(TASK, TaskPlace(task_id=half.id, measure_id=MeasureId("long-7")))

    return [
        ("u-long-measures", measures),
        ("u-long-overview", lambda: window.go(TASK, TaskPlace(task_id=half.id, tab="overview"))),
        ("u-long-task-evidence", lambda: window.go(TASK, TaskPlace(task_id=half.id, tab="evidence"))),
        ("u-long-evidence", lambda: window.go(EVIDENCE)),
        ("u-long-tasks", lambda: window.go(TASKS)),
        ("u-long-paper", lambda: window.go(PAPER, PaperPlace(closure_id=closures_of(ws, half.id)[-1].id))),
    ]


def _measures(task: TaskId) -> Iterator[object]:
    for n in range(5, 40):
        text = f"{LONG}（{n}）。"
        yield Measure(id=MeasureId(f"long-{n}"), task_id=task, number=str(n + 1), position=n, text=text)


def _evidence(measure: MeasureId) -> Iterator[object]:
    for n in range(300):
        title = f"河东片区雨污分流改造第{n}标段施工现场照片和隐蔽工程验收记录汇编" if n % 3 else f"施工照片{n}"
        yield Evidence(id=EvidenceId(f"long-{n}"), title=title, issuing_body="示例县住房和城乡建设局", kind="照片")
        yield EvidenceLink(
            id=EvidenceLinkId(f"long-{n}"), evidence_id=EvidenceId(f"long-{n}"), measure_id=measure, position=n,
            proves=f"证明第{n}标段已经完成，{LONG}。" if n % 2 else "",
        )


@contextmanager
def shown(window: MainWindow, size: tuple[int, int]) -> Iterator[MainWindow]:
    """Show a window of that size, and close it and its session afterwards."""
    window.resize(*size)
    window.show()
    yield window
    put_away(window)
    window.session.close()
    window.close()
