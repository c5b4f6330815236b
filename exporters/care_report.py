"""文件体检结果 on paper: how much was looked at, what was found by kind, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from exporters.blocks import Align, Document, Para, Section, Table
from exporters.list_paper import headed, list_paper, table, write
from models.domain.file_care import CareItem, CareKind, CareResult
from models.domain.numerals import chinese_number
from models.domain.sizes import size_words
from models.reporting import Report, unheard

TITLE = "佐证文件体检结果"
_HEADS = (
    ("序号", 12.0, Align.CENTER), ("属于", 66.0, Align.LEFT), ("文件", 56.0, Align.LEFT), ("大小", 22.0, Align.CENTER),
)


def care_document(result: CareResult, *, office: str = "", font_set: str = "gb2312") -> Document:
    """Return the result as a paper; a kind of which nothing was found is told in the first paragraph only."""
    sections = [
        Section(key="summary", heading="概况", blocks=(Para(text=_summary(result, office)),)),
        *_kinds(result),
    ]
    return list_paper(TITLE, sections, font_set=font_set)


def write_care(document: Document, target: Path, report: Report = unheard) -> Path:
    """Write the paper under the first free name from `target` on; raises ExportError. For a worker."""
    report(0, 1, "正在保存")
    return write(document, target)


def _summary(result: CareResult, office: str) -> str:
    at = result.at
    when = f"{at.year}年{at.month}月{at.day}日{at:%H:%M}"
    counts = "，".join(f"{kind.label} {count}" for kind, count in result.counts.items())
    whole = "全部文件完好" if result.ok else "有文件须处理"
    return f"{when}，{office}检查了 {result.files} 个文件，共 {size_words(result.size)}，{whole}：{counts}。"


def _kinds(result: CareResult) -> Iterator[Section]:
    kinds = [kind for kind in CareKind if result.of(kind)]
    for place, kind in enumerate(kinds, 1):
        told = Para(text=f"{kind.told}。{kind.remedy}。")
        yield headed(kind.value, f"{chinese_number(place)}、{kind.label}", told, _items(result.of(kind)))


def _items(items: Sequence[CareItem]) -> Table:
    return table(_HEADS, (
        (str(place), item.where, item.name, size_words(item.size) if item.size else "")
        for place, item in enumerate(items, 1)
    ))
