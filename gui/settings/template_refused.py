"""没有收进来: the files that were refused as templates, each with its places, and the way to try them again.

A clerk mends the file in Word and comes back; he need not pick it once more. It stands above the chosen template, which
it does not speak of, until it is put away or other files are looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.parts.buttons import IconButton, LinkButton
from gui.parts.labels import Rule, Running, SectionHead
from gui.settings.template_look import Look, refused_words


class RefusedFiles(QWidget):
    """What was refused last; hidden while nothing was."""

    def __init__(self) -> None:
        super().__init__()
        self.said = Running()
        self.again = LinkButton("再检查一次", icon="refresh")
        self.away = IconButton("close", "收起")
        self._try: Callable[[], object] | None = None
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(SectionHead("没有收进来"), 1)
        head.addWidget(self.again)
        head.addWidget(self.away)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.said)
        column.addSpacing(8)
        column.addWidget(Rule())
        self.again.clicked.connect(self._try_again)
        self.away.clicked.connect(self.put_away)
        self.put_away()

    def tell(self, looks: Sequence[Look], again: Callable[[], object]) -> None:
        """Show why files were not taken; `again` looks at them once more."""
        self._try = again
        self.said.set_text(refused_words(looks))
        self.show()

    def put_away(self) -> None:
        """Show nothing any more."""
        self._try = None
        self.said.set_text("")
        self.hide()

    def _try_again(self) -> None:
        if self._try is not None:
            self._try()
