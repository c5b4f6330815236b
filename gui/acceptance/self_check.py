"""What comes before an acceptance: when the rectification was finished, and how the responsible side checked itself.

It stands folded away over the acceptance until something of it was entered, as not every office has its papers.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui import suggest
from gui.acceptance.fields import DatesField
from gui.parts.completer_field import CompleterField
from gui.parts.date_field import DateField
from gui.parts.field import Field
from gui.parts.fields import LineField, TextField
from gui.parts.form import Fold, Form
from gui.parts.labels import Rule
from gui.session import Session
from models.actions.publicity import complete_closure, save_self_check
from models.assembly import self_check_of
from models.domain.closure import Closure, ClosureId, SelfCheck
from models.workspace import Changes, Workspace

WORDS = "整改完成时间、自查自验"
OF_CHECK = "self_check."
_PARTS = ("held_on", "participants", "methods", "conclusion")


class SelfCheckBlock(QWidget):
    """The end of the rectification and the self-check of one closure; `fields` by the names a place calls them."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.closure_id = ClosureId("")
        today = session.today
        self.fields: dict[str, Field] = {
            "completed_on": DateField("整改完成时间", today=today, holidays=session.holidays, reading=False, width=150,
                                      placeholder="2022.9"),
            "self_check.held_on": DatesField("自查日期", today=today, placeholder="9.28，多日用、隔开"),
            "self_check.participants": CompleterField(
                "参加单位（用、隔开）", suggest.units(session.workspace), many=True),
            "self_check.methods": LineField("自查方式", placeholder="查阅档案、现场查看"),
            "self_check.conclusion": TextField("自查结论", lines=(1, 8)),
        }
        form = Form(4)
        for (_, field), span in zip(self.fields.items(), (1, 1, 2, 2, 2), strict=True):
            form.add(field, span)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(16)
        rows.addWidget(form)
        rows.addWidget(Rule("hair"))
        self.fold = Fold(inside, WORDS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.fold)
        for name, field in self.fields.items():
            field.saved.connect(lambda value, name=name, field=field: self._save(name, value, field))

    def show_closure(self, closure_id: ClosureId, *, fresh: bool) -> None:
        """Show what was entered of a closure; open where that is something."""
        self.closure_id = closure_id
        ws = self.session.workspace
        checked = self_check_of(ws, closure_id)
        values: dict[str, object] = {OF_CHECK + name: getattr(checked, name) for name in _PARTS}
        values["completed_on"] = ws.need(Closure, closure_id).completed_on
        for name, field in self.fields.items():
            (field.fill if fresh else field.refill)(values[name])
        if fresh or any(values.values()):
            self.fold.set_open(any(values.values()))

    def _save(self, name: str, value: Any, field: Field) -> None:
        def action(ws: Workspace) -> Changes:
            if name == "completed_on":
                return complete_closure(ws, closure_id=self.closure_id, completed_on=value, step=field.sitting)
            checked: SelfCheck = replace(
                self_check_of(ws, self.closure_id), **{name.removeprefix(OF_CHECK): value})
            return save_self_check(ws, self_check=checked, step=field.sitting)

        self.session.apply(action, source=field)
