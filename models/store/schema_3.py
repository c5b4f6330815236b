"""The third schema: how a task stands by hand, what files call a unit, and what is kept of files that were read."""

from __future__ import annotations

from typing import Any

SQL = """
ALTER TABLE tasks ADD COLUMN progress TEXT NOT NULL DEFAULT '';
ALTER TABLE tasks ADD COLUMN status TEXT;
ALTER TABLE units ADD COLUMN aliases TEXT NOT NULL DEFAULT '';
CREATE TABLE mapping_profiles (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    columns TEXT NOT NULL,
    UNIQUE (name)
) STRICT;
CREATE TABLE common_values (
    id TEXT PRIMARY KEY NOT NULL,
    task_id TEXT NOT NULL REFERENCES tasks (id) ON DELETE RESTRICT,
    digests TEXT NOT NULL,
    UNIQUE (task_id)
) STRICT
"""

ADDED: dict[str, dict[str, Any]] = {"tasks": {"progress": "", "status": None}, "units": {"aliases": ""}}
