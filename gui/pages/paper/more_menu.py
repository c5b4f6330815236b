"""The menu behind …: every other way a paper leaves the program, and how a file edited elsewhere comes back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from exporters.registry import ALL_PAPERS_LABEL, ALL_PUBLIC_LABEL
from gui.pages.paper.template_menu import TemplateMenu
from gui.session import Session
from models.domain.closure import PaperKind


class MoreMenu(QMenu):
    """The other ways out; `all_wanted(public)` for all papers, `template_wanted(template, public)` by a template."""

    public_wanted = Signal()
    elsewhere_wanted = Signal()
    template_wanted = Signal(object, bool)
    table_wanted = Signal()
    all_wanted = Signal(bool)
    draft_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget, kind: Callable[[], PaperKind]) -> None:
        super().__init__(parent)
        self.public = self.addAction("导出公开版，隐去手机号和身份证号")
        self.public.setShortcut("Ctrl+Shift+E")
        self.public.triggered.connect(lambda: self.public_wanted.emit())
        self.addAction("导出到别的文件夹…").triggered.connect(lambda: self.elsewhere_wanted.emit())
        self.templates = TemplateMenu(session, self, kind, self.template_wanted.emit)
        self.addMenu(self.templates)
        self.addSeparator()
        self.table = self.addAction("单独导出验收组成员签字表")
        self.table.triggered.connect(lambda: self.table_wanted.emit())
        self.addAction(ALL_PAPERS_LABEL).triggered.connect(lambda: self.all_wanted.emit(False))
        self.addAction(ALL_PUBLIC_LABEL).triggered.connect(lambda: self.all_wanted.emit(True))
        self.addSeparator()
        self.draft = self.addAction("导出待签发稿，到 WPS 里改")
        self.draft.triggered.connect(lambda: self.draft_wanted.emit())
        self.back = self.addAction("取回改过的文件…")
        self.back.triggered.connect(lambda: self.back_wanted.emit())

    def offer(self, *, is_issued: bool, is_signed: bool) -> None:
        """Offer what can be done with a paper that is issued or not, and that somebody signs or nobody."""
        self.templates.menuAction().setVisible(not is_issued)
        for action in (self.draft, self.back):
            action.setVisible(is_signed and not is_issued)
