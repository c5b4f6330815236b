"""From the start of the program to its end: which workspace, opening it, the window, the backup on closing.

Without a known workspace the first-run page asks; what cannot be opened is told with its remedies, never as a
traceback. A second start asks the open window to come forward and ends. What the program stands on (clock, reference
data, who works at this PC, where the last workspace is noted) comes from the composition root.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui import app, ask, desk
from gui.frame.wish import Wish
from gui.garbage import look_through_all_when_left
from gui.window import NAME, MainWindow
from models.domain.settings import CLERK_NAME, OFFICE_NAME
from models.errors import AppError, Cancelled, StoreDamaged, StoreError, StoreLocked
from models.workspace import Workspace

# Most starts ask nothing: the pages that ask, and what fills a new workspace, are imported when they are needed.
if TYPE_CHECKING:
    from gui.dialogs.first_run import FirstRun
    from gui.dialogs.trouble import Trouble
    from gui.frame.interrupt import Interrupt
    from models.reference import Reference

LAST_JOB_MS = 30_000
FORWARD = "程序已经打开，已请那个窗口到前面来。"


class Ground(NamedTuple):
    """What the program stands on: `user` works at this PC, `remember` notes a workspace as the last used one."""

    reference: Reference
    user: str
    now: Callable[[], datetime]
    remember: Callable[[Path], object]
    say: Callable[[str], object]


def run(folder: Path | None, *, ground: Ground, is_last: bool = False, argv: Sequence[str] = ()) -> int:
    """Open the window on a workspace and return the exit code once everything is closed.

    `folder` is the workspace named or, with `is_last`, the one used last; None asks where to begin.
    """
    application = app.make_application(argv)
    look_through_all_when_left(application)
    # Else the end of a dialog before the window would be the end of the program.
    application.setQuitOnLastWindowClosed(False)
    wish = _first_wish(folder, ground, is_last=is_last)
    code = 0
    while wish is not None:
        wish, code = _try(wish, ground)
    application.processEvents()
    return code


# What is opened


def _first_wish(folder: Path | None, ground: Ground, *, is_last: bool) -> Wish | None:
    if folder is None:
        return _asked_first(None)
    if Workspace.is_in(folder):
        return Wish(folder=folder)
    if Workspace.backups_in(folder):
        remedy = "请从备份恢复；如果移动过文件夹，请打开它现在的位置。"
        return _trouble(StoreDamaged("数据库文件不见了", where=str(folder), remedy=remedy), folder, ground)
    if is_last:
        remedy = "如果它在U盘或移动硬盘上，请插好再试；如果移动过，请打开它现在的位置。"
        gone = StoreError("上次使用的工作区不在原来的位置了", where=str(folder), remedy=remedy)
        return _trouble(gone, folder, ground)
    return _asked_first(folder.absolute())


def _try(wish: Wish, ground: Ground, *, is_again: bool = False) -> tuple[Wish | None, int]:
    """Open what is wished and sit at it; returns what is wished next, and the exit code if nothing is."""
    try:
        workspace = _open(wish, ground)
        window = _window(workspace, ground)
    except StoreLocked as error:
        from gui.frame import come_forward

        if come_forward.ask(wish.folder):
            ground.say(FORWARD)
            return None, 0
        if not is_again:
            # A window that is closing makes a backup, does not answer, and has let go meanwhile.
            return _try(wish, ground, is_again=True)
        return _trouble(error, wish.folder, ground), 1
    except Cancelled:
        return _first_wish(None, ground, is_last=False), 0
    except AppError as error:
        return _trouble(error, wish.folder, ground), 1
    return _sit(workspace, window, ground), 0


def _open(wish: Wish, ground: Ground) -> Workspace:
    if wish.backup is not None:
        _restore(wish.backup, wish.folder)
    elif wish.is_new:
        # Closed once and opened again, so that undo does not lead back before the first day.
        workspace = _opened(wish.folder, ground)
        try:
            _furnish(workspace, wish)
        finally:
            workspace.close()
    return _opened(wish.folder, ground)


def _opened(folder: Path, ground: Ground) -> Workspace:
    return Workspace.open(folder.absolute(), reference=ground.reference, actor=ground.user, now=ground.now)


def _furnish(workspace: Workspace, wish: Wish) -> None:
    from models.actions.directory import change_setting

    if wish.sample:
        from models.sample import make_sample

        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            make_sample(workspace)
        finally:
            QApplication.restoreOverrideCursor()
    for key, value in ((CLERK_NAME, wish.clerk), (OFFICE_NAME, wish.office)):
        if value:
            change_setting(workspace, key=key, value=value)


def _restore(backup: Path, folder: Path) -> None:
    from gui.frame.wait import Wait

    hint = f"从 {backup.name} 恢复到 {folder}，边恢复边核对。"
    Wait("正在恢复", hint).run(lambda report: Workspace.restore(backup, folder, report))


# Sitting at it


def _window(workspace: Workspace, ground: Ground) -> MainWindow:
    """Make the window; a workspace that turns out damaged is closed again."""
    try:
        with workspace.in_words():
            _name_actor(workspace, ground)
            return app.make_window(workspace, add_pages=desk.add_pages)
    except AppError:
        _close(workspace)
        raise


def _sit(workspace: Workspace, window: MainWindow, ground: Ground) -> Wish | None:
    """Let the clerk work until the window is closed; returns what is to be opened next, if anything."""
    hearing: list[Interrupt] = []
    window.painted.connect(lambda: hearing.append(_stand_by(workspace, window, ground)))
    next_folder: list[Path] = []
    _offer_other(window, next_folder)
    window.session.changed.connect(lambda *_: _name_actor(workspace, ground))
    with app.CrashNotice(window):
        window.show()
        QApplication.setQuitOnLastWindowClosed(True)
        QApplication.exec()
        QApplication.setQuitOnLastWindowClosed(False)
    _close(workspace)
    for interrupt in hearing:
        interrupt.stop()
    # A file that is being looked at in a child takes up to its time limit.
    if window.session.jobs.wait(LAST_JOB_MS):
        window.deleteLater()
    return Wish(folder=next_folder[0]) if next_folder else None


def _stand_by(workspace: Workspace, window: MainWindow, ground: Ground) -> Interrupt:
    """Do what the window needs from its first paint on; what hears Ctrl+C is stopped by who closes the workspace."""
    from gui.frame import come_forward
    from gui.frame.interrupt import Interrupt

    interrupt = Interrupt(window)
    come_forward.Listener(workspace.folder, window.come_forward, window)
    app.speak_chinese()
    ground.remember(workspace.folder)
    return interrupt


def _name_actor(workspace: Workspace, ground: Ground) -> None:
    workspace.actor = workspace.setting(CLERK_NAME) or ground.user


def _offer_other(window: MainWindow, next_folder: list[Path]) -> None:
    """Offer under the name of the office to work at another workspace."""
    def pick() -> None:
        folder = ask.pick_folder(window, "打开哪个工作区文件夹", window.session.workspace.folder.parent)
        if folder is None:
            return
        if not Workspace.is_in(folder):
            remedy = "请选择装着 store.db 的那个文件夹。"
            window.session.show(AppError("这个文件夹里没有工作区", where=str(folder), remedy=remedy))
            return
        next_folder[:] = [folder]
        if not window.close():
            next_folder.clear()

    window.top.offer_at_office("打开其他工作区…", pick)


def _close(workspace: Workspace) -> None:
    """Back up what changed and close; that no backup could be made is told, the records are safe all the same."""
    try:
        with workspace.in_words():
            try:
                if workspace.has_changed:
                    _back_up(workspace)
            finally:
                workspace.leave()
    except Cancelled:
        return
    except AppError as error:
        ask.tell(None, NAME, str(error))


def _back_up(workspace: Workspace) -> None:
    from gui.frame.wait import Wait

    wait = Wait("正在备份", "已保存的内容都在。备份做完就关闭，可以放心等它。", stop="跳过这次备份")
    try:
        snapshot = workspace.snapshot(wait.report, kept=True)
        wait.run(snapshot.keep)
    finally:
        wait.hide()
        wait.deleteLater()


# Asking


def _trouble(error: AppError, folder: Path, ground: Ground) -> Wish | None:
    from gui.dialogs.trouble import Trouble

    dialog = Trouble(error, folder, ground.now())
    wish = _asked(dialog)
    return _asked_first(None) if dialog.wants_new else wish


def _asked_first(folder: Path | None) -> Wish | None:
    from gui.dialogs.first_run import FirstRun

    return _asked(FirstRun(folder))


def _asked(dialog: FirstRun | Trouble) -> Wish | None:
    from PySide6.QtWidgets import QDialog

    from gui.frame.interrupt import Interrupt

    app.speak_chinese()
    interrupt = Interrupt(dialog)
    taken = dialog.exec() == QDialog.DialogCode.Accepted
    interrupt.stop()
    dialog.deleteLater()
    return dialog.wish if taken else None
