"""Makers of files that must be refused, or taken with a finding: each is built here, tiny, and says what is wrong.

Every maker writes one file at the path it is given. `REFUSED` names of each the file, the word its refusal must hold,
and whether a child is needed to find it; `TAKEN` the word of its finding.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
from openpyxl import Workbook

Maker = Callable[[Path], None]
LEDGER = "序号,反馈问题,责任单位,整改时限\n1,垃圾填埋场渗滤液外溢。,示例县城市管理局,2025年底前\n"
_CORE = (
    ("序号", "反馈问题", "责任单位", "整改时限"),
    ("1", "垃圾填埋场渗滤液外溢。", "示例县城市管理局", "2025年底前"),
    ("2", "污水管网不完善。", "示例县住房和城乡建设局", "2024年6月底前"),
)


def workbook_bytes() -> bytes:
    """Return a small ledger as .xlsx."""
    book = Workbook()
    for row in _CORE:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def document_bytes() -> bytes:
    """Return a small plan of two tasks as .docx."""
    document = docx.Document()
    document.add_paragraph("示例县贯彻落实督察反馈意见整改方案")
    for number, problem in (("一", "垃圾填埋场渗滤液外溢。"), ("二", "污水管网不完善。")):
        for text in (f"{number}、{problem}", "责任单位：示例县城市管理局", "整改时限：2025年底前",
                     "整改目标：完成整治。", "整改措施：（一）建成收集池。（二）每月监测一次。"):
            document.add_paragraph(text)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the parts of a zip by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes] | list[tuple[str, bytes]]) -> bytes:
    """Return a zip of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items() if isinstance(parts, dict) else parts:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def workbook_with(**changed: bytes) -> bytes:
    """Return the ledger with parts added or replaced; `__` in a name stands for /, `_dot_` for a point."""
    named = {name.replace("__", "/").replace("_dot_", "."): data for name, data in changed.items()}
    return zipped(parts_of(workbook_bytes()) | named)


