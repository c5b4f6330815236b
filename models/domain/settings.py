"""Settings of the office: each declared here, kept in the store like every other record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NewType

# The window paints before anyone asks for a paper.
if TYPE_CHECKING:
    from models.domain.closure import PaperKind

SettingId = NewType("SettingId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """设置项: `id` is the declared key."""

    id: SettingId
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingKey:
    """设置定义: key, Chinese label and default of one setting."""

    key: str
    label: str
    default: str = ""


OFFICE_NAME = SettingKey(key="office_name", label="本单位名称")
CLERK_NAME = SettingKey(key="clerk_name", label="经办人")
FONT_SET = SettingKey(key="font_set", label="公文字体", default="gb2312")
IS_SAMPLE = SettingKey(key="is_sample", label="示例数据", default="")
EVIDENCE_NUMBER = SettingKey(key="evidence_number", label="佐证编号", default="{任务}-{措施}-{序号:02}")
DEFAULT_FORM = SettingKey(key="default_form", label="默认意见样式", default="closure-opinion-shenyang")


def default_form_of(kind: PaperKind) -> SettingKey:
    """Return the setting that names the form a new paper of a kind begins with; empty means the first known."""
    if kind == "closure_opinion":
        return DEFAULT_FORM
    return SettingKey(key=f"default_form:{kind}", label=f"默认{kind.label}样式")
