"""An import half done: kept beside the store while one is away, found again, and let go when it is taken over."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from gui.pages.importing.kept import choices_in, choices_out, left_words
from gui.pages.importing.start import Left
from gui.session import Session
from models.domain.drafts import json_form
from models.domain.drafts.comparison import Choice
from models.domain.drafts.draft import Draft
from models.domain.drafts.kept import UnfinishedDraft, UnfinishedDraftId, json_text
from models.errors import AppError
from models.workspace import new_id


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
        # Of the draft that is worked on: the very object, its text, and what was kept last.
        self._draft: Draft | None = None
        self._text = ""
        self._kept: Progress | None = None

    def left(self) -> list[Left]:
        """Return what was left half done in earlier sittings, the latest first."""
        now = self._session.now()
        found = self._session.workspace.unfinished.all()
        return [Left(item.id, item.source, left_words(item, now)) for item in found if item.id != self._id]

    def keep(self, draft: Draft, name: str, progress: Progress) -> None:
        """Keep how far the clerk has come, where anything differs from what is kept."""
        if draft is self._draft and progress == self._kept:
            return
        self._hold(draft)
        item = UnfinishedDraft(
            id=UnfinishedDraftId(self._id or new_id()), source=draft.source or name, kind=draft.kind,
            saved_at=self._session.now(), digest=_digest(self._text), plan_title=progress.plan_title,
            choices=json_text(choices_out(progress.choices)), answers=json_text(dict(progress.answers)),
        )
        try:
            self._session.workspace.unfinished.keep(item, self._text)
        except AppError as error:
            self._session.show(error)
            return
        self._id, self._kept = item.id, progress

    def find(self, draft: Draft, text: str = "") -> Progress:
        """Return how far the clerk had come where the very same was read before, and go on with that.

        `text` is the draft as `draft_text` writes it, where whoever read it has written it already.
        """
        self.forget()
        self._hold(draft, text)
        digest = _digest(self._text)
        for item in self._session.workspace.unfinished.all():
            if item.digest == digest:
                self._id = item.id
                return _progress(item)
        return Progress()

    def resume(self, unfinished_id: str) -> tuple[str, Draft, Progress]:
        """Return the name of the source, the draft, and how far it has come; raises StoreError where it is lost."""
        kept = self._session.workspace.unfinished
        text = kept.draft(UnfinishedDraftId(unfinished_id))
        draft = json_form.from_json(json.loads(text))
        item = kept.get(UnfinishedDraftId(unfinished_id))
        self._id, self._draft, self._text = unfinished_id, draft, text
        self._kept = _progress(item) if item is not None else Progress()
        return draft.source, draft, self._kept

    def drop(self, unfinished_id: str) -> None:
        """Let go of what was left half done."""
        self._session.workspace.unfinished.drop(UnfinishedDraftId(unfinished_id))

    def let_go(self) -> None:
        """Let go of the draft that is worked on: it is taken over, or given up."""
        if self._id:
            self.drop(self._id)
        self.forget()

    def forget(self) -> None:
        """Work on no draft; what is kept of it stays."""
        self._id, self._draft, self._text, self._kept = "", None, "", None

    def _hold(self, draft: Draft, text: str = "") -> None:
        if draft is not self._draft:
            self._draft, self._text = draft, text or draft_text(draft)


def draft_text(draft: Draft) -> str:
    """Return a draft as it is kept; of thousands of rows this takes a worker's time."""
    return json_text(json_form.to_json(draft))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _progress(item: UnfinishedDraft) -> Progress:
    return Progress(
        choices=choices_in(json.loads(item.choices)), answers=json.loads(item.answers), plan_title=item.plan_title
    )
