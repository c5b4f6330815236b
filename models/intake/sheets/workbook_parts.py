"""What an .xlsx tells of its sheets beside the values: formats of numbers, formulas, hidden rows and columns.

A sheet of 60,000 cells is searched as bytes, because only few cells have anything to tell and building them all costs
more than reading the file. The search knows the form that office programs write; a sheet of another form (prefixes,
comments, cells without a name) is first brought into it. Element names are those of ECMA-376 part 1, 18.3.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from itertools import chain
from typing import IO, Any

from lxml import etree

from models.domain.drafts.source import Place, column_letters
from models.intake.gate.refusals import too_large
from models.intake.sheets.number_formats import BUILT_IN, GENERAL

_TAGS = re.compile(rb"<(?:\w+:)?(?:row|c)[\s/>](?:r=\")?")
_SAMPLE = 1 << 16
_ROW = re.compile(rb'<row r="(\d+)"([^>]*)>')
_HIDDEN = re.compile(rb'\b(?:hidden="(?:1|true)"|ht="0(?:\.0*)?")')
_COLUMN = re.compile(rb"<col [^>]*>")
_FORMULA = re.compile(rb"<f[\s/>]")
_AFTER_FORMULA = re.compile(rb"<f(?:\s[^>]*)?(?:/>|>.*?</f>)\s*(?:<v>([^<]*)</v>|<v/>)?", re.DOTALL)
_NAME = re.compile(rb'<c r="([A-Z]+)(\d+)"')
_NARROW = re.compile(rb'<c r="([A-Z])\d+"[^>]*(?<!/)>')
_WIDE = re.compile(rb'<c r="([A-Z]{2,})(\d+)"[^>]*(?<!/)>')
_NUMBER = rb'<c r="([A-Z]+)(\d+)"(?: t="n")? s="(%s)"(?! t="(?:s|str|inlineStr|b|e)")'
_ATTRIBUTE = re.compile(rb'\b(min|max)="(\d+)"')
_ERROR = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*\bt="e"')
_VALUE = re.compile(rb"<(?:v|is)[\s>]")
_KEPT = frozenset({"s", "t", "ht", "hidden", "min", "max"})
_LARGEST = 120 << 20
# In so many rows each is looked into: columns set in a style reach down to the last row of a sheet and hold nothing.
_MANY = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFacts:
    """What a sheet tells beside its values; rows and columns count from 0. `bare` are formulas without their value."""

    formats: dict[Place, str] = field(default_factory=dict)
    formulas: frozenset[Place] = frozenset()
    bare: frozenset[Place] = frozenset()
    errors: frozenset[Place] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    # How far the filled cells reach, so that nobody lays out a sheet for one cell in its last corner.
    rows: int = 0
    columns: int = 0


class XlsxParts:
    """The parts of an .xlsx, looked up by the names its workbook gives its sheets."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        main = self._main()
        self._targets = self._relations(main)
        root = self._xml(main)
        self._sheets = {
            sheet.get("name", ""): next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
            for sheet in root.iter("{*}sheet")
        }
        self._codes = self._formats()

    def facts(self, sheet: str) -> SheetFacts:
        """Return what a sheet tells beside its values; nothing of a sheet of charts."""
        target = self._targets.get(self._sheets.get(sheet, ""), "")
        if not target or target not in self._archive.namelist():
            return SheetFacts()
        if self._archive.getinfo(target).file_size > _LARGEST:
            raise too_large(sheet, f"这张表展开后不止 {_LARGEST >> 20} MB")
        return _facts(_regular(self._archive.read(target)), self._codes)

    def _main(self) -> str:
        for relation in self._xml("_rels/.rels"):
            if relation.get("Type", "").endswith("/officeDocument"):
                return str(relation.get("Target", "")).lstrip("/")
        return "xl/workbook.xml"

    def _relations(self, main: str) -> dict[str, str]:
        folder, name = posixpath.split(main)
        relations = self._xml(f"{folder}/_rels/{name}.rels")
        return {item.get("Id", ""): _inside(folder, item.get("Target", "")) for item in relations}

    def _formats(self) -> dict[bytes, str]:
        """Return the format of each style that has one, by the style's number as a cell names it."""
        target = next((name for name in self._targets.values() if posixpath.basename(name) == "styles.xml"), "")
        if target not in self._archive.namelist():
            return {}
        root = self._xml(target)
        named = {int(item.get("numFmtId", "0")): item.get("formatCode", "") for item in root.iter("{*}numFmt")}
        cells = next(root.iter("{*}cellXfs"), ())
        numbers = (int(style.get("numFmtId", "0")) for style in cells if isinstance(style.tag, str))
        codes = (named.get(number) or BUILT_IN.get(number, GENERAL) for number in numbers)
        return {str(place).encode(): code for place, code in enumerate(codes) if code not in (GENERAL, "@")}

    def _xml(self, name: str) -> Any:
        return etree.fromstring(self._archive.read(name), _parser())


