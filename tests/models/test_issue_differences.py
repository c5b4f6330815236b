"""What the records say now and did not say when the paper was issued is told in the clerk's words."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.actions.closures import save_acceptance, save_members, set_joint_units
from models.actions.evidence import EvidenceInput, attach_evidence, revise_evidence
from models.actions.measures import revise_measure
from models.actions.photo_pairs import PairInput, add_pairs, move_pair, remove_pair, revise_pair, set_half
from models.actions.progress import ProgressInput, record_progress
from models.assembly import acceptance_of, closure_dossier
from models.domain.canonical import canonical, plain
from models.domain.closure import (
    Acceptance,
    Closure,
    ClosureId,
    Instrument,
    Member,
    MemberId,
    MemberRole,
    Paper,
    SectionEdit,
    SelfCheck,
    StatementKind,
)
from models.domain.directory import Issuer
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink, PhotoPair, PhotoPairId, StoredFile
from models.domain.finding import Target
from models.domain.issue_differences import differences, excerpts
from models.domain.issue_labels import EVIDENCE, LISTS, MEASURE, PAIR, RECORDS, TEXTS, WORDS
from models.domain.partial_date import PartialDate, Period
from models.domain.photo_pairs import Side
from models.domain.plan import Inspection, Measure, Plan, SubItem, Task, TaskNumber
from models.domain.publicity import Objection, Publicity
from models.dossiers import ClosureDossier
from models.reference import Reference
from models.workspace import Workspace, new_id
from tests.exporters.records import SHENYANG, close_task, form_of, measures_of, state

# What no paper prints, what leads elsewhere, and what orders: no difference to tell of.
NOT_TOLD = {
    "id", "plan_id", "task_id", "inspection_id", "closure_id", "sub_item_id", "contact_id", "issuer_id", "evidence_id",
    "measure_id", "progress_id", "position", "liaison", "note", "trashed_at", "started_on",
    "ended_on", "generated", "form", "is_own", "document_word", "section", "size", "kind", "publicity_id",
    "progress", "status", "folder", "intake",
}
COMPARED: dict[type, Any] = {
    Inspection: RECORDS["inspection"][1], Plan: RECORDS["plan"][1], Task: RECORDS["task"][1],
    Closure: RECORDS["closure"][1], Acceptance: RECORDS["acceptance"][1], Issuer: RECORDS["issuer"][1],
    Paper: RECORDS["paper"][1], Measure: MEASURE, Evidence: EVIDENCE, TaskNumber: LISTS["numbers"].fields,
    SubItem: LISTS["sub_items"].fields, Instrument: LISTS["instruments"].fields, Member: LISTS["members"].fields,
    SectionEdit: LISTS["edits"].fields, SelfCheck: RECORDS["self_check"][1], Publicity: RECORDS["publicity"][1],
    Objection: LISTS["objections"].fields, PhotoPair: PAIR,
}


@pytest.fixture
def closure_id(ws: Workspace) -> ClosureId:
    return close_task(ws)


@pytest.fixture
def issued(ws: Workspace, closure_id: ClosureId) -> str:
    return text_of(ws, closure_id)


def text_of(ws: Workspace, closure_id: ClosureId) -> str:
    return canonical(closure_dossier(ws, closure_id))


def told(ws: Workspace, closure_id: ClosureId, issued: str) -> list[tuple[str, str, str]]:
    found = differences(issued, text_of(ws, closure_id))
    return [(item.place, item.before, item.after) for item in found]


def test_the_same_records_give_the_same_text_and_no_difference(
    ws: Workspace, closure_id: ClosureId, issued: str
) -> None:
    assert text_of(ws, closure_id) == issued
    assert told(ws, closure_id, issued) == []


def test_a_changed_number_in_a_statement_is_told_with_the_words_around_it(
    ws: Workspace, closure_id: ClosureId, issued: str
) -> None:
    measure = measures_of(ws, closure_id)[1]
    text = next(item for item in json.loads(issued)["measures"] if item["measure"]["id"] == measure.id)
    before = text["implementation"]["text"]
    state(ws, closure_id, measure, StatementKind.IMPLEMENTATION, before.replace("县政府常务会7次", "县政府常务会6次"))
    found = told(ws, closure_id, issued)
    assert [place for place, _, _ in found] == ["措施2 · 落实情况"]
    _, old, new = found[0]
    assert "会7次研究" in old and "会6次研究" in new
    assert len(old) < len(before)
    assert old.startswith("…")


def test_what_only_the_log_tells_is_no_difference(ws: Workspace, closure_id: ClosureId, issued: str) -> None:
    measure = measures_of(ws, closure_id)[0]
    record_progress(ws, measure_id=measure.id, entry=ProgressInput(text="2025年10月又开展一次学习。"))
    assert told(ws, closure_id, issued) == []


def test_a_member_changed_added_or_renamed_is_told(ws: Workspace, closure_id: ClosureId, issued: str) -> None:
    leader = ws.find(Member, closure_id=closure_id, role=MemberRole.LEADER)[0]
    new = Member(id=MemberId(new_id()), closure_id=closure_id, name="己某某", unit="示例市水务局", position=9)
    save_members(ws, members=[replace(leader, post="主任"), new])
    assert told(ws, closure_id, issued) == [
        ("验收组 · 甲某某 · 职务", "副主任（副局级）", "主任"),
        ("验收组 · 己某某", "没有", "有"),
    ]
    save_members(ws, members=[replace(leader, name="庚某某")])
    assert ("验收组 · 甲某某 · 姓名", "甲某某", "庚某某") in told(ws, closure_id, issued)


def test_a_member_typed_anew_under_the_same_name_is_the_same_member(issued: str) -> None:
    again = json.loads(issued)
    again["members"][0]["id"] = new_id()
    assert differences(issued, json.dumps(again)) == ()


def test_days_units_and_names_are_told_as_they_print(ws: Workspace, closure_id: ClosureId, issued: str) -> None:
    held = Period(first=PartialDate(year=2022, month=9, day=28), last=PartialDate(year=2022, month=9, day=30))
    save_acceptance(ws, acceptance=replace(acceptance_of(ws, closure_id), held_on=(held,)))
    set_joint_units(ws, closure_id=closure_id, names=("示例市政府办公室", "示例市水务局"))
    revise_measure(ws, measure=replace(measures_of(ws, closure_id)[0], short_name="学思想"))
    assert told(ws, closure_id, issued) == [
        ("验收 · 验收日期", "2022年9月28日", "2022年9月28日至30日"),
        ("会同部门", "示例市政府办公室", "示例市政府办公室、示例市水务局"),
        ("措施1 · 简称", "深入学习贯彻习近平生态文明思想", "学思想"),
    ]


def test_evidence_added_after_issue_is_told_at_its_measure(
    ws: Workspace, closure_id: ClosureId, issued: str, tmp_path: Path
) -> None:
    taken = ws.vault.take_in_bytes("补充纪要.pdf", b"%PDF-1.4")
    piece = EvidenceInput(files=[(taken.sha256, taken.name, taken.size)], title="补充会议纪要")
    attach_evidence(ws, pieces=[piece], measure_id=measures_of(ws, closure_id)[2].id)
    assert told(ws, closure_id, issued) == [("措施3 · 佐证 · 补充会议纪要", "没有", "有")]


def photographed(ws: Workspace, closure_id: ClosureId, *names: str) -> list[EvidenceId]:
    """Take photos in as evidence of the first measure."""
    taken = [ws.vault.take_in_bytes(f"{name}.jpg", name.encode()) for name in names]
    pieces = [EvidenceInput(files=[(item.sha256, item.name, item.size)], kind="照片") for item in taken]
    changes = attach_evidence(ws, pieces=pieces, measure_id=measures_of(ws, closure_id)[0].id)
    return [EvidenceId(row_id) for table, row_id in changes.created if table == "evidence"]


def paired(ws: Workspace, closure_id: ClosureId) -> list[PhotoPairId]:
    """Pair the photos of two places, and what is left of them with none."""
    one, other, third = photographed(ws, closure_id, "北前", "北后", "南前")
    pairs = [PairInput(before_id=one, after_id=other, place="北堆场"), PairInput(before_id=third)]
    changes = add_pairs(ws, task_id=ws.need(Closure, closure_id).task_id, pairs=pairs)
    return [PhotoPairId(row_id) for table, row_id in changes.created if table == "photo_pairs"]


def told_of_pairs(ws: Workspace, closure_id: ClosureId, issued: str) -> list[tuple[str, str, str]]:
    """Return what a paper of photos tells, without the hashes of their files."""
    form = canonical(Reference().form("photo-pairs"))
    found = differences(issued, text_of(ws, closure_id), form)
    return [(item.place, item.before.partition("（")[0], item.after.partition("（")[0]) for item in found]


def test_what_changed_of_a_pair_of_photos_is_told_under_the_number_it_was_printed_with(
    ws: Workspace, closure_id: ClosureId
) -> None:
    first, _ = paired(ws, closure_id)
    issued = text_of(ws, closure_id)
    (photo,) = photographed(ws, closure_id, "北后二")
    pair = ws.need(PhotoPair, first)
    assert pair.before_id is not None
    set_half(ws, pair_id=first, side=Side.AFTER, evidence_id=photo)
    revise_pair(ws, pair=replace(ws.need(PhotoPair, first), caption="已清退。"))
    dated = PartialDate(year=2024, month=3, day=5)
    revise_evidence(ws, evidence=replace(ws.need(Evidence, pair.before_id), title="改名", dated_on=dated))
    assert told_of_pairs(ws, closure_id, issued) == [
        ("对比照片 · 图1 北堆场 · 说明", "", "已清退。"),
        ("对比照片 · 图1 北堆场 · 整改前日期", "", "2024年3月5日"),
        ("对比照片 · 图1 北堆场 · 整改后照片", "北后.jpg", "北后二.jpg"),
    ]
    assert [item for item in told(ws, closure_id, issued) if "照片名称" in item[0]] == [
        ("对比照片 · 图1 北堆场 · 整改前照片名称", "北前", "改名"),
        ("对比照片 · 图1 北堆场 · 整改后照片名称", "北后", "北后二"),
    ]


def test_pairs_added_removed_or_moved_are_told_with_the_place_that_leads_to_them(
    ws: Workspace, closure_id: ClosureId
) -> None:
    first, _ = paired(ws, closure_id)
    issued, form = text_of(ws, closure_id), canonical(Reference().form("photo-pairs"))
    move_pair(ws, pair_id=first, by=1)
    (moved,) = differences(issued, text_of(ws, closure_id), form)
    assert (moved.place, moved.before, moved.after) == ("对比照片 · 次序", "图1 北堆场、图2", "图2、图1 北堆场")
    remove_pair(ws, pair_id=first)
    task_id = ws.need(Closure, closure_id).task_id
    added = add_pairs(ws, task_id=task_id, pairs=[PairInput(place="东堆场")]).new_id("photo_pairs")
    new, old = differences(issued, text_of(ws, closure_id), form)
    assert (new.place, new.after, new.target) == ("对比照片 · 图2 东堆场", "有", Target(table="photo_pairs", id=added))
    assert (old.place, old.after) == ("对比照片 · 图1 北堆场", "没有")
    assert old.target == Target(table="tasks", id=task_id, field="photo_pairs")


def test_a_part_an_older_program_did_not_keep_is_no_difference(issued: str) -> None:
    old = json.loads(issued)
    del old["joint_units"], old["acceptance"]["methods"]
    assert differences(json.dumps(old), issued) == ()


@given(st.text(alphabet="整改任务销号0123456789，。", max_size=200), st.text(alphabet="整改任务7次", max_size=200))
def test_excerpts_of_different_texts_differ(before: str, after: str) -> None:
    one, other = excerpts(before, after)
    assert (one == other) is (before == after)


def test_what_the_form_does_not_print_is_none_of_its_business(
    ws: Workspace, closure_id: ClosureId, issued: str
) -> None:
    later = json.loads(text_of(ws, closure_id))
    later["acceptance"] |= {"place": "会议室", "findings": "已核查", "result": "failed"}
    later["publicity"] |= {"days": 10}
    later["self_check"] |= {"methods": "查阅资料"}
    later["members"], later["instruments"] = [], []
    text = json.dumps(later)
    own = canonical(Reference().form("self-check-report-cangyuan"))
    assert {item.place.partition(" ")[0] for item in differences(issued, text, own)} <= {"自查自验"}
    opinion = canonical(form_of(SHENYANG))
    places = {item.place for item in differences(issued, text, opinion)}
    assert "验收 · 验收结果" in places and "验收组 · 甲某某" in places
    assert not any(place.startswith(("公示", "自查")) or "核查情况" in place for place in places)


def test_every_field_a_paper_may_print_is_compared_or_left_out_on_purpose() -> None:
    for cls, compared in COMPARED.items():
        left = {item.name for item in fields(cls)} - set(compared) - NOT_TOLD
        assert not left, f"{cls.__name__}: {left} — give it a label in issue_differences, or name it in NOT_TOLD"


def test_every_part_of_a_dossier_is_compared_or_left_out_on_purpose() -> None:
    known = {*RECORDS, *LISTS, *TEXTS, *WORDS, "measures", "font_set", "known_units", "indicators", "sealings",
             "unsealed", "pairs"}
    assert {item.name for item in fields(ClosureDossier)} <= known


def test_a_value_without_a_lasting_text_is_refused() -> None:
    with pytest.raises(TypeError, match="Path"):
        plain(Path("x"))
    assert is_dataclass(EvidenceLink) and is_dataclass(StoredFile)
