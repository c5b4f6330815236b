"""Imports half done: files of their own beside the store, because they are no records yet.

Nobody undoes them and nothing is proved by them, and a large ledger is megabytes: in the chain of operations they would
be noise for good. Each is two files: what was read, written once, and how far the clerk has come, written anew beside
and renamed. What was read is there first and is let go last, so that a power cut between the two leaves nothing that
is listed and cannot be opened. A backup leaves them out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, NewType

from models.disk import drop, flush, flush_folder, said
from models.domain.drafts.comparison import Choice
from models.domain.drafts.draft import Draft, SourceKind
from models.domain.drafts.json_form import from_json, json_text
from models.errors import StoreDamaged, StoreError

UnfinishedDraftId = NewType("UnfinishedDraftId", str)
_HEAD, _DRAFT, _BESIDE = ".json", ".draft", ".new"
_DAMAGED, _UNKNOWN = "读不出来的一份", datetime.fromtimestamp(0, UTC)
# What values of another make than ours, or damaged ones, are refused with when they are taken apart.
_UNREADABLE = (OSError, ValueError, LookupError, TypeError, AttributeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfinishedDraft:
    """未完成的导入: a draft that waits to be taken over, with what was chosen of its rows and answered so far.

    `choices` are by the place of the row, from 0; `answers` the id of a unit by its name in the file, empty for a new
    one. `digest` is that of the draft as text, so that the very same file is known again. `kind` is None where nothing
    can be read of it any more.
    """

    id: UnfinishedDraftId
    source: str
    kind: SourceKind | None
    saved_at: datetime
    digest: str
    plan_title: str = ""
    choices: Mapping[int, Choice] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)


class UnfinishedDrafts:
    """The imports half done of one workspace; the folder is made with the first of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def all(self) -> list[UnfinishedDraft]:
        """Return them, the latest first; one that cannot be read any more is told by its name and has no kind."""
        found = [_head(path) for path in self._folder.glob(f"*{_HEAD}")] if self._folder.is_dir() else []
        return sorted(found, key=lambda item: item.saved_at.isoformat(), reverse=True)

    def of(self, digest: str) -> UnfinishedDraft | None:
        """Return the latest one of the draft with this digest, None where that was never left half done."""
        return next((item for item in self.all() if item.digest == digest), None)

    def read(self, unfinished_id: UnfinishedDraftId) -> tuple[UnfinishedDraft, str, Draft]:
        """Return one of them, and the draft as text and as values.

        Raises StoreDamaged where it is gone, no longer what was kept, or of another version of the program.
        """
        path, head = self._path(unfinished_id, _DRAFT), _head(self._path(unfinished_id, _HEAD))
        try:
            text = path.read_text(encoding="utf-8", errors="surrogatepass")
            draft = from_json(json.loads(text))
        except _UNREADABLE as error:
            raise _lost(path) from error
        # Where the head is damaged nothing is known against the draft.
        if head.kind is not None and head.digest != digest_of(text):
            raise _lost(path)
        return head, text, draft

    def keep(self, item: UnfinishedDraft, draft: str) -> None:
        """Keep an import, or how far it has come; raises StoreError where the disk takes nothing.

        `draft` is the text whose digest the item bears; it is written when the import is kept for the first time.
        """
        head, whole = self._path(item.id, _HEAD), self._path(item.id, _DRAFT)
        with _in_words(self._folder, item.source):
            self._folder.mkdir(exist_ok=True)
            is_first = not head.is_file()
            if is_first:
                _write(whole, draft)
            _write(head, json_text(_told(item)))
            flush_folder(self._folder)
        if is_first:
            self._sweep()

    def drop(self, unfinished_id: UnfinishedDraftId) -> None:
        """Let go of an import that is taken over or given up."""
        for kind in (_HEAD, _DRAFT):
            drop(self._path(unfinished_id, kind))

    def _path(self, unfinished_id: UnfinishedDraftId, kind: str) -> Path:
        return self._folder / f"{unfinished_id}{kind}"

    def _sweep(self) -> None:
        """Remove what power cuts have left: drafts without a head, files that never got their name."""
        for path in self._folder.iterdir():
            if path.suffix == _BESIDE or (path.suffix == _DRAFT and not path.with_suffix(_HEAD).is_file()):
                drop(path)


def digest_of(draft: str) -> str:
    """Return the digest by which a draft, as text, is known again."""
    return sha256(draft.encode(errors="surrogatepass")).hexdigest()


def _told(item: UnfinishedDraft) -> dict[str, Any]:
    return {
        "source": item.source, "kind": item.kind, "saved_at": item.saved_at.isoformat(), "digest": item.digest,
        "plan_title": item.plan_title, "answers": dict(item.answers),
        "choices": {
            str(place): [choice.is_taken, None if choice.fields is None else sorted(choice.fields)]
            for place, choice in item.choices.items()
        },
    }


def _head(path: Path) -> UnfinishedDraft:
    unfinished_id = UnfinishedDraftId(path.stem)
    try:
        data = json.loads(path.read_text(encoding="utf-8", errors="surrogatepass"))
        return UnfinishedDraft(
            id=unfinished_id, source=data["source"], kind=SourceKind(data["kind"]),
            saved_at=datetime.fromisoformat(data["saved_at"]), digest=data["digest"], plan_title=data["plan_title"],
            choices={
                int(place): Choice(is_taken=is_taken, fields=None if fields is None else frozenset(fields))
                for place, (is_taken, fields) in data["choices"].items()
            },
            answers=dict(data["answers"]),
        )
    except _UNREADABLE:
        return UnfinishedDraft(id=unfinished_id, source=_DAMAGED, kind=None, saved_at=_UNKNOWN, digest="")


def _write(path: Path, text: str) -> None:
    beside = path.with_name(f"{path.name}{_BESIDE}")
    with beside.open("wb") as file:
        # Half a pair of surrogates, which some file may hold, is no reason to fail.
        file.write(text.encode(errors="surrogatepass"))
        flush(file)
    beside.replace(path)


def _lost(path: Path) -> StoreDamaged:
    return StoreDamaged("这份没做完的导入读不出来了", where=str(path), remedy="请放弃它，把原来的文件再导入一次")


@contextmanager
def _in_words(folder: Path, name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"没做完的导入“{name}”没有存下：{said(error)}", where=str(folder),
            remedy="请检查磁盘；这份导入关掉窗口后要再读一次",
        ) from error
