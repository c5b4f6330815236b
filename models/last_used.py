"""Which workspace was used last: a note in the user's own folder, for a start that names none."""

from __future__ import annotations

from pathlib import Path

from models.errors import InputError

PROGRAM = "zhenggai-xiaohao"


def last_used() -> Path | None:
    """Return the workspace that was opened last, None where there was none or the note of it cannot be read."""
    try:
        return Path(_note().read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return None


def need_last_used() -> Path:
    """Return the workspace that was opened last; raises InputError where there was none."""
    folder = last_used()
    if folder is None:
        remedy = "请加上 --workspace 文件夹，或先用 demo 生成一个示例"
        raise InputError("还没有用过任何工作区", where="--workspace", remedy=remedy)
    return folder


def note_used(folder: Path) -> None:
    """Note the workspace as the one used last; raises OSError where the user's folder takes nothing."""
    _note().parent.mkdir(parents=True, exist_ok=True)
    _note().write_text(str(folder), encoding="utf-8")


def _note() -> Path:
    # The window notes its workspace after it has painted, and most starts name theirs.
    import platformdirs

    return platformdirs.user_state_path(PROGRAM, appauthor=False) / "last-workspace.txt"
