"""What is sealed 封卷, and what may no longer happen to it: the one place that says so.

The write door asks here before every row it writes, so that no action, no undo and no redo changes or removes what an
acceptance looked at. Sealed are: the sealing itself; of a piece of evidence all that a catalogue prints of it; the
files a seal names, which stay beside a newer version; the number it has in the task; the links and the numbers of the
measures a seal names, and that the closure covers them; the closure. Free stay notes, folder and order, the sentences
of proof, and what is added. What was sealed in the sample is practice, and goes with it. Without a seal, too, a file
stays that an issued paper 签发稿 names: the paper points to the version it used.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from models.errors import Kept
from models.lists import FREE_WHEN_SEALED, SealMark
from models.store.chain import RowChange
from models.store.issued_files import named_in_papers, papers_with

if TYPE_CHECKING:
    from models.domain.evidence import EvidenceId
    from models.domain.plan import MeasureId

# Of evidence these may change all the same, and of a file that a newer one took its place.
_FREE = {
    "evidence": FREE_WHEN_SEALED | {"search_text"},
    "stored_files": frozenset({"superseded_by"}),
}
_ADD = "要更正的，请另加一份新材料，再做补充封卷"
_RENEW = "要更正的，请把文件换成新版本，或另加一份新材料，再做补充封卷"
_KEEP = "验收时看过的材料要留存"
_ISSUED = "签发稿用过的文件要留存；要更正的，请把文件换成新版本"
_AGAIN = "要重新验收的，请用“再验一轮”"
_MARK = "s.sealed_at, s.sealed_by, s.position, i.number, i.title"
_FIRST = "from sealed_items i join sealings s on s.id = i.sealing_id"
_ORDER = "order by s.sealed_at, s.rowid"
_CLOSURE_OF = {
    "sealings": "select closure_id from sealings where id = ?",
    "sealed_items": "select s.closure_id from sealed_items i join sealings s on s.id = i.sealing_id where i.id = ?",
    "sealed_files": """select s.closure_id from sealed_files f join sealed_items i on i.id = f.sealed_item_id
    join sealings s on s.id = i.sealing_id where f.id = ?""",
}
# The setting holds the number of the last operation that made the sample.
_OF_SAMPLE = """select 1 from settings s join operation_rows o on o.sequence <= cast(s.value as integer)
    where s.id = 'is_sample' and o.table_name = 'tasks' and o.before is null
    and o.row_id = (select task_id from closures where id = ({closure}))"""
_NAMES = "instr(char(10) || i.measures || char(10), char(10) || ? || char(10)) > 0"


def marks_of(con: sqlite3.Connection, evidence_ids: Collection[str]) -> dict[EvidenceId, SealMark]:
    """Return for each of these pieces of evidence that is sealed by whom and when it was sealed first."""
    rows = con.execute(
        f"""select i.evidence_id, {_MARK} {_FIRST}
        where i.evidence_id in (select value from json_each(?)) order by s.sealed_at desc, s.rowid desc""",
        (json.dumps(list(evidence_ids)),),
    )
    return {row_id: _mark(*cells) for row_id, *cells in rows}


def links_of(con: sqlite3.Connection, task_id: str) -> dict[tuple[MeasureId, EvidenceId], SealMark]:
    """Return for each measure and piece of evidence whose link a seal of the task names by whom and when."""
    ids = dict(con.execute("select number, id from measures where task_id = ?", (task_id,)))
    rows = con.execute(
        f"""select i.evidence_id, i.measures, {_MARK} {_FIRST} where s.closure_id in
        (select id from closures where task_id = ?) order by s.sealed_at desc, s.rowid desc""", (task_id,),
    )
    found = ((row_id, numbers.split("\n"), _mark(*cells)) for row_id, numbers, *cells in rows)
    return {(ids[number], row_id): mark for row_id, numbers, mark in found for number in numbers if number in ids}


class Guard:
    """Asked by the write door before every row, and at the end of a change; both raise Kept in words.

    Where nothing was ever sealed or issued there is nothing to ask.
    """

    def __init__(self, con: sqlite3.Connection) -> None:
        self._con = con
        self._is_asked: bool | None = None
        # Which measures a closure covers is told by all its rows together, so these are held against its seals last.
        self._covering: set[str] = set()
        self._named: frozenset[str] | None = None

    def refuse(self, rows: Iterable[RowChange]) -> None:
        """Refuse rows that would change or remove what is sealed, or remove what an issued paper names."""
        if self._is_asked is None:
            some = "select exists (select 1 from sealings) or exists (select 1 from issued_papers)"
            self._is_asked = bool(self._con.execute(some).fetchone()[0])
        for row in rows if self._is_asked else ():
            if row.table == "closure_measures":
                self._covering.update(str(image["closure_id"]) for image in (row.before, row.after) if image)
            elif rule := _RULES.get(row.table):
                rule(self._con, row)
                if row.table == "stored_files" and row.after is None:
                    self._refuse_named(row)

    def _refuse_named(self, row: RowChange) -> None:
        if self._named is None:
            self._named = named_in_papers(self._con)
        if row.row_id in self._named and row.before is not None:
            _of_issued(self._con, row.row_id, str(row.before["name"]))

    def end(self) -> None:
        """Refuse a change that leaves measures uncovered which a seal of the closure names."""
        for closure_id in self._covering:
            _of_coverage(self._con, closure_id)


def _of_seal(con: sqlite3.Connection, row: RowChange) -> None:
    if row.before is not None and not (row.after is None and _is_practice(con, row)):
        raise Kept("封卷的内容不能修改或删除", where="封卷", remedy=_KEEP)


def _of_evidence(con: sqlite3.Connection, row: RowChange) -> None:
    if _is_free(row) or (mark := _first(con, "i.evidence_id = ?", row.row_id)) is None:
        return
    verb = "移到回收站" if row.after and row.after.get("trashed_at") else "修改" if row.after else "删除"
    raise _refusal(f"“{mark.title}”", mark, verb, _ADD)


def _of_file(con: sqlite3.Connection, row: RowChange) -> None:
    if row.before is None:
        _of_further_file(con, row)
    elif not _is_free(row):
        named = "exists (select 1 from sealed_files f where f.sealed_item_id = i.id and f.stored_file_id = ?)"
        if mark := _first(con, named, row.row_id):
            raise _refusal(f"“{mark.title}”的文件", mark, "修改" if row.after else "去掉", _RENEW)


def _of_issued(con: sqlite3.Connection, file_id: str, name: str) -> None:
    if codes := papers_with(con, file_id):
        # The first list of the window has no issued papers.
        from models.domain.issue_code import grouped

        raise Kept(f"“{name}”用在签发稿 {grouped(codes[0])} 里，不能去掉", where="佐证 · 文件", remedy=_ISSUED)


def _of_further_file(con: sqlite3.Connection, row: RowChange) -> None:
    """Let a new version in, which stands beside the sealed one; a further file would make it another piece."""
    added = row.after or {}
    if added.get("version") == 1 and (mark := _first(con, "i.evidence_id = ?", added["evidence_id"])):
        raise _refusal(f"“{mark.title}”", mark, "再添加文件", _RENEW)


def _of_link(con: sqlite3.Connection, row: RowChange) -> None:
    if row.before is None or not ({"evidence_id", "measure_id"} & set(row.before)):
        return
    ids = con.execute("select evidence_id, measure_id from evidence_links where id = ?", (row.row_id,)).fetchone()
    measure = con.execute("select task_id, number from measures where id = ?", (ids[1],)).fetchone() if ids else None
    if measure and (mark := _naming(con, *measure, and_evidence=ids[0])):
        raise _refusal(f"“{mark.title}”和措施 {measure[1]} 的对应", mark, "取消", _KEEP)


def _of_measure(con: sqlite3.Connection, row: RowChange) -> None:
    if row.before is None or not ({"number", "task_id"} & set(row.before)):
        return
    task_id, number = con.execute("select task_id, number from measures where id = ?", (row.row_id,)).fetchone()
    if mark := _naming(con, task_id, number):
        verb = "删除这条措施" if row.after is None else "给这条措施改编号" if "number" in row.after else "移走这条措施"
        raise _refusal(f"措施 {number} 的佐证“{mark.title}”等", mark, verb, _KEEP)


def _of_closure(con: sqlite3.Connection, row: RowChange) -> None:
    if row.after is None and (mark := _first(con, "s.closure_id = ?", row.row_id)):
        raise _refusal("这次销号的佐证", mark, "删除这次销号", f"{_KEEP}；{_AGAIN}")


def _of_coverage(con: sqlite3.Connection, closure_id: str) -> None:
    covers = "select m.number from closure_measures c join measures m on m.id = c.measure_id where c.closure_id = ?"
    covered = {number for (number,) in con.execute(covers, (closure_id,))}
    sealed = con.execute(f"select {_MARK}, i.measures {_FIRST} where s.closure_id = ? {_ORDER}", (closure_id,))
    # None chosen covers all.
    for *cells, numbers in sealed if covered else ():
        for number in filter(None, numbers.split("\n")):
            if number not in covered:
                what = f"措施 {number} 的佐证“{cells[-1]}”等"
                raise _refusal(what, _mark(*cells), f"让这次销号不再覆盖措施 {number}", f"{_KEEP}；{_AGAIN}")


def _of_number(con: sqlite3.Connection, row: RowChange) -> None:
    if row.before is None:
        return
    query = "select task_id, evidence_id from evidence_numbers where id = ?"
    cells = con.execute(query, (row.row_id,)).fetchone()
    of_task = "s.closure_id in (select id from closures where task_id = ?) and i.evidence_id = ?"
    if cells and (mark := _first(con, of_task, *cells)):
        raise _refusal(f"“{mark.title}”的编号", mark, "修改或删除", _KEEP)


_RULES: Mapping[str, Callable[[sqlite3.Connection, RowChange], None]] = {
    **dict.fromkeys(_CLOSURE_OF, _of_seal),
    "evidence": _of_evidence,
    "stored_files": _of_file,
    "evidence_links": _of_link,
    "measures": _of_measure,
    "closures": _of_closure,
    "evidence_numbers": _of_number,
}


def _is_practice(con: sqlite3.Connection, row: RowChange) -> bool:
    """Return whether a row of a seal belongs to a task of the sample, at which no team ever looked."""
    query = _OF_SAMPLE.format(closure=_CLOSURE_OF[row.table])
    return con.execute(query, (row.row_id,)).fetchone() is not None


def _is_free(row: RowChange) -> bool:
    """Return whether a row is new, or only such of its fields change as no seal holds."""
    return row.before is None or (row.after is not None and _FREE[row.table].issuperset(row.after))


def _naming(con: sqlite3.Connection, task_id: str, number: str, *, and_evidence: str = "") -> SealMark | None:
    """Return the first sealing of a task that names a measure, with this piece of evidence where one is given."""
    of_task = f"s.closure_id in (select id from closures where task_id = ?) and {_NAMES}"
    if and_evidence:
        return _first(con, f"i.evidence_id = ? and {of_task}", and_evidence, task_id, number)
    return _first(con, of_task, task_id, number)


def _first(con: sqlite3.Connection, where: str, *values: str) -> SealMark | None:
    row = con.execute(f"select {_MARK} {_FIRST} where {where} {_ORDER} limit 1", values)
    cells = row.fetchone()
    return _mark(*cells) if cells else None


def _mark(sealed_at: str, sealed_by: str, position: int, number: str, title: str) -> SealMark:
    # The first list of the window has no seals.
    from models.domain.sealing import seal_label

    return SealMark(
        sealed_at=datetime.fromisoformat(sealed_at), sealed_by=sealed_by, label=seal_label(position), number=number,
        title=title,
    )


def _refusal(what: str, mark: SealMark, verb: str, remedy: str) -> Kept:
    return Kept(f"{what}已于 {mark.told}，不能{verb}", where=f"佐证 {mark.number}".strip(), remedy=remedy)
