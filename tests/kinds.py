"""Small files of every kind that evidence comes as, for looking at them: in the tests of the window and in pictures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import docx
import openpyxl
from PIL import Image, ImageDraw

from models.actions.evidence import EvidenceInput, attach_evidence
from models.domain.evidence import Evidence
from models.workspace import Workspace

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def photo(folder: Path, name: str = "IMG_20220928_101112.jpg", *, size: tuple[int, int] = (1200, 900)) -> Path:
    """Make a photo of a pipe in a trench, with the day it was taken."""
    wide, high = size
    image = Image.new("RGB", size, (150, 180, 205))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, high // 2, wide, high), fill=(120, 98, 70))
    draw.rectangle((wide // 8, high * 5 // 8, wide * 7 // 8, high * 3 // 4), fill=(60, 64, 70))
    draw.ellipse((wide * 3 // 4, high // 10, wide * 7 // 8, high // 10 + wide // 8), fill=(250, 240, 190))
    exif = image.getexif()
    exif.get_ifd(0x8769)[0x9003] = "2022:09:28 10:11:12"
    image.save(folder / name, "JPEG", exif=exif)
    return folder / name


def scan(folder: Path, name: str = "验收报告.pdf", *, pages: int = 3) -> Path:
    """Make a PDF of scanned pages, each with as many black bars as its number says."""
    sheets = []
    for number in range(1, pages + 1):
        sheet = Image.new("L", (595, 842), 255)
        for bar in range(min(number, 20)):
            ImageDraw.Draw(sheet).rectangle((60, 80 + bar * 34, 535, 96 + bar * 34), fill=30)
        sheets.append(sheet)
    sheets[0].save(folder / name, "PDF", save_all=True, append_images=sheets[1:])
    return folder / name


def minutes(folder: Path, name: str = "示政办发〔2022〕15号会议纪要.docx") -> Path:
    """Make minutes of a meeting: paragraphs and a table."""
    document = docx.Document()
    document.add_paragraph("示例县城区污水处理提质增效专题会议纪要")
    for number in range(1, 13):
        document.add_paragraph(f"{number}. 会议听取了管网建设情况的汇报，要求加快推进，确保示例河水质稳定达标。" * 2)
    table = document.add_table(2, 3)
    for place, text in enumerate(("序号", "单位", "职责", "1", "示例县住建局", "2022年底前建成管网")):
        table.cell(place // 3, place % 3).text = text
    document.save(str(folder / name))
    return folder / name


def ledger(folder: Path, name: str = "整改台账.xlsx", *, rows: int = 60) -> Path:
    """Make a workbook of two sheets with numbers, days and codes that begin with 0."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "台账"
    sheet.append(["序号", "问题", "责任单位", "完成时限", "金额（万元）", "备注"])
    for number in range(1, rows):
        sheet.append([f"{number:02}", "配套管网建设滞后", "示例县住建局", date(2022, 12, 31), 0.1 + 0.2, None])
    book.create_sheet("第二张").append(["只有一格"])
    book.save(folder / name)
    return folder / name


def broken(folder: Path, name: str = "坏了的扫描件.pdf") -> Path:
    """Make a PDF that ends before it began."""
    (folder / name).write_bytes(b"%PDF-1.4\n1 0 obj garbage")
    return folder / name


def old_word(folder: Path, name: str = "旧格式.doc") -> Path:
    """Make what looks like a document of the old kind."""
    (folder / name).write_bytes(OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le") + b"\0" * 900)
    return folder / name


def note(folder: Path, name: str = "情况说明.txt") -> Path:
    """Make a text in the encoding of old systems."""
    (folder / name).write_bytes(("情况说明\n" + "管网已全部接通。\n" * 30).encode("gb18030"))
    return folder / name


def keep(ws: Workspace, *paths: Path) -> list[Evidence]:
    """Take each file in as a piece of evidence of its own, and return them in order."""
    taken = [ws.vault.take_in(path) for path in paths]
    pieces: Sequence[EvidenceInput] = [
        EvidenceInput(files=((item.sha256, item.name, item.size),)) for item in taken
    ]
    changes = attach_evidence(ws, pieces=pieces, measure_id=None)
    return [ws.need(Evidence, row_id) for table, row_id in changes.created if table == "evidence"]
