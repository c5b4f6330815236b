"""What an import is read from: a file, or pasted cells; and reading it, which is a worker's."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from gui.pages.importing.half_done import draft_text
from models.domain.drafts.draft import Draft, GridMapping, SourceKind
from models.reporting import Report

PASTED = "粘贴的内容"


class Source(NamedTuple):
    """A file or pasted cells; one that comes from an earlier sitting has only its name."""

    name: str = ""
    path: Path | None = None
    text: str = ""

    @property
    def is_pasted(self) -> bool:
        """Return whether it has no file."""
        return bool(self.text)

    @property
    def is_gone(self) -> bool:
        """Return whether it can no longer be read again."""
        return self.path is None and not self.text


def read_source(
    source: Source, kind: SourceKind | None, mappings: tuple[GridMapping, ...] | None, report: Report
) -> tuple[Draft, str]:
    """Return what a source tells, and the same as the text in which it is kept; raises AppError where it is refused."""
    draft = _draft_of(source, kind, mappings, report)
    return draft, draft_text(draft)


def _draft_of(
    source: Source, kind: SourceKind | None, mappings: tuple[GridMapping, ...] | None, report: Report
) -> Draft:
    """Return what a source tells; one without tasks only where its columns can be put right."""
    from models.intake.reading import read_draft, read_pasted

    def read(*, needs_tasks: bool) -> Draft:
        if source.path is not None:
            return read_draft(source.path, kind, mappings, report, needs_tasks=needs_tasks)
        return read_pasted(source.text, kind, mappings, needs_tasks=needs_tasks)

    draft = read(needs_tasks=False)
    # The refusal says best what is missing.
    return draft if draft.tasks or draft.mappings else read(needs_tasks=True)
