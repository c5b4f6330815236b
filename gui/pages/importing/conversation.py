"""What the page knows of an import: the source, the draft read from it, its rows beside the records, where they go.

Reading happens in the isolated child, in a job with progress and 取消; comparing and keeping are asked of the records
here. It holds no widgets.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from gui.pages.importing.kept import choices_in, choices_out, left_words
from gui.pages.importing.source_line import NEW_PLAN
from gui.pages.importing.start import Left
from gui.pages.importing.units import Asked
from gui.places import ImportPlace
from gui.session import Session
from models.actions.drafts import drop_unfinished, keep_unfinished, save_mapping_profile
from models.assembly.comparing import compare, comparing, new_rows, plan_named, unit_questions
from models.domain.directory import UnitId
from models.domain.drafts import json_form
from models.domain.drafts.adoption import decisions
from models.domain.drafts.comparing import are_alike
from models.domain.drafts.comparison import Choice, RowComparison
from models.domain.drafts.draft import Draft, DraftTask, GridMapping, SourceKind
from models.domain.drafts.fields import SourceField
from models.domain.drafts.kept import (
    MappingProfile,
    MappingProfileId,
    UnfinishedDraft,
    UnfinishedDraftId,
    json_text,
    profile_of,
)
from models.domain.drafts.pasting import for_task
from models.domain.numbering import natural_key
from models.domain.plan import Plan, PlanId, Task
from models.errors import AppError, Cancelled
from models.reporting import Report
from models.workspace import Workspace, new_id

PASTED = "粘贴的内容"
# Of so many rows one does not notice that they are compared.
AT_ONCE = 200


class Source(NamedTuple):
    """A file or pasted cells; one that comes from an earlier sitting has only its name."""

    name: str = ""
    path: Path | None = None
    text: str = ""

    @property
    def is_gone(self) -> bool:
        """Return whether it can no longer be read again."""
        return self.path is None and not self.text


class Conversation(QObject):
    """One import at a time; `began(name, job)`, `refused(AppError or None)`, `read` when a draft is there."""

    began = Signal(str, object)
    refused = Signal(object)
    read = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.source = Source()
        self.draft: Draft | None = None
        self.rows: tuple[RowComparison, ...] = ()
        # The same, and behind them those that cannot be taken over; of each of these the reason.
        self.listed: tuple[RowComparison, ...] = ()
        self.reasons: dict[int, str] = {}
        self.plan_wanted = ""
        self.plan_id = NEW_PLAN
        self.plan_title = ""
        self.choices: dict[int, Choice] = {}
        self.answers: dict[str, str] = {}
        self.waiting: list[Path] = []
        self._kept_id = ""
        self._kept: tuple[object, ...] = ()
        self._plan_of_task = ""

    # Reading

    def begin(self, place: ImportPlace) -> None:
        """Read the first file, or what was pasted; the other files wait."""
        self.waiting = list(place.paths[1:])
        self.plan_wanted, self._plan_of_task = place.plan_id, ""
        if place.paths:
            self._begin(Source(name=place.paths[0].name, path=place.paths[0]))
            return
        text = place.text
        if place.task_id is not None:
            task = self._session.workspace.need(Task, place.task_id)
            text, self._plan_of_task = for_task(text, task.number, task.problem), task.plan_id
        self._begin(Source(name=PASTED, text=text))

    def read_waiting(self) -> bool:
        """Read the next file that waits; returns whether there was one."""
        if not self.waiting:
            return False
        path = self.waiting.pop(0)
        self._begin(Source(name=path.name, path=path))
        return True

    def read_again(self, *, kind: SourceKind | None = None, mappings: tuple[GridMapping, ...] | None = None) -> None:
        """Read the same source as another kind, or with other columns; the choices begin anew."""
        if kind is None and self.draft is not None:
            kind = self.draft.kind
        self._read(kind, mappings)

    def _begin(self, source: Source) -> None:
        self.forget()
        self.source = source
        self._read(None, None)

    def _read(self, kind: SourceKind | None, mappings: tuple[GridMapping, ...] | None) -> None:
        source = self.source
        job = self._session.start(
            "正在读取", lambda report: _draft_of(source, kind, mappings, report), self.take, failed=self.refused.emit
        )
        job.failed.connect(lambda error: self.refused.emit(None) if isinstance(error, Cancelled) else None)
        self.began.emit(source.name, job)

    def take(self, draft: Draft) -> None:
        """Take a draft that was read."""
        self.draft = draft
        self.choices, self.answers = {}, {}
        self._propose_plan(draft)
        self._find_again(json_text(json_form.to_json(draft)))
        self.compare(self.read.emit)

    # Beside the records

    def compare(self, then: Callable[[], object]) -> None:
        """Set the draft beside the records as they are, then `then()`; very many rows between the window's events."""
        draft, plan_id = self.draft, PlanId(self.plan_id) if self.plan_id else None
        if draft is None:
            return
        if len(draft.tasks) <= AT_ONCE:
            self._compared(compare(self._session.workspace, draft, plan_id))
            then()
            return
        job = self._session.jobs.drive("正在对照", lambda: comparing(self._session.workspace, draft, plan_id))
        job.finished.connect(lambda rows: (self._compared(rows), then()))
        job.failed.connect(self._not_compared)
        self.began.emit(draft.source, job)

    def _compared(self, rows: tuple[RowComparison, ...]) -> None:
        left = self.draft.left_out if self.draft else ()
        self.rows = rows
        self.listed = (*rows, *new_rows(row.task for row in left))
        self.reasons = {place: item.reason for place, item in enumerate(decisions(rows, {})) if item.reason}
        self.reasons |= {len(rows) + at: row.reason for at, row in enumerate(left)}

    def _not_compared(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        self.forget()
        self.refused.emit(None if isinstance(error, Cancelled) else error)

    def plans(self) -> list[tuple[str, str]]:
        """Return the plans there are, each with its name."""
        return [(plan.id, plan.short_title or plan.title) for plan in self._session.workspace.find(Plan)]

    def choose_plan(self, plan_id: str) -> None:
        """Let the tasks go to another plan; what was chosen of rows belonged to the one before."""
        self.plan_id, self.choices = plan_id, {}

    def asked(self) -> list[Asked]:
        """Return the names of units to ask about."""
        if self.draft is None:
            return []
        return [
            Asked(question.name, question.place, tuple((unit.id, unit.name) for unit in question.candidates))
            for question in unit_questions(self._session.workspace, self.draft)
        ]

    def unit_answers(self, answers: Mapping[str, str]) -> dict[str, UnitId | None]:
        """Return the answers as taking over wants them."""
        return {name: UnitId(answer) if answer else None for name, answer in answers.items()}

    def _propose_plan(self, draft: Draft) -> None:
        """Propose the plan the file names, else the one it shares most numbers with, else a new one named after it."""
        ws = self._session.workspace
        named = _plan_named(ws, draft.plan_title)
        self.plan_title = draft.plan_title or ("" if self.source.text else Path(draft.source).stem)
        if named is not None or self._plan_of_task:
            self.plan_id = named.id if named is not None and not self._plan_of_task else self._plan_of_task
        elif draft.kind is SourceKind.PLAN and draft.plan_title:
            self.plan_id = NEW_PLAN
        else:
            self.plan_id = self._likeliest(draft)

    def _likeliest(self, draft: Draft) -> str:
        """Return the plan that has most of the tasks; a notice and pasted cells belong to one there is."""
        ws = self._session.workspace
        if self.plan_wanted:
            return self.plan_wanted
        told = {natural_key(task.number): task for task in draft.tasks if task.number}
        shared = {
            plan.id: sum(_is_same(task, told.get(natural_key(task.number))) for task in ws.find(Task, plan_id=plan.id))
            for plan in reversed(ws.find(Plan))
        }
        best = max(shared, key=lambda plan_id: shared[plan_id], default=NEW_PLAN)
        belongs = draft.kind is SourceKind.NOTICE or bool(self.source.text)
        return best if best and (shared[best] or belongs) else NEW_PLAN

    # Half-done work

    def left(self) -> list[Left]:
        """Return what was left half done in earlier sittings, the latest first."""
        found = sorted(self._session.workspace.find(UnfinishedDraft), key=lambda item: item.saved_at, reverse=True)
        today = self._session.now()
        return [Left(item.id, item.source, left_words(item, today)) for item in found if item.id != self._kept_id]

    def keep(self, choices: Mapping[int, Choice], answers: Mapping[str, str], title: str) -> None:
        """Keep how far the clerk has come, where anything differs from what is kept."""
        if self.draft is None:
            return
        self.choices, self.answers, self.plan_title = dict(choices), dict(answers), title
        held = (self.draft, self.choices, self.answers, self.plan_id, title)
        is_there = self._kept_id and self._session.workspace.get(UnfinishedDraft, UnfinishedDraftId(self._kept_id))
        if held == self._kept and is_there:
            return
        self._kept, self._kept_id = held, self._kept_id or new_id()
        unfinished = UnfinishedDraft(
            id=UnfinishedDraftId(self._kept_id), source=self.draft.source or self.source.name, kind=self.draft.kind,
            saved_at=self._session.now(), draft=json_text(json_form.to_json(self.draft)),
            plan_title=self.title_of_plan() or title, choices=json_text(choices_out(self.choices)),
            answers=json_text(self.answers),
        )
        self._session.apply(lambda ws: keep_unfinished(ws, unfinished=unfinished))

    def resume(self, unfinished_id: str) -> None:
        """Go on with what was left half done."""
        kept = self._session.workspace.need(UnfinishedDraft, UnfinishedDraftId(unfinished_id))
        self.forget()
        self.source = Source(name=kept.source)
        self.draft = json_form.from_json(json.loads(kept.draft))
        self.choices, self.answers = choices_in(json.loads(kept.choices)), json.loads(kept.answers)
        plan = _plan_named(self._session.workspace, kept.plan_title)
        self.plan_id, self.plan_title = (plan.id if plan else NEW_PLAN), kept.plan_title
        self._kept_id = kept.id
        self.compare(self.read.emit)

    def _find_again(self, draft: str) -> None:
        """Go on where the clerk left off when the very same was read once more."""
        same = [kept for kept in self._session.workspace.find(UnfinishedDraft) if kept.draft == draft]
        if same:
            self._kept_id = same[0].id
            self.choices, self.answers = choices_in(json.loads(same[0].choices)), json.loads(same[0].answers)

    def drop(self, unfinished_id: str) -> None:
        """Let go of what was left half done."""
        self._session.apply(lambda ws: drop_unfinished(ws, unfinished_id=UnfinishedDraftId(unfinished_id)))

    def forget(self, *, drop: bool = False) -> None:
        """Hold no draft any more; with `drop` nothing is kept of it either."""
        if drop:
            self.let_go()
        self._kept_id, self._kept = "", ()
        self.draft, self.rows, self.listed, self.choices, self.answers = None, (), (), {}, {}

    def let_go(self) -> None:
        """Keep the draft no longer as half done: it is taken over next, in a step of its own."""
        kept_id, self._kept_id, self._kept = self._kept_id, "", ()
        if kept_id:
            self.drop(kept_id)

    def title_of_plan(self) -> str:
        """Return the title of the plan the tasks go to, empty for one that is yet to be made."""
        plan = self._session.workspace.get(Plan, PlanId(self.plan_id)) if self.plan_id else None
        return plan.title if plan else ""

    # Profiles

    def profiles(self) -> list[tuple[str, str]]:
        """Return the mappings that were kept, by name."""
        return [(item.id, item.name) for item in self._session.workspace.find(MappingProfile)]

    def profile_fields(self, profile_id: str) -> dict[str, SourceField]:
        """Return what each head means in a kept mapping."""
        return self._session.workspace.need(MappingProfile, MappingProfileId(profile_id)).fields

    def keep_profile(self, name: str, mappings: tuple[GridMapping, ...], source: object) -> bool:
        """Keep what the columns mean under a name; returns whether it was kept."""
        profile = profile_of(MappingProfileId(new_id()), name, mappings)
        return self._session.apply(lambda ws: save_mapping_profile(ws, profile=profile), source=source) is not None



def _draft_of(
    source: Source, kind: SourceKind | None, mappings: tuple[GridMapping, ...] | None, report: Report
) -> Draft:
    """Return what a source tells; one without tasks only where its columns can be put right."""
    from models.intake.reading import read_draft, read_pasted

    def read(*, needs_tasks: bool) -> Draft:
        if source.path is not None:
            return read_draft(source.path, kind, mappings, report, needs_tasks=needs_tasks)
        return read_pasted(source.text, kind, mappings, needs_tasks=needs_tasks)

    draft = read(needs_tasks=False)
    # The refusal says best what is missing.
    return draft if draft.tasks or draft.mappings else read(needs_tasks=True)


def _is_same(task: Task, told: DraftTask | None) -> bool:
    """Return whether a task of the file of the same number speaks of the same thing."""
    return told is not None and are_alike(told.problem, task.problem)


def _plan_named(ws: Workspace, title: str) -> Plan | None:
    """Return the plan of that title; of several with the same the clerk chooses."""
    try:
        return plan_named(ws, title) if title else None
    except AppError:
        return None
