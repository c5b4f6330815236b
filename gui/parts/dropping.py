"""What every widget that takes files does: shows that they hang over it, takes copies, leaves the clerk's own alone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent


def files_in(data: QMimeData) -> list[Path]:
    """Return the files and folders of this PC that the data name."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class Dropping:
    """Stands before the Qt class among the bases of a widget, which accepts drops and paints `is_over`."""

    is_over = False

    def takes(self, data: QMimeData) -> bool:
        """Return whether the data can be taken."""
        return bool(files_in(data))

    def take(self, data: QMimeData) -> bool:
        """Hand over what the data hold; returns whether there was anything."""
        raise NotImplementedError

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.takes(event.mimeData()):
            self._hang(over=True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hang(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._hang(over=False)
        if self.take(event.mimeData()):
            # Always a copy: the clerk's own file stays where it is.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def _hang(self, *, over: bool) -> None:
        self.is_over = over
        self.update()  # type: ignore[attr-defined]
