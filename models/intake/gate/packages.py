"""The parts of a zip from outside (.docx, .xlsx, .ods): unpacked once under limits, checked, and mostly let go again.

A zip's own numbers may lie, and readers differ in which of two lists they believe. So each part is really unpacked
and counted, its sum is checked, its name has to stand in both lists, and parts may not overlap, occur twice or point
out of the file. XML parts are searched for a DTD and entities, in whatever encoding. Kept are the small parts that tell
what a file is and what it reaches out to.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from models.errors import ForeignFileError
from models.intake.gate.refusals import damaged, encrypted, too_large, unsafe
from models.isolation import Limits

_LOCAL = struct.Struct("<4s2xHH14x2xHH")
_MIB = 1 << 20
_LARGEST_KEPT = 4 * _MIB
_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f]")
_DTD = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENTITY = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_KNOWN_ENCODINGS = (b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1", b"gb2312", b"gbk", b"gb18030")
_EBCDIC = b"\x4c\x6f\xa7\x94"
# What LibreOffice writes of macros begins with a DTD by its own format; no reader here opens it.
_MACRO_FOLDERS = ("Basic/", "Dialogs/")

Look = Callable[[str, bytes], None]


def unpack(path: Path, limits: Limits, look: Look) -> dict[str, bytes]:
    """Return the names of all parts with the bytes of those that tell what the file is; empty bytes for the others.

    `look` is called with each part's name and bytes. Raises ForeignFileError for whatever is wrong with the zip.
    """
    parts: dict[str, bytes] = {}
    left = limits.unpacked
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
    _refuse_names(entries, path.name)
    with path.open("rb") as file:
        _refuse_overlaps(entries, path)
        for entry in entries:
            data = _unpacked(file, entry, min(left, _allowed(entry, limits)), path.name)
            left = max(0, left - len(data))
            _refuse_dtd(entry.filename, data, path.name)
            look(entry.filename, data)
            parts[entry.filename] = _kept(entry.filename, data, path.name)
    return parts


def _refuse_names(entries: list[zipfile.ZipInfo], name: str) -> None:
    seen: set[str] = set()
    for entry in entries:
        part = entry.orig_filename.replace("\\", "/")
        if part.startswith("/") or _DRIVE.match(part) or ".." in part.split("/") or _CONTROL.search(part):
            raise unsafe(name, f"里面的部件名“{_shown(part)}”指到文件外面去了")
        if part.casefold() in seen:
            raise damaged(name, f"里面有两个部件都叫“{_shown(part)}”")
        seen.add(part.casefold())


def _refuse_overlaps(entries: list[zipfile.ZipInfo], path: Path) -> None:
    ends = sorted((entry.header_offset, entry.header_offset + _LOCAL.size + entry.compress_size) for entry in entries)
    if not ends:
        raise damaged(path.name, "里面是空的")
    if ends[0][0]:
        raise damaged(path.name, "前面夹带了别的内容")
    following = [begin for begin, _ in ends[1:]] + [path.stat().st_size]
    if any(end > begin for (_, end), begin in zip(ends, following, strict=True)):
        raise too_large(path.name, "里面的部件互相重叠，展开后没有止境（文件也可能已损坏）")


def _allowed(entry: zipfile.ZipInfo, limits: Limits) -> int:
    # A deflated part of a few bytes may rightly unfold a thousand times; what counts is a large one.
    return max(_MIB, limits.ratio * entry.compress_size)


def _unpacked(file: IO[bytes], entry: zipfile.ZipInfo, allowed: int, name: str) -> bytes:
    """Return the bytes of one part; raises ForeignFileError where they are not what both lists say."""
    file.seek(entry.header_offset)
    head = file.read(_LOCAL.size)
    if len(head) < _LOCAL.size or not head.startswith(b"PK\x03\x04"):
        raise _no_such_part(entry, name)
    _, flags, method, name_length, extra_length = _LOCAL.unpack(head)
    if flags & 1 or entry.flag_bits & 1:
        raise encrypted(name)
    if file.read(name_length) != _raw_name(entry) or method != entry.compress_type:
        raise _no_such_part(entry, name)
    file.seek(extra_length, 1)
    data = _inflated(file.read(entry.compress_size), entry, allowed, name)
    if len(data) != entry.file_size or zlib.crc32(data) != entry.CRC:
        raise damaged(name, f"部件“{_shown(entry.filename)}”校验不符")
    return data


def _raw_name(entry: zipfile.ZipInfo) -> bytes:
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437")


def _inflated(packed: bytes, entry: zipfile.ZipInfo, allowed: int, name: str) -> bytes:
    if entry.compress_type == zipfile.ZIP_STORED:
        return packed
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise damaged(name, f"部件“{_shown(entry.filename)}”用了认不出的压缩方法")
    inflater = zlib.decompressobj(-15)
    try:
        data = inflater.decompress(packed, allowed + 1)
    except zlib.error as error:
        raise damaged(name, f"部件“{_shown(entry.filename)}”解不开") from error
    if len(data) > allowed:
        raise too_large(name, f"部件“{_shown(entry.filename)}”展开后太大")
    if not inflater.eof or inflater.unused_data:
        raise damaged(name, f"部件“{_shown(entry.filename)}”不完整")
    return data


def _no_such_part(entry: zipfile.ZipInfo, name: str) -> ForeignFileError:
    return damaged(name, f"部件“{_shown(entry.filename)}”与目录对不上")


def _shown(part: str) -> str:
    plain = "".join(sign if sign.isprintable() else "?" for sign in part)
    return plain if len(plain) <= 60 else f"{plain[:60]}…"


def _refuse_dtd(part: str, data: bytes, name: str) -> None:
    forbidden = _ENTITY if part.startswith(_MACRO_FOLDERS) else _DTD
    for text in _as_xml(data):
        # One rare byte is looked for much faster than two.
        if b"!" in text and b"<!" in text and forbidden.search(text):
            raise unsafe(name, f"部件“{_shown(part)}”夹带实体或文档类型定义（DTD），没有读")
        declared = _ENCODING.match(text[:200])
        if text.startswith(_EBCDIC) or (declared and declared[1].lower() not in _KNOWN_ENCODINGS):
            raise unsafe(name, f"部件“{_shown(part)}”用了不该有的文字编码，没有读")


def _as_xml(data: bytes) -> Iterator[bytes]:
    """Yield the bytes of a part that is XML, one byte a sign; nothing of a picture."""
    head = data[:64]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head[:4]:
        for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
            text = data.decode(encoding, "ignore").lstrip("\ufeff")
            if text.lstrip().startswith("<"):
                yield text.encode("utf-8", "ignore")
    elif head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"<", _EBCDIC)):
        yield data


def _kept(part: str, data: bytes, name: str) -> bytes:
    if not part.endswith((".rels", "[Content_Types].xml", "META-INF/manifest.xml")) and part != "mimetype":
        return b""
    if len(data) > _LARGEST_KEPT:
        raise too_large(name, f"部件“{_shown(part)}”有 {len(data) // _MIB} MB")
    return data
