"""What a file from outside is, by its content and never by its name, and whether it is taken at all.

Runs only in the child of `models.isolation`, before any reader opens the file. Refused whole are bombs, entities,
passwords, broken files, and a content other than the name promises; macros and links are findings, see `reaching_out`.
"""

from __future__ import annotations

import struct
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from models.domain.finding import Finding, Level
from models.intake.gate import compound
from models.intake.gate.encodings import decoded
from models.intake.gate.packages import unpack
from models.intake.gate.reaching_out import Signs, records
from models.intake.gate.refusals import damaged, encrypted, other_format, too_large
from models.isolation import Limits

_MIB = 1 << 20
# With the start of the child a refusal comes within 15 seconds.
LIMITS = Limits(seconds=12, memory=600 * _MIB, file_size=100 * _MIB, entries=5_000, unpacked=200 * _MIB, ratio=200)
LARGEST_TEXT = 50 * _MIB
_HEAD = 512
_OTHERS = {
    b"%PDF-": "PDF", b"{\\rtf": "RTF 文档", b"\x89PNG": "图片", b"\xff\xd8\xff": "图片", b"GIF8": "图片", b"BM": "图片",
    b"II*\0": "图片", b"MM\0*": "图片", b"Rar!": "RAR 压缩包", b"7z\xbc\xaf": "7z 压缩包", b"\x1f\x8b": "GZIP 压缩包",
    b"MZ": "程序", b"\x7fELF": "程序", b"SQLite format 3": "数据库", b"BZh": "压缩包", b"\xfd7zXZ": "压缩包",
    b"RIFF": "音视频", b"ID3": "音视频",
}
_FILE_PASS = 0x002F
_WORD_MARKS = (0xA5EC, 0xA5DC)


class Container(StrEnum):
    """What a file is written as."""

    WORD = "docx"
    WORKBOOK = "xlsx"
    OPEN_SHEET = "ods"
    OLD_WORD = "doc"
    OLD_WORKBOOK = "xls"
    TEXT = "txt"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Container.WORD: "Word 文档（.docx）", Container.WORKBOOK: "Excel 工作簿（.xlsx）",
    Container.OPEN_SHEET: "ODF 表格（.ods）", Container.OLD_WORD: "旧格式的 Word、WPS 文档（.doc、.wps）",
    Container.OLD_WORKBOOK: "旧格式的 Excel、WPS 表格（.xls、.et）", Container.TEXT: "文字文件（.txt、.csv）",
}
_NAMED = {
    Container.WORD: (".docx", ".docm", ".dotx", ".dotm"), Container.WORKBOOK: (".xlsx", ".xlsm", ".xltx", ".xltm"),
    Container.OPEN_SHEET: (".ods", ".ots"), Container.OLD_WORD: (".doc", ".dot", ".wps", ".wpt"),
    Container.OLD_WORKBOOK: (".xls", ".xlt", ".et", ".ett"), Container.TEXT: (".csv", ".tsv", ".txt"),
}
_BY_NAME = {suffix: container for container, suffixes in _NAMED.items() for suffix in suffixes}
_TAKEN = "可以读的有 .docx、.doc、.xlsx、.xls、.et、.ods、.csv、.txt；请用 WPS 另存为其中一种再试。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A file that may be read: what it is, its text where it is one, and what was found of macros and links."""

    container: Container
    text: str = ""
    findings: tuple[Finding, ...] = ()


