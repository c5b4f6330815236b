"""What the screens ask: lists as ids plus pages of rows, counts, and search; sorted and filtered in SQL."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Collection, Sequence
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from models.domain.batches import batch_words
from models.domain.partial_date import PartialDate
from models.domain.statuses import STATUSES
from models.lists import EvidenceRow, Hit, PaperRow, SealMark, TaskFilter, TaskKey, TaskRow
from models.reporting import Steps
from models.store.database import Store
from models.store.kept_files import is_broken, once_named, used_among
from models.store.standings import AHEAD, STANDING, Standings

if TYPE_CHECKING:
    from models.domain.evidence import EvidenceId
    from models.domain.plan import PlanId, TaskId
    from models.dossiers import LedgerTask

_RANKS = " ".join(f"when '{key}' then {rank}" for rank, key in enumerate(STATUSES))
# By what the tasks `t` are listed; `k` is what `models.store.standings` keeps of them.
TASK_ORDERS = {
    "number": "t.sort_key",
    "problem": "coalesce(nullif(t.title, ''), t.problem)",
    "deadline": "t.deadline is null, t.deadline",
    "units": "k.units",
    "measures": "k.measures",
    "evidence": "k.evidence",
    "gaps": "k.gaps",
    # The rank of the word that was entered, else how far the measures are on the way to 已完成.
    "status": f"coalesce(case t.status {_RANKS} end, k.done * 3.0 / max(1, k.measures))",
    "goal": "t.goal",
    "progress": "t.progress",
    "note": "t.note",
    "title": "t.title",
    "leader": "t.leader",
    "responsible_person": "t.responsible_person",
    "liaison": "t.liaison",
}
# So many tasks by what they are known by are read in a step.
KEYS = 500
_BATCH = "i.level || ' ' || coalesce(i.round, '') || ' ' || i.is_look_back"
_DOCUMENT = """case when o.document_sequence then o.document_word || '〔' || o.document_year || '〕'
    || o.document_sequence || '号' else '' end"""
_PAPERS = "tasks t join closures c on c.task_id = t.id join papers o on o.closure_id = c.id"
_PAPER_TEXT = f"""(t.number || ' ' || coalesce(nullif(t.title, ''), t.problem) || ' ' || c.subject || ' '
    || coalesce(i.name, '') || ' ' || {_DOCUMENT})"""
_FIRST_FILE = """from stored_files f where f.evidence_id = e.id and f.superseded_by is null
    order by f.position, f.rowid limit 1"""
EVIDENCE_ORDERS = {
    "title": "e.title",
    "kind": "e.kind",
    "issuing_body": "e.issuing_body",
    "dated_on": "e.dated_on is null, e.dated_on",
    "added": "e.rowid",
}


def like(words: str) -> str:
    """Return a LIKE pattern that finds the words anywhere, `%` and `_` taken literally."""
    escaped = words.casefold().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


class Queries:
    """Reads for the screens; every answer is plain values."""

    def __init__(self, store: Store, today: Callable[[], date]) -> None:
        self._con = store.con
        self._standings = Standings(store, today)

    def task_ids(self, wanted: TaskFilter, *, order: str = "number", descending: bool = False) -> Sequence[int]:
        """Return the rowids of the tasks to list, in order; what of their standing is not counted yet is counted."""
        where, values = _task_where(wanted)
        if wanted.words.strip():
            worded, more = self._with_words(wanted.words.strip())
            where, values = f"{where} and {worded}", [*values, *more]
        direction = "desc" if descending else "asc"
        keys = [f"{part} {direction}" for part in _split_keys(TASK_ORDERS[order])]
        if order != "number":
            # The same key twice would sort by hand what the index already holds in order.
            keys.append(TASK_ORDERS["number"])
        source = "tasks t"
        if any("k." in part for part in (where, *keys)):
            self._standings.complete()
            source = "tasks t join temp.task_standings k on k.id = t.rowid"
        sql = f"select t.rowid from {source} where {where} order by {', '.join(keys)}, t.rowid"
        return array("q", chain.from_iterable(self._con.execute(sql, values)))

    def needs_standings(self, wanted: TaskFilter, order: str) -> bool:
        """Return whether listing the tasks so rests on how they stand, which takes its time to count."""
        return "k." in TASK_ORDERS[order] or "k." in _task_where(wanted)[0]

    def count_standings(self, limit: int = AHEAD) -> int:
        """Count ahead, for as long as one does not notice, what sorting the tasks will need; returns what is left."""
        return self._standings.count(limit)

    def task_rows(self, rowids: Sequence[int]) -> dict[int, TaskRow]:
        """Return the lines of the given tasks by rowid."""
        marks = ",".join("?" * len(rowids))
        sql = f"""select t.rowid, t.id, t.number, coalesce(nullif(t.title, ''), t.problem), t.deadline,
            t.deadline_text, t.is_immediate, t.is_ongoing, t.status, {", ".join(STANDING.values())}
            from tasks t where t.rowid in ({marks})"""
        return {cells[0]: _task_row(cells) for cells in self._con.execute(sql, list(rowids))}

    def ledger_tasks(self, rowids: Sequence[int]) -> dict[int, LedgerTask]:
        """Return the given tasks by rowid with all a ledger tells of them; some hundreds at a time."""
        from models.store.ledger_rows import ledger_tasks

        return ledger_tasks(self._con, self.task_rows(rowids))

    def task_id_at(self, rowid: int) -> TaskId:
        """Return the id of the task with this rowid."""
        found: TaskId = self._con.execute("select id from tasks where rowid = ?", (rowid,)).fetchone()[0]
        return found

    def task_rowid(self, task_id: str) -> int | None:
        """Return the rowid of a task."""
        row = self._con.execute("select rowid from tasks where id = ?", (task_id,)).fetchone()
        return int(row[0]) if row else None

    def evidence_ids(
        self, words: str = "", *, trashed: bool = False, order: str = "added", descending: bool = False
    ) -> Sequence[int]:
        """Return the rowids of the evidence to list, or of what lies in the trash."""
        state = "is not null" if trashed else "is null"
        direction = "desc" if descending else "asc"
        keys = ", ".join(f"{part} {direction}" for part in _split_keys(EVIDENCE_ORDERS[order]))
        sql = f"""select e.rowid from evidence e where e.trashed_at {state}
            and e.search_text like ? escape '\\' order by {keys}, e.rowid"""
        return array("q", (row[0] for row in self._con.execute(sql, (like(words),))))

    def evidence_rows(self, rowids: Sequence[int]) -> dict[int, EvidenceRow]:
        """Return the lines of the given evidence by rowid, in the order they are given."""
        marks = ",".join("?" * len(rowids))
        sql = f"""select e.rowid, e.id, e.title, e.kind, e.issuing_body, coalesce(e.dated_on, ''),
            (select count(*) from stored_files f where f.evidence_id = e.id and f.superseded_by is null),
            (select count(*) from evidence_links l where l.evidence_id = e.id),
            coalesce((select f.sha256 {_FIRST_FILE}), ''), coalesce((select f.name {_FIRST_FILE}), '')
            from evidence e where e.rowid in ({marks})"""
        names = ("id", "title", "kind", "issuing_body", "dated_on", "files", "uses", "sha256", "name")
        found = {
            cells[0]: EvidenceRow(**dict(zip(names, cells[1:], strict=True)))
            for cells in self._con.execute(sql, list(rowids))
        }
        return {rowid: found[rowid] for rowid in rowids if rowid in found}

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

    def sealed_among(self, evidence_ids: Collection[EvidenceId]) -> dict[str, SealMark]:
        """Return for each of these pieces of evidence that is sealed by whom and when it was sealed first."""
        # The first list of the window has no evidence.
        from models.store.sealed import marks_of

        return marks_of(self._con, evidence_ids)

    def evidence_rowid(self, evidence_id: str) -> int | None:
        """Return the rowid of a piece of evidence."""
        row = self._con.execute("select rowid from evidence where id = ?", (evidence_id,)).fetchone()
        return int(row[0]) if row else None

    def evidence_end(self) -> int:
        """Return the place behind the last piece of evidence in the order of coming in, the trash included."""
        return self._one("select coalesce(max(position), -1) + 1 from evidence")

    def evidence_count(self, task_id: str) -> int:
        """Return how many pieces of evidence are linked to a task."""
        sql = """select count(distinct e.id) from measures m join evidence_links l on l.measure_id = m.id
            join evidence e on e.id = l.evidence_id where m.task_id = ? and e.trashed_at is null"""
        return self._one(sql, (task_id,))

    def idle_evidence(self) -> list[tuple[str, str]]:
        """Return id and title of the evidence that nothing rests on: no measure, duty, indicator or pair of photos."""
        sql = """select id, title from evidence e where trashed_at is null
            and not exists (select 1 from evidence_links where evidence_id = e.id)
            and not exists (select 1 from photo_pairs where e.id in (before_id, after_id))
            and not exists (select 1 from duty_counts where evidence_id = e.id)
            and not exists (select 1 from indicator_values where evidence_id = e.id) order by rowid"""
        return [(str(row_id), str(title)) for row_id, title in self._con.execute(sql)]

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
        sql = "select code from issued_papers where instr(dossier, ?) > 0 order by issued_at, rowid"
        return [str(code) for (code,) in self._con.execute(sql, (file_id,))]

    def paper_ids(self, words: str = "") -> Sequence[int]:
        """Return the rowids of the papers that were begun, in the order of the task numbers, rounds and kinds.

        Every word is sought in number, title and subject, in the kind, in the issuer and in the 发文字号.
        """
        wanted = words.split()
        joins = "left join issuers i on i.id = o.issuer_id" if wanted else ""
        named = [_kinds_named(word) for word in wanted]
        where = " and ".join(f"({_PAPER_TEXT} like ? escape '\\' or {kinds})" for kinds in named) or "1"
        sql = f"""select o.rowid from {_PAPERS} {joins} where {where}
            order by t.sort_key, c.round, c.rowid, {_of_kinds()[1]}"""
        return array("q", (row[0] for row in self._con.execute(sql, [like(word) for word in wanted])))

    def paper_rows(self, rowids: Sequence[int]) -> dict[int, PaperRow]:
        """Return the lines of the given papers by rowid."""
        marks = ",".join("?" * len(rowids))
        sql = f"""select o.rowid, o.id, c.id, t.number, coalesce(nullif(t.title, ''), t.problem), c.subject, c.round,
            o.kind, o.form, coalesce(i.name, ''), {_DOCUMENT}, coalesce(o.dated_on, ''),
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

    def number_schemes(self) -> list[str]:
        """Return every scheme an external number names, each once."""
        return [str(row[0]) for row in self._con.execute("select distinct scheme from task_numbers where scheme <> ''")]

    def task_keys(self, plan_id: PlanId) -> Steps[list[TaskKey]]:
        """Return every task of a plan by what it is known by, the oldest first; in short steps."""
        texts = ", ".join(f"nullif({name}, '')" for name in ("problem", "title", "goal", "progress"))
        sql = f"""select rowid, id, number, sort_key, coalesce({texts}, note) from tasks
            where plan_id = ? and rowid > ? order by rowid limit {KEYS}"""
        known: list[TaskKey] = []
        while page := self._con.execute(sql, (plan_id, known[-1].rowid if known else 0)).fetchall():
            known += map(TaskKey._make, page)
            yield 0, 0, ""
        return known

    def counts(self) -> dict[str, int]:
        """Return the counts of the rail: tasks, evidence, papers."""
        trash = self._one("select count(*) from evidence where trashed_at is not null")
        return {
            "tasks": self.task_count(),
            # The index knows how many there are and which lie in the trash; the others would be read one by one.
            "evidence": self._one("select count(*) from evidence") - trash,
            "papers": self._one("select count(*) from papers"),
            "trash": trash,
        }

    def task_count(self) -> int:
        """Return how many tasks there are."""
        return self._one("select count(*) from tasks")

    def setting(self, key: str) -> str | None:
        """Return the value of a setting, None where it was never set."""
        row = self._con.execute("select value from settings where id = ?", (key,)).fetchone()
        return str(row[0]) if row else None

    def batch_names(self) -> list[tuple[str, str]]:
        """Return key and name of every 批次 a plan answers, in the order of level and round."""
        sql = f"""select distinct {_BATCH}, i.level, i.round, i.is_look_back from inspections i
            where i.id in (select inspection_id from plans) order by i.level, i.round, i.is_look_back"""
        return [
            (str(key), batch_words(level, turn, is_look_back=bool(back)))
            for key, level, turn, back in self._con.execute(sql)
        ]

    def plan_names(self) -> list[tuple[str, str]]:
        """Return id and name of every plan, the short title where it has one."""
        sql = "select id, coalesce(nullif(short_title, ''), title) from plans order by rowid"
        return [(str(plan_id), str(name)) for plan_id, name in self._con.execute(sql)]

    def unit_names(self) -> list[tuple[str, str]]:
        """Return id and name of every unit in the order of the names, the short name where it has one."""
        sql = "select id, coalesce(nullif(short_name, ''), name) from units"
        return sorted(((str(unit_id), str(name)) for unit_id, name in self._con.execute(sql)), key=lambda unit: unit[1])

    def used_among(self, hashes: Collection[str]) -> set[str]:
        """Return which of these files a record names now, the trash included."""
        return used_among(self._con, hashes)

    def named_hashes(self, hashes: Collection[str]) -> set[str]:
        """Return which of these files a record names, or named once, so that a redo would name them again."""
        named = self.used_among(hashes)
        # Every operation is looked through for the others, so only where it can make a difference.
        if len(named) == len(hashes):
            return named
        if is_broken(self._con):
            # Nobody knows what it named.
            return set(hashes)
        return named | {sha256 for sha256, _ in once_named(self._con)}

    def next_document_sequence(self, word: str, year: int) -> int:
        """Return the next number of a 发文机关代字 in a year."""
        return 1 + self._one(
            "select coalesce(max(document_sequence), 0) from papers where document_word = ? and document_year = ?",
            (word, year),
        )

    def search(self, words: str, limit: int = 100) -> list[Hit]:
        """Return hits over tasks, measures, progress, evidence and papers (by number, team and code)."""
        # The first list of the window looks for no code.
        from models.domain.issue_code import sought_code

        pattern, code = like(words.strip()), sought_code(words)
        hits: list[Hit] = []
        for kind, sql in (*_SEARCHES, ("paper", _paper_search())):
            if len(hits) < limit:
                values = {"pattern": pattern, "code": code, "limit": limit - len(hits)}
                rows = self._con.execute(sql, values)
                hits += [Hit(kind=kind, id=a, task_id=b, title=c, text=_around(d, words)) for a, b, c, d in rows]
        return hits

    def _with_words(self, words: str) -> tuple[str, list[Any]]:
        """Return what holds of the tasks that have the words in their text, a number or a unit, with its values."""
        by_unit, units = self._of_units(words)
        # The prepared texts are case folded, so finding the bytes is enough.
        sql = f"""(instr(t.search_text, ?) > 0
            or t.id in (select task_id from task_numbers where instr(search_text, ?) > 0) or {by_unit})"""
        return sql, [words.casefold(), words.casefold(), *units]

    def _of_units(self, words: str) -> tuple[str, list[Any]]:
        """Return what finds the tasks of the units that have these words in their names, with its values.

        The name of the county finds every unit: then it is quicker to ask each task than to gather the tasks of each.
        """
        sql = "select id from units where name || ' ' || short_name || ' ' || aliases like ? escape '\\'"
        found = [str(unit_id) for (unit_id,) in self._con.execute(sql, (like(words),))]
        among = "unit_id in (select value from json_each(?))"
        known = self._one("select count(*) from units")
        if found and len(found) == known:
            return "exists (select 1 from task_units where task_id = t.id)", []
        if 2 * len(found) > known:
            return f"exists (select 1 from task_units where task_id = t.id and {among})", [json.dumps(found)]
        return f"t.id in (select task_id from task_units where {among})", [json.dumps(found)]

    def _one(self, sql: str, values: tuple[Any, ...] = ()) -> int:
        return int(self._con.execute(sql, values).fetchone()[0])


