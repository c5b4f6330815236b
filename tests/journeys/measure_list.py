"""A province's list of measures as it is issued: chapters, a number running through them, units at the end of each.

The heads, leads and responsible units are those of a published list; the sentence behind each head is shortened.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from docx import Document

TITLE = "示例省关于全面推进美丽示例建设的实施意见"
HAN = "一二三四五六七八九十"


class Item(NamedTuple):
    """One measure: its head, the units that lead it and those that answer for it."""

    head: str
    lead: tuple[str, ...]
    responsible: tuple[str, ...]


def _item(line: str) -> Item:
    head, lead, responsible = line.split("|")
    return Item(head, tuple(f"省{name}" for name in lead.split()), tuple(f"省{name}" for name in responsible.split()))


CHAPTERS: tuple[tuple[str, tuple[Item, ...]], ...] = tuple(
    (chapter, tuple(map(_item, lines.strip().splitlines())))
    for chapter, lines in (
        ("二、优化空间格局，推动绿色转型", """
优化国土空间开发保护格局|自然资源厅|生态环境厅 住房城乡建设厅 农业农村厅 水利厅
统筹推进区域绿色协调发展|发展改革委|工业和信息化厅 自然资源厅 生态环境厅 林草局
积极稳妥推进碳达峰碳中和|发展改革委|工业和信息化厅 生态环境厅
推动产业绿色转型升级|工业和信息化厅|发展改革委 科技厅 自然资源厅 生态环境厅
推进重点领域绿色低碳发展|发展改革委|交通运输厅 住房城乡建设厅 农业农村厅
促进资源节约集约利用|发展改革委|工业和信息化厅 自然资源厅 水利厅 邮政管理局"""),
        ("三、深入推进污染防治", """
持续深入打好蓝天保卫战|生态环境厅|发展改革委 工业和信息化厅 交通运输厅 气象局
持续深入打好碧水保卫战|生态环境厅|发展改革委 住房城乡建设厅 水利厅 农业农村厅
强化海域综合治理|生态环境厅|自然资源厅 交通运输厅 应急厅
持续深入打好净土保卫战|生态环境厅|农业农村厅 自然资源厅 水利厅
强化固体废物和新污染物治理|生态环境厅|商务厅 卫生健康委 市场监管局"""),
        ("四、提升生态系统稳定性", """
坚决打好沙地歼灭战|林草局|发展改革委 自然资源厅 水利厅
筑牢自然生态屏障|自然资源厅 林草局|生态环境厅 水利厅 农业农村厅
推进自然生态系统保护和修复|自然资源厅|发展改革委 生态环境厅 林草局 气象局
加强生物多样性保护|生态环境厅|自然资源厅 农业农村厅 林草局"""),
        ("五、守牢安全底线", """
切实维护生态安全|生态环境厅 发展改革委|自然资源厅 水利厅 应急厅
确保核与辐射安全|生态环境厅|军民融合办 矿山安全监督管理局
加强生物安全管理|卫生健康委|农业农村厅 生态环境厅 应急厅
有效应对气候变化不利影响和风险|生态环境厅|发展改革委 水利厅 应急厅 气象局
严密防控环境风险|生态环境厅|工业和信息化厅 水利厅 应急厅"""),
        ("六、打造美丽示范样板", """
打造美丽板块|生态环境厅|发展改革委 自然资源厅 林草局
建设美丽城市|住房城乡建设厅|发展改革委 生态环境厅 交通运输厅
建设美丽乡村|农业农村厅|生态环境厅 自然资源厅 文化和旅游厅
开展创新示范|生态环境厅|发展改革委 国资委 林草局"""),
        ("七、开展全民行动", """
培育弘扬生态文化|委宣传部|文化和旅游厅 生态环境厅 广电局
推动形成绿色低碳生活方式|发展改革委|委宣传部 总工会 商务厅 机关事务局
培育全民美丽建设氛围|生态环境厅|民政厅 总工会 妇联"""),
        ("八、健全保障体系", """
改革完善体制机制|生态环境厅|委组织部 公安厅 司法厅 审计厅
强化激励政策|财政厅|发展改革委 生态环境厅 税务局
加强科技支撑|科技厅|发展改革委 教育厅 生态环境厅
加快数字赋能|生态环境厅|数据局
实施重大工程|发展改革委|财政厅 生态环境厅 水利厅"""),
        ("九、加强组织实施", """
加强组织领导|生态环境厅|委组织部 发展改革委
压实工作责任|生态环境厅|纪委监委机关 审计厅
强化宣传推广|委宣传部|生态环境厅 广电局"""),
    )
)
ITEMS = tuple(item for _, items in CHAPTERS for item in items)


def han(number: int) -> str:
    """Return a number up to 99 in characters."""
    tens, rest = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else HAN[tens - 1] + "十") + (HAN[rest - 1] if rest else "")


def write(path: Path) -> Path:
    """Write the list as a Word document and return where it lies."""
    paper = Document()
    paper.add_paragraph(TITLE)
    paper.add_paragraph("为全面推进美丽示例建设，提出以下实施意见。")
    paper.add_paragraph("一、总体要求")
    paper.add_paragraph("坚持以人民为中心，到2027年主要目标任务取得显著成效。")
    number = 0
    for chapter, items in CHAPTERS:
        paper.add_paragraph(chapter)
        for item in items:
            number += 1
            units = f"（牵头单位：{'、'.join(item.lead)}；责任单位：{'、'.join(item.responsible)}等）"
            paper.add_paragraph(f"（{han(number)}）{item.head}。健全工作机制，按年度分解任务，逐项抓好落实。{units}")
    paper.save(str(path))
    return path
