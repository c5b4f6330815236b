"""Statements and papers: drafted by a button, confirmed by a person, edited section by section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from models.actions.directory import new_names, remember_persons, remember_units
from models.domain.closure import (
    Acceptance,
    ClosureId,
    IssuedPaper,
    Paper,
    SectionEdit,
    SectionEditId,
    Statement,
    StatementId,
    StatementKind,
)
from models.domain.issue_code import grouped
from models.domain.plan import Measure, MeasureId
from models.domain.settings import default_form_of
from models.domain.statements import day_of_counting, draft
from models.errors import InputError
from models.store.change import Change, Changes
from models.workspace import Workspace, new_id


def draft_statement(ws: Workspace, *, closure_id: ClosureId, measure_id: MeasureId, kind: StatementKind) -> Changes:
    """Write the statement the records give; it still has to be confirmed."""
    measure = ws.need(Measure, measure_id)
    day = day_of_counting(ws.find(Acceptance, closure_id=closure_id), ws.now().date())
    text = draft(kind, ws.sources(measure), on=day)
    if not text:
        lacking = "落实情况" if kind is StatementKind.IMPLEMENTATION else "佐证的证明内容"
        raise InputError(
            f"还没有{lacking}，起草不出{kind.label}", where=f"措施 {measure.number}", remedy=f"请先登记{lacking}"
        )
    return write_statement(ws, closure_id=closure_id, measure_id=measure_id, kind=kind, text=text)


def write_statement(
    ws: Workspace, *, closure_id: ClosureId, measure_id: MeasureId, kind: StatementKind, text: str, step: str = ""
) -> Changes:
    """Write a statement's text; a changed text has to be confirmed again."""
    measure = ws.need(Measure, measure_id)
    standing = _statement(ws, closure_id, measure_id, kind)
    with ws.change(f"措施 {measure.number} {kind.label}", step=step) as change:
        if standing.text != text:
            change.put(replace(standing, text=text, confirmed_at=None, confirmed_by="", basis=""))
    return change.result


def confirm_statement(
    ws: Workspace, *, closure_id: ClosureId, measure_id: MeasureId, kind: StatementKind
) -> Changes:
    """Confirm a statement against the records as they stand now."""
    measure = ws.need(Measure, measure_id)
    standing = _statement(ws, closure_id, measure_id, kind)
    if not standing.text.strip():
        raise InputError(f"{kind.label}还是空的", where=f"措施 {measure.number}", remedy="请先起草或填写")
    basis = ws.sources(measure).digest
    with ws.change(f"确认措施 {measure.number} {kind.label}") as change:
        change.put(replace(standing, confirmed_at=ws.now().replace(microsecond=0), confirmed_by=ws.actor, basis=basis))
    return change.result


def save_paper(ws: Workspace, *, paper: Paper, step: str = "") -> Changes:
    """Write form, issuer, numbers and dates of a paper; one number is given once a year.

    Units and persons it names for the first time join the directory. Where it takes another form, what a person has
    rewritten goes along: it is printed under the same sections of that form. Refused once the paper is issued.
    """
    _refuse_issued(ws.find(IssuedPaper, paper_id=paper.id), paper.kind.label)
    _refuse_taken_number(ws, paper)
    standing = ws.get(Paper, paper.id)
    with ws.change(f"修改{paper.kind.label}", step=step) as change:
        _take_edits_along(ws, change, standing or replace(paper, form=""), paper)
        remember_units(ws, change, new_names(standing, paper, "addressee", "copies_to", "printing_office"))
        remember_persons(ws, change, new_names(standing, paper, "signer"))
        change.put(paper)
    return change.result


def edit_section(
    ws: Workspace, *, closure_id: ClosureId, form: str, section: str, text: str, generated: str, name: str = "",
    step: str = "", begins: Paper | None = None,
) -> Changes:
    """Keep a person's text of a section together with the generated text it came from; `name` is for the label.

    A paper that is not kept yet begins with it: `begins`, by the form whose words were changed.
    """
    _refuse_issued(ws.find(IssuedPaper, closure_id=closure_id, form=form), name or section)
    found = ws.find(SectionEdit, closure_id=closure_id, form=form, section=section)
    edit_id = found[0].id if found else SectionEditId(new_id())
    with ws.change(f"修改“{name or section}”", step=step) as change:
        if begins is not None and ws.get(Paper, begins.id) is None:
            change.put(replace(begins, form=form))
        change.put(
            SectionEdit(
                id=edit_id, closure_id=closure_id, form=form, section=section, text=text, generated=generated
            )
        )
    return change.result


