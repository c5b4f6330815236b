"""Further files for a piece of evidence: its second page, the scan that was forgotten; copied beside the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from gui import ask
from gui.jobs import Job
from gui.session import Session
from models.actions.evidence_files import add_files
from models.domain.evidence import Evidence
from models.errors import AppError
from models.intake.files import expand, take_in_files
from models.vault import TakenIn


def pick_more(session: Session, parent: QWidget, evidence: Evidence) -> Job | None:
    """Let the clerk pick files that join a piece of evidence behind those it has; None where he picked none."""
    paths = ask.pick_files(parent, f"给“{evidence.title}”添加文件")
    if not paths:
        return None
    try:
        files = [file.path for file in expand(paths).files]
    except AppError as error:
        session.show(error)
        return None
    vault = session.workspace.vault
    return session.start(
        "正在收入文件", lambda report: take_in_files(vault, files, report), lambda taken: _add(session, evidence, taken)
    )


def _add(session: Session, evidence: Evidence, taken: Sequence[TakenIn]) -> None:
    held = {file.sha256 for file in session.workspace.current_files(evidence.id)}
    fresh = [item for item in taken if item.sha256 not in held]
    if not fresh:
        session.tell(f"选的文件“{evidence.title}”里都已经有了，没有再加")
        return
    files = [(item.sha256, item.name, item.size) for item in fresh]
    session.apply(lambda ws: add_files(ws, evidence_id=evidence.id, files=files))
