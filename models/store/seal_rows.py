"""Sealings beside what they hold as it stands now, read cell by cell for comparing them.

Not as records: other fields of a row may be damaged, and what another program deleted is just what is looked for.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict

from models.domain.checks.sealing import StandingFile, StandingItem, StandingSeal
from models.domain.evidence import EvidenceId, StoredFileId
from models.domain.sealing import SealedFile, SealedFileId, SealedItem, SealedItemId, SealingId, seal_label

_SEALS = """select s.id, s.closure_id, s.position, s.digest, coalesce(t.number, '？'), coalesce(c.subject, ''),
    coalesce(c.round, 1) from sealings s left join closures c on c.id = s.closure_id
    left join tasks t on t.id = c.task_id where :closure is null or s.closure_id = :closure
    order by t.sort_key, s.closure_id, s.position, s.rowid"""
_OF = """from sealed_items i join sealings s on s.id = i.sealing_id left join closures c on c.id = s.closure_id"""
_ITEMS = f"""select i.id, i.sealing_id, i.evidence_id, i.number, i.title, i.measures, i.position, e.title,
    (select n.number from evidence_numbers n where n.evidence_id = i.evidence_id and n.task_id = c.task_id),
    e.trashed_at is not null {_OF} left join evidence e on e.id = i.evidence_id
    where :closure is null or s.closure_id = :closure order by i.position, i.rowid"""
_LINKED = f"""select i.id, m.number {_OF} join evidence_links l on l.evidence_id = i.evidence_id
    join measures m on m.id = l.measure_id and m.task_id = c.task_id
    where :closure is null or s.closure_id = :closure"""
_FILES = f"""select f.id, f.sealed_item_id, f.stored_file_id, f.sha256, f.name, f.size, f.version, f.position, x.sha256
    {_OF} join sealed_files f on f.sealed_item_id = i.id left join stored_files x on x.id = f.stored_file_id
    where :closure is null or s.closure_id = :closure order by f.position, f.rowid"""


def standing_seals(con: sqlite3.Connection, closure_id: str | None = None) -> list[StandingSeal]:
    """Return the sealings of a closure, else of all, closure by closure in order."""
    values = {"closure": closure_id}
    items = defaultdict[str, list[StandingItem]](list)
    for item in _items(con, values):
        items[item.sealed.sealing_id].append(item)
    return [
        StandingSeal(
            id=row_id, closure_id=closure, where=_where(number, subject, turn, position), position=position,
            digest=digest, items=tuple(items[row_id]),
        )
        for row_id, closure, position, digest, number, subject, turn in con.execute(_SEALS, values)
    ]


def _items(con: sqlite3.Connection, values: dict[str, str | None]) -> list[StandingItem]:
    files, linked = _files(con, values), defaultdict[str, set[str]](set)
    for item_id, number in con.execute(_LINKED, values):
        linked[item_id].add(number)
    return [
        StandingItem(
            sealed=SealedItem(
                id=SealedItemId(row_id), sealing_id=SealingId(sealing), evidence_id=EvidenceId(evidence),
                number=number, title=title, measures=measures, position=position,
            ),
            title=title_now, number=number_now, is_trashed=bool(is_trashed), linked=frozenset(linked[row_id]),
            files=tuple(files[row_id]),
        )
        for row_id, sealing, evidence, number, title, measures, position, title_now, number_now, is_trashed
        in con.execute(_ITEMS, values)
    ]


def _files(con: sqlite3.Connection, values: dict[str, str | None]) -> defaultdict[str, list[StandingFile]]:
    files = defaultdict[str, list[StandingFile]](list)
    for row_id, item, stored, sha256, name, size, version, position, sha256_now in con.execute(_FILES, values):
        sealed = SealedFile(
            id=SealedFileId(row_id), sealed_item_id=SealedItemId(item), stored_file_id=StoredFileId(stored),
            sha256=sha256, name=name, size=size, version=version, position=position,
        )
        files[item].append(StandingFile(sealed=sealed, sha256=sha256_now))
    return files


def _where(number: str, subject: str, turn: int, position: int) -> str:
    """Return how a sealing is named: 任务 12-02 · 河东泵站 · 第 2 轮 · 补充封卷1."""
    parts = (f"任务 {number}", subject, f"第 {turn} 轮" if turn > 1 else "", seal_label(position))
    return " · ".join(filter(None, parts))
