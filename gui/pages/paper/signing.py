"""What the page of a paper holds around the signature: strip, differences and comparison, and which of them is open.

The page hands over which paper is open and shows these widgets in their places; it is told where they lead.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from gui.pages.paper.comparison import ComparisonPanel
from gui.pages.paper.export import Exporter
from gui.pages.paper.issued import DifferenceList, IssuedStrip
from gui.pages.paper.issuing import Compared, Issuing, next_round_of, open_issued, open_own, open_scan
from gui.paper.scans import Scans, are_scans
from gui.places import PAPER, PaperPlace
from gui.session import Session
from models.actions.issuing import remove_scan
from models.actions.papers import adopt_sections
from models.actions.rounds import open_next_round
from models.assembly.issued import issued_as, issued_differences
from models.domain.closure import ClosureId, IssuedPaper, PaperKind
from models.domain.finding import Finding
from models.domain.taking_back import SectionChange


class Signing(QObject):
    """The signature of the paper that is open; `led(Target)` where a difference is mended, `turned` by the panel."""

    led = Signal(object)
    stopped = Signal()
    turned = Signal()

    def __init__(self, session: Session, parent: QWidget, exporter: Exporter) -> None:
        super().__init__(parent)
        self.session = session
        self.closure_id = ClosureId("")
        self.kind = PaperKind.CLOSURE_OPINION
        self.issued: IssuedPaper | None = None
        self.strip = IssuedStrip()
        self.differences = DifferenceList()
        self.comparison = ComparisonPanel()
        self.verbs = Issuing(session, parent, exporter)
        self.scans = Scans(session, parent)
        self._connect()

    def _connect(self) -> None:
        strip, panel, verbs = self.strip, self.comparison, self.verbs
        strip.opening.connect(lambda: self.issued and open_issued(self.session, self.issued))
        strip.own_opening.connect(lambda: self.issued and open_own(self.session, self.issued))
        strip.scan_opening.connect(lambda: self.issued and open_scan(self.session, self.issued))
        strip.scan_wanted.connect(self.scans.pick)
        strip.scan_removed.connect(self._remove_scan)
        strip.differences_wanted.connect(self.turn_differences)
        strip.round_wanted.connect(self.next_round)
        self.differences.wanted.connect(self.led)
        verbs.stopped.connect(self.stopped)
        verbs.compared.connect(self._compared)
        verbs.asked_back.connect(self.pick_back)
        panel.adopted.connect(self._adopt)
        panel.issuing.connect(self._issue_back)
        panel.closed.connect(self.close_comparison)

    # What the page uses

    def read(self, closure_id: ClosureId, kind: PaperKind) -> IssuedPaper | None:
        """Take note of which paper is open; returns its issued state, None while it is not issued."""
        if (closure_id, kind) != (self.closure_id, self.kind):
            self.close_comparison()
            self.differences.hide()
        self.closure_id, self.kind = closure_id, kind
        self.issued = self.scans.here = issued_as(self.session.workspace, closure_id, kind)
        return self.issued

    def show(self) -> None:
        """Show how the paper that is open stands."""
        if self.issued is None:
            self.strip.hide()
            self.differences.hide()
            self._compare_again()
            return
        self.close_comparison()
        ws = self.session.workspace
        found = issued_differences(ws, self.issued)
        self.strip.show_issued(self.issued, found, is_latest=next_round_of(ws, self.issued) is None)
        self.differences.show_differences(found)
        self.strip.show_look(is_open=not self.differences.isHidden())

    def issue(self) -> None:
        """Freeze the paper as it stands."""
        self.verbs.issue(self.closure_id, self.kind)

    def write(self) -> None:
        """Write the paper with its code, to be edited elsewhere."""
        self.verbs.write(self.closure_id, self.kind)

    def pick_back(self) -> None:
        """Take back a file that was edited elsewhere."""
        self.verbs.pick_back(self.closure_id, self.kind)

    def is_comparing(self) -> bool:
        """Return whether a file taken back lies beside the paper."""
        return self.comparison.shown is not None

    def findings(self) -> Sequence[Finding]:
        """Return what the file taken back has to be told, and our paper before it goes out."""
        shown = self.comparison.shown
        return tuple(dict.fromkeys((*shown.told, *shown.own))) if shown is not None else ()

    def turn_differences(self) -> None:
        """Show the list of differences, or put it away."""
        self.differences.setVisible(self.differences.isHidden() and bool(self.differences.found))
        if not self.differences.isHidden():
            self.differences.table.choose(0)
            self.differences.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.strip.show_look(is_open=not self.differences.isHidden())

    def takes(self, paths: Sequence[Path]) -> bool:
        """Return whether files dropped on the page mean something: scans, or the file that was edited elsewhere."""
        return are_scans(paths) or (self.issued is None and _is_word(paths))

    def take(self, paths: Sequence[Path]) -> None:
        """Take files dropped on the page."""
        if are_scans(paths):
            self.scans.take(paths)
        else:
            self.verbs.take_back(self.closure_id, self.kind, paths[0])

    def next_round(self) -> None:
        """Begin the next round, or go to it where it has begun, and show its paper of the same kind."""
        if self.issued is None:
            return
        closure_id = next_round_of(self.session.workspace, self.issued)
        if closure_id is None:
            changes = self.session.apply(lambda ws: open_next_round(ws, closure_id=self.closure_id))
            closure_id = ClosureId(changes.new_id("closures")) if changes is not None else None
        if closure_id is not None:
            self.session.go(PAPER, PaperPlace(closure_id=closure_id, kind=self.kind))

    def close_comparison(self) -> None:
        """Put a file taken back away; what is not issued by now leaves the vault again."""
        shown, self.comparison.shown = self.comparison.shown, None
        if shown is not None:
            self.comparison.hide()
            self.verbs.drop(shown.taken)
            self.turned.emit()

    # Own steps

    def _compared(self, compared: Compared) -> None:
        before = self.comparison.shown
        if before is not None and before.taken.file.sha256 != compared.taken.file.sha256:
            self.verbs.drop(before.taken)
        self.comparison.show_compared(compared)
        self.turned.emit()

    def _compare_again(self) -> None:
        if self.comparison.shown is not None:
            self.verbs.compare_again(self.closure_id, self.kind, self.comparison.shown.taken)

    def _issue_back(self) -> None:
        if self.comparison.shown is not None:
            self.verbs.issue_back(self.closure_id, self.kind, self.comparison.shown.taken)

    def _adopt(self, changes: Sequence[SectionChange]) -> None:
        shown = self.comparison.shown
        if shown is not None and changes:
            texts = {item.section: (item.theirs, shown.generated.get(item.section, "")) for item in changes}
            self.session.apply(
                lambda ws: adopt_sections(ws, closure_id=self.closure_id, form=shown.form, sections=texts)
            )

    def _remove_scan(self) -> None:
        if (issued := self.issued) is not None:
            self.session.apply(lambda ws: remove_scan(ws, issued_id=issued.id))


def _is_word(paths: Sequence[Path]) -> bool:
    return len(paths) == 1 and paths[0].suffix.lower() == ".docx"
