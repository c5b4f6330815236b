"""What the grid of 对应表 shows: a row a measure, a column a piece of evidence, in a cell the link of the two.

Nothing is held for an empty cell. A change is shown where it is: cells and heads that differ are told one by one, and
only where rows or columns come or go the grid is laid out anew. While one works the columns stay where they are, though
a link may give a piece another number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.parts.date_field import written
from models.assembly import EvidenceMatrix
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink
from models.domain.plan import Measure, MeasureId
from models.lists import SealMark

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TOLD = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
_NONE = EvidenceMatrix(links={}, numbers={})


class MatrixModel(QAbstractTableModel):
    """The measures and pieces that are shown, and their links."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.matrix = _NONE
        self.measures: list[Measure] = []
        self.pieces: list[Evidence] = []
        self._rows: dict[MeasureId, int] = {}
        self._columns: dict[EvidenceId, int] = {}
        self._by_measure: Counter[MeasureId] = Counter()
        self._by_piece: Counter[EvidenceId] = Counter()
        self._in_row: list[dict[int, EvidenceLink]] = []

    # What the panel uses

    def show_matrix(
        self, matrix: EvidenceMatrix, measures: Collection[MeasureId], pieces: Collection[EvidenceId]
    ) -> None:
        """Show these measures and pieces of a matrix, the pieces in the order in which they are given."""
        by_id = {piece.id: piece for piece in matrix.pieces}
        rows = [measure for measure in matrix.measures if measure.id in measures]
        columns = [by_id[piece] for piece in pieces if piece in by_id]
        before, same = self.matrix, self._are([row.id for row in rows], [column.id for column in columns])
        if not same:
            self.beginResetModel()
        self.matrix, self.measures, self.pieces = matrix, rows, columns
        self._count()
        if same:
            self._tell_changed(before)
        else:
            self.endResetModel()

    def link_at(self, row: int, column: int) -> EvidenceLink | None:
        """Return the link of a cell."""
        return self._in_row[row].get(column) if 0 <= row < len(self._in_row) else None

    def links_in(self, row: int) -> Mapping[int, EvidenceLink]:
        """Return the links of a row by column."""
        return self._in_row[row]

    def seal_at(self, row: int, column: int) -> SealMark | None:
        """Return the seal that names the link of a cell."""
        return self.matrix.sealed_links.get((self.measures[row].id, self.pieces[column].id))

    def seal_of(self, column: int) -> SealMark | None:
        """Return the seal that names a piece first."""
        return self.matrix.sealed_pieces.get(self.pieces[column].id)

    def uses(self, column: int) -> int:
        """Return how many measures of the task a piece is linked to."""
        return self._by_piece[self.pieces[column].id]

    def proofs(self, row: int) -> int:
        """Return how many pieces of evidence a measure has, shown or not."""
        return self._by_measure[self.measures[row].id]

    def number(self, column: int) -> str:
        """Return the number of a piece in the task, empty while it is not linked in it."""
        return self.matrix.numbers.get(self.pieces[column].id, "")

    def row_of(self, measure_id: MeasureId | None) -> int:
        """Return the row of a measure, -1 where it is not shown."""
        return -1 if measure_id is None else self._rows.get(measure_id, -1)

    def column_of(self, evidence_id: EvidenceId | None) -> int:
        """Return the column of a piece, -1 where it is not shown."""
        return -1 if evidence_id is None else self._columns.get(evidence_id, -1)

    # Qt

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.measures)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.pieces)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self._told(index.row(), index.column()) if role in _TOLD else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role not in _TOLD:
            return None
        if orientation == Qt.Orientation.Vertical:
            measure = self.measures[section]
            return f"措施 {measure.number}　佐证 {self.proofs(section)} 份\n{measure.text}"
        told = f"{self._head_of(section)}\n用于本任务 {self.uses(section)} 条措施"
        seal = self.seal_of(section)
        return f"{told}\n{seal.told}，不再修改" if seal else told

    # Own steps

    def _are(self, measures: list[MeasureId], pieces: list[EvidenceId]) -> bool:
        return measures == list(self._rows) and pieces == list(self._columns)

    def _count(self) -> None:
        self._rows = {measure.id: row for row, measure in enumerate(self.measures)}
        self._columns = {piece.id: column for column, piece in enumerate(self.pieces)}
        self._by_measure = Counter(measure_id for measure_id, _ in self.matrix.links)
        self._by_piece = Counter(evidence_id for _, evidence_id in self.matrix.links)
        self._in_row = [{} for _ in self.measures]
        for (measure_id, evidence_id), link in self.matrix.links.items():
            if measure_id in self._rows and evidence_id in self._columns:
                self._in_row[self._rows[measure_id]][self._columns[evidence_id]] = link

    def _tell_changed(self, before: EvidenceMatrix) -> None:
        links = self.matrix.links
        for cell in before.links.keys() | links.keys():
            then, now = before.links.get(cell), links.get(cell)
            row, column = self._rows.get(cell[0], -1), self._columns.get(cell[1], -1)
            if then is not now and then != now and row >= 0 and column >= 0:
                index = self.index(row, column)
                self.dataChanged.emit(index, index)
        if before.sealed_links != self.matrix.sealed_links and self.pieces:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.measures) - 1, len(self.pieces) - 1))
        self._tell_heads(Qt.Orientation.Vertical, range(len(self.measures)))
        self._tell_heads(Qt.Orientation.Horizontal, range(len(self.pieces)))

    def _tell_heads(self, side: Qt.Orientation, places: Iterable[int]) -> None:
        known = list(places)
        if known:
            self.headerDataChanged.emit(side, known[0], known[-1])

    def _head_of(self, column: int) -> str:
        piece = self.pieces[column]
        facts = (piece.issuing_body, written(piece.dated_on), piece.kind)
        return "\n".join(filter(None, (f"{self.number(column)} {piece.title}".strip(), "　".join(filter(None, facts)))))

    def _told(self, row: int, column: int) -> str:
        """Return what a cell says in words: the piece, the measure, the pages, and the sentence of proof."""
        measure, link = self.measures[row], self.link_at(row, column)
        lines = [self._head_of(column), f"措施 {measure.number}　{measure.name}"]
        if link is None:
            return "\n".join((*lines, "没有对应"))
        kind = f"{link.proof_kind.label}　" if link.proof_kind else ""
        pages = link.pages or self.pieces[column].pages or "全部"
        lines += [f"{kind}页码：{pages}", f"证明：{link.proves.strip() or '还没有写'}"]
        seal = self.seal_at(row, column)
        return "\n".join((*lines, f"这处对应 {seal.told}，不能取消") if seal else lines)
