"""Whatever is done afterwards, in any order and undone or done again, a seal holds what it held."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.actions import evidence, evidence_files, linking, measures, rounds, tasks, trash
from models.checking import compare_files, seals_of, verify_workspace
from models.closure_evidence import covered_measures, sealed_sets
from models.domain.closure import Closure
from models.domain.evidence import Evidence, EvidenceLink, StoredFile
from models.domain.plan import Measure, Task
from models.domain.sealing import SealedSet
from models.errors import AppError
from models.workspace import Workspace
from tests.builders import add_task, closure_of, fill, measures_of, open_workspace
from tests.models.undo_cases import CASES, FINAL
from tests.sealing import attach, seal_now

T = TypeVar("T")
Step = Callable[[Workspace, int], object]


def picked(found: list[T], number: int) -> T:
    if not found:
        raise AppError("没有可选的")
    return found[number % len(found)]


def new_version(ws: Workspace, number: int) -> None:
    old = picked([file for file in ws.find(StoredFile) if file.superseded_by is None], number)
    evidence_files.replace_file(ws, file_id=old.id, new=taken(ws, f"新版{number}"))


def taken(ws: Workspace, words: str) -> tuple[str, str, int]:
    item = ws.vault.take_in_bytes(f"{words}.txt", words.encode())
    return item.sha256, item.name, item.size


def further_file(ws: Workspace, number: int) -> None:
    item = picked(ws.find(Evidence), number)
    evidence_files.add_files(ws, evidence_id=item.id, files=(taken(ws, f"附件{number}"),))


def rename(ws: Workspace, number: int) -> None:
    item = picked(ws.find(Evidence), number)
    evidence.revise_evidence(ws, evidence=replace(item, title=f"名称{number}", note=f"备注{number}"))


def link(ws: Workspace, number: int) -> None:
    item, measure = picked(ws.find(Evidence), number), picked(ws.find(Measure), number // 3)
    linking.link_evidence(ws, evidence_id=item.id, measure_id=measure.id)


STEPS: dict[str, Step] = {
    "seal": lambda ws, _: seal_now(ws, picked(ws.find(Task), 0)),
    "attach": lambda ws, n: attach(ws, picked(ws.find(Measure), n), f"材料{n}"),
    "rename": rename,
    "trash": lambda ws, n: trash.trash_evidence(ws, evidence_ids=[picked(ws.find(Evidence), n).id]),
    "restore": lambda ws, _: trash.restore_evidence(ws, evidence_ids=[item.id for item in ws.find(Evidence)]),
    "empty the trash": lambda ws, _: trash.empty_trash(ws),
    "new version": new_version,
    "further file": further_file,
    "remove a file": lambda ws, n: evidence_files.remove_file(ws, file_id=picked(ws.find(StoredFile), n).id),
    "link": link,
    "unlink": lambda ws, n: linking.unlink_evidence(ws, link_id=picked(ws.find(EvidenceLink), n).id),
    "renumber": lambda ws, n: measures.revise_measure(
        ws, measure=replace(picked(ws.find(Measure), n), number=str(n + 10))
    ),
    "remove a measure": lambda ws, n: measures.remove_measure(ws, measure_id=picked(ws.find(Measure), n).id),
    "remove the task": lambda ws, _: tasks.remove_task(ws, task_id=picked(ws.find(Task), 0).id),
    "next round": lambda ws, n: rounds.open_next_round(ws, closure_id=picked(ws.find(Closure), n).id),
    "discard": lambda ws, n: rounds.discard_closure(ws, closure_id=picked(ws.find(Closure), n).id),
    "cover": lambda ws, n: rounds.cover_measures(
        ws, closure_id=picked(ws.find(Closure), n).id,
        measure_ids=[measure.id for place, measure in enumerate(ws.find(Measure)) if n >> place & 1],
    ),
    "undo": lambda ws, _: ws.undo(),
    "redo": lambda ws, _: ws.redo(),
    "reverse": lambda ws, n: ws.reverse(1 + n % ws.last_sequence),
}
ONE = st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 40))


def held(ws: Workspace) -> dict[str, SealedSet]:
    return {one.sealing.id: one for closure in ws.find(Closure) for one in sealed_sets(ws, closure.id)}


@settings(max_examples=6)
@given(before=st.lists(ONE, max_size=3), after=st.lists(ONE, min_size=4, max_size=10))
def test_a_seal_holds_what_it_held_whatever_is_done(
    before: list[tuple[str, int]], after: list[tuple[str, int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ws = open_workspace(Path(folder) / "ws")
        task = add_task(ws)
        attach(ws, measures_of(ws, task.id)[0], "会议纪要", "施工照片")
        for name, number in before:
            with suppress(AppError):
                STEPS[name](ws, number)
        with suppress(AppError):
            seal_now(ws, picked(ws.find(Task), 0))
        sealed = held(ws)
        for name, number in after:
            with suppress(AppError):
                STEPS[name](ws, number)
            now = held(ws)
            assert {key: now.get(key) for key in sealed} == sealed, name
            sealed = now
        for closure in ws.find(Closure):
            assert [item for item in compare_files(seals_of(ws, closure.id), ws.vault) if sealed] == []
            covered = {measure.number for measure in covered_measures(ws, closure)}
            named = {number for one in sealed_sets(ws, closure.id) for item, _ in one.items for number in item.numbers}
            assert named <= covered
        assert not [item for item in verify_workspace(ws).findings if item.code.startswith("seal_")]
        ws.leave()


def test_no_action_of_the_program_changes_what_is_sealed(ws: Workspace) -> None:
    task = fill(ws)
    rounds.cover_measures(ws, closure_id=closure_of(ws, task.id).id, measure_ids=[])
    real = taken(ws, "会议纪要")
    with ws.change("真的文件") as change:
        for file in ws.find(StoredFile):
            change.put(replace(file, sha256=real[0], size=real[2]))
    trash.restore_evidence(ws, evidence_ids=[item.id for item in ws.find(Evidence)])
    seal_now(ws, task)
    sealed, refused = held(ws), set()
    for name, action in {**CASES, **FINAL}.items():
        # What an action before took away may be missing to this one.
        with suppress(IndexError, StopIteration):
            try:
                action(ws)
                ws.undo()
            except AppError as error:
                refused |= {name} if "封卷，不能" in str(error) else set()
        assert {key: held(ws).get(key) for key in sealed} == sealed, name
    assert refused >= {
        "revise_evidence", "revise_several", "add_files", "trash_evidence", "unlink_evidence", "unlink_pairs",
        "remove_measure", "remove_task", "discard_closure", "cover_measures",
    }
    assert not [item for item in verify_workspace(ws).findings if item.code.startswith("seal_")]


def test_a_backup_brings_back_the_seal_and_every_file_it_names(tmp_path: Path) -> None:
    ws = open_workspace(tmp_path / "ws")
    task = add_task(ws)
    piece, _ = attach(ws, measures_of(ws, task.id)[0], "会议纪要", "施工照片")
    seal_now(ws, task)
    attach(ws, measures_of(ws, task.id)[1], "封卷后的材料")
    ws.undo()
    ws.redo()
    (later,) = ws.find(Evidence, title="封卷后的材料")
    trash.trash_evidence(ws, evidence_ids=[later.id])
    trash.restore_evidence(ws, evidence_ids=[later.id])
    sealed = held(ws)
    ws.snapshot().write(tmp_path / "备份.zip")
    ws.close()
    Workspace.restore(tmp_path / "备份.zip", tmp_path / "恢复")
    again = open_workspace(tmp_path / "恢复")
    assert held(again) == sealed
    assert compare_files(seals_of(again, closure_of(again, task.id).id), again.vault) == []
    assert verify_workspace(again).ok
    with pytest.raises(AppError, match="封卷"):
        trash.trash_evidence(again, evidence_ids=[piece])
    again.close()
