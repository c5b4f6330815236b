"""Numbers that stand twice in a draft: the first task of a number is kept, the others are left out and named.

1, １, 01 and "1 " are one number. Within one sheet each number is told by itself, with all its places. Where a second
sheet counts from one again, as ledgers of several inspections do, that is told once of the whole sheet: its tasks may
belong to another plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from models.domain.drafts.draft import DraftTask, RefusedRow
from models.domain.drafts.source import table_of
from models.domain.finding import Finding, Level
from models.domain.numbering import natural_key

_SHOWN = 30
_MANY_PLACES = 20
# A task that was kept, and one of the same number behind it.
_Pair = tuple[DraftTask, DraftTask]


def without_twins(tasks: Iterable[DraftTask]) -> tuple[list[DraftTask], list[RefusedRow], list[Finding]]:
    """Return the tasks without those whose number was there before, these with the reason, and what is told of them."""
    first: dict[str, DraftTask] = {}
    pairs: list[_Pair] = []
    kept: list[DraftTask] = []
    for task in tasks:
        key = natural_key(task.number)
        if key and key in first:
            pairs.append((first[key], task))
            continue
        first.setdefault(key, task)
        kept.append(task)
    return kept, [_left_out(*pair) for pair in pairs], [*_within(pairs), *_between(pairs)]


def _left_out(kept: DraftTask, twin: DraftTask) -> RefusedRow:
    where = kept.place or "前面一行"
    return RefusedRow(task=twin, reason=f"编号“{shortened(twin.number)}”与{where}重复，只导入前面的")


def _within(pairs: Sequence[_Pair]) -> Iterator[Finding]:
    """Yield a finding for each number that stands twice in one sheet, table or text."""
    numbers: dict[str, list[_Pair]] = {}
    for kept, twin in pairs:
        if table_of(kept.place) == table_of(twin.place):
            numbers.setdefault(natural_key(kept.number), []).append((kept, twin))
    for same in numbers.values():
        kept = same[0][0]
        yield Finding(
            level=Level.WARN, code="duplicate_number", where=same[0][1].place,
            text=f"编号“{shortened(kept.number)}”重复：已收入 {kept.place} 的，没有收入 {_listed(same)}",
            remedy="请在原文件里改正编号，再导入一次；或在任务里手工补录",
        )


def _between(pairs: Sequence[_Pair]) -> Iterator[Finding]:
    """Yield a finding for each sheet or table whose numbers stand in another one already."""
    tables: dict[tuple[str, str], list[_Pair]] = {}
    for kept, twin in pairs:
        names = table_of(kept.place), table_of(twin.place)
        if names[0] != names[1]:
            tables.setdefault(names, []).append((kept, twin))
    for (before, own), same in tables.items():
        here = f"“{own}”" if own else "正文"
        there = f"“{before}”" if before else "正文"
        yield Finding(
            level=Level.WARN, code="duplicate_number", where=own or same[0][1].place,
            text=f"{here}有 {len(same)} 个编号与{there}重复{_other_words(same)}，没有收入 {_listed(same)}",
            remedy=f"如果{here}是另一个方案的任务，请把它另存为单独的文件，导入时选定那个方案；是同一批任务的，不用处理",
        )


def _other_words(pairs: Sequence[_Pair]) -> str:
    """Say how many of them are other tasks by their words: those are lost, where the same task again is not."""
    count = sum("".join(kept.problem.split()) != "".join(twin.problem.split()) for kept, twin in pairs)
    return f"（其中 {count} 个写的是不同的问题）" if count else ""


def _listed(pairs: Sequence[_Pair]) -> str:
    shown = "、".join(f"{twin.place}“{shortened(twin.number)}”" for _, twin in pairs[:_MANY_PLACES])
    return shown + (f" 等 {len(pairs)} 处" if len(pairs) > _MANY_PLACES else "")


def shortened(text: str) -> str:
    """Return a text on one line, its end left out where it is long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN]}…"
