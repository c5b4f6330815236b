"""One file from outside, read into a draft: what it is, what it holds, what that means.

`read` runs in the child of `models.isolation`, under limits of time and memory; `read_draft` calls it from a worker of
the window or from a verb. What is pasted is text already and is read where it is.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from models import isolation
from models.domain.drafts.draft import Draft, GridMapping, SourceKind
from models.domain.drafts.json_form import Json, findings_in, findings_out, from_json, mapping_in, mapping_out, to_json
from models.domain.reading.tables.explained import is_read
from models.errors import ForeignFileError
from models.intake.gate.containers import LIMITS, Container, Opened, open_container
from models.intake.gate.refusals import damaged, in_file, nothing_found, too_large
from models.intake.recognising import is_table_of_text
from models.intake.understanding import Content, understood
from models.reporting import Report, unheard

READER = "models.intake.reading.read"
PASTED = "粘贴的内容"
_TO_CONVERT = "to_convert"
_LARGEST_PASTE = 5_000_000
_TABLES_OF_TEXT = (".csv", ".tsv")


# The parent


def read_draft(
    path: Path,
    kind: SourceKind | None = None,
    mapping: Sequence[GridMapping] | None = None,
    report: Report = unheard,
    *,
    needs_tasks: bool = True,
) -> Draft:
    """Return what a file tells, read in a child process of at most 15 seconds and 600 MB; for a worker.

    `report` is called with seconds gone and allowed and may raise Cancelled. Raises ForeignFileError, with the reason,
    for a file that is not taken; also for one without tasks, unless a draft without is wanted to correct its columns.
    """
    options = {
        "kind": kind.value if kind else "",
        "mapping": None if mapping is None else [mapping_out(item) for item in mapping],
    }
    answer = isolation.run(READER, path, limits=LIMITS, options=options, report=report)
    draft = _converted(path, answer[_TO_CONVERT], options, report) if _TO_CONVERT in answer else from_json(answer)
    return _with_tasks(draft) if needs_tasks else draft


def _converted(path: Path, found: list[Json], options: Json, report: Report) -> Draft:
    """Return the draft of an old document, which the child has let in but only LibreOffice can read."""
    from models.intake.words.old_word import as_docx, to_be_checked

    with tempfile.TemporaryDirectory(prefix="old-word-", ignore_cleanup_errors=True) as folder:
        made = as_docx(path, Path(folder), report)
        draft = from_json(isolation.run(READER, made, limits=LIMITS, options=options, report=report))
    return replace(draft, source=path.name, findings=(*findings_in(found), to_be_checked(path), *draft.findings))


def read_pasted(
    text: str,
    kind: SourceKind | None = None,
    mapping: Sequence[GridMapping] | None = None,
    report: Report = unheard,
    *,
    needs_tasks: bool = True,
) -> Draft:
    """Return what a pasted text or a pasted block of cells tells; raises ForeignFileError as `read_draft` does."""
    if len(text) > _LARGEST_PASTE:
        raise too_large(PASTED, f"有 {len(text) // 10_000} 万字，上限是 {_LARGEST_PASTE // 10_000} 万字")
    report(0, 1, PASTED)
    text = text.replace("\0", "").lstrip("\ufeff\r\n")
    is_table = "\t" in text.partition("\n")[0] or is_table_of_text(text)
    draft = understood(_of_text(text, PASTED, is_table=is_table), PASTED, kind, mapping)
    return _with_tasks(draft) if needs_tasks else draft


def _with_tasks(draft: Draft) -> Draft:
    if draft.tasks:
        return draft
    if any(map(is_read, draft.mappings)):
        what, remedy = "表头以下没有编号，也没有问题文字", "请核对表头和各列的含义，再试一次。"
    else:
        what = "没有认出表头（编号、反馈问题、整改措施等），也没有认出“整改目标”“整改措施”这样的标题"
        remedy = "请核对是不是这个文件；是的话，请在里面加上表头或标题再试。"
    raise nothing_found(draft.source, what, remedy)


# The child


def read(path: Path, kind: str = "", mapping: list[Json] | None = None) -> Json:
    """Return the draft of a file as plain values; runs only in the child of `models.isolation`.

    Of an old document, which only LibreOffice can read, it returns the findings under `_TO_CONVERT`.
    """
    given = None if mapping is None else tuple(mapping_in(item) for item in mapping)
    opened = open_container(path)
    if opened.container is Container.OLD_WORD:
        return {_TO_CONVERT: findings_out(opened.findings)}
    try:
        content = _content(path, opened)
    except ForeignFileError as error:
        raise in_file(error, path.name, path.stem) from error
    content = replace(content, findings=(*opened.findings, *content.findings))
    return to_json(understood(content, path.name, SourceKind(kind) if kind else None, given))


def _content(path: Path, opened: Opened) -> Content:
    # Each branch loads only what its kind of file needs: the child is as quick as its imports.
    match opened.container:
        case Container.TEXT:
            is_table = path.suffix.lower() in _TABLES_OF_TEXT or is_table_of_text(opened.text)
            return _of_text(opened.text, path.name, is_table=is_table)
        case Container.WORD:
            from lxml.etree import XMLSyntaxError

            from models.intake.words.documents import read_docx

            try:
                document = read_docx(path)
            except XMLSyntaxError as error:
                raise damaged(path.name, "里面的部件不完整") from error
            return Content(blocks=document.blocks, findings=document.findings)
        case _:
            from models.intake.sheets.workbooks import read_workbook

            book = read_workbook(path)
            return Content(blocks=book.grids, findings=book.findings, concealed=book.concealed, is_of_cells=True)


def _of_text(text: str, name: str, *, is_table: bool) -> Content:
    if not is_table:
        from models.intake.words.documents import blocks_of

        return Content(blocks=blocks_of(text))
    from models.intake.sheets.delimited import grid_of
    from models.intake.sheets.findings import findings_of

    grid = grid_of(text, PurePath(name).stem)
    return Content(blocks=(grid,) if grid.rows else (), findings=findings_of(grid), is_of_cells=True)
