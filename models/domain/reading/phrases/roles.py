"""Who does what: the roles that the wording of a plan gives to units.

Three manners of writing are read: labels (牵头单位：…；配合单位：…), verbs behind the names (省自然资源厅牵头，
省林草局配合), and a bracket behind one name (县水利局（牵头）). Names without any such word have the role of the head
they stand under.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.domain.drafts.fields import JOINED, WORDINGS, field_of
from models.domain.plan import UnitRole
from models.domain.reading.phrases.units import split_units

_SHORT_LABELS = {
    "牵头": UnitRole.LEAD, "主办": UnitRole.LEAD, "责任": UnitRole.RESPONSIBLE, "配合": UnitRole.SUPPORTING,
    "协办": UnitRole.SUPPORTING, "参与": UnitRole.SUPPORTING, "督导": UnitRole.SUPERVISING,
    "督办": UnitRole.SUPERVISING, "验收": UnitRole.ACCEPTANCE,
}
_LONGEST_FIRST = sorted(((len(word), word, field) for field, words in WORDINGS.items() for word in words), reverse=True)
_ALL_LABELS = [word for _, word, _ in _LONGEST_FIRST]
_UNIT_LABELS = [word for _, word, field in _LONGEST_FIRST if field.role]
_CLAUSE_START = r"(?:^|(?<=[，,；;。、\s（(]))"
_LABEL = re.compile(
    rf"{_CLAUSE_START}(?:(?P<label>{'|'.join(_ALL_LABELS)}|{'|'.join(_SHORT_LABELS)})\s*[:：为]|(?P<joined>{JOINED})\s*[:：]"
    # 责任单位省发展改革委: the colon is forgotten now and then.
    rf"|(?P<bare>{'|'.join(_UNIT_LABELS)})(?=[\u4e00-\u9fff]))\s*"
)
# 【牵头单位】, ▲牵头 单位： and 牵头单位—— stand for 牵头单位：
_MAY_BE_SET_OFF = re.compile(r"[【\[〔—–▲△●○■□◆*★☆]|[\u4e00-\u9fff][ \u3000][\u4e00-\u9fff]")
_SET_OFF = re.compile(
    rf"{_CLAUSE_START}[▲△●○■□◆*★☆]*[【\[〔]?(?P<word>[\u4e00-\u9fff](?:[ \u3000]?[\u4e00-\u9fff]){{1,9}})"
    r"\s*(?:[】\]〕]\s*[:：]?|[:：]|[—–]{1,2})\s*"
)
_VERBS = {
    UnitRole.LEAD: r"(?:作?为)?牵头(?:单位|部门|负责|组织|落实|抓总|实施|办理|推进|整改)*|主办",
    UnitRole.SUPPORTING: (
        r"(?:作?为)?(?:积极|密切|共同)?(?:配合|协助|协同|参与|参加|协办)(?:单位|部门|落实|实施|完成|整改)*"
    ),
    UnitRole.SUPERVISING: r"(?:负责)?(?:督导|督办|监督|督促)(?:落实|指导)*",
    UnitRole.ACCEPTANCE: r"(?:负责|组织)?验收",
    UnitRole.RESPONSIBLE: (
        r"(?:(?:共同|分别)?按照?(?:各自)?(?:职责|职能|分工)+(?:分工)?)?(?:具体|组织|共同|分别|直接)?(?:负责|落实|实施|承办)"
        r"(?:落实|整改|实施)*"
    ),
}
_VERB = re.compile(
    "(?:" + "|".join(f"(?P<{role.value}>{verb})" for role, verb in _VERBS.items()) + r")(?=[，,；;。、\s]|会同|$)"
)
_BRACKETED = re.compile(rf"[（(](?P<word>{'|'.join(_SHORT_LABELS)})(?:单位|部门|整改)?[）)]")
# 县水利局（责任人：甲某某）, 县水利局（配合单位：县财政局）
_LABELLED_BRACKET = re.compile(r"[（(](?P<inside>(?P<word>[\u4e00-\u9fff]{2,14})\s*[:：][^（()）]*)[)）]")
_BEFORE_NAMES = re.compile(r"^[\s，,；;。、]*(?:并?由|会同|商)?")
_ONE_ROLE = frozenset({UnitRole.SUPERVISING, UnitRole.ACCEPTANCE})
_DOERS = frozenset({UnitRole.LEAD, UnitRole.RESPONSIBLE, UnitRole.SUPPORTING})


def read_roles(text: str, head: UnitRole = UnitRole.RESPONSIBLE) -> dict[UnitRole, tuple[str, ...]]:
    """Return the units a wording names, by role; `head` is the role of those that no word of the text gives one.

    Under the heads 督导单位 and 验收单位 all units have that role, whoever leads among them.
    """
    found: dict[UnitRole, list[str]] = {}
    for role, names in _readings(_brackets_last(_set_plainly(text)), head):
        kept = head if head in _ONE_ROLE and role in _DOERS else role
        found.setdefault(kept, []).extend(split_units(names))
    return {role: tuple(dict.fromkeys(names)) for role, names in found.items() if names}


def has_labels(text: str) -> bool:
    """Return whether a text names units under labels such as 牵头单位：…"""
    return any(map(_role_of, _labels(_set_plainly(text))))


def _set_plainly(text: str) -> str:
    """Return a text with every label as the lists write it."""
    if not _MAY_BE_SET_OFF.search(text):
        return text
    return _SET_OFF.sub(_set_plainly_at, text)


def _set_plainly_at(label: re.Match[str]) -> str:
    word = "".join(label["word"].split())
    field = field_of(word)
    return f"{word}：" if word in _SHORT_LABELS or (field and field.role) else label[0]


def _brackets_last(text: str) -> str:
    """Return a text with its brackets that begin with a label behind all else, so that no label stands inside names."""
    brackets = [found for found in _LABELLED_BRACKET.finditer(text) if _is_label(found["word"])]
    for bracket in reversed(brackets):
        text = text[: bracket.start()] + text[bracket.end() :]
    return "；".join([text, *(bracket["inside"] for bracket in brackets)])


def _is_label(word: str) -> bool:
    return word in _SHORT_LABELS or field_of(word) is not None


def _readings(text: str, head: UnitRole) -> Iterator[tuple[UnitRole, str]]:
    labels = list(_labels(text))
    first = labels[0].start() if labels else len(text)
    yield from _by_verbs(text[:first], head)
    for at, label in enumerate(labels):
        end = labels[at + 1].start() if at + 1 < len(labels) else len(text)
        if role := _role_of(label):
            yield from _by_verbs(text[label.end() : end], role)


def _labels(text: str) -> Iterator[re.Match[str]]:
    """Yield the labels of a text; one that is in no list is one where its words make a head."""
    for label in _LABEL.finditer(text):
        if not label["joined"] or field_of(label["joined"]):
            yield label


def _role_of(label: re.Match[str]) -> UnitRole | None:
    word = label["label"] or label["joined"] or label["bare"]
    if word in _SHORT_LABELS:
        return _SHORT_LABELS[word]
    field = field_of(word)
    return field.role if field else None


def _by_verbs(text: str, head: UnitRole) -> Iterator[tuple[UnitRole, str]]:
    start = 0
    for verb in _VERB.finditer(text):
        names = _BEFORE_NAMES.sub("", text[start : verb.start()])
        if not names:
            continue
        yield from _by_brackets(names, UnitRole(verb.lastgroup or head))
        start = verb.end()
    rest = text[start:]
    joined = rest.lstrip(" ，,；;。、\n")
    role = UnitRole.SUPPORTING if start and joined.startswith("会同") else head
    yield from _by_brackets(_BEFORE_NAMES.sub("", rest), role)


def _by_brackets(names: str, head: UnitRole) -> Iterator[tuple[UnitRole, str]]:
    """Yield names with the role in the bracket behind them, which is that of the last name before it only."""
    start = 0
    for bracket in _BRACKETED.finditer(names):
        before = split_units(names[start : bracket.start()])
        for name in before[:-1]:
            yield head, name
        for name in before[-1:]:
            yield _SHORT_LABELS[bracket["word"]], name
        start = bracket.end()
    if names[start:].strip():
        yield head, names[start:]
