"""佐证: every piece of evidence in one list with a small picture, its look and its facts at the right; the trash.

↑ and ↓ walk the list while a title is typed, so that naming forty photos takes minutes. What is removed lies in the
trash with its links until the trash is emptied.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import NamedTuple

from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gui.ahead import painting
from gui.evidence.card import WIDTH, EvidenceCard
from gui.evidence.front import EvidenceFront
from gui.evidence.list import EvidenceList
from gui.evidence.several import SeveralEvidence
from gui.evidence.taking_in import TakingIn
from gui.evidence.verbs import EvidenceVerbs
from gui.page import Page
from gui.parts.buttons import LinkButton
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
from models.domain.evidence import EvidenceId
from models.workspace import Changes

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
        self.verbs = EvidenceVerbs(session, self, self.rows)
        self._list = QWidget()
        self.front = EvidenceFront(session, self._list, self.rows, self.card)
        self._side = QStackedWidget()
        self._is_seen = False
        self._chosen_soon = QTimer(self, singleShot=True, interval=0)
        self.setAcceptDrops(True)
        self._build()
        self._connect()
        self.rows.begin()

    def _build(self) -> None:
        self.head.add(*self.verbs.all())
        bar = QHBoxLayout()
        bar.setContentsMargins(EDGE, 4, EDGE, 8)
        bar.addWidget(self.filter)
        bar.addWidget(self.rows.as_pictures)
        bar.addWidget(self.rows.as_list)
        bar.addStretch(1)
        bar.setSpacing(8)
        for link in (self.add, self.add_folder):
            bar.addWidget(link)
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.rows, 1)
        self.taking.report.setContentsMargins(EDGE, 0, EDGE, 8)
        column.addWidget(self.taking.report)
        self._side.setFixedWidth(WIDTH)
        self._side.addWidget(self.card)
        self._side.addWidget(self.several)
        sides = QHBoxLayout()
        sides.setSpacing(0)
        sides.addWidget(self.front, 1)
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
        self.verbs.health.clicked.connect(self.open_care)
        self.verbs.trash.clicked.connect(lambda: self._turn(to_trash=not self.rows.in_trash))
        self.add.clicked.connect(lambda: self.taking.pick(None))
        self.add_folder.clicked.connect(lambda: self.taking.pick_folder(None))
        self.front.turned.connect(lambda: self.refresh(None))
        self.front.chosen.connect(self._show_chosen)
        self.front.walked.connect(lambda by: self._walk(by, None))
        self.card.walked.connect(self._walk)
        self.card.looked.connect(self.front.look)
        bind(self.rows, ("Delete", self._delete_key), ("Space", self.front.look))
        bind(
            self, ("Ctrl+F", self.filter.setFocus), ("Ctrl+E", self._export_key), ("F2", self._name),
            ("Ctrl+O", self.front.open_file),
        )

    # The page

    def prepare(self) -> Iterator[None]:
        """Paint list and card out of sight, part by part."""
        if not self.isVisible():
            yield from painting(self)
            view = self.front.file_view()
            yield
            yield from painting(view)

    def refresh(self, changes: Changes | None) -> None:
        self.model.load()
        if self.table.chosen_id() is None or not self._is_seen:
            # Who has not been here yet has chosen nothing, and begins at the top.
            self.table.choose(self.model.id_at(0))
        self._show_state()
        if self.front.in_care():
            self.front.care.refresh(changes)
            self._show_chosen(self.front.care.evidence_id())
        else:
            self._show_chosen(self.rows.chosen())

    def go_to(self, place: object) -> None:
        if place == CARE:
            self.open_care()
            return
        self.front.show_list()
        if isinstance(place, _Spot):
            self._turn(to_trash=place.in_trash)
            self.table.return_to(place.row)
        elif isinstance(place, EvidencePlace):
            self._turn(to_trash=False)
            self._show_one(place.evidence_id)
            self.front.look()
        elif isinstance(place, str):
            self._turn(to_trash=False)
            self._show_one(EvidenceId(place))

    def place(self) -> object:
        return CARE if self.front.in_care() else _Spot(self.table.place(), self.rows.in_trash)

    def first_focus(self) -> QWidget:
        return self.front.first_focus() or (self.rows.shown() if self.model.rowCount() else self.filter)

    def open_care(self) -> None:
        """Show how the files are in the place of the list."""
        care = self.front.open_care()
        self.refresh(None)
        care.first_focus().setFocus()

    def takes(self, data: QMimeData) -> bool:
        return not self.rows.in_trash and super().takes(data)

    def take(self, data: QMimeData) -> bool:
        return self.taking.files(files_in(data), None) is not None

    # Own steps

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
        in_care = self.front.in_care()
        self.head.hint.setVisible(not in_care)
        self.head.title.setText("文件体检" if in_care else "回收站" if self.rows.in_trash else "佐证")
        total = counts["trash"] if self.rows.in_trash else counts["evidence"]
        self.head.hint.setText(f"{total} 份" if listed == total else f"{total} 份，列出 {listed} 份")
        self.verbs.offer(in_care=in_care, trashed=counts["trash"], listed=listed)
        for link in (self.add, self.add_folder):
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
        self.front.follow(is_other=is_other)

    def _show_selection(self) -> None:
        """Show the facts of one piece, or where several are chosen what they have in common."""
        several = len(self.table.chosen_ids()) > 1 and not self.rows.in_trash and not self.front.in_care()
        if several:
            self.several.show_pieces(self.rows.chosen_ids())
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

    def _export_key(self) -> None:
        if not self.rows.in_trash and not self.front.in_care():
            self.verbs.take_out()

    def _name(self) -> None:
        """Give the keyboard to the name of the chosen piece."""
        if self.card.title.isEnabled():
            self.card.title.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.card.title.edit.selectAll()

    def _delete_key(self) -> None:
        if not self.rows.in_trash:
            self.verbs.put_away()

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._is_seen = True
