"""Files to measure with, and the plain way of the system: `cp`, `sync`, `sha256sum`."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

FILES, FILE_SIZE = 2_000, 500_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Seconds of ours and of the plain way, the best of the rounds each, and memory above idle in MiB."""

    ours: float
    plain: float
    memory: float = 0.0

    @property
    def ratio(self) -> float:
        return self.ours / self.plain


def settled(target: Path, work: Callable[[], object]) -> float:
    """Return the seconds of work that begins with nothing left to be written, and delete what it made."""
    os.sync()
    taken = seconds(work)
    shutil.rmtree(target)
    return taken


def seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def plainly(source: Path, target: Path) -> None:
    run("cp", "-r", str(source), str(target))
    run("sync")
    run("sha256sum", *map(str, sorted(target.iterdir())))


def make_many(folder: Path, count: int = FILES) -> None:
    folder.mkdir(parents=True)
    body = os.urandom(FILE_SIZE - 8)
    for number in range(count):
        (folder / f"照片{number:04}.jpg").write_bytes(number.to_bytes(8, "big") + body)
