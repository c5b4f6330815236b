"""The paper as it will be by a form, on a closure of the workspace, or on an example where there is none.

It follows the typing; while something is wrong it keeps what it showed and says so. What the records lack stands in it
as 〔缺：…〕, which is no fault of the form.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exporters.forms.build import build
from gui.paper.preview import ReadingView
from gui.parts.filter_bar import FilterChoice
from gui.parts.labels import Meta
from models.assembly import closure_dossier
from models.assembly.example import example_dossier
from models.domain.closure import ClosureId, PaperKind
from models.domain.form import FormDefinition
from models.dossiers import ClosureDossier
from models.form_files import look_through, write_form
from models.workspace import Changes, Workspace

EXAMPLE = ""
NOT_YET = "▲ 定义里有错，改好后再跟着变"
_OF_FORMS = {"office_forms", "settings"}


class FormLook(QWidget):
    """The reading view, and below it with whose facts it is filled; `turned` when others are chosen."""

    turned = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.reading = ReadingView()
        self.whose = FilterChoice("内容取自")
        self.said = Meta()
        self._dossiers: dict[PaperKind, ClosureDossier] = {}
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 2, 12, 2)
        foot.addWidget(self.whose)
        foot.addStretch(1)
        foot.addWidget(self.said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.reading, 1)
        column.addLayout(foot)
        self.whose.picked.connect(lambda _: self._turn())

    def forget(self, changes: Changes | None) -> None:
        """Take the facts anew where a change touched more than the forms."""
        if changes is not None and all(table in _OF_FORMS for table, _ in changes.rows):
            return
        self._dossiers.clear()

    def offer(self) -> None:
        """Offer the closures there are, and the example."""
        found = [(closure_id, f"任务 {number}" + (f" · {subject}" if subject else ""))
                 for closure_id, number, subject in self.workspace.look.recent_closures()]
        self.whose.set_choices([*found, (EXAMPLE, "示例")])

    def show_form(self, form: FormDefinition | None) -> bool:
        """Show the paper by a form; returns whether it could be shown."""
        if form is None or not look_through(write_form(form)).is_sound:
            self.said.setText(NOT_YET)
            return False
        self.said.setText("")
        self.reading.show_document(build(form, self._dossier(form.kind)))
        return True

    def begin(self) -> None:
        """Show the first page, as for another form."""
        self.reading.begin()

    def _turn(self) -> None:
        self._dossiers.clear()
        self.turned.emit()

    def _dossier(self, kind: PaperKind) -> ClosureDossier:
        if kind not in self._dossiers:
            closure = str(self.whose.key() or EXAMPLE)
            self._dossiers[kind] = (
                closure_dossier(self.workspace, ClosureId(closure), kind) if closure else example_dossier(kind))
        return self._dossiers[kind]
