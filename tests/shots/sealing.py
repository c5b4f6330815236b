"""What sealing looks like from the first question to a seal that does not hold any more.

Part of `tests.shots`, on a sample of its own, because what is sealed stays sealed.
"""

from __future__ import annotations

from exporters.issuing import prepare_issue
from exporters.selection import Selection
from gui.dialogs.question import Question
from gui.pages.paper.issuing import _question
from gui.places import ACCEPTANCE, EVIDENCE, PAPER, TASK, PaperPlace, TaskPlace
from gui.window import MainWindow
from models.actions.evidence import EvidenceInput, attach_evidence
from models.actions.sealing import seal
from models.actions.trash import trash_evidence
from models.assembly import closures_of
from models.closure_evidence import check_files, draft_seal
from models.domain.closure import ClosureId
from models.domain.evidence import StoredFile
from models.domain.plan import Measure, Task
from models.domain.sealing import SealedItem
from models.workspace import Workspace
from tests.shots.states import SETTLE_MS, States, settle


def states(ws: Workspace, window: MainWindow) -> States:
    """Return the name of each picture and the way to what it shows, in the order of a seal's life."""
    task = ws.find(Task, number="1")[0]
    closure = closures_of(ws, task.id)[-1].id
    measure = ws.find(Measure, task_id=task.id)[0]
    place = TaskPlace(task_id=task.id, tab=ACCEPTANCE, focus="seal", closure_id=closure)

    def panel() -> object:
        window.go(TASK, place)
        settle(SETTLE_MS)
        return window.page().holders[ACCEPTANCE].inside.seals

    def question() -> None:
        _box(window, "封卷？", panel()._question(draft_seal(ws, closure)), "封卷")

    def sealed() -> None:
        window.session.apply(lambda at: _seal(at, closure))
        panel()

    def issuing() -> None:
        window.go(PAPER, PaperPlace(closure_id=closure))
        job = prepare_issue(ws, "closure_opinion", Selection(closure_id=closure))
        _box(window, "签发这份文书？", _question(job, None), "签发")

    def late() -> None:
        taken = ws.vault.take_in_bytes("回头看记录.txt", "回头看记录".encode())
        piece = EvidenceInput(files=((taken.sha256, taken.name, taken.size),), title="回头看记录")
        window.session.apply(
            lambda at: attach_evidence(at, pieces=(piece,), measure_id=measure.id, proves="证明已经回头看。")
        )
        panel()

    def compared() -> None:
        panel().compare.click()
        _wait(window)

    def refused() -> None:
        window.go(EVIDENCE)
        ids = [item.evidence_id for item in ws.find(SealedItem)[:1]]
        window.session.apply(lambda at: trash_evidence(at, evidence_ids=ids))
        page = window.page()
        page.table.choose(ws.look.evidence_rowid(ids[0]))

    return [
        ("x-seal-none", lambda: panel()),
        ("x-seal-question", question),
        ("x-seal-done", sealed),
        ("x-seal-measure", lambda: window.go(TASK, TaskPlace(task_id=task.id, measure_id=measure.id))),
        ("x-seal-task-evidence", lambda: window.go(TASK, TaskPlace(task_id=task.id, tab="evidence"))),
        ("x-seal-refused", refused),
        ("x-seal-issuing", issuing),
        ("x-seal-late", late),
        ("x-seal-outdated", lambda: window.go(PAPER, PaperPlace(closure_id=closure))),
        ("x-seal-supplement", sealed),
        ("x-seal-whole", compared),
        ("x-seal-broken", lambda: (_break(ws), compared())),
    ]


def _seal(ws: Workspace, closure: ClosureId) -> object:
    return seal(ws, draft=check_files(draft_seal(ws, closure), ws.vault))


def _break(ws: Workspace) -> None:
    """Lose one sealed file and alter another, as a virus scanner and a curious hand would."""
    one, two = ws.find(StoredFile)[:2]
    ws.vault.path_of(one.sha256).unlink()
    path = ws.vault.path_of(two.sha256)
    path.chmod(0o600)
    path.write_bytes(b"x" + path.read_bytes()[1:])


def _box(window: MainWindow, title: str, text: str, yes: str) -> None:
    box = Question(window, title, text, (yes,), "取消")
    box.show()
    box.move(window.mapToGlobal(window.rect().center() - box.rect().center()))


def _wait(window: MainWindow) -> None:
    settle(200)
    while window.session.jobs.running is not None:
        settle(50)
