"""The readers hold what they have reached on the corpus: the floor is raised when they get better, never lowered."""

from __future__ import annotations

from pathlib import Path

from tests.intake.answering import answer
from tests.intake.corpus import build_corpus
from tests.intake.scoring import failure_lines, report, score_folder

FLOOR = 0.985


def test_the_corpus_is_read_with_the_precision_and_recall_reached_before(tmp_path: Path) -> None:
    score = score_folder(build_corpus(tmp_path), answer)
    overall = score.overall
    assert min(overall.precision, overall.recall) >= FLOOR, f"{report(score)}\n\n{failure_lines(score)}"
