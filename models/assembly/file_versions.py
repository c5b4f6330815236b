"""The older versions of a file of evidence: since when each was there, and which signed papers and seals rest on it."""

from __future__ import annotations

from dataclasses import dataclass

from models.domain.evidence import StoredFile
from models.domain.issue_code import grouped
from models.domain.sealing import SealedFile, SealedItem, Sealing
from models.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class FileVersion:
    """旧版本 of a file: the day it came in (YYYY-MM-DD), and in words which papers and seals rest on it."""

    file: StoredFile
    since: str = ""
    used_in: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """Return it in words: 第1版　2025-11-22，仍保留；签发稿 AB12-… 用的是这一版."""
        since = f"　{self.since}" if self.since else ""
        used = f"；{'、'.join(self.used_in)}用的是这一版" if self.used_in else ""
        return f"第{self.file.version}版{since}，仍保留{used}"


def older_versions(ws: Workspace, file: StoredFile) -> tuple[FileVersion, ...]:
    """Return the versions a file took the place of, the newest first."""
    found: list[FileVersion] = []
    before = ws.find(StoredFile, superseded_by=file.id)
    while before:
        found.append(_version(ws, before[0]))
        before = ws.find(StoredFile, superseded_by=before[0].id)
    return tuple(found)


def _version(ws: Workspace, file: StoredFile) -> FileVersion:
    papers = [f"签发稿 {grouped(code)}" for code in ws.look.issued_with(file.id)]
    came = ws.history_of_rows({file.id})[-1:]
    return FileVersion(file=file, since=came[0].at[:10] if came else "", used_in=(*papers, *_seals(ws, file)))


def _seals(ws: Workspace, file: StoredFile) -> list[str]:
    items = [ws.need(SealedItem, sealed.sealed_item_id) for sealed in ws.find(SealedFile, stored_file_id=file.id)]
    sealings = [ws.need(Sealing, item.sealing_id) for item in items]
    return list(dict.fromkeys(f"{sealing.sealed_at:%Y-%m-%d} 封卷" for sealing in sealings))
