"""What stands behind a measure and is not its text: its units and its deadline, in a bracket or under labels.

（牵头单位：…；责任单位：…；完成时限：2022年6月底前）, (立行立改), （县水利局牵头，2021年底前完成） and a closing
责任单位：县水利局 are remarks. A bracket is one only where every part of it is understood so: （含泥河水源地） stays in
the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from models.domain.drafts.fields import JOINED, WORDINGS, SourceField, field_of
from models.domain.plan import UnitRole
from models.domain.reading.phrases.roles import read_roles
from models.domain.reading.phrases.timing import Timing, read_timing
from models.domain.reading.phrases.units import looks_like_unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """附注: units by role, the deadline, and what else it names (责任人：甲某某) as printed."""

    roles: Mapping[UnitRole, tuple[str, ...]] = field(default_factory=dict)
    timing: Timing = field(default_factory=Timing)
    others: tuple[str, ...] = ()

    @property
    def units(self) -> tuple[str, ...]:
        """Return its units whatever their role, in the order they are printed."""
        return tuple(dict.fromkeys(name for names in self.roles.values() for name in names))


_TIMES = frozenset({SourceField.DEADLINE, SourceField.MEASURE_DEADLINE})
_PERSONS = frozenset({
    SourceField.LEADER, SourceField.RESPONSIBLE_PERSON, SourceField.LIAISON, SourceField.PHONE,
})
_UNITS = frozenset({SourceField.MEASURE_UNITS})
_LABELLED = sorted(
    (
        (word, source) for source, words in WORDINGS.items() for word in words
        if source.role or source in _TIMES | _PERSONS | _UNITS
    ),
    key=lambda pair: -len(pair[0]),
)
_WORDS = "|".join(word for word, _ in _LABELLED)
_UNIT_WORDS = "|".join(word for word, source in _LABELLED if source.role or source in _UNITS)
_LABEL = re.compile(
    rf"(?:^|(?<=[，,；;。\s（(]))"
    rf"(?:(?P<label>{_WORDS}|{JOINED})\s*[:：]|(?P<bare>{_UNIT_WORDS})(?=[\u4e00-\u9fff（(]))\s*"
)
_WRAPPED = re.compile(rf"(?<!\s)\s*\n\s*(?!(?:{_WORDS}|{JOINED})\s*[:：])")
_MAY_REMARK = re.compile(r"[：:]|[）)〕\]】][。；;，,、.： :\s]*$")
_LONGEST_REMARK = 600
_TAIL = re.compile(rf"(?:^|(?<=[。；;，,\n\s]))(?:{_WORDS}|{JOINED})\s*[:：]")
_APART = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff](?:[ \u3000][\u4e00-\u9fff]){3,9}(?=\s*[:：])")
_ENDS = "。；;，,、.： :\n\t \u3000"
_OPENING, _CLOSING = "（(〔[【", "）)〕]】"
_BARE_PERIOD = re.compile(r"\s*(?:\d{4}年?\s*[-—–~～至到]+\s*)?\d{4}年?\s*")
_TITLE_BEFORE = re.compile(r"(?:规划|计划|方案|行动|意见|办法|条例|》)$")
_TIMING_WORDS = re.compile(
    r"[\d\s年月日号旬前底末后内至到起初上下半中第一二三四五六七八九十季度期间春夏秋冬完成建成整改到位落实实施并且且长期坚持"
    r"立行即知改查全部持续推进按时序进度要求务必确保及分步于在之以应“”‘’。；;，,、\-—–~～./（）()]{2,40}"
)
_PARTS = re.compile(r"[，,；;。\n](?![^（(]*[）)])")
_NO_UNIT = re.compile(
    r"^(?:含|包括|不含|除|即|如|以|原|现|共|约|其中|详?见|附|每|\d)|(?:泵站|处理厂|处理站|水库|全县|全市)$"
)
_BODY = re.compile(r"[局厅委办部]$|政府$|公司$|集团$|委员?会$|办公室$|办事处$|中心$|海关$|[大支]队$|^各")


def split_remark(text: str) -> tuple[str, Remark | None]:
    """Return a text without the remark at its end, and the remark; (text, None) where it ends with none."""
    rest = text.rstrip()
    if not _MAY_REMARK.search(rest):
        return text, None
    # 责 任 单 位： is set wide, as over a column.
    rest = _APART.sub(lambda label: "".join(label[0].split()), rest)
    found: list[Remark] = []
    while True:
        shorter, remark = _bracket_at_end(rest)
        if remark is None:
            shorter, remark = _labels_at_end(rest)
        if remark is None:
            break
        rest, found = shorter, [remark, *found]
    return (rest, merged(found)) if found else (text, None)


def read_remark(content: str, *, is_after_stop: bool = True, before: str = "") -> Remark | None:
    """Return what a bracket's content tells, None where any part of it is neither units nor a deadline.

    `before` is the text in front of the bracket: a bare （2021—2035年） behind 规划 is part of its title, and mere
    places inside a sentence are sites, no units.
    """
    content = content.strip(_ENDS)
    if not content or len(content) > _LONGEST_REMARK:
        return None
    if any(label.start() == 0 for label in _labels(content)):
        return _labelled(content)
    if _BARE_PERIOD.fullmatch(content) and _TITLE_BEFORE.search(before.rstrip("”’")):
        return None
    if not is_after_stop and _BODY.search(before) and len(_PARTS.split(content)) == 1:
        # 县水利局（县河长办）: another name of the unit before it.
        return None
    return _plain(content, is_after_stop=is_after_stop)


def is_remark(line: str) -> bool:
    """Return whether a whole line is a remark on what stands above it."""
    return split_remark(line)[0].strip(_ENDS) == "" and bool(line.strip(_ENDS))


def inner_remarks(text: str) -> tuple[Remark, ...]:
    """Return the remarks in brackets inside a text, which stay in it: those of its single steps."""
    if "（" not in text and "(" not in text:
        return ()
    found = (
        read_remark(match[1], is_after_stop=text[: match.start()].endswith(("。", "；")), before=text[: match.start()])
        for match in re.finditer(r"[（(]([^（()）]{2,80})[）)](?=[。；;，,\n]|$)", text)
    )
    return tuple(remark for remark in found if remark is not None)


def merged(remarks: Iterable[Remark]) -> Remark:
    """Return remarks as one: all units, the latest of the deadlines."""
    roles: dict[UnitRole, tuple[str, ...]] = {}
    found = tuple(remarks)
    for remark in found:
        _add(roles, remark.roles)
    wordings = [remark.timing.text for remark in found if remark.timing.text]
    others = tuple(other for remark in found for other in remark.others)
    return Remark(roles=roles, timing=read_timing("，".join(wordings)), others=others)


def _bracket_at_end(text: str) -> tuple[str, Remark | None]:
    bare = text.rstrip(_ENDS)
    opening = _opening_of(bare)
    if opening is None:
        return text, None
    before, content = bare[:opening].rstrip(), _WRAPPED.sub("", bare[opening + 1 : -1])
    remark = read_remark(content, is_after_stop=before.endswith(("。", "；", ";", "！")), before=before)
    if remark is None:
        return text, None
    stop = text[len(bare) :].strip()[:1]
    return (before if not stop or before.endswith(tuple(_ENDS)) else before + stop), remark


def _opening_of(text: str) -> int | None:
    if not text or text[-1] not in _CLOSING:
        return None
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] in _CLOSING) - (text[at] in _OPENING)
        if not depth:
            return at
    return None


def _labels_at_end(text: str) -> tuple[str, Remark | None]:
    """Take off labelled lines or sentences at the end: …。责任单位：县水利局。完成时限：2022年6月底前。"""
    for label in _TAIL.finditer(text, max(0, len(text) - _LONGEST_REMARK)):
        if (remark := _labelled(text[label.start() :])) is not None:
            return text[: label.start()].rstrip(" \t\n\u3000，,"), remark
    return text, None


def _labels(content: str) -> Iterator[re.Match[str]]:
    for label in _LABEL.finditer(content):
        source = field_of(label["label"] or label["bare"])
        if source and (source.role or source in _TIMES | _PERSONS | _UNITS):
            yield label


def _labelled(content: str) -> Remark | None:
    labels = list(_labels(content))
    if not labels or labels[0].start():
        return None
    roles: dict[UnitRole, tuple[str, ...]] = {}
    timing, others = Timing(), []
    ends = [label.start() for label in labels[1:]] + [len(content)]
    for label, end in zip(labels, ends, strict=True):
        value = content[label.end() : end].strip(_ENDS)
        source = field_of(label["label"] or label["bare"])
        if source in _TIMES:
            timing = read_timing(value)
        elif source in _PERSONS:
            others.append(content[label.start() : end].strip(_ENDS))
        else:
            times, units = _sorted(value)
            named = read_roles(units, (source.role if source else None) or UnitRole.RESPONSIBLE)
            if not _are_names(named, is_sure=bool(label["label"])) or "。" in value:
                return None
            _add(roles, named)
            timing = read_timing(times) if times else timing
    return Remark(roles=roles, timing=timing, others=tuple(others))


def _are_names(roles: Mapping[UnitRole, tuple[str, ...]], *, is_sure: bool) -> bool:
    """Return whether names may be units: behind a label with its colon all that is no sentence, else what looks so."""
    names = [name for listed in roles.values() for name in listed]
    return all(len(name) <= 30 if is_sure else looks_like_unit(name) for name in names)


def _sorted(content: str) -> tuple[str, str]:
    """Return the parts of a text that are deadlines, and the others."""
    parts = [part.strip() for part in _PARTS.split(content)]
    times = [part for part in parts if _TIMING_WORDS.fullmatch(part) and read_timing(part).says_something]
    return "，".join(times), "，".join(part for part in parts if part and part not in times)


def _add(roles: dict[UnitRole, tuple[str, ...]], more: Mapping[UnitRole, tuple[str, ...]]) -> None:
    for role, names in more.items():
        roles[role] = tuple(dict.fromkeys((*roles.get(role, ()), *names)))


def _plain(content: str, *, is_after_stop: bool) -> Remark | None:
    """Read a bracket without labels: every part of it must be a deadline or a list of units."""
    times, units = _sorted(content)
    roles = read_roles(units)
    names = [name for listed in roles.values() for name in listed]
    if not all(map(_may_be_unit, names)) or (units and not names):
        return None
    if names and not is_after_stop and not any(_BODY.search(name) for name in names):
        return None
    return Remark(roles=roles, timing=read_timing(times))


def _may_be_unit(name: str) -> bool:
    return looks_like_unit(name) and not _NO_UNIT.search(name)
