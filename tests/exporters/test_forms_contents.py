"""What heads and tables print: every numbering, wordings to choose from, rows of each kind, tables of two columns."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from exporters.blocks import Align, AnnexHead, AttachmentNote, Heading, Picture, Table, texts
from exporters.forms.build import build
from exporters.forms.contents import table_text
from exporters.forms.rows import rows_of
from exporters.forms.sections import SectionState, generated_sections, paper_findings
from exporters.forms.slots import fill
from models.assembly import closure_dossier, closures_of
from models.assembly.by_number import task_numbered
from models.domain.closure import PaperKind
from models.domain.finding import Level
from models.domain.form import Attachment, ColumnKind, ContentKind, Head, Layout, ListTable, Numbering, TableColumn
from models.domain.plan import UnitRole
from models.domain.slots import RowSource
from models.domain.statements import StatementState
from models.dossiers import ClosureDossier
from models.reference import Reference
from models.sample import case
from tests.builders import open_workspace
from tests.exporters.records import SHENYANG, form_of

NOTICE = form_of("public-notice-anhui")
PLAIN = replace(NOTICE, tail=(), opening="", sign_off="")


@pytest.fixture(scope="module")
def sample(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClosureDossier]:
    """Give the dossier of the sample's first task, for its public notice."""
    folder = tmp_path_factory.mktemp("contents") / "示例"
    shutil.copytree(sample_folder, folder)
    workspace = open_workspace(folder)
    closure = closures_of(workspace, task_numbered(workspace, "1").id)[0]
    yield closure_dossier(workspace, closure.id, PaperKind.PUBLIC_NOTICE)
    workspace.close()


def lines(dossier: ClosureDossier, head: Head, numbering: Numbering = Numbering.FIRST) -> list[str]:
    """Return what one head prints, its own line first."""
    form = replace(PLAIN, heads=(head,), numbering=numbering)
    section = next(section for section in build(form, dossier).sections if section.key == head.section)
    return [text for block in section.blocks for text in texts(block)]


def measures(numbering: Numbering, words: str = "{措施.简称}") -> Head:
    return Head(text="措施", content=ContentKind.EACH_MEASURE, numbering=numbering, words=words)


def said(words: str, *, inline: bool = False) -> Head:
    return Head(text="说明", content=ContentKind.WORDS, words=words, inline=inline)


# Numberings


@pytest.mark.parametrize(
    ("numbering", "printed"),
    [
        (Numbering.NONE, ["深入学习", "定期研究部署"]),
        (Numbering.FIRST, ["一、深入学习", "二、定期研究部署"]),
        (Numbering.CHINESE, ["（一）深入学习", "（二）定期研究部署"]),
        (Numbering.ARABIC, ["1. 深入学习", "2. 定期研究部署"]),
        (Numbering.BRACKET, ["（1）深入学习", "（2）定期研究部署"]),
        (Numbering.CIRCLE, ["①深入学习", "②定期研究部署"]),
        (Numbering.ORDINAL, ["一是深入学习；二是定期研究部署。"]),
    ],
    ids=lambda value: value.name if isinstance(value, Numbering) else "",
)
def test_items_are_numbered_as_the_form_says(
    sample: ClosureDossier, numbering: Numbering, printed: list[str]
) -> None:
    two = replace(sample, measures=sample.measures[:2])
    assert lines(two, measures(numbering))[1:] == printed


def test_items_that_run_on_lose_their_own_full_stops(sample: ClosureDossier) -> None:
    (line,) = lines(sample, Head(text="措施", content=ContentKind.MEASURES, numbering=Numbering.ORDINAL))[1:]
    parts = [text.rstrip("。") for text in case.MEASURES]
    assert line == "；".join(f"{number}是{part}" for number, part in zip("一二三四", parts, strict=True)) + "。"


def test_a_single_measure_is_not_counted(sample: ClosureDossier) -> None:
    one = replace(sample, measures=sample.measures[:1])
    assert lines(one, measures(Numbering.ORDINAL))[1:] == ["深入学习"]


@pytest.mark.parametrize(
    ("numbering", "printed"),
    [(Numbering.FIRST, "一、措施"), (Numbering.CHINESE, "（一）措施"), (Numbering.NONE, "措施：")],
    ids=["first", "chinese", "none"],
)
def test_heads_are_numbered_as_the_form_says(sample: ClosureDossier, numbering: Numbering, printed: str) -> None:
    assert lines(sample, measures(Numbering.ARABIC), numbering)[0] == printed


