"""What was rewritten in a paper and is not printed, below its sections: to be read, copied, used or deleted.

It stands there because its head was dropped from the form, or because another form was chosen for the paper.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from exporters.forms.sections import SectionState, SectionText
from gui.pages.paper.block import SectionBlock
from gui.parts.buttons import LinkButton
from models.assembly.unprinted import UnprintedEdit


def as_sections(left: Sequence[UnprintedEdit]) -> tuple[SectionText, ...]:
    """Return what is not printed as sections that are only read.

    `words` name the place that could print each, `edited_from` says why it is not printed.
    """
    return tuple(
        SectionText(
            key=item.key, name=item.name, heading=item.name, text=item.edit.text, lines=(), edited_from=item.reason,
            generated=item.edit.generated, state=SectionState.UNPRINTED, words=item.place, is_editable=False,
            is_edited=True,
        )
        for item in left
    )


class UnprintedBlock(SectionBlock):
    """A text that is not printed, with what may be done about it."""

    used = Signal(str)
    dropped = Signal(str)

    def __init__(self, section: SectionText) -> None:
        self.use, self.drop = LinkButton("用上", icon="check"), LinkButton("删去", icon="trash")
        super().__init__(section)

    def _build(self) -> None:
        super()._build()
        for link in (self.use, self.drop):
            self.head_row.insertWidget(self.head_row.indexOf(self._state), link)

    def _connect(self) -> None:
        super()._connect()
        self.use.clicked.connect(lambda: self.used.emit(self.key))
        self.drop.clicked.connect(lambda: self.dropped.emit(self.key))

    def show_section(self, section: SectionText) -> None:
        super().show_section(section)
        self.field.show_note(f"没有印出：{section.edited_from}")

    def _show_head(self) -> None:
        super()._show_head()
        if self.restore is not None:
            self.restore.hide()
        self.use.setVisible(bool(self.section.words))
