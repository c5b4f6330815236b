"""Lists of measures as implementation opinions print them: numbered paragraphs that end in a bracket of their units.

（十二）筑牢自然生态屏障。…（牵头单位：省自然资源厅；责任单位：…）is one task; its first sentence is its name. Which
number begins an item is the one after which just one bracket stands. Items without a bracket among the others are
tasks without units; those after the last are named and left out: they are organisation and guarantees.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.domain.drafts.draft import DraftTask
from models.domain.finding import Finding, Level
from models.domain.reading.chapters import is_aside, is_chapter
from models.domain.reading.headed import Line
from models.domain.reading.marks import Kind
from models.domain.reading.phrases.remarks import Remark, split_remark

_LONGEST_NAME = 40
_NAME = re.compile(r"([^。；，：:]{2,40})[。：:]\s*(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """A numbered paragraph with what stands under it up to the next, and its bracket."""

    first: Line
    text: str
    remark: Remark | None


def tasks_of_list(lines: Sequence[Line]) -> tuple[tuple[DraftTask, ...], tuple[Finding, ...]]:
    """Return the tasks of a list of measures, none where no paragraph ends in a bracket of units."""
    ways = [_items(lines, kind) for kind in Kind if kind is not Kind.PART]
    items = max(ways, key=lambda found: sum(item.remark is not None for item in found))
    ends = [at for at, item in enumerate(items) if item.remark]
    if not ends:
        return (), ()
    kept = items[ends[0] : ends[-1] + 1]
    left = [item for item in items[ends[-1] + 1 :] if item.first.mark]
    return tuple(_task(item) for item in kept), tuple(_left_out(left))


def _items(lines: Sequence[Line], kind: Kind) -> list[_Item]:
    """Return the items one kind of number makes; an item that holds two brackets is cut too coarsely, so it is none."""
    found: list[list[Line]] = []
    for line in lines:
        if line.mark and line.mark.kind is kind:
            found.append([line])
        elif is_aside(line) or (line.mark and line.mark.kind < kind) or (line.level and not line.mark):
            found.append([])
        elif found and found[-1]:
            found[-1].append(line)
    return [item for item in map(_item, filter(None, found)) if item]


def _item(lines: Sequence[Line]) -> _Item | None:
    split = [split_remark(line.text if at else line.words) for at, line in enumerate(lines)]
    remarks = [remark for _, remark in split if remark and remark.units]
    if len(remarks) > 1:
        return None
    texts: list[str] = []
    for at, (line, (text, remark)) in enumerate(zip(lines, split, strict=True)):
        # What follows the bracket belongs to no item.
        whole = line.text if at else line.words
        texts.append(text if remark and remark.units else whole)
        if remark and remark.units:
            break
    return _Item(first=lines[0], text="\n".join(filter(None, texts)), remark=remarks[0] if remarks else None)


def _task(item: _Item) -> DraftTask:
    remark = item.remark or Remark()
    name = _NAME.match(item.text)
    return DraftTask(
        number=item.first.mark.number if item.first.mark else "", title=name[1] if name else "", problem=item.text,
        deadline_text=remark.timing.text, deadline=remark.timing.until, is_immediate=remark.timing.is_immediate,
        is_ongoing=remark.timing.is_ongoing, units=dict(remark.roles), place=item.first.place,
        places={"problem": item.first.place},
    )


def _left_out(items: Sequence[_Item]) -> list[Finding]:
    return [
        Finding(
            level=Level.NOTE, code="item_without_units", where=item.first.place,
            text=f"“{_short(item.first.text)}”没有写明单位，没有作为任务读入",
            remedy="如果它也是任务，请在导入后新建",
        )
        for item in items if not is_chapter(item.first) or len(item.text) > _LONGEST_NAME
    ]


def _short(text: str) -> str:
    return text if len(text) <= 20 else text[:20] + "…"