def test_what_is_printed_of_each_measure_may_take_several_lines(sample: ClosureDossier) -> None:
    words = "{措施.简称}。\n整改措施：{措施.内容}\n[时限：{措施.时限}]\n佐证{措施.佐证件数}件"
    printed = lines(sample, measures(Numbering.CHINESE, words))
    assert printed[1:4] == ["（一）深入学习。", f"整改措施：{case.MEASURES[0]}", "佐证7件"]
    timed = replace(sample.measures[0], measure=replace(sample.measures[0].measure, deadline_text="2021年6月底前"))
    assert lines(replace(sample, measures=(timed,)), measures(Numbering.CHINESE, words))[3] == "时限：2021年6月底前"


def test_a_head_between_the_statements_waits_with_them(sample: ClosureDossier) -> None:
    first = sample.measures[0]
    gone = replace(sample, measures=(replace(first, implementation=replace(first.implementation, text="")),))
    head = measures(Numbering.ARABIC, "{措施.简称}：{措施.落实情况}")
    form = replace(PLAIN, heads=(head,))
    assert lines(gone, head)[1] == "1. 深入学习：〔缺：措施1落实情况〕"
    (finding,) = [item for item in paper_findings(form, gone) if item.level is Level.STOP]
    assert (finding.code, finding.where) == ("statement_missing", "任务 1 措施 1")


def test_without_measures_a_head_says_so(sample: ClosureDossier) -> None:
    none = replace(sample, measures=())
    assert lines(none, measures(Numbering.ARABIC))[1:] == ["〔缺：整改措施〕"]


# Words and heads


def test_one_paragraph_may_stand_on_the_line_of_its_head(sample: ClosureDossier) -> None:
    assert lines(sample, said("{公示.电话}", inline=True)) == ["一、说明：0000-0000000"]
    assert lines(sample, said("{公示.电话}\n{公示.地址}", inline=True)) == [
        "一、说明", "0000-0000000", case.ADDRESS,
    ]


def test_heads_without_number_take_their_text_behind_a_colon(sample: ClosureDossier) -> None:
    assert lines(sample, said("{公示.电话}"), Numbering.NONE) == ["说明：0000-0000000"]
    assert lines(sample, measures(Numbering.ARABIC), Numbering.NONE)[:2] == ["措施：", "1. 深入学习"]


def test_words_keep_the_lines_of_a_fact_and_a_sentence_does_not(sample: ClosureDossier) -> None:
    two = replace(sample, task=replace(sample.task, problem="问题如下：\n(1)甲。\n\n(2)乙。"))
    assert lines(two, said("督察指出：{反馈问题}"))[1:] == ["督察指出：问题如下：", "(1)甲。", "(2)乙。"]
    assert fill("对{反馈问题}进行验收", two).text == "对问题如下：(1)甲。(2)乙。进行验收"


def test_a_head_may_name_a_fact(sample: ClosureDossier) -> None:
    head = Head(text="{督察}反馈问题", short="反馈问题", content=ContentKind.PROBLEM)
    form = replace(PLAIN, heads=(head,))
    assert lines(sample, head)[0] == "一、第二轮中央生态环境保护督察反馈问题"
    (section,) = [item for item in generated_sections(form, sample) if item.is_head]
    assert (section.name, section.state) == ("反馈问题", SectionState.AUTO)
    gone = replace(sample, inspection=None)
    assert lines(gone, head)[0] == "一、〔缺：督察〕反馈问题"
    (section,) = [item for item in generated_sections(form, gone) if item.is_head]
    assert section.state is SectionState.MISSING
    assert [(item.code, item.where) for item in section.findings] == [("missing_slot", "概况 · 督察")]


@pytest.mark.parametrize(
    ("roles", "printed"),
    [
        ((UnitRole.LEAD, UnitRole.SUPPORTING), "牵头单位牵头，配合单位配合。"),
        ((UnitRole.LEAD,), "示例县。"),
        ((), "示例县。"),
    ],
)
def test_the_first_wording_whose_facts_are_known_is_printed(
    sample: ClosureDossier, roles: tuple[UnitRole, ...], printed: str
) -> None:
    some = replace(sample, units=tuple((role, role.label) for role in roles))
    assert fill("[{牵头单位}牵头，{配合单位}配合|{责任单位}]。", some).text == printed


