"""The workspace: a folder with store, vault, backups and cache, and the only façade over them.

Layout: store.db, vault/, unfinished/, backups/, cache/, workspace.lock. One connection, on the thread that opened it.
Everything that writes records goes through `change`, `undo`, `redo` or `reverse`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from os import urandom
from pathlib import Path
from typing import TYPE_CHECKING

from models.reporting import Report, unheard
from models.store.chain import Operation, RowChange
from models.store.change import Changes
from models.store.copying import telling
from models.store.database import Store, in_words, open_store
from models.store.lock import WorkspaceLock, user_name
from models.store.place import refuse_unsuitable
from models.store.writing import Writing, stamp
from models.vault import Vault

# What only some of the work needs (backups, restoring, imports left half done) is imported by that work: the
# window paints first.
if TYPE_CHECKING:
    from models.reference import Reference
    from models.store.backup import Backup as Backup
    from models.store.restoring import Restored as Restored
    from models.store.snapshot import Snapshot as Snapshot
    from models.unfinished import UnfinishedDrafts

__all__ = ["Changes", "Operation", "RowChange", "Workspace", "new_id", "user_name"]

STORE_NAME = "store.db"


def new_id() -> str:
    """Return a fresh uuid text, so that records of several offices can be merged."""
    # As uuid4 writes it, in a quarter of the time: an import makes 40,000.
    text = urandom(16).hex()
    return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-{'89ab'[int(text[16], 16) % 4]}{text[17:20]}-{text[20:]}"


class Workspace(Writing):
    """工作区: what one office keeps; reading and writing of its records are those of its store."""

    def __init__(
        self, folder: Path, store: Store, lock: WorkspaceLock, *, reference: Reference, actor: str,
        now: Callable[[], datetime],
    ) -> None:
        self.folder = folder
        self.reference = reference
        self.vault = vault = Vault(folder / "vault")
        self._lock = lock
        super().__init__(store, actor=actor, now=now, has_file=lambda sha256: vault.path_of(sha256).is_file())

    @classmethod
    def open(
        cls, folder: Path, *, reference: Reference, actor: str, now: Callable[[], datetime], wait: float = 0.0
    ) -> Workspace:
        """Open or create the workspace in `folder`, waiting up to `wait` seconds for another program to let go.

        Raises StoreError and its kin: place unsuitable, locked, damaged, too new, not writable.
        """
        refuse_unsuitable(folder)
        _make_folders(folder)
        lock = WorkspaceLock(folder)
        lock.acquire(at=now(), wait=wait)
        try:
            with in_words(folder / STORE_NAME):
                store = open_store(
                    folder / STORE_NAME,
                    before_migration=lambda path: _back_up_first(path, folder / "backups", now()),
                    at=stamp(now()), actor=actor,
                )
                workspace = cls(folder, store, lock, reference=reference, actor=actor, now=now)
                workspace._recover()
        except BaseException:
            lock.release()
            raise
        return workspace

    @staticmethod
    def is_in(folder: Path) -> bool:
        """Return whether a workspace lies in this folder, be it sound or not; none does where one cannot look."""
        try:
            return (folder / STORE_NAME).is_file()
        except OSError:
            return False

    @staticmethod
    def refuse_place(folder: Path) -> None:
        """Raise StoreError in words when live data must not lie in this folder."""
        refuse_unsuitable(folder)

    @contextmanager
    def in_words(self) -> Iterator[None]:
        """Turn what SQLite says of a damaged or unreachable store into a StoreError."""
        with in_words(self._store.path):
            yield

    def close(self, report: Report = unheard) -> None:
        """Back up if this sitting changed something, and leave.

        `report` hears the bytes being backed up. Raises StoreError where the backup could not be made; the workspace is
        left all the same.
        """
        try:
            if self.has_changed:
                self.snapshot(report, kept=True).keep(report)
        finally:
            self.leave()

    def leave(self) -> None:
        """Close the store without a backup and give the lock back; files that no record came to name are dropped."""
        try:
            self._tidy_vault()
        finally:
            self._store.close()
            self._lock.release()

    def _recover(self) -> None:
        """Put right what a crash may have left; called at every start, under the lock."""
        self.vault.clean_staging()
        self._tidy_vault()

    def _tidy_vault(self) -> None:
        """Delete the files that no record came to name, and those whose records were deleted for good."""
        with self.in_words():
            self.vault.drop_unnamed(self.look.named_hashes)
            self.forget_looks(self.vault.drop_given_up(self.look.used_among))

    def forget_looks(self, hashes: Iterable[str]) -> None:
        """Delete what the window keeps of the looks of files that are deleted themselves."""
        for sha256 in hashes:
            from models.looking import Looking

            Looking.in_workspace(self.folder).forget(sha256)

    @property
    def store(self) -> Store:
        """Return the store, for the checks and backups of models; windows and exporters have no use for it."""
        return self._store

    # Backups

    def backups(self) -> list[Backup]:
        """Return the automatic backups, newest first."""
        return self.backups_in(self.folder)

    def snapshot(self, report: Report = unheard, *, kept: bool = False) -> Snapshot:
        """Copy the store aside for a backup or a check, which may run in a worker; `kept` for an automatic backup.

        `report` hears bytes between two slices of a few milliseconds, where events may be handled and records changed;
        it may raise Cancelled.
        """
        from models.store.snapshot import take_snapshot

        return take_snapshot(self._store, self.now(), report, kept=kept)

    @staticmethod
    def backups_in(folder: Path) -> list[Backup]:
        """Return the automatic backups of a workspace that cannot be opened, newest first."""
        from models.store.backup import list_backups

        return list_backups(folder / "backups")

    @staticmethod
    def restore(source: Path, folder: Path, report: Report = unheard) -> Restored:
        """Restore a backup file or an automatic backup into a new or empty folder; may run in a worker."""
        from models.store.restoring import restore_backup

        return restore_backup(source, folder, report)

    # Imports

    @property
    def unfinished(self) -> UnfinishedDrafts:
        """Return the imports that were left half done; they are no records, and none of them can be undone."""
        from models.unfinished import UnfinishedDrafts

        return UnfinishedDrafts(self.folder / "unfinished")


def _make_folders(folder: Path) -> None:
    with telling("不能在这里建立工作区", folder):
        for part in (folder, folder / "vault", folder / "backups", folder / "cache"):
            part.mkdir(parents=True, exist_ok=True)


def _back_up_first(path: Path, folder: Path, at: datetime) -> None:
    from models.store.backup import back_up_before_migration

    back_up_before_migration(path, folder, at)
