"""Every field of the window that names a unit or a person completes from the directory."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.evidence.card import EvidenceCard
from gui.pages.paper.facts import FactsPanel
from gui.pages.settings import SettingsPage
from gui.pages.task.plan_block import PlanBlock
from gui.parts.completer_field import CompleterField
from gui.parts.field import Field
from gui.session import Session
from gui.settings.record_list import RecordList
from models.actions.directory import save_person, save_unit
from models.actions.evidence import EvidenceInput, attach_evidence
from models.domain.directory import Person, PersonId, Unit, UnitId
from models.domain.evidence import Evidence
from models.workspace import new_id
from tests.builders import FILE, add_task, measures_of
from tests.gui.conftest import Type

Make = Callable[[Session], tuple[QWidget, dict[str, Field]]]


def settings(tab: str) -> Make:
    """Return how a tab of 设置 is made."""

    def make(session: Session) -> tuple[QWidget, dict[str, Field]]:
        page = SettingsPage(session)
        page.go_to(tab)
        page.refresh(None)
        (records,) = page.findChildren(RecordList)
        records.begin()
        return page, dict(records._fields)

    return make


def facts(session: Session) -> tuple[QWidget, dict[str, Field]]:
    panel = FactsPanel(session)
    return panel, panel.fields


def plan(session: Session) -> tuple[QWidget, dict[str, Field]]:
    block = PlanBlock(session)
    return block, block.fields


def card(session: Session) -> tuple[QWidget, dict[str, Field]]:
    card = EvidenceCard(session)
    measure = measures_of(session.workspace, add_task(session.workspace).id)[0]
    attach_evidence(session.workspace, pieces=[EvidenceInput(files=[FILE])], measure_id=measure.id)
    card.show_evidence(session.workspace.find(Evidence)[0].id)
    return card, dict(card.fields)


@pytest.fixture(autouse=True)
def directory(session: Session) -> None:
    """Know one unit and one person."""
    ws = session.workspace
    save_unit(ws, unit=Unit(id=UnitId(new_id()), name="示例市水利局"))
    save_person(ws, person=Person(id=PersonId(new_id()), name="甲某某", unit="示例市水利局", post="总工程师"))


@pytest.mark.parametrize(
    ("make", "name", "typed", "whole"),
    [
        (settings("persons"), "unit", "水利", "示例市水利局"),
        (settings("persons"), "post", "工程", "总工程师"),
        (settings("issuers"), "addressee", "水利", "示例市水利局"),
        (settings("issuers"), "printing_office", "水利", "示例市水利局"),
        (facts, "addressee", "水利", "示例市水利局"),
        (facts, "copies_to", "水利", "示例市水利局"),
        (facts, "printing_office", "水利", "示例市水利局"),
        (facts, "signer", "甲", "甲某某"),
        (plan, "issuer", "水利", "示例市水利局"),
        (card, "issuing_body", "水利", "示例市水利局"),
    ],
    ids=["person's unit", "person's post", "issuer's addressee", "issuer's printing office", "paper's addressee",
         "paper's copies", "paper's printing office", "signer", "plan's issuer", "evidence's issuing body"],
)
def test_a_name_is_completed_from_the_directory(
    qtbot: QtBot, session: Session, commit_text: Type, make: Make, name: str, typed: str, whole: str
) -> None:
    window, fields = make(session)
    qtbot.addWidget(window)
    field = fields[name]
    assert isinstance(field, CompleterField)
    with qtbot.waitActive(window):
        window.show()
    field.setFocus()
    commit_text(field.edit, typed)
    popup = field.completer.popup()
    qtbot.waitUntil(popup.isVisible)
    assert str(popup.model().index(0, 0).data()).startswith(whole)
    popup.hide()
    field.drop()
