"""What the verbs share: the clock, the workspace that is meant, the working days, and how a refusal is told.

The window opens by it too, so nothing here loads click.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from models.disk import said
from models.errors import InputError
from models.own_notes import need_last_used, note_used
from models.reference import Reference

if TYPE_CHECKING:
    from models.domain.workdays import Holidays
    from models.workspace import Workspace


@dataclass(slots=True)
class Desk:
    """What the verbs share: clock, seconds to wait for the lock, the folder and form of answer asked for, reference."""

    now: Callable[[], datetime]
    wait: float
    workspace: Path | None = None
    as_json: bool = False
    reference: Reference = field(default_factory=Reference)

    def place(self) -> Path:
        """Return the folder of the workspace that is meant; one that holds none is refused, not filled."""
        from models.workspace import Workspace

        folder = (self.workspace or need_last_used()).absolute()
        if not Workspace.is_in(folder):
            raise InputError("这个文件夹里没有工作区", where=str(folder), remedy="请检查路径，或用 demo 生成一个示例")
        return folder

    @contextmanager
    def open(self, new: Path | None = None) -> Iterator[Workspace]:
        """Open the workspace that is meant, or make a new one in the folder given."""
        from models.workspace import Workspace, user_name

        folder = self.place() if new is None else new.absolute()
        actor = f"命令行（{user_name()}）"
        ws = Workspace.open(folder, reference=self.reference, actor=actor, now=self.now, wait=self.wait)
        with ws.in_words():
            try:
                remember(folder)
                yield ws
            finally:
                ws.close()

    def holidays(self) -> Holidays:
        """Return the working days that are known; those of a workspace only where one is named."""
        if self.workspace is None:
            return self.reference.holidays
        from models.assembly import holidays_of

        with self.open() as ws:
            return holidays_of(ws)


def remember(folder: Path) -> None:
    """Note the workspace as the last used; a read-only home is told but is no reason to refuse the work."""
    try:
        note_used(folder)
    except OSError as error:
        complain(f"没有记下最近用的工作区（{said(error)}），下次请写明 --workspace。")


def complain(words: object) -> int:
    """Say in one line on stderr why there is no answer, or what to mind; returns the exit code of a refusal."""
    # A program without a console has no stderr, and a full disk behind it changes nothing.
    with suppress(OSError):
        if sys.stderr is not None:
            sys.stderr.write(" ".join(str(words).split("\n")) + "\n")
            sys.stderr.flush()
    return 1
