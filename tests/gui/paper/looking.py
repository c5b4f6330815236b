"""What the tests of a paper's page read from it, and how they type into it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from exporters.blocks import texts
from exporters.forms.sections import SectionState
from gui.pages.paper.page import PaperPage
from models.actions.tasks import revise_task
from models.domain.closure import SectionEdit
from models.domain.finding import Finding
from models.domain.plan import Task

Type = Callable[[QWidget, str], None]


def state(page: PaperPage, key: str) -> SectionState:
    return next(text.state for text in page.texts if text.key == key)


def block(page: PaperPage, key: str) -> Any:
    return page.editor.blocks[key]


def printed(page: PaperPage) -> str:
    document = page.reading.document()
    assert document is not None
    return "\n".join(text for item in document.blocks() for text in texts(item))


def edits(page: PaperPage) -> list[SectionEdit]:
    return page.session.workspace.find(SectionEdit, closure_id=page.closure_id)


def write(page: PaperPage, key: str, text: str, commit_text: Type) -> None:
    field = block(page, key).field
    field.setFocus()
    field.edit.selectAll()
    commit_text(field.edit, text)


def task_of(page: PaperPage) -> Task:
    assert page.dossier is not None
    return page.dossier.task


def change_problem(page: PaperPage, text: str) -> None:
    page.session.apply(lambda ws: revise_task(ws, task=replace(task_of(page), problem=text)))


def finding(page: PaperPage, code: str) -> Finding:
    return next(item for item in page.checks.findings if item.code == code)
