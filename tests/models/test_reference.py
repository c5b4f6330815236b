"""Forms are data: what is wrong in one is refused by name, with the place and what may stand there."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from copy import deepcopy

import pytest

from models.domain.closure import AcceptanceResult, PaperKind
from models.domain.form import ContentKind, FormDefinition, Numbering
from models.domain.slots import slots_in
from models.errors import ReferenceDataError
from models.form_files import form_of, read_form
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
        ('label = "试用样式"', "label = ", "test.toml 第4行第9个字（label）：这里不是有效的 TOML"),
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


TABLE = FORM + """
[[head]]
text = "材料"
content = "table"
rows = "evidence"
columns = [{content = "title", label = "名称", width = 100}, {content = "date", label = "日期", width = 56}]

[[head]]
text = "落实"
content = "implementation"
numbering = "一是"
words = "{措施.简称}[（{措施.时限}）]"

[[attachment]]
title = "签字表"
content = "signature_table"
columns = [{content = "name", label = "姓名", width = 56}]
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('content = "table"', 'content = "goal"', "rows 和 columns 只能写在 table 里"),
        ("width = 100", "width = 101", "各栏合计 157 毫米，超过版心的 156 毫米"),
        ("{措施.时限}", "{佐证.名称}", "不认识的空位 {佐证.名称}"),
        ('text = "材料"', 'text = "{材料}"', "不认识的空位 {材料}"),
        ('content = "name"', 'content = "words"', "缺 words"),
        ("width = 56}", 'width = 56, words = "甲"}', "words 不能写在 date 这一栏里"),
        ('content = "name", ', 'content = "words", words = "{措施.内容}", ', "不认识的空位 {措施.内容}"),
        ('content = "name", ', 'content = "words", words = "[甲", ', "方括号不成对"),
        ('text = "材料"', 'text = "[材料"', "方括号不成对"),
        ('content = "implementation"', 'content = "words"', "不认识的空位 {措施.简称}"),
    ],
)
def test_a_fault_in_a_table_or_in_words_is_named_with_its_place(old: str, new: str, said: str) -> None:
    assert old in TABLE
    with pytest.raises(ReferenceDataError) as told:
        read_form(TABLE.replace(old, new, 1), where="test.toml")
    assert said in str(told.value)
    assert told.value.where.startswith("test.toml")


def test_a_group_column_merges_of_itself_and_others_where_they_are_told_to() -> None:
    text = TABLE.replace("width = 56}", "width = 56, merges = true}", 1)
    form = read_form(text.replace('content = "name"', 'content = "group"'), where="test.toml")
    (signed,) = form.attachments[0].table.columns
    listed = form.heads[2].table
    assert listed is not None
    assert (signed.merges, [column.merges for column in listed.columns]) == (True, [False, True])


def spoiled(data: dict[str, object]) -> Iterator[dict[str, object]]:
    """Yield the definition with each of its values, however deep, once replaced by something else."""
    for odd in (5, True, 1.5, "", "x", [], ["x"], [5], {}, {"x": 5}, None):
        for path in list(paths(data)):
            copy = deepcopy(data)
            place: object = copy
            for step in path[:-1]:
                place = place[step]  # type: ignore[index]
            place[path[-1]] = odd  # type: ignore[index]
            yield copy


def paths(value: object, before: tuple[object, ...] = ()) -> Iterator[tuple[object, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*before, key)
        yield from paths(inner, (*before, key))


def test_whatever_stands_where_a_value_should_is_refused_in_words_or_read() -> None:
    data = tomllib.loads(TABLE)
    refused = 0
    for wrong in spoiled(data):
        try:
            assert form_of(wrong, where="test.toml").label == wrong["label"]
        except ReferenceDataError as told:
            refused += 1
            assert told.where.startswith("test.toml") and told.remedy
    assert refused > 200


@pytest.mark.parametrize("form", Reference().forms, ids=lambda form: form.key)
def test_a_built_in_form_covers_its_kind(form: FormDefinition) -> None:
    assert form.kind is not PaperKind.SIGNATURE_TABLE
    assert form.heads
    assert len({head.section for head in form.heads}) == len(form.heads)
