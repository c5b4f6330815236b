"""Which form 文书样式 a closure's paper is printed by, and what has to be said when that form is not known here.

Known are the built-in forms and the office's own. A paper names its form by key, and an office its default of each
kind; an older or another program may have written a key this one does not know, and an own form may have been broken by
hand. Another form then stands in, so that page and paper can be shown, but nobody chose it: a STOP.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.assembly.unprinted import Other, UnprintedEdit, left_out
from models.domain.closure import Paper, PaperKind, SectionEdit
from models.domain.finding import Finding, Level, Target
from models.domain.form import FormDefinition
from models.domain.office_forms import OfficeForm
from models.domain.settings import SettingKey, default_form_of
from models.form_files import Reading, look_through
from models.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenForm:
    """选用样式: the form a paper is printed by, and the findings about the choice."""

    definition: FormDefinition
    findings: tuple[Finding, ...] = ()


def known_forms(ws: Workspace, kind: PaperKind) -> tuple[FormDefinition, ...]:
    """Return the forms of one kind: the built-in ones, then the office's own that can be read.

    An own form with the key of a built-in one, which a newer program may bring, stands in its place: the office's
    papers were made by it.
    """
    own = [item for item in own_forms(ws) if item.kind == kind]
    taken = {item.key for item in own}
    built_in = [form for form in ws.reference.forms_of(kind) if form.key not in taken]
    sound = [found.form for found in map(read_own, own) if found.form and found.is_sound]
    return (*built_in, *sound) or ws.reference.forms_of(kind)


def own_forms(ws: Workspace) -> list[OfficeForm]:
    """Return the office's own forms, kind by kind, in the order it gave them."""
    kinds = [kind.value for kind in PaperKind]
    return sorted(ws.find(OfficeForm), key=lambda item: (
        kinds.index(item.kind) if item.kind in kinds else len(kinds), item.position, item.label))


def read_own(item: OfficeForm) -> Reading:
    """Return what the definition of an own form gives; it goes by the key and kind of its record."""
    reading = look_through(item.text)
    if reading.form is not None and (reading.form.key, reading.form.kind.value) != (item.key, item.kind):
        lack = Finding(
            level=Level.STOP, code="form_key", where="", remedy="请在样式里改一个字再保存，或重新导入",
            text="样式里写的 key 或 kind 与记录的不一样", target=Target(table="office_forms", id=item.id),
        )
        reading = replace(reading, findings=(lack, *reading.findings))
    return reading


def form_faults(ws: Workspace) -> list[Finding]:
    """Return what is wrong with the office's own forms, each fault with its place; they print nothing until then."""
    return [
        replace(fault, level=Level.WARN, where=f"设置 · 文书样式 · {item.label} {fault.where}".strip(),
                target=Target(table="office_forms", id=item.id, field=fault.target.field if fault.target else ""))
        for item in own_forms(ws) for fault in read_own(item).findings if fault.level is Level.STOP
    ]


def chosen_form(ws: Workspace, paper: Paper) -> ChosenForm:
    """Return the paper's form, else the office's default of its kind, else the first known."""
    forms = {form.key: form for form in known_forms(ws, paper.kind)}
    wanted = paper.form or ws.setting(default_form_of(paper.kind))
    is_known = wanted in forms and not any(not read_own(item).is_sound for item in ws.find(OfficeForm, key=wanted))
    used = forms[wanted] if wanted in forms else next(iter(forms.values()))
    unknown = (_unknown(ws, paper, wanted, used),) if wanted and not is_known else ()
    left = tuple(item.finding for item in unprinted_edits(ws, paper, used))
    return ChosenForm(definition=used, findings=(*unknown, *left))


def unprinted_edits(ws: Workspace, paper: Paper, form: FormDefinition) -> list[UnprintedEdit]:
    """Return what was rewritten in a paper and is not printed: its head was dropped, or another form was chosen."""
    edits = ws.find(SectionEdit, closure_id=paper.closure_id)
    if not edits:
        return []
    others = {item.key: Other(label=item.label) for item in own_forms(ws) if item.kind == paper.kind}
    others |= {item.key: Other(label=item.label, names=item.written_sections) for item in known_forms(ws, paper.kind)}
    others.setdefault(paper.form, Other(label=paper.form))
    return list(left_out(edits, form, others))


def default_form(ws: Workspace, kind: PaperKind) -> FormDefinition:
    """Return the form a paper of a kind has until another is chosen: the office's, else the first known."""
    forms = {form.key: form for form in known_forms(ws, kind)}
    return forms.get(ws.setting(default_form_of(kind))) or next(iter(forms.values()))


def _unknown(ws: Workspace, paper: Paper, wanted: str, used: FormDefinition) -> Finding:
    setting: SettingKey = default_form_of(paper.kind)
    if paper.form:
        where, target = "文书 · 文书样式", Target(table="papers", id=paper.id, field="form")
    else:
        where, target = f"设置 · {setting.label}", Target(table="settings", id=setting.key)
    broken = [item.label for item in ws.find(OfficeForm, key=wanted)]
    lack = f"本单位的“{broken[0]}”样式读不了" if broken else f"本程序没有“{wanted}”样式"
    return Finding(
        level=Level.STOP, code="unknown_form", where=where, text=f"{lack}，现在按“{used.label}”排",
        remedy="选择文书样式", target=target,
    )
