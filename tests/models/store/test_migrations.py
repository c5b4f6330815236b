"""A store written under the first schema is opened by this program: nothing is lost, and its history still holds."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.assembly import paper_of
from models.domain.closure import Closure, Paper, PaperKind
from models.domain.plan import Task
from models.store.verify import verify_store
from models.workspace import Workspace
from tests.builders import closure_of, open_workspace

KEPT = Path(__file__).parents[2] / "data" / "store-of-schema-1.db.gz"


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Workspace]:
    folder = tmp_path / "old"
    folder.mkdir()
    (folder / "store.db").write_bytes(gzip.decompress(KEPT.read_bytes()))
    ws = open_workspace(folder)
    yield ws
    ws.close()


def test_the_opinion_of_an_older_store_is_a_paper_now(old: Workspace) -> None:
    task = old.find(Task)[0]
    paper = paper_of(old, closure_of(old, task.id).id)
    assert (paper.kind, paper.document_number, paper.signer) == (
        PaperKind.CLOSURE_OPINION, "示督改办〔2025〕7号", "甲某某"
    )
    assert paper.signers == ""


def test_an_older_store_verifies_after_the_step(old: Workspace) -> None:
    findings, records, operations = verify_store(old.store)
    assert findings == []
    assert records > 40
    assert operations == old.last_sequence


def test_an_older_store_is_backed_up_before_the_step(old: Workspace) -> None:
    assert [path.suffix for path in (old.folder / "backups").iterdir() if path.suffix == ".json"] == [".json"]


def test_what_was_deleted_under_the_older_schema_can_still_be_brought_back(old: Workspace) -> None:
    sequence = next(iter(old.history("的销号：")))
    closures, papers = len(old.find(Closure)), old.find(Paper)
    old.reverse(sequence)
    assert len(old.find(Closure)) == closures + 1
    assert [paper.addressee for paper in old.find(Paper) if paper not in papers] == ["示例市整改办"]
    assert verify_store(old.store)[0] == []


def test_a_change_of_the_older_opinion_can_be_undone(old: Workspace) -> None:
    # The newest first, and that is the opinion of the closure that was discarded.
    old.reverse(old.history("修改验收销号意见")[1])
    assert paper_of(old, closure_of(old, old.find(Task)[0].id).id).document_number == ""
    assert verify_store(old.store)[0] == []
