"""What the clerk is asked before going elsewhere or closing: typing that cannot be saved, work that still runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from gui import ask
from gui.jobs import Job
from gui.page import Page

if TYPE_CHECKING:
    from gui.parts.field import Field


def may_leave(window: QWidget, page: Page | None) -> bool:
    """Save what is typed on a page; where that cannot be, ask whether to give it up."""
    if page is None or page.leave():
        return True
    left = page.open_fields()
    words = "\n".join(_named(unsaved) for unsaved in left if unsaved.problem())
    text = f"{words or '有一处输入没有保存。'}\n仍要离开并放弃这处输入吗？"
    if ask.confirm(window, "有内容没有保存", text, "放弃并离开", no="回去改"):
        for unsaved in left:
            unsaved.drop()
        return True
    if left:
        left[0].setFocus()
    return False


def may_stop(window: QWidget, job: Job | None) -> bool:
    """Ask whether work that runs may be cancelled."""
    if job is None:
        return True
    text = f"{job.words()}，还没有完成。关闭会取消它，不留下半截内容。"
    return ask.confirm(window, "还有工作没有完成", text, "取消它并关闭", no="继续工作")


def _named(unsaved: Field) -> str:
    """Return what is wrong with a field after its name: the box stands over it."""
    name = unsaved.editor.accessibleName()
    return f"{name}：{unsaved.problem()}" if name else unsaved.problem()
