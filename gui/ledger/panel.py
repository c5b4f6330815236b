"""导出台账: the panel over the list that takes it out as it is listed, as Excel by a layout or as the Word table.

One line of choices, nothing asked in between: the layout, for the columns of the list also the paper and a title, and
whether the copy is public. The columns of the list are kept as a layout under a name, by the office, with undo.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exporters.registry import ListKind
from gui import opening
from gui.ledger.columns import ledger_columns
from gui.paper.folder import pick_folder
from gui.parts.buttons import Button, IconButton, LinkButton
from gui.parts.cells import EDGE
from gui.parts.draft_fields import DraftLine
from gui.parts.fields import Tick
from gui.parts.filter_bar import FilterChoice
from gui.parts.keys import bind
from gui.parts.labels import Meta
from gui.session import Session
from models.actions.layouts import remove_layout, save_layout
from models.assembly.ledgers import ledger_reading
from models.domain.ledger import LedgerLayout, Paper, layouts_in
from models.domain.settings import Setting
from models.dossiers import LedgerDossier, Produced
from models.reporting import Report, to_the_end

if TYPE_CHECKING:
    from models.workspace import Changes

AS_LISTED = "as-listed"
CHOSEN = "ledger/layout"
PAPERS = (("A4横向", Paper.A4, True), ("A3横向", Paper.A3, True), ("A4纵向", Paper.A4, False))


class LedgerPanel(QWidget):
    """The choices of an export of the list; `rows` gives the ids and `columns` key and width as they are listed."""

    closed = Signal()

    def __init__(
        self, session: Session, rows: Callable[[], Sequence[int]], columns: Callable[[], list[tuple[str, int]]]
    ) -> None:
        super().__init__()
        self.session = session
        self._rows = rows
        self._columns = columns
        self._own: tuple[LedgerLayout, ...] = ()
        self.layout_choice = FilterChoice("版式")
        self.paper = FilterChoice("纸张", [(place, words) for place, (words, _, _) in enumerate(PAPERS)])
        self.public = Tick("公开版")
        self.public.setToolTip("隐去手机号和身份证号的中间几位")
        self.export = Button("导出", icon="export")
        self.elsewhere = LinkButton("导出到别的文件夹…")
        self.keep = LinkButton("存为版式…")
        self.keep.setToolTip("把列表现在的列、顺序和宽度存成一个版式，以后直接选")
        self.remove = LinkButton("删除这个版式", icon="trash")
        self.name = DraftLine(placeholder="版式名称，如 每月调度表，回车保存")
        self.hint = Meta()
        # All columns there are would else make the window wider.
        self.hint.setWordWrap(True)
        self._build()
        self._connect()
        self.refresh(None)

    # Build

    def _build(self) -> None:
        self.setProperty("ground", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.close_link = IconButton("close", "收起（Esc）")
        first = QHBoxLayout()
        first.setSpacing(20)
        for widget in (self.layout_choice, self.paper, self.public, self.export, self.elsewhere):
            first.addWidget(widget)
        first.addStretch(1)
        for widget in (self.keep, self.remove, self.close_link):
            first.addWidget(widget)
        self.name.setMaximumWidth(360)
        self.name.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, 6, EDGE - 8, 6)
        column.setSpacing(4)
        column.addLayout(first)
        column.addWidget(self.name)
        column.addWidget(self.hint)

    def _connect(self) -> None:
        self.layout_choice.picked.connect(lambda _: self._chosen())
        self.export.clicked.connect(lambda: self.begin())
        self.elsewhere.clicked.connect(lambda: self.begin(elsewhere=True))
        self.keep.clicked.connect(self._ask_name)
        self.name.entered.connect(self._save)
        self.remove.clicked.connect(self._remove)
        self.close_link.clicked.connect(self.closed)
        bind(self, ("Esc", self._step_back))

    # What the page uses

    def refresh(self, changes: Changes | None) -> None:
        """Offer the layouts there are."""
        if changes is not None and not changes.touches("settings"):
            self._tell()
            return
        self._own = layouts_in(self.session.workspace.find(Setting))
        named = [(layout.key, layout.name) for layout in (*self._own, *ListKind.LEDGER.layouts)]
        others = [(f"{kind}:{item.key}", item.name) for kind in ListKind if kind is not ListKind.LEDGER
                  for item in kind.layouts]
        key = self.layout_choice.key() or QSettings().value(CHOSEN, AS_LISTED)
        self.layout_choice.set_choices([(AS_LISTED, "照列表的列"), *named, *others])
        self.layout_choice.set_key(key if key in [AS_LISTED, *(name for name, _ in named + others)] else AS_LISTED)
        self._tell()

    def begin(self, *, elsewhere: bool = False) -> None:
        """Write what is listed; the folder is asked for once."""
        rowids = list(self._rows())
        folder = pick_folder(self, elsewhere=elsewhere) if rowids else None
        if folder is None:
            return
        kind, layout, ws = *self.chosen(), self.session.workspace
        public, on = self.public.isChecked(), self.session.today()

        def read(report: Report) -> LedgerDossier:
            return to_the_end(ledger_reading(ws, rowids, on=on), report)

        def write(dossier: LedgerDossier, report: Report) -> Produced:
            from exporters.task_lists import ListJob

            return ListJob(kind=kind, dossier=dossier, layout=layout, folder=folder, public=public).run(report)

        self.export.allow("正在导出")
        job = self.session.start_from(f"正在导出{kind.label}", read, write, self._written)
        for over in (job.finished, job.failed):
            over.connect(lambda _: self.export.allow())

    def chosen(self) -> tuple[ListKind, LedgerLayout]:
        """Return what is to be written, by which layout."""
        key = str(self.layout_choice.key())
        kind, _, form = key.rpartition(":")
        if kind:
            return ListKind(kind), next(item for item in ListKind(kind).layouts if item.key == form)
        for layout in (*self._own, *ListKind.LEDGER.layouts):
            if layout.key == key:
                return ListKind.LEDGER, layout
        return ListKind.LEDGER, self._as_listed("照列表")

    def first_focus(self) -> QWidget:
        """Return the button that exports."""
        return self.export

    # Own steps

    def _as_listed(self, name: str) -> LedgerLayout:
        _, paper, is_landscape = PAPERS[int(str(self.paper.key() or 0))]
        columns = ledger_columns(self._columns())
        return LedgerLayout(key=AS_LISTED, name=name, columns=columns, paper=paper, is_landscape=is_landscape)

    def _chosen(self) -> None:
        QSettings().setValue(CHOSEN, self.layout_choice.key())
        self._tell()

    def _tell(self) -> None:
        key = self.layout_choice.key()
        self.paper.setVisible(key == AS_LISTED)
        self.keep.setVisible(key == AS_LISTED)
        self.remove.setVisible(key in [layout.key for layout in self._own])
        count = len(self._rows())
        kind, layout = self.chosen()
        heads = "、".join([item.column.label for item in layout.columns] or kind.heads)
        self.hint.setText(f"列出的 {count} 项，按现在的筛选和排序，写成 {kind.suffix[1:]}：{heads}")
        self.export.setEnabled(count > 0)

    def _ask_name(self) -> None:
        self.name.fill("")
        self.name.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        layout = self._as_listed(self.name.text().strip())
        changes = self.session.apply(lambda ws: save_layout(ws, layout=layout), source=self.name)
        if changes is None:
            return
        self.name.fill("")
        self.name.hide()
        saved = next(own for own in layouts_in(self.session.workspace.find(Setting)) if own.name == layout.name)
        self.layout_choice.set_key(None)
        QSettings().setValue(CHOSEN, saved.key)
        self.refresh(None)
        self.export.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self) -> None:
        key = str(self.layout_choice.key())
        if self.session.apply(lambda ws: remove_layout(ws, key=key)) is not None:
            self.layout_choice.set_key(AS_LISTED)
            self.refresh(None)

    def _step_back(self) -> None:
        if self.name.isVisible():
            self.name.fill("")
            self.name.hide()
            self.export.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.closed.emit()

    def _written(self, produced: Produced) -> None:
        path = produced.files[0]
        said = "".join(f"；{item.where}：{item.text}" for item in produced.findings[:3])
        alone = f"。{produced.findings[0].remedy}" if len(produced.findings) == 1 else ""
        more = f"等 {len(produced.findings)} 处" if len(produced.findings) > 3 else alone
        self.session.tell(
            f"已导出 {path.name}{said}{more}", ("打开", lambda: opening.open_path(self.session, path)),
            ("打开文件夹", lambda: opening.reveal_path(self.session, path)),
        )
