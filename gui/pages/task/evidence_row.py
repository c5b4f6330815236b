"""One piece of evidence under a measure: title, body, date and pages; under the title the sentence of proof."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gui import opening
from gui.evidence.seal_marks import ICON as SEALED
from gui.evidence.trashing import trash_one
from gui.pages.task.count_mark import CountMark
from gui.pages.task.evidence_facts import EvidenceFacts
from gui.pages.task.evidence_menu import EvidenceMenu
from gui.parts import icons, typeface
from gui.parts.cells import BEHIND, words
from gui.parts.date_field import written
from gui.parts.field import Field
from gui.parts.file_icons import file_icon
from gui.parts.in_place import InPlace
from gui.parts.labels import Meta
from gui.parts.palette import tone
from gui.parts.sight import bring_into_sight
from gui.places import EVIDENCE, EvidencePlace
from gui.session import Session
from models.actions.linking import revise_link
from models.domain.evidence import Evidence, EvidenceLink, StoredFile
from models.domain.plan import Progress
from models.lists import SealMark

# The least room of the number, and from its end to the icon and to the title.
NUMBER, ICON, TITLE = 44.0, 6.0, 30.0
# From the right: date and pages with what is left free before them, the least room of the body, how far it may go.
DATED, GAP, BODY, PART_OF_BODY = 174, 12, 104.0, 0.36
# In a row narrower than this the body goes before the title is cut.
NARROW = 600


class EvidenceRow(QWidget):
    """A row of the list; it is filled again for other links."""

    walked = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.link: EvidenceLink | None = None
        self.evidence: Evidence | None = None
        self.files: list[StoredFile] = []
        self.title = _TitleLine()
        self.proves = InPlace(self._save_proves, hint="写一句它证明什么", lines=(1, 8), most=8, enters=True)
        self.proves.setAccessibleName("证明内容")
        self.count = CountMark(session)
        self.facts: EvidenceFacts | None = None
        self.setFocusProxy(self.proves)
        self.kind = Meta("证明")
        self.kind.setFixedHeight(24)
        self._line = QHBoxLayout()
        self._line.setSpacing(12)
        self._line.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignTop)
        self._line.addWidget(self.proves, 1)
        self._line.addWidget(self.count, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 1, 0, 2)
        self._column.setSpacing(0)
        self._column.addWidget(self.title)
        self._column.addLayout(self._line)
        self.title.clicked.connect(self.turn_facts)
        self.title.menu_wanted.connect(lambda: self.offer(self.title.mapToGlobal(QPoint(self.title.width() - 60, 24))))

    # What the list uses

    def show_link(
        self, code: str, link: EvidenceLink, item: Evidence, files: list[StoredFile], *, mark: SealMark | None = None,
        number: float, body: float, fresh: bool,
    ) -> None:
        """Show a piece of evidence as linked to the measure; `number` and `body` are how wide the widest ones are."""
        other = fresh or self.link is None or self.link.id != link.id
        self.link, self.evidence, self.files = link, item, files
        self.title.show_evidence(code, item, files, link.pages or item.pages, number, body, mark)
        self._line.setContentsMargins(self.title.indent(), 0, 0, 0)
        self.kind.setText(f"证明 · {link.proof_kind.label}" if link.proof_kind else "证明")
        if other:
            self._close_facts()
            self.proves.fill(link.proves)
        else:
            self.proves.refill(link.proves)
        entry = self.session.workspace.get(Progress, link.progress_id)
        hung = [f"挂在 {written(entry.done_on) or '未填日期'} 的落实情况上"] if entry else []
        self.title.setToolTip("\n".join([*hung, *([mark.told] if mark else [])]))
        if self.facts is not None and not self.facts.isHidden():
            self.facts.show_evidence(item, link, fresh=False)
        self.show()

    def hide_link(self) -> None:
        """Hold no evidence."""
        self.link = None
        self.hide()

    def turn_facts(self) -> None:
        """Open or close the facts of the evidence."""
        if self.facts is not None and not self.facts.isHidden():
            self._close_facts()
        elif self.evidence is not None and self.link is not None:
            self._open_facts(self.evidence, self.link)

    def open_file(self) -> None:
        """Open the first file in the program of this PC."""
        if self.files:
            opening.open_stored(self.session, self.files[0])

    def offer(self, at: QPoint) -> None:
        """Offer what can be done with the evidence."""
        if self.link is not None and self.evidence is not None:
            menu = EvidenceMenu(self, self.session, self.link, self.evidence, self.files)
            menu.facts.triggered.connect(self.turn_facts)
            menu.popup(at)

    # Own steps

    def _open_facts(self, item: Evidence, link: EvidenceLink) -> None:
        if self.facts is None:
            self.facts = EvidenceFacts(self.session)
            self.facts.closed.connect(self._close_facts)
            self.facts.opened.connect(self.open_file)
            self.facts.more.connect(
                lambda: self.offer(self.facts.mapToGlobal(QPoint(self.title.indent(), self.facts.height())))
            )
            self._column.addWidget(self.facts)
        self.facts.setContentsMargins(self.title.indent(), 4, 0, 8)
        self.facts.show_evidence(item, link, fresh=True)
        self.facts.show()
        self.facts.begin()
        bring_into_sight(self.facts)

    def _close_facts(self) -> None:
        if self.facts is not None and not self.facts.isHidden() and self.facts.leave():
            self.facts.hide()
            self.proves.setFocus()

    def _save_proves(self, field: Field, text: str) -> None:
        link = self.link
        if link is None:
            return
        self.session.apply(
            lambda ws: revise_link(ws, link=replace(ws.need(EvidenceLink, link.id), proves=text), step=field.sitting),
            source=field,
        )

    def _trash(self) -> None:
        link = self.link
        if link is not None:
            trash_one(self.session, link.evidence_id, self)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if self.proves.is_open():
            super().keyPressEvent(event)
        elif step:
            self.walked.emit(step)
        elif event.key() == Qt.Key.Key_Delete:
            self._trash()
        elif event.key() == Qt.Key.Key_O and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.open_file()
        elif event.key() == Qt.Key.Key_Space and self.evidence is not None:
            self.session.go(EVIDENCE, EvidencePlace(self.evidence.id))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.offer(event.globalPos())

    def enterEvent(self, event: QEvent) -> None:
        self.title.set_hovered(True)

    def leaveEvent(self, event: QEvent) -> None:
        self.title.set_hovered(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, tone("hair"))
        painter.end()


class _TitleLine(QWidget):
    """Code, icon, title; body, date and pages in columns at the right."""

    clicked = Signal()
    menu_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._cells = ("", "", "", "", "")
        self._number = NUMBER
        self._body = BODY
        self._icon = "file"
        self._hovered = False
        self._is_sealed = False
        self.setFixedHeight(24)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_evidence(
        self, code: str, item: Evidence, files: list[StoredFile], pages: str, number: float, body: float,
        mark: SealMark | None,
    ) -> None:
        """Show other facts, with a lock behind the title where a `mark` says that it is sealed.

        The column of the body is `body` wide where the title leaves it the room.
        """
        self._number, self._body = max(NUMBER, number), body
        self._icon = file_icon(files[0].name if files else "")
        count = f"（{len(files)} 个文件）" if len(files) > 1 else ""
        self._cells = (code, item.title + count, item.issuing_body, written(item.dated_on), pages or "全部")
        self._is_sealed = mark is not None
        told = (*self._cells, mark.told if mark else "")
        self.setAccessibleName("，".join(cell for cell in told if cell))
        self.update()

    def set_hovered(self, on: bool) -> None:
        self._hovered = on
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, 24)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        (self.menu_wanted if event.position().x() > self.width() - 24 else self.clicked).emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        code, title, body, dated, pages = self._cells
        width, height = self.width(), self.height()
        words(painter, QRectF(0, 0, self._number, height), code, typeface.font(), "ink_2")
        icons.paint(painter, self._icon, QRectF(self._number + ICON, 0, 16, height))
        colour = "accent_deep" if self._hovered else "ink"
        of_body = self.body_width()
        end = width - DATED - of_body
        room = end - GAP - self.indent() - (BEHIND + 6 if self._is_sealed else 0)
        words(painter, QRectF(self.indent(), 0, room, height), title, typeface.font(), colour)
        if self._is_sealed:
            written_to = self.indent() + min(typeface.metrics().horizontalAdvance(title), room)
            icons.paint(painter, SEALED, QRectF(written_to + 6, 0, BEHIND, height), "meta")
        if of_body:
            words(painter, QRectF(end, 0, of_body, height), body, typeface.font(typeface.VALUE), "ink_2")
        words(painter, QRectF(width - 166, 0, 84, height), dated, typeface.font(typeface.VALUE), "ink_2")
        if self._hovered:
            icons.paint(painter, "more", QRectF(width - 16, 0, 16, height))
        else:
            words(painter, QRectF(width - 80, 0, 80, height), pages, typeface.font(typeface.VALUE), "ink_2", right=True)
        painter.end()

    def indent(self) -> int:
        """Return where the title begins."""
        return round(self._number + TITLE)

    def body_width(self) -> float:
        """Return how wide the body is: as the widest of the list, up to a part of the row, behind the title."""
        room = self.width() - DATED - GAP - self.indent() - typeface.metrics().horizontalAdvance(self._cells[1])
        if room < BODY and self.width() < NARROW:
            return 0.0
        return max(BODY, min(self._body, self.width() * PART_OF_BODY, room))
