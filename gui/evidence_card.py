"""One piece of evidence: how it looks, its facts, its files, and which measures it proves with what sentence.

The look (thumbnail, text, pages) is worked out by a worker once and kept; what it, the name and a photo's own date say
of the facts is suggested under the empty fields, not taken. What lies in the trash, and what is sealed, is shown, but
not edited.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui import opening, suggest
from gui.adding_files import pick_more
from gui.evidence_uses import EvidenceUses
from gui.parts import typeface
from gui.parts.buttons import IconButton, LinkButton
from gui.parts.cells import EDGE
from gui.parts.completer_field import CompleterField
from gui.parts.date_field import DateField
from gui.parts.field import Field
from gui.parts.fields import ComboField, LineField, TextField
from gui.parts.form import Form
from gui.parts.labels import Meta, Rule, Running, SectionHead, Small
from gui.parts.steady import SteadyArea
from gui.seal_marks import SealNote
from gui.session import Session
from gui.suggested_facts import SuggestedFacts
from models.actions import evidence as actions
from models.actions import evidence_files as file_actions
from models.domain.evidence import EVIDENCE_KINDS, Evidence, EvidenceId, StoredFile
from models.domain.sizes import size_words
from models.lists import FREE_WHEN_SEALED, SealMark
from models.looking import Look, Looking
from models.reporting import Report
from models.vault import FileState

WIDTH = 420
INSIDE = WIDTH - 20 - EDGE
PICTURE = 168
NAME = 200
KINDS = [("", "未分类"), *((kind, kind) for kind in EVIDENCE_KINDS)]
NOTHING = "在左边选一份佐证，这里显示它的样子、信息、文件和用处。"


class TitleField(LineField):
    """A title; ↑, ↓ and Enter ask for the row above or below."""

    walked = Signal(int)

    def enter(self) -> None:
        if not self.is_composing():
            self.walked.emit(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None or self.is_composing():
            super().keyPressEvent(event)
        else:
            self.walked.emit(step)


class EvidenceCard(QWidget):
    """The right side of the page of evidence."""

    walked = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.evidence: Evidence | None = None
        self._files: list[StoredFile] = []
        self._mark: SealMark | None = None
        self._wanted = ""
        self._looking = Looking.in_workspace(session.workspace.folder)
        self.setFixedWidth(WIDTH)
        self.picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.picture.setFixedHeight(PICTURE)
        self.excerpt = Running()
        self.excerpt.setMaximumHeight(PICTURE)
        self.title = TitleField("名称", required=True)
        self.dated_on = DateField("形成日期", today=session.today, holidays=session.holidays, period=True,
                                  reading=False)
        self.fields: tuple[tuple[str, Field], ...] = (
            ("title", self.title), ("kind", ComboField("类别", KINDS)), ("dated_on", self.dated_on),
            ("issuing_body", CompleterField("发文（形成）单位", suggest.units(session.workspace))),
            ("document_number", LineField("文号")),
            ("pages", LineField("页数")), ("note", TextField("备注", lines=(1, 4))),
        )
        self.suggested = SuggestedFacts(session, dict(self.fields))
        self.sealed = SealNote()
        self.add = LinkButton("添加文件", icon="plus")
        self.files = QVBoxLayout()
        self.uses = EvidenceUses(session)
        self._build()
        self._connect()

    # Build

    def _build(self) -> None:
        form = Form()
        for name, field in self.fields:
            form.add(field, 0 if name in ("title", "note", "issuing_body") else 1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 12, EDGE, 16)
        column.setSpacing(12)
        for part in (self.picture, self.excerpt, self.sealed, form):
            column.addWidget(part)
        column.addWidget(Rule("hair"))
        head = QHBoxLayout()
        head.addWidget(SectionHead("文件"), 1)
        head.addWidget(self.add)
        column.addLayout(head)
        column.addLayout(self.files)
        column.addWidget(self.uses)
        column.addStretch(1)
        self._area = SteadyArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inside)
        self._nothing = Meta(NOTHING)
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(20, 16, EDGE, 0)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)
        whole.addWidget(self._nothing)

    def _connect(self) -> None:
        self.title.walked.connect(self.walked)
        self.add.clicked.connect(lambda: pick_more(self.session, self, self.evidence) if self.evidence else None)
        for name, field in self.fields:
            field.saved.connect(lambda value, name=name, field=field: self._save(name, field, value))

    # What the page uses

    def show_evidence(self, evidence_id: EvidenceId | None) -> None:
        """Show one piece of evidence, or nothing."""
        ws = self.session.workspace
        again = self.evidence is not None and self.evidence.id == evidence_id
        self.evidence = ws.get(Evidence, evidence_id)
        self._mark = ws.look.sealed_among([evidence_id]).get(evidence_id) if evidence_id and self.evidence else None
        self.sealed.show_mark(self._mark)
        self.add.setVisible(self._is_open("files"))
        self._area.setVisible(self.evidence is not None)
        self._nothing.setVisible(self.evidence is None)
        for name, field in self.fields:
            field.setEnabled(self._is_open(name))
            value = getattr(self.evidence, name) if self.evidence else None
            if again:
                field.refill(value)
            else:
                field.fill(value)
        self._files = ws.current_files(self.evidence.id) if self.evidence else []
        self._show_files()
        self.uses.show_evidence(self.evidence)
        self._look()

    def open_first(self) -> None:
        """Open the first file as a read-only copy in the program of this PC."""
        if self._files:
            opening.open_stored(self.session, self._files[0])

    # Facts

    def _is_open(self, name: str) -> bool:
        """Return whether a field, or the files, may be changed."""
        if self.evidence is None or self.evidence.trashed_at is not None:
            return False
        return self._mark is None or name in FREE_WHEN_SEALED

    def _save(self, name: str, field: Field, value: object) -> None:
        if self.evidence is None:
            return
        record = replace(self.evidence, **{name: value if value is not None or name == "dated_on" else ""})
        if name == "title" and not record.title.strip():
            field.show_problem("名称不能空着，原来的名称没有改。")
            return
        step = f"evidence/{record.id}/{name}/{field.sitting}"
        if self.session.apply(lambda ws: actions.revise_evidence(ws, evidence=record, step=step), source=field):
            self.evidence = record

    # Files

    def _show_files(self) -> None:
        _clear(self.files)
        for file in self._files:
            self.files.addWidget(self._file_row(file))

    def _file_row(self, file: StoredFile) -> QWidget:
        state = self.session.workspace.vault.check_size(file.sha256, file.size)
        link = LinkButton(typeface.metrics().elidedText(file.name, Qt.TextElideMode.ElideMiddle, NAME))
        link.setToolTip(f"打开 {file.name}（只读副本）")
        link.clicked.connect(lambda: opening.open_stored(self.session, file))
        place = IconButton("folder-open", "在文件夹中显示（只读副本）")
        place.clicked.connect(lambda: opening.reveal_stored(self.session, file))
        export = IconButton("export", "导出这个文件…")
        export.clicked.connect(lambda: opening.export_stored(self.session, [file], self))
        take_off = IconButton("minus", "去掉这个文件，例如扫错的一页")
        take_off.clicked.connect(lambda: self.session.apply(lambda ws: file_actions.remove_file(ws, file_id=file.id)))
        if not self._is_open("files"):
            take_off.hide()
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(link, 1, Qt.AlignmentFlag.AlignLeft)
        line.addWidget(Meta(size_words(file.size)) if state is FileState.INTACT else Small("▲ 缺失或损坏", tone="late"))
        for button in (place, export, take_off):
            line.addWidget(button)
        return row

    # Look

    def _look(self) -> None:
        file = self._files[0] if self._files else None
        known = self._looking.known(file.sha256) if file else None
        self._show_look(known)
        wanted = file.sha256 if file and known is None else ""
        # Every saved field shows the card anew; one look at a file is enough.
        is_new, self._wanted = wanted != self._wanted, wanted
        if wanted and is_new:
            path = self.session.workspace.vault.path_of(wanted)
            self.session.start(
                "生成预览", lambda report: self._worked_out(path, wanted, report), self._arrived, quiet=True
            )

    def _worked_out(self, path: Path, sha256: str, report: Report) -> tuple[str, Look | None]:
        """Look at a file, in the worker; a file nobody waits for any more, or that is gone, is passed over."""
        report(0, 0, "")
        try:
            return sha256, self._looking.look(path, sha256) if sha256 == self._wanted else None
        except OSError:
            # The row of the file says that it is gone.
            return sha256, None

    def _arrived(self, result: tuple[str, Look | None]) -> None:
        sha256, look = result
        if sha256 == self._wanted and look is not None:
            self._wanted = ""
            self._show_look(look)

    def _show_look(self, look: Look | None) -> None:
        thumbnail = look.thumbnail if look else None
        self.picture.setVisible(thumbnail is not None)
        if thumbnail is not None:
            self.picture.setPixmap(_scaled(thumbnail, self.devicePixelRatioF()))
        text = (look.problem or look.text.strip()[:600]) if look else ""
        self.excerpt.setVisible(thumbnail is None and bool(text))
        self.excerpt.set_text(text)
        self.suggested.show_evidence(self.evidence if self._mark is None else None)


def _scaled(path: Path, ratio: float) -> QPixmap:
    picture = QPixmap(str(path)).scaled(
        round(INSIDE * ratio), round(PICTURE * ratio), Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    picture.setDevicePixelRatio(ratio)
    return picture


def _clear(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
