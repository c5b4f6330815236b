"""The fifth schema: which intake a piece of evidence came in with, so that what came together stays together."""

from __future__ import annotations

from typing import Any

SQL = """
ALTER TABLE evidence ADD COLUMN intake INTEGER NOT NULL DEFAULT 0;
"""
ADDED: dict[str, dict[str, Any]] = {"evidence": {"intake": 0}}
