"""Looking at a Word template beside the window, and what is said of it: how many places, where, what to do.

The file is read in a child process; one that is refused as a whole has its reason instead of places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gui.parts.signs import Shape, Sign
from models.domain.closure import PaperKind
from models.domain.finding import Finding, Level, by_level
from models.errors import ForeignFileError
from models.reporting import Report
from models.vault import TakenIn, Vault

LISTED = 40
# The more particular first: 公示表 is no 公示.
_KINDS = (
    ("公示表", PaperKind.NOTICE_TABLE), ("公示", PaperKind.PUBLIC_NOTICE), ("签字", PaperKind.SIGNATURE_TABLE),
    ("自查", PaperKind.SELF_CHECK_REPORT), ("自验", PaperKind.SELF_CHECK_REPORT),
    ("核查", PaperKind.VERIFICATION_OPINION), ("对应", PaperKind.MAPPING_TABLE),
    ("目录", PaperKind.EVIDENCE_CATALOGUE),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was found in one file, and the names it holds.

    `taken` where the vault has it now, `error` where it is refused as a whole.
    """

    path: Path
    findings: tuple[Finding, ...] = ()
    used: frozenset[str] = frozenset()
    taken: TakenIn | None = None
    error: ForeignFileError | None = None

    def count(self, level: Level) -> int:
        """Return how many findings of a level there are."""
        return sum(item.level is level for item in self.findings)

    @property
    def is_refused(self) -> bool:
        """Return whether no paper can be filled into it."""
        return self.error is not None or self.count(Level.STOP) > 0


def look_at(path: Path, report: Report) -> Look:
    """Return what is to be said of a template. For a worker; `report` may raise Cancelled."""
    from exporters.template.engine import inspect_file, used_in
    from exporters.template.of_dossier import known_names

    try:
        look = Look(path=path, findings=inspect_file(path, known_names(), report=report))
        return look if look.is_refused else replace(look, used=used_in(path.read_bytes()))
    except ForeignFileError as error:
        return Look(path=path, error=error)
    except OSError as error:
        # Gone between the two readings.
        remedy = f"请检查它是否还在、能否打开（{error.strerror}）。"
        return Look(path=path, error=ForeignFileError("文件读不出来", where=path.name, remedy=remedy))


def take(path: Path, vault: Vault, report: Report) -> Look:
    """Look at a template and, where a paper can be filled into it, take it into the vault. For a worker."""
    look = look_at(path, report)
    return look if look.is_refused else replace(look, taken=vault.take_in(path, report))


def sign_of(look: Look | None) -> Sign:
    """Return how a template stands in the list."""
    if look is None:
        return Sign(Shape.RING, "正在检查", "meta")
    if look.error is not None:
        return Sign(Shape.TRIANGLE, "不能用", "late")
    if stops := look.count(Level.STOP):
        return Sign(Shape.TRIANGLE, f"{stops} 处须改", "late")
    if warnings := look.count(Level.WARN):
        return Sign(Shape.TRIANGLE, f"{warnings} 处请核对", "ink")
    return Sign(Shape.TICK, "可用", "accent")


def words_of(look: Look | None) -> str:
    """Return what is to be said of a template, a line a place, the worst first."""
    if look is None:
        return "正在检查……"
    if look.error is not None:
        return f"▲ {look.error}"
    ordered = by_level(look.findings)
    lines = [_line(item) for item in ordered[:LISTED]]
    if len(ordered) > LISTED:
        lines.append(f"另有 {len(ordered) - LISTED} 处，改好前面的再检查一次。")
    return "\n".join(lines) or "没有发现问题。"


def kind_in(name: str) -> PaperKind:
    """Return the kind of paper a file's name speaks of."""
    return next((kind for word, kind in _KINDS if word in name), PaperKind.CLOSURE_OPINION)


def refused_words(looks: Sequence[Look]) -> str:
    """Return why files were not taken, each with its places."""
    return "\n".join(_why_refused(look) for look in looks)


def _why_refused(look: Look) -> str:
    if look.error is not None:
        return f"▲ {look.path.name}：{look.error.text}。{look.error.remedy}"
    told = tuple(item for item in look.findings if item.level is not Level.NOTE)
    return f"{look.path.name} 有 {look.count(Level.STOP)} 处须改：\n{words_of(replace(look, findings=told))}"


def _line(item: Finding) -> str:
    mark = {Level.STOP: "▲", Level.WARN: "△", Level.NOTE: "·"}[item.level]
    return f"{mark} {item.where}：{item.text}。{item.remedy}。"
