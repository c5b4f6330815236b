"""A draft on the page: its source on one line, below it 对照, 列的含义, 单位 and 提示, as far as there is something.

It opens on the preview, or first on what the reader was unsure of. It knows values only; reading and writing is the
page's.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.pages.importing.deciding import Deciding
from gui.pages.importing.findings import FindingList
from gui.pages.importing.mapping import MappingPanel
from gui.pages.importing.preview import Preview
from gui.pages.importing.source_line import SourceLine
from gui.pages.importing.units import Asked, UnitQuestions
from gui.parts.keys import bind
from gui.parts.tabs import Tabs
from models.domain.drafts.comparison import Choice, RowComparison
from models.domain.drafts.draft import Draft

PREVIEW, MAPPING, UNITS, FINDINGS = "preview", "mapping", "units", "findings"


def building() -> Generator[None, None, DraftView]:
    """Build the view part by part; between two parts the window may do something else."""
    source = SourceLine()
    yield
    preview = Preview()
    yield
    mapping = MappingPanel()
    yield
    return DraftView(source, preview, mapping)


class DraftView(QWidget):
    """The draft and what is decided of it; `decided` when the clerk has chosen something."""

    decided = Signal()

    def __init__(
        self, source: SourceLine | None = None, preview: Preview | None = None, mapping: MappingPanel | None = None
    ) -> None:
        super().__init__()
        self.source = source or SourceLine()
        self.preview = preview or Preview()
        self.mapping = mapping or MappingPanel()
        self.units = UnitQuestions()
        self.findings = FindingList()
        self.tabs = Tabs()
        for key, label, panel in (
            (PREVIEW, "对照", self.preview), (MAPPING, "列的含义", self.mapping), (UNITS, "单位", self.units),
            (FINDINGS, "提示", self.findings),
        ):
            self.tabs.add(key, label, lambda panel=panel: panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.source)
        column.addWidget(self.tabs, 1)
        self.preview.decided.connect(self.decided)
        self.units.answered.connect(self.decided)
        self.findings.wanted.connect(self.go_to_row)
        self.findings.wanted_columns.connect(self.go_to_columns)
        self._units_seen = False
        self.tabs.opened.connect(self._open)
        for beside in (self.mapping, self.units, self.findings, self.tabs.bar):
            bind(beside, ("Esc", self._step_back))

    def _open(self, key: str) -> None:
        if key == UNITS and not self._units_seen:
            self._units_seen = True
            self.decided.emit()

    def _step_back(self) -> None:
        """Go back to the rows, from there out of the page."""
        if self.tabs.open_key() == PREVIEW:
            self.preview.escaped.emit()
            return
        self.tabs.open(PREVIEW)
        self.preview.table.setFocus()

    # What the page uses

    @property
    def deciding(self) -> Deciding:
        """What is decided of the rows."""
        return self.preview.deciding

    def show_draft(
        self, draft: Draft, rows: Sequence[RowComparison], *, asked: Sequence[Asked] = (),
        choices: Mapping[int, Choice] | None = None, answers: Mapping[str, str] | None = None,
        reasons: Mapping[int, str] | None = None,
    ) -> Iterator[None]:
        """Show what was read, beside the records; of thousands of rows each part is an event of its own."""
        self.source.show_draft(draft)
        self.mapping.show_mappings(draft.mappings)
        yield from self.show_rows(draft, rows, choices or {}, reasons or {})
        self.units.show_questions(asked, answers or {})
        self._units_seen = bool(answers)
        unsure = self.mapping.unsure()
        self.tabs.set_count(MAPPING, unsure or None)
        self.tabs.show_tab(MAPPING, shown=bool(draft.mappings))
        self.tabs.set_count(UNITS, len(asked))
        self.tabs.show_tab(UNITS, shown=bool(asked))
        self.tabs.open(MAPPING if unsure or not draft.tasks else PREVIEW)

    def show_rows(
        self, draft: Draft, rows: Sequence[RowComparison], choices: Mapping[int, Choice], reasons: Mapping[int, str],
        *, anew: bool = True,
    ) -> Iterator[None]:
        """Show the rows; not `anew` for the same draft beside another plan, or records that were changed meanwhile."""
        findings = [*draft.findings, *(finding for row in rows for finding in row.findings)]
        findings = list(dict.fromkeys(findings))
        self.findings.show_findings(findings, rows)
        yield
        yield from self.preview.show_rows(Deciding(rows, choices, reasons, self.findings.of_rows()), anew=anew)
        yield
        self.tabs.set_count(PREVIEW, len(rows))
        self.tabs.set_count(FINDINGS, len(findings) or None)
        self.tabs.show_tab(FINDINGS, shown=bool(findings))

    def answers(self) -> dict[str, str]:
        """Return of the names asked about the units they mean, none before the clerk has looked at them."""
        return self.units.answers() if self._units_seen else {}

    def unasked(self) -> int:
        """Return how many names of units the clerk has not looked at yet."""
        return self.units.count() if not self._units_seen else 0

    def go_to_row(self, place: int) -> None:
        """Show a row of the preview."""
        self.tabs.open(PREVIEW)
        self.preview.go_to(place)
        self.preview.table.setFocus()

    def go_to_columns(self) -> None:
        """Show what the columns were taken for."""
        self.tabs.open(MAPPING)
        self.first_focus().setFocus()

    def first_focus(self) -> QWidget:
        """Return what takes the keyboard on the open tab."""
        if self.tabs.open_key() == MAPPING:
            return self.mapping.first_field()
        return self.preview.table if self.tabs.open_key() == PREVIEW else self.tabs.bar
