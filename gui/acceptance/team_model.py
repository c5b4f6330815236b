"""The model under the team table: the members, and the empty row at the end.

A row is saved with its first cell, whichever that is. What could not be saved stays in the table as typed, over what
the records say, and is tried again after the next row that can.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from gui.acceptance.team_rows import FIELDS, TITLES, cell_text, fresh_row, with_cell
from models.domain.closure import ClosureId, Member, MemberRole

DISPLAY = int(Qt.ItemDataRole.DisplayRole)
EDIT = int(Qt.ItemDataRole.EditRole)
ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
TIP = int(Qt.ItemDataRole.ToolTipRole)
_NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class TeamModel(QAbstractTableModel):
    """Rows of a team; `changed(rows)` tells which members are to be saved."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.closure_id = ClosureId("")
        self.members: list[Member] = []
        self._known: set[str] = set()
        self._unsaved: set[str] = set()
        self._problems: dict[tuple[str, str], str] = {}

    # What the table uses

    def show(self, closure_id: ClosureId, members: Sequence[Member]) -> None:
        """Show the members as the records hold them, and over them what could not be saved yet."""
        is_same = closure_id == self.closure_id
        own = {row.id: row for row in self.members if is_same and row.id in self._unsaved and row not in members}
        self._known, self._unsaved = {member.id for member in members}, set(own)
        rows = [own.get(member.id, member) for member in members]
        rows += [row for row in own.values() if row.id not in self._known]
        if is_same and [row.id for row in rows] == [row.id for row in self.members]:
            self._replace(rows)
            return
        self.beginResetModel()
        self.closure_id, self.members = closure_id, rows
        self.endResetModel()

    def _replace(self, rows: list[Member]) -> None:
        for place, (old, new) in enumerate(zip(self.members, rows, strict=True)):
            if old != new:
                self.members[place] = new
                self.dataChanged.emit(self.index(place, 0), self.index(place, len(FIELDS) - 1))

    def show_problems(self, problems: Mapping[tuple[str, str], str]) -> None:
        """Mark cells, each by the member's id and the field."""
        if problems != self._problems:
            self._problems = dict(problems)
            if self.members:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self.members) - 1, len(FIELDS) - 1))

    def problem(self, row: int, column: int) -> str:
        """Return what is wrong with a cell, or nothing."""
        member = self.member_at(row)
        return self._problems.get((member.id, FIELDS[column]), "") if member else ""

    def member_at(self, row: int) -> Member | None:
        """Return the member of a row, None for the empty one."""
        return self.members[row] if 0 <= row < len(self.members) else None

    def is_saved(self, member: Member) -> bool:
        """Return whether the records hold a member."""
        return member.id in self._known

    def row_of(self, member_id: str) -> int:
        """Return the row of a member, -1 where it is gone."""
        return next((row for row, member in enumerate(self.members) if member.id == member_id), -1)

    def fresh(self) -> Member:
        """Return the member that typing into the empty row begins: the leader first, then members."""
        position = max((member.position for member in self.members), default=-1) + 1
        has_leader = any(member.role is MemberRole.LEADER for member in self.members)
        role = MemberRole.MEMBER if has_leader else MemberRole.LEADER
        return fresh_row(self.closure_id, position, role)

    def write(self, members: Sequence[Member]) -> None:
        """Put rows into the table, known ones in their place, others at the end, and have them saved."""
        for member in members:
            row = self.row_of(member.id)
            if row >= 0:
                self.members[row] = member
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(FIELDS) - 1))
            else:
                # The empty row becomes the member, so that the chosen cell stays where it is; a new one comes below.
                self.beginInsertRows(_NOWHERE, len(self.members) + 1, len(self.members) + 1)
                self.members.append(member)
                self.endInsertRows()
                row = len(self.members) - 1
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(FIELDS) - 1))
        ids = {member.id for member in members}
        self._unsaved |= ids
        self.changed.emit(list(members))
        rest = [row for row in self.members if row.id in self._unsaved - ids]
        if rest and not ids & self._unsaved:
            # What could not be saved before may be now.
            self.changed.emit(rest)

    def drop(self, rows: Sequence[int]) -> None:
        """Take rows that were never saved out of the table."""
        for row in sorted(rows, reverse=True):
            if row < len(self.members) and not self.is_saved(self.members[row]):
                self._unsaved.discard(self.members[row].id)
                self.beginRemoveRows(_NOWHERE, row, row)
                del self.members[row]
                self.endRemoveRows()

    def exchanged(self, row: int, by: int) -> list[Member]:
        """Return the members to save so that a row moves up or down; over a role's border it takes that role."""
        other = row + by
        if not (0 <= row < len(self.members) and 0 <= other < len(self.members)):
            return []
        mine, theirs = self.members[row], self.members[other]
        if mine.role is not theirs.role:
            return [replace(mine, role=theirs.role, position=theirs.position - by)]
        return [replace(mine, position=theirs.position), replace(theirs, position=mine.position)]

    # Qt

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.members) + 1

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(FIELDS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsEditable

    def data(self, index: Index, role: int = DISPLAY) -> object:
        if role == TIP:
            return self.problem(index.row(), index.column())
        if role not in (DISPLAY, EDIT, ACCESSIBLE):
            return None
        member = self.member_at(index.row())
        return cell_text(member, FIELDS[index.column()]) if member else ""

    def setData(self, index: Index, value: object, role: int = EDIT) -> bool:
        text = str(value)
        member = self.member_at(index.row())
        if member is None and not text.strip():
            return False
        before = member or self.fresh()
        after = with_cell(before, FIELDS[index.column()], text)
        if after == member:
            return False
        self.write([after])
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> object:
        if role == DISPLAY and orientation == Qt.Orientation.Horizontal:
            return TITLES[FIELDS[section]]
        return None
