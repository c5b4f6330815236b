"""Reading everything that is kept, and binding it, against `sha256sum` and `cp` of the same files, in one run."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from exporters.package import prepare_task_file
from exporters.selection import Selection
from models.actions.evidence import EvidenceInput, attach_evidence
from models.domain.evidence import StoredFile
from models.file_care import care_of
from models.intake.files import expand, take_in_files
from models.reporting import unheard
from models.workspace import Workspace
from tests.bench.plainly import FILES, Found, make_many, plainly, run, seconds, settled
from tests.builders import add_task, measures_of, open_workspace

BOUND = 300
ROUNDS = 3


def measure_reading(folder: Path, rounds: int = ROUNDS) -> tuple[Found, Found]:
    """Verify 2,000 stored files of 500 KB, and look after them in 文件体检, against `sha256sum` of the same."""
    ws = _bound_workspace(folder, FILES)
    hashes = [file.sha256 for file in ws.find(StoredFile)]
    paths = [str(ws.vault.path_of(sha256)) for sha256 in hashes]
    works: tuple[Callable[[], object], ...] = (
        lambda: run("sha256sum", *paths),
        lambda: [ws.vault.verify(sha256) for sha256 in hashes],
        lambda: care_of(ws),
    )
    plain, verified, cared = map(min, zip(*([seconds(work) for work in works] for _ in range(rounds)), strict=True))
    ws.leave()
    shutil.rmtree(folder)
    return Found(ours=verified, plain=plain), Found(ours=cared, plain=plain)


def measure_binding(folder: Path, rounds: int = ROUNDS) -> Found:
    """Bind 300 files of 500 KB into a 一问一档, against copying, syncing and hashing the same."""
    ws, target = _bound_workspace(folder, BOUND), folder / "档"
    ours, plain = [], []
    for _ in range(rounds):
        plain.append(settled(target, lambda: plainly(folder / "many", target)))
        job = prepare_task_file(ws, Selection(task="1"), path=target)
        ours.append(settled(target, job.run))
    ws.leave()
    shutil.rmtree(folder)
    return Found(ours=min(ours), plain=min(plain))


def _bound_workspace(folder: Path, files: int) -> Workspace:
    """Return a workspace whose one task has so many files, each a piece of evidence; they lie in many/ as well."""
    source = folder / "many"
    make_many(source, files)
    ws = open_workspace(folder / "ws")
    measure = measures_of(ws, add_task(ws, "1").id)[0]
    taken = take_in_files(ws.vault, [file.path for file in expand([source]).files], unheard)
    pieces = [EvidenceInput(files=[(item.sha256, item.name, item.size)]) for item in taken]
    attach_evidence(ws, pieces=pieces, measure_id=measure.id)
    return ws
