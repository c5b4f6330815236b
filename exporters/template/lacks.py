"""What a paper by a template lacks: the findings of the names it uses, worded and placed as those of the forms are.

Only what the template prints counts. So the form is cut to the parts and statements it names, and read as any form is:
missing slots, statements unconfirmed or 待核, sections 记录已变, words that do not agree with the records.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from exporters.blocks import MISSING
from exporters.forms.rows import rows_of
from exporters.forms.sections import generated_sections
from exporters.forms.slots import fill, missing_slot
from exporters.template.names import TemplateNames, tag_of
from exporters.template.of_dossier import (
    BODY,
    CODE,
    CONTENTS,
    OPENING,
    SIGNATURES,
    SOURCES,
    TAIL,
    TITLE,
    Annexes,
    columns_of,
    plain_head,
)
from models.domain.finding import Finding, Level
from models.domain.form import ContentKind, FormDefinition, Head
from models.dossiers import ClosureDossier

_ITEMS = "template_items"
# How a template sets its title is its own affair.
_OF_SETTING = ("no_document_number", "title_lines_differ", "title_shape", "title_break")
_STATEMENTS = ("措施.落实情况", "措施.对应说明")


def lacks(
    used: frozenset[str], names: TemplateNames, form: FormDefinition, dossier: ClosureDossier, tables: Annexes
) -> tuple[Finding, ...]:
    """Return what has to be said of the names a template uses, each finding once."""
    slots = _slots(used)
    found = [gap.finding for gap in fill(_slotted(used, names), dossier).gaps]
    found += _of_sections(used, slots, form, dossier, tables)
    for key in SOURCES:
        found += _of_rows(key, used, dossier)
    found += _empty(used, names, form)
    return tuple(dict.fromkeys(found))


def _slots(used: frozenset[str]) -> frozenset[str]:
    """Return the row slots of the columns used."""
    columns = {name: slot for key in SOURCES for name, slot in columns_of(key).items()}
    return frozenset(slot for name, slot in columns.items() if name in used)


def _slotted(used: frozenset[str], names: TemplateNames) -> str:
    return "".join(f"{{{name}}}" for name in names.words if name in used and name not in (TITLE, CODE))


def _of_sections(
    used: frozenset[str], slots: frozenset[str], form: FormDefinition, dossier: ClosureDossier, tables: Annexes
) -> Iterator[Finding]:
    cut = _cut(used, slots, form, tables)
    wanted = {head.section for head in cut.heads}
    wanted |= {key for key, names in _PARTS.items() if used.intersection(names)}
    wanted |= {"signature_table"} if cut.attachments else set()
    for section in generated_sections(cut, dossier):
        if section.key in wanted:
            yield from (item for item in section.findings if item.code not in _OF_SETTING)


_PARTS = {
    "title": (TITLE,), "opening": (OPENING, BODY), "tail": (TAIL, BODY), "sign_off": ("成文日期", "落款"),
}


def _cut(used: frozenset[str], slots: frozenset[str], form: FormDefinition, tables: Annexes) -> FormDefinition:
    """Return the form with the heads that are printed only; the slots used stand where no paper shows them."""
    kinds = [kind for name, kind in CONTENTS.items() if name in used]
    heads = [head for head in form.heads if BODY in used or head.content in kinds]
    heads += [plain_head(kind) for kind in kinds if not form.prints(kind)]
    statements = "".join(f"{{{name}}}\n" for name in _STATEMENTS if name in slots)
    if statements:
        heads.append(Head(text="表格", content=ContentKind.EACH_MEASURE, key=_ITEMS, words=statements))
    shows_team = SIGNATURES in used or any(slot.startswith("成员.") for slot in slots)
    words = "".join(f"{{{name}}}" for name in sorted(used) if name in ("验收日期", "联系人"))
    return replace(
        form, addressee=words, heads=tuple(heads), sign_off="{落款}",
        contact=form.contact if "联系人" in used else "", attachments=(tables.signatures,) if shows_team else (),
    )


def _of_rows(key: str, used: frozenset[str], dossier: ClosureDossier) -> Iterator[Finding]:
    slots = [slot for name, slot in columns_of(key).items() if name in used]
    if not slots:
        return
    rows = rows_of(SOURCES[key], dossier)
    if not rows and key != "成员":
        yield missing_slot("佐证件数" if key == "佐证" else "措施条数", dossier)
    for filled in (row[slot] for row in rows for slot in slots):
        if MISSING.search(filled.text):
            yield from (gap.finding for gap in filled.gaps)


def _empty(used: frozenset[str], names: TemplateNames, form: FormDefinition) -> Iterator[Finding]:
    for name, blocks in names.sections.items():
        if name in used and not blocks:
            yield Finding(
                level=Level.STOP, code="template_section_empty", where=f"模板 · {tag_of(name)}",
                text=f"“{form.label}”没有这一部分", remedy="请换一种文书样式，或从模板里删去",
            )
