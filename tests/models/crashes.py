"""Ends the program at every step of an intake, a backup or a restore, and reports what is left; run by those tests.

`python -m tests.models.crashes backup FOLDER` works in a single thread and forks: the child ends itself at the n-th
time it opens, renames, makes or removes something on disk (with `--every-call` also before each write, flush and
statement), the parent looks at what stands. Prints one line a fault and, last, the number of points tried.
"""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from models.actions.evidence import EvidenceInput, attach_evidence
from models.checking import verify_workspace
from models.domain.evidence import StoredFile
from models.intake.files import expand, take_in_files
from models.reporting import unheard
from models.workspace import Workspace
from tests.builders import Clock, add_task, open_workspace, rows_digest

STEPS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "sqlite3.connect")
# What of the system no audit tells: each is a step of its own, before it is made.
CALLS = ("write", "writelines", "flush", "fsync", "close", "posix_fadvise", "replace", "execute", "executemany")
EVERY_CALL = "--every-call" in sys.argv
KILLED = 9


def end_at(step: int) -> None:
    """Let this process end at its n-th step on disk, in whichever thread, without any cleaning up."""
    left = step

    def count() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os._exit(KILLED)

    def called(_: object, event: str, function: object) -> None:
        if event == "c_call" and getattr(function, "__name__", "") in CALLS:
            count()

    sys.addaudithook(lambda event, _: count() if event in STEPS else None)
    if EVERY_CALL:
        sys.setprofile(called)
        threading.setprofile(called)


def at_every_step(work: Callable[[], object], prepare: Callable[[], object], check: Callable[[], list[str]]) -> int:
    """Run `work` in children that end at their 1st, 2nd … step, until one gets through; print what `check` finds."""
    # Once without a crash, so that loading modules is none of the steps.
    prepare()
    work()
    step = 0
    while True:
        step += 1
        prepare()
        child = os.fork()
        if child == 0:
            end_at(step)
            work()
            os._exit(0)
        _, status = os.waitpid(child, 0)
        for fault in check():
            print(f"step {step}: {fault}")
        if os.waitstatus_to_exitcode(status) == 0:
            return step
        assert os.waitstatus_to_exitcode(status) == KILLED, f"step {step} ended by itself"


def backups(folder: Path) -> int:
    """End an automatic backup at every step: what is listed afterwards can be restored, the earlier ones are there."""
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

    return at_every_step(work, prepare, check)


def restores(folder: Path) -> int:
    """End a restore at every step: the target is not there, or is whole."""
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

    return at_every_step(lambda: Workspace.restore(source, target), prepare, check)


def files(folder: Path) -> int:
    """End the writing of a backup file at every step: the one before stays, or the new one is whole."""
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

    return at_every_step(work, prepare, check)


def intakes(folder: Path) -> int:
    """End the taking in of a folder at every step: the vault holds what the records name, all of it or nothing new."""
    spoiled, source = folder.with_name("spoiled"), folder.with_name("现场")
    (source / "附图").mkdir(parents=True)
    for name, words in (("1.txt", "照片"), ("2.txt", "照片"), ("3.txt", "纪要"), ("附图/1.txt", "附图")):
        (source / name).write_text(words, encoding="utf-8")

    def prepare() -> None:
        shutil.rmtree(spoiled, ignore_errors=True)
        shutil.copytree(folder, spoiled)

    def work() -> None:
        workspace = open_workspace(spoiled)
        taken = take_in_files(workspace.vault, [file.path for file in expand([source]).files], unheard)
        pieces = [EvidenceInput(files=((item.sha256, item.name, item.size),)) for item in taken]
        attach_evidence(workspace, pieces=pieces, measure_id=None)
        # Without the backup, whose steps are tried by themselves.
        workspace.leave()

    def check() -> list[str]:
        standing = open_workspace(spoiled)
        files, ok = standing.find(StoredFile), verify_workspace(standing).ok
        agree = ok and set(standing.vault.stored()) == {file.sha256 for file in files}
        faults = [] if agree else ["files and records do not agree"]
        faults += [] if len(files) - before in (0, 4) else [f"{len(files) - before} of 4 files are recorded"]
        standing.leave()
        return faults

    workspace = open_workspace(folder)
    before = len(workspace.find(StoredFile))
    workspace.leave()
    return at_every_step(work, prepare, check)


if __name__ == "__main__":
    print({"intake": intakes, "backup": backups, "restore": restores, "file": files}[sys.argv[1]](Path(sys.argv[2])))