def test_the_last_of_several_wordings_lacks_what_it_lacks(sample: ClosureDossier) -> None:
    bare = replace(sample, units=(), responsible_units=())
    filled = fill("[{牵头单位}牵头|{责任单位}]。", bare)
    assert (filled.text, [gap.name for gap in filled.gaps]) == ("〔缺：责任单位〕。", ["责任单位"])
    assert fill("[{配合验收单位}|无]", bare).text == "无"


def test_the_first_acceptance_unit_leads_and_the_others_support(sample: ClosureDossier) -> None:
    units = tuple((UnitRole.ACCEPTANCE, name) for name in ("甲局", "乙局", "丙局"))
    assert fill("{牵头验收单位}/{配合验收单位}", replace(sample, units=units)).text == "甲局/乙局、丙局"


def test_a_line_of_the_tail_that_has_nothing_to_say_is_left_out(sample: ClosureDossier) -> None:
    form = replace(PLAIN, tail=("[手机：{公示.手机}]", "电话：{公示.电话}[，邮箱：{公示.邮箱}]"))
    some = replace(sample, publicity=replace(sample.publicity, mobile="", email=""))
    for dossier, printed in (
        (sample, (f"手机：{case.MOBILE}", f"电话：{case.PHONE}，邮箱：{case.EMAIL}")), (some, (f"电话：{case.PHONE}",))
    ):
        (tail,) = [item for item in generated_sections(form, dossier) if item.key == "tail"]
        assert tail.lines == printed


def test_a_tail_without_a_word_is_no_part_of_the_paper(sample: ClosureDossier) -> None:
    form = replace(PLAIN, tail=("[手机：{公示.手机}]",))
    some = replace(sample, publicity=replace(sample.publicity, mobile=""))
    assert "tail" not in {section.key for section in build(form, some).sections}
    assert paper_findings(form, some) == ()


def test_a_paper_nobody_signs_has_no_date_under_it(sample: ClosureDossier) -> None:
    undated = replace(sample, paper=replace(sample.paper, dated_on=None))
    assert "sign_off" not in {section.key for section in build(PLAIN, undated).sections}
    assert "missing_slot" not in {item.code for item in paper_findings(PLAIN, undated)}
    assert "missing_slot" in {item.code for item in paper_findings(NOTICE, undated)}


# Rows


def test_evidence_has_a_row_each_with_the_measures_it_answers(sample: ClosureDossier) -> None:
    first, second, *others = sample.measures
    shared = replace(sample, measures=(first, replace(second, evidence=(*second.evidence, first.evidence[0])), *others))
    rows = rows_of(RowSource.EVIDENCE, shared)
    assert len(rows) == 26
    assert [rows[0][name].text for name in ("行.序号", "佐证.编号", "佐证.对应措施", "佐证.日期", "佐证.件数")] == [
        "1", "1-1-01", "1、2", "2021年3月8日", "1"]
    assert rows[7]["佐证.编号"].text == "1-2-01"
    assert rows[-1]["佐证.编号"].text == "1-4-02"


def test_a_piece_linked_twice_to_a_measure_stands_there_once(sample: ClosureDossier) -> None:
    first = sample.measures[0]
    twice = replace(sample, measures=(replace(first, evidence=(*first.evidence, first.evidence[0])),))
    assert len(rows_of(RowSource.EVIDENCE, twice)) == len(rows_of(RowSource.MAPPING, twice)) == 7


def test_the_mapping_says_what_each_piece_proves_of_each_measure(sample: ClosureDossier) -> None:
    first, second, *_ = sample.measures
    shared = replace(sample, measures=(first, replace(second, evidence=first.evidence[:1])))
    rows = rows_of(RowSource.MAPPING, shared)
    assert [(row["措施.编号"].text, row["佐证.编号"].text) for row in rows[-2:]] == [("1", "1-1-07"), ("2", "1-1-01")]
    assert rows[0]["佐证.证明内容"].text == "明确上半年、下半年各安排1次生态环境保护专题学习"


def test_a_measure_without_evidence_is_marked_and_stops_the_mapping(sample: ClosureDossier) -> None:
    gone = replace(sample, measures=(replace(sample.measures[0], evidence=()), *sample.measures[1:]))
    form = form_of("mapping-table")
    (table,) = [block for block in build(form, gone).blocks() if isinstance(block, Table)]
    assert [cell.text for cell in table.rows[0]] == ["1", "", "〔缺：措施1的佐证〕", "", ""]
    (stop,) = [item for item in paper_findings(form, gone) if item.level is Level.STOP]
    assert (stop.code, stop.where) == ("no_evidence", "任务 1 措施 1")
    assert stop.target is not None and stop.target.id == sample.measures[0].measure.id


