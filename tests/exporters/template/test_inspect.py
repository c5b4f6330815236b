"""What is wrong with a template is told with its place and its remedy, before anything is filled."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporters.template.engine import fill, inspect, inspect_file
from models.domain.finding import Finding, Level
from models.errors import Cancelled, ForeignFileError
from tests.exporters.template.samples import cell, names, para, relation, run, table, template, text_box


def found(*body: str, header: str = "", footnote: str = "", level: Level | None = None) -> list[Finding]:
    """Return the findings of a template but for its unused names."""
    told = inspect(template(*body, header=header, footnote=footnote), names())
    return [entry for entry in told if entry.code != "template_unused" and level in (None, entry.level)]


def only(*body: str, header: str = "", footnote: str = "") -> Finding:
    (finding,) = found(*body, header=header, footnote=footnote)
    return finding


def test_a_right_template_has_nothing_but_its_unused_names() -> None:
    (note,) = inspect(template(para("于{{验收", "日期}}"), para("{{落实情况}}"), table(("{{措施.内容}}",))), names())
    assert (note.level, note.code) == (Level.NOTE, "template_unused")
    assert note.text.startswith("没有用到的名称：{{责任单位}}、{{销号对象}}")


@pytest.mark.parametrize(
    ("body", "header", "footnote", "where"),
    [
        ((para("一"), para(""), para("{{错}}")), "", "", "第2段"),
        ((table(("一",), ("二", "三", "{{错}}")),), "", "", "表1第2行第3格"),
        ((table(("一",)), table((cell(table(("{{错}}",)), "二"),))), "", "", "表2第1行第1格里的表1第1行第1格"),
        ((para("{{验收日期}}"),), para("{{错}}"), "", "页眉"),
        ((para("{{验收日期}}"),), table(("{{错}}",)), "", "页眉 · 表1第1行第1格"),
        ((para("{{验收日期}}"),), "", para("{{错}}"), "脚注1"),
        ((text_box(para("{{错}}")),), "", "", "文本框"),
        ((text_box(para("一")), text_box(table(("{{错}}",)))), "", "", "文本框2 · 表1第1行第1格"),
    ],
    ids=["paragraph", "table", "nested", "header", "header table", "footnote", "box", "box table"],
)
def test_a_fault_is_told_by_its_place(body: tuple[str, ...], header: str, footnote: str, where: str) -> None:
    assert [(stop.where, stop.code) for stop in found(*body, header=header, footnote=footnote, level=Level.STOP)] == [
        (where, "template_unknown_name")
    ]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("验收日其", "验收日期"), ("验收时间", "验收日期"), ("措施内容", "措施.内容"), ("落实情況", "落实情况")],
)
def test_a_wrong_name_is_told_with_the_nearest_right_one(wrong: str, right: str) -> None:
    stop = only(para(f"{{{{{wrong}}}}}"))
    assert stop.text == f"没有“{wrong}”这个名称"
    assert stop.remedy.startswith(f"最接近的是 {{{{{right}}}}}；")


def test_a_source_without_its_column_is_told_with_the_columns() -> None:
    assert "{{成员.姓名}}、{{成员.职务}}" in only(table(("{{成员}}",))).remedy


@pytest.mark.parametrize(
    "tag",
    [
        "{{ 验收日期 }}",
        "{{验收 日期}}",
        "｛｛验收日期｝｝",
        "{{验收日期｝｝",
        "{验收日期}",
        "{{{验收日期}}}",
        "{{\u3000验收日期}}",
        "{｛验收日期}}",
    ],
)
def test_a_tag_spelled_nearly_right_is_told_with_the_right_spelling(tag: str) -> None:
    stop = only(para("于", tag, "进行"))
    assert (stop.level, stop.code) == (Level.STOP, "template_spelling")
    assert stop.remedy == "请改成 {{验收日期}}"


@pytest.mark.parametrize("text", ["{{验收日期", "于{{验收日期}", "验收日期}}进行", "{{验收<w:br/>日期}}"])
def test_a_tag_left_open_is_told(text: str) -> None:
    body = text.replace("<w:br/>", "</w:t><w:br/><w:t>")
    assert {entry.code for entry in found(para(body), level=Level.STOP)} <= {"template_unclosed", "template_spelling"}
    assert found(para(body), level=Level.STOP)


def test_braces_of_ordinary_text_are_left_alone() -> None:
    assert found(para("集合{1，2}和｛甲｝", "{{验收日期}}")) == []


def test_statements_of_other_programs_are_told() -> None:
    stops = found(para("{%tr for 措施 in 措施们 %}"), para("{{验收日期}}"))
    assert [(stop.code, stop.where) for stop in stops] == [("template_statement", "第1段")]


@pytest.mark.parametrize("tag", ["{{#措施}}", "{{/措施}}", "{{^措施}}"])
def test_a_statement_written_as_a_name_is_told_as_a_statement(tag: str) -> None:
    stop = only(para(tag), para("{{验收日期}}"))
    assert (stop.code, stop.where) == ("template_statement", "第1段")


def test_a_section_among_other_words_is_told() -> None:
    assert only(para("情况：{{落实情况}}")).code == "template_section_place"
    assert found(para(" ", "{{落实情况}}", " ")) == []


def test_a_column_outside_a_table_is_told() -> None:
    assert only(para("{{措施.内容}}")).code == "template_row_place"


def test_two_sources_in_one_row_are_told_and_so_is_a_row_within_a_repeated_row() -> None:
    assert only(table(("{{措施.内容}}", "{{成员.姓名}}"))).code == "template_row_mixed"
    inner = table(("{{成员.姓名}}",))
    assert only(table((cell("{{措施.内容}}", inner, ""),))).code == "template_row_mixed"
    assert only(table((cell(inner, "{{措施.内容}}"),))).code == "template_row_mixed"


def test_a_tag_in_text_that_a_change_took_away_is_told() -> None:
    gone = '<w:del w:id="1" w:author="a"><w:r><w:delText>{{责任单位}}</w:delText></w:r></w:del>'
    warnings = found(para("{{验收", gone, "日期}}"))
    assert [entry.code for entry in warnings] == ["template_deleted", "template_tracked"]
    assert {entry.level for entry in warnings} == {Level.WARN}


def test_tags_that_word_may_write_over_are_told() -> None:
    def sign(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = "<w:r><w:instrText> DOCPROPERTY x </w:instrText></w:r>"
    field = para(sign("begin"), code, sign("separate"), "{{验收日期}}", sign("end"), "{{责任单位}}")
    control = f"<w:p><w:sdt><w:sdtPr/><w:sdtContent>{run('{{任务.编号}}')}</w:sdtContent></w:sdt></w:p>"
    assert [(entry.code, entry.text.split()[0]) for entry in found(field, control)] == [
        ("template_field", "{{验收日期}}"),
        ("template_control", "{{任务.编号}}"),
    ]


def test_names_where_no_running_text_is_are_told() -> None:
    art = '<w:p><w:r><w:pict><v:shape><v:textpath string="{{责任单位}}"/></v:shape></w:pict></w:r></w:p>'
    formula = "<w:p><m:oMath><m:r><m:t>{{</m:t></m:r><m:r><m:t>x}}</m:t></m:r></m:oMath></w:p>"
    warnings = found(para("{{验收日期}}"), art, formula)
    assert [entry.where.partition(" · ")[2] for entry in warnings] == ["艺术字", "公式"]
    assert {entry.code for entry in warnings} == {"template_unreachable"}


def test_comments_left_in_the_template_are_told() -> None:
    warning = only(para("{{验收日期}}", '<w:r><w:commentReference w:id="1"/></w:r>'))
    assert (warning.code, warning.level) == ("template_comment", Level.WARN)


def test_a_name_used_more_than_once_is_told_with_its_places() -> None:
    notes = found(para("{{验收日期}}"), table(("一", "{{验收日期}}")), header=para("{{验收日期}}"))
    assert [(entry.level, entry.where) for entry in notes] == [(Level.NOTE, "第1段、表1第1行第2格、页眉")]
    assert notes[0].text == "{{验收日期}} 用了 3 次"


def test_a_text_box_is_told_once_though_word_keeps_it_twice() -> None:
    assert found(text_box(para("{{验收日期}}"))) == []


def test_the_second_copy_of_a_text_box_is_told_where_it_says_something_else() -> None:
    content = text_box(para("{{验收日期}}"))
    before, fallback, after = content.partition("<mc:Fallback>")
    (stop,) = found(before + fallback + after.replace("验收日期", "验收日其"))
    assert (stop.where, stop.text) == ("文本框", "没有“验收日其”这个名称")


def test_a_warning_of_the_second_copy_alone_is_not_told() -> None:
    content = text_box(para("{{验收日期}}"))
    control = f"<w:p><w:sdt><w:sdtPr/><w:sdtContent>{run('{{验收日期}}')}</w:sdtContent></w:sdt></w:p>"
    before, fallback, after = content.partition("<mc:Fallback>")
    assert found(before + fallback + after.replace(para("{{验收日期}}"), control)) == []
    (warning,) = found(before.replace(para("{{验收日期}}"), control) + fallback + after)
    assert (warning.code, warning.where) == ("template_control", "文本框")


def test_names_in_parts_that_are_not_filled_are_told() -> None:
    chart = '<c:chart xmlns:c="x"><c:v>{{验收日期}}</c:v></c:chart>'
    content = template(para("{{责任单位}}"), more={"word/charts/chart1.xml": chart, "word/x.xml": "<x>{{</x>"})
    told = [entry.where for entry in inspect(content, names()) if entry.code == "template_unreachable"]
    assert told == ["图表", "文件里的其他部件"]


def test_more_faults_than_a_person_reads_are_counted() -> None:
    stops = found(*[para("{{错}}") for _ in range(230)], level=Level.STOP)
    assert len(stops) == 201
    assert stops[-1].text == "还有 30 处没有列出"


def test_of_many_places_the_first_are_named() -> None:
    (note,) = found(*[para("{{验收日期}}") for _ in range(9)])
    assert note.where == "第1段、第2段、第3段、第4段、第5段、第6段等 9 处"


def test_a_template_without_a_name_is_no_template() -> None:
    stop = found(para("空白的表"))[0]
    assert (stop.code, stop.where) == ("template_without_names", "整个模板")


def test_what_inspection_lets_pass_can_be_filled() -> None:
    content = template(para("{{验收日期}}"), table(("{{成员.姓名}}",)), header=para("{{落实情况}}"))
    assert all(entry.level is Level.NOTE for entry in inspect(content, names()))
    assert fill(content, names(), title="试")


def test_a_file_from_outside_is_inspected_in_a_process_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "销号意见.docx"
    path.write_bytes(template(para("{{验收日其}}"), table(("{{措施.内容}}", "{{措施.单位}}")), para("{{落实情况}}")))
    findings = inspect_file(path, names())
    assert findings == inspect(path.read_bytes(), names())
    assert findings[0].text == "没有“验收日其”这个名称"


def test_a_refused_file_from_outside_is_told_under_its_name(tmp_path: Path) -> None:
    path = tmp_path / "销号意见.docx"
    path.write_bytes(
        template(para("{{验收日期}}"), relations=relation("hyperlink", "https://example.invalid/", external=True))
    )
    with pytest.raises(ForeignFileError, match="网址") as refused:
        inspect_file(path, names())
    assert refused.value.where == "销号意见.docx"


def test_the_clerk_can_stop_the_inspection(tmp_path: Path) -> None:
    def stop(gone: int, allowed: int, name: str) -> None:
        raise Cancelled

    path = tmp_path / "销号意见.docx"
    path.write_bytes(template(para("{{验收日期}}")))
    with pytest.raises(Cancelled):
        inspect_file(path, names(), report=stop)
