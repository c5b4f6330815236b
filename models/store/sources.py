"""What the statements of a measure rest on, read once until something is written that belongs to it.

Head, list of measures, evidence, progress and statements of a page all show the same records; 500 pieces of evidence
read anew by each of them, or 60 measures read anew behind each link, hold the window up for a tenth of a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

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

    def of(self, measures: Sequence[Measure]) -> list[Sources]:
        """Return the records of each measure, entries by date; evidence in the trash does not count."""
        if self._store.con.in_transaction:
            # What is rolled back must not be remembered.
            return read_sources(self._store, measures)
        self._forget_stale()
        found = {measure.id: kept for measure in measures if (kept := self._kept.get(measure.id))}
        unread = [measure for measure in measures if measure.id not in found or found[measure.id].measure != measure]
        if len(self._kept) + len(unread) > KEPT:
            self._kept = found
        if unread:
            self._kept |= {item.measure.id: item for item in read_sources(self._store, unread)}
        return [self._kept[measure.id] for measure in measures]

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


def read_sources(store: Store, measures: Sequence[Measure]) -> list[Sources]:
    """Return the records of each measure as they are written now; a few queries, however many measures."""
    ids = [measure.id for measure in measures]
    entries, links = _entries(store, ids), _links(store, ids)
    figures = _owned(store, Figure, "progress_id", [entry.id for found in entries.values() for entry in found])
    duties, indicators = _counted(store, entries, links), read_indicators(store, "measure_id", ids)
    return [
        Sources(
            measure=measure, entries=tuple(entries[measure.id]),
            figures=tuple(figure for entry in entries[measure.id] for figure in figures[entry.id]),
            links=tuple(links[measure.id]), duties=duties[measure.id], indicators=indicators[measure.id],
        )
        for measure in measures
    ]


def read_duties(store: Store, measure_ids: Sequence[str]) -> dict[str, tuple[CountedDuty, ...]]:
    """Return the duties of each measure in their order, each with what was counted for it."""
    return _counted(store, _entries(store, measure_ids), _links(store, measure_ids))


def read_indicators(store: Store, owner: str, ids: Sequence[str]) -> dict[str, tuple[MeasuredIndicator, ...]]:
    """Return the indicators of each task or measure in their order, each with its values by date.

    `owner` is the field that names the task or the measure.
    """
    indicators = _owned(store, Indicator, owner, ids)
    values = _owned(store, IndicatorValue, "indicator_id", [item.id for found in indicators.values() for item in found])
    named = {value.evidence_id for found in values.values() for value in found if value.evidence_id}
    usable = {item.id for item in store.many(Evidence, named).values() if item.trashed_at is None} if named else set()
    return {
        key: tuple(
            measured(item, values[item.id], usable.intersection(value.evidence_id for value in values[item.id]))
            for item in found
        )
        for key, found in indicators.items()
    }


def _owned(store: Store, cls: type[Any], owner: str, ids: Iterable[str]) -> dict[str, list[Any]]:
    """Return the records of a class by what each belongs to, which its field `owner` names."""
    found: dict[str, list[Any]] = {key: [] for key in ids}
    for record in store.among(cls, owner, found) if found else ():
        found[getattr(record, owner)].append(record)
    return found


def _entries(store: Store, measure_ids: Sequence[str]) -> dict[str, list[Progress]]:
    return {key: by_date(found) for key, found in _owned(store, Progress, "measure_id", measure_ids).items()}


def _links(store: Store, measure_ids: Sequence[str]) -> dict[str, list[tuple[EvidenceLink, Evidence]]]:
    """Return the evidence of each measure that does not lie in the trash, with its links."""
    links = _owned(store, EvidenceLink, "measure_id", measure_ids)
    items = store.many(Evidence, {link.evidence_id for found in links.values() for link in found})
    return {
        key: [(link, item) for link in found if (item := items[link.evidence_id]).trashed_at is None]
        for key, found in links.items()
    }


def _counted(
    store: Store, entries: Mapping[str, Sequence[Progress]],
    links: Mapping[str, Sequence[tuple[EvidenceLink, Evidence]]],
) -> dict[str, tuple[CountedDuty, ...]]:
    duties = _owned(store, MeasureDuty, "measure_id", entries)
    counts = _owned(store, DutyCount, "duty_id", [duty.id for found in duties.values() for duty in found])
    return {
        key: tuple(counted_duty(duty, counts[duty.id], entries[key], links[key]) for duty in found)
        for key, found in duties.items()
    }


def state_of_store(store: Store) -> tuple[int, int]:
    """Return two numbers of which one differs once this program, or another one, has written."""
    return store.con.total_changes, int(store.con.execute("pragma data_version").fetchone()[0])
