"""What the page knows of an import: the source, the draft read from it, its rows beside the records, where they go.

Reading happens in the isolated child, in a job with progress and 取消; comparing and keeping are asked of the records
here. It holds no widgets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gui.pages.importing.half_done import HalfDone, Kept, Progress
from gui.pages.importing.source import PASTED, Source, read_source
from gui.pages.importing.source_line import NEW_PLAN
from gui.pages.importing.units import Asked
from gui.places import ImportPlace
from gui.session import Session
from models.actions.mapping_profiles import remove_mapping_profile, save_mapping_profile
from models.assembly.comparing import comparing, new_rows, unit_questions
from models.assembly.target_plan import finding_plan, plan_named
from models.domain.directory import UnitId
from models.domain.drafts.adoption import decisions
from models.domain.drafts.comparison import Choice, RowComparison
from models.domain.drafts.draft import Draft, GridMapping, SourceKind
from models.domain.drafts.mapping_profile import MappingProfile, MappingProfileId, profile_for, profile_of
from models.domain.drafts.pasting import for_task
from models.domain.drafts.unit_matching import UnitQuestion
from models.domain.plan import Plan, PlanId, Task
from models.errors import AppError, Cancelled, InputError
from models.reporting import Steps
from models.workspace import new_id

# Of so many rows one does not notice that they are compared.
AT_ONCE = 200
# So many rows looked at are a step nobody notices.
STEP = 100


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
        self.questions: tuple[UnitQuestion, ...] = ()
        self.plan_wanted = ""
        self.plan_id = NEW_PLAN
        self.plan_title = ""
        self.choices: dict[int, Choice] = {}
        self.answers: dict[str, str] = {}
        self.waiting: list[Path] = []
        self.profile_id = ""
        self.half_done = HalfDone(session)
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

    def read_again(
        self, *, kind: SourceKind | None = None, mappings: tuple[GridMapping, ...] | None = None, profile_id: str = ""
    ) -> None:
        """Read the same source as another kind, or with other columns; the choices begin anew."""
        self.profile_id = profile_id
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
            "正在读取", lambda report: read_source(source, kind, mappings, report),
            lambda read: self._take_read(*read, is_mapped=mappings is not None),
            failed=self.refused.emit,
        )
        job.failed.connect(self._ended)
        self.began.emit(source.name, job)

    def _ended(self, error: Exception) -> None:
        """Let the page go on after a cancel or a mistake of the program; what is refused is told with its reason."""
        if isinstance(error, Cancelled) or not isinstance(error, AppError):
            self.refused.emit(None)

    def _take_read(self, draft: Draft, text: str, *, is_mapped: bool) -> None:
        """Take what was read; where its heads were put right and kept before, read it by that instead."""
        kept = None if is_mapped else profile_for(self._session.workspace.find(MappingProfile), draft.mappings)
        if kept is None:
            self.take(draft, text)
            return
        self.profile_id = kept.id
        self._session.tell(f"各列按存下的“{kept.name}”读；要改，点“列的含义”")
        self._read(draft.kind, (kept.mapping,))

    def take(self, draft: Draft, text: str = "") -> None:
        """Take a draft that was read; `text` is the draft as it is kept."""
        self.draft = draft
        self._go_on(self.half_done.find(draft, text))
        self._in_steps(self._beginning(draft), self.read.emit)

    # Beside the records

    def compare(self, then: Callable[[], object]) -> None:
        """Set the draft beside the records as they are, then `then()`; very many rows between the window's events."""
        if self.draft is not None:
            self._in_steps(self._comparing(self.draft), then)

    def _in_steps(self, steps: Steps[None], then: Callable[[], object]) -> None:
        """Make these steps, of a draft of many rows as a job that is shown, then `then()`."""
        if self.draft is None or len(self.draft.tasks) <= AT_ONCE:
            for _ in steps:
                pass
            then()
            return
        job = self._session.jobs.drive("正在对照", lambda: steps)
        job.finished.connect(lambda _: then())
        job.failed.connect(self._not_compared)
        self.began.emit(self.draft.source, job)

    def _beginning(self, draft: Draft) -> Steps[None]:
        """Propose where the tasks of a new draft go, and set it beside the records there."""
        yield from self._propose_plan(draft)
        yield from self._comparing(draft)

    def _comparing(self, draft: Draft) -> Steps[None]:
        ws, plan_id = self._session.workspace, PlanId(self.plan_id) if self.plan_id else None
        rows = yield from comparing(ws, draft, plan_id)
        reasons = {}
        for place, item in enumerate(decisions(rows, {})):
            if place % STEP == 0:
                yield place, len(rows), ""
            if item.reason:
                reasons[place] = item.reason
        self.questions = unit_questions(ws, draft)
        yield len(rows), len(rows), ""
        self.rows, self.listed = rows, (*rows, *new_rows(row.task for row in draft.left_out))
        self.reasons = reasons | {len(rows) + at: row.reason for at, row in enumerate(draft.left_out)}

    def _not_compared(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        self.forget()
        self.refused.emit(None if isinstance(error, Cancelled) else error)

    def plans(self) -> list[tuple[str, str]]:
        """Return the plans there are, each with its title: short ones are alike."""
        return [(plan.id, plan.title) for plan in self._session.workspace.find(Plan)]

    def choose_plan(self, plan_id: str) -> None:
        """Let the tasks go to another plan; what was chosen of rows belonged to the one before."""
        self.plan_id, self.choices = plan_id, {}

    def find_plan(self, title: str) -> bool:
        """Look for the plan again after records were changed; returns whether it was made or removed meanwhile."""
        before = self.plan_id
        if before != NEW_PLAN and self._session.workspace.get(Plan, PlanId(before)) is None:
            self.plan_id = NEW_PLAN
        made = self._plan_titled(title) if before == NEW_PLAN else None
        if made is not None:
            self.plan_id = made.id
        return self.plan_id != before

    def asked(self) -> list[Asked]:
        """Return the names of units to ask about."""
        return [
            Asked(question.name, question.place, tuple((unit.id, unit.name) for unit in question.candidates))
            for question in self.questions
        ]

    def unit_answers(self, answers: Mapping[str, str]) -> dict[str, UnitId | None]:
        """Return the answers as taking over wants them."""
        return {name: UnitId(answer) if answer else None for name, answer in answers.items()}

    def _propose_plan(self, draft: Draft) -> Steps[None]:
        """Propose the plan the file names, else the one it shares most tasks with, else a new one named after it."""
        named = self._plan_titled(draft.plan_title)
        self.plan_title = draft.plan_title or ("" if self.source.is_pasted else Path(draft.source).stem)
        if self._plan_of_task or named is not None:
            self.plan_id = self._plan_of_task or (named.id if named else NEW_PLAN)
        elif draft.kind is SourceKind.PLAN and draft.plan_title:
            self.plan_id = NEW_PLAN
        else:
            is_of_known = draft.kind is SourceKind.NOTICE or self.source.is_pasted
            finding = finding_plan(self._session.workspace, draft, is_of_known=is_of_known)
            self.plan_id = self.plan_wanted or (yield from finding) or NEW_PLAN

    def _plan_titled(self, title: str) -> Plan | None:
        """Return the plan of that title; of several with the same the clerk chooses."""
        try:
            return plan_named(self._session.workspace, title) if title else None
        except InputError:
            return None

    # Half-done work

    def keep(self, choices: Mapping[int, Choice], answers: Mapping[str, str], title: str) -> None:
        """Keep how far the clerk has come."""
        if self.draft is None:
            return
        self.choices, self.answers, self.plan_title = dict(choices), dict(answers), title
        done = Progress(choices=self.choices, answers=self.answers, plan_title=self.title_of_plan() or title)
        self.half_done.keep(self.source.name, done)

    def resume(self, unfinished_id: str) -> None:
        """Go on with what was left half done."""
        self.forget()
        job = self._session.start(
            "正在打开", lambda _: self.half_done.kept(unfinished_id), self._resume, failed=self.refused.emit
        )
        job.failed.connect(self._ended)
        self.began.emit("没做完的导入", job)

    def _resume(self, kept: Kept) -> None:
        done, self.draft = self.half_done.resume(kept), kept[-1]
        self.source = Source(name=self.draft.source)
        self._go_on(done)
        plan = self._plan_titled(done.plan_title)
        self.plan_id, self.plan_title = (plan.id if plan else NEW_PLAN), done.plan_title
        self.compare(self.read.emit)

    def _go_on(self, done: Progress) -> None:
        self.choices, self.answers = dict(done.choices), dict(done.answers)

    def forget(self) -> None:
        """Hold no draft any more; what is kept of it stays."""
        self.half_done.forget()
        self.draft, self.rows, self.listed, self.choices, self.answers = None, (), (), {}, {}
        self.profile_id = ""

    def give_up(self) -> None:
        """Hold no draft any more, and keep nothing of it either."""
        self.half_done.let_go()
        self.forget()

    def title_of_plan(self) -> str:
        """Return the title of the plan the tasks go to, empty for one that is yet to be made."""
        plan = self._session.workspace.get(Plan, PlanId(self.plan_id)) if self.plan_id else None
        return plan.title if plan else ""

    # Profiles

    def profiles(self) -> list[tuple[str, str]]:
        """Return the mappings that were kept, by name."""
        return [(item.id, item.name) for item in self._session.workspace.find(MappingProfile)]

    def profile(self, profile_id: str) -> GridMapping:
        """Return a mapping that was kept."""
        return self._session.workspace.need(MappingProfile, MappingProfileId(profile_id)).mapping

    def keep_profile(self, name: str, mappings: tuple[GridMapping, ...], source: object) -> bool:
        """Keep what the columns mean under a name; returns whether it was kept."""
        profile = profile_of(MappingProfileId(new_id()), name, mappings)
        return self._session.apply(lambda ws: save_mapping_profile(ws, profile=profile), source=source) is not None

    def drop_profile(self, profile_id: str) -> bool:
        """Keep a mapping no longer; returns whether it was removed."""
        profile = self._session.workspace.get(MappingProfile, MappingProfileId(profile_id))
        self.profile_id = ""
        return profile is not None and self._session.apply(
            lambda ws: remove_mapping_profile(ws, profile=profile)
        ) is not None
