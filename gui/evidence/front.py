"""What stands at the left on the page of evidence: the list, 文件体检, or the file that is looked at.

Looking leads back to where it began. A file of the piece on the card follows the choice; an old version stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from gui.evidence.card import EvidenceCard
from gui.evidence.list import EvidenceList
from gui.session import Session
from models.domain.evidence import StoredFile

if TYPE_CHECKING:
    from gui.care.panel import CarePanel
    from gui.looking.file_view import FileView


class EvidenceFront(QStackedWidget):
    """One of the three; `turned` when another is shown, `chosen` in 文件体检, `walked` while looking."""

    turned = Signal()
    chosen = Signal(object)
    walked = Signal(int)

    def __init__(self, session: Session, list_: QWidget, rows: EvidenceList, card: EvidenceCard) -> None:
        super().__init__()
        self._session = session
        self._list = list_
        self._rows = rows
        self._card = card
        self.care: CarePanel | None = None
        self.view: FileView | None = None
        self._looked_from: QWidget = list_
        self._follows = True
        self.addWidget(list_)

    def in_care(self) -> bool:
        """Return whether 文件体检 is shown."""
        return self.care is not None and self.currentWidget() is self.care

    def is_looking(self) -> bool:
        """Return whether a file is looked at."""
        return self.view is not None and self.currentWidget() is self.view

    def first_focus(self) -> QWidget | None:
        """Return what takes the keyboard, None in the list."""
        if self.view is not None and self.is_looking():
            return self.view
        return self.care.first_focus() if self.care is not None and self.in_care() else None

    def show_list(self) -> None:
        """Show the list again."""
        self._show(self._list)

    def open_care(self) -> CarePanel:
        """Show how the files are."""
        if self.care is None:
            from gui.care.panel import CarePanel

            self.care = CarePanel(self._session)
            self.care.closed.connect(self.show_list)
            self.care.chosen.connect(self.chosen)
            self.addWidget(self.care)
        self.setCurrentWidget(self.care)
        return self.care

    def file_view(self) -> FileView:
        """Return the view of a file, built when it is asked for first."""
        if self.view is None:
            from gui.looking.file_view import FileView

            self.view = view = FileView(self._session)
            view.left.connect(self._leave_look)
            view.walked.connect(self.walked)
            self.addWidget(view)
            view.turn_from(self._card)
        return self.view

    def look(self, file: StoredFile | None = None) -> None:
        """Look at the piece on the card, from a file on; facts can be typed beside it.

        An old version of a file is looked at alone.
        """
        view = self.file_view()
        if not self.is_looking():
            self._looked_from = self.currentWidget()
        self.setCurrentWidget(view)
        self._card.stand_beside(True)
        files = self._card.files.files
        self._follows = file is None or file in files
        view.show_files(files if file is None or file in files else [file], file)
        view.setFocus()

    def follow(self, *, is_other: bool) -> None:
        """Look at the piece that is on the card now, where it is another one or its files are followed."""
        if self.view is not None and self.is_looking() and (is_other or self._follows):
            self._follows = True
            self.view.show_files(self._card.files.files)

    def open_file(self) -> None:
        """Open a copy of the file that is looked at, else of the first one of the piece."""
        if self.view is not None and self.is_looking():
            self.view.open_file()
        else:
            self._card.open_first()

    def _leave_look(self) -> None:
        self._show(self._looked_from)
        (self.first_focus() or self._rows.shown()).setFocus()

    def _show(self, widget: QWidget) -> None:
        if self.currentWidget() is widget:
            return
        if self.view is not None and self.is_looking():
            self.view.forget()
        self._card.stand_beside(False)
        self.setCurrentWidget(widget)
        self.turned.emit()
