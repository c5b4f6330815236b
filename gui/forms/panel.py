"""设置 · 文书样式: the forms at the left, the chosen one's fields in the middle, the paper it makes at the right.

A built-in form is looked at and copied; a form of the office's own is changed field by field, each an undo step, and
exported to and imported from a file. One that cannot be read is shown as text and stops nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from gui.ahead import painting
from gui.forms import editor as of_editor
from gui.forms.editor import LABEL, FormEditor
from gui.forms.faults import FaultList
from gui.forms.files import export_form, import_forms
from gui.forms.form_list import WIDTH, Entry, FormList, entries_of
from gui.forms.look import FormLook
from gui.forms.part import Change
from gui.forms.raw import RawEditor
from gui.forms.slot_menu import SlotMenu
from gui.parts.buttons import Button, IconButton, MainButton
from gui.parts.cells import EDGE
from gui.parts.field import Field
from gui.parts.labels import Meta, Rule
from gui.session import Session
from models.actions import office_forms
from models.domain.closure import PaperKind
from models.domain.form import FormDefinition
from models.domain.office_forms import OfficeForm, OfficeFormId
from models.form_files import look_through, write_form
from models.form_files.checking import judged
from models.workspace import Changes, Workspace

FOLLOW_MS = 100
LOOK_WIDTH = 372
BOTH = 1000
WIDEST = 10_000
CLOSED = "内置样式，不能改。复制一份就可以改成本单位的。"


def building(session: Session) -> Generator[None, None, FormsPanel]:
    """Build the panel part by part; between two parts the window may do something else."""
    list_ = FormList()
    yield
    editor = yield from of_editor.building()
    yield
    return FormsPanel(session, list_, editor)


class FormsPanel(QWidget):
    """The panel; `entry` is the form that is shown."""

    def __init__(
        self, session: Session, list_: FormList | None = None, editor: FormEditor | None = None
    ) -> None:
        super().__init__()
        self.session = session
        self.entry: Entry | None = None
        self._stale = True
        self._looks = False
        self.list = list_ or FormList()
        self.editor = editor or FormEditor()
        self.raw = RawEditor()
        self.faults = FaultList()
        self.look = FormLook(session.workspace)
        self.slots = SlotMenu()
        self.copy = MainButton("复制一份来改", icon="copy")
        self.look_button = Button("看样子", icon="preview")
        self.more = IconButton("more", "更多")
        self.menu = QMenu(self)
        self.hint = Meta()
        self._follow = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        # Fields and paper of a form are two events of the window, each a short one.
        self._load = QTimer(self, singleShot=True, interval=0)
        self._paint = QTimer(self, singleShot=True, interval=0)
        self._build()
        self._connect()

    # Build

    def _build(self) -> None:
        self.fields = QStackedWidget()
        self.fields.addWidget(self.editor)
        self.fields.addWidget(self.raw)
        self.middle = QWidget()
        column = QVBoxLayout(self.middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar())
        column.addWidget(self.fields, 1)
        column.addWidget(self.faults)
        self.line = Rule(upright=True)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(0)
        for widget in (self.list, Rule(upright=True), self.middle, self.line, self.look):
            self.row.addWidget(widget, int(widget is self.middle))

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(EDGE, 8, EDGE, 8)
        bar.setSpacing(8)
        self.hint.setWordWrap(True)
        self.hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        bar.addWidget(self.hint, 1)
        for button in (self.slots, self.look_button, self.copy, self.more):
            bar.addWidget(button)
        return bar

    def _connect(self) -> None:
        self._follow.timeout.connect(self._show_typed)
        self._load.timeout.connect(self._show_all)
        self._paint.timeout.connect(self._show_typed)
        self.list.chosen.connect(self._choose)
        self.list.moved.connect(self.move_form)
        self.list.removed.connect(self.delete)
        self.list.take_in.clicked.connect(lambda: import_forms(self.session, self, self.show_form))
        self.list.give_out.clicked.connect(lambda: self.entry and export_form(self.session, self, self.entry))
        self.copy.clicked.connect(self.copy_form)
        self.more.clicked.connect(self._open_menu)
        self.look_button.clicked.connect(self.turn_look)
        for part in self.editor.parts():
            self.slots.follow(part)
        for part in self.editor.heads._parts:
            self.slots.follow(part)
        self.editor.made.connect(self.slots.follow)
        self.editor.edited.connect(self._follow.start)
        self.editor.saved.connect(self._save)
        self.editor.wanted.connect(lambda change: self._apply(change))
        self.look.turned.connect(self._show_typed)
        self.editor.heads.chosen.connect(self.look.reading.choose)
        self.raw.saved.connect(self._save_text)
        self.raw.named.connect(self._rename)
        self.faults.wanted.connect(self.go_to_fault)

    # What the page uses

    def refresh(self, changes: Changes | None) -> None:
        """Show the forms as they are; behind another page or tab nothing is read."""
        self.look.forget(changes)
        if not self.isVisible():
            self._stale = True
        elif changes is None:
            self._load.start()
        else:
            self._show_all()

    def rehearse(self) -> Iterator[None]:
        """Show the first form out of sight, part by part, with the lines ready that the others need."""
        self.list.show_entries(entries_of(self.session.workspace))
        yield
        forms = [entry.reading.form for entry in self.list.entries.values() if entry.reading.form is not None]
        yield from self.editor.prepare(forms)
        if self._stale and not self.isVisible():
            self.look.offer()
            self._show(next(iter(self.list.entries), ""))
            yield
            yield from painting(self.editor)
            yield from painting(self)

    def _show_all(self) -> None:
        self._load.stop()
        self._stale = False
        self.look.offer()
        self.list.show_entries(entries_of(self.session.workspace))
        shown = self.entry.id if self.entry else ""
        if not self.list.choose(shown):
            first = next(iter(self.list.entries), "")
            self.list.choose(first)
            shown = first
        self._show(shown)

    def show_form(self, form_id: str, way: str = "") -> None:
        """Show a form, and the field of a fault in it."""
        if form_id not in self.list.entries or self._load.isActive():
            self._show_all()
        if self.list.choose(form_id):
            self._choose(form_id)
            if way:
                self.go_to_fault(way)

    def first_focus(self) -> QWidget:
        """Return what takes the keyboard first."""
        return self.list.table

    def go_to_fault(self, way: str) -> None:
        """Put the keyboard where a fault is mended."""
        self._looks = False
        self._turn_fields()
        if self.fields.currentWidget() is self.editor:
            self.editor.go_to(way)
        else:
            self.raw.go_to(way)

    def copy_form(self) -> None:
        """Make a form of the office's own after the shown one, and show it."""
        if self.entry is None or self.entry.reading.form is None or not self._settled():
            return
        form = self.entry.reading.form
        changes = self.session.apply(lambda ws: office_forms.copy_form(ws, form=form))
        if changes is not None:
            self.show_form(changes.new_id("office_forms"))
            self.editor.fields[LABEL].setFocus(Qt.FocusReason.OtherFocusReason)

    def delete(self) -> None:
        """Delete the shown form of the office's own."""
        if (form_id := self._own_id()) is not None:
            self.session.apply(lambda ws: office_forms.delete_form(ws, form_id=form_id))

    def move_form(self, by: int) -> None:
        """Put the shown form of the office's own elsewhere among those of its kind."""
        if (form_id := self._own_id()) is not None:
            self.session.apply(lambda ws: office_forms.move_form(ws, form_id=form_id, by=by))

    def make_default(self) -> None:
        """Let papers of its kind begin with the shown form."""
        if self.entry is not None and self.entry.kind in set(PaperKind):
            kind, key = PaperKind(self.entry.kind), self.entry.key
            self.session.apply(lambda ws: office_forms.make_default(ws, kind=kind, key=key))

    # Showing

    def _choose(self, row_id: str) -> None:
        if self.entry is not None and row_id == self.entry.id:
            return
        if not self._settled() and self.entry is not None:
            self.list.choose(self.entry.id)
            return
        self._show(row_id)

    def _show(self, row_id: str) -> None:
        entry = self.list.entries.get(row_id)
        fresh = entry is None or self.entry is None or entry.id != self.entry.id
        self.entry = entry
        self.middle.setEnabled(entry is not None)
        if entry is None:
            return
        is_own = entry.record is not None
        self.slots.setVisible(is_own and entry.reading.form is not None)
        self.copy.setVisible(not is_own)
        self.hint.setText(entry.kind_label if is_own else CLOSED)
        if fresh:
            self.slots.forget()
        if entry.reading.form is not None:
            self.editor.heads.kept = office_forms.edited_sections(self.session.workspace, entry.key) if is_own else ()
            self.editor.show_form(
                entry.reading.form, fresh=fresh, editable=is_own, findings=entry.reading.findings)
        elif entry.record is not None:
            self.raw.show_text(entry.label, entry.record.text, fresh=fresh)
        self._turn_fields()
        self.faults.setVisible(is_own)
        self.faults.show_findings(entry.reading.findings)
        self._paint.start()
        if fresh:
            self.look.begin()

    def _show_typed(self) -> None:
        """Show paper and faults with the unsaved typing in them."""
        if self.entry is None:
            return
        form = self.editor.typed() if self.entry.reading.form is not None else None
        is_typed = form is not None and form != self.entry.reading.form
        reading = judged(look_through(write_form(form))) if form is not None and is_typed else self.entry.reading
        self.faults.show_findings(reading.findings)
        self.look.show_form(form)

    def _settled(self) -> bool:
        """Save what was typed in the shown form; returns whether nothing unsaved remains."""
        fields = [field for field in self.fields.findChildren(Field) if field.is_unsaved() or field.problem()]
        results = [field.commit(leaving=True) for field in fields]
        return all(results)

    def _open_menu(self) -> None:
        entry = self.entry
        self.menu.clear()
        if entry is None:
            return
        default = self.menu.addAction(f"新的{entry.kind_label}默认用它")
        default.setEnabled(not entry.is_default and entry.reading.is_sound)
        default.triggered.connect(self.make_default)
        if entry.record is not None:
            copy = self.menu.addAction("复制一份")
            copy.setEnabled(entry.reading.form is not None)
            copy.triggered.connect(self.copy_form)
            for words, by in (("上移\tAlt+↑", -1), ("下移\tAlt+↓", 1)):
                self.menu.addAction(words).triggered.connect(lambda _=False, by=by: self.move_form(by))
            self.menu.addSeparator()
            self.menu.addAction("删除这个样式\tDel").triggered.connect(self.delete)
        self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _share_width(self) -> None:
        """Show fields and paper side by side, or where there is no room for both the one that is wanted."""
        is_wide = self.width() >= BOTH
        is_inside = self.fields.indexOf(self.look) >= 0
        if is_wide and is_inside:
            self.fields.removeWidget(self.look)
            self.row.addWidget(self.look)
            self.look.show()
        elif not is_wide and not is_inside:
            self.fields.addWidget(self.look)
        share = max(LOOK_WIDTH, (self.width() - WIDTH) * 2 // 5)
        self.look.setMinimumWidth(share if is_wide else 0)
        self.look.setMaximumWidth(share if is_wide else WIDEST)
        self.line.setVisible(is_wide)
        self.look_button.setVisible(not is_wide)
        self._turn_fields()

    def _turn_fields(self) -> None:
        """Show the fields, the text, or where there is no room beside them the paper."""
        is_readable = self.entry is None or self.entry.reading.form is not None
        wanted = self.editor if is_readable else self.raw
        looks = self._looks and self.fields.indexOf(self.look) >= 0
        self.fields.setCurrentWidget(self.look if looks else wanted)
        self.look_button.setText("回到各项" if looks else "看样子")

    def turn_look(self) -> None:
        """Show the paper instead of the fields, or the fields again."""
        self._looks = not self._looks
        self._turn_fields()

    # Changing

    def _own_id(self) -> OfficeFormId | None:
        return self.entry.record.id if self.entry is not None and self.entry.record is not None else None

    def _save(self, change: Change, field: Field) -> None:
        if field is self.editor.fields[LABEL]:
            self._rename(field.read(), field)
        else:
            self._apply(change, field)

    def _apply(self, change: Change, field: Field | None = None) -> None:
        step, before = field.sitting if field else "", self._written()
        self._on_own(lambda ws, form_id: office_forms.save_form(
            ws, form_id=form_id, text=write_form(change(_form(ws, form_id))), step=step), field)
        self._tell_dropped(before)

    def _written(self) -> dict[str, str]:
        """Return the sections of the shown form that a person may rewrite."""
        form = self.entry.reading.form if self.entry is not None else None
        return form.written_sections if form is not None else {}

    def _tell_dropped(self, before: dict[str, str]) -> None:
        """Say where the rewritten text of a part is that the form does not print any more."""
        after = self._written()
        edited = office_forms.edited_sections(self.session.workspace, self.entry.key) if self.entry is not None else {}
        for section, name in before.items():
            if section in edited and section not in after:
                self.session.tell(
                    f"有 {edited[section]} 份文书改写过“{name}”，文字还留在文书页里，标着“不印”。")

    def _save_text(self, text: str, field: Field) -> None:
        self._on_own(lambda ws, form_id: office_forms.save_form(
            ws, form_id=form_id, text=text, step=field.sitting), field)

    def _rename(self, label: object, field: Field) -> None:
        self._on_own(lambda ws, form_id: office_forms.rename_form(
            ws, form_id=form_id, label=str(label), step=field.sitting), field)

    def _on_own(self, act: Callable[[Workspace, OfficeFormId], Changes], field: Field | None) -> None:
        if (form_id := self._own_id()) is not None:
            self.session.apply(lambda ws: act(ws, form_id), source=field)

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._load.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()


def _form(ws: Workspace, form_id: OfficeFormId) -> Any | FormDefinition:
    """Return the form as it stands in the records; the editor is open only while it can be read."""
    return look_through(ws.need(OfficeForm, form_id).text).form
