"""整改任务推进情况汇总表: the listed tasks as the yearly Word table of the provinces, five boxes for 完成进度.

The columns are those of the published tables of Guangdong: 序号 · 整改任务 · 整改时限 · 整改措施 ·
目前进展情况及存在问题 · 完成进度 · 备注. The page lies across with its binding side above (GB/T 9704-2012, clause 8).
"""

from __future__ import annotations

from itertools import accumulate, pairwise

from exporters import titles
from exporters.blocks import Align, Cell, Column, Document, FontSet, PageSetup, Para, Role, Section, Table
from exporters.forms.masking import masked
from exporters.ledger import deadline_words, measure_words
from models.domain.finding import Finding
from models.domain.ledger import LedgerLayout, Paper
from models.domain.plan import TaskStatus
from models.dossiers import LedgerDossier, LedgerTask

# From 已验收销号 down, as the tables print them.
BOXES = tuple(reversed(TaskStatus))
# Of one face, so that they stand under one another.
TICKED, EMPTY = "☑", "☐"
ROW_MM = 12.0
# Shares of the type area; 完成进度 needs room for a box and six characters, 序号 for two.
_COLUMNS = (
    ("序号", 0.05, Align.CENTER), ("整改任务", 0.2, Align.LEFT), ("整改时限", 0.09, Align.CENTER),
    ("整改措施", 0.24, Align.LEFT), ("目前进展情况\n及存在问题", 0.21, Align.LEFT), ("完成进度", 0.14, Align.LEFT),
    ("备注", 0.07, Align.LEFT),
)
HEADS = tuple(label.replace("\n", "") for label, _, _ in _COLUMNS)
# The sides of a page that lies across, its binding side above: what is left upright is above here.
_TOP_MM, _RIGHT_MM, _BOTTOM_MM, _LEFT_MM = 28.0, 37.0, 26.0, 35.0

LAYOUTS = (
    LedgerLayout(key="progress-table-a4", name="整改进展表（Word，A4横向）", columns=(), paper=Paper.A4),
    LedgerLayout(key="progress-table-a3", name="整改进展表（Word，A3横向）", columns=(), paper=Paper.A3),
)


def build_progress_table(dossier: LedgerDossier, layout: LedgerLayout, *, public: bool = False) -> Document:
    """Return the table of the listed tasks; a task whose progress was not entered has five empty boxes."""
    page = _page(layout.paper, FontSet(dossier.font_set))
    of = f"《{dossier.plans[0]}》" if len(dossier.plans) == 1 else dossier.office
    title = f"{of}整改任务推进情况汇总表"
    on = f"（截至{dossier.on.year}年{dossier.on.month}月{dossier.on.day}日）"
    lines = titles.broken(title, limit=_title_limit(page)) + "\n" + on
    blocks = (Para(text=lines, role=Role.TITLE), _table(dossier, page))
    document = Document(
        title=title, sections=(Section(key="progress_table", heading="整改进展表", blocks=blocks),), page=page
    )
    return masked(document).document if public else document


def public_findings(dossier: LedgerDossier, layout: LedgerLayout) -> tuple[Finding, ...]:
    """Return what a public copy of the table does not show."""
    return masked(build_progress_table(dossier, layout)).findings


def boxes(status: TaskStatus | None) -> str:
    """Return the five words of 完成进度 under one another, that of the status ticked."""
    return "\n".join(f"{TICKED if status is item else EMPTY}{item.label}" for item in BOXES)


def _page(paper: Paper, font_set: FontSet) -> PageSetup:
    short, long = paper.size_mm
    return PageSetup(
        width_mm=long, height_mm=short, top_mm=_TOP_MM, right_mm=_RIGHT_MM, bottom_mm=_BOTTOM_MM, left_mm=_LEFT_MM,
        font_set=font_set,
    )


def _title_limit(page: PageSetup) -> float:
    """Return how many characters of a title stand on a line."""
    return page.area_width_mm / 25.4 * 72 / 22.0 - 1.0


def _table(dossier: LedgerDossier, page: PageSetup) -> Table:
    shares = accumulate((share for _, share, _ in _COLUMNS), initial=0.0)
    edges = [round(share * page.area_width_mm, 1) for share in shares]
    columns = tuple(
        Column(label=label, width_mm=round(end - start, 1), align=align)
        for (label, _, align), (start, end) in zip(_COLUMNS, pairwise(edges), strict=True)
    )
    rows = tuple(_row(place, task) for place, task in enumerate(dossier.tasks, 1))
    return Table(columns=columns, rows=rows, row_mm=ROW_MM)


def _row(place: int, task: LedgerTask) -> tuple[Cell, ...]:
    texts = (
        str(place), f"{task.row.number}、{task.problem}", deadline_words(task), measure_words(task.measures),
        task.progress, boxes(task.status), task.note,
    )
    return tuple(Cell(text=text.strip()) for text in texts)
