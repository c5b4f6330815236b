"""The choices of 类别, what a piece of evidence is, and of 证明类别, what it shows to have been there or been done."""

from __future__ import annotations

from gui.parts.fields import ComboField
from models.domain.evidence import EVIDENCE_KINDS, ProofKind

UNTOLD = "不分"


def evidence_kind_field() -> ComboField:
    """Return a choice of the kinds of evidence; the first one tells none of them."""
    return ComboField("类别", [("", "未分类"), *((kind, kind) for kind in EVIDENCE_KINDS)])


def proof_kind_field() -> ComboField:
    """Return a choice of the kinds of proof; the first one tells none of them."""
    return ComboField("证明类别", [(None, UNTOLD), *((kind, kind.label) for kind in ProofKind)])
