"""A record as text that stays the same: what was signed is kept as the words and figures it was signed with.

The text is JSON with sorted names, so that the same records give the same text whatever the order of their fields.
Days and periods stand as they are stored (2021-03, 2021-03/2021-06), kinds by their own names. `restored` reads them
again: what this program does not keep is passed over, and what the writing one did not know has its default.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

from models.domain.partial_date import PartialDate, Period, when_from_iso

T = TypeVar("T")


def canonical(value: Any) -> str:
    """Return a frozen record, with all it holds, as JSON text; TypeError for what has no lasting text."""
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, indent=1)


def plain(value: Any) -> Any:
    """Return a frozen record as dicts, lists, texts, numbers and None."""
    if isinstance(value, PartialDate | Period):
        return value.iso
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise TypeError(f"{type(value).__name__} has no canonical text")


def restored(kind: type[T], text: str) -> T:
    """Return the record of a kind that `canonical` wrote; ValueError for what is none."""
    try:
        record: T = _read(kind, json.loads(text))
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"no {kind.__name__}: {error!r}") from error
    return record


def _read(kind: Any, value: Any) -> Any:
    if isinstance(kind, NewType):
        return _read(kind.__supertype__, value)
    if get_origin(kind) in (Union, UnionType):
        return _read_any(get_args(kind), value)
    if get_origin(kind) is tuple:
        return _read_tuple(get_args(kind), value)
    if kind in (PartialDate, Period):
        return when_from_iso(value)
    if is_dataclass(kind):
        return _read_record(kind, value)
    if issubclass(kind, datetime | date):
        return kind.fromisoformat(value)
    return kind(value) if issubclass(kind, Enum) else value


def _read_any(kinds: tuple[Any, ...], value: Any) -> Any:
    """Return a value of the one kind that may stand beside none; a day or a period is told by its text."""
    if value is None:
        return None
    return _read(next(kind for kind in kinds if kind is not NoneType), value)


def _read_tuple(kinds: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if kinds[1:] == (...,):
        return tuple(_read(kinds[0], item) for item in value)
    return tuple(_read(kind, item) for kind, item in zip(kinds, value, strict=True))


def _read_record(kind: Any, value: Mapping[str, Any]) -> Any:
    hints, known = _hints(kind), {}
    for item in fields(kind):
        if item.name in value:
            known[item.name] = _read(hints[item.name], value[item.name])
        elif item.default is MISSING and item.default_factory is MISSING:
            raise KeyError(item.name)
    return kind(**known)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
