"""取回 compared: what somebody changed in WPS, section by section, and which facts no longer agree with the records.

Lines are compared by their words: blanks, line feeds and the shape of quotation marks are a program's doing and no
change. A line that has no counterpart belongs to the section it stands in. What a person may change is offered as an
edit of the section; names, dates, numbers and the rows of a table stand in the records, so those are findings.
A file that has hardly a word in common with ours is another paper: that is said once, and nothing of it is offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.domain.facts import NONE, Fact, FactChange, changed_facts
from models.domain.finding import Finding, Level, Target
from models.domain.issue_code import code_in
from models.domain.levels import read_level
from models.domain.paper_lines import ForeignLine, ForeignPaper, PaperLine, bare, likeness, placed

# What a 版记 prints around its facts.
_PRINTED_WORDS = re.compile("抄送：|印发|。")
# Two papers of one office by one form share about a quarter of their words, one that was much edited most of them.
ALIKE = 0.35
_NOTE = re.compile(r"^附件：(?:\d+\.\s*)?|^\d+\.\s+")


# What is said of a file that is not this paper, instead of everything in which it differs.
ANOTHER = Finding(
    level=Level.STOP, code="taken_back_another", where="取回稿", text="和这份文书大半不同，像是另一份文件",
    remedy="核对是不是拿错了文件；确实是这份的，把改好的文字填进各部分，再直接签发",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionChange:
    """改动的部分: a section's words as we wrote them and as they came back; offered as an edit where it can be one."""

    section: str
    name: str
    ours: str
    theirs: str
    is_editable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """改动的表格行: a cell that differs, or a whole row where one was added or taken out.

    The rows of a list are records; those of a paper set as a table of two columns are its text.
    """

    section: str
    place: str
    ours: str
    theirs: str
    is_record: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """比对结果; empty where the words of both papers are the same."""

    sections: tuple[SectionChange, ...] = ()
    facts: tuple[FactChange, ...] = ()
    rows: tuple[RowChange, ...] = ()
    boxes: tuple[SectionChange, ...] = ()
    is_another: bool = False

    @property
    def is_unchanged(self) -> bool:
        """Return whether nothing differs."""
        return not (self.sections or self.facts or self.rows or self.boxes)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what no longer agrees with the records: a STOP for names, dates and 文号, a WARN for the rest."""
        return (ANOTHER,) if self.is_another else tuple(finding for _, finding in self.told())

    def told(self) -> Iterator[tuple[FactChange | RowChange | SectionChange, Finding]]:
        """Yield each change that is no mere wording with what is said of it; its place is the section it stands in."""
        for fact in self.facts:
            yield fact, _of_fact(fact)
        for row in self.rows:
            level = Level.STOP if row.is_record else Level.WARN
            yield row, _finding(level, row.place, row.section, row.ours, row.theirs)
        fixed = (change for change in self.sections if not change.is_editable)
        for change in (*self.boxes, *fixed):
            yield change, _finding(Level.WARN, change.name, change.section, change.ours, change.theirs)


def compare(ours: Sequence[PaperLine], theirs: ForeignPaper, *, names: Sequence[str] = ()) -> Comparison:
    """Return what differs; `names` are those of persons, units and instruments the records know."""
    body = [line for line in ours if not line.is_box and line.bare]
    came = [line for line in theirs.lines if line.bare]
    answered, known = placed(body, came), [bare(name) for name in names]
    sections: list[SectionChange] = []
    facts: list[FactChange] = []
    rows: list[RowChange] = []
    for key in dict.fromkeys(line.section for line in body):
        mine = [line for line in body if line.section == key]
        their = [(line, partner) for line, partner, section in answered if section == key]
        changed = list(_rows(mine, their))
        rows += changed
        for row in changed:
            if not row.is_record:
                facts += changed_facts(row.place, bare(row.ours), bare(row.theirs), known, section=row.section)
        change = _section(mine, [line for line, _ in their if not line.cells])
        if change is not None:
            sections.append(change)
            left, right = _facts_in(change.ours), _facts_in(change.theirs)
            facts += changed_facts(change.name, left, right, known, section=key)
    return Comparison(
        sections=tuple(sections), facts=tuple(facts), rows=tuple(rows),
        boxes=tuple(_boxes([line for line in ours if line.is_box], theirs.boxes)),
        is_another=likeness(body, came) < ALIKE,
    )


def _facts_in(text: str) -> str:
    """Return the words of a section without the marks its lines are counted with, which are no facts."""
    return "".join(bare(read_level(line).text) for line in text.split("\n"))


# What differs


def _section(ours: Sequence[PaperLine], theirs: Sequence[ForeignLine]) -> SectionChange | None:
    mine = [line for line in ours if not line.cells]
    if [line.bare for line in mine] == [line.bare for line in theirs]:
        return None
    if not mine and not theirs:
        return None
    left, right = _without_head(mine, theirs)
    first = ours[0]
    return SectionChange(
        section=first.section, name=first.name, ours=_as_section(first.section, left),
        theirs=_as_section(first.section, right), is_editable=first.is_editable,
    )


def _without_head(ours: Sequence[PaperLine], theirs: Sequence[ForeignLine]) -> tuple[list[str], list[str]]:
    """Return the lines of both sides below the section's head; a head that was changed itself stays on both."""
    left, right = [_one_line(line.text) for line in ours], [_one_line(line.text) for line in theirs]
    head = next((line.bare for line in ours if line.is_head), "")
    place = next((at for at, line in enumerate(theirs) if head and line.bare == head), None)
    if place is not None:
        del right[place]
        left = [_one_line(line.text) for line in ours if not line.is_head]
    return left, right


