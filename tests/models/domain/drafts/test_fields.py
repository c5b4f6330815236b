"""Heads are known by the list, and what offices join from known words is derived."""

from __future__ import annotations

import pytest

from models.domain.drafts.fields import WORDINGS, SourceField, field_of

JOINED = {
    SourceField.NUMBER: "事项序号 整改编码",
    SourceField.PROBLEM: "问题概要 问题摘要 环境问题描述 反馈意见指出的问题 督察指出问题详情 移交问题",
    SourceField.GOAL: "完成目标 达到目标 年度目标 拟达到的目标 整改要求达到的目标 应达到的标准",
    SourceField.DEADLINE: "销号时限 应完成时间 本项整改时限 整改完成日期 目标时限",
    SourceField.LEAD: "牵头责任部门 牵头负责单位 行业主管部门 第一责任单位 牵头整改部门 总牵头单位",
    SourceField.RESPONSIBLE: "整改承担单位 县级责任部门 本项责任单位 落实责任主体 责任县区 属地政府",
    SourceField.SUPPORTING: "协同部门 协作单位 参与部门 配合整改单位 协办部门 联动单位 配合责任部门 会同单位",
    SourceField.SUPERVISING: "督办部门 盯办单位 监督部门 督导牵头部门 跟踪督办单位",
    SourceField.ACCEPTANCE: "验收主体 验收组织单位 牵头验收部门 复核单位",
    SourceField.IMPLEMENTATION: "整改完成情况说明 整改落实进展 整改进度情况 工作成效 已完成工作 调查处理情况",
    SourceField.MEASURES: "针对性措施 主要治理举措 细化措施",
    SourceField.PHONE: "手机号 责任人联系电话",
    SourceField.LIAISON: "姓名 联系人姓名 联络人员",
}
NONE = (
    "公示单位 填报单位 反馈单位 交办单位 监督电话 举报电话 实际完成时间 验收时间 公示期限 主要任务 重点任务 总体目标 "
    "保障措施 组织保障 责任追究情况 基本情况 核查情况 问题类型 问题来源 组织实施 验收单位意见 责任落实 工作情况"
)


@pytest.mark.parametrize(
    ("head", "field"), [(head, field) for field, heads in JOINED.items() for head in heads.split()]
)
def test_a_head_joined_from_known_words_means_what_its_weightiest_word_means(head: str, field: SourceField) -> None:
    assert field_of(head) is field


@pytest.mark.parametrize("head", NONE.split())
def test_words_that_open_chapters_or_name_other_things_are_no_heads(head: str) -> None:
    assert field_of(head) is None


def test_the_list_goes_before_what_is_derived() -> None:
    assert all(field_of(word) is field for field, words in WORDINGS.items() for word in words)
