"""What the states of a section and the level of a finding look like, and how a paper is named."""

from __future__ import annotations

from exporters.forms.sections import SectionState
from gui.parts.signs import Shape, Sign
from models.domain.finding import Finding, Level
from models.domain.form import FormDefinition
from models.dossiers import ClosureDossier

SIGNS = {
    SectionState.AUTO: None,
    SectionState.EDITED: Sign(Shape.PENCIL, "已修改", "accent", True),
    SectionState.CHANGED: Sign(Shape.RING, "记录已变", "ink", True),
    SectionState.STALE: Sign(Shape.RING, "待核", "ink", True),
    SectionState.MISSING: Sign(Shape.TRIANGLE, "缺", "ink", True),
    SectionState.UNPRINTED: Sign(Shape.RING, "不印", "ink", True),
}
_LINKS = {"members": "去改验收组", "issuers": "去设置", "section_edits": "去修改"}
_STALE = ("statement_unconfirmed", "statement_stale", "section_changed")


def level_sign(finding: Finding) -> Sign:
    """Return the shape before a finding: ▲ must be dealt with, ○ is to be looked at."""
    shape = Shape.TRIANGLE if finding.level is Level.STOP and finding.code not in _STALE else Shape.RING
    return Sign(shape, "", "ink" if finding.level is not Level.NOTE else "meta")


def link_words(finding: Finding) -> str:
    """Return the words of the link that leads to a finding's place; a file that is another paper has none."""
    if finding.code == "taken_back_another":
        return ""
    if finding.code in _STALE:
        return "核对"
    table = finding.target.table if finding.target else ""
    # What two papers say differently is filled in already.
    is_lacking = finding.level is Level.STOP and not finding.code.startswith("taken_back")
    return _LINKS.get(table, "去填写" if is_lacking else "去看看")


def head_hint(form: FormDefinition, dossier: ClosureDossier, *, is_issued: bool = False) -> str:
    """Return what stands beside the title, short enough for the smallest window: 第 2 轮 · 草稿 · 未选发文主体."""
    is_list = all(head.table is not None for head in form.heads)
    parts = [f"第 {dossier.closure.round} 轮"] * (dossier.closure.round > 1)
    parts += ["表格"] if is_list else [] if is_issued else ["草稿"]
    if form.sign_off and dossier.issuer is None:
        parts.append("未选发文主体")
    return " · ".join(parts)
