"""版头与落款: number, title lines, issuer, form and date of a paper, and what its form leaves out."""

from __future__ import annotations

from dataclasses import replace

from exporters.blocks import texts
from exporters.forms.sections import SectionState
from gui.pages.paper.page import PaperPage
from gui.parts.fields import ComboField
from models.actions.papers import edit_section, save_paper
from models.assembly import closure_dossier, paper_of
from models.assembly.forms import known_forms
from models.domain.closure import Closure, PaperKind
from models.domain.directory import Issuer
from models.domain.partial_date import PartialDate
from tests.gui.paper.looking import Type, block, edits, printed, state, write


def test_the_next_number_of_the_year_is_offered(page: PaperPage) -> None:
    page.toggle_facts()
    paper = paper_of(page.session.workspace, page.closure_id)  # type: ignore[arg-type]
    page.session.apply(lambda ws: save_paper(ws, paper=replace(paper, document_sequence=None)))
    assert page.facts.next_number.isVisible()
    assert page.facts.next_number.text().startswith("取下一号：示环督改办〔2022〕1号")
    page.facts.next_number.click()
    after = closure_dossier(page.session.workspace, paper.closure_id).paper
    assert after.document_number == "示环督改办〔2022〕1号"
    assert "〔2022〕1号" in printed(page)


def test_a_number_given_to_another_paper_is_refused_where_it_is_typed(page: PaperPage, commit_text: Type) -> None:
    ws = page.session.workspace
    other = next(item for item in ws.find(Closure) if item.id != page.closure_id)
    save_paper(ws, paper=replace(paper_of(ws, other.id), document_word="示环督改办", document_year=2022,
                                     document_sequence=19))
    page.toggle_facts()
    field = page.facts.fields["document_sequence"]
    field.setFocus()
    field.editor.selectAll()  # type: ignore[attr-defined]
    commit_text(field.editor, "19")
    assert not field.commit(leaving=True)
    assert "已用在另一份文书上" in field.problem()


def test_leaving_out_the_red_head_leaves_out_head_and_foot(page: PaperPage) -> None:
    assert "示环督改办〔2022〕18号" in printed(page)
    page.facts.fields["has_red_head"].box.click()  # type: ignore[attr-defined]
    assert "示环督改办〔2022〕18号" not in printed(page) and "印发" not in printed(page)


def test_lines_set_by_hand_stand_in_the_title(page: PaperPage, commit_text: Type) -> None:
    assert page.dossier is not None and page.dossier.issuer is not None
    whole = next(text.text for text in page.texts if text.key == "title")
    page.toggle_facts()
    field = page.facts.fields["title_lines"]
    field.setFocus()
    commit_text(field.editor, whole[:20] + "\n" + whole[20:])
    assert field.commit(leaving=True)
    document = page.reading.document()
    assert document is not None
    title = next(item for section in document.sections if section.key == "title" for item in section.blocks)
    assert texts(title) == (whole[:20] + "\n" + whole[20:],)


def test_the_lines_of_now_can_be_taken_to_be_changed(page: PaperPage, commit_text: Type) -> None:
    page.toggle_facts()
    field, link = page.facts.fields["title_lines"], page.facts.take_lines["title_lines"]
    assert link.isVisible()
    link.click()
    now = field.editor.toPlainText()
    assert len(now.split("\n")) == 4 and "".join(now.split()) == next(
        item.text for item in page.texts if item.key == "title"
    )
    assert field.hasFocus() or field.editor.hasFocus()
    assert not link.isVisible()
    page.session.undo()
    assert link.isVisible() and not field.editor.toPlainText()


def test_a_secret_paper_warns_that_this_computer_is_not_for_it(page: PaperPage) -> None:
    page.toggle_facts()
    field = page.facts.fields["secrecy"]
    assert isinstance(field, ComboField)
    assert page.facts._warning.isHidden()
    field.combo.setCurrentIndex(1)
    field.combo.activated.emit(1)
    assert page.facts._warning.isVisible() and "非涉密" in page.facts._warning.text()


