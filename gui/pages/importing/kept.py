"""Choices as plain values for an import that is kept half done, and what is said of one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from models.domain.drafts.comparison import Choice
from models.domain.drafts.kept import UnfinishedDraft


def choices_out(choices: Mapping[int, Choice]) -> dict[str, Any]:
    """Return choices by the place of their row: whether it is taken, and the fields where they were chosen."""
    return {
        str(place): [choice.is_taken, None if choice.fields is None else sorted(choice.fields)]
        for place, choice in choices.items()
    }


def choices_in(data: Mapping[str, Any]) -> dict[int, Choice]:
    """Return the choices these values were made of."""
    return {
        int(place): Choice(is_taken=is_taken, fields=None if fields is None else frozenset(fields))
        for place, (is_taken, fields) in data.items()
    }


def left_words(unfinished: UnfinishedDraft, now: datetime) -> str:
    """Return what and from when an unfinished import is: 台账 · 选过 3 项 · 今天 14:32."""
    if unfinished.kind is None:
        return "文件已损坏，只能放弃"
    chosen = len(json.loads(unfinished.choices))
    at = unfinished.saved_at
    day = "今天" if at.date() == now.date() else f"{at:%Y-%m-%d}"
    parts = [unfinished.kind.label, f"选过 {chosen} 项" if chosen else "", f"{day} {at:%H:%M}"]
    return " · ".join(part for part in parts if part)
