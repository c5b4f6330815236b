"""Quantities in a text: how many measures it counts, which it cites, and what it states otherwise than the records.

A number is held against another only where both carry the same label and unit; 第3条 counts none, 其中3条 counts a
part. A rate above 100% cannot be, growth and the completion of a yearly target can.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from models.domain.checks.slips import Slip, slip
from models.domain.numbering import natural_key
from models.domain.numerals import read_chinese_number

_COUNT = r"(?P<count>\d{1,3}|[一二两三四五六七八九十]{1,4})"
_ALL = re.compile(
    rf"(?:全部|所有|上述|以上|该任务|本任务|任务|制定了?|明确了?|提出了?|承担的?|涉及的?|共有?|共计|细化为?)的?{_COUNT}[项条个]"
    rf"(?:具体)?(?:整改)?措施|(?<![第其中前后余他\d一二三四五六七八九十]){_COUNT.replace('count', 'count2')}[项条]"
    rf"(?:具体)?整改措施(?:均|都|全部|已全部|已经全部|逐项|逐条|现已全部)"
    rf"|整改措施(?:共有?|共计|计|有){_COUNT.replace('count', 'count3')}[项条个]"
    # Without 整改 only where the clause begins: 落实扬尘管控5项措施 counts others.
    rf"|(?:^|(?<=[，。；：])){_COUNT.replace('count', 'count4')}[项条](?:具体)?措施(?:均|都|全部|已全部|已经全部)"
)
_CITED = re.compile(
    r"(?:整改措施|措施)第?(?P<number>\d{1,3}(?:[-—]\d{1,3})*)(?![\d.%％]|年|月|[项条个]|[-—]\d)"
    r"|第(?P<number2>\d{1,3}|[一二三四五六七八九十]{1,4})[项条](?:具体)?整改措施"
)
_RATE = re.compile(
    r"(?P<name>率|占比|比例|覆盖面)(?:已?达到?了?|为|是|至|提高到|提升至|提升到|[：:])?\s*(?P<value>\d+(?:\.\d+)?)[%％]"
)
_MAY_EXCEED = re.compile(r"(?:增长|增幅|增速|完成|执行|投资|变化|产销|达产|同比|环比|杠杆|负债|负荷|入住|利用)$")


def count_of(text: str) -> int | None:
    """Return the number written as digits or 汉字; None where it is none."""
    return int(text) if text.isdecimal() else read_chinese_number(text.replace("两", "二"))


def wrong_measure_count(line: str, count: int) -> Iterator[Slip]:
    """Yield where a line says of how many measures a task consists and means another number than `count`."""
    for match in _ALL.finditer(line):
        said = match["count"] or match["count2"] or match["count3"] or match["count4"]
        if count_of(said) not in (None, count):
            text = f"说有{said}项整改措施，记录里是{count}项"
            yield slip(line, match.span(), "measure_count_differs", text, "核对措施数")


def cited_measures(line: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield number and place of each measure a line cites: 整改措施2, 第二条整改措施."""
    for match in _CITED.finditer(line):
        yield match["number"] or match["number2"], match.span()


def unknown_measures(line: str, numbers: Sequence[str]) -> Iterator[Slip]:
    """Yield each cited measure that is none of `numbers`."""
    cited = tuple(cited_measures(line))
    known = {_key(number) for number in numbers} if cited else set()
    for number, span in cited:
        if known and _key(number) not in known:
            text = f"说到整改措施{number}，记录里是措施{'、'.join(numbers[:12])}"
            yield slip(line, span, "unknown_measure", text, "核对措施号")


def cites_another(line: str, number: str, numbers: Sequence[str]) -> Iterator[Slip]:
    """Yield that the words about one measure cite others of `numbers` and not the measure itself."""
    known = {_key(item) for item in numbers}
    cited = [(said, span) for said, span in cited_measures(line) if _key(said) in known]
    if cited and all(_key(said) != _key(number) for said, _ in cited):
        said, span = cited[0]
        text = f"写在措施{number}下面，说的却是整改措施{said}"
        yield slip(line, span, "cites_another_measure", text, "核对措施号")


@lru_cache(maxsize=2048)
def _key(number: str) -> str:
    value = read_chinese_number(number.strip("（()）、.．第项条 "))
    plain = number.strip().strip("（()）、.．").replace("—", "-")
    return natural_key(plain if value is None else str(value))


def impossible_rates(line: str) -> Iterator[Slip]:
    """Yield each rate above 100% that no rate of its kind can be."""
    for match in _RATE.finditer(line):
        if float(match["value"]) > 100 and not _MAY_EXCEED.search(line[: match.start()]):
            yield slip(line, match.span(), "rate_over_100", "比率超过 100%", "核对数据")


def misstated(line: str, *, label: str, unit: str, numbers: Sequence[str]) -> Iterator[Slip]:
    """Yield where a line states a figure of the records with a number that is none of `numbers`."""
    if len(label) < 2 or not unit:
        return
    name, measure = re.escape(label), re.escape(unit)
    value = r"(?<![\d.])(?P<number>\d+(?:\.\d+)?)"
    for pattern in (rf"{name}{value}{measure}", rf"{value}{measure}{name}"):
        for match in re.finditer(pattern, line):
            if match["number"] not in numbers:
                text = f"记录里{label}是{'、'.join(numbers)}{unit}"
                yield slip(line, match.span(), "figure_differs", text, "核对数据")
