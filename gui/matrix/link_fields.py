"""The fields of the chosen links of 对应表: sentence of proof, pages, kind; of several links for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.parts.field import Field
from gui.parts.fields import LineField, TextField
from gui.parts.form import Form
from gui.parts.kind_fields import proof_kind_field
from gui.session import Session
from models.actions.linking import LinkField, revise_link, revise_links, revising_links
from models.domain.evidence import EvidenceLink

# More links than this are written between the events of the window.
MANY = 50
PROVES, PAGES = "写一句它证明什么", "如 第2页第3段，空着就是全部"
# No key of the choice: several links are of several kinds.
MIXED = ""


class LinkFields(QWidget):
    """What is known of one link, or of several; `entered` on Enter in a line."""

    entered = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.links: list[EvidenceLink] = []
        self.proves = TextField("证明什么", placeholder=PROVES, lines=(2, 6), enters=True)
        self.pages = LineField("页码", placeholder=PAGES)
        self.proof_kind = proof_kind_field()
        form = Form(columns=2)
        form.add(self.proves, 0)
        form.add(self.pages)
        form.add(self.proof_kind)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.addWidget(form)
        self._fields: tuple[tuple[Field, LinkField], ...] = (
            (self.proves, "proves"), (self.pages, "pages"), (self.proof_kind, "proof_kind"),
        )
        for field, name in self._fields:
            field.saved.connect(lambda value, field=field, name=name: self._save(field, name, value))
            field.entered.connect(self.entered)

    def show_links(self, links: Sequence[EvidenceLink]) -> None:
        """Show what the links have in common; unsaved typing on the same links stays."""
        again = [link.id for link in links] == [link.id for link in self.links]
        self.links = list(links)
        self.setVisible(bool(links))
        for field, name in self._fields:
            known = {getattr(link, name) for link in links}
            shown = known.pop() if len(known) == 1 else MIXED
            (field.refill if again else field.fill)(shown)
            self._hint(field, is_mixed=bool(known))

    def drop(self) -> None:
        """Forget what is typed."""
        for field, _ in self._fields:
            field.drop()

    def _hint(self, field: Field, *, is_mixed: bool) -> None:
        mixed = f"各处不同，写在这里改掉 {len(self.links)} 处"
        if field is self.proves:
            self.proves.edit.setPlaceholderText(mixed if is_mixed else PROVES)
        elif field is self.pages:
            self.pages.edit.setPlaceholderText("各处不同" if is_mixed else PAGES)
        else:
            self.proof_kind.combo.setPlaceholderText("各处不同")

    def _save(self, field: Field, name: LinkField, value: object) -> None:
        ids, step = [link.id for link in self.links], field.sitting
        if len(ids) > MANY:
            self.session.steps(
                "正在写到选中的各处", lambda ws: revising_links(ws, link_ids=ids, field=name, value=value, step=step)
            )
        elif len(ids) > 1:
            self.session.apply(
                lambda ws: revise_links(ws, link_ids=ids, field=name, value=value, step=step), source=field
            )
        elif ids:
            self.session.apply(
                lambda ws: revise_link(ws, link=replace(ws.need(EvidenceLink, ids[0]), **{name: value}), step=step),
                source=field,
            )
