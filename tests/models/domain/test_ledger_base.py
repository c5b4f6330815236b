"""What a ledger gave out is parted from what it says, and found again by number."""

from __future__ import annotations

from dataclasses import replace

from models.domain.drafts.draft import Draft, DraftTask, SourceKind
from models.domain.drafts.ledger_base import SHEET, by_number, parted, with_given_out
from models.domain.drafts.source import Grid


def test_the_hidden_sheet_is_no_sheet_of_the_ledger() -> None:
    seen, hidden = Grid(name="台账", rows=[["编号"]]), Grid(name=SHEET, rows=[["编号"]])
    assert parted([seen, hidden]) == ((seen,), (hidden,))
    assert parted([seen]) == ((seen,), ())


def test_a_draft_carries_what_the_ledger_gave_out_and_the_plan_it_was_of() -> None:
    now, then = DraftTask(number="1", goal="改过。"), DraftTask(number="1", goal="原来。")
    draft = Draft(kind=SourceKind.LEDGER, source="台账.xlsx", tasks=(now,))
    base = Draft(kind=SourceKind.LEDGER, source="台账.xlsx", plan_title="整改方案", tasks=(then,))
    carried = with_given_out(draft, base)
    assert (carried.tasks, carried.given_out, carried.plan_title) == ((now,), (then,), "整改方案")
    named_after_file = replace(draft, plan_title="台账整改方案")
    assert with_given_out(named_after_file, base).plan_title == "整改方案", "what the program wrote itself is sure"


def test_a_number_written_alike_is_found_and_one_given_twice_is_not() -> None:
    first, second = DraftTask(number="364(35-11)"), DraftTask(number="2")
    found = by_number([first, second, DraftTask(number="２")])
    assert list(found.values()) == [first]
