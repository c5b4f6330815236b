"""Files and folders dropped on the desk, on their way into the vault: all of them, or after a cancel none.

Runs in a worker and knows no store: what it returns is recorded in one change afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.domain.file_names import readable_name
from models.domain.finding import Finding, Level
from models.domain.numbering import natural_key
from models.errors import AppError, Cancelled, InputError, VaultError
from models.outside_file import opened_fit, reading
from models.reporting import Report
from models.vault import TakenIn, Vault

# What a folder holds that nobody means to hand in.
_LITTER = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """待收文件 and the folder it was dropped with (佐证材料/2021年), empty where it was dropped by itself."""

    path: Path
    folder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """清点结果: the files to take in, in order, and what is to be said of those that are left out."""

    files: tuple[Found, ...]
    left_out: tuple[Finding, ...] = ()


def expand(paths: Sequence[Path]) -> Listed:
    """Return the files meant by files and folders, a folder's in natural order, its sub-folders after its files.

    One empty download, a program or a file another program holds must not hold up the forty others; where none can be
    taken in they are refused then. Raises InputError where there is no file at all.
    """
    whole = [file for path in paths for file in (_inside(path, _name(path)) if path.is_dir() else (Found(path=path),))]
    found = [file for file in whole if not _is_litter(file)]
    if not found:
        where = "、".join(path.name for path in paths)
        raise InputError("里面没有文件", where=where, remedy="请选择文件，或装有文件的文件夹")
    litter = [readable_name(file.path.name) for file in whole if _is_litter(file)]
    reasons = {file: _why_not(file.path) for file in found}
    if None not in reasons.values():
        return Listed(files=tuple(found))
    return Listed(
        files=tuple(file for file, reason in reasons.items() if reason is None),
        left_out=(
            *(_left_out(reason) for reason in reasons.values() if reason is not None),
            *([_swept(litter)] if litter else []),
        ),
    )


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


def _why_not(path: Path) -> VaultError | None:
    try:
        with opened_fit(path):
            return None
    except VaultError as error:
        return error


def _left_out(reason: VaultError) -> Finding:
    return Finding(
        level=Level.WARN, code="file_left_out", where=reason.where, text=f"{reason.text}，没有收入",
        remedy=reason.remedy.rstrip("。"),
    )


def _swept(names: Sequence[str]) -> Finding:
    where = "、".join(names[:_NAMED]) + (f" 等 {len(names)} 个" if len(names) > _NAMED else "")
    text = "系统和办公软件的临时文件，没有收入"
    return Finding(level=Level.NOTE, code="file_litter", where=where, text=text, remedy="不用处理")


def _inside(folder: Path, name: str) -> Iterator[Found]:
    with reading(name):
        # 照片.jpg before 照片（2）.jpg, though its dot sorts behind the bracket.
        entries = sorted(folder.iterdir(), key=lambda entry: (natural_key(entry.stem), natural_key(entry.name)))
    yield from (Found(path=entry, folder=name) for entry in entries if not entry.is_dir())
    for entry in entries:
        if entry.is_dir() and not entry.is_symlink() and not entry.name.startswith("."):
            yield from _inside(entry, f"{name}/{_name(entry)}")


def _name(folder: Path) -> str:
    # A drive of Windows has no name.
    return readable_name(folder.name) or readable_name(folder.drive)


def _is_litter(file: Found) -> bool:
    name = file.path.name.casefold()
    # What was chosen by itself is meant.
    return bool(file.folder) and (name in _LITTER or name.startswith(("~$", ".")))
