"""Automatic backups: a copy of the store by SQLite's own backup, and a pool of evidence that grows by what is new.

Each backup is <stamp>.db with a manifest <stamp>.json; the pool backups/vault keeps every file once for all of them.
The manifest is written last, after everything it names is on the disk, and removed first: a crash at any point leaves
the earlier backups good. Ten are kept, and three of those made before an upgrade; of several made within an hour the
last one stays, so that a script of fifty commands does not push out the backups of the days before.

Each is checked before it gets its place. A store whose structure is damaged is not backed up at all; one in which
records were altered is, with what was found, and counts apart: it never pushes out a backup that is sound.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from uuid import uuid4

from models.disk import drop, flush, flush_folder, hash_of, pump
from models.errors import FileFault, StoreDamaged
from models.outside_file import opened
from models.reporting import Meter, Report, unheard
from models.store.copying import STORE_MEMBER, evidence_member, telling
from models.store.kept_files import named_files, once_named
from models.store.manifest import Manifest, Member, read_manifest
from models.store.snapshot import FAILED, Snapshot, copy_aside
from models.store.verify import check_copy, in_lines

KEPT = 10
KEPT_UPGRADES = 3
CLOSE = timedelta(hours=1)
UPGRADE = "升级前"
DAMAGED = "没有做自动备份，以前的备份都还在"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """备份: an automatic backup; `fault` says why it cannot be used, `size` counts store and evidence in bytes.

    `altered` counts what the check of its store found when it was made.
    """

    path: Path
    at: datetime
    note: str = ""
    size: int = 0
    files: int = 0
    missing: int = 0
    altered: int = 0
    fault: str = ""


def back_up_before_migration(path: Path, folder: Path, at: datetime) -> Path:
    """Back up a store that is about to be upgraded; returns the manifest's path."""
    with telling(FAILED, folder), closing(sqlite3.connect(path)) as con:
        folder.mkdir(parents=True, exist_ok=True)
        copy = copy_aside(con, folder)
    return keep_backup(Snapshot(workspace=path.parent, store=copy, at=at), note=UPGRADE)


def keep_backup(snapshot: Snapshot, report: Report = unheard, *, note: str = "") -> Path:
    """Make the snapshot an automatic backup with its evidence; returns the manifest's path.

    May run in a worker. `report` hears bytes of evidence. Raises StoreDamaged where the structure does not hold,
    StoreError in the clerk's words; nothing is left then.
    """
    folder = snapshot.workspace / "backups"
    try:
        # Before an upgrade it is not in the form the check knows.
        known = None if note == UPGRADE else in_lines(check_copy(snapshot.store, report, refusal=DAMAGED))
        with telling(FAILED, folder):
            return _keep(snapshot, folder, note, known, report)
    finally:
        snapshot.drop()


def list_backups(folder: Path) -> list[Backup]:
    """Return the automatic backups, newest first; one whose manifest cannot be read is listed with its fault."""
    found = [_backup(path) for path in folder.glob("*.json")]
    return sorted(found, key=lambda item: (item.at, len(item.path.stem), item.path.stem), reverse=True)


def files_to_keep(snapshot: Snapshot) -> dict[str, int]:
    """Return hash and size of every file a backup takes: those the records name, and those a redo would name again."""
    with closing(sqlite3.connect(snapshot.store)) as con:
        undone, named = once_named(con), named_files(con)
    # What an emptied trash has deleted is in the chain too, but no longer on disk.
    return dict(_on_disk(undone, snapshot.workspace)) | named


def _on_disk(files: list[tuple[str, int]], workspace: Path) -> Iterator[tuple[str, int]]:
    for sha256, size in files:
        path = workspace / evidence_member(sha256)
        if path.is_file() and size in (-1, path.stat().st_size):
            yield sha256, path.stat().st_size


def pool_path(folder: Path, sha256: str) -> Path:
    """Return where the pool keeps the file with this hash."""
    return folder / "vault" / sha256[:2] / sha256


def _keep(
    snapshot: Snapshot, folder: Path, note: str, known: tuple[str, ...] | None, report: Report
) -> Path:
    members, missing = _fill_pool(files_to_keep(snapshot), snapshot.workspace, folder, report)
    stem = _free_stem(folder, f"{snapshot.at:%Y%m%d-%H%M%S}" + (f"-{note}" if note else ""))
    part, store = folder / f"{uuid4().hex}.part", folder / f"{stem}.db"
    with snapshot.store.open("rb+") as file:
        flush(file)
    members[STORE_MEMBER] = Member(snapshot.store.stat().st_size, hash_of(snapshot.store))
    snapshot.store.replace(store)
    manifest = Manifest(
        at=snapshot.at, note=note, members=members, missing=tuple(missing), known=known, store=store.name
    )
    try:
        with part.open("xb") as file:
            file.write(manifest.dumps().encode())
            flush(file)
        flush_folder(folder)
        part.replace(store.with_suffix(".json"))
        flush_folder(folder)
    finally:
        drop(part)
    _prune(folder)
    return store.with_suffix(".json")


