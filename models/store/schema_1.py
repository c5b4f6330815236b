"""The first schema, as it was released: never edited, later steps add to it."""

SQL = """
CREATE TABLE settings (
    id TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT;
CREATE TABLE units (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    short_name TEXT NOT NULL
) STRICT;
CREATE TABLE persons (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    post TEXT NOT NULL,
    phone TEXT NOT NULL
) STRICT;
CREATE TABLE issuers (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    head_lines TEXT NOT NULL,
    self_reference TEXT NOT NULL,
    leading_group TEXT NOT NULL,
    addressee TEXT NOT NULL,
    document_word TEXT NOT NULL,
    printing_office TEXT NOT NULL,
    is_own INTEGER NOT NULL,
    position INTEGER NOT NULL
) STRICT;
CREATE TABLE inspections (
    id TEXT PRIMARY KEY NOT NULL,
    level TEXT NOT NULL,
    round INTEGER,
    is_look_back INTEGER NOT NULL,
    name TEXT NOT NULL,
    started_on TEXT,
    ended_on TEXT
) STRICT;
CREATE TABLE plans (
    id TEXT PRIMARY KEY NOT NULL,
    inspection_id TEXT REFERENCES inspections (id) ON DELETE RESTRICT,
    title TEXT NOT NULL,
    short_title TEXT NOT NULL,
    issuer TEXT NOT NULL,
    document_number TEXT NOT NULL,
    dated_on TEXT
) STRICT;
CREATE INDEX plans_inspection_id ON plans (inspection_id);
CREATE TABLE tasks (
    id TEXT PRIMARY KEY NOT NULL,
    plan_id TEXT NOT NULL REFERENCES plans (id) ON DELETE RESTRICT,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    problem TEXT NOT NULL,
    goal TEXT NOT NULL,
    deadline TEXT,
    deadline_text TEXT NOT NULL,
    is_immediate INTEGER NOT NULL,
    is_ongoing INTEGER NOT NULL,
    leader TEXT NOT NULL,
    responsible_person TEXT NOT NULL,
    liaison TEXT NOT NULL,
    note TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    search_text TEXT NOT NULL
) STRICT;
CREATE INDEX tasks_plan_id ON tasks (plan_id);
CREATE TABLE task_numbers (
    id TEXT PRIMARY KEY NOT NULL,
    task_id TEXT NOT NULL REFERENCES tasks (id) ON DELETE RESTRICT,
    number TEXT NOT NULL,
    scheme TEXT NOT NULL,
    position INTEGER NOT NULL,
    search_text TEXT NOT NULL
) STRICT;
CREATE INDEX task_numbers_task_id ON task_numbers (task_id);
CREATE TABLE task_units (
    id TEXT PRIMARY KEY NOT NULL,
    task_id TEXT NOT NULL REFERENCES tasks (id) ON DELETE RESTRICT,
    unit_id TEXT NOT NULL REFERENCES units (id) ON DELETE RESTRICT,
    role TEXT NOT NULL,
    position INTEGER NOT NULL
) STRICT;
CREATE INDEX task_units_task_id ON task_units (task_id);
CREATE INDEX task_units_unit_id ON task_units (unit_id);
CREATE TABLE sub_items (
    id TEXT PRIMARY KEY NOT NULL,
    task_id TEXT NOT NULL REFERENCES tasks (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    position INTEGER NOT NULL
) STRICT;
CREATE INDEX sub_items_task_id ON sub_items (task_id);
CREATE TABLE measures (
    id TEXT PRIMARY KEY NOT NULL,
    task_id TEXT NOT NULL REFERENCES tasks (id) ON DELETE RESTRICT,
    number TEXT NOT NULL,
    short_name TEXT NOT NULL,
    text TEXT NOT NULL,
    deadline TEXT,
    deadline_text TEXT NOT NULL,
    duty_times INTEGER,
    duty_per TEXT,
    position INTEGER NOT NULL,
    search_text TEXT NOT NULL
) STRICT;
CREATE INDEX measures_task_id ON measures (task_id);
CREATE TABLE measure_units (
    id TEXT PRIMARY KEY NOT NULL,
    measure_id TEXT NOT NULL REFERENCES measures (id) ON DELETE RESTRICT,
    unit_id TEXT NOT NULL REFERENCES units (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL
) STRICT;
CREATE INDEX measure_units_measure_id ON measure_units (measure_id);
CREATE INDEX measure_units_unit_id ON measure_units (unit_id);
CREATE TABLE progress (
    id TEXT PRIMARY KEY NOT NULL,
    measure_id TEXT NOT NULL REFERENCES measures (id) ON DELETE RESTRICT,
    done_on TEXT,
    text TEXT NOT NULL,
    position INTEGER NOT NULL,
    search_text TEXT NOT NULL
) STRICT;
CREATE INDEX progress_measure_id ON progress (measure_id);
CREATE TABLE figures (
    id TEXT PRIMARY KEY NOT NULL,
    progress_id TEXT NOT NULL REFERENCES progress (id) ON DELETE RESTRICT,
    label TEXT NOT NULL,
    number TEXT NOT NULL,
    unit TEXT NOT NULL,
    position INTEGER NOT NULL
) STRICT;
CREATE INDEX figures_progress_id ON figures (progress_id);
CREATE TABLE evidence (
    id TEXT PRIMARY KEY NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    issuing_body TEXT NOT NULL,
    document_number TEXT NOT NULL,
    dated_on TEXT,
    pages TEXT NOT NULL,
    note TEXT NOT NULL,
    trashed_at TEXT,
    search_text TEXT NOT NULL
) STRICT;
CREATE TABLE stored_files (
    id TEXT PRIMARY KEY NOT NULL,
    evidence_id TEXT NOT NULL REFERENCES evidence (id) ON DELETE RESTRICT,
    sha256 TEXT NOT NULL,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    position INTEGER NOT NULL
) STRICT;
CREATE INDEX stored_files_evidence_id ON stored_files (evidence_id);
CREATE TABLE evidence_links (
    id TEXT PRIMARY KEY NOT NULL,
    evidence_id TEXT NOT NULL REFERENCES evidence (id) ON DELETE RESTRICT,
    measure_id TEXT NOT NULL REFERENCES measures (id) ON DELETE RESTRICT,
    progress_id TEXT REFERENCES progress (id) ON DELETE RESTRICT,
    proves TEXT NOT NULL,
    pages TEXT NOT NULL,
    position INTEGER NOT NULL,
    search_text TEXT NOT NULL
) STRICT;
CREATE INDEX evidence_links_evidence_id ON evidence_links (evidence_id);
CREATE INDEX evidence_links_measure_id ON evidence_links (measure_id);
CREATE INDEX evidence_links_progress_id ON evidence_links (progress_id);
CREATE TABLE closures (
    id TEXT PRIMARY KEY NOT NULL,
    task_id TEXT NOT NULL REFERENCES tasks (id) ON DELETE RESTRICT,
    subject_kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    sub_item_id TEXT REFERENCES sub_items (id) ON DELETE RESTRICT,
    number TEXT NOT NULL,
    round INTEGER NOT NULL
) STRICT;
CREATE INDEX closures_task_id ON closures (task_id);
CREATE INDEX closures_sub_item_id ON closures (sub_item_id);
CREATE TABLE closure_units (
    id TEXT PRIMARY KEY NOT NULL,
    closure_id TEXT NOT NULL REFERENCES closures (id) ON DELETE RESTRICT,
    unit_id TEXT NOT NULL REFERENCES units (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL
) STRICT;
CREATE INDEX closure_units_closure_id ON closure_units (closure_id);
CREATE INDEX closure_units_unit_id ON closure_units (unit_id);
CREATE TABLE closure_measures (
    id TEXT PRIMARY KEY NOT NULL,
    closure_id TEXT NOT NULL REFERENCES closures (id) ON DELETE RESTRICT,
    measure_id TEXT NOT NULL REFERENCES measures (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL
) STRICT;
CREATE INDEX closure_measures_closure_id ON closure_measures (closure_id);
CREATE INDEX closure_measures_measure_id ON closure_measures (measure_id);
CREATE TABLE statements (
    id TEXT PRIMARY KEY NOT NULL,
    closure_id TEXT NOT NULL REFERENCES closures (id) ON DELETE RESTRICT,
    measure_id TEXT NOT NULL REFERENCES measures (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    confirmed_at TEXT,
    confirmed_by TEXT NOT NULL,
    basis TEXT NOT NULL,
    UNIQUE (closure_id, measure_id, kind)
) STRICT;
CREATE INDEX statements_measure_id ON statements (measure_id);
CREATE TABLE members (
    id TEXT PRIMARY KEY NOT NULL,
    closure_id TEXT NOT NULL REFERENCES closures (id) ON DELETE RESTRICT,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    post TEXT NOT NULL,
    phone TEXT NOT NULL,
    position INTEGER NOT NULL
) STRICT;
CREATE INDEX members_closure_id ON members (closure_id);
CREATE TABLE acceptances (
    id TEXT PRIMARY KEY NOT NULL,
    closure_id TEXT NOT NULL REFERENCES closures (id) ON DELETE RESTRICT,
    held_on TEXT NOT NULL,
    methods TEXT NOT NULL,
    place TEXT NOT NULL,
    goal_completion TEXT NOT NULL,
    result TEXT,
    conclusion TEXT NOT NULL,
    next_requirements TEXT NOT NULL,
    contact_id TEXT REFERENCES members (id) ON DELETE RESTRICT,
    UNIQUE (closure_id)
) STRICT;
CREATE INDEX acceptances_contact_id ON acceptances (contact_id);
CREATE TABLE instruments (
    id TEXT PRIMARY KEY NOT NULL,
    closure_id TEXT NOT NULL REFERENCES closures (id) ON DELETE RESTRICT,
    role TEXT NOT NULL,
    title TEXT NOT NULL,
    document_number TEXT NOT NULL,
    position INTEGER NOT NULL
) STRICT;
CREATE INDEX instruments_closure_id ON instruments (closure_id);
CREATE TABLE joint_units (
    id TEXT PRIMARY KEY NOT NULL,
    closure_id TEXT NOT NULL REFERENCES closures (id) ON DELETE RESTRICT,
    unit_id TEXT NOT NULL REFERENCES units (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL
) STRICT;
CREATE INDEX joint_units_closure_id ON joint_units (closure_id);
CREATE INDEX joint_units_unit_id ON joint_units (unit_id);
CREATE TABLE opinions (
    id TEXT PRIMARY KEY NOT NULL,
    closure_id TEXT NOT NULL REFERENCES closures (id) ON DELETE RESTRICT,
    form TEXT NOT NULL,
    issuer_id TEXT REFERENCES issuers (id) ON DELETE RESTRICT,
    addressee TEXT NOT NULL,
    dated_on TEXT,
    document_word TEXT NOT NULL,
    document_year INTEGER,
    document_sequence INTEGER,
    signer TEXT NOT NULL,
    is_upward INTEGER NOT NULL,
    secrecy TEXT NOT NULL,
    copies_to TEXT NOT NULL,
    printing_office TEXT NOT NULL,
    printed_on TEXT,
    has_red_head INTEGER NOT NULL,
    is_sealed INTEGER NOT NULL,
    title_lines TEXT NOT NULL,
    head_lines TEXT NOT NULL,
    UNIQUE (closure_id)
) STRICT;
CREATE INDEX opinions_issuer_id ON opinions (issuer_id);
CREATE TABLE section_edits (
    id TEXT PRIMARY KEY NOT NULL,
    closure_id TEXT NOT NULL REFERENCES closures (id) ON DELETE RESTRICT,
    form TEXT NOT NULL,
    section TEXT NOT NULL,
    text TEXT NOT NULL,
    generated TEXT NOT NULL,
    UNIQUE (closure_id, form, section)
) STRICT;
CREATE INDEX tasks_sort_key ON tasks (sort_key);
CREATE INDEX stored_files_sha256 ON stored_files (sha256);
CREATE INDEX evidence_trashed_at ON evidence (trashed_at) WHERE trashed_at IS NOT NULL;
CREATE TABLE operations (
    sequence INTEGER PRIMARY KEY NOT NULL,
    id TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    label TEXT NOT NULL,
    kind TEXT NOT NULL,
    reverses TEXT NOT NULL,
    final TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE TABLE operation_rows (
    sequence INTEGER NOT NULL REFERENCES operations (sequence) ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    table_name TEXT NOT NULL,
    row_id TEXT NOT NULL,
    before TEXT,
    after TEXT,
    PRIMARY KEY (sequence, position)
) STRICT;
CREATE INDEX operation_rows_row_id ON operation_rows (row_id);
CREATE TABLE chain (
    id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    sequence INTEGER NOT NULL,
    hash TEXT NOT NULL
) STRICT;
"""
