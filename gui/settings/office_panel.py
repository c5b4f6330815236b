"""设置 · 本单位: name, clerk, fonts of the papers, the form an opinion begins with, and the sample's end."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui import ask
from gui.parts.buttons import Button
from gui.parts.cells import EDGE
from gui.parts.field import Field
from gui.parts.fields import ComboField, LineField
from gui.parts.form import Form
from gui.parts.labels import Meta, SectionHead
from gui.session import Session
from models.actions.directory import change_setting
from models.actions.office_forms import make_default
from models.assembly.forms import known_forms
from models.domain.closure import PaperKind
from models.domain.evidence_numbers import NumberPattern
from models.domain.settings import (
    CLERK_NAME,
    DEFAULT_FORM,
    EVIDENCE_NUMBER,
    FONT_SET,
    IS_SAMPLE,
    OFFICE_NAME,
    SettingKey,
)
from models.workspace import Changes

FONT_SETS = (("gb2312", "仿宋_GB2312、楷体_GB2312"), ("system", "仿宋、楷体（系统自带）"))


class OfficePanel(QWidget):
    """Settings of the office, saved field by field."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.fields: tuple[tuple[SettingKey, Field], ...] = (
            (OFFICE_NAME, LineField(OFFICE_NAME.label, placeholder="如 示例县整改办")),
            (CLERK_NAME, LineField(CLERK_NAME.label, placeholder="记入操作记录")),
            (FONT_SET, ComboField(FONT_SET.label, FONT_SETS, printed="全部文书")),
            (DEFAULT_FORM, ComboField(DEFAULT_FORM.label, self._forms())),
            (EVIDENCE_NUMBER, LineField(EVIDENCE_NUMBER.label, printed="目录、对应表、一问一档")),
        )
        self.example = Meta()
        self.example.setWordWrap(True)
        self.delete = Button("删除示例数据", icon="trash")
        self.sample = QWidget()
        self._build()
        for key, field in self.fields:
            field.saved.connect(lambda value, key=key, field=field: self._save(key, field, value))
        self.delete.clicked.connect(self._delete_sample)

    def _build(self) -> None:
        form = Form()
        form.setMaximumWidth(760)
        for _, field in self.fields:
            form.add(field)
        # The last of the fields is the pattern of numbers.
        self.fields[-1][1].add_under(self.example)
        sample = QVBoxLayout(self.sample)
        sample.setContentsMargins(0, 16, 0, 0)
        sample.setSpacing(8)
        sample.addWidget(SectionHead("示例"))
        sample.addWidget(Meta("工作区里有示例任务、单位和佐证。看熟以后可以一次删掉，自己录的不受影响。"))
        sample.addWidget(self.delete, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, 16, EDGE, 16)
        column.addWidget(form)
        column.addWidget(self.sample)
        column.addStretch(1)

    def refresh(self, changes: Changes | None) -> None:
        """Show the settings as they are."""
        for key, field in self.fields:
            if key is DEFAULT_FORM and isinstance(field, ComboField):
                field.set_choices(self._forms())
            field.refill(self.session.workspace.setting(key))
        pattern = NumberPattern.read(self.session.workspace.setting(EVIDENCE_NUMBER))
        self.example.setText(
            f"任务12-02的措施3的第1份佐证编为 {pattern.number(task='12-02', measure='3', place=1)}。"
            "编号随对应关系排；目录或对应表签发、封卷时固定，此后不变，也不给别的佐证。"
        )
        self.sample.setVisible(bool(self.session.workspace.setting(IS_SAMPLE)))

    def _forms(self) -> list[tuple[str, str]]:
        return [(form.key, form.label) for form in known_forms(self.session.workspace, PaperKind.CLOSURE_OPINION)]

    def _save(self, key: SettingKey, field: Field, value: object) -> None:
        text = str(value or "")
        if key is DEFAULT_FORM:
            self.session.apply(lambda ws: make_default(ws, kind=PaperKind.CLOSURE_OPINION, key=text), source=field)
        else:
            self.session.apply(lambda ws: change_setting(ws, key=key, value=text), source=field)

    def _delete_sample(self) -> None:
        text = "示例任务、单位、人员和佐证都会删除，自己录的留下。可以用“撤销”找回。"
        if ask.confirm(self, "删除示例数据", text, "删除示例"):
            # With it comes all that makes the sample.
            from models.sample import delete_sample

            self.session.apply(delete_sample)
