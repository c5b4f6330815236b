"""Names of places and units in a text that are not of this office: a neighbour's county left from another paper.

Chinese writes no blanks, so a name is taken for one only where a mark or a word such as 由 or 责任单位 stands before
it, and common nouns (园区, 各县, 设区市) are none. What the directory knows in any of its names is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from models.domain.checks.slips import HAN, Slip, slip
from models.domain.directory import is_slip
from models.domain.finding import Level

_BEFORE = (
    r"(?:^|(?<=[，。；：、（《“\s])|(?<=由)|(?<=责任单位)|(?<=会同)|(?<=[与和对及，])"
    r"|(?<=召开)|(?<=[上并]报)|(?<=报送)|(?<=报请)|(?<=督促)|(?<=位于))"
)
_BEHIND = (
    r"(?=委|政府|人民政府|党|生态环境|住建|住房|水利|水务|自然资源|农业|林业|发展|发改|交通|城管|城市管理|应急|公安|财政|纪委|人大|政协"
    r"|召开|组织|完成|印发|制定|建立|开展|成立|累计|存量|境内|严格|落实|高度|认真|无|于|[已共在按将所对]|[，。；、]|$|\d)"
)
_PLACE = re.compile(
    rf"{_BEFORE}(?P<place>(?![由与和对及向在])[{HAN}]{{2,3}}?(?:县|市|旗|镇|乡|街道|区))(?![域级际内划间]){_BEHIND}"
)
_COUNTIES = ("县", "市", "旗")
# What stands before 县 or 市 in a sentence and begins no name: 向市政府, 报请县委, 每县.
_NO_NAME = re.compile(
    r"[全各本该我邻两多几某涉省他她它每这那此有无是为在到从和与及或者于对由被把将已等其一二三四五六七八九十百个名向按照年请督促配协助邀据绕导求支持争取送告]"
    r"|组织|推动|推进|联合|通过|经过|根据|结合|要求|调度|落实|完成|成立|制定|印发|召开|传达|上报|提交|提出|接受|纳入|作为|成为|涉及|覆盖|深入"
    r"|分管|主管|牵头|责任|所在|外地|相邻|周边|下辖|所辖|整个|建立|建议|开展|安排|部署|明确|强化|加强|压实|形成|听取|代表|委托|主动|积极|共同"
    r"|自治|直辖|副省|县级|地级|设区|超大|特大|新兴|重点|试点|相关|有关|部分|所有|反馈|督察|整改|城"
)
# What stands before 区 and names no place of government: 园区, 养殖区, 片区.
_NO_DISTRICT = re.compile(
    r"[外新老旧郊园社片山矿景灾禁限养厂校牧林湿库湖海河岸滩港灌草沙疆边乡村]|开发|高新|经开|工业|示范|保护|主要|核心|缓冲|功能|污染|规划"
    r"|管理|风景|旅游|沿海|生态|属地|辖|流域|居民|农业|公共|集"
)
_TAIL = re.compile(r"(?:县|市|旗|镇|乡|街道|区|省|州|盟)")
_UNIT = re.compile(rf"[{HAN}“”]{{4,40}}?(?:局|厅|委员会|办公室|研究院|监测站|管委会|办事处|公司|中心)")
_RANKS = frozenset("省市县区乡镇州旗村")


@lru_cache(maxsize=64)
def places_of(names: tuple[str, ...]) -> frozenset[str]:
    """Return the places the names begin with or contain: 示例市生态环境局 gives 示例市."""
    found = set()
    for name in names:
        for match in _TAIL.finditer(name):
            found |= {name[start : match.end()] for start in range(max(0, match.end() - 8), match.end() - 1)}
    return frozenset(found)


def foreign_places(line: str, names: tuple[str, ...]) -> Iterator[Slip]:
    """Yield each place of a line that no name of the directory contains; nothing where the directory is empty.

    A town or a district may be the county's own and not be in the directory yet, and is only mentioned (NOTE).
    """
    known = places_of(names)
    if not known:
        return
    for match in _PLACE.finditer(line):
        place = match["place"]
        if any(item in place for item in known) or _names_none(place):
            continue
        level = Level.WARN if place.endswith(_COUNTIES) else Level.NOTE
        text = f"{place}不在单位名录里"
        yield slip(line, match.span("place"), "foreign_place", text, "核对是不是别处的文字", level=level)


def _names_none(place: str) -> bool:
    root = place.removesuffix("街道")
    root = root[:-1] if root == place else root
    return bool(_NO_NAME.search(root)) or (place.endswith("区") and bool(_NO_DISTRICT.search(root)))


def misspelt_units(line: str, names: Iterable[str]) -> Iterator[Slip]:
    """Yield each unit of a line whose name is one of `names` but for a single character."""
    known = tuple(name for name in names if len(name) >= 6)
    for match in _UNIT.finditer(line):
        said = match[0]
        if any(name in said or said in name for name in known):
            continue
        for name in known:
            if (end := _slip_at_end(said, name)) and not _other_rank(end, name):
                span = (match.end() - len(end), match.end())
                yield slip(line, span, "unit_misspelt", f"“{end}”与名录里的“{name}”差一个字", "核对单位名称")
                break


def _slip_at_end(said: str, name: str) -> str:
    for length in (len(name), len(name) - 1, len(name) + 1):
        end = said[-length:]
        if len(end) == length and end[0] == name[0] and end[-1] == name[-1] and is_slip(end, name):
            return end
    return ""


def is_misspelt(typed: str, meant: str) -> bool:
    """Return whether a name differs from another by one character that does not make it the next level's."""
    return len(meant) >= 4 and typed not in meant and is_slip(typed, meant) and not _other_rank(typed, meant)


def _other_rank(typed: str, meant: str) -> bool:
    """Return whether two names of one length differ only in 省, 市, 县 and the like: both are offices that exist."""
    if len(typed) != len(meant):
        return False
    pairs = [(one, other) for one, other in zip(typed, meant, strict=True) if one != other]
    return all(one in _RANKS and other in _RANKS for one, other in pairs)
