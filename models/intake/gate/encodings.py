"""The text of a file in the encodings Chinese offices write: UTF-8 with or without its mark, UTF-16, GBK and GB18030.

Nearly any bytes make some text in GB18030, so a text counts as Chinese only when everyday 汉字 are found in it: of any
sixty signs of published plans and notices they are a sixth at least, of Japanese, Korean, Russian or Big5 misread a
twentieth at most. A wrong guess would be stored as rubbish. UTF-8 with a broken sign is broken UTF-8, not GB18030.
"""

from __future__ import annotations

import codecs
from typing import NamedTuple

from models.errors import ForeignFileError
from models.intake.gate.refusals import damaged, other_encoding

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Fewer signs than this say nothing about a language.
_TELLING = 20
_LOOKED_AT = 20_000
_EVERYDAY_SHARE = 0.1
_EVERYDAY = frozenset(
    "的一是在不了有和人中大为上个国以要时来用生到地于出分对成会可主发年动同工能下过产面方后多定行法所民经十三之进等部度家力里"
    "水化高二理小物加量体制当点业本性应合因其前外天政日事平全间与关各重新内数正第条结解问意建月公无系情通并提题党展员常文总次品"
    "设及管件长求基资流级组期改治保责任单位整目标限施措县市区局委环境污染垃圾护处省"
)


class Decoded(NamedTuple):
    """解出的文字: a text with line feeds as line ends, and the encoding it was in, as `codecs` calls it."""

    text: str
    encoding: str


def decoded(data: bytes, name: str) -> Decoded:
    """Return the text of these bytes and their encoding; raises ForeignFileError for no text."""
    is_marked = data.startswith(tuple(mark for mark, _ in _MARKS))
    text, encoding = _marked(data, name) if is_marked else _unmarked(data, name)
    if (at := text.find("\0")) >= 0:
        line = text.count("\n", 0, at) + 1
        raise damaged(name, f"第{line}行含有空字符（NUL），不是文字", "请从原来的程序重新导出一份。")
    return Decoded(text.replace("\r\n", "\n").replace("\r", "\n"), encoding)


def _marked(data: bytes, name: str) -> Decoded:
    mark, encoding = next((mark, encoding) for mark, encoding in _MARKS if data.startswith(mark))
    try:
        return Decoded(data[len(mark) :].decode(encoding), encoding)
    except UnicodeDecodeError as error:
        raise _broken(data, error, encoding.upper(), name) from error


def _unmarked(data: bytes, name: str) -> Decoded:
    if b"\0" in data and (wide := _wide(data)) is not None:
        return wide
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if _is_broken_utf_8(data):
            raise _broken(data, error, "UTF-8", name) from error
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise _broken(data, error, "UTF-8、GB18030", name) from error
    if not _is_everyday(text):
        raise other_encoding(name, "按 UTF-8 和 GB18030 都读不成中文")
    return Decoded(text, "gb18030")


def _wide(data: bytes) -> Decoded | None:
    """Return the text of UTF-16 without a mark, None where it is none: then NULs are just NULs."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and _share(text, of_few=0.0) >= _EVERYDAY_SHARE:
            return Decoded(text, encoding)
    return None


def _is_broken_utf_8(data: bytes) -> bool:
    """Return whether most of what is beyond ASCII is well-formed UTF-8: text in GB18030 is hardly ever."""
    kept = data.decode("utf-8", "ignore").encode("utf-8")
    beyond = _beyond_ascii(data)
    return _beyond_ascii(kept) * 5 > beyond * 4


def _beyond_ascii(data: bytes) -> int:
    return len(data) - len(data.decode("ascii", "ignore"))


def _is_everyday(text: str) -> bool:
    return _share(text, of_few=1.0) >= _EVERYDAY_SHARE


def _share(text: str, *, of_few: float) -> float:
    """Return how many of the letters beyond ASCII are everyday 汉字; `of_few` where there are hardly any letters."""
    letters = [sign for sign in text[:_LOOKED_AT] if sign > "\x7f" and sign.isalpha()]
    return sum(sign in _EVERYDAY for sign in letters) / len(letters) if len(letters) >= _TELLING else of_few


def _broken(data: bytes, error: UnicodeDecodeError, encoding: str, name: str) -> ForeignFileError:
    line = data.count(b"\n", 0, error.start) + 1
    return other_encoding(name, f"第{line}行起不是 {encoding} 的文字，文件也可能已损坏")
