"""Files and folders dropped on the desk, on their way into the vault: all of them, or after a cancel none.

Runs in a worker and knows no store: what it returns is recorded in one change afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from models.domain.numbering import natural_key
from models.errors import AppError, Cancelled, InputError
from models.reporting import Report
from models.vault import TakenIn, Vault

# What a folder holds that nobody means to hand in.
_LITTER = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


def expand(paths: Sequence[Path]) -> list[Path]:
    """Return the files meant by files and folders, a folder's in natural order, its sub-folders after its files."""
    files = [file for path in paths for file in (_inside(path) if path.is_dir() else (path,))]
    if not files:
        where = "、".join(path.name for path in paths)
        raise InputError("里面没有文件", where=where, remedy="请选择文件，或装有文件的文件夹")
    return files


def take_in_files(vault: Vault, paths: Sequence[Path], report: Report) -> tuple[TakenIn, ...]:
    """Take every file into the vault, or none: on a cancel or an error what was newly stored is discarded.

    `report` is called with files done, files in all and the name, and may raise Cancelled.
    """
    try:
        return tuple(vault.take_in_all(paths, report))
    except AppError as error:
        if len(paths) > 1 and not isinstance(error, Cancelled):
            # Who has handed in 200 files wants to know what became of the other 199.
            error.remedy = f"{error.remedy.rstrip('。')}。这次的 {len(paths)} 个文件都还没有收入，处理后请再添加一次。"
        raise


def _inside(folder: Path) -> Iterator[Path]:
    entries = sorted(folder.iterdir(), key=lambda entry: natural_key(entry.name))
    yield from (entry for entry in entries if entry.is_file() and not _is_litter(entry))
    for entry in entries:
        if entry.is_dir() and not entry.is_symlink() and not entry.name.startswith("."):
            yield from _inside(entry)


def _is_litter(path: Path) -> bool:
    name = path.name.casefold()
    return name in _LITTER or name.startswith(("~$", "."))
