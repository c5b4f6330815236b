"""The fourth schema: versions and numbers of evidence, what it proves, pairs of photos, duties, indicators, sealing.

A measure had one duty in two columns of its own. It is a row of `duties` now, under the id of its measure, so that what
the chain holds of those columns is read as what was done to that row, and can be undone as such.
"""

from __future__ import annotations

from typing import Any

Image = dict[str, Any]
SQL = """
ALTER TABLE evidence ADD COLUMN folder TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
ALTER TABLE stored_files ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE stored_files ADD COLUMN superseded_by TEXT REFERENCES stored_files (id) ON DELETE RESTRICT;
CREATE INDEX stored_files_superseded_by ON stored_files (superseded_by);
ALTER TABLE evidence_links ADD COLUMN proof_kind TEXT;
CREATE TABLE evidence_numbers (
    id TEXT PRIMARY KEY NOT NULL,
    task_id TEXT NOT NULL REFERENCES tasks (id) ON DELETE RESTRICT,
    evidence_id TEXT REFERENCES evidence (id) ON DELETE RESTRICT,
    number TEXT NOT NULL,
    UNIQUE (task_id, number),
    UNIQUE (task_id, evidence_id)
) STRICT;
CREATE INDEX evidence_numbers_evidence_id ON evidence_numbers (evidence_id);
CREATE TABLE photo_pairs (
    id TEXT PRIMARY KEY NOT NULL,
    task_id TEXT NOT NULL REFERENCES tasks (id) ON DELETE RESTRICT,
    measure_id TEXT REFERENCES measures (id) ON DELETE RESTRICT,
    before_id TEXT REFERENCES evidence (id) ON DELETE RESTRICT,
    after_id TEXT REFERENCES evidence (id) ON DELETE RESTRICT,
    place TEXT NOT NULL,
    caption TEXT NOT NULL,
    position INTEGER NOT NULL
) STRICT;
CREATE INDEX photo_pairs_task_id ON photo_pairs (task_id);
CREATE INDEX photo_pairs_measure_id ON photo_pairs (measure_id);
CREATE INDEX photo_pairs_before_id ON photo_pairs (before_id);
CREATE INDEX photo_pairs_after_id ON photo_pairs (after_id);
CREATE TABLE duties (
    id TEXT PRIMARY KEY NOT NULL,
    measure_id TEXT NOT NULL REFERENCES measures (id) ON DELETE RESTRICT,
    times INTEGER NOT NULL,
    per TEXT NOT NULL,
    subject TEXT NOT NULL,
    starts_on TEXT,
    ends_on TEXT,
    position INTEGER NOT NULL
) STRICT;
CREATE INDEX duties_measure_id ON duties (measure_id);
INSERT INTO duties SELECT id, id, duty_times, duty_per, '', NULL, NULL, 0 FROM measures
    WHERE duty_times IS NOT NULL AND duty_per IS NOT NULL;
ALTER TABLE measures DROP COLUMN duty_times;
ALTER TABLE measures DROP COLUMN duty_per;
CREATE TABLE duty_counts (
    id TEXT PRIMARY KEY NOT NULL,
    duty_id TEXT NOT NULL REFERENCES duties (id) ON DELETE RESTRICT,
    progress_id TEXT REFERENCES progress (id) ON DELETE RESTRICT,
    evidence_id TEXT REFERENCES evidence (id) ON DELETE RESTRICT,
    times INTEGER NOT NULL
) STRICT;
CREATE INDEX duty_counts_duty_id ON duty_counts (duty_id);
CREATE INDEX duty_counts_progress_id ON duty_counts (progress_id);
CREATE INDEX duty_counts_evidence_id ON duty_counts (evidence_id);
CREATE TABLE indicators (
    id TEXT PRIMARY KEY NOT NULL,
    task_id TEXT NOT NULL REFERENCES tasks (id) ON DELETE RESTRICT,
    measure_id TEXT REFERENCES measures (id) ON DELETE RESTRICT,
    label TEXT NOT NULL,
    target TEXT NOT NULL,
    unit TEXT NOT NULL,
    bound TEXT NOT NULL,
    due_on TEXT,
    position INTEGER NOT NULL
) STRICT;
CREATE INDEX indicators_task_id ON indicators (task_id);
CREATE INDEX indicators_measure_id ON indicators (measure_id);
CREATE TABLE indicator_values (
    id TEXT PRIMARY KEY NOT NULL,
    indicator_id TEXT NOT NULL REFERENCES indicators (id) ON DELETE RESTRICT,
    dated_on TEXT,
    number TEXT NOT NULL,
    evidence_id TEXT REFERENCES evidence (id) ON DELETE RESTRICT,
    note TEXT NOT NULL
) STRICT;
CREATE INDEX indicator_values_indicator_id ON indicator_values (indicator_id);
CREATE INDEX indicator_values_evidence_id ON indicator_values (evidence_id);
CREATE TABLE sealings (
    id TEXT PRIMARY KEY NOT NULL,
    closure_id TEXT NOT NULL REFERENCES closures (id) ON DELETE RESTRICT,
    sealed_at TEXT NOT NULL,
    sealed_by TEXT NOT NULL,
    digest TEXT NOT NULL,
    note TEXT NOT NULL,
    position INTEGER NOT NULL,
    UNIQUE (closure_id, position)
) STRICT;
CREATE TABLE sealed_items (
    id TEXT PRIMARY KEY NOT NULL,
    sealing_id TEXT NOT NULL REFERENCES sealings (id) ON DELETE RESTRICT,
    evidence_id TEXT NOT NULL REFERENCES evidence (id) ON DELETE RESTRICT,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    measures TEXT NOT NULL,
    position INTEGER NOT NULL
) STRICT;
CREATE INDEX sealed_items_sealing_id ON sealed_items (sealing_id);
CREATE INDEX sealed_items_evidence_id ON sealed_items (evidence_id);
CREATE TABLE sealed_files (
    id TEXT PRIMARY KEY NOT NULL,
    sealed_item_id TEXT NOT NULL REFERENCES sealed_items (id) ON DELETE RESTRICT,
    stored_file_id TEXT NOT NULL REFERENCES stored_files (id) ON DELETE RESTRICT,
    sha256 TEXT NOT NULL,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    version INTEGER NOT NULL,
    position INTEGER NOT NULL
) STRICT;
CREATE INDEX sealed_files_sealed_item_id ON sealed_files (sealed_item_id);
CREATE INDEX sealed_files_stored_file_id ON sealed_files (stored_file_id);
CREATE INDEX sealed_files_sha256 ON sealed_files (sha256)
"""

