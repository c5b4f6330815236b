"""The template chosen in the list: its name, the paper it is for, its file, and what is said of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from exporters.registry import KINDS
from gui import opening
from gui.parts.buttons import IconButton, LinkButton, OnceLink
from gui.parts.cells import EDGE
from gui.parts.fields import ComboField, LineField
from gui.parts.form import Form
from gui.parts.labels import Meta, Running
from gui.session import Session
from gui.settings.template_refused import RefusedFiles
from models.actions import office_templates
from models.domain.closure import PaperKind
from models.domain.evidence import EvidenceId, StoredFile, StoredFileId
from models.domain.office_forms import OfficeTemplate


class TemplateCard(QScrollArea):
    """The card; `wants_file` where another file is asked for."""

    wants_file = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.template: OfficeTemplate | None = None
        self.label = LineField("名称", required=True)
        self.kind = ComboField("用于", [(item.kind, item.label) for item in KINDS])
        self.file = Meta()
        self.open = LinkButton("打开模板", icon="open")
        self.replace = LinkButton("更换文件…", icon="refresh")
        self.up = IconButton("move-up", "上移")
        self.down = IconButton("move-down", "下移")
        self.remove = OnceLink("删除", icon="trash")
        self.refused = RefusedFiles()
        self.said = Running()
        self._build()
        self._connect()

    def _build(self) -> None:
        form = Form()
        form.add(self.label)
        form.add(self.kind)
        self.of_one = QWidget()
        lines = QVBoxLayout(self.of_one)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        for part in (form, self.file, _row(self.open, self.replace, self.up, self.down, self.remove)):
            lines.addWidget(part)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(EDGE, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.refused)
        column.addWidget(self.of_one)
        column.addWidget(self.said)
        column.addStretch(1)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)

    def _connect(self) -> None:
        self.open.clicked.connect(self.open_copy)
        self.replace.clicked.connect(self.wants_file)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.remove.clicked.connect(self._remove)
        self.label.saved.connect(self._rename)
        self.kind.saved.connect(self._use_for)

    # What the panel uses

    def show_template(self, template: OfficeTemplate | None, *, first: bool, last: bool) -> None:
        """Show a template, or that there is none; unsaved typing stays where it is the same one still."""
        is_same = template is not None and self.template is not None and template.id == self.template.id
        self.template = template
        self.of_one.setVisible(template is not None)
        if template is None:
            return
        for field, value in ((self.label, template.label), (self.kind, PaperKind(template.kind))):
            (field.refill if is_same else field.fill)(value)
        self.file.setText(template.file_name)
        for button, words, reason in ((self.up, "上移", "已经在最前" if first else ""),
                                      (self.down, "下移", "已经在最后" if last else "")):
            button.setEnabled(not reason)
            button.setToolTip(reason or words)

    def open_copy(self) -> None:
        """Open a copy, so that what is written into it does not change the template."""
        template = self.template
        if template is not None:
            opening.open_stored(self.session, StoredFile(
                id=StoredFileId(template.id), evidence_id=EvidenceId(""), sha256=template.sha256,
                name=template.file_name, size=template.size,
            ))

    # Own steps

    def _rename(self, value: object) -> None:
        template = self.template
        if template is not None:
            self.session.apply(
                lambda ws: office_templates.rename_template(ws, template_id=template.id, label=str(value or "")),
                source=self.label,
            )

    def _use_for(self, value: object) -> None:
        template = self.template
        if template is not None and value is not None:
            kind = PaperKind(str(value))
            self.session.apply(
                lambda ws: office_templates.set_template_kind(ws, template_id=template.id, kind=kind), source=self.kind
            )

    def _move(self, by: int) -> None:
        template = self.template
        if template is not None:
            self.session.apply(lambda ws: office_templates.move_template(ws, template_id=template.id, by=by))

    def _remove(self) -> None:
        template = self.template
        if template is not None:
            self.session.apply(lambda ws: office_templates.remove_template(ws, template_id=template.id))


def _row(*parts: QWidget) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return line
