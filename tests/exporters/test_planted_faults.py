"""Forty faults, one each, planted into copies of the sample's records and papers: the check names them all.

Each fault is planted by the action a hand would run into a copy of its own, so that none stands beside another. The
clean sample has nothing that must be dealt with or looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from exporters.check import check
from exporters.forms.sections import SectionText, generated_sections
from exporters.produce import prepare
from exporters.registry import KINDS
from exporters.selection import Selection
from models.actions.closures import save_acceptance, save_members, set_instruments
from models.actions.directory import save_issuer
from models.actions.evidence import revise_evidence
from models.actions.papers import confirm_statement, edit_section, save_paper, write_statement
from models.actions.progress import ProgressInput, record_progress
from models.actions.tasks import revise_task
from models.assembly import acceptance_of, closure_dossier, closures_of, members_of, paper_of
from models.domain.closure import ClosureId, InstrumentRole, MemberRole, PaperKind, StatementKind
from models.domain.directory import Issuer
from models.domain.evidence import Evidence
from models.domain.finding import Finding, Level
from models.domain.form import ContentKind
from models.domain.partial_date import PartialDate
from models.domain.plan import Task
from models.sample import case
from models.workspace import Workspace
from tests.exporters.records import SHENYANG, form_of

Plant = Callable[[Workspace], None]


def learning(ws: Workspace) -> Task:
    return ws.find(Task, number="1")[0]


def closure(ws: Workspace) -> ClosureId:
    return closures_of(ws, learning(ws).id)[0].id


def findings(ws: Workspace) -> list[Finding]:
    return check(ws, learning(ws).id)


def said(kind: StatementKind, number: int, old: str, new: str) -> Plant:
    """Plant words into a confirmed statement of a measure."""

    def plant(ws: Workspace) -> None:
        item = closure_dossier(ws, closure(ws)).measures[number - 1]
        text = (item.proof if kind is StatementKind.PROOF else item.implementation).text
        assert old in text
        where = {"closure_id": closure(ws), "measure_id": item.measure.id, "kind": kind}
        write_statement(ws, text=text.replace(old, new, 1), **where)  # type: ignore[arg-type]
        confirm_statement(ws, **where)  # type: ignore[arg-type]

    return plant


def done(number: int, old: str, new: str) -> Plant:
    return said(StatementKind.IMPLEMENTATION, number, old, new)


def proved(number: int, old: str, new: str) -> Plant:
    return said(StatementKind.PROOF, number, old, new)


def edited(key: str, old: str, new: str) -> Plant:
    """Plant words into a section a person writes."""

    def plant(ws: Workspace) -> None:
        sections = generated_sections(form_of(SHENYANG), closure_dossier(ws, closure(ws)))
        section = next(item for item in sections if item.key == key)
        assert old in section.text
        edit_section(
            ws, closure_id=closure(ws), form=SHENYANG, section=key, text=section.text.replace(old, new, 1),
            generated=section.generated,
        )

    return plant


def accepted(**fields: object) -> Plant:
    return lambda ws: _keep(save_acceptance(ws, acceptance=replace(acceptance_of(ws, closure(ws)), **fields)))  # type: ignore[arg-type]


def issued(**fields: object) -> Plant:
    return lambda ws: _keep(save_paper(ws, paper=replace(paper_of(ws, closure(ws)), **fields)))  # type: ignore[arg-type]


def _keep(_: object) -> None:
    """Return nothing: a plant is judged by what the check says after it."""


def staffed(place: int, **fields: object) -> Plant:
    """Plant a fault into one row of the team."""

    def plant(ws: Workspace) -> None:
        team = list(members_of(ws, closure(ws)))
        team[place] = replace(team[place], **fields)  # type: ignore[arg-type]
        save_members(ws, members=team)

    return plant


def worked(text: str, day: PartialDate) -> Plant:
    def plant(ws: Workspace) -> None:
        first = closure_dossier(ws, closure(ws)).measures[0].measure
        record_progress(ws, measure_id=first.id, entry=ProgressInput(text=text, done_on=day))

    return plant


def instruments(*titles: str) -> Plant:
    return lambda ws: _keep(
        set_instruments(ws, closure_id=closure(ws), role=InstrumentRole.BASIS, titles=[case.PLAN, *titles])
    )


def problem(old: str, new: str) -> Plant:
    def plant(ws: Workspace) -> None:
        task = learning(ws)
        assert old in task.problem
        revise_task(ws, task=replace(task, problem=task.problem.replace(old, new, 1)))

    return plant


def both(*plants: Plant) -> Plant:
    """Plant the two halves of a contradiction."""

    def plant(ws: Workspace) -> None:
        for half in plants:
            half(ws)

    return plant


def evidence_of_next_year(ws: Workspace) -> None:
    item = ws.find(Evidence, title="“两高”项目清单台账")[0]
    revise_evidence(ws, evidence=replace(item, dated_on=PartialDate(year=2023, month=3, day=1)))


def speaks_as_bureau(ws: Workspace) -> None:
    issuer = next(item for item in ws.find(Issuer) if item.name == case.CITY_OFFICE)
    save_issuer(ws, issuer=replace(issuer, self_reference="我局"))


def day(year: int, month: int, number: int) -> PartialDate:
    return PartialDate(year=year, month=month, day=number)


SPLIT_TITLE = (
    "示例市生态环境保护督察及“回头看”\n整改工作领导小组办公室关于《示例市中\n央生态环境保护督察整改方案》第1项\n整改任务的验收销号意见"
)
TOLD_FIGURE = "县委常委会7次"
COMPLETION, NEXT = case.GOAL_COMPLETION, case.NEXT_REQUIREMENTS
FAULTS: list[tuple[str, Plant]] = [
    # Words
    ("repeated_words", done(4, "责任状。", "责任状签订。")),
    ("repeated_words", done(1, "专题学习，传达", "专题学习学习，传达")),
    ("repeated_words", proved(4, "报告、与", "报告、并并与")),
    ("repeated_sentence", accepted(next_requirements=NEXT + NEXT)),
    ("half_width_punctuation", done(2, "7次研究环保相关议题，及时", "7次研究环保相关议题,及时")),
    ("full_width_digits", done(2, "2021年，", "２０２１年，")),
    ("english_quotes", done(3, "存量“两高”", "存量\"两高\"")),
    ("stray_blank", proved(2, "召开7次县委", "召开 7 次县委")),
    ("odd_marks", accepted(goal_completion=COMPLETION.rstrip("。") + "．")),
    ("doubled_marks", accepted(next_requirements=NEXT.replace("，并且", "，，并且"))),
    ("left_placeholder", accepted(goal_completion=COMPLETION + "其余情况待补充。")),
    ("left_placeholder", done(2, "县政府常务会7次", "县政府常务会XX次")),
    ("left_tag", accepted(next_requirements=NEXT + "{{下步要求}}")),
    ("missing_mark", edited("opening", "示例县所承担", "〔缺：责任单位〕所承担")),
    ("aligned_by_blanks", accepted(next_requirements=NEXT.replace("，并且", "，    并且"))),
    ("glyph_lacking", staffed(3, name="丁某堃")),
    # Pairs
    ("unpaired", done(1, "学习计划》，", "学习计划，")),
    ("unpaired", problem("“两高”项目", "两高”项目")),
    ("wrong_nesting", accepted(conclusion=case.CONCLUSION.replace("《", "《《").replace("》", "》》"))),
    # Numbers
    ("measure_count_differs", accepted(goal_completion=COMPLETION + "5项整改措施均已落实。")),
    ("unknown_measure", accepted(goal_completion=COMPLETION + "整改措施9仍在推进。")),
    ("cites_another_measure", proved(3, "整改措施3", "整改措施2")),
    ("figure_differs", proved(2, "7次县委常委会", "6次县委常委会")),
    ("quantity_differs", both(done(4, "目标责任状。", "目标责任状，召开专班会议3次。"),
                              accepted(goal_completion=COMPLETION + "召开专班会议4次。"))),
    ("rate_over_100", accepted(goal_completion=COMPLETION + "参训率达到104%。")),
    # Dates
    ("impossible_date", done(1, "2021年1月，", "2021年2月30日，")),
    ("weekday_differs", done(1, "2021年1月，", "2021年1月4日（星期三），")),
    ("leading_zero", done(1, "2021年3月，", "2021年03月，")),
    ("year_left_out", accepted(goal_completion="10月12日，" + COMPLETION)),
    ("opinion_before_acceptance", issued(dated_on=day(2022, 9, 20))),
    ("cited_before_issue", instruments("示例省生态环境保护督察整改办法（示办发〔2024〕3号）")),
    ("progress_after_paper", worked("又组织1次学习。", day(2023, 5, 1))),
    ("acceptance_before_progress", worked("又组织1次学习。", day(2022, 9, 29))),
    ("evidence_after_paper", evidence_of_next_year),
    ("day_after_paper", accepted(goal_completion=COMPLETION + "2024年5月全部完成。")),
    ("number_year_differs", issued(document_year=2021)),
    ("opening_date_differs", edited("opening", "2022年9月28日", "2022年9月18日")),
    # What is cited
    ("task_number_differs", edited("title", "第1项整改任务", "第2项整改任务")),
    ("title_differs", accepted(goal_completion=COMPLETION.replace("督察整改方案", "督查整改方案"))),
    ("document_number_form", done(1, "《2021年县委理论", "示委宣发[2021]第3号《2021年县委理论")),
    # Places, units, persons
    ("foreign_place", done(2, "2021年，示例县", "2021年，清河县")),
    ("foreign_place", accepted(next_requirements=NEXT + "并报清河市生态环境局。")),
    ("unit_misspelt", staffed(1, unit="示例市生态环竟局")),
    ("member_twice", staffed(4, name="丁某某", unit="示例市生态环境局")),
    ("member_without_unit", staffed(4, unit="")),
    ("member_phone", staffed(2, phone="1380000003")),
    ("member_phone_twice", staffed(2, phone="13800000002")),
    ("no_leader", staffed(0, role=MemberRole.DEPUTY)),
    ("contact_differs", edited("sign_off", "戊某某", "戌某某")),
    ("self_reference_differs", speaks_as_bureau),
    ("addressee_is_issuer", issued(addressee=case.CITY_OFFICE)),
    # Title and result
    ("title_break", issued(title_lines=SPLIT_TITLE)),
    ("result_contradicts_conclusion", accepted(conclusion=case.CONCLUSION.replace("通过验收", "未通过验收"))),
]


def test_the_clean_sample_has_nothing_to_deal_with_or_to_look_at(sample_ws: Workspace) -> None:
    assert [item for item in findings(sample_ws) if item.level is not Level.NOTE] == []


def test_no_form_doubts_a_word_of_the_clean_sample(sample_ws: Workspace) -> None:
    # Task 1 has no photos to compare.
    for kind in (kind for kind in KINDS if kind.kind is not PaperKind.PHOTO_PAIRS):
        for form in sample_ws.reference.forms_of(kind.form_kind):
            job = prepare(sample_ws, kind.key, Selection(task="1"), form=form.key, draft=True)
            doubted = {item.code for item in job.findings() if item.level is not Level.NOTE}
            assert not doubted, form.key


def results_in_free_words(ws: Workspace) -> Iterator[tuple[str, str, SectionText]]:
    """Yield kind, form and section of each head that tells a figure of the records in whatever words it has."""
    dossier = closure_dossier(ws, closure(ws))
    # A kind that prints a part of another's paper has none of its heads.
    for kind in (item for item in KINDS if item.key == item.form_kind):
        for form in ws.reference.forms_of(kind.form_kind):
            for section in generated_sections(form, dossier):
                if TOLD_FIGURE in section.text and ContentKind.IMPLEMENTATION in section.says:
                    yield kind.key, form.key, section


def test_a_wrong_figure_is_named_under_every_head_that_tells_results(sample_ws: Workspace) -> None:
    tried = []
    for kind, key, section in results_in_free_words(sample_ws):
        text = section.text.replace(TOLD_FIGURE, TOLD_FIGURE.replace("7", "6"))
        edit_section(
            sample_ws, closure_id=closure(sample_ws), form=key, section=section.key, text=text,
            generated=section.generated,
        )
        found = prepare(sample_ws, kind, Selection(task="1"), form=key, draft=True).findings()
        assert "figure_differs" in {item.code for item in found}, (key, section.key)
        tried.append(key)
    assert len(set(tried)) > 10
    assert "self-check-report-cangyuan" in tried


def test_there_are_forty_faults_and_more() -> None:
    assert len(FAULTS) >= 40


@pytest.mark.parametrize(("code", "plant"), FAULTS, ids=[f"{at} {code}" for at, (code, _) in enumerate(FAULTS)])
def test_a_planted_fault_is_named(sample_ws: Workspace, code: str, plant: Plant) -> None:
    plant(sample_ws)
    found = findings(sample_ws)
    assert code in {item.code for item in found}
    assert all(item.target is not None and item.remedy for item in found)
