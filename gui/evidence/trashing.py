"""Evidence into the trash and back: one question at most; what is sealed stays where it is, with its names.

One sealed piece among forty must not hold up the other thirty-nine; where all are sealed the action says why not.
What comes back without a measure that was deleted meanwhile is told with the way to link it anew.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QWidget

from gui import ask
from gui.places import EVIDENCE
from gui.session import Session
from models.actions.trash import restore_evidence, trash_evidence
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


def restore(session: Session, ids: Sequence[EvidenceId]) -> None:
    """Take the pieces out of the trash; those whose measure is gone are named."""
    lost = session.workspace.look.left_behind(ids)
    if session.apply(lambda ws: restore_evidence(ws, evidence_ids=ids)) is not None and lost:
        first, *_ = lost
        told = f"{_named(list(lost.values()))}原来对应的措施已经删除，还原后没有这条对应了，请另外对应"
        session.tell(told, ("去对应", lambda: session.go(EVIDENCE, first)))


def _apply(session: Session, rows: Sequence[EvidenceRow]) -> None:
    if rows:
        session.apply(lambda ws: trash_evidence(ws, evidence_ids=[EvidenceId(row.id) for row in rows]))


def _question(gone: Sequence[EvidenceRow], used: int, kept: Sequence[EvidenceRow]) -> str:
    told = f"{len(gone)} 份佐证移到回收站" + (f"，其中 {used} 份正证明着措施" if used else "") + "。可以还原。"
    if not kept:
        return told
    names = _named([row.title for row in kept])
    return f"所选的有 {len(kept)} 份已封卷（{names}），留在原处。\n其余 {told}"


def _named(titles: Sequence[str]) -> str:
    return "、".join(f"“{title}”" for title in titles[:NAMED]) + (f"等 {len(titles)} 份" if len(titles) > NAMED else "")
