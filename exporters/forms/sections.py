"""The sections of a paper: what the records give, what a person made of it, and what is wrong with each.

A section is lines of text. Where a person edited it, the person's lines are printed and renumbered, and the generated
text they came from is remembered: when the records would now give another, the section is 记录已变. Heads of the first
level are counted through the whole paper, so that a head a person added moves the later ones on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from exporters.blocks import MISSING
from exporters.forms.contents import content, depth_of, table_text
from exporters.forms.lines import first_level_heads, is_counted, lines_of, renumbered
from exporters.forms.slots import Filled, Gap, fill
from exporters.proofread import proofread
from exporters.proofreading.passage import Complaint, Passage
from models.domain.closure import SectionEdit
from models.domain.finding import Finding, Level, Target
from models.domain.form import ContentKind, FormDefinition, Head, ListTable
from models.domain.levels import Level as Depth
from models.dossiers import ClosureDossier

NO_HEADING = Filled(text="")
_WAITING = ("statement_unconfirmed", "statement_stale")
_LACKING = ("missing_slot", "missing_mark", "statement_missing")


class SectionState(StrEnum):
    """Where a section's words come from, and whether they can stand."""

    AUTO = "auto"
    EDITED = "edited"
    CHANGED = "changed"
    STALE = "stale"
    MISSING = "missing"
    UNPRINTED = "unprinted"

    @property
    def label(self) -> str:
        return {
            "auto": "自动", "edited": "已修改", "changed": "记录已变", "stale": "待核", "missing": "缺",
            "unprinted": "不印",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionText:
    """One section of a paper.

    `key` is stable and names an edit, `name` stands in the list with its `number` (一), `heading` on the paper. `text`
    is what an editor shows, `lines` what is printed, `generated` what the records give now. A section that is not
    `is_editable` is mended in its records; a `table` is printed from them. `is_edited` tells whether a person's text
    stands, whatever the state, and `edited_from` what the records gave when it was written. `words` are those
    of its head without the number, `says` what the head tells, `depth` the level of it, None for a head without
    number.
    """

    key: str
    name: str
    heading: str
    text: str
    lines: tuple[str, ...]
    generated: str
    state: SectionState
    number: str = ""
    words: str = ""
    depth: Depth | None = None
    is_head: bool = False
    says: frozenset[ContentKind] = frozenset()
    is_inline: bool = False
    table: ListTable | None = None
    is_editable: bool = True
    is_edited: bool = False
    edited_from: str = ""
    findings: tuple[Finding, ...] = ()


_last: tuple[FormDefinition, ClosureDossier, tuple[SectionText, ...]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """A section as the records give it, with the person's edit if there is one."""

    key: str
    name: str
    filled: Filled
    head: Head | None = None
    heading: Filled = NO_HEADING
    table: ListTable | None = None
    is_editable: bool = True
    edit: SectionEdit | None = None

    @property
    def text(self) -> str:
        """Return the person's text, else what the records give."""
        return self.filled.text if self.edit is None else self.edit.text


def generated_sections(
    form: FormDefinition, dossier: ClosureDossier, *, issuing: bool = False
) -> tuple[SectionText, ...]:
    """Return the sections of a paper in their order, each with its state and findings.

    `issuing` makes a STOP of what may be saved but not go out: unconfirmed or 待核 statements, 记录已变.
    """
    sections = printed_sections(form, dossier)
    passages = [
        Passage(
            key=section.key, name=section.name, lines=section.lines, is_edited=section.is_edited,
            is_table=not section.is_editable, says=section.says,
        )
        for section in sections
    ]
    complaints = list(proofread(form, dossier, passages, issuing=issuing))
    return tuple(_judged(section, complaints, issuing) for section in sections)


def printed_sections(form: FormDefinition, dossier: ClosureDossier) -> tuple[SectionText, ...]:
    """Return the sections of a paper as they are printed, nobody having read them: without what proofreading finds."""
    # A paper is read for its findings and then for its document: the same values give the same sections.
    global _last
    known = _last
    if known is None or known[0] is not form or known[1] is not dossier:
        _last = known = (form, dossier, _printed(form, dossier))
    return known[2]


def _printed(form: FormDefinition, dossier: ClosureDossier) -> tuple[SectionText, ...]:
    sections, heads = [], 0
    depth = depth_of(form.numbering)
    for source in _sources(form, dossier):
        section = _section(source, heads, depth)
        heads += source.head is not None
        if depth is Depth.FIRST and section.is_edited:
            heads += first_level_heads(section.lines)
        sections.append(section)
    return tuple(sections)


def paper_findings(form: FormDefinition, dossier: ClosureDossier, *, issuing: bool = False) -> tuple[Finding, ...]:
    """Return the findings of all sections in order, each once."""
    found = [item for section in generated_sections(form, dossier, issuing=issuing) for item in section.findings]
    return tuple(dict.fromkeys(found))


def section_of(finding: Finding, sections: Sequence[SectionText]) -> SectionText | None:
    """Return the first section a finding belongs to; None for a finding of something else."""
    return next((section for section in sections if finding in section.findings), None)


def _sources(form: FormDefinition, dossier: ClosureDossier) -> Iterator[_Source]:
    edits = {edit.section: edit for edit in dossier.edits if edit.form == form.key}
    for source in _as_generated(form, dossier):
        edit = edits.get(source.key) if source.is_editable else None
        # Words around the heads that are all in square brackets may come to nothing.
        if edit is not None or source.head is not None or source.filled.text.strip():
            yield replace(source, edit=edit)


def _as_generated(form: FormDefinition, dossier: ClosureDossier) -> Iterator[_Source]:
    yield _Source(key="title", name="标题", filled=fill(form.title, dossier))
    if form.addressee:
        addressee = fill(form.addressee, dossier)
        yield _Source(key="addressee", name="主送机关", filled=replace(addressee, text=f"{addressee.text}："))
    if form.opening:
        yield _Source(key="opening", name="引言", filled=fill(form.opening, dossier))
    for head in form.heads:
        heading = fill(head.text, dossier)
        yield _Source(key=head.section, name=head.short or heading.text, filled=content(head, dossier), head=head,
                      heading=heading, table=head.table, is_editable=not head.content.is_recorded)
    if form.tail:
        yield _Source(key="tail", name="文末", filled=_tail(form, dossier))
    if form.attachments:
        names = "\n".join(attachment.title for attachment in form.attachments)
        yield _Source(key="attachment_note", name="附件说明", filled=Filled(text=names))
    if form.sign_off:
        yield _Source(key="sign_off", name="落款", filled=_sign_off(form, dossier))
    for attachment in form.attachments:
        yield _Source(key=attachment.section, name="签字表" if attachment.table.is_signed else attachment.title,
                      filled=table_text(attachment.table, dossier), table=attachment.table, is_editable=False)


def _tail(form: FormDefinition, dossier: ClosureDossier) -> Filled:
    """Return the paragraphs after the heads; one that is left without a word by its square brackets is left out."""
    filled = [fill(line, dossier) for line in form.tail]
    text = "\n".join(item.text for item in filled if item.text.strip())
    return Filled(text=text, gaps=tuple(gap for item in filled for gap in item.gaps))


def _sign_off(form: FormDefinition, dossier: ClosureDossier) -> Filled:
    """7.3.5, 7.3.6: the signers' names, the date, and below them the contact in brackets."""
    signed = fill(form.sign_off + "\n{成文日期}", dossier)
    contact = fill(form.contact, dossier)
    text = f"{signed.text}\n（{contact.text}）" if contact.text else signed.text
    return Filled(text=text, gaps=signed.gaps + contact.gaps)


def _section(source: _Source, heads_before: int, depth: Depth | None) -> SectionText:
    """Return the section without its judgement; `heads_before` heads of the paper's level stand before it."""
    generated = lines_of(source.filled.text)
    lines = lines_of(source.text)
    number = depth.mark(heads_before + 1) if source.head is not None and depth is not None else ""
    if source.edit is not None and source.head is not None:
        lines = renumbered(lines, heads_before=heads_before + 1, is_counted_below=is_counted(generated))
    return SectionText(
        key=source.key,
        name=source.name,
        heading=number + source.heading.text if source.head else source.name,
        text=source.text,
        lines=lines if source.is_editable else tuple(source.text.split("\n")),
        generated=source.filled.text,
        state=_written_state(source),
        number=number.rstrip("、"),
        words=source.heading.text,
        depth=depth,
        is_head=source.head is not None,
        is_inline=source.head is not None and source.head.inline,
        says=source.head.says if source.head else frozenset(),
        table=source.table,
        is_editable=source.is_editable,
        is_edited=source.edit is not None,
        edited_from=source.edit.generated if source.edit is not None else "",
        findings=tuple(_marks(source, lines)),
    )


def _written_state(source: _Source) -> SectionState:
    if source.edit is None:
        return SectionState.AUTO
    return SectionState.EDITED if source.edit.generated == source.filled.text else SectionState.CHANGED


def _marks(source: _Source, lines: Sequence[str]) -> Iterator[Finding]:
    """Yield a STOP for each missing mark that would be printed, and for a section left empty."""
    gaps = {gap.name: gap for gap in (*source.heading.gaps, *source.filled.gaps)}
    names = [mark.group()[3:-1] for line in (source.heading.text, *lines) for mark in MISSING.finditer(line)]
    if not source.is_editable:
        # What its records lack is told by the records; a mark without a gap is the team's, who are checked as a team.
        names = [name for name in names if name in gaps]
    elif not lines:
        names = [source.name]
    for name in dict.fromkeys(names):
        yield gaps[name].finding if name in gaps else _left_mark(source, name).finding


def _left_mark(source: _Source, name: str) -> Gap:
    target = Target(table="section_edits", id=source.edit.id if source.edit else "", field=source.key)
    finding = Finding(
        level=Level.STOP, code="missing_mark", where=f"文书 · {source.name}", text=f"文中还缺{name}",
        remedy="补上文字", target=target,
    )
    return Gap(name=name, finding=finding)


def _judged(section: SectionText, complaints: Sequence[Complaint], issuing: bool) -> SectionText:
    own = [finding for key, finding in complaints if key == section.key]
    if section.state is SectionState.CHANGED:
        own.insert(0, _changed(section, issuing))
    findings = tuple(dict.fromkeys([*section.findings, *own]))
    return replace(section, findings=findings, state=_state(section, findings))


def _changed(section: SectionText, issuing: bool) -> Finding:
    return Finding(
        level=Level.STOP if issuing else Level.WARN, code="section_changed", where=f"文书 · {section.name}",
        text="改写过的这一部分，记录后来又变了", remedy="选择保留、采用或合并",
        target=Target(table="section_edits", id="", field=section.key),
    )


def _state(section: SectionText, findings: Sequence[Finding]) -> SectionState:
    """Return the worst that holds: something lacks, the records moved on, a person has to look, else who wrote it."""
    stops = [finding.code for finding in findings if finding.level is Level.STOP]
    if any(code in _LACKING or code.startswith("no_") for code in stops):
        return SectionState.MISSING
    if section.state is SectionState.CHANGED:
        return SectionState.CHANGED
    if stops or any(finding.code in _WAITING for finding in findings):
        return SectionState.STALE
    return section.state
