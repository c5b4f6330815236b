"""From a form and a dossier to a paper: the sections as blocks, between red head and 版记, with the signature table.

The words come from `sections`; here they take their places: the title's lines, the stamp's place, the merged group
cells of the table. A public copy masks mobile and ID numbers and leaves out the columns that are signed in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

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
from exporters.forms.cell_lines import cell_limit, in_lines
from exporters.forms.contents import table_text
from exporters.forms.lines import block_of
from exporters.forms.masking import masked
from exporters.forms.photos import photo_blocks
from exporters.forms.rows import Row, cell_of, rows_of
from exporters.forms.sections import SectionText, printed_sections
from exporters.forms.slots import resolve
from exporters.issue_mark import issue_mark
from exporters.proofread import title_as_set
from exporters.table_sheet import laid_across
from models.domain.finding import Finding, Level
from models.domain.form import ColumnKind, ContentKind, FormDefinition, Head, Layout, ListTable, TableColumn
from models.domain.levels import Level as Depth
from models.dossiers import ClosureDossier
from models.errors import ExportError

# A row that is signed in leaves room for the hand; what is only read needs less.
ROW_MM = 14.0
LIST_ROW_MM = 10.0
NOTICE_ROW_MM = 12.0
TABLE_HEADS = ("项目", "内容")
SIGNATURE_TABLE = "signature_table"
SIGNED = "签字表"
# The section whose rows are text beside its heads, not records.
TEXT_ROWS = "rows"
_LEFT = frozenset({
    ColumnKind.UNIT, ColumnKind.MEASURE_TEXT, ColumnKind.IMPLEMENTATION, ColumnKind.PROOF, ColumnKind.TITLE,
    ColumnKind.PROVES, ColumnKind.ISSUING_BODY, ColumnKind.NOTE,
})


def build(form: FormDefinition, dossier: ClosureDossier, *, public: bool = False, code: str = "") -> Document:
    """Return a closure's paper by a form; what the records lack stands in it as 〔缺：…〕.

    The `code` of an issued paper stands under its signature table, else at its end.
    """
    texts = printed_sections(form, dossier)
    if public:
        texts = tuple(replace(text, table=unsigned(text.table)) if text.table else text for text in texts)
    sections = [_set_section(text, form, dossier) for text in texts]
    if form.layout is Layout.TABLE:
        sections = _as_table(texts, sections, form.label_width)
    if code:
        sections.insert(_mark_place(sections), issue_mark(code, dossier.sealings))
    if dossier.paper.has_red_head:
        sections.insert(0, Section(key="red_head", heading="版头", blocks=(_red_head(dossier),)))
        sections.append(Section(key="imprint", heading="版记", blocks=(_imprint(dossier),)))
    document = Document(title=_one_line(texts[0].lines), sections=tuple(sections), page=_page(dossier))
    if form.is_sheet:
        document = laid_across(document)
    return masked(document).document if public else document


def build_signature_table(
    form: FormDefinition, dossier: ClosureDossier, *, public: bool = False, code: str = ""
) -> Document:
    """Return the signature table of a closure alone on its page; raises ExportError for a form that has none."""
    attachment = form.signature_table
    if attachment is None:
        raise ExportError(f"“{form.label}”没有签字表", where=form.key, remedy="请换一种文书样式。")
    table = unsigned(attachment.table) if public else attachment.table
    blocks = (Para(text=attachment.title, role=Role.TITLE), list_table(table, dossier))
    section = Section(key=attachment.section, heading="签字表", blocks=blocks)
    sections = (section, issue_mark(code, dossier.sealings)) if code else (section,)
    document = Document(title=attachment.title, sections=sections, page=_page(dossier))
    return masked(document).document if public else document


def _mark_place(sections: Sequence[Section]) -> int:
    """Return where the code stands: under the signature table, else at the end."""
    places = [place for place, section in enumerate(sections, 1) if section.key == SIGNATURE_TABLE]
    return places[0] if places else len(sections)


def public_notes(form: FormDefinition) -> tuple[Finding, ...]:
    """Return a NOTE for each table that a public copy prints without its column to sign in."""
    signed = [SIGNED for item in form.attachments if item.table.is_signed]
    signed += [head.name for head in form.heads if head.table is not None and head.table.is_signed]
    return tuple(map(left_out, signed))


def left_out(name: str) -> Finding:
    """Return the NOTE that a public copy prints a table without its column to sign in."""
    return Finding(level=Level.NOTE, code="left_out", where=f"公开版 · {name}", text="不印签字栏", remedy="核对公开版")


def unsigned(table: ListTable) -> ListTable:
    """Return a table without its column to sign in; the widest of the others takes its width."""
    columns = [column for column in table.columns if column.content is not ColumnKind.SIGNATURE]
    if not columns or len(columns) == len(table.columns):
        return table
    free = sum(column.width for column in table.columns) - sum(column.width for column in columns)
    widest = max(columns, key=lambda column: column.width)
    widened = (replace(item, width=item.width + free) if item is widest else item for item in columns)
    return replace(table, columns=tuple(widened))


def _set_section(text: SectionText, form: FormDefinition, dossier: ClosureDossier) -> Section:
    return Section(key=text.key, heading=text.name, blocks=_blocks(text, form, dossier))


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
        case _ if section.table is not None and not section.is_head:
            return (_annex_head(section, form), list_table(section.table, dossier))
        case _ if section.table is not None:
            return (*_table_head(section), list_table(section.table, dossier))
        case _ if ContentKind.PHOTO_PAIRS in section.says:
            return (*_table_head(section), *photo_blocks(_head_of(section, form), dossier))
        case _ if section.is_head:
            return _under_head(section)
        case _:
            return tuple(block_of(line, with_heads=section.is_edited) for line in _printed(section))


def _printed(section: SectionText) -> tuple[str, ...]:
    return section.lines or (missing(section.name),)


def _annex_head(section: SectionText, form: FormDefinition) -> AnnexHead:
    """7.3.7: an attachment is numbered where there are several."""
    place, attachment = next(
        (place, item) for place, item in enumerate(form.attachments, 1) if item.section == section.key
    )
    return AnnexHead(title=attachment.title, number=place if len(form.attachments) > 1 else None)


def _head_of(section: SectionText, form: FormDefinition) -> Head:
    return next(head for head in form.heads if head.section == section.key)


def _table_head(section: SectionText) -> tuple[Block, ...]:
    """A table under a head without number is the whole paper, and stands below its title."""
    return () if section.depth is None else (_heading(section, section.heading),)


def _under_head(section: SectionText) -> tuple[Block, ...]:
    """Return the head and its text; on one line where the head is to stand so and the text is one paragraph."""
    lines = _printed(section)
    if len(lines) == 1 and (section.is_inline or section.depth is None):
        return (_heading(section, f"{section.heading}：{lines[0]}"),)
    head = section.heading if section.depth is not None else f"{section.heading}："
    return (_heading(section, head), *(block_of(line, with_heads=section.is_edited) for line in lines))


def _heading(section: SectionText, text: str) -> Block:
    is_level = section.depth is not None and section.depth <= Depth.FOURTH
    return Heading(level=int(section.depth or 0), text=text) if is_level else Para(text=text)


def _as_table(texts: Sequence[SectionText], sections: Sequence[Section], label_mm: float) -> list[Section]:
    """Return the sections with those of the heads as the rows of one table of two columns.

    Each paragraph is a row beside its merged head, so that no row is parted and a page may end between two measures.
    """
    area = PageSetup().area_width_mm
    columns = (
        Column(label=TABLE_HEADS[0], width_mm=label_mm),
        Column(label=TABLE_HEADS[1], width_mm=area - label_mm, align=Align.LEFT),
    )
    rows = tuple(row for text in texts if text.is_head for row in _beside(in_lines(text.words, label_mm), text))
    table = Table(columns=columns, rows=rows, row_mm=NOTICE_ROW_MM)
    found = [section for text, section in zip(texts, sections, strict=True) if not text.is_head]
    place = next(place for place, text in enumerate(texts) if text.is_head) if rows else len(found)
    return [*found[:place], Section(key=TEXT_ROWS, heading="表格", blocks=(table,)), *found[place:]]


def _beside(head: str, section: SectionText) -> Iterator[tuple[Cell, Cell]]:
    for place, line in enumerate(_printed(section)):
        yield Cell(text="" if place else head, merged=place > 0, strong=True), Cell(text=line)


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
        number=resolve("发文字号", dossier) or missing("发文字号"),
        signer=paper.signer.strip() if paper.is_upward else "",
        secrecy=paper.secrecy.strip(),
    )


def _imprint(dossier: ClosureDossier) -> Imprint:
    return Imprint(
        copies_to=resolve("抄送", dossier),
        office=resolve("印发机关", dossier) or missing("印发机关"),
        date_text=resolve("印发日期", dossier) or missing("印发日期"),
    )


def list_table(table: ListTable, dossier: ClosureDossier) -> Table:
    """Return a table with a row for each member, measure or piece of evidence; without any it says what is missing."""
    rows = [[_in_cell(row, column, dossier) for column in table.columns] for row in rows_of(table.rows, dossier)]
    columns = tuple(
        Column(label=in_lines(column.label, column.width), width_mm=column.width,
               align=Align.LEFT if _is_text(column, [row[place] for row in rows]) else Align.CENTER)
        for place, column in enumerate(table.columns)
    )
    row_mm = ROW_MM if table.is_signed else LIST_ROW_MM
    if not rows:
        text = table_text(table, dossier).text
        return Table(columns=columns, rows=((Cell(text=text, span=len(columns)),),), row_mm=row_mm)
    return Table(columns=columns, rows=tuple(_rows(table, rows)), row_mm=row_mm)


def _is_text(column: TableColumn, cells: Sequence[str]) -> bool:
    """Return whether a column is read from the left: what says so, and words that need more than a line."""
    if column.content is not ColumnKind.WORDS:
        return column.content in _LEFT
    return any(titles.width(cell) > cell_limit(column.width) for cell in cells)


def _rows(table: ListTable, rows: Sequence[Sequence[str]]) -> Iterator[tuple[Cell, ...]]:
    """Neighbours that say the same share a cell where the column merges: only the first row of a group names it.

    A group ends where the column before it begins another one.
    """
    before: Sequence[str] = ()
    for texts in rows:
        shared = True
        cells = []
        for place, (column, text) in enumerate(zip(table.columns, texts, strict=True)):
            shared = shared and bool(before) and before[place] == text if column.merges else shared
            cells.append(Cell(text=text, merged=column.merges and shared and bool(before)))
        yield tuple(cells)
        before = texts


def _in_cell(row: Row, column: TableColumn, dossier: ClosureDossier) -> str:
    text = cell_of(row, column, dossier).text
    return in_lines(text, column.width) if column.content is ColumnKind.POST else text
