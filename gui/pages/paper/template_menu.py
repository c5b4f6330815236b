"""按 Word 模板导出: the office's own templates for the kind of paper that is open, in a menu filled when it opens."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from gui.places import SETTINGS
from gui.session import Session
from models.domain.closure import PaperKind
from models.domain.office_forms import OfficeTemplate

Export = Callable[[OfficeTemplate, bool], object]


class TemplateMenu(QMenu):
    """The templates, each also for a public copy, and the way to where they are kept."""

    def __init__(self, session: Session, parent: QWidget, kind: Callable[[], PaperKind], export: Export) -> None:
        super().__init__("按 Word 模板导出", parent)
        self._session = session
        self._kind = kind
        self._export = export
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """Offer the templates as they are now."""
        self.clear()
        templates = self._session.workspace.find(OfficeTemplate, kind=self._kind().value)
        if not templates:
            self.addAction(f"还没有{self._kind().label}的模板").setEnabled(False)
        for public in (False, True) if templates else ():
            for template in templates:
                words = template.label.replace("&", "&&") + ("（公开版）" if public else "")
                self.addAction(words).triggered.connect(
                    lambda _, template=template, public=public: self._export(template, public)
                )
            self.addSeparator()
        self.addAction("添加、改模板…").triggered.connect(lambda: self._session.go(SETTINGS, "templates"))
