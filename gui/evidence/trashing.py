"""Evidence into the trash: one question at most, and what is sealed stays where it is, with its names.

One sealed piece among forty must not hold up the other thirty-nine; where all are sealed the action says why not.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QWidget

from gui import ask
from gui.session import Session
from models.actions.trash import trash_evidence
from models.domain.evidence import EvidenceId
from models.lists import EvidenceRow

NAMED = 3


def trash(session: Session, rows: Collection[EvidenceRow], parent: QWidget) -> None:
    """Put the pieces that are not sealed into the trash; asked where some are sealed or prove measures."""
    sealed = session.workspace.look.sealed_among([EvidenceId(row.id) for row in rows])
    kept = [row for row in rows if row.id in sealed]
    gone = [row for row in rows if row.id not in sealed]
    if not gone:
        # The action refuses, with who sealed what and the remedy.
        _apply(session, kept)
        return
    used = sum(bool(row.uses) for row in gone)
    if not (used or kept) or ask.confirm(parent, "移到回收站", _question(gone, used, kept), "移到回收站"):
        _apply(session, gone)


def _apply(session: Session, rows: Sequence[EvidenceRow]) -> None:
    if rows:
        session.apply(lambda ws: trash_evidence(ws, evidence_ids=[EvidenceId(row.id) for row in rows]))


def _question(gone: Sequence[EvidenceRow], used: int, kept: Sequence[EvidenceRow]) -> str:
    told = f"{len(gone)} 份佐证移到回收站" + (f"，其中 {used} 份正证明着措施" if used else "") + "。可以还原。"
    if not kept:
        return told
    names = "、".join(f"“{row.title}”" for row in kept[:NAMED]) + ("等" if len(kept) > NAMED else "")
    return f"所选的有 {len(kept)} 份已封卷（{names}），留在原处。\n其余 {told}"
