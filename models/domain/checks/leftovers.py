"""What a writer meant to replace and forgot: placeholders, notes, tags of a template, marks of a web page.

A paper prints every sign as it was typed, tags and braces too, so that all of these are asked about. Hidden names
(李××, 某某) are legitimate in public notices: crosses count only where they stand for a word that no name hides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.domain.checks.slips import Slip, slip

_TAG = re.compile(r"\{\{[^{}\n]{0,60}\}\}|\{%[^{}\n]{0,60}%\}|\{\{|\}\}|\{[\u4e00-\u9fff.]{2,12}\}|<<[^<>\n]{1,40}>>")
_CROSSES = re.compile(
    r"[×xX]{2,}(?=[年月日项号次个家公里吨亩县市区局镇乡])|×{3,}|[X]{3,}|(?<![A-Za-z0-9])[xX]{2}(?![A-Za-z0-9])"
)
_NOTE = re.compile(
    r"待补充?|待核实?(?=[）)】]|$)|待填|待定(?=[）)】。]|$)|TODO|FIXME|此处(?:填写|补充|插入)|请填写"
    r"|（?(?:此|本)页无正文）?|_{3,}|…{3,}|\?{2,}|？{3,}"
)


_MARKUP = re.compile(r"(?<![\d*])\*{2,}(?![\d*])|^#{1,6}\s|`{3,}|</?[a-zA-Z][^<>\n]{0,40}>|&(?:nbsp|amp|lt|gt|quot);")


def leftovers(line: str) -> Iterator[Slip]:
    """Yield each place that still waits for its words."""
    for match in _TAG.finditer(line):
        yield slip(line, match.span(), "left_tag", "模板空位没有填上", "改成要印的文字")
    for match in _MARKUP.finditer(line):
        yield slip(line, match.span(), "left_markup", "有网页或软件里的标记", "删去标记")
    for match in _CROSSES.finditer(line):
        yield slip(line, match.span(), "left_placeholder", "还没有填", "填上内容")
    for match in _NOTE.finditer(line):
        complaint = "不必手写，签字页由版式排" if "无正文" in match[0] else "还没有写完"
        yield slip(line, match.span(), "left_placeholder", complaint, "删去，或补上内容")
