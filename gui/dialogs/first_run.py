"""The first start: who works, for which office, where the data lie, which fonts are missing, empty or with the sample.

One page, no chain of steps. What cannot be is said under the field it is in; nothing is written before 开始. F1 opens
the help beside it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QStandardPaths, Qt
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from exporters.blocks import FontSet
from gui import ask
from gui.frame.wish import Wish
from gui.parts import typeface
from gui.parts.buttons import Button, IconButton, LinkButton, MainButton
from gui.parts.fields import LineField
from gui.parts.form import Form
from gui.parts.keys import bind
from gui.parts.labels import Meta, Rule, SectionHead, Title
from gui.settings.machine_panel import fonts_words
from models.disk import said
from models.errors import AppError, InputError
from models.workspace import Workspace

if TYPE_CHECKING:
    from gui.frame.help import HelpPanel

FOLDER = "整改销号工作台"
WIDTH = 640
_EDGES = (40, 32, 40, 28)
BACKUPS = "备份文件 (*.zip)"
_OWN = ("vault", "backups", "cache", "workspace.lock", "workspace.holder.json")


class PathField(LineField):
    """A path, which is never tidied: a blank in it is part of a name."""

    def tidy(self) -> int:
        return 0


class FirstRun(QDialog):
    """Asks what a new workspace needs; `wish` is the answer."""

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__()
        self.wish: Wish | None = None
        self.setWindowTitle("整改销号工作台")
        self.clerk = LineField("经办人", placeholder="您的姓名，记入操作记录", required=True)
        self.office = LineField("本单位名称", placeholder="如 示例县整改办", required=True)
        self.folder = PathField("数据位置")
        self.browse = Button("浏览…", icon="folder")
        self.empty = QRadioButton("空白工作区，录入或导入自己的任务")
        self.sample = QRadioButton("带示例：一项可以签发的任务和两项半成品，看熟后可一次删掉")
        self.start = MainButton("开始")
        self.known = LinkButton("打开已有的工作区…")
        self.restore = LinkButton("从备份文件恢复…")
        self.help_button = IconButton("help", "这一页怎么用（F1）")
        self.help: HelpPanel | None = None
        self._build()
        self._connect()
        self.folder.fill(str(folder or proposed_folder()))
        self.empty.setChecked(True)
        self._see_folder()
        self._fit()
        self.clerk.setFocus(Qt.FocusReason.OtherFocusReason)

    # Build

    def _build(self) -> None:
        self.setFixedWidth(WIDTH)
        self.browse.setAutoDefault(False)
        self.start.setAutoDefault(True)
        self.start.setDefault(True)
        self.folder.beside(self.browse)
        self.browse.setFixedWidth(108)
        form = Form()
        form.add(self.clerk)
        form.add(self.office)
        form.add(self.folder, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(*_EDGES)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(Title("整改销号工作台"), 1)
        head.addWidget(self.help_button)
        column.addLayout(head)
        column.addWidget(Meta("第一次使用，请先填下面几项，以后都可以在“设置”里改。全部数据只存在这台电脑上。"))
        column.addSpacing(12)
        column.addWidget(form)
        column.addSpacing(12)
        for part in (SectionHead("从什么开始"), *self._choices()):
            column.addWidget(part)
        column.addSpacing(8)
        column.addWidget(self._fonts())
        column.addSpacing(8)
        column.addWidget(Rule())
        column.addSpacing(4)
        column.addLayout(self._foot())

    def _choices(self) -> list[QRadioButton]:
        group = QButtonGroup(self)
        for button in (self.empty, self.sample):
            button.setFont(typeface.font())
            button.setFixedHeight(28)
            group.addButton(button)
        return [self.empty, self.sample]

    def _fonts(self) -> QWidget:
        words = Meta(f"公文字体：{fonts_words(FontSet.GB2312)}")
        words.setWordWrap(True)
        return words

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(self.known)
        row.addWidget(self.restore)
        row.addStretch(1)
        row.addWidget(self.start)
        return row

    def _connect(self) -> None:
        self.browse.clicked.connect(self._browse)
        self.folder.edited.connect(self._see_folder)
        self.start.clicked.connect(self._start)
        self.known.clicked.connect(self._open)
        self.restore.clicked.connect(self._restore)
        self.help_button.clicked.connect(self._turn_help)
        bind(self, ("F1", self._turn_help))

    # What the clerk does

    def _turn_help(self) -> None:
        from gui.frame.help import HelpPanel

        if self.help is None:
            self.help = HelpPanel(self, self._make_room, least=0)
        self.help.turn("first-run")

    def _make_room(self, width: int) -> None:
        self.layout().setContentsMargins(*_EDGES[:2], _EDGES[2] + width, _EDGES[3])
        self.setFixedWidth(WIDTH + width)

    def _browse(self) -> None:
        picked = ask.pick_folder(self, "数据放在哪个文件夹", _standing(self._place()))
        if picked is not None:
            self._put(picked)

    def _put(self, folder: Path) -> None:
        """Take a folder; where it holds other things, a fresh one in it."""
        is_taken = not Workspace.is_in(folder) and _holds_other_things(folder)
        self.folder.fill(str(folder / FOLDER if is_taken else folder))
        self._see_folder()

    def _see_folder(self) -> None:
        """Say under the place what it means, as it is typed."""
        self.folder.show_problem(None)
        try:
            refuse_place(self._place())
        except AppError as error:
            # The place itself stands in the field.
            self.folder.show_problem(AppError(error.text, remedy=error.remedy))
            return
        known = Workspace.is_in(self._place())
        note = "这里已有一个工作区，将打开它，不改动里面的内容。" if known else "记录、佐证和备份都放在这个文件夹里。"
        self.folder.show_note(note)
        self.start.setText("打开" if known else "开始")

    def _start(self) -> None:
        self._see_folder()
        place = self._place()
        if Workspace.is_in(place) and not self.folder.problem():
            self._wish(Wish(folder=place))
            return
        if not self.sample.isChecked():
            for field in (self.clerk, self.office):
                field.show_problem(None if field.text().strip() else "还没有填写。")
        wrong = next((field for field in (self.clerk, self.office, self.folder) if field.problem()), None)
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._wish(
            Wish(
                folder=place, is_new=True, clerk=self.clerk.text().strip(), office=self.office.text().strip(),
                sample=self.sample.isChecked(),
            )
        )

    def _open(self) -> None:
        folder = ask.pick_folder(self, "打开哪个工作区文件夹", _standing(self._place()))
        if folder is None:
            return
        if Workspace.is_in(folder):
            self._wish(Wish(folder=folder))
            return
        self.folder.fill(str(folder))
        self.folder.show_problem("这个文件夹里没有工作区（没有 store.db）。请选择装着它的那个文件夹。")

    def _restore(self) -> None:
        self._see_folder()
        if self.folder.problem() or Workspace.is_in(self._place()):
            self.folder.show_problem(self.folder.problem() or "恢复只能放进新的或空的文件夹，请先改数据位置。")
            return
        for backup in ask.pick_files(self, "从哪个备份文件恢复", BACKUPS)[:1]:
            self._wish(Wish(folder=self._place(), backup=backup))

    # Own steps

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            # What is said under the fields comes and goes: always as high as the words, never as they once were.
            self._fit()
        return done

    def _fit(self) -> None:
        self.layout().activate()
        self.setFixedHeight(self.layout().totalHeightForWidth(self.width()))

    def _wish(self, wish: Wish) -> None:
        self.wish = wish
        self.accept()

    def _place(self) -> Path:
        return Path(self.folder.text().strip()).expanduser()


def proposed_folder() -> Path:
    """Return where a new workspace best lies: 文档, or beside it where 文档 is synchronised or gone."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    places = [Path(documents) / FOLDER, Path.home() / FOLDER]
    return next((place for place in places if _is_fit(place)), places[-1])


