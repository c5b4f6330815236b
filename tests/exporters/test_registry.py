"""The tuple of what can be exported: every kind has its label, its forms, and builds a paper from a real dossier."""

from __future__ import annotations

import pytest

from exporters.blocks import Document
from exporters.registry import KINDS, ExportKind, kind_of
from models.errors import ExportError
from models.reference import Reference
from models.workspace import Workspace
from tests.exporters.records import SHENYANG, close_task, form_of


def test_keys_and_labels_are_given_once() -> None:
    assert [kind.key for kind in KINDS] == ["closure_opinion", "signature_table"]
    assert len({kind.label for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_every_kind_assembles_builds_and_checks(ws: Workspace, kind: ExportKind) -> None:
    dossier = kind.assemble(ws, close_task(ws))
    assert isinstance(kind.build(form_of(SHENYANG), dossier), Document)
    assert kind.check(form_of(SHENYANG), dossier) == ()


def test_the_opinion_has_two_forms_and_the_table_none_to_choose() -> None:
    reference = Reference()
    assert [[form.key for form in kind.forms(reference)] for kind in KINDS] == [
        ["closure-opinion-shenyang", "closure-opinion-liaoning"], []]


def test_an_unknown_kind_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ExportError, match="没有叫“opinion”的文书。可用的有：closure_opinion（验收销号意见）"):
        kind_of("opinion")
