"""佐证: every piece of evidence in one list with a small picture, its look and its facts at the right; the trash.

↑ and ↓ walk the list while a title is typed, so that naming forty photos takes minutes. What is removed lies in the
trash with its links until the trash is emptied.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QMimeData, QSettings, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gui import ask, opening
from gui.ahead import painting
from gui.evidence_card import WIDTH, EvidenceCard
from gui.evidence_grid import PICTURE as GRID_PICTURE
from gui.evidence_grid import EvidenceGrid
from gui.evidence_several import SeveralEvidence
from gui.page import Page
from gui.parts.buttons import Button, IconButton, LinkButton
from gui.parts.cells import EDGE, Muted, PictureCell
from gui.parts.dropping import Dropping, files_in
from gui.parts.field import Field
from gui.parts.fields import LineField
from gui.parts.filter_bar import FilterField
from gui.parts.keys import bind
from gui.parts.labels import Rule
from gui.parts.signs import Shape, Sign
from gui.parts.tables import Column, Order, PageModel, Place, Table
from gui.places import CARE, EvidencePlace
from gui.seal_marks import marked
from gui.session import Session
from gui.taking_in import TakingIn
from gui.thumbnails import PICTURE, Thumbnails
from gui.trashing import trash
from models.actions import evidence as actions
from models.assembly import numbers_of
from models.domain.evidence import EvidenceId, StoredFile
from models.domain.partial_date import when_from_iso
from models.lists import EvidenceRow
from models.vault import Vault
from models.workspace import Changes

if TYPE_CHECKING:
    from gui.care.panel import CarePanel
    from gui.looking.file_view import FileView

ROW = 32
_ARRANGED = "evidence/arranged"
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
_ICONS = {
    ".pdf": "pdf", ".jpg": "picture", ".jpeg": "picture", ".png": "picture", ".bmp": "picture", ".xls": "sheet",
    ".xlsx": "sheet", ".et": "sheet", ".csv": "sheet", ".doc": "papers", ".docx": "papers", ".wps": "papers",
}
NOTHING_YET = "还没有佐证。\n\n把文件或文件夹拖到这里，或打开一项任务，拖到对应的措施上。"
NOTHING_FOUND = "没有符合筛选的佐证。按 Esc 清空输入。"
TRASH_EMPTY = "回收站是空的。"


class _Spot(NamedTuple):
    """Where the clerk was: a row, in the list or in the trash."""

    row: Place
    in_trash: bool


def building(session: Session) -> Generator[None, None, EvidencePage]:
    """Build the page in two parts; between them the window may do something else."""
    card = EvidenceCard(session)
    yield
    return EvidencePage(session, card=card)


class EvidencePage(Dropping, Page):
    """佐证 and its trash; files and folders dropped anywhere on it are kept, to be linked later."""

    def __init__(self, session: Session, *, card: EvidenceCard | None = None) -> None:
        super().__init__(session)
        self._in_trash = False
        self.model = PageModel(COLUMNS, self._ids, self._rows)
        self.model.filter = ""
        self.table = Table(self.model, name="evidence", many=True, row_height=ROW)
        self.filter = FilterField()
        self.card = card or EvidenceCard(session)
        self.several = SeveralEvidence(session, WIDTH)
        self.thumbnails = Thumbnails(session, self.devicePixelRatioF)
        pictures = Thumbnails(session, self.devicePixelRatioF, GRID_PICTURE)
        self.grid = EvidenceGrid(self.table, self.model, pictures, title=_place("title"), number=_place("number"))
        self.as_list = IconButton("tasks", "排成列表")
        self.as_pictures = IconButton("picture", "排成缩略图")
        self.taking = TakingIn(session, self)
        self.add = LinkButton("添加", icon="plus")
        self.add_folder = LinkButton("添加文件夹", icon="folder")
        self.trash = LinkButton("回收站", icon="trash")
        self.health = LinkButton("文件体检", icon="health")
        self._care: CarePanel | None = None
        self._view: FileView | None = None
        self._looked_from: QWidget | None = None
        self._follows = True
        self._turns: list[QShortcut] = []
        self._front = QStackedWidget()
        self._side = QStackedWidget()
        self._chosen_soon = QTimer(self, singleShot=True, interval=0)
        self.export = Button("导出…", icon="export")
        self.remove = Button("移到回收站", icon="trash")
        self.restore = Button("还原", icon="restore")
        self.empty = Button("清空回收站", icon="close")
        self.setAcceptDrops(True)
        self._build()
        self._connect()
        self._show_arranged(as_pictures=QSettings().value(_ARRANGED) == "pictures")

    def _build(self) -> None:
        self.head.add(self.export, self.remove, self.restore, self.empty)
        bar = QHBoxLayout()
        bar.setContentsMargins(EDGE, 4, EDGE, 8)
        bar.addWidget(self.filter)
        bar.addWidget(self.as_pictures)
        bar.addWidget(self.as_list)
        bar.addStretch(1)
        bar.setSpacing(16)
        for link in (self.add, self.add_folder, self.health, self.trash):
            bar.addWidget(link)
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        column.addWidget(self.grid, 1)
        self.taking.report.setContentsMargins(EDGE, 0, EDGE, 8)
        column.addWidget(self.taking.report)
        self._front.addWidget(self._list)
        self._side.setFixedWidth(WIDTH)
        self._side.addWidget(self.card)
        self._side.addWidget(self.several)
        sides = QHBoxLayout()
        sides.setSpacing(0)
        sides.addWidget(self._front, 1)
        sides.addWidget(Rule(upright=True))
        sides.addWidget(self._side)
        self.column.addLayout(sides, 1)

    def _connect(self) -> None:
        self.filter.filtered.connect(self._narrow)
        self.table.chosen.connect(self._choose)
        self._chosen_soon.timeout.connect(self._show_selection)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._chosen_soon.start())
        self.table.opened.connect(lambda _: self.card.open_first())
        self.grid.opened.connect(self.card.open_first)
        self.as_list.clicked.connect(lambda: self._arrange(as_pictures=False))
        self.as_pictures.clicked.connect(lambda: self._arrange(as_pictures=True))
        self.health.clicked.connect(self.open_care)
        self.trash.clicked.connect(lambda: self._turn(to_trash=not self._in_trash))
        self.add.clicked.connect(lambda: self.taking.pick(None))
        self.add_folder.clicked.connect(lambda: self.taking.pick_folder(None))
        self.export.clicked.connect(self._export)
        self.remove.clicked.connect(self._remove)
        self.restore.clicked.connect(self._restore)
        self.empty.clicked.connect(self._empty)
        self.card.walked.connect(self._walk)
        self.card.looked.connect(self.look)
        self.thumbnails.arrived.connect(self.table.viewport().update)
        for list_ in (self.table, self.grid):
            bind(list_, ("Delete", self._delete_key), ("Space", self.look))
        bind(
            self, ("Ctrl+F", self.filter.setFocus), ("Ctrl+E", self._export_key), ("F2", self._name),
            ("Ctrl+O", self.card.open_first),
        )

    # The page

    def prepare(self) -> Iterator[None]:
        """Paint list and card out of sight, part by part."""
        if not self.isVisible():
            yield from painting(self)

    def refresh(self, changes: Changes | None) -> None:
        self.model.load()
        if self.table.chosen_id() is None:
            self.table.choose(self.model.id_at(0))
        self._show_state()
        if self._in_care():
            self._care.refresh(changes)
            self._show_chosen(self._care.evidence_id() or self._chosen())
        else:
            self._show_chosen(self._chosen())

    def go_to(self, place: object) -> None:
        if place == CARE:
            self.open_care()
            return
        self._show_front(self._list)
        if isinstance(place, _Spot):
            self._turn(to_trash=place.in_trash)
            self.table.return_to(place.row)
        elif isinstance(place, EvidencePlace):
            self._turn(to_trash=False)
            self._show_one(place.evidence_id)
            self.look()
        elif isinstance(place, str):
            self._turn(to_trash=False)
            self._show_one(EvidenceId(place))

    def place(self) -> object:
        return CARE if self._in_care() else _Spot(self.table.place(), self._in_trash)

    def first_focus(self) -> QWidget:
        if self._view is not None and self._is_looking():
            return self._view
        if self._in_care():
            return self._care.first_focus()
        return self._rows_view() if self.model.rowCount() else self.filter

    def open_care(self) -> None:
        """Show how the files are in the place of the list."""
        if self._care is None:
            from gui.care.panel import CarePanel

            self._care = CarePanel(self.session)
            self._care.closed.connect(lambda: self._show_front(self._list))
            self._care.chosen.connect(self._show_chosen)
            self._front.addWidget(self._care)
        self._front.setCurrentWidget(self._care)
        self._care.refresh(None)
        self._show_state()
        self._care.first_focus().setFocus()

    def look(self, file: StoredFile | None = None) -> None:
        """Look at the piece on the card, from a file on, in the place of the list; facts can be typed beside it.

        An old version of a file is looked at alone.
        """
        view = self._view or self._make_view()
        if not self._is_looking():
            self._looked_from = self._front.currentWidget()
        self._front.setCurrentWidget(view)
        self._stand_beside(True)
        files = self.card.files.files
        self._follows = file is None or file in files
        view.show_files(files if file is None or file in files else [file], file)
        view.setFocus()

    def takes(self, data: QMimeData) -> bool:
        return not self._in_trash and super().takes(data)

    def take(self, data: QMimeData) -> bool:
        return self.taking.files(files_in(data), None) is not None

    # Own steps

    def _make_view(self) -> FileView:
        from gui.looking.file_view import FileView

        view = self._view = FileView(self.session)
        view.left.connect(self._leave_look)
        view.walked.connect(lambda by: self._walk(by, None))
        self._front.addWidget(view)
        # While something is looked at, its pages are turned from the fields beside it, too.
        for keys, by in (("PgDown", 1), ("PgUp", -1)):
            turn = QShortcut(QKeySequence(keys), self.card, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            turn.activated.connect(lambda by=by: view.turn(by))
            self._turns.append(turn)
        return view

    def _leave_look(self) -> None:
        before = self._looked_from or self._list
        self._show_front(before)
        (self._care.first_focus() if self._care is before else self._rows_view()).setFocus()

    def _show_front(self, widget: QWidget) -> None:
        """Show the list, or what stands in its place."""
        if self._front.currentWidget() is widget:
            return
        if self._view is not None and self._is_looking():
            self._view.forget()
        self._stand_beside(False)
        self._front.setCurrentWidget(widget)
        self.refresh(None)

    def _stand_beside(self, is_looking: bool) -> None:
        self.card.stand_beside(is_looking)
        for turn in self._turns:
            turn.setEnabled(is_looking)

    def _rows_view(self) -> QAbstractItemView:
        """Return the list, or the pictures in its place."""
        return self.grid if self.table.isHidden() else self.table

    def _arrange(self, *, as_pictures: bool) -> None:
        QSettings().setValue(_ARRANGED, "pictures" if as_pictures else "list")
        had_focus = self._rows_view().hasFocus()
        self._show_arranged(as_pictures=as_pictures)
        if had_focus:
            self._rows_view().setFocus()

    def _show_arranged(self, *, as_pictures: bool) -> None:
        self.table.setVisible(not as_pictures)
        self.grid.setVisible(as_pictures)
        self.as_list.setVisible(as_pictures)
        self.as_pictures.setVisible(not as_pictures)
        self.filter.leads_to(self._rows_view())

    def _in_care(self) -> bool:
        return self._care is not None and self._front.currentWidget() is self._care

    def _is_looking(self) -> bool:
        return self._view is not None and self._front.currentWidget() is self._view

    def _show_one(self, evidence_id: EvidenceId) -> None:
        rowid = self.session.workspace.look.evidence_rowid(evidence_id)
        if rowid is None:
            return
        if self.model.row_of(rowid) < 0:
            self.filter.empty()
        self.table.choose(rowid)

    def _narrow(self, words: str) -> None:
        self.model.filter = words
        self.refresh(None)

    def _turn(self, *, to_trash: bool) -> None:
        if to_trash != self._in_trash:
            self._in_trash = to_trash
            self.refresh(None)

    def _show_state(self) -> None:
        counts = self.session.workspace.look.counts()
        listed = self.model.rowCount()
        in_care = self._in_care()
        self.head.hint.setVisible(not in_care)
        self.head.title.setText("文件体检" if in_care else "回收站" if self._in_trash else "佐证")
        total = counts["trash"] if self._in_trash else counts["evidence"]
        self.head.hint.setText(f"{total} 份" if listed == total else f"{total} 份，列出 {listed} 份")
        self.trash.setText("回到佐证" if self._in_trash else f"回收站 {counts['trash']}")
        self.trash.set_icon("left" if self._in_trash else "trash")
        self.trash.setVisible(self._in_trash or counts["trash"] > 0)
        for button, in_trash in (
            (self.export, False), (self.remove, False), (self.restore, True), (self.empty, True)
        ):
            button.setVisible(self._in_trash == in_trash and not in_care)
            button.setEnabled(listed > 0)
        for link in (self.add, self.add_folder, self.health):
            link.setVisible(not self._in_trash)
        self._show_selection()
        nothing = NOTHING_FOUND if total else NOTHING_YET
        self.table.empty = TRASH_EMPTY if self._in_trash and not total else nothing

    def _choose(self, _rowid: object) -> None:
        self._show_chosen(self._chosen())

    def _show_chosen(self, evidence_id: EvidenceId | None) -> None:
        before = self.card.evidence
        self.card.show_evidence(evidence_id)
        is_other = before is None or before.id != evidence_id
        if self._view is not None and self._is_looking() and (is_other or self._follows):
            self._follows = True
            self._view.show_files(self.card.files.files)

    def _show_selection(self) -> None:
        """Show the facts of one piece, or where several are chosen what they have in common."""
        several = len(self.table.chosen_ids()) > 1 and not self._in_trash and not self._in_care()
        if several:
            self.several.show_pieces(self._chosen_ids())
        self._side.setCurrentWidget(self.several if several else self.card)

    def _walk(self, by: int, field: Field | None) -> None:
        """Save the field and go to the next or previous row, as it was before the fact changed its place."""
        target = self.model.id_at(self.model.row_of(self.table.chosen_id()) + by)
        is_saved = field is None or field.commit(leaving=True)
        if target is None or not is_saved:
            return
        self.table.choose(target)
        if field is not None and field.isEnabled():
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            if isinstance(field, LineField):
                field.edit.selectAll()

    def _chosen(self) -> EvidenceId | None:
        rowid = self.table.chosen_id()
        row = self.session.workspace.look.evidence_rows([rowid]).get(rowid) if rowid is not None else None
        return EvidenceId(row.id) if row else None

    def _chosen_ids(self) -> list[EvidenceId]:
        rows = self.session.workspace.look.evidence_rows(self.table.chosen_ids())
        return [EvidenceId(row.id) for row in rows.values()]

    def _export(self) -> None:
        ws = self.session.workspace
        files = ws.current_files(*self._chosen_ids())
        if files:
            opening.export_stored(self.session, files, self)

    def _export_key(self) -> None:
        if not self._in_trash and not self._in_care():
            self._export()

    def _name(self) -> None:
        """Give the keyboard to the name of the chosen piece."""
        if self.card.title.isEnabled():
            self.card.title.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.card.title.edit.selectAll()

    def _delete_key(self) -> None:
        if not self._in_trash:
            self._remove()

    def _remove(self) -> None:
        trash(self.session, self.session.workspace.look.evidence_rows(self.table.chosen_ids()).values(), self)

    def _restore(self) -> None:
        ids = self._chosen_ids()
        if ids:
            self.session.apply(lambda ws: actions.restore_evidence(ws, evidence_ids=ids))

    def _empty(self) -> None:
        count = self.session.workspace.look.counts()["trash"]
        text = f"回收站里 {count} 份佐证和它们的文件将从这台电脑删除。这一步不能撤销，备份里仍保留。"
        if ask.confirm(self, "清空回收站", text, f"删除 {count} 份"):
            self.session.steps("正在清空回收站", actions.emptying_trash)

    def _ids(self, order: Order | None, words: object) -> Sequence[int]:
        key, descending = (order.key, order.descending) if order else ("added", True)
        return self.session.workspace.look.evidence_ids(
            str(words or ""), trashed=self._in_trash, order=key, descending=descending
        )

    def _rows(self, rowids: Sequence[int]) -> list[tuple[object, ...]]:
        ws = self.session.workspace
        rows = ws.look.evidence_rows(rowids)
        ids = [EvidenceId(row.id) for row in rows.values()]
        numbers, marks = numbers_of(ws, ids), ws.look.sealed_among(ids)
        return [
            (self._look(row), marked(Muted("、".join(numbers[EvidenceId(row.id)])), marks.get(row.id)),
             *_cells(row, ws.vault))
            for row in (rows[rowid] for rowid in rowids)
        ]

    def _look(self, row: EvidenceRow) -> PictureCell:
        icon = _ICONS.get(PurePath(row.name).suffix.lower(), "file")
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
    return row.title, Muted(row.kind), Muted(row.issuing_body), day, files, uses

