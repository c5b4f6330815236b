"""Reading the same source otherwise: as another kind, with other columns, or by a mapping kept of an earlier ledger."""

from __future__ import annotations

from PySide6.QtCore import QObject

from gui import ask
from gui.pages.importing.conversation import Conversation
from gui.pages.importing.draft_view import DraftView
from gui.pages.importing.source import Source
from gui.pages.importing.start import KINDS
from gui.session import Session
from models.domain.drafts.draft import GridMapping, SourceKind
from models.errors import AppError


class Rereading(QObject):
    """What the clerk puts right about how a source was read, and the mappings he keeps for the next."""

    def __init__(self, session: Session, view: DraftView, about: Conversation) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._about = about
        view.source.kind_picked.connect(lambda kind: self._read(kind=kind))
        view.mapping.reading.connect(lambda mappings: self._read(mappings=mappings))
        view.mapping.keeping.connect(self._keep)
        view.mapping.used.connect(self._use)
        view.mapping.dropping.connect(self._drop)

    def show_kind(self) -> None:
        """Show as what the draft was read, whatever was picked meanwhile."""
        if self._about.draft is not None:
            self._view.source.show_draft(self._about.draft)

    def _read(
        self, *, kind: SourceKind | None = None, mappings: tuple[GridMapping, ...] | None = None, profile_id: str = ""
    ) -> None:
        """Read the source again; one of an earlier sitting has to be picked again."""
        if self._about.source.is_gone:
            paths = ask.pick_files(self._view, f"再选一次“{self._about.source.name}”", KINDS)
            if not paths:
                self.show_kind()
                return
            self._about.source = Source(name=paths[0].name, path=paths[0])
        self._about.read_again(kind=kind, mappings=mappings, profile_id=profile_id)

    def _keep(self, name: str) -> None:
        panel = self._view.mapping
        try:
            mappings = panel.mappings()
        except AppError:
            # It stands under the field it is in.
            return
        if self._about.keep_profile(name, mappings, panel):
            panel.name.fill("")
            panel.show_profiles(self._about.profiles())
            self._session.tell(f"“{name}”已存下，下次表头一样的台账自动按它读")

    def _use(self, profile_id: object) -> None:
        """Read the source once more, its header and columns as they were kept."""
        key = str(profile_id)
        self._read(mappings=(self._about.profile(key),), profile_id=key)

    def _drop(self, profile_id: object) -> None:
        """Keep a mapping no longer; what was read by it stays as it is, and undo brings it back."""
        if self._about.drop_profile(str(profile_id)):
            self._view.mapping.show_profiles(self._about.profiles())
