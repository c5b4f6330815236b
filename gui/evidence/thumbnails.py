"""Small pictures of stored files for a list: fetched by a worker, what is seen only, from its top.

Looks that are known come all at once, a file nobody has looked at yet comes alone, because that takes its time. Then
the list paints itself and asks again, so that what was scrolled away is forgotten by itself. A few hundred are held
while their list is open and none afterwards; the looks themselves are kept on disk by their hash. A file that has no
picture, is damaged or gone, simply has none here.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
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
        self._is_running = False
        # After the painting that asks.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._next)

    def of(self, sha256: str) -> QPixmap | None:
        """Return the picture of a file, None where there is none or none yet; it is then asked for."""
        if sha256 in self._held:
            self._held.move_to_end(sha256)
            return self._held[sha256]
        if sha256 not in self._waiting:
            self._waiting.append(sha256)
        if not self._is_running:
            self._soon.start()
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
        """Fetch what all of a painting has asked for."""
        if self._is_running or not self._waiting:
            return
        self._is_running = True
        wanted, ratio, path_of = tuple(self._waiting), self._ratio(), self._session.workspace.vault.path_of
        self._session.start(
            "生成缩略图", lambda report: self._look(wanted, path_of, ratio, report), self._take, quiet=True
        )

    def _look(
        self, wanted: Sequence[str], path_of: Callable[[str], Path], ratio: float, report: Report
    ) -> dict[str, QImage | None]:
        """Return the pictures of the known files, or where none is known that of the first one; in the worker."""
        report(0, 0, "")
        looks = {sha256: look for sha256 in wanted if (look := self._looking.known(sha256)) is not None}
        if not looks:
            looks = {wanted[0]: self._looked(path_of(wanted[0]), wanted[0])}
        size = self._size * ratio
        return {
            sha256: _scaled(look.thumbnail, size, ratio) if look is not None and look.thumbnail is not None else None
            for sha256, look in looks.items()
        }

    def _looked(self, path: Path, sha256: str) -> Look | None:
        try:
            return self._looking.look(path, sha256) if kind_of(path) in _WITH_PICTURE else None
        except OSError:
            # The list says by itself that the file is gone.
            return None

    def _take(self, pictures: dict[str, QImage | None]) -> None:
        self._is_running = False
        for sha256, image in pictures.items():
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
