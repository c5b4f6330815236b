"""扫描件 of signed pages: read for their code beside the window, and attached to the paper the code names.

Wherever a scan is dropped, the code decides: it goes to the paper it was signed on, and that is told where it is
another than the one that is open. Without a code that can be read the clerk types the one printed beside the QR.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gui import ask
from gui.places import PAPER, PaperPlace
from gui.session import Session
from models.actions.issuing import attach_scan
from models.assembly.issued import issued_by_code
from models.domain.closure import Closure, IssuedPaper, Paper
from models.domain.issue_code import grouped, read_code
from models.domain.issuing import VaultFile
from models.domain.plan import Task
from models.errors import InputError
from models.looking.scans import code_of_scan
from models.reporting import Report
from models.vault import TakenIn
from models.workspace import Workspace

KINDS = "扫描件 (*.pdf *.png *.jpg *.jpeg *.tif *.tiff *.bmp)"
ENDINGS = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"})


class Scans:
    """Takes scans for the papers of a page; `here` is the issued paper that is open there, if one is."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        self._session = session
        self._parent = parent
        self.here: IssuedPaper | None = None

    def pick(self) -> None:
        """Let the clerk pick scans, and take them."""
        self.take(ask.pick_files(self._parent, "选择签字页的扫描件", KINDS))

    def take(self, paths: Sequence[Path]) -> None:
        """Read the codes of scans and attach each to the paper its code names."""
        if not paths:
            return

        def read(report: Report) -> list[tuple[Path, str | None]]:
            return [(path, code_of_scan(path, report)) for path in paths]

        self._session.start("正在读扫描件的编号", read, lambda found: [self._place(*item) for item in found])

    def _place(self, path: Path, code: str | None) -> None:
        issued = issued_by_code(self._session.workspace, code) if code else None
        if issued is not None:
            self._attach(path, issued)
            return
        text = f"扫描件上的编号 {grouped(code)} 没有对应的签发稿" if code else "没有从扫描件上读出签发编号"
        remedies = [("输入编号…", partial(self._ask_code, path))]
        if self.here is not None:
            remedies.append(("就附在这份上", partial(self._attach, path, self.here)))
        self._session.show(InputError(text, where=path.name, remedy="请输入印在二维码旁边的编号"), None, *remedies)

    def _ask_code(self, path: Path) -> None:
        typed = ask.line(self._parent, "签发编号", f"{path.name}\n请输入印在二维码旁边的 12 位编号：")
        if typed is None:
            return
        code = read_code(typed)
        if code is None:
            self._refuse(path, typed)
        else:
            self._place(path, code)

    def _refuse(self, path: Path, typed: str) -> None:
        error = InputError(f"“{typed}”不是签发编号", where=path.name, remedy="编号是三组、每组四位，只有字母和 2 到 7")
        self._session.show(error, None, ("输入编号…", partial(self._ask_code, path)))

    def _attach(self, path: Path, issued: IssuedPaper) -> None:
        vault = self._session.workspace.vault

        def attach(taken: TakenIn) -> None:
            scan = VaultFile(name=taken.name, sha256=taken.sha256, size=taken.size)
            if self._session.apply(lambda ws: attach_scan(ws, issued_id=issued.id, scan=scan)) is None:
                give_back(self._session, scan)
            else:
                self._tell(path, issued)

        self._session.start("正在收入扫描件", lambda report: vault.take_in(path, report), attach)

    def _tell(self, path: Path, issued: IssuedPaper) -> None:
        name, place = named(self._session.workspace, issued)
        if self.here is not None and self.here.id == issued.id:
            again = "，原来的已换下，可以撤销" if issued.scan_sha256 else ""
            self._session.tell(f"已附上扫描件 {path.name}{again}")
            return
        words = f"扫描件 {path.name} 的编号是 {grouped(issued.code)}，已附到{name}"
        self._session.tell(words, ("去看这份文书", lambda: self._session.go(PAPER, place)))


def named(ws: Workspace, issued: IssuedPaper) -> tuple[str, PaperPlace]:
    """Return how an issued paper is called, and where it is: 任务 1 的验收销号意见."""
    kind = ws.need(Paper, issued.paper_id).kind
    closure = ws.need(Closure, issued.closure_id)
    task = ws.need(Task, closure.task_id)
    turn = f"（第 {closure.round} 轮）" if closure.round > 1 else ""
    return f"任务 {task.number} 的{kind.label}{turn}", PaperPlace(closure_id=closure.id, kind=kind)


def are_scans(paths: Sequence[Path]) -> bool:
    """Return whether these files can be scans, by their names."""
    return bool(paths) and all(path.suffix.lower() in ENDINGS for path in paths)


def give_back(session: Session, *files: VaultFile) -> None:
    """Delete again what was taken in and no record came to name; in a worker."""
    workspace = session.workspace
    used = workspace.look.used_among([file.sha256 for file in files if file.sha256])
    unused = [
        TakenIn(sha256=file.sha256, name=file.name, size=file.size, stored=True)
        for file in files if file.sha256 and file.sha256 not in used
    ]
    if unused:
        session.start("正在清理", lambda _: workspace.vault.give_back(unused), lambda _: None, quiet=True)
