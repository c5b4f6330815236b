"""From listed tasks to a file: `prepare_list` reads on the main thread, `ListJob.run` builds and writes in a worker.

What is listed is what the list on the screen shows: its filter, its order, its columns. A list is never refused for
what tasks lack; it is there to show that. It is written as every paper is: beside, opened again and counted, named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from exporters.ledger import ledger_sheets
from exporters.made import Made
from exporters.progress_table import build_progress_table, public_findings
from exporters.registry import ListKind
from exporters.selection import Selection, plan_titled
from exporters.target import FOLDER, make_folder, refuse_other_ending, refuse_own_files, stem_of
from models.assembly.by_number import tasks_numbered
from models.assembly.ledgers import layout_called, ledger_dossier
from models.domain.finding import Finding
from models.domain.ledger import LedgerLayout, layouts_in
from models.domain.plan import Plan
from models.domain.settings import Setting
from models.dossiers import LedgerDossier, Produced
from models.errors import InputError
from models.lists import TaskFilter
from models.reporting import Report, unheard
from models.workspace import Workspace

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ListJob:
    """One list of tasks, ready to be written in a worker: frozen values only.

    `path` is written exactly, over what is there; without it the file goes into `folder` under the first free name.
    """

    kind: ListKind
    dossier: LedgerDossier
    layout: LedgerLayout
    folder: Path
    is_own_folder: bool = False
    path: Path | None = None
    public: bool = False

    def findings(self) -> tuple[Finding, ...]:
        """Return what has to be said of the list."""
        return _made(self).findings

    def run(self, report: Report = unheard) -> Produced:
        """Build, write beside, open again and count, then name the file; `report` may raise Cancelled.

        Raises ExportError for what the disk refuses.
        """
        report(0, 3, "正在排列")
        made = _made(self)
        report(1, 3, "正在生成")
        return made.write(self._target, report, replace=self.path is not None)

    def _target(self) -> Path:
        if self.path is None and self.is_own_folder:
            make_folder(self.folder)
        return self.path or self.folder / self.name

    @property
    def name(self) -> str:
        """Return 方案-整改台账-日期, the task's number in it where there is only one, fit for a Windows disk."""
        plans, tasks = self.dossier.plans, self.dossier.tasks
        number = f"任务{tasks[0].row.number}" if len(tasks) == 1 else ""
        parts = (plans[0] if len(plans) == 1 else "", number, self.kind.label, "公开版" if self.public else "")
        stem = stem_of(*parts, public=self.public)[-LONGEST_NAME:].strip(" .-")
        return f"{stem}-{self.dossier.on:%Y%m%d}{self.kind.suffix}"


def prepare_list(
    ws: Workspace,
    kind: ListKind,
    *,
    selection: Selection | None = None,
    rowids: Sequence[int] | None = None,
    form: str | None = None,
    public: bool = False,
    path: Path | None = None,
    folder: Path | None = None,
) -> ListJob:
    """Read what a list needs from the workspace; the job it returns no longer sees it.

    `rowids` are the tasks in their order; without them all that the selection means, in the order of their numbers.
    `form` is the key or name of a layout; without one the first. A `path` among the workspace's own files raises
    InputError.
    """
    refuse_own_files(ws.folder, path)
    if path is not None:
        refuse_other_ending(path, kind.suffix, kind.label)
    own = layouts_in(ws.find(Setting)) if kind is ListKind.LEDGER else ()
    layout = kind.layouts[0] if form is None else layout_called((*kind.layouts, *own), form)
    wanted = _selected(ws, selection or Selection()) if rowids is None else rowids
    dossier = ledger_dossier(ws, wanted, on=ws.now().date())
    return list_job(ws, kind, dossier, layout, public=public, path=path, folder=folder)


def list_job(
    ws: Workspace, kind: ListKind, dossier: LedgerDossier, layout: LedgerLayout, *, public: bool = False,
    path: Path | None = None, folder: Path | None = None,
) -> ListJob:
    """Return the job of tasks that were read already."""
    return ListJob(
        kind=kind, dossier=dossier, layout=layout, folder=folder or ws.folder / FOLDER, is_own_folder=folder is None,
        path=path, public=public,
    )


def _selected(ws: Workspace, selection: Selection) -> Sequence[int]:
    """Return the rowids of the tasks with this number and of this plan; InputError where there is none."""
    plans = {plan.id for plan in ws.find(Plan) if not selection.plan or plan_titled(plan, selection.plan)}
    if selection.task:
        tasks = [task for task in tasks_numbered(ws, selection.task) if task.plan_id in plans]
        found = [ws.look.task_rowid(task.id) for task in tasks]
        rowids = [rowid for rowid in found if rowid is not None]
    else:
        rowids = [rowid for plan_id in plans for rowid in ws.look.task_ids(TaskFilter(plan_id=plan_id))]
        order = {rowid: place for place, rowid in enumerate(ws.look.task_ids(TaskFilter()))}
        rowids.sort(key=order.__getitem__)
    if not rowids and (selection.task or selection.plan):
        where = f"任务 {selection.task}" if selection.task else f"方案 {selection.plan}"
        raise InputError("没有这个任务" if selection.task else "这个方案没有任务", where=where,
                         remedy="请核对任务编号和方案名称")
    return rowids


def _made(job: ListJob) -> Made:
    return _workbook(job) if job.kind is ListKind.LEDGER else _table(job)


def _table(job: ListJob) -> Made:
    # What writes Word files is loaded by the worker.
    from exporters import recount, word

    document = build_progress_table(job.dossier, job.layout, public=job.public)
    return Made(
        findings=public_findings(job.dossier, job.layout) if job.public else (),
        content=lambda: word.to_bytes(document), check=lambda path: recount.recount(document, path),
    )


def _workbook(job: ListJob) -> Made:
    # What writes workbooks is loaded by the worker.
    from exporters import spreadsheet
    from exporters.recount_sheet import recount

    sheets = ledger_sheets(job.dossier, job.layout, public=job.public)
    return Made(
        findings=sheets.findings, content=lambda: spreadsheet.to_bytes(sheets.seen, sheets.given_out),
        check=lambda path: recount(sheets.seen, sheets.given_out, path),
    )