def _inside(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _facts(data: bytes, codes: dict[bytes, str]) -> SheetFacts:
    formulas = dict(_formulas(data))
    rows = _rows(data)
    return SheetFacts(
        formats=dict(_formatted(data, codes)),
        formulas=frozenset(formulas),
        bare=frozenset(place for place, has_value in formulas.items() if not has_value),
        errors=frozenset(_errors(data)),
        hidden_rows=frozenset(int(row[1]) - 1 for row in _ROW.finditer(data) if _HIDDEN.search(row[2])),
        hidden_columns=frozenset(_hidden_columns(data[: data.find(b"<sheetData")])),
        rows=rows,
        columns=_columns(data, rows),
    )


def _rows(data: bytes) -> int:
    """Return the number of rows up to the last that may hold a value."""
    numbers = [int(row[1]) for row in _ROW.finditer(data)]
    if len(numbers) <= _MANY:
        return max(numbers, default=0)
    last, row = 0, None
    for following in chain(_ROW.finditer(data), (None,)):
        end = following.start() if following else len(data)
        if row and int(row[1]) > last and _VALUE.search(data, row.end(), end):
            last = int(row[1])
        row = following
    return last


def _columns(data: bytes, rows: int) -> int:
    """Return the number of columns up to the last that may hold a value; of a sheet of usual size at least 26."""
    wide = max((column_of(cell[1]) + 1 for cell in _WIDE.finditer(data)), default=0)
    if wide or rows <= _MANY:
        return max(wide, 26)
    return max((column_of(letter) + 1 for letter in set(_NARROW.findall(data))), default=0)


def _errors(data: bytes) -> Iterator[Place]:
    if b' t="e"' in data:
        yield from ((int(row) - 1, column_of(letters)) for letters, row in _ERROR.findall(data))


def _formatted(data: bytes, codes: dict[bytes, str]) -> Iterator[tuple[Place, str]]:
    """Yield the cells of numbers whose style has a format."""
    if not codes:
        return
    for letters, row, style in re.findall(_NUMBER % b"|".join(codes), data):
        yield (int(row) - 1, column_of(letters)), codes[style]


def _formulas(data: bytes) -> Iterator[tuple[Place, bool]]:
    """Yield the cells of formulas, and whether each holds the value it gave."""
    for found in _FORMULA.finditer(data):
        start = data.rfind(b"<c ", 0, found.start())
        cell, after = _NAME.match(data, start), _AFTER_FORMULA.match(data, found.start())
        if cell is None or after is None:
            continue
        is_text = b't="str"' in data[start:found.start()]
        yield (int(cell[2]) - 1, column_of(cell[1])), bool(after[1]) or (is_text and after[1] is not None)


def _hidden_columns(head: bytes) -> Iterator[int]:
    for tag in _COLUMN.findall(head):
        if not re.search(rb'\bhidden="(?:1|true)"', tag):
            continue
        reach = {name: int(value) for name, value in _ATTRIBUTE.findall(tag)}
        yield from range(reach.get(b"min", 1) - 1, min(reach.get(b"max", 0), 1 << 14))


@cache
def column_of(letters: bytes) -> int:
    """Return the column, from 0, that letters name: A is 0, AB 27."""
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return column - 1


# Another form


def _regular(data: bytes) -> bytes:
    """Return a sheet in the form the search knows: no prefixes, no comments, every row and cell with its name."""
    begin = data.find(b"<sheetData")
    tags = _TAGS.findall(data, begin, begin + _SAMPLE)
    # One program wrote the sheet, so its other rows and cells are like its first.
    if begin >= 0 and all(tag.startswith((b'<row r="', b'<c r="')) for tag in tags):
        return data
    return b"".join(_rewritten(BytesIO(data)))


def _rewritten(stream: IO[bytes]) -> Iterator[bytes]:
    row = column = 0
    for event, node in etree.iterparse(stream, events=("start", "end"), resolve_entities=False, huge_tree=False):
        name = etree.QName(node).localname if isinstance(node.tag, str) else ""
        if event == "end":
            yield _ended(name, node)
        elif name == "row":
            row, column = int(node.get("r", row + 1)), 0
            yield b'<row r="%d"%s>' % (row, _attributes(node))
        elif name == "c":
            named = re.match(r"[A-Z]+", node.get("r", ""))
            column = column_of(named[0].encode()) + 1 if named else column + 1
            yield b'<c r="%s%d"%s>' % (column_letters(column - 1).encode(), row, _attributes(node))
        elif name == "sheetData":
            yield b"<sheetData>"


def _ended(name: str, node: Any) -> bytes:
    if name == "row":
        node.clear()
    if name == "col":
        return b"<col%s/>" % _attributes(node)
    # What a formula or value says is read elsewhere; here it only counts that it is there.
    return b"<%s>%s</%s>" % ((name.encode(), b"1" if node.text else b"", name.encode())) if name in "fv" else b""


def _attributes(node: Any) -> bytes:
    return b"".join(
        b' %s="%s"' % (key.encode(), value.encode())
        for key, value in node.attrib.items() if key in _KEPT and value.replace(".", "").isalnum()
    )
