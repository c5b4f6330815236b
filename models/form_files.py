"""Reading a form definition, as it stands in a TOML file of the resources.

Unknown heads, keys and content kinds are refused by name, with the file they stand in; nothing is guessed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from models.domain.closure import AcceptanceResult
from models.domain.form import (
    OPTIONAL,
    SLOT_BY_NAME,
    ColumnKind,
    ContentKind,
    FormDefinition,
    Head,
    Numbering,
    SignatureAttachment,
    TableColumn,
    slots_in,
)
from models.errors import ReferenceDataError

E = TypeVar("E")
# The only form in which the parser tells the place.
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


def read_form(text: str, *, where: str) -> FormDefinition:
    """Read a form definition; raises ReferenceDataError naming head, key and remedy."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _no_toml(error, where) from error
    heads = tuple(_head(item, f"{where} 第{place}个部分") for place, item in enumerate(data.pop("head", []), 1))
    attachments = [_attachment(item, f"{where} 附件") for item in data.pop("attachment", [])]
    if len(attachments) > 1:
        raise ReferenceDataError("附件只认一张签字表", where=where, remedy="请删去多出的 [[attachment]]")
    _refuse_unknown(data, FormDefinition, where, leave_out=("heads", "attachment"))
    for name in ("key", "kind", "label", "title"):
        if not data.get(name):
            raise ReferenceDataError(f"缺 {name}", where=where, remedy=f"请写上 {name} = \"…\"")
    form = FormDefinition(heads=heads, attachment=attachments[0] if attachments else None, **data)
    _refuse_twins(form, where)
    for words in _running_texts(form):
        _refuse_unknown_slots(words, where)
        _refuse_open_brackets(words, where)
    return form


def _no_toml(error: tomllib.TOMLDecodeError, where: str) -> ReferenceDataError:
    found = _PLACE.search(str(error))
    place = f"第{found[1]}行第{found[2]}个字" if found else "末尾"
    # What the parser says is English; the place says enough.
    remedy = "请补全或改正这里的引号、等号和括号"
    return ReferenceDataError("这里不是有效的 TOML", where=f"{where} {place}", remedy=remedy)


def _head(data: dict[str, Any], where: str) -> Head:
    _refuse_unknown(data, Head, where)
    if not data.get("text"):
        raise ReferenceDataError("缺 text", where=where, remedy="请写上这一部分的标题")
    content = _member(ContentKind, data.get("content", ""), where, "content")
    numbering = _member(Numbering, data.get("numbering", ""), where, "numbering")
    results = tuple(
        (_member(AcceptanceResult, result, where, "results"), text) for result, text in data.get("results", {}).items()
    )
    if results and content is not ContentKind.CONCLUSION:
        raise ReferenceDataError("results 只能写在 conclusion 里", where=where, remedy="请移到写验收结论的部分")
    return Head(text=data["text"], content=content, short=data.get("short", ""), numbering=numbering, results=results)


def _attachment(data: dict[str, Any], where: str) -> SignatureAttachment:
    if data.pop("content", None) != "signature_table":
        raise ReferenceDataError("附件的 content 只认 signature_table", where=where, remedy="请改正 content")
    _refuse_unknown(data, SignatureAttachment, where)
    columns = []
    for item in data.get("columns", []):
        _refuse_unknown(item, TableColumn, where)
        kind = _member(ColumnKind, item.get("content", ""), where, "content")
        columns.append(TableColumn(content=kind, label=item["label"], width=float(item["width"])))
    return SignatureAttachment(title=data["title"], columns=tuple(columns))


def _member(kind: type[E], value: str, where: str, key: str) -> E:
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
    contents = [head.content for head in form.heads]
    for content in contents:
        if contents.count(content) > 1:
            raise ReferenceDataError(
                f"有两个部分的 content 都是 {content}", where=where, remedy="每种内容只写一个部分"
            )


def _running_texts(form: FormDefinition) -> Iterator[str]:
    yield from (form.title, form.addressee, form.opening, form.contact)
    for head in form.heads:
        yield from (text for _, text in head.results)


def _refuse_unknown_slots(text: str, where: str) -> None:
    for name in slots_in(text):
        if name not in SLOT_BY_NAME:
            raise ReferenceDataError(
                f"不认识的空位 {{{name}}}", where=where, remedy=f"可用的有：{'、'.join(SLOT_BY_NAME)}"
            )


def _refuse_open_brackets(text: str, where: str) -> None:
    rest = OPTIONAL.sub("", text)
    if "[" in rest or "]" in rest:
        raise ReferenceDataError(
            f"方括号不成对：{text}", where=where, remedy="可省去的话请写在一对 [ ] 里，括号里不再套括号"
        )
