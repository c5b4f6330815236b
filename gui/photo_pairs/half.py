"""One half of a pair: the photo, what it is called, and the day it was taken, edited where it stands."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui import opening
from gui.evidence.thumbnails import Thumbnails
from gui.parts.buttons import LinkButton
from gui.parts.date_field import DateField
from gui.parts.labels import Elided, SectionHead
from gui.parts.pick_line import PickLine
from gui.parts.suggestion import SuggestionLine
from gui.photo_pairs.frame import EMPTY, SIZE, PhotoFrame
from gui.photo_pairs.suggest import task_photos
from gui.session import Session
from models.actions.evidence import revise_evidence
from models.domain.evidence import Evidence
from models.domain.photo_pairs import Shot, Side
from models.domain.plan import TaskId
from models.looking import Look

GONE = "文件不在磁盘上"
NO_IMAGE = "这份佐证没有图片"


class PhotoHalf(QWidget):
    """The photo before, or the one after."""

    chosen = Signal(object)
    dropped = Signal(list)
    adding = Signal()

    def __init__(self, session: Session, side: Side, pictures: Thumbnails) -> None:
        super().__init__()
        self.session = session
        self.side = side
        self.shot: Shot | None = None
        self._task_id: TaskId | None = None
        self._pictures = pictures
        self.frame = PhotoFrame(f"{side.label}的照片")
        self.title = Elided()
        self.dated_on = DateField(today=session.today, period=True, reading=False, placeholder="拍摄日期")
        self.dated_on.editor.setAccessibleName(f"{side.label}的拍摄日期")
        self.camera = SuggestionLine(self.dated_on)
        self.pick = PickLine(
            task_photos(session.workspace, lambda: self._task_id), placeholder="照片的名称，回车选用",
            none="这项任务没有这样的照片；可拖入文件，或“从电脑添加”。",
        )
        self.other = LinkButton("换一张")
        self.add = LinkButton("从电脑添加")
        self.drop = LinkButton("取下")
        self._build()
        self._connect()

    def _build(self) -> None:
        links = QHBoxLayout()
        links.setSpacing(12)
        for link in (self.other, self.add, self.drop):
            links.addWidget(link)
        links.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(SectionHead(self.side.label))
        column.addWidget(self.frame)
        for widget in (self.title, self.dated_on, self.pick):
            column.addWidget(widget)
        column.addLayout(links)
        column.addStretch(1)
        self.setFixedWidth(SIZE.width())

    def _connect(self) -> None:
        self.frame.dropped.connect(self.dropped)
        self.frame.pressed.connect(self._press)
        self.other.clicked.connect(self.begin_choosing)
        self.add.clicked.connect(self.adding)
        self.drop.clicked.connect(lambda: self.chosen.emit(None))
        self.pick.taken.connect(self.chosen)
        self.dated_on.saved.connect(self._save_date)

    def show_shot(self, task_id: TaskId, shot: Shot | None, *, fresh: bool) -> None:
        """Show a photo of a pair, or the place for one."""
        self._task_id = task_id
        is_other = fresh or (shot and shot.evidence.id) != (self.shot and self.shot.evidence.id)
        self.shot = shot
        if is_other:
            self.pick.close_line()
        self.title.set_text(shot.evidence.title if shot else "")
        self.dated_on.setVisible(shot is not None)
        (self.dated_on.fill if is_other else self.dated_on.refill)(shot.evidence.dated_on if shot else None)
        sealed = shot is not None and shot.evidence.id in self.session.workspace.look.sealed_among([shot.evidence.id])
        self.dated_on.setEnabled(not sealed)
        self.other.setText("换一张" if shot else "从佐证里选")
        self.drop.setVisible(shot is not None)
        self.show_picture()

    def show_picture(self) -> None:
        """Show the picture if it is known by now."""
        shot = self.shot
        file = shot.file if shot is not None and shot.is_there else None
        pixmap = self._pictures.of(file.sha256) if file is not None else None
        look = self._pictures.look(file.sha256) if file is not None else None
        self.frame.show_photo(pixmap, _words(shot, look), has_photo=shot is not None)
        taken_on = look.taken_on if look is not None else None
        self.camera.suggest(taken_on, "照片自带", taken_on.iso if taken_on else "")

    def begin_choosing(self) -> None:
        """Ask which photo of the task it is."""
        self.pick.begin()
        self.pick.offer()

    def _press(self) -> None:
        if self.shot is None:
            self.begin_choosing()
        elif self.shot.file is not None and self.shot.is_there:
            opening.open_stored(self.session, self.shot.file)

    def _save_date(self, value: object) -> None:
        shot = self.shot
        if shot is not None:
            self.session.apply(
                lambda ws: revise_evidence(
                    ws, evidence=replace(ws.need(Evidence, shot.evidence.id), dated_on=value),
                    step=self.dated_on.sitting,
                ),
                source=self.dated_on,
            )


def _words(shot: Shot | None, look: Look | None) -> str:
    """Return what stands in the place of a picture."""
    if shot is None:
        return EMPTY
    if shot.file is None:
        return NO_IMAGE
    if not shot.is_there:
        return GONE
    return f"▲ {look.problem}\n请换一张" if look is not None and look.problem else ""
