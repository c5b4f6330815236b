"""The second schema: papers of every kind, publicity, self-checks, the office's own forms, and what was issued.

An opinion becomes one kind of paper, so a closure has one paper of each kind. Columns added to a table are declared in
`ADDED` with the value older rows have, because the chain holds images that were written before there was such a column.
"""

from __future__ import annotations

from typing import Any

SQL = """
CREATE TABLE papers (
    id TEXT PRIMARY KEY NOT NULL,
    closure_id TEXT NOT NULL REFERENCES closures (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL,
    form TEXT NOT NULL,
    issuer_id TEXT REFERENCES issuers (id) ON DELETE RESTRICT,
    signers TEXT NOT NULL,
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
    UNIQUE (closure_id, kind)
) STRICT;
CREATE INDEX papers_issuer_id ON papers (issuer_id);
INSERT INTO papers SELECT
    id, closure_id, 'closure_opinion', form, issuer_id, '', addressee, dated_on, document_word, document_year,
    document_sequence, signer, is_upward, secrecy, copies_to, printing_office, printed_on, has_red_head, is_sealed,
    title_lines, head_lines FROM opinions;
DROP TABLE opinions;
ALTER TABLE closures ADD COLUMN completed_on TEXT;
ALTER TABLE acceptances ADD COLUMN findings TEXT NOT NULL DEFAULT '';
CREATE TABLE self_checks (
    id TEXT PRIMARY KEY NOT NULL,
    closure_id TEXT NOT NULL REFERENCES closures (id) ON DELETE RESTRICT,
    held_on TEXT NOT NULL,
    participants TEXT NOT NULL,
    methods TEXT NOT NULL,
    conclusion TEXT NOT NULL,
    UNIQUE (closure_id)
) STRICT;
CREATE TABLE publicities (
    id TEXT PRIMARY KEY NOT NULL,
    closure_id TEXT NOT NULL REFERENCES closures (id) ON DELETE RESTRICT,
    starts_on TEXT,
    days INTEGER,
    counting TEXT NOT NULL,
    ends_on TEXT,
    medium TEXT NOT NULL,
    receiving_office TEXT NOT NULL,
    contact TEXT NOT NULL,
    phone TEXT NOT NULL,
    mobile TEXT NOT NULL,
    email TEXT NOT NULL,
    address TEXT NOT NULL,
    result TEXT NOT NULL,
    UNIQUE (closure_id)
) STRICT;
CREATE TABLE objections (
    id TEXT PRIMARY KEY NOT NULL,
    publicity_id TEXT NOT NULL REFERENCES publicities (id) ON DELETE RESTRICT,
    raised_on TEXT,
    person TEXT NOT NULL,
    contact TEXT NOT NULL,
    content TEXT NOT NULL,
    handling TEXT NOT NULL,
    handled_on TEXT,
    position INTEGER NOT NULL
) STRICT;
CREATE INDEX objections_publicity_id ON objections (publicity_id);
CREATE TABLE holiday_notices (
    id TEXT PRIMARY KEY NOT NULL,
    year INTEGER NOT NULL,
    document_number TEXT NOT NULL,
    dated_on TEXT,
    text TEXT NOT NULL
) STRICT;
CREATE TABLE office_forms (
    id TEXT PRIMARY KEY NOT NULL,
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    text TEXT NOT NULL,
    position INTEGER NOT NULL,
    UNIQUE (key)
) STRICT;
CREATE TABLE office_templates (
    id TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    position INTEGER NOT NULL
) STRICT;
CREATE TABLE issued_papers (
    id TEXT PRIMARY KEY NOT NULL,
    paper_id TEXT NOT NULL REFERENCES papers (id) ON DELETE RESTRICT,
    closure_id TEXT NOT NULL REFERENCES closures (id) ON DELETE RESTRICT,
    code TEXT NOT NULL,
    form TEXT NOT NULL,
    definition TEXT NOT NULL,
    dossier TEXT NOT NULL,
    issued_at TEXT NOT NULL,
    issued_by TEXT NOT NULL,
    own_name TEXT NOT NULL,
    own_sha256 TEXT NOT NULL,
    own_size INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    file_sha256 TEXT NOT NULL,
    file_size INTEGER NOT NULL,
    scan_name TEXT NOT NULL,
    scan_sha256 TEXT NOT NULL,
    scan_size INTEGER NOT NULL,
    note TEXT NOT NULL,
    UNIQUE (code)
) STRICT;
CREATE INDEX issued_papers_paper_id ON issued_papers (paper_id);
CREATE INDEX issued_papers_closure_id ON issued_papers (closure_id)
"""

ADDED: dict[str, dict[str, Any]] = {
    "papers": {"kind": "closure_opinion", "signers": ""},
    "closures": {"completed_on": None},
    "acceptances": {"findings": ""},
}
FORMER_NAMES = {"opinions": "papers"}
