"""How well plans, ledgers and notices are read: precision and recall of each field and each document.

    python -m tests.intake.scoring [FOLDER] [--failures FILE]

The folder holds documents, each with its truth NAME.json in the shape `import --dry-run --json` prints; without one the
corpus is built. Rules of counting:

- A task is found when a task with its number is answered, else one whose problem is the same or nearly so (ratio 0.6);
  everything a missing task tells counts as missed, everything an invented task tells as wrong.
- A value counts when it is the same after width, blanks and the stop at its end are made alike; nearly right is wrong.
  A wrong value costs precision and recall both; a silent one costs recall, an invented one precision.
- Lists of units count by their items. Measures are set side by side by their texts (ratio 0.6, in order).
- Where what a reader must answer is left open, the truth lists every good answer: {"any": [...]}. A measure without a
  printed number may be answered with or without one.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from tests.intake.corpus import build_corpus

Json = dict[str, Any]
TEXTS = ("number", "title", "problem", "goal", "deadline", "deadline_text", "implementation")
FLAGS = ("immediate", "ongoing")
UNITS = ("lead_units", "responsible_units", "supporting_units", "supervising_units", "acceptance_units")
MEASURE_TEXTS = ("number", "text", "deadline", "duty")
NEAR = 0.6
RIGHT, WRONG, MISSED = "right", "wrong", "missed"


@dataclass(slots=True)
class Tally:
    """Counts of one field or document: right, wrong (answered and not so), missed (so and not answered)."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    def add(self, verdict: str, count: int = 1) -> None:
        setattr(self, verdict, getattr(self, verdict) + count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One value that was not answered as the truth has it."""

    document: str
    field: str
    expected: object
    got: object


@dataclass(slots=True)
class Score:
    """The figures of a corpus, and what failed in it."""

    fields: dict[str, Tally] = field(default_factory=dict)
    documents: dict[str, Tally] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)

    @property
    def overall(self) -> Tally:
        total = Tally()
        for tally in self.fields.values():
            for verdict in (RIGHT, WRONG, MISSED):
                total.add(verdict, getattr(tally, verdict))
        return total

    def count(self, document: str, name: str, verdicts: Counter[str]) -> None:
        for verdict, number in verdicts.items():
            self.fields.setdefault(name, Tally()).add(verdict, number)
            self.documents.setdefault(document, Tally()).add(verdict, number)


def plain(value: object) -> str:
    """Return a value as it is compared: width and blanks made alike, no stop at its end, silent as empty."""
    if value is None or value == []:
        return ""
    if not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return "".join(unicodedata.normalize("NFKC", value).split()).rstrip("。;,、")


def alternatives(truth: object) -> list[object]:
    """Return the good answers a truth allows, one unless it lists them."""
    return truth["any"] if isinstance(truth, dict) and "any" in truth else [truth]


def of_value(truth: object, got: object) -> Counter[str]:
    """Count one value."""
    wanted = {plain(item) for item in alternatives(truth)}
    answer = plain(got)
    if answer in wanted:
        return Counter({RIGHT: 1}) if answer else Counter()
    return Counter({WRONG: bool(answer), MISSED: "" not in wanted})


def of_items(truth: object, got: Sequence[str]) -> Counter[str]:
    """Count a list by its items, against the best of the lists allowed."""
    answer = Counter(plain(item) for item in got)
    counts = [_of_items(Counter(plain(item) for item in wanted), answer) for wanted in alternatives(truth)]  # type: ignore[attr-defined]
    return max(counts, key=lambda count: count[RIGHT] - count[WRONG] - count[MISSED])


def _of_items(wanted: Counter[str], answer: Counter[str]) -> Counter[str]:
    return Counter(
        {
            RIGHT: (wanted & answer).total(),
            WRONG: (answer - wanted).total(),
            MISSED: (wanted - answer).total(),
        }
    )


def of_flag(truth: object, got: object) -> Counter[str]:
    """Count a property: only that it holds is something told."""
    if bool(got) in alternatives(truth):
        return Counter({RIGHT: bool(got)})
    return Counter({WRONG: bool(got), MISSED: not got})


def likeness(truth: object, got: object) -> float:
    texts = [plain(item) for item in alternatives(truth)]
    answer = plain(got)
    return max(
        (SequenceMatcher(None, text, answer, autojunk=False).ratio() for text in texts if text and answer), default=0.0
    )


def paired(truths: Sequence[Json], got: Sequence[Json], keys: Sequence[str]) -> list[tuple[Json | None, Json | None]]:
    """Set truths beside answers: first by each key that is a number, then by the text that is most alike."""
    left = list(range(len(got)))
    found: dict[int, int] = {}
    for position, truth in enumerate(truths):
        match = _match(truth, got, left, keys)
        if match is not None:
            found[position] = match
            left.remove(match)
    pairs: list[tuple[Json | None, Json | None]] = [
        (truth, got[found[position]] if position in found else None) for position, truth in enumerate(truths)
    ]
    return pairs + [(None, got[position]) for position in left]


def _match(truth: Json, got: Sequence[Json], left: Sequence[int], keys: Sequence[str]) -> int | None:
    *numbers, text = keys
    for key in numbers:
        wanted = {plain(item) for item in alternatives(truth[key])} - {""}
        same = [position for position in left if plain(got[position][key]) in wanted]
        if same:
            return same[0]
    near = [(likeness(truth[text], got[position][text]), -position) for position in left]
    best = max(near, default=(0.0, 0))
    return -best[1] if best[0] >= NEAR else None


def compare(document: str, truth: Json, answer: Json, score: Score) -> None:
    """Add to the score what is right and wrong in the answer for one document."""
    _count(score, document, "kind", of_value, truth["kind"], answer["kind"])
    for wanted, got in paired(truth["tasks"], answer["tasks"], ("number", "problem")):
        verdict = RIGHT if wanted and got else MISSED if wanted else WRONG
        score.count(document, "task", Counter({verdict: 1}))
        if verdict != RIGHT:
            score.failures.append(Failure(document=document, field="task", expected=_name(wanted), got=_name(got)))
        _compare_task(document, wanted or {}, got or {}, score)


def _name(task: Json | None) -> object:
    return None if task is None else [task["number"], task["problem"]]


def _compare_task(document: str, truth: Json, got: Json, score: Score) -> None:
    for name in TEXTS:
        _count(score, document, name, of_value, truth.get(name), got.get(name))
    for name in FLAGS:
        _count(score, document, name, of_flag, truth.get(name, False), got.get(name, False))
    for name in UNITS:
        _count(score, document, name, of_items, truth.get(name, []), got.get(name, []))
    for wanted, answer in paired(truth.get("measures", []), got.get("measures", []), ("text",)):
        verdict = RIGHT if wanted and answer else MISSED if wanted else WRONG
        score.count(document, "measure", Counter({verdict: 1}))
        _compare_measure(document, wanted or {}, answer or {}, score)


def _compare_measure(document: str, truth: Json, got: Json, score: Score) -> None:
    for name in MEASURE_TEXTS:
        if name == "number" and truth and truth["number"] is None:
            continue
        _count(score, document, f"measure.{name}", of_value, truth.get(name), got.get(name))
    _count(score, document, "measure.units", of_items, truth.get("units", []), got.get("units", []))


def _count(
    score: Score, document: str, name: str, rule: Callable[[Any, Any], Counter[str]], truth: object, got: object
) -> None:
    verdicts = rule(truth, got)
    score.count(document, name, verdicts)
    if verdicts[WRONG] or verdicts[MISSED]:
        score.failures.append(Failure(document=document, field=name, expected=truth, got=got))


def documents_in(folder: Path) -> Iterator[tuple[Path, Json]]:
    """Yield every document of a folder with its truth."""
    for truth in sorted(folder.glob("*.json")):
        document = next(path for path in sorted(folder.glob(f"{truth.stem}.*")) if path.suffix != ".json")
        yield document, json.loads(truth.read_text(encoding="utf-8"))


def score_folder(folder: Path, answer: Callable[[Path], Json]) -> Score:
    """Read every document of a folder and compare it with its truth; a refused one has told nothing."""
    score = Score()
    for document, truth in documents_in(folder):
        compare(document.name, truth, answer(document), score)
    return score


def table(tallies: Mapping[str, Tally], head: str) -> str:
    """Return the figures as lines: name, precision, recall, counts."""
    lines = [f"{head:<28} precision  recall   right wrong missed"]
    for name, tally in tallies.items():
        figures = f"{tally.precision:9.3f} {tally.recall:7.3f} {tally.right:7} {tally.wrong:5} {tally.missed:6}"
        lines.append(f"{name:<28} {figures}")
    return "\n".join(lines)


def report(score: Score) -> str:
    """Return the whole of a score as text: documents, fields, overall."""
    return "\n\n".join(
        (
            table(score.documents, "document"),
            table(score.fields, "field"),
            table({"overall": score.overall}, ""),
        )
    )


def failure_lines(score: Score) -> str:
    """Return what failed, a paragraph each, by document."""
    return "\n".join(
        f"{failure.document} | {failure.field}\n  expected: {json.dumps(failure.expected, ensure_ascii=False)}\n"
        f"  got:      {json.dumps(failure.got, ensure_ascii=False)}"
        for failure in score.failures
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.intake.scoring")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--failures", type=Path)
    asked = parser.parse_args()
    from tests.intake.answering import answer

    with tempfile.TemporaryDirectory() as temporary:
        score = score_folder(asked.folder or build_corpus(Path(temporary) / "corpus"), answer)
    print(report(score))
    if asked.failures is not None:
        asked.failures.write_text(failure_lines(score) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
