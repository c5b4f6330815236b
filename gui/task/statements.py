"""What the opinion will say of a measure: its two statements for the current closure, drafted, edited, confirmed.

A statement is shown in the serif of the paper behind an accent bar. While it is missing, what the records would give
stands there in grey; when the records have changed since it was confirmed, both texts stand one over the other.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.parts import typeface
from gui.parts.buttons import Button
from gui.parts.field import Field
from gui.parts.in_place import InPlace
from gui.parts.labels import Meta
from gui.parts.palette import tone
from gui.parts.paragraph import Paragraph
from gui.parts.signs import Shape, Sign, SignLabel
from gui.session import Session
from models.actions.papers import confirm_statement, draft_statement, write_statement
from models.assembly import chosen_form, closures_by_measure, paper_of, statement_dossier
from models.domain.closure import Closure, ClosureId, StatementKind
from models.domain.form import ContentKind
from models.domain.numerals import chinese_number
from models.domain.plan import Measure, MeasureId
from models.domain.statements import StatementState
from models.dossiers import StatementDossier
from models.workspace import Workspace

_CONTENT = {
    StatementKind.IMPLEMENTATION: ContentKind.IMPLEMENTATION, StatementKind.PROOF: ContentKind.EVIDENCE_MAPPING,
}
_SIGNS = {
    StatementState.MISSING: Sign(Shape.TRIANGLE, "缺", "ink"),
    StatementState.DRAFT: Sign(Shape.RING, "待确认", "ink"),
    StatementState.CONFIRMED: Sign(Shape.TICK, "已确认", "accent"),
    StatementState.STALE: Sign(Shape.RING, "待核", "ink", True),
}
_WORST_FIRST = (StatementState.STALE, StatementState.MISSING, StatementState.DRAFT, StatementState.CONFIRMED)
_LACKS = {
    StatementKind.IMPLEMENTATION: "登记落实情况后，这里会给出草稿。",
    StatementKind.PROOF: "写上佐证证明什么后，这里会给出草稿。",
}


class Statements(QWidget):
    """Both statements of one measure."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.blocks = {kind: StatementBlock(session, kind) for kind in StatementKind}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for block in self.blocks.values():
            column.addWidget(block)

    def show_measure(self, measure: Measure, *, fresh: bool) -> None:
        """Show the statements of a measure for the newest closure that covers it."""
        closure = closures_by_measure(self.session.workspace, measure.task_id).get(measure.id)
        self.setVisible(closure is not None)
        for block in self.blocks.values() if closure is not None else ():
            block.show_measure(measure, closure, fresh=fresh)

    def told(self) -> str:
        """Return in a few words how far the two statements are, such as 陈述待核."""
        states = [block.state for block in self.blocks.values()]
        worst = next(state for state in _WORST_FIRST if state in states)
        count = "两段" if states.count(worst) == len(states) else "一段"
        return f"还缺{count}陈述" if worst is StatementState.MISSING else f"{count}陈述{worst.label}"

    def begin(self) -> None:
        """Give the keyboard to the first button that still has something to do."""
        for block in self.blocks.values():
            if block.state is not StatementState.CONFIRMED:
                block.next_button().setFocus()
                return


