"""A form given to another office as a file, and taken from one; what became of it is said in the strip."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from exporters.saving import save
from gui import ask, opening
from gui.forms.form_list import Entry, text_of
from gui.session import Session
from models.actions.office_forms import import_form
from models.domain.file_names import safe_name
from models.domain.office_forms import OfficeForm
from models.errors import AppError
from models.form_files import look_through, read_form_file
from models.workspace import Workspace

KINDS = "文书样式 (*.toml)"


def export_form(session: Session, parent: QWidget, entry: Entry) -> None:
    """Write a form to a file the clerk names; an existing one is kept."""
    target = ask.save_as(parent, "导出文书样式", ask.documents() / f"{safe_name(entry.label)}.toml", KINDS)
    if target is None:
        return
    text = text_of(entry)
    target = target if target.suffix else target.with_suffix(".toml")
    try:
        placed = save(text.encode(), target, replace=False, check=lambda path: _compare(path, text))
    except AppError as error:
        session.show(error)
        return
    session.tell(f"已导出：{placed}", ("打开文件夹", lambda: opening.reveal_path(session, placed)))


def import_forms(session: Session, parent: QWidget, show: Callable[[str], object]) -> None:
    """Take forms in from files, then `show` the last of them; what is wrong with one is no reason to leave it out."""
    for path in ask.pick_files(parent, "导入文书样式", KINDS):
        form_id = import_file(session, path)
        if form_id:
            show(form_id)


def import_file(session: Session, path: Path) -> str:
    """Take one form in and say what became of it; returns its id, empty where it was refused."""
    try:
        text = read_form_file(path)
    except AppError as error:
        session.show(error)
        return ""
    changes = session.apply(lambda ws: import_form(ws, text=text, name=path.stem))
    if changes is None:
        return ""
    form_id = changes.new_id("office_forms")
    session.tell(_told(session.workspace, form_id, text))
    return form_id


def _told(ws: Workspace, form_id: str, text: str) -> str:
    record = ws.need(OfficeForm, form_id)
    reading = look_through(text)
    words = f"已导入“{record.label}”。"
    if reading.form is not None and reading.form.key != record.key:
        words += f"键“{reading.form.key}”已有样式在用，改成了“{record.key}”。"
    return words if reading.is_sound else f"{words}定义里有错，改好前不能用来排文书。"


def _compare(path: Path, text: str) -> None:
    if path.read_bytes() != text.encode():
        raise OSError("written otherwise than meant")
