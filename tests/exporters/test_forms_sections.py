"""Sections: a person's words are printed and renumbered; what the records later say otherwise is told, not hidden."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exporters.blocks import Heading, Para, texts
from exporters.forms.build import build
from exporters.forms.sections import SectionState, SectionText, generated_sections, paper_findings, section_of
from models.actions.closures import save_acceptance
from models.actions.papers import edit_section, restore_section
from models.actions.progress import ProgressInput, record_progress, revise_figure
from models.assembly import closure_dossier
from models.domain.closure import ClosureId, StatementKind
from models.domain.finding import Level
from models.domain.plan import Figure
from models.workspace import Workspace
from tests.exporters.papers import MEASURES, PROGRESS
from tests.exporters.records import NEXT, SHENYANG, close_task, form_of, measures_of, state

FORM = form_of(SHENYANG)


@pytest.fixture
def closure_id(ws: Workspace) -> ClosureId:
    """Give the closure of a task that is ready to be signed."""
    return close_task(ws)


def section(ws: Workspace, closure_id: ClosureId, key: str, *, issuing: bool = False) -> SectionText:
    found = generated_sections(FORM, closure_dossier(ws, closure_id), issuing=issuing)
    return next(item for item in found if item.key == key)


def edit(ws: Workspace, closure_id: ClosureId, key: str, text: str) -> None:
    generated = section(ws, closure_id, key).generated
    edit_section(ws, closure_id=closure_id, form=SHENYANG, section=key, text=text, generated=generated)


def printed(ws: Workspace, closure_id: ClosureId) -> list[str]:
    return [text for block in build(FORM, closure_dossier(ws, closure_id)).blocks() for text in texts(block)]


def test_sections_are_listed_as_they_are_printed(ws: Workspace, closure_id: ClosureId) -> None:
    found = generated_sections(FORM, closure_dossier(ws, closure_id))
    assert [(item.number, item.name, item.state.label) for item in found] == [
        ("", "标题", "自动"), ("", "主送机关", "自动"), ("", "引言", "自动"), ("一", "指出的问题", "自动"),
        ("二", "工作举措", "自动"), ("三", "落实情况", "自动"), ("四", "目标完成情况", "自动"),
        ("五", "佐证对应", "自动"),
        ("六", "下步工作要求", "自动"), ("七", "验收结论", "自动"), ("", "附件说明", "自动"), ("", "落款", "自动"),
        ("", "签字表", "自动"),
    ]


def test_what_a_person_wrote_is_printed_instead(ws: Workspace, closure_id: ClosureId) -> None:
    edit(ws, closure_id, "next_steps", "巩固整改成果。")
    found = section(ws, closure_id, "next_steps")
    assert (found.state, found.text, found.generated) == (SectionState.EDITED, "巩固整改成果。", NEXT)
    assert "巩固整改成果。" in printed(ws, closure_id)
    assert NEXT not in printed(ws, closure_id)
    found = paper_findings(FORM, closure_dossier(ws, closure_id), issuing=True)
    assert [item.code for item in found] == ["not_sealed"]
    restore_section(ws, closure_id=closure_id, form=SHENYANG, section="next_steps")
    assert section(ws, closure_id, "next_steps").state is SectionState.AUTO


def test_an_edit_of_another_form_does_not_count(ws: Workspace, closure_id: ClosureId) -> None:
    edit_section(ws, closure_id=closure_id, form="other", section="next_steps", text="别的样式。", generated="")
    assert section(ws, closure_id, "next_steps").state is SectionState.AUTO


def test_typed_marks_take_their_level_and_are_renumbered(ws: Workspace, closure_id: ClosureId) -> None:
    edit(ws, closure_id, "measures", "（三）前期。\n5.甲\n7．乙\n(1)丙\n③丁\n普通一段\n（九）后期。\n2.2021年完成")
    blocks = build(FORM, closure_dossier(ws, closure_id))
    measures = next(item for item in blocks.sections if item.key == "measures")
    assert measures.blocks[1:] == (
        Heading(level=2, text="（一）前期。"), Heading(level=3, text="1. 甲"), Heading(level=3, text="2. 乙"),
        Heading(level=4, text="（1）丙"), Para(text="①丁"), Para(text="普通一段"),
        Heading(level=2, text="（二）后期。"),
        Heading(level=3, text="1. 2021年完成"),
    )


def test_a_head_a_person_adds_moves_the_later_heads_on(ws: Workspace, closure_id: ClosureId) -> None:
    edit(ws, closure_id, "problem", "问题如下。\n一、问题成因\n认识不到位。")
    heads = [block.text for block in build(FORM, closure_dossier(ws, closure_id)).blocks()
             if isinstance(block, Heading) and block.level == 1]
    assert heads[:3] == ["一、督察指出的问题", "二、问题成因", "三、责任单位采取的工作举措"]
    assert heads[-1] == "八、验收结论"
    assert section(ws, closure_id, "measures").number == "三"


def test_own_numbers_of_measures_survive_an_edit(ws: Workspace, closure_id: ClosureId) -> None:
    dossier = closure_dossier(ws, closure_id)
    part = replace(dossier, measures=(dossier.measures[0], dossier.measures[2]))
    generated = next(item for item in generated_sections(FORM, part) if item.key == "measures").generated
    edit(ws, closure_id, "measures", generated.replace("排查", "全面排查"))
    edited = replace(part, edits=closure_dossier(ws, closure_id).edits)
    found = next(item for item in generated_sections(FORM, edited) if item.key == "measures")
    assert [line.split(" ")[0] for line in found.lines] == ["1.", "3."]


def test_a_record_that_moved_on_is_told_with_both_texts(ws: Workspace, closure_id: ClosureId) -> None:
    edit(ws, closure_id, "next_steps", "巩固整改成果。")
    acceptance = closure_dossier(ws, closure_id).acceptance
    save_acceptance(ws, acceptance=replace(acceptance, next_requirements="长期坚持。"))
    for issuing, level in ((False, Level.WARN), (True, Level.STOP)):
        found = section(ws, closure_id, "next_steps", issuing=issuing)
        assert (found.state, found.text, found.generated) == (SectionState.CHANGED, "巩固整改成果。", "长期坚持。")
        assert [(item.level, item.code) for item in found.findings] == [(level, "section_changed")]
    assert "巩固整改成果。" in printed(ws, closure_id)


def test_a_changed_figure_makes_its_two_sections_wait_and_no_others(ws: Workspace, closure_id: ClosureId) -> None:
    second = measures_of(ws, closure_id)[1]
    record_progress(ws, measure_id=second.id, entry=ProgressInput(text=PROGRESS[1]))
    for kind in StatementKind:
        state(ws, closure_id, second, kind, PROGRESS[1])
    found = paper_findings(FORM, closure_dossier(ws, closure_id), issuing=True)
    assert [item.code for item in found] == ["not_sealed"]
    revise_figure(ws, figure_id=ws.find(Figure)[0].id, number="8")
    found = generated_sections(FORM, closure_dossier(ws, closure_id))
    assert {item.key for item in found if item.state is SectionState.STALE} == {"implementation", "evidence_mapping"}
    assert [(item.level, item.code, item.where) for item in paper_findings(FORM, closure_dossier(ws, closure_id))] == [
        (Level.WARN, "statement_stale", "任务 1 措施 2")] * 2
    stops = paper_findings(FORM, closure_dossier(ws, closure_id), issuing=True)
    assert [item.level for item in stops] == [Level.STOP, Level.STOP, Level.NOTE]


def test_a_missing_statement_stops_the_paper_until_someone_writes(ws: Workspace, closure_id: ClosureId) -> None:
    dossier = closure_dossier(ws, closure_id)
    first = dossier.measures[0]
    gone = replace(dossier, measures=(replace(first, proof=replace(first.proof, text="")), *dossier.measures[1:]))
    found = next(item for item in generated_sections(FORM, gone) if item.key == "evidence_mapping")
    assert found.state is SectionState.MISSING
    assert found.lines[0] == "1. 〔缺：措施1对应说明〕"
    assert [(item.level, item.code, item.where) for item in found.findings] == [
        (Level.STOP, "statement_missing", "任务 1 措施 1")]


def test_a_gap_a_person_filled_by_hand_is_no_gap(ws: Workspace, closure_id: ClosureId) -> None:
    save_acceptance(ws, acceptance=replace(closure_dossier(ws, closure_id).acceptance, held_on=()))
    opening = section(ws, closure_id, "opening")
    assert opening.state is SectionState.MISSING
    edit(ws, closure_id, "opening", opening.text.replace("〔缺：验收日期〕", "2022年9月28日"))
    assert section(ws, closure_id, "opening").state is SectionState.EDITED
    assert paper_findings(FORM, closure_dossier(ws, closure_id)) == ()


def test_a_mark_left_in_an_edited_text_still_stops_the_paper(ws: Workspace, closure_id: ClosureId) -> None:
    edit(ws, closure_id, "next_steps", "按〔缺：时限〕前完成。")
    found = section(ws, closure_id, "next_steps")
    assert (found.state, [(item.level, item.code) for item in found.findings]) == (
        SectionState.MISSING, [(Level.STOP, "missing_mark")])


def test_a_section_emptied_by_a_person_stops_the_paper(ws: Workspace, closure_id: ClosureId) -> None:
    edit(ws, closure_id, "next_steps", " \n")
    found = section(ws, closure_id, "next_steps")
    assert found.state is SectionState.MISSING
    assert [item.level for item in found.findings] == [Level.STOP]
    assert "〔缺：下步工作要求〕" in printed(ws, closure_id)


def test_an_edited_title_and_signature_are_printed(ws: Workspace, closure_id: ClosureId) -> None:
    edit(ws, closure_id, "title", "示例市督察整改办关于\n第1项整改任务的验收销号意见")
    edit(ws, closure_id, "sign_off", "示例市督察整改办\n2022年10月9日\n（联系人：戊某某）")
    texts_printed = printed(ws, closure_id)
    assert "示例市督察整改办关于\n第1项整改任务的验收销号意见" in texts_printed
    assert texts_printed[texts_printed.index("示例市督察整改办") :][:3] == [
        "示例市督察整改办", "2022年10月9日", "（联系人：戊某某）"]
    assert build(FORM, closure_dossier(ws, closure_id)).title == "示例市督察整改办关于第1项整改任务的验收销号意见"


def test_each_finding_leads_to_its_section(ws: Workspace, closure_id: ClosureId) -> None:
    dossier = replace(closure_dossier(ws, closure_id), members=())
    sections = generated_sections(FORM, dossier)
    for finding in paper_findings(FORM, dossier):
        owner = section_of(finding, sections)
        assert owner is not None
    keys = {finding.code: section_of(finding, sections) for finding in paper_findings(FORM, dossier)}
    assert {code: owner.key if owner else "" for code, owner in keys.items()} == {
        "no_members": "signature_table", "contact_not_in_team": "sign_off"}


def test_text_of_the_records_is_not_renumbered(ws: Workspace, closure_id: ClosureId) -> None:
    first = measures_of(ws, closure_id)[0]
    state(ws, closure_id, first, StatementKind.IMPLEMENTATION, "一、总体\n（3）第三点")
    section_blocks = next(item for item in build(FORM, closure_dossier(ws, closure_id)).sections
                          if item.key == "implementation").blocks
    assert section_blocks[1:3] == (Heading(level=3, text="1. 一、总体"), Heading(level=4, text="（3）第三点"))
    assert section(ws, closure_id, "measures").lines[0] == f"1. {MEASURES[0]}"
