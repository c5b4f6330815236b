"""What a file from outside would run or fetch in an office program: macros, external links, attached templates, DDE.

Here nothing of it is run or fetched; each kind is one finding, so that the clerk knows what the file holds. A web
address somebody may click is told apart from what a program opens by itself.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from lxml import etree

from models.domain.finding import Finding, Level
from models.errors import ForeignFileError
from models.intake.gate.compound import CompoundFile
from models.intake.gate.refusals import damaged

_MACRO_PARTS = re.compile(
    r"(?:.*/)?(?:vbaProject\.bin|vbaData\.xml|macrosheets/.+|dialogsheets/.+|activeX/.+|attachedToolbars\.bin)"
    r"|(?:Basic|Scripts)/.+",
    re.IGNORECASE,
)
_FIELD_TEXT = re.compile(rb"""<(?:\w+:)?instrText[^>]*>([^<]*)<|<(?:\w+:)?fldSimple[^>]*?\binstr\s*=\s*["']([^"']*)""")
_FETCHING_FIELD = re.compile(rb"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|RTD|DATABASE|IMPORT)\b", re.IGNORECASE)
_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^>]*)?>([^<]*)<")
_FETCHING_FORMULA = re.compile(rb"\b(?:WEBSERVICE|RTD|IMAGE|FILTERXML)\s*\(|\w\|[^!<]*!|\[[^\]<]*\]", re.IGNORECASE)
_OPEN_LINK = re.compile(
    rb"""<(table:table-source|office:dde-source|draw:image|draw:object|draw:plugin)[^>]*?"""
    rb"""(?:xlink:href|office:dde-item)\s*=\s*["'](?!\.?/?(?:Pictures|Object|ObjectReplacements|media)\b)([^"'#][^"']*)"""
)
_RUN_RECORDS = 200_000


class Signs:
    """What was seen of a file that runs or reaches out, part by part, and the findings of it."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._macros: list[str] = []
        self._links: list[str] = []
        self._addresses: list[str] = []

    def look(self, part: str, data: bytes) -> None:
        """Take notice of one part of a zip."""
        if _MACRO_PARTS.fullmatch(part):
            self._macros.append(part)
        elif part.endswith(".rels"):
            self._look_at_relations(part, data)
        elif part == "content.xml":
            self._links += [_text(match[2]) for match in _OPEN_LINK.finditer(data)]
        elif part.endswith(("connections.xml", "ddeLink.xml")):
            self._links.append(part)
        elif part.startswith("word/") and part.endswith(".xml"):
            self._links += _fetching_fields(data)
        elif part.startswith("xl/worksheets/") and part.endswith(".xml"):
            self._links += _fetching_formulas(data)

    def look_at_compound(self, file: CompoundFile, workbook: bytes | None) -> None:
        """Take notice of the folders of a compound file, and of the records of its workbook where it has one."""
        if file.has("_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA", "Macros"):
            self._macros.append("VBA")
        if workbook is not None:
            self._links += ["其他工作簿" for kind, data in records(workbook) if kind == 0x01AE and _is_outside(data)]

    def _look_at_relations(self, part: str, data: bytes) -> None:
        for relation in _relations(data, self._name, part):
            if relation.get("TargetMode", "").lower() != "external":
                continue
            is_address = relation.get("Type", "").endswith("/hyperlink")
            (self._addresses if is_address else self._links).append(relation.get("Target", ""))

    def findings(self) -> Iterator[Finding]:
        """Yield a finding for each kind of thing that was seen."""
        if self._macros:
            text = "文件带有宏，没有运行，也没有收入，只读了文字"
            yield self._finding(Level.WARN, "macros", text, "请核对来源；不需要宏就另存为不带宏的文件")
        if self._links:
            text = f"文件带有外部链接（{_listed(self._links)}），没有打开，也没有取里面的内容"
            yield self._finding(Level.WARN, "external_links", text, "请核对相关内容是否已在文件里")
        if self._addresses:
            text = f"文件里有网址或邮箱的超链接（外部链接：{_listed(self._addresses)}），没有打开，只读了文字"
            yield self._finding(Level.NOTE, "hyperlinks", text, "不用处理")

    def _finding(self, level: Level, code: str, text: str, remedy: str) -> Finding:
        return Finding(level=level, code=code, where=self._name, text=text, remedy=remedy)


def records(workbook: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield kind and content of the records that stand for the whole workbook of an .xls."""
    at = 0
    for _ in range(_RUN_RECORDS):
        if at + 4 > len(workbook):
            return
        kind, size = struct.unpack_from("<HH", workbook, at)
        yield kind, workbook[at + 4 : at + 4 + size]
        at += 4 + size
        if kind == 0x000A:
            return


def _is_outside(supporting: bytes) -> bool:
    # The workbook's own sheets and its built-in functions stand there with a mark instead of a name.
    return supporting[2:4] not in (b"\x01\x04", b"\x01\x3a")


def _relations(data: bytes, name: str, part: str) -> Iterable[etree._Element]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return list(etree.fromstring(data, parser).iterchildren("{*}Relationship"))
    except etree.XMLSyntaxError as error:
        raise _broken(name, part) from error


def _broken(name: str, part: str) -> ForeignFileError:
    return damaged(name, f"部件“{part}”不完整")


def _fetching_fields(data: bytes) -> Iterator[str]:
    if b"instr" not in data:
        return
    # A field's instruction may be cut into several runs.
    for field in data.split(b'fldCharType="begin"'):
        told = b"".join(match[1] or match[2] or b"" for match in _FIELD_TEXT.finditer(field))
        if _FETCHING_FIELD.search(told):
            yield _text(told.strip())


def _fetching_formulas(data: bytes) -> Iterator[str]:
    # One rare byte is looked for much faster than two: without these no formula can fetch anything.
    if not any(sign in data for sign in (b"(", b"|", b"[")):
        return
    for match in _FORMULA.finditer(data):
        if _FETCHING_FORMULA.search(match[1]):
            yield _text(match[1])


def _listed(targets: list[str]) -> str:
    shown = list(dict.fromkeys(_shown(target) for target in targets))
    return "、".join(shown[:3]) + (f" 等 {len(shown)} 处" if len(shown) > 3 else "")


def _shown(target: str) -> str:
    plain = "".join(sign for sign in unquote(target) if sign.isprintable())
    return plain if len(plain) <= 40 else f"{plain[:40]}…"


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")
