"""The printed result of looking after the files."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import docx

from exporters.blocks import dump
from exporters.care_report import care_document, write_care
from models.domain.file_care import CareItem, CareKind, CareResult

AT = datetime(2026, 11, 22, 9, 5)
ITEMS = (
    CareItem(kind=CareKind.MISSING, where="佐证“会议纪要”", name="纪要.pdf", size=2048),
    CareItem(kind=CareKind.UNUSED, where="佐证“照片”"),
)


def test_each_kind_that_was_found_has_its_table(tmp_path: Path) -> None:
    document = care_document(CareResult(at=AT, files=30, size=3 << 20, items=ITEMS), office="示例县整改办")
    target = write_care(document, tmp_path / "体检.docx")
    with target.open("rb") as file:
        paper = docx.Document(file)
    texts = [paragraph.text for paragraph in paper.paragraphs]
    assert next(text for text in texts if "检查了" in text) == (
        "2026年11月22日09:05，示例县整改办检查了 30 个文件，共 3.0 MB，有文件须处理："
        "缺失 1，被改动 0，读不出 0，未用 1，无主 0。"
    )
    assert [[cell.text for cell in table.rows[1].cells] for table in paper.tables] == [
        ["1", "佐证“会议纪要”", "纪要.pdf", "2 KB"], ["1", "佐证“照片”", "", ""],
    ]
    assert write_care(document, tmp_path / "体检.docx").name == "体检（2）.docx"


def test_whole_files_are_told_in_one_paragraph() -> None:
    told = dump(care_document(CareResult(at=AT, files=2, size=100)))
    assert "全部文件完好" in told and "[表]" not in told
