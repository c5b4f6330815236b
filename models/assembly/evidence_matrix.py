"""对应表: the measures of a task against the pieces of evidence, and what each piece proves of each measure.

Read in a few queries whatever the size; behind a change of links only those are read, because 300 pieces read anew with
every key would hold the window up.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from models.assembly.evidence_numbers import live_numbers
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink
from models.domain.plan import Measure, MeasureId, TaskId
from models.lists import SealMark
from models.store.sealed import links_of
from models.workspace import Changes, Workspace

Cell = tuple[MeasureId, EvidenceId]
# What a matrix is read from.
_TABLES = {"measures", "evidence", "evidence_links", "evidence_numbers", "tasks", "settings", "sealings"}


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceMatrix:
    """对应表: measures in order, pieces in the order of their numbers, and the link of each cell that has one.

    What lies in the trash is left out. `numbers` holds the numbers of the pieces that are linked in the task.
    """

    measures: tuple[Measure, ...] = ()
    pieces: tuple[Evidence, ...] = ()
    links: Mapping[Cell, EvidenceLink]
    numbers: Mapping[EvidenceId, str]
    # What a seal names: cells by a seal of the task, pieces by one of any task.
    sealed_links: Mapping[Cell, SealMark] = field(default_factory=dict)
    sealed_pieces: Mapping[EvidenceId, SealMark] = field(default_factory=dict)

    def without_evidence(self) -> list[MeasureId]:
        """Return the measures no piece of evidence is linked to."""
        linked = {measure_id for measure_id, _ in self.links}
        return [measure.id for measure in self.measures if measure.id not in linked]


def evidence_matrix(ws: Workspace, task_id: TaskId, *, also: Collection[EvidenceId] = ()) -> EvidenceMatrix:
    """Return the matrix of a task with the evidence linked in it, and behind that the pieces in `also`."""
    measures = ws.find(Measure, task_id=task_id)
    numbers = live_numbers(ws, task_id)
    wanted = dict.fromkeys((*numbers, *also))
    found = ws.many(Evidence, wanted)
    pieces = [found[item] for item in wanted if item in found and found[item].trashed_at is None]
    return EvidenceMatrix(
        measures=tuple(measures), pieces=tuple(pieces), numbers=numbers, links=_cells(ws, measures, pieces),
        sealed_links=links_of(ws.store.con, task_id), sealed_pieces=ws.look.sealed_among(wanted),
    )


def brought_up_to_date(
    ws: Workspace, task_id: TaskId, matrix: EvidenceMatrix, changes: Changes
) -> EvidenceMatrix | None:
    """Return the matrix behind changes that concern no more than its links; None where it has to be read anew."""
    tables = {table for table, _ in changes.rows} & _TABLES
    ids = {row_id for table, row_id in changes.rows if table == "evidence_links"}
    links = ws.many(EvidenceLink, ids)
    pieces = {piece.id for piece in matrix.pieces}
    if tables - {"evidence_links"} or any(link.evidence_id not in pieces for link in links.values()):
        return None
    cells = {cell: link for cell, link in matrix.links.items() if link.id not in ids}
    measures = {measure.id for measure in matrix.measures}
    added = [link for link in links.values() if link.measure_id in measures]
    cells |= {(link.measure_id, link.evidence_id): link for link in added}
    is_same = cells.keys() == matrix.links.keys()
    return replace(matrix, links=cells, numbers=matrix.numbers if is_same else live_numbers(ws, task_id))


def _cells(ws: Workspace, measures: Sequence[Measure], pieces: Sequence[Evidence]) -> dict[Cell, EvidenceLink]:
    shown = {item.id for item in pieces}
    links = ws.among(EvidenceLink, "measure_id", [measure.id for measure in measures])
    return {(link.measure_id, link.evidence_id): link for link in links if link.evidence_id in shown}
