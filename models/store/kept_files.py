"""Which records name files of the vault: evidence, the office's Word templates, and what was issued.

Checks, backups and the tidying of the vault all ask here, so that no kind of file is forgotten by one of them. A store
of an older schema has not every one of the tables.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from models.store.chain import Image

_IS_HASH = "length({0}) = 64 and {0} not glob '*[^0-9a-f]*'"
# Of evidence a file's row comes and goes; written again it only names its newer version, so that these images need
# not be read.
_WHOLE_ROWS = "(before is null or after is null)"


@dataclass(frozen=True, slots=True)
class Naming:
    """The columns of a table that name one file, and whether a row's file may be another later."""

    table: str
    sha256: str
    size: str
    name: str
    owner: str
    changes: bool = True


NAMINGS = (
    Naming("stored_files", "sha256", "size", "name", "evidence_id", changes=False),
    Naming("office_templates", "sha256", "size", "file_name", "label"),
    *(Naming("issued_papers", f"{part}_sha256", f"{part}_size", f"{part}_name", "code")
      for part in ("own", "file", "scan")),
)
TABLES = frozenset(naming.table for naming in NAMINGS)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """保管的文件 as a record names it; `owner` is the evidence's id, a template's label, a paper's code."""

    table: str
    row_id: str
    owner: str
    sha256: str
    size: int
    name: str


def kept_files(con: sqlite3.Connection) -> Iterator[KeptFile]:
    """Yield every file a record names, evidence first, in the order of the rows."""
    for naming in _standing(con):
        rows = con.execute(
            f"select id, {naming.owner}, {naming.sha256}, {naming.size}, {naming.name} from {naming.table}"
            f" where {naming.sha256} <> '' order by rowid"
        )
        for row_id, owner, sha256, size, name in rows:
            yield KeptFile(table=naming.table, row_id=row_id, owner=owner, sha256=sha256, size=size, name=name)


def named_files(con: sqlite3.Connection) -> dict[str, int]:
    """Return hash and size of every file the records name, the trash included; a hash that is none leads nowhere."""
    found: dict[str, int] = {}
    for naming in _standing(con):
        sql = f"select {naming.sha256}, max({naming.size}) from {naming.table} where {_hash(naming.sha256)} group by 1"
        for sha256, size in con.execute(sql):
            found[sha256] = max(size, found.get(sha256, 0))
    return dict(sorted(found.items()))


def used_among(con: sqlite3.Connection, hashes: Collection[str]) -> set[str]:
    """Return which of these files a record names now."""
    wanted = json.dumps(list(hashes))
    return {
        str(sha256)
        for naming in _standing(con)
        for (sha256,) in con.execute(
            f"select value from json_each(?) where value in (select {naming.sha256} from {naming.table})", (wanted,)
        )
    }


def once_named(con: sqlite3.Connection) -> list[tuple[str, int]]:
    """Return hash and size of every file an operation named, so that undoing or doing it again would name it again.

    The size is -1 where an operation put one file in the place of another of the same size.
    """
    found: dict[tuple[str, int], None] = {}
    for naming in NAMINGS:
        rows = "after is not null or before is not null" if naming.changes else _WHOLE_ROWS
        for sha256, size in _in_images(con, naming, rows):
            found[sha256, size] = None
    return list(found)


def files_in(table: str, image: Image) -> list[tuple[str, str]]:
    """Return hash and name of every file a row's image names."""
    return [
        (image[naming.sha256], str(image.get(naming.name, "")))
        for naming in NAMINGS if naming.table == table and image.get(naming.sha256)
    ]


def is_broken(con: sqlite3.Connection) -> bool:
    """Return whether an operation on files cannot be read, so that nobody knows what it named."""
    marks = ", ".join(f"'{table}'" for table in sorted(TABLES))
    sql = f"""select 1 from operation_rows where table_name in ({marks})
        and not (json_valid(coalesce(after, '{{}}')) and json_valid(coalesce(before, '{{}}')))"""
    return con.execute(sql).fetchone() is not None


def _in_images(con: sqlite3.Connection, naming: Naming, rows: str) -> Iterator[tuple[str, int]]:
    for image in ("after", "before"):
        # What is broken is no JSON; the check names it.
        cells = ", ".join(
            f"case when json_valid({image}) then json_extract({image}, '$.{column}') end as {column}"
            for column in (naming.sha256, naming.size)
        )
        yield from con.execute(
            f"""select distinct {naming.sha256}, coalesce({naming.size}, -1) from (select {cells} from operation_rows
            where table_name = ? and {image} is not null and ({rows})) where {_hash(naming.sha256)}""",
            (naming.table,),
        )


def _standing(con: sqlite3.Connection) -> list[Naming]:
    """Return the namings whose tables this store has."""
    there = {str(name) for (name,) in con.execute("select name from sqlite_master where type = 'table'")}
    return [naming for naming in NAMINGS if naming.table in there]


def _hash(column: str) -> str:
    return _IS_HASH.format(column)
