"""A draft goes to plain JSON and comes back as it was; the form scripts read has its own keys."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from models.domain.drafts.comparison import RowState
from models.domain.drafts.draft import ColumnGuess, Draft, DraftMeasure, DraftTask, GridMapping, RefusedRow, SourceKind
from models.domain.drafts.dry_run import dry_run_json
from models.domain.drafts.fields import SourceField
from models.domain.drafts.json_form import from_json, to_json
from models.domain.finding import Finding, Level, Target
from models.domain.partial_date import PartialDate
from models.domain.plan import Duty, DutyPer, TaskStatus, UnitRole

text = st.text(max_size=12)
texts = st.lists(text, max_size=3).map(tuple)
dates = st.one_of(
    st.builds(PartialDate, year=st.integers(1900, 2099)),
    st.builds(PartialDate, year=st.integers(1900, 2099), month=st.integers(1, 12)),
    st.dates(min_value=PartialDate(year=1900).first_day, max_value=PartialDate(year=2099).last_day).map(PartialDate.of),
)
measures = st.builds(
    DraftMeasure, number=text, text=text, deadline_text=text, deadline=st.none() | dates, units=texts, place=text,
    duty=st.none() | st.builds(Duty, times=st.integers(1, 99), per=st.sampled_from(DutyPer)),
)
tasks = st.builds(
    DraftTask, number=text, title=text, problem=text, goal=text, deadline_text=text, deadline=st.none() | dates,
    is_immediate=st.booleans(), is_ongoing=st.booleans(), implementation=text, leader=text, responsible_person=text,
    units=st.dictionaries(st.sampled_from(UnitRole), texts), measures=st.lists(measures, max_size=2).map(tuple),
    status=st.none() | st.sampled_from(TaskStatus), liaison=text, note=text, place=text,
    external_numbers=st.lists(st.tuples(text, text), max_size=2).map(tuple),
    places=st.dictionaries(text, text, max_size=2),
)
findings = st.builds(
    Finding, level=st.sampled_from(Level), code=text, where=text, text=text, remedy=text,
    target=st.none() | st.builds(Target, table=text, id=text, field=text),
)
columns = st.builds(
    ColumnGuess, column=st.integers(0, 99), head=text, field=st.sampled_from(SourceField), samples=texts,
    is_sure=st.booleans(),
)
mappings = st.builds(
    GridMapping, grid=text, header_rows=st.lists(st.integers(0, 9), max_size=2).map(tuple), header_place=text,
    columns=st.lists(columns, max_size=2).map(tuple),
)
drafts = st.builds(
    Draft, kind=st.sampled_from(SourceKind), source=text, plan_title=text, tasks=st.lists(tasks, max_size=2).map(tuple),
    findings=st.lists(findings, max_size=2).map(tuple), mappings=st.lists(mappings, max_size=2).map(tuple),
    given_out=st.lists(tasks, max_size=1).map(tuple),
    left_out=st.lists(st.builds(RefusedRow, task=tasks, reason=text), max_size=1).map(tuple),
)


@given(draft=drafts)
def test_a_draft_comes_back_from_json_as_it_was(draft: Draft) -> None:
    assert from_json(json.loads(json.dumps(to_json(draft)))) == draft


@settings(max_examples=30)
@given(draft=drafts)
def test_a_draft_kept_with_its_fields_in_another_order_comes_back(draft: Draft) -> None:
    kept = json.loads(json.dumps(to_json(draft)))
    for table in (kept["tasks"], kept["left_out"], kept["given_out"]):
        for row in table["rows"]:
            row.reverse()
        table["names"].reverse()
    assert from_json(kept) == draft


def test_what_scripts_read_tells_the_last_day_and_nothing_where_the_paper_is_silent() -> None:
    measure = DraftMeasure(text="每月巡查一次。", duty=Duty(times=1, per=DutyPer.MONTH), units=("示例县水利局",))
    task = DraftTask(
        number="01", problem="垃圾渗滤液外溢。", deadline_text="2024年6月底前", is_ongoing=True, measures=(measure,),
        deadline=PartialDate(year=2024, month=6), units={UnitRole.LEAD: ("示例县城管局",)},
    )
    note = Finding(level=Level.NOTE, code="no_goal", where="表1 第3行", text="没有整改目标", remedy="请补填")
    draft = Draft(kind=SourceKind.PLAN, source="方案.docx", tasks=(task,), findings=(note,))
    assert dry_run_json(draft, [RowState.NEW]) == {
        "kind": "plan",
        "tasks": [{
            "number": "01", "title": None, "problem": "垃圾渗滤液外溢。", "goal": None, "deadline": "2024-06-30",
            "deadline_text": "2024年6月底前", "immediate": False, "ongoing": True, "lead_units": ["示例县城管局"],
            "responsible_units": [], "supporting_units": [], "supervising_units": [], "acceptance_units": [],
            "measures": [{
                "number": None, "text": "每月巡查一次。", "deadline": None, "units": ["示例县水利局"],
                "duty": {"times": 1, "per": "month"},
            }],
            "implementation": None, "row": "new",
        }],
        "findings": [
            {"level": "NOTE", "code": "no_goal", "where": "表1 第3行", "text": "没有整改目标", "remedy": "请补填"},
        ],
    }
