"""Where everything lies in a bound file: a folder for each measure, in it what answers it first; the issued papers.

A piece that answers several measures lies there once, under the first of them; the others' dividers say where. Its
name is its number and its title; several files of a piece are counted. The name it came with stands in the records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from exporters.forms.rows import short_name
from exporters.task_file.names import Names, Room, ending_of
from models.domain.evidence import EvidenceId, StoredFile
from models.domain.issue_code import grouped
from models.domain.numbering import printed_number
from models.domain.plan import Measure, MeasureId
from models.dossiers import FiledPaper, FiledPiece, TaskFileDossier

COVER, CONTENTS, DIVIDER = "00 封面.docx", "01 卷内目录.docx", "00 隔页.docx"
RECORDS, PAPERS = "记录", "签发文书"
SCAN = "签字扫描件"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """卷内文件: one file of the vault with its path in the bound file, what it belongs to, the name it came with."""

    path: str
    owner: str
    sha256: str
    size: int
    name: str
    evidence_id: EvidenceId | None = None
    number: str = ""
    version: int = 1
    is_kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Binder:
    """卷: the folder of each measure, the files of each piece, the issued papers; `cut` names had to be shortened."""

    folders: Mapping[MeasureId, str]
    pieces: Mapping[EvidenceId, tuple[Filed, ...]]
    papers: tuple[Filed, ...]
    cut: int

    def files(self) -> Iterator[Filed]:
        """Yield every file of the vault that is bound, pieces by their numbers first."""
        for files in self.pieces.values():
            yield from files
        yield from self.papers


def bind(dossier: TaskFileDossier, room: Room) -> Binder:
    """Return where everything lies, in names that fit the room."""
    top = Names(most=room.folder, taken={name.casefold() for name in (RECORDS, PAPERS, COVER, CONTENTS)})
    width = max((len(_counted(item.measure)) for item in dossier.measures), default=0)
    folders = {item.measure.id: top.take(_folder(item.measure, width)) for item in dossier.measures}
    inside = {measure: Names(most=room.file, taken={DIVIDER.casefold()}) for measure in folders}
    pieces = {
        piece.evidence.id: tuple(_filed(piece, folders[piece.measure_id], inside[piece.measure_id]))
        for piece in dossier.pieces
    }
    of_papers = Names(most=room.file)
    papers = tuple(filed for paper in dossier.papers for filed in _paper(paper, of_papers))
    cut = top.cut + of_papers.cut + sum(names.cut for names in inside.values())
    return Binder(folders=folders, pieces=pieces, papers=papers, cut=cut)


def title_of(measure: Measure) -> str:
    """Return what a measure is called in the file: its number, its short name or the beginning of its text."""
    return f"措施{printed_number(measure.number)} {short_name(measure) or measure.name}".strip()


def _folder(measure: Measure, width: int) -> str:
    # 措施02 before 措施10 also where names are sorted sign by sign.
    title, number = title_of(measure).rstrip("…"), _counted(measure)
    return title.replace(number, number.zfill(width), 1) if number else title


def _counted(measure: Measure) -> str:
    """Return the digits with which the printed number of a measure begins."""
    match = re.match(r"\d+", printed_number(measure.number))
    return match[0] if match else ""


def _filed(piece: FiledPiece, folder: str, names: Names) -> Iterator[Filed]:
    several = len(piece.files) > 1
    for place, file in enumerate(piece.files, 1):
        count = f"-{place}" if several else ""
        yield _file(file, piece, f"{folder}/{names.take(f'{piece.number}{count} {piece.evidence.title}', _end(file))}")
    for file in piece.kept:
        stem = f"{piece.number} 第{file.version}版（已封卷） {piece.evidence.title}"
        yield _file(file, piece, f"{folder}/{names.take(stem, _end(file))}", is_kept=True)


def _end(file: StoredFile) -> str:
    return ending_of(file.name)


def _file(file: StoredFile, piece: FiledPiece, path: str, *, is_kept: bool = False) -> Filed:
    return Filed(
        path=path, owner=f"佐证 {piece.number}“{piece.evidence.title}”", sha256=file.sha256, size=file.size,
        name=file.name, evidence_id=piece.evidence.id, number=piece.number, version=file.version, is_kept=is_kept,
    )


def _paper(paper: FiledPaper, names: Names) -> Iterator[Filed]:
    issued = paper.issued
    stem = f"{paper.label} {grouped(issued.code)}"
    found = (
        (stem, issued.file_name, issued.file_sha256, issued.file_size),
        (f"{stem} {SCAN}", issued.scan_name, issued.scan_sha256, issued.scan_size),
    )
    for words, name, sha256, size in found:
        if sha256:
            path = f"{PAPERS}/{names.take(words, ending_of(name))}"
            yield Filed(path=path, owner=f"签发文书 {stem}", sha256=sha256, size=size, name=name)
