"""The scan of a signed page finds its paper by the code on it: by its QR, its text layer or its name."""

from __future__ import annotations

from pathlib import Path

from models import isolation
from models.domain.issue_code import code_in, read_code
from models.reporting import Report, unheard

READER = "models.looking.scan_codes.read"
LIMITS = isolation.Limits(seconds=40)


def code_of_scan(path: Path, report: Report = unheard) -> str | None:
    """Return the code a scan carries, None where none can be read and the clerk has to type it; for a worker.

    Raises ForeignFileError for what is neither PDF nor picture, too large or damaged.
    """
    texts: list[str] = isolation.run(READER, path, limits=LIMITS, report=report)
    found = (read_code(text) or code_in(text) for text in (*texts, path.stem))
    return next((code for code in found if code is not None), None)
