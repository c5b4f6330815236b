"""Which files the frozen records of issued papers 签发稿 name: those stay, each in the version that was used."""

from __future__ import annotations

import re
import sqlite3

# In what `canonical` wrote.
_RECORD = re.compile(r'"id":\s*"([^"]+)"')


def papers_with(con: sqlite3.Connection, file_id: str) -> list[str]:
    """Return the codes of the issued papers whose frozen records name this version of a file, in order."""
    sql = "select code from issued_papers where instr(dossier, ?) > 0 order by issued_at, rowid"
    return [str(code) for (code,) in con.execute(sql, (file_id,))]


def named_in_papers(con: sqlite3.Connection) -> frozenset[str]:
    """Return the ids of all records that the frozen texts of issued papers hold, the files among them.

    Each text is read once: three hundred files looked for one by one in a hundred papers take seconds.
    """
    texts = con.execute("select dossier from issued_papers")
    return frozenset(name for (text,) in texts for name in _RECORD.findall(text))
