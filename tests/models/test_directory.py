"""What is typed once is completed everywhere: names in text fields join the directory, each once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.actions import closures, directory, evidence, papers, tasks
from models.assembly import paper_of
from models.domain.closure import Member, MemberId
from models.domain.directory import Issuer, IssuerId, Person, PersonId, Unit, UnitId
from models.domain.evidence import Evidence
from models.domain.plan import Plan
from models.workspace import Workspace, new_id
from tests.builders import FILE, add_task, closure_of


def units(ws: Workspace) -> list[str]:
    return [unit.name for unit in ws.find(Unit)]


def persons(ws: Workspace) -> list[str]:
    return [person.name for person in ws.find(Person)]


def test_a_paper_brings_its_offices_and_its_signer_along(ws: Workspace) -> None:
    closure = closure_of(ws, add_task(ws).id)
    paper = replace(
        paper_of(ws, closure.id), addressee="示例市整改办：", copies_to="抄送：示例市委办公室，示例市政府办公室。",
        printing_office="示例市督改办", signer="甲某某",
    )
    papers.save_paper(ws, paper=paper)
    assert units(ws) == ["示例县", "示例市整改办", "示例市委办公室", "示例市政府办公室", "示例市督改办"]
    assert persons(ws) == ["甲某某"]


def test_a_plan_an_issuer_a_person_and_a_piece_of_evidence_bring_their_units_along(ws: Workspace) -> None:
    add_task(ws)
    tasks.save_plan(ws, plan=replace(ws.find(Plan)[0], issuer="示例市委办公室"))
    directory.save_person(ws, person=Person(id=PersonId(new_id()), name="甲某某", unit="示例市水利局"))
    directory.save_issuer(ws, issuer=Issuer(id=IssuerId(new_id()), name="示例市督改办", addressee="示例市整改办"))
    evidence.attach_evidence(ws, pieces=[evidence.EvidenceInput(files=[FILE])], measure_id=None)
    evidence.revise_evidence(ws, evidence=replace(ws.find(Evidence)[0], issuing_body="示例县住建局、示例县水利局"))
    assert units(ws) == [
        "示例县", "示例市委办公室", "示例市水利局", "示例市督改办", "示例市整改办", "示例县住建局", "示例县水利局",
    ]


def test_the_persons_of_a_task_join_the_roster_and_are_known_by_name(ws: Workspace) -> None:
    task = add_task(ws)
    directory.save_person(ws, person=Person(id=PersonId(new_id()), name="甲某某", phone="13800000001"))
    tasks.revise_task(ws, task=replace(task, leader="甲某某", responsible_person="乙某某、丙某某"))
    assert persons(ws) == ["甲某某", "乙某某", "丙某某"]
    assert ws.find(Person, name="甲某某")[0].phone == "13800000001"


def test_the_only_issuer_signs_a_new_opinion_and_of_two_one_is_chosen(ws: Workspace) -> None:
    closure = closure_of(ws, add_task(ws).id)
    assert paper_of(ws, closure.id).issuer_id is None
    county = Issuer(id=IssuerId(new_id()), name="示例县督改办")
    directory.save_issuer(ws, issuer=county)
    assert paper_of(ws, closure.id).issuer_id == county.id
    directory.save_issuer(ws, issuer=Issuer(id=IssuerId(new_id()), name="示例市督改办"))
    assert paper_of(ws, closure.id).issuer_id is None


def test_brackets_hold_one_name_together(ws: Workspace) -> None:
    task = add_task(ws)
    tasks.save_plan(ws, plan=replace(ws.need(Plan, task.plan_id), issuer="示例市、各县（市、区）政府"))
    assert units(ws) == ["示例县", "示例市", "各县（市、区）政府"]


def test_a_known_short_name_makes_no_second_unit(ws: Workspace) -> None:
    directory.save_unit(ws, unit=replace(_unit("示例县住建局"), short_name="住建局"))
    directory.save_person(ws, person=Person(id=PersonId(new_id()), name="甲某某", unit="住建局"))
    assert units(ws) == ["示例县住建局"]


@pytest.mark.parametrize("text", ["文" * 61, ""], ids=["a sentence", "nothing"])
def test_what_is_no_name_joins_nothing(ws: Workspace, text: str) -> None:
    directory.save_person(ws, person=Person(id=PersonId(new_id()), name="甲某某", unit=text))
    assert units(ws) == []


def test_a_deleted_unit_does_not_come_back_by_another_change(ws: Workspace) -> None:
    person = Person(id=PersonId(new_id()), name="甲某某", unit="示例市水利局")
    directory.save_person(ws, person=person)
    directory.remove_unit(ws, unit_id=ws.find(Unit)[0].id)
    directory.save_person(ws, person=replace(person, phone="13800000001"))
    assert units(ws) == []


def test_a_row_without_a_name_keeps_its_unit_and_brings_nobody_into_the_roster(ws: Workspace) -> None:
    closure = closure_of(ws, add_task(ws).id)
    nameless = Member(id=MemberId(new_id()), closure_id=closure.id, name="", unit="示例市水利局")
    closures.save_members(ws, members=[nameless])
    assert [item.unit for item in ws.find(Member)] == ["示例市水利局"]
    assert units(ws) == ["示例县", "示例市水利局"] and persons(ws) == []


def _unit(name: str) -> Unit:
    return Unit(id=UnitId(new_id()), name=name)
