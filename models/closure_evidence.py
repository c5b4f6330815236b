"""The evidence of a closure 销号: the measures it covers, what is linked to them, what of that is sealed and what not.

Read on the main thread; the files of what is to be sealed are hashed by `check_files` in a worker, because a seal over
a file that is missing or altered would prove nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from models.domain.checks.sealing import seal_lacks
from models.domain.closure import Closure, ClosureId, ClosureMeasure
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink, StoredFile
from models.domain.finding import Finding
from models.domain.plan import Measure
from models.domain.sealing import Sealable, SealedFile, SealedItem, SealedSet, Sealing, left_to_seal
from models.reporting import Report, one_by_one, unheard
from models.vault import FileState, Vault
from models.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFault:
    """文件问题: a file that cannot be sealed, of which evidence, and why not; without a file `name` is empty."""

    title: str
    name: str
    state: FileState

    @property
    def told(self) -> str:
        """Return it in words."""
        if not self.name:
            return f"佐证“{self.title}”没有文件"
        return f"佐证“{self.title}”的文件“{self.name}”{self.state.label.removeprefix('文件')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SealDraft:
    """待封材料 of a closure: what no seal of it holds yet, what that lacks, and what its files were found to be."""

    closure_id: ClosureId
    items: tuple[Sealable, ...]
    is_supplement: bool = False
    lacks: tuple[Finding, ...] = ()
    is_checked: bool = False
    faults: tuple[FileFault, ...] = ()

    @property
    def label(self) -> str:
        """Return what the clerk calls it."""
        return "补充封卷" if self.is_supplement else "封卷"

    @property
    def files(self) -> tuple[StoredFile, ...]:
        """Return the files of all items, in order."""
        return tuple(file for item in self.items for file in item.files)


def covered_measures(ws: Workspace, closure: Closure) -> list[Measure]:
    """Return the measures a closure covers; all of the task's where none were chosen."""
    chosen = ws.find(ClosureMeasure, closure_id=closure.id)
    if not chosen:
        return ws.find(Measure, task_id=closure.task_id)
    return [ws.need(Measure, item.measure_id) for item in chosen]


def sealings_of(ws: Workspace, closure_id: ClosureId) -> list[Sealing]:
    """Return the sealings of a closure, the first and its supplements in order."""
    return ws.find(Sealing, closure_id=closure_id)


def sealed_sets(ws: Workspace, closure_id: ClosureId) -> list[SealedSet]:
    """Return the sealings of a closure with all they hold, in order."""
    return [_sealed_set(ws, sealing) for sealing in sealings_of(ws, closure_id)]


def draft_seal(
    ws: Workspace, closure_id: ClosureId, sealed: Sequence[SealedSet] | None = None
) -> SealDraft:
    """Return what a closure has to seal now; without items where there is nothing, or nothing new.

    `sealed` are its sealings where they were read already.
    """
    sealed = sealed_sets(ws, closure_id) if sealed is None else sealed
    measures = covered_measures(ws, ws.need(Closure, closure_id))
    standing, links = _standing(ws, measures)
    items = left_to_seal(standing, sealed)
    lacks = tuple(seal_lacks(items, links, measures)) if items else ()
    return SealDraft(closure_id=closure_id, items=items, is_supplement=bool(sealed), lacks=lacks)


def check_files(draft: SealDraft, vault: Vault, report: Report = unheard) -> SealDraft:
    """Read and hash every file that is to be sealed; for a worker. `report` hears files, or bytes of large ones."""
    files = {file.sha256: (file.name, file.size) for file in draft.files}
    states = one_by_one(files, vault.verify, report, "已核对")
    return replace(draft, is_checked=True, faults=tuple(_faults(draft, states)))


def _faults(draft: SealDraft, states: Mapping[str, FileState]) -> Iterator[FileFault]:
    for item in draft.items:
        if not item.files and not item.is_known:
            yield FileFault(title=item.evidence.title, name="", state=FileState.MISSING)
        for file in item.files:
            if states[file.sha256] is not FileState.INTACT:
                yield FileFault(title=item.evidence.title, name=file.name, state=states[file.sha256])


def _sealed_set(ws: Workspace, sealing: Sealing) -> SealedSet:
    items = ws.find(SealedItem, sealing_id=sealing.id)
    files: dict[str, list[SealedFile]] = {item.id: [] for item in items}
    for file in ws.among(SealedFile, "sealed_item_id", files):
        files[file.sealed_item_id].append(file)
    return SealedSet(sealing=sealing, items=tuple((item, tuple(files[item.id])) for item in items))


def _standing(ws: Workspace, measures: Sequence[Measure]) -> tuple[list[Sealable], list[EvidenceLink]]:
    """Return the evidence of measures, each piece once, and its links, in the order of measures and links."""
    found = ws.among(EvidenceLink, "measure_id", [measure.id for measure in measures])
    pieces = ws.many(Evidence, {link.evidence_id for link in found})
    place = {measure.id: number for number, measure in enumerate(measures)}
    links = sorted(
        (link for link in found if pieces[link.evidence_id].trashed_at is None), key=lambda link: place[link.measure_id]
    )
    numbers: dict[EvidenceId, dict[str, None]] = {}
    for link in links:
        numbers.setdefault(link.evidence_id, {})[measures[place[link.measure_id]].number] = None
    files: dict[EvidenceId, list[StoredFile]] = {}
    for file in ws.among(StoredFile, "evidence_id", numbers):
        if file.superseded_by is None:
            files.setdefault(file.evidence_id, []).append(file)
    standing = [
        Sealable(evidence=pieces[row_id], measures=tuple(named), files=tuple(files.get(row_id, ())))
        for row_id, named in numbers.items()
    ]
    return standing, links
