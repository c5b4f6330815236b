"""The values of a task that a file and the records can have in common, each under a key.

Keys are goal, units.lead, measures.2.text, numbers.省序号. A value is the text as it is printed. Two values are the
same when they differ in width, blanks and line ends only, lists of units also when they differ in order. Of what record
and file last had in common only a digest is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256

from models.domain.deadline import DeadlineReading, read_deadline
from models.domain.drafts.common_values import CommonValues
from models.domain.drafts.draft import DraftMeasure, DraftTask
from models.domain.numbering import natural_key, next_number
from models.domain.plan import Measure, Task, TaskNumber, UnitRole
from models.domain.task_labels import TASK_LABELS
from models.domain.wording import split_names
from models.errors import InputError

TEXTS = (
    "title", "problem", "goal", "deadline", "progress", "status", "leader", "responsible_person", "liaison", "note",
)
OF_MEASURES = {"text": "内容", "deadline": "时限", "units": "责任单位"}
# As a file writes a name → as the directory has it.
Named = Callable[[str], str]
_WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_AROUND_NUMBERS = "（）()〔〕[]【】、.．。第项条 \u3000"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFacts:
    """任务现况: a task as the records have it, with its units by role, its measures with theirs, and its numbers."""

    task: Task
    units: Mapping[UnitRole, tuple[str, ...]] = field(default_factory=dict)
    measures: tuple[tuple[Measure, tuple[str, ...]], ...] = ()
    numbers: tuple[TaskNumber, ...] = ()
    kept: CommonValues | None = None

    @property
    def common(self) -> Mapping[str, str]:
        """Return by key the digests of what it last had in common with a file."""
        return self.kept.by_key if self.kept else {}


def plain(text: str) -> str:
    """Return a text without what does not count: full-width signs as half-width, no blanks, no line ends."""
    return "".join(text.translate(_WIDTHS).split())


def plain_value(key: str, text: str) -> str:
    """Return a value as it is compared; of units the order does not count."""
    if not is_of_units(key):
        return plain(text)
    return "、".join(sorted(plain(name) for name in split_names(text)))


def digest(key: str, text: str) -> str:
    """Return the digest of a value by which it is known again."""
    return sha256(plain_value(key, text).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def is_of_units(key: str) -> bool:
    """Return whether a value is a list of units."""
    return key.startswith("units.") or (key.startswith("measures.") and key.endswith(".units"))


def is_deadline(key: str) -> bool:
    """Return whether a value is the wording of a deadline."""
    return key == "deadline" or (key.startswith("measures.") and key.endswith(".deadline"))


def mean_the_same(one: str, other: str) -> bool:
    """Return whether two wordings of a deadline mean the same day and the same properties."""
    first, second = _read(plain(one)), _read(plain(other))
    if first is None or second is None or first.until is None or second.until is None:
        return False
    return (first.until.last_day, *first[1:]) == (second.until.last_day, *second[1:])


@cache
def _read(text: str) -> DeadlineReading | None:
    try:
        return read_deadline(text)
    except InputError:
        return None


def label_of(key: str) -> str:
    """Return what the clerk calls a value."""
    first, _, rest = key.partition(".")
    if first == "measures":
        number, _, part = rest.rpartition(".")
        return f"措施{number} {OF_MEASURES[part]}"
    if first == "numbers":
        return f"{TASK_LABELS['external_number']} {rest}".strip()
    return UnitRole(rest).label if first == "units" else TASK_LABELS[key]


def measure_key(number: str) -> str:
    """Return the number of a measure as it is compared: （一）, 1. and ① are 1."""
    return natural_key(number.strip(_AROUND_NUMBERS))


def record_values(facts: TaskFacts) -> dict[str, str]:
    """Return the values of a task as the records have them; empty ones are left out."""
    task = facts.task
    values = {name: getattr(task, name) for name in TEXTS if name not in ("deadline", "status")}
    values |= {"deadline": task.deadline_text, "status": task.status.label if task.status else ""}
    values |= {f"units.{role}": "、".join(names) for role, names in facts.units.items()}
    for measure, names in facts.measures:
        values |= _of_measure(measure.number, measure.text, measure.deadline_text, names)
    values |= _numbers((item.scheme, item.number) for item in facts.numbers)
    return _filled(values)


def draft_values(task: DraftTask, measures: Sequence[tuple[str, DraftMeasure]], named: Named = str) -> dict[str, str]:
    """Return the values of a task as the file has them, measures under the numbers of `numbered`."""
    values = {name: getattr(task, name) for name in TEXTS if name not in ("deadline", "status", "progress")}
    values |= {"deadline": deadline_words(task), "progress": task.implementation}
    values |= {"status": task.status.label if task.status else ""}
    values |= {f"units.{role}": "、".join(map(named, names)) for role, names in task.units.items()}
    for number, measure in measures:
        values |= _of_measure(number, measure.text, deadline_words(measure), map(named, measure.units))
    values |= _numbers(task.external_numbers)
    return _filled(values)


def deadline_words(item: DraftTask | DraftMeasure) -> str:
    """Return the wording of a deadline; where the file holds but a date, the date."""
    return item.deadline_text or ("" if item.deadline is None else str(item.deadline))


def text_of(task: DraftTask) -> str:
    """Return the first of the texts of a row, by which one without a number is known again."""
    return next(filter(str.strip, (task.problem, task.title, task.goal, task.implementation, task.note)), "")


def numbered(
    measures: Sequence[DraftMeasure], standing: Sequence[Measure] = ()
) -> list[tuple[str, DraftMeasure]]:
    """Return the measures of a file each with the number it has in the records, or would have.

    A number means the measure that bears it, a text without number the measure that says the same; what is new and has
    no number of its own, or one that stands before it already, is numbered on.
    """
    by_key = {measure_key(item.number): item.number for item in standing}
    by_text = {plain(item.text): item.number for item in reversed(standing)}
    taken = set(by_key)
    used: set[str] = set()
    last = max(by_key.values(), key=measure_key, default="")
    found: list[tuple[str, DraftMeasure]] = []
    for measure in measures:
        key = measure_key(measure.number)
        number = by_key.get(key, measure.number.strip(_AROUND_NUMBERS)) if key else by_text.get(plain(measure.text), "")
        if not number or measure_key(number) in used:
            number = last = _free_after(last, taken)
        taken.add(measure_key(number))
        used.add(measure_key(number))
        last = max(last, number, key=measure_key)
        found.append((number, measure))
    return found


def _free_after(last: str, taken: Container[str]) -> str:
    number = next_number([last] if last else [])
    while measure_key(number) in taken:
        number = next_number([number])
    return number


def _of_measure(number: str, text: str, deadline: str, names: Iterable[str]) -> dict[str, str]:
    head = f"measures.{number}."
    return {f"{head}text": text, f"{head}deadline": deadline, f"{head}units": "、".join(names)}


def _numbers(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for scheme, number in pairs:
        key = f"numbers.{scheme.strip()}"
        found[key] = f"{found[key]}、{number}" if key in found else number
    return found


def _filled(values: Mapping[str, str]) -> dict[str, str]:
    return {key: text for key, text in values.items() if text.strip()}
