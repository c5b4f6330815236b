"""Evidence of every kind looked at inside the window, several pieces filled in at once, and an older version."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gui.places import EVIDENCE, EvidencePlace
from gui.window import MainWindow
from models.actions.evidence_files import replace_file
from models.domain.evidence import Evidence
from models.workspace import Workspace
from tests import kinds
from tests.shots.states import States, settle

# The pages are read by another process.
READ_MS = 1_500
MANY = 270
OF_KIND = {
    "photo": kinds.photo, "scan": kinds.scan, "word": kinds.minutes, "sheet": kinds.ledger, "broken": kinds.broken,
    "old-word": kinds.old_word, "text": kinds.note,
}


def states(ws: Workspace, window: MainWindow) -> States:
    """Return the name of each picture and the way to what it shows."""
    folder = ws.folder.parent / "files"
    folder.mkdir()
    pieces = dict(zip(OF_KIND, kinds.keep(ws, *(make(folder) for make in OF_KIND.values())), strict=True))
    window.session.changed.emit(None, None)

    def looking(name: str) -> Callable[[], None]:
        def go() -> None:
            window.go(EVIDENCE, EvidencePlace(pieces[name].id))
            settle(READ_MS)

        return go

    return [(f"u-look-{name}", looking(name)) for name in pieces] + [
        ("u-look-version", lambda: _with_version(ws, window, folder, pieces["scan"])),
        ("u-look-many", lambda: _many(ws, window, folder)),
        ("u-look-grid", lambda: _grid(window)),
        ("u-look-several", lambda: _several(window)),
    ]


def _with_version(ws: Workspace, window: MainWindow, folder: Path, piece: Evidence) -> None:
    (file,) = ws.current_files(piece.id)
    taken = ws.vault.take_in(kinds.scan(folder, "验收报告（盖章）.pdf", pages=4))
    window.session.apply(lambda at: replace_file(at, file_id=file.id, new=(taken.sha256, taken.name, taken.size)))
    window.go(EVIDENCE, piece.id)
    settle(READ_MS)
    area = window.page().card._area
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())


def _many(ws: Workspace, window: MainWindow, folder: Path) -> None:
    """Take in so many photos that a list of them is long."""
    kinds.keep(ws, *(kinds.photo(folder, f"IMG_{n:04}.jpg", size=(240 + n, 180)) for n in range(MANY)))
    window.session.changed.emit(None, None)
    window.go(EVIDENCE)
    settle(READ_MS)


def _grid(window: MainWindow) -> None:
    window.go(EVIDENCE)
    page = window.page()
    page.rows.as_pictures.click()
    page.table.choose(page.model.id_at(4))
    settle(4 * READ_MS)


def _several(window: MainWindow) -> None:
    _grid(window)
    page = window.page()
    page.grid.setFocus()
    for _ in range(7):
        page.grid._step(1, adding=True)
    settle(READ_MS)
    page.rows.as_list.click()
    settle(READ_MS)
