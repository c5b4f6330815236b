"""The head of a table: words over their figures, a line below, and what the clerk made of the columns.

Width, order and choice of the columns are kept per table by the keys of its columns, so that a column that comes with a
newer version simply stands where it was declared. What a narrow window leaves out is no choice and is not kept.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from gui.parts import icons, typeface
from gui.parts.page_model import Column, PageModel
from gui.parts.palette import fill, tone
from gui.parts.signs import LEFT, RIGHT

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

HEIGHT = 30


class Head(QHeaderView):
    """The head over the columns of a `PageModel`; `choice_changed` when others are to be shown."""

    choice_changed = Signal()

    def __init__(self, name: str, columns: Sequence[Column], insets: tuple[int, int], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._name = name
        self._columns = tuple(columns)
        self._insets = insets
        self._keeping = False
        self._is_watched = False
        self._by_hand: set[str] = set()
        self._hidden: set[str] = set()
        self._room = 0
        self._kept = ""
        # A ground of our own, as in the table below.
        self._ground = QWidget()
        self.setViewport(self._ground)
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(40)
        self.setFixedHeight(HEIGHT)

    def arrange(self) -> None:
        """Set widths, order and choice as declared, then as the clerk left them; called once the model is set."""
        self._keeping = False
        self._as_declared()
        self._as_kept()
        self.give_room(self._room)
        if not self._is_watched:
            self._is_watched = True
            self.sectionMoved.connect(lambda *_: self._keep())
            self.sectionResized.connect(self._resized)
        self._keeping = True

    def give_room(self, width: int) -> None:
        """Let the columns share a width: too little makes them narrower and some go, half of what is over wider.

        What the clerk made of a column by hand stays.
        """
        self._room = width
        if not width:
            return
        wanted = [place for place, column in enumerate(self._columns) if column.key not in self._hidden]
        shown = self._that_fit(wanted, width)
        keeping, self._keeping = self._keeping, False
        for place in range(len(self._columns)):
            if self.isSectionHidden(place) == (place in shown):
                self.setSectionHidden(place, place not in shown)
        self._share(shown, width)
        self._keeping = keeping

    def _that_fit(self, wanted: list[int], width: int) -> list[int]:
        """Return those of the columns that have room side by side, each as narrow as it may be."""
        shown = list(wanted)
        yielding = sorted((place for place in wanted if self._columns[place].yields),
                          key=lambda place: -self._columns[place].yields)
        for place in yielding:
            if sum(map(self._least, shown)) <= width:
                break
            shown.remove(place)
        return shown

    def _share(self, shown: list[int], width: int) -> None:
        """Give each column its own width as far as there is room, and more to those that may be wider."""
        spare = width - sum(map(self._least, shown))
        over = width - sum(map(self._own, shown))
        wider = [place for place in shown if self._columns[place].most and self._is_free(place)]
        for place in sorted(shown, key=lambda place: not self._columns[place].grows):
            column, least, own = self._columns[place], self._least(place), self._own(place)
            size = min(own, least + max(0, spare))
            spare -= size - least
            if place in wider:
                size = min(size + max(0, over) // (2 * len(wider)), column.most)
            if self._is_free(place) and not column.grows:
                self.resizeSection(place, size)

    def _is_free(self, place: int) -> bool:
        return self._columns[place].key not in self._by_hand

    def _own(self, place: int) -> int:
        return self._columns[place].width if self._is_free(place) else self.sectionSize(place)

    def _least(self, place: int) -> int:
        return (self._columns[place].least or self._own(place)) if self._is_free(place) else self._own(place)

    def chosen(self) -> list[tuple[str, int]]:
        """Return key and width of the columns that are to be shown, from left to right, room for them or not."""
        places = (self.logicalIndex(place) for place in range(self.count()))
        return [
            (self._columns[place].key, self.sectionSize(place) or self._columns[place].width)
            for place in places if self._columns[place].key not in self._hidden
        ]

    def show_column(self, key: str, *, shown: bool) -> None:
        """Show a column, or hide it, and keep that."""
        place = next(place for place, column in enumerate(self._columns) if column.key == key)
        (self._hidden.discard if shown else self._hidden.add)(key)
        self.setSectionHidden(place, not shown)
        self.give_room(self._room)
        self._keep()
        self.choice_changed.emit()

    def inset(self, left: int, right: int) -> None:
        """Leave other room left of the first and right of the last column."""
        self._insets = (left, right)
        self._ground.update()

    def edges(self) -> tuple[int, int]:
        """Return the columns that stand first and last to the eye."""
        shown = [self.logicalIndex(place) for place in range(self.count())]
        shown = [column for column in shown if not self.isSectionHidden(column)]
        return (shown[0], shown[-1]) if shown else (-1, -1)

    def padding(self, place: int) -> tuple[int, int]:
        """Return the room left free at both sides of a cell of that column."""
        first, last = self.edges()
        pad = self._columns[place].pad
        return self._insets[0] if place == first else pad, self._insets[1] if place == last else pad

    def _as_declared(self) -> None:
        grows = False
        for place, column in enumerate(self._columns):
            self.moveSection(self.visualIndex(place), place)
            self.resizeSection(place, column.width)
            mode = QHeaderView.ResizeMode.Stretch if column.grows else QHeaderView.ResizeMode.Interactive
            self.setSectionResizeMode(place, mode)
            grows = grows or column.grows
        self.setStretchLastSection(not grows)

    def _resized(self, place: int, before: int, after: int) -> None:
        # A column that is hidden or shown again goes to or comes from nothing.
        if self._keeping and before and after and not self._columns[place].grows:
            self._by_hand.add(self._columns[place].key)
            if after < self._floor(place):
                self.resizeSection(place, self._floor(place))
        self._keep()

    def _floor(self, place: int) -> int:
        column = self._columns[place]
        return (column.least or column.width) if column.whole else 0

    def _as_kept(self) -> None:
        self._by_hand.clear()
        self._hidden = {column.key for column in self._columns if column.hidden}
        kept = json.loads(str(QSettings().value(self._key(), "{}")))
        keys = [column.key for column in self._columns]
        for place, key in enumerate(key for key in kept.get("order", ()) if key in keys):
            self.moveSection(self.visualIndex(keys.index(key)), place)
        for key, width in kept.get("widths", {}).items():
            if key in keys and not self._columns[keys.index(key)].grows:
                place = keys.index(key)
                self.resizeSection(place, max(int(width), self._floor(place)))
                self._by_hand.add(key)
        for key, hidden in kept.get("hidden", {}).items():
            if key in keys:
                (self._hidden.add if hidden else self._hidden.discard)(key)
        for place, column in enumerate(self._columns):
            self.setSectionHidden(place, column.key in self._hidden)

    def _keep(self) -> None:
        if not self._keeping or not self._name:
            return
        named = list(enumerate(self._columns))
        by_hand = [(i, c) for i, c in named if c.key in self._by_hand and not self.isSectionHidden(i)]
        kept = {
            "order": [self._columns[self.logicalIndex(place)].key for place in range(self.count())],
            "widths": {c.key: self.sectionSize(i) for i, c in by_hand},
            "hidden": {c.key: c.key in self._hidden for c in self._columns},
        }
        # Each column that is laid out asks for it; written is only what differs.
        if (words := json.dumps(kept)) != self._kept:
            self._kept = words
            QSettings().setValue(self._key(), words)

    def _key(self) -> str:
        return f"tables/{self._name}"

    def menu(self) -> QMenu:
        """Return a menu in which the columns are chosen."""
        from PySide6.QtWidgets import QMenu

        menu = QMenu(self)
        for place, column in enumerate(self._columns):
            if not column.title or column.grows:
                continue
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(column.key not in self._hidden)
            if column.key not in self._hidden and self.isSectionHidden(place):
                action.setText(f"{column.title}（窗口宽些时显示）")
            action.toggled.connect(lambda shown, key=column.key: self.show_column(key, shown=shown))
        menu.addSeparator()
        menu.addAction("恢复默认的列").triggered.connect(self._restore)
        return menu

    def _restore(self) -> None:
        QSettings().remove(self._key())
        self._kept = ""
        self.arrange()
        self.choice_changed.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._name:
            menu = self.menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(event.globalPos())

    def sizeHint(self) -> QSize:
        # Not what the words would need: that loads a typeface no section is painted in.
        return QSize(self.length(), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self._ground)
        fill(painter, self._ground.rect(), "content")
        fill(painter, QRect(0, HEIGHT - 1, self._ground.width(), 1), "line_strong")
        painter.end()
        super().paintEvent(event)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        column = self._columns[logicalIndex]
        left, right = self.padding(logicalIndex)
        box = QRectF(rect).adjusted(left, 0, -right, 0)
        painter.setFont(typeface.font(typeface.SMALL))
        painter.setPen(tone("ink_2"))
        painter.drawText(box, int(RIGHT if column.right else LEFT) | int(Qt.TextFlag.TextDontClip), column.title)
        self._paint_order(painter, box, column)

    def _paint_order(self, painter: QPainter, box: QRectF, column: Column) -> None:
        model = self.model()
        order = model.order if isinstance(model, PageModel) else None
        if order is None or order.key != column.key:
            return
        width = typeface.metrics(typeface.SMALL).horizontalAdvance(column.title)
        left = box.right() - width - 16 if column.right else box.left() + width + 2
        icons.paint(painter, "down" if order.descending else "up", QRectF(left, box.top(), 14, box.height()))
