"""A backup as one file, for the stick: store, evidence and manifest in a plain zip, verified before it is called done.

The members lie as in a workspace, evidence uncompressed, so that any program can open and check them. The file is
written beside its target, every member is read back and hashed, and only then renamed; an earlier backup of the same
name stays until then. Cancelling or failing leaves nothing.

What is backed up can be restored: a store whose structure is damaged is refused, one in which records were altered is
taken as it is, with what was found, which the clerk is told now and again when it is restored.
"""

from __future__ import annotations

import os
import shutil
import sys
import zipfile
import zlib
from dataclasses import dataclass, replace
from datetime import datetime
from glob import escape
from pathlib import Path
from uuid import uuid4

from models.disk import drop, flush, flush_folder, pump
from models.domain.finding import Finding
from models.errors import FileFault, InputError, StoreError
from models.outside_file import opened
from models.reporting import Meter, Report, unheard
from models.store.backup import files_to_keep
from models.store.copying import MEGABYTE, STORE_MEMBER, evidence_member, telling
from models.store.manifest import Manifest, Member
from models.store.snapshot import Snapshot
from models.store.verify import check_copy, in_lines

MANIFEST_MEMBER = "manifest.json"
FAILED = "备份没有做成"
SPARE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenBackup:
    """写好的备份: file, number of evidence files in it, bytes, and what is not as it should be.

    That is the hashes of evidence that was gone or altered, and what the check of the records found.
    """

    path: Path
    files: int
    size: int
    missing: tuple[str, ...]
    findings: tuple[Finding, ...]


class _Altered(Exception):
    """A vault file is gone or has not the bytes of its name."""

    def __init__(self, sha256: str) -> None:
        super().__init__(sha256)
        self.sha256 = sha256


def write_backup(snapshot: Snapshot, target: Path, report: Report = unheard) -> WrittenBackup:
    """Write and verify a backup file at `target`, and put the snapshot away.

    `report` hears bytes done and in all, and may raise Cancelled. Raises StoreDamaged where the structure of the store
    does not hold, StoreError or InputError in words.
    """
    target = Path(os.path.realpath(target))
    part = target.with_name(f".{target.name[:40]}.{uuid4().hex}.part")
    try:
        findings = check_copy(snapshot.store, report, refusal=FAILED)
        files = files_to_keep(snapshot)
        _refuse_place(snapshot, files, target)
        with telling(FAILED, target.parent):
            for left in target.parent.glob(f".{escape(target.name[:40])}.*.part"):
                # Only a killed backup leaves one.
                drop(left)
            manifest = _write_without_altered(snapshot, files, part, in_lines(findings), report)
            _read_back(part, manifest, report)
            part.replace(target)
            flush_folder(target.parent)
            size = target.stat().st_size
    finally:
        drop(part)
        snapshot.drop()
    return WrittenBackup(
        path=target, files=len(manifest.members) - 1, size=size, missing=manifest.missing, findings=findings
    )


def _refuse_place(snapshot: Snapshot, files: dict[str, int], target: Path) -> None:
    if not target.parent.is_dir():
        raise InputError("没有这个文件夹", where=str(target.parent), remedy="请先建好文件夹；U盘请插好再选")
    if target.is_dir():
        raise InputError("这是一个文件夹", where=str(target), remedy="请写明备份文件的名字，如 备份.zip")
    if target.exists() and not target.is_file():
        raise InputError("这不是普通文件", where=str(target), remedy="请换一个文件名，如 备份.zip")
    if target.is_relative_to(snapshot.workspace.resolve()):
        raise InputError("备份不能放在工作区自己里面", where=str(target), remedy="请放到U盘或别的文件夹")
    with telling(FAILED, target.parent):
        needed = sum(files.values()) + snapshot.store.stat().st_size + SPARE
        free = shutil.disk_usage(target.parent).free
    if free < needed:
        text = f"空间不够：需要 {needed / MEGABYTE:.1f} MB，只剩 {free / MEGABYTE:.1f} MB，{FAILED}"
        raise StoreError(text, where=str(target.parent), remedy="请腾出空间，或换一个盘")


