"""What indicators look like: none, one the goal suggests, several, and open ones of one, three and forty values.

Part of `tests.shots`.
"""

from __future__ import annotations

from datetime import date, timedelta

from gui.pages.task.overview import OverviewTab
from gui.places import ACCEPTANCE, OVERVIEW, TASK, TaskPlace
from gui.window import MainWindow
from models.actions.indicators import IndicatorInput, ValueInput, add_indicators, add_value
from models.assembly.indicators import open_demands
from models.domain.indicator import Bound, Indicator
from models.domain.partial_date import PartialDate
from models.domain.plan import Task, TaskId
from models.workspace import Workspace
from tests.shots.states import SETTLE_MS, States, settle


def states(ws: Workspace, window: MainWindow) -> States:
    """Return the name of each picture and the way to what it shows."""
    first, second, third = (ws.find(Task, number=number)[0].id for number in ("1", "12-02", "18"))

    def overview(task_id: TaskId, focus: str = "") -> None:
        window.go(TASK, TaskPlace(task_id=task_id, tab=OVERVIEW, focus=focus))

    def opened(place: int) -> None:
        overview(second, ws.find(Indicator, task_id=second)[place].id)
        settle(SETTLE_MS)
        tab = window.findChild(OverviewTab)
        tab.ensureWidgetVisible(tab.indicators, 0, 24)

    def corrected() -> None:
        opened(1)
        panel = window.findChild(OverviewTab).indicators.panel
        panel.table.choose(panel.view.item.values[-1].id)
        panel.line.begin()

    def offered() -> None:
        overview(second)
        window.findChild(OverviewTab).indicators.new.begin()

    def many() -> None:
        _add_many(ws, second)
        window.session.apply(lambda at: add_indicators(at, task_id=second, indicators=[
            IndicatorInput(
                label="管网漏损率", target="9", unit="%", bound=Bound.AT_MOST, due_on=PartialDate(year=2025, month=12)
            )
        ]))
        opened(2)

    def once() -> None:
        rate = ws.find(Indicator, task_id=second)[3]
        value = ValueInput(number="9.8", dated_on=PartialDate(year=2026, month=9), note="全年抽测")
        window.session.apply(lambda at: add_value(at, indicator_id=rate.id, value=value))
        opened(3)

    def completion() -> None:
        window.go(TASK, TaskPlace(task_id=second, tab=ACCEPTANCE, focus="goal_completion"))

    return [
        ("u-indicators-none", lambda: overview(first, "goal")),
        ("u-indicators-suggested", lambda: overview(third, "indicators")),
        ("u-indicators-two", lambda: overview(second, "goal")),
        ("u-indicators-open", lambda: opened(0)),
        ("u-indicators-evidence", lambda: opened(1)),
        ("u-indicators-correct", corrected),
        ("u-indicators-new", offered),
        ("u-indicators-forty", many),
        ("u-indicators-once", once),
        ("u-indicators-empty", lambda: (_add_empty(ws, window, third), overview(third, "goal"))),
        ("u-indicators-completion", completion),
    ]


def _add_empty(ws: Workspace, window: MainWindow, task_id: TaskId) -> None:
    """Confirm what the goal suggests; nothing is measured yet."""
    inputs = [IndicatorInput.of(reading) for reading in open_demands(ws, ws.need(Task, task_id))]
    window.session.apply(lambda at: add_indicators(at, task_id=task_id, indicators=inputs))
    window.go(TASK, TaskPlace(task_id=task_id, tab=OVERVIEW, focus=ws.find(Indicator, task_id=task_id)[0].id))


def _add_many(ws: Workspace, task_id: TaskId) -> None:
    """Measure a river every month for forty months, and reach the target."""
    item = IndicatorInput(
        label="东河出境断面氨氮浓度", target="1.0", unit="毫克/升", bound=Bound.AT_MOST, due_on=PartialDate(year=2025)
    )
    add_indicators(ws, task_id=task_id, indicators=[item])
    river = ws.find(Indicator, task_id=task_id)[-1]
    day = date(2023, 5, 15)
    for place in range(40):
        number = f"{2.1 - place * 0.03 + (0.22 if place % 5 == 2 else 0):.2f}"
        add_value(ws, indicator_id=river.id, value=ValueInput(number=number, dated_on=PartialDate.of(day)))
        day += timedelta(days=30)
