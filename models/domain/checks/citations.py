"""What a text cites: the task's number, the plan and the instruments by title, and document numbers.

A title that resembles one of the records and is not it is a slip of the pen; one that resembles none is another
document. Document numbers follow GB/T 9704-2012, 7.2.5: 代字〔2025〕6号, the year in 六角括号, no 第 and no leading 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from models.domain.checks.slips import HAN, Slip, slip
from models.domain.numbering import natural_key
from models.domain.numerals import read_chinese_number
from models.domain.wording import title_inside

ALIKE = 0.86
_TITLE = re.compile(r"《(?P<title>[^《》\n]{2,80})》(?:[（(](?P<number>[^（）()\n]{3,40}号)[）)])?")
_NUMBER = re.compile(
    rf"(?P<word>[{HAN}]{{1,12}})\s?(?P<open>[\[［【（(〔])\s*(?P<year>\d{{2,4}})\s*(?P<close>[\]］】）)〕])"
    r"\s*(?P<ordinal>第?)\s*(?P<count>\d{1,5})\s*号"
)
_TASK = re.compile(
    r"第(?P<number>\d{1,4}(?:[-—]\d{1,3})*|[一二三四五六七八九十百]{1,5})项(?=整改任务|任务|中所承担|中承担|问题整改)"
)
_CITED_YEAR = re.compile(r"〔(?P<year>(?:19|20)\d\d)〕")
_TRIAL = re.compile(r"[（(](?:试行|暂行|修订|征求意见稿|送审稿)[）)]$")


def wrong_task_numbers(line: str, numbers: Sequence[str]) -> Iterator[Slip]:
    """Yield each 第2项整改任务 of a line where none of the task's `numbers` is 2."""
    known = {_number_key(number) for number in numbers}
    for match in _TASK.finditer(line):
        if known and _number_key(match["number"]) not in known:
            text = f"说的是第{match['number']}项，记录里任务是{numbers[0]}"
            yield slip(line, match.span(), "task_number_differs", text, "核对任务编号")


@lru_cache(maxsize=512)
def _number_key(number: str) -> str:
    plain = number.strip().removeprefix("第").removesuffix("项").replace("—", "-")
    value = read_chinese_number(plain)
    return natural_key(plain if value is None or plain.isascii() else str(value))


def wrong_titles(line: str, known: Mapping[str, str], alike: Sequence[str]) -> Iterator[Slip]:
    """Yield each title that nearly is one of `alike`, and a number beside a title that is not the one on record.

    `known` gives the document number, or nothing, for every title the records hold.
    """
    found = tuple(_TITLE.finditer(line))
    numbers = {_plain(title): number for title, number in known.items()} if found else {}
    for match in found:
        title = _plain(match["title"])
        if title in numbers:
            yield from _number_beside(line, match, numbers[title])
        elif meant := _meant(title, alike):
            text = "文件名称与记录里的差几个字"
            yield slip(line, match.span("title"), "title_differs", text, f"核对名称：《{meant}》")


def _number_beside(line: str, match: re.Match[str], number: str) -> Iterator[Slip]:
    said = match["number"]
    if said and number and _bare_number(said) != _bare_number(number):
        text = f"文号与记录里的{number}不同"
        yield slip(line, match.span("number"), "number_differs", text, "核对文号")


def _bare_number(number: str) -> str:
    return re.sub(r"[\[［【（(〔\]］】）)〕\s第]", "", number)


def _meant(title: str, alike: Sequence[str]) -> str:
    for known in alike:
        plain = _plain(known)
        if abs(len(plain) - len(title)) > 6 or _TRIAL.sub("", plain) == _TRIAL.sub("", title):
            continue
        if _likeness(title, plain) >= ALIKE:
            return known
    return ""


@lru_cache(maxsize=2048)
def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


@lru_cache(maxsize=4096)
def _plain(title: str) -> str:
    """Return a title as it is compared: blanks, the shape of brackets and its own 书名号 do not count."""
    return "".join(title_inside(title).split()).translate(str.maketrans("()", "（）"))


def wrong_document_numbers(line: str) -> Iterator[Slip]:
    """Yield each document number that is not written 代字〔2025〕6号."""
    for match in _NUMBER.finditer(line):
        faults = [
            (match["open"] + match["close"] != "〔〕", "年份不在六角括号〔〕里"),
            (len(match["year"]) != 4, "年份不是四位"),
            (bool(match["ordinal"]), "序号前多了“第”"),
            (match["count"].startswith("0"), "序号前多了 0"),
        ]
        wrong = "、".join(text for is_wrong, text in faults if is_wrong)
        if wrong:
            yield slip(line, match.span(), "document_number_form", f"文号{wrong}", "写成代字〔年份〕序号号")


def cited_after(line: str, year: int) -> Iterator[Slip]:
    """Yield each document number of a year after `year`, the paper's own."""
    for match in _CITED_YEAR.finditer(line):
        if int(match["year"]) > year:
            text = f"引的文件晚于文书的{year}年"
            yield slip(line, match.span(), "cited_before_issue", text, "核对文号和成文日期")
