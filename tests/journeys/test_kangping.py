"""The main job, end to end: the opinion of 2022 given through the window, typed or pasted, and exported with keys.

Then one figure is corrected in the records, and the paper follows in its two places and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from models.assembly import closures_of, statement_dossier
from models.domain.closure import StatementKind
from models.domain.plan import Measure, Task
from models.domain.statements import StatementState
from models.domain.wording import tidy
from models.workspace import Workspace
from tests.builders import Clock
from tests.journeys import kangping, way
from tests.journeys.clerk import ALT, Clerk, Key
from tests.journeys.paper import Paper

MOST_CLICKS = 60
MOST_MINUTES = 5
DOCUMENT = "word/document.xml"
ShowBill = Callable[[str, Clerk], None]


@pytest.fixture
def clock() -> Clock:
    clock = Clock()
    clock.moment = datetime(2022, 10, 8, 9, 0)
    return clock


@pytest.fixture
def folder(tmp_path: Path, answers: dict[str, Any]) -> Path:
    """Give the folder the clerk exports to."""
    folder = tmp_path / "导出"
    folder.mkdir()
    answers["pick_folder"] = folder
    return folder


def test_the_opinion_of_2022_is_typed_exported_and_follows_a_corrected_figure(
    clerk: Clerk, ws: Workspace, tmp_path: Path, folder: Path, show_bill: ShowBill
) -> None:
    way.enter_issuer(clerk)
    way.enter_task(clerk)
    way.enter_goal(clerk)
    way.enter_measures(clerk, tmp_path)
    way.enter_acceptance(clerk)
    way.enter_head(clerk)
    first = Paper(way.export(clerk, folder))
    show_bill("全部手打", clerk)
    assert_the_paper_says_what_was_given(first)
    assert clerk.given_twice() == []
    assert clerk.alike_in_a_paste == 0

    way.correct_the_figure(clerk)
    assert stale(ws) == [("2", StatementKind.IMPLEMENTATION), ("2", StatementKind.PROOF)]
    way.draft_and_confirm_again(clerk)
    assert stale(ws) == []
    assert_only_the_figure_differs(first, Paper(way.export(clerk, folder)))


def test_the_opinion_of_2022_is_pasted_in_less_than_sixty_clicks(
    pasting_clerk: Clerk, tmp_path: Path, folder: Path, show_bill: ShowBill
) -> None:
    clerk = pasting_clerk
    way.enter_task(clerk)
    way.enter_goal(clerk)
    way.enter_measures(clerk, tmp_path)
    way.enter_acceptance(clerk)
    way.enter_issuer(clerk, completed_by="办")
    clerk.press(Key.Key_Left, ALT)
    way.enter_head(clerk)
    paper = Paper(way.export(clerk, folder))
    show_bill("文字粘贴", clerk)
    assert_the_paper_says_what_was_given(paper)
    assert clerk.given_twice() == []
    # The block of the team: two roles twice and one unit three times, all of it by the one paste.
    assert clerk.alike_in_a_paste == 4
    assert clerk.clicks < MOST_CLICKS
    assert clerk.minutes() < MOST_MINUTES


# What is checked ----------------------------------------------------------------------------------------------------


def stale(ws: Workspace) -> list[tuple[str, StatementKind]]:
    closure = closures_of(ws, ws.find(Task)[0].id)[-1]
    return [
        (measure.number, kind)
        for measure in ws.find(Measure)
        for kind in StatementKind
        if statement_dossier(ws, closure.id, kind, ws.sources(measure)).state is StatementState.STALE
    ]


def numbered(texts: tuple[str, ...]) -> list[str]:
    return [f"{number}. {tidy(text).text}" for number, text in enumerate(texts, 1)]


def assert_the_paper_says_what_was_given(paper: Paper) -> None:
    assert_head_and_foot(paper)
    one, two, three, four, five, six, seven = paper.sections()
    assert one == [kangping.PROBLEM]
    assert two == numbered(kangping.MEASURES)
    assert three == numbered(kangping.IMPLEMENTATION)
    assert four == [f"整改目标：{kangping.GOAL}", tidy(kangping.COMPLETION).text]
    assert five == numbered(kangping.PROOF)
    assert six == [kangping.NEXT]
    assert seven == [tidy(kangping.CONCLUSION).text]
    whole = "\n".join(paper.lines)
    for text in (*kangping.MEASURES, *kangping.IMPLEMENTATION, *kangping.PROOF):
        assert whole.count(tidy(text).text) == 1
    assert "〔缺" not in whole
    assert paper.table()[0] == ["验收组", "姓名", "单位", "职务（职称）", "联系电话\n（手机）", "验收人员签字"]
    # A post is parted where the cell is too narrow for it; its words are the clerk's.
    rows = [[cell.replace("\n", "") for cell in row] for row in paper.table()[1:]]
    assert rows == [[*member, ""] for member in kangping.TEAM]


def assert_head_and_foot(paper: Paper) -> None:
    title = f"{kangping.OFFICE}关于《{kangping.PLAN}》第1项整改任务的验收销号意见"
    assert paper.styled("发文机关标志") == kangping.OFFICE
    assert paper.styled("发文字号") == f"{kangping.DOCUMENT_WORD}〔2022〕1号"
    assert paper.styled("标题") == title
    assert paper.styled("主送机关") == f"{kangping.GROUP}："
    assert paper.opening() == [kangping.OPENING]
    assert paper.styled("附件说明") == "附件：验收组成员签字表"
    assert paper.styled("署名") == kangping.OFFICE
    assert paper.styled("成文日期") == "2022年9月30日"
    assert paper.styled("附注") == "（联系人：戊某某，联系电话：13800000005）"
    assert paper.styled("附件标识") + paper.styled("附件标题") == "附件验收组成员签字表"
    assert paper.imprint() == [kangping.OFFICE, "2022年9月30日印发"]
    assert paper.feet() == {"— PAGE 1 —"}
    assert f"<dc:title>{title}</dc:title>" in paper.parts["docProps/core.xml"].decode()


def assert_only_the_figure_differs(first: Paper, second: Paper) -> None:
    changed = first.parts[DOCUMENT].decode()
    for before, after in (("县委常委会7次", "县委常委会8次"), ("7次县委常委会", "8次县委常委会")):
        assert changed.count(before) == 1
        changed = changed.replace(before, after)
    assert second.parts == {**first.parts, DOCUMENT: changed.encode()}
