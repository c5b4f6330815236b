"""`search`: short words too, each hit with what it is and where."""

from __future__ import annotations

from tests.cli.running import Run


def test_search_finds_words_of_one_character(here: Run) -> None:
    hits = here("search", "管网", "--json").json["hits"]
    assert all(set(hit) == {"kind", "id", "title", "text"} for hit in hits)
    assert {"task", "measure", "progress", "evidence"} == {hit["kind"] for hit in hits}
    assert here("search", "砂", "--json").json["hits"]
    assert here("search", "没有的词%", "--json").json == {"hits": []}
