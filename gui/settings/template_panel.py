"""设置 · Word 模板: the office's own templates at the left, the names they may hold at the right.

A file is looked at before it is added, beside the window: one with a STOP is not taken, its places are told; what only
wants a look is taken and told. A template in the list is looked at again, because names may have come and gone.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui import ask
from gui.ahead import painting
from gui.parts.buttons import Button
from gui.parts.cells import EDGE
from gui.parts.dropping import Dropping, files_in
from gui.parts.labels import Meta, Rule
from gui.parts.palette import tone
from gui.parts.tables import Column, PageModel, Table
from gui.session import Session
from gui.settings import template_look
from gui.settings.template_card import TemplateCard
from gui.settings.template_look import Look
from gui.settings.template_names import NamesList
from models.actions import office_templates
from models.domain.closure import PaperKind
from models.domain.office_forms import OfficeTemplate, OfficeTemplateId
from models.reporting import Report
from models.workspace import Changes

# What is not let in is picked too, and told why and what to do.
FILES = "Word 文档 (*.docx *.dotx *.docm *.doc *.wps)"
NARROW, WIDTH = 364, 480
EMPTY = "还没有模板。把写好名称的 .docx 拖到这里，或点“添加模板…”。"
COLUMNS = (
    Column(key="label", title="模板", width=180, least=120, grows=True, sortable=False),
    Column(key="kind", title="文种", width=140, least=96, colour="ink_2", sortable=False),
    Column(key="state", title="检查", width=110, sortable=False),
)


def building(session: Session) -> Generator[None, None, TemplatePanel]:
    """Build the panel part by part; between two parts the window may do something else."""
    names = NamesList(session)
    yield
    card = TemplateCard(session)
    yield
    return TemplatePanel(session, names, card)


class TemplatePanel(Dropping, QWidget):
    """The templates and the names."""

    def __init__(
        self, session: Session, names: NamesList | None = None, card: TemplateCard | None = None
    ) -> None:
        super().__init__()
        self.session = session
        self.chosen: OfficeTemplate | None = None
        self._looks: dict[str, Look] = {}
        self._looking: set[str] = set()
        self.model = PageModel(COLUMNS, lambda *_: [item.id for item in self._templates()], self._rows)
        self.table = Table(self.model, name="settings-templates", insets=(EDGE, 8), empty=EMPTY)
        self.add = Button("添加模板…", icon="plus")
        self.card = card or TemplateCard(session)
        self.names = names or NamesList(session)
        self.filter = self.names.filter
        self.setAcceptDrops(True)
        self._build()
        self._connect()

    # Build

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        # In a small window, or beside the help, the names need their room.
        row.addWidget(self._left(), 2)
        row.addWidget(Rule(upright=True))
        row.addWidget(self.names, 3)

    def _left(self) -> QWidget:
        self.left = left = QWidget()
        left.setMinimumWidth(NARROW)
        left.setMaximumWidth(WIDTH)
        bar = QHBoxLayout()
        bar.setContentsMargins(EDGE, 0, 12, 8)
        bar.addWidget(Meta("按本单位的 Word 文件导出文书"), 1)
        bar.addWidget(self.add)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        column.addWidget(Rule())
        column.addWidget(self.card, 2)
        return left

    def _connect(self) -> None:
        self.add.clicked.connect(self.pick)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _: self.card.open_copy())
        self.card.wants_file.connect(self._pick_other)

    # What the page uses

    def refresh(self, changes: Changes | None) -> None:
        """Show the templates as they are; what they would print is asked for when the panel is seen."""
        if changes is not None and not changes.touches("office_templates"):
            return
        self.model.load()
        ids = [item.id for item in self._templates()]
        if self.chosen is None or self.chosen.id not in ids:
            self.table.choose(ids[0] if ids else None)
        self._show(self.session.workspace.get(OfficeTemplate, self.table.chosen_id()))
        if self.isVisible():
            self._look_at_all()

    def rehearse(self) -> Iterator[None]:
        """Show templates and names out of sight, part by part; nothing is worked out for it."""
        self.refresh(None)
        yield
        self.names.model.load()
        yield
        yield from painting(self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.names.refresh(self._kind())
        self._look_at_all()

    def first_focus(self) -> QWidget:
        """Return the list, or without templates the button that adds one."""
        return self.table if self.model.rowCount() else self.add

    # Adding

    def pick(self) -> None:
        """Let the clerk pick templates, and add them."""
        self.take_files(ask.pick_files(self, "添加 Word 模板", FILES))

    def take(self, data: QMimeData) -> bool:
        paths = files_in(data)
        self.take_files(paths)
        return bool(paths)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Look at files beside the window and add those that can be filled."""
        if not paths:
            return
        vault = self.session.workspace.vault

        def work(report: Report) -> list[Look]:
            return [template_look.take(path, vault, report) for path in paths]

        self._look(work, self._added)

    def _added(self, looks: list[Look]) -> None:
        for look in looks:
            taken = look.taken
            if taken is None:
                continue
            # First, because the change makes the list look at what it does not know.
            self._looks[taken.sha256] = look
            kind = template_look.kind_in(look.path.name)
            changes = self.session.apply(
                lambda ws, kind=kind, taken=taken: office_templates.add_template(ws, kind=kind, taken=taken)
            )
            if changes is None:
                self._give_back(look)
                continue
            self.table.choose(changes.new_id("office_templates"))
        refused = [look for look in looks if look.is_refused]
        if refused:
            paths = [look.path for look in refused]
            self._tell_refused(refused, lambda: self.take_files(paths))

    def _look(self, work: Callable[[Report], Any], done: Callable[[Any], object]) -> None:
        """Look at files beside the window; what was refused before is put away."""
        self.card.refused.put_away()
        self.session.start("正在检查模板", work, done)

    def _tell_refused(self, looks: Sequence[Look], again: Callable[[], object]) -> None:
        self.card.refused.tell(looks, again)
        self.card.verticalScrollBar().setValue(0)

    def _pick_other(self) -> None:
        paths = ask.pick_files(self, "更换模板的文件", FILES)[:1]
        if paths and self.chosen is not None:
            self._replace(self.chosen.id, paths[0])

    def _replace(self, template_id: OfficeTemplateId, path: Path) -> None:
        vault = self.session.workspace.vault
        self._look(
            lambda report: template_look.take(path, vault, report), lambda look: self._replaced(template_id, look)
        )

    def _replaced(self, template_id: OfficeTemplateId, look: Look) -> None:
        taken = look.taken
        if taken is not None:
            self._looks[taken.sha256] = look
            done = self.session.apply(
                lambda ws: office_templates.replace_template(ws, template_id=template_id, taken=taken)
            )
            if done is None:
                self._give_back(look)
        if look.is_refused:
            self._tell_refused([look], lambda: self._replace(template_id, look.path))

    def _give_back(self, look: Look) -> None:
        """Delete again what no record came to name."""
        workspace, taken = self.session.workspace, look.taken
        if taken is not None and taken.sha256 not in workspace.look.used_among([taken.sha256]):
            self.session.start("正在清理", lambda _: workspace.vault.give_back([taken]), lambda _: None, quiet=True)

    # Looking

    def _look_at_all(self) -> None:
        """Look beside the window at every template that has not been looked at, one after the other."""
        vault = self.session.workspace.vault
        for item in self._templates():
            if item.sha256 in self._looks or item.sha256 in self._looking:
                continue
            self._looking.add(item.sha256)
            path = vault.path_of(item.sha256)
            job = self.session.start(
                "正在检查模板", lambda report, path=path: template_look.look_at(path, report),
                lambda look, sha256=item.sha256: self._looked(sha256, look), quiet=True,
            )
            job.failed.connect(lambda _, sha256=item.sha256: self._looking.discard(sha256))

    def _looked(self, sha256: str, look: Look) -> None:
        self._looking.discard(sha256)
        self._looks[sha256] = look
        self.model.forget([item.id for item in self._templates() if item.sha256 == sha256])
        if self.chosen is not None and self.chosen.sha256 == sha256:
            self._say()

    def _say(self) -> None:
        """Show what is said of the chosen template, and let the names be narrowed to those it does not hold."""
        look = None if self.chosen is None else self._looks.get(self.chosen.sha256)
        self.card.said.set_text(self._said_of_chosen())
        self.names.show_used(None if look is None or look.is_refused else look.used)

    def _said_of_chosen(self) -> str:
        if self.chosen is None:
            return "模板是普通的 Word 文件：要填写的地方写上名称，如 {{验收日期}}。名称从右边复制。"
        return template_look.words_of(self._looks.get(self.chosen.sha256))

    # The chosen one

    def _choose(self, row_id: object) -> None:
        if row_id is None or (self.chosen is not None and row_id == self.chosen.id):
            return
        self._show(self.session.workspace.get(OfficeTemplate, str(row_id)))

    def _show(self, template: OfficeTemplate | None) -> None:
        before, self.chosen = self._kind(), template
        ids = [item.id for item in self._templates()]
        is_there = template is not None
        self.card.show_template(
            template, first=is_there and ids[0] == template.id, last=is_there and ids[-1] == template.id
        )
        self._say()
        if self.isVisible() and before != self._kind():
            self.names.refresh(self._kind())

    def _kind(self) -> PaperKind:
        return PaperKind(self.chosen.kind) if self.chosen is not None else PaperKind.CLOSURE_OPINION

    # Own steps

    def _templates(self) -> list[OfficeTemplate]:
        return self.session.workspace.find(OfficeTemplate)

    def _rows(self, ids: Sequence[object]) -> list[tuple[object, ...]]:
        records = self.session.workspace.many(OfficeTemplate, [str(row_id) for row_id in ids])
        return [
            (item.label, PaperKind(item.kind).label, template_look.sign_of(self._looks.get(item.sha256)))
            for item in (records[str(row_id)] for row_id in ids)
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.is_over:
            painter = QPainter(self)
            painter.fillRect(self.rect(), tone("tint"))
            painter.end()
