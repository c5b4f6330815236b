"""文件 of a piece of evidence: its pages in their newest versions, under each what it took the place of.

A file dropped on the piece waits on a line until the clerk says what it is: a new version of one of its files, or a
further page. What is sealed takes no further page, but a new version stands beside the sealed one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui import opening
from gui.evidence.adding import add_more, pick_more, pick_version, renew
from gui.parts import typeface
from gui.parts.buttons import IconButton, LinkButton
from gui.parts.dropping import files_in
from gui.parts.labels import Elided, Meta, SectionHead, Small
from gui.parts.layouts import empty
from gui.session import Session
from models.actions.evidence_files import remove_file
from models.assembly.file_versions import FileVersion, older_versions
from models.domain.evidence import Evidence, StoredFile
from models.domain.sealing import SealedFile
from models.domain.sizes import size_words
from models.vault import FileState

NAME = 136
# So many files a dropped one may be a new version of are offered one by one.
MOST_OFFERED = 3


class EvidenceFiles(QWidget):
    """The part of the card between the facts and the uses; `looked` asks to see a file inside the window."""

    looked = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.evidence: Evidence | None = None
        self.files: list[StoredFile] = []
        self._is_sealed = False
        self.add = LinkButton("添加文件", icon="plus")
        self.origin = Elided(tone="meta")
        self.dropped = QVBoxLayout()
        self.rows = QVBoxLayout()
        head = QHBoxLayout()
        head.addWidget(SectionHead("文件"), 1)
        head.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.origin)
        column.addLayout(self.dropped)
        column.addLayout(self.rows)
        self.add.clicked.connect(lambda: pick_more(session, self, self.evidence) if self.evidence else None)

    # What the card uses

    def show_evidence(self, evidence: Evidence | None, *, is_sealed: bool) -> None:
        """Show the files of a piece, of none of them nothing."""
        if evidence is None or self.evidence is None or evidence.id != self.evidence.id:
            empty(self.dropped)
        self.evidence, self._is_sealed = evidence, is_sealed
        self.files = self.session.workspace.current_files(evidence.id) if evidence else []
        self.add.setVisible(self._is_open() and not is_sealed)
        folder = evidence.folder if evidence else ""
        self.origin.set_text(f"来自文件夹 {folder}")
        self.origin.setVisible(bool(folder))
        empty(self.rows)
        for file in self.files:
            self.rows.addWidget(self._row(file))
            for version in older_versions(self.session.workspace, file) if file.version > 1 else ():
                self.rows.addWidget(self._old_row(version))

    def takes(self, data: QMimeData) -> bool:
        """Return whether files may be dropped on the piece."""
        return self._is_open() and bool(files_in(data))

    def offer(self, paths: Sequence[Path]) -> None:
        """Ask on a line what dropped files are to the piece."""
        empty(self.dropped)
        links = [
            self._offered("换成新版本" if len(self.files) == 1 else f"换掉 {_short(file.name)}", paths, file)
            for file in (self.files if len(paths) == 1 and len(self.files) <= MOST_OFFERED else ())
        ]
        if not self._is_sealed:
            links.append(self._offered("加一页" if len(paths) == 1 else "加为各页", paths, None))
        told = Small(f"拖来 {paths[0].name}" + (f" 等 {len(paths)} 个文件" if len(paths) > 1 else ""), tone="ink")
        told.setWordWrap(True)
        close = IconButton("close", "不要了")
        close.clicked.connect(lambda: empty(self.dropped))
        self.dropped.addWidget(_line([told, close]))
        for link in links:
            self.dropped.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    # Own steps

    def _is_open(self) -> bool:
        return self.evidence is not None and self.evidence.trashed_at is None

    def _offered(self, words: str, paths: Sequence[Path], file: StoredFile | None) -> LinkButton:
        link = LinkButton(words, icon="plus" if file is None else "refresh")
        link.clicked.connect(lambda: self._take(paths, file))
        return link

    def _take(self, paths: Sequence[Path], file: StoredFile | None) -> None:
        empty(self.dropped)
        if file is not None:
            renew(self.session, file, paths)
        elif self.evidence is not None:
            add_more(self.session, self.evidence, paths)

    def _row(self, file: StoredFile) -> QWidget:
        state = self.session.workspace.vault.check_size(file.sha256, file.size)
        is_lost = state is not FileState.INTACT
        size = Small("▲ 缺失或损坏", tone="late") if is_lost else Meta(size_words(file.size))
        version = IconButton("refresh", "换成新版本…旧版仍保留")
        version.clicked.connect(lambda: pick_version(self.session, self, file))
        open_to = [version, self._taker(file)] if self._is_open() else []
        return _line([self._name(file), None, size, *open_to[:1], *self._buttons(file), *open_to[1:]])

    def _name(self, file: StoredFile) -> LinkButton:
        link = LinkButton(_short(file.name))
        link.setToolTip(f"在窗口里看 {file.name}")
        link.clicked.connect(lambda: self.looked.emit(file))
        return link

    def _buttons(self, file: StoredFile) -> list[QWidget]:
        """Return what may be done with any version: open it, show where it lies, give it out."""
        open_, place = IconButton("open", "打开只读副本"), IconButton("folder-open", "在文件夹中显示（只读副本）")
        export = IconButton("export", "导出这个文件…")
        open_.clicked.connect(lambda: opening.open_stored(self.session, file))
        place.clicked.connect(lambda: opening.reveal_stored(self.session, file))
        export.clicked.connect(lambda: opening.export_stored(self.session, [file], self))
        return [open_, place, export]

    def _taker(self, file: StoredFile) -> QWidget:
        words = f"退回第{file.version - 1}版" if file.version > 1 else "去掉这个文件，例如扫错的一页"
        button = IconButton("minus", words)
        button.clicked.connect(lambda: self.session.apply(partial(remove_file, file_id=file.id)))
        # Not shown before it has its place: it would be a window of its own for a moment.
        if self._is_sealed and (file.version == 1 or self.session.workspace.find(SealedFile, stored_file_id=file.id)):
            button.hide()
        return button

    def _old_row(self, version: FileVersion) -> QWidget:
        words = Meta(version.told)
        words.setWordWrap(True)
        words.setToolTip(version.file.name)
        look = LinkButton("看")
        look.setToolTip(f"在窗口里看第{version.file.version}版：{version.file.name}")
        look.clicked.connect(lambda: self.looked.emit(version.file))
        line = _line([look, *self._buttons(version.file)[2:]])
        row = QWidget()
        column = QHBoxLayout(row)
        column.setContentsMargins(12, 0, 0, 0)
        column.addWidget(words, 1)
        column.addWidget(line, 0, Qt.AlignmentFlag.AlignTop)
        return row


def _line(widgets: Sequence[QWidget | None]) -> QWidget:
    """Return widgets on one line; None stands for the room that is left."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(2)
    for widget in widgets:
        if widget is None:
            line.addStretch(1)
        else:
            line.addWidget(widget)
    return row


def _short(name: str) -> str:
    return typeface.metrics().elidedText(name, Qt.TextElideMode.ElideMiddle, NAME)
