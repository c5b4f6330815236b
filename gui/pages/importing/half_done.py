"""An import half done: kept beside the store while one is away, found again, and let go when it is taken over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from gui.pages.importing.start import Left
from gui.pages.importing.words import done_words
from gui.session import Session
from models.domain.drafts import json_form
from models.domain.drafts.comparison import Choice
from models.domain.drafts.draft import Draft
from models.errors import AppError
from models.unfinished import UnfinishedDraft, UnfinishedDraftId, digest_of
from models.workspace import new_id

# What is told of it, its draft as text and as values.
Kept: TypeAlias = tuple[UnfinishedDraft, str, Draft]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the clerk has come with a draft: what was chosen, answered, and where the tasks go."""

    choices: Mapping[int, Choice] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    plan_title: str = ""


class HalfDone:
    """What is kept of the draft that is worked on, and what was left of earlier sittings."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._id = ""
        # Of the draft that is worked on, and what was kept of it last.
        self._draft: Draft | None = None
        self._text = ""
        self._kept: Progress | None = None
        # What was taken over last, as it would be kept if it is taken back.
        self._taken: tuple[UnfinishedDraft, str] | None = None

    def left(self) -> list[Left]:
        """Return what was left half done in earlier sittings, the latest first."""
        now = self._session.now()
        found = self._session.workspace.unfinished.all()
        return [
            Left(item.id, item.source, left_words(item, now), is_lost=item.kind is None)
            for item in found if item.id != self._id
        ]

    def find(self, draft: Draft, text: str = "") -> Progress:
        """Work on a draft that was read; returns how far the clerk had come where the very same was read before.

        `text` is the draft as `draft_text` writes it, where whoever read it has written it already.
        """
        self._hold(draft, text or draft_text(draft))
        known = self._session.workspace.unfinished.of(digest_of(self._text))
        self._id = known.id if known else ""
        return _progress(known) if known else Progress()

    def keep(self, name: str, progress: Progress) -> None:
        """Keep how far the clerk has come with the draft, where that is not kept yet; `name` is that of its source."""
        if self._draft is None or progress == self._kept:
            return
        item = self._item(self._draft, name, progress)
        if self._write(item, self._text):
            self._id, self._kept = item.id, progress

    def _item(self, draft: Draft, name: str, progress: Progress) -> UnfinishedDraft:
        return UnfinishedDraft(
            id=UnfinishedDraftId(self._id or new_id()), source=draft.source or name, kind=draft.kind,
            saved_at=self._session.now(), digest=digest_of(self._text), plan_title=progress.plan_title,
            choices=progress.choices, answers=progress.answers,
        )

    def _write(self, item: UnfinishedDraft, text: str) -> bool:
        """Keep it; returns whether the disk took it."""
        try:
            self._session.workspace.unfinished.keep(item, text)
        except AppError as error:
            self._session.show(error)
            return False
        return True

    def kept(self, unfinished_id: str) -> Kept:
        """Return a draft of an earlier sitting; for a worker. Raises StoreDamaged where it is lost."""
        return self._session.workspace.unfinished.read(UnfinishedDraftId(unfinished_id))

    def resume(self, kept: Kept) -> Progress:
        """Work on a draft of an earlier sitting; returns how far it has come."""
        item, text, draft = kept
        self._hold(draft, text)
        self._id, self._kept = item.id, _progress(item)
        return self._kept

    def drop(self, unfinished_id: str) -> None:
        """Let go of what was left half done."""
        self._session.workspace.unfinished.drop(UnfinishedDraftId(unfinished_id))

    def take_over(self, name: str, progress: Progress) -> None:
        """Let go of the draft that was taken over, but remember it in case it is taken back."""
        if self._draft is not None:
            self._taken = (self._item(self._draft, name, progress), self._text)
        self.let_go()

    def bring_back(self) -> bool:
        """Keep again what was taken over last and is taken back; returns whether it is still the one worked on."""
        if self._taken is None:
            return False
        item, text = self._taken
        self._taken = None
        if text == self._text:
            return True
        self._write(item, text)
        return False

    def let_go(self) -> None:
        """Let go of the draft that is worked on: it is taken over, or given up."""
        if self._id:
            self.drop(self._id)
        # Its text stays known: what is taken back is looked at again, and kept again.
        self._id, self._kept = "", None

    def forget(self) -> None:
        """Work on no draft; what is kept of it stays."""
        self._hold(None, "")

    def _hold(self, draft: Draft | None, text: str) -> None:
        self._id, self._draft, self._text, self._kept = "", draft, text, None


def draft_text(draft: Draft) -> str:
    """Return a draft as it is kept; of thousands of rows this takes a worker's time."""
    return json_form.json_text(json_form.to_json(draft))


def left_words(item: UnfinishedDraft, now: datetime) -> str:
    """Return what and from when an unfinished import is: 台账 · 选过 3 项 · 今天 14:32."""
    if item.kind is None:
        return "文件已损坏，只能放弃"
    at = item.saved_at
    day = "今天" if at.date() == now.date() else f"{at:%Y-%m-%d}"
    parts = [item.kind.label, done_words(item.choices, item.answers), f"{day} {at:%H:%M}"]
    return " · ".join(part for part in parts if part)


def _progress(item: UnfinishedDraft) -> Progress:
    return Progress(choices=item.choices, answers=item.answers, plan_title=item.plan_title)
