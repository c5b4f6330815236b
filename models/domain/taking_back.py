"""取回 compared: what somebody changed in WPS, section by section, and which facts no longer agree with the records.

Lines are compared by their words: blanks, line feeds and the shape of quotation marks are a program's doing and no
change. A line that has no counterpart belongs to the section it stands in. What a person may change is offered as an
edit of the section; names, dates, numbers and the rows of a table stand in the records, so those are findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from models.domain.facts import NONE, Fact, FactChange, changed_facts
from models.domain.finding import Finding, Level
from models.domain.issue_code import code_in
from models.domain.levels import read_level

ALIKE = 0.4
# Of a longer stretch without a line in common each line is taken in its place.
LONGEST_BLOCK = 60
_NO_WORDS = re.compile(r"[\s\u3000\u00a0\u200b-\u200f\u2028\u2029\ufeff]+")
_QUOTES = str.maketrans("“”„‟″＂〝〞‘’‚‛′＇", "\"" * 8 + "'" * 6)
# What a 版记 prints around its facts.
_PRINTED_WORDS = re.compile("抄送：|印发|。")
_NOTE = re.compile(r"^附件：(?:\d+\.\s*)?|^\d+\.\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """文书行 as we wrote it: its section, whether it is the section's head, and the cells of a table's row.

    A line of a `box` stands in a text box; `labels` are the heads of a row's columns.
    """

    section: str
    name: str
    text: str = ""
    is_head: bool = False
    is_editable: bool = True
    is_box: bool = False
    cells: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()

    @property
    def bare(self) -> str:
        """Return the words of the line, as they are compared."""
        return bare("\t".join(self.cells) if self.cells else self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignLine:
    """外来行: a paragraph or a table's row of the file that came back."""

    text: str = ""
    cells: tuple[str, ...] = ()

    @property
    def bare(self) -> str:
        """Return the words of the line, as they are compared."""
        return bare("\t".join(self.cells) if self.cells else self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignPaper:
    """取回的文书: the lines of the body, and what stands in text boxes and in headers and footers."""

    lines: tuple[ForeignLine, ...]
    boxes: tuple[str, ...] = ()
    around: tuple[str, ...] = ()


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

    @property
    def is_unchanged(self) -> bool:
        """Return whether nothing differs."""
        return not (self.sections or self.facts or self.rows or self.boxes)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what no longer agrees with the records: a STOP for names, dates and 文号, a WARN for the rest."""
        return (
            *(_of_fact(change) for change in self.facts),
            *(_finding(Level.STOP if change.is_record else Level.WARN, change.place, change.ours, change.theirs)
              for change in self.rows),
            *(_finding(Level.WARN, change.name, change.ours, change.theirs) for change in self.boxes),
            *(_finding(Level.WARN, change.name, change.ours, change.theirs)
              for change in self.sections if not change.is_editable),
        )


def bare(text: str) -> str:
    """Return the words of a text: without blanks, with one shape of quotation mark."""
    return _NO_WORDS.sub("", text).translate(_QUOTES)


def compare(ours: Sequence[PaperLine], theirs: ForeignPaper, *, names: Sequence[str] = ()) -> Comparison:
    """Return what differs; `names` are those of persons, units and instruments the records know."""
    body = [line for line in ours if not line.is_box and line.bare]
    came = [line for line in theirs.lines if line.bare]
    placed, known = _placed(body, came), [bare(name) for name in names]
    sections: list[SectionChange] = []
    facts: list[FactChange] = []
    rows: list[RowChange] = []
    for key in dict.fromkeys(line.section for line in body):
        mine = [line for line in body if line.section == key]
        their = [(line, partner) for line, partner, section in placed if section == key]
        changed = list(_rows(mine, their))
        rows += changed
        for row in changed:
            if not row.is_record:
                facts += changed_facts(row.place, bare(row.ours), bare(row.theirs), known)
        change = _section(mine, [line for line, _ in their if not line.cells])
        if change is not None:
            sections.append(change)
            facts += changed_facts(change.name, _facts_in(change.ours), _facts_in(change.theirs), known)
    boxes = tuple(_boxes([line for line in ours if line.is_box], theirs.boxes))
    return Comparison(sections=tuple(sections), facts=tuple(facts), rows=tuple(rows), boxes=boxes)


def _facts_in(text: str) -> str:
    """Return the words of a section without the marks its lines are counted with, which are no facts."""
    return "".join(bare(read_level(line).text) for line in text.split("\n"))


# Which line answers which

Pair = tuple[int | None, int | None]
Placed = tuple[ForeignLine, PaperLine | None, str]


def _placed(ours: Sequence[PaperLine], theirs: Sequence[ForeignLine]) -> list[Placed]:
    """Return each line that came back with its counterpart, if it has one, and the section it belongs to."""
    placed: list[Placed] = []
    section = ours[0].section if ours else ""
    for block, at, partner in _partners(ours, theirs):
        if partner is not None:
            section = ours[partner].section
        else:
            section = _home(theirs[at], [ours[place] for place in block]) or section
        placed.append((theirs[at], None if partner is None else ours[partner], section))
    return placed


def _partners(
    ours: Sequence[PaperLine], theirs: Sequence[ForeignLine]
) -> Iterator[tuple[range, int, int | None]]:
    """Yield each line that came back with the block of ours it stands against, and its counterpart among them."""
    matcher = SequenceMatcher(a=[line.bare for line in ours], b=[line.bare for line in theirs], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        pairs = {j: i for i, j in zip(range(i1, i2), range(j1, j2), strict=True)} if tag == "equal" else dict(
            _alike(ours, range(i1, i2), theirs, range(j1, j2)))
        for at in range(j1, j2):
            yield range(i1, i2), at, pairs.get(at)


def _alike(
    ours: Sequence[PaperLine], left: range, theirs: Sequence[ForeignLine], right: range
) -> Iterator[tuple[int, int]]:
    """Yield the pairs, in order, whose words are most alike together; a row pairs only with a row."""
    if len(left) == len(right) or max(len(left), len(right)) > LONGEST_BLOCK:
        yield from ((j, i) for i, j in zip(left, right, strict=False) if bool(ours[i].cells) == bool(theirs[j].cells))
        return
    worth = [[_likeness(ours[i], theirs[j]) for j in right] for i in left]
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], worth[i][j] + best[i + 1][j + 1])
    i = j = 0
    while i < len(left) and j < len(right):
        if worth[i][j] and best[i][j] == worth[i][j] + best[i + 1][j + 1]:
            yield right[j], left[i]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def _likeness(mine: PaperLine, other: ForeignLine) -> float:
    if bool(mine.cells) != bool(other.cells):
        return 0.0
    if mine.cells and other.cells and bare(mine.cells[-1 if len(mine.cells) < 2 else 1]) == bare(
        other.cells[-1 if len(other.cells) < 2 else 1]
    ):
        return 1.0
    one, two = _pairs(mine.bare), _pairs(other.bare)
    ratio = 2 * len(one & two) / (len(one) + len(two))
    return ratio if ratio >= ALIKE else 0.0


def _pairs(words: str) -> frozenset[str]:
    """Return every two neighbouring characters of a text, by which two texts are alike (Dice)."""
    return frozenset(words[at : at + 2] for at in range(max(len(words) - 1, 1)))


def _home(line: ForeignLine, block: Sequence[PaperLine]) -> str:
    """Return the section a line without counterpart was parted from: a piece of one of our paragraphs."""
    words = line.bare
    return next((mine.section for mine in block if not mine.is_head and len(words) > 1 and words in mine.bare), "")


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
            yield RowChange(section=mine.section, place=mine.name, ours=_row(mine.cells), theirs="（没有这一行）")
        else:
            yield from _cells(mine, other)
    for line, partner in theirs:
        if line.cells and partner is None:
            first = ours[0]
            yield RowChange(section=first.section, place=first.name, ours="（没有这一行）", theirs=_row(line.cells))


def _cells(mine: PaperLine, other: ForeignLine) -> Iterator[RowChange]:
    if len(mine.cells) != len(other.cells):
        if mine.bare != other.bare:
            yield RowChange(section=mine.section, place=mine.name, ours=_row(mine.cells), theirs=_row(other.cells))
        return
    labels = mine.labels or ("",) * len(mine.cells)
    for label, one, two in zip(labels, mine.cells, other.cells, strict=True):
        if bare(one) != bare(two) and not ("签" in label and not one.strip()):
            place = " · ".join(part for part in (mine.name, _named(mine), label.replace("\n", "")) if part)
            yield RowChange(
                section=mine.section, place=place, ours=one or "（空）", theirs=two or "（空）",
                is_record=bool(mine.labels),
            )


def _named(line: PaperLine) -> str:
    """Return the name of the person a row is about, else its first words."""
    at = next((place for place, label in enumerate(line.labels) if "姓名" in label), 0)
    return line.cells[at].replace("\n", "")


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
    return _finding(level, change.where, change.before, change.after, kind=change.kind.label)


def _finding(level: Level, where: str, before: str, after: str, *, kind: str = "") -> Finding:
    text = f"{kind}和记录不一致：记录是“{_short(before)}”，取回的文书是“{_short(after)}”"
    return Finding(
        level=level, code="taken_back_differs", where=f"取回的文书 · {where}", text=text,
        remedy="改正记录，或在文书里改回来再取回",
    )


def _short(text: str) -> str:
    plain = text.replace("\n", "")
    return plain if len(plain) <= 60 else f"{plain[:58]}……"
