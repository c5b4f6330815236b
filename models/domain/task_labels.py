"""What the clerk calls the fields of a task: the one word for each, on lists, in ledgers, in imports.

Apart from the records, because the list that the window paints first needs the words and not the records.
"""

from __future__ import annotations

TASK_LABELS = {
    "number": "编号", "external_number": "外部编号", "batch": "督察批次", "plan": "整改方案", "title": "任务名称",
    "problem": "反馈问题", "goal": "整改目标", "deadline": "整改时限", "measures": "整改措施", "lead": "牵头单位",
    "responsible": "责任单位", "supporting": "配合单位", "supervising": "督导单位", "acceptance": "验收单位",
    "leader": "包案领导", "responsible_person": "责任人", "liaison": "联络员", "progress": "整改进展",
    "status": "完成进度", "note": "备注",
}
