"""The rows of the team table: what a cell holds, and what a paste makes of the members.

A block copied from a spreadsheet is cells parted by tabs. Its head, a column of running numbers and merged cells of the
role column are understood; without a head the block is laid down from the chosen cell on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from models.domain.checks.team import is_phone
from models.domain.closure import ClosureId, Member, MemberId, MemberRole
from models.domain.directory import Person
from models.domain.wording import tidy
from models.workspace import new_id

FIELDS = ("role", "name", "unit", "post", "phone")
TITLES = {"role": "验收组", "name": "姓名", "unit": "单位", "post": "职务（职称）", "phone": "联系电话"}
_HEADS = {
    "role": ("验收组", "组内职务", "分工", "组别", "职责"),
    "name": ("姓名", "人员"),
    "unit": ("单位", "工作单位", "所在单位"),
    "post": ("职务", "职称", "职务（职称）", "职务(职称)", "职务/职称"),
    "phone": ("联系电话", "电话", "手机", "手机号", "手机号码", "联系方式", "联系电话（手机）", "联系电话(手机)"),
}
# Spreadsheets quote a cell that holds a line break or a quotation mark, and double the marks in it.
_CELL = re.compile(r'(?:"([^"]*(?:""[^"]*)*)"|([^\t\r\n]*))(\t|\r?\n|\r|$)')
_ROLES = frozenset(role.label for role in MemberRole)
_FIELD_OF_HEAD = {head: field for field, heads in _HEADS.items() for head in heads}


def fresh_row(closure_id: ClosureId, position: int, role: MemberRole = MemberRole.MEMBER) -> Member:
    """Return an empty row; it is saved with its first cell."""
    return Member(id=MemberId(new_id()), closure_id=closure_id, role=role, name="", position=position)


def cell_text(member: Member, field: str) -> str:
    """Return what a cell shows."""
    return member.role.label if field == "role" else str(getattr(member, field))


def with_cell(member: Member, field: str, text: str) -> Member:
    """Return the member with another text in a cell; an unknown role leaves the role as it is."""
    text = tidy(" ".join(text.split())).text
    if field == "role":
        return replace(member, role=read_role(text) or member.role)
    return replace(member, **{field: text})


def of_person(member: Member, person: Person) -> Member:
    """Return the member as the roster knows the person."""
    return replace(
        member,
        name=person.name,
        unit=person.unit or member.unit,
        post=person.post or member.post,
        phone=person.phone or member.phone,
    )


def read_role(text: str) -> MemberRole | None:
    """Return the role a word means: its label, or the beginning of one (副 is 副组长)."""
    word = "".join(text.split())
    if not word:
        return None
    return next((role for role in MemberRole if role.label == word or role.label.startswith(word)), None)


def cells_of_block(text: str) -> list[list[str]]:
    """Return the cells of a block from the clipboard, without empty rows; a quoted cell may hold several lines."""
    rows: list[list[str]] = [[]]
    for found in _CELL.finditer(text.rstrip("\r\n")):
        quoted, plain, end = found.groups()
        rows[-1].append((plain if quoted is None else quoted.replace('""', '"')).strip().strip('"'))
        if not end:
            break
        if end != "\t":
            rows.append([])
    return [row for row in rows if any(row)]


def block_fields(cells: Sequence[Sequence[str]], column: int) -> tuple[list[str], list[list[str]]]:
    """Return which field each column of a block is (empty for none), and the rows without the block's head."""
    head = ["".join(cell.split()) for cell in cells[0]]
    if sum(cell in _FIELD_OF_HEAD for cell in head) >= 2:
        return [_FIELD_OF_HEAD.get(cell, "") for cell in head], [list(row) for row in cells[1:]]
    rows = [list(row) for row in cells]
    wide = max(len(row) for row in rows)
    skipped = 1 if wide > 2 and _counts(rows) else 0
    first = [row[skipped] for row in rows if len(row) > skipped and row[skipped]]
    start = column
    if column == 0 and not any(read_role(cell) for cell in first):
        start = 1
    elif wide > skipped + 1 and first and all(cell in _ROLES for cell in first):
        # Wherever in the row the clerk clicked: a block that begins with roles begins where the roles stand.
        start = 0
    elif wide - skipped > len(FIELDS) - column:
        start = _by_phones(rows, skipped, column)
    fields = [""] * skipped + list(FIELDS[start:])
    return (fields + [""] * wide)[:wide], rows


def pasted(members: Sequence[Member], text: str, *, row: int, column: int, closure_id: ClosureId) -> list[Member]:
    """Return the rows a paste changes or adds, from a cell on; merged role cells take the role above."""
    cells = cells_of_block(text)
    if not cells:
        return []
    fields, rows = block_fields(cells, column)
    next_position = max((member.position for member in members), default=-1) + 1
    role: MemberRole | None = None
    found = []
    for offset, texts in enumerate(rows):
        place = row + offset
        member = members[place] if place < len(members) else fresh_row(closure_id, next_position + offset)
        for field, cell in zip(fields, texts, strict=False):
            if field == "role":
                role = read_role(cell) or role
                member = replace(member, role=role or member.role)
            elif field:
                member = with_cell(member, field, cell)
        found.append(member)
    return found


def copied(members: Sequence[Member], rows: Sequence[int], fields: Sequence[str]) -> str:
    """Return cells as a block for a spreadsheet."""
    return "\n".join("\t".join(cell_text(members[row], field) for field in fields) for row in rows)


def _by_phones(rows: Sequence[Sequence[str]], skipped: int, column: int) -> int:
    """Return where a block begins that does not fit behind the chosen cell: so that its phones lie under phones."""
    for place in range(skipped, max(len(row) for row in rows)):
        cells = [row[place] for row in rows if len(row) > place and row[place]]
        start = len(FIELDS) - 1 - (place - skipped)
        if cells and all(is_phone(cell) for cell in cells) and 0 <= start < column:
            return start
    return column


def _counts(rows: Sequence[Sequence[str]]) -> bool:
    numbers = [row[0] for row in rows]
    return all(number.isdecimal() for number in numbers) and [int(n) for n in numbers] == list(
        range(int(numbers[0]), int(numbers[0]) + len(numbers))
    )
