"""Links by the dozen: each pair once, in one step, in order; a link stays with its piece and its measure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.actions import evidence, linking, progress, trash
from models.actions.duties import DutyInput, add_duty, count_evidence
from models.actions.linking import BATCH, link_pairs, revise_links, unlink_pairs
from models.assembly import brought_up_to_date, evidence_matrix
from models.domain.duty import DutyCount, MeasureDuty
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink, ProofKind
from models.domain.plan import DutyPer, MeasureId, Progress, Task
from models.errors import InputError, Kept
from models.workspace import Workspace
from tests.builders import add_task, link_of, measures_of
from tests.sealing import attach, seal_now


@pytest.fixture
def task(ws: Workspace) -> Task:
    return add_task(ws, "12", ("成立专班。", "完善管网。", "建立机制。"))


def pieces(ws: Workspace, count: int) -> list[EvidenceId]:
    """Record pieces of evidence no measure uses."""
    wanted = [evidence.EvidenceInput(files=((f"{n:02}" * 32, f"{n}.txt", 3),), title=f"纪要{n}") for n in range(count)]
    changes = evidence.attach_evidence(ws, pieces=wanted, measure_id=None)
    return [EvidenceId(row_id) for table, row_id in changes.created if table == "evidence"]


def linked(ws: Workspace, measure_id: MeasureId) -> list[EvidenceId]:
    return [link.evidence_id for link in ws.find(EvidenceLink, measure_id=measure_id)]


def test_a_row_of_the_matrix_is_linked_and_taken_back_in_one_step(ws: Workspace, task: Task) -> None:
    many, measure = pieces(ws, BATCH + 2), measures_of(ws, task.id)[1]
    linking.link_evidence(ws, evidence_id=many[3], measure_id=measure.id, proves="调度。")
    changes = link_pairs(ws, pairs=[(piece, measure.id) for piece in many])
    assert changes.label == f"对应佐证 {BATCH + 1} 份 → 措施 2"
    assert linked(ws, measure.id) == [many[3], *many[:3], *many[4:]]
    ws.undo()
    assert linked(ws, measure.id) == [many[3]]


def test_a_column_is_named_by_its_piece_and_a_pair_told_twice_is_one_link(ws: Workspace, task: Task) -> None:
    (piece,) = pieces(ws, 1)
    pairs = [(piece, measure.id) for measure in measures_of(ws, task.id)]
    assert link_pairs(ws, pairs=[*pairs, *pairs]).label == "对应佐证：纪要0 → 3 条措施"
    assert len(ws.find(EvidenceLink)) == 3


def test_what_is_linked_already_leaves_no_step(ws: Workspace, task: Task) -> None:
    (piece,) = pieces(ws, 1)
    pair = (piece, measures_of(ws, task.id)[0].id)
    link_pairs(ws, pairs=[pair])
    step = ws.next_undo
    assert not link_pairs(ws, pairs=[pair]) and ws.next_undo == step


def test_links_taken_off_take_what_they_counted_and_come_back_with_it(ws: Workspace, task: Task) -> None:
    measure = measures_of(ws, task.id)[0]
    first, second = pieces(ws, 2)
    add_duty(ws, measure_id=measure.id, duty=DutyInput(times=1, per=DutyPer.QUARTER))
    link_pairs(ws, pairs=[(first, measure.id), (second, measure.id)])
    count_evidence(ws, duty_id=ws.find(MeasureDuty)[0].id, evidence_id=first)
    changes = unlink_pairs(ws, link_ids=[link.id for link in ws.find(EvidenceLink)])
    assert changes.label == "取消对应 2 份 → 措施 1"
    assert not ws.find(EvidenceLink) and not ws.find(DutyCount) and len(ws.find(Evidence)) == 2
    ws.undo()
    assert len(ws.find(EvidenceLink)) == 2 and len(ws.find(DutyCount)) == 1


def test_one_link_a_seal_names_keeps_all_of_them(ws: Workspace, task: Task) -> None:
    measure = measures_of(ws, task.id)[0]
    attach(ws, measure, "监测报告")
    seal_now(ws, task)
    link_pairs(ws, pairs=[(pieces(ws, 1)[0], measure.id)])
    links = ws.find(EvidenceLink)
    with pytest.raises(Kept, match="不能取消"):
        unlink_pairs(ws, link_ids=[link.id for link in reversed(links)])
    assert ws.find(EvidenceLink) == links
    assert list(evidence_matrix(ws, task.id).sealed_links) == [(measure.id, links[0].evidence_id)]


def test_the_kind_of_proof_is_kept_and_its_step_named(ws: Workspace, task: Task) -> None:
    link = _one_link(ws, task)
    changes = linking.revise_link(ws, link=replace(link, proof_kind=ProofKind.PAYMENT))
    assert changes.label == "修改证明类别：资金"
    assert ws.need(EvidenceLink, link.id).proof_kind is ProofKind.PAYMENT
    assert linking.revise_link(ws, link=link).label == "修改证明类别：不分"


def test_one_sentence_is_written_to_several_links_in_one_step(ws: Workspace, task: Task) -> None:
    measure = measures_of(ws, task.id)[0]
    link_pairs(ws, pairs=[(piece, measure.id) for piece in pieces(ws, 3)])
    links = ws.find(EvidenceLink)
    changes = revise_links(ws, link_ids=[link.id for link in links[:2]], field="proves", value="整治后水面清洁。")
    assert changes.label == "修改证明内容 2 处"
    assert [link.proves for link in ws.find(EvidenceLink)] == ["整治后水面清洁。", "整治后水面清洁。", ""]
    ws.undo()
    assert ws.find(EvidenceLink) == links


def test_a_link_is_not_moved_to_another_measure_or_to_an_entry_of_one(ws: Workspace, task: Task) -> None:
    link, other = _one_link(ws, task), measures_of(ws, task.id)[1]
    progress.record_progress(ws, measure_id=other.id, entry=progress.ProgressInput(text="完成。"))
    with pytest.raises(InputError, match="不能换成别的"):
        linking.revise_link(ws, link=replace(link, measure_id=other.id))
    with pytest.raises(InputError, match="不是本措施的"):
        linking.revise_link(ws, link=replace(link, progress_id=ws.find(Progress)[0].id))


def test_the_matrix_holds_measures_numbered_pieces_and_their_links(ws: Workspace, task: Task) -> None:
    first, second, third = measures_of(ws, task.id)
    one, two, three = pieces(ws, 3)
    link_pairs(ws, pairs=[(two, first.id), (one, second.id), (two, second.id)])
    matrix = evidence_matrix(ws, task.id, also=[three])
    assert [item.id for item in matrix.pieces] == [two, one, three]
    assert [matrix.numbers.get(item.id) for item in matrix.pieces] == ["12-1-01", "12-2-01", None]
    assert set(matrix.links) == {(first.id, two), (second.id, one), (second.id, two)}
    assert matrix.without_evidence() == [third.id]


def test_a_matrix_brought_up_to_date_is_the_one_that_is_read(ws: Workspace, task: Task) -> None:
    first, second, _ = measures_of(ws, task.id)
    many = pieces(ws, 3)
    link_pairs(ws, pairs=[(many[0], first.id)])
    matrix = evidence_matrix(ws, task.id, also=many)
    for act in (
        lambda: link_pairs(ws, pairs=[(many[2], first.id), (many[1], second.id)]),
        lambda: revise_links(ws, link_ids=[ws.find(EvidenceLink)[0].id], field="proves", value="调度。"),
        lambda: unlink_pairs(ws, link_ids=[ws.find(EvidenceLink)[0].id]),
        ws.undo,
    ):
        matrix = brought_up_to_date(ws, task.id, matrix, act())
        assert matrix == replace(evidence_matrix(ws, task.id, also=many), pieces=matrix.pieces)
    retitled = replace(ws.need(Evidence, many[0]), title="改名")
    assert brought_up_to_date(ws, task.id, matrix, evidence.revise_evidence(ws, evidence=retitled)) is None


def test_the_trash_is_no_part_of_the_matrix(ws: Workspace, task: Task) -> None:
    measure = measures_of(ws, task.id)[0]
    one, two = pieces(ws, 2)
    link_pairs(ws, pairs=[(one, measure.id)])
    trash.trash_evidence(ws, evidence_ids=[one, two])
    matrix = evidence_matrix(ws, task.id, also=[two])
    assert not matrix.pieces and not matrix.links and matrix.without_evidence() == [m.id for m in matrix.measures]


def test_what_no_task_uses_is_listed_in_the_order_it_came(ws: Workspace, task: Task) -> None:
    one, two, three = pieces(ws, 3)
    link_pairs(ws, pairs=[(two, measures_of(ws, task.id)[0].id)])
    assert ws.look.unused_evidence() == [one, three]


def _one_link(ws: Workspace, task: Task) -> EvidenceLink:
    (piece,) = pieces(ws, 1)
    measure = measures_of(ws, task.id)[0]
    link_pairs(ws, pairs=[(piece, measure.id)])
    return link_of(ws, measure)


def test_a_link_is_not_carried_to_another_measure_nor_hung_on_an_entry_of_one(ws: Workspace, task: Task) -> None:
    (piece,) = pieces(ws, 1)
    first, second, _ = measures_of(ws, task.id)
    linking.link_evidence(ws, evidence_id=piece, measure_id=first.id)
    link = link_of(ws, first)
    progress.record_progress(ws, measure_id=second.id, entry=progress.ProgressInput(text="调度1次。"))
    with pytest.raises(InputError, match="不能换成别的佐证或措施"):
        linking.revise_link(ws, link=replace(link, measure_id=second.id))
    with pytest.raises(InputError, match="这条落实情况不是本措施的"):
        linking.revise_link(ws, link=replace(link, progress_id=ws.find(Progress)[0].id))
    assert link_of(ws, first) == link
