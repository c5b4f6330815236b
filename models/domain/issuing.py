"""签发: what is frozen when a paper is signed, and what is said when the records move on afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from models.domain.closure import IssuedPaper, Paper
from models.domain.evidence import EvidenceId
from models.domain.finding import Finding, Level, Target
from models.domain.issue_code import grouped
from models.domain.issue_differences import RecordDifference

TOLD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class VaultFile:
    """入库文件 of an issued paper: its name, its hash, its size in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyPaper:
    """待签发的文书: what we wrote, with its code, and the texts it was made from; `findings` must hold no STOP.

    `file` is the one that came back from an office program and is signed in its place, `code_on_file` the code it
    bears already; what such a file says against the records is among the findings. `numbers` are those of the
    evidence that the paper prints.
    """

    paper: Paper
    form: str
    code: str
    definition: str = field(repr=False)
    dossier: str = field(repr=False)
    own: VaultFile
    file: VaultFile | None = None
    code_on_file: str = ""
    numbers: tuple[tuple[EvidenceId, str], ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def stops(self) -> tuple[Finding, ...]:
        """Return what keeps the paper from being issued."""
        return tuple(finding for finding in self.findings if finding.level is Level.STOP)


def differs(issued: IssuedPaper, label: str, found: Sequence[RecordDifference]) -> Finding | None:
    """Return 与签发稿不一致 as one finding that names the first places; None where nothing differs."""
    if not found:
        return None
    places = "、".join(dict.fromkeys(item.place for item in found[:TOLD]))
    more = "等" if len(found) > TOLD else ""
    return Finding(
        level=Level.WARN, code="issued_differs", where=f"{label} · 签发稿 {grouped(issued.code)}",
        text=f"记录和签发稿有{len(found)}处不一致：{places}{more}",
        remedy="查看差异；签发稿不会变，要改的请再验一轮另行签发",
        target=Target(table="issued_papers", id=issued.id),
    )