def test_measures_have_a_row_each(sample: ClosureDossier) -> None:
    rows = rows_of(RowSource.MEASURES, sample)
    assert [(row["行.序号"].text, row["措施.简称"].text) for row in rows] == [
        (str(place), name) for place, name in enumerate(case.SHORT_NAMES, 1)]


# Tables


def listing(*columns: tuple[ColumnKind, bool], rows: RowSource = RowSource.MAPPING) -> ListTable:
    return ListTable(
        rows=rows,
        columns=tuple(TableColumn(content=kind, label=kind, width=20, merges=merges) for kind, merges in columns),
    )


def test_neighbours_that_say_the_same_share_a_cell_within_their_group(sample: ClosureDossier) -> None:
    columns = ((ColumnKind.MEASURE_NUMBER, True), (ColumnKind.PAGES, True), (ColumnKind.TITLE, False))
    head = Head(text="表", content=ContentKind.TABLE, table=listing(*columns))
    form = replace(PLAIN, heads=(head,))
    (table,) = [block for block in build(form, sample).blocks() if isinstance(block, Table)]
    starts = [place for place, row in enumerate(table.rows) if not row[0].merged]
    assert starts == [0, 7, 21, 24]
    # 第1页 of one measure is not joined with 第1页 of the next.
    assert not any(table.rows[place][1].merged for place in starts)
    assert sum(row[1].merged for row in table.rows[7:21]) == 13
    assert not any(row[2].merged for row in table.rows)


def worded(*columns: tuple[str, float, bool]) -> Head:
    """Return a head with a table of the measures, whose columns are words."""
    found = tuple(
        TableColumn(content=ColumnKind.WORDS, label="整改时限", width=width, merges=merges, words=words)
        for words, width, merges in columns
    )
    return Head(text="表", content=ContentKind.TABLE, table=ListTable(rows=RowSource.MEASURES, columns=found))


def test_a_column_of_words_holds_facts_of_the_closure_and_of_its_row(sample: ClosureDossier) -> None:
    by_row = "{措施.圈号}{措施.简称}[（{措施.时限}）]"
    head = worded(("{任务.称谓}", 24, True), (by_row, 60, False), ("{整改时限}", 16, True))
    (table,) = [block for block in build(replace(PLAIN, heads=(head,)), sample).blocks() if isinstance(block, Table)]
    assert [[cell.text for cell in row] for row in table.rows[:2]] == [
        ["第1项", "①深入学习", "2021年底前，长期坚持"], ["第1项", "②定期研究部署", "2021年底前，长期坚持"],
    ]
    assert [[cell.merged for cell in row] for row in table.rows[:2]] == [[False] * 3, [True, False, True]]


def test_words_of_a_line_stand_in_the_middle_and_longer_ones_at_the_left(sample: ClosureDossier) -> None:
    head = worded(("{任务.称谓}", 24, True), ("{措施.内容}", 60, False))
    (table,) = [block for block in build(replace(PLAIN, heads=(head,)), sample).blocks() if isinstance(block, Table)]
    assert [column.align for column in table.columns] == [Align.CENTER, Align.LEFT]


@pytest.mark.parametrize(("width", "label"), [(16, "整改\n时限"), (24, "整改时限")])
def test_a_narrow_column_leaves_no_character_of_its_head_alone(
    sample: ClosureDossier, width: float, label: str
) -> None:
    head = worded(("{任务.称谓}", width, True))
    (table,) = [block for block in build(replace(PLAIN, heads=(head,)), sample).blocks() if isinstance(block, Table)]
    assert table.columns[0].label == label


def test_words_of_a_column_that_lack_a_fact_stop_with_the_place_of_it(sample: ClosureDossier) -> None:
    bare = replace(sample, publicity=replace(sample.publicity, address=""))
    form = replace(PLAIN, heads=(worded(("{公示.地址}", 24, False)),))
    (table,) = [block for block in build(form, bare).blocks() if isinstance(block, Table)]
    assert "〔缺：公示.地址〕" in texts(table)
    assert [item.where for item in paper_findings(form, bare) if item.level is Level.STOP] == ["公示 · 地址"]


