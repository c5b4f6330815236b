"""The victim: works on a workspace as fast as it can and says on stdout what was acknowledged, until it is killed.

Run as `python -m tests.kill.worker WORKSPACE FILES`. Each line `saved N` or `taken SHA` stands for a change that the
window would have shown as 已保存.
"""

from __future__ import annotations

import sys
from pathlib import Path

from models.actions import evidence, progress
from models.domain.plan import Measure
from models.intake.files import take_in_files
from models.workspace import Workspace
from tests.builders import open_workspace


def work(folder: Path, files: Path) -> None:
    ws = open_workspace(folder)
    measure = ws.find(Measure)[0]
    start = ws.last_sequence
    print("ready", flush=True)
    for number in range(start, start + 100_000):
        text = f"第{number}次调度。"
        progress.record_progress(ws, measure_id=measure.id, entry=progress.ProgressInput(text=text))
        if number % 7 == 0:
            # Before it is acknowledged: a kill between the two leaves the change undone, and rightly so.
            ws.undo()
            ws.redo()
        print(f"saved {text}", flush=True)
        if number % 3 == 0:
            print(f"taken {_take(ws, measure, files, number)}", flush=True)


def _take(ws: Workspace, measure: Measure, files: Path, number: int) -> str:
    path = files / f"照片{number}.txt"
    path.write_text(f"现场照片{number}\n" * 5000, encoding="utf-8")
    taken = take_in_files(ws.vault, [path], lambda *_: None)[0]
    piece = evidence.EvidenceInput(files=((taken.sha256, taken.name, taken.size),))
    evidence.attach_evidence(ws, pieces=(piece,), measure_id=measure.id)
    return taken.sha256


if __name__ == "__main__":
    work(Path(sys.argv[1]), Path(sys.argv[2]))
