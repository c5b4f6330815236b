"""The list of evidence, or the same as a grid of small pictures: what is listed, how its rows look, which are chosen.

Both show the same rows of one model and share what is chosen; which of them is shown is kept.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSettings
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from gui.evidence.grid import PICTURE as GRID_PICTURE
from gui.evidence.grid import EvidenceGrid
from gui.evidence.seal_marks import marked
from gui.evidence.thumbnails import PICTURE, Thumbnails
from gui.parts.buttons import IconButton
from gui.parts.cells import EDGE, Muted, Pair, PictureCell
from gui.parts.file_icons import file_icon
from gui.parts.signs import Shape, Sign
from gui.parts.tables import Column, Order, PageModel, Table
from gui.session import Session
from models.assembly import numbers_of
from models.domain.evidence import EvidenceId
from models.domain.partial_date import when_from_iso
from models.lists import EvidenceRow
from models.vault import Vault

ROW = 32
COLUMNS = (
    Column(key="look", title="图", width=EDGE + PICTURE.width() + 12, sortable=False),
    Column(key="number", title="编号", width=96, most=200, yields=2, sortable=False),
    Column(key="title", title="名称", width=280, least=200, grows=True),
    Column(key="kind", title="类别", width=80, yields=1),
    Column(key="issuing_body", title="发文单位", width=120, most=280, yields=3),
    Column(key="dated_on", title="日期", width=104),
    Column(key="files", title="文件", width=68, right=True, yields=2, sortable=False),
    Column(key="uses", title="用处", width=64, right=True, sortable=False),
)
_ARRANGED = "evidence/arranged"


class EvidenceList(QWidget):
    """List and grid over the same rows; `in_trash` turns to what lies in the trash with the next load."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.in_trash = False
        self.model = PageModel(COLUMNS, self._ids, self._rows)
        self.model.filter = ""
        self.table = Table(self.model, name="evidence", many=True, row_height=ROW)
        self.thumbnails = Thumbnails(session, self.devicePixelRatioF)
        pictures = Thumbnails(session, self.devicePixelRatioF, GRID_PICTURE)
        self.grid = EvidenceGrid(
            self.table, self.model, pictures, title=_place("title"), number=_place("number"), date=_place("dated_on")
        )
        self.as_list = IconButton("tasks", "排成列表")
        self.as_pictures = IconButton("picture", "排成缩略图")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        column.addWidget(self.grid)
        self.setFocusProxy(self.table)
        self.thumbnails.arrived.connect(self.table.viewport().update)
        self.as_list.clicked.connect(lambda: self._arrange(as_pictures=False))
        self.as_pictures.clicked.connect(lambda: self._arrange(as_pictures=True))

    # What the page uses

    def begin(self) -> None:
        """Show what was shown last, list or grid; called once both buttons have their places."""
        self._show_arranged(as_pictures=QSettings().value(_ARRANGED) == "pictures")

    def shown(self) -> QAbstractItemView:
        """Return the one that is shown."""
        return self.grid if self.table.isHidden() else self.table

    def chosen(self) -> EvidenceId | None:
        """Return the piece that is chosen."""
        rowid = self.table.chosen_id()
        row = self.session.workspace.look.evidence_rows([rowid]).get(rowid) if rowid is not None else None
        return EvidenceId(row.id) if row else None

    def chosen_ids(self) -> list[EvidenceId]:
        """Return all pieces that are chosen, in the order of the list."""
        return [EvidenceId(row.id) for row in self.chosen_rows()]

    def chosen_rows(self) -> list[EvidenceRow]:
        """Return the lines of all pieces that are chosen, in the order of the list."""
        rowids = self.table.chosen_ids()
        rows = self.session.workspace.look.evidence_rows(rowids)
        return [rows[rowid] for rowid in rowids if rowid in rows]

    # Own steps

    def _arrange(self, *, as_pictures: bool) -> None:
        QSettings().setValue(_ARRANGED, "pictures" if as_pictures else "list")
        had_focus = self.shown().hasFocus()
        self._show_arranged(as_pictures=as_pictures)
        if had_focus:
            self.shown().setFocus()

    def _show_arranged(self, *, as_pictures: bool) -> None:
        self.table.setVisible(not as_pictures)
        self.grid.setVisible(as_pictures)
        self.as_list.setVisible(as_pictures)
        self.as_pictures.setVisible(not as_pictures)
        self.setFocusProxy(self.shown())

    def _ids(self, order: Order | None, words: object) -> Sequence[int]:
        key, descending = (order.key, order.descending) if order else ("added", True)
        return self.session.workspace.look.evidence_ids(
            str(words or ""), trashed=self.in_trash, order=key, descending=descending
        )

    def _rows(self, rowids: Sequence[int]) -> list[tuple[object, ...]]:
        ws = self.session.workspace
        rows = ws.look.evidence_rows(rowids)
        ids = [EvidenceId(row.id) for row in rows.values()]
        # In the trash a piece has only such numbers as stand on a paper or in a seal.
        numbers = ws.look.fixed_numbers(ids) if self.in_trash else numbers_of(ws, ids)
        marks = ws.look.sealed_among(ids)
        return [
            (self._look(row), marked(Muted("、".join(numbers.get(EvidenceId(row.id), ()))), marks.get(row.id)),
             *_cells(row, ws.vault))
            for row in (rows[rowid] for rowid in rowids)
        ]

    def _look(self, row: EvidenceRow) -> PictureCell:
        icon = file_icon(row.name)
        return PictureCell(icon, lambda: self.thumbnails.of(row.sha256) if row.sha256 else None, row.sha256)

    # Qt

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # Nobody sees them, and they are quickly there again.
        self.thumbnails.forget()
        self.grid.pictures.forget()


def _place(key: str) -> int:
    return next(place for place, column in enumerate(COLUMNS) if column.key == key)


def _cells(row: EvidenceRow, vault: Vault) -> tuple[object, ...]:
    is_lost = bool(row.sha256) and not vault.path_of(row.sha256).is_file()
    files: object = Sign(Shape.TRIANGLE, "缺失", "late") if is_lost else row.files
    day = when_from_iso(row.dated_on).iso.replace("/", " 至 ") if row.dated_on else ""
    uses: object = row.uses or Muted("未用")
    # Photos of two folders have the same names.
    title = Pair(row.title, "", row.folder.rpartition("/")[2]) if row.folder else row.title
    return title, Muted(row.kind), Muted(row.issuing_body), day, files, uses
