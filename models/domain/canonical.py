"""A record as text that stays the same: what was signed is kept as the words and figures it was signed with.

The text is JSON with sorted names, so that the same records give the same text whatever the order of their fields.
Days and periods stand as they are stored (2021-03, 2021-03/2021-06), kinds by their own names.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from models.domain.partial_date import PartialDate, Period


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
