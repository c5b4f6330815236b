"""The tuple of what can be exported: every kind has its label, its forms, and builds a paper from a real dossier."""

from __future__ import annotations

import pytest

from exporters.blocks import Document
from exporters.registry import KINDS, ExportKind, catalogue, kind_of
from models.domain.closure import PaperKind
from models.errors import ExportError
from models.reference import Reference
from models.workspace import Workspace
from tests.exporters.records import close_task


def test_keys_and_labels_are_given_once() -> None:
    assert [kind.kind for kind in KINDS] == list(PaperKind)
    assert len({kind.label for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_every_kind_assembles_builds_and_checks(ws: Workspace, kind: ExportKind) -> None:
    dossier = kind.assemble(ws, close_task(ws), kind.form_kind)
    form = Reference().forms_of(kind.form_kind)[0]
    assert isinstance(kind.build(form, dossier), Document)
    assert isinstance(kind.check(form, dossier), tuple)


def test_the_opinion_has_two_forms_and_the_table_none_to_choose() -> None:
    listed = {kind["key"]: [form["key"] for form in kind["forms"]] for kind in catalogue(Reference().forms_of)}
    assert listed["closure_opinion"] == ["closure-opinion-shenyang", "closure-opinion-liaoning"]
    assert listed["signature_table"] == []


def test_every_kind_but_the_signature_table_has_a_form_of_its_own() -> None:
    assert all(Reference().forms_of(kind) for kind in PaperKind if kind is not PaperKind.SIGNATURE_TABLE)


def test_an_unknown_kind_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ExportError, match="没有叫“opinion”的文书。可用的有：closure_opinion（验收销号意见）"):
        kind_of("opinion")
