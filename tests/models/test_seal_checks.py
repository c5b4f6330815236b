"""Seals are held against files and records: whatever is not as it was sealed is named with its number and title."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from models import reporting
from models.actions import trash
from models.actions.evidence_files import replace_file
from models.checking import compare_files, seals_of, verify_folder, verify_workspace
from models.closure_evidence import sealed_sets
from models.domain.evidence import Evidence, StoredFile
from models.domain.finding import Finding
from models.domain.plan import Task
from models.domain.sealing import SealedFile, SealedItem, Sealing
from models.errors import Cancelled, InputError
from models.vault import PIECE
from models.workspace import Workspace
from tests.builders import Clock, add_task, closure_of, measures_of, open_workspace
from tests.sealing import attach, seal_now

Tamper = Callable[[sqlite3.Connection, Workspace], object]


@pytest.fixture
def task(ws: Workspace) -> Task:
    """A task whose evidence is sealed, and what came later in a supplement."""
    task = add_task(ws)
    first, second = measures_of(ws, task.id)
    attach(ws, first, "会议纪要")
    seal_now(ws, task)
    attach(ws, second, "施工照片")
    seal_now(ws, task)
    return task


def compared(ws: Workspace, task: Task) -> list[Finding]:
    return compare_files(seals_of(ws, closure_of(ws, task.id).id), ws.vault)


def stored(ws: Workspace, title: str) -> StoredFile:
    return ws.find(StoredFile, evidence_id=ws.find(Evidence, title=title)[0].id)[0]


def flip_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o600)
    path.write_bytes(content)


def test_what_is_as_it_was_sealed_is_told_nothing(ws: Workspace, task: Task) -> None:
    assert compared(ws, task) == []
    assert verify_workspace(ws).findings == ()


def test_a_byte_flipped_in_the_vault_is_named_with_number_and_title(ws: Workspace, task: Task) -> None:
    flip_a_byte(ws.vault.path_of(stored(ws, "施工照片").sha256))
    number = ws.find(SealedItem, title="施工照片")[0].number
    (found,) = compared(ws, task)
    assert found.code == "seal_file_altered"
    assert found.where == f"任务 1 · 补充封卷1 · {number} 施工照片"
    assert found.text == "文件“施工照片.txt”内容和封卷时不一样"
    assert [item.code for item in verify_workspace(ws).findings] == ["file_altered", "seal_file_altered"]


def test_a_file_that_is_gone_is_named(ws: Workspace, task: Task) -> None:
    ws.vault.path_of(stored(ws, "会议纪要").sha256).unlink()
    assert [(item.code, item.where.rpartition(" ")[2]) for item in compared(ws, task)] == [
        ("seal_file_missing", "会议纪要"),
    ]


def other_hash(con: sqlite3.Connection, ws: Workspace) -> None:
    taken = ws.vault.take_in_bytes("别的.txt", "别的内容".encode())
    con.execute("update stored_files set sha256 = ? where name = '会议纪要.txt'", (taken.sha256,))


def delete_links(con: sqlite3.Connection, _: Workspace) -> None:
    con.execute("delete from evidence_links")


TAMPERED: dict[str, tuple[Tamper, set[tuple[str, str]]]] = {
    "another file in its place": (other_hash, {("seal_replaced", "会议纪要.txt")}),
    "title": (lambda con, _: con.execute("update evidence set title = '别的' where title = '会议纪要'"),
              {("seal_record", "名称现在是“别的”")}),
    "trash": (lambda con, _: con.execute("update evidence set trashed_at = '2025-11-23' where title = '会议纪要'"),
              {("seal_record", "移进了回收站")}),
    "number": (lambda con, _: con.execute("update evidence_numbers set number = number || 'x'"),
               {("seal_record", "编号现在是")}),
    "links": (delete_links, {("seal_record", "和措施 1 的对应不见了"), ("seal_record", "和措施 2 的对应不见了")}),
    "sealed title": (lambda con, _: con.execute("update sealed_items set title = '别的' where title = '会议纪要'"),
                     {("seal_digest", "和卷内 1 件对不上"), ("seal_record", "名称现在是“会议纪要”")}),
    "sealed hash": (lambda con, _: con.execute(
        f"update sealed_files set sha256 = '{'0' * 64}' where name like '施工%'"),
        {("seal_digest", "对不上"), ("seal_replaced", "施工照片"), ("seal_file_missing", "施工照片")}),
    "sealed file gone": (lambda con, _: con.execute("delete from sealed_files where name like '施工%'"),
                         {("seal_digest", "对不上")}),
    "digest": (lambda con, _: con.execute(f"update sealings set digest = '{'0' * 64}' where position = 0"),
               {("seal_digest", "校验码 000000000000"), ("seal_chain", "和前一次封卷的校验码接不上")}),
    "digest of the supplement": (lambda con, _: con.execute(
        f"update sealings set digest = '{'0' * 64}' where position = 1"), {("seal_digest", "校验码 000000000000")}),
    "first sealing gone": (lambda con, _: con.execute("delete from sealings where position = 0"),
                           {("seal_chain", "前面的一次封卷不见了")}),
    "evidence gone": (lambda con, _: con.execute("delete from evidence where title = '会议纪要'"),
                      {("seal_record", "这份佐证的记录不见了")}),
    "file gone": (lambda con, _: con.execute("delete from stored_files where name = '会议纪要.txt'"),
                  {("seal_record", "文件“会议纪要.txt”的记录不见了")}),
}


@pytest.mark.parametrize("name", sorted(TAMPERED))
def test_what_another_program_changes_is_named_by_window_and_verify(name: str, ws: Workspace, task: Task) -> None:
    tamper, expected = TAMPERED[name]
    with closing(sqlite3.connect(ws.folder / "store.db", isolation_level=None)) as con:
        tamper(con, ws)
    for found in (compared(ws, task), [
        item for item in verify_workspace(ws).findings if item.code.startswith("seal_")
    ]):
        assert {item.code for item in found} == {code for code, _ in expected}
        for code, words in expected:
            assert any(item.code == code and words in item.text for item in found)
    assert not verify_workspace(ws).ok


def test_of_large_files_the_bytes_are_heard_and_a_cancel_stops_in_the_middle_of_one(
    ws: Workspace, task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting, "LARGE", PIECE)
    taken = ws.vault.take_in_bytes("录像.mp4", bytes(5 * PIECE))
    replace_file(ws, file_id=stored(ws, "施工照片").id, new=(taken.sha256, taken.name, taken.size))
    seal_now(ws, task)
    heard: list[tuple[int, int, str]] = []
    seals = seals_of(ws, closure_of(ws, task.id).id)
    assert compare_files(seals, ws.vault, lambda *told: heard.append(told)) == []
    assert {total for _, total, _ in heard} == {5 * PIECE + len("会议纪要施工照片".encode())}
    assert len([done for done, _, name in heard if name == "录像.mp4"]) > 5

    def stop(done: int, _total: int, _name: str) -> None:
        if done > 2 * PIECE:
            raise Cancelled()

    with pytest.raises(Cancelled):
        compare_files(seals, ws.vault, stop)


def test_a_new_version_beside_the_sealed_one_is_no_fault(ws: Workspace, task: Task) -> None:
    taken = ws.vault.take_in_bytes("补拍.txt", "补拍".encode())
    replace_file(ws, file_id=stored(ws, "施工照片").id, new=(taken.sha256, taken.name, taken.size))
    assert compared(ws, task) == []
    assert verify_workspace(ws).ok


def test_a_seal_survives_undo_and_redo_trash_and_restore_backup_and_restore(
    ws: Workspace, task: Task, clock: Clock, tmp_path: Path
) -> None:
    closure = closure_of(ws, task.id)
    held = sealed_sets(ws, closure.id)
    (late,) = attach(ws, measures_of(ws, task.id)[0], "未封的材料")
    ws.undo()
    ws.redo()
    trash.trash_evidence(ws, evidence_ids=[late])
    trash.restore_evidence(ws, evidence_ids=[late])
    trash.trash_evidence(ws, evidence_ids=[late])
    trash.empty_trash(ws)
    sealed_ids = [item.evidence_id for item in ws.find(SealedItem)]
    with pytest.raises(InputError, match="封卷，不能移到回收站"):
        trash.trash_evidence(ws, evidence_ids=sealed_ids)
    assert sealed_sets(ws, closure.id) == held
    assert compared(ws, task) == []

    ws.snapshot().write(tmp_path / "备份.zip")
    Workspace.restore(tmp_path / "备份.zip", tmp_path / "恢复")
    restored = open_workspace(tmp_path / "恢复", clock)
    assert sealed_sets(restored, closure.id) == held
    assert (compared(restored, task), verify_workspace(restored).findings) == ([], ())
    with pytest.raises(InputError, match="封卷，不能移到回收站"):
        trash.trash_evidence(restored, evidence_ids=sealed_ids)
    flip_a_byte(restored.vault.path_of(stored(restored, "会议纪要").sha256))
    restored.leave()
    found = verify_folder(tmp_path / "恢复", at=clock())
    assert "seal_file_altered" in {item.code for item in found.findings}


def test_records_of_a_seal_are_neither_changed_nor_removed(ws: Workspace, task: Task) -> None:
    sealing, item, file = ws.find(Sealing)[0], ws.find(SealedItem)[0], ws.find(SealedFile)[0]
    for record in (replace(sealing, note="改"), replace(item, title="改"), replace(file, name="改")):
        with pytest.raises(InputError, match="封卷的内容不能修改或删除"), ws.change("改") as change:
            change.put(record)
        with pytest.raises(InputError, match="封卷的内容不能修改或删除"), ws.change("删") as change:
            change.delete(record)
