"""The editor of a form, from its title to its attachments as one reads them on paper.

It tells what is to become of the form and holds none itself: `saved(change, field)` when a field is left, `wanted` for
what a button does at once, `edited` while one types. A built-in form is shown in the same fields, which are closed.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.forms.attachments import Attachments
from gui.forms.heads import NUMBERINGS, Heads
from gui.forms.part import Part, WidthField
from gui.parts.field import Field
from gui.parts.fields import ComboField, LineField, TextField
from gui.parts.form import Form
from gui.parts.labels import SectionHead
from gui.parts.steady import SteadyArea
from models.domain.finding import Finding
from models.domain.form import FormDefinition, Layout

LABEL = "label"


def building() -> Generator[None, None, FormEditor]:
    """Build the editor part by part; between two parts the window may do something else."""
    heads = Heads()
    yield
    fields = _frame_fields()
    yield
    return FormEditor(heads, fields)


class FormEditor(SteadyArea):
    """The fields of one form."""

    edited = Signal()
    saved = Signal(object, object)
    wanted = Signal(object)
    made = Signal(object)

    def __init__(self, heads: Heads | None = None, fields: dict[str, Field] | None = None) -> None:
        super().__init__()
        self.form: FormDefinition | None = None
        self.fields = fields or _frame_fields()
        self._frame = [self._frame_part(name, field) for name, field in self.fields.items()]
        self.heads = heads or Heads()
        self.attachments = Attachments()
        self._build()
        for part in (*self._frame, *self.heads._parts, *self.heads.columns._parts):
            self._follow(part)
        for group in (self.heads, self.attachments):
            group.added.connect(self._follow)
            group.wanted.connect(self.wanted)

    def _build(self) -> None:
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 4, 24, 24)
        column.setSpacing(20)
        column.addWidget(self._form(("label", 0), ("title", 0), ("addressee", 0), ("opening", 0), ("layout", 1),
                                    ("numbering", 1), ("label_width", 1)))
        column.addWidget(self.heads)
        column.addWidget(SectionHead("文末"))
        column.addWidget(self._form(("tail", 0), ("sign_off", 0), ("contact", 0)))
        column.addWidget(self.attachments)
        column.addStretch(1)
        self.setWidget(inside)

    def _form(self, *names: tuple[str, int]) -> Form:
        form = Form()
        for name, span in names:
            form.add(self.fields[name], span)
        return form

    def _frame_part(self, name: str, field: Field) -> Part:
        takes_slots = name in ("title", "addressee", "opening", "tail", "sign_off", "contact")
        part = Part(
            way=name, name=field._name, field=field, takes_slots=takes_slots,
            get=lambda form: getattr(form, name), put=lambda form, value: replace(form, **{name: value}))
        if name == "tail":
            part.get = lambda form: "\n".join(form.tail)
            part.put = lambda form, text: replace(form, tail=tuple(line for line in text.split("\n") if line.strip()))
        return part

    def _follow(self, part: Part) -> None:
        part.field.edited.connect(self.edited)
        part.field.saved.connect(lambda value: self.saved.emit(part.change(value), part.field))
        self.made.emit(part)

    # What the panel uses

    def parts(self) -> list[Part]:
        """Return the fields that can be seen."""
        return [*self._frame, *self.heads.parts(), *self.attachments.parts()]

    def prepare(self, forms: Iterable[FormDefinition]) -> Iterator[None]:
        """Make the lines for columns that the forms need, one after the other."""
        for form in forms:
            for place, attachment in enumerate(form.attachments):
                columns = self.attachments.block(place).columns
                yield from columns.prepare(len(attachment.table.columns))
            yield from self.heads.columns.prepare(
                max((len(head.table.columns) for head in form.heads if head.table is not None), default=0))

    def show_form(
        self, form: FormDefinition, *, fresh: bool, editable: bool, findings: Sequence[Finding] = ()
    ) -> None:
        """Show a form; `fresh` forgets the typing on another one."""
        self.form = form
        for part in self._frame:
            part.show(form, fresh=fresh)
            part.field.setEnabled(editable)
        self.fields["label_width"].setVisible(form.layout is Layout.TABLE)
        self.heads.show_form(form, fresh=fresh, editable=editable, faulty=set(_faulty_heads(findings)))
        self.attachments.show_form(form, fresh=fresh, editable=editable)
        if fresh:
            self.verticalScrollBar().setValue(0)

    def typed(self) -> FormDefinition | None:
        """Return the form with the unsaved typing that can be taken."""
        form = self.form
        for part in self.parts() if form is not None else ():
            if part.field.is_unsaved() and not part.field.is_composing():
                form = _taken(form, part)
        return form

    def go_to(self, way: str) -> None:
        """Put the keyboard on the field of a fault, or on the list of heads where it has none."""
        if way.startswith("head/"):
            self.heads.choose(int(way.split("/")[1]))
        found = max((part for part in self.parts() if _leads(self._way(part), way)),
                    key=lambda part: len(self._way(part)), default=None)
        goal: QWidget = found.field if found is not None else self.heads.table
        self.ensureWidgetVisible(goal, 0, 60)
        goal.setFocus(Qt.FocusReason.OtherFocusReason)

    def _way(self, part: Part) -> str:
        return self.heads.way_of(part) if part in self.heads.parts() else part.way


def _frame_fields() -> dict[str, Field]:
    return {
        LABEL: LineField("样式名称", required=True),
        "title": TextField("标题", lines=(1, 4), required=True),
        "addressee": LineField("主送", placeholder="不填就没有这一行"),
        "opening": TextField("引言", lines=(2, 8), placeholder="不填就没有这一段"),
        "layout": ComboField("版式", [(item, item.label) for item in Layout]),
        "numbering": ComboField("各部分编号", NUMBERINGS),
        "label_width": WidthField("左栏宽（毫米）", width=86),
        "tail": TextField("各部分之后的话，一行一段", lines=(1, 8), placeholder="不填就没有"),
        "sign_off": TextField("落款（日期的上面）", lines=(1, 4), placeholder="不填就没有落款和日期"),
        "contact": LineField("落款下的联系人", placeholder="不填就没有"),
    }


def _taken(form: Any, part: Part) -> FormDefinition:
    from models.errors import AppError

    try:
        return part.put(form, part.field.read())
    except AppError:
        # Told under the field when it is left; until then the rest of the paper follows.
        return form  # type: ignore[no-any-return]


def _leads(way: str, wanted: str) -> bool:
    return wanted == way or wanted.startswith(f"{way}/") or way.startswith(f"{wanted}/")


def _faulty_heads(findings: Iterable[Finding]) -> Iterable[int]:
    for finding in findings:
        way = finding.target.field if finding.target else ""
        if way.startswith("head/"):
            yield int(way.split("/")[1])
