"""Every document of the corpus is taken over, says the same when it is read again, and is gone after one undo."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.actions.adopting import adopt_at_once
from models.assembly.comparing import compare
from models.checking import verify_workspace
from models.domain.drafts.common_values import CommonValues
from models.domain.drafts.comparison import RowState
from models.domain.drafts.draft import Draft
from models.domain.drafts.json_form import from_json
from models.domain.plan import Plan, Task
from models.intake.reading import read
from models.workspace import Workspace
from tests.builders import open_workspace
from tests.intake.corpus import build_corpus


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[Draft]:
    folder = build_corpus(tmp_path_factory.mktemp("corpus"))
    return [from_json(read(path)) for path in sorted(folder.iterdir()) if path.suffix != ".json"]


def forget_common_values(ws: Workspace) -> None:
    """Let nothing be known of a common beginning, so that the records themselves are compared."""
    with ws.change("忘记") as change:
        for item in ws.find(CommonValues):
            change.delete(item)


def test_what_was_read_into_the_records_is_what_the_document_says(documents: list[Draft], tmp_path: Path) -> None:
    ws = open_workspace(tmp_path / "ws")
    for draft in documents:
        changes = adopt_at_once(ws, draft, compare(ws, draft, None))
        plan = ws.need(Plan, changes.new_id("plans"))
        assert len(ws.find(Task, plan_id=plan.id)) == len(draft.tasks), draft.source
        forget_common_values(ws)
        differing = [row for row in compare(ws, draft, plan.id) if row.state is not RowState.SAME]
        assert differing == [], draft.source
    assert verify_workspace(ws).ok
    ws.close()


def test_one_undo_takes_a_document_out_of_the_records(documents: list[Draft], ws: Workspace) -> None:
    for draft in documents:
        adopt_at_once(ws, draft, compare(ws, draft, None))
        ws.undo()
        assert (ws.find(Plan), ws.find(Task)) == ([], []), draft.source
