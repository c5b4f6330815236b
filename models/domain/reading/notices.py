"""公示 of one task, in paragraphs or a table: its heads become fields, its title and opening tell the number.

What a notice says on publicity, objections, telephones and addresses is no field of a task.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.domain.drafts.draft import Draft, DraftTask, GridMapping, SourceKind
from models.domain.drafts.fields import SourceField
from models.domain.drafts.source import Block
from models.domain.reading.headed import Line, lines_of
from models.domain.reading.marks import arabic
from models.domain.reading.plans import read_paper

_HAN = r"[〇零一二三四五六七八九十百]{1,5}"
_COUNT = rf"(?:\d{{1,4}}(?:[-—–]\d{{1,3}})*|{_HAN})"
_COMPOUND = r"[A-Za-z]{0,4}\d{1,4}(?:[-—–.]\d{1,3})*(?:[（(]\d{1,3}(?:[-—–]\d{1,3})*[)）])?"
_NUMBERS = (
    re.compile(rf"(?:编号|序号)\s*(?:为|是|[:：])?\s*(?P<n>{_COMPOUND})"),
    re.compile(r"[（(](?P<n>\d{1,4}(?:[-—–]\d{1,3})+)[)）]"),
    re.compile(rf"第\s*(?P<n>{_COUNT})\s*[项号个](?!措施|整改措施)"),
    re.compile(rf"第\s*(?P<n>{_COUNT})\s*条(?:整改|反馈)?(?:任务|问题|事项)"),
    re.compile(rf"(?:整改)?(?:任务|问题|事项)\s*(?P<n>{_COUNT})(?=[、.．：:\s（(]|的?整改|$)"),
)


def read_notice(blocks: Sequence[Block], source: str, mapping: Sequence[GridMapping] | None = None) -> Draft:
    """Return the task of a notice, or its tasks where it tells of several; values stand as it prints them."""
    draft = read_paper(blocks, source, SourceKind.NOTICE, mapping)
    # Who is named there receives objections.
    tasks = [replace(task, liaison="") for task in draft.tasks]
    if len(tasks) == 1 and not tasks[0].number:
        tasks = [replace(tasks[0], number=_number(lines_of(blocks), tasks[0]))]
    return replace(draft, tasks=tuple(tasks))


def _number(lines: Sequence[Line], task: DraftTask) -> str:
    """Return the number the title, the opening or the problem of a notice names, empty where none does."""
    before = list(_opening(lines))
    for texts in (before[:2], before, [task.problem]):
        for pattern in _NUMBERS:
            for text in texts:
                if match := pattern.search(text):
                    return arabic(match["n"])
    return ""


def _opening(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        # Its head and text still tell: {编号364(35-11)}：…
        yield line.text
        # 公示 is the title, and 发布时间：… stands above the opening.
        if line.begins_with_head and line.heads[0].field is not SourceField.OTHER:
            return
