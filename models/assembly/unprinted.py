"""What a person has rewritten in a paper and the paper does not print: nothing of it is lost, and it is told.

The head it stood under was dropped from the form, or the form was exchanged for another. The text stays where it is
until somebody uses it or deletes it; where the head comes back, it is printed again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from models.domain.closure import SectionEdit, SectionEditId
from models.domain.finding import Finding, Level, Target
from models.domain.form import FormDefinition
from models.domain.issue_labels import SECTIONS

LONGEST_NAME = 12
_KEY = "unprinted-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """另一样式: a form of the same kind a text may have been written for, and what it calls its sections."""

    label: str
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnprintedEdit:
    """没有印出的改写: a person's text that the paper's form does not print.

    `written_for` names the form it was written for where that is another one; `place` is the section of the paper's
    form that could print it, empty where there is none or it has a text already.
    """

    edit: SectionEdit
    name: str
    written_for: str = ""
    place: str = ""

    @property
    def key(self) -> str:
        """Return what the page of the paper knows it by."""
        return f"{_KEY}{self.edit.id}"

    @property
    def reason(self) -> str:
        """Return why it is not printed."""
        return f"是按“{self.written_for}”写的" if self.written_for else "样式里没有这个部分了"

    @property
    def finding(self) -> Finding:
        """Return what is said of it."""
        remedy = f"用到现在的“{self.place}”里" if self.place else "抄到别的部分里"
        return Finding(
            level=Level.WARN, code="edit_unprinted", where=f"文书 · {self.name}", remedy=f"{remedy}，不要了就删去",
            text=f"改写过的“{self.name}”没有印出，{self.reason}",
            target=Target(table="section_edits", id=self.edit.id, field=self.key),
        )


def left_out(
    edits: Sequence[SectionEdit], form: FormDefinition, others: Mapping[str, Other]
) -> Iterator[UnprintedEdit]:
    """Yield the edits of a closure that `form` does not print; those of forms not among `others` are of other kinds."""
    sections = form.written_sections
    taken = {edit.section for edit in edits if edit.form == form.key}
    for edit in edits:
        is_other = edit.form != form.key
        if edit.form not in others or (not is_other and edit.section in sections):
            continue
        other = others[edit.form]
        yield UnprintedEdit(
            edit=edit, name=other.names.get(edit.section) or SECTIONS.get(edit.section) or _beginning(edit.text),
            written_for=other.label if is_other else "",
            place=sections.get(edit.section, "") if edit.section not in taken else "",
        )


def edit_of(key: str) -> SectionEditId:
    """Return the id of the edit with this key."""
    return SectionEditId(key.removeprefix(_KEY))


def _beginning(text: str) -> str:
    words = text.strip().partition("\n")[0]
    return words if len(words) <= LONGEST_NAME else f"{words[:LONGEST_NAME - 1]}…"
