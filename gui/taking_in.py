"""Files, folders and screenshots on their way to a measure: one question at most, the copying beside the window.

The question comes before the work: several files are several pieces of evidence, or one of several pages. A worker
copies and hashes, then one action records everything; cancelled in between, nothing remains. Bytes the vault had
already are told, with where they are used.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePath

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from gui import ask
from gui.jobs import Job
from gui.session import Session
from models.actions.evidence import BATCH, EvidenceInput, attach_evidence, attaching_evidence
from models.domain.plan import MeasureId, ProgressId
from models.errors import AppError
from models.intake.files import expand, take_in_files
from models.reporting import Report
from models.vault import TakenIn


class TakingIn:
    """Takes things in for one page; `parent` is what a question stands over."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        self._session = session
        self._parent = parent

    def pick(self, measure_id: MeasureId, progress_id: ProgressId | None = None) -> Job | None:
        """Let the clerk pick files, and take them in."""
        return self.files(ask.pick_files(self._parent, "选择佐证文件"), measure_id, progress_id)

    def files(self, paths: Sequence[Path], measure_id: MeasureId, progress_id: ProgressId | None = None) -> Job | None:
        """Take in files and folders; None where there is nothing to do or the question was refused."""
        if not paths:
            return None
        try:
            files = expand(paths)
        except AppError as error:
            self._session.show(error)
            return None
        as_one = self._asked(files)
        if as_one is None:
            return None
        vault = self._session.workspace.vault
        return self._session.start(
            "正在收入佐证", lambda report: take_in_files(vault, files, report),
            lambda taken: self._attach(taken, measure_id, progress_id, as_one=as_one),
        )

    def picture(self, image: QImage, measure_id: MeasureId, progress_id: ProgressId | None = None) -> Job:
        """Take in a pasted screenshot as a PNG."""
        vault = self._session.workspace.vault
        name = f"截图{self._session.now():%Y%m%d-%H%M%S}.png"

        def work(_: Report) -> tuple[TakenIn, ...]:
            return (vault.take_in_bytes(name, _png(image)),)

        return self._session.start(
            "正在收入截图", work, lambda taken: self._attach(taken, measure_id, progress_id, as_one=True)
        )

    def _asked(self, files: Sequence[Path]) -> bool | None:
        """Return whether the files are one piece of evidence; None when the clerk refuses."""
        if len(files) == 1:
            return True
        names = "\n".join(file.name for file in files[:6]) + ("\n……" if len(files) > 6 else "")
        answer = ask.choose(
            self._parent, "添加佐证", f"共 {len(files)} 个文件：\n{names}\n\n它们是：",
            (f"{len(files)} 份佐证", f"1 份佐证，{len(files)} 页"),
        )
        return None if answer is None else answer == 1

    def _attach(
        self, taken: Sequence[TakenIn], measure_id: MeasureId, progress_id: ProgressId | None, *, as_one: bool
    ) -> None:
        known = self._known(taken)
        groups = [list(taken)] if as_one else [[item] for item in taken]
        pieces = [
            EvidenceInput(
                files=[(item.sha256, item.name, item.size) for item in group], title=PurePath(group[0].name).stem
            )
            for group in groups
        ]
        if len(pieces) > BATCH:
            # Between the events of the window: a folder of 500 files is one change of 1,500 rows.
            job = self._session.steps(
                "正在登记佐证",
                lambda ws: attaching_evidence(ws, pieces=pieces, measure_id=measure_id, progress_id=progress_id),
                lambda _: self._attached(known),
            )
            job.failed.connect(lambda _: self._drop(taken))
            return
        changes = self._session.apply(
            lambda ws: attach_evidence(ws, pieces=pieces, measure_id=measure_id, progress_id=progress_id)
        )
        if changes is None:
            self._drop(taken)
        else:
            self._attached(known)

    def _attached(self, known: str) -> None:
        if known:
            self._session.tell(known)

    def _drop(self, taken: Sequence[TakenIn]) -> None:
        """Delete again what no record came to name."""
        vault = self._session.workspace.vault
        hashes = [item.sha256 for item in taken if item.stored]

        def work(_: Report) -> None:
            for sha256 in hashes:
                vault.discard(sha256)

        self._session.start("正在清理", work, lambda _: None, quiet=True)

    def _known(self, taken: Sequence[TakenIn]) -> str:
        """Return where bytes the vault had already are used; asked before the new records use them too."""
        lines = []
        for item in taken:
            uses = [] if item.stored else self._session.workspace.look.uses_of(item.sha256)
            places = "、".join(f"任务 {task} 措施 {measure}" for _, task, measure in uses[:3])
            if places:
                lines.append(f"“{item.name}”的内容早已入库，用在{places}" + ("等处" if len(uses) > 3 else ""))
        more = f"；另有 {len(lines) - 2} 个文件也是" if len(lines) > 2 else ""
        return "；".join(lines[:2]) + more


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())
