"""The suggested facts of evidence under its empty fields, and taking over those of a whole selection in one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gui.parts.field import Field
from gui.parts.suggestion import SuggestionLine
from gui.session import Session
from models.actions.evidence_facts import revising_several
from models.assembly.evidence_suggestions import suggestions_for, taken_over
from models.domain.evidence import Evidence, EvidenceId
from models.domain.reading.evidence_facts import Suggestions
from models.errors import InputError
from models.reporting import Steps
from models.workspace import Changes, Workspace

FIELDS = ("kind", "dated_on", "issuing_body", "document_number")

_NOTHING_READ = "文件名和首页里没有读出文号、日期、单位和类别，请直接填写"
_CHOOSE = "读到两个不同的日期，请逐份选定"


class SuggestedFacts:
    """The lines under the fields of one piece, by the names of its facts."""

    def __init__(self, session: Session, fields: Mapping[str, Field]) -> None:
        self._session = session
        self.lines = {name: SuggestionLine(fields[name]) for name in FIELDS}
        self.lines["other_date"] = SuggestionLine(fields["dated_on"], is_second=True)

    def show_evidence(self, item: Evidence | None) -> None:
        """Suggest for a piece of evidence what is known of it by now; nothing for what lies in the trash."""
        is_open = item is not None and item.trashed_at is None
        found = suggestions_for(self._session.workspace, item) if item is not None and is_open else Suggestions()
        for name, line in self.lines.items():
            fact = getattr(found, name)
            if fact is None:
                line.suggest(None)
            else:
                line.suggest(fact.value, fact.origin.label, fact.read)


def adopt_suggestions(session: Session, ids: Sequence[EvidenceId]) -> None:
    """Take over everything suggested for the empty fields of several pieces, as one undoable step.

    Where two dates are suggested none is taken: only a person knows which it is.
    """
    unsure: list[EvidenceId] = []
    session.steps(
        "正在采用建议", lambda ws: _adopting(ws, ids, unsure), lambda changes: session.tell(_told(changes, len(unsure)))
    )


def _adopting(ws: Workspace, ids: Sequence[EvidenceId], unsure: list[EvidenceId]) -> Steps[Any]:
    records: list[Evidence] = []
    # What is sealed stays as it is; the others of the selection need not wait for it.
    sealed = ws.look.sealed_among(ids)
    for place, evidence_id in enumerate(evidence_id for evidence_id in ids if evidence_id not in sealed):
        yield place, len(ids), ""
        item = ws.need(Evidence, evidence_id)
        found = suggestions_for(ws, item)
        if found.other_date is not None:
            unsure.append(item.id)
        if (after := taken_over(item, found)) != item:
            records.append(after)
    if not records:
        raise InputError(
            "所选的佐证没有可采用的建议", where="佐证", remedy=_CHOOSE if unsure else _NOTHING_READ,
        )
    return (yield from revising_several(ws, records=records))


def _told(changes: Changes, unsure: int) -> str:
    count = sum(table == "evidence" for table, _ in changes.rows)
    dates = f"；{unsure} 份{_CHOOSE}" if unsure else ""
    return f"已按文件名、首页和照片自带的日期填写 {count} 份佐证的空项，请核对{dates}；撤销用 Ctrl+Z"
