"""Evidence into the trash and back: one question at most; what is sealed stays where it is, what was signed is named.

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
from models.domain.evidence import Evidence, EvidenceId
from models.lists import EvidenceRow

NAMED = 3


def trash(session: Session, rows: Collection[EvidenceRow], parent: QWidget) -> None:
    """Put the pieces that are not sealed into the trash; asked where some are sealed, signed for or prove measures."""
    sealed = session.workspace.look.sealed_among([EvidenceId(row.id) for row in rows])
    kept = [row for row in rows if row.id in sealed]
    gone = [row for row in rows if row.id not in sealed]
    if not gone:
        # The action refuses, with who sealed what and the remedy.
        _apply(session, kept)
        return
    used = sum(bool(row.uses) for row in gone)
    signed = signed_words(session, [EvidenceId(row.id) for row in gone])
    if not (used or kept or signed) or ask.confirm(
        parent, "移到回收站", _question(gone, used, kept) + signed, "移到回收站"
    ):
        _apply(session, gone)


def trash_one(session: Session, evidence_id: EvidenceId, parent: QWidget) -> None:
    """Put a piece into the trash from a measure it proves; asked only where a paper was signed with it."""
    # What is sealed the action refuses; nobody is asked before.
    is_sealed = session.workspace.look.sealed_among([evidence_id])
    signed = "" if is_sealed else signed_words(session, [evidence_id])
    if not signed or ask.confirm(parent, "移到回收站", f"1 份佐证移到回收站。可以还原。{signed}", "移到回收站"):
        session.apply(lambda ws: trash_evidence(ws, evidence_ids=[evidence_id]))


def signed_words(session: Session, ids: Collection[EvidenceId]) -> str:
    """Return a line that names those of the pieces which signed papers used; nothing where there are none."""
    ws = session.workspace
    issued = ws.look.issued_among(ids)
    names = _named([ws.need(Evidence, evidence_id).title for evidence_id in ids if evidence_id in issued])
    return f"\n用于签发稿的 {len(issued)} 份（{names}），清空回收站时会留下。" if issued else ""


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
