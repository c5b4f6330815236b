"""The composition of the window: which pages there are, what stands in the rail, what the search opens.

Pages do not know each other, so what one shows of another (the acceptance and the papers behind the tabs of a task) is
put together here. A page is imported when it is shown first, so that the first paint waits only for the list of tasks.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from gui.ahead import Ahead, importing
from gui.frame.page_stack import Steps
from gui.frame.search import Hit
from gui.page import Page
from gui.places import (
    ACCEPTANCE,
    CARE,
    EVIDENCE,
    IMPORTING,
    MEASURES,
    PAPER,
    PAPERS,
    PUBLICITY,
    SETTINGS,
    TASK,
    TASKS,
    PaperPlace,
    TaskPlace,
    measure_place,
)
from gui.session import Session
from gui.window import MainWindow
from models.errors import VaultError
from models.lists import Hit as Found
from models.workspace import Workspace

if TYPE_CHECKING:
    from gui.task.tab import TaskTab
    from models.domain.file_care import CareResult
    from models.domain.plan import TaskId

KINDS = {"task": "任务", "measure": "措施", "progress": "落实", "evidence": "佐证", "paper": "文书"}
HITS = 60
SETTLE_MS = 100
# Looking after the files begins when the morning's first work is done.
CARE_MS = 120_000
# What lies behind the tabs of a task beside the one that is open first.
TABS = "tabs of a task"
# What the first task that is opened and the first record that is written need, loaded before they are asked for, in a
# worker where it knows no Qt; imported at the top it would hold up the first paint.
NEXT = ("sqlite_utils", "models.store.tables", "models.store.sources", "models.actions.evidence",
        "models.actions.trash", "models.assembly", "exporters.proofread", "models.checking", "exporters.produce",
        "exporters.standing", "exporters.bundle", "exporters.office", "models.looking")
# The same of what knows Qt, by page and in pieces that none of them is long.
OF_TASK = ("gui.parts.fields", "gui.task.gap_lines", "gui.opening", "gui.evidence.taking_in",
           "gui.parts.completer_field", "gui.parts.form", "gui.pages.task.evidence_list",
           "gui.pages.task.progress_list", "gui.pages.task.entry_line", "gui.task.statements",
           "gui.matrix.link_panel", "gui.matrix.panel", "gui.pages.task.measures", "gui.history.view",
           "gui.paper.bundle", "gui.paper.task_file", "gui.paper.standings", "gui.pages.task.page", "gui.task.papers",
           "gui.acceptance.team_panel", "gui.pages.acceptance", "gui.publicity.objections", "gui.pages.publicity")
OF_SETTINGS = ("gui.settings.record_list", "gui.pages.settings", "gui.settings.office_panel",
               "gui.settings.backup_panel", "gui.settings.history_panel", "gui.settings.machine_panel",
               "gui.settings.holidays_panel", "gui.settings.template_names", "gui.settings.template_panel",
               "gui.forms.heads", "gui.forms.panel")
OF_EVIDENCE = ("gui.evidence.thumbnails", "gui.evidence.card", "gui.pages.evidence", "gui.care.panel")
OF_IMPORTING = ("models.assembly.comparing", "models.actions.adopting", "gui.pages.importing.row_detail",
                "gui.pages.importing.preview", "gui.pages.importing.mapping", "gui.pages.importing.draft_view",
                "gui.pages.importing.conversation", "gui.pages.importing.page")
OF_PAPER = ("PySide6.QtPrintSupport", "gui.paper.page_view", "gui.paper.preview", "gui.paper.printing",
            "gui.paper.pages", "gui.pages.paper.table", "gui.pages.paper.block", "gui.pages.paper.editor",
            "gui.pages.paper.facts", "gui.pages.paper.sections", "gui.pages.paper.checks", "gui.pages.paper.kinds",
            "gui.pages.paper.export", "gui.paper.scans", "gui.pages.paper.comparison", "gui.pages.paper.issuing",
            "gui.pages.paper.issued", "gui.pages.paper.signing", "gui.pages.paper.more_menu", "gui.pages.paper.page")


def add_pages(window: MainWindow) -> None:
    """Register every page, the search, and the quiet work that follows the first paint."""
    window.add_page(TASKS, "任务", "tasks", _tasks, count=_count(window, "tasks"))
    window.add_page(TASK, "任务", "tasks", _task, under=TASKS)
    window.add_page(IMPORTING, "导入", "import", _importing, under=TASKS)
    window.add_page(EVIDENCE, "佐证", "evidence", _evidence, count=_count(window, "evidence"))
    window.add_page(PAPERS, "文书", "papers", _papers, count=_count(window, "papers"))
    window.add_page(PAPER, "文书", "papers", _paper, under=PAPERS)
    window.add_page(SETTINGS, "设置", "settings", _settings, foot=True)
    window.set_search(lambda words: find(window.session.workspace, words))
    QTimer.singleShot(CARE_MS, window, lambda: _look_after_files(window))
    ahead = _look_ahead(window)
    window.set_ahead(lambda key, place: _make_ready(ahead, key, place))


def find(workspace: Workspace, words: str) -> list[Hit]:
    """Return what the search shows: each hit with the place where it opens."""
    hits = [_hit(workspace, found) for found in workspace.look.search(words, HITS)]
    return [hit for hit in hits if hit is not None]


def _hit(workspace: Workspace, found: Found) -> Hit | None:
    from models.domain.closure import ClosureId, Paper, PaperId
    from models.domain.plan import MeasureId, Progress, ProgressId, TaskId

    if found.kind == "evidence":
        return _opens(found, EVIDENCE, found.id)
    if found.kind == "task":
        return _opens(found, TASK, TaskPlace(task_id=TaskId(found.id)))
    if found.kind == "measure":
        return _opens(found, TASK, measure_place(workspace, MeasureId(found.id)))
    if found.kind == "paper":
        paper = workspace.get(Paper, PaperId(found.id))
        place = PaperPlace(closure_id=paper.closure_id, kind=paper.kind) if paper else PaperPlace(ClosureId(found.id))
        return _opens(found, PAPER, place)
    entry = workspace.get(Progress, ProgressId(found.id))
    return _opens(found, TASK, measure_place(workspace, entry.measure_id, entry.id)) if entry else None


def _opens(found: Found, key: str, place: object) -> Hit:
    return Hit(key=key, place=place, kind=KINDS[found.kind], title=found.title, text=found.text)


def _count(window: MainWindow, name: str) -> Callable[[], int]:
    return lambda: window.session.workspace.look.counts()[name]


def _look_ahead(window: MainWindow) -> Ahead:
    """Let what costs time and is not needed for the first paint follow it."""
    pages = {
        TASK: _page_ahead(window, TASK, OF_TASK), TABS: _task_tabs_ahead(window),
        SETTINGS: _page_ahead(window, SETTINGS, OF_SETTINGS),
        EVIDENCE: _page_ahead(window, EVIDENCE, OF_EVIDENCE, _evidence_steps),
        IMPORTING: _page_ahead(window, IMPORTING, OF_IMPORTING, _importing_steps),
        PAPERS: importing("gui.pages.papers"),
        PAPER: _page_ahead(window, PAPER, OF_PAPER, _paper_steps),
    }
    # Half-way through a long change a record may stand without what belongs to it.
    ahead = Ahead(
        window, lambda: _settle(window, ahead.go_on), pages, after=SETTLE_MS, rests=window.session.is_changing
    )
    return ahead


def _make_ready(ahead: Ahead, key: str, place: object) -> None:
    ahead.finish(key)
    if isinstance(place, TaskPlace) and place.tab != MEASURES:
        ahead.finish(TABS)


def _page_ahead(
    window: MainWindow, key: str, names: Sequence[str], steps: Steps | None = None
) -> Iterator[None]:
    yield from importing(*names)
    page = yield from window.stack.building(key, steps)
    yield
    yield from page.prepare()


def _task_tabs_ahead(window: MainWindow) -> Iterator[None]:
    from gui.pages.task.page import TaskPage

    page = yield from window.stack.building(TASK)
    if isinstance(page, TaskPage):
        yield from page.prepare_tabs()


def _settle(window: MainWindow, go_on: Callable[[], None]) -> None:
    """Do quietly what knows no Qt: old copies, the last backup, code used next; then go on."""
    from gui import opening

    folder, reference = window.session.workspace.folder, window.session.workspace.reference
    opened = opening.opened_folder(window.session)

    def work(_: object) -> datetime | None:
        from models.looking import Pages

        for name in NEXT:
            import_module(name)
        import_module("models.store.tables").read_columns()
        # The statements of a measure say where the opinion prints them.
        _ = reference.forms
        opening.forget_opened(opened)
        Pages(folder).forget_old()
        return next((backup.at for backup in Workspace.backups_in(folder) if not backup.fault), None)

    job = window.session.start("查看备份", work, window.show_backup, quiet=True)
    job.finished.connect(go_on)
    job.failed.connect(go_on)


def _look_after_files(window: MainWindow) -> None:
    """Read the kept files through in slices while nobody waits; say what is lost."""
    from gui.care.keeper import CareKeeper

    keeper = CareKeeper.of(window.session)
    keeper.found_by_itself.connect(lambda result: _tell_lost(window, result))
    keeper.watch(window)


def _tell_lost(window: MainWindow, result: CareResult) -> None:
    if not result.ok:
        lost = sum(item.kind.is_fault for item in result.items)
        error = VaultError(f"{lost} 个佐证文件缺失或损坏", remedy="请查看是哪些，从自动备份、文件夹或U盘里找回")
        window.session.show(error, None, ("查看", lambda: window.session.go(EVIDENCE, CARE)))


# The pages, each imported when it is shown first


def _tasks(session: Session) -> Page:
    from gui.pages.tasks import TasksPage

    return TasksPage(session)


def _task(session: Session) -> Page:
    from gui.pages.task.page import TaskPage

    return TaskPage(session, task_tabs())


def task_tabs() -> tuple[TaskTab, ...]:
    """Return what other pages lend to the page of a task."""
    from gui.pages import acceptance, publicity
    from gui.task.papers import TaskPapers
    from gui.task.tab import TaskTab
    from models.domain.closure import Closure, Paper

    def begun(ws: Workspace, task_id: TaskId) -> int | None:
        closures = ws.find(Closure, task_id=task_id)
        return sum(len(ws.find(Paper, closure_id=closure.id)) for closure in closures) or None

    return (
        TaskTab(key=ACCEPTANCE, label="验收", make=acceptance.AcceptancePanel, building=acceptance.building),
        TaskTab(key=PUBLICITY, label="公示", make=publicity.PublicityPanel, building=publicity.building),
        TaskTab(key=PAPERS, label="文书", make=TaskPapers, count=begun),
    )


def _importing(session: Session) -> Page:
    from gui.pages.importing.page import ImportingPage

    return ImportingPage(session)


def _importing_steps(session: Session) -> Generator[None, None, Page]:
    from gui.pages.importing.page import building

    return (yield from building(session))


def _evidence(session: Session) -> Page:
    from gui.pages.evidence import EvidencePage

    return EvidencePage(session)


def _evidence_steps(session: Session) -> Generator[None, None, Page]:
    from gui.pages.evidence import building

    return (yield from building(session))


def _papers(session: Session) -> Page:
    from gui.pages.papers import PapersPage

    return PapersPage(session)


def _paper(session: Session) -> Page:
    from gui.pages.paper.page import PaperPage

    return PaperPage(session)


def _paper_steps(session: Session) -> Generator[None, None, Page]:
    from gui.pages.paper.page import building

    return (yield from building(session))


def _settings(session: Session) -> Page:
    from gui.pages.settings import SettingsPage

    return SettingsPage(session)
