"""What the program knows without the office: forms and holiday tables, read from resources.

Unknown heads, keys and content kinds are refused by name, with the file they stand in; nothing is guessed.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from importlib.resources import files
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
from models.domain.workdays import Holidays, holidays_from
from models.errors import ReferenceDataError

E = TypeVar("E")


@dataclass(frozen=True)
class Reference:
    """资料: read when first asked for, so that the window need not wait for it."""

    @cached_property
    def forms(self) -> tuple[FormDefinition, ...]:
        """Return the built-in forms, in the order of their file names."""
        folder = files("resources").joinpath("forms")
        found = sorted((item for item in folder.iterdir() if item.name.endswith(".toml")), key=lambda item: item.name)
        return tuple(read_form(item.read_text(encoding="utf-8"), where=item.name) for item in found)

    @cached_property
    def holidays(self) -> Holidays:
        """Return the State Council holiday tables that are known."""
        folder = files("resources").joinpath("holidays")
        tables = [json.loads(item.read_text(encoding="utf-8")) for item in folder.iterdir()
                  if item.name.endswith(".json")]
        return holidays_from(*tables)

    def form(self, key: str) -> FormDefinition:
        """Return the form with this key; raises ReferenceDataError naming the known ones."""
        for form in self.forms:
            if form.key == key:
                return form
        known = "、".join(form.key for form in self.forms)
        raise ReferenceDataError(f"没有叫“{key}”的文书样式", remedy=f"可用的有：{known}")

    def forms_of(self, kind: str) -> tuple[FormDefinition, ...]:
        """Return the forms of one kind of paper."""
        return tuple(form for form in self.forms if form.kind == kind)


def read_form(text: str, *, where: str) -> FormDefinition:
    """Read a form definition; raises ReferenceDataError naming head, key and remedy."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ReferenceDataError(f"不是有效的 TOML：{error}", where=where, remedy="请改正这一行") from error
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
