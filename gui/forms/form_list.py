"""The forms of every kind at the left: the built-in ones with a lock, the office's own with what is wrong or 默认.

↑ ↓ choose; Alt+↑ ↓ put an own form elsewhere among those of its kind, Delete deletes it, both at once and undoable.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.parts.buttons import Button
from gui.parts.cells import EDGE, IconWord, Pair
from gui.parts.filter_bar import FilterChoice
from gui.parts.keys import bind
from gui.parts.signs import Shape, Sign
from gui.parts.tables import Column, PageModel, Table
from models.assembly.forms import own_forms, read_own
from models.domain.closure import PaperKind
from models.domain.form import FormDefinition
from models.domain.office_forms import OfficeForm
from models.domain.settings import default_form_of
from models.form_files import Reading, write_form
from models.form_files.checking import judged
from models.workspace import Workspace

WIDTH = 248
ROW = 46
UNKNOWN = "还不知道是哪种文书"
_COLUMNS = (
    Column(key="label", title="样式", width=150, grows=True, sortable=False),
    Column(key="state", title="", width=58, sortable=False, pad=4, right=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """一个样式: a built-in one (`record` is None) or one of the office's own, with what is found in it."""

    id: str
    key: str
    kind: str
    label: str
    reading: Reading
    record: OfficeForm | None = None
    is_default: bool = False

    @property
    def kind_label(self) -> str:
        """Return the name of its kind of paper."""
        return PaperKind(self.kind).label if self.kind in set(PaperKind) else UNKNOWN


class FormList(QWidget):
    """The list; `chosen(id)`, and what its keys and buttons ask for."""

    chosen = Signal(str)
    moved = Signal(int)
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self.entries: dict[str, Entry] = {}
        self.model = PageModel(_COLUMNS, lambda *_: [item.id for item in self._shown()], self._rows)
        self.table = Table(self.model, row_height=ROW, head=False, insets=(EDGE, 12), empty="没有这种文书的样式。")
        self.table.setAccessibleName("文书样式")
        self.kind = FilterChoice("文种", [("", "全部"), *((kind.value, kind.label) for kind in PaperKind
                                                    if kind is not PaperKind.SIGNATURE_TABLE)])
        self.take_in, self.give_out = Button("导入…", icon="import"), Button("导出…", icon="export")
        self._filling = False
        self._build()
        self.kind.picked.connect(lambda _: self.show_entries(list(self.entries.values())))
        self.table.chosen.connect(self._tell)
        bind(self.table, ("Alt+Up", lambda: self.moved.emit(-1)), ("Alt+Down", lambda: self.moved.emit(1)),
             ("Del", self.removed.emit))

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(EDGE, 6, 8, 6)
        top.addWidget(self.kind)
        top.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(EDGE - 4, 8, 12, 8)
        foot.setSpacing(8)
        foot.addWidget(self.take_in)
        foot.addWidget(self.give_out)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addLayout(foot)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show other forms; the chosen one stays chosen."""
        self._filling = True
        self.entries = {item.id: item for item in entries}
        self.model.load()
        self._filling = False

    def choose(self, row_id: str) -> bool:
        """Mark a form without telling, through the filter if it hides it; returns whether it is there."""
        if row_id in self.entries and self.kind.key() not in ("", self.entries[row_id].kind):
            self.kind.set_key("")
            self.show_entries(list(self.entries.values()))
        self._filling = True
        found = self.table.choose(row_id)
        self._filling = False
        return found

    def _shown(self) -> list[Entry]:
        return [item for item in self.entries.values() if self.kind.key() in ("", item.kind)]

    def _rows(self, ids: Sequence[str]) -> list[tuple[object, ...]]:
        shown = map(self.entries.__getitem__, ids)
        return [(Pair(short_name(entry), "", _below(entry)), _state(entry)) for entry in shown]

    def _tell(self, row_id: object) -> None:
        if row_id is not None and not self._filling:
            self.chosen.emit(str(row_id))


def short_name(entry: Entry) -> str:
    """Return a form's name without its kind, which stands below it: 江苏七段式 副本 of 公示（江苏七段式） 副本."""
    kind, _, rest = entry.label.partition("（")
    inside, closed, behind = rest.partition("）")
    return f"{inside}{behind}" if kind == entry.kind_label and closed and inside else entry.label


def _below(entry: Entry) -> str:
    return f"本单位 · {entry.kind_label}" if entry.record is not None else entry.kind_label


def _state(entry: Entry) -> object:
    if not entry.reading.is_sound:
        return Sign(Shape.TRIANGLE, "有错", "ink", True)
    if entry.is_default:
        return Sign(Shape.TICK, "默认", "accent")
    return IconWord("lock", said="内置") if entry.record is None else ""


def entries_of(ws: Workspace) -> list[Entry]:
    """Return every form, kind by kind: the built-in ones, then the office's own, those of no kind last.

    A built-in form whose key an own one has is not among them: papers are printed by the own one.
    """
    own = own_forms(ws)
    taken = {item.key for item in own}
    found: list[Entry] = []
    for kind in PaperKind:
        default = _default_key(ws, kind)
        of_kind = [_built_in(form, default) for form in ws.reference.forms_of(kind) if form.key not in taken]
        of_kind += [_own(item, default) for item in own if item.kind == kind]
        # Where there is no choice nothing is the default.
        found += of_kind if len(of_kind) > 1 else [replace(item, is_default=False) for item in of_kind]
    return [*found, *(_own(item, "") for item in own if item.kind not in set(PaperKind))]


def _default_key(ws: Workspace, kind: PaperKind) -> str:
    forms = ws.reference.forms_of(kind)
    return ws.setting(default_form_of(kind)) or (forms[0].key if forms else "")


def _built_in(form: FormDefinition, default: str) -> Entry:
    return Entry(id=form.key, key=form.key, kind=form.kind.value, label=form.label, reading=Reading(form=form),
                 is_default=form.key == default)


def _own(item: OfficeForm, default: str) -> Entry:
    return Entry(id=item.id, key=item.key, kind=item.kind, label=item.label, reading=judged(read_own(item)),
                 record=item, is_default=item.key == default)


def text_of(entry: Entry) -> str:
    """Return the definition of a form as it is given out."""
    if entry.record is not None:
        return entry.record.text
    return write_form(entry.reading.form) if entry.reading.form is not None else ""
