"""Taking evidence in against copying, syncing and hashing the same files, in turn in one run.

The files lie on the disk of the folder given, and are deleted after each round. The plain way is `cp && sync &&
sha256sum`: it, too, leaves copies that survive a power cut and hashes that can be compared.
"""

from __future__ import annotations

import os
import shutil
import sys
import threading
from pathlib import Path
from time import sleep

from models.actions.evidence import EvidenceInput, attach_evidence
from models.intake.files import expand, take_in_files
from models.reporting import unheard
from models.workspace import Workspace
from tests.bench.plainly import Found, make_many, plainly, settled
from tests.builders import open_workspace

BIG = 1 << 30
ROUNDS = 3


def measure_many(folder: Path, rounds: int = ROUNDS) -> Found:
    """Take in 2,000 files of 500 KB."""
    source = folder / "many"
    make_many(source)
    return _measured(folder, source, rounds)


def measure_big(folder: Path, rounds: int = ROUNDS) -> Found:
    """Take in one file of 1 GB."""
    source = folder / "big"
    source.mkdir(parents=True)
    _make_big(source / "录像.mp4")
    return _measured(folder, source, rounds)


def _measured(folder: Path, source: Path, rounds: int) -> Found:
    target, memory = folder / "taken", 0.0
    ours, plain = [], []
    for _ in range(rounds):
        plain.append(settled(target, lambda: plainly(source, target)))
        ws = open_workspace(target)
        peak = _Peak()
        ours.append(settled(ws.vault.folder, lambda ws=ws: _taken_in(source, ws)))
        memory = max(memory, peak.end())
        # Without the backup of a close, which would copy everything once more.
        ws.leave()
        shutil.rmtree(target)
    shutil.rmtree(source)
    return Found(ours=min(ours), plain=min(plain), memory=memory)


def _taken_in(source: Path, ws: Workspace) -> None:
    """Take the files in and record each as a piece of evidence, as the window and `attach` do."""
    taken = take_in_files(ws.vault, [file.path for file in expand([source]).files], unheard)
    pieces = [EvidenceInput(files=[(item.sha256, item.name, item.size)]) for item in taken]
    attach_evidence(ws, pieces=pieces, measure_id=None)


def _make_big(path: Path) -> None:
    block = os.urandom((1 << 20) - 8)
    with path.open("wb") as file:
        for number in range(BIG >> 20):
            file.write(number.to_bytes(8, "big") + block)


class _Peak:
    """The most memory of this process while something runs, above what it held before."""

    def __init__(self) -> None:
        self._idle = self._most = _memory()
        self._is_over = threading.Event()
        self._watch = threading.Thread(target=self._look)
        self._watch.start()

    def end(self) -> float:
        """Return the peak in MiB above the start."""
        self._is_over.set()
        self._watch.join()
        return (self._most - self._idle) / (1 << 20)

    def _look(self) -> None:
        while not self._is_over.is_set():
            self._most = max(self._most, _memory())
            sleep(0.005)


def _memory() -> int:
    """Return the bytes of memory this process holds; 0 where the system does not tell."""
    if not sys.platform.startswith("linux"):
        return 0
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
