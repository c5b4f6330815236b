"""How records lie in tables: one table a domain class, one real column a field.

The mapping is read from the dataclasses, so a field is declared once; `models.store.tables` names every table of the
store that holds records, and is loaded with the first record, because the window must paint first. Derived columns
(sort keys, prepared search text) are computed whenever a row is written, and are part of the row like any other column:
an altered one is named by `verify`.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from models.domain.partial_date import PartialDate, Period, When, when_from_iso
from models.errors import AppError, StoreDamaged

Row = dict[str, str | int | None]
Encode = Callable[[Any], str | int | None]
Decode = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a record as a column: SQL type, and the two ways between value and cell."""

    name: str
    sql_type: str
    is_required: bool
    encode: Encode
    decode: Decode


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name, its domain class, its label for the clerk, its derived columns."""

    name: str
    cls: type[Any]
    label: str
    derived: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the record's own fields."""
        return _columns_by_name(self.name)

    @property
    def column_names(self) -> tuple[str, ...]:
        """Return the names of all columns, the derived ones last."""
        return (*(column.name for column in self.columns), *self.derived)

    def to_row(self, record: Any) -> Row:
        """Return the record as a row, derived columns included."""
        row: Row = {column.name: column.encode(getattr(record, column.name)) for column in self.columns}
        for name, derive in self.derived.items():
            row[name] = derive(record)
        return row

    def from_cells(self, cells: tuple[Any, ...]) -> Any:
        """Return the record whose cells stand in the order of `column_names`; raises StoreDamaged naming the field."""
        names, decoders = _decoders(self.name)
        values = dict(zip(names, cells, strict=False))
        try:
            for name, decode in decoders:
                values[name] = decode(values[name])
            return self.cls(**values)
        except (ValueError, TypeError, AppError):
            # Only a damaged row is looked through cell by cell: lists of thousands are read here.
            pairs = zip(self.columns, cells, strict=False)
            return self.cls(**{column.name: self._value(column, cell) for column, cell in pairs})

    def _value(self, column: Column, cell: Any) -> Any:
        try:
            return column.decode(cell)
        except (ValueError, TypeError, AppError) as error:
            raise StoreDamaged(
                f"“{self.label}”的 {column.name} 是“{cell}”，不是本程序写的值", where=f"数据库 {self.name}",
                remedy="请运行 verify 查看被改动的记录，并从备份恢复",
            ) from error


def search_text(*parts: str) -> str:
    """Return the prepared text LIKE searches: parts on lines of their own, case folded."""
    return "\n".join(part for part in parts if part).casefold()


def _same(value: Any) -> Any:
    return value


# The pieces of evidence of a task share their dates, and are read again behind every change.
_when = lru_cache(maxsize=4096)(when_from_iso)


def _moments(text: str) -> tuple[When, ...]:
    return tuple(when_from_iso(part) for part in text.split(";") if part)


def _optional(convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return _same if convert is _same else lambda value: None if value is None else convert(value)


def _codec(kind: Any) -> tuple[str, Encode, Decode]:
    """Return SQL type, encoder and decoder of one field type without None."""
    kind = getattr(kind, "__supertype__", kind)
    if kind in (PartialDate, Period) or _is_union(kind):
        return "TEXT", lambda value: value.iso, _when
    if typing.get_origin(kind) is tuple:
        return "TEXT", lambda value: ";".join(item.iso for item in value), _moments
    if kind is datetime:
        return "TEXT", lambda value: value.isoformat(timespec="seconds"), datetime.fromisoformat
    if kind is bool:
        return "INTEGER", int, bool
    if kind is int:
        return "INTEGER", _same, _same
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return "TEXT", lambda value: str(value.value), kind
    if kind is str:
        return "TEXT", _same, _same
    raise TypeError(f"no column type for {kind!r}")


def _is_union(kind: Any) -> bool:
    return typing.get_origin(kind) in (types.UnionType, typing.Union)


def _column(name: str, kind: Any) -> Column:
    options = [option for option in typing.get_args(kind) if option is not type(None)] if _is_union(kind) else [kind]
    is_required = not (_is_union(kind) and type(None) in typing.get_args(kind))
    sql_type, encode, decode = _codec(options[0])
    if is_required:
        return Column(name, sql_type, True, encode, decode)
    return Column(name, sql_type, False, _optional(encode), _optional(decode))


@cache
def _columns_by_name(name: str) -> tuple[Column, ...]:
    """Return the columns of a table, in the order of its class's fields."""
    cls = table_named(name).cls
    hints = typing.get_type_hints(cls)
    return tuple(_column(item.name, hints[item.name]) for item in fields(cls))


@cache
def _decoders(name: str) -> tuple[tuple[str, ...], tuple[tuple[str, Decode], ...]]:
    """Return the columns of a table's fields, and of those whose cells are not the values themselves the decoders."""
    columns = _columns_by_name(name)
    decoders = tuple((column.name, column.decode) for column in columns if column.decode is not _same)
    return tuple(column.name for column in columns), decoders


def table_of(cls: type[Any]) -> Table:
    """Return the table that holds the records of a class."""
    from models.store.tables import BY_CLASS

    return BY_CLASS[cls]


def table_named(name: str) -> Table:
    """Return the table of that name."""
    from models.store.tables import BY_NAME

    return BY_NAME[name]
