"""What the statements of a measure rest on, read once until something is written.

Head, list of measures, evidence, progress and statements of a page all show the same records; 500 pieces of evidence
read anew by each of them hold the window up for a tenth of a second.
"""

from __future__ import annotations

from models.domain.duty import DutyCount, MeasureDuty
from models.domain.duty_tally import counted_duty
from models.domain.evidence import Evidence, EvidenceLink
from models.domain.ordering import by_date
from models.domain.plan import Figure, Measure, Progress
from models.domain.statements import Sources
from models.store.database import Store

# As many measures as one page shows; what was read for other tasks is let go.
KEPT = 64


class SourcesReader:
    """Reads the records behind a measure's statements and keeps them while the store stays as it is."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._state: tuple[int, int] | None = None
        self._kept: dict[Measure, Sources] = {}

    def of(self, measure: Measure) -> Sources:
        """Return the records of a measure, entries by date; evidence in the trash does not count."""
        if self._store.con.in_transaction:
            # What is rolled back must not be remembered.
            return _read(self._store, measure)
        state = state_of_store(self._store)
        if state != self._state:
            self._kept.clear()
            self._state = state
        if measure not in self._kept:
            if len(self._kept) == KEPT:
                self._kept.clear()
            self._kept[measure] = _read(self._store, measure)
        return self._kept[measure]


def _read(store: Store, measure: Measure) -> Sources:
    entries = by_date(store.find(Progress, measure_id=measure.id))
    figures = [figure for entry in entries for figure in store.find(Figure, progress_id=entry.id)]
    linked = store.find(EvidenceLink, measure_id=measure.id)
    items = store.many(Evidence, (link.evidence_id for link in linked))
    pairs = ((link, items[link.evidence_id]) for link in linked)
    links = tuple((link, item) for link, item in pairs if item.trashed_at is None)
    duties = tuple(
        counted_duty(duty, store.find(DutyCount, duty_id=duty.id), entries, links)
        for duty in store.find(MeasureDuty, measure_id=measure.id)
    )
    return Sources(measure=measure, entries=tuple(entries), figures=tuple(figures), links=links, duties=duties)


def state_of_store(store: Store) -> tuple[int, int]:
    """Return two numbers of which one differs once this program, or another one, has written."""
    return store.con.total_changes, int(store.con.execute("pragma data_version").fetchone()[0])
