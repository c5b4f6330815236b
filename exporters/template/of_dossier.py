"""What an office's template may name, and what a closure prints for each name.

One vocabulary for forms and templates: words are the slots of running text, columns those of a form's rows. What a form
prints as paragraphs or as a table is a section; its name begins with 整段, because 反馈问题 alone is the word already.
A section prints what stands under that head of the chosen form, edits included; a content the form has no head for is
printed as any form would.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from exporters.blocks import Block, Document, Table
from exporters.forms.build import build, list_table, unsigned
from exporters.forms.contents import content
from exporters.forms.lines import block_of, lines_of
from exporters.forms.masking import masked_value
from exporters.forms.rows import rows_of
from exporters.forms.sections import SectionText, printed_sections
from exporters.forms.slots import resolve
from exporters.template.names import RowSource, TemplateNames
from models.domain.form import Attachment, ContentKind, FormDefinition, Head, ListTable, Numbering
from models.domain.slots import ROW_SLOTS, SLOT_BY_NAME, SLOTS
from models.domain.slots import RowSource as Rows
from models.dossiers import ClosureDossier

TITLE = "标题"
CODE = "签发编号"
NOT_ISSUED = "（未签发）"
OPENING, BODY, TAIL = "整段.引言", "整段.正文", "整段.文末"
SIGNATURES, CATALOGUE, MAPPING = "整段.签字表", "整段.佐证材料目录", "整段.佐证材料与措施对应表"
CONTENTS: Mapping[str, ContentKind] = {
    f"整段.{kind.label}": kind
    for kind in (
        ContentKind.PROBLEM, ContentKind.GOAL, ContentKind.MEASURES, ContentKind.IMPLEMENTATION,
        ContentKind.GOAL_COMPLETION, ContentKind.EVIDENCE_MAPPING, ContentKind.NEXT_STEPS, ContentKind.CONCLUSION,
    )
}
WORDS = (TITLE, *(slot.name for slot in SLOTS), CODE)
SECTIONS = (OPENING, BODY, *CONTENTS, TAIL, SIGNATURES, CATALOGUE, MAPPING)
SOURCES: Mapping[str, Rows] = {
    "措施": Rows.MEASURES, "佐证": Rows.EVIDENCE, "成员": Rows.MEMBERS, "对应": Rows.MAPPING,
}

_AROUND = ("title", "addressee", "attachment_note", "sign_off")
_GROUPS = frozenset({"措施.责任单位", "成员.组别"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Annexes:
    """附表样式: the tables that the sections of a template print."""

    signatures: Attachment
    catalogue: ListTable
    mapping: ListTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """套用模板: the file a paper is filled into, what to call it, and the tables its sections print."""

    path: Path
    label: str
    tables: Annexes


def annexes(forms: Sequence[FormDefinition]) -> Annexes:
    """Return of each table the first that one of the forms prints; raises StopIteration where none does."""
    tables = [head.table for form in forms for head in form.heads if head.table is not None]
    return Annexes(
        signatures=next(form.signature_table for form in forms if form.signature_table is not None),
        catalogue=next(table for table in tables if table.rows is Rows.EVIDENCE),
        mapping=next(table for table in tables if table.rows is Rows.MAPPING),
    )


def known_names() -> TemplateNames:
    """Return every name without a value, for looking at a template where there are no records."""
    return TemplateNames(
        words=dict.fromkeys(WORDS, ""),
        sections=dict.fromkeys(SECTIONS, ()),
        rows={key: RowSource(columns=tuple(columns_of(key)), groups=_groups(key)) for key in SOURCES},
    )


def unsigned_annexes(tables: Annexes) -> Annexes:
    """Return the tables as a public copy prints them, without the column to sign in."""
    return replace(tables, signatures=replace(tables.signatures, table=unsigned(tables.signatures.table)))


def names_of(dossier: ClosureDossier, form: FormDefinition, tables: Annexes, *, code: str = "") -> TemplateNames:
    """Return every name with what the closure prints for it; what the records lack stands in it as 〔缺：…〕.

    The `code` is that of a paper about to be issued.
    """
    document = build(form, dossier)
    sections = _of_form(document, form, dossier) | _tables(tables, dossier)
    words = {TITLE: document.title} | {slot.name: resolve(slot.name, dossier) for slot in SLOTS}
    return TemplateNames(
        words=words | {CODE: code or NOT_ISSUED},
        sections={name: sections[name] for name in SECTIONS},
        rows={key: _rows(key, dossier) for key in SOURCES},
    )


def masked_names(names: TemplateNames) -> tuple[TemplateNames, dict[str, tuple[str, ...]]]:
    """Return the names with private numbers masked, and of each name the kinds of numbers that were."""
    found: dict[str, list[str]] = {}

    def note(name: str) -> Callable[[str], None]:
        return found.setdefault(name, []).append

    def row(values: Mapping[str, str]) -> dict[str, str]:
        return {name: masked_value(text, note(name)) for name, text in values.items()}

    masked = TemplateNames(
        words={name: masked_value(text, note(name)) for name, text in names.words.items()},
        sections={name: masked_value(blocks, note(name)) for name, blocks in names.sections.items()},
        rows={key: replace(source, rows=tuple(map(row, source.rows))) for key, source in names.rows.items()},
    )
    return masked, {name: tuple(kinds) for name, kinds in found.items() if kinds}


def columns_of(key: str) -> dict[str, str]:
    """Return the columns of a source of rows, each with the row slot it prints."""
    if key == "对应":
        slots = [name for family in ("措施", "佐证") for name in _slots_of(family)]
        return {"对应.序号": "行.序号"} | {f"对应.{name.replace('.', '')}": name for name in slots}
    return {f"{key}.序号": "行.序号"} | {name: name for name in _slots_of(key)}


def meaning_of(name: str) -> str:
    """Return in a few words what a name stands for."""
    if name in SLOT_BY_NAME:
        return SLOT_BY_NAME[name].place
    source = name.partition(".")[0]
    if source in SOURCES:
        return ROW_SLOTS[columns_of(source)[name]]
    return _MEANINGS.get(name, "样式在这一部分印的")


_MEANINGS = {
    TITLE: "文书 · 标题", CODE: "签发时印的编号",
    OPENING: "样式的引言", BODY: "引言、各部分、文末", TAIL: "样式的文末几段",
    SIGNATURES: "一张表格", CATALOGUE: "一张表格", MAPPING: "一张表格",
}


def _slots_of(family: str) -> list[str]:
    return [name for name in ROW_SLOTS if name.partition(".")[0] == family]


def _groups(key: str) -> frozenset[str]:
    is_of_measure = {name for name, slot in columns_of(key).items() if key == "对应" and slot.startswith("措施.")}
    return frozenset({name for name in columns_of(key) if name in _GROUPS} | is_of_measure)


def _rows(key: str, dossier: ClosureDossier) -> RowSource:
    columns = columns_of(key)
    rows = tuple(
        {name: row[slot].text for name, slot in columns.items()} for row in rows_of(SOURCES[key], dossier)
    )
    return RowSource(columns=tuple(columns), groups=_groups(key), rows=rows)


def _of_form(document: Document, form: FormDefinition, dossier: ClosureDossier) -> dict[str, tuple[Block, ...]]:
    printed = {section.key: section.blocks for section in document.sections}
    around = {*_AROUND, "red_head", "imprint", *(attachment.section for attachment in form.attachments)}
    body = tuple(block for key, blocks in printed.items() if key not in around for block in blocks)
    found = {OPENING: printed.get("opening", ()), BODY: body, TAIL: printed.get("tail", ())}
    texts = printed_sections(form, dossier)
    return found | {
        name: tuple(_under_heads(kind, form, texts)) or _of_records(kind, dossier) for name, kind in CONTENTS.items()
    }


def _under_heads(kind: ContentKind, form: FormDefinition, texts: Sequence[SectionText]) -> Iterator[Block]:
    keys = {head.section for head in form.heads if head.content is kind}
    for text in texts:
        for line in text.lines if text.key in keys else ():
            yield block_of(line, with_heads=text.is_edited)


def _of_records(kind: ContentKind, dossier: ClosureDossier) -> tuple[Block, ...]:
    return tuple(block_of(line, with_heads=False) for line in lines_of(content(plain_head(kind), dossier).text))


def plain_head(kind: ContentKind) -> Head:
    """Return the head of a content that the chosen form does not print."""
    return Head(text=kind.label, content=kind, numbering=Numbering.ARABIC if kind.is_by_measure else Numbering.NONE)


def _tables(tables: Annexes, dossier: ClosureDossier) -> dict[str, tuple[Table, ...]]:
    shapes = {SIGNATURES: tables.signatures.table, CATALOGUE: tables.catalogue, MAPPING: tables.mapping}
    return {name: (list_table(table, dossier),) for name, table in shapes.items()}
