"""Statements are drafted from records, confirmed by people, and 待核 when the records change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.actions import evidence, linking, measures, papers, progress, trash
from models.assembly import closure_dossier, closures_of
from models.domain.closure import ClosureId, StatementKind
from models.domain.plan import Figure, Measure, Task
from models.domain.statements import StatementState, draft
from models.errors import InputError
from models.workspace import Workspace
from tests.builders import add_task, closure_of, fill, link_of, measures_of


def states(ws: Workspace, task: Task) -> list[tuple[StatementState, StatementState]]:
    dossier = closure_dossier(ws, closure_of_first(ws, task))
    return [(item.implementation.state, item.proof.state) for item in dossier.measures]


def closure_of_first(ws: Workspace, task: Task) -> ClosureId:
    return closures_of(ws, task.id)[0].id


CONFIRMED, STALE = StatementState.CONFIRMED, StatementState.STALE


def test_a_changed_figure_turns_the_two_statements_of_its_measure_and_no_others(ws: Workspace) -> None:
    task = fill(ws)
    assert states(ws, task) == [(CONFIRMED, CONFIRMED), (CONFIRMED, CONFIRMED)]
    figure = ws.find(Figure, label="污水管网")[0]
    progress.revise_figure(ws, figure_id=figure.id, number="8.4")
    assert states(ws, task) == [(CONFIRMED, CONFIRMED), (STALE, STALE)]


def test_drafting_and_confirming_again_puts_the_new_figure_into_both_statements(ws: Workspace) -> None:
    task = fill(ws)
    closure_id = closure_of_first(ws, task)
    measure = measures_of(ws, task.id)[1]
    before = closure_dossier(ws, closure_id).measures[1]
    progress.revise_figure(ws, figure_id=ws.find(Figure, label="污水管网")[0].id, number="8.4")
    for kind in StatementKind:
        papers.draft_statement(ws, closure_id=closure_id, measure_id=measure.id, kind=kind)
        papers.confirm_statement(ws, closure_id=closure_id, measure_id=measure.id, kind=kind)
    after = closure_dossier(ws, closure_id).measures[1]
    assert after.implementation.text == before.implementation.text.replace("7.2", "8.4")
    assert after.proof.text == before.proof.text.replace("7.2", "8.4")
    assert "8.4" in after.implementation.text
    assert "8.4" in after.proof.text
    assert states(ws, task) == [(CONFIRMED, CONFIRMED), (CONFIRMED, CONFIRMED)]


def test_another_number_of_a_measure_turns_its_statements_because_they_name_it(ws: Workspace) -> None:
    task = fill(ws)
    measures.revise_measure(ws, measure=replace(measures_of(ws, task.id)[0], number="9"))
    assert states(ws, task) == [(STALE, STALE), (CONFIRMED, CONFIRMED)]


def test_evidence_in_the_trash_turns_a_statement(ws: Workspace) -> None:
    task = fill(ws)
    link = link_of(ws, measures_of(ws, task.id)[0])
    trash.trash_evidence(ws, evidence_ids=(link.evidence_id,))
    assert states(ws, task)[0] == (STALE, STALE)
    trash.restore_evidence(ws, evidence_ids=(link.evidence_id,))
    assert states(ws, task)[0] == (CONFIRMED, CONFIRMED)


def test_a_changed_text_has_to_be_confirmed_again(ws: Workspace) -> None:
    task = fill(ws)
    papers.write_statement(
        ws, closure_id=closure_of_first(ws, task), measure_id=measures_of(ws, task.id)[0].id,
        kind=StatementKind.PROOF, text="另写的说明。",
    )
    assert states(ws, task)[0] == (CONFIRMED, StatementState.DRAFT)


def test_a_draft_without_records_is_refused_with_what_is_lacking(ws: Workspace) -> None:
    task = add_task(ws)
    with pytest.raises(InputError, match="请先登记落实情况"):
        papers.draft_statement(
            ws, closure_id=closure_of(ws, task.id).id, measure_id=measures_of(ws, task.id)[0].id,
            kind=StatementKind.IMPLEMENTATION,
        )


def test_the_proof_statement_ends_with_the_measure_it_answers(ws: Workspace) -> None:
    task = add_task(ws)
    measure = measures_of(ws, task.id)[1]
    for title in ("纪要", "通报"):
        piece = evidence.EvidenceInput(files=(("ab" * 32, f"{title}.docx", 10),))
        evidence.attach_evidence(ws, pieces=(piece,), measure_id=measure.id, proves=f"{title}证明按季度调度。")
    sources = ws.sources(ws.need(Measure, measure.id))
    text = draft(StatementKind.PROOF, sources, on=ws.now().date())
    assert text == "纪要证明按季度调度；通报证明按季度调度，佐证材料与整改措施2相对应。"


def test_a_sentence_that_already_says_so_is_not_ended_twice(ws: Workspace) -> None:
    task = fill(ws)
    measure = measures_of(ws, task.id)[1]
    said = "示例县按季度调度，佐证材料满足要求，与整改措施2相对应。"
    linking.revise_link(ws, link=replace(link_of(ws, measure), proves=said))
    papers.draft_statement(
        ws, closure_id=closure_of_first(ws, task), measure_id=measure.id, kind=StatementKind.PROOF
    )
    assert closure_dossier(ws, closure_of_first(ws, task)).measures[1].proof.text == said
