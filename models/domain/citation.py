"""An instrument as an office cites it: 《整改任务验收销号办法（试行）》（示环发〔2021〕3号）, on one line, taken apart.

The number stands in brackets behind the title, after the 》, or in a column of its own where the line comes from a
workbook. Only what is a number is taken for one: it ends in 号 and counts something, or is the code of a standard; the
（试行） of a title stays with it. Years in the brackets a keyboard offers, [2021] or (2021), become 〔2021〕 as
GB/T 9704-2012, 7.2.5 has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from models.domain.wording import bare_title

_YEAR = re.compile(r"[\[［【〔（(]\s*((?:19|20)\d\d)\s*[\]］】〕）)]")
_COUNTED = r"(?=[^《》\n]{0,60}?\d)[^《》（）()\n]{0,40}(?:[（(]\d{4}[）)])?[^《》（）()\n]{0,20}号"
_STANDARD = r"[A-Z]{2,6}(?:/[A-Z]{1,2})?[ ]?\d[\d.]{0,12}(?:[-—–－]\d{2,4})?"
_NUMBER = rf"(?P<number>{_COUNTED}|{_STANDARD})"
_IN_BRACKETS = re.compile(rf"(?<=.)[（(]\s*{_NUMBER}\s*[）)]$")
_BEHIND = re.compile(rf"(?:(?<=》)|(?<=[^\s]\t)|(?<=[^\s] )|(?<=[^\s]　))\s*{_NUMBER}$")


def read_citation(line: str) -> tuple[str, str]:
    """Return title and number of an instrument; the title without its 《》, the number empty where none stands."""
    line = line.strip()
    for shape in (_IN_BRACKETS, _BEHIND):
        found = shape.search(line)
        if found is not None:
            return bare_title(line[: found.start()]), _number(found["number"])
    return bare_title(line), ""


def read_citations(lines: Iterable[str]) -> list[tuple[str, str]]:
    """Return title and number of each line that names an instrument; an instrument named twice stands once."""
    read = (read_citation(line) for line in lines)
    found: dict[str, str] = {}
    for title, number in read:
        if title:
            found[title] = found.get(title) or number
    return list(found.items())


def cite(title: str, document_number: str) -> str:
    """Return title and number on one line, as `read_citation` reads it."""
    return f"{title}（{document_number}）" if document_number else title


def _number(text: str) -> str:
    if not text.endswith("号"):
        return text.strip()
    return "".join(_YEAR.sub(r"〔\1〕", text).split())