def test_a_statement_nobody_confirmed_is_told_in_a_table_too(sample: ClosureDossier) -> None:
    first, *rest = sample.measures
    draft = replace(first, implementation=replace(first.implementation, state=StatementState.DRAFT))
    open_one = replace(sample, measures=(draft, *rest))
    for head in (worded(("{措施.落实情况}", 60, False)), worded(("{措施.内容}", 60, False))):
        form = replace(PLAIN, heads=(head,))
        codes = [item.code for item in paper_findings(form, open_one)]
        assert ("statement_unconfirmed" in codes) is ("措施.落实情况" in head.row_slots)


def test_a_table_without_rows_says_what_is_missing(sample: ClosureDossier) -> None:
    none = replace(sample, measures=())
    head = Head(text="表", content=ContentKind.TABLE, table=listing((ColumnKind.TITLE, False)))
    (table,) = [block for block in build(replace(PLAIN, heads=(head,)), none).blocks() if isinstance(block, Table)]
    assert [cell.text for row in table.rows for cell in row] == ["〔缺：措施×佐证〕"]


def test_a_catalogue_without_evidence_does_not_go_out(sample: ClosureDossier) -> None:
    bare = replace(sample, measures=tuple(replace(item, evidence=()) for item in sample.measures))
    (stop,) = paper_findings(form_of("evidence-catalogue"), bare, issuing=True)
    assert (stop.level, stop.where, stop.text) == (Level.STOP, "任务 1", "没有佐证")


def test_a_title_pasted_with_a_tab_keeps_its_row(sample: ClosureDossier) -> None:
    first, *rest = sample.measures
    piece, *others = first.evidence
    pasted = replace(piece, evidence=replace(piece.evidence, title="会议\t纪要"))
    dossier = replace(sample, measures=(replace(first, evidence=(pasted, *others)), *rest))
    table = form_of("evidence-catalogue").heads[0].table
    assert table is not None
    rows = [line.split("\t") for line in table_text(table, dossier).text.split("\n")]
    assert {len(row) for row in rows} == {len(table.columns)} and rows[0][2] == "会议 纪要"


def test_each_of_several_attachments_is_numbered_and_on_its_page(sample: ClosureDossier) -> None:
    columns = ((ColumnKind.POSITION, False), (ColumnKind.TITLE, False))
    catalogue = Attachment(title="佐证材料目录", table=listing(*columns, rows=RowSource.EVIDENCE))
    form = form_of(SHENYANG)
    both = replace(form, attachments=(*form.attachments, catalogue))
    opinion = replace(sample, paper=replace(sample.paper, has_red_head=False))
    document = build(both, opinion, code="AB23-CD45-EF67")
    assert [block for block in document.blocks() if isinstance(block, AnnexHead | AttachmentNote)] == [
        AttachmentNote(names=("验收组成员签字表", "佐证材料目录")),
        AnnexHead(title="验收组成员签字表", number=1), AnnexHead(title="佐证材料目录", number=2),
    ]
    kinds = [type(block) for block in document.blocks()][-5:]
    assert kinds == [AnnexHead, Table, Picture, AnnexHead, Table]
    assert [section.key for section in document.sections][-1] == "attachment_evidence"


# A table of two columns


def test_heads_become_rows_of_two_columns_with_a_row_for_each_paragraph(sample: ClosureDossier) -> None:
    form = form_of("notice-table-tibet")
    document = build(form, sample)
    (table,) = [block for block in document.blocks() if isinstance(block, Table)]
    assert [column.width_mm for column in table.columns] == [30, 126]
    labels = [row[0].text.replace("\n", "") for row in table.rows if not row[0].merged]
    assert labels == [head.text for head in form.heads]
    assert [row[1].text[:2] for row in table.rows[3:7]] == ["1.", "2.", "3.", "4."]
    assert [row[0].merged for row in table.rows[3:7]] == [False, True, True, True]
    kinds = [type(block) for block in document.blocks()]
    assert kinds.index(Table) == 2
    assert not any(isinstance(block, Heading) for block in document.blocks())


def test_a_head_in_such_a_table_has_no_number(sample: ClosureDossier) -> None:
    form = replace(PLAIN, layout=Layout.TABLE, numbering=Numbering.NONE, heads=(said("{公示.电话}"),))
    section = generated_sections(form, sample)[-1]
    assert (section.heading, section.words, section.lines) == ("说明", "说明", (case.PHONE,))


def test_every_built_in_table_fits_the_type_area() -> None:
    tables = [item.table for form in Reference().forms for item in (*form.heads, *form.attachments) if item.table]
    assert len(tables) >= 5
    assert all(sum(column.width for column in table.columns) == 156 for table in tables)
