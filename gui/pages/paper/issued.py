"""What stands over a paper that is issued: when, by which code, by whom; its scan; and where the records moved on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.parts.buttons import IconButton, LinkButton
from gui.parts.cells import EDGE, LinkCell, Muted, Strong
from gui.parts.labels import Elided
from gui.parts.list_below import ListBelow
from gui.parts.signs import Shape, Sign, SignLabel
from gui.parts.tables import Column
from models.domain.closure import IssuedPaper
from models.domain.issue_code import grouped
from models.domain.issue_differences import RecordDifference

ROW = 34
SHOWN = 5
NAMED = 3
_COLUMNS = (
    Column(key="place", title="哪里", width=EDGE + 230, sortable=False),
    Column(key="before", title="签发时", width=200, least=120, grows=True, sortable=False),
    Column(key="after", title="现在的记录", width=200, least=120, grows=True, sortable=False),
    Column(key="link", title="", width=90, right=True, sortable=False),
)


class IssuedStrip(QWidget):
    """One calm line, and a second one where the records no longer agree with what was signed."""

    opening = Signal()
    own_opening = Signal()
    scan_wanted = Signal()
    scan_opening = Signal()
    scan_removed = Signal()
    differences_wanted = Signal()
    round_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sign = SignLabel()
        self.words = Elided()
        self.open = LinkButton("打开签发稿")
        self.own = LinkButton("打开程序写的")
        self.scan = LinkButton("添加扫描件")
        self.drop_scan = IconButton("close", "移除扫描件")
        self.round = LinkButton("再验一轮")
        self._differs = SignLabel()
        self.places = Elided(tone="ink_2")
        self.look = LinkButton("查看差异")
        self._has_scan = False
        self._build()
        self._connect()
        self.hide()

    def _build(self) -> None:
        first, self._second = QHBoxLayout(), QWidget()
        first.setContentsMargins(EDGE, 0, EDGE - 2, 0)
        first.setSpacing(8)
        first.addWidget(self._sign)
        first.addWidget(self.words, 1)
        for widget in (self.open, self.own, self.scan, self.drop_scan, self.round):
            first.addWidget(widget)
        second = QHBoxLayout(self._second)
        second.setContentsMargins(EDGE, 0, EDGE - 2, 0)
        second.setSpacing(8)
        second.addWidget(self._differs)
        second.addWidget(self.places, 1)
        second.addWidget(self.look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 3, 0, 3)
        column.setSpacing(0)
        column.addLayout(first)
        column.addWidget(self._second)

    def _connect(self) -> None:
        self.open.clicked.connect(self.opening)
        self.own.clicked.connect(self.own_opening)
        self.scan.clicked.connect(lambda: (self.scan_opening if self._has_scan else self.scan_wanted).emit())
        self.drop_scan.clicked.connect(self.scan_removed)
        self.look.clicked.connect(self.differences_wanted)
        self.round.clicked.connect(self.round_wanted)

    def show_issued(self, issued: IssuedPaper, found: Sequence[RecordDifference], *, is_latest: bool) -> None:
        """Show an issued paper, and how the records differ from it now."""
        self._sign.set_value(Sign(Shape.TICK, "已签发", "accent", True))
        self.words.set_text(told(issued))
        self.open.setToolTip(issued.file_name)
        self.own.setVisible(issued.file_sha256 != issued.own_sha256)
        self.own.setToolTip(f"签发的是取回的文件；这是程序当时写的：{issued.own_name}")
        self._has_scan = bool(issued.scan_sha256)
        self.scan.setText("打开扫描件" if self._has_scan else "添加扫描件")
        self.scan.setToolTip(issued.scan_name or "选择签字页的扫描件或照片，也可以拖到这一页上")
        self.drop_scan.setVisible(self._has_scan)
        self.round.setText("再验一轮" if is_latest else "去最近一轮")
        self._second.setVisible(bool(found))
        self._differs.set_value(Sign(Shape.RING, "与签发稿不一致", "ink", True))
        self.places.set_text(where(found))
        self.show()

    def show_look(self, *, is_open: bool) -> None:
        """Let the link say whether it shows the differences or puts them away."""
        self.look.setText("收起差异" if is_open else "查看差异")

    def text(self) -> str:
        """Return what is said."""
        second = f"{self._differs.value} {self.places.whole()}" if not self._second.isHidden() else ""
        return "\n".join(part for part in (f"已签发 {self.words.whole()}", second) if part)


class DifferenceList(ListBelow):
    """Each difference on a line: where, what was signed, what the records say; `wanted(Target)` leads there."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__("与签发稿的差异", _COLUMNS, row_height=ROW, most=SHOWN, head=True)
        self.found: Sequence[RecordDifference] = ()
        self.hide()

    def show_differences(self, found: Sequence[RecordDifference]) -> None:
        """Show other differences; without any the list is put away."""
        self.found = found
        self.show_items(found, f"{len(found)} 处。签发稿不会变；记录改错了就改回去，确实要改的请再验一轮")
        if not found:
            self.hide()

    def _go(self, item: RecordDifference) -> None:
        if item.target is not None:
            self.wanted.emit(item.target)

    def _row(self, item: RecordDifference) -> tuple[object, ...]:
        return Strong(item.place), Muted(item.before), item.after, LinkCell("去看看")


def told(issued: IssuedPaper) -> str:
    """Return when, by which code and by whom a paper was issued, and whether the file was edited elsewhere."""
    parts = [f"{issued.issued_at:%Y-%m-%d}", f"编号 {grouped(issued.code)}", issued.issued_by]
    parts += ["取回的文件"] * (issued.file_sha256 != issued.own_sha256)
    return " · ".join(part for part in parts if part)


def where(found: Sequence[RecordDifference]) -> str:
    """Return how many differences there are and the first places of them."""
    places = list(dict.fromkeys(item.place for item in found))
    more = "等" if len(places) > NAMED else ""
    return f"{len(found)} 处：{'、'.join(places[:NAMED])}{more}"
