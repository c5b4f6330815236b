"""Speed as ratios, each pair measured in turn in one run: `python -m tests.bench [--only NAME …] [--pairs 11]`.

Absolute times differ from PC to PC and from hour to hour; a ratio to the least that could do the same stays. Ends with
exit code 1 when a limit is passed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from gui.garbage import look_through_few
from gui.places import EVIDENCE, IMPORTING, PAPERS
from models.sample import make_sample
from tests.bench import (
    adopting,
    care,
    clerk,
    duties,
    evidence,
    importing,
    intake,
    ledger,
    matrix,
    pairs,
    paper,
    papers,
    plainly,
    plan,
    reading,
    saving,
    typing,
    watchdog,
    window,
)
from tests.bench.big import make
from tests.bench.figure import Figure, against
from tests.builders import open_workspace

# Where a bare window of 200 labels takes 25 ms, no event takes 50.
LONGEST = 2


def main() -> int:
    """Run every bench and print its figures."""
    # As the program itself does.
    look_through_few()
    options = _options()
    failed = False
    with tempfile.TemporaryDirectory(prefix="bench-") as path:
        folder = Path(path)
        benches = _benches(folder, options)
        for name in options.only or benches:
            for figure in benches[name]():
                print(figure, flush=True)
                failed |= not figure.holds
    return int(failed)


def _benches(folder: Path, options: argparse.Namespace) -> dict[str, Callable[[], list[Figure]]]:
    return {
        "saving": lambda: _saving(folder, options.pairs),
        "adopting": lambda: _adopting(folder / "adopting"),
        "paper": lambda: _paper(folder, options.pairs),
        "reading": lambda: _reading(folder, options.pairs),
        "plan": lambda: _plan(folder / "plan", options.pairs),
        "papers": lambda: _papers(folder),
        "ledger": lambda: _ledger(folder / "ledger", options.pairs),
        "intake": lambda: _intake(folder / "intake"),
        "care": lambda: _care(folder / "care"),
        "typing": lambda: _typing(folder, options.pairs),
        "desk": lambda: _at_papers(folder / "desk"),
        "importing": lambda: _at_imports(folder / "importing"),
        "matrix": lambda: _at_matrix(folder / "matrix"),
        "pairs": lambda: _at_pairs(folder / "pairs"),
        "duties": lambda: _at_duties(folder / "duties"),
        "evidence": lambda: [figure for count in (evidence.FEW, evidence.MANY)
                             for figure in _at_evidence(folder / f"evidence-{count}", count)],
        "tasks": lambda: [figure for tasks in options.tasks
                          for figure in _with_tasks(folder / str(tasks), tasks, options)],
    }


def _saving(folder: Path, pairs: int) -> list[Figure]:
    ratio, ours, plain = saving.measure(folder / "saving", pairs * 5)
    detail = f"保存 {ours * 1000:.2f} 毫秒，同样设置的 INSERT {plain * 1000:.2f} 毫秒"
    return [Figure(name="登记一条落实情况 ÷ 一条 INSERT", value=ratio, unit="倍", limit=5, detail=detail)]


def _adopting(folder: Path) -> list[Figure]:
    ratio, ours, plain, longest, rows = adopting.measure(folder, 3)
    detail = f"{rows} 条记录，导入 {ours:.2f} 秒，executemany {plain:.2f} 秒，最长一步 {longest * 1000:.0f} 毫秒"
    name = f"导入 {adopting.ROWS} 行的台账 ÷ 同样记录的 executemany"
    return [Figure(name=name, value=ratio, unit="倍", limit=10, detail=detail)]


def _paper(folder: Path, pairs: int) -> list[Figure]:
    ratio, ours, plain = paper.measure(folder / "paper", pairs)
    detail = f"生成并写出 {ours * 1000:.1f} 毫秒，lxml 与 zip 写同样部件 {plain * 1000:.2f} 毫秒"
    return [Figure(name="验收销号意见 ÷ 同样部件的 lxml+zip", value=ratio, unit="倍", limit=20, detail=detail)]


def _reading(folder: Path, pairs: int) -> list[Figure]:
    found = reading.measure(folder / "reading", pairs)
    values = f"python-calamine 只读数值 {found.values * 1000:.0f} 毫秒"
    draft = (
        f"读成草稿 {found.draft * 1000:.0f} 毫秒，其中子进程启动 {found.start * 1000:.0f} 毫秒，{values}；"
        f"读成表格的目标是 2 倍，草稿还要读懂每一行"
    )
    return [
        Figure(name=f"{reading.ROWS} 行台账读成表格 ÷ python-calamine", value=found.grid_ratio, unit="倍", limit=2,
               detail=f"读成表格 {found.grid * 1000:.0f} 毫秒，{values}"),
        Figure(name=f"{reading.ROWS} 行台账读成任务草稿（不计子进程启动） ÷ python-calamine", value=found.draft_ratio,
               unit="倍", limit=7.5, detail=draft),
    ]


def _plan(folder: Path, pairs: int) -> list[Figure]:
    found = plan.measure(folder, pairs)
    name = f"{plan.TASKS} 项任务、{plan.MEASURES} 条措施的方案，从文件到对照"
    detail = (
        f"读成草稿 {found.draft:.2f} 秒，对照 {found.compare:.2f} 秒，"
        f"lxml 与 zip 读出文字 {found.floor * 1000:.0f} 毫秒"
    )
    return [
        Figure(name=name, value=found.clock, unit="秒", limit=3, detail=detail),
        Figure(name=f"{name} ÷ lxml 与 zip 读出文字", value=found.ratio, unit="倍", limit=None),
    ]


def _papers(folder: Path) -> list[Figure]:
    found = papers.measure(folder / "papers")
    detail = (
        f"一份 {found.ours * 1000:.1f} 毫秒，lxml 与 zip 写同样部件 {found.floor * 1000:.2f} 毫秒（处理器时间），"
        f"共 {found.clock:.1f} 秒，取消后 {found.cancelled * 1000:.0f} 毫秒停下"
    )
    name = f"{papers.PAPERS} 份验收销号意见，从读取到存好 ÷ 同样部件的 lxml+zip"
    return [Figure(name=name, value=found.ratio, unit="倍", limit=15, detail=detail)]


def _ledger(folder: Path, pairs: int) -> list[Figure]:
    ratio, ours, plain = ledger.measure(folder, pairs)
    detail = f"读取、写出并核对 {ours * 1000:.0f} 毫秒，openpyxl {plain * 1000:.0f} 毫秒（处理器时间）"
    name = f"{ledger.TASKS} 项任务的台账 ÷ openpyxl 写同样的单元格"
    return [Figure(name=name, value=ratio, unit="倍", limit=1.5, detail=detail)]


def _intake(folder: Path) -> list[Figure]:
    many, big = intake.measure_many(folder), intake.measure_big(folder)
    return [
        against(f"收入 {plainly.FILES} 个 500 KB 的文件", "cp、sync、sha256sum", many, 1),
        against("收入一个 1 GB 的文件", "cp、sync、sha256sum", big, 1),
        Figure(name="收入一个 1 GB 的文件时多占的内存", value=big.memory, unit="MB", limit=50),
    ]


def _care(folder: Path) -> list[Figure]:
    verified, cared = care.measure_reading(folder / "reading")
    bound = care.measure_binding(folder / "binding")
    return [
        # 90 % of the speed of sha256sum.
        against(f"校验 {plainly.FILES} 个 500 KB 的文件", "sha256sum", verified, 1 / 0.9),
        against(f"文件体检 {plainly.FILES} 个 500 KB 的文件", "sha256sum", cared, 1 / 0.9),
        against(f"{care.BOUND} 个 500 KB 的文件做成一问一档", "cp、sync、sha256sum", bound, 2),
    ]


def _typing(folder: Path, rounds: int) -> list[Figure]:
    again, first, characters = typing.measure(folder / "typing", rounds)
    detail = f"{typing.MEASURES} 条措施、{characters} 字；第一次 {first * 1000:.0f} 毫秒"
    return [Figure(name="打字停顿时把文书重新体检一遍", value=again * 1000, unit="毫秒", limit=50, detail=detail)]


def _at_papers(folder: Path) -> list[Figure]:
    """Return the longest hold-ups of the work about papers."""
    with closing(open_workspace(folder)) as ws:
        make_sample(ws)
    return _longest(folder, PAPERS)


def _at_imports(folder: Path) -> list[Figure]:
    """Return the longest hold-ups while a ledger is imported."""
    open_workspace(folder).close()
    importing.files(folder)
    return _longest(folder, IMPORTING)


def _at_evidence(folder: Path, count: int) -> list[Figure]:
    """Return the longest hold-ups of the work with so many pieces of evidence."""
    evidence.make(folder, count)
    return _longest(folder, EVIDENCE, f"{count} 份佐证：")


def _at_matrix(folder: Path) -> list[Figure]:
    """Return the longest hold-ups in 对应表, and how long all of it takes to be painted."""
    matrix.make(folder)
    held = watchdog.measure_work(folder, watchdog.MATRIX)
    whole = held.pop(matrix.PAINTED)
    # 100 milliseconds where a bare window takes 25.
    painted = Figure(
        name=f"{matrix.PAINTED} ÷ 一个空窗口", value=whole.busy / whole.bare, unit="倍", limit=2 * LONGEST,
        detail=f"画 {whole.busy * 1000:.0f} 毫秒，按钟表 {whole.clock * 1000:.0f} 毫秒",
    )
    return [
        painted,
        *(_held(f"窗口最长一次停顿，{name} ÷ 一个空窗口", item, True) for name, item in held.items()),
    ]


def _at_pairs(folder: Path) -> list[Figure]:
    """Return the longest hold-ups of the work about pairs of photos."""
    pairs.make(folder)
    return _longest(folder, watchdog.PAIRS)


def _at_duties(folder: Path) -> list[Figure]:
    """Return the longest hold-ups of the work about the duties of a measure with much evidence."""
    duties.make(folder)
    return _longest(folder, watchdog.DUTIES)


def _longest(folder: Path, key: str, about: str = "") -> list[Figure]:
    return [_held(f"{about}窗口最长一次停顿，{name} ÷ 一个空窗口", item, True)
            for name, item in watchdog.measure_work(folder, key).items()]


def _with_tasks(folder: Path, tasks: int, options: argparse.Namespace) -> list[Figure]:
    make(folder, tasks)
    is_promised = tasks <= 20_000
    times, memory, shown = window.measure(folder, options.pairs)
    return [
        Figure(name=f"{tasks} 项任务：窗口首次画出 ÷ 空窗口", value=times, unit="倍",
               limit=2.5 if is_promised else None, detail=shown),
        Figure(name=f"{tasks} 项任务：内存 ÷ 空窗口", value=memory, unit="倍", limit=1.8 if is_promised else None),
        *_held_up(folder, tasks, is_promised=is_promised),
    ]


def _held_up(folder: Path, tasks: int, *, is_promised: bool) -> list[Figure]:
    """Return the longest hold-ups of the window; last, because it writes into the workspace.

    A key of the filter has a limit of its own, in milliseconds.
    """
    held = watchdog.measure(folder)
    key = held.pop(clerk.TYPING)
    return [
        Figure(name=f"{tasks} 项任务：每键筛选，最慢一键占用窗口", value=key.busy * 1000, unit="毫秒",
               limit=100 if is_promised else None, detail=f"按钟表 {key.clock * 1000:.0f} 毫秒"),
        *(_held(f"{tasks} 项任务：窗口最长一次停顿，{name} ÷ 一个空窗口", item, is_promised)
          for name, item in held.items()),
    ]


def _held(name: str, item: watchdog.Held, is_promised: bool) -> Figure:
    detail = f"占用窗口 {item.busy * 1000:.0f} 毫秒，按钟表 {item.clock * 1000:.0f} 毫秒"
    return Figure(name=name, value=item.busy / item.bare, unit="倍", limit=LONGEST if is_promised else None,
                  detail=detail)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--tasks", type=int, nargs="+", default=[20_000, 100_000])
    parser.add_argument("--pairs", type=int, default=11)
    parser.add_argument("--only", nargs="+", metavar="NAME", help="saving, adopting, … importing, tasks")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
