"""Further files for a piece of evidence, and a new version in the place of one; copied beside the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gui import ask
from gui.jobs import Job
from gui.session import Session
from models.actions.evidence_files import add_files, replace_file
from models.domain.evidence import Evidence, StoredFile
from models.domain.finding import Finding
from models.intake.files import expand, take_in_files
from models.reporting import Report
from models.vault import TakenIn


def pick_more(session: Session, parent: QWidget, evidence: Evidence) -> Job | None:
    """Let the clerk pick files that join a piece of evidence behind those it has; None where he picked none."""
    return add_more(session, evidence, ask.pick_files(parent, f"给“{evidence.title}”添加文件"))


def add_more(session: Session, evidence: Evidence, paths: Sequence[Path]) -> Job | None:
    """Let files join a piece of evidence behind those it has; None where there are none."""
    return _take_in(session, paths, lambda taken: _add(session, evidence, taken))


def pick_version(session: Session, parent: QWidget, file: StoredFile) -> Job | None:
    """Let the clerk pick the new version of a file; None where he picked none."""
    return renew(session, file, ask.pick_files(parent, f"选择“{file.name}”的新版本")[:1])


def renew(session: Session, file: StoredFile, paths: Sequence[Path]) -> Job | None:
    """Put the first of these files in the place of a stored one, whose old version is kept."""
    return _take_in(session, paths[:1], lambda taken: _renew(session, file, taken[0]))


def _take_in(session: Session, paths: Sequence[Path], then: Callable[[tuple[TakenIn, ...]], None]) -> Job | None:
    vault = session.workspace.vault

    def work(report: Report) -> tuple[tuple[TakenIn, ...], Sequence[Finding]]:
        listed = expand(paths)
        return take_in_files(vault, [file.path for file in listed.files], report), listed.left_out

    def done(result: tuple[tuple[TakenIn, ...], Sequence[Finding]]) -> None:
        taken, left_out = result
        then(taken)
        if left_out:
            more = f"；另有 {len(left_out) - 1} 个也没有收入" if len(left_out) > 1 else ""
            session.tell(f"“{left_out[0].where}”{left_out[0].text}{more}")

    return session.start("正在收入文件", work, done) if paths else None


def _add(session: Session, evidence: Evidence, taken: Sequence[TakenIn]) -> None:
    held = {file.sha256 for file in session.workspace.current_files(evidence.id)}
    fresh = [item for item in taken if item.sha256 not in held]
    if not fresh:
        session.tell(f"选的文件“{evidence.title}”里都已经有了，没有再加")
        return
    files = [(item.sha256, item.name, item.size) for item in fresh]
    session.apply(lambda ws: add_files(ws, evidence_id=evidence.id, files=files))


def _renew(session: Session, file: StoredFile, taken: TakenIn) -> None:
    new = (taken.sha256, taken.name, taken.size)
    changes = session.apply(lambda ws: replace_file(ws, file_id=file.id, new=new))
    if changes:
        session.tell(f"“{file.name}”已换成第{file.version + 1}版，第{file.version}版仍保留")
