"""The kinds of paper of one closure in a row under the head: one word each, and a sign for how far it is.

▲ lacks something, ✓ is ready, ● is issued, ○ is issued and the records have moved on; a kind that is not begun is
written in grey. How far the others are is found out one after the other behind the first paint, because each of them is
built for it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from exporters.registry import PAPERS
from exporters.standing import PaperState, Standing
from gui.paper.standings import SHAPES, Standings
from gui.parts import typeface
from gui.parts.cells import EDGE
from gui.parts.keys import bind_steps
from gui.parts.palette import tone
from gui.parts.signs import LEFT, draw_shape
from gui.session import Session
from models.domain.closure import ClosureId, PaperKind

HEIGHT = 36
BETWEEN = 20
SIGN = 13


class KindBar(QWidget):
    """The row; `wanted(kind)` where another kind is asked for."""

    wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.closure_id = ClosureId("")
        self.kind = PAPERS[0]
        self.standings = Standings(session, self)
        self.standings.found.connect(lambda _: self._tell())
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def bind_keys(self, page: QWidget) -> None:
        """Let Ctrl+Tab and Ctrl+PgDn go on to the next kind wherever the keyboard is on the page."""
        bind_steps(page, lambda by: self.wanted.emit(PAPERS[(self._place() + by) % len(PAPERS)]))

    def show_kind(self, closure_id: ClosureId, kind: PaperKind) -> None:
        """Show which kind is open, and how far each is as the records stand now."""
        self.closure_id, self.kind = closure_id, kind
        self.standings.ask(((closure_id, kind) for kind in PAPERS), again=True)
        self._tell()

    def standing(self, kind: PaperKind) -> Standing | None:
        """Return how far the paper of a kind is, None until it was looked at."""
        return self.standings.get((self.closure_id, kind))

    def say(self, kind: PaperKind) -> str:
        """Return name and state of a kind in words."""
        standing = self.standing(kind)
        return f"{kind.label}：{standing.label}" if standing else kind.label

    # Own steps

    def _tell(self) -> None:
        self.setAccessibleName(self.say(self.kind))
        self.update()

    def _place(self) -> int:
        return PAPERS.index(self.kind)

    def spans(self) -> list[tuple[float, float, PaperKind]]:
        """Return where each kind begins and ends."""
        spans, left = [], float(EDGE)
        for kind in PAPERS:
            weight = typeface.BOLD if kind is self.kind else typeface.REGULAR
            width = typeface.metrics(typeface.BODY, weight).horizontalAdvance(kind.short_label)
            # Room for a sign whether there is one or not, so that nothing moves when it is found out.
            spans.append((left, left + width + SIGN, kind))
            width += SIGN
            left += width + BETWEEN
        return spans

    def _kind_at(self, x: float) -> PaperKind | None:
        return next((kind for left, right, kind in self.spans() if left - 8 <= x <= right + 8), None)

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(round(self.spans()[-1][1]) + EDGE, HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        kind = self._kind_at(event.position().x())
        if kind is not None and kind is not self.kind:
            self.wanted.emit(kind)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        place = self._place() + step
        if step and 0 <= place < len(PAPERS):
            self.wanted.emit(PAPERS[place])
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            kind = self._kind_at(event.pos().x())
            QToolTip.showText(event.globalPos(), self.say(kind) if kind else "", self)
            return True
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.standings.go_on()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, HEIGHT - 1, self.width(), 1, tone("line"))
        for left, right, kind in self.spans():
            self._paint_kind(painter, QRectF(left, 0, right - left, HEIGHT - 2), kind)
        painter.end()

    def _paint_kind(self, painter: QPainter, box: QRectF, kind: PaperKind) -> None:
        is_open, standing = kind is self.kind, self.standing(kind)
        is_begun = standing is not None and standing.state is not PaperState.NOT_BEGUN
        painter.setFont(typeface.font(typeface.BODY, typeface.BOLD if is_open else typeface.REGULAR))
        painter.setPen(tone("accent_deep" if is_open else "ink_2" if is_begun else "meta"))
        painter.drawText(box, int(LEFT), kind.short_label)
        if standing is not None and standing.state in SHAPES:
            shape, colour = SHAPES[standing.state]
            draw_shape(painter, shape, QPointF(box.right() - 4, box.center().y() + 0.5), colour, 7.5)
        if is_open:
            painter.fillRect(QRectF(box.left(), HEIGHT - 2, box.width() - SIGN, 2), tone("accent"))
            if self.hasFocus():
                painter.setPen(tone("accent"))
                painter.drawRect(QRectF(box.left() - 6, 4, box.width() + 6, HEIGHT - 11))
