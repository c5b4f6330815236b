"""文件体检 over a workspace: what the records name is listed on the main thread, the files are read in a worker.

What was listed is frozen, so files may be looked at in slices over hours while the records go on. A file no record
names is an orphan only when no operation ever named it (undoing would bring its record back) and it did not just come
in. Missing bytes are found again by their hash wherever they lie, and taken in; no record changes by that.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models.disk import pump
from models.domain.evidence import EvidenceId
from models.domain.file_care import CareFile, CareItem, CareKind, CareResult
from models.domain.file_names import readable_name
from models.domain.issue_code import grouped
from models.errors import VaultError
from models.reporting import Meter, Report, Steps, to_the_end, unheard
from models.store.kept_files import KeptFile, kept_files
from models.vault import FileState, Vault, is_hash
from models.workspace import Workspace

# So many records at a time keep a step on the main thread below what one notices.
BATCH = 500
_KINDS = {
    FileState.MISSING: CareKind.MISSING, FileState.ALTERED: CareKind.ALTERED,
    FileState.UNREADABLE: CareKind.UNREADABLE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CareList:
    """待检清单: each file once, and the evidence that is used nowhere."""

    files: tuple[CareFile, ...]
    unused: tuple[CareItem, ...]


def listing(ws: Workspace) -> Steps[CareList]:
    """List what is to be looked at, in short steps of the main thread; yields (done, total, what)."""
    titles = dict(ws.store.con.execute("select id, title from evidence").fetchall())
    yield 0, 0, "正在列出文件"
    files: dict[str, CareFile] = {}
    for place, kept in enumerate(kept_files(ws.store.con)):
        if kept.sha256 not in files and is_hash(kept.sha256):
            files[kept.sha256] = _listed(kept, titles)
        if place % BATCH == BATCH - 1:
            yield 0, 0, "正在列出文件"
    unused = tuple(
        CareItem(kind=CareKind.UNUSED, where=f"佐证“{title}”", evidence_id=EvidenceId(row_id))
        for row_id, title in ws.look.idle_evidence()
    )
    return CareList(files=tuple(files.values()), unused=unused)


def looking_after(listed: CareList, vault: Vault, *, spared: Collection[str] = ()) -> Steps[list[CareItem]]:
    """Read every listed file, a piece at a time, but for those `spared`; for a worker. Yields bytes done and in all.

    Returns the faults, and every file of the vault that was not listed as an orphan that may turn out to be none
    (`still_orphaned`).
    """
    wanted = [file for file in listed.files if file.sha256 not in spared]
    total, done = sum(file.size for file in wanted), 0
    found: list[CareItem] = []
    for file in wanted:
        state = yield from _verifying(vault, file, done, total)
        done += file.size
        if state is not FileState.INTACT:
            found.append(CareItem(
                kind=_KINDS[state], where=file.owner, name=file.name, size=file.size, sha256=file.sha256,
                evidence_id=file.evidence_id,
            ))
    known = {file.sha256 for file in listed.files}
    return found + [_orphan(vault, sha256) for sha256 in vault.stored() if sha256 not in known]


def still_orphaned(ws: Workspace, found: Sequence[CareItem]) -> list[CareItem]:
    """Return the items without the orphans that a record names by now, named once, or that just came in."""
    hashes = {item.sha256 for item in found if item.kind is CareKind.ORPHANED}
    named = (ws.look.named_hashes(hashes) | ws.vault.coming_in()) if hashes else set()
    return [item for item in found if item.kind is not CareKind.ORPHANED or item.sha256 not in named]


def result_of(ws: Workspace, listed: CareList, found: Sequence[CareItem], at: datetime) -> CareResult:
    """Return what was found, in the order of the kinds, with what is unused; for the main thread."""
    order = list(CareKind)
    items = sorted([*still_orphaned(ws, found), *listed.unused], key=lambda item: order.index(item.kind))
    return CareResult(
        at=at, files=len(listed.files), size=sum(file.size for file in listed.files), items=tuple(items)
    )


def care_of(ws: Workspace, report: Report = unheard) -> CareResult:
    """Look after everything at once; `report` hears bytes and may raise Cancelled."""
    listed = to_the_end(listing(ws))
    found = to_the_end(looking_after(listed, ws.vault), report)
    return result_of(ws, listed, found, ws.now())


def finding_again(
    vault: Vault, wanted: Mapping[str, int], place: Path, unread: list[str], report: Report = unheard
) -> Iterator[str]:
    """Look under a folder for bytes with these hashes (and sizes), take them in and yield each that is whole again.

    For a worker. Only files of a wanted size are read; what was taken in stays when the listener raises Cancelled. The
    names of files and folders that cannot be read are added to `unread`.
    Raises VaultError where the folder cannot be read (any more), or the vault not be written.
    """
    left = dict(wanted)
    for path in _files_under(place, unread):
        told = f"找到 {len(wanted) - len(left)} 个，正在看：{readable_name(path.name)}"
        sha256 = _hash_of_one(path, set(left.values()), unread, lambda *_, told=told: report(0, 0, told))
        if sha256 in left and _is_taken_in(vault, path, sha256, report):
            del left[sha256]
            yield sha256
        if not left:
            return
    if not place.exists():
        remedy = "请插好U盘或连上网络盘，再找一次；已经找回的不用再找"
        raise VaultError("这个文件夹读不到了，没有找完", where=str(place), remedy=remedy)


def discard_orphans(ws: Workspace, items: Sequence[CareItem]) -> tuple[CareItem, ...]:
    """Delete files of the vault that belong to no record, asked once more; returns what is gone. Cannot be undone."""
    gone = []
    for item in still_orphaned(ws, [item for item in items if item.kind is CareKind.ORPHANED]):
        if ws.vault.discard(item.sha256):
            ws.forget_looks([item.sha256])
            gone.append(item)
    return tuple(gone)


def _listed(kept: KeptFile, titles: Mapping[str, str]) -> CareFile:
    if kept.table == "stored_files":
        owner, evidence_id = f"佐证“{titles.get(kept.owner, '？')}”", EvidenceId(kept.owner)
        return CareFile(
            sha256=kept.sha256, size=kept.size, name=kept.name, owner=owner, evidence_id=evidence_id
        )
    owner = f"模板“{kept.owner}”" if kept.table == "office_templates" else f"签发稿 {grouped(kept.owner)}"
    return CareFile(sha256=kept.sha256, size=kept.size, name=kept.name, owner=owner)


def _verifying(vault: Vault, file: CareFile, done: int, total: int) -> Steps[FileState]:
    """Read one file piece by piece; a size that differs need not be read."""
    state = vault.check_size(file.sha256, file.size)
    if state is not FileState.INTACT:
        return state
    steps = vault.verifying(file.sha256)
    while True:
        try:
            read, _, _ = next(steps)
        except StopIteration as end:
            verified: FileState = end.value
            return verified
        yield done + read, total, file.name


def _orphan(vault: Vault, sha256: str) -> CareItem:
    try:
        size = vault.path_of(sha256).stat().st_size
    except OSError:
        size = 0
    return CareItem(kind=CareKind.ORPHANED, where="保管库", name=f"{sha256[:16]}…", size=size, sha256=sha256)


def _files_under(place: Path, unread: list[str]) -> Iterator[Path]:
    for folder, inner, names in os.walk(place, onerror=lambda error: unread.append(Path(error.filename).name)):
        inner.sort()
        yield from (Path(folder, name) for name in sorted(names))


def _hash_of_one(path: Path, sizes: Collection[int], unread: list[str], report: Report) -> str:
    """Return the hash of a file of a wanted size; empty for another, and for what cannot be read, which is named."""
    report(0, 0, "")
    try:
        if path.stat().st_size not in sizes or not path.is_file():
            return ""
        with path.open("rb", buffering=0) as file:
            return pump(file, None, Meter(report, 0), "")[0]
    except FileNotFoundError:
        # Deleted meanwhile, or a link to nothing.
        return ""
    except OSError:
        unread.append(path.name)
        return ""


def _is_taken_in(vault: Vault, path: Path, sha256: str, report: Report) -> bool:
    """Take a file in and return whether it still had these bytes; others are given back."""
    taken = vault.take_in(path, report)
    if taken.sha256 != sha256:
        vault.give_back([taken])
    return taken.sha256 == sha256
