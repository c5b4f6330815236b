"""A store written under an older schema is opened by this program: nothing is lost, and its history still holds."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.actions import duties
from models.assembly import paper_of
from models.domain.closure import Closure, IssuedPaper, Paper, PaperKind
from models.domain.duty import MeasureDuty
from models.domain.evidence import Evidence, StoredFile
from models.domain.plan import Duty, DutyPer, Measure, Task
from models.errors import UndoRefused
from models.store.schema import as_now
from models.store.verify import verify_store
from models.workspace import Workspace
from tests.builders import closure_of, open_workspace

DATA = Path(__file__).parents[2] / "data"


def opened(folder: Path, schema: int) -> Workspace:
    folder.mkdir()
    kept = DATA / f"store-of-schema-{schema}.db.gz"
    (folder / "store.db").write_bytes(gzip.decompress(kept.read_bytes()))
    return open_workspace(folder)


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Workspace]:
    ws = opened(tmp_path / "old", 1)
    yield ws
    ws.close()


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Workspace]:
    ws = opened(tmp_path / "second", 2)
    yield ws
    ws.close()


@pytest.fixture
def third(tmp_path: Path) -> Iterator[Workspace]:
    ws = opened(tmp_path / "third", 3)
    yield ws
    ws.close()


def test_the_opinion_of_an_older_store_is_a_paper_now(old: Workspace) -> None:
    task = old.find(Task)[0]
    paper = paper_of(old, closure_of(old, task.id).id)
    assert (paper.kind, paper.document_number, paper.signer) == (
        PaperKind.CLOSURE_OPINION, "示督改办〔2025〕7号", "甲某某"
    )
    assert paper.signers == ""


@pytest.mark.parametrize("schema", [1, 2, 3, 4])
def test_an_older_store_verifies_after_the_step(schema: int, tmp_path: Path) -> None:
    ws = opened(tmp_path / "ws", schema)
    findings, records, operations = verify_store(ws.store)
    assert findings == []
    assert records > 40
    assert operations == ws.last_sequence
    ws.close()


@pytest.mark.parametrize("schema", [1, 2, 3, 4])
def test_an_older_store_is_backed_up_before_the_step(schema: int, tmp_path: Path) -> None:
    ws = opened(tmp_path / "ws", schema)
    assert [path.suffix for path in (ws.folder / "backups").iterdir() if path.suffix == ".json"] == [".json"]
    ws.close()


def test_what_was_deleted_under_the_older_schema_can_still_be_brought_back(old: Workspace) -> None:
    sequence = next(iter(old.history("的销号：")))
    closures, papers = len(old.find(Closure)), old.find(Paper)
    old.reverse(sequence)
    assert len(old.find(Closure)) == closures + 1
    assert [paper.addressee for paper in old.find(Paper) if paper not in papers] == ["示例市整改办"]
    assert verify_store(old.store)[0] == []


def test_a_change_of_the_older_opinion_can_be_undone(old: Workspace) -> None:
    # The newest first, and that is the opinion of the closure that was discarded.
    old.reverse(old.history("修改验收销号意见")[1])
    assert paper_of(old, closure_of(old, old.find(Task)[0].id).id).document_number == ""
    assert verify_store(old.store)[0] == []


def test_tasks_of_the_second_schema_stand_without_progress_and_status(second: Workspace) -> None:
    assert [(task.number, task.progress, task.status) for task in second.find(Task)] == [("1", "", None)]
    assert [issued.code for issued in second.find(IssuedPaper)] == ["ABCDEFGH2345"]


def test_a_task_deleted_under_the_second_schema_comes_back_with_what_it_has_now(second: Workspace) -> None:
    second.reverse(second.history("删除任务 2")[0])
    task = second.find(Task, number="2")[0]
    assert (task.goal, task.leader, task.progress, task.status) == ("完善管网。", "甲某某", "", None)
    assert verify_store(second.store)[0] == []
    second.reverse(second.history("修改任务 2")[0])
    assert second.find(Task, number="2")[0].goal == ""
    assert verify_store(second.store)[0] == []


def test_evidence_of_the_third_schema_is_the_first_version_of_itself(third: Workspace) -> None:
    assert {(file.version, file.superseded_by) for file in third.find(StoredFile)} == {(1, None)}
    assert {(item.folder, item.position) for item in third.find(Evidence)} == {("", 0)}


def test_what_was_written_of_evidence_under_the_third_schema_can_be_undone(third: Workspace) -> None:
    third.reverse(third.history("修改佐证：会议纪要")[0])
    assert {item.title for item in third.find(Evidence)} == {"会议纪要"}
    third.reverse(third.history("删除措施")[0])
    assert len(third.find(Measure, task_id=third.find(Task, number="2")[0].id)) == 2
    assert verify_store(third.store)[0] == []


def test_the_duty_a_measure_had_is_a_record_of_its_own_now(third: Workspace) -> None:
    (duty,) = third.find(MeasureDuty)
    assert (duty.duty, duty.subject, duty.starts_on) == (Duty(times=1, per=DutyPer.QUARTER), "", None)
    assert third.need(Measure, duty.measure_id).text == "成立专班。"
    assert verify_store(third.store)[0] == []


def test_the_duty_written_under_the_third_schema_can_be_undone(third: Workspace) -> None:
    third.reverse(third.history("修改措施 1")[0])
    assert third.find(MeasureDuty) == []
    assert len(third.find(Measure, number="1")) == 1
    third.undo()
    assert [duty.duty.times for duty in third.find(MeasureDuty)] == [1]
    assert verify_store(third.store)[0] == []


def test_a_duty_revised_since_is_not_undone_behind_ones_back(third: Workspace) -> None:
    duties.revise_duty(third, duty=replace(third.find(MeasureDuty)[0], times=2))
    with pytest.raises(UndoRefused, match="后来又被改过"):
        third.reverse(third.history("修改措施 1")[1])
    assert verify_store(third.store)[0] == []


@pytest.mark.parametrize("times", [1, None])
def test_what_older_entries_say_of_a_measure_is_read_as_its_duty(times: int | None) -> None:
    per = "month" if times else None
    whole = {"id": "m", "number": "1", "duty_times": times, "duty_per": per}
    made = list(as_now("measures", "m", None, whole))
    gone = list(as_now("measures", "m", whole, None))
    assert [table for table, *_ in made] == ["measures", "duties"][: 2 if times else 1]
    assert [table for table, *_ in gone] == [table for table, *_ in made][::-1]
    assert made[0][3] == {"id": "m", "number": "1"}


def test_an_older_change_of_the_times_alone_is_a_change_of_the_duty() -> None:
    told = list(as_now("measures", "m", {"duty_times": 1}, {"duty_times": 2}))
    assert told == [("duties", "m", {"times": 1}, {"times": 2})]


def test_evidence_of_the_fourth_schema_is_of_no_intake_and_what_was_written_of_it_can_be_undone(tmp_path: Path) -> None:
    ws = opened(tmp_path / "fourth", 4)
    assert {piece.intake for piece in ws.find(Evidence)} == {0}
    assert any(piece.trashed_at for piece in ws.find(Evidence))
    ws.reverse(ws.last_sequence - 1)
    assert not any(piece.trashed_at for piece in ws.find(Evidence))
    ws.close()
