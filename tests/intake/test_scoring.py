"""The scorer counts what a clerk would call right, wrong and missed; the corpus has a truth for every document."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from tests.intake.corpus import BUILDERS, MADE, TRUTHS, build_corpus
from tests.intake.scoring import Score, compare, documents_in, report, score_folder

KEYS = {
    "number", "title", "problem", "goal", "deadline", "deadline_text", "immediate", "ongoing", "lead_units",
    "responsible_units", "supporting_units", "supervising_units", "acceptance_units", "measures", "implementation",
}  # fmt: skip
MEASURE_KEYS = {"number", "text", "deadline", "units", "duty"}


@pytest.fixture
def truth() -> dict[str, Any]:
    return dict(json.loads((TRUTHS / "plan-brackets.json").read_text(encoding="utf-8")))


def score_of(truth: dict[str, Any], answer: dict[str, Any]) -> Score:
    score = Score()
    compare("某方案.docx", truth, answer, score)
    return score


def test_the_truth_itself_scores_one(truth: dict[str, Any]) -> None:
    overall = score_of(truth, copy.deepcopy(truth)).overall
    assert (overall.precision, overall.recall) == (1.0, 1.0)
    assert overall.right == 99


def test_width_blanks_and_the_stop_at_the_end_do_not_matter(truth: dict[str, Any]) -> None:
    answer = copy.deepcopy(truth)
    answer["tasks"][0]["goal"] = "农村集中供水实现全覆盖, 集中供水率达到９９%以上,水质合格率稳步提高"
    assert score_of(truth, answer).failures == []


def test_a_measure_that_is_not_answered_costs_recall_and_no_precision(truth: dict[str, Any]) -> None:
    answer = copy.deepcopy(truth)
    del answer["tasks"][0]["measures"][1]
    score = score_of(truth, answer)
    assert score.fields["measure"].missed == 1
    assert score.overall.precision == 1.0


def test_an_invented_unit_costs_precision_and_no_recall(truth: dict[str, Any]) -> None:
    answer = copy.deepcopy(truth)
    answer["tasks"][0]["responsible_units"].append("等")
    score = score_of(truth, answer)
    assert score.fields["responsible_units"].wrong == 1
    assert score.overall.recall == 1.0


def test_a_wrong_day_costs_both(truth: dict[str, Any]) -> None:
    answer = copy.deepcopy(truth)
    answer["tasks"][0]["deadline"] = "2021-12-31"
    deadline = score_of(truth, answer).fields["deadline"]
    assert (deadline.right, deadline.wrong, deadline.missed) == (3, 1, 1)


def test_a_task_with_another_number_is_found_by_its_problem(truth: dict[str, Any]) -> None:
    answer = copy.deepcopy(truth)
    answer["tasks"][0]["number"] = ""
    score = score_of(truth, answer)
    assert score.fields["task"].right == 4
    assert [failure.field for failure in score.failures] == ["number"]


def test_a_document_refused_misses_everything_it_tells(truth: dict[str, Any]) -> None:
    score = score_of(truth, {"kind": None, "tasks": []})
    assert score.overall.recall == 0.0
    assert score.overall.precision == 1.0


def test_every_answer_that_is_left_open_counts_as_right() -> None:
    jiangsu = json.loads((TRUTHS / "notice-jiangsu.json").read_text(encoding="utf-8"))
    literal = copy.deepcopy(jiangsu)
    for role in ("lead_units", "supporting_units"):
        literal["tasks"][0][role] = []
    for role in ("responsible_units", "acceptance_units"):
        literal["tasks"][0][role] = jiangsu["tasks"][0][role]["any"][0]
    assert score_of(jiangsu, literal).failures == []


def test_the_report_names_documents_fields_and_the_whole(truth: dict[str, Any]) -> None:
    text = report(score_of(truth, truth))
    assert "某方案.docx" in text
    assert "measure.deadline" in text
    assert "overall" in text


def test_every_document_has_a_truth_with_all_keys(tmp_path: Path) -> None:
    corpus = list(documents_in(build_corpus(tmp_path)))
    assert {document.name for document, _ in corpus} == {*BUILDERS, *MADE}
    for _, truth in corpus:
        for task in truth["tasks"]:
            assert set(task) == KEYS
            assert all(set(measure) == MEASURE_KEYS for measure in task["measures"])


def test_the_corpus_holds_enough_of_each_kind(tmp_path: Path) -> None:
    kinds = [truth["kind"] for _, truth in documents_in(build_corpus(tmp_path))]
    assert kinds.count("plan") >= 15
    assert kinds.count("ledger") >= 10
    assert kinds.count("notice") >= 8


def test_a_reader_is_asked_for_every_document(tmp_path: Path) -> None:
    asked: list[str] = []

    def silent(document: Path) -> dict[str, Any]:
        asked.append(document.name)
        return {"kind": None, "tasks": []}

    score_folder(build_corpus(tmp_path), silent)
    assert sorted(asked) == sorted({*BUILDERS, *MADE})
