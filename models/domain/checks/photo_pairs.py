"""Pairs of photos 对比照片: what one lacks before it can be printed, and what a reader would stumble over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.domain.finding import Finding, Level, Target
from models.domain.photo_pairs import Shot, ShownPair, Side
from models.domain.plan import Task


def pair_place(pair: ShownPair) -> str:
    """Return how a finding names a pair."""
    return " · ".join(part for part in (f"对比照片 图{pair.number}", pair.pair.place.strip()) if part)


def no_pairs(task: Task) -> Finding:
    """Return the STOP of a paper of photos that has none."""
    return Finding(
        level=Level.STOP, code="no_photo_pair", where=f"任务 {task.number} · 佐证 · 对比照片", text="还没有对比照片",
        remedy="到“佐证 · 对比照片”里配上整改前、整改后两张",
        target=Target(table="tasks", id=task.id, field="photo_pairs"),
    )


def half_lacks(pair: ShownPair, side: Side, shot: Shot | None) -> Finding | None:
    """Return the STOP of a half that cannot be printed: no photo, no image among its files, or the file is gone."""
    if shot is None:
        text, remedy = f"缺{side.label}的照片", f"选一张{side.label}的照片"
        return _found(Level.STOP, "no_photo", pair, text, remedy, side.field)
    if shot.file is None:
        text = f"{side.label}的佐证“{shot.evidence.title}”没有图片文件"
        return _found(Level.STOP, "no_photo_image", pair, text, f"换一张{side.label}的照片", side.field)
    if not shot.is_there:
        text = f"{side.label}的照片“{shot.file.name}”不在磁盘上或大小不符"
        return _found(Level.STOP, "file_missing", pair, text, "从备份恢复，或查看杀毒软件隔离区", side.field)
    return None


def date_findings(pair: ShownPair) -> Iterator[Finding]:
    """Yield that the photo called 整改后 is older than the other, and which photos say no day."""
    before, after = (shot.evidence.dated_on if shot is not None else None for _, shot in pair.sides)
    if before and after and after.last_day < before.first_day:
        text = f"整改后（{after.chinese}）比整改前（{before.chinese}）还早"
        yield _found(Level.WARN, "photo_order", pair, text, "互换两张照片，或改正日期", Side.AFTER.date_field)
    for side, shot in pair.sides:
        if shot is not None and shot.evidence.dated_on is None:
            offered = f"（照片自带 {shot.taken_on.iso}，可采用）" if shot.taken_on else ""
            text = f"{side.label}的照片没有日期{offered}"
            yield _found(Level.NOTE, "photo_undated", pair, text, "填写拍摄日期", side.date_field)


def pair_findings(pairs: Sequence[ShownPair]) -> Iterator[Finding]:
    """Yield what is wrong with the pairs of a task, whatever paper is to come."""
    for pair in pairs:
        lacks = (half_lacks(pair, side, shot) for side, shot in pair.sides)
        yield from (finding for finding in lacks if finding is not None)
        yield from date_findings(pair)


def _found(level: Level, code: str, pair: ShownPair, text: str, remedy: str, field: str) -> Finding:
    return Finding(
        level=level, code=code, where=pair_place(pair), text=text, remedy=remedy,
        target=Target(table="photo_pairs", id=pair.pair.id, field=field),
    )
