"""The words around the number of a target: what it must reach or not pass, and the name of what is measured.

不低于70% and 70%以上 must be reached, 控制在35以内 must not be passed. The name is what is left of the words
before once those are gone that say how it is to be done (确保, 力争, 稳定).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from models.domain.indicator import Bound

LONGEST_LABEL = 30

AT_MOST = "不超过|不高于|不大于|不多于|不得超过|不得高于|低于|小于|少于|≤|<|＜|以下|以内|之内"
AT_LEAST = "不低于|不少于|不小于|不得低于|不得少于|至少|高于|大于|超过|≥|>|＞|以上"
# Of 不超过 the whole stands before the 超过 in it.
_NAMED_BOUND = re.compile(f"(?P<most>{AT_MOST})|(?P<least>{AT_LEAST})")
FALLING = "降低到|降低至|降到|降至|下降到|下降至|减少到|减少至|压减到|压减至|压降至|压降到|控制在|控制到"
RISING = (
    "达到|达|提高到|提高至|提升到|提升至|增加到|增加至|增至|增长到|增长至|扩大到|扩大至|恢复到|恢复至|上升到|上升至|"
    "稳定在|保持在?|维持在"
)
BEHIND = "(?P<behind>及?以上|及?以下|以内|之内|左右)?"
CHANGES = "下降|降低|减少|削减|压减|提高|提升|增长|增加"
# How it stood, not what is to be reached.
STOOD = re.compile(r"仅|只有|不足|目前|现有|原有|现状|已(?:经|建|完成)?达")
_LEAD = re.compile(
    r"^.*(?:确保|力争|努力|争取|推动|促进|促使|实现|使得|使|让|将|把|并|且|其中|(?<![0-9])年均|届时|每年|不断|"
    r"进一步|切实|[到至]时候?)(?!用|展)"
)
_TAIL = re.compile(
    r"(?:均|都|全部|稳定|基本|总体|整体|力争|确保|要|应|需|必须|须|原则上|不断|逐步|进一步|总数|合计|共计|累计|共)+$"
)
_EDGES = "的、“”\"（）()·/在于为到至是."
_NO_NAME = re.compile(r"(?:任务|整改|措施|问题|工作|要求|目标)$")


class Demand(NamedTuple):
    """读出的目标值: a target as it stands in the text without blanks."""

    label: str
    target: str
    unit: str
    bound: Bound
    start: int
    end: int


def label_of(label: str) -> str:
    """Return the name of what is measured out of the words before a number; empty where they name nothing."""
    for pattern in (_TAIL, _LEAD, _TAIL):
        label = pattern.sub("", label).strip(_EDGES)
    label = re.split(r"\d{4}年", label)[-1] if re.match(r"\d", label) else label
    is_name = len(re.findall(r"[A-Za-z㐀-鿿]", label)) >= 2 and "\uffff" not in label
    if not is_name or _NO_NAME.search(label):
        return ""
    return label[-LONGEST_LABEL:].lstrip(_EDGES + "0123456789")


def bound_of(said: str) -> Bound:
    """Return the direction the words around a number say."""
    if named := _NAMED_BOUND.search(said):
        return Bound.AT_MOST if named["most"] else Bound.AT_LEAST
    return Bound.AT_MOST if re.search(FALLING, said) else Bound.AT_LEAST
