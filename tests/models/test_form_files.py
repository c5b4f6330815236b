"""Definitions as text: what is written reads as the same form, and every fault of one is named at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.closure import AcceptanceResult, PaperKind
from models.domain.finding import Finding, Level
from models.domain.form import (
    Attachment,
    ColumnKind,
    ContentKind,
    FormDefinition,
    Head,
    Layout,
    ListTable,
    Numbering,
    TableColumn,
)
from models.domain.slots import RowSource
from models.errors import ForeignFileError, ReferenceDataError
from models.form_files import check_form, look_through, read_form, read_form_file, write_form
from models.reference import Reference

SHIPPED = {form.key: form for form in Reference().forms}
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(["{验收日期}", "[会同{会同部门}]", '"引号"', "一\n二", "\\", "\x7f", "}{", "[["]),
)
WIDTHS = st.floats(min_value=0, max_value=400, allow_nan=False).map(lambda value: round(value, 3))
COLUMNS = st.builds(
    TableColumn, content=st.sampled_from(ColumnKind), label=TEXTS, width=WIDTHS, merges=st.booleans(), words=TEXTS
)
TABLES = st.builds(
    ListTable, rows=st.sampled_from(RowSource), columns=st.lists(COLUMNS, max_size=3).map(tuple)
)
RESULTS = st.dictionaries(st.sampled_from(AcceptanceResult), TEXTS).map(lambda found: tuple(found.items()))


def head_of(content: ContentKind) -> st.SearchStrategy[Head]:
    return st.builds(
        Head, text=TEXTS, content=st.just(content), key=TEXTS, short=TEXTS, numbering=st.sampled_from(Numbering),
        words=TEXTS, inline=st.booleans(), results=RESULTS,
        table=TABLES if content is ContentKind.TABLE else st.none() | TABLES,
    )


FORMS = st.builds(
    FormDefinition, key=TEXTS, kind=st.sampled_from(PaperKind), label=TEXTS, title=TEXTS, addressee=TEXTS,
    opening=TEXTS, layout=st.sampled_from(Layout), numbering=st.sampled_from(Numbering), label_width=WIDTHS,
    heads=st.lists(st.sampled_from(ContentKind).flatmap(head_of), max_size=3).map(tuple),
    tail=st.lists(TEXTS, max_size=3).map(tuple), sign_off=TEXTS, contact=TEXTS,
    attachments=st.lists(st.builds(Attachment, title=TEXTS, table=TABLES), max_size=2).map(tuple),
)


def stops(text: str) -> list[Finding]:
    return [item for item in check_form(text, "本县.toml") if item.level is Level.STOP]


# Writing


@pytest.mark.parametrize("key", sorted(SHIPPED))
def test_every_built_in_form_is_written_and_read_as_the_same(key: str) -> None:
    assert read_form(write_form(SHIPPED[key]), where=key) == SHIPPED[key]


@given(FORMS)
def test_whatever_form_is_written_is_read_as_the_same_faults_and_all(form: FormDefinition) -> None:
    assert look_through(write_form(form)).form == form


def test_what_is_written_reads_as_the_files_of_the_program_do() -> None:
    key = "closure-opinion-shenyang"
    shipped = Path("resources/forms/closure-opinion-1-shenyang.toml").read_text(encoding="utf-8")
    bare = [line for line in shipped.splitlines() if not line.startswith("#")]
    assert write_form(SHIPPED[key]).splitlines() == bare


# Faults


@pytest.mark.parametrize("key", sorted(SHIPPED))
def test_nothing_is_said_of_the_built_in_forms(key: str) -> None:
    assert check_form(write_form(SHIPPED[key]), key) == []


def test_every_fault_is_named_at_once_with_its_head_its_key_and_a_remedy() -> None:
    text = write_form(SHIPPED["closure-opinion-shenyang"])
    for old, new in (
        ('text = "下步工作要求"', 'text = ""'), ("{验收日期}", "{验收日其}"), ("width = 42", "width = 300"),
        ('content = "problem"', 'content = "words"'), ("[会同{", "会同{"), ("整改任务整改措施的", "{整改}措施的"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    found = stops(text)
    assert {item.target.field for item in found if item.target} == {
        "head/5/text", "opening", "attachment/0/columns/2/width", "attachment/0/columns", "head/0/words",
        "head/2/text"}
    assert [item.text for item in found if "空位" in item.text] == ["不认识的空位 {验收日其}", "不认识的空位 {整改}"]
    assert next(item for item in found if "空位" in item.text).remedy.startswith("最接近的是：{验收日期}")
    assert next(item.where for item in found if item.text == "缺 words") == "本县.toml 第1个部分“督察指出的问题”"
    assert all(item.remedy and item.where.startswith("本县.toml") for item in found)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('layout = "table"', 'layout = "tables"', "layout 不认识“tables”"),
        ('layout = "table"', "layout = 5", "layout 不认识“5”"),
        ('title = "', 'title = 5 # "', "title 不是文字"),
        ("inline = true", 'inline = "yes"', "inline 不是 true 或 false"),
        ("tail = [", "tail = [1, ", "tail 不是一组文字"),
        ("width = 16", 'width = "16"', "width 不能是“16”"),
        ("width = 16", "width = nan", "width 不能是“nan”"),
        ('content = "group"', 'content = "title"', "验收组成员的表格没有“title”这一栏"),
        ("[[attachment]]", "[attachment]", "attachment 不是一组"),
        ('key = "', 'key = "甲"\nfont = "', "不认识的键 font"),
    ],
)
def test_a_fault_of_any_kind_is_one_stop(old: str, new: str, said: str) -> None:
    text = next(text for form in SHIPPED.values() if old in (text := write_form(form)))
    assert any(said in item.text for item in stops(text.replace(old, new, 1)))


@pytest.mark.parametrize(
    ("old", "new", "where", "said", "remedy"),
    [
        ('key = "', 'key = "甲"\nkey = "', "第2行第", "key 写了两次", "请删去其中一行"),
        ('content = "measures"', 'content = "measures"\ncontent = "goal"',
         "（第2个部分“责任单位采取的工作举措”，content）", "content 写了两次", "请删去其中一行"),
        ('content = "measures"', "content = measures", "（第2个部分“责任单位采取的工作举措”，content）", "不是有效的",
         "英文引号"),
        ('content = "measures"', 'content = "measures', "，content）", "不是有效的", "末尾的引号"),
        ('content = "measures"', "content = “measures”", "，content）", "不是有效的", "换成英文的"),
        ('content = "measures"', '内容 = "measures"', "（第2个部分", "不是有效的", "英文的键"),
        ("[[attachment]]", "[head]", "（第", "[head] 写了两次", "[[head]]"),
        ("width = 42", "width = 42毫米", "（附件1“验收组成员签字表”，columns）", "不是有效的", "括号"),
    ],
)
def test_where_a_text_is_no_toml_line_head_key_and_remedy_are_told(
    old: str, new: str, where: str, said: str, remedy: str
) -> None:
    text = write_form(SHIPPED["closure-opinion-shenyang"])
    assert old in text
    (found,) = stops(text.replace(old, new, 1))
    assert found.where.startswith("本县.toml 第") and where in found.where
    assert said in found.text and remedy in found.remedy


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[head]]\ntext = "甲"\ncontent = "goal"\n' * 101, "head 有 101 段"),
        ('[[attachment]]\ntitle = "甲"\n' * 21, "attachment 有 21 段"),
        (f'title = "{"甲" * 20_001}"', "title 有 20001 个字"),
    ],
)
def test_what_no_paper_has_is_refused_before_a_window_has_to_show_it(text: str, said: str) -> None:
    assert any(item.text == said for item in stops(text)) and look_through(text).form is None


@pytest.mark.parametrize("text", ["[" * 20_000, "a = " + "[" * 20_000, "a = " + "9" * 9_000, "a = 'x", "\x00", ""])
def test_no_text_is_more_than_a_fault(text: str) -> None:
    found = stops(text)
    assert found and all(item.where and item.remedy for item in found)
    with pytest.raises(ReferenceDataError):
        read_form(text, where="本县.toml")


# What is odd


def odd(key: str, old: str, new: str) -> list[str]:
    text = write_form(SHIPPED[key])
    assert old in text
    found = check_form(text.replace(old, new, 1), "")
    assert all(item.level is Level.WARN for item in found), found
    return [item.code for item in found]


def test_what_is_allowed_but_hardly_meant_is_a_warning() -> None:
    shenyang, notice = "closure-opinion-shenyang", "public-notice-heilongjiang"
    assert odd(shenyang, "关于《{方案}》", "关于《{方案}》《{方案}》") == ["form_title_repeats"]
    assert odd(shenyang, "width = 22", "width = 12") == ["form_narrow_signature"]
    assert odd(shenyang, 'text = "下步工作要求"', 'text = "下步工作要求："') == ["form_head_ends"]
    assert odd(shenyang, 'text = "下步工作要求"', 'text = "验收结论"') == ["form_heads_alike"] * 2
    assert odd(shenyang, 'content = "post"', 'content = "unit"') == ["form_column_twice"]
    assert odd(shenyang, "[会同{会同部门}]", "[会同]{会同部门}") == ["form_idle_brackets"]
    assert odd(notice, "[[head]]", 'sign_off = ""\n\n[[head]]') == ["form_no_sign_off"]
    results = next(line for line in write_form(SHIPPED[shenyang]).splitlines() if line.startswith("failed"))
    assert odd(shenyang, results, "") == ["form_results"]


def test_an_opinion_without_conclusion_or_signatures_is_told() -> None:
    form = SHIPPED["closure-opinion-shenyang"]
    bare = replace(form, heads=form.heads[:-1], attachments=())
    assert [item.code for item in check_form(write_form(bare), "")] == ["form_no_conclusion", "form_no_signature_table"]


# A file from outside


def test_a_file_that_is_no_definition_is_refused_in_one_line(tmp_path: Path) -> None:
    big, foreign = tmp_path / "大.toml", tmp_path / "外.toml"
    big.write_bytes(b"#" * 1_000_001)
    foreign.write_bytes("标签 = 1".encode("gb18030"))
    for path, said in ((big, "超过 1 MB"), (foreign, "UTF-8"), (tmp_path / "无.toml", "读不出"), (tmp_path, "读不出")):
        with pytest.raises(ForeignFileError, match=said) as refused:
            read_form_file(path)
        assert "\n" not in str(refused.value) and refused.value.remedy


def test_a_definition_saved_by_the_notepad_of_windows_is_read(tmp_path: Path) -> None:
    path, form = tmp_path / "本县.toml", SHIPPED["notice-table-tibet"]
    path.write_bytes(b"\xef\xbb\xbf" + write_form(form).replace("\n", "\r\n").encode())
    assert read_form(read_form_file(path), where="") == form
