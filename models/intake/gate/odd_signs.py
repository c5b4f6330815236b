"""Signs in a foreign text that nobody sees: zero-width, bidirectional and control characters, and private-use ones.

They come from web pages and old programs, keep equal texts from being equal, and can turn the order of what is read.
Those without a shape are taken out, before heads are compared with the wordings we know; private-use characters may be
rare characters of names (GB 18030-2022 moved some out of there), so they stay. Both are named with their places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from models.domain.drafts.source import Block, Grid, Paragraph
from models.domain.finding import Finding, Level
from models.domain.wording import INVISIBLE

_NAMES = {
    0x00AD: "软连字符", 0x061C: "方向标记", 0x200B: "零宽空格", 0x200C: "零宽不连字", 0x200D: "零宽连字",
    0x200E: "方向标记", 0x200F: "方向标记", 0x2060: "词连接符", 0xFEFF: "零宽空格",
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), "方向控制"),
}
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_ODD = re.compile(f"[{INVISIBLE.pattern[1:-1]}{_PRIVATE.pattern[1:-1]}\r\x0b\x0c\x85\u2028\u2029]")
_MOST_PLACES = 8
_MOST_SIGNS = 5


class _Seen:
    """The signs of one kind that were met, and where."""

    def __init__(self) -> None:
        self.signs: dict[str, None] = {}
        self.places: dict[str, None] = {}

    def add(self, signs: Iterable[str], place: str) -> None:
        """Note signs and the place they were met at."""
        self.signs.update(dict.fromkeys(signs))
        self.places[place] = None

    def listed(self) -> str:
        """Return the signs by name and number, of many the first."""
        shown = "、".join(f"{_name(sign)} U+{ord(sign):04X}" for sign in list(self.signs)[:_MOST_SIGNS])
        return f"{shown} 等 {len(self.signs)} 种" if len(self.signs) > _MOST_SIGNS else shown

    def where(self) -> str:
        """Return the places, of many the first."""
        places = list(self.places)
        return "、".join(places[:_MOST_PLACES]) + (f" 等 {len(places)} 处" if len(places) > _MOST_PLACES else "")


def without_odd_signs(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """Return the blocks without signs that have no shape, and what of odd signs was found in them."""
    invisible, private = _Seen(), _Seen()

    def cleaned(text: str, place: Callable[[], str]) -> str:
        if not _ODD.search(text):
            return text
        text = _LINE_ENDS.sub("\n", text)
        if found := INVISIBLE.findall(text):
            invisible.add(found, place())
        if found := _PRIVATE.findall(text):
            private.add(found, place())
        return INVISIBLE.sub("", text)

    blocks = tuple(_cleaned(block, cleaned) for block in blocks)
    return blocks, tuple(_findings(invisible, private))


def _cleaned(block: Block, clean: Callable[[str, Callable[[], str]], str]) -> Block:
    if isinstance(block, Paragraph):
        text = clean(block.text, lambda: block.place)
        return block if text == block.text else replace(block, text=text)
    if not any(_ODD.search("".join(row)) for row in block.rows):
        return block
    return _cleaned_grid(block, clean)


def _cleaned_grid(grid: Grid, clean: Callable[[str, Callable[[], str]], str]) -> Grid:
    def cell(text: str, row: int, column: int) -> str:
        return clean(text, lambda: grid.place(row, column))

    rows = [[cell(text, row, column) for column, text in enumerate(texts)] for row, texts in enumerate(grid.rows)]
    return replace(grid, rows=rows)


def _findings(invisible: _Seen, private: _Seen) -> Iterable[Finding]:
    if invisible.places:
        text = f"文字里夹有不可见字符（{invisible.listed()}），已去掉"
        yield Finding(
            level=Level.WARN, code="invisible_characters", where=invisible.where(), text=text,
            remedy="请在“对照”里核对这几处的文字",
        )
    if private.places:
        text = f"有造字区的字（{private.listed()}），换一台电脑可能成为不可见字符或方框，照原样保留"
        yield Finding(
            level=Level.WARN, code="private_use_characters", where=private.where(), text=text,
            remedy="请核对人名、地名用字，能改用标准字的请改正",
        )


def _name(sign: str) -> str:
    if _PRIVATE.match(sign):
        return "造字"
    return _NAMES.get(ord(sign), "控制字符")
