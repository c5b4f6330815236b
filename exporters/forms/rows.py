"""Rows: the facts of one measure, one member or one piece of evidence, by the names a form or template uses for them.

A statement that is missing is a gap that leads to it; a member without a name, or a piece without a date, is marked in
the table or left empty, because a catalogue need not know everything. A catalogue stands in the order of its numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from exporters.blocks import missing
from exporters.forms.lines import lines_of
from exporters.forms.slots import Filled, Gap, fill
from models.domain.checks.readiness import measure_place
from models.domain.closure import Member, StatementKind
from models.domain.finding import Finding, Level, Target
from models.domain.form import ColumnKind, TableColumn
from models.domain.levels import Level as Depth
from models.domain.numbering import natural_key
from models.domain.plan import Measure
from models.domain.slots import RowSource
from models.domain.wording import join_units
from models.dossiers import ClosureDossier, EvidenceDossier, MeasureDossier, StatementDossier

LONGEST_SHORT_NAME = 40
_CLAUSE_ENDS = "，。；：,;"
Row = Mapping[str, Filled]


def rows_of(source: RowSource, dossier: ClosureDossier) -> list[Row]:
    """Return the rows a table of this kind has, each by the names of its slots."""
    match source:
        case RowSource.MEMBERS:
            found = [_member(member) for member in dossier.members]
        case RowSource.MEASURES:
            found = [dict(measure_row(item, place, dossier)) for place, item in enumerate(dossier.measures, 1)]
        case RowSource.EVIDENCE:
            found = list(_evidence(dossier))
        case RowSource.MAPPING:
            found = list(_mapping(dossier))
    return [{"行.序号": Filled(text=str(place)), **row} for place, row in enumerate(found, 1)]


def measure_row(item: MeasureDossier, place: int, dossier: ClosureDossier) -> Row:
    """Return the slots of the measure at a place, counted from one."""
    measure = item.measure
    titles = [f"《{piece.evidence.title}》" for piece in _once(item.evidence)]
    return {
        "措施.序号": Filled(text=str(place)),
        "措施.圈号": Filled(text=Depth.FIFTH.mark(place)),
        "措施.编号": Filled(text=measure.number.strip()),
        "措施.简称": _short_name(measure),
        "措施.内容": _measure_text(measure, dossier),
        "措施.时限": _plain("措施时限", measure.deadline_text.strip() or _date(measure)),
        "措施.责任单位": _plain("措施责任单位", join_units(item.units)),
        "措施.落实情况": _statement(item, StatementKind.IMPLEMENTATION, dossier),
        "措施.对应说明": _statement(item, StatementKind.PROOF, dossier),
        "措施.佐证": _plain("措施佐证", "".join(titles)),
        "措施.佐证件数": _plain("措施佐证", str(len(titles) or "")),
    }


def statement_of(item: MeasureDossier, kind: StatementKind) -> StatementDossier:
    """Return one of the two statements of a measure."""
    return item.implementation if kind is StatementKind.IMPLEMENTATION else item.proof


def text_or_gap(
    text: str, name: str, code: str, where: str, target: Target, *, lack: str = "", remedy: str = ""
) -> Filled:
    """Return the text as lines; without one a mark with a STOP, worded as the readiness of the task words it."""
    lines = lines_of(text)
    if lines:
        return Filled(text="\n".join(lines))
    lack, remedy = lack or f"缺{name}", remedy or f"填写{name}"
    finding = Finding(level=Level.STOP, code=code, where=where, text=lack, remedy=remedy, target=target)
    return Filled(text=missing(name), gaps=(Gap(name=name, finding=finding),))


def cell_of(row: Row, column: TableColumn, dossier: ClosureDossier) -> Filled:
    """Return what a column prints of a row; what the records do not tell stays empty, unless it is marked."""
    if column.content is ColumnKind.WORDS:
        return fill(column.words, dossier, row, in_lines=True)
    return row[column.content.slot]


def _plain(name: str, text: str) -> Filled:
    """Return a fact that a table may leave empty and a sentence leaves out with its square brackets."""
    if text:
        return Filled(text=text)
    finding = Finding(
        level=Level.STOP, code="missing_slot", where=f"措施 · {name}", text=f"缺{name}", remedy=f"填写{name}"
    )
    return Filled(text="", gaps=(Gap(name=name, finding=finding),))


def _date(measure: Measure) -> str:
    return measure.deadline.chinese if measure.deadline is not None else ""


def _short_name(measure: Measure) -> Filled:
    target = Target(table="measures", id=measure.id, field="short_name")
    where, name = f"措施 {measure.number} · 简称", f"措施{measure.number}简称"
    return text_or_gap(short_name(measure), name, "no_short_name", where, target, remedy="填写简称")


def short_name(measure: Measure) -> str:
    """Return the measure's short name, or the first clause of its text; empty where that is no name."""
    if measure.short_name.strip():
        return measure.short_name.strip().rstrip("。")
    text = measure.text.strip()
    ends = [text.find(mark) for mark in _CLAUSE_ENDS if mark in text]
    clause = text[: min(ends)].strip() if ends else text
    return clause if len(clause) <= LONGEST_SHORT_NAME else ""


