"""Files, folders and screenshots on their way to a measure: one question at most, the copying beside the window.

The question comes before the work: several files are several pieces of evidence, or one of several pages, or one for
each folder. A worker copies and hashes, then one action records everything; cancelled in between, nothing remains. A
piece that is there already is used again, not recorded a second time, however often it is pasted; where it is used is
told, with a way to make it a piece of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path, PurePath

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from gui import ask
from gui.intake_report import IntakeReport, Survey
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
from models.domain.finding import Finding, Level
from models.domain.plan import MeasureId, ProgressId
from models.intake.files import Found, Listed, expand, left_out, take_in_files
from models.reporting import Report
from models.vault import TakenIn
from models.workspace import Changes, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the clerk is told of known bytes, and the pieces that were used again instead of being added."""

    words: str
    again: Sequence[EvidenceInput]
    # What is named one by one, where the words name only the first.
    findings: Sequence[Finding] = ()


class Grouping(Enum):
    """What becomes a piece of evidence of its own."""

    FILE = auto()
    FOLDER = auto()
    WHOLE = auto()


class TakingIn:
    """Takes things in for one page; `parent` is what a question stands over, `report` what the page shows at the end.

    Without a measure the evidence is only kept, to be linked later.
    """

    def __init__(self, session: Session, parent: QWidget) -> None:
        self._session = session
        self._parent = parent
        self.report = IntakeReport()
        self._survey = Survey(session, self.report.show_findings)

    def pick(self, measure_id: MeasureId | None, progress_id: ProgressId | None = None) -> Job | None:
        """Let the clerk pick files, and take them in."""
        return self.files(ask.pick_files(self._parent, "选择佐证文件"), measure_id, progress_id)

    def pick_folder(self, measure_id: MeasureId | None) -> Job | None:
        """Let the clerk pick a folder, and take in what lies in it and its sub-folders."""
        folder = ask.pick_folder(self._parent, "选择装有佐证的文件夹")
        return self.files([folder] if folder else [], measure_id)

    def files(
        self, paths: Sequence[Path], measure_id: MeasureId | None, progress_id: ProgressId | None = None
    ) -> Job | None:
        """Take in files and folders; None where there is nothing to do."""
        if not paths:
            return None
        # A stick with thousands of files takes its time to tell their names.
        return self._session.start(
            "正在清点文件", lambda _: expand(paths), lambda listed: self._take(listed, measure_id, progress_id)
        )

    def _take(self, listed: Listed, measure_id: MeasureId | None, progress_id: ProgressId | None) -> None:
        grouping = self._asked(listed.files)
        if grouping is None:
            return
        vault = self._session.workspace.vault
        files = [file.path for file in listed.files]
        self._session.start(
            "正在收入佐证", lambda report: take_in_files(vault, files, report),
            lambda taken: self._attach(
                taken, _pieces(taken, listed.files, grouping), measure_id, progress_id, left_out(listed)
            ),
        )

    def picture(self, image: QImage, measure_id: MeasureId | None, progress_id: ProgressId | None = None) -> Job:
        """Take in a pasted screenshot as a PNG."""
        vault = self._session.workspace.vault
        name = f"截图{self._session.now():%Y%m%d-%H%M%S}.png"

        def work(_: Report) -> tuple[TakenIn, ...]:
            return (vault.take_in_bytes(name, _png(image)),)

        return self._session.start(
            "正在收入截图", work,
            lambda taken: self._attach(taken, _pieces(taken, (), Grouping.WHOLE), measure_id, progress_id),
        )

    def _asked(self, files: Sequence[Found]) -> Grouping | None:
        """Return what is to be a piece of evidence; None when the clerk refuses."""
        if len(files) == 1:
            return Grouping.WHOLE
        folders = len({file.folder for file in files})
        names = "\n".join(file.path.name for file in files[:6]) + ("\n……" if len(files) > 6 else "")
        count = f"{len(files)} 个文件" + (f"，在 {folders} 个文件夹里" if folders > 1 else "")
        choices = {Grouping.FILE: f"{len(files)} 份佐证", Grouping.WHOLE: f"1 份佐证，{len(files)} 页"}
        if 1 < folders < len(files):
            choices[Grouping.FOLDER] = f"{folders} 份佐证，每个文件夹 1 份"
        answer = ask.choose(
            self._parent, "添加佐证", f"共 {count}：\n{names}\n\n它们是：", tuple(choices.values())
        )
        return None if answer is None else list(choices)[answer]

    def _attach(
        self, taken: Sequence[TakenIn], pieces: Sequence[EvidenceInput], measure_id: MeasureId | None,
        progress_id: ProgressId | None, known: Sequence[Finding] = (),
    ) -> None:
        told: list[Told] = []

        def sort_out(ws: Workspace) -> Sequence[EvidenceInput]:
            # When the records are written: what was pasted a moment before stands by now.
            found = with_standing(ws, pieces, new=frozenset(item.sha256 for item in taken if item.stored))
            told[:] = [self._told(ws, found, taken, measure_id, doubles=len(pieces) - len(found))]
            return found

        def attached(changes: Changes) -> None:
            self._tell(told[0], changes, measure_id, progress_id)
            self._survey.begin(taken, [*known, *told[0].findings])

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
        self, told: Told, changes: Changes, measure_id: MeasureId | None, progress_id: ProgressId | None
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
        self, ws: Workspace, pieces: Sequence[EvidenceInput], taken: Sequence[TakenIn], measure_id: MeasureId | None,
        *,
        doubles: int,
    ) -> Told:
        """Return what is to be said of bytes the vault had; asked before the new records use them too."""
        again = [piece for piece in pieces if piece.standing is not None]
        lines = [self._used_again(ws, piece, measure_id) for piece in again]
        names = [piece.files[0][1] for piece in again]
        spoken_for = {sha256 for piece in again for sha256, _, _ in piece.files}
        for item in taken:
            uses = _uses(ws, item.sha256) if not item.stored and item.sha256 not in spoken_for else ""
            if uses:
                lines.append(f"“{item.name}”的内容早已入库，用在{uses}")
                names.append(item.name)
        twice = _twice(taken) if doubles else []
        if doubles:
            lines.insert(0, f"有 {doubles} 个文件与同批的内容相同，没有重复添加")
        more = f"；另有 {len(lines) - 2} 个文件也是" if len(lines) > 2 else ""
        findings = [_same(name, "内容与同批的另一个文件相同，没有重复添加") for name in twice]
        findings += [_same(name, "内容早已入库，用的是同一份") for name in (names if more else ())]
        return Told(words="；".join(lines[:2]) + more, again=again, findings=findings)

    def _used_again(self, ws: Workspace, piece: EvidenceInput, measure_id: MeasureId | None) -> str:
        title = ws.need(Evidence, piece.standing).title if piece.standing else ""
        if measure_id and ws.find(EvidenceLink, evidence_id=piece.standing, measure_id=measure_id):
            return f"“{title}”已经是这条措施的佐证，没有再加一份"
        uses = _uses(ws, piece.files[0][0])
        return f"“{title}”早已入库" + (f"，用在{uses}" if uses else "") + "，这里用的是同一份"

    def _drop(self, taken: Sequence[TakenIn]) -> None:
        """Delete again what no record came to name."""
        workspace = self._session.workspace
        used = workspace.look.used_among([item.sha256 for item in taken])
        unused = [item for item in taken if item.sha256 not in used]
        self._session.start("正在清理", lambda _: workspace.vault.give_back(unused), lambda _: None, quiet=True)


