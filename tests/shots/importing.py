"""What the page 导入 looks like: empty, with three rows, with three hundred, unsure of columns, in conflict, done."""

from __future__ import annotations

from dataclasses import replace

from gui.pages.importing.draft_view import FINDINGS, PREVIEW, UNITS
from gui.pages.importing.page import ImportingPage
from gui.places import IMPORTING
from gui.window import MainWindow
from models.domain.drafts.comparison import RowState
from models.domain.drafts.draft import Draft, DraftTask, SourceKind
from models.domain.plan import Plan, Task, TaskStatus, UnitRole
from models.workspace import Workspace
from tests.gui import drafts
from tests.shots.states import SETTLE_MS, States, settle


def states(ws: Workspace, window: MainWindow) -> States:
    """Return the name of each picture and the way to what it shows."""

    def start() -> ImportingPage:
        window.go(IMPORTING)
        page = window.page()
        assert isinstance(page, ImportingPage)
        return page

    def shown(draft: Draft, tab: str = PREVIEW) -> ImportingPage:
        page = start()
        page.conversation.forget()
        page.conversation.take(draft)
        settle(SETTLE_MS)
        page.draft_view.tabs.open(tab)
        page.draft_view.first_focus().setFocus()
        return page

    def conflict() -> None:
        page = shown(_ledger(ws, 40))
        page.draft_view.preview.states.pick(RowState.CONFLICT)
        settle(SETTLE_MS)
        page.draft_view.preview._to_fields()

    def done() -> None:
        page = shown(_ledger(ws, 12))
        page.draft_view.preview._take([5, 6], is_taken=False)
        page.adopt.click()
        settle(SETTLE_MS)

    def left() -> None:
        page = shown(_few(ws))
        page.draft_view.preview._take([0], is_taken=False)
        page.leave()
        page.conversation.forget()
        page._to_start()

    return [
        ("x-import-start", start),
        ("x-import-few", lambda: shown(_few(ws))),
        ("x-import-many", lambda: shown(_ledger(ws, 300))),
        ("x-import-new", lambda: shown(replace(_ledger(ws, 30, known=False), plan_title="另一个整改方案"))),
        ("x-import-mapping", lambda: shown(_unsure(ws), "mapping")),
        ("x-import-units", lambda: shown(_unsure(ws), UNITS)),
        ("x-import-findings", lambda: shown(_unsure(ws), FINDINGS)),
        ("x-import-conflict", conflict),
        ("x-import-left", left),
        ("x-import-report", done),
    ]


def _known(task: Task) -> DraftTask:
    return drafts.task(
        1, number=task.number, problem=task.problem, goal=task.goal, deadline_text=task.deadline_text, units={},
        measures=(), title=task.title, status=TaskStatus.ON_SCHEDULE,
    )


def _ledger(ws: Workspace, count: int, *, known: bool = True) -> Draft:
    """Return a ledger of the sample's plan: its tasks, two of them changed on both sides, and many that are new."""
    plan = ws.find(Plan)[0]
    old = [_known(task) for task in ws.find(Task, plan_id=plan.id)] if known else []
    if old:
        old[0] = replace(old[0], goal=f"{old[0].goal}并通过市级核查。", deadline_text="2026年6月底前")
        old[-1] = replace(old[-1], problem=old[-1].problem.replace("不", "未"))
    new = [drafts.task(number) for number in range(100, 100 + count - len(old))]
    return Draft(
        kind=SourceKind.LEDGER, source="示例县整改台账（11月）.xlsx", plan_title=plan.title, tasks=(*old, *new),
        findings=drafts.draft(drafts.few()).findings, mappings=(drafts.mapping(),),
    )


def _few(ws: Workspace) -> Draft:
    whole = _ledger(ws, 40)
    return replace(whole, tasks=(whole.tasks[0], whole.tasks[1], whole.tasks[-1]))


def _unsure(ws: Workspace) -> Draft:
    units = {UnitRole.RESPONSIBLE: ("县住建", "示例县住建局"), UnitRole.LEAD: ("示例县农业农村和水利局",)}
    whole = _ledger(ws, 20)
    tasks = tuple(replace(task, units=units) for task in whole.tasks)
    return replace(whole, tasks=tasks, mappings=(drafts.mapping(unsure=True),))
