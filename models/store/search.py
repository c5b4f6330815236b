"""The search over everything: one statement for each kind of record, in the order of the tasks.

The prepared texts are case folded. Papers are found by 发文字号 and code, opinions also by a member of the team.
"""

from __future__ import annotations

from models.lists import Hit
from models.store.asking import Asking, like
from models.store.paper_lists import DOCUMENT, of_kinds

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


class Search(Asking):
    """Hits over everything."""

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


def _paper_search() -> str:
    """Return what finds papers by 发文字号 and code, and opinions by a member of the team, begun or not."""
    label, place = of_kinds()
    return f"""select coalesce(o.id, c.id), t.id, t.number || ' ' || coalesce({label}, '验收销号意见'),
        coalesce({DOCUMENT}, '') || coalesce((select '　' || group_concat(m.name, '、') from members m
            where h.by_team and m.closure_id = c.id and m.name like :pattern escape '\\'), '')
            || case when h.code <> '' then '　签发编号 ' || substr(h.code, 1, 4) || '-' || substr(h.code, 5, 4) || '-'
            || substr(h.code, 9) else '' end
        from (select id, closure_id, 0 as by_team, '' as code from papers o
                where {DOCUMENT} like :pattern escape '\\'
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
