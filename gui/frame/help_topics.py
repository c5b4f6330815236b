"""What the help says, read from resources/manual: one TOML file a page or a part of a page, in Chinese.

A topic tells what the page is for, how the job is done there, its keys, its signs and the usual mistakes. The keys that
work everywhere stand once, in `everywhere.toml`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

EVERYWHERE = "everywhere"
GUIDE = "guide"

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A head and the steps under it."""

    head: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One page of help; keys, signs and mistakes are pairs of what stands or happens and what it means.

    `alone` is a page outside the window, where the keys of everywhere do nothing.
    """

    title: str
    purpose: str
    parts: tuple[Part, ...] = ()
    keys: tuple[Pair, ...] = ()
    signs: tuple[Pair, ...] = ()
    mistakes: tuple[Pair, ...] = ()
    alone: bool = False


@cache
def topic(name: str) -> Topic:
    """Return the topic of that name; raises FileNotFoundError where there is none, ValueError for an unknown key."""
    data = tomllib.loads(files("resources").joinpath("manual", f"{name}.toml").read_text(encoding="utf-8"))
    return _topic(name, data)


def names() -> list[str]:
    """Return the names of all topics."""
    manual = files("resources").joinpath("manual")
    return sorted(item.name.removesuffix(".toml") for item in manual.iterdir() if item.name.endswith(".toml"))


def _topic(name: str, data: dict[str, Any]) -> Topic:
    unknown = set(data) - {field.name for field in fields(Topic)}
    if unknown:
        raise ValueError(f"{name}.toml: {sorted(unknown)} is nothing a topic has")
    pairs = {key: tuple((str(first), str(second)) for first, second in data.get(key, ())) for key in _PAIRED}
    parts = tuple(Part(head=part["head"], lines=tuple(part["lines"])) for part in data.get("parts", ()))
    return Topic(title=data["title"], purpose=data["purpose"], parts=parts, alone=data.get("alone", False), **pairs)


_PAIRED = ("keys", "signs", "mistakes")
