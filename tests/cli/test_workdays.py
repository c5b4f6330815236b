"""`workdays`: counted by the notices that are known, and told where one is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.actions.holidays import save_holiday_notice
from tests.builders import NEXT_NOTICE, open_workspace
from tests.cli.running import Run


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("count", "2025-09-29", "2025-10-11"), {"days": 5}),
        (("count", "20250929", "2025年9月30日"), {"days": 2}),
        (("end", "2025-09-29", "10"), {"date": "2025-10-17"}),
    ],
)
def test_workdays_follow_the_notices(run: Run, words: tuple[str, ...], answer: dict[str, object]) -> None:
    assert run("workdays", *words, "--json").json == answer


def test_a_year_without_a_notice_is_counted_by_weekends_and_told(run: Run) -> None:
    said = run("workdays", "count", "2031-10-01", "2031-10-03", "--json")
    assert said.json == {"days": 3}
    assert "2031 年的放假安排还没有收录" in said.err


def test_a_workspace_that_is_named_adds_the_notices_of_its_office(run: Run, folder: Path) -> None:
    words = ("workdays", "end", "2027-09-26", "7", "--json")
    assert "2027 年的放假安排还没有收录" in run(*words).err
    workspace = open_workspace(folder)
    save_holiday_notice(workspace, text=NEXT_NOTICE)
    workspace.close()
    said = run("--workspace", folder, *words)
    assert (said.json, said.err) == ({"date": "2027-10-09"}, "")
