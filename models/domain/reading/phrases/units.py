"""Names of units as plans and ledgers string them together.

A list is cut at 、，； and line breaks outside brackets. 和 及 与 join two units only behind a word that is a whole
name already (县水利局和县财政局): in 自然资源和规划局 no name ends before 和. 各县党委和政府 is one body, but the party
and the government of one named place are two; 等有关部门 is nobody, 无 and / are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# A word that ends so may be a whole name; the signs before it belong to words that only look like one (格局, 督办).
_ORGAN = re.compile(
    r"(?:(?<![格布结])局|厅|(?<!常)委|(?<![督交查承主举开协法])办|(?<![全内外])部|(?<![之好各深])处|[科股室署庭馆]|院校?"
    r"|(?<!场)所|站|(?<!排)队|组|厂|中心|公司|集团|企业|政府|党组|支部|街道|大学|学校|[中小党]校|中学|小学|银行|[分支]行"
    r"|协会|学会|联合会|委员会|[管村居]委会|联合?社|供销社|合作社|[妇残文科侨]联|工商联|工会|科协|海关|[林农牧渔]场"
    r"|[煤铁铜]矿|矿业|水库|军分区|专班|部门|单位|机关|[园矿]区|开发区|示范区)$"
)
_PLACE = re.compile(
    r"(?:(?<!^)省|自治区|(?<![城都])市|(?<!^)[县州盟旗]|(?<![地社城库景流片])区|(?<!城)镇|(?<![城家])乡"
    r"|(?<![农乡])村|社区)$"
)
_PARTY = re.compile(r"(?:党委|党?工委|党组)$")
_OF_MANY_PLACES = re.compile(r"各|[两三]级|有关|相关|全[省市县区]")
_RUN_TOGETHER = re.compile(r"(?<=[省市州盟县区旗]委)(?=[省市州盟县区旗](?:人民)?政府$)|(?<=党委)(?=(?:人民)?政府$)")
_NONE = re.compile(r"暂?无|没有|不涉及|[-—–－/／\\|~～]+")
_BARE_BODY = re.compile(r"(?:人民)?政府|管委会|管理委员会|行政公署|办事处")
# No name of a unit is longer; what is longer is a sentence, and looking inside it would only cost time.
_LONGEST_NAME = 80
_OPEN, _CLOSED = "（(〔[【《“", "）)〕]】》”"
_SEPARATORS = "、，,；;。/／|"
_JOINTS = re.compile(r"以及|会同|[和及与]")
_LEVEL = r"(?:设区)?(?:[省市州盟县旗区乡镇]|街道)+(?:[（(][^（()）]{1,12}[）)])?"
_LEVEL_ALONE = re.compile(rf"各?{_LEVEL}")
_BARE_LEVEL = re.compile(r"[省市州盟县区旗]{1,2}")
_LEVEL_AND_BODY = re.compile(rf"{_LEVEL}(?:两级|各级)?(?:党委|人民政府|政府)")
_ANYBODY = (
    r"(?:[省市县区镇]直|[省市县区]级?|各|有关|相关|责任|职能|成员|牵头|配合|其他|地方|[\d一二三四五六七八九十]{1,3}[个家])*"
)
_NOBODY = re.compile(
    r"(?:其他|各)?(?:有关|相关)(?:职能|责任|成员)?(?:部门|单位|地区|地方)(?:[和及、](?:部门|单位|地区))?"
)
_AND_SO_ON = re.compile(
    rf"(?<![高平对同中初优均相])等(?:{_ANYBODY}(?:部门|单位|地区|地方|[县市区旗]+(?:[（(].*[）)])?|乡镇|企业)?"
    r"(?:[和及](?:部门|单位))?)?$"
)
_BY_DUTY = re.compile(
    r"(?:共同|分别|各自)?(?:按照?|根据|依据)(?:各自)?(?:职责|职能|分工)+(?:分别|共同)?(?:负责|落实|配合)*$"
)
_NUMBERED = re.compile(r"^(?:\d{1,2}[.．、](?!\d)|[（(][\d一二三四五六七八九十]{1,2}[）)]|[①-⑳])")
_OWN_REGION = re.compile(r"各|[省市县区州盟旗镇乡]|.{1,6}[省市县区州盟旗镇乡]")


def split_units(text: str) -> tuple[str, ...]:
    """Return the names in a list of units, in their order and as they are printed; 等 and 等有关部门 fall away."""
    pieces = _shared_levels(list(_pieces(text)))
    names = [name for piece in pieces for joined in _joined(piece) for name in _run_together(joined)]
    plain = [name for name in map(_plain, names) if name and not _NONE.fullmatch(name)]
    known = [name for name in plain if not _NOBODY.fullmatch(name)]
    return tuple(dict.fromkeys(known or plain))


def looks_like_unit(text: str) -> bool:
    """Return whether one name reads like that of a unit or a place that is held responsible."""
    name = _without_brackets(text.strip())
    return 2 <= len(name) <= 40 and not re.search(r"[：:！？]", name) and _is_whole(name)


def _is_whole(name: str) -> bool:
    plain = _without_brackets(name)
    return len(plain) > 1 and bool(_ORGAN.search(plain) or _PLACE.search(plain))


def _without_brackets(name: str) -> str:
    return re.sub(r"[（(〔\[【][^（()）]*[）)〕\]】]", "", name)


def _pieces(text: str) -> Iterator[str]:
    """Yield what stands between separators outside brackets; a blank or a line break counts where a name ends."""
    piece, depth, stripped = "", 0, text.strip()
    for at, char in enumerate(stripped):
        depth = max(0, depth + (char in _OPEN) - (char in _CLOSED))
        is_cut = not depth and (
            char in _SEPARATORS or (char.isspace() and _is_break(piece, stripped[at : at + _LONGEST_NAME].lstrip()))
        )
        if is_cut:
            yield piece
            piece = ""
        elif not char.isspace():
            piece += char
    yield piece


def _is_break(before: str, after: str) -> bool:
    """Return whether a blank parts two names: 县水利局 县财政局, but not 县自然资源 和规划局 or 示例县 自然资源局."""
    if len(before) > _LONGEST_NAME:
        return False
    plain = _without_brackets(before)
    if len(plain) < 2 or _JOINTS.match(after):
        return False
    if _ORGAN.search(plain) or (plain.startswith("各") and _PLACE.search(plain)):
        return True
    following = re.split(rf"[\s{_SEPARATORS}]", after, maxsplit=1)[0]
    return bool(_PLACE.search(plain)) and bool(_OWN_REGION.match(following))


def _shared_levels(pieces: list[str]) -> list[str]:
    """Put together again what shares one body: 各市、县（区）人民政府 and 各乡镇党委、政府 are one name each."""
    whole: list[str] = []
    for piece in pieces:
        before = whole[-1] if whole else ""
        shares_level = _LEVEL_ALONE.fullmatch(before) and _LEVEL_AND_BODY.match(piece)
        shares_name = _is_party_of_many(before) and re.fullmatch(r"(?:人民)?政府", piece)
        # 省、市生态环境局 may be two, but 省 alone is nobody.
        shares_organ = _BARE_LEVEL.fullmatch(before) and _BARE_LEVEL.match(piece) and _ORGAN.search(piece)
        if shares_level or shares_name or shares_organ:
            whole[-1] = f"{before}、{piece}"
        else:
            whole.append(piece)
    return whole


def _joined(piece: str) -> Iterator[str]:
    """Yield the names that 和, 及, 与 or 以及 join; a joint inside a name or inside brackets cuts nothing."""
    start = 0
    for joint in _JOINTS.finditer(piece):
        before, after = piece[start : joint.start()], piece[joint.end() :]
        if len(before) > _LONGEST_NAME or _depth(before) or not after:
            continue
        if not _is_joint(_NUMBERED.sub("", before), after):
            continue
        yield before
        start = joint.end()
    yield piece[start:]


def _depth(text: str) -> int:
    return sum((char in _OPEN) - (char in _CLOSED) for char in text)


def _is_joint(before: str, after: str) -> bool:
    if _PARTY.search(before) and _BARE_BODY.match(after):
        return not _is_party_of_many(before)
    return _is_whole(before) or bool(_NOBODY.match(after))


def _is_party_of_many(name: str) -> bool:
    """Return whether a party committee is that of several places, or of one that is not named: 各县党委, 党工委."""
    if not (party := _PARTY.search(name)):
        return False
    place = name[: party.start()]
    return bool(not place or _LEVEL_ALONE.fullmatch(place) or _OF_MANY_PLACES.search(place))


def _run_together(name: str) -> Iterator[str]:
    """Part 县委县政府 and 城关镇党委政府, which are written without a sign between them."""
    cut = _RUN_TOGETHER.search(name) if len(name) <= _LONGEST_NAME else None
    if cut is None or _is_party_of_many(name[: cut.start()]) or _OF_MANY_PLACES.search(name):
        yield name
        return
    yield name[: cut.start()]
    yield name[cut.end() :]


def _plain(name: str) -> str:
    """Return a name without its number, 等, duties, end signs and the brackets around the whole of it."""
    bare = _NUMBERED.sub("", name.strip(" \u3000：:.．·-—*")).strip()
    bare = _AND_SO_ON.sub("", _BY_DUTY.sub("", bare))
    return _unwrapped(bare).strip()


def _unwrapped(name: str) -> str:
    whole = re.fullmatch(r"[（(【\[]([^（()）]+)[）)】\]]", name)
    return whole[1] if whole else name


def is_list_of_units(text: str) -> bool:
    """Return whether a text is nothing but names of units."""
    names = split_units(text)
    return bool(names) and all(looks_like_unit(name) for name in names)