def open_container(path: Path, limits: Limits = LIMITS) -> Opened:
    """Return what a file is; raises ForeignFileError with the reason where it is not taken."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise damaged(path.name, "是空的（0 字节）")
    if head.startswith(b"PK"):
        opened = _open_zip(path, limits)
    elif head.startswith(compound.MARK):
        opened = _open_compound(path)
    else:
        opened = _open_text(path, head)
    _refuse_other_name(opened.container, path)
    return opened


def _refuse_other_name(container: Container, path: Path) -> None:
    promised = _BY_NAME.get(path.suffix.lower())
    if promised is not None and promised is not container:
        remedy = f"请核对来源；若内容没有错，把扩展名改成 {_NAMED[container][0]} 再试。"
        raise other_format(path.name, f"扩展名是 {path.suffix}，内容却是{container.label}", remedy)


def _open_zip(path: Path, limits: Limits) -> Opened:
    signs = Signs(path.name)
    try:
        parts = unpack(path, limits, signs.look)
    except (zipfile.BadZipFile, UnicodeDecodeError, NotImplementedError, struct.error) as error:
        raise damaged(path.name, "解不开，可能没有下载完或复制完") from error
    return Opened(container=_container_of(parts, path), findings=tuple(signs.findings()))


def _container_of(parts: dict[str, bytes], path: Path) -> Container:
    types = parts.get("[Content_Types].xml", b"")
    if b"application/vnd.oasis.opendocument.spreadsheet" in parts.get("mimetype", b""):
        return _open_sheet(parts, path)
    if b"wordprocessingml." in types or b"ms-word." in types:
        if not any(part.startswith("word/") and part.endswith(".xml") for part in parts):
            raise damaged(path.name, "缺少正文")
        return Container.WORD
    if "xl/workbook.xml" in parts and types:
        return Container.WORKBOOK
    if "mimetype" in parts or types or "Content.xml" in parts:
        raise other_format(path.name, f"内容是{_other_office(parts, types)}", _TAKEN)
    if any(part.startswith(("word/", "xl/")) for part in parts):
        raise damaged(path.name, "缺少部件目录（[Content_Types].xml）")
    raise other_format(path.name, "内容是压缩包（ZIP）", "请先解压，再选里面的文件。")


def _open_sheet(parts: dict[str, bytes], path: Path) -> Container:
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise encrypted(path.name)
    if "content.xml" not in parts:
        raise damaged(path.name, "缺少内容（content.xml）")
    return Container.OPEN_SHEET


def _other_office(parts: dict[str, bytes], types: bytes) -> str:
    if "xl/workbook.bin" in parts:
        return "二进制工作簿（.xlsb）"
    if b"presentationml" in types:
        return "演示文稿"
    return "别的办公文件"


def _open_compound(path: Path) -> Opened:
    file = compound.CompoundFile(path.read_bytes(), path.name)
    if file.has("EncryptedPackage", "EncryptionInfo"):
        raise encrypted(path.name)
    signs = Signs(path.name)
    if (document := file.stream("WordDocument")) is not None:
        _refuse_locked_document(document, path.name)
        container = Container.OLD_WORD
        signs.look_at_compound(file, None)
    elif (workbook := file.stream("Workbook") or file.stream("Book")) is not None:
        if any(kind == _FILE_PASS for kind, _ in records(workbook)):
            raise encrypted(path.name)
        container = Container.OLD_WORKBOOK
        signs.look_at_compound(file, workbook)
    else:
        raise other_format(path.name, "内容不是文档，也不是表格", _TAKEN)
    return Opened(container=container, findings=tuple(signs.findings()))


def _refuse_locked_document(document: bytes, name: str) -> None:
    if len(document) < 12:
        raise damaged(name, "正文不完整")
    mark, flags = struct.unpack_from("<H8xH", document)
    if mark not in _WORD_MARKS:
        raise damaged(name, "正文不完整")
    if flags & 0x0100:
        raise encrypted(name)


def _open_text(path: Path, head: bytes) -> Opened:
    other = next((label for mark, label in _OTHERS.items() if head.startswith(mark)), "")
    if other:
        raise other_format(path.name, f"内容是{other}", _TAKEN)
    size = path.stat().st_size
    if size > LARGEST_TEXT:
        raise too_large(path.name, f"有 {size // _MIB} MB 文字，上限是 {LARGEST_TEXT // _MIB} MB")
    promised = _BY_NAME.get(path.suffix.lower())
    if promised not in (None, Container.TEXT):
        raise other_format(path.name, f"扩展名是 {path.suffix}，内容却不是，也可能已损坏", "请核对来源，重新导出一份。")
    text, encoding = decoded(path.read_bytes(), path.name)
    findings = () if encoding == "utf-8" else (_in_other_encoding(path.name, encoding),)
    return Opened(container=Container.TEXT, text=text, findings=findings)


def _in_other_encoding(name: str, encoding: str) -> Finding:
    label = {"gb18030": "GB18030（GBK）"}.get(encoding, encoding.upper())
    return Finding(
        level=Level.NOTE, code="encoding", where=name, text=f"文字按 {label} 编码读入",
        remedy="请看看预览里的文字是否正常",
    )
