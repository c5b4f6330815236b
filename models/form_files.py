"""Reading a form definition, as it stands in a TOML file of the resources, of an office, or in its records.

Unknown heads, keys, contents and slots are refused by name, with the head they stand in and the remedy; nothing is
guessed. Files written before a form had several kinds of tables are read alike: a signature table is the table of the
members.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

from models.domain.closure import AcceptanceResult, PaperKind
from models.domain.form import (
    OPTIONAL,
    Attachment,
    ColumnKind,
    ContentKind,
    FormDefinition,
    Head,
    Layout,
    ListTable,
    Numbering,
    TableColumn,
)
from models.domain.slots import ROW_SLOTS, SLOT_BY_NAME, RowSource, slots_in
from models.errors import ReferenceDataError

E = TypeVar("E")
AREA_WIDTH = 156.0
SIGNATURE_TABLE = "signature_table"
# The only form in which the parser tells the place.
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
_MEASURE_SLOTS = tuple(name for name in ROW_SLOTS if name.startswith("措施."))


def read_form(text: str, *, where: str) -> FormDefinition:
    """Read a form definition; raises ReferenceDataError naming head, key and remedy."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _no_toml(error, where) from error
    return form_of(data, where=where)


def form_of(data: Mapping[str, Any], *, where: str) -> FormDefinition:
    """Return the form that plain data defines; raises ReferenceDataError naming head, key and remedy."""
    plain = dict(data)
    heads = tuple(
        _head(dict(item), f"{where} 第{place}个部分") for place, item in enumerate(_list(plain, "head", where), 1)
    )
    attachments = tuple(
        _attachment(dict(item), f"{where} 附件{place}")
        for place, item in enumerate(_list(plain, "attachment", where), 1)
    )
    _refuse_unknown(plain, FormDefinition, where, leave_out=("heads", "attachments"))
    for name in ("key", "kind", "label", "title"):
        if not plain.get(name):
            raise ReferenceDataError(f"缺 {name}", where=where, remedy=f"请写上 {name} = \"…\"")
    plain |= {
        "kind": _member(PaperKind, plain["kind"], where, "kind"),
        "layout": _member(Layout, plain.get("layout", "prose"), where, "layout"),
        "numbering": _member(Numbering, plain.get("numbering", "一、"), where, "numbering"),
        "tail": tuple(_texts(plain, "tail", where)),
        "label_width": _number(plain.get("label_width", 30.0), where, "label_width"),
    }
    _refuse_other_than_text(plain, where)
    form = FormDefinition(heads=heads, attachments=attachments, **plain)
    _refuse_twins(form, where)
    for place, words in form.running_texts():
        _refuse_unknown_slots(words, f"{where} {place}", ())
        _refuse_open_brackets(words, f"{where} {place}")
    return form


def _no_toml(error: tomllib.TOMLDecodeError, where: str) -> ReferenceDataError:
    found = _PLACE.search(str(error))
    place = f"第{found[1]}行第{found[2]}个字" if found else "末尾"
    # What the parser says is English; the place says enough.
    remedy = "请补全或改正这里的引号、等号和括号"
    return ReferenceDataError("这里不是有效的 TOML", where=f"{where} {place}", remedy=remedy)


def _list(data: dict[str, Any], key: str, where: str) -> list[Mapping[str, Any]]:
    items = data.pop(key, [])
    if not isinstance(items, list) or not all(isinstance(item, Mapping) for item in items):
        raise ReferenceDataError(f"{key} 不是一组", where=where, remedy=f"请每个写成一段 [[{key}]]")
    return items


def _texts(data: Mapping[str, Any], key: str, where: str) -> list[str]:
    items = data.get(key, [])
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise ReferenceDataError(f"{key} 不是一组文字", where=where, remedy=f'请写成 {key} = ["…", "…"]')
    return items