_SEARCHES = (
    ("task", """select id, id, number || ' ' || coalesce(nullif(title, ''), substr(problem, 1, 40)), problem
        from tasks t where search_text like :pattern escape '\\' or t.id in (select task_id from task_numbers
        where search_text like :pattern escape '\\') order by sort_key limit :limit"""),
    ("measure", """select m.id, t.id, t.number || ' 措施' || m.number, m.text from measures m
        join tasks t on t.id = m.task_id where m.search_text like :pattern escape '\\'
        order by t.sort_key, m.position limit :limit"""),
    ("progress", """select p.id, t.id, t.number || ' 措施' || m.number || ' 落实情况', p.text from progress p
        join measures m on m.id = p.measure_id join tasks t on t.id = m.task_id
        where p.search_text like :pattern escape '\\' order by t.sort_key, m.position limit :limit"""),
    ("evidence", """select e.id, coalesce((select m.task_id from evidence_links l join measures m
        on m.id = l.measure_id where l.evidence_id = e.id limit 1), ''), e.title,
        coalesce((select l.proves from evidence_links l where l.evidence_id = e.id
        and l.search_text like :pattern escape '\\' limit 1), '') from evidence e
        where e.trashed_at is null and (e.search_text like :pattern escape '\\' or e.id in (
        select evidence_id from evidence_links where search_text like :pattern escape '\\'))
        order by e.title limit :limit"""),
)


