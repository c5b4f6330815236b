"""Rows of a canonical dossier as they are compared: what hangs together in one row, files told by their contents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]


def evidence_row(item: Row) -> dict[str, Any]:
    """Return a piece of evidence as linked to a measure, known by its link, where the clerk finds it."""
    link = item["link"]
    own = {"id": link["id"], "proves": link["proves"], "link_pages": link["pages"]}
    return {**item["evidence"], **own, "files": [_content(file) for file in item["files"]]}


def pair_rows(old: Sequence[Row], new: Sequence[Row]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return pairs of photos as they were and as they are, each named as it was printed first."""
    before = [_pair_row(pair) for pair in old]
    names = {row["id"]: row["name"] for row in before}
    after = [_pair_row(pair) for pair in new]
    return before, [{**row, "name": names.get(row["id"], row["name"])} for row in after]


def _pair_row(shown: Row) -> dict[str, Any]:
    pair = shown["pair"]
    row = {"id": pair["id"], "name": f"图{shown['number']} {pair['place']}".strip()}
    row |= {"place": pair["place"], "caption": pair["caption"]}
    for side in ("before", "after"):
        shot = shown[side] or {"evidence": {}, "file": None}
        own, file = shot["evidence"], shot["file"]
        row[f"{side}_id"] = [_content(file)] if file else []
        row[f"{side}_on"] = own.get("dated_on")
        row[f"{side}_title"] = own.get("title")
    return row


def _content(file: Row) -> list[str]:
    return [file["name"], file["sha256"]]