def refuse_place(folder: Path) -> None:
    """Raise AppError in words when no workspace can be begun or opened in this folder."""
    if not folder.is_absolute():
        raise InputError("请写完整的路径，或点“浏览”选一个文件夹")
    try:
        _refuse_place(folder)
    except OSError as error:
        raise InputError(f"这个位置打不开（{said(error)}）", remedy="请换一个文件夹。") from error


def _refuse_place(folder: Path) -> None:
    Workspace.refuse_place(folder)
    if Workspace.is_in(folder):
        return
    if folder.exists() and not folder.is_dir():
        raise InputError("这是一个文件，不是文件夹", remedy="请换一个位置。")
    standing = _standing(folder)
    if not os.access(standing, os.W_OK | os.X_OK):
        raise InputError(f"“{standing}”不能写入", remedy="请换一个可写的文件夹。")
    if _holds_other_things(folder):
        raise InputError("这个文件夹里已有别的文件", remedy="请换一个新的或空的文件夹。")


def _holds_other_things(folder: Path) -> bool:
    # What a creation that was interrupted leaves is no other thing.
    return folder.is_dir() and any(entry.name not in _OWN for entry in folder.iterdir())


def _is_fit(folder: Path) -> bool:
    try:
        refuse_place(folder)
    except AppError:
        return False
    return True


def _standing(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that exists."""
    return next((place for place in (folder, *folder.parents) if place.exists()), Path.home())