def _measure_text(measure: Measure, dossier: ClosureDossier) -> Filled:
    target = Target(table="measures", id=measure.id, field="text")
    where, name = measure_place(dossier.task, measure), f"措施{measure.number}"
    return text_or_gap(
        measure.text, name, "no_measure_text", where, target, lack="没有措施内容", remedy="填写措施"
    )


def _statement(item: MeasureDossier, kind: StatementKind, dossier: ClosureDossier) -> Filled:
    name = f"措施{item.measure.number}{kind.label}"
    target = Target(table="measures", id=item.measure.id, field="statements")
    where = measure_place(dossier.task, item.measure)
    text, lack, remedy = statement_of(item, kind).text, f"{kind.label}还没有写", f"起草{kind.label}"
    return text_or_gap(text, name, "statement_missing", where, target, lack=lack, remedy=remedy)


def _member(member: Member) -> Row:
    texts = {
        "成员.组别": member.role.label,
        "成员.姓名": member.name.strip() or missing("姓名"),
        "成员.单位": member.unit,
        "成员.职务": member.post,
        "成员.电话": member.phone,
        "成员.签字": "",
    }
    return {name: Filled(text=text) for name, text in texts.items()}


def _once(pieces: tuple[EvidenceDossier, ...]) -> list[EvidenceDossier]:
    """Return each piece of evidence once, in order, whatever number of entries it hangs on."""
    found: dict[str, EvidenceDossier] = {}
    for piece in pieces:
        found.setdefault(piece.evidence.id, piece)
    return list(found.values())


def _piece(piece: EvidenceDossier, measures: str) -> Row:
    evidence = piece.evidence
    texts = {
        "佐证.编号": piece.number,
        "佐证.名称": evidence.title,
        "佐证.类别": evidence.kind,
        "佐证.文号": evidence.document_number,
        "佐证.发文单位": evidence.issuing_body,
        "佐证.日期": evidence.dated_on.chinese if evidence.dated_on else "",
        "佐证.页码": piece.link.pages or evidence.pages,
        "佐证.件数": str(len(piece.files)),
        "佐证.证明内容": piece.link.proves,
        "佐证.证明类别": piece.link.proof_kind.label if piece.link.proof_kind else "",
        "佐证.对应措施": measures,
        "佐证.备注": evidence.note,
    }
    return {name: Filled(text=text.strip()) for name, text in texts.items()}


def _evidence(dossier: ClosureDossier) -> Iterator[Row]:
    pieces: dict[str, EvidenceDossier] = {}
    measures: dict[str, list[str]] = {}
    for item in dossier.measures:
        for piece in _once(item.evidence):
            pieces.setdefault(piece.evidence.id, piece)
            measures.setdefault(piece.evidence.id, []).append(item.measure.number)
    for piece in sorted(pieces.values(), key=lambda piece: natural_key(piece.number)):
        yield _piece(piece, "、".join(measures[piece.evidence.id]))


def _mapping(dossier: ClosureDossier) -> Iterator[Row]:
    """Yield a row for each piece under each measure; a measure without evidence has a row that says so."""
    for place, item in enumerate(dossier.measures, 1):
        own = dict(measure_row(item, place, dossier))
        pieces = _once(item.evidence)
        if not pieces:
            yield {**own, **_nothing(), "佐证.名称": _no_evidence(item, dossier)}
        for piece in pieces:
            yield {**own, **_piece(piece, item.measure.number)}


def _no_evidence(item: MeasureDossier, dossier: ClosureDossier) -> Filled:
    target = Target(table="measures", id=item.measure.id, field="evidence")
    where, name = measure_place(dossier.task, item.measure), f"措施{item.measure.number}的佐证"
    return text_or_gap("", name, "no_evidence", where, target, lack="没有佐证", remedy="添加佐证")


def _nothing() -> Row:
    names = [column.slot for column in ColumnKind if column.slot.startswith("佐证.")]
    return dict.fromkeys(names, Filled(text=""))
