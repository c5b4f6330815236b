"""Numbers of evidence over the records: live, fixed with a paper that prints them, and kept for ever then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exporters.issuing import prepare_issue
from exporters.selection import Selection
from models.actions import evidence as actions
from models.actions import linking, trash
from models.actions.directory import change_setting
from models.actions.evidence_numbers import fix_numbers
from models.actions.issuing import issue_paper
from models.actions.measures import move_measure
from models.actions.tasks import remove_task
from models.assembly import live_numbers
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink, EvidenceNumber
from models.domain.plan import MeasureId, Task
from models.domain.settings import EVIDENCE_NUMBER
from models.errors import InputError, UndoRefused
from models.workspace import Workspace
from tests.builders import add_task, closure_of, measures_of


@pytest.fixture
def task(ws: Workspace) -> Task:
    return add_task(ws, "12-02")


def add(ws: Workspace, measure: MeasureId, title: str) -> EvidenceId:
    taken = ws.vault.take_in_bytes(f"{title}.txt", title.encode())
    piece = actions.EvidenceInput(files=((taken.sha256, taken.name, taken.size),), title=title)
    actions.attach_evidence(ws, pieces=(piece,), measure_id=measure)
    return ws.find(Evidence, title=title)[0].id


def fix(ws: Workspace, task: Task, *, only: tuple[EvidenceId, ...] | None = None) -> None:
    with ws.change("固定编号", final="编号已固定，不能撤销") as change:
        fix_numbers(ws, change, task.id, only=only)


def test_live_numbers_follow_the_links(ws: Workspace, task: Task) -> None:
    first, second = (measure.id for measure in measures_of(ws, task.id))
    a, b, c = add(ws, first, "甲"), add(ws, second, "乙"), add(ws, first, "丙")
    linking.link_evidence(ws, evidence_id=a, measure_id=second)
    assert live_numbers(ws, task.id) == {a: "12-02-1-01", c: "12-02-1-02", b: "12-02-2-01"}
    trash.trash_evidence(ws, evidence_ids=[a])
    assert live_numbers(ws, task.id) == {c: "12-02-1-01", b: "12-02-2-01"}
    ws.undo()
    assert live_numbers(ws, task.id)[a] == "12-02-1-01"


def test_a_fixed_number_stays_whatever_becomes_of_links_and_measures(ws: Workspace, task: Task) -> None:
    first, second = (measure.id for measure in measures_of(ws, task.id))
    a, b = add(ws, first, "甲"), add(ws, first, "乙")
    fix(ws, task)
    linking.unlink_evidence(ws, link_id=ws.find(EvidenceLink, evidence_id=a)[0].id)
    c = add(ws, first, "丙")
    assert live_numbers(ws, task.id) == {b: "12-02-1-02", c: "12-02-1-03"}
    linking.link_evidence(ws, evidence_id=a, measure_id=second)
    move_measure(ws, measure_id=second, by=-1)
    change_setting(ws, key=EVIDENCE_NUMBER, value="{序号:3}")
    assert live_numbers(ws, task.id) == {a: "12-02-1-01", b: "12-02-1-02", c: "001"}


def test_the_number_of_a_deleted_piece_is_not_given_again(ws: Workspace, task: Task) -> None:
    first = measures_of(ws, task.id)[0].id
    a = add(ws, first, "甲")
    fix(ws, task)
    trash.trash_evidence(ws, evidence_ids=[a])
    trash.empty_trash(ws)
    assert [item.evidence_id for item in ws.find(EvidenceNumber)] == [None]
    b = add(ws, first, "乙")
    assert live_numbers(ws, task.id) == {b: "12-02-1-02"}


def test_only_the_pieces_named_are_fixed(ws: Workspace, task: Task) -> None:
    first = measures_of(ws, task.id)[0].id
    a, b = add(ws, first, "甲"), add(ws, first, "乙")
    fix(ws, task, only=(b,))
    fix(ws, task, only=(b,))
    assert [(item.evidence_id, item.number) for item in ws.find(EvidenceNumber)] == [(b, "12-02-1-02")]
    trash.trash_evidence(ws, evidence_ids=[a])
    assert live_numbers(ws, task.id) == {b: "12-02-1-02"}


def test_evidence_whose_number_is_fixed_is_not_undone_away(ws: Workspace, task: Task) -> None:
    add(ws, measures_of(ws, task.id)[0].id, "甲")
    added = ws.last_sequence
    fix(ws, task)
    with pytest.raises(UndoRefused, match="后来的记录已经用到"):
        ws.reverse(added)


def test_a_deleted_task_takes_its_numbers_along(ws: Workspace, task: Task) -> None:
    add(ws, measures_of(ws, task.id)[0].id, "甲")
    fix(ws, task)
    remove_task(ws, task_id=task.id)
    assert ws.find(EvidenceNumber) == []


def test_a_pattern_that_gives_no_numbers_is_not_saved(ws: Workspace) -> None:
    with pytest.raises(InputError, match=r"要有一个\{序号\}"):
        change_setting(ws, key=EVIDENCE_NUMBER, value="{任务}")
    change_setting(ws, key=EVIDENCE_NUMBER, value="")
    assert ws.setting(EVIDENCE_NUMBER) == EVIDENCE_NUMBER.default


def issued(ws: Workspace, task: Task, kind: str) -> None:
    job = prepare_issue(ws, kind, Selection(closure_id=closure_of(ws, task.id).id))
    ready = job.ready(ws.vault)
    kept = ws.vault.take_in_bytes("文书.docx", kind.encode())
    file = replace(ready.own, sha256=kept.sha256, size=kept.size)
    issue_paper(ws, ready=replace(ready, own=file, findings=()))


def test_issuing_a_catalogue_fixes_the_numbers_it_prints(ws: Workspace, task: Task) -> None:
    first = measures_of(ws, task.id)[0].id
    a = add(ws, first, "甲")
    issued(ws, task, "evidence_catalogue")
    b = add(ws, first, "乙")
    trash.trash_evidence(ws, evidence_ids=[a])
    assert live_numbers(ws, task.id) == {b: "12-02-1-02"}


def test_a_paper_without_numbers_fixes_none(ws: Workspace, task: Task) -> None:
    add(ws, measures_of(ws, task.id)[0].id, "甲")
    issued(ws, task, "closure_opinion")
    assert ws.find(EvidenceNumber) == []


def test_a_catalogue_whose_numbers_have_changed_meanwhile_is_not_issued(ws: Workspace, task: Task) -> None:
    first = measures_of(ws, task.id)[0].id
    a = add(ws, first, "甲")
    add(ws, first, "乙")
    ready = prepare_issue(ws, "evidence_catalogue", Selection(closure_id=closure_of(ws, task.id).id)).ready(ws.vault)
    trash.trash_evidence(ws, evidence_ids=[a])
    kept = ws.vault.take_in_bytes("文书.docx", b"1")
    with pytest.raises(InputError, match="编号已变，没有签发"):
        issue_paper(ws, ready=replace(ready, own=replace(ready.own, sha256=kept.sha256, size=kept.size), findings=()))
    assert ws.find(EvidenceNumber) == []
