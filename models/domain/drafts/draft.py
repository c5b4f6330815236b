"""Drafts of tasks: what a reader understood of a plan, a ledger or a notice, each value with the place it stands at.

Values stand as the document prints them. Where it is silent a text is empty, a date is None. What the reader is unsure
of is a finding beside the draft, never a guess in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from models.domain.drafts.fields import SourceField
from models.domain.finding import Finding
from models.domain.partial_date import PartialDate
from models.domain.plan import Duty, TaskStatus, UnitRole


class SourceKind(StrEnum):
    """来源种类: what kind of paper a file is."""

    PLAN = "plan"
    LEDGER = "ledger"
    NOTICE = "notice"

    @property
    def label(self) -> str:
        return {"plan": "整改方案", "ledger": "台账", "notice": "公示"}[self.value]


class CellPlaces(Mapping[str, str]):
    """各栏位置: where each field of a row stands: the place of the row and, for all rows alike, the column behind it.

    The places are put together when one is asked for: a ledger has 60,000 of them, and the clerk looks at ten.
    """

    __slots__ = ("columns", "row")

    def __init__(self, row: str, columns: Mapping[str, str]) -> None:
        self.row, self.columns = row, columns

    def __getitem__(self, field_name: str) -> str:
        return self.row + self.columns[field_name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftMeasure:
    """措施草稿: one measure as read; bracketed units and dates are taken out of its text.

    `place` is empty where the places of its task tell it, see `DraftTask.place_of`.
    """

    number: str = ""
    text: str
    deadline_text: str = ""
    deadline: PartialDate | None = None
    units: tuple[str, ...] = ()
    duty: Duty | None = None
    place: str = ""

    def at(self, place: str) -> DraftMeasure:
        """Return the measure with the place it stands at; thousands are read at once, and `replace` is slow."""
        return DraftMeasure(
            number=self.number, text=self.text, deadline_text=self.deadline_text, deadline=self.deadline,
            units=self.units, duty=self.duty, place=place,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftTask:
    """任务草稿: one task as read; `places` tells of each field where it stands, `place` where the task begins."""

    number: str = ""
    title: str = ""
    problem: str = ""
    goal: str = ""
    deadline_text: str = ""
    deadline: PartialDate | None = None
    is_immediate: bool = False
    is_ongoing: bool = False
    units: Mapping[UnitRole, tuple[str, ...]] = field(default_factory=dict)
    measures: tuple[DraftMeasure, ...] = ()
    implementation: str = ""
    status: TaskStatus | None = None
    leader: str = ""
    responsible_person: str = ""
    liaison: str = ""
    note: str = ""
    external_numbers: tuple[tuple[str, str], ...] = ()
    place: str = ""
    places: Mapping[str, str] = field(default_factory=dict)

    def place_of(self, measure: DraftMeasure) -> str:
        """Return where one of its measures stands."""
        return measure.place or self.places.get("measures") or self.place


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRow:
    """未导入的行: a row that cannot be taken over as it stands, with the reason."""

    task: DraftTask
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnGuess:
    """列的含义: a column of a ledger with what it was taken for; `samples` are its first filled cells."""

    column: int
    head: str
    field: SourceField
    samples: tuple[str, ...] = ()
    is_sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class GridMapping:
    """表的对应: of one grid its header rows (counted from 0), and the meaning of its columns."""

    grid: str
    header_rows: tuple[int, ...]
    columns: tuple[ColumnGuess, ...]
    # As people count them: 第3行, or 第3—4行.
    header_place: str = ""
    # The number people see beside the first row that was read.
    first_row: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """草稿: everything that was read from one source; `plan_title` is the plan it names, empty where it names none."""

    kind: SourceKind
    source: str
    plan_title: str = ""
    tasks: tuple[DraftTask, ...] = ()
    # Rows that were read and are no tasks as they stand: a number twice, neither number nor text.
    left_out: tuple[RefusedRow, ...] = ()
    findings: tuple[Finding, ...] = ()
    mappings: tuple[GridMapping, ...] = ()
    # The same tasks as our own program gave them out with this ledger, see `ledger_base`.
    given_out: tuple[DraftTask, ...] = ()
