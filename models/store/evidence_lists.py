"""The evidence as the screens list it, and what is asked of its files and links.

The trash never shows but where it is asked for.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from models.lists import EvidenceRow, SealMark
from models.store.asking import Asking, like, split_keys
from models.store.issued_files import papers_with

if TYPE_CHECKING:
    from models.domain.evidence import EvidenceId
    from models.domain.plan import TaskId

_FIRST_FILE = """from stored_files f where f.evidence_id = e.id and f.superseded_by is null
    order by f.position, f.rowid limit 1"""
EVIDENCE_ORDERS = {
    "title": "e.title",
    "kind": "e.kind",
    "issuing_body": "e.issuing_body",
    "dated_on": "e.dated_on is null, e.dated_on",
    "added": "e.intake",
}


class EvidenceLists(Asking):
    """佐证 in lists."""

    def evidence_ids(
        self, words: str = "", *, trashed: bool = False, order: str = "added", descending: bool = False
    ) -> Sequence[int]:
        """Return the rowids of the evidence to list, or of what lies in the trash."""
        state = "is not null" if trashed else "is null"
        direction = "desc" if descending else "asc"
        keys = ", ".join(f"{part} {direction}" for part in split_keys(EVIDENCE_ORDERS[order]))
        sql = f"""select e.rowid from evidence e where e.trashed_at {state}
            and e.search_text like ? escape '\\' order by {keys}, e.position, e.rowid"""
        return array("q", (row[0] for row in self._con.execute(sql, (like(words),))))

    def evidence_rows(self, rowids: Sequence[int]) -> dict[int, EvidenceRow]:
        """Return the lines of the given evidence by rowid, in the order they are given."""
        marks = ",".join("?" * len(rowids))
        sql = f"""select e.rowid, e.id, e.title, e.kind, e.issuing_body, coalesce(e.dated_on, ''),
            (select count(*) from stored_files f where f.evidence_id = e.id and f.superseded_by is null),
            (select count(*) from evidence_links l where l.evidence_id = e.id),
            coalesce((select f.sha256 {_FIRST_FILE}), ''), coalesce((select f.name {_FIRST_FILE}), ''), e.folder
            from evidence e where e.rowid in ({marks})"""
        names = ("id", "title", "kind", "issuing_body", "dated_on", "files", "uses", "sha256", "name", "folder")
        found = {
            cells[0]: EvidenceRow(**dict(zip(names, cells[1:], strict=True)))
            for cells in self._con.execute(sql, list(rowids))
        }
        return {rowid: found[rowid] for rowid in rowids if rowid in found}

    def evidence_rowid(self, evidence_id: str) -> int | None:
        """Return the rowid of a piece of evidence."""
        row = self._con.execute("select rowid from evidence where id = ?", (evidence_id,)).fetchone()
        return int(row[0]) if row else None

    def evidence_end(self) -> int:
        """Return the place behind the last piece of evidence in the order of coming in, the trash included."""
        return self._one("select coalesce(max(position), -1) + 1 from evidence")

    def last_intake(self) -> int:
        """Return the number of the last taking in, the trash included."""
        return self._one("select coalesce(max(intake), 0) from evidence")

    def evidence_count(self, task_id: str) -> int:
        """Return how many pieces of evidence are linked to a task."""
        sql = """select count(distinct e.id) from measures m join evidence_links l on l.measure_id = m.id
            join evidence e on e.id = l.evidence_id where m.task_id = ? and e.trashed_at is null"""
        return self._one(sql, (task_id,))

    def tasks_with(self, evidence_ids: Collection[EvidenceId]) -> list[tuple[EvidenceId, TaskId]]:
        """Return of pieces of evidence the tasks they are linked in, in the order of the tasks."""
        sql = """select distinct l.evidence_id, t.id, t.sort_key from evidence_links l
            join measures m on m.id = l.measure_id join tasks t on t.id = m.task_id
            where l.evidence_id in (select value from json_each(?)) order by t.sort_key, t.rowid"""
        rows = self._con.execute(sql, (json.dumps(list(evidence_ids)),))
        return [(evidence_id, task_id) for evidence_id, task_id, _ in rows]

    def unused_evidence(self) -> list[EvidenceId]:
        """Return the evidence that is linked to no measure of any task, in the order it came in."""
        sql = """select e.id from evidence e where e.trashed_at is null
            and not exists (select 1 from evidence_links l where l.evidence_id = e.id) order by e.position, e.rowid"""
        return [row[0] for row in self._con.execute(sql)]

    def left_behind(self, evidence_ids: Collection[EvidenceId]) -> dict[EvidenceId, str]:
        """Return of these pieces in the trash the titles of those that lost a measure there, which was deleted."""
        sql = """with put as materialized (select row_id, max(sequence) as at from operation_rows
                where table_name = 'evidence' and row_id in (select value from json_each(?)) group by row_id),
            gone as materialized (select sequence,
                case when json_valid(before) then json_extract(before, '$.evidence_id') end as evidence_id
                from operation_rows where sequence > (select min(at) from put) and table_name = 'evidence_links'
                and after is null and row_id not in (select id from evidence_links))
            select distinct e.id, e.title from gone join put on put.row_id = gone.evidence_id and gone.sequence > put.at
            join evidence e on e.id = put.row_id order by e.position, e.rowid"""
        return dict(self._con.execute(sql, (json.dumps(list(evidence_ids)),)).fetchall())

    def idle_evidence(self) -> list[tuple[str, str]]:
        """Return id and title of the evidence that nothing rests on: no measure, duty, indicator or pair of photos."""
        sql = """select id, title from evidence e where trashed_at is null
            and not exists (select 1 from evidence_links where evidence_id = e.id)
            and not exists (select 1 from photo_pairs where e.id in (before_id, after_id))
            and not exists (select 1 from duty_counts where evidence_id = e.id)
            and not exists (select 1 from indicator_values where evidence_id = e.id) order by rowid"""
        return [(str(row_id), str(title)) for row_id, title in self._con.execute(sql)]

    def sealed_among(self, evidence_ids: Collection[EvidenceId]) -> dict[EvidenceId, SealMark]:
        """Return for each of these pieces of evidence that is sealed by whom and when it was sealed first."""
        # The first list of the window has no evidence.
        from models.store.sealed import marks_of

        return marks_of(self._con, evidence_ids)

    def uses_of(self, sha256: str) -> list[tuple[str, str, str]]:
        """Return where the bytes with this hash are used: evidence title, task number, measure number."""
        sql = """select distinct e.title, t.number, m.number from stored_files f
            join evidence e on e.id = f.evidence_id
            join evidence_links l on l.evidence_id = e.id join measures m on m.id = l.measure_id
            join tasks t on t.id = m.task_id where f.sha256 = ? and f.superseded_by is null
            order by t.sort_key, m.position"""
        return [(str(title), str(task), str(measure)) for title, task, measure in self._con.execute(sql, (sha256,))]

    def issued_with(self, file_id: str) -> list[str]:
        """Return the codes of the issued papers whose frozen records name this version of a file, in order."""
        return papers_with(self._con, file_id)
