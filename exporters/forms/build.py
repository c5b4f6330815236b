"""From a form and a dossier to a paper: the sections as blocks, between red head and 版记, with the signature table.

The words come from `sections`; here they take their places: the title's lines, the stamp's place, the merged group
cells of the table. A public copy leaves out no line but masks mobile and ID numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from exporters import titles
from exporters.blocks import (
    Align,
    AnnexHead,
    AttachmentNote,
    Block,
    Cell,
    Column,
    Document,
    FontSet,
    Heading,
    Imprint,
    PageSetup,
    Para,
    RedHead,
    Role,
    Section,
    SignOff,
    Table,
    missing,
)
from exporters.forms.lines import block_of
from exporters.forms.masking import masked
from exporters.forms.sections import SectionText, cell_text, generated_sections
from exporters.forms.slots import resolve
from exporters.issue_mark import issue_mark
from exporters.proofread import title_as_set
from exporters.styles import CELL_MARGIN_PT, POINTS_PER_MM, STYLES, Look
from models.domain.closure import Member
from models.domain.form import ColumnKind, FormDefinition, SignatureAttachment, TableColumn
from models.dossiers import ClosureDossier
from models.errors import ExportError

ROW_MM = 14.0
_BREAK = re.compile(r"(?<=.)(?=（)|、(?=.)")
CELL_POINTS = STYLES[Look.CELL].size_pt


def build(form: FormDefinition, dossier: ClosureDossier, *, public: bool = False, code: str = "") -> Document:
    """Return the opinion of a closure; what the records lack stands in it as 〔缺：…〕.

    The `code` of an issued paper stands under its signature table, else at its end.
    """
    texts = generated_sections(form, dossier)
    sections = [Section(key=text.key, heading=text.name, blocks=_blocks(text, form, dossier)) for text in texts]
    if code:
        sections.append(issue_mark(code))
    if dossier.paper.has_red_head:
        sections.insert(0, Section(key="red_head", heading="版头", blocks=(_red_head(dossier),)))
        sections.append(Section(key="imprint", heading="版记", blocks=(_imprint(dossier),)))
    document = Document(title=_one_line(texts[0].lines), sections=tuple(sections), page=_page(dossier))
    return masked(document).document if public else document


def build_signature_table(
    form: FormDefinition, dossier: ClosureDossier, *, public: bool = False, code: str = ""
) -> Document:
    """Return the signature table of a closure alone on its page; raises ExportError for a form that has none."""
    if form.attachment is None:
        raise ExportError(f"“{form.label}”没有签字表", where=form.key, remedy="请换一种文书样式。")
    title = form.attachment.title
    blocks = (Para(text=title, role=Role.TITLE), _signature_table(form.attachment, dossier))
    section = Section(key="signature_table", heading="签字表", blocks=blocks)
    sections = (section, issue_mark(code)) if code else (section,)
    document = Document(title=title, sections=sections, page=_page(dossier))
    return masked(document).document if public else document


def _one_line(lines: Sequence[str]) -> str:
    return "".join(lines) or missing("标题")


def _page(dossier: ClosureDossier) -> PageSetup:
    return PageSetup(font_set=FontSet(dossier.font_set))


def _blocks(section: SectionText, form: FormDefinition, dossier: ClosureDossier) -> tuple[Block, ...]:
    match section.key:
        case "title":
            return (Para(text=title_as_set(dossier, "\n".join(_printed(section))), role=Role.TITLE),)
        case "addressee":
            return tuple(Para(text=line, role=Role.ADDRESSEE) for line in section.lines)
        case "attachment_note":
            return (AttachmentNote(names=section.lines),) if section.lines else ()
        case "sign_off":
            return tuple(_sign_off(section, dossier))
        case "signature_table" if form.attachment is not None:
            return (AnnexHead(title=form.attachment.title), _signature_table(form.attachment, dossier))
        case _:
            return _head(section) + tuple(block_of(line, with_heads=section.is_edited) for line in _printed(section))


def _printed(section: SectionText) -> tuple[str, ...]:
    return section.lines or (missing(section.name),)


def _head(section: SectionText) -> tuple[Block, ...]:
    return (Heading(level=1, text=section.heading),) if section.is_head else ()


def _sign_off(section: SectionText, dossier: ClosureDossier) -> Iterator[Block]:
    """The last line in brackets is the contact, the one before it the date, what stands above the name."""
    lines = list(section.lines)
    contact = [lines.pop()] if lines and lines[-1].startswith("（") else []
    date_text = lines.pop() if lines else missing("成文日期")
    name = "\n".join(lines) or missing("发文主体")
    yield SignOff(name=name, date_text=date_text, sealed=dossier.paper.is_sealed)
    yield from (Para(text=line, role=Role.CONTACT) for line in contact)


def _red_head(dossier: ClosureDossier) -> RedHead:
    paper, issuer = dossier.paper, dossier.issuer
    by_hand = paper.head_lines or (issuer.head_lines if issuer else "")
    name = by_hand.strip() or resolve("发文主体", dossier) or missing("发文主体")
    return RedHead(
        lines=titles.lines(name, limit=titles.MARK_LIMIT),
        number=paper.document_number or missing("发文字号"),
        signer=paper.signer.strip() if paper.is_upward else "",
        secrecy=paper.secrecy.strip(),
    )


def _imprint(dossier: ClosureDossier) -> Imprint:
    paper, issuer = dossier.paper, dossier.issuer
    own = (issuer.printing_office or issuer.name) if issuer else ""
    printed_on = paper.printed_on or paper.dated_on
    is_dated = printed_on is not None and printed_on.is_full
    return Imprint(
        copies_to=paper.copies_to.strip().removeprefix("抄送：").rstrip("。"),
        office=paper.printing_office.strip() or own or missing("印发机关"),
        date_text=printed_on.chinese if printed_on is not None and is_dated else missing("印发日期"),
    )


def _signature_table(attachment: SignatureAttachment, dossier: ClosureDossier) -> Table:
    columns = tuple(
        Column(
            label=_in_lines(column.label, column.width), width_mm=column.width,
            align=Align.LEFT if column.content is ColumnKind.UNIT else Align.CENTER,
        )
        for column in attachment.columns
    )
    if not dossier.members:
        return Table(columns=columns, rows=((Cell(text=missing("验收组成员"), span=len(columns)),),), row_mm=ROW_MM)
    return Table(columns=columns, rows=tuple(_rows(attachment, dossier)), row_mm=ROW_MM)


def _in_lines(text: str, width_mm: float) -> str:
    """Return a cell's words, on two lines before a bracket or behind 、 where one is too short and two are enough."""
    limit = (width_mm * POINTS_PER_MM - 2 * CELL_MARGIN_PT) / CELL_POINTS
    if titles.width(text) <= limit:
        return text
    parts = [(text[: match.end()], text[match.end() :]) for match in _BREAK.finditer(text)]
    fitting = [part for part in parts if max(map(titles.width, part)) <= limit]
    return "\n".join(fitting[-1]) if fitting else text


def _rows(attachment: SignatureAttachment, dossier: ClosureDossier) -> Iterator[tuple[Cell, ...]]:
    """Members of one group share its cell: only the first row of a group names it."""
    group = None
    for member in dossier.members:
        yield tuple(
            Cell(text=_in_cell(member, column),
                 merged=column.content is ColumnKind.GROUP and member.role is group)
            for column in attachment.columns
        )
        group = member.role


def _in_cell(member: Member, column: TableColumn) -> str:
    text = cell_text(member, column.content)
    return _in_lines(text, column.width) if column.content is ColumnKind.POST else text
