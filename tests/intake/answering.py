"""What the program answers for a file, in the shape `import --dry-run --json` prints.

The corpus is known to be harmless, so it is read in this process: what the child of `models.isolation` runs, without a
child a document.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from models.domain.drafts.comparison import RowState
from models.domain.drafts.dry_run import dry_run_json
from models.domain.drafts.json_form import from_json
from models.errors import AppError
from models.intake.reading import read


def answer(document: Path) -> dict[str, Any]:
    """Return kind, tasks and findings as if every row were new; a refused file has told nothing."""
    try:
        draft = from_json(read(document))
    except AppError:
        return {"kind": None, "tasks": []}
    return dict(dry_run_json(draft, [RowState.NEW] * len(draft.tasks)))
