"""The vault: evidence files under the SHA-256 of their bytes, copied and hashed in one pass, never overwritten.

The order of every taking in: bytes to staging/ → fsync → rename to store/aa/<sha256> → fsync of the folders; only then
may a record name the file. Of several files the bytes are flushed beside each other, and each folder once. A crash
before the record leaves a file nobody names, never a record without its file; what came in is noted until the records
have been asked for it, so that such a file is found again without a search. They are plain files under plain hashes:
anyone can check them with certutil or sha256sum. Names are data of the records, never paths here, so a name of 255
bytes or one that Windows forbids does no harm. Nothing here knows the store, so workers may call everything; what one
of them has just taken in, another does not delete.
"""

from __future__ import annotations

import os
import re
import stat
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from models.disk import drop, flush, flush_folder, hash_of, pump, rename
from models.domain.file_names import safe_name
from models.errors import FileFault, VaultError
from models.outside_file import opened
from models.reporting import Meter, Report, Steps, Tally, to_the_end, unheard
from models.staging import BESIDE, Staged, Staging, size_of, writing

# So much is hashed at a time: a larger buffer costs more to fill than it saves.
PIECE = 256 << 10
_MOST_FILES, _MOST_BYTES = 64, 256 << 20
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """入库文件: what a record needs to know; `stored` is False where the vault already had the bytes."""

    sha256: str
    name: str
    size: int
    stored: bool


class FileState(StrEnum):
    """文件状况 as a check finds it."""

    INTACT = "intact"
    MISSING = "missing"
    ALTERED = "altered"
    UNREADABLE = "unreadable"

    @property
    def label(self) -> str:
        """The state in words for the clerk."""
        match self:
            case FileState.INTACT:
                return "完好"
            case FileState.MISSING:
                return "文件不见了（可能被删除，或被杀毒软件放进隔离区）"
            case FileState.ALTERED:
                return "内容和入库时不一样"
            case FileState.UNREADABLE:
                return "读不出来"


