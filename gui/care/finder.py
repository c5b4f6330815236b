"""Looking for lost bytes: in the office's own backups first, then in a folder or on a stick that the clerk names.

What was found is whole again at once, also where the search is cancelled or a stick is pulled out midway.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gui import ask
from gui.care.keeper import CareKeeper
from gui.session import Session
from models.domain.file_care import CareItem, CareKind
from models.domain.file_names import readable_name
from models.file_care import finding_again

FAULTS = tuple(kind for kind in CareKind if kind.is_fault)


class Finder:
    """Brings lost files back into the vault and takes them off the result."""

    def __init__(self, session: Session, keeper: CareKeeper, parent: QWidget) -> None:
        self._session = session
        self._keeper = keeper
        self._parent = parent

    def faults(self) -> tuple[CareItem, ...]:
        """Return the files that are missing or not as they were taken in."""
        return self._keeper.result.of(*FAULTS) if self._keeper.result else ()

    def start(self) -> None:
        """Look in the backups, and ask where else to look for what is not in them."""
        self._look_in(self._session.workspace.folder / "backups", "自动备份", self._found_in_backups)

    def _found_in_backups(self, name: str, count: int, unread: Sequence[str]) -> None:
        left = len(self.faults())
        if count or unread:
            self._tell(name, count, unread)
        if left:
            place = ask.pick_folder(self._parent, f"自动备份里找不到 {left} 个文件，在哪个文件夹或U盘里找")
            if place is not None:
                self._look_in(place, place.name or str(place), self._tell)

    def _look_in(self, place: Path, name: str, done: Callable[[str, int, Sequence[str]], None]) -> None:
        wanted = {item.sha256: item.size for item in self.faults()}
        vault, back, unread = self._session.workspace.vault, list[str](), list[str]()
        job = self._session.start(
            f"正在“{name}”里找", lambda report: back.extend(finding_again(vault, wanted, place, unread, report)),
            lambda _: (self._settle(back), done(name, len(back), unread)),
        )
        job.failed.connect(lambda _: self._settle(back))

    def _settle(self, back: list[str]) -> None:
        if self._keeper.result is not None:
            whole = [item for item in self.faults() if item.sha256 in back]
            self._keeper.settle(self._keeper.result.without(whole))

    def _tell(self, name: str, count: int, unread: Sequence[str]) -> None:
        left = len(self.faults())
        rest = f"还有 {left} 个没有找到" if left else "都找齐了"
        found = f"在“{name}”里找回 {count} 个文件，{rest}" if count else f"在“{name}”里没有找到这些文件"
        lacking = f"；有 {len(unread)} 个文件或文件夹读不出，如“{readable_name(unread[0])}”" if unread and left else ""
        self._session.tell(found + lacking)
