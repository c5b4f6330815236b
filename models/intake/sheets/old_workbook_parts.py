"""What an .xls or .et tells of its sheets beside the values: formats of numbers, formulas, hidden rows and columns.

The file is a stream of records (kind, size, content) after [MS-XLS]: first those of the whole workbook, then for each
sheet, where the workbook says it begins, those of its rows and cells. What tells nothing of this is passed over.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from models.domain.drafts.source import Place
from models.intake.gate.compound import CompoundFile
from models.intake.gate.refusals import damaged
from models.intake.sheets.number_formats import BUILT_IN, GENERAL
from models.intake.sheets.workbook_parts import SheetFacts

_STREAMS = ("Workbook", "Book")
_BOF, _EOF = 0x0809, 0x000A
_SHEET, _FORMAT, _STYLE = 0x0085, 0x041E, 0x00E0
_ROW, _COLUMNS = 0x0208, 0x007D
_NUMBER, _SHORT_NUMBER, _SHORT_NUMBERS, _FORMULA, _NO_NUMBER = 0x0203, 0x027E, 0x00BD, 0x0006, 0x0205
_TEXTS = (0x00FD, 0x0204, 0x00D6)
_HIDDEN_ROW = 0x20
_VERSION_8 = 0x0600
# What a formula left behind instead of a number is 0 a text, 1 a truth, 2 an error, 3 nothing.
_ERROR = 2
_SHARED = 0x04BC
# A formula ends in what it does last: & or a function of one's own or of several arguments, by its number.
_JOINED, _REFERS_TO_SHARED = 0x08, 0x01
_FUNCTIONS = (frozenset({0x21, 0x41, 0x61}), frozenset({0x22, 0x42, 0x62}))
_GIVE_TEXT = frozenset({13, 14, 30, 31, 48, 111, 112, 113, 114, 115, 116, 118, 119, 120, 130, 162, 219, 336})


def facts_of(path: Path) -> list[SheetFacts]:
    """Return of each sheet, in the workbook's order, what it tells beside its values."""
    data = _stream(path)
    try:
        return _facts(data)
    except (struct.error, IndexError) as error:
        raise damaged(path.name, "表格的记录对不上") from error


def _stream(path: Path) -> bytes:
    content = path.read_bytes()
    if not content.startswith(b"\xd0\xcf\x11\xe0"):
        return content
    file = CompoundFile(content, path.name)
    found = next((stream for stream in map(file.stream, _STREAMS) if stream is not None), None)
    if found is None:
        raise damaged(path.name, "里面没有表格")
    return found


def _facts(data: bytes) -> list[SheetFacts]:
    begins: list[int] = []
    formats: dict[int, str] = dict(BUILT_IN)
    styles: list[int] = []
    is_new = struct.unpack_from("<H", data, 4)[0] >= _VERSION_8
    for kind, content in _records(data, 0):
        if kind == _SHEET:
            begins.append(struct.unpack_from("<I", content)[0])
        elif kind == _FORMAT:
            formats[struct.unpack_from("<H", content)[0]] = _text(content, is_new)
        elif kind == _STYLE:
            styles.append(struct.unpack_from("<2xH", content)[0])
    codes = [formats.get(number, GENERAL) for number in styles]
    return [_sheet(data, begin, codes) for begin in begins]