def _of_kinds() -> tuple[str, str]:
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


def _paper_search() -> str:
    """Return what finds papers by 发文字号 and code, and opinions by a member of the team, begun or not."""
    label, place = _of_kinds()
    return f"""select coalesce(o.id, c.id), t.id, t.number || ' ' || coalesce({label}, '验收销号意见'),
        coalesce({_DOCUMENT}, '') || coalesce((select '　' || group_concat(m.name, '、') from members m
            where h.by_team and m.closure_id = c.id and m.name like :pattern escape '\\'), '')
            || case when h.code <> '' then '　签发编号 ' || substr(h.code, 1, 4) || '-' || substr(h.code, 5, 4) || '-'
            || substr(h.code, 9) else '' end
        from (select id, closure_id, 0 as by_team, '' as code from papers o
                where {_DOCUMENT} like :pattern escape '\\'
            union select paper_id, closure_id, 0, code from issued_papers
                where :code <> '' and code like '%' || :code || '%'
            union all select (select id from papers where closure_id = m.closure_id and kind = 'closure_opinion'),
                m.closure_id, 1, '' from members m where m.name like :pattern escape '\\' group by m.closure_id) h
        join closures c on c.id = h.closure_id join tasks t on t.id = c.task_id left join papers o on o.id = h.id
        order by t.sort_key, {place} limit :limit"""


