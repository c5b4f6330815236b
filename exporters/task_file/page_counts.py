"""How many pages the pieces of a bound file have, and on which they stand: what is not known is told, not guessed.

Pages of a PDF, a picture and a .docx are told by looking; of other files the clerk's own count stands (共3页), else the
office program of this computer lays them out. Behind a piece of unknown length nobody knows the next page: then the
length is told instead of the range.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from exporters.office import OfficeProgram, find_program
from exporters.task_file.binder import Filed
from exporters.task_file.laid_out import is_laid_out, lay_out_pages
from models.domain.evidence import EvidenceId
from models.dossiers import FiledPiece
from models.looking import Looking, is_one_page, tells_pages
from models.reporting import Report
from models.vault import FileState, Vault

UNKNOWN = "页数未知"
_BY_HAND = re.compile(r"共?\s*(\d{1,5})\s*[页頁]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """页数 of each piece, None where nobody knows; `laid_out_by` is the office program that told some of them."""

    pages: Mapping[EvidenceId, int | None]
    laid_out_by: str = ""


def count_pages(
    pieces: Sequence[FiledPiece], files: Mapping[EvidenceId, Sequence[Filed]], vault: Vault, looks: Looking,
    cache: Path, report: Report,
) -> Counts:
    """Return the pages of each piece's current files; for a worker.

    What the files tell goes first, then what the clerk wrote, then what the office program of this computer lays out.
    """
    told: dict[EvidenceId, dict[Filed, int | None]] = {}
    for place, piece in enumerate(pieces):
        report(place, len(pieces), f"正在数页：{piece.number}")
        current = [file for file in files[piece.evidence.id] if not file.is_kept]
        told[piece.evidence.id] = {file: _looked(file, vault, looks) for file in current}
    counts = {piece.evidence.id: _sum(told[piece.evidence.id]) or by_hand(piece.evidence.pages) for piece in pieces}
    left = {row_id: told[row_id] for row_id, count in counts.items() if count is None}
    program = find_program()
    if program is None or not left:
        return Counts(pages=counts)
    laid_out = _laid_out(program, left, vault, looks, cache, report)
    return Counts(pages=counts | laid_out, laid_out_by=program.name * any(laid_out.values()))


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


def _sum(told: Mapping[Filed, int | None]) -> int | None:
    """Return the pages of a piece, None where one of its files tells none."""
    known = [pages for pages in told.values() if pages is not None]
    return sum(known) if known and len(known) == len(told) else None


def _laid_out(
    program: OfficeProgram, left: Mapping[EvidenceId, Mapping[Filed, int | None]], vault: Vault, looks: Looking,
    cache: Path, report: Report,
) -> dict[EvidenceId, int | None]:
    """Return the pages of pieces nobody knows, now that an office program has told what it can."""
    silent = [
        file for told in left.values() for file, pages in told.items()
        if pages is None and is_laid_out(file) and vault.check_size(file.sha256, file.size) is FileState.INTACT
    ]
    found = lay_out_pages(program, silent, vault, looks, cache, report) if silent else {}
    return {
        row_id: _sum({file: found.get(file.sha256) if pages is None else pages for file, pages in told.items()})
        for row_id, told in left.items()
    }


def _looked(file: Filed, vault: Vault, looks: Looking) -> int | None:
    if vault.check_size(file.sha256, file.size) is not FileState.INTACT:
        return None
    path = vault.path_of(file.sha256)
    if is_one_page(path):
        return 1
    # A look takes a child process.
    return looks.look(path, file.sha256).pages if tells_pages(path) else None
