"""The lines of a paper that hold no task: chapters (总体要求, 保障措施), contents, annexes, the date of a letter."""

from __future__ import annotations

import re

from models.domain.reading.headed import Line

_CHAPTER = re.compile(
    r"(?:总体|工作|整改|基本|指导)?(?:要求|思想|原则|思路)|(?:总体|工作|整改|主要|组织|实施)?(?:目标|步骤|安排|分工|部署|保障)"
    r"|(?:组织|制度|工作|整改|保障)*(?:保障|措施保障|保障措施)|总体要求.*|指导思想|.*保障措施|组织领导.*|工作要求"
    r"|(?:进一步)?(?:加强|强化|健全|完善|提高|严格|压实|落实|严肃|夯实|做好|规范|注重|深化|坚持|抓好|狠抓)"
    r"(?:组织|政治|责任|工作|监督|督导|督查|督察|考核|追责|宣传|舆论|信息|资金|科技|统筹|协调|调度|监管|领导|保障|问责|公开"
    r"|销号|验收|整改责任|跟踪|纪律|思想|站位|政治站位|党的|机制|制度|长效|队伍|财政|投入|要素|法治).{0,16}"
    r"|(?:组织|监督|督导|检查|考核|追责|责任|宣传|信息)(?:领导|检查|考核|问责|追究|公开|实施|督办|引导|机制|保障).{0,8}"
    r"|编制依据|背景|基本情况|总体情况|有关情况|督察反馈情况|附则|其他要求|工作机制|工作措施与要求|下一步工作.*"
)
_ANNEX = re.compile(r"附[件表录图]\s*[\d一二三四五六七八九十]*\s*(?:[:：.．、]|$|\s)")
_DATE_ONLY = re.compile(
    r"[\d〇零一二三四五六七八九十]{2,4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
)
_CONTENTS = re.compile(r".*(?:[.．…·。]{3,}|\t)\s*\d{1,3}$")


def is_chapter(line: Line) -> bool:
    """Return whether a line opens a part of a paper that holds no tasks: 总体要求, 保障措施, 组织领导."""
    bare = re.split(r"[。：:]", line.words or line.text, maxsplit=1)[0].strip(" \u3000")
    if line.mark is None and not line.level and len(line.text) > len(bare) + 1:
        return False
    return len(bare) <= 24 and bool(_CHAPTER.fullmatch("".join(bare.split())))


def is_aside(line: Line) -> bool:
    """Return whether a line is one of contents, a date under a letter, or where the annexes are told."""
    return bool(_CONTENTS.fullmatch(line.text) or is_date(line) or _ANNEX.match(line.text))


def tells_of_an_annex(line: Line) -> bool:
    """Return whether a line names an annex: 附件1：整改任务清单."""
    return bool(_ANNEX.match(line.text))


def is_of_contents(line: Line) -> bool:
    """Return whether a line is one of the contents: 一、总体要求……1."""
    return bool(_CONTENTS.fullmatch(line.text))


def is_date(line: Line) -> bool:
    """Return whether a line is nothing but a day, as letters end."""
    return bool(_DATE_ONLY.fullmatch("".join(line.text.split())))
