"""How the paper of the page leaves the program: what is typed is saved first; an issued one leaves as it was signed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from gui.pages.paper.export import Exporter
from gui.pages.paper.signing import Signing
from gui.paper.bundle import export_all
from gui.places import PaperPlace
from gui.session import Session
from models.domain.closure import PaperKind
from models.domain.finding import Finding
from models.domain.office_forms import OfficeTemplate


class WaysOut:
    """The verbs behind the buttons and the menu; `saved` tells the paper that is shown once its typing is saved."""

    def __init__(
        self, session: Session, page: QWidget, exporter: Exporter, signing: Signing, *,
        saved: Callable[[], PaperPlace | None], findings: Callable[[], Sequence[Finding]],
    ) -> None:
        self._session = session
        self._page = page
        self._exporter = exporter
        self._signing = signing
        self._saved = saved
        self._findings = findings

    def preview(self) -> None:
        """Show the pages as the office program sets them."""
        if self._signing.issued is not None:
            self._exporter.preview_issued(self._signing.issued)
        elif paper := self._saved():
            self._exporter.preview(paper.closure_id, kind=paper.kind)

    def print(self) -> None:
        """Show the real pages and print them."""
        if self._signing.issued is not None:
            self._exporter.print_issued(self._signing.issued)
        elif paper := self._saved():
            self._exporter.print(paper.closure_id, kind=paper.kind)

    def export(self, *, kind: PaperKind | None = None, public: bool = False, elsewhere: bool = False) -> None:
        """Write the Word file, or its public copy; `elsewhere` asks for another folder, `kind` writes another paper."""
        issued = self._signing.issued
        if issued is not None and kind is None and not public:
            self._exporter.export_issued(issued, elsewhere=elsewhere)
        elif paper := self._saved():
            wanted = kind or paper.kind
            is_here = kind is None and issued is None
            findings = self._findings() if is_here else self._exporter.job(paper.closure_id, wanted).findings()
            self._exporter.export(paper.closure_id, findings, kind=wanted, public=public, elsewhere=elsewhere)

    def export_by(self, template: OfficeTemplate, public: bool) -> None:
        """Write the paper into a template of the office."""
        if paper := self._saved():
            self._exporter.export_by(paper.closure_id, template, kind=paper.kind, public=public)

    def export_all(self, *, public: bool = False) -> None:
        """Write all papers of the closure, or their public copies, into one folder."""
        if paper := self._saved():
            export_all(self._session, self._page, paper.closure_id, public=public)
