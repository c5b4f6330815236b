"""Office fonts this PC lacks: a matter of the machine and not of the paper, which names its fonts all the same."""

from __future__ import annotations

from collections.abc import Sequence

from models.domain.finding import Finding, Level, Target

MACHINE = "machine"


def fonts_finding(missing: Sequence[str]) -> Finding | None:
    """Return the NOTE about the families a PC lacks; None where it lacks none."""
    if not missing:
        return None
    return Finding(
        level=Level.NOTE, code="fonts_missing", where="本机 · 公文字体",
        text=f"本机缺{'、'.join(missing)}，在这台电脑上预览和打印会换成别的字体", remedy="请管理员装好字体",
        target=Target(table="settings", id="", field=MACHINE),
    )
