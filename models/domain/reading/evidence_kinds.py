"""The kind of a piece of evidence by the word its title ends with: …的通知 is a 文件, …会议纪要 are minutes.

In Chinese what a thing is stands last, so the last of the known words decides, and of two that end together the longer
one (验收报告 before 报告). A title without one of them has no kind here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORDS = {
    "会议纪要": "会议纪要 会议记录 学习记录 工作纪要 专题纪要 纪要 会议签到表 签到表",
    "文件": "通知 意见 办法 决定 批复 通报 公告 通告 规定 细则 条例 请示 命令 函",
    "计划方案": "计划 方案 规划 预案",
    "报告": "报告 总结 汇报",
    "台账清单": "台账 清单 一览表 登记表 统计表 明细表 汇总表 花名册 名册",
    "责任状": "责任状 责任书 承诺书",
    "照片": "照片 图片 现场照 现场照片 实景图 航拍图 对比照 对比照片",
    "监测报告": "监测报告 检测报告 检验报告 监测数据",
    "处罚文书": "行政处罚决定书 处罚决定书 行政处罚告知书 责令改正违法行为决定书 处罚文书",
    "验收文件": "验收意见 验收报告 验收表 验收单 验收文件 验收证书 验收纪要",
}
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words.split()}
# 函 alone is also a part of other words: 函授, 信函.
_ANY = re.compile("|".join(sorted((rf"{word}(?!授)" for word in _KINDS), key=len, reverse=True)))
_TAIL = re.compile(r"(?:[（(【\[〔][^（）()]{0,30}[）)】\]〕]|[\d\s._-]+)$")
_LONGEST_TITLE = 60


def kind_in_title(title: str) -> tuple[str, str] | None:
    """Return the kind a title names and the word that says so; None where it names none."""
    found = list(_ANY.finditer(title))
    if not found:
        return None
    end = max(match.end() for match in found)
    word = max((word for word in _KINDS if title.endswith(word, 0, end)), key=len)
    return _KINDS[word], word


def kind_on_page(lines: Iterable[str]) -> tuple[str, str] | None:
    """Return the kind named by the first line that is a title: a short one that ends with such a word."""
    for line in lines:
        title = _TAIL.sub("", line)
        found = kind_in_title(title) if len(title) <= _LONGEST_TITLE else None
        if found is not None and title.endswith(found[1]):
            return found
    return None
