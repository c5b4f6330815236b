"""One piece of evidence: how it looks, its facts, its files, and which measures it proves with what sentence.

The look (thumbnail, text, pages) is worked out by a worker once and kept; what it, the name and a photo's own date say
of the facts is suggested under the empty fields, not taken. What lies in the trash, and what is sealed, is shown, but
not edited.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui import opening, suggest
from gui.evidence.files import EvidenceFiles
from gui.evidence.seal_marks import SealNote
from gui.evidence.suggested_facts import SuggestedFacts
from gui.evidence.uses import EvidenceUses
from gui.parts.buttons import LinkButton
from gui.parts.cells import EDGE
from gui.parts.completer_field import CompleterField
from gui.parts.date_field import DateField
from gui.parts.dropping import Dropping, files_in
from gui.parts.field import Field
from gui.parts.fields import LineField, TextField
from gui.parts.form import Form
from gui.parts.kind_fields import evidence_kind_field
from gui.parts.labels import Meta, Rule, Running
from gui.parts.steady import SteadyArea
from gui.parts.walking import Walking
from gui.session import Session
from models.actions import evidence as actions
from models.domain.evidence import Evidence, EvidenceId
from models.lists import FREE_WHEN_SEALED, SealMark
from models.looking import Look, Looking
from models.reporting import Report

WIDTH = 420
INSIDE = WIDTH - 20 - EDGE
HALF = 176
PICTURE = 168
NOTHING = "在左边选一份佐证，这里显示它的样子、信息、文件和用处。"


class TitleField(LineField):
    """A title; Enter asks for the row below, as for the next photo."""

    walked = Signal(int, object)

    def enter(self) -> None:
        if not self.is_composing():
            self.walked.emit(1, self)


class _Picture(QLabel):
    """The small picture, or what stands for it; a click asks for the large one."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__(alignment=Qt.AlignmentFlag.AlignCenter)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("在窗口里看（空格）")
        self.setFixedHeight(PICTURE)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()


class EvidenceCard(Dropping, QWidget):
    """The right side of the page of evidence; `looked` asks to see a file, or all, inside the window."""

    walked = Signal(int, object)
    looked = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.evidence: Evidence | None = None
        self._mark: SealMark | None = None
        self._wanted = ""
        self._is_beside = False
        self._looking = Looking.in_workspace(session.workspace.folder)
        self.setFixedWidth(WIDTH)
        self.setAcceptDrops(True)
        self.picture = _Picture()
        self.excerpt = Running()
        self.excerpt.setMaximumHeight(PICTURE)
        self.look = LinkButton("在窗口里看", icon="preview")
        self.look.setToolTip("看全部页面（在列表上按空格）")
        self.title = TitleField("名称", required=True)
        # As wide as its neighbour, in which a document number has to have room.
        self.dated_on = DateField(
            "形成日期", today=session.today, holidays=session.holidays, period=True, reading=False, width=HALF
        )
        self.fields: tuple[tuple[str, Field], ...] = (
            ("title", self.title), ("kind", evidence_kind_field()), ("dated_on", self.dated_on),
            ("issuing_body", CompleterField("发文（形成）单位", suggest.units(session.workspace))),
            ("document_number", LineField("文号")),
            ("pages", LineField("页数")), ("note", TextField("备注", lines=(1, 4))),
        )
        self.suggested = SuggestedFacts(session, dict(self.fields))
        self.sealed = SealNote()
        self.files = EvidenceFiles(session)
        self.uses = EvidenceUses(session)
        self._walking = Walking((field for _, field in self.fields), self)
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
        column.addWidget(self.picture)
        column.addWidget(self.excerpt)
        column.addWidget(self.look, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.sealed)
        column.addWidget(form)
        column.addWidget(Rule("hair"))
        column.addWidget(self.files)
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
        self._walking.walked.connect(self.walked)
        self.files.looked.connect(self.looked)
        for part in (self.picture, self.look):
            part.clicked.connect(lambda: self.looked.emit(None))
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
        self._area.setVisible(self.evidence is not None)
        self._nothing.setVisible(self.evidence is None)
        for name, field in self.fields:
            field.setEnabled(self._is_open(name))
            value = getattr(self.evidence, name) if self.evidence else None
            if again:
                field.refill(value)
            else:
                field.fill(value)
        self.files.show_evidence(self.evidence, is_sealed=self._mark is not None)
        self.look.setVisible(bool(self.files.files) and not self._is_beside)
        self.uses.show_evidence(self.evidence)
        self._look()

    def stand_beside(self, is_beside: bool) -> None:
        """Leave the small picture out while the large one stands beside the card."""
        self._is_beside = is_beside
        self.look.setVisible(bool(self.files.files) and not is_beside)
        self._look()

    def open_first(self) -> None:
        """Open the first file as a read-only copy in the program of this PC."""
        if self.files.files:
            opening.open_stored(self.session, self.files.files[0])

    def takes(self, data: QMimeData) -> bool:
        return self.files.takes(data)

    def take(self, data: QMimeData) -> bool:
        self.files.offer(files_in(data))
        return True

    # Facts

    def _is_open(self, name: str) -> bool:
        """Return whether a field may be changed."""
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

    # Look

    def _look(self) -> None:
        file = self.files.files[0] if self.files.files else None
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
        self.picture.setVisible(thumbnail is not None and not self._is_beside)
        if thumbnail is not None:
            self.picture.setPixmap(_scaled(thumbnail, self.devicePixelRatioF()))
        text = (look.problem or " ".join(look.text[:1200].split("\f")).strip()[:600]) if look else ""
        self.excerpt.setVisible(thumbnail is None and bool(text) and not self._is_beside)
        self.excerpt.set_text(text)
        self.suggested.show_evidence(self.evidence if self._mark is None else None)


def _scaled(path: Path, ratio: float) -> QPixmap:
    picture = QPixmap(str(path)).scaled(
        round(INSIDE * ratio), round(PICTURE * ratio), Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    picture.setDevicePixelRatio(ratio)
    return picture
