"""What is said of bytes that were there before they came in once more: the first two in words, all of them by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.actions.evidence import EvidenceInput
from models.domain.evidence import Evidence, EvidenceLink
from models.domain.finding import Finding, Level
from models.domain.plan import MeasureId
from models.vault import TakenIn
from models.workspace import Workspace

# So many are told in the strip; where there are more, all are named in the report.
IN_WORDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the clerk is told of known bytes, and the pieces that were used again instead of being added."""

    words: str
    again: Sequence[EvidenceInput]
    findings: Sequence[Finding] = ()


def told_of(
    ws: Workspace, pieces: Sequence[EvidenceInput], taken: Sequence[TakenIn], measure_id: MeasureId | None, *,
    has_doubles: bool,
) -> Told:
    """Return what is to be said of bytes the vault had; asked before the new records use them too.

    With `has_doubles` files were left out because another one of the same intake has their bytes.
    """
    again = [piece for piece in pieces if piece.standing is not None]
    others = _used_elsewhere(ws, taken, {sha256 for piece in again for sha256, _, _ in piece.files})
    count = len(again) + len(others)
    lines = [_used_again(ws, piece, measure_id) for piece in again[:IN_WORDS]]
    lines += [_held(ws, item) for item in others[: IN_WORDS - len(lines)]]
    doubles = _twice(taken) if has_doubles else ()
    findings = [_same(name, "内容与同批的另一个文件相同，没有重复添加") for name in doubles]
    if count > len(lines):
        names = [piece.files[0][1] for piece in again] + [item.name for item in others]
        findings += [_same(name, "内容早已入库，用的是同一份") for name in names]
        lines[-1] += f"；另有 {count - len(lines)} 个文件也是"
    return Told(words="；".join(lines), again=again, findings=findings)


def _used_elsewhere(ws: Workspace, taken: Sequence[TakenIn], spoken_for: set[str]) -> list[TakenIn]:
    """Return the files whose bytes prove a measure already, as a page of another piece."""
    known = [item for item in taken if not item.stored and item.sha256 not in spoken_for]
    used = ws.look.used_among([item.sha256 for item in known])
    return [item for item in known if item.sha256 in used and _uses(ws, item.sha256)]


def _used_again(ws: Workspace, piece: EvidenceInput, measure_id: MeasureId | None) -> str:
    title = ws.need(Evidence, piece.standing).title if piece.standing else ""
    if measure_id and ws.find(EvidenceLink, evidence_id=piece.standing, measure_id=measure_id):
        return f"“{title}”已经是这条措施的佐证，没有再加一份"
    uses = _uses(ws, piece.files[0][0])
    return f"“{title}”早已入库" + (f"，用在{uses}" if uses else "") + "，这里用的是同一份"


def _held(ws: Workspace, item: TakenIn) -> str:
    return f"“{item.name}”的内容早已入库，用在{_uses(ws, item.sha256)}"


def _uses(ws: Workspace, sha256: str) -> str:
    uses = ws.look.uses_of(sha256)
    places = "、".join(f"任务 {task} 措施 {measure}" for _, task, measure in uses[:3])
    return places + ("等处" if len(uses) > 3 else "")


def _twice(taken: Sequence[TakenIn]) -> list[str]:
    """Return the names of the files whose bytes another one before them had."""
    first: dict[str, int] = {}
    return [item.name for place, item in enumerate(taken) if first.setdefault(item.sha256, place) != place]


def _same(name: str, text: str) -> Finding:
    return Finding(level=Level.NOTE, code="file_same", where=name, text=text, remedy="若应是另一份材料，请核对来源")
