"""Everything a task of a file says, each with its place, as it is read before it is taken over."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.pages.importing.field_choice import ALL_LINES, LINES
from gui.parts.labels import Hint, SectionHead
from gui.parts.paragraph import Paragraph
from models.domain.drafts.draft import DraftMeasure, DraftTask
from models.domain.drafts.fields import SourceField


def facts_of(task: DraftTask) -> list[tuple[str, str, str]]:
    """Return label, text and place of everything a task of the file says."""
    told: list[tuple[str, str, str]] = []

    def add(field: SourceField, text: str) -> None:
        if text:
            told.append((field.label, text, task.places.get(field.value, "")))

    add(SourceField.PROBLEM, task.problem if task.title else "")
    add(SourceField.GOAL, task.goal)
    add(SourceField.DEADLINE, task.deadline_text)
    for role, names in task.units.items():
        add(SourceField(role.value), "、".join(names))
    add(SourceField.MEASURES, "\n".join(map(measure_words, task.measures)))
    add(SourceField.IMPLEMENTATION, task.implementation)
    add(SourceField.STATUS, task.status.label if task.status else "")
    for field, text in ((SourceField.LEADER, task.leader), (SourceField.RESPONSIBLE_PERSON, task.responsible_person),
                        (SourceField.LIAISON, task.liaison), (SourceField.NOTE, task.note)):
        add(field, text)
    add(SourceField.EXTERNAL_NUMBER, "、".join(scheme + number for scheme, number in task.external_numbers))
    return told


def measure_words(measure: DraftMeasure) -> str:
    """Return a measure on one line, with its own units and date behind it."""
    own = "；".join(part for part in ("、".join(measure.units), measure.deadline_text) if part)
    number = f"{measure.number}. " if measure.number.isdecimal() else measure.number
    return f"{number}{measure.text}" + (f"（{own}）" if own else "")


def fact(told: tuple[str, str, str]) -> QWidget:
    """Return a label with its place over a text."""
    label, text, place = told
    head = QHBoxLayout()
    head.addWidget(SectionHead(label))
    head.addStretch(1)
    head.addWidget(Hint(place))
    shown = QWidget()
    column = QVBoxLayout(shown)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addLayout(head)
    words = Paragraph(text, most=LINES)
    words.clicked.connect(lambda: words.show_lines(ALL_LINES))
    column.addWidget(words)
    return shown
