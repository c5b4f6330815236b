"""版头与落款: who issues the paper under which number and date, and what stands at its head and foot.

A panel over the text, opened by its button or by the sections it feeds. What an issuer prints everywhere (addressee,
机关代字, printing office) is taken from the issuer while the field is empty, and shown there in grey. Only what the
paper's form prints is asked for; the issuer of another paper of the closure, or of the last paper of the kind, is
offered, not taken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from exporters import titles
from exporters.blocks import Para, RedHead, Role
from exporters.forms.build import build
from gui import suggest
from gui.parts.buttons import LinkButton
from gui.parts.completer_field import CompleterField
from gui.parts.date_field import DateField
from gui.parts.field import Field
from gui.parts.fields import ComboField, LineField, TextField, TickField
from gui.parts.form import Form
from gui.parts.labels import Meta, SectionHead
from gui.parts.number_field import NumberField
from gui.places import SETTINGS
from gui.session import Session
from models.actions.papers import save_paper
from models.assembly import paper_of
from models.domain.closure import ClosureId, Paper, PaperKind
from models.domain.directory import Issuer, IssuerId
from models.domain.form import FormDefinition
from models.domain.slots import slots_in
from models.dossiers import ClosureDossier
from models.workspace import Changes, Workspace

SECRET = "▲ 本机按非涉密计算机使用。定了密级的材料不能在这里起草、保存和打印。"
SECRECIES = ((None, "不标注"), ("秘密", "秘密"), ("机密", "机密"), ("绝密", "绝密"))
LONGEST_ISSUER = 20
_OPTIONAL_TEXT = ("secrecy",)
_BROKEN = ("title_lines", "head_lines")
_OF_RED_HEAD = ("document_word", "document_year", "document_sequence", "copies_to", "printing_office", "printed_on",
                "signer", "is_upward", "secrecy", "head_lines")
_ISSUER_SLOTS = ("发文主体", "自称", "落款", "主送")


class FactsPanel(QWidget):
    """The fields of a paper's head and foot."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.closure_id = ClosureId("")
        self.kind = PaperKind.CLOSURE_OPINION
        self.fields: dict[str, Field] = self._make_fields()
        self.next_number = LinkButton("", icon="plus")
        self.same_issuer = LinkButton("", icon="copy")
        self.add_issuer = LinkButton("去设置里添加发文主体", icon="plus")
        self.take_lines = {name: LinkButton("填入现在的分行再改", icon="edit") for name in _BROKEN}
        self.close_link = LinkButton("收起", icon="up")
        self._offered: tuple[IssuerId, str] | None = None
        self._warning = Meta(SECRET)
        self._warning.setWordWrap(True)
        self._warning.hide()
        self._build()
        for name, field in self.fields.items():
            field.saved.connect(lambda value, name=name, field=field: self._save(name, field, value))
        self.next_number.clicked.connect(self.take_next_number)
        self.same_issuer.clicked.connect(self.take_same_issuer)
        self.add_issuer.clicked.connect(lambda: self.session.go(SETTINGS, "issuers"))
        for name, link in self.take_lines.items():
            link.clicked.connect(lambda _=False, name=name: self.take_lines_of(name))
        self.close_link.clicked.connect(self.hide)
        self.hide()

    # Build

    def _make_fields(self) -> dict[str, Field]:
        today, ws = self.session.today, self.session.workspace
        units, persons = suggest.units(ws), suggest.persons(ws)
        return {
            "form": ComboField("文书样式"),
            "issuer_id": ComboField("发文主体", printed="版头、标题、落款"),
            "signers": CompleterField("落款单位（几家一起落款时填，用、隔开）", units, many=True, printed="落款"),
            "addressee": CompleterField("主送机关", units, many=True, printed="标题下"),
            "dated_on": DateField("成文日期", today=today, holidays=self.session.holidays, printed="落款"),
            "document_word": LineField("发文机关代字", printed="发文字号"),
            "document_year": NumberField("年份", width=86),
            "document_sequence": NumberField("序号", width=86),
            "copies_to": CompleterField("抄送（用、隔开）", units, many=True, printed="版记"),
            "printing_office": CompleterField("印发机关", units, printed="版记"),
            "printed_on": DateField("印发日期", today=today, holidays=self.session.holidays, printed="版记"),
            "signer": CompleterField("签发人", persons),
            "is_upward": TickField("上行文，版头印签发人"),
            "secrecy": ComboField("密级", SECRECIES, printed="版头"),
            "has_red_head": TickField("套红头和版记"),
            "is_sealed": TickField("落款留盖章位置"),
            "title_lines": TextField("标题换行", printed="标题", lines=(1, 4), placeholder="一行一行写，不填则自动"),
            "head_lines": TextField("红头换行", printed="版头", lines=(1, 4), placeholder="一行一行写，不填则自动"),
        }

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(SectionHead("版头与落款"))
        head.addStretch(1)
        head.addWidget(self.close_link)
        form = Form()
        form.add(self.fields["form"], 0)
        issuer = _with_link([self.fields["issuer_id"]], self.same_issuer, self.add_issuer)
        self._parts = {"issuer_id": form.add(issuer, 0)}
        for name in ("signers", "addressee", "dated_on"):
            form.add(self.fields[name], 0)
        number = [self.fields[name] for name in ("document_word", "document_year", "document_sequence")]
        self._parts["document_word"] = form.add(_with_link(number, self.next_number), 0)
        for name in ("copies_to", "printing_office", "printed_on"):
            form.add(self.fields[name], 0)
        for name in ("signer", "is_upward", "has_red_head", "is_sealed", "secrecy"):
            form.add(self.fields[name])
        for name in _BROKEN:
            self._parts[name] = form.add(_with_link([self.fields[name]], self.take_lines[name]), 0)
        for field in self.fields.values():
            if isinstance(field, ComboField):
                # A long name of an issuer would widen the panel beyond its room.
                field.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                field.combo.setMinimumContentsLength(6)
        self.fields["secrecy"].add_under(self._warning)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(form)

    # What the page uses

    def show_facts(self, dossier: ClosureDossier, form: FormDefinition, forms: Sequence[FormDefinition]) -> None:
        """Show the head and foot of a paper; unsaved typing of the same paper stays."""
        fresh = (dossier.closure_id, dossier.paper.kind) != (self.closure_id, self.kind)
        self.closure_id, self.kind = dossier.closure_id, dossier.paper.kind
        self._lines_now = partial(_lines_of, form, dossier)
        known = [(item.key, item.label) for item in forms]
        wanted = dossier.paper.form or form.key
        # A form nobody here knows is shown as it stands, so that choosing the one that stands in for it is a change.
        self._set_choices("form", known if wanted in dict(known) else [*known, (wanted, f"{wanted}（本程序没有）")])
        issuers = self.session.workspace.find(Issuer)
        self._set_choices("issuer_id", [(None, "未选"), *((item.id, item.name) for item in issuers)])
        self.add_issuer.setVisible(not issuers)
        self._show_from_issuer(dossier.issuer)
        values = {name: getattr(dossier.paper, name) for name in self.fields}
        values |= {"form": wanted, "secrecy": dossier.paper.secrecy or None}
        for name, value in values.items():
            field = self.fields[name]
            (field.fill if fresh else field.refill)(value)
        self._warning.setVisible(bool(dossier.paper.secrecy))
        self._show_next_number(dossier.paper, dossier.issuer)
        self._show_same_issuer(dossier.paper)
        for name, link in self.take_lines.items():
            link.setVisible(not values[name])
        asked = asked_of(form, dossier.paper)
        for name, field in self.fields.items():
            self._parts.get(name, field).setVisible(name in asked)
            field.setVisible(name in asked)

    def focus_on(self, name: str) -> bool:
        """Open the panel on a field; returns whether it has that field."""
        field = self.fields.get(name)
        if field is None or field.isHidden():
            return False
        self.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def take_next_number(self) -> None:
        """Give the paper the year's next number of its 机关代字."""
        word, year, sequence = self._next
        self._apply(self.next_number, lambda paper: replace(
            paper, document_word=word, document_year=year, document_sequence=sequence))

    def take_same_issuer(self) -> None:
        """Let the issuer of another paper issue this one too, to whom it went where nobody is named yet."""
        if self._offered is not None:
            issuer_id, addressee = self._offered
            self._apply(self.same_issuer, lambda paper: replace(
                self._with_issuer(paper, issuer_id), addressee=paper.addressee or addressee))

    def take_lines_of(self, name: str) -> None:
        """Put the lines of title or red head, as they are now, into their field, to be changed there."""
        lines = self._lines_now(name)
        self._apply(self.take_lines[name], lambda paper: replace(paper, **{name: lines}))
        self.focus_on(name)

    # Own steps

    def _set_choices(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, ComboField):
            field.set_choices(choices)

    def _show_from_issuer(self, issuer: Issuer | None) -> None:
        shown = {
            "addressee": (issuer.addressee or issuer.leading_group) if issuer else "",
            "document_word": issuer.document_word if issuer else "",
            "printing_office": (issuer.printing_office or issuer.name) if issuer else "",
        }
        for name, text in shown.items():
            field = self.fields[name]
            if isinstance(field, LineField):
                field.edit.setPlaceholderText(text)

    def _show_next_number(self, paper: Paper, issuer: Issuer | None) -> None:
        word = paper.document_word or (issuer.document_word if issuer else "")
        year = paper.dated_on.year if paper.dated_on else self.session.today().year
        sequence = self.session.workspace.look.next_document_sequence(word, year)
        self._next = (word, year, sequence)
        self.next_number.setText(f"取下一号：{word}〔{year}〕{sequence}号")
        self.next_number.setVisible(bool(word) and paper.document_sequence is None)

    def _show_same_issuer(self, paper: Paper) -> None:
        ws = self.session.workspace
        others = [item for item in ws.find(Paper, closure_id=paper.closure_id) if item.issuer_id and item != paper]
        last = None if others else ws.look.recent_issuer(paper.kind, paper.closure_id)
        issuer = ws.get(Issuer, others[0].issuer_id if others else last[0] if last else None)
        self._offered = (issuer.id, last[1] if last else "") if issuer is not None else None
        self.same_issuer.setVisible(issuer is not None and paper.issuer_id is None)
        if issuer is not None:
            like = f"与{others[0].kind.short_label}相同" if others else f"沿用上一份{paper.kind.short_label}"
            self.same_issuer.setText(f"{like}：{_shortened(issuer.name)}")
            self.same_issuer.setToolTip(issuer.name)

    def _save(self, name: str, field: Field, value: Any) -> None:
        value = "" if name in _OPTIONAL_TEXT and value is None else value
        if name == "issuer_id":
            self._apply(field, lambda paper: self._with_issuer(paper, value))
        else:
            self._apply(field, lambda paper: replace(paper, **{name: value}), field.sitting)

    def _with_issuer(self, paper: Paper, issuer_id: Any) -> Paper:
        """Return the opinion of another issuer: what the former one had put in goes with it."""
        ws = self.session.workspace
        before = ws.get(Issuer, paper.issuer_id)
        after = ws.get(Issuer, issuer_id)
        was_taken = paper.document_word in ("", before.document_word if before else "")
        word = (after.document_word if after else "") if was_taken else paper.document_word
        return replace(paper, issuer_id=issuer_id, document_word=word)

    def _apply(self, source: QWidget, change: Callable[[Paper], Paper], step: str = "") -> None:
        def save(ws: Workspace) -> Changes:
            return save_paper(ws, paper=change(paper_of(ws, self.closure_id, self.kind)), step=step)

        self.session.apply(save, source=source if isinstance(source, Field) else None)


