"""The papers as the screens list them, and what is offered for a new one because it was entered last.

A paper is in no list before it was begun.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from models.lists import PaperRow
from models.store.asking import Asking, like

DOCUMENT = """case when o.document_sequence then o.document_word || '〔' || o.document_year || '〕'
    || o.document_sequence || '号' else '' end"""
_PAPERS = "tasks t join closures c on c.task_id = t.id join papers o on o.closure_id = c.id"
_PAPER_TEXT = f"""(t.number || ' ' || coalesce(nullif(t.title, ''), t.problem) || ' ' || c.subject || ' '
    || coalesce(i.name, '') || ' ' || {DOCUMENT})"""


class PaperLists(Asking):
    """文书 in lists."""

    def paper_ids(self, words: str = "") -> Sequence[int]:
        """Return the rowids of the papers that were begun, in the order of the task numbers, rounds and kinds.

        Every word is sought in number, title and subject, in the kind, in the issuer and in the 发文字号.
        """
        wanted = words.split()
        joins = "left join issuers i on i.id = o.issuer_id" if wanted else ""
        named = [_kinds_named(word) for word in wanted]
        where = " and ".join(f"({_PAPER_TEXT} like ? escape '\\' or {kinds})" for kinds in named) or "1"
        sql = f"""select o.rowid from {_PAPERS} {joins} where {where}
            order by t.sort_key, c.round, c.rowid, {of_kinds()[1]}"""
        return array("q", (row[0] for row in self._con.execute(sql, [like(word) for word in wanted])))

    def paper_rows(self, rowids: Sequence[int]) -> dict[int, PaperRow]:
        """Return the lines of the given papers by rowid."""
        marks = ",".join("?" * len(rowids))
        sql = f"""select o.rowid, o.id, c.id, t.number, coalesce(nullif(t.title, ''), t.problem), c.subject, c.round,
            o.kind, o.form, coalesce(i.name, ''), {DOCUMENT}, coalesce(o.dated_on, ''),
            exists (select 1 from issued_papers s where s.paper_id = o.id)
            from papers o join closures c on c.id = o.closure_id join tasks t on t.id = c.task_id
            left join issuers i on i.id = o.issuer_id where o.rowid in ({marks})"""
        names = ("id", "closure_id", "number", "title", "subject", "round", "kind", "form", "issuer", "document",
                 "dated_on", "is_issued")
        return {
            cells[0]: PaperRow(**dict(zip(names, (*cells[1:-1], bool(cells[-1])), strict=True)))
            for cells in self._con.execute(sql, list(rowids))
        }

    def recent_teams(self, limit: int = 20) -> list[tuple[str, str, int, int]]:
        """Return the closures whose teams were entered last: id, task number, round, number of members."""
        sql = """select c.id, t.number, c.round, count(*) from members m join closures c on c.id = m.closure_id
            join tasks t on t.id = c.task_id group by c.id order by max(m.rowid) desc limit ?"""
        return [tuple(cells) for cells in self._con.execute(sql, (limit,))]

    def recent_closures(self, limit: int = 12) -> list[tuple[str, str, str]]:
        """Return id, task number and subject of the newest closures, those whose acceptance has begun first."""
        sql = """select c.id, t.number, c.subject from closures c join tasks t on t.id = c.task_id
            left join acceptances a on a.closure_id = c.id order by a.id is null, c.rowid desc limit ?"""
        return [tuple(cells) for cells in self._con.execute(sql, (limit,))]

    def recent_instruments(self, closure_id: str) -> list[tuple[str, str, str]]:
        """Return role, title with 文号, and task of the instruments of the closure that named some last."""
        sql = """select i.role, i.title || coalesce('（' || nullif(i.document_number, '') || '）', ''), t.number
            from instruments i join closures c on c.id = i.closure_id
            join tasks t on t.id = c.task_id where i.closure_id = (select closure_id from instruments
            where closure_id <> ? order by rowid desc limit 1) order by i.role, i.position"""
        return [tuple(cells) for cells in self._con.execute(sql, (closure_id,))]

    def recent_issuer(self, kind: str, closure_id: str) -> tuple[str, str] | None:
        """Return issuer and addressee of the paper of a kind that was begun last for another closure."""
        sql = """select issuer_id, addressee from papers where kind = ? and closure_id <> ? and issuer_id is not null
            order by rowid desc limit 1"""
        row = self._con.execute(sql, (kind, closure_id)).fetchone()
        return (str(row[0]), str(row[1])) if row else None

    def next_document_sequence(self, word: str, year: int) -> int:
        """Return the next number of a 发文机关代字 in a year."""
        return 1 + self._one(
            "select coalesce(max(document_sequence), 0) from papers where document_word = ? and document_year = ?",
            (word, year),
        )


def of_kinds() -> tuple[str, str]:
    """Return in SQL the label and the place of the kind of a paper `o`."""
    # The first list of the window asks for no paper.
    from models.domain.closure import PaperKind

    labels = " ".join(f"when '{kind}' then '{kind.label}'" for kind in PaperKind)
    places = " ".join(f"when '{kind}' then {place}" for place, kind in enumerate(PaperKind))
    return f"case o.kind {labels} end", f"case o.kind {places} end"


def _kinds_named(word: str) -> str:
    """Return in SQL whether a paper `o` is of a kind that has the word in its label."""
    from models.domain.closure import PaperKind

    named = ", ".join(f"'{kind}'" for kind in PaperKind if word in kind.label)
    return f"o.kind in ({named})" if named else "0"
