"""What `import --dry-run` prints of a draft: the form that scripts of an IT office read.

A deadline is the last day of the wording; texts on which the document is silent are null, lists are empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.domain.drafts.comparison import RowState
from models.domain.drafts.draft import Draft, DraftMeasure, DraftTask
from models.domain.drafts.json_form import Json
from models.domain.finding import Finding
from models.domain.partial_date import PartialDate
from models.domain.plan import UnitRole


def dry_run_json(draft: Draft, states: Sequence[RowState], findings: Sequence[Finding] | None = None) -> Json:
    """Return kind, tasks and findings; `states` tells of each task in its order what taking it over would do.

    `findings` stand in place of the draft's own where the comparison with the records has added some.
    """
    return {
        "kind": draft.kind.value,
        "tasks": [_task(task) | {"row": state.value} for task, state in zip(draft.tasks, states, strict=True)],
        "findings": [_finding(finding) for finding in (draft.findings if findings is None else findings)],
    }


def _task(task: DraftTask) -> Json:
    return {
        "number": _told(task.number),
        "title": _told(task.title),
        "problem": _told(task.problem),
        "goal": _told(task.goal),
        "deadline": _last_day(task.deadline),
        "deadline_text": _told(task.deadline_text),
        "immediate": task.is_immediate,
        "ongoing": task.is_ongoing,
        **{f"{role.value}_units": list(task.units.get(role, ())) for role in UnitRole},
        "measures": [_measure(measure) for measure in task.measures],
        "implementation": _told(task.implementation),
    }


def _measure(measure: DraftMeasure) -> Json:
    duty = measure.duty
    return {
        "number": _told(measure.number),
        "text": measure.text,
        "deadline": _last_day(measure.deadline),
        "units": list(measure.units),
        "duty": None if duty is None else {"times": duty.times, "per": duty.per.value},
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "level": finding.level.value, "code": finding.code, "where": finding.where,
        "text": finding.text, "remedy": finding.remedy,
    }


def _told(text: str) -> str | None:
    return text or None


def _last_day(when: PartialDate | None) -> str | None:
    return None if when is None else when.last_day.isoformat()