def asked_of(form: FormDefinition, paper: Paper) -> frozenset[str]:
    """Return the fields the head and foot of a paper have: what its form prints, and those of a red head."""
    asked = {"form", "title_lines", "has_red_head"}
    is_signed = bool(form.sign_off)
    if is_signed or paper.has_red_head or form.uses(*_ISSUER_SLOTS):
        asked.add("issuer_id")
    if is_signed:
        asked |= {"dated_on", "is_sealed"}
    if "落款" in slots_in(form.sign_off):
        asked.add("signers")
    if form.addressee:
        asked.add("addressee")
    if paper.has_red_head or paper.kind.has_red_head:
        asked.update(_OF_RED_HEAD)
    return frozenset(asked)


def _shortened(name: str) -> str:
    return name if len(name) <= LONGEST_ISSUER else name[: LONGEST_ISSUER - 1] + "…"


def _with_link(fields: Sequence[QWidget], *links: LinkButton) -> QWidget:
    """Return fields side by side, the first the widest, with links below them."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    row = QHBoxLayout()
    row.setSpacing(8)
    for place, field in enumerate(fields):
        row.addWidget(field, int(place == 0))
    column.addLayout(row)
    for link in links:
        column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
    return inside


def _lines_of(form: FormDefinition, dossier: ClosureDossier, name: str) -> str:
    """Return the lines of the title or of the red head as they are printed now; empty without a red head."""
    blocks = list(build(form, dossier).blocks())
    if name == "head_lines":
        return next(("\n".join(block.lines) for block in blocks if isinstance(block, RedHead)), "")
    title = next(block for block in blocks if isinstance(block, Para) and block.role is Role.TITLE)
    return titles.broken(title.text)
