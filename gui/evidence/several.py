"""Several pieces of evidence at once: a fact typed here is that of all of them, in one undoable step.

A field shows what they have in common; where they differ it stands empty with 多种 in it, and changes nothing unless
something is typed. Names are no such fact: each piece has its own. What is sealed stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui import suggest
from gui.evidence.suggested_facts import adopt_suggestions
from gui.parts.buttons import LinkButton
from gui.parts.cells import EDGE
from gui.parts.completer_field import CompleterField
from gui.parts.date_field import DateField
from gui.parts.field import Field
from gui.parts.fields import ComboField, LineField
from gui.parts.form import Form
from gui.parts.kind_fields import evidence_kind_field
from gui.parts.labels import Meta, SectionHead, Small
from gui.session import Session
from models.actions.evidence_facts import revise_several, revising_several
from models.domain.evidence import Evidence, EvidenceId
from models.reporting import BATCH
from models.workspace import Workspace

SEVERAL = "多种"
_NAMED = 3


class SeveralEvidence(QWidget):
    """Stands in the place of the card while several pieces are chosen."""

    def __init__(self, session: Session, width: int) -> None:
        super().__init__()
        self.session = session
        self.pieces: list[Evidence] = []
        self._shown: tuple[EvidenceId, ...] = ()
        self.setFixedWidth(width)
        self.head = SectionHead()
        self.names = Meta()
        self.sealed = Small()
        self.kind = evidence_kind_field()
        self.dated_on = DateField(
            "形成日期", today=session.today, holidays=session.holidays, period=True, reading=False
        )
        self.issuing_body = CompleterField("发文（形成）单位", suggest.units(session.workspace))
        self.document_number = LineField("文号")
        self.fields: dict[str, Field] = {
            "kind": self.kind, "dated_on": self.dated_on, "issuing_body": self.issuing_body,
            "document_number": self.document_number,
        }
        self.adopt = LinkButton("采用各自的建议", icon="check")
        self.adopt.setToolTip("文件名、首页和照片自带的日期里读到的，填进各自的空项；一步可撤销")
        self._build()
        for name, field in self.fields.items():
            field.saved.connect(lambda value, name=name, field=field: self._save(name, field, value))
        self.adopt.clicked.connect(lambda: adopt_suggestions(session, [piece.id for piece in self.pieces]))

    def _build(self) -> None:
        form = Form()
        form.add(self.kind)
        form.add(self.dated_on)
        form.add(self.issuing_body, 0)
        form.add(self.document_number, 0)
        for words in (self.names, self.sealed):
            words.setWordWrap(True)
        told = Meta("在这里填的，所选的每一份都填上，一步可撤销。名称各填各的。")
        told.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, EDGE, 16)
        column.setSpacing(12)
        for part in (self.head, self.names, self.sealed, form, told):
            column.addWidget(part)
        column.addWidget(self.adopt, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    # What the page uses

    def show_pieces(self, ids: Sequence[EvidenceId]) -> None:
        """Show what these pieces have in common."""
        again, self._shown = tuple(ids) == self._shown, tuple(ids)
        ws = self.session.workspace
        found = ws.many(Evidence, ids)
        sealed = ws.look.sealed_among(ids)
        self.pieces = [found[row_id] for row_id in ids if row_id in found and row_id not in sealed]
        self.head.setText(f"已选 {len(ids)} 份")
        self.names.setText(_names([found[row_id].title for row_id in ids if row_id in found]))
        self.sealed.setText(f"其中 {len(sealed)} 份已封卷，不再修改。")
        self.sealed.setVisible(bool(sealed))
        for name, field in self.fields.items():
            field.setEnabled(bool(self.pieces))
            _show(field, {getattr(piece, name) for piece in self.pieces}, again=again)
        self.adopt.setEnabled(bool(self.pieces))

    def leave(self) -> bool:
        """Save what is typed; returns whether the pieces may be left."""
        saved = [field.commit(leaving=True) for field in self.fields.values()]
        return all(saved)

    # Own steps

    def _save(self, name: str, field: Field, value: object) -> None:
        kept = value if value is not None or name == "dated_on" else ""
        ids, step = [piece.id for piece in self.pieces if getattr(piece, name) != kept], field.sitting

        def records(ws: Workspace) -> list[Evidence]:
            return [replace(ws.need(Evidence, row_id), **{name: kept}) for row_id in ids]

        if len(ids) > BATCH:
            job = self.session.steps("正在填写", lambda ws: revising_several(ws, records=records(ws), step=step))
            # What was not kept must not go on standing in the field.
            job.failed.connect(lambda _: self.show_pieces(self._shown))
        elif ids:
            self.session.apply(lambda ws: revise_several(ws, records=records(ws), step=step), source=field)


def _show(field: Field, values: set[object], *, again: bool) -> None:
    """Show the one value there is; where there are several say so, and hold none."""
    words = SEVERAL if len(values) > 1 else ""
    if isinstance(field, ComboField):
        field.combo.setPlaceholderText(words)
    elif isinstance(field, LineField):
        field.edit.setPlaceholderText(words)
    value = next(iter(values)) if len(values) == 1 else None
    if again:
        field.refill(value)
    else:
        field.fill(value)


def _names(titles: Sequence[str]) -> str:
    more = f" 等 {len(titles)} 份" if len(titles) > _NAMED else ""
    return "、".join(titles[:_NAMED]) + more
