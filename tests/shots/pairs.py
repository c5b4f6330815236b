"""What pairs of photos look like: as suggestions, as a pair that is whole, as one that lacks a half, and printed.

Part of `tests.shots`, on the sample, whose third task has one pair.
"""

from __future__ import annotations

from dataclasses import replace

from gui.places import EVIDENCE, PAIRS, PAPER, TASK, PaperPlace, TaskPlace
from gui.window import MainWindow
from models.actions.evidence import EvidenceInput, attach_evidence
from models.actions.papers import save_paper
from models.actions.photo_pairs import PairInput, add_pairs
from models.assembly import closures_of, paper_of
from models.domain.closure import PaperKind
from models.domain.plan import Measure, Task
from models.sample import papers
from models.workspace import Changes, Workspace
from tests.shots.states import SETTLE_MS, States, settle


def states(ws: Workspace, window: MainWindow) -> States:
    """Return the name of each picture and the way to what it shows."""
    task = ws.find(Task, number="18")[0]
    measure = ws.find(Measure, task_id=task.id)[0]

    def pairs() -> None:
        window.go(TASK, TaskPlace(task_id=task.id, tab=EVIDENCE, focus=PAIRS))
        settle(4 * SETTLE_MS)

    def suggested() -> None:
        for name, is_cleared in (("南堆场清退前", False), ("南堆场清退后", True)):
            day = "2026:06:29" if is_cleared else "2026:03:05"
            taken = ws.vault.take_in_bytes(f"{name}.jpg", papers.site(f"{day} 10:00:00", is_cleared=is_cleared) + b"2")
            piece = EvidenceInput(files=[(taken.sha256, taken.name, taken.size)], kind="照片")
            attach_evidence(ws, pieces=[piece], measure_id=measure.id)
        window.session.apply(_half)
        pairs()

    def _half(at: Workspace) -> Changes:
        return add_pairs(at, task_id=task.id, pairs=[PairInput(place="三道湾堆场")])

    def printed() -> None:
        closure = closures_of(ws, task.id)[-1].id
        window.go(PAPER, PaperPlace(closure_id=closure, kind=PaperKind.PHOTO_PAIRS))
        settle(SETTLE_MS)

    def sheet() -> None:
        closure = closures_of(ws, task.id)[-1].id
        paper = replace(paper_of(ws, closure, PaperKind.MAPPING_TABLE), form="mapping-table-sheet")
        window.session.apply(lambda at: save_paper(at, paper=paper))
        window.go(PAPER, PaperPlace(closure_id=closure, kind=PaperKind.MAPPING_TABLE))
        settle(SETTLE_MS)

    return [
        ("u-pairs", pairs), ("u-pairs-suggested", suggested), ("u-pairs-printed", printed), ("u-pairs-sheet", sheet),
    ]
