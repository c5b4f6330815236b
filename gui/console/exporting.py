"""The verb `export`: one paper, all papers of a closure, or the list of what there is."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gui.console.answer import Answer, told
from gui.console.desk import Desk, complain
from models.errors import InputError

if TYPE_CHECKING:
    from exporters.bundle import BundleJob
    from exporters.package import TaskFileJob
    from exporters.paper_job import Job
    from exporters.selection import Selection
    from exporters.task_lists import ListJob
    from models.domain.office_forms import OfficeTemplate
    from models.workspace import Workspace


def export(desk: Desk, kind: str, selection: Selection, out: Path, **how: Any) -> Answer:
    """Write what is meant by a kind to exactly that path: a paper, a list of tasks, or a folder."""
    from exporters.registry import ALL_PAPERS, TASK_FILE, is_list

    if kind == ALL_PAPERS:
        return export_all(desk, selection, out, **how)
    if kind == TASK_FILE:
        return export_task_file(desk, selection, out, **how)
    return (export_list if is_list(kind) else export_one)(desk, kind, selection, out, **how)


def export_one(desk: Desk, kind: str, selection: Selection, out: Path, *, template: Path | None, **how: Any) -> Answer:
    """Write one paper to exactly that path."""
    from exporters.produce import prepare

    with desk.open() as ws:
        by = None if template is None else template_meant(ws, kind, template)
        job = prepare(ws, kind, selection, path=out, template=by, **how)
    return write(job)


def export_list(desk: Desk, kind: str, selection: Selection, out: Path, *, template: Path | None, **how: Any) -> Answer:
    """Write a list of tasks to exactly that path; there is no draft of it, because it may lack what tasks lack."""
    from exporters.registry import ListKind
    from exporters.task_lists import prepare_list

    if template:
        raise click.UsageError(f"{kind} 不用 --template")
    with desk.open() as ws:
        job = prepare_list(
            ws, ListKind(kind), selection=selection, form=how["form"], public=how["public"], path=out
        )
    return write(job)


def template_meant(ws: Workspace, kind: str, named: Path) -> Path | OfficeTemplate:
    """Return the file of that path, else the office's own template of that name for the kind of paper."""
    from models.domain.office_forms import OfficeTemplate

    if named.exists():
        return named
    own = ws.find(OfficeTemplate, kind=kind, label=str(named))
    if len(own) != 1:
        text = f"有 {len(own)} 个模板叫这个名称" if own else "没有这个文件，也没有这个名称的模板"
        raise InputError(text, where=str(named), remedy="请写文件的路径，或写设置里“Word 模板”的名称")
    return own[0]


def export_all(
    desk: Desk, selection: Selection, out: Path, *, form: str | None, template: Path | None, public: bool, draft: bool
) -> Answer:
    """Write all papers of a closure into a folder; exit code 1 where some had to be left out."""
    from exporters.bundle import prepare_all

    if form or template:
        raise click.UsageError("all_papers 不用 --form 和 --template，每种文书按各自选定的样式")
    with desk.open() as ws:
        job = prepare_all(ws, selection, public=public, drafts=draft, path=out)
    answer = write(job)
    return answer if draft else replace(answer, code=max(answer.code, told(job.findings()).code))


def export_task_file(
    desk: Desk, selection: Selection, out: Path, *, form: str | None, template: Path | None, public: bool, draft: bool
) -> Answer:
    """Write the bound file of a task into a folder."""
    from exporters.package import prepare_task_file

    if form or template:
        raise click.UsageError("task_file 不用 --form 和 --template")
    with desk.open() as ws:
        job = prepare_task_file(ws, selection, public=public, draft=draft, path=out)
    answer = write(job)
    files = answer.document["files"]
    # Each file for scripts; people want to know where the folder is.
    rest = answer.lines[len(files) :]
    return replace(answer, lines=[f"已导出：{out}（{len(files)} 个文件）", *rest]) if files else answer


def write(job: Job | BundleJob | ListJob | TaskFileJob) -> Answer:
    """Return what became of an export: the files, or why they may not leave yet."""
    from exporters.paper_job import PaperRefused

    try:
        produced = job.run()
    except PaperRefused as refused:
        complain(refused)
        return told(refused.findings, files=[])
    files = [str(path) for path in produced.files]
    return replace(told(produced.findings, *(f"已导出：{path}" for path in files), files=files), code=0)


def kinds(desk: Desk) -> Answer:
    """Return what can be exported, with the forms of each kind; those of the office too where a workspace is named."""
    from exporters.registry import ALL_PAPERS, ALL_PAPERS_LABEL, catalogue

    if desk.workspace is None:
        found = catalogue(desk.reference.forms_of)
    else:
        from models.assembly.forms import known_forms
        from models.domain.ledger import layouts_in
        from models.domain.settings import Setting

        with desk.open() as ws:
            found = catalogue(partial(known_forms, ws), layouts_in(ws.find(Setting)))
    lines = [line for kind in found for line in (
        f"{kind['key']}　{kind['label']}", *(f"　样式 {form['key']}　{form['label']}" for form in kind["forms"]))]
    # Into a folder, not a file: told to people, no kind for a script that writes each kind to a file.
    return Answer({"kinds": found}, [*lines, f"{ALL_PAPERS}　{ALL_PAPERS_LABEL}（写到一个文件夹）"])