def _around(text: str, words: str) -> str:
    """Return the words with what stands around them, on one line."""
    place = max(0, text.casefold().find(words.strip().casefold()) - 12)
    piece = text[place : place + 60].replace("\n", " ")
    return ("…" if place else "") + piece + ("…" if place + 60 < len(text) else "")


def _task_where(wanted: TaskFilter) -> tuple[str, list[Any]]:
    """Return what holds of the tasks that are wanted, but for the words, and its values."""
    parts, values = ["1"], []
    if wanted.plan_id:
        parts.append("t.plan_id = ?")
        values.append(wanted.plan_id)
    if wanted.batch:
        parts.append(
            "t.plan_id in (select p.id from plans p join inspections i on i.id = p.inspection_id"
            f" where {_BATCH} = ?)"
        )
        values.append(wanted.batch)
    if wanted.unit_id:
        parts.append("t.id in (select task_id from task_units where unit_id = ?)")
        values.append(wanted.unit_id)
    if wanted.status == "open":
        parts.append("not k.is_passed")
    if wanted.status == "gaps":
        parts.append("k.gaps > 0")
    return " and ".join(parts), values


def _split_keys(expression: str) -> list[str]:
    """Return the sort keys of an order; only the deadline and date orders have two."""
    first, mark, second = expression.partition(" is null, ")
    return [f"{first} is null", second] if mark else [expression]


def _task_row(cells: tuple[Any, ...]) -> TaskRow:
    deadline = PartialDate.from_iso(cells[4]) if cells[4] else None
    standing = dict(zip(STANDING, cells[9:], strict=True))
    standing |= {"is_begun": bool(standing["is_begun"]), "is_passed": bool(standing["is_passed"])}
    return TaskRow(
        id=cells[1], number=cells[2], title=cells[3], deadline=deadline, deadline_text=cells[5],
        is_immediate=bool(cells[6]), is_ongoing=bool(cells[7]), entered=cells[8] or "", **standing,
    )
