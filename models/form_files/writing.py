"""Writing a form definition as a person would: one key a line, one head a block, one column a line of its table.

What a form leaves as it is by default is not written. Reading what was written gives the same form, faults included.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from models.domain.form import Attachment, ColumnKind, FormDefinition, Head, Layout, ListTable, Numbering, TableColumn
from models.domain.slots import RowSource

INDENT = "    "
_DELETE = chr(0x7F)


def write_form(form: FormDefinition) -> str:
    """Return the form as TOML, ending in a line break."""
    blocks = ["\n".join(_top(form)), *("\n".join(_head(head)) for head in form.heads)]
    blocks += ["\n".join(_attachment(item)) for item in form.attachments]
    return "\n\n".join(blocks) + "\n"


def _top(form: FormDefinition) -> Iterator[str]:
    yield from (_pair("key", form.key), _pair("kind", form.kind), _pair("label", form.label))
    yield _pair("title", form.title)
    yield from _texts(("addressee", form.addressee), ("opening", form.opening))
    if form.layout is not Layout.PROSE:
        yield _pair("layout", form.layout)
    if form.numbering is not Numbering.FIRST:
        yield _pair("numbering", form.numbering)
    if form.label_width != 30.0:
        yield f"label_width = {_number(form.label_width)}"
    if form.tail:
        yield from _list("tail", [_text(line) for line in form.tail])
    if form.sign_off != "{落款}":
        yield _pair("sign_off", form.sign_off)
    yield from _texts(("contact", form.contact))


def _head(head: Head) -> Iterator[str]:
    yield "[[head]]"
    yield _pair("text", head.text)
    yield from _texts(("short", head.short))
    yield _pair("content", head.content)
    yield from _texts(("key", head.key), ("numbering", head.numbering), ("words", head.words))
    if head.inline:
        yield "inline = true"
    if head.table is not None:
        yield _pair("rows", head.table.rows)
        yield from _columns(head.table)
    if head.results:
        yield from ("", "[head.results]")
        yield from (_pair(result, text) for result, text in head.results)


def _attachment(item: Attachment) -> Iterator[str]:
    is_plain = item.table.is_signed and item.table.rows is RowSource.MEMBERS
    yield from ("[[attachment]]", _pair("title", item.title))
    yield _pair("content", "signature_table" if is_plain else "table")
    if not is_plain:
        yield _pair("rows", item.table.rows)
    yield from _columns(item.table)


def _columns(table: ListTable) -> Iterator[str]:
    lines = [_column(column) for column in table.columns]
    yield from ("columns = [", *(f"{INDENT}{line}," for line in lines), "]") if lines else ("columns = []",)


def _column(column: TableColumn) -> str:
    pairs = [_pair("content", column.content), _pair("label", column.label), f"width = {_number(column.width)}"]
    if column.merges != (column.content is ColumnKind.GROUP):
        pairs.append(f"merges = {str(column.merges).lower()}")
    if column.words:
        pairs.append(_pair("words", column.words))
    return "{" + ", ".join(pairs) + "}"


def _list(key: str, items: Sequence[str]) -> Iterator[str]:
    if len(items) == 1:
        yield f"{key} = [{items[0]}]"
        return
    yield from (f"{key} = [", *(f"{INDENT}{item}," for item in items), "]")


def _texts(*pairs: tuple[str, str]) -> Iterator[str]:
    yield from (_pair(key, text) for key, text in pairs if text)


def _pair(key: str, text: str) -> str:
    return f"{key} = {_text(text)}"


def _text(text: str) -> str:
    """A text of JSON is one of TOML, but for the one sign that TOML wants escaped too."""
    return json.dumps(str(text), ensure_ascii=False).replace(_DELETE, "\\u007f")


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() else repr(value)
