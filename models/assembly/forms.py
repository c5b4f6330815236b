"""Which form 文书样式 a closure's paper is printed by, and what has to be said when that form is not known here.

An opinion names its form by key, and an office its default; an older or another program may have written a key this one
does not know. Another form then stands in, so that page and paper can be shown, but nobody chose it: a STOP.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.domain.closure import Paper
from models.domain.finding import Finding, Level, Target
from models.domain.form import FormDefinition
from models.domain.settings import DEFAULT_FORM
from models.workspace import Workspace

OPINION = "closure_opinion"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenForm:
    """选用样式: the form a paper is printed by, and the findings about the choice."""

    definition: FormDefinition
    findings: tuple[Finding, ...] = ()


def chosen_form(ws: Workspace, paper: Paper, kind: str = OPINION) -> ChosenForm:
    """Return the opinion's form of a kind, else the office's default, else the first known."""
    forms = {form.key: form for form in ws.reference.forms_of(kind)}
    default = ws.setting(DEFAULT_FORM)
    wanted = paper.form or default
    if wanted in forms:
        return ChosenForm(definition=forms[wanted])
    used = default_form(ws, kind)
    return ChosenForm(definition=used, findings=(_unknown(paper, wanted, used),))


def default_form(ws: Workspace, kind: str = OPINION) -> FormDefinition:
    """Return the form a paper of a kind has until another is chosen: the office's, else the first known."""
    forms = {form.key: form for form in ws.reference.forms_of(kind)}
    return forms.get(ws.setting(DEFAULT_FORM)) or next(iter(forms.values()))


def _unknown(paper: Paper, wanted: str, used: FormDefinition) -> Finding:
    if paper.form:
        where, target = "文书 · 文书样式", Target(table="papers", id=paper.id, field="form")
    else:
        where, target = f"设置 · {DEFAULT_FORM.label}", Target(table="settings", id=DEFAULT_FORM.key)
    text = f"本程序没有“{wanted}”样式，现在按“{used.label}”排"
    return Finding(level=Level.STOP, code="unknown_form", where=where, text=text, remedy="选择文书样式", target=target)
