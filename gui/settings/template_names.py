"""The names a Word template may hold, by groups and with a filter: what each prints now, and a copy of its tag.

What a name prints is shown for one closure, worked out beside the window; Enter and 复制 put the tag on the clipboard.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from exporters.blocks import MISSING, Block, Table, texts
from exporters.produce import prepare_names
from exporters.selection import Selection
from exporters.template.names import TemplateNames, tag_of
from exporters.template.of_dossier import SECTIONS, WORDS, known_names, meaning_of
from gui.parts.cells import EDGE, LinkCell, Muted
from gui.parts.filter_bar import FilterChoice, FilterField
from gui.parts.labels import Hint, SectionHead
from gui.parts.page_model import Order, PageModel
from gui.parts.tables import Column
from gui.parts.tables import Table as ListTable
from gui.session import Session
from models.domain.closure import ClosureId, PaperKind

WORDS_KEY, SECTIONS_KEY, ROWS_KEY, UNUSED_KEY = "words", "sections", "rows", "unused"
GROUPS = (("", "全部"), (WORDS_KEY, "文字"), (SECTIONS_KEY, "整段"), (ROWS_KEY, "表格行"))
UNUSED = (UNUSED_KEY, "没用到的")
HINTS = {
    "": "写在两对花括号里，名称照抄；不会计算，只会照填。",
    WORDS_KEY: "写在一句话中间、页眉页脚、表格里都行。",
    SECTIONS_KEY: "单独成一段，印出几段文字或一张表。",
    UNUSED_KEY: "左边选中的模板里还没有写的名称。",
    ROWS_KEY: "写在表格的一行里，有几条就重复几行。",
}
COLUMNS = (
    Column(key="tag", title="名称", width=224, least=150, sortable=False, whole=True),
    Column(key="meaning", title="是什么", width=168, least=80, colour="ink_2", yields=1, sortable=False),
    Column(key="value", title="现在印的", width=160, least=100, grows=True, sortable=False),
    Column(key="copy", title="", width=64, sortable=False, whole=True),
)
SAMPLES = 30
_LONGEST = 120


class NamesList(QWidget):
    """The list; `copied(tag)` after a tag went to the clipboard."""

    copied = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.kind = PaperKind.CLOSURE_OPINION
        self._known = known_names()
        self._printed: TemplateNames | None = None
        self._used: frozenset[str] | None = None
        self._asked: tuple[PaperKind, object] | None = None
        self.model = PageModel(COLUMNS, self._ids, self._rows)
        self.model.filter = ("", "")
        self.table = ListTable(self.model, name="template-names", insets=(EDGE, 12), empty="没有这样的名称。")
        self.filter = FilterField("筛选名称", width=160)
        self.group = FilterChoice("种类", GROUPS)
        self.sample = FilterChoice("内容取自")
        self.hint = Hint(HINTS[""])
        self._build()
        self._connect()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(EDGE, 12, 12, 8)
        head.setSpacing(12)
        head.addWidget(SectionHead("模板里可以写的名称"))
        head.addWidget(self.hint, 1)
        bar = QHBoxLayout()
        bar.setContentsMargins(EDGE, 0, 12, 8)
        bar.setSpacing(16)
        bar.addWidget(self.filter)
        bar.addWidget(self.group)
        bar.addWidget(self.sample)
        bar.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(bar)
        column.addWidget(self.table, 1)

    def _connect(self) -> None:
        self.filter.leads_to(self.table)
        self.filter.filtered.connect(lambda words: self.model.load((self.group.key(), words)))
        self.group.picked.connect(self._regroup)
        self.sample.picked.connect(lambda _: self.show_values())
        self.table.opened.connect(self.copy)
        self.table.linked.connect(lambda name, _: self.copy(name))

    # What the panel uses

    def refresh(self, kind: PaperKind) -> None:
        """Show the names with what they print in a paper of this kind."""
        self.kind = kind
        self._offer_samples()
        if not self.model.rowCount():
            self.model.load()
        self._asked = None
        self.show_values()

    def show_values(self) -> None:
        """Work out beside the window what every name prints for the chosen closure."""
        closure_id, asked = self.sample.key(), (self.kind, self.sample.key())
        if closure_id is None or asked == self._asked:
            return
        self._asked = asked
        work = prepare_names(self.session.workspace, self.kind, Selection(closure_id=ClosureId(str(closure_id))))
        self.session.start("正在算出名称的内容", work, lambda names: self._show(asked, names), quiet=True)

    def show_used(self, used: frozenset[str] | None) -> None:
        """Let the list be narrowed to what the chosen template does not hold; None where there is no such template."""
        if used == self._used:
            return
        self._used = used
        was_narrowed = self.group.key() == UNUSED_KEY
        self.group.set_choices(GROUPS if used is None else (*GROUPS, UNUSED))
        if was_narrowed:
            self._regroup(self.group.key())

    def copy(self, name: object) -> None:
        """Put the tag of a name on the clipboard."""
        tag = tag_of(str(name))
        QApplication.clipboard().setText(tag)
        self.hint.setText(f"已复制 {tag}，到 Word 里粘贴。")
        self.copied.emit(tag)

    # Own steps

    def _show(self, asked: tuple[PaperKind, object], names: TemplateNames) -> None:
        if asked == self._asked:
            self._printed = names
            self.model.forget(self._ids(None, self.model.filter))

    def _regroup(self, key: object) -> None:
        self.hint.setText(HINTS[str(key)])
        self.model.load((key, self.filter.text().strip()))

    def _offer_samples(self) -> None:
        found = self.session.workspace.look.recent_closures(SAMPLES)
        self.sample.set_choices([(key, f"任务 {number} {subject}".strip()) for key, number, subject in found])
        self.sample.setVisible(bool(found))

    def _ids(self, _order: Order | None, wanted: object) -> Sequence[str]:
        group, words = wanted if isinstance(wanted, tuple) else ("", "")
        columns = [name for source in self._known.rows.values() for name in source.columns]
        of_group = {WORDS_KEY: WORDS, SECTIONS_KEY: SECTIONS, ROWS_KEY: columns}
        names = of_group.get(str(group), (*WORDS, *SECTIONS, *columns))
        if group == UNUSED_KEY and self._used is not None:
            names = [name for name in names if name not in self._used]
        return [name for name in names if str(words) in f"{tag_of(name)} {meaning_of(name)}"]

    def _rows(self, ids: Sequence[object]) -> list[tuple[object, ...]]:
        return [(tag_of(name), meaning_of(name), self._value(name), LinkCell("复制")) for name in map(str, ids)]

    def _value(self, name: str) -> object:
        text = "" if self._printed is None else _text_of(name, self._printed)
        flat = " ".join(text.split())[:_LONGEST]
        return Muted(flat or "缺") if self._printed is not None and (not flat or MISSING.search(flat)) else flat


def _text_of(name: str, names: TemplateNames) -> str:
    """Return the beginning of what a name prints; of a column that of the first row."""
    if name in names.words:
        return names.words[name]
    if name in names.sections:
        return _of_blocks(names.sections[name])
    rows = names.rows[names.source_of(name)].rows
    return rows[0][name] or "（空）" if rows else ""


def _of_blocks(blocks: Sequence[Block]) -> str:
    if len(blocks) == 1 and isinstance(blocks[0], Table):
        return f"表格，{len(blocks[0].rows)} 行"
    more = f"……共 {len(blocks)} 段" if len(blocks) > 1 else ""
    first = next((text for block in blocks for text in texts(block)), "")
    return f"{first[:40]}{more}" if more else first