def replaced(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Return a zip in which one part says something else."""
    parts = parts_of(data)
    assert old in parts[part], part
    parts[part] = parts[part].replace(old, new, 1)
    return zipped(parts)


def _write(make: Callable[[], bytes]) -> Maker:
    return lambda path: path.write_bytes(make()) and None


# Zips


def bomb() -> bytes:
    return workbook_with(xl__worksheets__sheet1_dot_xml=b" " * (40 << 20))


def lying_bomb() -> bytes:
    """A part of 40 MiB that both lists say is small."""
    data = bytearray(bomb())
    at = data.index(b"xl/worksheets/sheet1.xml") - 30
    struct.pack_into("<L", data, at + 22, 1000)
    listed = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    struct.pack_into("<L", data, listed + 24, 1000)
    return bytes(data)


def many_parts() -> bytes:
    return zipped(parts_of(workbook_bytes()) | {f"xl/media/{number}.png": b"" for number in range(5_001)})


def overlapping() -> bytes:
    """Two entries of the list that are one part of the file."""
    data = bytearray(workbook_bytes())
    first = data.index(b"PK\x01\x02")
    offset = struct.unpack_from("<L", data, data.index(b"PK\x01\x02", first + 4) + 42)[0]
    struct.pack_into("<L", data, data.rindex(b"PK\x01\x02") + 42, offset)
    return bytes(data)


def cut_off() -> bytes:
    data = workbook_bytes()
    return data[: len(data) * 2 // 3]


def wrong_sum() -> bytes:
    """A part whose bytes are whole but are not those that were summed."""
    data = bytearray(workbook_bytes())
    name = b"xl/worksheets/sheet1.xml"
    for at in (data.index(name) - 30 + 14, data.rindex(name) - 46 + 16):
        struct.pack_into("<L", data, at, 0xDEADBEEF)
    return bytes(data)


def spoilt_deflate() -> bytes:
    data = bytearray(workbook_bytes())
    at = data.index(b"xl/worksheets/sheet1.xml") + 24
    data[at : at + 8] = b"\xff" * 8
    return bytes(data)


def twins() -> bytes:
    parts = list(parts_of(workbook_bytes()).items())
    again = [(name, data) for name, data in parts if name.endswith("sheet1.xml")]
    return _without_warning([*parts, *again])


def twins_in_case() -> bytes:
    return workbook_with(XL__WORKSHEETS__SHEET1_dot_xml=b"<worksheet/>")


def _without_warning(parts: list[tuple[str, bytes]]) -> bytes:
    # zipfile warns of a name given twice; so the second is written under another of its length and renamed.
    renamed = [(f"{name[:-1]}~" if at == len(parts) - 1 else name, data) for at, (name, data) in enumerate(parts)]
    last = parts[-1][0].encode()
    return zipped(renamed).replace(last[:-1] + b"~", last)


def way_out() -> bytes:
    return zipped(parts_of(workbook_bytes()) | {"../../canary.txt": b"out"})


def drive() -> bytes:
    return zipped(parts_of(workbook_bytes()) | {"C:\\Windows\\x.txt": b"out"})


def zip_with_password() -> bytes:
    data = bytearray(workbook_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def prefixed() -> bytes:
    """Another zip in front: some readers would see the first, some the second."""
    return zipped({"a.txt": b"a"}) + workbook_bytes()


def without_text() -> bytes:
    return zipped({name: data for name, data in parts_of(document_bytes()).items() if not name.startswith("word/")})


# XML


def entity(part: str, data: bytes, canary: Path | None = None) -> bytes:
    """A part that wants the text of a local file as an entity."""
    where = canary.as_uri() if canary else "file:///etc/hostname"
    doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{where}">]>'.encode()
    parts = parts_of(data)
    head, end, rest = parts[part].partition(b"?>")
    parts[part] = head + end + doctype + rest if end else doctype + head
    return zipped(parts)


def laughs() -> bytes:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE x [<!ENTITY l0 "哈哈哈">{lines}]>'.encode()
    return replaced(workbook_bytes(), "xl/worksheets/sheet1.xml", b"<worksheet", doctype + b"<worksheet")


def hidden_in_utf_16() -> bytes:
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY e "x">]><x>&e;</x>'
    return workbook_with(customXml__item1_dot_xml=text.encode("utf-16"))


def strange_encoding() -> bytes:
    return workbook_with(customXml__item1_dot_xml=b'<?xml version="1.0" encoding="UTF-7"?><x/>')


# Compound files


def compound(streams: dict[str, bytes], folders: tuple[str, ...] = ()) -> bytes:
    """Return a compound file of these streams, each padded so far that it needs no short sectors."""
    padded = {name: data.ljust(max(4096, -(-len(data) // 512) * 512), b"\0") for name, data in streams.items()}
    entries = [("Root Entry", 5, 0xFFFFFFFE, 0)]
    table = [0xFFFFFFFD]
    body = b""
    for name, data in padded.items():
        start, count = len(table), len(data) // 512
        table += [*range(start + 1, start + count), 0xFFFFFFFE]
        entries.append((name, 2, start, len(data)))
        body += data
    entries += [(name, 1, 0xFFFFFFFE, 0) for name in folders]
    directory = len(table)
    sectors = -(-len(entries) // 4)
    table += [*range(directory + 1, directory + sectors), 0xFFFFFFFE]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<10I", 0, 1, directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    header += struct.pack("<108I", *[0xFFFFFFFF] * 108)
    listed = b"".join(_directory_entry(*entry) for entry in entries).ljust(sectors * 512, b"\0")
    numbers = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
    assert len(header) == 512 and len(table) <= 128
    return header + numbers + body + listed


def _directory_entry(name: str, kind: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le").ljust(64, b"\0")
    head = struct.pack("<HBB", 2 * len(name) + 2, kind, 1) + struct.pack("<3I", *[0xFFFFFFFF] * 3)
    return text + head + bytes(36) + struct.pack("<IQ", start, size)


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


_BEGIN = record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0))


def old_workbook(*records: bytes, folders: tuple[str, ...] = ()) -> bytes:
    return compound({"Workbook": b"".join((_BEGIN, *records, record(0x000A)))}, folders)


def locked_old_workbook() -> bytes:
    return old_workbook(record(0x002F, bytes(54)))


def old_document(flags: int = 0) -> bytes:
    return compound({"WordDocument": struct.pack("<H8xH", 0xA5EC, flags)})


def encrypted_package() -> bytes:
    return compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"})


def chain_without_end() -> bytes:
    data = bytearray(old_workbook())
    struct.pack_into("<I", data, 512 + 4, 1)
    return bytes(data)


# Texts


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def japanese(encoding: str) -> bytes:
    text = "番号,指摘された問題\n1,ごみ埋立地からの浸出水があふれている。環境保護局は速やかに改善措置を実施すること。\n"
    return text.encode(encoding)


def korean() -> bytes:
    text = "번호,지적된 문제\n1,쓰레기 매립지에서 침출수가 넘치고 있다. 환경보호국은 신속히 개선할 것.\n"
    return text.encode("euc_kr")


REFUSED: dict[str, tuple[str, Maker, str]] = {name: (file, _write(make), word) for name, file, make, word in (
    ("a part that unfolds two hundred times", "台账.xlsx", bomb, "过大，超过上限"),
    ("a part larger than it says", "台账.xlsx", lying_bomb, "过大，超过上限"),
    ("5,001 parts too many", "台账.xlsx", many_parts, "过大，超过上限"),
    ("parts that overlap", "台账.xlsx", overlapping, "过大，超过上限"),
    ("an entity in a sheet", "台账.xlsx", lambda: entity("xl/worksheets/sheet1.xml", workbook_bytes()), "不安全"),
    ("an entity in a document", "方案.docx", lambda: entity("word/document.xml", document_bytes()), "不安全"),
    ("an entity in the relations", "方案.docx", lambda: entity("_rels/.rels", document_bytes()), "不安全"),
    ("a billion laughs", "台账.xlsx", laughs, "不安全"),
    ("an entity in UTF-16", "台账.xlsx", hidden_in_utf_16, "不安全"),
    ("an encoding nobody looks through", "台账.xlsx", strange_encoding, "不安全"),
    ("a part above the folder", "台账.xlsx", way_out, "不安全"),
    ("a part on a drive", "台账.xlsx", drive, "不安全"),
    ("a zip with a password", "台账.xlsx", zip_with_password, "加密"),
    ("a document with a password", "方案.docx", encrypted_package, "加密"),
    ("an old workbook with a password", "台账.xls", locked_old_workbook, "加密"),
    ("a workbook of WPS with a password", "台账.et", locked_old_workbook, "加密"),
    ("an old document with a password", "方案.doc", lambda: old_document(0x0100), "加密"),
    ("a zip cut off", "台账.xlsx", cut_off, "损坏"),
    ("a zip of nothing", "台账.xlsx", lambda: zipped({}), "损坏"),
    ("nothing", "台账.xlsx", lambda: b"", "损坏"),
    ("an empty table", "台账.csv", lambda: b"", "损坏"),
    ("a wrong sum", "台账.xlsx", wrong_sum, "损坏"),
    ("spoilt bytes", "台账.xlsx", spoilt_deflate, "损坏"),
    ("a name twice", "台账.xlsx", twins, "损坏"),
    ("a name twice in other case", "台账.xlsx", twins_in_case, "损坏"),
    ("two zips in one", "台账.xlsx", prefixed, "损坏"),
    ("a document without its list of parts", "方案.docx", lambda: zipped({"word/document.xml": b"<x/>"}), "损坏"),
    ("a document without a text", "方案.docx", without_text, "损坏"),
    ("an old workbook cut off", "台账.xls", lambda: old_workbook()[:1500], "损坏"),
    ("an old workbook that bites its tail", "台账.xls", chain_without_end, "损坏"),
    ("a NUL in a table", "台账.csv", lambda: LEDGER.replace("外溢", "外\0溢").encode(), "损坏"),
    ("a document that is called a workbook", "台账.xlsx", document_bytes, "格式"),
    ("a workbook that is called a document", "方案.docx", workbook_bytes, "格式"),
    ("a workbook that is called a table of text", "台账.csv", workbook_bytes, "格式"),
    ("a table of text that is called a workbook", "台账.xlsx", lambda: LEDGER.encode(), "格式"),
    ("a table of text that is called an old workbook", "台账.xls", lambda: LEDGER.encode("gbk"), "格式"),
    ("a new workbook that is called an old one", "台账.xls", workbook_bytes, "格式"),
    ("a picture that is called a document", "方案.docx", png, "格式"),
    ("a picture that is called a table of text", "台账.csv", png, "格式"),
    ("a PDF", "方案.pdf", lambda: b"%PDF-1.7\n%%EOF", "格式"),
    ("a zip of papers", "方案.zip", lambda: zipped({"方案.txt": b"x"}), "格式"),
    ("a binary workbook", "台账.xlsx",
     lambda: zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b"x"}), "格式"),
    ("Japanese", "台账.csv", lambda: japanese("euc_jp"), "编码"),
    ("Japanese of Windows", "台账.csv", lambda: japanese("shift_jis"), "编码"),
    ("Korean", "台账.csv", korean, "编码"),
    ("bytes of no text", "方案.txt", lambda: bytes(range(128, 256)) * 3, "编码"),
    ("UTF-8 with a broken sign", "台账.csv", lambda: LEDGER.encode().replace("外溢".encode(), b"\xe5\xa4"), "编码"),
)}


# Taken with a finding


def with_macros() -> bytes:
    return workbook_with(xl__vbaProject_dot_bin=b"\xd0\xcf\x11\xe0")


def document_with_macros() -> bytes:
    return zipped(parts_of(document_bytes()) | {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def external(kind: str, target: str) -> bytes:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = f'<Relationship Id="rId99" Type="{base}/{kind}" Target="{target}" TargetMode="External"/>'
    end = "</Relationships>"
    return replaced(document_bytes(), "word/_rels/document.xml.rels", end.encode(), f"{relation}{end}".encode())


def with_linked_workbook() -> bytes:
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" '
        b'Target="file:///D:/2023.xlsx" TargetMode="External"/></Relationships>'
    )
    return workbook_with(xl__externalLinks___rels__externalLink1_dot_xml_dot_rels=relations)


def with_dde() -> bytes:
    """A field that would start a program, its instruction cut in two."""
    field = b"".join(b"<w:r>" + inner + b"</w:r>" for inner in (
        b'<w:fldChar w:fldCharType="begin"/>', b"<w:instrText>DDE</w:instrText>",
        b"<w:instrText>AUTO c:\\windows\\cmd.exe</w:instrText>", b'<w:fldChar w:fldCharType="end"/>',
    ))
    field = b"<w:p>" + field + b"</w:p>"
    return replaced(document_bytes(), "word/document.xml", b"<w:sectPr", field + b"<w:sectPr")


def with_fetching_formula() -> bytes:
    return replaced(
        workbook_bytes(), "xl/worksheets/sheet1.xml", b"</sheetData>",
        b'<row r="9"><c r="E9" t="str"><f>WEBSERVICE("http://example.com/")</f><v>x</v></c></row></sheetData>',
    )


def open_sheet(*, folder: str = "", link: str = "") -> bytes:
    """A ledger as .ods, with a folder of macros or a linked table."""
    rows = "".join(
        "<table:table-row>" + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in row
        ) + "</table:table-row>"
        for row in _CORE
    )
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"' for prefix in ("office", "table", "text")
    )
    source = f'<table:table-source xlink:href="{link}"/>' if link else ""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} xmlns:xlink='
        '"http://www.w3.org/1999/xlink" office:version="1.2"><office:body><office:spreadsheet><table:table table:name='
        f'"Sheet1">{source}{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type='
        '"application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" '
        'manifest:media-type="text/xml"/></manifest:manifest>'
    )
    parts = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode(),
             "META-INF/manifest.xml": manifest.encode()}
    if folder:
        parts[folder] = b'<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "x.dtd"><x/>'
    return zipped(parts)


def locked_open_sheet() -> bytes:
    return replaced(open_sheet(), "META-INF/manifest.xml", b"</manifest:manifest>",
                    b"<manifest:encryption-data/></manifest:manifest>")


REFUSED["an open sheet with a password"] = ("台账.ods", _write(locked_open_sheet), "加密")
TAKEN: dict[str, tuple[str, Maker, str]] = {name: (file, _write(make), word) for name, file, make, word in (
    ("a workbook with macros", "台账.xlsm", with_macros, "宏"),
    ("a document with macros", "方案.docm", document_with_macros, "宏"),
    ("an old workbook with macros", "台账.xls", lambda: old_workbook(folders=("_VBA_PROJECT_CUR",)), "宏"),
    ("an open sheet with macros", "台账.ods", lambda: open_sheet(folder="Basic/script-lc.xml"), "宏"),
    ("an attached template", "方案.docx", lambda: external("attachedTemplate", "file:///D:/公文.dotm"), "外部链接"),
    ("a picture from elsewhere", "方案.docx", lambda: external("image", "http://example.com/1.png"), "外部链接"),
    ("a web address", "方案.docx", lambda: external("hyperlink", "http://example.com/"), "外部链接"),
    ("a linked workbook", "台账.xlsx", with_linked_workbook, "外部链接"),
    ("a field that starts a program", "方案.docx", with_dde, "外部链接"),
    ("a formula that fetches", "台账.xlsx", with_fetching_formula, "外部链接"),
    ("an old workbook with a link", "台账.xls",
     lambda: old_workbook(record(0x01AE, struct.pack("<HHB", 1, 4, 0) + b"D:\\2")), "外部链接"),
    ("an open sheet with a linked table", "台账.ods", lambda: open_sheet(link="http://example.com/a.ods"), "外部链接"),
)}
