"""Small pictures of stored files for a list: looked at by a worker, one file at a time, from the top of what is seen.

Only what is painted is asked for. After each picture the list paints itself and asks again, so that what was scrolled
away is forgotten by itself. A few hundred are held while their list is open and none afterwards; the looks themselves
are kept on disk by their hash. A file that has no picture, is damaged or gone, simply has none here.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap

from gui.session import Session
from models.looking import FileKind, Look, Looking, kind_of
from models.reporting import Report

PICTURE = QSize(36, 26)
MOST_HELD = 300
_WITH_PICTURE = (FileKind.IMAGE, FileKind.PDF)


class Thumbnails(QObject):
    """The pictures of one list; at `arrived` it paints itself again. `ratio` tells the pixels a point has.

    A picture is no larger than `size`.
    """

    arrived = Signal()

    def __init__(self, session: Session, ratio: Callable[[], float], size: QSize = PICTURE) -> None:
        super().__init__()
        self._session = session
        self._ratio = ratio
        self._size = size
        self._looking = Looking(session.workspace.folder / "cache" / "looks")
        self._held: OrderedDict[str, QPixmap | None] = OrderedDict()
        self._waiting: list[str] = []
        self._running = ""

    def of(self, sha256: str) -> QPixmap | None:
        """Return the picture of a file, None where there is none or none yet; it is then asked for."""
        if sha256 in self._held:
            self._held.move_to_end(sha256)
            return self._held[sha256]
        if sha256 != self._running and sha256 not in self._waiting:
            self._waiting.append(sha256)
        self._next()
        return None

    def look(self, sha256: str) -> Look | None:
        """Return the look at a file that was looked at by now, else None."""
        return self._looking.known(sha256) if sha256 in self._held else None

    def held(self) -> int:
        """Return how many files are known to have a picture or none."""
        return len(self._held)

    def forget(self) -> None:
        """Let go of everything that is held or waited for."""
        self._held.clear()
        self._waiting.clear()

    def _next(self) -> None:
        if self._running or not self._waiting:
            return
        sha256, ratio = self._waiting.pop(0), self._ratio()
        self._running = sha256
        path = self._session.workspace.vault.path_of(sha256)
        self._session.start(
            "生成缩略图", lambda report: self._look(path, sha256, ratio, report), self._take, quiet=True
        )

    def _look(self, path: Path, sha256: str, ratio: float, report: Report) -> tuple[str, QImage | None]:
        """Look at a file, in the worker."""
        report(0, 0, "")
        try:
            look = self._looking.known(sha256)
            if look is None and kind_of(path) in _WITH_PICTURE:
                look = self._looking.look(path, sha256)
        except OSError:
            # The list says by itself that the file is gone.
            return sha256, None
        picture = look.thumbnail if look else None
        return sha256, _scaled(picture, self._size * ratio, ratio) if picture is not None else None

    def _take(self, result: tuple[str, QImage | None]) -> None:
        sha256, image = result
        self._running = ""
        self._held[sha256] = QPixmap.fromImage(image) if image is not None else None
        while len(self._held) > MOST_HELD:
            self._held.popitem(last=False)
        self._waiting.clear()
        self.arrived.emit()


def _scaled(path: Path, size: QSize, ratio: float) -> QImage | None:
    image = QImage(str(path))
    if image.isNull():
        return None
    scaled = image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    scaled.setDevicePixelRatio(ratio)
    return scaled