def adopt_sections(
    ws: Workspace, *, closure_id: ClosureId, form: str, sections: Mapping[str, tuple[str, str]]
) -> Changes:
    """Take over the texts of sections from a paper taken back: of each section its text and the generated one.

    A section that is again what the records give is no edit.
    """
    _refuse_issued(ws.find(IssuedPaper, closure_id=closure_id, form=form), "取回的文字")
    with ws.change(f"采用取回的文字：{len(sections)} 个部分") as change:
        for section, (text, generated) in sections.items():
            found = ws.find(SectionEdit, closure_id=closure_id, form=form, section=section)
            for edit in found if text == generated else ():
                change.delete(edit)
            if text != generated:
                edit_id = found[0].id if found else SectionEditId(new_id())
                change.put(SectionEdit(
                    id=edit_id, closure_id=closure_id, form=form, section=section, text=text, generated=generated
                ))
    return change.result


def restore_section(ws: Workspace, *, closure_id: ClosureId, form: str, section: str, name: str = "") -> Changes:
    """Let a section be generated again (恢复自动生成)."""
    _refuse_issued(ws.find(IssuedPaper, closure_id=closure_id, form=form), name or section)
    with ws.change(f"恢复自动生成“{name or section}”") as change:
        for edit in ws.find(SectionEdit, closure_id=closure_id, form=form, section=section):
            change.delete(edit)
    return change.result


def use_edit(ws: Workspace, *, edit_id: SectionEditId, form: str, name: str = "") -> Changes:
    """Let a text that was written for another form be printed by this one, under its section of the same key."""
    edit = ws.need(SectionEdit, edit_id)
    _refuse_issued(ws.find(IssuedPaper, closure_id=edit.closure_id, form=form), name or edit.section)
    with ws.change(f"用上改写的“{name}”") as change:
        change.put(replace(edit, form=form))
    return change.result


def drop_edit(ws: Workspace, *, edit_id: SectionEditId, name: str = "") -> Changes:
    """Delete a person's text that no section of the paper prints any more."""
    with ws.change(f"删去改写的“{name}”") as change:
        change.delete(ws.need(SectionEdit, edit_id))
    return change.result


def _take_edits_along(ws: Workspace, change: Change, standing: Paper, paper: Paper) -> None:
    """Move the edits of a paper to the form it now takes; one that form has of its own already stays the one."""
    before, after = _form_key(ws, standing), _form_key(ws, paper)
    if before == after:
        return
    taken = {edit.section for edit in ws.find(SectionEdit, closure_id=paper.closure_id, form=after)}
    for edit in ws.find(SectionEdit, closure_id=paper.closure_id, form=before):
        if edit.section not in taken:
            change.put(replace(edit, form=after))


def _form_key(ws: Workspace, paper: Paper) -> str:
    forms = ws.reference.forms_of(paper.kind)
    return paper.form or ws.setting(default_form_of(paper.kind)) or (forms[0].key if forms else "")


def _statement(ws: Workspace, closure_id: ClosureId, measure_id: MeasureId, kind: StatementKind) -> Statement:
    found = ws.find(Statement, closure_id=closure_id, measure_id=measure_id, kind=kind)
    if found:
        return found[0]
    return Statement(id=StatementId(new_id()), closure_id=closure_id, measure_id=measure_id, kind=kind)


def _refuse_issued(issued: Sequence[IssuedPaper], where: str) -> None:
    for paper in issued:
        raise InputError(
            f"这份文书已签发（编号 {grouped(paper.code)}），不能再改", where=where,
            remedy="签发稿不再变；要改的请再验一轮，另行签发",
        )


def _refuse_taken_number(ws: Workspace, paper: Paper) -> None:
    if not paper.document_number:
        return
    twins = ws.find(
        Paper, document_word=paper.document_word, document_year=paper.document_year,
        document_sequence=paper.document_sequence,
    )
    if any(item.id != paper.id for item in twins):
        raise InputError(
            f"发文字号 {paper.document_number} 已用在另一份文书上", where="文书 · 发文字号", remedy="请取下一个号"
        )
