"""What one head of a table names, by its words: alone, with its group over it, by its ending.

Every office words the heads of its ledgers in its own way: 牵头 under 责任单位 is 牵头单位, 市级牵头责任单位 is
known by its end. The wordings themselves are those of `models.domain.drafts.fields`.
"""

from __future__ import annotations

import re

from models.domain.drafts.fields import WORDINGS, SourceField, field_of, plain_wording
from models.domain.reading.phrases.statuses import read_status
from models.domain.reading.tables.column_numbers import is_of_a_level, nth_measure
from models.domain.reading.tables.header import Head

OF_MEASURES = {
    SourceField.DEADLINE: SourceField.MEASURE_DEADLINE, SourceField.LEAD: SourceField.MEASURE_UNITS,
    SourceField.RESPONSIBLE: SourceField.MEASURE_UNITS, SourceField.SUPPORTING: SourceField.MEASURE_UNITS,
    SourceField.ORDER: SourceField.MEASURE_NUMBER, SourceField.NUMBER: SourceField.MEASURE_NUMBER,
}
_ENDINGS = sorted(
    ((word, field) for field, words in WORDINGS.items() for word in words if len(word) >= 4),
    key=lambda pair: -len(pair[0]),
)
_PERSONS = frozenset({SourceField.LEADER, SourceField.RESPONSIBLE_PERSON, SourceField.LIAISON})
OF_ONE_OFFICE = frozenset({
    SourceField.PROBLEM, SourceField.GOAL, SourceField.DEADLINE, SourceField.MEASURES,
})
_INNER = {"内容": SourceField.MEASURES, "具体内容": SourceField.MEASURES}


def by_wording(head: Head) -> SourceField | None:
    """Return the field a head names, read together with its group."""
    group, own = field_of(head.group), field_of(head.word) or _INNER.get(plain_wording(head.word))
    if group is SourceField.STATUS or (read_status(head.word) and own is None):
        return SourceField.STATUS if read_status(head.word) or group is SourceField.STATUS else None
    if group in (SourceField.SUPERVISING, SourceField.ACCEPTANCE) and (own is None or own.role):
        return group if own or field_of(head.word + "单位") else own
    if nth_measure(head.shown):
        return SourceField.MEASURES
    if group is SourceField.MEASURES:
        return OF_MEASURES.get(own, own) if own else _word_in_group(head)
    if group in _PERSONS and own is SourceField.LIAISON:
        # 姓名 under 责任人
        return group
    if group in OF_ONE_OFFICE and is_of_a_level(head.word):
        return group
    return own or _word_in_group(head) or _by_ending(head.word)


def is_some_number(head: Head) -> bool:
    """Return whether a head names a number, but none that is known (督办编号)."""
    return field_of(head.word) is None and plain_wording(head.word).endswith(("编号", "序号"))


def _word_in_group(head: Head) -> SourceField | None:
    """Read 牵头 under 责任单位 as 牵头单位, and a word alone that its group completes."""
    if not head.group:
        return None
    for whole in (head.word + "单位", head.group + head.word):
        if found := field_of(whole):
            return found
    return None


def _by_ending(word: str) -> SourceField | None:
    """Read 市级牵头责任单位 by its ending, and 整改措施及要求 by its first half."""
    plain = plain_wording(word)
    if plain.startswith("实际"):
        # 实际完成时间 is when it was done.
        return None
    first = re.split(r"[及与和]", plain, maxsplit=1)[0]
    if first != plain and (found := field_of(first)):
        last = field_of(re.split(r"[及与和]", plain)[-1])
        return last if last is SourceField.IMPLEMENTATION else found
    if plain.endswith(("编号", "序号")):
        is_another = plain.startswith(("省", "市", "县", "中央", "国家", "上级", "部")) or plain.endswith("序号")
        return SourceField.EXTERNAL_NUMBER if is_another else SourceField.NUMBER
    return next((field for ending, field in _ENDINGS if plain.endswith(ending)), None)
