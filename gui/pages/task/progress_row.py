"""One progress entry: date, sentence, how many pieces of evidence hang on it, and its figures as small chips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from gui.pages.task.count_mark import CountMark
from gui.pages.task.figure_line import FigureLine
from gui.pages.task.progress_marks import DATE_WIDTH, Chips, Clip
from gui.parts.date_field import DateField, written
from gui.parts.dropping import Dropping, files_in
from gui.parts.in_place import InPlace
from gui.parts.palette import tone
from gui.parts.paragraph import Paragraph
from gui.session import Session
from models.actions.progress import revise_progress
from models.domain.duty_tally import CountedDuty
from models.domain.plan import Figure, Progress, ProgressId


class ProgressRow(Dropping, QWidget):
    """A row of the list; it is filled again for other entries."""

    walked = Signal(int)
    removed = Signal(str)
    dropped = Signal(list, object)
    linking = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.progress_id: ProgressId | None = None
        self.setAcceptDrops(True)
        self.date = Paragraph(tone="ink_2", most=3, edits=True)
        self.date.setFixedWidth(DATE_WIDTH)
        self.date_field: DateField | None = None
        self.text = InPlace(self._save_text, lines=(1, 16), most=12)
        self.text.setAccessibleName("落实情况")
        self.count = CountMark(session)
        self.clip = Clip()
        self.chips = Chips()
        self.figure: FigureLine | None = None
        self.setFocusProxy(self.text)
        self._build()

    def _build(self) -> None:
        self._line = QHBoxLayout()
        self._line.setSpacing(0)
        for widget in (self.date, self.count, self.clip):
            self._line.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        self._line.insertWidget(1, self.text, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 3, 0, 3)
        self._column.setSpacing(0)
        self._column.addLayout(self._line)
        self._column.addWidget(self.chips)
        self.date.clicked.connect(self._edit_date)
        self.chips.picked.connect(self._open_figure)
        self.clip.menu_wanted.connect(lambda: self._offer(self.clip.mapToGlobal(self.clip.rect().bottomLeft())))

    # What the list uses

    def show_entry(
        self, entry: Progress, figures: list[Figure], proofs: int, duties: Sequence[CountedDuty], *, fresh: bool
    ) -> None:
        """Show an entry; `fresh`, or another entry than before, forgets what was being edited."""
        other = fresh or entry.id != self.progress_id
        self.progress_id = entry.id
        self.date.set_text(written(entry.done_on) or "未填日期", tone="ink_2" if entry.done_on else "meta")
        if other:
            self._close_date()
            self._close_figure()
            self.text.fill(entry.text)
        else:
            self.text.refill(entry.text)
        if self.date_field is not None:
            self.date_field.refill(entry.done_on)
        self.clip.set_count(proofs)
        self.count.show_entry(duties, entry.id)
        self.chips.set_figures(figures)
        if self.figure is not None and not self.figure.isHidden():
            self.figure.refill(figures)
        self.show()

    def hide_entry(self) -> None:
        """Hold no entry."""
        self.progress_id = None
        self.hide()

    # Own steps

    def _save_text(self, field: QObject, text: str) -> None:
        self._save(field, text=text)

    def _save(self, field: QObject, **values: object) -> None:
        progress_id = self.progress_id
        if progress_id is not None:
            step = getattr(field, "sitting", "")
            self.session.apply(
                lambda ws: revise_progress(ws, entry=replace(ws.need(Progress, progress_id), **values), step=step),
                source=field,
            )

    def _edit_date(self) -> None:
        entry = self.session.workspace.get(Progress, self.progress_id)
        if entry is None:
            return
        if self.date_field is None:
            calendar = self.session.holidays
            self.date_field = DateField(today=self.session.today, holidays=calendar, period=True, reading=False)
            self.date_field.setFixedWidth(DATE_WIDTH - 8)
            self.date_field.edit.setAccessibleName("落实日期")
            self.date_field.saved.connect(lambda value: self._save(self.date_field, done_on=value))
            self.date_field.entered.connect(lambda: self._close_date(back=True))
            self.date_field.edit.installEventFilter(self)
            self._line.insertWidget(0, self.date_field, 0, Qt.AlignmentFlag.AlignTop)
            self._line.insertSpacing(1, 8)
        self.date_field.fill(entry.done_on)
        self.date.hide()
        self.date_field.show()
        self.date_field.setFocus()
        self.date_field.edit.selectAll()

    def _close_date(self, *, back: bool = False) -> None:
        if self.date_field is None or self.date_field.isHidden():
            return
        self.date_field.hide()
        self.date.show()
        if back:
            self.date.setFocus()

    def _close_date_if_left(self) -> None:
        field = self.date_field
        if field is not None and not (field.edit.hasFocus() or field.is_unsaved() or field.problem()):
            self._close_date()

    def _open_figure(self, figure: Figure | None) -> None:
        if self.progress_id is None:
            return
        if self.figure is None:
            self.figure = FigureLine(self.session)
            self.figure.closed.connect(self._close_figure)
            self._column.addWidget(self.figure)
        self.figure.show_figure(self.progress_id, figure)
        self.chips.mark(figure.id if figure else "")

    def _close_figure(self) -> None:
        if self.figure is not None:
            self.figure.hide()
        self.chips.mark("")

    def _offer(self, at: object) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("修改", self.text.edit)
        menu.addAction("修改日期", self._edit_date)
        menu.addAction("登记数据…", lambda: self._open_figure(None))
        menu.addAction("关联已有佐证…", lambda: self.linking.emit(self.progress_id))
        menu.addSeparator()
        menu.addAction("删除…", lambda: self.removed.emit(self.progress_id))
        menu.popup(at)

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._close_date_if_left)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            if self.date_field is not None:
                self.date_field.drop()
            self._close_date(back=True)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and not self.text.is_open():
            self.walked.emit(step)
        elif event.key() == Qt.Key.Key_Delete and not self.text.is_open():
            self.removed.emit(self.progress_id)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._offer(event.globalPos())

    def enterEvent(self, event: QEvent) -> None:
        self.clip.set_hovered(True)

    def leaveEvent(self, event: QEvent) -> None:
        self.clip.set_hovered(False)

    def take(self, data: QMimeData) -> bool:
        paths = files_in(data)
        if paths:
            self.dropped.emit(paths, self.progress_id)
        return bool(paths)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.is_over:
            painter.fillRect(self.rect(), tone("tint"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, tone("hair"))
        painter.end()
