"""Changing a form 文书样式 part by part: heads added, dropped, moved, given other contents, tables other columns.

Each function returns another form or part of one. What a content cannot use (words, results, a table) falls away with
it, so that nothing stays in a form that would never be printed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TypeVar

from models.domain.form import Attachment, ColumnKind, ContentKind, FormDefinition, Head, ListTable, TableColumn
from models.domain.slots import RowSource

T = TypeVar("T")
WORDS = "（请改成要写的话）"
EACH_MEASURE = "{措施.内容}\n{措施.落实情况}"
SIGNATURES = "验收组成员签字表"
NEW_COLUMN = 15
_COLUMNS: dict[RowSource, tuple[tuple[ColumnKind, str, float], ...]] = {
    RowSource.MEMBERS: (
        (ColumnKind.GROUP, "验收组", 16), (ColumnKind.NAME, "姓名", 20), (ColumnKind.UNIT, "单位", 42),
        (ColumnKind.POST, "职务（职称）", 28), (ColumnKind.PHONE, "联系电话（手机）", 28),
        (ColumnKind.SIGNATURE, "验收人员签字", 22),
    ),
    RowSource.MEASURES: (
        (ColumnKind.POSITION, "序号", 14), (ColumnKind.MEASURE_TEXT, "整改措施", 66),
        (ColumnKind.IMPLEMENTATION, "落实情况", 76),
    ),
    RowSource.EVIDENCE: (
        (ColumnKind.POSITION, "序号", 14), (ColumnKind.EVIDENCE_NUMBER, "编号", 26), (ColumnKind.TITLE, "材料名称", 80),
        (ColumnKind.DATE, "日期", 36),
    ),
    RowSource.MAPPING: (
        (ColumnKind.MEASURE_NUMBER, "措施编号", 20), (ColumnKind.MEASURE_TEXT, "整改措施", 62),
        (ColumnKind.TITLE, "佐证材料", 74),
    ),
}


def plain_table(rows: RowSource) -> ListTable:
    """Return a table of such rows with the columns one mostly wants, as wide as the text area."""
    merges = (ColumnKind.GROUP, ColumnKind.MEASURE_NUMBER, ColumnKind.MEASURE_TEXT)
    return ListTable(rows=rows, columns=tuple(
        TableColumn(content=kind, label=label, width=float(width),
                    merges=kind in merges and rows in (RowSource.MEMBERS, RowSource.MAPPING))
        for kind, label, width in _COLUMNS[rows]
    ))


def with_rows(table: ListTable, rows: RowSource) -> ListTable:
    """Return a table of other rows: the columns such rows have as well stay; where there are none, the usual ones."""
    kept = tuple(column for column in table.columns if column.content.is_of(rows))
    return ListTable(rows=rows, columns=kept) if kept else plain_table(rows)


def with_column(table: ListTable, place: int, column: TableColumn) -> ListTable:
    """Return the table with another column at that place."""
    return replace(table, columns=_put(table.columns, place, column))


def with_kind(column: TableColumn, kind: ColumnKind) -> TableColumn:
    """Return the column with another content; words begin with what the column printed, and fall away with it."""
    if kind is not ColumnKind.WORDS:
        return replace(column, content=kind, words="")
    slot = column.content.slot
    return replace(column, content=kind, words=column.words or (f"{{{slot}}}" if slot else WORDS))


def add_column(table: ListTable, room: float) -> ListTable:
    """Return the table with one more column, of what it does not show yet; `room` is the width in mm that is free.

    Where there is too little, the widest columns give a millimetre each in turn, so that the table stays as wide.
    """
    shown = {column.content for column in table.columns}
    kinds = [kind for kind in ColumnKind if kind.is_of(table.rows)]
    kind = next((kind for kind in kinds if kind not in shown), kinds[0])
    label = kind.slot.partition(".")[2] or kind.label
    width = float(min(max(round(room), NEW_COLUMN), 30))
    columns, lacking = list(table.columns), width - room
    while lacking > 0 and columns and (widest := max(columns, key=lambda item: item.width)).width > NEW_COLUMN:
        columns[columns.index(widest)] = replace(widest, width=widest.width - min(1.0, lacking))
        lacking -= 1
    words = WORDS if kind is ColumnKind.WORDS else ""
    return replace(table, columns=(*columns, TableColumn(content=kind, label=label, width=width, words=words)))


def without(items: Sequence[T], place: int) -> tuple[T, ...]:
    """Return the items without one of them."""
    return (*items[:place], *items[place + 1 :])


def with_head(form: FormDefinition, place: int, head: Head) -> FormDefinition:
    """Return the form with another head at that place."""
    return replace(form, heads=_put(form.heads, place, head))


def add_head(form: FormDefinition, place: int, kept: Collection[str] = ()) -> FormDefinition:
    """Return the form with a new head of words at that place; its section is none of those `kept`.

    A dropped head may have left a text that somebody has rewritten: it does not come to stand under another one.
    """
    key = _key(form, ContentKind.WORDS, None, kept)
    head = Head(text="新的部分", content=ContentKind.WORDS, words=WORDS, key=key)
    return replace(form, heads=(*form.heads[:place], head, *form.heads[place:]))


def with_content(
    form: FormDefinition, place: int, content: ContentKind, kept: Collection[str] = ()
) -> FormDefinition:
    """Return the form whose head at that place prints something else; its section gets a key nobody else has."""
    head = form.heads[place]
    words = head.words if content.item_families or content is ContentKind.WORDS else ""
    if content is ContentKind.WORDS and (not words or head.content.item_families):
        words = WORDS
    if content.item_families and content.item_families != head.content.item_families:
        words = EACH_MEASURE if content is ContentKind.EACH_MEASURE else ""
    if content is ContentKind.EACH_MEASURE and not words:
        words = EACH_MEASURE
    table = (head.table or plain_table(RowSource.MEASURES)) if content is ContentKind.TABLE else None
    results = head.results if content is ContentKind.CONCLUSION else ()
    key = head.key if content is head.content else _key(form, content, place, kept)
    return with_head(form, place, replace(
        head, content=content, key=key, words=words, table=table, results=results))


def with_attachment(form: FormDefinition, place: int, attachment: Attachment) -> FormDefinition:
    """Return the form with another attachment at that place."""
    return replace(form, attachments=_put(form.attachments, place, attachment))


def add_attachment(form: FormDefinition) -> FormDefinition:
    """Return the form with one more attachment: the signature table first, then lists it has not yet."""
    if form.signature_table is None:
        new = Attachment(title=SIGNATURES, table=plain_table(RowSource.MEMBERS))
    else:
        taken = {item.table.rows for item in form.attachments if not item.table.is_signed}
        rows = next((item for item in (RowSource.EVIDENCE, RowSource.MAPPING) if item not in taken), RowSource.MEASURES)
        title = {RowSource.EVIDENCE: "佐证材料目录", RowSource.MAPPING: "佐证材料与措施对应表"}.get(rows, "措施一览表")
        new = Attachment(title=title, table=plain_table(rows))
    return replace(form, attachments=(*form.attachments, new))


def _put(items: Sequence[T], place: int, item: T) -> tuple[T, ...]:
    return (*items[:place], item, *items[place + 1 :])


def _key(form: FormDefinition, content: ContentKind, place: int | None, kept: Collection[str]) -> str:
    """Return a key for a head of this content, empty where the content alone tells it from the others."""
    taken = {head.section for other, head in enumerate(form.heads) if other != place}
    if content is not ContentKind.WORDS and content.value not in taken:
        return ""
    number = 1
    while f"{content.value}_{number}" in {*taken, *kept}:
        number += 1
    return f"{content.value}_{number}"
