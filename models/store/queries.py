"""What the screens ask: lists as ids plus pages of rows, counts, and search; sorted and filtered in SQL."""

from __future__ import annotations

from collections.abc import Collection

from models.store.evidence_lists import EvidenceLists
from models.store.kept_files import is_broken, once_named, used_among
from models.store.paper_lists import PaperLists
from models.store.search import Search
from models.store.task_lists import TaskLists
from models.store.trash_lists import TrashLists


class Queries(TaskLists, EvidenceLists, TrashLists, PaperLists, Search):
    """Everything the screens ask, under one name."""

    def counts(self) -> dict[str, int]:
        """Return the counts of the rail: tasks, evidence, papers."""
        trash = self._one("select count(*) from evidence where trashed_at is not null")
        return {
            "tasks": self.task_count(),
            # The index knows how many there are and which lie in the trash; the others would be read one by one.
            "evidence": self._one("select count(*) from evidence") - trash,
            "papers": self._one("select count(*) from papers"),
            "trash": trash,
        }

    def setting(self, key: str) -> str | None:
        """Return the value of a setting, None where it was never set."""
        row = self._con.execute("select value from settings where id = ?", (key,)).fetchone()
        return str(row[0]) if row else None

    def used_among(self, hashes: Collection[str]) -> set[str]:
        """Return which of these files a record names now, the trash included."""
        return used_among(self._con, hashes)

    def named_hashes(self, hashes: Collection[str]) -> set[str]:
        """Return which of these files a record names, or named once, so that a redo would name them again."""
        named = self.used_among(hashes)
        # Every operation is looked through for the others, so only where it can make a difference.
        if len(named) == len(hashes):
            return named
        if is_broken(self._con):
            # Nobody knows what it named.
            return set(hashes)
        return named | {sha256 for sha256, _ in once_named(self._con)}