def _twice(taken: Sequence[TakenIn]) -> list[str]:
    """Return the names of the files whose bytes another one before them had."""
    first: dict[str, int] = {}
    return [item.name for place, item in enumerate(taken) if first.setdefault(item.sha256, place) != place]


def _same(name: str, text: str) -> Finding:
    return Finding(level=Level.NOTE, code="file_same", where=name, text=text, remedy="若应是另一份材料，请核对来源")


def _uses(ws: Workspace, sha256: str) -> str:
    uses = ws.look.uses_of(sha256)
    places = "、".join(f"任务 {task} 措施 {measure}" for _, task, measure in uses[:3])
    return places + ("等处" if len(uses) > 3 else "")


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def _pieces(taken: Sequence[TakenIn], found: Sequence[Found], grouping: Grouping) -> list[EvidenceInput]:
    """Return each file, or the files of each folder, or all of them as a piece of evidence with its files as pages."""
    folders = [file.folder for file in found] or [""] * len(taken)
    groups: dict[object, list[tuple[TakenIn, str]]] = {}
    for place, item in enumerate(zip(taken, folders, strict=True)):
        key = {Grouping.FILE: place, Grouping.FOLDER: item[1], Grouping.WHOLE: ""}[grouping]
        groups.setdefault(key, []).append(item)
    return [_piece(group, named_by_folder=grouping is Grouping.FOLDER) for group in groups.values()]


def _piece(group: Sequence[tuple[TakenIn, str]], *, named_by_folder: bool) -> EvidenceInput:
    first, folder = group[0]
    title = folder.rpartition("/")[2] if named_by_folder else ""
    return EvidenceInput(
        files=[(item.sha256, item.name, item.size) for item, _ in group], title=title or PurePath(first.name).stem,
        folder=folder,
    )
