"""Pictures of every page on the sample, for the README and for looking: `python -m tests.shots FOLDER [--size WxH]`.

The window is the real one, opened with a fixed clock on a sample made and backed up that noon, so that two runs give
the same pictures. The last ones change the records first: what a page looks like when a paper no longer agrees; then
come the states of `tests.shots.states`.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings

from exporters.registry import PAPERS as PAPER_KINDS
from gui.app import make_application, make_window, speak_chinese
from gui.desk import add_pages
from gui.dialogs.first_run import FirstRun
from gui.pages.task.overview import OverviewTab
from gui.parts.palette import DARK, wear
from gui.places import (
    ACCEPTANCE,
    EVIDENCE,
    HISTORY,
    MEASURES,
    OVERVIEW,
    PAPER,
    PAPERS,
    PUBLICITY,
    SETTINGS,
    TASK,
    TASKS,
    PaperPlace,
    TaskPlace,
)
from gui.window import MainWindow
from models.actions.papers import edit_section
from models.actions.progress import ProgressInput, record_progress, revise_figure
from models.actions.tasks import TaskInput, add_task
from models.assembly import closures_of
from models.domain.partial_date import PartialDate
from models.domain.plan import Figure, Measure, Progress, Task
from models.reference import Reference
from models.sample import make_sample
from models.workspace import Workspace
from tests.shots import (
    care,
    duties,
    importing,
    indicators,
    intake,
    looking,
    pairs,
    sealing,
    signing,
    states,
)
from tests.shots.states import SETTLE_MS, States, picture_of, put_away, settle

NOON = datetime(2026, 11, 21, 12, 0)
NOW = datetime(2026, 11, 21, 14, 32)
SETTINGS_TABS = (
    "office", "issuers", "units", "persons", "forms", "templates", "holidays", "backup", "history", "machine",
)


def main() -> None:
    """Make the pictures."""
    options = _options()
    options.folder.mkdir(parents=True, exist_ok=True)
    app = make_application([])
    speak_chinese()
    with tempfile.TemporaryDirectory(prefix="shots-") as name:
        # Column widths somebody once set on this machine must not show.
        for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
            QSettings.setPath(form, QSettings.Scope.UserScope, name)
        if options.dark:
            wear(app, DARK)
        for part, made in PARTS:
            if not options.only or part in options.only:
                _of_part(options, Path(name) / (part or "sample") / "ws", made)
        if not options.only or any(options.only in label for label in ("z-empty", "z-new")):
            _of_nothing(options, Path(name) / "empty")
    app.quit()


def _of_part(options: argparse.Namespace, folder: Path, made: Callable[[Workspace, MainWindow], States]) -> None:
    ws = _workspace(folder)
    with states.shown(make_window(ws, add_pages=add_pages), options.size) as window:
        _take(options, window, made(ws, window))
    ws.close()


def _of_nothing(options: argparse.Namespace, folder: Path) -> None:
    ws = Workspace.open(folder, reference=Reference(), actor="甲某某", now=lambda: NOW)
    with states.shown(make_window(ws, add_pages=add_pages), options.size) as window:
        _take(options, window, states.empty_pages(window))
        problem = "县域大气污染联防联控不到位，秸秆露天焚烧多发。"
        task = TaskInput(number="7", problem=problem, responsible_units=("农业农村局",))
        window.session.apply(lambda at: add_task(at, plan_id=None, task=task, plan_title="示例市整改方案"))
        _take(options, window, states.empty_task(ws, window))
    ws.close()


def _take(options: argparse.Namespace, window: MainWindow, wanted: States) -> None:
    for label, go in wanted:
        if options.only and options.only not in label:
            continue
        put_away(window)
        shown = go()
        settle(SETTLE_MS)
        if isinstance(shown, FirstRun):
            shown.grab().save(str(options.folder / f"{label}.png"))
        else:
            picture_of(window).save(str(options.folder / f"{label}.png"))


def _workspace(folder: Path) -> Workspace:
    """Return the sample of that noon, closed (and so backed up) and opened again in the afternoon."""
    ws = Workspace.open(folder, reference=Reference(), actor="甲某某", now=lambda: NOON)
    make_sample(ws)
    ws.close()
    return Workspace.open(folder, reference=Reference(), actor="甲某某", now=lambda: NOW)


def _sample(ws: Workspace, window: MainWindow) -> States:
    """Return every ordinary page, then what leaves the records changed but still fit for the next."""
    _work_a_little(ws, window)
    parts = (duties, indicators, states, importing)
    return [*places(ws, window), *(state for part in parts for state in part.states(ws, window))]


def _work_a_little(ws: Workspace, window: MainWindow) -> None:
    task = ws.find(Task, number="12-02")[0]
    measure = ws.find(Measure, task_id=task.id)[0]
    entry = ProgressInput(
        text="召开第三季度专班调度会，确定清障排期。", done_on=PartialDate(year=2026, month=9, day=18)
    )
    window.session.apply(lambda at: record_progress(at, measure_id=measure.id, entry=entry))


def places(ws: Workspace, window: MainWindow) -> States:
    """Return the name of each picture and the way to what it shows."""
    first, second = ws.find(Task, number="1")[0], ws.find(Task, number="12-02")[0]
    closure = closures_of(ws, first.id)[-1]
    measures = ws.find(Measure, task_id=second.id)

    def task(which: Task, tab: str) -> Callable[[], object]:
        return lambda: window.go(TASK, TaskPlace(task_id=which.id, tab=tab))

    def settings(tab: str) -> Callable[[], object]:
        return lambda: window.go(SETTINGS, tab)

    def first_run() -> FirstRun:
        dialog = FirstRun(Path("/示例/整改销号"))
        dialog.show()
        return dialog

    def more() -> None:
        window.go(TASK, TaskPlace(task_id=first.id, tab=OVERVIEW))
        settle(SETTLE_MS)
        window.findChild(OverviewTab).more.link.click()

    def stale() -> None:
        entry = next(item for item in ws.find(Progress) if "7次县委常委会" in item.text or "县委常委会7次" in item.text)
        figure = ws.find(Figure, progress_id=entry.id)[0]
        window.session.apply(lambda at: revise_figure(at, figure_id=figure.id, number="8"))
        window.go(TASK, TaskPlace(task_id=first.id, measure_id=entry.measure_id))

    def listed() -> None:
        window.go(TASKS)
        page = window.page()
        for key in ("progress", "lead"):
            page.table.show_column(key)
        page.begin_export()

    def edited() -> None:
        words = "请示例县持续巩固整改成效，按月开展自查，防止问题反弹。"
        window.session.apply(
            lambda at: edit_section(
                at, closure_id=closure.id, form="closure-opinion-shenyang", section="next_steps", text=words,
                generated="", name="六、下步工作要求",
            )
        )
        window.go(PAPER, PaperPlace(closure_id=closure.id, section="next_steps"))

    return [
        ("1-tasks", lambda: window.go(TASKS)),
        ("1b-tasks-export", listed),
        ("2-new-task", lambda: window.go(TASKS, "new")),
        ("3-measures", task(first, MEASURES)),
        ("4-measures-half-done", lambda: window.go(TASK, TaskPlace(task_id=second.id, measure_id=measures[1].id))),
        ("5-overview", task(first, OVERVIEW)),
        ("6-task-evidence", task(first, EVIDENCE)),
        ("6b-task-matrix", lambda: window.go(TASK, TaskPlace(task_id=first.id, tab=EVIDENCE, focus="matrix"))),
        ("6c-task-evidence-list", lambda: window.go(TASK, TaskPlace(task_id=first.id, tab=EVIDENCE, focus="list"))),
        ("7-acceptance", task(first, ACCEPTANCE)),
        ("7b-publicity", task(first, PUBLICITY)),
        ("8-task-papers", task(first, PAPERS)),
        ("9-history", task(first, HISTORY)),
        ("a-evidence", lambda: window.go(EVIDENCE)),
        ("b-papers", lambda: window.go(PAPERS)),
        ("c-paper", lambda: window.go(PAPER, PaperPlace(closure_id=closure.id))),
        *((f"c-paper-{kind}", lambda kind=kind: window.go(PAPER, PaperPlace(closure_id=closure.id, kind=kind)))
          for kind in PAPER_KINDS[1:]),
        *((f"d-settings-{tab}", settings(tab)) for tab in SETTINGS_TABS),
        ("e-first-run", first_run),
        ("f-overview-more", more),
        ("g-measure-stale", stale),
        ("h-paper-edited", edited),
    ]


# What a part's labels have in common, and its states; each has a sample of its own, which the others do not see.
PARTS = (
    ("", _sample), ("y-", signing.states), ("u-look", looking.states), ("x-seal", sealing.states),
    ("v-care", care.states), ("u-pairs", pairs.states), ("w-intake", intake.states),
)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.shots")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", default="1366x768", type=lambda text: tuple(map(int, text.split("x"))))
    parser.add_argument("--dark", action="store_true", help="the dark set of colours")
    parser.add_argument("--only", default="", help="only pictures whose name holds this")
    return parser.parse_args()


if __name__ == "__main__":
    main()
