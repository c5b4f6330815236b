"""Emptying the trash: the question that says all that goes, because nothing of it can be undone."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui import ask
from gui.session import Session
from models.actions.trash import emptying_trash
from models.lists import TrashLosses


def empty(session: Session, parent: QWidget) -> None:
    """Delete what lies in the trash for good, after a question; what signed papers used stays."""
    look = session.workspace.look
    gone = look.disposable_evidence()
    kept = look.counts()["trash"] - len(gone)
    stays = f"签发稿用过的 {kept} 份留在回收站。" if kept else ""
    if not gone:
        session.tell(f"没有可以删除的：{stays}")
        return
    text = (
        f"回收站里 {len(gone)} 份佐证，连同它们和措施的对应、只有它们用到的文件，将从这台电脑删除。{stays}\n"
        f"{_losses(look.losses_with(gone))}这一步不能撤销，以前做的备份里仍有。"
    )
    if ask.confirm(parent, "清空回收站", text, f"删除 {len(gone)} 份"):
        session.steps("正在清空回收站", emptying_trash)


def _losses(found: TrashLosses) -> str:
    told = (
        (found.pairs, f"{found.pairs} 组对比照片不再有照片，一并删除"),
        (found.halves, f"{found.halves} 组对比照片只剩一张"),
        (found.values, f"{found.values} 个指标数值失去佐证"),
        (found.counts, f"{found.counts} 处频次计数一并删除"),
    )
    words = "；".join(text for count, text in told if count)
    return f"{words}。\n" if words else ""
