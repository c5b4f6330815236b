"""Everything that can be exported, as one explicit tuple: a kind of paper, its dossier, its builder, its check.

A new kind of paper is a line here and a form under resources/forms; nothing is found by name or by scanning.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from exporters.blocks import Document
from exporters.forms.build import build, build_signature_table
from exporters.forms.sections import generated_sections, paper_findings
from models.assembly import closure_dossier
from models.domain.finding import Finding
from models.domain.form import FormDefinition
from models.dossiers import ClosureDossier
from models.errors import ExportError
from models.reference import Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportKind:
    """One kind of paper; `form_kind` is the kind of form it is printed by, `lists_forms` whether one may choose."""

    key: str
    label: str
    form_kind: str
    assemble: Callable[..., ClosureDossier]
    build: Callable[..., Document]
    check: Callable[[FormDefinition, ClosureDossier], tuple[Finding, ...]]
    lists_forms: bool = True
    suffix: str = ".docx"

    def forms(self, reference: Reference) -> tuple[FormDefinition, ...]:
        """Return the forms a clerk may choose for this kind."""
        return reference.forms_of(self.form_kind) if self.lists_forms else ()


def _table_findings(form: FormDefinition, dossier: ClosureDossier) -> tuple[Finding, ...]:
    sections = generated_sections(form, dossier)
    return tuple(item for section in sections if section.key == "signature_table" for item in section.findings)


KINDS: tuple[ExportKind, ...] = (
    ExportKind(
        key="closure_opinion",
        label="验收销号意见",
        form_kind="closure_opinion",
        assemble=closure_dossier,
        build=build,
        check=paper_findings,
    ),
    ExportKind(
        key="signature_table",
        label="验收组成员签字表",
        form_kind="closure_opinion",
        assemble=closure_dossier,
        build=build_signature_table,
        check=_table_findings,
        lists_forms=False,
    ),
)


def catalogue(reference: Reference) -> list[dict[str, Any]]:
    """Return what can be exported as plain data: of each kind its key, its label and those of its forms."""
    return [
        {"key": kind.key, "label": kind.label,
         "forms": [{"key": form.key, "label": form.label} for form in kind.forms(reference)]}
        for kind in KINDS
    ]


def kind_of(key: str) -> ExportKind:
    """Return the kind with this key; raises ExportError naming the known ones."""
    for kind in KINDS:
        if kind.key == key:
            return kind
    known = "、".join(f"{kind.key}（{kind.label}）" for kind in KINDS)
    raise ExportError(f"没有叫“{key}”的文书", remedy=f"可用的有：{known}")
