"""文件体检: what was found of the files, with what can be done about it, in the place of the list of evidence.

Nothing is repaired by itself. Lost bytes are looked for by their hash (`Finder`); what is used nowhere goes to the
trash, what belongs to nobody is deleted after a question.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui import ask, opening
from gui.care.finder import Finder
from gui.care.keeper import CareKeeper
from gui.evidence.trashing import signed_words
from gui.parts.buttons import Button, LinkButton, MainButton
from gui.parts.cells import EDGE, Muted
from gui.parts.labels import Meta, Running
from gui.parts.said import Said
from gui.parts.signs import Shape, Sign
from gui.parts.tables import Column, PageModel, Table
from gui.session import Session
from gui.settings.backup_rows import moment_words
from models.actions.trash import trash_evidence
from models.domain.evidence import Evidence, EvidenceId
from models.domain.file_care import CareItem, CareKind
from models.domain.settings import FONT_SET, OFFICE_NAME
from models.domain.sizes import size_words
from models.errors import Cancelled
from models.file_care import discard_orphans
from models.workspace import Changes

COLUMNS = (
    Column(key="kind", title="问题", width=104, sortable=False),
    Column(key="where", title="属于", width=240, least=160, grows=True, sortable=False),
    Column(key="name", title="文件", width=220, least=120, sortable=False),
    Column(key="size", title="大小", width=84, right=True, sortable=False),
)
HINT = "逐个读出保管的文件，和入库时的内容核对。空闲时程序自己也会慢慢查一遍。"
NOTHING = "还没有体检。"
WELL = "没有要处理的文件。"


class CarePanel(QWidget):
    """What looking after the files found."""

    closed = Signal()
    chosen = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.keeper = CareKeeper.of(session)
        self.finder = Finder(session, self.keeper, self)
        self.begin = MainButton("开始体检", icon="health")
        self.said = Said()
        self.counts = Meta()
        self.model = PageModel(COLUMNS, lambda *_: [item.key for item in self._items()], self._rows)
        self.table = Table(self.model, name="care", empty=NOTHING)
        self.advice = Running(HINT)
        self.back = LinkButton("回到佐证", icon="left")
        self.find = Button("找回缺失的文件…", icon="search")
        self.trash = Button("未用的移到回收站", icon="trash")
        self.clear = Button("清理无主文件", icon="close")
        self.report = Button("导出结果", icon="export")
        self._build()
        self._connect()
        self.refresh(None)

    def _build(self) -> None:
        line = _line(self.begin, self.said)
        line.addWidget(self.back)
        ways = _line(self.find, self.trash, self.clear, self.report)
        ways.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(EDGE, 4, EDGE, 8)
        head.setSpacing(8)
        head.addLayout(line)
        # Not at the foot, where messages lie.
        head.addLayout(ways)
        head.addWidget(self.advice)
        head.addWidget(self.counts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.begin.clicked.connect(self._begin)
        self.back.clicked.connect(self.closed)
        self.find.clicked.connect(self.finder.start)
        self.trash.clicked.connect(self._trash)
        self.clear.clicked.connect(self._clear)
        self.report.clicked.connect(self._report)
        self.table.chosen.connect(self._choose)
        self.keeper.changed.connect(lambda: self.refresh(None))

    def refresh(self, changes: Changes | None) -> None:
        """Show the newest result."""
        result = self.keeper.result
        self.model.load()
        self.table.empty = NOTHING if result is None else WELL
        counts = result.counts if result else {}
        self.counts.setText("　".join(f"{kind.label} {count}" for kind, count in counts.items()))
        self.counts.setVisible(bool(counts))
        faults, idle, stray = self.finder.faults(), self._of(CareKind.UNUSED), self._of(CareKind.ORPHANED)
        self.find.allow("" if faults else "没有要找回的文件")
        self.trash.allow("" if idle else "没有未用的佐证")
        self.clear.allow("" if stray else "没有无主文件")
        self.report.allow("" if result else "还没有体检")
        if result is not None:
            at = moment_words(result.at, self.session.now())
            told = "全部完好" if result.ok else f"{len(faults)} 个文件须处理"
            size = f"（{size_words(result.size)}）" if result.files else ""
            self.said.show_words(f"{at} 查了 {result.files} 个文件{size}，{told}。", good=result.ok)

    def first_focus(self) -> QWidget:
        """Return the list, or what fills it."""
        return self.table if self._items() else self.begin

    # Looking after

    def _begin(self) -> None:
        self.begin.allow("正在体检")
        self.said.show_words("正在体检，进度在窗口底部，可以边查边工作。")
        self.keeper.start(self._ended)

    def _ended(self, error: Exception | None) -> None:
        self.begin.allow()
        if isinstance(error, Cancelled):
            self.said.show_words("")
            self.refresh(None)
        elif error is not None:
            self.said.show_words(str(error), good=False)

    # What can be done

    def _trash(self) -> None:
        idle = self._of(CareKind.UNUSED)
        # Meanwhile some may have been linked, or thrown away.
        still = {row_id for row_id, _ in self.session.workspace.look.idle_evidence()}
        ids = [item.evidence_id for item in idle if item.evidence_id in still and item.evidence_id is not None]
        text = f"{len(ids)} 份佐证没有对应到任何措施，移到回收站。可以还原。{signed_words(self.session, ids)}"
        if not ids or ask.confirm(self, "未用的佐证", text, "移到回收站"):
            if ids:
                self.session.apply(lambda ws: trash_evidence(ws, evidence_ids=ids))
            self._settle(idle)

    def _clear(self) -> None:
        stray = self._of(CareKind.ORPHANED)
        size = size_words(sum(item.size for item in stray))
        text = f"保管库里 {len(stray)} 个文件（{size}）没有记录用到，将从这台电脑删除。这一步不能撤销。"
        if ask.confirm(self, "清理无主文件", text, f"删除 {len(stray)} 个"):
            gone = discard_orphans(self.session.workspace, stray)
            self._settle(stray)
            self.session.tell(f"已删除 {len(gone)} 个无主文件")

    def _report(self) -> None:
        from exporters.care_report import care_document, write_care

        result, ws = self.keeper.result, self.session.workspace
        if result is None:
            return
        proposal = ask.documents() / f"佐证文件体检结果-{result.at:%Y%m%d}.docx"
        target = ask.save_as(self, "导出体检结果", proposal, "Word 文档 (*.docx)")
        if target is not None:
            target = target if target.suffix else target.with_suffix(".docx")
            document = care_document(result, office=ws.setting(OFFICE_NAME), font_set=ws.setting(FONT_SET))
            self.session.start(
                "正在导出体检结果", lambda report: write_care(document, target, report), self._written
            )

    def _written(self, path: Path) -> None:
        self.session.tell(
            f"已导出“{path.name}”", ("打开", lambda: opening.open_path(self.session, path)),
            ("打开文件夹", lambda: opening.reveal_path(self.session, path)),
        )

    # Own steps

    def _items(self) -> tuple[CareItem, ...]:
        return self.keeper.result.items if self.keeper.result else ()

    def _of(self, kind: CareKind) -> tuple[CareItem, ...]:
        return self.keeper.result.of(kind) if self.keeper.result else ()

    def _settle(self, items: Sequence[CareItem]) -> None:
        if self.keeper.result is not None:
            self.keeper.settle(self.keeper.result.without(items))

    def _rows(self, keys: Sequence[str]) -> list[tuple[object, ...]]:
        items = {item.key: item for item in self._items()}
        return [_cells(items[key]) for key in keys]

    def evidence_id(self) -> EvidenceId | None:
        """Return the evidence the chosen row is about, where there is any still."""
        item = self._chosen()
        known = self.session.workspace.get(Evidence, item.evidence_id) if item else None
        return known.id if known else None

    def _chosen(self) -> CareItem | None:
        key = self.table.chosen_id()
        return next((item for item in self._items() if item.key == key), None)

    def _choose(self, _key: object) -> None:
        item = self._chosen()
        self.advice.set_text(f"{item.kind.label}：{item.kind.told}。{item.kind.remedy}。" if item else HINT)
        self.chosen.emit(self.evidence_id())


def _cells(item: CareItem) -> tuple[object, ...]:
    kind = Sign(Shape.TRIANGLE, item.kind.label, "late") if item.kind.is_fault else Muted(item.kind.label)
    return kind, item.where, Muted(item.name), Muted(size_words(item.size) if item.size else "")


def _line(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    for part in parts:
        row.addWidget(part, 1 if isinstance(part, Said) else 0)
    return row
