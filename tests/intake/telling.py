"""What a matter of the corpus tells, whatever paper it is laid out on, as the truths of the corpus have it.

The truths are written by hand for documents; here their answers are looked up by the text they belong to, so that a
matter can be laid out in hundreds of manners without another truth for each.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from tests.intake.corpus import TRUTHS
from tests.intake.corpus.matters import Matter

Json = dict[str, Any]
ROLES = ("lead", "responsible", "supporting", "supervising", "acceptance")


def told(matter: Matter, number: str, shown: set[str], *, numbered: bool = True) -> Json:
    """Return what must be answered for a matter of which the paper shows these fields, in the shape of a truth."""
    deadline = _deadlines()[matter.words] if "words" in shown else {}
    task: Json = {
        "number": number,
        "title": None,
        "problem": matter.problem,
        "goal": matter.goal if "goal" in shown else None,
        "deadline": deadline.get("deadline"),
        "deadline_text": matter.words if "words" in shown else None,
        "immediate": deadline.get("immediate", False),
        "ongoing": deadline.get("ongoing", False),
        "measures": list(_measures(matter, numbered=numbered)) if "steps" in shown else [],
        "implementation": matter.done if "done" in shown else None,
    }
    return task | {f"{role}_units": list(getattr(matter, role)) if role in shown else [] for role in ROLES}


def _measures(matter: Matter, *, numbered: bool) -> Iterator[Json]:
    for number, step in enumerate(matter.steps, 1):
        known = _steps()[step.text]
        yield {
            "number": str(number) if numbered else None,
            "text": step.text,
            "deadline": known["deadline"],
            "units": [],
            "duty": known["duty"],
        }


@cache
def _tasks() -> tuple[Json, ...]:
    truths = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(TRUTHS.glob("*.json"))]
    return tuple(task for truth in truths for task in truth["tasks"])


@cache
def _deadlines() -> dict[str, Json]:
    return {task["deadline_text"]: task for task in _tasks() if isinstance(task["deadline_text"], str)}


@cache
def _steps() -> dict[str, Json]:
    """Return measures by their text, those without a bracket: its date and units are not told by the text."""
    return {step["text"]: step for task in _tasks() for step in task["measures"] if not step["units"]}
