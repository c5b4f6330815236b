"""Pages of Word and Excel files that do not tell them: laid out by the office program of this computer, and remembered.

WPS and Word write their count into a .docx they save; sheets, old files and what other programs made have none, and
only laying out tells it. The program counts as it prints; another one may count otherwise, so the contents name it.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from exporters.office import OfficeProgram, lay_out
from exporters.pdf import converting, page_count
from exporters.task_file.binder import Filed
from exporters.task_file.names import ending_of
from models.errors import ExportError
from models.looking import Looking
from models.reporting import Report
from models.vault import Vault

# So many at a start of the program: a few seconds, after which a cancel is heard.
BATCH = 8
LIMIT_S = 120.0
_ENDINGS = frozenset(
    (".docx", ".doc", ".wps", ".docm", ".rtf", ".odt", ".xlsx", ".xls", ".xlsm", ".et", ".ods", ".pptx", ".ppt")
)


def is_laid_out(file: Filed) -> bool:
    """Return whether an office program may tell the pages of a file, by its name."""
    return ending_of(file.name).casefold() in _ENDINGS


def lay_out_pages(
    program: OfficeProgram, files: Sequence[Filed], vault: Vault, looks: Looking, cache: Path, report: Report
) -> dict[str, int]:
    """Return the pages of files by their hash, without those the program does not open; for a worker.

    `report` hears files done and in all, and may raise Cancelled.
    """
    wanted = {file.sha256: file for file in files}
    pages = {sha256: count for sha256 in wanted if (count := _remembered(looks, sha256)) is not None}
    left = [file for sha256, file in wanted.items() if sha256 not in pages]
    for first in range(0, len(left), BATCH):
        report(first, len(left), f"正在由 {program.name} 数页：{left[first].name}")
        found = _counted(program, left[first : first + BATCH], vault, cache)
        for sha256, count in found.items():
            looks.write(_entry(looks, sha256), str(count).encode())
        pages |= found
    return {sha256: count for sha256, count in pages.items() if count}


def _counted(program: OfficeProgram, files: Sequence[Filed], vault: Vault, cache: Path) -> Mapping[str, int]:
    """Count several at once; where that fails each alone, so that one bad file does not hide the others. 0 is none."""
    try:
        with converting(cache, LIMIT_S) as (inside, profile):
            sources = [inside / f"{place}{ending_of(file.name).casefold()}" for place, file in enumerate(files)]
            for source, file in zip(sources, files, strict=True):
                shutil.copyfile(vault.path_of(file.sha256), source)
            made = lay_out(program, sources, profile, limit_s=LIMIT_S)
            counts = [page_count(path) if path else 0 for path in made]
    except ExportError:
        if len(files) == 1:
            return {files[0].sha256: 0}
        return {sha256: count for file in files for sha256, count in _counted(program, [file], vault, cache).items()}
    return {file.sha256: count for file, count in zip(files, counts, strict=True)}


def _entry(looks: Looking, sha256: str) -> Path:
    return looks.entry(sha256, "pages")


def _remembered(looks: Looking, sha256: str) -> int | None:
    try:
        return int(_entry(looks, sha256).read_text(encoding="ascii"))
    except (OSError, ValueError):
        # Whatever is wrong with a cached entry, it is worked out anew.
        return None
