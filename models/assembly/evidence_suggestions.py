"""What may be suggested of a piece of evidence that stands: read out of its first file's name and known look.

A field that is filled is not suggested for; a look not worked out yet only keeps its page from being read.
"""

from __future__ import annotations

from dataclasses import replace

from models.domain.evidence import Evidence
from models.domain.reading.evidence_facts import Suggestions, suggest
from models.looking import Looking
from models.workspace import Workspace


def suggestions_for(ws: Workspace, item: Evidence) -> Suggestions:
    """Return what is suggested for the empty fields of a piece of evidence, by its first current file."""
    files = ws.current_files(item.id)
    if not files:
        return Suggestions()
    look = Looking.in_workspace(ws.folder).known(files[0].sha256)
    found = suggest(files[0].name, look.text if look else "", look.taken_on if look else None)
    return Suggestions(
        kind=None if item.kind else found.kind, dated_on=None if item.dated_on else found.dated_on,
        other_date=None if item.dated_on else found.other_date,
        issuing_body=None if item.issuing_body else found.issuing_body,
        document_number=None if item.document_number else found.document_number,
    )


def taken_over(item: Evidence, found: Suggestions) -> Evidence:
    """Return a piece of evidence with what is suggested for it, but for a date where there are two."""
    return replace(
        item,
        kind=found.kind.value if found.kind else item.kind,
        dated_on=found.dated_on.value if found.dated_on and not found.other_date else item.dated_on,
        issuing_body=found.issuing_body.value if found.issuing_body else item.issuing_body,
        document_number=found.document_number.value if found.document_number else item.document_number,
    )
