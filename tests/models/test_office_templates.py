"""The office's own Word templates as records: kept by the vault, in order, and checked with the rest."""

from __future__ import annotations

import pytest

from models.actions.office_templates import (
    add_template,
    move_template,
    remove_template,
    rename_template,
    replace_template,
)
from models.checking import verify_workspace
from models.domain.closure import PaperKind
from models.domain.office_forms import OfficeTemplate
from models.errors import InputError
from models.workspace import Workspace

NOTICE = PaperKind.PUBLIC_NOTICE


def add(ws: Workspace, name: str, content: str = "") -> OfficeTemplate:
    taken = ws.vault.take_in_bytes(f"{name}.docx", (content or name).encode())
    return ws.need(OfficeTemplate, add_template(ws, kind=NOTICE, taken=taken).new_id("office_templates"))


def test_a_template_is_called_as_its_file_and_stands_behind_the_others(ws: Workspace) -> None:
    first, second = add(ws, "公示"), add(ws, "公示表")
    assert (first.label, first.file_name, first.kind) == ("公示", "公示.docx", "public_notice")
    assert [item.id for item in ws.find(OfficeTemplate)] == [first.id, second.id]
    move_template(ws, template_id=second.id, by=-1)
    assert [item.id for item in ws.find(OfficeTemplate)] == [second.id, first.id]


def test_the_same_file_is_not_added_twice_for_one_kind(ws: Workspace) -> None:
    add(ws, "公示", "内容")
    with pytest.raises(InputError, match="和已有的模板内容一样"):
        add(ws, "又一份", "内容")


def test_a_name_cannot_be_taken_away(ws: Workspace) -> None:
    template = add(ws, "公示")
    with pytest.raises(InputError, match="还没有填写"):
        rename_template(ws, template_id=template.id, label=" ")
    rename_template(ws, template_id=template.id, label=" 县公示 ")
    assert ws.need(OfficeTemplate, template.id).label == "县公示"


def test_the_files_of_templates_are_verified_and_stay_for_undo(ws: Workspace) -> None:
    template = add(ws, "公示")
    taken = ws.vault.take_in_bytes("新.docx", b"new")
    replace_template(ws, template_id=template.id, taken=taken)
    remove_template(ws, template_id=template.id)
    ws.undo()
    ws.undo()
    assert ws.vault.path_of(ws.need(OfficeTemplate, template.id).sha256).read_bytes() == "公示".encode()
    assert verify_workspace(ws).findings == ()
    ws.vault.path_of(template.sha256).unlink()
    (finding,) = verify_workspace(ws).findings
    assert "模板“公示”" in finding.where + finding.text
