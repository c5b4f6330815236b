"""频次 of a measure: its duties one below the other, and what its text demands and nobody has confirmed yet.

Picking a period leads to its records, one after the other; a period without any leads to the line where progress is
entered.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from gui.pages.task.duty_line import DutyLine
from gui.pages.task.duty_panel import DutyPanel
from gui.parts.buttons import LinkButton
from gui.parts.labels import Elided, Meta, Small
from gui.parts.sight import bring_into_sight
from gui.session import Session
from models.actions.duties import DutyInput, add_duty, count_suggested
from models.assembly.duties import DutyView, duty_views, open_readings, span_of
from models.domain.duty import MeasureDuty, MeasureDutyId
from models.domain.duty_occasions import CountedRecord
from models.domain.duty_suggestions import SuggestedCount
from models.domain.duty_tally import PeriodCount
from models.domain.duty_words import span_words
from models.domain.plan import DutyPer, Measure
from models.domain.reading.phrases.duties import DutyReading

INDENT = 44


class DutyList(QWidget):
    """The duties of one measure; `wanted` names the record to go to, nothing for the line of progress."""

    wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.measure: Measure | None = None
        self.lines: list[DutyLine] = []
        self.readings: list[ReadingLine] = []
        self.add = LinkButton("频次", icon="plus")
        self.add.setToolTip("登记方案没有写明、但要按期做的事")
        self.panel: DutyPanel | None = None
        self._gone_to = ""
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        label = Meta("频次")
        label.setFixedWidth(INDENT)
        label.setContentsMargins(0, 6, 0, 0)
        head = QVBoxLayout()
        head.addWidget(label)
        head.addStretch(1)
        row.addLayout(head)
        row.addLayout(self._rows, 1)
        self.add.clicked.connect(self._offer)

    # What the detail uses

    def show_measure(self, measure: Measure, *, fresh: bool) -> None:
        """Show the duties of a measure; unless `fresh`, the open panel stays."""
        if fresh:
            self._close_panel()
        self.measure = measure
        ws = self.session.workspace
        views = duty_views(ws, measure)
        readings = [reading for reading in open_readings(ws, measure) if reading.says_times]
        self._fit(len(views), len(readings))
        for line, view in zip(self.lines, views, strict=False):
            line.show_duty(view, self._titles(view.suggested))
        for row, reading in zip(self.readings, readings, strict=False):
            row.show_reading(reading, self._span())
        self._follow({view.tally.duty.id: view.tally.duty for view in views})
        self.setVisible(bool(views or readings))

    def shown(self) -> list[DutyLine]:
        """Return the lines that hold a duty, in order."""
        return [line for line in self.lines if line.view is not None]

    def focus_duty(self, duty_id: str) -> bool:
        """Give the keyboard to a duty; returns whether it is here."""
        for line in self.shown():
            if line.duty_id() == duty_id:
                (line.strip if line.strip.cells() else line.edit).setFocus()
                return True
        return False

    def begin(self) -> None:
        """Give the keyboard to the first thing to confirm, else to the way to a new duty."""
        shown = [row.confirm for row in self.readings if not row.isHidden()]
        (shown[0] if shown else self.add).setFocus()

    def leave(self) -> bool:
        """Save what is typed; returns whether the measure may be left."""
        return self.panel is None or self.panel.isHidden() or self.panel.leave()

    def offers(self) -> QMenu:
        """Return a menu of what the text says and nobody confirmed, for when, then of a duty of every period."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for reading in open_readings(self.session.workspace, self.measure) if self.measure else ():
            menu.addAction(f"{reading_words(reading)}　{self._span()}", lambda reading=reading: self._confirm(reading))
        menu.addSeparator()
        for per in reversed(DutyPer):
            menu.addAction(f"{per.label}至少1次…", lambda per=per: self._add(1, per, edits=True))
        return menu

    # Own steps

    def _fit(self, duties: int, readings: int) -> None:
        """Make as many lines as there are duties and readings, and hide those too many."""
        while len(self.lines) < duties:
            line = DutyLine()
            line.wanted.connect(self._go)
            line.accepted.connect(self._accept)
            line.edited.connect(lambda duty_id: self._open_panel(duty_id))
            self._rows.insertWidget(len(self.lines), line)
            self.lines.append(line)
        while len(self.readings) < readings:
            row = ReadingLine()
            row.confirmed.connect(self._confirm)
            self._rows.addWidget(row)
            self.readings.append(row)
        for line in self.lines[duties:]:
            line.hide_duty()
        for row in self.readings[readings:]:
            row.hide()

    def _titles(self, suggested: tuple[SuggestedCount, ...]) -> list[str]:
        if self.measure is None or not suggested:
            return []
        sources = self.session.workspace.sources(self.measure)
        named = {str(entry.id): entry.text.split("\n")[0][:40] for entry in sources.entries}
        named |= {str(item.id): item.title for _, item in sources.links}
        return [named[str(item.progress_id or item.evidence_id)] for item in suggested]

    def _go(self, period: PeriodCount) -> None:
        """Go to the records of a period, with every further click to the next of them."""
        places = [self._place_of(record) for found in period.occasions for record in found.records]
        if not places:
            self.wanted.emit("")
            return
        behind = places.index(self._gone_to) + 1 if self._gone_to in places else 0
        self._gone_to = places[behind % len(places)]
        self.wanted.emit(self._gone_to)

    def _place_of(self, record: CountedRecord) -> str:
        """Return by which id the list of progress or evidence knows a counted record."""
        if record.progress_id is not None or self.measure is None:
            return record.progress_id or ""
        links = self.session.workspace.sources(self.measure).links
        return next((link.id for link, item in links if item.id == record.evidence_id), "")

    def _span(self) -> str:
        """Return in words from when to when a duty is confirmed here."""
        return span_words(*span_of(self.session.workspace, self.measure)) if self.measure is not None else ""

    def _accept(self, view: DutyView) -> None:
        self.session.apply(lambda ws: count_suggested(ws, duty_id=view.tally.duty.id, counts=view.suggested))

    def _confirm(self, reading: DutyReading) -> None:
        self._add(reading.duty.times, reading.duty.per, reading.subject, edits=not reading.says_times)

    def _add(self, times: int, per: DutyPer, subject: str = "", *, edits: bool = False) -> None:
        measure = self.measure
        if measure is None:
            return
        start, end = span_of(self.session.workspace, measure)
        duty = DutyInput(times=times, per=per, subject=subject, starts_on=start, ends_on=end)
        changes = self.session.apply(lambda ws: add_duty(ws, measure_id=measure.id, duty=duty))
        if changes is not None and (edits or start is None):
            self._open_panel(MeasureDutyId(changes.new_id("duties")), "starts_on" if start is None else "subject")

    def _offer(self) -> None:
        self.offers().popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

    def _open_panel(self, duty_id: MeasureDutyId | None, field: str = "subject") -> None:
        duty = self.session.workspace.get(MeasureDuty, duty_id)
        line = next((line for line in self.shown() if line.duty_id() == duty_id), None)
        if duty is None or line is None or not self.leave():
            return
        if self.panel is None:
            self.panel = DutyPanel(self.session)
            self.panel.closed.connect(self._close_panel)
        self._rows.insertWidget(self._rows.indexOf(line) + 1, self.panel)
        self.panel.show_duty(duty)
        self.panel.show()
        self.panel.begin(field)
        bring_into_sight(self.panel)

    def _follow(self, duties: dict[MeasureDutyId, MeasureDuty]) -> None:
        """Show the open panel's duty as it is now, or close it when it is gone."""
        if self.panel is None or self.panel.isHidden():
            return
        duty = duties.get(self.panel.duty_id) if self.panel.duty_id else None
        if duty is None:
            self._close_panel()
        else:
            self.panel.show_duty(duty)

    def _close_panel(self) -> None:
        if self.panel is None:
            return
        if self.panel.isAncestorOf(QApplication.focusWidget()) and not self.focus_duty(str(self.panel.duty_id)):
            # Qt would give the keyboard to the rail, where the next Enter leaves the page.
            self.add.setFocus()
        self.panel.hide()
        self.panel.duty_id = None


class ReadingLine(QWidget):
    """What the text demands and nobody has confirmed: the wording, from when to when it will count, and 确认."""

    confirmed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.reading: DutyReading | None = None
        self.words, self.span = Elided(tone="ink_2"), Small()
        self.confirm = LinkButton("确认")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 4)
        row.setSpacing(12)
        for widget, stretch in ((self.words, 1), (self.span, 0), (self.confirm, 0)):
            row.addWidget(widget, stretch)
        self.confirm.clicked.connect(lambda: self.confirmed.emit(self.reading))

    def show_reading(self, reading: DutyReading, span: str) -> None:
        """Show a duty as the text words it, and the time it will be confirmed for."""
        self.reading = reading
        self.words.set_text(reading_words(reading))
        self.span.setText(span)
        self.show()


def reading_words(reading: DutyReading) -> str:
    """Return a duty as the text words it and as the program reads it: 每3个月 is counted by calendar quarters."""
    subject = f"　{reading.subject}" if reading.subject else ""
    return f"原文“{reading.wording}”，读作 {reading.duty}{subject}"
