"""与签发稿不一致: what the records say now and did not say when the paper was issued, in the clerk's words.

Both sides are canonical texts of a dossier. Only what a paper prints or proves is compared, each thing under the name
it has in the window; what an older program did not keep is no difference. Records are paired by their ids, those typed
anew by their names.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from models.domain.finding import Target
from models.domain.issue_labels import (
    EDITS,
    EMPTY,
    EVIDENCE,
    LISTS,
    MEASURE,
    PAIR,
    RECORDS,
    SECTIONS,
    TABLES,
    TEXTS,
    WHOLE,
    WORDS,
    Field,
    Records,
    is_printed,
)
from models.domain.issued_rows import Row, evidence_row, pair_rows
from models.domain.merging import parts_of
from models.domain.plan import UnitRole

SHORT = 24
AROUND = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDifference:
    """差异: one place, what stood there when the paper was issued, what stands there now, and where it was entered."""

    place: str
    before: str
    after: str
    target: Target | None = None


def differences(before: str, after: str, definition: str = "") -> tuple[RecordDifference, ...]:
    """Return how two canonical dossiers differ in what the form prints, in the order of the paper.

    Without the `definition` of a form everything counts. Raises ValueError for what is no dossier.
    """
    old, new = (_printed(json.loads(text), definition) for text in (before, after))
    found = [
        *(item for name, (label, fields) in RECORDS.items() if name in old and name in new
          for item in _record(label, fields, old[name], new[name], TABLES[name])),
        *(item for name in ("numbers", "sub_items")
          for item in _listed(LISTS[name], *_rows(name, old, new), _whole(name, new))),
        *(item for name, label in TEXTS.items() for item in _texts(label, *_rows(name, old, new), _whole(name, new))),
        *(item for name, label in WORDS.items()
          for item in _words(label, old.get(name), new.get(name), _whole(name, new))),
        *(item for one, other in _paired(*_rows("measures", old, new), "measure") for item in _measure(one, other)),
        *(item for name in ("instruments", "members", "objections", "edits")
          for item in _listed(LISTS[name], *_rows(name, old, new), Target(table=TABLES[name], id=""))),
        *_pairs(*_rows("pairs", old, new), definition, _whole("pairs", new)),
    ]
    return tuple(found)


def _printed(dossier: Row, definition: str) -> dict[str, Any]:
    """Return the parts of a dossier a form prints, of the single records those fields."""
    printed: dict[str, Any] = {}
    for part, value in dossier.items():
        wanted = [name for name in RECORDS[part][1] if is_printed(definition, part, name)] if part in RECORDS else []
        if wanted:
            printed[part] = value and {name: value[name] for name in (*wanted, "id") if name in value}
        elif part not in RECORDS and is_printed(definition, part):
            printed[part] = value
    return printed


def _whole(name: str, new: Row) -> Target:
    """Return where the clerk enters what belongs to a task or a closure as a whole."""
    table, field = WHOLE[name]
    owner = new.get(table.removesuffix("s")) or {}
    return Target(table=table, id=owner.get("id", ""), field=field)


def _words(label: str, old: str | None, new: str | None, target: Target) -> Iterator[RecordDifference]:
    if old is not None and new is not None and old != new:
        yield _told(label, old, new, target)


def _rows(name: str, old: Row, new: Row) -> tuple[Sequence[Any], Sequence[Any]]:
    # A part that one of the two programs did not know says nothing.
    return (old[name], new[name]) if name in old and name in new else ((), ())


def _record(
    label: str, fields: Mapping[str, Field], old: Row | None, new: Row | None, table: str
) -> Iterator[RecordDifference]:
    if old is None and new is None:
        return
    target = Target(table=table, id=(new or old or {}).get("id", ""))
    if old is None or new is None:
        name, field = next(iter(fields.items()))
        before, after = (field.shown(row[name]) if row else EMPTY for row in (old, new))
        yield RecordDifference(place=label, before=before, after=after, target=target)
        return
    for name, field in fields.items():
        if name in old and name in new and old[name] != new[name]:
            # The words of a person's edit stand in the section they are of.
            at = replace(target, field=new["section"] if table == EDITS else name)
            yield _told(f"{label} · {field.label}", field.shown(old[name]), field.shown(new[name]), at)


def _listed(
    kind: Records, old: Sequence[Row], new: Sequence[Row], target: Target, gone: Target | None = None
) -> Iterator[RecordDifference]:
    """Yield how a list differs; what is no longer in it is looked for at `gone`."""
    for one, other in _paired(old, new, "", kind.name):
        row = one or other or {}
        name = row[kind.name]
        place = f"{kind.label} · {SECTIONS.get(name, name) or EMPTY}"
        at = target if target.id else replace(target, id=(other or row)["id"], field=row.get("section", ""))
        if one and other:
            found = _record(place, kind.fields, one, other, target.table)
            yield from (replace(item, target=target) if target.id else item for item in found)
        else:
            yield _presence(place, old=one, new=other, target=at if other else gone or at)
    yield from _order(kind, old, new, target)


def _presence(place: str, *, old: Row | None, new: Row | None, target: Target) -> RecordDifference:
    before, after = ("有" if row else "没有" for row in (old, new))
    return RecordDifference(place=place, before=before, after=after, target=target)


def _order(kind: Records, old: Sequence[Row], new: Sequence[Row], target: Target) -> Iterator[RecordDifference]:
    before, after = ([row[kind.name] or EMPTY for row in rows] for rows in (old, new))
    if before != after and sorted(before) == sorted(after):
        at = target if target.id else replace(target, id=new[0]["id"])
        yield _told(f"{kind.label} · 次序", "、".join(before), "、".join(after), at)


def _texts(label: str, old: Sequence[Any], new: Sequence[Any], target: Target) -> Iterator[RecordDifference]:
    before, after = ("、".join(map(_text_of, rows)) for rows in (old, new))
    if before != after:
        yield _told(label, before, after, target)


def _text_of(value: Any) -> str:
    """Return a unit, or a unit with its role, as text."""
    return value if isinstance(value, str) else f"{UnitRole(value[0]).label}：{value[1]}"


def _measure(old: Row | None, new: Row | None) -> Iterator[RecordDifference]:
    standing = (new or old or {})["measure"]
    place, target = f"措施{standing['number']}", Target(table="measures", id=standing["id"])
    if old is None or new is None:
        yield _presence(place, old=old, new=new, target=target)
        return
    yield from _record(place, MEASURE, old["measure"], new["measure"], target.table)
    yield from _texts(f"{place} · 责任单位", *_rows("units", old, new), replace(target, field="units"))
    for name, label in (("implementation", "落实情况"), ("proof", "对应说明")):
        if old[name]["text"] != new[name]["text"]:
            at = replace(target, field="statements")
            yield _told(f"{place} · {label}", old[name]["text"], new[name]["text"], at)
    yield from _listed(
        Records(f"{place} · 佐证", "title", EVIDENCE), [evidence_row(item) for item in old["evidence"]],
        [evidence_row(item) for item in new["evidence"]], Target(table="evidence_links", id=""), gone=target,
    )


def _pairs(
    old: Sequence[Row], new: Sequence[Row], definition: str, task: Target
) -> Iterator[RecordDifference]:
    printed = {name: field for name, field in PAIR.items() if is_printed(definition, "pairs", name)}
    kind = Records("对比照片", "name", printed)
    yield from _listed(kind, *pair_rows(old, new), Target(table="photo_pairs", id=""), gone=task)


def _paired(
    old: Sequence[Row], new: Sequence[Row], inner: str = "", name: str = "number"
) -> Iterator[tuple[Row | None, Row | None]]:
    """Yield what belongs together: the same id, else the same name; what is alone stands beside None."""
    def of(row: Row) -> Row:
        found: Row = row[inner] if inner else row
        return found

    left = {of(row)["id"]: row for row in old}
    pairs: dict[str, Row | None] = {of(row)["id"]: left.pop(of(row)["id"], None) for row in new}
    by_name = {of(row)[name]: row_id for row_id, row in left.items()}
    for row in new:
        if pairs[of(row)["id"]] is None and of(row)[name] in by_name:
            pairs[of(row)["id"]] = left.pop(by_name.pop(of(row)[name]))
    yield from ((pairs[of(row)["id"]], row) for row in new)
    yield from ((row, None) for row in left.values())


def _told(place: str, before: str, after: str, target: Target) -> RecordDifference:
    one, other = excerpts(before, after)
    return RecordDifference(place=place, before=one, after=other, target=target)


def excerpts(before: str, after: str) -> tuple[str, str]:
    """Return of two texts what differs, with a few characters around it; short texts are returned whole."""
    if max(len(before), len(after)) <= SHORT:
        return before or EMPTY, after or EMPTY
    one, other = parts_of(before, after)
    groups = list(SequenceMatcher(a=one, b=other, autojunk=False).get_grouped_opcodes(AROUND))
    return (
        _excerpt(one, [(group[0][1], group[-1][2]) for group in groups]),
        _excerpt(other, [(group[0][3], group[-1][4]) for group in groups]),
    )


def _excerpt(parts: Sequence[str], ranges: Sequence[tuple[int, int]]) -> str:
    """Return the stretches of a text, an ellipsis wherever something is left out."""
    told = "…".join("".join(parts[start:end]).strip() for start, end in ranges)
    ahead = "…" if ranges and ranges[0][0] > 0 else ""
    behind = "…" if ranges and ranges[-1][1] < len(parts) else ""
    return f"{ahead}{told}{behind}" or EMPTY
