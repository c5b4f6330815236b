"""佐证 of a measure: what each piece proves, written where it lies; the strip that takes more of it.

A folder of 500 files may be dropped on one measure: the first rows are shown, the others when they are asked for, and
they are filled a block at a time between the events of the window. The tab 佐证 of the task lists them all.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from gui import suggest
from gui.ahead import InParts
from gui.evidence.taking_in import TakingIn
from gui.pages.task.evidence_row import EvidenceRow
from gui.parts import typeface
from gui.parts.buttons import LinkButton
from gui.parts.drop_strip import DropStrip
from gui.parts.field import Field
from gui.parts.fields import TextField
from gui.parts.labels import Meta, Rule, SectionHead
from gui.parts.pick_line import PickLine
from gui.parts.sight import bring_into_sight
from gui.session import Session
from models.actions.linking import link_evidence
from models.assembly import live_numbers
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink
from models.domain.plan import Measure, ProgressId

BLOCK = 5
SHOWN = 40
_Pair = tuple[EvidenceLink, Evidence]


class EvidenceList(QWidget):
    """The evidence of one measure."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.measure: Measure | None = None
        self.rows: list[EvidenceRow] = []
        self.taking = TakingIn(session, self)
        self.link = LinkButton("关联已有", icon="link")
        self.link.setToolTip("用已经入库的佐证证明这条措施")
        self.known = PickLine(
            suggest.evidence(session.workspace, self._is_open), placeholder="已有佐证的名称、类别或发文单位，回车关联",
            none="没有找到这样的佐证，或者它已在这里。",
        )
        self.add = LinkButton("添加", icon="plus")
        self.add_folder = LinkButton("添加文件夹", icon="folder")
        self.more = LinkButton("")
        self.more.hide()
        self.strip = DropStrip()
        self._known: set[str] = set()
        self._pairs: Sequence[_Pair] = ()
        self._filled = 0
        self._number = self._body = 0.0
        self._most = SHOWN
        self._fresh = False
        self._sought = ""
        self._entry: ProgressId | None = None
        self._filling = InParts(self)
        self._rows = QVBoxLayout()
        self._build()
        self._connect()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 4)
        head.addWidget(SectionHead("佐证"))
        head.addStretch(1)
        head.addWidget(self.link)
        head.addSpacing(12)
        head.addWidget(self.add)
        head.addWidget(Meta("Ctrl+E"))
        head.addSpacing(12)
        head.addWidget(self.add_folder)
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Rule("line_strong"))
        column.addLayout(self._rows)
        self.known.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.known)
        column.addWidget(self.more)
        column.addSpacing(8)
        column.addWidget(self.strip)

    def _connect(self) -> None:
        self.link.clicked.connect(lambda: self.begin_linking(None))
        self.known.taken.connect(self._use_known)
        self.add.clicked.connect(self.pick)
        self.add_folder.clicked.connect(lambda: self.taking.pick_folder(self.measure.id) if self.measure else None)
        self.more.clicked.connect(lambda: self._show_up_to(self._most + SHOWN))
        self.strip.clicked.connect(self.pick)
        self.strip.dropped.connect(lambda paths: self.take(paths, None))
        self.strip.pictured.connect(self._take_picture)

    # What the detail uses

    def show_measure(self, measure: Measure, *, fresh: bool) -> None:
        """Show the evidence of a measure; unless `fresh`, unsaved typing stays."""
        if fresh:
            self.known.close_line()
            self._sought = ""
        self.measure = measure
        self._pairs = self.session.workspace.sources(measure).links
        numbers = live_numbers(self.session.workspace, measure.task_id)
        written = typeface.metrics().horizontalAdvance
        self._number = max((written(numbers[item.id]) for _, item in self._pairs), default=0.0)
        width = typeface.metrics(typeface.VALUE).horizontalAdvance
        self._body = max((width(body) for body in {item.issuing_body for _, item in self._pairs}), default=0.0)
        added = [place for place, (link, _) in enumerate(self._pairs, 1) if link.id not in self._known]
        # What was just taken in is shown, however much stands before it.
        self._most = SHOWN if fresh else max([self._most, *added[:1]])
        for row in self.rows[self._wanted() :]:
            row.hide_link()
        self._filled, self._fresh = 0, fresh
        if len(self._pairs) <= BLOCK:
            self._fill_block()
        self._filling.begin(self._blocks())

    def shown(self) -> list[EvidenceRow]:
        """Return the rows that hold a piece of evidence, in order."""
        return [row for row in self.rows if row.link is not None]

    def _row_of(self, ids: Container[str]) -> EvidenceRow | None:
        return next((row for row in self.rows if row.link is not None and row.link.id in ids), None)

    def pick(self) -> None:
        """Let the clerk pick files."""
        if self.measure is not None:
            self.taking.pick(self.measure.id)

    def take(self, paths: list[Path], progress_id: object) -> None:
        """Take files and folders in, for the measure or an entry of it."""
        if self.measure is not None:
            self.taking.files(paths, self.measure.id, ProgressId(str(progress_id)) if progress_id else None)

    def begin_linking(self, progress_id: object) -> None:
        """Ask which known piece proves the measure, or the entry of it."""
        self._entry = ProgressId(str(progress_id)) if progress_id else None
        self.known.begin()
        bring_into_sight(self.known)

    def begin(self) -> None:
        """Give the keyboard to the strip."""
        self.strip.setFocus()

    def focus_link(self, link_id: str) -> None:
        """Edit the sentence of proof of a link, as soon as its row is filled; nothing where it is not here."""
        self._sought = link_id
        places = [place for place, (link, _) in enumerate(self._pairs, 1) if link.id == link_id]
        self._show_up_to(max([self._most, *places]))
        self._edit_sought()

    def watch(self, field: TextField) -> None:
        """Take copied files and screenshots that are pasted while this field has the keyboard."""
        field.edit.installEventFilter(self)

    # Own steps

    def _is_open(self, evidence_id: EvidenceId) -> bool:
        """Return whether a piece may be used here still; for an entry, whether it does not hang on it already."""
        return all(link.evidence_id != evidence_id or self._hangs_elsewhere(link) for link, _ in self._pairs)

    def _hangs_elsewhere(self, link: EvidenceLink) -> bool:
        return self._entry is not None and link.progress_id != self._entry

    def _use_known(self, evidence_id: EvidenceId) -> None:
        measure, entry = self.measure, self._entry
        if measure is not None:
            self.session.apply(
                lambda ws: link_evidence(ws, evidence_id=evidence_id, measure_id=measure.id, progress_id=entry)
            )

    def _take_picture(self, image: QImage) -> None:
        if self.measure is not None:
            self.taking.picture(image, self.measure.id)

    def _fill_block(self) -> None:
        """Fill the next rows."""
        first = self._filled
        self._filled = min(first + BLOCK, self._wanted())
        if len(self.rows) < self._filled:
            block = self._add_block()
            self._fill(first)
            block.show()
        else:
            self._fill(first)
        self.more.setText(f"再显示 {SHOWN} 份（共 {len(self._pairs)} 份）")
        self.more.setVisible(self._wanted() < len(self._pairs))
        self._edit_sought()
        if self._filled == self._wanted():
            self._see_new({link.id for link, _ in self._pairs}, fresh=self._fresh)

    def _edit_sought(self) -> None:
        if (row := self._row_of({self._sought})) is not None:
            self._sought = ""
            row.proves.edit()
            bring_into_sight(row)

    def _wanted(self) -> int:
        return min(self._most, len(self._pairs))

    def _show_up_to(self, most: int) -> None:
        self._most = most
        if self._filled < self._wanted():
            self._fill_block()
            self._filling.begin(self._blocks())

    def _blocks(self) -> Iterator[None]:
        """Fill the rows that are left, a part for every few."""
        # The window may have been closed, and the workspace with it, in the moment since.
        while self._filled < self._wanted() and self.window().isVisible():
            self._fill_block()
            yield

    def _fill(self, first: int) -> None:
        if self.measure is None:
            return
        numbers = live_numbers(self.session.workspace, self.measure.task_id)
        shown = [item.id for _, item in self._pairs[first : self._filled]]
        marks = self.session.workspace.look.sealed_among(shown)
        duties = self.session.workspace.sources(self.measure).duties
        for place in range(first, self._filled):
            link, item = self._pairs[place]
            files = self.session.workspace.current_files(item.id)
            self.rows[place].show_link(
                numbers[item.id], link, item, files, mark=marks.get(item.id), number=self._number, body=self._body,
                fresh=self._fresh,
            )
            self.rows[place].count.show_evidence(duties, item.id)

    def _add_block(self) -> QWidget:
        """Make the rows of one more block, hidden until they are filled."""
        block = QWidget()
        block.hide()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for _ in range(BLOCK):
            row = EvidenceRow(self.session)
            row.walked.connect(lambda step, row=row: self._walk(row, step))
            row.hide()
            self.rows.append(row)
            column.addWidget(row)
        self._rows.addWidget(block)
        return block

    def _walk(self, row: EvidenceRow, step: int) -> None:
        shown = self.shown()
        place = shown.index(row) + step
        if 0 <= place < len(shown):
            shown[place].setFocus()

    def _see_new(self, ids: set[str], *, fresh: bool) -> None:
        added, self._known = ids - self._known, ids
        if fresh or not added:
            return
        # What was just taken in is asked at once for the sentence that says what it proves.
        first = self._row_of(added)
        if first is not None and not first.proves.text() and not _is_typing():
            QTimer.singleShot(0, first, first.proves.edit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._is_for_strip(event):
            return self.strip.paste()
        return super().eventFilter(watched, event)

    def _is_for_strip(self, event: QKeyEvent) -> bool:
        if not event.matches(QKeySequence.StandardKey.Paste):
            return False
        data = QApplication.clipboard().mimeData()
        return data.hasUrls() or (data.hasImage() and not data.hasText())


def _is_typing() -> bool:
    """Return whether the clerk is in the middle of typing somewhere; the keyboard is not taken away then."""
    field = getattr(QApplication.focusWidget(), "field", None)
    return isinstance(field, Field) and (field.is_unsaved() or field.is_composing())
