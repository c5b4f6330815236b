"""签发 and what follows: a paper is frozen once, the scan of its signed page is attached to it.

The files are in the vault before one of these actions writes its row. Issuing cannot be undone: the paper is out.
"""

from __future__ import annotations

from dataclasses import replace

from models.actions.evidence_numbers import fix_numbers
from models.domain.closure import Closure, IssuedPaper, IssuedPaperId, Paper
from models.domain.issue_code import grouped
from models.domain.issuing import ReadyPaper, VaultFile
from models.errors import InputError, VaultError
from models.store.change import Change, Changes
from models.vault import FileState
from models.workspace import Workspace, new_id

FINAL = "文书已签发，不能撤销；要改的请再验一轮另行签发"


def issue_paper(ws: Workspace, *, ready: ReadyPaper, note: str = "") -> Changes:
    """Freeze a paper as it was signed: ours, or the file that came back from an office program.

    The numbers of evidence it prints are fixed with it. Raises InputError while a STOP stands, for a paper that is
    issued already and for a code that is taken; VaultError where the vault has not the files.
    """
    paper, label = ready.paper, ready.paper.kind.label
    if ready.stops:
        raise InputError(f"还有 {len(ready.stops)} 处须处理，不能签发", where=label, remedy="请逐处处理后再签发")
    code = ready.code_on_file or ready.code
    _refuse_second(ws, paper, code)
    for stored in (ready.own, ready.file):
        if stored is not None:
            _refuse_missing(ws, stored)
    signed = ready.file or ready.own
    issued = IssuedPaper(
        id=IssuedPaperId(new_id()), paper_id=paper.id, closure_id=paper.closure_id, code=code, form=ready.form,
        definition=ready.definition, dossier=ready.dossier, issued_at=ws.now().replace(microsecond=0),
        issued_by=ws.actor, own_name=ready.own.name, own_sha256=ready.own.sha256, own_size=ready.own.size,
        file_name=signed.name, file_sha256=signed.sha256, file_size=signed.size, note=note,
    )
    with ws.change(f"签发{label} {grouped(code)}", final=FINAL) as change:
        change.put(paper)
        change.insert(issued)
        _fix_printed(ws, change, ready)
    return change.result


def attach_scan(ws: Workspace, *, issued_id: IssuedPaperId, scan: VaultFile) -> Changes:
    """Attach the scan of the signed page to its paper; an earlier scan gives way."""
    issued = ws.need(IssuedPaper, issued_id)
    _refuse_missing(ws, scan)
    with ws.change(f"添加签字扫描件：{grouped(issued.code)}") as change:
        change.put(replace(issued, scan_name=scan.name, scan_sha256=scan.sha256, scan_size=scan.size))
    return change.result


def remove_scan(ws: Workspace, *, issued_id: IssuedPaperId) -> Changes:
    """Take a scan off that belongs to another paper; its bytes stay for undoing."""
    issued = ws.need(IssuedPaper, issued_id)
    with ws.change(f"移除签字扫描件：{grouped(issued.code)}") as change:
        change.put(replace(issued, scan_name="", scan_sha256="", scan_size=0))
    return change.result


def _fix_printed(ws: Workspace, change: Change, ready: ReadyPaper) -> None:
    """Fix the numbers the paper prints; refuse it where a piece has another by now."""
    task_id = ws.need(Closure, ready.paper.closure_id).task_id
    numbers = fix_numbers(ws, change, task_id, only=dict(ready.numbers))
    for evidence_id, number in ready.numbers:
        if numbers.get(evidence_id) != number:
            raise InputError(
                f"佐证 {number} 的编号已变，没有签发", where=ready.paper.kind.label, remedy="请重新生成后再签发"
            )


def _refuse_second(ws: Workspace, paper: Paper, code: str) -> None:
    for earlier in ws.find(IssuedPaper, paper_id=paper.id):
        told = f"{earlier.issued_at:%Y-%m-%d} 已签发，编号 {grouped(earlier.code)}"
        raise InputError(told, where=paper.kind.label, remedy="签发稿不再改；要重新签发的，请再验一轮")
    if ws.find(IssuedPaper, code=code):
        raise InputError(
            f"签发编号 {grouped(code)} 已属于另一份签发稿", where=paper.kind.label,
            remedy="取回的文件拿错了；请核对文件上的编号",
        )


def _refuse_missing(ws: Workspace, file: VaultFile) -> None:
    state = ws.vault.check_size(file.sha256, file.size)
    if state is not FileState.INTACT:
        raise VaultError(f"文件{state.label}，没有签发", where=file.name, remedy="请再做一次。")
