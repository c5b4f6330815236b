"""文件体检 with something found of every kind: in a workspace of its own, because files of it are damaged."""

from __future__ import annotations

from gui.care.keeper import CareKeeper
from gui.places import CARE, EVIDENCE, TASK, TaskPlace
from gui.window import MainWindow
from models.actions.linking import unlink_evidence
from models.domain.evidence import EvidenceLink, StoredFile
from models.domain.plan import Task
from models.file_care import care_of
from models.workspace import Workspace
from tests.shots.states import States


def states(ws: Workspace, window: MainWindow) -> States:
    """Return the name of each picture and the way to what it shows."""

    def found() -> None:
        _damage(ws)
        CareKeeper.of(window.session).settle(care_of(ws))
        window.go(EVIDENCE, CARE)
        panel = window.page().front.care
        panel.table.choose(panel.model.id_at(0))

    def menu() -> None:
        (task,) = ws.find(Task, number="1")
        window.go(TASK, TaskPlace(task_id=task.id))
        window.page().top.papers.open_menu()

    return [
        ("v-care-not-yet", lambda: window.go(EVIDENCE, CARE)), ("v-care-found", found), ("v-care-bound-file", menu),
    ]


def _damage(ws: Workspace) -> None:
    """Lose a file, alter one, leave one to nobody, and take one piece off its measure."""
    lost, altered, *_ = ws.find(StoredFile)
    ws.vault.path_of(lost.sha256).unlink()
    path = ws.vault.path_of(altered.sha256)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    stray = ws.vault.path_of("ab" * 32)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"x" * 40_000)
    unlink_evidence(ws, link_id=ws.find(EvidenceLink)[-1].id)