def _number(value: object, where: str, key: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 5 <= value <= AREA_WIDTH:
        remedy = f"请写 5 到 {AREA_WIDTH:g} 之间的毫米数"
        raise ReferenceDataError(f"{key} 不能是“{value}”", where=where, remedy=remedy)
    return float(value)


def _refuse_other_than_text(data: Mapping[str, Any], where: str) -> None:
    for item in fields(FormDefinition):
        if item.type == "str" and not isinstance(data.get(item.name, ""), str):
            raise ReferenceDataError(f"{item.name} 不是文字", where=where, remedy="请用引号把它括起来")


def _head(data: dict[str, Any], where: str) -> Head:
    where = f"{where}“{data['text']}”" if isinstance(data.get("text"), str) else where
    columns, rows = _list(data, "columns", where), data.pop("rows", "")
    _refuse_unknown(data, Head, where, leave_out=("table",))
    if not data.get("text"):
        raise ReferenceDataError("缺 text", where=where, remedy="请写上这一部分的标题")
    content = _member(ContentKind, data.get("content", ""), where, "content")
    head = Head(
        text=data["text"], content=content, key=data.get("key", ""), short=data.get("short", ""),
        numbering=_member(Numbering, data.get("numbering", ""), where, "numbering"),
        words=data.get("words", ""), inline=bool(data.get("inline", False)),
        results=tuple(
            (_member(AcceptanceResult, result, where, "results"), text)
            for result, text in data.get("results", {}).items()
        ),
        table=_table(rows, columns, where) if content is ContentKind.TABLE else None,
    )
    _refuse_idle_keys(head, bool(columns or rows), where)
    return head


def _refuse_idle_keys(head: Head, has_table: bool, where: str) -> None:
    content = head.content
    if head.results and content is not ContentKind.CONCLUSION:
        raise ReferenceDataError("results 只能写在 conclusion 里", where=where, remedy="请移到写验收结论的部分")
    if has_table and content is not ContentKind.TABLE:
        raise ReferenceDataError("rows 和 columns 只能写在 table 里", where=where, remedy="请把 content 改成 table")
    takes_words = content is ContentKind.WORDS or content.is_by_measure
    if head.words and not takes_words:
        remedy = "请删去 words，或把 content 改成 words"
        raise ReferenceDataError(f"words 不能写在 {content} 里", where=where, remedy=remedy)
    if not head.words and content in (ContentKind.WORDS, ContentKind.EACH_MEASURE):
        raise ReferenceDataError("缺 words", where=where, remedy="请写上 words = \"…\"")
    if content.is_by_measure:
        _refuse_unknown_slots(head.words, where, _MEASURE_SLOTS)
        _refuse_open_brackets(head.words, where)


def _table(rows: str, columns: list[Mapping[str, Any]], where: str) -> ListTable:
    source = _member(RowSource, rows, where, "rows")
    if not columns:
        raise ReferenceDataError("缺 columns", where=where, remedy="请写上表格的各栏")
    table = ListTable(rows=source, columns=tuple(_column(dict(item), source, where) for item in columns))
    width = sum(column.width for column in table.columns)
    if width > AREA_WIDTH + 0.05:
        raise ReferenceDataError(
            f"各栏合计 {width:g} 毫米，超过版心的 {AREA_WIDTH:g} 毫米", where=where, remedy="请减小 width"
        )
    return table


def _column(data: dict[str, Any], rows: RowSource, where: str) -> TableColumn:
    _refuse_unknown(data, TableColumn, where)
    kind = _member(ColumnKind, data.get("content", ""), where, "content")
    if not kind.is_of(rows):
        known = "、".join(item for item in ColumnKind if item.is_of(rows))
        raise ReferenceDataError(f"{rows.label}的表格没有“{kind}”这一栏", where=where, remedy=f"可用的有：{known}")
    if not isinstance(data.get("label"), str):
        raise ReferenceDataError(f"栏 {kind} 缺 label", where=where, remedy="请写上栏目名称")
    return TableColumn(
        content=kind, label=data["label"], width=_number(data.get("width"), where, "width"),
        merges=bool(data.get("merges", kind is ColumnKind.GROUP)),
    )


def _attachment(data: dict[str, Any], where: str) -> Attachment:
    content = data.pop("content", "table")
    if content not in (SIGNATURE_TABLE, "table"):
        remedy = "可用的有：“signature_table”、“table”"
        raise ReferenceDataError(f"附件的 content 不认识“{content}”", where=where, remedy=remedy)
    rows = data.pop("rows", "members" if content == SIGNATURE_TABLE else "")
    columns = _list(data, "columns", where)
    _refuse_unknown(data, Attachment, where, leave_out=("table",))
    if not data.get("title"):
        raise ReferenceDataError("附件缺 title", where=where, remedy="请写上附件的标题")
    return Attachment(title=data["title"], table=_table(rows, columns, where))


def _member(kind: type[E], value: object, where: str, key: str) -> E:
    try:
        return kind(value)  # type: ignore[call-arg]
    except ValueError as error:
        known = "、".join(f"“{item}”" for item in kind)  # type: ignore[attr-defined]
        raise ReferenceDataError(f"{key} 不认识“{value}”", where=where, remedy=f"可用的有：{known}") from error


def _refuse_unknown(data: Mapping[str, Any], cls: type[Any], where: str, leave_out: tuple[str, ...] = ()) -> None:
    known = {item.name for item in fields(cls)} - set(leave_out)
    for name in data:
        if name not in known:
            raise ReferenceDataError(f"不认识的键 {name}", where=where, remedy=f"可用的有：{'、'.join(sorted(known))}")


def _refuse_twins(form: FormDefinition, where: str) -> None:
    sections = [head.section for head in form.heads] + [item.section for item in form.attachments]
    for section in sections:
        if sections.count(section) > 1:
            raise ReferenceDataError(
                f"有两个部分都叫 {section}", where=where, remedy='请给其中一个写上自己的 key = "…"'
            )


def _refuse_unknown_slots(text: str, where: str, more: tuple[str, ...]) -> None:
    for name in slots_in(text):
        if name not in SLOT_BY_NAME and name not in more:
            known = "、".join((*more, *SLOT_BY_NAME))
            raise ReferenceDataError(f"不认识的空位 {{{name}}}", where=where, remedy=f"可用的有：{known}")


def _refuse_open_brackets(text: str, where: str) -> None:
    rest = OPTIONAL.sub("", text)
    if "[" in rest or "]" in rest:
        raise ReferenceDataError(
            f"方括号不成对：{text}", where=where, remedy="可省去的话请写在一对 [ ] 里，括号里不再套括号"
        )