def _one_line(text: str) -> str:
    # A line feed inside a title is set anew with every title.
    return text.replace("\n", "").strip(" \t\u3000")


def _as_section(key: str, lines: Sequence[str]) -> str:
    """Return lines as the text of the section they stand for: 附件说明 names its attachments only."""
    return "\n".join(_NOTE.sub("", line, count=1) if key == "attachment_note" else line for line in lines)


def _rows(
    ours: Sequence[PaperLine], theirs: Sequence[tuple[ForeignLine, PaperLine | None]]
) -> Iterator[RowChange]:
    answered = {id(partner): line for line, partner in theirs if partner is not None and line.cells}
    for mine in ours:
        if not mine.cells:
            continue
        other = answered.get(id(mine))
        if other is None:
            yield RowChange(section=mine.section, place=_place(mine), ours=_row(mine.cells), theirs="（没有这一行）")
        else:
            yield from _cells(mine, other)
    for line, partner in theirs:
        if line.cells and partner is None:
            first = ours[0]
            yield RowChange(section=first.section, place=first.name, ours="（没有这一行）", theirs=_row(line.cells))


def _cells(mine: PaperLine, other: ForeignLine) -> Iterator[RowChange]:
    if len(mine.cells) != len(other.cells):
        if mine.bare != other.bare:
            yield RowChange(section=mine.section, place=_place(mine), ours=_row(mine.cells), theirs=_row(other.cells))
        return
    labels = mine.labels or ("",) * len(mine.cells)
    for label, one, two in zip(labels, mine.cells, other.cells, strict=True):
        if bare(one) != bare(two) and not ("签" in label and not one.strip()):
            yield RowChange(
                section=mine.section, place=_place(mine, label), ours=one or "（空）", theirs=two or "（空）",
                is_record=bool(mine.labels),
            )


def _place(line: PaperLine, label: str = "") -> str:
    return " · ".join(part for part in (line.name, _named(line), label.replace("\n", "")) if part)


def _named(line: PaperLine) -> str:
    """Return the name of the person a row is about, else how the row is called."""
    at = next((place for place, label in enumerate(line.labels) if "姓名" in label), None)
    return line.row if at is None else line.cells[at].replace("\n", "")


def _row(cells: Sequence[str]) -> str:
    return " | ".join(cell.replace("\n", "") for cell in cells if cell.strip())


def _boxes(ours: Sequence[PaperLine], theirs: Sequence[str]) -> Iterator[SectionChange]:
    """Yield what stands otherwise in text boxes; a code there is read by itself, not compared."""
    mine = [line for line in ours if code_in(line.text) is None]
    came = [text for text in theirs if code_in(text) is None]
    left = bare("".join(came))
    lost = []
    for line in sorted(mine, key=lambda line: len(line.bare), reverse=True):
        if line.bare in left:
            left = left.replace(line.bare, "", 1)
        else:
            lost.append(line)
    if lost or _PRINTED_WORDS.sub("", left):
        first = (lost or mine or [PaperLine(section="boxes", name="文本框")])[0]
        yield SectionChange(
            section=first.section, name=first.name, ours="\n".join(line.text for line in mine) or NONE,
            theirs="\n".join(came) or NONE, is_editable=False,
        )


def _of_fact(change: FactChange) -> Finding:
    level = Level.WARN if change.kind is Fact.NUMBER else Level.STOP
    return _finding(level, change.where, change.section, change.before, change.after, kind=change.kind.label)


def _finding(level: Level, where: str, section: str, before: str, after: str, *, kind: str = "") -> Finding:
    text = f"{kind}和记录不一致：记录是“{_short(before)}”，取回的文书是“{_short(after)}”"
    return Finding(
        level=level, code="taken_back_differs", where=f"取回稿 · {where}", text=text,
        remedy="改正记录，或在文书里改回来再取回", target=Target(table="section_edits", id="", field=section),
    )


def _short(text: str) -> str:
    plain = text.replace("\n", "")
    return plain if len(plain) <= 60 else f"{plain[:58]}……"
