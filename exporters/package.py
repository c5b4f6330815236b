"""一问一档: one folder per task with its papers, its evidence and its records, which opens without this program.

`prepare_task_file` reads on the main thread, `TaskFileJob.run` writes in a worker: beside the target, checked, named.
The folder is there as a whole or not at all. Evidence that is missing or altered is a STOP; a draft leaves it out and
says so. There is no public copy: the evidence itself is in it, and nobody can mask a scan.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from exporters.paper_job import PaperRefused
from exporters.registry import TASK_FILE_LABEL
from exporters.saving import free_name, new_folder
from exporters.selection import Selection, task_of
from exporters.target import FOLDER, make_folder, refuse_own_files
from exporters.task_file.binder import CONTENTS, COVER, DIVIDER, RECORDS, Binder, Filed, bind
from exporters.task_file.names import Room
from models.assembly.task_file import task_file_dossier
from models.domain.file_names import safe_name
from models.domain.finding import Finding, Level, Target
from models.dossiers import Produced, TaskFileDossier
from models.errors import ExportError, InputError
from models.looking import Looking
from models.reporting import Report, unheard
from models.vault import FileState, Vault
from models.workspace import Workspace

if TYPE_CHECKING:
    from exporters.task_file.page_counts import Counts

LONGEST_NAME = 40
# What the Word parts, the records and the blocks of the disk take beside the evidence.
BESIDE = 8 << 20
# So many parts that they are told as a percentage.
HALF = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFileJob:
    """The bound file of one task, ready to be written in a worker: frozen values only.

    `path` is the very folder that is written, which must be new or empty; without it the first free name in `folder`.
    """

    dossier: TaskFileDossier
    vault: Vault
    looks: Looking
    cache: Path
    folder: Path
    is_own_folder: bool = False
    path: Path | None = None
    draft: bool = False

    @property
    def name(self) -> str:
        """Return 任务号-一问一档-日期."""
        stem = safe_name(f"任务{self.dossier.task.number}-{TASK_FILE_LABEL}")[:LONGEST_NAME].rstrip(" .-")
        return f"{stem}-{self.dossier.on:%Y%m%d}" + ("-草稿" if self.draft else "")

    def findings(self) -> tuple[Finding, ...]:
        """Return what has to be said before it is bound: lost files, measures without evidence, no sealing.

        A file is looked at by its size only; whether it has its bytes is known when it has been copied.
        """
        files = bind(self.dossier, Room()).files()
        states = {file: self.vault.check_size(file.sha256, file.size) for file in files}
        lost = {file: state for file, state in states.items() if state is not FileState.INTACT}
        return (*_lost_findings(lost), *self._gaps())

    def run(self, report: Report = unheard) -> Produced:
        """Write the folder; the first file returned is its 卷内目录. `report` may raise Cancelled.

        Raises PaperRefused where files are lost, unless this is a draft, and ExportError for what the disk refuses.
        """
        report(0, 0, "正在核对")
        findings = self.findings()
        if not self.draft and any(finding.level is Level.STOP for finding in findings):
            raise PaperRefused(TASK_FILE_LABEL, findings)
        if self.path is None and self.is_own_folder:
            make_folder(self.folder)
        target = self.path or free_name(self.folder / self.name)
        binder = bind(self.dossier, Room.under(str(target.absolute())))
        self._refuse_little_room(target, binder)
        with new_folder(target) as stage:
            digest, lost = self._write(stage, binder, report)
            names = sorted(path.relative_to(stage) for path in stage.rglob("*") if path.is_file())
        first = Path("data") / CONTENTS
        files = (target / first, *(target / name for name in names if name != first))
        return Produced(files=files, sha256=digest, findings=(*_lost_findings(lost), *self._gaps()))

    def _write(self, stage: Path, binder: Binder, report: Report) -> tuple[str, Mapping[Filed, FileState]]:
        from exporters.task_file.bag import Bag, check_bag
        from exporters.task_file.page_counts import count_pages

        # Looking takes its time where the files were never looked at; the bytes come after.
        looking, copying = _half(report, 0), _half(report, HALF)
        counts = count_pages(self.dossier.pieces, binder.pieces, self.vault, self.looks, self.cache, looking)
        bag = Bag(stage)
        # Only what is read is known to be as it was; so what is written about the files comes after them.
        lost = bag.copy(list(binder.files()), self.vault, copying)
        if lost and not self.draft:
            raise PaperRefused(TASK_FILE_LABEL, (*_lost_findings(lost), *self._gaps()))
        for path, content in _made(self.dossier, binder, counts, {file.path for file in lost}):
            bag.put(path, content)
        digest = bag.close(self._info())
        check_bag(stage)
        return digest, lost

    def _info(self) -> dict[str, str]:
        return {
            "Source-Organization": self.dossier.office,
            "External-Identifier": self.dossier.task.number,
            "External-Description": self.dossier.task.title or self.dossier.task.problem[:100],
            "Bagging-Date": self.dossier.on.isoformat(),
        }

    def _refuse_little_room(self, target: Path, binder: Binder) -> None:
        needed = sum(file.size for file in binder.files()) + BESIDE
        if target.parent.is_dir() and shutil.disk_usage(target.parent).free < needed:
            raise ExportError(
                f"磁盘空间不够，需要约 {needed >> 20} MB，没有导出", where=str(target.parent),
                remedy="请清理磁盘，或换一个盘。",
            )

    def _gaps(self) -> Iterator[Finding]:
        for item in self.dossier.measures:
            if not item.links:
                yield Finding(
                    level=Level.WARN, code="no_evidence", where=f"措施 {item.measure.number}", text="没有佐证",
                    remedy="添加佐证", target=Target(table="measures", id=item.measure.id, field="evidence"),
                )
        if not self.dossier.sealings:
            yield Finding(
                level=Level.NOTE, code="not_sealed", where=TASK_FILE_LABEL, text="佐证还没有封卷",
                remedy="验收时封卷后再出一份",
            )


def _lost_findings(lost: Mapping[Filed, FileState]) -> Iterator[Finding]:
    for file, state in lost.items():
        yield Finding(
            level=Level.STOP, code=f"file_{state.value}", where=file.owner, text=f"文件“{file.name}”{state.label}",
            remedy="到“佐证”的“文件体检”里找回文件",
            target=Target(table="evidence", id=file.evidence_id) if file.evidence_id else None,
        )


def prepare_task_file(
    ws: Workspace, selection: Selection, *, public: bool = False, draft: bool = False, path: Path | None = None,
    folder: Path | None = None,
) -> TaskFileJob:
    """Read what the bound file of a task holds; the job it returns no longer sees the workspace.

    Without `path` and `folder` the new folder goes to 文书 in the workspace. Raises InputError for a public copy.
    """
    if public:
        text, remedy = "一问一档里有佐证原件和全部记录，不出公开版", "对外公开的请导出公示等文书的公开版"
        raise InputError(text, where=TASK_FILE_LABEL, remedy=remedy)
    refuse_own_files(ws.folder, path)
    return TaskFileJob(
        dossier=task_file_dossier(ws, task_of(ws, selection).id), vault=ws.vault, looks=Looking.in_workspace(ws.folder),
        cache=ws.folder / "cache", folder=folder or ws.folder / FOLDER, is_own_folder=folder is None, path=path,
        draft=draft,
    )


def _half(report: Report, begun: int) -> Report:
    """Return a listener to one half of the work: pieces in the one, bytes in the other, told as parts of one whole."""
    return lambda done, total, text: report(begun + done * HALF // max(total, 1), 2 * HALF, text)


def _made(
    dossier: TaskFileDossier, binder: Binder, counts: Counts, lost: set[str]
) -> Iterator[tuple[str, bytes]]:
    """Yield what is made for the file, each with its path: the Word parts, the records."""
    from exporters import word
    from exporters.task_file import documents, records

    yield COVER, word.to_bytes(documents.cover(dossier, binder, counts))
    yield CONTENTS, word.to_bytes(documents.contents(dossier, binder, counts, lost))
    for item in dossier.measures:
        yield f"{binder.folders[item.measure.id]}/{DIVIDER}", word.to_bytes(documents.divider(dossier, item, binder))
    yield f"{RECORDS}/{records.JSON_NAME}", records.json_text(dossier, binder).encode("utf-8", "replace")
    yield from ((f"{RECORDS}/{name}", content) for name, content in records.csv_files(dossier, binder))
