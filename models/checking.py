"""Verification 校验: the whole workspace against its own chain and hashes, store and vault.

`verify_store` replays the chain; here the files follow: every stored file that a record names is read and hashed. A
file no record names is no fault, because an undo may need it. What was sealed 封卷 is held against its seal last; for
one closure a window asks the same at any time, with `seals_of` and `compare_files`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from models.domain.checks.sealing import Fault, StandingSeal, compare_seals
from models.domain.closure import ClosureId
from models.domain.finding import Finding, Level, Target
from models.domain.issue_code import grouped
from models.reporting import Report, one_by_one, unheard
from models.store.database import Store, connect, in_words, refuse_other_files
from models.store.kept_files import KeptFile, kept_files
from models.store.lock import WorkspaceLock
from models.store.naming import every_text, is_whole, shown
from models.store.seal_rows import standing_seals
from models.store.snapshot import Snapshot
from models.store.verify import UNREADABLE, verify_store
from models.vault import FileState, Vault, is_hash
from models.workspace import STORE_NAME, Workspace

_SEALED = {
    FileState.ALTERED: "内容和封卷时不一样", FileState.MISSING: "不见了（可能被删除，或被杀毒软件放进隔离区）",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """校验结果: how much was checked, and what does not hold."""

    records: int
    files: int
    operations: int
    findings: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing was found that must be dealt with."""
        return not any(finding.level is Level.STOP for finding in self.findings)


def verify_workspace(ws: Workspace, report: Report = unheard) -> Verification:
    """Read and check everything; `report` hears files done and in all, and may raise Cancelled."""
    return _verify(ws.store, ws.vault, report)


def verify_folder(folder: Path, *, at: datetime, wait: float = 0.0, report: Report = unheard) -> Verification:
    """Read and check the workspace in a folder without opening it: what is too damaged to be opened is named as well.

    Nothing is written but the lock. Raises StoreError and its kin: locked, no database of this program, too new.
    """
    path = folder / STORE_NAME
    lock = WorkspaceLock(folder)
    lock.acquire(at=at, wait=wait)
    try:
        with in_words(path), closing(connect(path)) as con:
            refuse_other_files(con, path)
            return _verify(Store(con, path), Vault(folder / "vault"), report)
    finally:
        lock.release()


def verify_snapshot(snapshot: Snapshot, report: Report = unheard) -> Verification:
    """Read and check everything as it stood when the snapshot was taken, and put the snapshot away; for a worker."""
    try:
        with in_words(snapshot.store), closing(connect(snapshot.store)) as con:
            return _verify(Store(con, snapshot.store), Vault(snapshot.workspace / "vault"), report)
    finally:
        snapshot.drop()


def seals_of(ws: Workspace, closure_id: ClosureId) -> list[StandingSeal]:
    """Return the sealings of a closure beside what they hold as it stands; for `compare_files` in a worker."""
    with ws.in_words():
        return standing_seals(ws.store.con, closure_id)


def compare_files(seals: Sequence[StandingSeal], vault: Vault, report: Report = unheard) -> list[Finding]:
    """Read every sealed file and return what no longer agrees; `report` hears files, or bytes of large ones."""
    return _compared(seals, one_by_one(_files_of(seals), partial(_state, vault), report, "已核对"))


def _verify(store: Store, vault: Vault, report: Report) -> Verification:
    findings, records, operations = verify_store(store, report)
    if any(finding.code in UNREADABLE for finding in findings):
        return Verification(records=0, files=0, operations=0, findings=tuple(findings))
    with every_text(store.con):
        files = {file.sha256: file for file in kept_files(store.con)}
        seals = standing_seals(store.con)
        # Of the seals as well: a sealed file may be one that no record names any more.
        named = _files_of(seals) | {file.sha256: (shown(file.name), file.size) for file in files.values()}
        states = one_by_one(named, partial(_state, vault), report, "已校验")
        for sha256, file in files.items():
            findings += _file_findings(store, states[sha256], file)
        findings += _compared(seals, states)
    return Verification(records=records, files=len(files), operations=operations, findings=tuple(findings))


def _state(vault: Vault, sha256: str, report: Report) -> FileState:
    # An altered hash is named with the records, and leads to no file.
    return vault.verify(sha256, report) if is_hash(sha256) else FileState.MISSING


def _files_of(seals: Iterable[StandingSeal]) -> dict[str, tuple[str, int]]:
    """Return the sealed files by hash, each with its name and size."""
    files = (file.sealed for seal in seals for item in seal.items for file in item.files)
    return {file.sha256: (shown(file.name), file.size) for file in files}


def _compared(seals: Sequence[StandingSeal], states: Mapping[str, FileState]) -> list[Finding]:
    faults: dict[str, Fault] = {
        sha256: (state.value, _SEALED.get(state, state.label))
        for sha256, state in states.items() if state is not FileState.INTACT
    }
    return [
        replace(found, where=shown(found.where), text=shown(found.text)) for found in compare_seals(seals, faults)
    ]


def _file_findings(store: Store, state: FileState, file: KeptFile) -> Iterator[Finding]:
    if state is FileState.INTACT:
        return
    yield Finding(
        level=Level.STOP, code=f"file_{state.value}", where=_owner(store, file),
        text=f"文件“{shown(file.name)}”{state.label}", remedy="请从备份恢复，或查看杀毒软件隔离区",
        target=Target(table=file.table, id=file.row_id),
    )


def _owner(store: Store, file: KeptFile) -> str:
    """Return what the file belongs to, in words."""
    match file.table:
        case "stored_files":
            return f"佐证“{_title(store, file.owner)}”"
        case "office_templates":
            return f"模板“{shown(file.owner)}”"
        case _:
            return f"签发稿 {grouped(shown(file.owner))}"


def _title(store: Store, evidence_id: str) -> str:
    # Not as a record: another field of it may be damaged.
    query = "select title from evidence where id = ?"
    row = store.con.execute(query, (evidence_id,)).fetchone() if is_whole(evidence_id) else None
    return shown(row[0]) if row else "？"
