"""The middle of the page: the text of all sections, one below the other; the chosen one is framed.

The first sections are there at once, the others follow a few at a time, so that a paper of many heads opens as quickly
as one of few; who asks for one of them before gets them all.

A person's text is saved with the generated text it came from; a text that equals the generated one again is no edit.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from exporters.forms.contents import statements_in
from exporters.forms.rows import statement_of
from exporters.forms.sections import SectionState, SectionText
from gui.pages.paper.block import SectionBlock, stale_spans
from gui.pages.paper.unprinted import UnprintedBlock
from gui.session import Session
from models.actions.papers import drop_edit, edit_section, restore_section, use_edit
from models.assembly.unprinted import edit_of
from models.domain.closure import ClosureId, Paper, SectionEdit, SectionEditId
from models.domain.form import FormDefinition
from models.domain.merging import merged
from models.domain.statements import StatementState
from models.dossiers import ClosureDossier, StatementDossier
from models.workspace import Changes, Workspace

WIDEST = 860
ABOVE, BELOW = 8, 20
SETTLE_MS = 200
# Sections built at once: those that stand on the first screen; and how many at a time after them.
AT_ONCE, AT_A_TIME = 4, 2


class Editor(QScrollArea):
    """The blocks of all sections."""

    chosen = Signal(str)
    led = Signal(str)
    edited = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.closure_id = ClosureId("")
        self.form = ""
        self._paper: Paper | None = None
        self._blocks: dict[str, SectionBlock] = {}
        self._waiting: deque[SectionText] = deque()
        self._is_frozen = False
        self._stale: dict[str, list[StatementDossier]] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # One that came and went with the height of the text would change the width, and the width the height, for ever.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._inside = QWidget()
        self.column = QVBoxLayout(self._inside)
        self.column.setContentsMargins(16, 8, 16, 24)
        self.column.setSpacing(8)
        self._inside.setMaximumWidth(WIDEST)
        self.column.addStretch(1)
        self.setWidget(self._inside)
        self._held: SectionBlock | None = None
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._building = QTimer(self, interval=0)
        self._building.timeout.connect(lambda: self._build(AT_A_TIME))
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(lambda *_: self._keep_in_sight())
        bar.actionTriggered.connect(lambda _: self._settling.stop())

    @property
    def blocks(self) -> dict[str, SectionBlock]:
        """Return the blocks of all sections by their keys."""
        self._build(len(self._waiting))
        return self._blocks

    def show_sections(self, paper: Paper, form: str, sections: Sequence[SectionText]) -> None:
        """Show the sections as they stand; unsaved typing of the same paper stays."""
        is_same = (paper.closure_id, form) == (self.closure_id, self.form)
        self.closure_id, self.form, self._paper = paper.closure_id, form, paper
        standing = [(block.key, block.section.table) for block in self.blocks.values()]
        if not is_same or standing != [(section.key, section.table) for section in sections]:
            self._build_again(sections)
            return
        for section in sections:
            self.blocks[section.key].show_section(section)

    def freeze(self, is_frozen: bool) -> None:
        """Let the sections only be read, because they are signed; or be edited again."""
        self._is_frozen = is_frozen
        for block in self._blocks.values():
            block.freeze(is_frozen)

    def show_stale(self, form: FormDefinition, dossier: ClosureDossier) -> None:
        """Lay on tint the figures of statements that the records no longer give, under whatever head they stand."""
        self._stale = {}
        for head in form.heads:
            stated = [statement_of(measure, kind) for measure, kind in statements_in(head, dossier)]
            if head.content.is_by_measure:
                self._stale[head.section] = [item for item in stated if item.state is StatementState.STALE]
        for block in self._blocks.values():
            self._mark_stale(block)

    def with_typing(self, edits: Sequence[SectionEdit]) -> tuple[SectionEdit, ...]:
        """Return the edits of the paper as they would be if what is typed were saved."""
        typed = [block for block in self._blocks.values() if block.section.is_editable and block.field.is_unsaved()]
        keys = {block.key for block in typed}
        kept = (item for item in edits if item.form != self.form or item.section not in keys)
        return *kept, *(
            SectionEdit(
                id=SectionEditId(block.key), closure_id=self.closure_id, form=self.form, section=block.key,
                text=block.field.text(), generated=block.section.generated,
            )
            for block in typed
        )

    def choose(self, key: str, *, focus: bool = False) -> None:
        """Frame a section and bring it into sight; with `focus` the keyboard goes there."""
        # One that waits stands below all the others: it is built with them before it can be brought into sight.
        found = self._blocks.get(key) or self.blocks.get(key)
        for block in self._blocks.values():
            block.set_chosen(block is found)
        if found is None:
            return
        self._bring(found)
        self._hold(found)
        if focus:
            found.take_keyboard()

    # Own steps

    def _bring(self, block: SectionBlock) -> None:
        """Scroll as little as shows a section whole, or its beginning where it is higher than the room there is."""
        bar, room = self.verticalScrollBar(), self.viewport().height()
        top, bottom = block.y() - ABOVE, block.y() + block.height() + BELOW
        if top < bar.value() or bottom - top > room:
            bar.setValue(top)
        elif bottom > bar.value() + room:
            bar.setValue(bottom - room)

    def _hold(self, block: SectionBlock) -> None:
        """Keep a section in sight while the heights around it settle: texts just filled in, other findings below."""
        self._held = block
        self._settling.start()

    def _keep_in_sight(self) -> None:
        if self._held is None or not self._settling.isActive():
            return
        if self._held.field.edit.hasFocus():
            self._bring_cursor(self._held)
        else:
            self._bring(self._held)

    def _bring_cursor(self, block: SectionBlock) -> None:
        edit = block.field.edit
        spot = edit.viewport().mapTo(self._inside, edit.cursorRect().center())
        self.ensureVisible(spot.x(), spot.y(), 0, BELOW)

    def _in_sight(self, height: int) -> SectionBlock | None:
        """Return the framed section if anything of it was to be seen in that height."""
        block = next((block for block in self._blocks.values() if block.is_chosen()), None)
        top = self.verticalScrollBar().value()
        return block if block and block.y() < top + height and block.y() + block.height() > top else None

    def _build_again(self, sections: Sequence[SectionText]) -> None:
        for block in self._blocks.values():
            self.column.removeWidget(block)
            block.hide()
            block.deleteLater()
        self._blocks = {}
        self._held = None
        self._waiting = deque(sections)
        self._stale = {}
        self._build(AT_ONCE)
        if self._waiting:
            self._building.start()

    def _build(self, number: int) -> None:
        """Build the next sections that wait, at most so many."""
        for section in [self._waiting.popleft() for _ in range(min(number, len(self._waiting)))]:
            block = self._block(section)
            block.chosen.connect(self._chosen)
            block.saved.connect(self._save)
            block.restored.connect(self._restore)
            block.kept.connect(self._keep)
            block.merging.connect(self._merge)
            block.led.connect(self.led)
            block.field.edited.connect(self.edited)
            block.freeze(self._is_frozen)
            self._mark_stale(block)
            self._blocks[section.key] = block
            self.column.insertWidget(self.column.count() - 1, block)
        if not self._waiting:
            self._building.stop()

    def _mark_stale(self, block: SectionBlock) -> None:
        text = block.field.text()
        stale = self._stale.get(block.key, ())
        block.mark_figures([span for item in stale for span in stale_spans(text, item.text, item.draft)])

    def _block(self, section: SectionText) -> SectionBlock:
        if section.state is not SectionState.UNPRINTED:
            return SectionBlock(section)
        block = UnprintedBlock(section)
        block.used.connect(self._use)
        block.dropped.connect(self._drop)
        return block

    def _chosen(self, key: str) -> None:
        for other, block in self._blocks.items():
            block.set_chosen(other == key)
        self.chosen.emit(key)

    def _save(self, key: str, text: str) -> None:
        block = self._blocks[key]
        if text == block.section.generated:
            self._restore(key)
            return
        self._write(key, text, block.section.generated, block.field.sitting)

    def _write(self, key: str, text: str, generated: str, step: str = "") -> None:
        block = self._blocks[key]

        def write(ws: Workspace) -> Changes:
            return edit_section(
                ws, closure_id=self.closure_id, form=self.form, section=key, text=text, generated=generated,
                name=block.section.heading, step=step, begins=self._paper,
            )

        self.session.apply(write, source=block.field)

    def _restore(self, key: str) -> None:
        block = self._blocks[key]
        if block.section.is_edited:
            block.field.drop()
            self.session.apply(
                lambda ws: restore_section(
                    ws, closure_id=self.closure_id, form=self.form, section=key, name=block.section.heading
                ),
                source=block.field,
            )

    def _use(self, key: str) -> None:
        """Print a text that was written for another form."""
        section = self._blocks[key].section
        self.session.apply(lambda ws: use_edit(ws, edit_id=edit_of(key), form=self.form, name=section.name))

    def _drop(self, key: str) -> None:
        section = self._blocks[key].section
        self.session.apply(lambda ws: drop_edit(ws, edit_id=edit_of(key), name=section.name))

    def _keep(self, key: str) -> None:
        """Keep the person's text as it stands, against what the records give now."""
        section = self._blocks[key].section
        self._write(key, section.text, section.generated)

    def _merge(self, key: str) -> None:
        block = self._blocks[key]
        edits = self.session.workspace.find(
            SectionEdit, closure_id=self.closure_id, form=self.form, section=key
        )
        if not edits or not block.field.commit(leaving=True):
            return
        found = merged(edits[0].generated, edits[0].text, block.section.generated)
        self._write(key, found.text, block.section.generated)
        if found.conflicts:
            block.field.show_note(f"有 {found.conflicts} 处两边都改过，已保留您的文字，请核对")

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Other findings below make the room lower or higher; what is being worked on stays in it.
        block = self._in_sight(event.oldSize().height())
        super().resizeEvent(event)
        if block is not None:
            self._hold(block)
            self._keep_in_sight()