class StatementBlock(QWidget):
    """One statement with its state and its buttons."""

    def __init__(self, session: Session, kind: StatementKind) -> None:
        super().__init__()
        self.session = session
        self.kind = kind
        self.state = StatementState.MISSING
        self._closure_id: ClosureId | None = None
        self._measure_id: MeasureId | None = None
        self.label = Meta()
        self.sign = SignLabel()
        self.draft = Button("起草")
        self.confirm = Button("确认")
        self.adopt = Button("采用新稿")
        self.keep = Button("保留并确认")
        self.text = InPlace(self._save, font=typeface.serif(), lines=(2, 16))
        self.text.setAccessibleName(kind.label)
        self.now_label = Meta("按现在的记录应写")
        self.now = Paragraph(font=typeface.serif(), most=16)
        self._build()
        self._connect()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.label)
        head.addWidget(self.sign)
        head.addStretch(1)
        for button in (self.draft, self.confirm, self.adopt, self.keep):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.text)
        column.addWidget(self.now_label)
        column.addWidget(self.now)

    def _connect(self) -> None:
        self.draft.clicked.connect(self._draft)
        self.adopt.clicked.connect(self._draft)
        self.confirm.clicked.connect(self._confirm)
        self.keep.clicked.connect(self._confirm)
        self.text.opened.connect(self.update)
        self.text.closed.connect(self.update)

    # What the list uses

    def show_measure(self, measure: Measure, closure: Closure, *, fresh: bool) -> None:
        """Show the statement of a measure for a closure as the records have it."""
        ws = self.session.workspace
        dossier = statement_dossier(ws, closure.id, self.kind, ws.sources(measure))
        self.show_statement(closure.id, measure.id, dossier, place_in_paper(ws, closure.id, self.kind), fresh=fresh)

    def show_statement(
        self, closure_id: ClosureId, measure_id: MeasureId, dossier: StatementDossier, place: str, *, fresh: bool
    ) -> None:
        """Show a statement as it stands."""
        self._closure_id, self._measure_id = closure_id, measure_id
        self.state = dossier.state
        is_stale = dossier.state is StatementState.STALE
        self.label.setText(f"{place}将写" + ("　已确认的文字" if is_stale else ""))
        self.sign.set_value(_SIGNS[dossier.state])
        (self.text.fill if fresh else self.text.refill)(dossier.text, hint=dossier.draft or _LACKS[self.kind])
        self.now.set_text(dossier.draft or "现在的记录写不出这一段。")
        for widget in (self.now_label, self.now):
            widget.setVisible(is_stale)
        self._show_buttons(dossier)

    def next_button(self) -> Button:
        """Return the button that brings the statement on."""
        if self.state is StatementState.STALE:
            return self.adopt if self.adopt.isEnabled() else self.keep
        return self.draft if self.state is StatementState.MISSING else self.confirm

    # Own steps

    def _show_buttons(self, dossier: StatementDossier) -> None:
        state, can_draft = dossier.state, bool(dossier.draft)
        differs = can_draft and dossier.draft != dossier.text
        self.draft.setVisible(state is StatementState.MISSING or (state is StatementState.DRAFT and differs))
        self.draft.setText("起草" if state is StatementState.MISSING else "重新起草")
        self.draft.allow("" if can_draft else _LACKS[self.kind])
        self.confirm.setVisible(state in (StatementState.MISSING, StatementState.DRAFT))
        self.confirm.allow("" if dossier.text else "先起草或填写")
        self.adopt.setVisible(state is StatementState.STALE)
        self.adopt.allow("" if can_draft else _LACKS[self.kind])
        self.keep.setVisible(state is StatementState.STALE)

    def _ids(self) -> tuple[ClosureId, MeasureId] | None:
        if self._closure_id is None or self._measure_id is None:
            return None
        return self._closure_id, self._measure_id

    def _draft(self) -> None:
        ids = self._ids()
        if ids is None:
            return
        changes = self.session.apply(
            lambda ws: draft_statement(ws, closure_id=ids[0], measure_id=ids[1], kind=self.kind)
        )
        if changes is not None:
            # The next Enter confirms what one has just read.
            QTimer.singleShot(0, self.confirm, self.confirm.setFocus)

    def _confirm(self) -> None:
        ids = self._ids()
        if ids is not None:
            self.session.apply(lambda ws: confirm_statement(ws, closure_id=ids[0], measure_id=ids[1], kind=self.kind))

    def _save(self, field: Field, text: str) -> None:
        ids = self._ids()
        if ids is not None:
            self.session.apply(
                lambda ws: write_statement(
                    ws, closure_id=ids[0], measure_id=ids[1], kind=self.kind, text=text, step=field.sitting
                ),
                source=field,
            )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 2, 2, self.height() - 4, tone("accent"))
        painter.end()


def place_in_paper(ws: Workspace, closure_id: ClosureId, kind: StatementKind) -> str:
    """Return where the closure's form prints a statement, such as 第三部分; its own name where it does not."""
    form = chosen_form(ws, paper_of(ws, closure_id)).definition
    contents = [head.content for head in form.heads]
    if _CONTENT[kind] not in contents:
        return kind.label
    return f"第{chinese_number(contents.index(_CONTENT[kind]) + 1)}部分"
