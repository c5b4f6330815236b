"""佐证: every piece of evidence in one list with a small picture, its look and its facts at the right; the trash.

↑ and ↓ walk the list while a title is typed, so that naming forty photos takes minutes. What is removed lies in the
trash with its links until the trash is emptied.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gui import ask, opening
from gui.ahead import painting
from gui.evidence_card import WIDTH, EvidenceCard
from gui.evidence_list import EvidenceList
from gui.evidence_several import SeveralEvidence
from gui.page import Page
from gui.parts.buttons import Button, LinkButton
from gui.parts.cells import EDGE
from gui.parts.dropping import Dropping, files_in
from gui.parts.field import Field
from gui.parts.fields import LineField
from gui.parts.filter_bar import FilterField
from gui.parts.keys import bind
from gui.parts.labels import Rule
from gui.parts.tables import Place
from gui.places import CARE, EvidencePlace
from gui.session import Session
from gui.taking_in import TakingIn
from gui.trashing import trash
from models.actions import evidence as actions
from models.domain.evidence import EvidenceId, StoredFile
from models.workspace import Changes

if TYPE_CHECKING:
    from gui.care.panel import CarePanel
    from gui.looking.file_view import FileView

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
        self.rows = EvidenceList(session)
        self.model, self.table, self.grid = self.rows.model, self.rows.table, self.rows.grid
        self.filter = FilterField(width=180)
        self.card = card or EvidenceCard(session)
        self.several = SeveralEvidence(session, WIDTH)
        self.taking = TakingIn(session, self)
        self.taking.arrived = self._show_arrived
        self.add = LinkButton("添加", icon="plus")
        self.add_folder = LinkButton("添加文件夹", icon="folder")
        self.trash = LinkButton("回收站", icon="trash")
        self.health = LinkButton("文件体检", icon="health")
        self._care: CarePanel | None = None
        self._view: FileView | None = None
        self._looked_from: QWidget | None = None
        self._follows = True
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
        self.rows.begin()

    def _build(self) -> None:
        self.head.add(self.health, self.trash, self.export, self.remove, self.restore, self.empty)
        bar = QHBoxLayout()
        bar.setContentsMargins(EDGE, 4, EDGE, 8)
        bar.addWidget(self.filter)
        bar.addWidget(self.rows.as_pictures)
        bar.addWidget(self.rows.as_list)
        bar.addStretch(1)
        bar.setSpacing(8)
        for link in (self.add, self.add_folder):
            bar.addWidget(link)
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.rows, 1)
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
        self.filter.leads_to(self.rows)
        self.health.clicked.connect(self.open_care)
        self.trash.clicked.connect(lambda: self._turn(to_trash=not self.rows.in_trash))
        self.add.clicked.connect(lambda: self.taking.pick(None))
        self.add_folder.clicked.connect(lambda: self.taking.pick_folder(None))
        self.export.clicked.connect(self._export)
        self.remove.clicked.connect(self._remove)
        self.restore.clicked.connect(self._restore)
        self.empty.clicked.connect(self._empty)
        self.card.walked.connect(self._walk)
        self.card.looked.connect(self.look)
        bind(self.rows, ("Delete", self._delete_key), ("Space", self.look))
        bind(
            self, ("Ctrl+F", self.filter.setFocus), ("Ctrl+E", self._export_key), ("F2", self._name),
            ("Ctrl+O", self._open),
        )

    # The page

    def prepare(self) -> Iterator[None]:
        """Paint list and card out of sight, part by part."""
        if not self.isVisible():
            yield from painting(self)
            view = self._view or self._make_view()
            yield
            yield from painting(view)

    def refresh(self, changes: Changes | None) -> None:
        self.model.load()
        if self.table.chosen_id() is None:
            self.table.choose(self.model.id_at(0))
        self._show_state()
        if self._in_care():
            self._care.refresh(changes)
            self._show_chosen(self._care.evidence_id() or self.rows.chosen())
        else:
            self._show_chosen(self.rows.chosen())

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
        return CARE if self._in_care() else _Spot(self.table.place(), self.rows.in_trash)

    def first_focus(self) -> QWidget:
        if self._view is not None and self._is_looking():
            return self._view
        if self._in_care():
            return self._care.first_focus()
        return self.rows.shown() if self.model.rowCount() else self.filter

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
        self.card.stand_beside(True)
        files = self.card.files.files
        self._follows = file is None or file in files
        view.show_files(files if file is None or file in files else [file], file)
        view.setFocus()

    def takes(self, data: QMimeData) -> bool:
        return not self.rows.in_trash and super().takes(data)

    def take(self, data: QMimeData) -> bool:
        return self.taking.files(files_in(data), None) is not None

    # Own steps

    def _make_view(self) -> FileView:
        from gui.looking.file_view import FileView

        view = self._view = FileView(self.session)
        view.left.connect(self._leave_look)
        view.walked.connect(lambda by: self._walk(by, None))
        self._front.addWidget(view)
        view.turn_from(self.card)
        return view

    def _leave_look(self) -> None:
        before = self._looked_from or self._list
        self._show_front(before)
        (self._care.first_focus() if self._care is before else self.rows.shown()).setFocus()

    def _show_front(self, widget: QWidget) -> None:
        """Show the list, or what stands in its place."""
        if self._front.currentWidget() is widget:
            return
        if self._view is not None and self._is_looking():
            self._view.forget()
        self.card.stand_beside(False)
        self._front.setCurrentWidget(widget)
        self.refresh(None)

    def _in_care(self) -> bool:
        return self._care is not None and self._front.currentWidget() is self._care

    def _is_looking(self) -> bool:
        return self._view is not None and self._front.currentWidget() is self._view

    def _show_arrived(self, changes: Changes) -> None:
        """Choose the first row of what came in, which may be three hundred rows above the one that was chosen."""
        new = [row_id for table, row_id in changes.created if table == "evidence"]
        rowids = [self.session.workspace.look.evidence_rowid(row_id) for row_id in (*new[:1], *new[-1:])]
        rows = [row for rowid in rowids if (row := self.model.row_of(rowid)) >= 0]
        if rows:
            self.table.choose(self.model.id_at(min(rows)))

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
        if to_trash != self.rows.in_trash:
            self.rows.in_trash = to_trash
            self.refresh(None)

    def _show_state(self) -> None:
        counts = self.session.workspace.look.counts()
        listed = self.model.rowCount()
        in_care = self._in_care()
        self.head.hint.setVisible(not in_care)
        self.head.title.setText("文件体检" if in_care else "回收站" if self.rows.in_trash else "佐证")
        total = counts["trash"] if self.rows.in_trash else counts["evidence"]
        self.head.hint.setText(f"{total} 份" if listed == total else f"{total} 份，列出 {listed} 份")
        self.trash.setText("回到佐证" if self.rows.in_trash else f"回收站 {counts['trash']}")
        self.trash.set_icon("left" if self.rows.in_trash else "trash")
        self.trash.setVisible(not in_care and (self.rows.in_trash or counts["trash"] > 0))
        for button, in_trash in (
            (self.export, False), (self.remove, False), (self.restore, True), (self.empty, True)
        ):
            button.setVisible(self.rows.in_trash == in_trash and not in_care)
            button.setEnabled(listed > 0)
        for link in (self.add, self.add_folder, self.health):
            link.setVisible(not self.rows.in_trash and not in_care)
        self._show_selection()
        nothing = NOTHING_FOUND if total else NOTHING_YET
        self.table.empty = TRASH_EMPTY if self.rows.in_trash and not total else nothing

    def _choose(self, _rowid: object) -> None:
        self._show_chosen(self.rows.chosen())

    def _show_chosen(self, evidence_id: EvidenceId | None) -> None:
        before = self.card.evidence
        self.card.show_evidence(evidence_id)
        is_other = before is None or before.id != evidence_id
        if self._view is not None and self._is_looking() and (is_other or self._follows):
            self._follows = True
            self._view.show_files(self.card.files.files)

    def _show_selection(self) -> None:
        """Show the facts of one piece, or where several are chosen what they have in common."""
        several = len(self.table.chosen_ids()) > 1 and not self.rows.in_trash and not self._in_care()
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

    def _chosen_ids(self) -> list[EvidenceId]:
        return [EvidenceId(row.id) for row in self.rows.chosen_rows()]

    def _export(self) -> None:
        ws = self.session.workspace
        files = ws.current_files(*self._chosen_ids())
        if files:
            opening.export_stored(self.session, files, self)

    def _export_key(self) -> None:
        if not self.rows.in_trash and not self._in_care():
            self._export()

    def _open(self) -> None:
        """Open a copy of the file that is looked at, else of the first one of the piece."""
        if self._view is not None and self._is_looking():
            self._view.open_file()
        else:
            self.card.open_first()

    def _name(self) -> None:
        """Give the keyboard to the name of the chosen piece."""
        if self.card.title.isEnabled():
            self.card.title.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.card.title.edit.selectAll()

    def _delete_key(self) -> None:
        if not self.rows.in_trash:
            self._remove()

    def _remove(self) -> None:
        trash(self.session, self.rows.chosen_rows(), self)

    def _restore(self) -> None:
        ids = self._chosen_ids()
        if ids:
            self.session.apply(lambda ws: actions.restore_evidence(ws, evidence_ids=ids))

    def _empty(self) -> None:
        count = self.session.workspace.look.counts()["trash"]
        text = f"回收站里 {count} 份佐证和它们的文件将从这台电脑删除。这一步不能撤销，备份里仍保留。"
        if ask.confirm(self, "清空回收站", text, f"删除 {count} 份"):
            self.session.steps("正在清空回收站", actions.emptying_trash)
