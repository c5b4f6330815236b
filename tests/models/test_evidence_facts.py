"""Suggestions for evidence that stands, and facts of several pieces in one step."""

from __future__ import annotations

from dataclasses import replace

from models.actions.evidence import EvidenceInput, attach_evidence
from models.actions.evidence_facts import revise_several
from models.assembly.evidence_suggestions import suggestions_for, taken_over
from models.domain.directory import Unit
from models.domain.evidence import Evidence
from models.domain.partial_date import PartialDate
from models.looking import Looking
from models.workspace import Workspace

NAMES = ("示委办发〔2021〕3号通知.txt", "20210315会议纪要.txt", "无.txt")


def take_in(ws: Workspace, *names: str) -> list[Evidence]:
    taken = [ws.vault.take_in_bytes(name, f"监测报告\n时间：2022年2月2日\n{name}".encode()) for name in names]
    pieces = [EvidenceInput(files=[(item.sha256, item.name, item.size)]) for item in taken]
    changes = attach_evidence(ws, pieces=pieces, measure_id=None)
    return [ws.need(Evidence, row_id) for table, row_id in changes.created if table == "evidence"]


def test_only_empty_fields_are_suggested_for(ws: Workspace) -> None:
    letter, minutes, other = take_in(ws, *NAMES)
    found = suggestions_for(ws, letter)
    assert found.document_number and found.document_number.value == "示委办发〔2021〕3号"
    assert found.kind and found.kind.value == "文件"
    assert suggestions_for(ws, replace(letter, document_number="示办〔2021〕9号")).document_number is None
    assert suggestions_for(ws, other).kind is None
    assert suggestions_for(ws, replace(minutes, dated_on=PartialDate(year=2020))).dated_on is None


def test_the_page_is_read_once_the_file_was_looked_at(ws: Workspace) -> None:
    (item,) = take_in(ws, "无.txt")
    (sha256,) = ws.vault.stored()
    Looking.in_workspace(ws.folder).look(ws.vault.path_of(sha256), sha256)
    found = suggestions_for(ws, item)
    assert found.kind and found.kind.value == "监测报告"
    assert found.dated_on and found.dated_on.value.chinese == "2022年2月2日"


def test_all_suggestions_of_a_selection_are_taken_over_in_one_step(ws: Workspace) -> None:
    items = take_in(ws, *NAMES)
    revise_several(ws, records=[taken_over(item, suggestions_for(ws, item)) for item in items])
    letter, minutes, other = (ws.need(Evidence, item.id) for item in items)
    assert (letter.kind, letter.document_number) == ("文件", "示委办发〔2021〕3号")
    assert (minutes.kind, minutes.dated_on) == ("会议纪要", PartialDate(year=2021, month=3, day=15))
    assert other == items[2]
    ws.undo()
    assert [ws.need(Evidence, item.id) for item in items] == items


def test_a_new_issuing_body_of_several_joins_the_directory_once(ws: Workspace) -> None:
    items = take_in(ws, *NAMES)
    changes = revise_several(ws, records=[replace(item, issuing_body="示例县新设办") for item in items])
    assert len(ws.find(Unit, name="示例县新设办")) == 1
    assert changes.label == "填写 3 份佐证的发文单位"


def test_pieces_stand_in_the_order_in_which_they_came(ws: Workspace) -> None:
    first = take_in(ws, *NAMES)
    second = take_in(ws, "新.txt")
    assert [item.position for item in (*first, *second)] == [0, 1, 2, 3]
