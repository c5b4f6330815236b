"""How many pages the pieces of a bound file have, and on which they stand: what is not known is told, not guessed.

Pages of a PDF, a picture and a .docx are told by looking; of other files the clerk's own count stands (共3页). Behind a
piece of unknown length nobody knows the next page: then the length is told instead of the range.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from exporters.task_file.binder import Filed
from models.domain.evidence import EvidenceId
from models.dossiers import FiledPiece
from models.looking import Looking, is_one_page, tells_pages
from models.reporting import Report
from models.vault import FileState, Vault

UNKNOWN = "页数未知"
_BY_HAND = re.compile(r"共?\s*(\d{1,5})\s*[页頁]?")

Counts = Mapping[EvidenceId, int | None]


def count_pages(
    pieces: Sequence[FiledPiece], files: Mapping[EvidenceId, Sequence[Filed]], vault: Vault, looks: Looking,
    report: Report,
) -> dict[EvidenceId, int | None]:
    """Return the pages of each piece's current files, None where they are not known; for a worker."""
    counts: dict[EvidenceId, int | None] = {}
    for place, piece in enumerate(pieces):
        report(place, len(pieces), f"正在数页：{piece.number}")
        current = [file for file in files[piece.evidence.id] if not file.is_kept]
        looked = [_looked(file, vault, looks) for file in current]
        known = [pages for pages in looked if pages is not None]
        whole = len(known) == len(looked) and bool(looked)
        counts[piece.evidence.id] = sum(known) if whole else by_hand(piece.evidence.pages)
    return counts


def by_hand(written: str) -> int | None:
    """Return the count a clerk wrote: 共3页, 3页, 3; None for a place (第2页) or nothing."""
    match = _BY_HAND.fullmatch(written.strip())
    return (int(match[1]) or None) if match else None


def page_ranges(counts: Sequence[int | None]) -> list[str]:
    """Return on which pages each of the pieces stands, counted from 1: 1, 2—4; behind an unknown one 共3页."""
    ranges, last = [], 0
    for place, count in enumerate(counts):
        if count is None:
            ranges.append(UNKNOWN)
        elif None in counts[:place]:
            ranges.append(f"共{count}页")
        else:
            ranges.append(f"{last + 1}" if count == 1 else f"{last + 1}—{last + count}")
            last += count
    return ranges


def _looked(file: Filed, vault: Vault, looks: Looking) -> int | None:
    if vault.check_size(file.sha256, file.size) is not FileState.INTACT:
        return None
    path = vault.path_of(file.sha256)
    if is_one_page(path):
        return 1
    # A look takes a child process.
    return looks.look(path, file.sha256).pages if tells_pages(path) else None
