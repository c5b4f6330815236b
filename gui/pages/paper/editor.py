"""The middle of the page: the text of all sections, one below the other; the chosen one is framed.

A person's text is saved with the generated text it came from; a text that equals the generated one again is no edit.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from exporters.forms.sections import SectionText
from gui.pages.paper.block import SectionBlock, stale_spans
from gui.session import Session
from models.actions.opinions import edit_section, restore_section
from models.domain.closure import ClosureId, SectionEdit, StatementKind
from models.domain.form import ContentKind
from models.domain.merging import merged
from models.domain.statements import StatementState
from models.dossiers import ClosureDossier
from models.workspace import Changes, Workspace

WIDEST = 860
_STATEMENTS = {
    ContentKind.IMPLEMENTATION.value: StatementKind.IMPLEMENTATION,
    ContentKind.EVIDENCE_MAPPING.value: StatementKind.PROOF,
}


class Editor(QScrollArea):
    """The blocks of all sections."""

    chosen = Signal(str)
    led = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.closure_id = ClosureId("")
        self.form = ""
        self.blocks: dict[str, SectionBlock] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inside = QWidget()
        self.column = QVBoxLayout(self._inside)
        self.column.setContentsMargins(16, 8, 16, 24)
        self.column.setSpacing(8)
        self._inside.setMaximumWidth(WIDEST)
        self.column.addStretch(1)
        self.setWidget(self._inside)

    def show_sections(self, closure_id: ClosureId, form: str, sections: Sequence[SectionText]) -> None:
        """Show the sections as they stand; unsaved typing of the same paper stays."""
        is_same = (closure_id, form) == (self.closure_id, self.form)
        self.closure_id, self.form = closure_id, form
        if not is_same or list(self.blocks) != [section.key for section in sections]:
            self._build_again(sections)
            return
        for section in sections:
            self.blocks[section.key].show_section(section)

    def show_stale(self, dossier: ClosureDossier) -> None:
        """Lay on tint the figures of statements that the records no longer give."""
        for key, kind in _STATEMENTS.items():
            block = self.blocks.get(key)
            if block is None:
                continue
            spans = []
            for measure in dossier.measures:
                item = measure.implementation if kind is StatementKind.IMPLEMENTATION else measure.proof
                if item.state is StatementState.STALE:
                    spans += stale_spans(block.field.text(), item.text, item.draft)
            block.mark_figures(spans)

    def choose(self, key: str, *, focus: bool = False) -> None:
        """Frame a section and bring it into sight; with `focus` the keyboard goes there."""
        for other, block in self.blocks.items():
            block.set_chosen(other == key)
        block = self.blocks.get(key)
        if block is None:
            return
        self.ensureWidgetVisible(block, 0, 20)
        if focus:
            block.field.setFocus(Qt.FocusReason.OtherFocusReason)

    # Own steps

    def _build_again(self, sections: Sequence[SectionText]) -> None:
        for block in self.blocks.values():
            self.column.removeWidget(block)
            block.hide()
            block.deleteLater()
        self.blocks = {}
        for section in sections:
            block = SectionBlock(section)
            block.chosen.connect(self._chosen)
            block.saved.connect(self._save)
            block.restored.connect(self._restore)
            block.kept.connect(self._keep)
            block.merging.connect(self._merge)
            block.led.connect(self.led)
            self.blocks[section.key] = block
            self.column.insertWidget(self.column.count() - 1, block)

    def _chosen(self, key: str) -> None:
        for other, block in self.blocks.items():
            block.set_chosen(other == key)
        self.chosen.emit(key)

    def _save(self, key: str, text: str) -> None:
        block = self.blocks[key]
        if text == block.section.generated:
            self._restore(key)
            return
        self._write(key, text, block.section.generated, block.field.sitting)

    def _write(self, key: str, text: str, generated: str, step: str = "") -> None:
        block = self.blocks[key]

        def write(ws: Workspace) -> Changes:
            return edit_section(
                ws, closure_id=self.closure_id, form=self.form, section=key, text=text, generated=generated,
                name=block.section.heading, step=step,
            )

        self.session.apply(write, source=block.field)

    def _restore(self, key: str) -> None:
        block = self.blocks[key]
        if block.section.is_edited:
            block.field.drop()
            self.session.apply(
                lambda ws: restore_section(
                    ws, closure_id=self.closure_id, form=self.form, section=key, name=block.section.heading
                ),
                source=block.field,
            )

    def _keep(self, key: str) -> None:
        """Keep the person's text as it stands, against what the records give now."""
        section = self.blocks[key].section
        self._write(key, section.text, section.generated)

    def _merge(self, key: str) -> None:
        block = self.blocks[key]
        edits = self.session.workspace.find(
            SectionEdit, closure_id=self.closure_id, form=self.form, section=key
        )
        if not edits or not block.field.commit(leaving=True):
            return
        found = merged(edits[0].generated, edits[0].text, block.section.generated)
        self._write(key, found.text, block.section.generated)
        if found.conflicts:
            block.field.show_note(f"有 {found.conflicts} 处两边都改过，已保留您的文字，请核对")
