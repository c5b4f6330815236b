"""Forms are data: what is wrong in one is refused by name, with the place and what may stand there."""

from __future__ import annotations

import pytest

from models.domain.closure import AcceptanceResult, PaperKind
from models.domain.form import ContentKind, Numbering
from models.domain.slots import slots_in
from models.errors import ReferenceDataError
from models.form_files import read_form
from models.reference import Reference

FORM = """
key = "test"
kind = "closure_opinion"
label = "试用样式"
title = "{任务.标题}意见"
opening = "{自称}[会同{会同部门}]进行了验收："

[[head]]
text = "整改任务"
content = "problem"

[[head]]
text = "验收结论"
content = "conclusion"
results = {passed = "{责任单位}已完成。"}
"""


def test_a_form_is_read_with_its_heads_and_results() -> None:
    form = read_form(FORM, where="test.toml")
    assert [(head.text, head.content, head.numbering) for head in form.heads] == [
        ("整改任务", ContentKind.PROBLEM, Numbering.NONE), ("验收结论", ContentKind.CONCLUSION, Numbering.NONE)]
    assert form.heads[1].results == ((AcceptanceResult.PASSED, "{责任单位}已完成。"),)
    assert form.attachments == ()


def test_slots_are_read_in_order_within_square_brackets_too() -> None:
    assert slots_in(read_form(FORM, where="test.toml").opening) == ("自称", "会同部门")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('label = "试用样式"', "", '缺 label。请写上 label = "…"'),
        ('label = "试用样式"', "label = ", "test.toml 第4行第9个字：这里不是有效的 TOML"),
        ('label = "试用样式"', 'label = "试用样式"\nx = """', "test.toml 末尾：这里不是有效的 TOML"),
        ("{自称}", "{我们}", "不认识的空位 {我们}"),
        ("{责任单位}", "{单位}", "不认识的空位 {单位}"),
        ("[会同", "会同", "方括号不成对"),
        ("[会同", "[会[同", "方括号不成对"),
        ('content = "problem"', 'content = "issue"', "content 不认识“issue”"),
        ('content = "problem"', 'content = "conclusion"', "有两个部分都叫 conclusion"),
        ("passed =", "done =", "results 不认识“done”"),
        ('content = "problem"', 'content = "problem"\nresults = {passed = "甲"}', "results 只能写在 conclusion 里"),
        ('text = "整改任务"', 'text = ""', "缺 text"),
        ('text = "整改任务"', 'text = "整改任务"\ncolour = "red"', "不认识的键 colour"),
        ('key = "test"', 'key = "test"\nfont = "宋体"', "不认识的键 font"),
    ],
)
def test_a_fault_is_named_with_its_place(old: str, new: str, said: str) -> None:
    assert old in FORM
    with pytest.raises(ReferenceDataError) as told:
        read_form(FORM.replace(old, new, 1), where="test.toml")
    assert said in str(told.value)
    assert told.value.where.startswith("test.toml")
    assert told.value.remedy or "TOML" in said


def test_the_built_in_forms_are_whole() -> None:
    forms = Reference().forms_of(PaperKind.CLOSURE_OPINION)
    assert [form.key for form in forms] == ["closure-opinion-shenyang", "closure-opinion-liaoning"]
    for form in forms:
        assert form.signature_table is not None
        assert sum(column.width for column in form.signature_table.table.columns) == 156
        results = [result for head in form.heads for result, _ in head.results]
        assert results == list(AcceptanceResult)


def test_an_unknown_form_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ReferenceDataError, match="没有叫“七段”的文书样式。可用的有：closure-opinion-shenyang、"):
        Reference().form("七段")
