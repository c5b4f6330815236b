"""The facts of a piece of evidence, edited where it lies: what it is, who issued it, when, and on which pages."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui import suggest
from gui.evidence.seal_marks import SealNote
from gui.evidence.suggested_facts import FIELDS as SUGGESTED
from gui.evidence.suggested_facts import SuggestedFacts
from gui.parts.buttons import LinkButton
from gui.parts.completer_field import CompleterField
from gui.parts.date_field import DateField
from gui.parts.field import Field
from gui.parts.fields import LineField
from gui.parts.form import Form
from gui.parts.keys import bind
from gui.parts.kind_fields import evidence_kind_field, proof_kind_field
from gui.session import Session
from models.actions.evidence import revise_evidence
from models.actions.linking import revise_link
from models.domain.evidence import Evidence, EvidenceLink


class EvidenceFacts(QWidget):
    """The fields of one piece of evidence and of its link to the measure."""

    closed = Signal()
    opened = Signal()
    more = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.evidence: Evidence | None = None
        self.link: EvidenceLink | None = None
        self.title = LineField("名称", required=True)
        self.kind = evidence_kind_field()
        self.issuing_body = CompleterField("发文单位", suggest.units(session.workspace))
        self.document_number = LineField("文号")
        self.dated_on = DateField("日期", today=session.today, holidays=session.holidays, period=True, reading=False)
        self.pages = LineField("页码", placeholder="如 第2页第3段，空着就是全部")
        self.proof_kind = proof_kind_field()
        self.sealed = SealNote()
        self.suggested = SuggestedFacts(session, {name: getattr(self, name) for name in SUGGESTED})
        self._build()
        self._connect()

    def _build(self) -> None:
        form = Form(columns=4)
        form.add(self.title, 2)
        for field in (self.kind, self.proof_kind, self.issuing_body, self.document_number, self.dated_on, self.pages):
            form.add(field)
        self.open_link = LinkButton("打开文件", icon="open")
        self.more_link = LinkButton("更多操作")
        self.done = LinkButton("完成")
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(self.open_link)
        row.addWidget(self.more_link)
        row.addStretch(1)
        row.addWidget(self.done)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(6)
        self._column.addWidget(self.sealed)
        self._column.addWidget(form)
        self._column.addLayout(row)

    def setContentsMargins(self, left: int, top: int, right: int, bottom: int) -> None:
        self._column.setContentsMargins(left, top, right, bottom)

    def _connect(self) -> None:
        for name in ("title", "kind", "issuing_body", "document_number", "dated_on"):
            field: Field = getattr(self, name)
            field.saved.connect(lambda value, name=name, field=field: self._save(field, **{name: value}))
        self.pages.saved.connect(lambda value: self._save_link(self.pages, pages=str(value)))
        self.proof_kind.saved.connect(lambda value: self._save_link(self.proof_kind, proof_kind=value))
        self.open_link.clicked.connect(self.opened)
        self.more_link.clicked.connect(self.more)
        self.done.clicked.connect(self.closed)
        order = (self.title, self.issuing_body, self.document_number, self.dated_on, self.pages)
        for field, then in pairwise(order):
            field.entered.connect(then.setFocus)
        self.pages.entered.connect(self.closed)
        bind(self, ("Esc", self.closed.emit))

    def show_evidence(self, item: Evidence, link: EvidenceLink, *, fresh: bool) -> None:
        """Show the facts; `fresh` forgets the typing on another piece."""
        self.evidence, self.link = item, link
        mark = self.session.workspace.look.sealed_among([item.id]).get(item.id)
        self.sealed.show_mark(mark)
        for field in (self.title, self.kind, self.issuing_body, self.document_number, self.dated_on):
            field.setEnabled(mark is None)
        for field, value in (
            (self.title, item.title), (self.kind, item.kind), (self.issuing_body, item.issuing_body),
            (self.document_number, item.document_number), (self.dated_on, item.dated_on),
            (self.pages, link.pages or item.pages), (self.proof_kind, link.proof_kind),
        ):
            (field.fill if fresh else field.refill)(value)
        self.suggested.show_evidence(item)

    def begin(self) -> None:
        """Give the keyboard to the title, where it is sealed to the pages."""
        field = self.title if self.title.isEnabled() else self.pages
        field.setFocus()
        field.edit.selectAll()

    def leave(self) -> bool:
        """Save what is typed; returns whether the fields may be closed."""
        saved = [field.commit(leaving=True) for field in self.findChildren(Field)]
        return all(saved)

    def _save(self, field: Field, **values: object) -> None:
        item = self.evidence
        if item is not None:
            self.session.apply(
                lambda ws: revise_evidence(
                    ws, evidence=replace(ws.need(Evidence, item.id), **values), step=field.sitting
                ),
                source=field,
            )

    def _save_link(self, field: Field, **values: object) -> None:
        link = self.link
        if link is not None:
            self.session.apply(
                lambda ws: revise_link(
                    ws, link=replace(ws.need(EvidenceLink, link.id), **values), step=field.sitting
                ),
                source=field,
            )
