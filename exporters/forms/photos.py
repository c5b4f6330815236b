"""Pairs of photos 对比照片 on a paper: 整改前 left, 整改后 right, each over its caption, a sentence below both.

Two photos fill the 156 mm of the type area; a landscape pair leaves room for three on a page, a portrait one for two.
The words 整改前 and 整改后 stand over them again on every page.
Here a photo has the room it needs at most; its image and true shape come in with `placed`, once they were read. The
day in its caption is the date of the evidence; what only a camera wrote is not printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from exporters.blocks import Align, Block, Cell, Column, Document, Para, Photo, Section, Table, missing
from exporters.forms.cell_lines import in_lines
from exporters.forms.slots import Filled, Gap, fill
from models.domain.checks.photo_pairs import half_lacks, no_pairs, pair_place
from models.domain.evidence import StoredFile
from models.domain.finding import Finding, Level, Target
from models.domain.form import Head
from models.domain.photo_pairs import Shot, ShownPair, Side
from models.dossiers import ClosureDossier
from models.looking import SmallPhoto

COLUMN_MM = 78.0
WIDEST_MM, HIGHEST_MM = 75.0, 80.0
# The room of a photo that was not read yet: that of most cameras.
USUAL_MM = 56.25
ROW_MM = 6.0
NAME = "对比照片"


def photo_text(head: Head, dossier: ClosureDossier) -> Filled:
    """Return the captions as lines, and what keeps photos from being printed."""
    if not dossier.pairs:
        return Filled(text=missing(NAME), gaps=(Gap(name=NAME, finding=no_pairs(dossier.task)),))
    cells = [_half(head, dossier, pair, side, shot) for pair in dossier.pairs for side, shot in pair.sides]
    return Filled(
        text="\n".join(cell.text for cell in cells), gaps=tuple(gap for cell in cells for gap in cell.gaps)
    )


def photo_blocks(head: Head, dossier: ClosureDossier) -> tuple[Block, ...]:
    """Return the pairs as a table without rules, a row of photos and a row of the sentence below them each."""
    if not dossier.pairs:
        return (Para(text=missing(NAME)),)
    rows = [row for pair in dossier.pairs for row in _rows(head, dossier, pair)]
    columns = tuple(Column(label=side.label, width_mm=COLUMN_MM) for side in Side)
    return (Table(columns=columns, rows=tuple(rows), row_mm=ROW_MM, ruled=False),)


def _rows(head: Head, dossier: ClosureDossier, pair: ShownPair) -> Iterator[tuple[Cell, ...]]:
    yield tuple(_cell(head, dossier, pair, side, shot) for side, shot in pair.sides)
    if pair.pair.caption.strip():
        yield (Cell(text=pair.pair.caption.strip(), span=2, align=Align.CENTER),)


def _cell(head: Head, dossier: ClosureDossier, pair: ShownPair, side: Side, shot: Shot | None) -> Cell:
    text = in_lines(_half(head, dossier, pair, side, shot).text, COLUMN_MM)
    if shot is None or shot.file is None or half_lacks(pair, side, shot) is not None:
        return Cell(text=text)
    photo = Photo(key=shot.file.sha256, width_mm=WIDEST_MM, height_mm=USUAL_MM, description=text.replace("\n", ""))
    return Cell(text=text, photo=photo)


def _half(head: Head, dossier: ClosureDossier, pair: ShownPair, side: Side, shot: Shot | None) -> Filled:
    """Return the caption of a photo; of one that cannot be printed its mark, with the gap."""
    caption = fill(head.item_words, dossier, _slots(pair, side, shot))
    lack = half_lacks(pair, side, shot)
    if lack is None:
        return caption
    gap = Gap(name=f"图{pair.number}{side.label}照片", finding=lack)
    return Filled(text=f"{missing(gap.name)}\n{caption.text}", gaps=(gap,))


def _slots(pair: ShownPair, side: Side, shot: Shot | None) -> dict[str, Filled]:
    dated_on = shot.evidence.dated_on if shot is not None else None
    texts = {
        "对比.序号": str(pair.number),
        "对比.地点": pair.pair.place.strip(),
        "对比.说明": pair.pair.caption.strip(),
        "照片.前后": side.label,
        "照片.日期": dated_on.chinese if dated_on is not None else "",
        "照片.名称": shot.evidence.title if shot is not None else "",
    }
    return {name: _optional(name, text, pair, side) for name, text in texts.items()}


def _optional(name: str, text: str, pair: ShownPair, side: Side) -> Filled:
    """Return a fact that a caption leaves out with its square brackets where nobody has said it."""
    return Filled(text=text, gaps=() if text else (Gap(name=name, finding=_unsaid(pair, side)),))


def _unsaid(pair: ShownPair, side: Side) -> Finding:
    where = pair_place(pair)
    return Finding(
        level=Level.STOP, code="missing_slot", where=where, text="地点、说明或日期没有写", remedy="在对比照片里填写",
        target=Target(table="photo_pairs", id=pair.pair.id, field=side.field),
    )


def files_in(dossier: ClosureDossier) -> list[StoredFile]:
    """Return the files of all photos that can be printed, each once."""
    shots = [(pair, side, shot) for pair in dossier.pairs for side, shot in pair.sides]
    files = [shot.file for pair, side, shot in shots if shot and shot.file and half_lacks(pair, side, shot) is None]
    return list({file.sha256: file for file in files}.values())


def placed(document: Document, seen: Mapping[str, SmallPhoto]) -> Document:
    """Return the paper with the images in their places, each as large as its shape allows."""
    if not seen:
        return document
    return replace(document, sections=tuple(_placed(section, seen) for section in document.sections))


def _placed(section: Section, seen: Mapping[str, SmallPhoto]) -> Section:
    blocks = tuple(
        replace(block, rows=tuple(tuple(_filled(cell, seen) for cell in row) for row in block.rows))
        if isinstance(block, Table) else block
        for block in section.blocks
    )
    return replace(section, blocks=blocks)


def _filled(cell: Cell, seen: Mapping[str, SmallPhoto]) -> Cell:
    if cell.photo is None or cell.photo.key not in seen:
        return cell
    photo = seen[cell.photo.key]
    scale = min(WIDEST_MM / photo.width, HIGHEST_MM / photo.height)
    width_mm, height_mm = (round(length * scale, 2) for length in (photo.width, photo.height))
    return replace(cell, photo=replace(cell.photo, image=photo.image, width_mm=width_mm, height_mm=height_mm))
