"""Numbers with the units of goals (84.5%, 12公里), and those written in Chinese (百分之七十, 四十六亩, 七成).

A count in words (三项, 一个) mostly numbers tasks or heads; only of things that stand somewhere (两处堆场) is it an
amount. 七成 is one where the words before say that something reaches it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from models.domain.numerals import read_chinese_number

FIGURE = r"[0-9０-９]++(?:[.．][0-9０-９]+|(?:[,，][0-9０-９]{3})+(?:[.．][0-9０-９]+)?)?"
WORD = r"A-Za-zＡ-Ｚａ-ｚ㐀-鿿𠀀-𯿿Ⅰ-Ⅻ“”（）()、·/"
PARTS = "%|％|‰|个百分点"
_SIZES = (
    "(?:平方|立方)?(?:公里|千米|厘米|分米|毫米)|[平立]方米|公里|千米|米(?!每)|吨|公斤|千克|公顷|亩|千瓦时|千瓦|兆瓦|"
    "吨标准?煤|立方"
)
_COUNTED = "个|处|座|家|户|套|台|辆|艘|块|宗|棵|株|人|项|条|口|头|只|天"
_SCALE = "[十百千万亿]{0,2}"
_PER = r"(?:[/／](?:立方米|平方米|公里|亩|日|天|年|升|吨|小时|人|万元|m³|L))?"
_MEASURED = rf"{PARTS}|{_SCALE}(?:微克|毫克|克)[/／每](?:标准)?(?:立方米|升)|{_SCALE}(?:{_SIZES}){_PER}"
UNIT = rf"(?:{_MEASURED}|{_SCALE}元|{_SCALE}(?:{_COUNTED})(?![性别次月]))"
_HAN = "零〇一二两三四五六七八九十百千"
_IN_WORDS = re.compile(
    rf"百分之(?P<part>[{_HAN}]+)(?:点(?P<decimals>[{_HAN[:11]}]+))?"
    rf"|(?:(?<=[达于过少到在至]))(?P<tenths>[一二三四五六七八九])成(?P<half>[一二三四五六七八九半]?)(?![{_HAN}立为功])"
    rf"|(?<![{_HAN}第几数每\d])(?P<number>[{_HAN}]+)(?=[万亿]?(?:{_SIZES})|(?:处|座|台|辆|家|户|艘|块|宗|棵|株)(?!理|置))"
)


def in_figures(text: str, places: Sequence[int]) -> tuple[str, list[int]]:
    """Return a text with its amounts in figures, 百分之七十 as 70%, and the place of every character before.

    `places` are those of the characters of `text`; of what is rewritten the last one stands for the end.
    """
    written, now, done = "", [], 0
    for match, figures in _amounts(text):
        start, end = match.span()
        written += text[done:start] + figures
        now += [*places[done:start], *[places[start]] * (len(figures) - 1), places[end - 1]]
        done = end
    return written + text[done:], [*now, *places[done:]]


def _amounts(text: str) -> Iterator[tuple[re.Match[str], str]]:
    for match in _IN_WORDS.finditer(text):
        if figures := _figures(match):
            yield match, figures


def _figures(match: re.Match[str]) -> str:
    """Return what an amount in words says in figures; empty where it is no number."""
    if tenths := match["tenths"]:
        return f"{read_chinese_number(tenths)}{_half(match['half'])}%"
    number = read_chinese_number(match["part"] or match["number"])
    if number is None or not match["part"]:
        return "" if number is None else str(number)
    decimals = "".join(str(read_chinese_number(digit)) for digit in match["decimals"] or "")
    return f"{number}.{decimals}%" if decimals else f"{number}%"


def _half(text: str) -> str:
    return "5" if text == "半" else str(read_chinese_number(text) or 0)
