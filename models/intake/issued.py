"""取回 of a paper: the .docx somebody edited in WPS, as plain lines for the comparison with what we wrote."""

from __future__ import annotations

from pathlib import Path

from models import isolation
from models.domain.paper_lines import ForeignLine, ForeignPaper
from models.reporting import Report, unheard

READER = "models.intake.words.lines.read"
_MIB = 1 << 20
LIMITS = isolation.Limits(seconds=30, file_size=50 * _MIB, unpacked=200 * _MIB, entries=2_000)


def read_back(path: Path, report: Report = unheard) -> ForeignPaper:
    """Return the lines of a .docx from outside, read in a child process; for a worker.

    Raises ForeignFileError with the reason: macros, a password, another kind of file, too large, damaged.
    """
    found = isolation.run(READER, path, limits=LIMITS, report=report)
    return ForeignPaper(
        lines=tuple(ForeignLine(text=line["text"], cells=tuple(line["cells"])) for line in found["lines"]),
        boxes=tuple(found["boxes"]),
        around=tuple(found["around"]),
    )
