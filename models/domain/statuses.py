"""完成进度: the five words of the yearly tables, from the first to the last.

Apart from the records, because the list that the window paints first needs the words and not the records.
"""

from __future__ import annotations

STATUSES = {
    "not_started": "尚未启动",
    "behind": "未达时序进度",
    "on_schedule": "达到时序进度",
    "done": "已完成",
    "closed": "已验收销号",
}
