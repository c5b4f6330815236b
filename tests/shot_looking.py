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
from tests.shot_states import settle

# The pages are read by another process.
READ_MS = 1_500
OF_KIND = {
    "photo": kinds.photo, "scan": kinds.scan, "word": kinds.minutes, "sheet": kinds.ledger, "broken": kinds.broken,
    "old-word": kinds.old_word, "text": kinds.note,
}


def states(ws: Workspace, window: MainWindow, folder: Path) -> list[tuple[str, Callable[[], object]]]:
    """Return the name of each picture and the way to what it shows."""
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
    ]


def _with_version(ws: Workspace, window: MainWindow, folder: Path, piece: Evidence) -> None:
    (file,) = ws.current_files(piece.id)
    taken = ws.vault.take_in(kinds.scan(folder, "验收报告（盖章）.pdf", pages=4))
    window.session.apply(lambda at: replace_file(at, file_id=file.id, new=(taken.sha256, taken.name, taken.size)))
    window.go(EVIDENCE, piece.id)
    settle(READ_MS)
