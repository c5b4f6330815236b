"""一问一档, asked for in the window: where to, then looked through, then written beside the window.

The folder is asked for each time: the bound file goes to a stick or to the archive, not to where papers are drafted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from exporters.package import TaskFileJob, prepare_task_file
from exporters.paper_job import PaperRefused
from exporters.registry import TASK_FILE_LABEL
from exporters.selection import Selection
from gui import ask, opening
from gui.session import Session
from models.domain.finding import Finding, Level
from models.domain.plan import TaskId
from models.dossiers import Produced
from models.errors import AppError

TITLE = f"正在做{TASK_FILE_LABEL}"
NAMED = 5


def export_task_file(session: Session, parent: QWidget, task_id: TaskId) -> None:
    """Write the bound file of a task into a folder that is asked for."""
    folder = ask.pick_folder(parent, f"把{TASK_FILE_LABEL}放到哪个文件夹")
    if folder is None:
        return
    job = prepare_task_file(session.workspace, Selection(task_id=task_id), folder=folder)
    session.start("正在核对佐证文件", lambda _: job.findings(), lambda found: _decide(session, parent, job, found))


def _decide(session: Session, parent: QWidget, job: TaskFileJob, findings: Sequence[Finding]) -> None:
    lost = [finding for finding in findings if finding.level is Level.STOP]
    if not lost:
        _write(session, parent, job)
        return
    more = f"\n……共 {len(lost)} 个" if len(lost) > NAMED else ""
    lines = "\n".join(f"· {finding.where}：{finding.text}" for finding in lost[:NAMED]) + more
    text = f"有 {len(lost)} 个佐证文件缺失或损坏。先不要它们的话，存为草稿，卷内目录里写明缺什么：\n{lines}"
    if ask.choose(parent, TASK_FILE_LABEL, text, ("存为草稿",), cancel="回去处理") == 0:
        _write(session, parent, replace(job, draft=True))


def _write(session: Session, parent: QWidget, job: TaskFileJob) -> None:
    session.start(
        TITLE, job.run, lambda produced: _written(session, produced),
        failed=lambda error: _failed(session, parent, job, error),
    )


def _failed(session: Session, parent: QWidget, job: TaskFileJob, error: AppError) -> None:
    if isinstance(error, PaperRefused):
        _decide(session, parent, job, error.findings)
    else:
        other = ("换一个文件夹再导出", lambda: export_task_file(session, parent, job.dossier.task.id))
        session.show(error, None, other)


def _written(session: Session, produced: Produced) -> None:
    contents = produced.files[0]
    folder = contents.parents[1]
    lost = sum(finding.level is Level.STOP for finding in produced.findings)
    missing = f"，缺 {lost} 个佐证文件（见卷内目录）" if lost else ""
    session.tell(
        f"{TASK_FILE_LABEL}已导出到“{folder.name}”，{len(produced.files)} 个文件{missing}，可脱离程序核对",
        ("打开文件夹", lambda: opening.reveal_path(session, contents)),
        ("打开卷内目录", lambda: opening.open_path(session, contents)),
    )
