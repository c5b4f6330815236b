"""Making backups in tests and looking at what came of them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

from models.actions.evidence import EvidenceInput, attach_evidence
from models.checking import verify_workspace
from models.vault import TakenIn
from models.workspace import Workspace
from tests.builders import Clock, add_task, open_workspace, rows_digest


def digest(folder: Path) -> str:
    return rows_digest(folder / "store.db")


def contents(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def verified(folder: Path) -> bool:
    workspace = open_workspace(folder)
    try:
        return verify_workspace(workspace).ok
    finally:
        workspace.close()


def written(workspace: Workspace, name: str = "备份.zip") -> Path:
    target = workspace.folder.parent / name
    workspace.snapshot().write(target)
    return target


def attach(workspace: Workspace, name: str) -> TakenIn:
    taken = workspace.vault.take_in_bytes(name, name.encode())
    attach_evidence(workspace, pieces=[EvidenceInput(files=[(taken.sha256, taken.name, taken.size)])], measure_id=None)
    return taken


def repacked(source: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """Write the zip again with members changed; None leaves one out."""
    target = source.with_name("repacked.zip")
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return target


def sit(folder: Path, clock: Clock, number: str) -> None:
    """Open, add a task, close an hour later."""
    workspace = open_workspace(folder, clock)
    add_task(workspace, number)
    clock.move(hours=1)
    workspace.close()
