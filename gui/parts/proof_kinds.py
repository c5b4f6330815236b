"""The choice of 证明类别: what a piece of evidence shows to have been there or been done."""

from __future__ import annotations

from gui.parts.fields import ComboField
from models.domain.evidence import ProofKind

UNTOLD = "不分"


def proof_kind_field() -> ComboField:
    """Return a choice of the kinds of proof; the first one tells none of them."""
    return ComboField("证明类别", [(None, UNTOLD), *((kind, kind.label) for kind in ProofKind)])
