"""Which form 文书样式 a closure's paper is printed by, and what has to be said when that form is not known here.

Known are the built-in forms and the office's own. A paper names its form by key, and an office its default of each
kind; an older or another program may have written a key this one does not know, and an own form may have been broken by
hand. Another form then stands in, so that page and paper can be shown, but nobody chose it: a STOP.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.domain.closure import Paper, PaperKind
from models.domain.finding import Finding, Level, Target
from models.domain.form import FormDefinition
from models.domain.office_forms import OfficeForm
from models.domain.settings import SettingKey, default_form_of
from models.errors import ReferenceDataError
from models.form_files import read_form
from models.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenForm:
    """选用样式: the form a paper is printed by, and the findings about the choice."""

    definition: FormDefinition
    findings: tuple[Finding, ...] = ()


def known_forms(ws: Workspace, kind: PaperKind) -> tuple[FormDefinition, ...]:
    """Return the forms of one kind: the built-in ones, then the office's own that can be read."""
    own = [_read(item) for item in ws.find(OfficeForm, kind=kind)]
    return (*ws.reference.forms_of(kind), *(form for form in own if isinstance(form, FormDefinition)))


def form_faults(ws: Workspace) -> list[Finding]:
    """Return what is wrong with the office's own forms, one finding a form that cannot be read."""
    faults = [(item, _read(item)) for item in ws.find(OfficeForm)]
    return [
        Finding(
            level=Level.WARN, code="form_unreadable", where=f"设置 · 文书样式 · {item.label}", text=fault.text,
            remedy=fault.remedy, target=Target(table="office_forms", id=item.id),
        )
        for item, fault in faults if isinstance(fault, ReferenceDataError)
    ]


def chosen_form(ws: Workspace, paper: Paper) -> ChosenForm:
    """Return the paper's form, else the office's default of its kind, else the first known."""
    forms = {form.key: form for form in known_forms(ws, paper.kind)}
    wanted = paper.form or ws.setting(default_form_of(paper.kind))
    if wanted in forms:
        return ChosenForm(definition=forms[wanted])
    used = next(iter(forms.values()))
    return ChosenForm(definition=used, findings=(_unknown(ws, paper, wanted, used),) if wanted else ())


def default_form(ws: Workspace, kind: PaperKind) -> FormDefinition:
    """Return the form a paper of a kind has until another is chosen: the office's, else the first known."""
    forms = {form.key: form for form in known_forms(ws, kind)}
    return forms.get(ws.setting(default_form_of(kind))) or next(iter(forms.values()))


def _read(item: OfficeForm) -> FormDefinition | ReferenceDataError:
    try:
        return read_form(item.text, where=item.label)
    except ReferenceDataError as error:
        return error


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
