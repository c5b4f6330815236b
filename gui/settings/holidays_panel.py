"""设置 · 放假安排: the years that are known with their notices, and the field into which next year's is pasted.

What was understood of the pasted words stands beside them before anything is saved. Years the program brings along can
only be looked at.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui.parts.buttons import LinkButton, MainButton
from gui.parts.cells import EDGE, Muted
from gui.parts.date_field import written
from gui.parts.draft_fields import DraftText
from gui.parts.labels import Meta, SectionHead, Small
from gui.parts.layouts import empty
from gui.parts.tables import Column, PageModel, Table
from gui.session import Session
from models.actions.holidays import remove_holiday_notice, save_holiday_notice
from models.assembly.holidays import HolidayYear, holiday_years
from models.domain.holiday_notice import HolidayPeriod, HolidayReading, missing_festivals, read_holiday_notice
from models.domain.publicity_window import day_words
from models.workspace import Changes

HINT = "国务院办公厅每年11月前后发布下一年的通知。在中国政府网找到它，全文复制，粘贴到下面，对过右边再录入。"
LEFT = 600
MOST_TOLD = 4
YEARS = (
    Column(key="year", title="年份", width=72, sortable=False),
    Column(key="number", title="文号", width=200, sortable=False, grows=True),
    Column(key="dated_on", title="日期", width=104, sortable=False),
    Column(key="off", title="放假", width=62, right=True, sortable=False),
    Column(key="worked", title="调休上班", width=84, right=True, sortable=False),
)
PERIODS = (
    Column(key="name", title="节日", width=128, sortable=False),
    Column(key="off", title="放假", width=136, sortable=False),
    Column(key="days", title="天数", width=56, right=True, sortable=False),
    Column(key="worked", title="周末上班", width=130, sortable=False, grows=True),
)


class HolidaysPanel(QWidget):
    """The years at the left, over the field for the next one; at the right what the chosen or pasted one says."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._years: dict[str, HolidayYear] = {}
        self._periods: Sequence[HolidayPeriod] = ()
        self.years = PageModel(YEARS, lambda _order, _filter: list(self._years), self._year_rows)
        self.table = Table(self.years, whole=True, insets=(10, 10))
        self.periods = PageModel(PERIODS, lambda _order, _filter: list(range(len(self._periods))), self._period_rows)
        self.read = Table(self.periods, whole=True, insets=(10, 10), empty="还没有读到放假安排")
        self.read.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.paste = DraftText("粘贴通知全文", placeholder="国务院办公厅关于……年部分节假日安排的通知……", lines=(5, 5))
        self.enter = MainButton("录入", icon="check")
        self.remove = LinkButton("删除这一年", icon="trash")
        self.head = SectionHead()
        self.told = QVBoxLayout()
        self.words: list[str] = []
        self._build()
        self.paste.edit.textChanged.connect(self._show_read)
        self.table.chosen.connect(lambda _: self._show_read())
        self.enter.clicked.connect(self._enter)
        self.remove.clicked.connect(self._remove)

    # Build

    def _build(self) -> None:
        hint = Meta(HINT)
        hint.setWordWrap(True)
        left = _column(SectionHead("放假安排"), self.table, _line(self.remove), hint, self.paste, _line(self.enter))
        right = _column(self.head, self.read)
        self.told.setSpacing(4)
        right.layout().addLayout(self.told)  # type: ignore[union-attr]
        for side in (left, right):
            side.layout().addStretch(1)  # type: ignore[union-attr]
        left.setMaximumWidth(LEFT)
        inside = QWidget()
        inside.setMaximumWidth(2 * LEFT)
        row = QHBoxLayout(inside)
        row.setContentsMargins(EDGE, 16, EDGE, 24)
        row.setSpacing(32)
        row.addWidget(left, 1)
        row.addWidget(right, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    # What the page uses

    def refresh(self, changes: Changes | None) -> None:
        """Show the years as they are known now."""
        if changes is not None and not changes.touches("holiday_notices"):
            return
        found = holiday_years(self.session.workspace)
        self._years = {f"{year.year}/{year.notice_id or ''}": year for year in found}
        self.years.load()
        if self.table.chosen_id() is None:
            self.table.choose(self.years.id_at(0))
        self._show_read()

    def reading(self) -> HolidayReading | None:
        """Return what is understood of the pasted words, None while there are none."""
        text = self.paste.text()
        return read_holiday_notice(text) if text.strip() else None

    # Own steps

    def _show_read(self) -> None:
        reading = self.reading()
        year = self._years.get(str(self.table.chosen_id()))
        self.remove.setVisible(year is not None and year.notice_id is not None)
        if reading is not None:
            self._show_reading(reading)
            return
        self.enter.setText("录入")
        self.enter.allow("先把通知全文粘贴进来")
        self.head.setText(f"{year.year} 年" if year else "")
        self._show_periods(year.periods if year else ())
        self._say([f"▲ {year.unused}"] if year and year.unused else [])

    def _show_reading(self, reading: HolidayReading) -> None:
        known = self.session.workspace.reference.holidays.years
        self.head.setText(f"读到的 {reading.year} 年安排" if reading.year else "读到的安排")
        self.enter.setText(f"录入 {reading.year} 年" if reading.year else "录入")
        missing = missing_festivals(reading.periods)
        faults = [*reading.faults, *([f"没有读到{'、'.join(missing)}"] if missing else [])]
        if reading.year is None:
            faults.insert(0, "没有找到是哪一年")
        elif reading.year in known:
            faults.insert(0, f"{reading.year} 年已经收录，不用再录")
        self.enter.allow(faults[0] if faults else "")
        self._show_periods(reading.periods)
        named = [reading.document_number, str(reading.dated_on or "")]
        self._say([f"▲ {words}" for words in faults] + [f"未计入：{words}" for words in reading.unread]
                  + ["　".join(filter(None, named))] * any(named))

    def _show_periods(self, periods: Sequence[HolidayPeriod]) -> None:
        self._periods = periods
        self.periods.load()

    def _say(self, words: list[str]) -> None:
        if words == self.words:
            return
        self.words = words
        empty(self.told)
        for line in words[:MOST_TOLD]:
            label = Small(line, tone="ink" if line.startswith("▲") else "ink_2")
            label.setWordWrap(True)
            self.told.addWidget(label)

    def _enter(self) -> None:
        text, reading = self.paste.text(), self.reading()
        changes = self.session.apply(lambda ws: save_holiday_notice(ws, text=text), source=self.paste)
        if changes is not None and reading is not None:
            self.paste.fill("")
            kept = next(key for key, year in self._years.items() if year.year == reading.year and year.notice_id)
            self.table.choose(kept)

    def _remove(self) -> None:
        year = self._years.get(str(self.table.chosen_id()))
        notice_id = year.notice_id if year else None
        if notice_id is not None:
            self.session.apply(lambda ws: remove_holiday_notice(ws, notice_id=notice_id), source=self.paste)

    def _year_rows(self, ids: Sequence[object]) -> list[tuple[object, ...]]:
        found = [self._years[str(key)] for key in ids]
        return [(str(year.year), Muted(year.unused or year.document_number or "—"), written(year.dated_on),
                 f"{year.days_off} 天", f"{year.days_worked} 天") for year in found]

    def _period_rows(self, places: Sequence[object]) -> list[tuple[object, ...]]:
        found = [self._periods[int(str(place))] for place in places]
        return [(item.name, _span(item), item.days, Muted("、".join(map(day_words, item.worked)) or "—"))
                for item in found]


def _span(period: HolidayPeriod) -> str:
    """Return the days off as a notice writes them: 10月1日至7日, 12月30日至1月1日."""
    first, last = period.first, period.last
    if first == last:
        return day_words(first)
    return f"{day_words(first)}至{day_words(last) if first.month != last.month else f'{last.day}日'}"


def _column(*parts: QWidget) -> QWidget:
    side = QWidget()
    column = QVBoxLayout(side)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    for part in parts:
        column.addWidget(part)
    return side


def _line(*parts: QWidget) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return line