def test_another_issuer_brings_its_own_document_word(page: PaperPage) -> None:
    issuers = page.session.workspace.find(Issuer)
    assert page.dossier is not None
    other = next(item for item in issuers if item.id != page.dossier.paper.issuer_id)
    field = page.facts.fields["issuer_id"]
    assert isinstance(field, ComboField)
    field.combo.setCurrentIndex(1 + issuers.index(other))
    field.combo.activated.emit(1 + issuers.index(other))
    assert page.dossier.paper.issuer_id == other.id
    assert page.dossier.paper.document_word == other.document_word


def test_what_was_rewritten_goes_along_to_another_form_and_back(page: PaperPage, commit_text: Type) -> None:
    write(page, "problem", "七段式里的改写。", commit_text)
    assert page.save()
    write(page, "next_steps", "七段式里的要求。", commit_text)
    assert page.save()
    field = page.facts.fields["form"]
    assert isinstance(field, ComboField)
    field.combo.setCurrentIndex(1)
    field.combo.activated.emit(1)
    assert page.form is not None and page.form.key == "closure-opinion-liaoning"
    assert "七段式里的改写。" in printed(page) and state(page, "problem") is SectionState.EDITED
    # This form has no such head: the text is not printed, and stands below to be read.
    assert "七段式里的要求。" not in printed(page)
    (left,) = (text for text in page.texts if text.state is SectionState.UNPRINTED)
    assert left.text == "七段式里的要求。" and block(page, left.key).field.text() == left.text
    field.combo.setCurrentIndex(0)
    field.combo.activated.emit(0)
    assert "七段式里的改写。" in printed(page) and "七段式里的要求。" in printed(page)
    assert all(text.state is not SectionState.UNPRINTED for text in page.texts)


def test_a_text_written_for_another_form_is_read_used_or_deleted(page: PaperPage) -> None:
    assert page.closure_id is not None
    for section, text in (("problem", "辽宁式里的改写。"), ("next_steps", "辽宁式里的要求。")):
        page.session.apply(lambda ws, section=section, text=text: edit_section(
            ws, closure_id=page.closure_id, form="closure-opinion-liaoning", section=section, text=text, generated=""))
    found = [item for item in page.checks.findings if item.code == "edit_unprinted"]
    assert [item.where for item in found] == ["文书 · 整改任务", "文书 · 下步要求"]
    page.go_to_finding(found[0])
    shown = block(page, found[0].target.field)  # type: ignore[union-attr]
    assert shown.is_chosen() and shown.field.edit.isReadOnly() and not shown.use.isHidden()
    shown.use.click()
    assert "辽宁式里的改写。" in printed(page) and state(page, "problem") is SectionState.CHANGED
    last = block(page, found[1].target.field)  # type: ignore[union-attr]
    last.drop.click()
    assert [edit.text for edit in edits(page)] == ["辽宁式里的改写。"]
    page.session.undo()
    assert sorted(edit.text for edit in edits(page)) == ["辽宁式里的改写。", "辽宁式里的要求。"]


def test_a_form_nobody_knows_is_named_and_another_can_be_chosen_in_its_place(page: PaperPage) -> None:
    paper = paper_of(page.session.workspace, page.closure_id)  # type: ignore[arg-type]
    page.session.apply(lambda ws: save_paper(ws, paper=replace(paper, form="closure-opinion-newer")))
    (found,) = page.checks.findings
    assert found.text == "本程序没有“closure-opinion-newer”样式，现在按“验收销号意见（沈阳七段式）”排"
    page.go_to_finding(found)
    field = page.facts.fields["form"]
    assert isinstance(field, ComboField)
    assert field.combo.currentText() == "closure-opinion-newer（本程序没有）"
    field.combo.setCurrentIndex(0)
    field.combo.activated.emit(0)
    assert page.checks.findings == []
    assert page.dossier is not None and page.dossier.paper.form == "closure-opinion-shenyang"
    assert field.combo.count() == len(known_forms(page.session.workspace, PaperKind.CLOSURE_OPINION))


def test_the_signing_date_is_typed_as_clerks_write_it(page: PaperPage, commit_text: Type) -> None:
    page.toggle_facts()
    field = page.facts.fields["dated_on"]
    field.setFocus()
    field.editor.selectAll()  # type: ignore[attr-defined]
    commit_text(field.editor, "20221009")
    assert field.commit(leaving=True)
    assert page.dossier is not None and page.dossier.paper.dated_on == PartialDate(year=2022, month=10, day=9)
    assert "2022年10月9日" in printed(page)
