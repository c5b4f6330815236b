"""The Word parts of a bound file: cover 封面, 卷内目录 with page ranges, and a divider 隔页 before each measure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from exporters.blocks import Align, Cell, Document, Para, Role, Section, Table
from exporters.list_paper import Heads, list_paper, table
from exporters.task_file.binder import Binder, Filed, title_of
from exporters.task_file.page_counts import UNKNOWN, Counts, page_ranges
from models.domain.evidence import EvidenceId
from models.domain.issue_code import grouped
from models.domain.plan import MeasureId, UnitRole
from models.domain.wording import join_units
from models.dossiers import FiledMeasure, FiledPiece, TaskFileDossier

_COVER = (("项目", 34.0, Align.CENTER), ("内容", 122.0, Align.LEFT))
_CONTENTS = (
    ("序号", 12.0, Align.CENTER), ("编号", 28.0, Align.LEFT), ("题名", 44.0, Align.LEFT), ("责任者", 23.0, Align.LEFT),
    ("日期", 27.0, Align.CENTER), ("页次", 22.0, Align.CENTER),
)
_DIVIDER = (
    ("编号", 26.0, Align.LEFT), ("题名", 46.0, Align.LEFT), ("证明内容", 54.0, Align.LEFT), ("存放", 30.0, Align.LEFT),
)
LOST = "文件缺失"


def cover(dossier: TaskFileDossier, binder: Binder, counts: Counts) -> Document:
    """Return the cover: what the file is about, how much is in it, and who bound it when."""
    rows = ((Cell(text=name, strong=True), text) for name, text in _facts(dossier, binder, counts) if text.strip())
    return _document(dossier, f"整改任务{dossier.task.number}\n一问一档", (table(_COVER, rows, header=False),))


def contents(
    dossier: TaskFileDossier, binder: Binder, counts: Counts, lost: Collection[str] = ()
) -> Document:
    """Return the 卷内目录: every piece with its number and its pages, measure by measure, and the issued papers."""
    rows = [(str(place), *row) for place, row in enumerate(_rows(dossier, binder, counts, lost), 1)]
    notes = [Para(text=text, role=Role.NOTE) for text in _notes(dossier, binder, counts)]
    return _document(dossier, f"整改任务{dossier.task.number}\n卷内目录", (_table(_CONTENTS, rows), *notes))


def divider(dossier: TaskFileDossier, item: FiledMeasure, binder: Binder) -> Document:
    """Return the page that stands before the evidence of a measure; what lies elsewhere is named with its place."""
    pieces = {piece.evidence.id: piece for piece in dossier.pieces}
    linked = [(pieces[link.evidence_id], link.proves) for link in item.links]
    rows = [(piece.number, piece.evidence.title, proves, _place(piece, item, binder)) for piece, proves in linked]
    measure = item.measure
    facts = (measure.text, f"时限：{measure.deadline_text}" * bool(measure.deadline_text),
             f"责任单位：{join_units(item.units)}" * bool(item.units))
    paragraphs = tuple(Para(text=line) for text in facts for line in text.splitlines() if line.strip())
    return _document(dossier, title_of(measure), (*paragraphs, _table(_DIVIDER, rows)))


def _facts(dossier: TaskFileDossier, binder: Binder, counts: Counts) -> Iterator[tuple[str, str]]:
    task = dossier.task
    yield "督察", dossier.inspection.name if dossier.inspection else ""
    yield "整改方案", dossier.plan.title
    yield "反馈问题", task.problem or task.title
    yield "整改目标", task.goal
    yield "整改时限", task.deadline_text or (task.deadline.chinese if task.deadline else "")
    for role in UnitRole:
        yield role.label, join_units(tuple(name for kind, name in dossier.units if kind is role))
    yield "整改措施", f"{len(dossier.measures)} 条"
    yield "佐证材料", _amount(dossier, binder, counts)
    yield "签发文书", "\n".join(
        f"{paper.label}（{paper.closure}）{grouped(paper.issued.code)}" for paper in dossier.papers
    )
    yield "封卷", "\n".join(
        f"{seal.label}　{seal.sealed_at:%Y-%m-%d}　{seal.sealed_by}　{seal.digest[:16]}" for seal in dossier.sealings
    )
    yield "立卷单位", dossier.office
    yield "立卷日期", f"{dossier.on.year}年{dossier.on.month}月{dossier.on.day}日"


def _amount(dossier: TaskFileDossier, binder: Binder, counts: Counts) -> str:
    files = sum(len(files) for files in binder.pieces.values())
    unknown = sum(counts.pages[piece.evidence.id] is None for piece in dossier.pieces)
    pages = sum(counts.pages[piece.evidence.id] or 0 for piece in dossier.pieces)
    more = f"（另有 {unknown} 件{UNKNOWN}）" if unknown else ""
    return f"{len(dossier.pieces)} 件，{files} 个文件，{pages} 页{more}"


def _rows(
    dossier: TaskFileDossier, binder: Binder, counts: Counts, lost: Collection[str]
) -> Iterator[Sequence[str | Cell]]:
    ranges = _ranges(dossier, counts)
    for piece in dossier.pieces:
        told = LOST if any(file.path in lost for file in binder.pieces[piece.evidence.id]) else ""
        yield (
            piece.number, _titled(piece), piece.evidence.issuing_body,
            piece.evidence.dated_on.iso.replace("/", "至") if piece.evidence.dated_on else "",
            told or ranges[piece.evidence.id],
        )
    for file in binder.papers:
        yield _paper_row(file, lost)


def _paper_row(file: Filed, lost: Collection[str]) -> Sequence[str | Cell]:
    name = file.path.rpartition("/")[2].rpartition(".")[0]
    return "签发", Cell(text=name, span=3), LOST if file.path in lost else ""


def _titled(piece: FiledPiece) -> str:
    number = piece.evidence.document_number.strip()
    kept = f"（另存已封卷的旧版 {len(piece.kept)} 个）" if piece.kept else ""
    return piece.evidence.title + (f"（{number}）" if number else "") + kept


def _ranges(dossier: TaskFileDossier, counts: Counts) -> dict[EvidenceId, str]:
    """Return the pages of each piece, counted anew in the folder of each measure."""
    found: dict[EvidenceId, str] = {}
    folders: dict[MeasureId, list[FiledPiece]] = {}
    for piece in dossier.pieces:
        folders.setdefault(piece.measure_id, []).append(piece)
    for pieces in folders.values():
        ids = [piece.evidence.id for piece in pieces]
        found |= zip(ids, page_ranges([counts.pages[row_id] for row_id in ids]), strict=True)
    return found


def _notes(dossier: TaskFileDossier, binder: Binder, counts: Counts) -> Iterator[str]:
    yield "注：页次在每条措施的文件夹里从第1页数起，电子文件本身不加盖页码。"
    if any(counts.pages[piece.evidence.id] is None for piece in dossier.pieces):
        yield f"“{UNKNOWN}”的材料请打印后填写；它后面的只写共几页。"
    if counts.laid_out_by:
        yield f"没有写明页数的 Word、表格材料，页数由 {counts.laid_out_by} 排版得出，用别的软件打印可能不同。"
    if binder.cut:
        yield f"有 {binder.cut} 个名字太长，已缩短，原名见“记录”里的“文件.csv”。"


def _place(piece: FiledPiece, item: FiledMeasure, binder: Binder) -> str:
    return "本措施" if piece.measure_id == item.measure.id else f"见“{binder.folders[piece.measure_id]}”"


def _table(heads: Heads, rows: Sequence[Sequence[str | Cell]]) -> Table | Para:
    return table(heads, rows) if rows else Para(text="没有佐证。")


def _document(dossier: TaskFileDossier, title: str, blocks: Sequence[Para | Table]) -> Document:
    body = Section(key="body", heading="正文", blocks=tuple(blocks))
    return list_paper(title, (body,), font_set=dossier.font_set)
