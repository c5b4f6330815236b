"""Findings: what a check, an import or a template inspection has to say, each with a place and a remedy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """级别: STOP keeps a paper from being issued, WARN should be looked at, NOTE is for information."""

    STOP = "STOP"
    WARN = "WARN"
    NOTE = "NOTE"

    @property
    def label(self) -> str:
        return {"STOP": "须处理", "WARN": "请核对", "NOTE": "提示"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """去处: the record a finding is about; `table` and `id` of the row, `field` or section where known."""

    table: str
    id: str
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """问题: one sentence of complaint with its place and its one remedy."""

    level: Level
    code: str
    where: str
    text: str
    remedy: str
    target: Target | None = None


def by_level(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with those first that keep a paper from being issued, otherwise in their order."""
    levels = list(Level)
    return sorted(findings, key=lambda item: levels.index(item.level))