def _records(data: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records of one part, up to its end; a chart within a sheet is a part within it."""
    depth = 0
    while at + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 1:
            yield kind, data[at + 4 : at + 4 + size]
        if not depth:
            return
        at += 4 + size


def _text(content: bytes, is_new: bool) -> str:
    """Return the text of a format: counted in characters and one or two bytes each, before version 8 in bytes."""
    if not is_new:
        return content[3 : 3 + content[2]].decode("gb18030", "replace")
    count, is_wide = struct.unpack_from("<2xHB", content)
    if is_wide & 1:
        return content[5 : 5 + 2 * count].decode("utf-16-le", "replace")
    return content[5 : 5 + count].decode("latin-1")


def _sheet(data: bytes, begin: int, codes: list[str]) -> SheetFacts:
    facts = _Facts(codes)
    for kind, content in _records(data, begin):
        facts.take(kind, content)
    return facts.told()


class _Facts:
    """What the records of one sheet tell, gathered one by one."""

    def __init__(self, codes: list[str]) -> None:
        self._codes = codes
        self._formats: dict[Place, str] = {}
        self._formulas: set[Place] = set()
        self._errors: set[Place] = set()
        self._zeros: dict[Place, bytes] = {}
        self._shared: list[tuple[range, range]] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._rows = self._columns = 0

    def take(self, kind: int, content: bytes) -> None:
        """Take in one record."""
        if kind in (_NUMBER, _SHORT_NUMBER):
            self._number(*struct.unpack_from("<HHH", content))
        elif kind == _SHORT_NUMBERS:
            row, first = struct.unpack_from("<HH", content)
            for place in range((len(content) - 6) // 6):
                self._number(row, first + place, struct.unpack_from("<H", content, 4 + 6 * place)[0])
        elif kind == _FORMULA:
            self._formula(content)
        elif kind == _SHARED:
            first, last, left, right = struct.unpack_from("<HHBB", content)
            if _gives_text(content[10:]):
                self._shared.append((range(first, last + 1), range(left, right + 1)))
        elif kind in _TEXTS or kind == _NO_NUMBER:
            self._told_at(*struct.unpack_from("<HH", content))
            if kind == _NO_NUMBER and content[7]:
                self._errors.add(struct.unpack_from("<HH", content))
        elif kind == _ROW:
            row, marks = struct.unpack_from("<H10xH", content)
            self._hidden_rows |= {row} if marks & _HIDDEN_ROW else set()
        elif kind == _COLUMNS:
            first, last, marks = struct.unpack_from("<HH4xH", content)
            self._hidden_columns.update(range(first, min(last, 255) + 1) if marks & 1 else ())

    def _told_at(self, row: int, column: int) -> None:
        self._rows, self._columns = max(self._rows, row + 1), max(self._columns, column + 1)

    def _number(self, row: int, column: int, style: int) -> None:
        self._told_at(row, column)
        code = self._codes[style] if style < len(self._codes) else GENERAL
        if code not in (GENERAL, "@"):
            self._formats[row, column] = code

    def _formula(self, content: bytes) -> None:
        row, column, style, result, is_other = struct.unpack_from("<HHHB5xH", content)
        self._formulas.add((row, column))
        if is_other != 0xFFFF:
            self._number(row, column, style)
            if not any(content[6:14]):
                self._zeros[row, column] = content[22:]
            return
        self._told_at(row, column)
        if result == _ERROR:
            self._errors.add((row, column))

    def _texts_not_kept(self) -> Iterator[Place]:
        """Yield the formulas that give a text and left a 0 behind: the program that saved them kept no result."""
        for (row, column), formula in self._zeros.items():
            is_shared = formula[:1] == bytes([_REFERS_TO_SHARED])
            if _gives_text(formula) or (
                is_shared and any(row in rows and column in columns for rows, columns in self._shared)
            ):
                yield row, column

    def told(self) -> SheetFacts:
        """Return what was gathered."""
        return SheetFacts(
            formats=self._formats, formulas=frozenset(self._formulas), errors=frozenset(self._errors),
            bare=frozenset(self._texts_not_kept()),
            hidden_rows=frozenset(self._hidden_rows), hidden_columns=frozenset(self._hidden_columns),
            rows=self._rows, columns=self._columns,
        )


def _gives_text(formula: bytes) -> bool:
    """Return whether a formula can only give a text, by what it does last."""
    if formula[-1:] == bytes([_JOINED]):
        return True
    fixed, several = _FUNCTIONS
    if len(formula) < 3 or int.from_bytes(formula[-2:], "little") not in _GIVE_TEXT:
        return False
    return formula[-3] in fixed or (len(formula) > 3 and formula[-4] in several)
