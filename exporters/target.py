"""Where something is written and under which name: the office's own folder, the paths that are refused, the stem.

The console and the window may be given any path; a paper must never take the place of the store or of evidence.
"""

from __future__ import annotations

import os
from pathlib import Path

from exporters.forms.masking import masked_words
from models.disk import said
from models.domain.file_names import safe_name
from models.errors import ExportError, InputError

FOLDER = "文书"
SHEET_SUFFIX = ".xlsx"
_WORD_ENDINGS = (".docx", ".doc", ".docm", ".dotx", ".wps")
_SHEET_ENDINGS = (".xlsx", ".xls", ".xlsm", ".csv", ".et")


def stem_of(*parts: str, public: bool) -> str:
    """Return the parts that are not empty in one name, fit for a Windows disk; that of a public copy is masked."""
    stem = "-".join(part for part in parts if part)
    return safe_name(masked_words(stem) if public else stem)


def make_folder(folder: Path) -> None:
    """Make the workspace's own folder for what is exported; raises ExportError where the disk refuses."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise ExportError(
            f"建不了文书文件夹（{said(error)}）", where=str(folder), remedy="请另选一个可写的文件夹。"
        ) from error


def refuse_own_files(workspace: Path, path: Path | None) -> None:
    """Refuse a path in the workspace where the paper would take the place of the store or of evidence."""
    if path is None:
        return
    own, place = workspace.resolve(), Path(os.path.realpath(path))
    if place.is_relative_to(own) and not place.is_relative_to(own / FOLDER):
        raise InputError("文书不能写进工作区自己的文件里", where=str(path), remedy="请写到别的文件夹")


def refuse_other_ending(path: Path, suffix: str, label: str) -> None:
    """Refuse a name by which the wrong program would open what is written: a workbook called .docx, a paper .xlsx."""
    is_sheet = suffix == SHEET_SUFFIX
    if path.suffix.lower() in (_WORD_ENDINGS if is_sheet else _SHEET_ENDINGS):
        program = "Excel" if is_sheet else "Word"
        text = f"这样的{label}是 {program} 文件，文件名要以 {suffix} 结尾"
        raise InputError(text, where=str(path), remedy=f"请改为 {path.stem}{suffix}")
