"""签发稿 given out again: the very bytes that were signed, or nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from models.disk import said
from models.errors import ExportError

_RESTORE = "请从备份恢复。"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedFile:
    """签发稿 in the vault: where it lies and what its bytes must be."""

    path: Path
    name: str
    sha256: str

    def content(self) -> bytes:
        """Return the bytes that were signed; raises ExportError where they are gone or altered."""
        try:
            content = self.path.read_bytes()
        except OSError as error:
            raise ExportError(f"签发稿读不出来（{said(error)}）", where=self.name, remedy=_RESTORE) from error
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise ExportError("签发稿已不是签发时的内容，没有导出", where=self.name, remedy=_RESTORE)
        return content
