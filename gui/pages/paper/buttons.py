"""The buttons in the head of a paper's page: what can be done with it as it is, and why not where it cannot."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gui.pages.paper.more_menu import MoreMenu
from gui.parts.buttons import Button, IconButton, MainButton
from gui.session import Session
from models.domain.closure import PaperKind
from models.domain.form import FormDefinition


class HeadButtons:
    """版头与落款, 体检, 预览, 导出, 打印, 签发, and the menu of every other way out."""

    def __init__(self, session: Session, page: QWidget, kind: Callable[[], PaperKind]) -> None:
        self.facts = Button("版头与落款", icon="edit")
        self.check = Button("体检", icon="health", shortcut="F8")
        self.preview = Button("预览", icon="preview", shortcut="F9")
        self.export = MainButton("导出 Word", icon="export", shortcut="Ctrl+E")
        self.print = Button("打印", icon="print", shortcut="Ctrl+P")
        self.issue = Button("签发", icon="sign", shortcut="Ctrl+I")
        self.open_menu = IconButton("more", "更多导出")
        self.menu = MoreMenu(session, page, kind)
        self.open_menu.clicked.connect(
            lambda: self.menu.popup(self.open_menu.mapToGlobal(self.open_menu.rect().bottomLeft()))
        )

    def all(self) -> tuple[QWidget, ...]:
        """Return the buttons as they stand beside each other."""
        return self.facts, self.check, self.preview, self.export, self.open_menu, self.print, self.issue

    def offer(self, form: FormDefinition | None, *, is_issued: bool) -> None:
        """Offer what can be done with a paper that is issued, or that is not; of one nobody can read, its file."""
        for button in (self.facts, self.check):
            button.setVisible(not is_issued)
        is_signed = form is not None and bool(form.sign_off)
        is_sheet = form is not None and form.is_sheet
        self.issue.setVisible(is_signed and not is_issued)
        self.menu.offer(is_issued=is_issued, is_signed=is_signed)
        self.export.setText("导出签发稿" if is_issued else "导出 Excel" if is_sheet else "导出 Word")
        self.print.setText("打印签发稿" if is_issued else "打印")

    def allow_pages(self, reason: str) -> None:
        """Let the real pages be looked at and printed, or tell why not."""
        self.print.allow(reason)
        self.preview.allow(reason)

    def show_stops(self, stops: int) -> None:
        """Tell how much has to be dealt with before the paper is issued."""
        self.issue.setText(f"签发 · {stops} 处须处理" if stops else "签发")

    def show_icons(self, shown: bool) -> None:
        """Show the icons, or where there is no room for them the words alone."""
        for button in (self.facts, self.check, self.preview, self.export, self.print, self.issue):
            button.show_icon(shown)
