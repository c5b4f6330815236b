"""Files, folders and screenshots on their way to a measure: one question at most, the copying beside the window.

The question comes before the work: several files are several pieces of evidence, or one of several pages, or one for
each folder. A worker copies and hashes, then one action records everything; cancelled in between, nothing remains. A
piece that is there already is used again, not recorded a second time, however often it is pasted; where it is used is
told, with a way to make it a piece of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import Enum, auto
from pathlib import Path, PurePath

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from gui import ask
from gui.evidence.intake_report import IntakeReport, Survey, to_look_at
from gui.jobs import Job
from gui.places import EVIDENCE, TASK, measure_place
from gui.session import Session
from models.actions.evidence import EvidenceInput, attaching_evidence
from models.actions.known_bytes import Told, sifting, told_of
from models.domain.evidence import EvidenceLink, EvidenceLinkId
from models.domain.finding import Finding
from models.domain.plan import MeasureId, ProgressId
from models.intake.files import Found, Listed, expand, take_in_files
from models.reporting import BATCH, Report, Steps, to_the_end
from models.vault import TakenIn
from models.workspace import Changes, Workspace


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
        # Told when the records are written, for a page that shows what came in.
        self.arrived: Callable[[Changes], object] = lambda _: None

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
                taken, _pieces(taken, listed.files, grouping), measure_id, progress_id, listed.left_out
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
        new = frozenset(item.sha256 for item in taken if item.stored)

        def recording(ws: Workspace) -> Steps[Changes]:
            # When the records are written: what was pasted a moment before stands by now.
            found = yield from sifting(ws, pieces, new=new)
            told.append(told_of(ws, found, taken, [measure_id] if measure_id else []))
            steps = attaching_evidence(ws, pieces=found.pieces, measure_id=measure_id, progress_id=progress_id)
            return (yield from steps)

        def attached(changes: Changes) -> None:
            self.arrived(changes)
            self._tell(told[0], changes, measure_id, progress_id)
            survey = Survey(self._session, lambda found: self._report(found, measure_id))
            survey.begin(taken, [*known, *told[0].findings])

        self._record(len(pieces), recording, attached, lambda: self._drop(taken))

    def _record(
        self, count: int, recording: Callable[[Workspace], Steps[Changes]], done: Callable[[Changes], None],
        failed: Callable[[], None],
    ) -> None:
        """Make one change at once, or of many pieces between the events of the window: 500 files are 1,500 rows."""
        if count > BATCH:
            job = self._session.steps("正在登记佐证", recording, done)
            job.failed.connect(lambda _: failed())
            return
        changes = self._session.apply(lambda ws: to_the_end(recording(ws)))
        if changes is None:
            failed()
        else:
            done(changes)

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

        def anew(ws: Workspace) -> Steps[Changes]:
            links = [link for row_id in made if (link := ws.get(EvidenceLink, row_id)) is not None]
            return attaching_evidence(
                ws, pieces=[replace(piece, standing=None) for piece in told.again], measure_id=measure_id,
                progress_id=progress_id, instead_of=[link.id for link in links if link.evidence_id in shared],
            )

        def begin() -> None:
            self._record(len(told.again), anew, lambda _: None, lambda: None)

        self._session.tell(told.words, ("另作一份新佐证", begin))

    def _report(self, found: Sequence[Finding], measure_id: MeasureId | None) -> None:
        """Keep the report where the files were dropped; who is elsewhere by now is told, and led there."""
        count = to_look_at(found)
        if self.report.keep(measure_id, found) or not count:
            return
        place = measure_place(self._session.workspace, measure_id) if measure_id else None
        lead = ("去看", lambda: self._session.go(TASK if measure_id else EVIDENCE, place))
        if measure_id is None or place is not None:
            self._session.tell(f"刚才收入的文件里有 {count} 个请看一下", lead)

    def _drop(self, taken: Sequence[TakenIn]) -> None:
        """Delete again what no record came to name."""
        workspace = self._session.workspace
        used = workspace.look.used_among([item.sha256 for item in taken])
        unused = [item for item in taken if item.sha256 not in used]
        self._session.start("正在清理", lambda _: workspace.vault.give_back(unused), lambda _: None, quiet=True)


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