def _write_without_altered(
    snapshot: Snapshot, files: dict[str, int], part: Path, known: tuple[str, ...], report: Report
) -> Manifest:
    """Write the zip; begin again without a vault file that turns out not to be what its name says."""
    wanted = dict(files)
    while True:
        manifest = Manifest(
            at=snapshot.at, note="", members={}, missing=tuple(sorted(files.keys() - wanted.keys())), known=known
        )
        try:
            return _write(snapshot, wanted, part, manifest, report)
        except _Altered as altered:
            del wanted[altered.sha256]
            drop(part)


def _write(
    snapshot: Snapshot, wanted: dict[str, int], part: Path, manifest: Manifest, report: Report
) -> Manifest:
    """Write store and files, then the manifest that lists them."""
    meter = Meter(report, 2 * (sum(wanted.values()) + snapshot.store.stat().st_size))
    with part.open("xb") as file:
        with zipfile.ZipFile(file, "w", allowZip64=True) as archive:
            members = {STORE_MEMBER: _add(archive, STORE_MEMBER, snapshot.store, snapshot.at, meter)}
            for sha256 in wanted:
                member = _add_evidence(archive, sha256, snapshot, meter)
                members[evidence_member(sha256)] = member
            manifest = replace(manifest, members=members)
            info = _info(MANIFEST_MEMBER, snapshot.at, zipfile.ZIP_DEFLATED)
            archive.writestr(info, manifest.dumps().encode())
        flush(file)
        _forget_cache(file.fileno())
    return manifest


def _add_evidence(archive: zipfile.ZipFile, sha256: str, snapshot: Snapshot, meter: Meter) -> Member:
    name = evidence_member(sha256)
    try:
        member = _add(archive, name, snapshot.workspace / name, snapshot.at, meter)
    except FileFault as error:
        raise _Altered(sha256) from error
    if member.sha256 != sha256:
        raise _Altered(sha256)
    return member


def _add(archive: zipfile.ZipFile, name: str, path: Path, at: datetime, meter: Meter) -> Member:
    info = _info(name, at, zipfile.ZIP_DEFLATED if name == STORE_MEMBER else zipfile.ZIP_STORED)
    with opened(path, path.name) as source:
        # Before it is opened for writing: then it is settled whether the large form of a zip is needed.
        info.file_size = source.size
        with archive.open(info, "w") as target:
            sha256, size = pump(source, target, meter, "写入")
    return Member(size, sha256)


def _read_member(archive: zipfile.ZipFile, name: str, meter: Meter) -> Member | None:
    try:
        with archive.open(name) as source:
            sha256, size = pump(source, None, meter, "核对")
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return None
    return Member(size, sha256)


def _info(name: str, at: datetime, method: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (max(at.year, 1980), at.month, at.day, at.hour, at.minute, at.second))
    info.compress_type = method
    info.external_attr = 0o600 << 16
    return info


def _forget_cache(handle: int) -> None:
    # Else the check would read the bytes from memory and not from the stick.
    if sys.platform == "linux":
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


def _read_back(part: Path, manifest: Manifest, report: Report) -> None:
    """Read every member again and compare; raises StoreError naming those that are not as they were written."""
    meter = Meter(report, 2 * manifest.size)
    meter.add(manifest.size, "核对")
    try:
        with zipfile.ZipFile(part) as archive:
            wrong = [name for name, member in manifest.members.items() if _read_member(archive, name, meter) != member]
    except zipfile.BadZipFile:
        wrong = ["目录"]
    if wrong:
        text = f"写进去的内容读出来不一样（{'、'.join(wrong[:5])}），{FAILED}"
        raise StoreError(text, where=str(part.parent), remedy="这个盘可能有故障，请换一个盘再备份")
