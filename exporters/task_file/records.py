"""The records of a bound file as JSON for programs and as CSV for Excel.

A CSV begins with the mark by which Excel knows UTF-8. A text that Excel would take for a formula has ' before it; one
it would turn into a date or a number (1-1-01, 0086) a tab behind it, as banks do it. The JSON has it all as it is.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator

from exporters.task_file.binder import Binder, Filed
from models.domain.canonical import plain
from models.domain.issue_code import grouped
from models.domain.partial_date import When
from models.domain.wording import join_units
from models.dossiers import TaskFileDossier

JSON_NAME, PROGRAM = "记录.json", "整改销号工作台"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
# What Excel reads as a date or as a number, whose zeros or digits it then loses.
_READ_ANEW = re.compile(r"\d+([-/.:年月]\d+)+[日号]?|0\d+|\d{12,}|\d+[eE]\d+")
Row = tuple[str, ...]


def json_text(dossier: TaskFileDossier, binder: Binder) -> str:
    """Return all records by the names of their tables and fields, and where each file lies."""
    told = {
        "program": PROGRAM, "format": 1, "made_on": dossier.on.isoformat(), "task": dossier.task.number,
        "records": {name: [plain(record) for record in records] for name, records in dossier.records.items()},
        "files": [
            {"path": f"data/{file.path}", "sha256": file.sha256, "size": file.size, "name": file.name,
             "number": file.number, "version": file.version}
            for file in binder.files()
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def csv_files(dossier: TaskFileDossier, binder: Binder) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of every table."""
    yield "措施.csv", _csv(("编号", "简称", "内容", "时限", "责任单位"), _measures(dossier))
    yield "落实情况.csv", _csv(("措施", "日期", "内容"), _progress(dossier))
    yield "佐证材料.csv", _csv(
        ("编号", "名称", "类别", "发文单位", "文号", "日期", "页数", "备注", "来自文件夹"), _pieces(dossier)
    )
    yield "对应.csv", _csv(("措施", "佐证编号", "佐证名称", "证明内容", "证明类别", "所在页"), _links(dossier))
    yield "文件.csv", _csv(("位置", "原文件名", "佐证编号", "版本", "字节", "SHA-256"), map(_file, binder.files()))
    yield "签发文书.csv", _csv(("文种", "销号", "签发编号", "签发时间", "签发人", "文件名", "扫描件"), _papers(dossier))
    yield "封卷.csv", _csv(("封卷", "时间", "经手", "编号", "名称", "对应措施", "校验码"), _seals(dossier))


def _csv(heads: Row, rows: Iterable[Row]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(heads)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig", "replace")


def harmless(text: str) -> str:
    """Return a text that Excel shows as it stands when it opens the CSV."""
    if text.startswith(_FORMULA):
        return f"'{text}"
    return f"{text}\t" if _READ_ANEW.fullmatch(text) else text


def _measures(dossier: TaskFileDossier) -> Iterator[Row]:
    for item in dossier.measures:
        measure = item.measure
        deadline = measure.deadline_text or _day(measure.deadline)
        yield measure.number, measure.short_name, measure.text, deadline, join_units(item.units)


def _progress(dossier: TaskFileDossier) -> Iterator[Row]:
    for item in dossier.measures:
        for entry in dossier.records["progress"]:
            if entry.measure_id == item.measure.id:
                yield item.measure.number, _day(entry.done_on), entry.text


def _pieces(dossier: TaskFileDossier) -> Iterator[Row]:
    for piece in dossier.pieces:
        item = piece.evidence
        yield (
            piece.number, item.title, item.kind, item.issuing_body, item.document_number, _day(item.dated_on),
            item.pages, item.note, item.folder,
        )


def _links(dossier: TaskFileDossier) -> Iterator[Row]:
    pieces = {piece.evidence.id: piece for piece in dossier.pieces}
    for item in dossier.measures:
        for link in item.links:
            piece = pieces[link.evidence_id]
            kind = link.proof_kind.label if link.proof_kind else ""
            yield item.measure.number, piece.number, piece.evidence.title, link.proves, kind, link.pages


def _file(file: Filed) -> Row:
    return file.path, file.name, file.number, str(file.version), str(file.size), file.sha256


def _papers(dossier: TaskFileDossier) -> Iterator[Row]:
    for paper in dossier.papers:
        issued = paper.issued
        at = f"{issued.issued_at:%Y-%m-%d %H:%M}"
        yield (
            paper.label, paper.closure, grouped(issued.code), at, issued.issued_by, issued.file_name, issued.scan_name
        )


def _seals(dossier: TaskFileDossier) -> Iterator[Row]:
    for seal in dossier.sealings:
        for item in dossier.records["sealed_items"]:
            if item.sealing_id == seal.id:
                yield (
                    seal.label, f"{seal.sealed_at:%Y-%m-%d %H:%M}", seal.sealed_by, item.number, item.title,
                    "、".join(item.numbers), seal.digest,
                )


def _day(when: When | None) -> str:
    return when.iso.replace("/", " 至 ") if when is not None else ""
