"""频次 of a measure: its duties one below the other, and what its text demands and nobody has confirmed yet.

Picking a period leads to its records, one after the other; a period without any leads to the line where progress is
entered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from gui.ahead import InParts
from gui.pages.task.duty_line import DutyLine
from gui.pages.task.duty_panel import DutyPanel
from gui.pages.task.reading_line import ReadingLine
from gui.parts.buttons import LinkButton
from gui.parts.labels import Meta
from gui.parts.panel_under import Lines, PanelUnder
from gui.parts.sight import bring_into_sight
from gui.session import Session
from models.actions.duties import DutyInput, add_duty, count_suggested
from models.assembly.duties import duty_tallies, open_readings, span_of
from models.domain.duty import MeasureDuty, MeasureDutyId
from models.domain.duty_occasions import CountedRecord
from models.domain.duty_suggestions import SuggestedCount, suggested_counts
from models.domain.duty_tally import PeriodCount
from models.domain.duty_words import span_words
from models.domain.plan import DutyPer, Measure
from models.domain.reading.phrases.duties import DutyReading
from models.domain.statements import Sources

INDENT = 44


class DutyList(QWidget):
    """The duties of one measure; `wanted` names the record to go to, nothing for the line of progress."""

    wanted = Signal(str)

    def __init__(self, session: Session, panel: DutyPanel) -> None:
        super().__init__()
        self.session = session
        self.measure: Measure | None = None
        self.lines = Lines(self._line)
        self.readings = Lines(self._reading)
        self.add = LinkButton("频次", icon="plus")
        self.add.setToolTip("登记方案没有写明、但要按期做的事")
        self.panel = panel
        self._under = PanelUnder(self.lines, panel, otherwise=self.add)
        self._gone_to = ""
        self._suggesting = InParts(self)
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
        rows = QVBoxLayout()
        rows.setSpacing(0)
        rows.addLayout(self.lines.column)
        rows.addLayout(self.readings.column)
        row.addLayout(rows, 1)
        self.add.clicked.connect(self._offer)

    # What the detail uses

    def show_measure(self, measure: Measure, *, fresh: bool) -> None:
        """Show the duties of a measure; unless `fresh`, the open panel stays.

        What may be counted is looked for in every word of its records: of another measure, behind the first paint.
        """
        if fresh:
            self._under.close()
        self.measure = measure
        ws = self.session.workspace
        tallies = duty_tallies(ws, measure)
        readings = [reading for reading in open_readings(ws, measure) if reading.says_times]
        lines = self.lines.fit(len(tallies))
        for line, found in zip(lines, tallies, strict=True):
            line.show_duty(found)
            if fresh:
                line.show_suggested((), ())
            if found.duty.id == self.panel.record_id:
                self.panel.show_record(found.duty)
        for row, reading in zip(self.readings.fit(len(readings)), readings, strict=True):
            row.show_reading(reading, reading_words(reading), span=self._span())
        self._under.put()
        self.setVisible(bool(tallies or readings))
        self._suggesting.begin(_suggest(lines, ws.sources(measure)))
        if not fresh:
            self._suggesting.finish()

    def focus_duty(self, duty_id: str) -> bool:
        """Give the keyboard to a duty; returns whether it is here."""
        for line in self.lines.shown():
            if line.record_id == duty_id:
                line.setFocus()
                return True
        return False

    def begin(self) -> None:
        """Give the keyboard to the first thing to confirm, else to the way to a new duty."""
        (*(row.confirm for row in self.readings.shown()), self.add)[0].setFocus()

    def leave(self) -> bool:
        """Save what is typed; returns whether the measure may be left."""
        return self._under.leave()

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

    def _line(self) -> DutyLine:
        line = DutyLine()
        line.wanted.connect(self._go)
        line.accepted.connect(self._accept)
        line.edited.connect(lambda duty_id: self._open_panel(duty_id))
        return line

    def _reading(self) -> ReadingLine:
        row = ReadingLine()
        row.confirmed.connect(self._confirm)
        return row

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

    def _accept(self, duty_id: str, suggested: Sequence[SuggestedCount]) -> None:
        self.session.apply(lambda ws: count_suggested(ws, duty_id=MeasureDutyId(duty_id), counts=suggested))

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

    def _open_panel(self, duty_id: MeasureDutyId, field: str = "subject") -> None:
        if self._under.may_show(duty_id):
            self.panel.show_record(self.session.workspace.need(MeasureDuty, duty_id))
            self._under.put()
            self.panel.begin(field)
            bring_into_sight(self.panel)


def reading_words(reading: DutyReading) -> str:
    """Return a duty as the text words it and as the program reads it: 每3个月 is counted by calendar quarters."""
    subject = f"　{reading.subject}" if reading.subject else ""
    return f"原文“{reading.wording}”，读作 {reading.duty}{subject}"


def _suggest(lines: Sequence[DutyLine], sources: Sources) -> Iterator[None]:
    """Offer at each line the records that look like one of the times of its duty."""
    titles = {str(entry.id): entry.text.split("\n")[0][:40] for entry in sources.entries}
    titles |= {str(item.id): item.title for _, item in sources.links}
    for line, counted in zip(lines, sources.duties, strict=True):
        suggested = suggested_counts(counted, sources)
        line.show_suggested(suggested, [titles[str(item.progress_id or item.evidence_id)] for item in suggested])
        yield
