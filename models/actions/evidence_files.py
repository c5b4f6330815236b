"""The files of a piece of evidence: further pages, a page taken off, a new version in the place of an old one.

A version is never overwritten: the old one stays with its bytes and names the one that took its place, so that an
issued paper and a seal go on naming what they used. The bytes have been taken into the vault before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.domain.evidence import Evidence, EvidenceId, StoredFile, StoredFileId
from models.domain.ordering import place_behind
from models.errors import InputError
from models.store.change import Change, Changes
from models.workspace import Workspace, new_id


def stored_files(evidence_id: EvidenceId, files: Sequence[tuple[str, str, int]], place: int = 0) -> list[StoredFile]:
    """Return the records of files (sha256, name, size) that are to belong to a piece of evidence, from a place on."""
    return [
        StoredFile(
            id=StoredFileId(new_id()), evidence_id=evidence_id, sha256=sha256, name=name, size=size,
            position=place + offset,
        )
        for offset, (sha256, name, size) in enumerate(files)
    ]


def add_files(ws: Workspace, *, evidence_id: EvidenceId, files: Sequence[tuple[str, str, int]]) -> Changes:
    """Add further files to a piece of evidence, after those it has."""
    evidence = ws.need(Evidence, evidence_id)
    if not files:
        raise InputError("没有可以添加的文件", where=f"佐证：{evidence.title}", remedy="请选择或拖入文件")
    place = place_behind(ws.find(StoredFile, evidence_id=evidence_id))
    with ws.change(f"添加文件：{evidence.title}") as change:
        change.insert_all(stored_files(evidence_id, files, place))
    return change.result


def replace_file(ws: Workspace, *, file_id: StoredFileId, new: tuple[str, str, int]) -> Changes:
    """Put a new version (sha256, name, size) in the place of a file; the old version stays and names it.

    Raises InputError for a version that has given way already, and for the same bytes.
    """
    old = ws.need(StoredFile, file_id)
    evidence = ws.need(Evidence, old.evidence_id)
    _refuse_version(evidence, old, new[0])
    (fresh,) = stored_files(evidence.id, [new], old.position)
    with ws.change(f"换成新版本：{evidence.title} · {old.name}") as change:
        change.insert(replace(fresh, version=old.version + 1))
        change.put(replace(old, superseded_by=fresh.id))
    return change.result


def remove_file(ws: Workspace, *, file_id: StoredFileId) -> Changes:
    """Take one file off a piece of evidence, such as a page scanned wrongly; its bytes stay for undoing.

    Of a file in several versions the newest goes, and the one before it is in use again. Raises InputError for the
    last file, because evidence without one proves nothing, and for an old version, which is kept.
    """
    file = ws.need(StoredFile, file_id)
    evidence = ws.need(Evidence, file.evidence_id)
    before = ws.find(StoredFile, superseded_by=file.id)
    _refuse_removal(ws, evidence, file, is_only=not before)
    with ws.change(_label(evidence, file, before)) as change:
        _remove(change, file, before)
    return change.result


def _refuse_version(evidence: Evidence, old: StoredFile, sha256: str) -> None:
    where = f"佐证：{evidence.title}"
    if old.superseded_by is not None:
        raise InputError(f"“{old.name}”已经换过新版本", where=where, remedy="请在最新的版本上再换")
    if old.sha256 == sha256:
        raise InputError(
            f"选的文件和现在的“{old.name}”内容一样，没有换", where=where, remedy="请核对选的是不是新的文件"
        )


def _refuse_removal(ws: Workspace, evidence: Evidence, file: StoredFile, *, is_only: bool) -> None:
    where = f"佐证：{evidence.title}"
    if file.superseded_by is not None:
        raise InputError(
            f"“{file.name}”是旧版本，不能去掉", where=where, remedy="旧版本要留存；换错了的请去掉最新的版本"
        )
    if is_only and len(ws.current_files(evidence.id)) == 1:
        raise InputError(
            f"“{file.name}”是它唯一的文件，不能去掉", where=where,
            remedy="请先添加正确的文件，或把整份佐证移到回收站",
        )


def _label(evidence: Evidence, file: StoredFile, before: Sequence[StoredFile]) -> str:
    if before:
        return f"退回第{before[0].version}版：{evidence.title} · {before[0].name}"
    return f"去掉文件：{evidence.title} · {file.name}"


def _remove(change: Change, file: StoredFile, before: Sequence[StoredFile]) -> None:
    for older in before:
        change.put(replace(older, superseded_by=None))
    change.delete(file)
