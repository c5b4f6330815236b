"""What the program notes for itself in the user's own folder: the workspace used last, and its own mistakes.

A mistake is noted by its kind and the places in the code it went through, never by its message, which may quote a
record.
"""

from __future__ import annotations

import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType

from models.errors import InputError

PROGRAM = "zhenggai-xiaohao"
LOG_LIMIT = 1_000_000


def last_used() -> Path | None:
    """Return the workspace that was opened last, None where there was none or the note of it cannot be read."""
    try:
        return Path(_last_workspace().read_text(encoding="utf-8"))
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
    _last_workspace().parent.mkdir(parents=True, exist_ok=True)
    _last_workspace().write_text(str(folder), encoding="utf-8")


def error_log() -> Path:
    """Return where the mistakes of the program are noted."""
    import platformdirs

    return platformdirs.user_log_path(PROGRAM, appauthor=False) / "errors.log"


def trail(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return the kind of a mistake and, a line each, the places in the code it went through."""
    frames = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    return "\n".join([kind.__name__, *frames])


def note_mistake(words: str, at: datetime, log: Path | None = None) -> str:
    """Add a trail to the log, begun anew when it has grown large; returns where it can be read, or how it ends."""
    log = log or error_log()
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        mode = "a" if not log.exists() or log.stat().st_size < LOG_LIMIT else "w"
        with log.open(mode, encoding="utf-8") as file:
            file.write(f"{at:%Y-%m-%d %H:%M:%S} {words}\n")
    except OSError:
        # A full disk must not turn the notice itself into a crash.
        kind, *places = words.splitlines()
        return " ".join([kind, *(place.strip() for place in places[-1:])])
    return str(log)


def _last_workspace() -> Path:
    # The window notes its workspace after it has painted, and most starts name theirs.
    import platformdirs

    return platformdirs.user_state_path(PROGRAM, appauthor=False) / "last-workspace.txt"
