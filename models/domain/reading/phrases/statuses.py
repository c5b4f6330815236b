"""完成进度 as ledgers write it: one word, five boxes to tick, or a synonym of another province.

The five words of the yearly tables are the records' own; a synonym is taken only where it can mean nothing else. 未完成
alone does not say whether work is behind or on schedule, and stays without a status.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from models.domain.plan import TaskStatus

_CLOSED = """
    已验收销号 验收销号 已销号 销号 已完成销号 完成销号 已完成整改并销号 完成整改并销号 整改完成并销号 已完成验收销号
    已通过验收销号 已办理销号
"""
_DONE = """
    已完成 完成 已完成整改 完成整改 整改完成 已整改完成 已整改到位 整改到位 已整改 已办结 办结 完全办结 是 已全部完成
    全部完成 整改完毕 已完成未销号 已完成待销号 完成待验收 已完成待验收 待验收 待销号 已完成未验收 未申请验收
    已完成，长期坚持 已经完成 已经完成，长期坚持
"""
_ON_SCHEDULE = """
    达到时序进度 达到序时进度 达到进度 正常推进 按序时进度推进 按时序进度推进 按照序时进度有序推进 序时推进
    达到序时进度并需持续推进 有序推进 未完成但达到序时进度 未完成但达到时序进度 按计划推进 符合序时进度 符合时序进度
    达序时进度 达时序进度 按期推进 正在有序推进 阶段性办结
"""
_BEHIND = """
    未达时序进度 未达序时进度 未达到时序进度 未达到序时进度 尚未达到序时进度 尚未达到时序进度 滞后 进度滞后
    逾期未完成 逾期 超期未完成 未按期完成 未按期完成或未达到序时进度 推进滞后 超期
"""
_NOT_STARTED = "尚未启动 未启动 未开始 未开展 尚未开展 尚未开始 待整改 未整改"
_WORDS = {
    unicodedata.normalize("NFKC", word): status
    for status, words in (
        (TaskStatus.CLOSED, _CLOSED), (TaskStatus.DONE, _DONE), (TaskStatus.ON_SCHEDULE, _ON_SCHEDULE),
        (TaskStatus.BEHIND, _BEHIND), (TaskStatus.NOT_STARTED, _NOT_STARTED),
    )
    for word in words.split()
}
_EMPTY, _TICKED = "□☐○◯", "☑☒■√✓✔●▣🗹þ"
_BOX = re.compile(
    rf"(?P<box>[{_EMPTY}{_TICKED}]|[\[(（【][√✓✔xX* ]?[\])）】])[ \t]*(?P<word>[^{_EMPTY}{_TICKED}\[(（【\n]+)"
)


@lru_cache(maxsize=1024)
def read_status(text: str) -> TaskStatus | None:
    """Return the status a cell tells, None where it is silent, ticks no box or several, or may mean more than one."""
    boxes = list(_BOX.finditer(text))
    if len(boxes) > 1:
        ticked = {_of(box["word"]) for box in boxes if is_ticked(box["box"])}
        return ticked.pop() if len(ticked) == 1 else None
    return _of(boxes[0]["word"]) if boxes and is_ticked(boxes[0]["box"]) else _of(text)


def is_ticked(text: str) -> bool:
    """Return whether a cell or a box is ticked."""
    return any(sign in _TICKED for sign in text) or text.strip("[]()（）【】 ") in ("x", "X", "*", "是", "1")


def _of(word: str) -> TaskStatus | None:
    plain = "".join(unicodedata.normalize("NFKC", word).split()).strip("。.;,、:")
    return _WORDS.get(plain)
