"""封卷: what is sealed, in which order, with which digest; and that nothing changes or removes it afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from models.actions import evidence, evidence_files, linking, measures, rounds, tasks, trash
from models.actions.directory import change_setting
from models.actions.sealing import seal, sealing
from models.checking import compare_files, seals_of
from models.closure_evidence import check_files, draft_seal, sealed_sets
from models.domain.closure import Closure
from models.domain.evidence import Evidence, EvidenceLink, EvidenceNumber, StoredFile
from models.domain.partial_date import PartialDate
from models.domain.plan import Measure, MeasureId, Task
from models.domain.sealing import SealedFile, SealedItem, SealedSet, Sealing, digest_of
from models.domain.settings import IS_SAMPLE
from models.errors import AppError, Cancelled, InputError, UndoRefused, VaultError
from models.sample.removal import delete_sample
from models.workspace import Changes, Workspace
from tests.builders import add_task, closure_of, measures_of
from tests.sealing import attach, seal_now

Attempt = Callable[[Workspace], Changes]


@pytest.fixture
def task(ws: Workspace) -> Task:
    """A task of two measures with three pieces of evidence; the first of them answers both measures."""
    task = add_task(ws)
    first, second = measures_of(ws, task.id)
    both = attach(ws, first, "会议纪要", "计划方案")
    attach(ws, second, "施工照片")
    linking.link_evidence(ws, evidence_id=both[0], measure_id=second.id)
    return task


def sealed(ws: Workspace, task: Task) -> list[SealedSet]:
    return sealed_sets(ws, closure_of(ws, task.id).id)


def piece(ws: Workspace, title: str) -> Evidence:
    return ws.find(Evidence, title=title)[0]


def file_of(ws: Workspace, title: str) -> StoredFile:
    return ws.find(StoredFile, evidence_id=piece(ws, title).id)[0]


def new_version(ws: Workspace, title: str, content: str) -> Changes:
    taken = ws.vault.take_in_bytes(f"{title}.txt", content.encode())
    new = (taken.sha256, taken.name, taken.size)
    return evidence_files.replace_file(ws, file_id=file_of(ws, title).id, new=new)


def test_a_seal_holds_each_piece_once_in_the_order_of_the_measures(ws: Workspace, task: Task) -> None:
    seal_now(ws, task)
    (one,) = sealed(ws, task)
    assert [(item.title, item.measures) for item, _ in one.items] == [
        ("会议纪要", "1\n2"), ("计划方案", "1"), ("施工照片", "2"),
    ]
    assert [files[0].sha256 for _, files in one.items] == [
        file_of(ws, title).sha256 for title in ("会议纪要", "计划方案", "施工照片")
    ]
    assert (one.sealing.label, one.sealing.sealed_by, one.sealing.sealed_at) == ("封卷", "甲某某", ws.now())
    assert one.sealing.digest == digest_of(one.items)
    kept = {item.evidence_id: item.number for item in ws.find(EvidenceNumber, task_id=task.id)}
    assert {item.evidence_id: item.number for item, _ in one.items} == kept
    assert len(set(kept.values())) == 3


def test_what_lies_in_the_trash_is_not_sealed_and_may_come_back_for_a_supplement(ws: Workspace, task: Task) -> None:
    thrown = piece(ws, "计划方案").id
    trash.trash_evidence(ws, evidence_ids=[thrown])
    seal_now(ws, task)
    trash.restore_evidence(ws, evidence_ids=[thrown])
    seal_now(ws, task)
    titles = [[item.title for item, _ in one.items] for one in sealed(ws, task)]
    assert titles == [["会议纪要", "施工照片"], ["计划方案"]]


def test_a_supplement_holds_only_what_is_new_and_covers_the_digest_before(ws: Workspace, task: Task) -> None:
    seal_now(ws, task)
    second = measures_of(ws, task.id)[1]
    attach(ws, second, "监测报告")
    new_version(ws, "施工照片", "补拍")
    linking.link_evidence(ws, evidence_id=piece(ws, "计划方案").id, measure_id=second.id)
    seal_now(ws, task)
    first, later = sealed(ws, task)
    assert [(item.title, item.measures, [file.version for file in files]) for item, files in later.items] == [
        ("计划方案", "2", []), ("施工照片", "", [2]), ("监测报告", "2", [1]),
    ]
    assert later.sealing.label == "补充封卷1"
    assert later.sealing.digest == digest_of(later.items, before=first.sealing.digest) != digest_of(later.items)


def test_there_is_nothing_to_add_until_something_is_new(ws: Workspace, task: Task) -> None:
    seal_now(ws, task)
    with pytest.raises(InputError, match="没有新的材料，不需要补充封卷"):
        seal_now(ws, task)


def test_a_closure_without_evidence_cannot_be_sealed(ws: Workspace) -> None:
    with pytest.raises(InputError, match="没有可封的材料"):
        seal_now(ws, add_task(ws))


def test_a_closure_of_one_measure_seals_what_answers_it(ws: Workspace, task: Task) -> None:
    second = measures_of(ws, task.id)[1]
    rounds.open_closure(ws, task_id=task.id, measure_id=second.id)
    own = next(item for item in ws.find(Closure) if item.subject)
    seal(ws, draft=check_files(draft_seal(ws, own.id), ws.vault))
    assert [item.title for item in ws.find(SealedItem)] == ["施工照片", "会议纪要"]
    assert {item.measures for item in ws.find(SealedItem)} == {"2"}


@pytest.mark.parametrize("state", ["missing", "altered"])
def test_a_file_that_is_not_as_it_was_is_refused_by_its_name(state: str, ws: Workspace, task: Task) -> None:
    stored = ws.vault.path_of(file_of(ws, "施工照片").sha256)
    stored.chmod(0o600)
    if state == "missing":
        stored.unlink()
    else:
        content = bytearray(stored.read_bytes())
        content[0] ^= 1
        stored.write_bytes(content)
    with pytest.raises(VaultError, match=r"佐证“施工照片”的文件“施工照片\.txt”.*没有封卷"):
        seal_now(ws, task)
    assert ws.find(Sealing) == []


def test_a_file_that_goes_after_it_was_hashed_leaves_no_half_of_a_seal(ws: Workspace, task: Task) -> None:
    draft = check_files(draft_seal(ws, closure_of(ws, task.id).id), ws.vault)
    ws.vault.path_of(file_of(ws, "施工照片").sha256).unlink()
    with pytest.raises(VaultError, match="施工照片"):
        seal(ws, draft=draft)
    assert (ws.find(Sealing), ws.find(SealedItem), ws.find(EvidenceNumber)) == ([], [], [])


def test_records_that_move_while_the_files_are_hashed_are_not_sealed(ws: Workspace, task: Task) -> None:
    draft = check_files(draft_seal(ws, closure_of(ws, task.id).id), ws.vault)
    evidence.revise_evidence(ws, evidence=replace(piece(ws, "施工照片"), title="现场照片"))
    with pytest.raises(InputError, match="核对文件后材料又变了"):
        seal(ws, draft=draft)


def test_files_nobody_has_hashed_are_not_sealed(ws: Workspace, task: Task) -> None:
    with pytest.raises(InputError, match="文件还没有核对"):
        seal(ws, draft=draft_seal(ws, closure_of(ws, task.id).id))


def test_many_pieces_are_sealed_in_steps_and_a_cancel_leaves_none(ws: Workspace, task: Task) -> None:
    attach(ws, measures_of(ws, task.id)[0], *(f"材料{n}" for n in range(60)))
    draft = check_files(draft_seal(ws, closure_of(ws, task.id).id), ws.vault)
    steps = sealing(ws, draft=draft)
    for _ in range(5):
        next(steps)
    with pytest.raises(Cancelled):
        steps.throw(Cancelled())
    assert ws.find(Sealing) == []
    assert [done for done, _, _ in sealing(ws, draft=draft)] == [0, 0, 0, 0, 25, 50]
    assert len(ws.find(SealedItem)) == len(ws.find(SealedFile)) == 63


def revise(ws: Workspace, **fields: object) -> Changes:
    return evidence.revise_evidence(ws, evidence=replace(piece(ws, "会议纪要"), **fields))


def link_to(ws: Workspace, number: str) -> EvidenceLink:
    measure = ws.find(Measure, number=number)[0]
    return ws.find(EvidenceLink, evidence_id=piece(ws, "会议纪要").id, measure_id=measure.id)[0]


REFUSED: dict[str, Attempt] = {
    "title": lambda ws: revise(ws, title="别的名称"),
    "date": lambda ws: revise(ws, dated_on=PartialDate(year=2024)),
    "kind": lambda ws: revise(ws, kind="报告"),
    "document number": lambda ws: revise(ws, document_number="示政办发〔2025〕1号"),
    "trash": lambda ws: trash.trash_evidence(ws, evidence_ids=[piece(ws, "会议纪要").id]),
    "trash among others": lambda ws: trash.trash_evidence(ws, evidence_ids=[item.id for item in ws.find(Evidence)]),
    "further file": lambda ws: evidence_files.add_files(
        ws, evidence_id=piece(ws, "会议纪要").id, files=(("cd" * 32, "附件.txt", 1),)
    ),
    "unlink": lambda ws: linking.unlink_evidence(ws, link_id=link_to(ws, "2").id),
    "renumber the measure": lambda ws: measures.revise_measure(
        ws, measure=replace(ws.find(Measure, number="2")[0], number="9")
    ),
    "remove the measure": lambda ws: measures.remove_measure(ws, measure_id=ws.find(Measure, number="1")[0].id),
    "cover other measures only": lambda ws: rounds.cover_measures(
        ws, closure_id=ws.find(Closure)[0].id, measure_ids=[ws.find(Measure, number="2")[0].id]
    ),
    "move the measure to another task": lambda ws: measures.revise_measure(
        ws, measure=replace(ws.find(Measure, number="2")[0], task_id=ws.find(Task)[1].id)
    ),
    "remove the task": lambda ws: tasks.remove_task(ws, task_id=ws.find(Task)[0].id),
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_is_sealed_is_not_changed_or_removed(name: str, ws: Workspace, task: Task) -> None:
    add_task(ws, "2", ("成立专班。",))
    seal_now(ws, task)
    before = ws.chain_head
    with pytest.raises(InputError, match="2025-11-22 14:32 由甲某某封卷，不能") as refused:
        REFUSED[name](ws)
    assert refused.value.remedy
    assert ws.chain_head == before


def test_a_sealed_closure_is_not_discarded_and_the_next_round_may_begin(ws: Workspace, task: Task) -> None:
    closure = closure_of(ws, task.id)
    seal_now(ws, task)
    rounds.open_next_round(ws, closure_id=closure.id)
    with pytest.raises(InputError, match="不能删除这次销号"):
        rounds.discard_closure(ws, closure_id=closure.id)
    rounds.discard_closure(ws, closure_id=closure_of(ws, task.id).id)


def test_a_closure_goes_on_covering_what_was_sealed_in_whatever_words_it_is_chosen(ws: Workspace, task: Task) -> None:
    closure_id, (first, second) = closure_of(ws, task.id).id, measures_of(ws, task.id)
    (third,) = measures.add_measures(ws, task_id=task.id, texts=["三。"]).created
    rounds.cover_measures(ws, closure_id=closure_id, measure_ids=[first.id])
    seal_now(ws, task)
    rounds.cover_measures(ws, closure_id=closure_id, measure_ids=[first.id, second.id])
    ws.undo()
    with pytest.raises(UndoRefused, match="不能让这次销号不再覆盖措施 2"):
        ws.redo()
        seal_now(ws, task)
        ws.reverse(ws.last_sequence - 1)
    rounds.cover_measures(ws, closure_id=closure_id, measure_ids=[])
    rounds.cover_measures(ws, closure_id=closure_id, measure_ids=[first.id, second.id])
    measures.remove_measure(ws, measure_id=MeasureId(third[1]))


def test_a_measure_may_bear_any_number_the_clerk_gives_it(ws: Workspace, task: Task) -> None:
    first = measures_of(ws, task.id)[0]
    measures.revise_measure(ws, measure=replace(first, number="1、2"))
    seal_now(ws, task)
    assert draft_seal(ws, closure_of(ws, task.id).id).items == ()
    assert compare_files(seals_of(ws, closure_of(ws, task.id).id), ws.vault) == []
    with pytest.raises(InputError, match=r"措施 1、2 的对应已于.*不能取消"):
        measures.remove_measure(ws, measure_id=first.id)


def test_what_a_seal_does_not_hold_stays_free(ws: Workspace, task: Task) -> None:
    seal_now(ws, task)
    first, second = measures_of(ws, task.id)
    revise(ws, note="原件在档案室")
    linking.revise_link(ws, link=replace(link_to(ws, "1"), proves="证明会议已经召开。"))
    measures.revise_measure(ws, measure=replace(first, text="成立工作专班。"))
    (late,) = attach(ws, second, "监测报告")
    trash.trash_evidence(ws, evidence_ids=[late])
    trash.empty_trash(ws)
    later = linking.link_evidence(ws, evidence_id=piece(ws, "计划方案").id, measure_id=second.id)
    linking.unlink_evidence(ws, link_id=ws.need(EvidenceLink, later.new_id("evidence_links")).id)
    assert [item.title for item in ws.find(Evidence)] == ["会议纪要", "计划方案", "施工照片"]


def test_a_new_version_stands_beside_the_sealed_one_until_it_is_sealed_itself(ws: Workspace, task: Task) -> None:
    seal_now(ws, task)
    changes = new_version(ws, "施工照片", "补拍")
    new = changes.new_id("stored_files")
    ws.undo()
    ws.redo()
    with pytest.raises(AppError, match="不能去掉"):
        evidence_files.remove_file(ws, file_id=file_of(ws, "施工照片").id)
    seal_now(ws, task)
    with pytest.raises(UndoRefused, match="补充封卷1，不能"):
        ws.reverse(changes.sequence or 0)
    assert ws.get(StoredFile, new) is not None


def test_sealing_is_final_and_older_steps_that_made_what_is_sealed_stay(ws: Workspace, task: Task) -> None:
    made = ws.last_sequence
    renamed = revise(ws, title="专题会议纪要").sequence or 0
    seal_now(ws, task)
    with pytest.raises(UndoRefused, match="佐证已封卷，不能撤销"):
        ws.undo()
    with pytest.raises(UndoRefused, match="佐证已封卷，不能撤销"):
        ws.reverse(ws.last_sequence)
    for sequence in (renamed, made, made - 1, made - 2):
        with pytest.raises(UndoRefused, match="封卷，不能"):
            ws.reverse(sequence)
    assert digest_of(sealed(ws, task)[0].items) == sealed(ws, task)[0].sealing.digest


def test_the_number_of_sealed_evidence_is_neither_changed_nor_taken_off_it(ws: Workspace, task: Task) -> None:
    seal_now(ws, task)
    number = ws.find(EvidenceNumber)[0]
    for record in (replace(number, number="9-9-99"), replace(number, evidence_id=None)):
        with pytest.raises(InputError, match="的编号已于 2025-11-22 14:32 由甲某某封卷"), ws.change("改编号") as change:
            change.put(record)
    with pytest.raises(InputError, match="的编号已于"), ws.change("删编号") as change:
        change.delete(number)


def test_a_sample_one_tried_to_seal_can_still_be_deleted_and_comes_back_sealed(ws: Workspace, task: Task) -> None:
    seal_now(ws, task)
    change_setting(ws, key=IS_SAMPLE, value=str(ws.last_sequence))
    held = sealed(ws, task)
    delete_sample(ws)
    assert (ws.find(Task), ws.find(Evidence), ws.find(Sealing)) == ([], [], [])
    ws.undo()
    assert sealed(ws, task) == held
    with pytest.raises(InputError, match="封卷，不能"):
        REFUSED["trash"](ws)


def test_beside_a_sample_the_seal_of_a_task_of_ones_own_is_not_deleted(ws: Workspace, task: Task) -> None:
    change_setting(ws, key=IS_SAMPLE, value="1")
    seal_now(ws, task)
    with pytest.raises(InputError, match="封卷的内容不能修改或删除"), ws.change("删封卷") as change:
        change.delete(ws.find(SealedFile)[0])
