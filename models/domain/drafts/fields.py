"""The fields of plans, ledgers and notices, each with the wordings such papers write over it.

One list for all readers: a head of a paragraph, the head of a column and the left cell of a two-column table name the
same things. Wordings were collected from published plans, ledgers and notices of a dozen provinces. What the list does
not hold is derived: offices put 本, 市级 or 整改 before a head, write 部门 or 主体 for 单位, and join what they like
(牵头整改责任部门); a head made of such words only means what its weightiest word means.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from models.domain.plan import UnitRole
from models.domain.task_labels import TASK_LABELS


class SourceField(StrEnum):
    """来源字段: what a head of a plan, ledger or notice can mean."""

    ORDER = "order"
    NUMBER = "number"
    EXTERNAL_NUMBER = "external_number"
    TITLE = "title"
    PROBLEM = "problem"
    GOAL = "goal"
    DEADLINE = "deadline"
    MEASURES = "measures"
    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORTING = "supporting"
    SUPERVISING = "supervising"
    ACCEPTANCE = "acceptance"
    LEADER = "leader"
    RESPONSIBLE_PERSON = "responsible_person"
    LIAISON = "liaison"
    PHONE = "phone"
    IMPLEMENTATION = "implementation"
    STATUS = "status"
    NOTE = "note"
    MEASURE_NUMBER = "measure_number"
    MEASURE_DEADLINE = "measure_deadline"
    MEASURE_UNITS = "measure_units"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def role(self) -> UnitRole | None:
        """Return the role of the units that stand under it, None where it holds no units of the task."""
        return UnitRole(self.value) if self in _UNITS else None


_LABELS = {
    **{SourceField(name): label for name, label in TASK_LABELS.items() if name in tuple(SourceField)},
    SourceField.ORDER: "序号", SourceField.PHONE: "联系电话", SourceField.IMPLEMENTATION: TASK_LABELS["progress"],
    SourceField.MEASURE_NUMBER: "措施编号", SourceField.MEASURE_DEADLINE: "措施时限",
    SourceField.MEASURE_UNITS: "措施责任单位", SourceField.OTHER: "不导入",
}
_UNITS = frozenset({
    SourceField.LEAD, SourceField.RESPONSIBLE, SourceField.SUPPORTING, SourceField.SUPERVISING, SourceField.ACCEPTANCE,
})
# The heads beside the rows that this program gives back.
REASON, PLACE = "未导入原因", "原来的位置"
WORDINGS: dict[SourceField, tuple[str, ...]] = {field: tuple(words.split()) for field, words in {
    SourceField.ORDER: "序号 顺序号 项号",
    SourceField.NUMBER: """
        编号 任务编号 问题编号 整改任务编号 整改编号 任务号 问题序号 任务序号 受理编号 方案编号 事项编号 代码
        任务代码 问题代码 问题编码 任务编码 清单编号 台账编号 整改序号 整改任务序号 整改问题编号 整改事项编号
        反馈问题编号
    """,
    SourceField.EXTERNAL_NUMBER: """
        上级编号 省编号 省级编号 省序号 市编号 市级编号 中央编号 总账编号 省方案编号 市方案编号
    """,
    SourceField.TITLE: "任务名称 问题名称 整改任务名称 名称 标题 任务简称 问题简称 简称 问题标题 任务标题",
    SourceField.PROBLEM: """
        反馈问题 整改问题 整改任务 整改事项 问题表述 问题 具体问题 存在问题 督察指出的问题 问题描述 督察反馈问题
        督察反馈的问题 督察指出问题 督察报告指出 督察指出 反馈意见 问题内容 问题情况 任务内容 整改任务内容 问题清单
        具体表现 问题具体表现 存在的问题 存在的主要问题 问题简述 督察发现问题 发现问题 发现的问题 整改内容
        反馈意见问题 交办问题 交办问题基本情况 转办问题基本情况 问题表现 主要问题 突出问题 反馈的问题 反馈问题情况
        问题事项 任务 任务清单 问题简要情况 反馈问题内容 反馈具体问题 反馈问题描述 整改问题描述
    """,
    SourceField.GOAL: """
        整改目标 目标 目标任务 整改要求 工作目标 目标要求 整改标准 验收标准 销号标准 目标清单 标准清单 整改目标要求
        整改目标任务 整改工作目标 预期目标
    """,
    SourceField.DEADLINE: """
        整改时限 完成时限 时限 整改期限 期限 完成时间 整改完成时限 整改时间 时限要求 完成期限 时间节点 整改时间要求
        办理时限 时限清单 计划完成时间 计划完成时限 拟完成时间 整改完成时间 整改完成期限 完成整改时间 时间安排
        进度安排 办结时限 时限节点 整改期限要求 完成整改时限 整改时间节点
    """,
    SourceField.MEASURES: """
        整改措施 措施 具体措施 主要措施 重点措施 整改举措 工作措施 整改措施内容 任务措施 工作举措 采取的措施
        具体整改措施 措施内容 措施清单 整改措施清单 整改工作措施 整改具体措施 主要整改措施 整改任务措施
    """,
    SourceField.LEAD: """
        牵头单位 牵头部门 牵头责任单位 牵头整改单位 主办单位 牵头单位部门 市级牵头单位 牵头领导单位 责任牵头单位
        整改牵头单位 整改牵头部门 主责单位 主责部门
    """,
    SourceField.RESPONSIBLE: """
        责任单位 整改责任单位 责任主体 整改责任主体 整改主体 整改实施主体 实施主体 责任部门 整改单位 主体责任单位
        落实单位 承办单位 责任分工 职责分工 任务分工 单位分工 整改实施单位 责任地区 属地责任单位 具体责任单位 责任清单
        整改责任部门 责任单位部门 整改落实单位 整改牵头责任单位
    """,
    SourceField.SUPPORTING: """
        配合单位 配合部门 协办单位 参与单位 协同单位 配合责任单位 参加单位 协同配合单位 整改配合单位 协助单位
        协助部门
    """,
    SourceField.SUPERVISING: """
        督导单位 督办单位 督导部门 督查部门 督察单位 督查单位 督促单位 监督单位 督导责任单位 包抓单位 督导牵头单位
        整改督导单位 督导责任部门 监管单位 监管部门 督促指导单位
    """,
    SourceField.ACCEPTANCE: """
        验收单位 验收部门 牵头验收单位 配合验收单位 验收责任单位 验收牵头单位 核查单位 组织验收单位 整改验收单位
        验收责任部门 销号验收单位 验收销号单位
    """,
    SourceField.LEADER: "责任领导 包案领导 分管领导 牵头领导 包保领导 县级领导 市级领导 督导领导 包抓领导",
    SourceField.RESPONSIBLE_PERSON: "责任人 整改责任人 责任人员 直接责任人 主要责任人 具体责任人",
    SourceField.LIAISON: "联络员 联系人 联络人 经办人 填报人 具体经办人 姓名",
    SourceField.PHONE: "联系电话 电话 联系方式 手机 手机号码 联系电话手机",
    SourceField.IMPLEMENTATION: """
        整改完成情况 整改进展 整改进展情况 进展情况 落实情况 完成情况 整改情况 目前进展情况 目前进展情况及存在问题
        目前进展 整改主要工作及成效 主要工作及成效 整改措施落实情况 工作进展 工作进展情况 整改结果 整改成效
        整改落实情况 调查核实情况 进展 措施落实情况 目前整改情况 最新进展 当前进展 本月进展 推进情况 工作推进情况
        整改推进情况 办理情况 最新进展情况 当前进展情况 整改措施落实进展 具体整改情况 整改工作进展 整改工作进展情况
        整改完成情况及成效
    """,
    SourceField.STATUS: """
        完成进度 整改状态 状态 进度 当前状态 整改进度 完成状态 是否完成 销号情况 是否完成整改 是否整改完成
        是否整改到位 是否销号 完成整改情况 工作进度 进度状态 办理状态 办结状态 整改完成状态 目前状态
    """,
    SourceField.NOTE: "备注 说明 其他 备注说明 其它 其他说明 备注说明事项",
    # What this program writes beside rows it gives back, and works out itself in its ledgers.
    SourceField.OTHER: f"{REASON} {PLACE} 时限提醒 措施数 佐证数 缺口",
    SourceField.MEASURE_NUMBER: "措施编号 措施序号",
    SourceField.MEASURE_DEADLINE: "措施时限 措施完成时限 措施完成时间 措施整改时限",
    SourceField.MEASURE_UNITS: "措施责任单位 措施牵头单位 措施落实单位",
}.items()}
_BY_WORDING = {wording: field for field, wordings in WORDINGS.items() for wording in wordings}
_HAN = "一二三四五六七八九十"
_NUMBERED = re.compile(rf"^(?:第?[{_HAN}]{{1,3}}[、.．是]|[(（][{_HAN}\d]{{1,3}}[)）]|\d{{1,2}}[.．、])")
_BESIDE = re.compile(r"[(（\[【].*?[)）\]】]")


def plain_wording(text: str) -> str:
    """Return a head as the list writes it: no number before it, no colon after it, no brackets, no blanks."""
    flat = "".join(unicodedata.normalize("NFKC", text).split()).strip("*＊:：")
    return re.sub(r"[:：/、]", "", _BESIDE.sub("", _NUMBERED.sub("", flat)))


def field_of(wording: str) -> SourceField | None:
    """Return the field a head names, None where it is none of the known ones; brackets and numbers do not matter."""
    plain = plain_wording(wording)
    return _BY_WORDING.get(plain) or (_derived(plain) if len(plain) <= _LONGEST_DERIVED else None)


# Heads derived from their parts

_LONGEST_DERIVED = 14
_BEFORE = r"(?:[本该此各]项?|省级?|市级?|县级?|区级?|中央|上级|主要|具体|整改|督察|反馈|组织|负责|问题|任务|事项|工作)"
# Who checks stands above who helps, and who helps above who leads: 督导牵头单位 supervises, 配合责任部门 helps.
_BY_WEIGHT = (
    (SourceField.ACCEPTANCE, "验收|核查|销号|复核"),
    (SourceField.SUPERVISING, "督导|督办|督查|督促|盯办|监督|监管|包抓|指导"),
    (SourceField.SUPPORTING, "配合|协办|协同|协助|协作|协调|协管|会同|参与|参加|联动"),
    (SourceField.LEAD, "牵头|主办|主责|第一责任|行业主管"),
    (SourceField.RESPONSIBLE, "责任|承办|承担|实施|落实|执行|属地|主体"),
)
_DOING = "|".join(words for _, words in _BY_WEIGHT)
_BODY = "单位|部门|主体|机关|责任方|地区|政府|科室|县区|区县|市县|县市区?|乡镇|镇街"
_WHO = re.compile(rf"(?P<measure>措施)?(?:{_BEFORE}|{_DOING}|行业|跟踪|审核|总)+(?:{_BODY})+(?:名称)?")
_DERIVED = (
    (SourceField.DEADLINE, (
        rf"(?:{_BEFORE}|完成|办结|销号|办理|治理|计划|预计|要求|最终|目标)*(?:时限|期限|年限)(?:要求|节点)?"
        rf"|(?:{_BEFORE})*(?:应|拟|计划|预计|要求)(?:{_BEFORE}|完成|办结)+(?:时间|日期|节点)"
        rf"|(?:{_BEFORE}|完成|办结)+(?:时间节点|时间要求|截[止至](?:时间|日期))|截[止至](?:时间|日期)"
        r"|(?:整改)?完成日期"
    )),
    (SourceField.GOAL, (
        rf"(?:{_BEFORE}|完成|达到|年度|阶段性?|预期|治理|最终|要求|成效|[拟应需要])+的?(?:目标(?:要求|任务)?)"
        rf"|(?:{_BEFORE}|完成|达到|治理|[拟应需要])+的?标准"
    )),
    (SourceField.STATUS, (
        rf"(?:{_BEFORE}|目前|当前|最新|完成|办理|销号)+(?:状态|进度)|是否(?:已|完成|整改|办结|到位|达标|销号|达到|[时序]{2}进度)+|(?:整改)?完成与否"
    )),
    (SourceField.IMPLEMENTATION, (
        rf"(?:{_BEFORE}|截至目前|目前|当前|最新|本[月季]度?|阶段性?|措施|完成|落实|推进|进展|进度|开展|办理|治理|调查|核实)*"
        r"(?:整改|完成|落实|推进|进展|进度|开展|办理|治理|处理|处置)的?(?:情况|进展|成效|结果|效果)(?:说明|概述|简述|描述)?"
        rf"|(?:{_BEFORE}|截至目前|目前|当前|最新|本[月季]度?|阶段性?)+(?:落实|工作)?进展(?:情况)?(?:说明)?"
        rf"|(?:{_BEFORE}|阶段性?)+成效|已(?:完成|开展)的?工作(?:情况)?"
    )),
    (SourceField.MEASURES, rf"(?:{_BEFORE}|重点|治理|(?:拟|所)?采取的?|针对性|落实|细化)+(?:措施|举措)(?:内容|清单)?"),
    (SourceField.PROBLEM, (
        r"(?:督察|反馈|意见|整改|存在|发现|指出|主要|突出|具体|生态环境|环境|环保|交办|移交|通报|中央|省级|市级|的)*问题"
        r"(?:描述|表述|内容|概述|概要|摘要|简述|简介|简况|概况|详情|详述|具体内容|详细情况)?"
    )),
    (SourceField.NUMBER, r"(?:整改|反馈|督察|任务|问题|事项|清单|台账|项目|本级|方案)+(?:编号|序号|编码|代码)"),
    (SourceField.PHONE, (
        r"(?:联系人?|责任人|经办人|联络员|办公|手机|移动|固定)+(?:电话|手机|号码?|方式)+|手机号码?|电话号码"
    )),
    (SourceField.LEADER, (
        rf"(?:{_BEFORE})*(?:包案|分管|牵头|包保|包抓|包联|责任|督导|挂钩)(?:[县市区]级?)?领导(?:姓名)?"
    )),
    (SourceField.RESPONSIBLE_PERSON, rf"(?:{_BEFORE}|直接|单位|第一)*(?:责任人|负责人)(?:姓名)?"),
    (SourceField.LIAISON, rf"(?:{_BEFORE})*(?:联系|联络|经办)(?:人员?|员)(?:姓名)?"),
)
# What may be such a head inside a text: it stands before a colon, and `field_of` tells whether it is one.
JOINED = r"[\u4e00-\u9fff]{4,14}"
_RULES = tuple((field, re.compile(rule)) for field, rule in _DERIVED)
# These open chapters or name other things, whatever they are made of.
_NOT_DERIVED = re.compile(r"(?:主要|工作|具体|总体)+(?:任务|问题|目标|进展)|督察|省|市|县|区|中央")


@lru_cache(maxsize=4096)
def _derived(plain: str) -> SourceField | None:
    """Return the field of a head that is made of known words only."""
    if len(plain) < 3 or _NOT_DERIVED.fullmatch(plain):
        return None
    if who := _WHO.fullmatch(plain):
        if who["measure"]:
            return SourceField.MEASURE_UNITS
        return next((field for field, words in _BY_WEIGHT if re.search(words, plain)), None)
    return next((field for field, rule in _RULES if rule.fullmatch(plain)), None)
