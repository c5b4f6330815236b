"""What the clerk sees when the workspace cannot be opened: what happened, and what can be done about it.

Damaged or vanished data can be restored from a backup, by its date, into a folder beside the old one, which stays as it
is. Whatever the trouble, another folder can be chosen or the same one tried again.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from gui import ask
from gui.dialogs.first_run import BACKUPS
from gui.frame.wish import Wish
from gui.parts.buttons import Button, LinkButton, MainButton
from gui.parts.labels import Meta, Rule, Running, SectionHead, Title
from gui.parts.tables import Table, plain_model
from gui.settings.backup_rows import BACKUP_COLUMNS, backup_cells, free_folder
from models.errors import AppError, StoreDamaged, StoreLocked, StoreTooNew
from models.workspace import Workspace

if TYPE_CHECKING:
    from models.workspace import Backup

WIDTH = 680
LISTED = 8


class Trouble(QDialog):
    """Why a workspace was not opened; `wish` is what the clerk wants instead, None to give up."""

    def __init__(self, error: AppError, folder: Path, now: datetime) -> None:
        super().__init__()
        self.wish: Wish | None = None
        self.wants_new = False
        self._folder = folder
        self.restored_to = free_folder(folder, now)
        self.backups = _usable(error, folder)
        self.again = Button("再试一次", icon="refresh")
        self.other = Button("打开其他工作区…", icon="folder-open")
        self.restore = MainButton("恢复选中的备份", icon="restore")
        self.from_file = LinkButton("从备份文件恢复…")
        self.new = LinkButton("新建工作区…")
        self.quit = Button("退出")
        self.problem = Running()
        self.table = Table(
            plain_model(BACKUP_COLUMNS, [(str(item.path), backup_cells(item, now)) for item in self.backups[:LISTED]]),
            whole=True, insets=(10, 10),
        )
        self._build(error)
        self._connect()
        self._show_problem("")
        ways = (self.restore, self.again) if self.backups else (self.again, self.other)
        next(way for way in ways if not way.isHidden()).setFocus(Qt.FocusReason.OtherFocusReason)

    # Build

    def _build(self, error: AppError) -> None:
        self.setWindowTitle("整改销号工作台")
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 32, 40, 28)
        column.setSpacing(10)
        words = Running(f"{error.text.rstrip('。')}。\n{error.remedy.rstrip('。')}。" if error.remedy else error.text)
        for part in (Title(_title(error)), words, Meta(f"位置：{error.where or self._folder}")):
            part.setWordWrap(True)
            column.addWidget(part)
        if self.backups:
            column.addSpacing(8)
            column.addWidget(SectionHead("从自动备份恢复"))
            hint = Meta(f"恢复到新文件夹 {self.restored_to}，原来的文件夹保留不动。备份之后录入的内容不在里面。")
            hint.setWordWrap(True)
            column.addWidget(hint)
            column.addWidget(self.table)
        links = QHBoxLayout()
        links.setSpacing(20)
        for link in (self.from_file, self.new):
            links.addWidget(link)
        links.addStretch(1)
        column.addSpacing(4)
        column.addLayout(links)
        column.addWidget(self.problem)
        column.addWidget(Rule())
        column.addSpacing(4)
        column.addLayout(self._foot(error))

    def _foot(self, error: AppError) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in (self.quit, self.other, self.again, self.restore):
            row.addWidget(button)
        self.restore.setVisible(bool(self.backups))
        if self.backups:
            sound = [item for item in self.backups[:LISTED] if not item.altered]
            self.table.choose(str((sound or self.backups)[0].path))
        # A damaged file does not mend by being opened again.
        self.again.setHidden(isinstance(error, StoreDamaged))
        return row

    def _connect(self) -> None:
        self.again.clicked.connect(lambda: self._take(Wish(folder=self._folder)))
        self.other.clicked.connect(self._other)
        self.restore.clicked.connect(self._restore)
        self.table.opened.connect(lambda _: self._restore())
        self.from_file.clicked.connect(self._from_file)
        self.new.clicked.connect(self._new)
        self.quit.clicked.connect(self.reject)

    # What the clerk does

    def _restore(self) -> None:
        chosen = self.table.chosen_id()
        if chosen is not None:
            self._take(Wish(folder=self.restored_to, backup=Path(chosen)))

    def _from_file(self) -> None:
        for backup in ask.pick_files(self, "从哪个备份文件恢复", BACKUPS)[:1]:
            self._take(Wish(folder=self.restored_to, backup=backup))

    def _other(self) -> None:
        folder = ask.pick_folder(self, "打开哪个工作区文件夹")
        if folder is None:
            return
        if Workspace.is_in(folder):
            self._take(Wish(folder=folder))
        else:
            self._show_problem(f"“{folder}”里没有工作区（没有 store.db）。请选择装着它的那个文件夹。")

    def _new(self) -> None:
        self.wants_new = True
        self.accept()

    def _take(self, wish: Wish) -> None:
        self.wish = wish
        self.accept()

    def _show_problem(self, text: str) -> None:
        self.problem.set_text(f"▲ {text}" if text else "")
        self.problem.setVisible(bool(text))
        self.layout().activate()
        self.setFixedHeight(self.layout().totalHeightForWidth(WIDTH))


def _usable(error: AppError, folder: Path) -> list[Backup]:
    # What another window holds, a newer program wrote or a full disk stops is sound: going back would lose work.
    if not isinstance(error, StoreDamaged):
        return []
    return [item for item in Workspace.backups_in(folder) if not item.fault]


def _title(error: AppError) -> str:
    if isinstance(error, StoreDamaged):
        return "数据损坏，没有打开"
    if isinstance(error, StoreLocked):
        return "工作区正被使用"
    if isinstance(error, StoreTooNew):
        return "数据来自更新的版本"
    return "工作区没有打开"
