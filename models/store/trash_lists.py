"""What emptying the trash deletes and what stays of it, and what goes or loses its evidence with it."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import TYPE_CHECKING

from models.lists import TrashLosses
from models.store.asking import Asking
from models.store.issued_files import named_in_papers

if TYPE_CHECKING:
    from models.domain.evidence import EvidenceId

_LOSSES = """with gone as materialized (select value as id from json_each(?)),
    touched as (select coalesce(before_id in gone, 1) and coalesce(after_id in gone, 1) as is_emptied
        from photo_pairs where before_id in gone or after_id in gone)
    select (select count(*) from touched where is_emptied), (select count(*) from touched where not is_emptied),
        (select count(*) from indicator_values where evidence_id in gone),
        (select count(*) from duty_counts where evidence_id in gone)"""


class TrashLists(Asking):
    """回收站: what is asked before it is emptied."""

    def issued_among(self, evidence_ids: Collection[EvidenceId]) -> set[EvidenceId]:
        """Return those of the pieces of which an issued paper names a file, in whatever version."""
        sql = "select id, evidence_id from stored_files where evidence_id in (select value from json_each(?))"
        owners = dict(self._con.execute(sql, (json.dumps(list(evidence_ids)),)).fetchall())
        named = named_in_papers(self._con) if owners else frozenset()
        return {owner for file_id, owner in owners.items() if file_id in named}

    def disposable_evidence(self) -> list[EvidenceId]:
        """Return the evidence in the trash that no issued paper names: what emptying the trash deletes."""
        sql = "select id from evidence where trashed_at is not null order by rowid"
        trashed = [row[0] for row in self._con.execute(sql)]
        issued = self.issued_among(trashed)
        return [evidence_id for evidence_id in trashed if evidence_id not in issued]

    def losses_with(self, evidence_ids: Collection[EvidenceId]) -> TrashLosses:
        """Return how much goes or loses its evidence with these pieces, once they are deleted for good."""
        pairs, halves, values, counts = self._con.execute(_LOSSES, (json.dumps(list(evidence_ids)),)).fetchone()
        return TrashLosses(pairs=pairs, halves=halves, values=values, counts=counts)

    def fixed_numbers(self, evidence_ids: Collection[EvidenceId]) -> dict[EvidenceId, tuple[str, ...]]:
        """Return the numbers that signed papers and seals gave to these pieces, in the order of the tasks."""
        sql = """select n.evidence_id, n.number from evidence_numbers n join tasks t on t.id = n.task_id
            where n.evidence_id in (select value from json_each(?)) order by t.sort_key, t.rowid"""
        numbers: dict[EvidenceId, tuple[str, ...]] = {}
        for evidence_id, number in self._con.execute(sql, (json.dumps(list(evidence_ids)),)):
            numbers[evidence_id] = (*numbers.get(evidence_id, ()), number)
        return numbers
