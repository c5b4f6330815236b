"""What a bench prints: one measured figure with its limit."""

from __future__ import annotations

from dataclasses import dataclass

from tests.bench.plainly import Found


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured figure: what it is, its value, its unit, and the limit it must not pass (None: only printed)."""

    name: str
    value: float
    unit: str
    limit: float | None
    detail: str = ""

    @property
    def holds(self) -> bool:
        return self.limit is None or self.value <= self.limit

    def __str__(self) -> str:
        limit = "" if self.limit is None else f"（限 {self.limit:g}）"
        sign = "ok  " if self.holds else "超限"
        return f"{sign} {self.name}：{self.value:.2f} {self.unit}{limit}　{self.detail}"


def against(name: str, plain: str, found: Found, limit: float) -> Figure:
    """Return how long ours took beside the plain way."""
    detail = f"用时 {found.ours:.2f} 秒，{plain} {found.plain:.2f} 秒"
    return Figure(name=f"{name} ÷ {plain}", value=found.ratio, unit="倍", limit=limit, detail=detail)
