"""Templates filled: every slot wherever it stands, the office's own text and formatting kept, nothing evaluated."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from exporters.blocks import Cell, Column, Para, Table
from exporters.saving import save
from exporters.template.engine import fill, inspect, refuse_incomplete
from exporters.template.names import RowSource, TemplateNames
from exporters.word_base import packed
from exporters.word_text import UNPRINTABLE
from models.errors import ExportError, ForeignFileError
from tests.exporters.template.samples import (
    W,
    cell,
    grid,
    names,
    para,
    part,
    relation,
    run,
    table,
    template,
    text_box,
    texts,
)

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
BOLD = "<w:b/>"


def filled(*body: str, given: TemplateNames | None = None) -> list[str]:
    """Return the texts of the paragraphs of a filled template."""
    return texts(part(fill(template(*body), given or names(), title="试")))


def test_a_word_stands_where_its_name_stood() -> None:
    assert filled(para("验收于{{验收日期}}进行。")) == ["验收于2022年9月28日进行。"]


def test_a_tag_split_over_runs_takes_the_formatting_of_its_first_run() -> None:
    body = para(
        "于{", run("{验收", BOLD), '<w:proofErr w:type="spellStart"/>', run("日期", "<w:i/>"), run("}}验收", BOLD)
    )
    root = part(fill(template(body), names(), title="试"))
    runs = [
        (("".join(t.text or "" for t in r.iter(f"{W}t"))), [e.tag for e in r.iterfind(f"{W}rPr/*")])
        for r in root.iter(f"{W}r")
    ]
    assert [(text, look) for text, look in runs if text] == [("于2022年9月28日", []), ("验收", [f"{W}b"])]


def test_several_tags_of_one_paragraph_are_all_filled() -> None:
    body = para("{{验收日期}}{{责任单位}}，第{", "{任务.编号}}项{{验收日期}}")
    assert filled(body) == ["2022年9月28日示例县水利局，第12项2022年9月28日"]


def test_headers_footnotes_and_nested_tables_are_filled() -> None:
    inner = table(("{{责任单位}}",))
    content = template(
        table((cell(inner, "外{{验收日期}}"),)), header=para("{{任务.编号}}号"), footnote=para("注{{验收日期}}")
    )
    result = fill(content, names(), title="试")
    assert texts(part(result)) == ["示例县水利局", "外2022年9月28日"]
    assert texts(part(result, "word/header.xml")) == ["12号"]
    assert texts(part(result, "word/footnotes.xml")) == ["注2022年9月28日"]


def test_a_text_box_is_filled_in_both_of_its_copies() -> None:
    assert filled(text_box(para("于{{验收日期}}"))) == ["", "于2022年9月28日", "于2022年9月28日"]


def test_a_table_row_is_repeated_and_equal_group_cells_are_merged() -> None:
    body = table(
        ("序号", "措施", "单位"), ("{{措施.序号}}", "{{措施.内容}}（{{任务.编号}}）", "{{措施.单位}}"), ("合计", "", "")
    )
    root = part(fill(template(body), names(), title="试"))
    assert grid(root) == [
        ["序号", "措施", "单位"],
        ["1", "关停取水井（12）", "水利局"],
        ["2", "平整土地（12）", "〃"],
        ["3", "补种苗木（12）", "林业局"],
        ["合计", "", ""],
    ]


def test_empty_group_values_are_not_merged() -> None:
    rows = ({"成员.单位": "", "成员.姓名": "甲某某"}, {"成员.单位": "", "成员.姓名": "乙某某"})
    source = RowSource(columns=("成员.单位", "成员.姓名"), groups=frozenset({"成员.单位"}), rows=rows)
    given = TemplateNames(words={}, sections={}, rows={"成员": source})
    root = part(fill(template(table(("{{成员.单位}}", "{{成员.姓名}}"))), given, title="试"))
    assert grid(root) == [["", "甲某某"], ["", "乙某某"]]


def test_a_cell_the_template_merged_over_the_repeated_row_stays_one_cell() -> None:
    first = cell("措施", properties='<w:vMerge w:val="restart"/>')
    body = table((first, "{{措施.内容}}"), (cell("", properties="<w:vMerge/>"), "其他"))
    root = part(fill(template(body), names(), title="试"))
    assert grid(root)[:3] == [["措施", "关停取水井"], ["〃", "平整土地"], ["〃", "补种苗木"]]


def test_a_source_without_rows_leaves_one_row_that_says_what_is_lacking() -> None:
    root = part(fill(template(table(("{{成员.姓名}}", "{{成员.职务}}"))), names(), title="试"))
    assert grid(root) == [["〔缺：成员.姓名〕", "〔缺：成员.职务〕"]]


def test_what_may_stand_only_once_is_not_repeated_with_its_row() -> None:
    mark = '<w:bookmarkStart w:id="1" w:name="x"/>', '<w:bookmarkEnd w:id="1"/>'
    marked = f'<w:p w14:paraId="12345678">{mark[0]}{run("{{措施.内容}}")}{mark[1]}</w:p>'
    root = part(fill(template(table((cell(marked),))), names(), title="试"))
    assert len(root.findall(f".//{W}bookmarkStart")) == 1
    assert sum("paraId" in name for p in root.iter(f"{W}p") for name in p.attrib) == 1


def test_a_section_becomes_paragraphs_that_look_as_its_tag_did() -> None:
    look = '<w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLine="640"/>'
    root = part(
        fill(
            template(para("前"), para(run("{{落实情况}}", '<w:sz w:val="32"/>'), properties=look), para("后")),
            names(),
            title="试",
        )
    )
    assert texts(root) == ["前", "一、措施落实情况", "已关停取水井3眼。", "已平整土地。", "后"]
    section = list(root.iter(f"{W}p"))[1:4]
    assert {p.find(f"{W}pPr/{W}ind").get(f"{W}firstLine") for p in section} == {"640"}
    assert {
        r.find(f"{W}rPr/{W}sz").get(f"{W}val") for p in section for r in p.iter(f"{W}r") if r.find(f"{W}t").text
    } == {"32"}
    faces = [[f.get(f"{W}eastAsia") for f in p.iter(f"{W}rFonts")] for p in section]
    assert faces == [["黑体"], [], []]


def test_the_end_of_a_part_of_the_document_follows_the_whole_section() -> None:
    root = part(fill(template(para("{{落实情况}}", properties="<w:sectPr/>"), para("后")), names(), title="试"))
    ends = [p.find(f"{W}pPr/{W}sectPr") is not None for p in root.iter(f"{W}p")]
    assert ends == [False, False, True, False]


def test_a_table_in_a_section_is_printed_as_a_table() -> None:
    block = Table(
        columns=(Column(label="姓名", width_mm=30), Column(label="签字", width_mm=30)),
        rows=((Cell(text="甲某某"), Cell()),),
    )
    given = replace(names(), sections={"签字表": (Para(text="签字："), block)})
    body = table((cell("{{签字表}}"),))
    root = part(fill(template(body), given, title="试"))
    assert texts(root) == ["签字：", "姓名", "签字", "甲某某", "", ""]
    alone = part(fill(template(para("{{签字表}}")), replace(given, sections={"签字表": (block,)}), title="试"))
    heights = [entry.get(f"{W}line") for entry in alone.iterfind(f"{W}body/{W}p/{W}pPr/{W}spacing")]
    assert heights == ["20", "20"]
    assert root.find(f".//{W}tc").getchildren()[-1].tag == f"{W}p"


def test_a_lacking_value_is_marked_as_on_our_own_papers() -> None:
    root = part(
        fill(
            template(
                para(run("对象：{{销号对象}}。", '<w:rFonts w:ascii="a"/><w:sz w:val="32"/><w:u w:val="single"/>')),
                para("{{下步工作}}"),
            ),
            names(),
            title="试",
        )
    )
    assert texts(root) == ["对象：〔缺：销号对象〕。", "〔缺：下步工作〕"]
    marked = [r for r in root.iter(f"{W}r") if r.find(f"{W}rPr/{W}highlight") is not None]
    assert ["".join(r.itertext()) for r in marked] == ["〔缺：销号对象〕", "〔缺：下步工作〕"]
    assert [e.tag.rpartition("}")[2] for e in marked[0].find(f"{W}rPr")] == ["rFonts", "b", "sz", "highlight", "u"]


def test_what_the_records_hold_is_text_also_when_it_looks_like_a_tag() -> None:
    given = names(销号对象="{{验收日期}} & <b> {% x %}", 责任单位="{{")
    assert filled(para("{{销号对象}}"), para("{{责任单位}}验收日期}"), given=given)[0] == "{{验收日期}} & <b> {% x %}"


def test_a_part_that_is_named_twice_is_filled_once() -> None:
    content = template(
        para("{{责任单位}}"),
        header=para("{{销号对象}}"),
        relations=relation("header", "header.xml") + relation("footer", "document.xml"),
    )
    given = names(销号对象="{{责任单位}}", 责任单位="{{销号对象}}")
    result = fill(content, given, title="试")
    assert texts(part(result)) + texts(part(result, "word/header.xml")) == ["{{销号对象}}", "{{责任单位}}"]


def test_line_feeds_and_tabs_become_those_of_word() -> None:
    assert filled(para("甲{{销号对象}}乙{{验收日期}}"), given=names(销号对象="一\n二\t三\r\n")) == [
        "甲一\n二\t三\n乙2022年9月28日"
    ]


def test_chinese_quotes_are_said_to_be_chinese() -> None:
    root = part(
        fill(
            template(para(run("{{销号对象}}", '<w:rFonts w:ascii="Times New Roman"/>'))),
            names(销号对象="“十四五”"),
            title="试",
        )
    )
    assert root.find(f".//{W}rFonts").get(f"{W}hint") == "eastAsia"


def test_a_character_no_word_file_can_hold_is_refused_where_it_is_used() -> None:
    given = names(销号对象="甲\x07乙", 责任单位="\x00")
    with pytest.raises(ExportError, match="控制字符") as refused:
        fill(template(para("{{销号对象}}")), given, title="试")
    assert refused.value.where == "“销号对象”"
    fill(template(para("{{验收日期}}")), given, title="试")


def test_a_template_with_a_fault_is_not_filled() -> None:
    with pytest.raises(ExportError, match="没有“验收日其”这个名称（模板共有 2 处须改）") as refused:
        fill(template(para("头"), para("{{验收日其}}"), para("{{")), names(), title="试")
    assert refused.value.where == "模板 第2段"
    assert "{{验收日期}}" in refused.value.remedy


def test_the_same_template_and_values_give_the_same_bytes() -> None:
    content = template(para("{{验收日期}}"), table(("{{措施.内容}}",)), text_box(para("{{责任单位}}")))
    assert fill(content, names(), title="试") == fill(content, names(), title="试")


def test_the_properties_carry_the_title_and_nobodys_name() -> None:
    result = fill(template(para("{{验收日期}}")), names(), title="关于第1项的“意见” & <x>")
    properties = docx.Document(BytesIO(result)).core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == ("关于第1项的“意见” & <x>", "", "")
    with zipfile.ZipFile(BytesIO(result)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert "甲某某" not in whole and "乙某某" not in whole and "示例公司" not in whole


def test_what_the_office_program_kept_of_persons_and_pictures_is_left_out() -> None:
    more: dict[str, str | bytes] = {
        "word/people.xml": '<w15:people xmlns:w15="x"><w15:person w15:author="丙某某"/></w15:people>',
        "docProps/thumbnail.jpeg": b"picture",
        "docProps/custom.xml": '<Properties xmlns="x"><property name="编制人">丙某某</property></Properties>',
    }
    content = template(
        para("{{验收日期}}"),
        more=more,
        relations=relation("people", "people.xml"),
        package_relations=relation("thumbnail", "docProps/thumbnail.jpeg")
        + relation("custom-properties", "docProps/custom.xml"),
    )
    with zipfile.ZipFile(BytesIO(fill(content, names(), title="试"))) as archive:
        whole = {name: archive.read(name).decode() for name in archive.namelist()}
    assert not more.keys() & whole.keys()
    assert not [name for name, text in whole.items() if "丙某某" in text or "people" in text or "thumbnail" in text]


def test_a_dotx_becomes_a_document_that_opens() -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
    result = fill(template(para("{{验收日期}}"), kind=kind), names(), title="试")
    assert [p.text for p in docx.Document(BytesIO(result)).paragraphs] == ["2022年9月28日"]


def test_a_template_saved_by_another_library_is_filled_and_opens() -> None:
    word = docx.Document()
    word.add_paragraph("于").add_run("{{验收日期}}").bold = True
    word.add_table(1, 2).rows[0].cells[1].text = "{{措施.内容}}"
    word.sections[0].header.paragraphs[0].text = "{{责任单位}}"
    stream = BytesIO()
    word.save(stream)
    result = docx.Document(BytesIO(fill(stream.getvalue(), names(), title="试")))
    assert result.paragraphs[0].text == "于2022年9月28日"
    assert [row.cells[1].text for row in result.tables[0].rows] == ["关停取水井", "平整土地", "补种苗木"]
    assert result.sections[0].header.paragraphs[0].text == "示例县水利局"


def test_a_content_control_no_longer_overwrites_what_was_filled_in() -> None:
    ties = '<w:sdtPr><w:showingPlcHdr/><w:dataBinding w:xpath="/x" w:storeItemID="y"/></w:sdtPr>'
    control = f"<w:sdt>{ties}<w:sdtContent>{run('{{验收日期}}')}</w:sdtContent></w:sdt>"
    root = part(fill(template(f"<w:p>{control}</w:p>"), names(), title="试"))
    assert texts(root) == ["2022年9月28日"]
    assert len(root.find(f".//{W}sdtPr")) == 0


def test_a_file_cut_short_on_its_way_to_the_disk_gets_no_name(tmp_path: Path) -> None:
    content = template(para("{{验收日期}}"))
    result = fill(content, names(), title="试")
    check = lambda path: refuse_incomplete(content, names(), path)  # noqa: E731
    assert save(result, tmp_path / "意见.docx", replace=False, check=check).name == "意见.docx"
    with pytest.raises((ExportError, ForeignFileError), match="没有保存"):
        save(result[:-40], tmp_path / "坏.docx", replace=False, check=check)
    with pytest.raises(ExportError, match="缺了“验收日期”"):
        save(fill(content, names(验收日期="明天"), title="试"), tmp_path / "错.docx", replace=False, check=check)
    assert [path.name for path in tmp_path.iterdir()] == ["意见.docx"]


PRINTABLE = st.text(max_size=60).filter(lambda text: not UNPRINTABLE.search(text))


@given(word=PRINTABLE, value=PRINTABLE, line=PRINTABLE)
def test_any_text_comes_out_as_that_text_and_nothing_else_changes(word: str, value: str, line: str) -> None:
    given = TemplateNames(
        words={"词": word},
        sections={"节": (Para(text=line),)},
        rows={"行": RowSource(columns=("行.值",), rows=({"行.值": value}, {"行.值": "末"}))},
    )
    body = (para("前{", "{词}", "}后", "尾"), para("{{节}}"), table(("定", "{{行.值}}")))
    found = filled(*body, given=given)
    wanted = [f"前{word or '〔缺：词〕'}后尾", line or "〔缺：节〕", "定", value, "定", "末"]
    assert found == [text.replace("\r\n", "\n").replace("\r", "\n") for text in wanted]


@given(st.text("{}｛｝ 验收日期措施.内容\t&<", max_size=30))
def test_whatever_a_template_says_is_inspected_and_then_filled_or_refused(text: str) -> None:
    body = para(run(text.replace("&", "&amp;").replace("<", "&lt;")), "{{验收日期}}")
    stops = [entry for entry in inspect(template(body), names()) if entry.level == "STOP"]
    if stops:
        with pytest.raises(ExportError):
            fill(template(body), names(), title="试")
    else:
        assert filled(body)[0].endswith("2022年9月28日")


def test_a_merged_cell_keeps_nothing_of_the_row_it_was_copied_from() -> None:
    look = '<w:jc w:val="center"/>'
    shaped = cell(para("{{措施.单位}}", properties=look), "二段")
    root = part(fill(template(table(("{{措施.序号}}", shaped))), names(), title="试"))
    continued = list(root.iter(f"{W}tc"))[3]
    assert texts(continued) == [""]
    assert continued.find(f"{W}p/{W}pPr/{W}jc") is not None


def test_drawings_and_controls_of_repeated_rows_get_numbers_of_their_own() -> None:
    control = f'<w:p><w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr><w:sdtContent>{run("一")}</w:sdtContent></w:sdt></w:p>'
    body = table((cell(text_box(para("{{措施.内容}}")), control),))
    root = part(fill(template(body), names(), title="试"))
    assert sorted(entry.get("id", "") for entry in root.iter(f"{WP}docPr")) == ["1", "2", "3"]
    assert len(root.findall(f".//{W}sdt")) == 3
    assert [entry.get(f"{W}val") for entry in root.iter(f"{W}id")] == ["7"]
    assert texts(root).count("补种苗木") == 2


def test_a_run_parted_by_a_mark_keeps_all_that_stood_in_it() -> None:
    look = '<w:b/><w:highlight w:val="green"/>'
    held = "<w:t>甲{{销号对象}}乙{{验收日期}}</w:t><w:tab/><w:t>丙</w:t>"
    body = f"<w:p><w:r><w:rPr>{look}</w:rPr>{held}</w:r></w:p>"
    root = part(fill(template(body), names(), title="试"))
    assert texts(root) == ["甲〔缺：销号对象〕乙2022年9月28日\t丙"]
    colours = [[entry.get(f"{W}val") for entry in r.iter(f"{W}highlight")] for r in root.iter(f"{W}r")]
    assert colours == [["green"], ["yellow"], ["green"]]
    assert [len(r.findall(f"{W}rPr/{W}b")) for r in root.iter(f"{W}r")] == [1, 1, 1]


def test_what_a_tracked_change_moved_away_is_not_filled() -> None:
    moved = f'<w:moveFrom w:id="1" w:author="a">{run("{{责任单位}}")}</w:moveFrom>'
    assert filled(para("{{验收日期}}", moved)) == ["2022年9月28日{{责任单位}}"]


def test_only_the_first_paragraph_of_a_section_begins_a_page() -> None:
    root = part(fill(template(para("{{落实情况}}", properties="<w:pageBreakBefore/>")), names(), title="试"))
    assert len(root.findall(f".//{W}pageBreakBefore")) == 1


def test_a_floating_picture_does_not_break_a_tag_and_one_in_the_line_does() -> None:
    def picture(kind: str) -> str:
        return f'<w:r><w:drawing><wp:{kind}><wp:docPr id="1" name="x"/></wp:{kind}></w:drawing></w:r>'

    assert filled(para("{{验收", picture("anchor"), "日期}}")) == ["2022年9月28日"]
    with pytest.raises(ExportError, match="没有写完"):
        filled(para("{{验收", picture("inline"), "日期}}"))


def test_a_lost_table_row_is_noticed(tmp_path: Path) -> None:
    content = template(table(("序号",), ("{{措施.单位}}",)), para("{{验收日期}}"))
    result = fill(content, names(), title="试")
    root = part(result)
    row = root.findall(f".//{W}tr")[2]
    row.getparent().remove(row)
    with zipfile.ZipFile(BytesIO(result)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    path = tmp_path / "意见.docx"
    path.write_bytes(packed(parts | {"word/document.xml": etree.tostring(root)}))
    with pytest.raises(ExportError, match="表格有3行，应有4行"):
        refuse_incomplete(content, names(), path)


def test_a_long_title_is_cut_where_word_cuts_it() -> None:
    result = fill(template(para("{{验收日期}}")), names(), title="长" * 300)
    assert docx.Document(BytesIO(result)).core_properties.title == "长" * 255
