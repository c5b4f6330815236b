"""Restoring: from a backup file or an automatic backup into a new folder, checked whole before it gets its name.

A backup file comes from outside: it is weighed by the zip's own numbers first, and whatever does not belong to the
layout of a workspace (other names, links, duplicates) refuses it. Everything is unpacked into a folder beside the
target and hashed on the way; the store passes the version gate and its own chain; only then is the folder renamed.
Records that were altered before the backup was made come back as they were, and are told again.
"""

from __future__ import annotations

import shutil
import sqlite3
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from typing import IO
from uuid import uuid4

from models.disk import flush, flush_folder, pump, said
from models.domain.finding import Finding
from models.errors import AppError, InputError, StoreDamaged, StoreError, StoreTooNew
from models.reporting import Meter, Report, unheard
from models.store.backup import pool_path
from models.store.backup_file import MANIFEST_MEMBER
from models.store.copying import MEGABYTE, STORE_MEMBER, evidence_member, telling
from models.store.database import VERSION, Store, connect, version_of
from models.store.kept_files import kept_files, named_files
from models.store.manifest import MEMBER, Manifest, read_manifest
from models.store.place import refuse_unsuitable
from models.store.verify import UNREADABLE, in_lines, verify_store

FAILED = "没有恢复"
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
MOST_MEMBERS = 500_000
MOST_MANIFEST = 256 << 20
REMEDY = "请换一份备份，或重新拷贝一次"
Opener = Callable[[str], IO[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """恢复结果: folder, number of evidence files, hashes missing already, what the check of the store says."""

    folder: Path
    files: int
    missing: tuple[str, ...]
    findings: tuple[Finding, ...]


def restore_backup(source: Path, folder: Path, report: Report = unheard) -> Restored:
    """Restore a backup file (.zip), or an automatic backup by its manifest (.json), into a new or empty folder.

    `report` hears bytes done and in all, and may raise Cancelled. Raises InputError, StoreDamaged naming every member
    that is not what it should be, StoreTooNew, StoreError; nothing is left of a failed restore.
    """
    folder = folder.absolute()
    _refuse_filled(folder)
    refuse_unsuitable(folder)
    with _opened(source) as (manifest, opener), _beside(folder) as part:
        _refuse_lack_of_space(manifest, folder)
        _unpack(manifest, opener, part, source, report)
        findings = _check_store(part / STORE_MEMBER, manifest, source)
        with telling(FAILED, folder):
            _take_place(part, folder)
    return Restored(
        folder=folder, files=len(manifest.members) - 1, missing=manifest.missing, findings=tuple(findings)
    )


def _refuse_filled(folder: Path) -> None:
    with telling(FAILED, folder):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise InputError("恢复只能放进新的或空的文件夹", where=str(folder), remedy="请换一个文件夹")


# What is restored from


@contextmanager
def _opened(source: Path) -> Iterator[tuple[Manifest, Opener]]:
    """Open a backup of either kind: its manifest, and a way to each member."""
    if not source.is_file():
        raise InputError("没有这个备份文件", where=str(source), remedy="请检查路径；U盘请插好再选")
    if source.suffix.casefold() == ".json":
        yield _automatic(source)
        return
    with _broken_told(source):
        archive = zipfile.ZipFile(source)
    with archive:
        with _broken_told(source):
            manifest = _weigh(archive, source)
        yield manifest, lambda name: archive.open(name)


def _automatic(path: Path) -> tuple[Manifest, Opener]:
    with telling(FAILED, path):
        manifest = read_manifest(path.read_bytes(), where=path.name)
    if Path(manifest.store).name != manifest.store:
        raise StoreDamaged("备份清单被改过", where=path.name, remedy=REMEDY)

    def opener(name: str) -> IO[bytes]:
        if name == STORE_MEMBER:
            return (path.parent / manifest.store).open("rb")
        return pool_path(path.parent, manifest.members[name].sha256).open("rb")

    return manifest, opener


@contextmanager
def _broken_told(source: Path) -> Iterator[None]:
    try:
        yield
    except AppError:
        raise
    except BROKEN as error:
        raise StoreDamaged("不是完整的备份文件，没有恢复", where=source.name, remedy=REMEDY) from error
    except OSError as error:
        raise StoreError(f"备份文件读不出来（{said(error)}）", where=str(source), remedy=REMEDY) from error


def _weigh(archive: zipfile.ZipFile, source: Path) -> Manifest:
    """Judge the zip by its directory alone, then read its manifest."""
    entries = archive.infolist()
    if len(entries) > MOST_MEMBERS:
        raise _refused(source, f"里面有 {len(entries)} 个文件，太多了")
    names = [entry.filename for entry in entries]
    wrong = [entry.filename for entry in entries if not _belongs(entry)]
    wrong += sorted({name for name in names if names.count(name) > 1}) if len(set(names)) < len(names) else []
    if wrong:
        raise _refused(source, f"里面有不属于备份的内容：{'、'.join(repr(name)[1:-1] for name in wrong[:5])}")
    if MANIFEST_MEMBER not in names or archive.getinfo(MANIFEST_MEMBER).file_size > MOST_MANIFEST:
        raise _refused(source, "里面没有备份清单")
    manifest = read_manifest(archive.read(MANIFEST_MEMBER), where=source.name)
    _refuse_other_members(manifest, {e.filename: e.file_size for e in entries if e.filename != MANIFEST_MEMBER}, source)
    return manifest


def _belongs(entry: zipfile.ZipInfo) -> bool:
    is_plain = stat.S_IFMT(entry.external_attr >> 16) in (0, stat.S_IFREG)
    is_open = not entry.flag_bits & 1 and entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    return is_plain and is_open and (entry.filename == MANIFEST_MEMBER or bool(MEMBER.fullmatch(entry.filename)))


def _refuse_other_members(manifest: Manifest, sizes: dict[str, int], source: Path) -> None:
    wanted = {name: member.size for name, member in manifest.members.items()}
    differing = sorted(name for name in wanted.keys() | sizes.keys() if wanted.get(name) != sizes.get(name))
    if differing:
        raise _refused(source, f"内容和清单不一致：{'、'.join(differing[:5])}")


def _refused(source: Path, text: str) -> StoreDamaged:
    return StoreDamaged(f"{text}，没有恢复", where=source.name, remedy=REMEDY)


# Unpacking and checking


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """Give a fresh folder beside the target, and remove it unless it has taken its place."""
    part = folder.with_name(f".{folder.name[:40]}.{uuid4().hex}.part")
    with telling(FAILED, folder.parent):
        folder.parent.mkdir(parents=True, exist_ok=True)
        for left in folder.parent.glob(f".{escape(folder.name[:40])}.*.part"):
            # Only a killed restore leaves one.
            _remove(left)
        part.mkdir(mode=0o700)
    try:
        yield part
    finally:
        if part.exists():
            _remove(part)


def _remove(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            # Windows deletes no read-only file.
            with suppress(OSError):
                path.chmod(stat.S_IRUSR | stat.S_IWUSR)
    shutil.rmtree(folder, ignore_errors=True)


def _refuse_lack_of_space(manifest: Manifest, folder: Path) -> None:
    with telling(FAILED, folder):
        free = shutil.disk_usage(folder.parent).free
    if manifest.size > free:
        text = f"空间不够：需要 {manifest.size / MEGABYTE:.1f} MB，只剩 {free / MEGABYTE:.1f} MB，{FAILED}"
        raise StoreError(text, where=str(folder.parent), remedy="请腾出空间，或换一个盘")


def _unpack(manifest: Manifest, opener: Opener, part: Path, source: Path, report: Report) -> None:
    meter, wrong = Meter(report, manifest.size), []
    for name, member in manifest.members.items():
        target = part / name
        with telling(FAILED, part.parent):
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        found = _copy(opener, name, target, member.size, meter)
        if found != (member.sha256, member.size):
            wrong.append(name)
    if wrong:
        names = _file_names(part / STORE_MEMBER) if STORE_MEMBER not in wrong else {}
        shown = "、".join(_shown(name, names) for name in wrong[:10])
        more = f"等 {len(wrong)} 个文件" if len(wrong) > 10 else ""
        raise StoreDamaged(f"备份里的内容损坏或被改过：{shown}{more}，没有恢复", where=source.name, remedy=REMEDY)


def _copy(opener: Opener, name: str, target: Path, size: int, meter: Meter) -> tuple[str, int]:
    try:
        source = opener(name)
    except (*BROKEN, OSError):
        return "", 0
    with source, telling(FAILED, target.parent), target.open("xb") as copy:
        try:
            found = pump(source, copy, meter, "恢复", limit=size)
        except BROKEN:
            return "", 0
        flush(copy)
    if name != STORE_MEMBER:
        target.chmod(stat.S_IRUSR)
    return found


def _file_names(store: Path) -> dict[str, str]:
    with suppress(sqlite3.Error, StoreError), closing(connect(store)) as con:
        return {file.sha256: file.name for file in kept_files(con)}
    return {}


def _shown(member: str, names: dict[str, str]) -> str:
    name = names.get(member.rpartition("/")[2])
    return f"{member}（{name}）" if name else member


def _check_store(path: Path, manifest: Manifest, source: Path) -> list[Finding]:
    """Check version, structure, chain and named files; returns what was found and known when the backup was made.

    A backup that was never checked (one made before an upgrade) may say anything but that its structure is damaged.
    """
    with closing(_connect(path, source)) as con:
        found = version_of(con)
        if found > VERSION:
            text = f"这份备份由更新的版本（{found}）写成，没有恢复"
            raise StoreTooNew(text, where=source.name, remedy="请安装新版程序后再恢复")
        try:
            findings, _, _ = verify_store(Store(con, path))
            broken = [item for item in findings if item.code in UNREADABLE]
            if broken:
                raise _refused(source, f"里面的数据库已损坏（{broken[0].where}：{broken[0].text}）")
            named = named_files(con)
        except sqlite3.DatabaseError as error:
            raise _refused(source, "里面的数据库已损坏") from error
    unlisted = [sha256 for sha256 in named if not _is_listed(sha256, manifest)]
    if unlisted:
        raise _refused(source, f"缺少记录里的佐证文件：{'、'.join(unlisted[:5])}")
    fresh = [line for line in in_lines(findings) if line not in (manifest.known or ())]
    if fresh and manifest.known is not None:
        raise _refused(source, f"里面的记录被改过：{'；'.join(fresh[:3])}")
    return findings


def _connect(path: Path, source: Path) -> sqlite3.Connection:
    try:
        return connect(path)
    except StoreError as error:
        raise _refused(source, "里面的数据库已损坏") from error


def _is_listed(sha256: str, manifest: Manifest) -> bool:
    return evidence_member(sha256) in manifest.members or sha256 in manifest.missing


def _take_place(part: Path, folder: Path) -> None:
    for inner in sorted((path for path in part.rglob("*") if path.is_dir()), reverse=True):
        flush_folder(inner)
    flush_folder(part)
    if folder.exists():
        folder.rmdir()
    part.rename(folder)
    flush_folder(folder.parent)