class Vault:
    """佐证库: the folder with staging/ and store/."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._staging = Staging(folder)
        self._store = folder / "store"
        self._taken = folder / "taken.txt"
        self._given_up = folder / "given-up.txt"
        self._takes: Counter[str] = Counter()
        self._deleting = threading.Lock()

    # Taking in

    def take_in(self, path: Path, report: Report = unheard) -> TakenIn:
        """Copy a file into the vault and return its facts; the same bytes are stored once.

        `report` is called with bytes done, bytes in all and the name, and may raise Cancelled. Raises VaultError for
        what cannot be read, is empty, changes while it is copied, is a program, or does not fit; nothing of it remains.
        """
        return self._keep_one(self._staging.copy(path, report))

    def take_in_all(self, paths: Sequence[Path], report: Report = unheard) -> list[TakenIn]:
        """Take several files in, which costs far less than one after the other; all of them or none.

        `report` is called with files done, files in all and a name, from several threads, and may raise Cancelled; of
        large files it hears bytes instead.
        """
        taken: list[TakenIn] = []
        try:
            tally = Tally(report, map(size_of, paths))
            for batch in _batches(paths):
                taken += self._keep(self._staging.copy_all(batch, tally))
            tally.finish()
            # Once for all; those of bytes that were there as well, which another intake may have put there just now.
            self._flush_folders({item.sha256 for item in taken})
        except BaseException:
            self.give_back(taken)
            raise
        return taken

    def take_in_bytes(self, name: str, data: bytes) -> TakenIn:
        """Take in bytes that never were a file (a pasted screenshot) under the name given."""
        return self._keep_one(self._staging.copy_bytes(name, data))

    def _keep_one(self, staged: Staged) -> TakenIn:
        (taken,) = self._keep([staged])
        self._flush_folders([taken.sha256])
        return taken

    def _keep(self, staged: Sequence[Staged]) -> list[TakenIn]:
        """Move staged files to their places, all of them or none; whoever asked flushes the folders."""
        taken: list[TakenIn] = []
        try:
            with self._deleting:
                # From here on whoever would delete these bytes sees that they came in again.
                self._takes.update(item.sha256 for item in staged)
            fresh = {item.sha256: item for item in reversed(staged) if not self._holds(item)}
            with writing(self.folder):
                self._note(fresh)
                self._make_room(fresh)
                for item in staged:
                    is_new = fresh.get(item.sha256) is item
                    if is_new:
                        self._put(item)
                    taken.append(TakenIn(sha256=item.sha256, name=item.name, size=item.size, stored=is_new))
        except BaseException:
            self.give_back(taken)
            raise
        finally:
            for item in staged:
                drop(item.path)
        return taken

    def _holds(self, item: Staged) -> bool:
        """Return whether intact bytes of this hash lie in the store already."""
        is_there = self.check_size(item.sha256, item.size) is FileState.INTACT
        return is_there and self.verify(item.sha256) is FileState.INTACT

    def _put(self, item: Staged) -> None:
        target = self.path_of(item.sha256)
        if target.exists():
            # Damaged bytes make way for good ones; Windows replaces no read-only file.
            target.chmod(stat.S_IRUSR | stat.S_IWUSR)
        item.path.chmod(stat.S_IRUSR)
        rename(item.path, target)

    def _make_room(self, hashes: Iterable[str]) -> None:
        missing = {folder for sha256 in hashes if not (folder := self.path_of(sha256).parent).is_dir()}
        for folder in missing:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if missing:
            flush_folder(self._store)
            flush_folder(self.folder)

    def _note(self, hashes: Iterable[str]) -> None:
        """Note what comes in and no record names yet; before it does, so that a crash leaves none unnoted."""
        with self._taken.open("a", encoding="ascii") as notes:
            notes.writelines(f"{sha256}\n" for sha256 in hashes)

    # Giving out

    def path_of(self, sha256: str) -> Path:
        """Return the place of a stored file; it need not be there."""
        if not is_hash(sha256):
            raise ValueError(f"no SHA-256: {sha256!r}")
        return self._store / sha256[:2] / sha256

    def open_copy(self, sha256: str, name: str, to_folder: Path) -> Path:
        """Return a read-only copy under its own name, made in `to_folder`, for other programs to open.

        A copy that is still intact is used again. Raises VaultError when the stored file is missing or altered.
        """
        folder = to_folder / sha256[:16]
        target = folder / safe_name(name)
        if target.is_file() and hash_of(target) == sha256:
            return target
        with writing(to_folder):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            drop(target)
        self.give_out(sha256, target, name)
        target.chmod(stat.S_IRUSR)
        return target

    def give_out(self, sha256: str, target: Path, name: str = "", report: Report = unheard) -> None:
        """Copy a stored file to `target`, which must not exist, and check the bytes on the way.

        `report` is called with bytes done, bytes in all and the name, and may raise Cancelled.
        """
        where = name or target.name
        source_path = self.path_of(sha256)
        if not source_path.is_file():
            raise _damaged(FileState.MISSING, where)
        beside = target.with_name(f".{uuid.uuid4().hex}.part")
        try:
            with opened(source_path, where) as source, writing(target.parent), beside.open("xb") as copy:
                found, _ = pump(source, copy, Meter(report, source.size), where)
                flush(copy)
            if found != sha256:
                raise _damaged(FileState.ALTERED, where)
            if target.exists():
                raise VaultError(f"“{target.name}”已经存在", where=str(target.parent), remedy="请换一个名字。")
            with writing(target.parent):
                rename(beside, target)
        finally:
            drop(beside)

    # Checking

    def check_size(self, sha256: str, size: int) -> FileState:
        """Tell by its size alone whether a stored file is there and whole; costs no reading."""
        try:
            found = self.path_of(sha256).stat().st_size
        except FileNotFoundError:
            return FileState.MISSING
        except OSError:
            return FileState.UNREADABLE
        return FileState.INTACT if found == size else FileState.ALTERED

    def verify(self, sha256: str, report: Report = unheard) -> FileState:
        """Tell by reading it whether a stored file still has the bytes it was taken in with; `report` hears bytes."""
        return to_the_end(self.verifying(sha256), report)

    def verifying(self, sha256: str) -> Steps[FileState]:
        """Do the same piece by piece, for who looks after files while others work; yields the bytes read so far."""
        import hashlib

        digest, done, piece = hashlib.sha256(), 0, memoryview(bytearray(PIECE))
        try:
            with self.path_of(sha256).open("rb", buffering=0) as file:
                while size := file.readinto(piece):
                    digest.update(piece[:size])
                    done += size
                    yield done, 0, ""
        except FileNotFoundError:
            return FileState.MISSING
        except OSError:
            return FileState.UNREADABLE
        return FileState.INTACT if digest.hexdigest() == sha256 else FileState.ALTERED

    def coming_in(self) -> set[str]:
        """Return what was taken in since the records were last asked for it; a record may name it in a moment."""
        return _hashes_in(self._taken) if self._taken.is_file() else set()

    def stored(self) -> Iterator[str]:
        """Yield the hash of every file that lies in the store, in order."""
        if self._store.is_dir():
            for folder in sorted(self._store.iterdir()):
                if folder.is_dir():
                    yield from sorted(entry.name for entry in folder.iterdir() if _HASH.fullmatch(entry.name))

    # Keeping house

    def clean_staging(self) -> int:
        """Remove what an interrupted taking in left; return how many files it was. For the start, under the lock."""
        return self._staging.clean()

    def drop_unnamed(self, named: Callable[[Collection[str]], Collection[str]]) -> int:
        """Delete what was taken in and no record came to name; return how many files it was.

        `named` is asked which of the hashes taken in since the last time are named. For the start, where a crash may
        have come between the files and their records, and for the end, where closing may have.
        """
        if not self._taken.is_file():
            return 0
        with writing(self.folder):
            noted = _hashes_in(self._taken)
            unnamed = {sha256 for sha256 in noted - set(named(noted)) if self.discard(sha256)}
            self._flush_folders(unnamed)
            self._taken.unlink()
        return len(unnamed)

    def give_back(self, taken: Iterable[TakenIn]) -> None:
        """Delete again what was taken in and will not be recorded, unless the same bytes came in once more since.

        Those are left to `drop_unnamed`, which asks the records.
        """
        taken = list(taken)
        own = Counter(item.sha256 for item in taken)
        for item in taken:
            if item.stored:
                self.discard(item.sha256, takes=own[item.sha256])

    def give_up(self, hashes: Collection[str]) -> dict[str, int]:
        """Note that these files are to go, before their records do; returns how often each was taken in by now.

        `discard` wants that number, so that bytes which came in once more are kept.
        """
        with writing(self.folder), self._given_up.open("a", encoding="ascii") as notes:
            notes.writelines(f"{sha256}\n" for sha256 in hashes)
            notes.flush()
            os.fsync(notes.fileno())
        with self._deleting:
            return {sha256: self._takes[sha256] for sha256 in hashes}

    def drop_given_up(self, used: Callable[[Collection[str]], Collection[str]]) -> set[str]:
        """Delete what was given up and no record uses, and forget the note of it; returns what was deleted.

        `used` is asked which of the hashes a record names now. For the start and the end: whatever came between the
        records and their files, nothing that was deleted stays, but for a file that another program holds.
        """
        if not self._given_up.is_file():
            return set()
        with writing(self.folder):
            noted = _hashes_in(self._given_up)
            wanted = noted - set(used(noted))
            gone = {sha256 for sha256 in wanted if self._discarded(sha256)}
            self._flush_folders(gone)
            if not any(self.path_of(sha256).exists() for sha256 in wanted):
                self._given_up.unlink()
        return gone

    def _discarded(self, sha256: str) -> bool:
        # What cannot be deleted now must not keep the workspace from being opened; it stays noted.
        with suppress(VaultError):
            return self.discard(sha256)
        return False

    def discard(self, sha256: str, *, takes: int | None = None) -> bool:
        """Delete a stored file for good, where no record names it (any more); return whether it was there.

        With `takes` only if it was taken in no more often than that. The folder is not flushed: a note tells what was
        to go, until it has.
        """
        path = self.path_of(sha256)
        with writing(self.folder), self._deleting:
            if (takes is not None and self._takes[sha256] > takes) or not path.exists():
                return False
            # Windows deletes no read-only file.
            path.chmod(stat.S_IRUSR | stat.S_IWUSR)
            path.unlink()
            self._takes.pop(sha256, None)
        return True

    def _flush_folders(self, hashes: Iterable[str]) -> None:
        """Bring the entries of these files to the disk; only then may a record name them."""
        folders = {self.path_of(sha256).parent for sha256 in hashes}
        with writing(self.folder), ThreadPoolExecutor(BESIDE) as workers:
            for _ in workers.map(flush_folder, folders):
                pass


def is_hash(text: str) -> bool:
    """Return whether a text is a SHA-256 as the vault writes it."""
    return _HASH.fullmatch(text) is not None


def _hashes_in(notes: Path) -> set[str]:
    return set(_HASH.findall(notes.read_text(encoding="ascii", errors="replace")))


def _damaged(state: FileState, name: str) -> FileFault:
    return FileFault(f"佐证文件{state.label}", where=name, remedy="请到“佐证”的“文件体检”里查看范围，并找回这个文件。")


def _batches(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """Yield the files a few at a time: a fault in one of them is told when the few are through."""
    batch: list[Path] = []
    size = 0
    for path in paths:
        batch.append(path)
        size += size_of(path)
        if len(batch) == _MOST_FILES or size > _MOST_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
