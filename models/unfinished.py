"""Imports half done: files of their own beside the store, because they are no records yet.

Nobody undoes them and nothing is proved by them, and a large ledger is megabytes: in the chain of operations they would
be noise for good. Each is two files: what was read, written once, and how far the clerk has come, written anew beside
and renamed. A backup leaves them out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from models.disk import drop, flush, flush_folder, said
from models.domain.drafts.draft import SourceKind
from models.domain.drafts.kept import UnfinishedDraft, UnfinishedDraftId, json_text
from models.errors import StoreDamaged, StoreError

_HEAD, _DRAFT = ".json", ".draft"
_DAMAGED, _UNKNOWN = "读不出来的一份", datetime.fromtimestamp(0, UTC)


class UnfinishedDrafts:
    """The imports half done of one workspace; the folder is made with the first of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def all(self) -> list[UnfinishedDraft]:
        """Return them, the latest first; one that cannot be read any more is told by its name and has no kind."""
        found = [_head(path) for path in self._folder.glob(f"*{_HEAD}")] if self._folder.is_dir() else []
        return sorted(found, key=lambda item: item.saved_at.isoformat(), reverse=True)

    def get(self, unfinished_id: UnfinishedDraftId) -> UnfinishedDraft | None:
        """Return one of them, None where it is not there."""
        path = self._path(unfinished_id, _HEAD)
        return _head(path) if path.is_file() else None

    def draft(self, unfinished_id: UnfinishedDraftId) -> str:
        """Return what was read, as `json_form` wrote it; raises StoreDamaged where it can no longer be read."""
        path = self._path(unfinished_id, _DRAFT)
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise StoreDamaged(
                "这份没做完的导入读不出来了", where=str(path), remedy="请放弃它，把原来的文件再导入一次"
            ) from error

    def keep(self, item: UnfinishedDraft, draft: str) -> None:
        """Keep an import, or how far it has come; raises StoreError where the disk takes nothing."""
        with _in_words(self._folder, item.source):
            self._folder.mkdir(exist_ok=True)
            known = self.get(item.id)
            if known is None or known.digest != item.digest:
                _write(self._path(item.id, _DRAFT), draft)
            _write(self._path(item.id, _HEAD), _told(item))
            flush_folder(self._folder)

    def drop(self, unfinished_id: UnfinishedDraftId) -> None:
        """Let go of an import that is taken over or given up."""
        for kind in (_HEAD, _DRAFT):
            drop(self._path(unfinished_id, kind))

    def _path(self, unfinished_id: UnfinishedDraftId, kind: str) -> Path:
        return self._folder / f"{unfinished_id}{kind}"


def _told(item: UnfinishedDraft) -> str:
    return json_text({
        "source": item.source, "kind": item.kind, "saved_at": item.saved_at.isoformat(), "digest": item.digest,
        "plan_title": item.plan_title, "choices": item.choices, "answers": item.answers,
    })


def _head(path: Path) -> UnfinishedDraft:
    unfinished_id = UnfinishedDraftId(path.stem)
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return UnfinishedDraft(
            id=unfinished_id, source=data["source"], kind=SourceKind(data["kind"]),
            saved_at=datetime.fromisoformat(data["saved_at"]), digest=data["digest"], plan_title=data["plan_title"],
            choices=data["choices"], answers=data["answers"],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return UnfinishedDraft(id=unfinished_id, source=_DAMAGED, kind=None, saved_at=_UNKNOWN, digest="")


def _write(path: Path, text: str) -> None:
    beside = path.with_name(f"{path.name}.new")
    with beside.open("wb") as file:
        file.write(text.encode())
        flush(file)
    beside.replace(path)


@contextmanager
def _in_words(folder: Path, name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"没做完的导入“{name}”没有存下：{said(error)}", where=str(folder),
            remedy="请检查磁盘；这份导入关掉窗口后要再读一次",
        ) from error