def _fill_pool(
    files: dict[str, int], workspace: Path, folder: Path, report: Report
) -> tuple[dict[str, Member], list[str]]:
    """Copy what the pool has not; returns the members now in it and the hashes that are gone or altered."""
    wanted = {sha256: size for sha256, size in files.items() if not _is_whole(pool_path(folder, sha256), size)}
    meter, missing = Meter(report, sum(wanted.values())), []
    for sha256 in wanted:
        if not _pool(workspace / evidence_member(sha256), pool_path(folder, sha256), sha256, meter):
            missing.append(sha256)
    kept = {sha256: size for sha256, size in files.items() if sha256 not in missing}
    return {evidence_member(sha256): Member(size, sha256) for sha256, size in kept.items()}, missing


def _is_whole(path: Path, size: int) -> bool:
    return path.is_file() and path.stat().st_size == size


def _pool(source_path: Path, target: Path, sha256: str, meter: Meter) -> bool:
    """Copy one file into the pool; False where the vault has not the bytes it should have."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{uuid4().hex}.part")
    try:
        with opened(source_path, sha256) as source, part.open("xb") as copy:
            found, _ = pump(source, copy, meter, "备份佐证")
            flush(copy)
        if found != sha256:
            return False
        part.replace(target)
        flush_folder(target.parent)
        return True
    except FileFault:
        # Missing, or unreadable on a disk that begins to fail: all the more is the rest to be backed up.
        return False
    finally:
        drop(part)


def _free_stem(folder: Path, stem: str) -> str:
    names, number = {path.stem for path in folder.iterdir()}, 1
    while (stem if number == 1 else f"{stem}-{number}") in names:
        number += 1
    return stem if number == 1 else f"{stem}-{number}"


def _prune(folder: Path) -> None:
    """Drop backups beyond those to keep, manifest first, then what no manifest names."""
    usual = [item for item in list_backups(folder) if item.note != UPGRADE]
    upgrades = [item for item in list_backups(folder) if item.note == UPGRADE]
    sound, altered = ([item for item in usual if bool(item.altered) is is_altered] for is_altered in (False, True))
    for item in _surplus(sound) + _surplus(altered) + upgrades[KEPT_UPGRADES:]:
        item.path.unlink()
    flush_folder(folder)
    for path in _unnamed(folder):
        path.unlink()


def _surplus(backups: list[Backup]) -> list[Backup]:
    """Return what to drop of more than ten, newest first: the earlier of two within an hour, else the oldest."""
    kept, surplus = list(backups), []
    while len(kept) > KEPT:
        gaps = [newer.at - older.at for newer, older in pairwise(kept)]
        closest = min(range(len(gaps)), key=gaps.__getitem__)
        surplus.append(kept.pop(closest + 1 if gaps[closest] < CLOSE else -1))
    return surplus


def _unnamed(folder: Path) -> Iterator[Path]:
    """Yield what no manifest names; nothing of the pool while a manifest cannot be read."""
    backups = list_backups(folder)
    stems = {item.path.stem for item in backups}
    yield from [path for path in folder.glob("*.part") if path.is_file()]
    yield from [path for path in folder.glob("*.db") if path.stem not in stems]
    if any(item.fault for item in backups):
        return
    named = {member.sha256 for item in backups for member in _read(item.path).members.values()}
    yield from [path for path in folder.glob("vault/*/*") if path.name not in named]


def _backup(path: Path) -> Backup:
    try:
        manifest = _read(path)
    except (StoreDamaged, OSError) as error:
        when = datetime.fromtimestamp(path.stat().st_mtime)  # noqa: DTZ006 - shown as this computer's clock has it
        return Backup(path=path, at=when, fault=str(error))
    return Backup(
        path=path, at=manifest.at, note=manifest.note, size=manifest.size, files=len(manifest.members) - 1,
        missing=len(manifest.missing), altered=len(manifest.known or ()),
    )


def _read(path: Path) -> Manifest:
    return read_manifest(path.read_bytes(), where=path.name)
