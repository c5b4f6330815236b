"""Files, folders and screenshots on their way to a measure: one question at most, the copying beside the window.

The question comes before the work: several files are several pieces of evidence, or one of several pages. A worker
copies and hashes, then one action records everything; cancelled in between, nothing remains. A piece that is there
already is used again, not recorded a second time, however often it is pasted; where it is used is told, with a way to
make it a piece of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from gui import ask
from gui.jobs import Job
from gui.session import Session
from models.actions.evidence import (
    BATCH,
    EvidenceInput,
    attach_evidence,
    attaching_evidence,
    with_standing,
)
from models.domain.evidence import Evidence, EvidenceLink, EvidenceLinkId
from models.domain.plan import MeasureId, ProgressId
from models.errors import AppError
from models.intake.files import Found, Listed, expand, take_in_files
from models.reporting import Report
from models.vault import TakenIn
from models.workspace import Changes, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the clerk is told of known bytes, and the pieces that were used again instead of being added."""

    words: str
    again: Sequence[EvidenceInput]


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
            listed = expand(paths)
        except AppError as error:
            self._session.show(error)
            return None
        self._tell_empty(listed)
        files = [file.path for file in listed.files]
        as_one = self._asked(files)
        if as_one is None:
            return None
        vault = self._session.workspace.vault
        return self._session.start(
            "正在收入佐证", lambda report: take_in_files(vault, files, report),
            lambda taken: self._attach(taken, _pieces(taken, listed.files, as_one=as_one), measure_id, progress_id),
        )

    def picture(self, image: QImage, measure_id: MeasureId, progress_id: ProgressId | None = None) -> Job:
        """Take in a pasted screenshot as a PNG."""
        vault = self._session.workspace.vault
        name = f"截图{self._session.now():%Y%m%d-%H%M%S}.png"

        def work(_: Report) -> tuple[TakenIn, ...]:
            return (vault.take_in_bytes(name, _png(image)),)

        return self._session.start(
            "正在收入截图", work,
            lambda taken: self._attach(taken, _pieces(taken, (), as_one=True), measure_id, progress_id),
        )

    def _tell_empty(self, listed: Listed) -> None:
        """Say which files of no bytes are left out."""
        if listed.empty:
            names = "、".join(file.path.name for file in listed.empty[:3]) + ("等" if len(listed.empty) > 3 else "")
            self._session.tell(
                f"有 {len(listed.empty)} 个文件是空的（0 字节），没有添加：{names}。请重新下载或导出后再添加。"
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
        self, taken: Sequence[TakenIn], pieces: Sequence[EvidenceInput], measure_id: MeasureId,
        progress_id: ProgressId | None,
    ) -> None:
        told: list[Told] = []

        def sort_out(ws: Workspace) -> Sequence[EvidenceInput]:
            # When the records are written: what was pasted a moment before stands by now.
            found = with_standing(ws, pieces, new=frozenset(item.sha256 for item in taken if item.stored))
            told[:] = [self._told(ws, found, taken, measure_id, doubles=len(pieces) - len(found))]
            return found

        def attached(changes: Changes) -> None:
            self._tell(told[0], changes, measure_id, progress_id)

        if len(pieces) > BATCH:
            # Between the events of the window: a folder of 500 files is one change of 1,500 rows.
            job = self._session.steps(
                "正在登记佐证",
                lambda ws: attaching_evidence(ws, pieces=sort_out(ws), measure_id=measure_id, progress_id=progress_id),
                attached,
            )
            job.failed.connect(lambda _: self._drop(taken))
            return
        changes = self._session.apply(
            lambda ws: attach_evidence(ws, pieces=sort_out(ws), measure_id=measure_id, progress_id=progress_id)
        )
        if changes is None:
            self._drop(taken)
        else:
            attached(changes)

    def _tell(
        self, told: Told, changes: Changes, measure_id: MeasureId, progress_id: ProgressId | None
    ) -> None:
        """Say what was there already and is used again, and offer a piece of its own instead."""
        if not told.words:
            return
        if not told.again:
            self._session.tell(told.words)
            return
        made = [EvidenceLinkId(row_id) for table, row_id in changes.created if table == "evidence_links"]
        shared = {piece.standing for piece in told.again}

        def anew(ws: Workspace) -> Changes:
            links = [link for row_id in made if (link := ws.get(EvidenceLink, row_id)) is not None]
            return attach_evidence(
                ws, pieces=[replace(piece, standing=None) for piece in told.again], measure_id=measure_id,
                progress_id=progress_id, instead_of=[link.id for link in links if link.evidence_id in shared],
            )

        self._session.tell(told.words, ("另作一份新佐证", lambda: self._session.apply(anew)))

    def _told(
        self, ws: Workspace, pieces: Sequence[EvidenceInput], taken: Sequence[TakenIn], measure_id: MeasureId, *,
        doubles: int,
    ) -> Told:
        """Return what is to be said of bytes the vault had; asked before the new records use them too."""
        again = [piece for piece in pieces if piece.standing is not None]
        lines = [self._used_again(ws, piece, measure_id) for piece in again]
        spoken_for = {sha256 for piece in again for sha256, _, _ in piece.files}
        for item in taken:
            uses = _uses(ws, item.sha256) if not item.stored and item.sha256 not in spoken_for else ""
            if uses:
                lines.append(f"“{item.name}”的内容早已入库，用在{uses}")
        if doubles:
            lines.insert(0, f"有 {doubles} 个文件与同批的内容相同，没有重复添加")
        more = f"；另有 {len(lines) - 2} 个文件也是" if len(lines) > 2 else ""
        return Told(words="；".join(lines[:2]) + more, again=again)

    def _used_again(self, ws: Workspace, piece: EvidenceInput, measure_id: MeasureId) -> str:
        title = ws.need(Evidence, piece.standing).title if piece.standing else ""
        if ws.find(EvidenceLink, evidence_id=piece.standing, measure_id=measure_id):
            return f"“{title}”已经是这条措施的佐证，没有再加一份"
        uses = _uses(ws, piece.files[0][0])
        return f"“{title}”早已入库" + (f"，用在{uses}" if uses else "") + "，这里用的是同一份"

    def _drop(self, taken: Sequence[TakenIn]) -> None:
        """Delete again what no record came to name."""
        workspace = self._session.workspace
        used = workspace.look.used_among([item.sha256 for item in taken])
        unused = [item for item in taken if item.sha256 not in used]
        self._session.start("正在清理", lambda _: workspace.vault.give_back(unused), lambda _: None, quiet=True)


def _uses(ws: Workspace, sha256: str) -> str:
    uses = ws.look.uses_of(sha256)
    places = "、".join(f"任务 {task} 措施 {measure}" for _, task, measure in uses[:3])
    return places + ("等处" if len(uses) > 3 else "")


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def _pieces(taken: Sequence[TakenIn], found: Sequence[Found], *, as_one: bool) -> list[EvidenceInput]:
    """Return each file as a piece of evidence, or all of them as the pages of one, named after its first file."""
    folders = [file.folder for file in found] or [""] * len(taken)
    items = list(zip(taken, folders, strict=True))
    groups = [items] if as_one else [[item] for item in items]
    return [
        EvidenceInput(
            files=[(item.sha256, item.name, item.size) for item, _ in group], title=PurePath(group[0][0].name).stem,
            folder=group[0][1],
        )
        for group in groups
    ]
