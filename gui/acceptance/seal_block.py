"""封卷 on the page of an acceptance: what is sealed and when, sealing it, and holding the seal against the files.

The question comes first, with counts; then every file is hashed in a worker, and only what was found whole is sealed,
between the events of the window. What a comparison finds stands below until another closure is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui import ask
from gui.acceptance.seal_lacks import SealLacks
from gui.jobs import Job
from gui.parts.buttons import Button, LinkButton
from gui.parts.labels import Elided, Meta, Running, SectionHead
from gui.parts.layouts import empty
from gui.parts.said import Said
from gui.parts.signs import Shape, Sign, SignLabel
from gui.session import Session
from models.actions.sealing import sealing
from models.checking import compare_files, seals_of
from models.closure_evidence import SealDraft, check_files, draft_seal, sealed_sets
from models.domain.closure import Closure, ClosureId
from models.domain.finding import Finding
from models.domain.plan import Task
from models.domain.sealing import SealedSet
from models.errors import AppError, Cancelled

TABLES = ("sealings", "evidence", "evidence_links", "stored_files", "closure_measures", "measures")
HINT = "验收时看过的材料封起来：编号、名称、文件版本不再变，校验码编进以后签发的每份文书的编号。"
NONE = "还没有对应到措施的佐证。"
NAMED, LISTED = 3, 12


class SealBlock(QWidget):
    """Head with its buttons, a line for each sealing and for what is new, and what a comparison came to."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.closure_id = ClosureId("")
        self.draft: SealDraft | None = None
        self.seal = Button("封卷", icon="lock")
        self.compare = LinkButton("核对封卷", icon="check")
        self.hint = Meta(HINT)
        self.lacks = SealLacks(session)
        self.said = Said(inset=0)
        self.found = Running()
        self.lines: list[str] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._running: Job | None = None
        self._build()
        self.seal.clicked.connect(self._ask)
        self.compare.clicked.connect(self._compare)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(SectionHead("佐证封卷"))
        head.addStretch(1)
        head.addWidget(self.compare)
        head.addWidget(self.seal)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.hint)
        column.addLayout(self._rows)
        column.addWidget(self.lacks)
        column.addWidget(self.said)
        column.addWidget(self.found)
        self._forget()

    # Show

    def show_closure(self, closure_id: ClosureId) -> None:
        """Show what of a closure is sealed and what is not; what was said of it stays while it is the same one."""
        if closure_id != self.closure_id:
            self.closure_id = closure_id
            self._forget()
        ws = self.session.workspace
        sealed = sealed_sets(ws, closure_id)
        self.draft = draft_seal(ws, closure_id, sealed)
        self._show_rows([*map(_told, sealed), *_left(self.draft)])
        self.lacks.show_lacks(ws.need(Closure, closure_id), self.draft.lacks)
        self.hint.setText(HINT if sealed or self.draft.items else f"{HINT}{NONE}")
        self.hint.setVisible(not sealed)
        self.compare.setVisible(bool(sealed))
        self.seal.setText(self.draft.label)
        self.seal.setVisible(bool(self.draft.items) or not sealed)
        self._allow()

    def first_focus(self) -> QWidget:
        """Return the button that takes the keyboard: to seal where there is something to seal, else to compare."""
        return self.seal if self.seal.isVisibleTo(self) else self.compare

    def show_problem(self, problem: AppError | str | None) -> None:
        """Say what kept the evidence from being sealed."""
        if problem is not None:
            self._say(str(problem), good=False)

    def _show_rows(self, rows: Sequence[tuple[Sign, str]]) -> None:
        self.lines = [f"{sign.words} {words}" for sign, words in rows]
        empty(self._rows)
        for sign, words in rows:
            self._rows.addWidget(_line(sign, words))

    def _allow(self) -> None:
        is_busy = self._running is not None and not self._running.is_over
        reason = "正在核对文件" if is_busy else "" if self.draft and self.draft.items else NONE
        self.seal.allow(reason)
        self.compare.allow("正在核对文件" if is_busy else "")
        if not is_busy and self.window().focusWidget() is self:
            self.first_focus().setFocus()

    def _forget(self) -> None:
        self._say("")

    def _say(self, words: str, *, good: bool | None = None, found: Sequence[str] = ()) -> None:
        self.said.show_words(words, good=good)
        self.said.setVisible(bool(words))
        self.found.set_text("\n".join(found))
        self.found.setVisible(bool(found))

    # Seal

    def _ask(self) -> None:
        draft = draft_seal(self.session.workspace, self.closure_id)
        if ask.confirm(self, f"{draft.label}？", self._question(draft), draft.label):
            vault = self.session.workspace.vault
            self._begin("正在核对要封的文件", lambda: self.session.start(
                "正在核对要封的文件", lambda report: check_files(draft, vault, report), self._seal, failed=self._failed
            ))

    def _question(self, draft: SealDraft) -> str:
        ws = self.session.workspace
        closure = ws.need(Closure, draft.closure_id)
        task = ws.need(Task, closure.task_id)
        measures = {number for item in draft.items for number in item.measures}
        lines = [
            f"任务 {task.number} · {closure.name}",
            f"{len(draft.items)} 件佐证、{len(draft.files)} 个文件" + f"，对应 {len(measures)} 条措施" * bool(measures),
            *([f"封卷后新增的：{_names(draft)}"] if draft.is_supplement else []),
            # Their names stand in the block behind the question.
            *(f"▲ {lack.text.partition('：')[0]}" for lack in draft.lacks),
            "",
            "先逐个核对文件，完好才封。封卷后这些材料（连同日期、类别）不能修改、移走或删除，也不能撤销；"
            "以后有新材料，另外添加，再做补充封卷。",
        ]
        return "\n".join(lines)

    def _seal(self, checked: SealDraft) -> None:
        self._begin("正在封卷", lambda: self.session.steps(
            "正在封卷", lambda ws: sealing(ws, draft=checked), lambda _: self._sealed(checked), failed=self._failed
        ))

    def _sealed(self, checked: SealDraft) -> None:
        if checked.closure_id == self.closure_id:
            counts = f"{len(checked.items)} 件、{len(checked.files)} 个文件"
            self._say(f"{checked.label}完成：{counts}，都已核对。", good=True)
            self.show_closure(self.closure_id)

    # Compare

    def _compare(self) -> None:
        ws, closure_id = self.session.workspace, self.closure_id
        seals, vault = seals_of(ws, closure_id), ws.vault
        count = (sum(len(seal.items) for seal in seals), sum(len(seal.hashes) for seal in seals))
        self._begin("正在核对封卷", lambda: self.session.start(
            "正在核对封卷", lambda report: compare_files(seals, vault, report),
            lambda found: self._compared(closure_id, count, found), failed=self._failed,
        ))

    def _compared(self, closure_id: ClosureId, count: tuple[int, int], found: Sequence[Finding]) -> None:
        self._allow()
        if closure_id != self.closure_id:
            return
        items, files = count
        at = f"{self.session.now():%Y-%m-%d %H:%M} 核对完毕"
        if not found:
            self._say(f"{at}：{items} 件、{files} 个文件，和封卷时完全一样。", good=True)
            return
        told = [f"▲ {item.where}：{item.text}。{item.remedy}。" for item in found[:LISTED]]
        told += [f"另有 {len(found) - LISTED} 处，先处理上面的再核对一次。"] * (len(found) > LISTED)
        self._say(f"{at}：{items} 件、{files} 个文件，有 {len(found)} 处和封卷时不一样。", good=False, found=told)

    # Own steps

    def _begin(self, words: str, start: Callable[[], Job]) -> None:
        self._say(f"{words}，进度在窗口底部。")
        self._running = job = start()
        job.failed.connect(self._stopped)
        self._allow()

    def _failed(self, error: AppError) -> None:
        self._say(str(error), good=False)

    def _stopped(self, error: Exception) -> None:
        self._allow()
        if isinstance(error, Cancelled):
            self._forget()


def _told(one: SealedSet) -> tuple[Sign, str]:
    seal = one.sealing
    sign = Sign(Shape.TICK, f"补充封卷{seal.position}" if seal.position else "已封卷", "accent", True)
    return sign, "　".join(part for part in (
        f"{seal.sealed_at:%Y-%m-%d %H:%M}", seal.sealed_by,
        f"{len(one.items)} 件、{one.file_count} 个文件", f"校验码 {seal.short}", seal.note,
    ) if part)


def _left(draft: SealDraft) -> list[tuple[Sign, str]]:
    """Return the line of what is not sealed yet."""
    if not draft.items:
        return []
    if not draft.is_supplement:
        return [(Sign(Shape.RING, "未封卷", "ink_2"), f"{len(draft.items)} 件、{len(draft.files)} 个文件")]
    return [(Sign(Shape.RING, f"{len(draft.items)} 件未封", "ink", True), f"封卷后新增的：{_names(draft)}")]


def _names(draft: SealDraft) -> str:
    titles = "、".join(f"“{item.evidence.title}”" for item in draft.items[:NAMED])
    return titles + ("等" if len(draft.items) > NAMED else "")


def _line(sign: Sign, words: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(SignLabel(sign), 0, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(Elided(words), 1)
    return line
