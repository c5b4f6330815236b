"""A hundred opinions as a worker makes them: read, checked, set, written beside, read again, named.

Each is paired with writing the parts of the very same file with lxml and zip to a file, and nothing else. Compared is
the processor's time, because a paper takes longer than another program leaves it in peace; beside it stands the time
by the clock, which waits for the disk as well. The worker's report is the window's: it takes the progress and ends the
work at the next report after 取消.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from exporters.paper_job import Job
from exporters.produce import prepare
from exporters.selection import Selection
from models.errors import Cancelled
from tests.bench.paper import parts_of, written
from tests.builders import open_workspace
from tests.exporters.records import close_task

PAPERS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The median ratio of pairs, their medians in seconds, all of ours by the clock, and from 取消 to the end of it."""

    ratio: float
    ours: float
    floor: float
    clock: float
    cancelled: float


class Asked:
    """A report that counts, and stops the work once it was cancelled."""

    def __init__(self) -> None:
        self.count = 0
        self.cancelled_at = 0.0

    def __call__(self, done: int, total: int, text: str) -> None:
        self.count += 1
        if self.cancelled_at:
            raise Cancelled()


def measure(folder: Path) -> Measured:
    """Return how long a hundred opinions take."""
    ws = open_workspace(folder)
    closures = [close_task(ws, number=str(number), sequence=number) for number in range(1, PAPERS + 1)]
    target = folder / "papers"
    target.mkdir()
    ours, floor, report, clock = [], [], Asked(), 0.0
    for place, closure_id in enumerate(closures):
        start, began = process_time(), perf_counter()
        job = prepare(ws, "closure_opinion", Selection(closure_id=closure_id), folder=target)
        (path,) = job.run(report).files
        ours.append(process_time() - start)
        clock += perf_counter() - began
        parts = parts_of(path.read_bytes())
        start = process_time()
        (target / f"{place}.floor").write_bytes(written(parts))
        floor.append(process_time() - start)
    assert report.count >= PAPERS
    jobs = [prepare(ws, "closure_opinion", Selection(closure_id=item), folder=target) for item in closures]
    ws.close()
    ratio = median(one / other for one, other in zip(ours, floor, strict=True))
    return Measured(ratio=ratio, ours=median(ours), floor=median(floor), clock=clock, cancelled=_cancelled(jobs))


def _cancelled(jobs: list[Job]) -> float:
    """Return the longest time from 取消 in the middle of a paper to the end of the work."""
    longest = 0.0
    for steps, job in enumerate(jobs[:12]):
        asked = Asked()

        def report(done: int, total: int, text: str, asked: Asked = asked, last: int = steps % 3) -> None:
            asked(done, total, text)
            if done == last:
                asked.cancelled_at = perf_counter()

        with suppress(Cancelled):
            job.run(report)
        longest = max(longest, perf_counter() - asked.cancelled_at)
    return longest
