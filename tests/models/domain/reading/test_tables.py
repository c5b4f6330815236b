"""Sheets and tables come out as tasks, whatever their header, merged cells and odd rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.domain.drafts.draft import Draft, DraftTask, GridMapping, SourceKind
from models.domain.drafts.fields import SourceField
from models.domain.drafts.source import Grid, Place
from models.domain.plan import TaskStatus, UnitRole
from models.domain.reading.tables.read import map_grid, read_tables

RIVER = "河道两侧存在垃圾堆放问题，污水直排河道。"
PARK = "工业园区污水处理厂建设滞后，部分企业污水直排。"


def grid_of(
    rows: Sequence[Sequence[str]], spans: Mapping[Place, tuple[int, int]] | None = None, name: str = "表1"
) -> Grid:
    width = max(len(row) for row in rows)
    return Grid(name=name, rows=[(*row, *[""] * (width - len(row))) for row in rows], spans=spans or {})


def read(*grids: Grid, mapping: GridMapping | None = None) -> Draft:
    return read_tables(grids, "台账.xlsx", SourceKind.LEDGER, [mapping] if mapping else None)


def tasks(rows: Sequence[Sequence[str]], spans: Mapping[Place, tuple[int, int]] | None = None) -> tuple[DraftTask, ...]:
    return read(grid_of(rows, spans)).tasks


def fields(rows: Sequence[Sequence[str]], spans: Mapping[Place, tuple[int, int]] | None = None) -> list[str]:
    mapping = map_grid(grid_of(rows, spans))
    assert mapping is not None
    return [guess.field.value for guess in mapping.columns]


def codes(draft: Draft) -> list[str]:
    return [finding.code for finding in draft.findings]


def test_a_row_is_a_task_with_the_place_of_each_field() -> None:
    (task,) = tasks([
        ["序号", "问题编号", "反馈问题", "整改目标", "整改措施", "整改时限", "责任单位", "备注"],
        ["1", "SZ01", RIVER, "清理干净。", "1.清理。\n2.巡查。", "2024年6月底前，长期坚持", "县水利局、各乡镇", "无"],
    ])
    assert (task.number, task.problem, task.goal, task.note) == ("SZ01", RIVER, "清理干净。", "无")
    assert (str(task.deadline), task.is_ongoing) == ("2024年6月", True)
    assert task.units == {UnitRole.RESPONSIBLE: ("县水利局", "各乡镇")}
    assert [(measure.number, measure.text) for measure in task.measures] == [("1", "清理。"), ("2", "巡查。")]
    assert task.place == "表1 第2行"
    assert task.places["deadline"] == "表1 第2行 F列"


def test_each_measure_is_found_in_the_row_that_tells_it() -> None:
    (task,) = tasks([
        ["序号", "反馈问题", "整改措施", "责任单位"],
        ["1", RIVER, "清理河道垃圾。", "县水利局"],
        ["", "", "建成截污管网。", "县水利局"],
    ])
    assert [(measure.text, task.place_of(measure)) for measure in task.measures] == [
        ("清理河道垃圾。", "表1 第2行 C列"), ("建成截污管网。", "表1 第3行 C列"),
    ]


def test_the_header_is_found_under_titles_and_named() -> None:
    titles = [["示例县台账"], ["填报单位：县督改办", "填报时间：2024年"]]
    draft = read(grid_of([*titles, ["序号", "反馈问题", "责任单位"], ["1", RIVER]]))
    assert draft.mappings[0].header_place == "第3行"
    assert draft.findings[0].code == "header_row"
    assert "表头第3行" in draft.findings[0].text
    assert len(draft.tasks) == 1


@pytest.mark.parametrize("is_merged", [True, False])
def test_two_header_rows_are_one_header(is_merged: bool) -> None:
    spans = {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2), (0, 4): (1, 3)} if is_merged else {}
    rows = [
        ["序号", "整改任务", "整改要求", "", "责任单位", "", ""],
        ["", "", "整改目标", "完成时限", "牵头", "责任", "配合"],
        ["1", RIVER, "清理干净", "2024年底", "县水利局", "甲县政府", "县财政局"],
    ]
    assert fields(rows, spans) == ["order", "problem", "goal", "deadline", "lead", "responsible", "supporting"]
    assert tasks(rows, spans)[0].units[UnitRole.SUPPORTING] == ("县财政局",)


def test_columns_of_statuses_are_ticked() -> None:
    rows = [
        ["序号", "整改任务", "完成进度", "", ""], ["", "", "已验收销号", "已完成", "未达时序进度"],
        ["1", RIVER, "", "√", ""], ["2", PARK, "", "", "√"], ["3", RIVER, "", "", ""],
    ]
    assert [task.status for task in tasks(rows, {(0, 2): (1, 3)})] == [TaskStatus.DONE, TaskStatus.BEHIND, None]


@pytest.mark.parametrize("how", ["merged", "empty", "written again"])
def test_a_row_a_measure_goes_on_with_its_task(how: str) -> None:
    again = ("1", RIVER) if how == "written again" else ("", "")
    draft = read(grid_of(
        [
            ["序号", "反馈问题", "整改措施", "完成时限", "责任单位"],
            ["1", RIVER, "清理；外运", "2024年底前", "县水利局"],
            [*again, "加强巡查", "长期坚持", "各乡镇"],
            ["2", PARK, "建厂", "2025年", "县住建局"],
        ],
        {(1, 0): (2, 1), (1, 1): (2, 1)} if how == "merged" else {},
    ))
    first, second = draft.tasks
    assert [(measure.text, measure.deadline_text, measure.units) for measure in first.measures] == [
        ("清理；外运", "2024年底前", ("县水利局",)), ("加强巡查", "长期坚持", ("各乡镇",)),
    ]
    assert (first.deadline_text, first.units) == ("", {})
    # What a column tells of is the same in the whole table, also beside a task with one measure.
    assert [(measure.deadline_text, measure.units) for measure in second.measures] == [("2025年", ("县住建局",))]
    assert (second.deadline_text, second.units) == ("", {})


def test_a_few_tasks_of_several_rows_say_nothing_of_a_long_table() -> None:
    rows = [["序号", "反馈问题", "整改措施", "完成时限"]]
    rows += [["1", RIVER, "清理", "2024年底前"], ["", "", "外运", "2025年底前"]]
    rows += [[str(number), PARK, "建厂", "2025年"] for number in range(2, 9)]
    assert [task.deadline_text for task in tasks(rows)] == ["", *["2025年"] * 7]


def test_a_cell_merged_down_over_two_tasks_belongs_to_both() -> None:
    rows = [["序号", "反馈问题", "责任单位"], ["1", RIVER, "县水利局"], ["2", PARK, ""]]
    found = tasks(rows, {(1, 2): (2, 1)})
    assert [task.units for task in found] == [{UnitRole.RESPONSIBLE: ("县水利局",)}] * 2


def test_rows_that_are_no_tasks_are_left_out_and_told() -> None:
    draft = read(grid_of([
        ["序号", "反馈问题", "责任单位"], ["1", "2", "3"], ["一、水环境", "", ""], ["1", RIVER, "县水利局"],
        ["序号", "反馈问题", "责任单位"], ["（二）大气（2项）", "", ""], ["2", PARK, "县住建局"], ["3", "", ""],
        ["小计", "1项", ""], ["合计", "2", ""], ["注：本表由各单位填报。"], ["填表人：甲某某", "审核人：乙某某"],
    ]))
    assert [task.number for task in draft.tasks] == ["1", "2"]
    told = [finding.where for finding in draft.findings if finding.code == "row_left_out"]
    assert sorted(told) == sorted(["表1 第3、6行", "表1 第8行", "表1 第9、10行", "表1 第11、12行"])


def test_a_hidden_row_of_keys_is_none_and_a_filtered_row_is_a_task() -> None:
    grid = grid_of([["序号", "反馈问题", "责任单位"], ["xh", "wt", "dw"], ["1", RIVER, "县水利局"], ["2", PARK, ""]])
    draft = read(replace(grid, hidden_rows=frozenset({1, 3})))
    assert [task.number for task in draft.tasks] == ["1", "2"]


def test_a_table_goes_on_without_its_header() -> None:
    first = grid_of([["序号", "反馈问题", "责任单位"], ["1", RIVER, "县水利局"]])
    draft = read(first, grid_of([["2", PARK, "县住建局"]], name="表2"))
    assert [(task.number, task.place) for task in draft.tasks] == [("1", "表1 第2行"), ("2", "表2 第1行")]


def test_columns_that_only_their_content_tells_are_guessed_and_warned_of() -> None:
    draft = read(grid_of([
        ["序号", "情况概述", "什么时候", "谁来办"],
        ["1", RIVER, "2024年底前", "县水利局、县住建局"], ["2", PARK, "2025年6月", "县住建局"],
    ]))
    assert [guess.field.value for guess in draft.mappings[0].columns] == ["order", "problem", "deadline", "responsible"]
    assert codes(draft).count("column_guessed") == 3
    assert draft.tasks[0].units == {UnitRole.RESPONSIBLE: ("县水利局", "县住建局")}


def test_heads_of_groups_and_totals_hide_no_numbers_under_an_unknown_head() -> None:
    found = tasks([
        ["项目", "反馈问题", "责任单位", "整改时限"], ["一、水（1项）", "", "", ""], ["1", RIVER, "县水利局", "2024年"],
        ["二、园区（1项）", "", "", ""], ["2", PARK, "县工信局", "2025年"], ["合计", "2项", "", ""],
    ])
    assert [task.number for task in found] == ["1", "2"]


def test_a_date_of_another_thing_is_no_deadline() -> None:
    rows = [["编号", "反馈问题", "销号时间", "办结时间"], ["1", RIVER, "2024.3.1", "2024年3月"]]
    assert fields(rows) == ["number", "problem", "other", "deadline"]


def test_a_status_told_in_sentences_is_the_progress() -> None:
    told = "已完成河道清理3公里，外运垃圾20吨，污水管网正在建设。"
    (task,) = tasks([["序号", "反馈问题", "工作进度"], ["1", RIVER, told]])
    assert (task.implementation, task.status) == (told, None)


def test_a_status_no_word_stands_for_is_told_once() -> None:
    draft = read(grid_of([["序号", "反馈问题", "完成进度"], *[[str(n), RIVER, "基本完成"] for n in range(1, 4)]]))
    (finding,) = [finding for finding in draft.findings if finding.code == "status_not_understood"]
    assert (finding.where, "基本完成" in finding.text) == ("表1 第2、3、4行", True)


def test_a_column_nobody_explains_is_named() -> None:
    draft = read(grid_of([["序号", "反馈问题", "问题来源"], ["1", RIVER, "中央督察"]]))
    (finding,) = [finding for finding in draft.findings if finding.code == "column_not_understood"]
    assert (finding.where, "“问题来源”" in finding.text) == ("表1 C列", True)


def test_a_mapping_by_hand_goes_before_the_guess() -> None:
    grid = grid_of([["序号", "事由", "谁来办", "反馈问题"], ["1", RIVER, "县水利局", "见左"]])
    guessed = map_grid(grid)
    assert guessed is not None
    by_hand = {"事由": SourceField.PROBLEM, "谁来办": SourceField.LEAD, "反馈问题": SourceField.NOTE}
    columns = tuple(replace(guess, field=by_hand.get(guess.head, guess.field)) for guess in guessed.columns)
    (task,) = read(grid, mapping=replace(guessed, columns=columns)).tasks
    assert (task.problem, task.units, task.note) == (RIVER, {UnitRole.LEAD: ("县水利局",)}, "见左")


def test_a_mapping_kept_from_another_file_finds_its_columns_by_their_heads() -> None:
    last_year = map_grid(grid_of([["序号", "事由", "反馈问题"], ["1", RIVER, "见左"]]))
    assert last_year is not None
    columns = tuple(
        replace(guess, field={"事由": SourceField.PROBLEM, "反馈问题": SourceField.OTHER}.get(guess.head, guess.field))
        for guess in last_year.columns
    )
    moved = grid_of([["台账"], ["反馈问题", "序号", "事由", "备注"], ["见右", "1", PARK, "无"]], name="2025")
    (task,) = read(moved, mapping=replace(last_year, columns=columns)).tasks
    assert (task.number, task.problem) == ("1", PARK)


@pytest.mark.parametrize(
    "rows",
    [
        [["问题编号", "十二"], ["反馈问题", RIVER], ["责任单位", "县水利局"]],
        [["反馈问题", RIVER], ["责任单位", "县水利局", "整改时限", "2024年"], ["整改目标", "清理", "整改措施", "甲"]],
        [["单位", "姓名", "职务", "联系电话"], ["县水利局", "甲某某", "科长", "13800000001"]],
        [["验收组", "姓名", "单位", "职务", "签字"], ["组长", "甲某某", "县水利局", "局长", ""]],
        [["一、本表由各责任单位填报。"], ["二、整改时限填写到日。"]],
    ],
    ids=["two columns", "four columns", "contacts", "signatures", "notes"],
)
def test_a_table_of_something_else_has_no_mapping(rows: list[list[str]]) -> None:
    assert map_grid(grid_of(rows)) is None


def test_a_short_name_beside_the_problem_is_its_title() -> None:
    rows = [["序号", "整改任务", "具体问题"], ["1", "垃圾问题", RIVER], ["2", "污水问题", PARK]]
    assert [(task.title, task.problem) for task in tasks(rows)] == [("垃圾问题", RIVER), ("污水问题", PARK)]


def test_a_name_alone_is_the_problem() -> None:
    (task,) = tasks([["序号", "任务名称", "责任单位"], ["1", RIVER, "县水利局"]])
    assert (task.title, task.problem) == ("", RIVER)


def test_lists_beside_the_measures_are_theirs_one_by_one() -> None:
    (task,) = tasks([
        ["序号", "反馈问题", "整改时限", "整改措施", "措施完成时限", "措施责任单位"],
        ["1", RIVER, "2025年底", "1.清理\n2.巡查", "1.2024年底\n2.长期坚持", "1.县水利局\n2.各乡镇"],
    ])
    assert [(measure.deadline_text, measure.units) for measure in task.measures] == [
        ("2024年底", ("县水利局",)), ("长期坚持", ("各乡镇",)),
    ]


def test_persons_telephones_and_other_numbers_stay_as_typed() -> None:
    (task,) = tasks([
        ["序号", "省编号", "反馈问题", "责任领导", "责任人", "联系电话"],
        ["1", "SZ-9", RIVER, "甲某某", "乙某某", "13800000001"],
    ])
    assert (task.leader, task.responsible_person) == ("甲某某", "乙某某 13800000001")
    assert task.external_numbers == (("省编号", "SZ-9"),)


def test_a_person_in_the_bracket_behind_a_unit_is_taken_off_it() -> None:
    (task,) = tasks([["序号", "反馈问题", "责任单位"], ["1", RIVER, "县水利局（责任人：甲某某）、各乡镇"]])
    assert (task.units, task.responsible_person) == ({UnitRole.RESPONSIBLE: ("县水利局", "各乡镇")}, "甲某某")


@pytest.mark.parametrize(("group", "field"), [("联系人", "liaison"), ("责任人", "responsible_person")])
def test_a_name_is_that_of_the_person_its_group_names(group: str, field: str) -> None:
    heads = [["序号", "反馈问题", group, ""], ["", "", "姓名", "电话"]]
    assert fields([*heads, ["1", RIVER, "甲某某", "13800000001"]], {(0, 2): (1, 2)})[2:] == [field, "phone"]


def test_what_a_head_joins_is_the_half_that_no_other_column_holds() -> None:
    rows = [["序号", "存在问题", "整改内容及措施", "联系人/姓名"], ["第5项", RIVER, "清理垃圾。", "甲某某"]]
    assert fields(rows) == ["order", "problem", "measures", "liaison"]
    assert tasks(rows)[0].number == "5"


def test_of_what_two_offices_say_side_by_side_that_of_the_lower_one_is_read() -> None:
    rows = [["序号", "反馈问题", "", "整改目标", ""], ["", "省方案", "市方案", "省方案", "市方案"],
            ["1", PARK, RIVER, "全省达标。", "清理干净。"]]
    (task,) = tasks(rows, {(0, 1): (1, 2), (0, 3): (1, 2), (0, 0): (2, 1)})
    assert (task.problem, task.goal) == (RIVER, "清理干净。")


def test_numbers_before_the_words_count_on_from_table_to_table() -> None:
    heads = ["反馈问题", "责任单位"]
    draft = read(
        grid_of([heads, [f"1.{RIVER}", "县水利局"], [f"2.{PARK}", "县工信局"]]),
        grid_of([heads, [f"3.{RIVER}", "县水利局"]], name="表2"),
    )
    assert [(task.number, task.problem) for task in draft.tasks] == [("1", RIVER), ("2", PARK), ("3", RIVER)]


@pytest.mark.parametrize("heads", [("措施一", "措施二"), ("整改措施（1）", "整改措施（2）")])
def test_a_column_a_measure(heads: tuple[str, str]) -> None:
    (task,) = tasks([["序号", "反馈问题", *heads, "整改时限"], ["1", RIVER, "清理；外运", "每月巡查1次", "2024年底"]])
    assert [(measure.number, measure.text) for measure in task.measures] == [("1", "清理；外运"), ("2", "每月巡查1次")]


def test_measures_numbered_under_one_head_are_a_column_each() -> None:
    rows = [["序号", "反馈问题", "整改措施", "", "时限"], ["", "", "第1条", "第2条", ""],
            ["1", RIVER, "清理", "巡查", "2024年"]]
    assert fields(rows, {(0, 2): (1, 2), (0, 0): (2, 1), (0, 1): (2, 1), (0, 4): (2, 1)})[2:4] == ["measures"] * 2


def test_a_day_excel_has_counted_is_a_deadline() -> None:
    (task,) = tasks([["序号", "反馈问题", "整改时限"], ["1", RIVER, "45657"]])
    assert task.deadline is not None
    assert task.deadline.iso == "2024-12-31"


CELLS = st.one_of(
    st.sampled_from(["", "序号", "反馈问题", "责任单位", "整改措施", "合计", "1", "一、水", RIVER, "县水利局"]),
    st.text(alphabet="县12、（）。\n序号", max_size=8),
)


@settings(max_examples=60)
@given(st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=1, max_size=8))
def test_no_table_is_too_odd_to_be_read(rows: list[list[str]]) -> None:
    draft = read(grid_of(rows))
    assert len(draft.tasks) <= len(rows)


@given(st.lists(st.tuples(st.sampled_from([RIVER, PARK]), st.integers(1, 4)), min_size=1, max_size=8))
def test_tasks_written_as_rows_come_back(wanted: list[tuple[str, int]]) -> None:
    rows = [["序号", "反馈问题", "整改措施"]]
    for number, (problem, count) in enumerate(wanted, start=1):
        rows += [[str(number) if n == 0 else "", problem if n == 0 else "", f"第{n}处清理"] for n in range(count)]
    found = tasks(rows)
    assert [(task.problem, len(task.measures)) for task in found] == wanted


@pytest.mark.parametrize(("orders", "is_told"), [(("15", "17"), True), (("1", "2"), False), (("15", "15"), False)])
def test_the_code_is_the_number_and_an_order_that_does_not_count_is_told(
    orders: tuple[str, str], is_told: bool
) -> None:
    rows = [("编号", "序号", "反馈问题", "整改目标")]
    rows += [(str(at), order, f"第{at}处管网建设滞后，污水溢流入河。", "建成。") for at, order in enumerate(orders, 1)]
    draft = read_tables([Grid(name="台账", rows=rows)], "台账.xlsx", SourceKind.LEDGER)
    assert [task.number for task in draft.tasks] == ["1", "2"]
    found = [item.where for item in draft.findings if item.code == "two_numbers"]
    assert found == (["台账 B列"] if is_told else [])
