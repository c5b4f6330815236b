"""What the statements of a measure rest on, read once until something is written that belongs to it.

Head, list of measures, evidence, progress and statements of a page all show the same records; 500 pieces of evidence
read anew by each of them, or 60 measures read anew behind each link, hold the window up for a tenth of a second.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.domain.duty import DutyCount, MeasureDuty
from models.domain.duty_tally import CountedDuty, counted_duty
from models.domain.evidence import Evidence, EvidenceLink
from models.domain.indicator import Indicator, IndicatorValue
from models.domain.indicator_standing import MeasuredIndicator, measured
from models.domain.ordering import by_date
from models.domain.plan import Figure, Measure, MeasureId, Progress
from models.domain.statements import Sources
from models.store.database import Store
from models.store.noting import note_writes

# As many measures as one page shows; what was read for other tasks is let go.
KEPT = 64
# The measures a row is among the sources of, by table.
_MEASURES_OF = {
    "measures": "select {row}.id",
    "progress": "select {row}.measure_id",
    "evidence_links": "select {row}.measure_id",
    "duties": "select {row}.measure_id",
    "indicators": "select {row}.measure_id where {row}.measure_id is not null",
    "indicator_values": "select measure_id from indicators where id = {row}.indicator_id and measure_id is not null",
    "figures": "select measure_id from progress where id = {row}.progress_id",
    "duty_counts": "select measure_id from duties where id = {row}.duty_id",
    "evidence": "select measure_id from evidence_links where evidence_id = {row}.id union select i.measure_id "
    "from indicator_values v join indicators i on i.id = v.indicator_id "
    "where v.evidence_id = {row}.id and i.measure_id is not null",
}


class SourcesReader:
    """Reads the records behind a measure's statements and keeps them while they stay as they are."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._state: tuple[int, int] | None = None
        self._kept: dict[MeasureId, Sources] = {}

    def of(self, measure: Measure) -> Sources:
        """Return the records of a measure, entries by date; evidence in the trash does not count."""
        if self._store.con.in_transaction:
            # What is rolled back must not be remembered.
            return read_sources(self._store, measure)
        self._forget_stale()
        kept = self._kept.get(measure.id)
        if kept is None or kept.measure != measure:
            if len(self._kept) == KEPT:
                self._kept.clear()
            self._kept[measure.id] = kept = read_sources(self._store, measure)
        return kept

    def _forget_stale(self) -> None:
        """Let go of what was written to since the last look; of everything where another program wrote."""
        state = state_of_store(self._store)
        if state == self._state:
            return
        con = self._store.con
        if self._state is None:
            con.execute("create temp table stale_measures (id text primary key)")
            note_writes(con, "stale_measures", _MEASURES_OF)
        elif state[1] != self._state[1]:
            self._kept.clear()
        for (measure_id,) in con.execute("select id from temp.stale_measures").fetchall():
            self._kept.pop(measure_id, None)
        con.execute("delete from temp.stale_measures")
        self._state = state_of_store(self._store)


def read_sources(store: Store, measure: Measure) -> Sources:
    """Return the records of a measure as they are written now."""
    entries = by_date(store.find(Progress, measure_id=measure.id))
    figures = [figure for entry in entries for figure in store.find(Figure, progress_id=entry.id)]
    links = _links(store, measure)
    duties = store.find(MeasureDuty, measure_id=measure.id)
    return Sources(
        measure=measure, entries=tuple(entries), figures=tuple(figures), links=links,
        duties=_counted(store, duties, entries, links), indicators=read_indicators(store, measure_id=measure.id),
    )


def read_duties(store: Store, measure: Measure) -> tuple[CountedDuty, ...]:
    """Return the duties of a measure in their order, each with what was counted for it."""
    duties = store.find(MeasureDuty, measure_id=measure.id)
    return _counted(store, duties, by_date(store.find(Progress, measure_id=measure.id)), _links(store, measure))


def _links(store: Store, measure: Measure) -> tuple[tuple[EvidenceLink, Evidence], ...]:
    """Return the evidence of a measure that does not lie in the trash, with its links."""
    linked = store.find(EvidenceLink, measure_id=measure.id)
    items = store.many(Evidence, (link.evidence_id for link in linked))
    return tuple((link, item) for link in linked if (item := items[link.evidence_id]).trashed_at is None)


def _counted(
    store: Store, duties: Sequence[MeasureDuty], entries: Sequence[Progress],
    links: Sequence[tuple[EvidenceLink, Evidence]],
) -> tuple[CountedDuty, ...]:
    return tuple(
        counted_duty(duty, store.find(DutyCount, duty_id=duty.id), entries, links) for duty in duties
    )


def read_indicators(store: Store, **equals: str) -> tuple[MeasuredIndicator, ...]:
    """Return the indicators of a task or a measure in their order, each with its values by date."""
    found = []
    for indicator in store.find(Indicator, **equals):
        values = store.find(IndicatorValue, indicator_id=indicator.id)
        pieces = store.many(Evidence, (value.evidence_id for value in values if value.evidence_id))
        found.append(measured(indicator, values, [item.id for item in pieces.values() if item.trashed_at is None]))
    return tuple(found)


def state_of_store(store: Store) -> tuple[int, int]:
    """Return two numbers of which one differs once this program, or another one, has written."""
    return store.con.total_changes, int(store.con.execute("pragma data_version").fetchone()[0])
