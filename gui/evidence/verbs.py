"""What is done with the chosen pieces of evidence: taken out, put into the trash and back; the trash is emptied."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui import opening
from gui.evidence.emptying import empty
from gui.evidence.list import EvidenceList
from gui.evidence.trashing import restore, trash
from gui.parts.buttons import Button, LinkButton
from gui.session import Session


class EvidenceVerbs:
    """The buttons in the head of the page and what they do, in the list or in its trash."""

    def __init__(self, session: Session, page: QWidget, rows: EvidenceList) -> None:
        self._session = session
        self._page = page
        self._rows = rows
        self.health = LinkButton("文件体检", icon="health")
        self.trash = LinkButton("回收站", icon="trash")
        self.export = Button("导出…", icon="export")
        self.remove = Button("移到回收站", icon="trash")
        self.restore = Button("还原", icon="restore")
        self.empty = Button("清空回收站", icon="close")
        self.export.clicked.connect(lambda: self.take_out())
        self.remove.clicked.connect(lambda: self.put_away())
        self.restore.clicked.connect(lambda: self._restore())
        self.empty.clicked.connect(lambda: empty(self._session, self._page))

    def all(self) -> tuple[QWidget, ...]:
        """Return the buttons as they stand beside each other."""
        return self.health, self.trash, self.export, self.remove, self.restore, self.empty

    def offer(self, *, in_care: bool, trashed: int, listed: int) -> None:
        """Offer what can be done with the list as it is; `trashed` pieces lie in the trash."""
        in_trash = self._rows.in_trash
        self.trash.setText("回到佐证" if in_trash else f"回收站 {trashed}")
        self.trash.set_icon("left" if in_trash else "trash")
        self.trash.setVisible(not in_care and (in_trash or trashed > 0))
        self.health.setVisible(not in_trash and not in_care)
        for button, is_of_trash in (
            (self.export, False), (self.remove, False), (self.restore, True), (self.empty, True)
        ):
            button.setVisible(in_trash == is_of_trash and not in_care)
            button.setEnabled(listed > 0)

    def take_out(self) -> None:
        """Give out copies of the files of the chosen pieces."""
        files = self._session.workspace.current_files(*self._rows.chosen_ids())
        if files:
            opening.export_stored(self._session, files, self._page)

    def put_away(self) -> None:
        """Put the chosen pieces into the trash."""
        trash(self._session, self._rows.chosen_rows(), self._page)

    def _restore(self) -> None:
        ids = self._rows.chosen_ids()
        if ids:
            restore(self._session, ids)
