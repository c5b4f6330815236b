"""The list of what a backup holds: each member with size and SHA-256, and what was already missing when it was made.

Automatic backups and backup files use one form. `known` lists what the check of the store had to say when the backup
was made, so that an old fault is not taken for a new one; it is None where there was no check, as before an upgrade.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from models.errors import StoreDamaged
from models.store.copying import STORE_MEMBER, evidence_member

FORMAT = "zhenggai-xiaohao-backup"
VERSION = 1
MEMBER = re.compile(r"store\.db|vault/store/([0-9a-f]{2})/(\1[0-9a-f]{62})")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a backup."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """备份清单: `store` names the copy of the database beside an automatic manifest, and is empty in a backup file."""

    at: datetime
    note: str
    members: dict[str, Member]
    missing: tuple[str, ...] = ()
    known: tuple[str, ...] | None = None
    store: str = ""

    @property
    def size(self) -> int:
        """Bytes of all members."""
        return sum(member.size for member in self.members.values())

    def dumps(self) -> str:
        """Return the manifest as JSON."""
        content = asdict(self) | {"format": FORMAT, "version": VERSION, "at": self.at.isoformat(timespec="seconds")}
        return json.dumps(content, ensure_ascii=False, indent=1)


def read_manifest(text: str | bytes, *, where: str) -> Manifest:
    """Read a manifest; raises StoreDamaged for anything that is none, or is one of a newer program."""
    damaged = StoreDamaged("备份清单读不出来，没有使用这份备份", where=where, remedy="请换一份备份")
    try:
        content = json.loads(text)
        if content["format"] != FORMAT:
            raise damaged
        if content["version"] > VERSION:
            raise StoreDamaged("这份备份由更新的版本写成，没有使用", where=where, remedy="请安装新版程序后再恢复")
        manifest = _manifest(content)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise damaged from error
    if STORE_MEMBER not in manifest.members:
        raise damaged
    for name, member in manifest.members.items():
        if not MEMBER.fullmatch(name) or (name != STORE_MEMBER and name != evidence_member(member.sha256)):
            raise damaged
    return manifest


def _manifest(content: dict[str, Any]) -> Manifest:
    members = {str(name): Member(int(item["size"]), str(item["sha256"])) for name, item in content["members"].items()}
    known = content["known"]
    return Manifest(
        at=datetime.fromisoformat(content["at"]), note=str(content["note"]), members=members,
        missing=tuple(map(str, content["missing"])), known=None if known is None else tuple(map(str, known)),
        store=str(content["store"]),
    )