ADDED: dict[str, dict[str, Any]] = {
    "evidence": {"folder": "", "position": 0},
    "stored_files": {"version": 1, "superseded_by": None},
    "evidence_links": {"proof_kind": None},
}
# What the step wrote besides the schema, and so has to stand in the chain.
FILLED = {"fourth_schema": ("duties",)}
_COLUMNS = {"duty_times": "times", "duty_per": "per"}
DROPPED: dict[str, frozenset[str]] = {"measures": frozenset(_COLUMNS)}


def duty_of(measure_id: str, before: Image | None, after: Image | None) -> tuple[Image | None, Image | None]:
    """Return the row of `duties` before and after, as images of a measure from before this step tell it.

    Two times None where they tell nothing of it; whole rows unless it stood before and after.
    """
    old, new = _moved(before), _moved(after)
    if all(part and None not in part.values() for part in (old, new)):
        return old, new
    return _row(measure_id, old), _row(measure_id, new)


def _moved(image: Image | None) -> Image:
    return {now: image[then] for then, now in _COLUMNS.items() if then in image} if image else {}


def _row(measure_id: str, part: Image) -> Image | None:
    if any(part.get(name) is None for name in _COLUMNS.values()):
        return None
    return {
        "id": measure_id, "measure_id": measure_id, **part, "subject": "", "starts_on": None, "ends_on": None,
        "position": 0,
    }
