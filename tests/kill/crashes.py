"""Kills the program at the system calls of a change, an intake, a backup or a restore, and reports what is left.

`python -m tests.kill.crashes backup FOLDER` works in a single thread and forks: each child is killed before another
system call, the parent looks at what stands. Thirty of the calls, evenly spread, or every one with `--every-call`.
Prints one line a fault and, last, the number of kills and of calls.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path

from models.actions.evidence import EvidenceInput, attach_evidence
from models.actions.progress import ProgressInput, record_progress
from models.checking import verify_workspace
from models.domain.evidence import StoredFile
from models.domain.file_care import CareKind
from models.domain.plan import Measure, Progress
from models.file_care import care_of
from models.intake.files import expand, take_in_files
from models.reporting import unheard
from models.workspace import Workspace
from tests.builders import Clock, add_task, open_workspace, rows_digest
from tests.kill import tracing

EVERY_CALL = "--every-call" in sys.argv
KILLS = 30
NOT_PERMITTED = 3


def at_the_calls(work: Callable[[], object], prepare: Callable[[], object], check: Callable[[], list[str]]) -> str:
    """Run `work` in children that are killed at one call after the other, until one gets through; print the faults."""
    # Once without a kill, so that loading modules is none of the calls.
    prepare()
    work()
    prepare()
    calls = tracing.run(work)
    apart = 1 if EVERY_CALL else max(1, calls // KILLS)
    for kills in count(1):
        prepare()
        reached = tracing.run(work, kills * apart)
        for fault in check():
            print(f"call {reached}: {fault}")
        # Threads take turns differently each time, so that another run may make a few calls more.
        if reached < kills * apart:
            break
    return f"{kills - 1} {calls}"


def backups(folder: Path) -> str:
    """Kill an automatic backup: what is listed afterwards can be restored, the earlier ones are there."""
    spoiled, restored = folder.with_name("spoiled"), folder.with_name("restored")
    clock = Clock()
    clock.moment += timedelta(days=100)
    names = [item.path.name for item in Workspace.backups_in(folder)]

    def prepare() -> None:
        shutil.rmtree(spoiled, ignore_errors=True)
        shutil.copytree(folder, spoiled)

    def work() -> None:
        workspace = open_workspace(spoiled, clock)
        add_task(workspace, "900")
        workspace.close()

    def check() -> list[str]:
        found = Workspace.backups_in(spoiled)
        faults = [f"{item.path.name} {item.fault}" for item in found if item.fault]
        faults += [f"{name} is gone" for name in names[:-1] if name not in {item.path.name for item in found}]
        for item in (found[0], found[-1]):
            shutil.rmtree(restored, ignore_errors=True)
            if Workspace.restore(item.path, restored).missing:
                faults.append(f"{item.path.name} lacks evidence")
        return faults

    return at_the_calls(work, prepare, check)


def restores(folder: Path) -> str:
    """Kill a restore: the target is not there, or is whole."""
    source, target = folder.with_name("backup.zip"), folder.with_name("restored")
    workspace = open_workspace(folder)
    workspace.snapshot().write(source)
    workspace.close()
    wanted = rows_digest(folder / "store.db")

    def check() -> list[str]:
        if not target.exists():
            return []
        standing = open_workspace(target)
        ok = verify_workspace(standing).ok
        standing.close()
        return [] if ok and rows_digest(target / "store.db") == wanted else ["the target is not whole"]

    def prepare() -> None:
        shutil.rmtree(target, ignore_errors=True)

    return at_the_calls(lambda: Workspace.restore(source, target), prepare, check)


def files(folder: Path) -> str:
    """Kill the writing of a backup file: the one before stays, or the new one is whole."""
    stick = folder.with_name("stick")
    stick.mkdir()
    target, restored = stick / "b.zip", folder.with_name("restored")

    def prepare() -> None:
        target.write_bytes(b"earlier")

    def work() -> None:
        workspace = open_workspace(folder)
        workspace.snapshot().write(target)
        workspace.close()

    def check() -> list[str]:
        if target.read_bytes() == b"earlier":
            return []
        shutil.rmtree(restored, ignore_errors=True)
        return ["the backup lacks evidence"] if Workspace.restore(target, restored).missing else []

    return at_the_calls(work, prepare, check)


def intakes(folder: Path) -> str:
    """Kill the taking in of a folder: every file is there whole, with its record, or neither is; the next one works."""
    spoiled, source = folder.with_name("spoiled"), folder.with_name("现场")
    (source / "附图").mkdir(parents=True)
    for name, words in (("1.txt", "照片"), ("2.txt", "照片"), ("3.txt", "纪要" * 200_000), ("附图/1.txt", "附图")):
        (source / name).write_text(words, encoding="utf-8")

    def prepare() -> None:
        shutil.rmtree(spoiled, ignore_errors=True)
        shutil.copytree(folder, spoiled)

    def work() -> None:
        workspace = open_workspace(spoiled)
        _take_in(workspace, source)
        # Without the backup, whose calls are tried by themselves.
        workspace.leave()

    def check() -> list[str]:
        standing = open_workspace(spoiled)
        faults, came = _disagreements(standing), len(standing.find(StoredFile)) - before
        faults += [] if came in (0, 4) else [f"{came} of 4 files are recorded"]
        _take_in(standing, source)
        again = len(standing.find(StoredFile)) - before - came
        faults += _disagreements(standing)
        standing.leave()
        return faults + ([] if again == 4 else [f"{again} of 4 files are recorded the next time"])

    workspace = open_workspace(folder)
    before = len(workspace.find(StoredFile))
    workspace.leave()
    return at_the_calls(work, prepare, check)


def changes(folder: Path) -> str:
    """Kill saving, undoing and taking in: what was acknowledged is there, and everything is sound."""
    spoiled, source, heard = folder.with_name("spoiled"), folder.with_name("现场照片.txt"), folder.with_name("heard")
    source.write_text("现场照片", encoding="utf-8")
    workspace = open_workspace(folder)
    add_task(workspace, "900")
    before = len(workspace.find(StoredFile))
    workspace.leave()

    def prepare() -> None:
        shutil.rmtree(spoiled, ignore_errors=True)
        shutil.copytree(folder, spoiled)
        heard.write_bytes(b"")

    def work() -> None:
        workspace = open_workspace(spoiled)
        measure = workspace.find(Measure)[0]
        with heard.open("ab", buffering=0) as told:
            for text in ("第一次调度", "第二次调度"):
                record_progress(workspace, measure_id=measure.id, entry=ProgressInput(text=text))
                # Before it is acknowledged: a kill between the two leaves the change undone, and rightly so.
                workspace.undo()
                workspace.redo()
                told.write(f"{text}\n".encode())
            _take_in(workspace, source)
            told.write("收入\n".encode())
        workspace.leave()

    def check() -> list[str]:
        standing = open_workspace(spoiled)
        there = {entry.text for entry in standing.find(Progress)}
        there |= {"收入"} if len(standing.find(StoredFile)) > before else set()
        faults = [f"{line} is lost" for line in heard.read_text(encoding="utf-8").split() if line not in there]
        faults += _disagreements(standing)
        standing.leave()
        return faults

    return at_the_calls(work, prepare, check)


def _take_in(workspace: Workspace, source: Path) -> None:
    taken = take_in_files(workspace.vault, [file.path for file in expand([source]).files], unheard)
    pieces = [EvidenceInput(files=((item.sha256, item.name, item.size),)) for item in taken]
    attach_evidence(workspace, pieces=pieces, measure_id=None)


def _disagreements(workspace: Workspace) -> list[str]:
    """Return in what files and records do not agree; what is unused is no fault."""
    found = [finding.text for finding in verify_workspace(workspace).findings]
    found += [f"{item.kind}: {item.name}" for item in care_of(workspace).items if item.kind is not CareKind.UNUSED]
    named = {file.sha256 for file in workspace.find(StoredFile)}
    found += [] if set(workspace.vault.stored()) == named else ["a file nobody names"]
    return found + [f"left: {path.name}" for path in (workspace.vault.folder / "staging").glob("*")]


if __name__ == "__main__":
    if not tracing.may_trace():
        sys.exit(NOT_PERMITTED)
    kinds = {"change": changes, "intake": intakes, "backup": backups, "restore": restores, "file": files}
    print(kinds[sys.argv[1]](Path(sys.argv[2])))
