"""Everything that can be exported, as explicit tuples: the kinds of papers of a closure, and of lists of tasks.

A new kind of paper is a line here and a form under resources/forms; nothing is found by name or by scanning. A list of
tasks has layouts in the place of forms.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from exporters.blocks import Document
from exporters.forms.build import build, build_signature_table
from exporters.forms.sections import generated_sections, paper_findings
from exporters.progress_table import HEADS as TABLE_HEADS
from exporters.progress_table import LAYOUTS as TABLE_LAYOUTS
from models.assembly import closure_dossier
from models.domain.closure import PaperKind
from models.domain.finding import Finding
from models.domain.form import FormDefinition
from models.domain.ledger import LAYOUTS, LedgerLayout
from models.dossiers import ClosureDossier
from models.errors import ExportError


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportKind:
    """One kind of paper; `form_kind` is the kind of form it is printed by, `lists_forms` whether one may choose."""

    kind: PaperKind
    form_kind: PaperKind
    assemble: Callable[..., ClosureDossier]
    build: Callable[..., Document]
    check: Callable[[FormDefinition, ClosureDossier], tuple[Finding, ...]]
    lists_forms: bool = True
    suffix: str = ".docx"

    @property
    def key(self) -> str:
        """Return the name of the kind on the command line."""
        return self.kind.value

    @property
    def label(self) -> str:
        """Return what the clerk calls the kind."""
        return self.kind.label


def _table_findings(form: FormDefinition, dossier: ClosureDossier) -> tuple[Finding, ...]:
    sections = generated_sections(form, dossier)
    return tuple(item for section in sections if section.key == "signature_table" for item in section.findings)


def _by_form(kind: PaperKind) -> ExportKind:
    return ExportKind(kind=kind, form_kind=kind, assemble=closure_dossier, build=build, check=paper_findings)


KINDS: tuple[ExportKind, ...] = (
    _by_form(PaperKind.CLOSURE_OPINION),
    ExportKind(
        kind=PaperKind.SIGNATURE_TABLE, form_kind=PaperKind.CLOSURE_OPINION, assemble=closure_dossier,
        build=build_signature_table, check=_table_findings, lists_forms=False,
    ),
    _by_form(PaperKind.PUBLIC_NOTICE),
    _by_form(PaperKind.NOTICE_TABLE),
    _by_form(PaperKind.SELF_CHECK_REPORT),
    _by_form(PaperKind.VERIFICATION_OPINION),
    _by_form(PaperKind.EVIDENCE_CATALOGUE),
    _by_form(PaperKind.MAPPING_TABLE),
    _by_form(PaperKind.PHOTO_PAIRS),
)

# The kinds a closure has a paper of; a signature table alone is printed by the form of its opinion.
PAPERS: tuple[PaperKind, ...] = tuple(kind.kind for kind in KINDS if kind.kind is kind.form_kind)
# All papers of a closure in one folder; no kind of its own, because each is printed by the form of its kind.
ALL_PAPERS = "all_papers"
ALL_PAPERS_LABEL = "这个销号的全部文书"
ALL_PUBLIC_LABEL = "全部文书的公开版"


# The bound file of a task, a folder: of no closure, and of no form.
TASK_FILE = "task_file"
TASK_FILE_LABEL = "一问一档"


class ListKind(StrEnum):
    """清单种类: a list of tasks that can be exported."""

    LEDGER = "ledger"
    PROGRESS_TABLE = "progress_table"

    @property
    def label(self) -> str:
        return {"ledger": "整改台账", "progress_table": "整改进展表"}[self.value]

    @property
    def suffix(self) -> str:
        """Return how the name of its file ends."""
        return {"ledger": ".xlsx", "progress_table": ".docx"}[self.value]

    @property
    def heads(self) -> tuple[str, ...]:
        """Return the heads of its columns where no layout chooses them."""
        return {"ledger": (), "progress_table": TABLE_HEADS}[self.value]

    @property
    def layouts(self) -> tuple[LedgerLayout, ...]:
        """Return the built-in layouts, the first of which is taken where none is named."""
        return {"ledger": LAYOUTS, "progress_table": TABLE_LAYOUTS}[self.value]


def catalogue(
    forms_of: Callable[[PaperKind], Sequence[FormDefinition]], own_layouts: Sequence[LedgerLayout] = ()
) -> list[dict[str, Any]]:
    """Return what can be exported as plain data: of each kind its key, its label and those of its forms."""
    papers = [
        _listed(kind.key, kind.label,
                [(form.key, form.label) for form in forms_of(kind.kind)] if kind.lists_forms else [])
        for kind in KINDS
    ]
    own = [(layout.key, layout.name) for layout in own_layouts]
    lists = [
        _listed(kind.value, kind.label,
                [*((item.key, item.name) for item in kind.layouts), *(own if kind is ListKind.LEDGER else [])])
        for kind in ListKind
    ]
    return [*papers, _listed(TASK_FILE, TASK_FILE_LABEL, ()), *lists]


def _listed(key: str, label: str, forms: Sequence[tuple[str, str]]) -> dict[str, Any]:
    return {"key": key, "label": label, "forms": [{"key": form, "label": name} for form, name in forms]}


def is_list(key: str) -> bool:
    """Return whether this is the key of a list of tasks, which is of many tasks and of no closure."""
    return key in tuple(ListKind)


def kind_of(key: str) -> ExportKind:
    """Return the kind of paper with this key; raises ExportError naming all that can be exported."""
    for kind in KINDS:
        if kind.key == key:
            return kind
    named = [(kind.key, kind.label) for kind in KINDS] + [(kind.value, kind.label) for kind in ListKind]
    folders = [(TASK_FILE, TASK_FILE_LABEL), (ALL_PAPERS, ALL_PAPERS_LABEL)]
    known = "、".join(f"{key}（{label}）" for key, label in [*named, *folders])
    raise ExportError(f"没有叫“{key}”的文书", remedy=f"可用的有：{known}")
