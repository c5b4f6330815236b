"""Bytes that were there before they came in once more: which pieces are new, which are used again, what is said of it.

Of several files of one content the one with the best name is kept: one that tells its date or 文号, none that says of
itself that it is a copy, else the first. The window and the command line take in by the same rule and say the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from models.actions.evidence import EvidenceInput, title_of
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink, StoredFile
from models.domain.finding import Finding, Level
from models.domain.plan import MeasureId
from models.domain.reading.evidence_facts import suggest
from models.reporting import BATCH, Steps, to_the_end
from models.vault import TakenIn
from models.workspace import Workspace

# So many are told in words; where there are more, all are named.
IN_WORDS = 2
_COPY = re.compile(r"副本|复件|复制|拷贝|\bcopy\b|[（(]\d{1,2}[)）]$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """筛过的佐证: each content once, and of what is left out which piece has its content."""

    pieces: Sequence[EvidenceInput]
    doubles: Sequence[tuple[EvidenceInput, EvidenceInput]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the clerk is told of known bytes, and the pieces that were used again instead of being added."""

    words: str
    again: Sequence[EvidenceInput]
    findings: Sequence[Finding] = ()


def sift(ws: Workspace, pieces: Sequence[EvidenceInput], *, new: frozenset[str] = frozenset()) -> Sifted:
    """Return the pieces, each content once, with what holds just these files in this order already.

    `new` are the hashes of bytes that came into the vault with the pieces. What lies in the trash, and a version that
    a newer one took the place of, does not count.
    """
    return to_the_end(sifting(ws, pieces, new=new))


def sifting(ws: Workspace, pieces: Sequence[EvidenceInput], *, new: frozenset[str] = frozenset()) -> Steps[Sifted]:
    """Do the same in steps, for a window that goes on meanwhile; yields (done, total, title)."""
    groups: dict[tuple[str, ...], list[EvidenceInput]] = {}
    for piece in pieces:
        groups.setdefault(_hashes(piece), []).append(piece)
    # The first of the best: min keeps the order.
    kept = {hashes: min(group, key=_plainness) if len(group) > 1 else group[0] for hashes, group in groups.items()}
    found: list[EvidenceInput] = []
    doubles: list[tuple[EvidenceInput, EvidenceInput]] = []
    for place, piece in enumerate(pieces):
        if place % BATCH == 0:
            yield place, len(pieces), title_of(piece)
        hashes = _hashes(piece)
        if piece is not kept[hashes]:
            doubles.append((piece, kept[hashes]))
        elif new.issuperset(hashes):
            found.append(piece)
        else:
            found.append(replace(piece, standing=_holder(ws, hashes)))
    return Sifted(pieces=found, doubles=doubles)


def told_of(ws: Workspace, sifted: Sifted, taken: Sequence[TakenIn], measure_ids: Sequence[MeasureId]) -> Told:
    """Return what is to be said of bytes the vault had; asked before the new records use them too."""
    again = [piece for piece in sifted.pieces if piece.standing is not None]
    others = _used_elsewhere(ws, taken, {sha256 for piece in again for sha256 in _hashes(piece)})
    lines = [_used_again(ws, piece, measure_ids) for piece in again[:IN_WORDS]]
    lines += [_held(ws, item) for item in others[: IN_WORDS - len(lines)]]
    findings = doubles_named(sifted)
    count = len(again) + len(others)
    if count > len(lines):
        names = [piece.files[0][1] for piece in again] + [item.name for item in others]
        findings += [_same(name, "内容早已入库，用的是同一份") for name in names]
        lines[-1] += f"；另有 {count - len(lines)} 个文件也是"
    return Told(words="；".join(lines), again=again, findings=findings)


def doubles_named(sifted: Sifted) -> list[Finding]:
    """Return what was left out because another piece has its content, each with the one that was kept."""
    text = "内容与同批的另一个文件相同，没有重复添加"
    return [_same(f"{piece.files[0][1]}（同“{kept.files[0][1]}”）", text) for piece, kept in sifted.doubles]


def _hashes(piece: EvidenceInput) -> tuple[str, ...]:
    return tuple(sha256 for sha256, _, _ in piece.files)


def _plainness(piece: EvidenceInput) -> tuple[bool, bool]:
    """Return how little the name of a piece says: the least is kept."""
    name = piece.files[0][1]
    read = suggest(name)
    return read.dated_on is None and read.document_number is None, bool(_COPY.search(PurePath(name).stem))


def _holder(ws: Workspace, hashes: tuple[str, ...]) -> EvidenceId | None:
    for file in ws.find(StoredFile, sha256=hashes[0]):
        held = tuple(item.sha256 for item in ws.current_files(file.evidence_id))
        if held == hashes and ws.need(Evidence, file.evidence_id).trashed_at is None:
            return file.evidence_id
    return None


def _used_elsewhere(ws: Workspace, taken: Sequence[TakenIn], spoken_for: set[str]) -> list[TakenIn]:
    """Return the files whose bytes prove a measure already, as a page of another piece."""
    known = [item for item in taken if not item.stored and item.sha256 not in spoken_for]
    used = ws.look.used_among([item.sha256 for item in known])
    return [item for item in known if item.sha256 in used and _uses(ws, item.sha256)]


def _used_again(ws: Workspace, piece: EvidenceInput, measure_ids: Sequence[MeasureId]) -> str:
    title = ws.need(Evidence, piece.standing).title if piece.standing else ""
    linked = {link.measure_id for link in ws.find(EvidenceLink, evidence_id=piece.standing)}
    if measure_ids and linked.issuperset(measure_ids):
        return f"“{title}”已经是这条措施的佐证，没有再加一份"
    uses = _uses(ws, piece.files[0][0])
    return f"“{title}”早已入库" + (f"，用在{uses}" if uses else "") + "，这里用的是同一份"


def _held(ws: Workspace, item: TakenIn) -> str:
    return f"“{item.name}”的内容早已入库，用在{_uses(ws, item.sha256)}"


def _uses(ws: Workspace, sha256: str) -> str:
    uses = ws.look.uses_of(sha256)
    places = "、".join(f"任务 {task} 措施 {measure}" for _, task, measure in uses[:3])
    return places + ("等处" if len(uses) > 3 else "")


def _same(name: str, text: str) -> Finding:
    return Finding(level=Level.NOTE, code="file_same", where=name, text=text, remedy="若应是另一份材料，请核对来源")
