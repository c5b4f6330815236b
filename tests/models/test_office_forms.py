"""Forms of the office's own: copied, imported, changed and deleted, and what is said of those that cannot be read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exporters.check import check
from models.actions import office_forms
from models.actions.papers import edit_section, save_paper
from models.assembly import chosen_form, paper_of
from models.assembly.forms import form_faults, known_forms, own_forms, unprinted_edits
from models.domain import form_changes
from models.domain.closure import ClosureId, PaperKind, SectionEdit
from models.domain.finding import Level
from models.domain.office_forms import OfficeForm
from models.domain.settings import DEFAULT_FORM
from models.errors import InputError
from models.form_files import read_form, write_form
from models.workspace import Changes, Workspace
from tests.builders import add_task, closure_of

SHENYANG = "closure-opinion-shenyang"
OPINION = PaperKind.CLOSURE_OPINION


def made(ws: Workspace, changes: Changes) -> OfficeForm:
    return ws.need(OfficeForm, changes.new_id("office_forms"))


def copied(ws: Workspace, key: str = SHENYANG) -> OfficeForm:
    return made(ws, office_forms.copy_form(ws, form=ws.reference.form(key)))


def test_a_copy_is_the_same_form_under_a_key_and_a_name_of_its_own(ws: Workspace) -> None:
    first, second = copied(ws), copied(ws)
    assert (first.key, second.key) == (f"{SHENYANG}-2", f"{SHENYANG}-3")
    label = ws.reference.form(SHENYANG).label
    assert (first.label, second.label) == (f"{label} 副本", f"{label} 副本2")
    assert read_form(first.text, where="") == replace(ws.reference.form(SHENYANG), key=first.key, label=first.label)
    assert [form.key for form in known_forms(ws, OPINION)][-2:] == [first.key, second.key]


def test_an_imported_form_keeps_a_free_key_and_its_comments(ws: Workspace) -> None:
    form = replace(ws.reference.form(SHENYANG), key="own", label="本县意见")
    text = "# 本县的样式\n" + write_form(form)
    record = made(ws, office_forms.import_form(ws, text=text))
    assert (record.key, record.kind, record.label, record.text) == ("own", "closure_opinion", "本县意见", text)


def test_an_imported_form_whose_key_is_taken_gets_another(ws: Workspace) -> None:
    record = made(ws, office_forms.import_form(ws, text=write_form(ws.reference.form(SHENYANG))))
    assert record.key == f"{SHENYANG}-2" and read_form(record.text, where="").key == record.key


def test_what_cannot_be_read_is_kept_to_be_mended_and_stops_nothing(ws: Workspace) -> None:
    add_task(ws)
    record = made(ws, office_forms.import_form(ws, text='key = "x"\nlabel =\n', name="外来.toml"))
    assert (record.kind, record.label) == ("", "外来.toml")
    fault = next(item for item in check(ws) if item.code == "form_wrong")
    assert (fault.level, fault.where) == (Level.WARN, "设置 · 文书样式 · 外来.toml 第2行第8个字（label）")
    assert fault.target is not None and fault.target.id == record.id
    office_forms.save_form(ws, form_id=record.id, text=write_form(ws.reference.form(SHENYANG)))
    assert form_faults(ws) == [] and known_forms(ws, OPINION)[-1].key == record.key
    with pytest.raises(InputError, match="没有内容"):
        office_forms.import_form(ws, text=" \n")


def test_a_form_keeps_the_key_it_was_given_whatever_its_text_says(ws: Workspace) -> None:
    record = copied(ws)
    office_forms.save_form(ws, form_id=record.id, text=record.text.replace(record.key, "another"))
    assert ws.need(OfficeForm, record.id).key == record.key
    assert read_form(ws.need(OfficeForm, record.id).text, where="").key == record.key


def test_a_form_with_a_fault_prints_nothing_until_it_is_mended(ws: Workspace) -> None:
    closure = closure_of(ws, add_task(ws).id)
    record = copied(ws)
    save_paper(ws, paper=replace(paper_of(ws, closure.id), form=record.key))
    assert chosen_form(ws, paper_of(ws, closure.id)).definition.key == record.key
    office_forms.save_form(ws, form_id=record.id, text=record.text.replace("{主送}", "{主松}"))
    chosen = chosen_form(ws, paper_of(ws, closure.id))
    assert chosen.definition.key == SHENYANG
    assert [(item.level, item.code) for item in chosen.findings] == [(Level.STOP, "unknown_form")]
    assert "读不了" in chosen.findings[0].text
    ws.undo()
    assert chosen_form(ws, paper_of(ws, closure.id)).findings == ()


def test_a_form_a_paper_uses_is_not_deleted(ws: Workspace) -> None:
    closure = closure_of(ws, add_task(ws).id)
    record = copied(ws)
    save_paper(ws, paper=replace(paper_of(ws, closure.id), form=record.key))
    with pytest.raises(InputError, match="有 1 份文书选用了"):
        office_forms.delete_form(ws, form_id=record.id)
    save_paper(ws, paper=replace(paper_of(ws, closure.id), form=""))
    office_forms.delete_form(ws, form_id=record.id)
    assert own_forms(ws) == []


def test_the_default_falls_back_when_its_form_is_deleted(ws: Workspace) -> None:
    record = copied(ws)
    office_forms.make_default(ws, kind=OPINION, key=record.key)
    assert ws.setting(DEFAULT_FORM) == record.key
    office_forms.delete_form(ws, form_id=record.id)
    assert ws.setting(DEFAULT_FORM) == DEFAULT_FORM.default
    ws.undo()
    assert ws.setting(DEFAULT_FORM) == record.key


def test_own_forms_stand_kind_by_kind_in_the_order_given(ws: Workspace) -> None:
    notice, first, second = copied(ws, "public-notice-heilongjiang"), copied(ws), copied(ws, "closure-opinion-liaoning")
    office_forms.move_form(ws, form_id=second.id, by=-1)
    assert [item.id for item in own_forms(ws)] == [second.id, first.id, notice.id]
    office_forms.move_form(ws, form_id=second.id, by=-5)
    assert [item.id for item in own_forms(ws)] == [second.id, first.id, notice.id]


def test_a_form_is_renamed_in_its_list_and_in_its_text(ws: Workspace) -> None:
    record = copied(ws)
    office_forms.rename_form(ws, form_id=record.id, label=" 本县意见 ")
    assert ws.need(OfficeForm, record.id).label == "本县意见"
    assert read_form(ws.need(OfficeForm, record.id).text, where="").label == "本县意见"
    with pytest.raises(InputError, match="请填写样式名称"):
        office_forms.rename_form(ws, form_id=record.id, label=" ")


# What was rewritten in a paper


def rewritten(ws: Workspace, closure_id: ClosureId, form: str, section: str, text: str = "改写的话。") -> None:
    edit_section(ws, closure_id=closure_id, form=form, section=section, text=text, generated="原来的话。")


def left(ws: Workspace, closure_id: ClosureId) -> list[tuple[str, str, str]]:
    paper = paper_of(ws, closure_id)
    return [(item.name, item.written_for, item.place)
            for item in unprinted_edits(ws, paper, chosen_form(ws, paper).definition)]


def test_a_head_dropped_from_a_form_leaves_its_rewritten_text_to_be_found(ws: Workspace) -> None:
    closure = closure_of(ws, add_task(ws).id)
    record = copied(ws)
    save_paper(ws, paper=replace(paper_of(ws, closure.id), form=record.key))
    rewritten(ws, closure.id, record.key, "next_steps")
    form = read_form(record.text, where="")
    place = [head.section for head in form.heads].index("next_steps")
    office_forms.save_form(
        ws, form_id=record.id, text=write_form(replace(form, heads=form_changes.without(form.heads, place))))
    assert left(ws, closure.id) == [("下步要求", "", "")]
    (found,) = chosen_form(ws, paper_of(ws, closure.id)).findings
    assert (found.level, found.code) == (Level.WARN, "edit_unprinted") and found.remedy
    ws.undo()
    assert left(ws, closure.id) == [] and ws.find(SectionEdit, closure_id=closure.id)[0].text == "改写的话。"


def test_a_new_head_does_not_take_the_text_of_one_that_was_dropped(ws: Workspace) -> None:
    closure = closure_of(ws, add_task(ws).id)
    record = copied(ws)
    form = form_changes.add_head(read_form(record.text, where=""), 0)
    rewritten(ws, closure.id, record.key, form.heads[0].section)
    dropped = replace(form, heads=form.heads[1:])
    again = form_changes.add_head(dropped, 0, office_forms.edited_sections(ws, record.key))
    assert again.heads[0].section != form.heads[0].section


def test_rewritten_text_goes_along_to_the_form_that_is_chosen_and_overwrites_nothing(ws: Workspace) -> None:
    closure = closure_of(ws, add_task(ws).id)
    record = copied(ws)
    rewritten(ws, closure.id, SHENYANG, "problem", "先写的。")
    rewritten(ws, closure.id, SHENYANG, "goal_completion", "只写过一次。")
    rewritten(ws, closure.id, record.key, "problem", "后写的。")
    save_paper(ws, paper=replace(paper_of(ws, closure.id), form=record.key))
    texts = {(edit.form, edit.section): edit.text for edit in ws.find(SectionEdit, closure_id=closure.id)}
    assert texts == {
        (record.key, "problem"): "后写的。", (record.key, "goal_completion"): "只写过一次。",
        (SHENYANG, "problem"): "先写的。"}
    assert left(ws, closure.id) == [
        (ws.reference.form(SHENYANG).heads[0].name, ws.reference.form(SHENYANG).label, "")]


def test_a_form_somebody_rewrote_a_paper_for_is_not_deleted(ws: Workspace) -> None:
    closure = closure_of(ws, add_task(ws).id)
    record = copied(ws)
    rewritten(ws, closure.id, record.key, "problem")
    with pytest.raises(InputError, match="改写的文字"):
        office_forms.delete_form(ws, form_id=record.id)


def test_a_paper_that_was_rewritten_keeps_its_form_when_another_becomes_the_default(ws: Workspace) -> None:
    first, second = closure_of(ws, add_task(ws).id), closure_of(ws, add_task(ws, "2").id)
    for closure in (first, second):
        save_paper(ws, paper=replace(paper_of(ws, closure.id), addressee="示例市督改办"))
    rewritten(ws, first.id, SHENYANG, "problem")
    record = copied(ws)
    office_forms.make_default(ws, kind=OPINION, key=record.key)
    assert chosen_form(ws, paper_of(ws, first.id)).definition.key == SHENYANG and left(ws, first.id) == []
    assert chosen_form(ws, paper_of(ws, second.id)).definition.key == record.key
