"""Plans in paragraphs: every manner of beginning a task, of labelling its parts and of numbering its measures."""

from __future__ import annotations

import pytest

from models.domain.drafts.draft import Draft, DraftTask, SourceKind
from models.domain.drafts.source import Grid, Paragraph
from models.domain.finding import Level
from models.domain.partial_date import PartialDate
from models.domain.plan import TaskStatus, UnitRole
from models.domain.reading.plans import read_paper


def plan(text: str) -> Draft:
    lines = [line.strip() for line in text.strip().splitlines()]
    blocks = [Paragraph(text=line, place=f"第{at}段") for at, line in enumerate(lines, 1)]
    return read_paper(blocks, "方案.docx", SourceKind.PLAN)


def numbers(draft: Draft) -> list[str]:
    return [task.number for task in draft.tasks]


def measures(task: DraftTask) -> list[str]:
    return [measure.text for measure in task.measures]


def test_chapters_contents_and_annexes_are_no_tasks() -> None:
    draft = plan("""
        示例县贯彻落实省生态环境保护督察报告整改方案
        一、总体要求……………………1
        一、总体要求
        （一）指导思想。坚持问题导向。
        （二）工作目标。到2025年底全部完成整改。
        二、整改任务
        （一）污水直排。
        责任单位：县住建局
        整改目标：消除直排。
        整改时限：2024年底前
        整改措施：
        1.建设管网。
        2.加强考核。
        三、保障措施
        （一）加强组织领导。各责任单位要落实责任。
        1.成立领导小组。
        附件：1.责任分工表
        示例县人民政府
        2023年5月1日
    """)
    (task,) = draft.tasks
    assert (task.number, task.problem, task.goal) == ("1", "污水直排。", "消除直排。")
    assert task.units == {UnitRole.RESPONSIBLE: ("县住建局",)}
    assert (task.deadline_text, task.deadline) == ("2024年底前", PartialDate(year=2024))
    assert measures(task) == ["建设管网。", "加强考核。"]
    assert (task.place, task.places["goal"]) == ("第7段", "第9段")


def test_measures_numbered_like_tasks_stay_measures() -> None:
    draft = plan("""
        （一）思想认识方面
        1.个别乡镇环保意识不强。
        整改措施：
        1.加强学习。
        2.加强考核。
        责任单位：各乡镇
        2.部门履职不到位。
        整改措施：
        1.明确职责。
        2.加强督查。
        3.强化问责。
        责任单位：县政府办
        （二）污染防治方面
        3.污水直排。
        整改措施：
        1.建设管网。
        责任单位：县住建局
    """)
    assert numbers(draft) == ["1", "2", "3"]
    assert [len(task.measures) for task in draft.tasks] == [2, 3, 1]
    assert [task.problem for task in draft.tasks] == ["个别乡镇环保意识不强。", "部门履职不到位。", "污水直排。"]


def test_heads_run_in_one_paragraph() -> None:
    draft = plan("""
        一、河道采砂。责任单位：县水利局；整改时限：2024年底；整改目标：规范采砂。整改措施：1.清理砂场。2.复绿。
        二、扬尘。责任单位：县住建局；整改时限：立行立改；整改目标：扬尘受控。整改措施：一是洒水；二是检查。
    """)
    first, second = draft.tasks
    assert (first.problem, first.goal, first.deadline_text) == ("河道采砂。", "规范采砂。", "2024年底")
    assert measures(first) == ["清理砂场。", "复绿。"]
    assert second.is_immediate
    assert second.deadline is None


def test_numbered_heads_inside_numbered_tasks() -> None:
    draft = plan("""
        一、县污水厂超标排放问题
        （一）问题表述
        2023年督察发现出水超标。
        （二）整改目标
        稳定达标。
        （三）整改措施
        1.提标改造。
        2.加强监管。
        （四）整改时限
        立行立改，长期坚持
        （五）责任单位
        牵头单位：县住建局
        责任单位：县水务公司
        二、县垃圾场渗漏问题
        （一）问题表述
        垃圾场渗漏。
        （二）整改目标
        不渗漏。
        （三）整改措施
        1.防渗。
        （四）整改时限
        2024年6月底前
        （五）责任单位
        县城管局
    """)
    first, second = draft.tasks
    assert (first.title, first.problem) == ("县污水厂超标排放问题", "2023年督察发现出水超标。")
    assert (first.is_immediate, first.is_ongoing, first.deadline) == (True, True, None)
    assert first.units == {UnitRole.LEAD: ("县住建局",), UnitRole.RESPONSIBLE: ("县水务公司",)}
    assert measures(first) == ["提标改造。", "加强监管。"]
    assert second.units == {UnitRole.RESPONSIBLE: ("县城管局",)}


def test_units_and_dates_below_each_measure_are_its_own() -> None:
    draft = plan("""
        一、农村污水治理滞后。
        整改目标：治理率40%。
        整改措施：
        （一）健全制度规范。编制规划。
        责任单位：县生态环境局
        完成时限：2023年6月底前
        （二）建设设施。
        责任单位：县住建局、各乡镇
        完成时限：2024年底前
        二、畜禽养殖污染。
        整改目标：配套率95%。
        整改措施：
        （一）排查养殖场。
        责任单位：县农业农村局
        整改时限：2023年底前
    """)
    first, second = draft.tasks
    assert first.units == {}
    assert [(measure.units, measure.deadline) for measure in first.measures] == [
        (("县生态环境局",), PartialDate(year=2023, month=6)), (("县住建局", "各乡镇"), PartialDate(year=2024)),
    ]
    # Behind one measure alone they are the task's.
    assert second.units == {UnitRole.RESPONSIBLE: ("县农业农村局",)}


def test_units_behind_the_words_of_a_measure_are_its_own() -> None:
    draft = plan("""
        （一）黑臭水体整治不到位。
        整改措施：
        1.排查。责任单位：县住建局；完成时限：2023年6月。
        2.治理。责任单位：县水利局；完成时限：2024年6月。
        整改时限：2024年12月
        （二）秸秆焚烧。
        整改措施：
        1.巡查。责任单位：各乡镇；完成时限：长期坚持。
        整改时限：长期坚持
    """)
    assert numbers(draft) == ["1", "2"]
    assert [measure.units for measure in draft.tasks[0].measures] == [("县住建局",), ("县水利局",)]
    assert draft.tasks[0].deadline == PartialDate(year=2024, month=12)
    assert draft.tasks[1].is_ongoing


@pytest.mark.parametrize(("first", "second", "wanted"), [
    pytest.param("问题一：", "问题二：", ["1", "2"], id="named"),
    pytest.param("第十一项 ", "第十二项 ", ["11", "12"], id="counted"),
    pytest.param("01、", "02、", ["01", "02"], id="with-a-zero"),
    pytest.param("(三)", "(四)", ["3", "4"], id="half-width"),
    pytest.param("12-1.", "12-2.", ["12-1", "12-2"], id="of-two-parts"),
])
def test_numbers_are_taken_over_as_printed(first: str, second: str, wanted: list[str]) -> None:
    draft = plan(f"""
        {first}污水直排。
        责任单位：县住建局
        整改措施：建设管网。
        {second}垃圾乱倒。
        责任单位：县城管局
        整改措施：清运垃圾。
    """)
    assert numbers(draft) == wanted
    assert [task.problem for task in draft.tasks] == ["污水直排。", "垃圾乱倒。"]


def test_a_paper_without_numbers_begins_tasks_with_its_first_head() -> None:
    draft = plan("""
        【责任单位】甲县
        【整改任务】违规开垦。
        【整改时限】2025年底前
        【责任单位】乙县
        【整改任务】矿山修复滞后。
        【整改时限】2024年底前
    """)
    assert [(task.problem, task.units[UnitRole.RESPONSIBLE]) for task in draft.tasks] == [
        ("违规开垦。", ("甲县",)), ("矿山修复滞后。", ("乙县",))
    ]


def test_a_heading_a_task() -> None:
    lines = (("整改任务", 1), ("县污水厂超标问题", 2), ("督察发现出水超标。", 0), ("责任单位：县住建局", 0),
             ("整改措施：提标。", 0), ("县垃圾场问题", 2), ("渗滤液积存。", 0), ("责任单位：县城管局", 0),
             ("整改措施：应急。", 0), ("保障措施", 1), ("各责任单位要负责。", 0))
    blocks = [Paragraph(text=text, place=f"第{at}段", level=level) for at, (text, level) in enumerate(lines, 1)]
    draft = read_paper(blocks, "方案.docx", SourceKind.PLAN)
    assert [(task.title, task.problem) for task in draft.tasks] == [
        ("县污水厂超标问题", "督察发现出水超标。"), ("县垃圾场问题", "渗滤液积存。")
    ]
    assert measures(draft.tasks[1]) == ["应急。"]


def test_a_table_of_two_columns_a_task() -> None:
    def table(name: str, number: str, problem: str) -> Grid:
        steps = "1.清淤。\n2.护岸。"
        rows = (("问题编号", number), ("反馈问题", problem), ("责任单位", "县住建局"), ("整改措施", steps))
        return Grid(name=name, rows=rows)

    blocks = [Paragraph(text="任务表1", place="第1段"), table("表1", "01", "污水直排。"),
              Paragraph(text="任务表2", place="第2段"), table("表2", "02", "垃圾乱倒。")]
    draft = read_paper(blocks, "方案.docx", SourceKind.PLAN)
    assert [(task.number, task.problem) for task in draft.tasks] == [("01", "污水直排。"), ("02", "垃圾乱倒。")]
    assert measures(draft.tasks[0]) == ["清淤。", "护岸。"]
    assert draft.tasks[1].places["problem"] == "表2 第2行"


def test_what_two_offices_say_of_one_task_side_by_side_is_one_task() -> None:
    rows = (("", "省方案", "市方案"), ("编号", "12", "35"), ("反馈问题", "全省污水直排。", "城东污水直排。"),
            ("整改目标", "全省达标。", "城东达标。"), ("整改时限", "2025年", "2024年"), ("责任单位", "市水务局", ""))
    grid = Grid(name="表1", rows=rows, spans={(5, 1): (1, 2)})
    (task,) = read_paper([grid], "公示表.docx", SourceKind.PLAN).tasks
    assert (task.number, task.problem, task.deadline_text) == ("35", "城东污水直排。", "2024年")
    assert task.units == {UnitRole.RESPONSIBLE: ("市水务局",)}
    assert task.external_numbers == (("省编号", "12"),)
    assert "省方案反馈问题：全省污水直排。" in task.note


def test_a_list_of_measures_with_units_in_brackets() -> None:
    draft = plan("""
        示例省关于全面推进美丽示例建设的实施意见
        一、总体要求
        坚持精准治污、科学治污、依法治污。
        二、加快绿色转型
        (一)优化国土空间。落实主体功能区战略。(牵头单位:省自然资源厅;责任单位:省生态环境厅、省水利厅等)
        (二)推广绿色建筑。到2025年全面执行标准。(省住房城乡建设厅、省交通运输厅等按照职责分工负责)
        三、加强党的全面领导
        (三)加强组织领导。各有关部门要加强工作衔接。
    """)
    first, second = draft.tasks
    assert (first.number, first.title) == ("1", "优化国土空间")
    assert first.problem == "优化国土空间。落实主体功能区战略。"
    assert first.units == {UnitRole.LEAD: ("省自然资源厅",), UnitRole.RESPONSIBLE: ("省生态环境厅", "省水利厅")}
    assert second.units == {UnitRole.RESPONSIBLE: ("省住房城乡建设厅", "省交通运输厅")}


def test_an_item_without_units_among_others_is_a_task_and_one_after_them_is_named() -> None:
    draft = plan("""
        1.改造管网。（责任单位：县住建局；完成时限：2025年6月底前）
        2.清理垃圾。
        3.淘汰锅炉。
        （责任单位：县发改局）
        4.各单位每月报送工作情况，县督改办汇总后通报，对工作滞后的单位予以提醒并限期改正。
    """)
    assert numbers(draft) == ["1", "2", "3"]
    assert draft.tasks[0].deadline == PartialDate(year=2025, month=6)
    assert draft.tasks[1].units == {}
    assert draft.tasks[2].units == {UnitRole.RESPONSIBLE: ("县发改局",)}
    assert [(finding.code, finding.where) for finding in draft.findings] == [("item_without_units", "第5段")]


def test_numbers_that_begin_again_in_each_group_get_the_number_of_the_group() -> None:
    draft = plan("""
        （一）水污染
        1.污水直排。
        责任单位：县住建局
        整改措施：建设管网。
        （二）大气污染
        1.秸秆焚烧。
        责任单位：各乡镇
        整改措施：巡查。
    """)
    assert numbers(draft) == ["1-1", "2-1"]
    assert "numbers_by_group" in [finding.code for finding in draft.findings]


def test_words_about_rectification_alone_hold_no_task() -> None:
    draft = plan("""
        《整改方案》明确了三个方面整改目标和任务。
        一是生态环保意识持续深化。通过整改，推动各部门提高站位。
        二是反馈问题切实整改到位。2021年底前完成20项。
        为保障整改工作顺利开展，《整改方案》明确了组织保障措施。
        一是加强组织领导。领导小组负责整改工作的组织协调。
    """)
    assert draft.tasks == ()


def test_a_table_below_the_head_of_measures_holds_the_measures_of_its_task() -> None:
    def table(name: str, *steps: tuple[str, str]) -> Grid:
        rows = (("序号", "整改措施", "责任单位", "完成时限"), *(
            (str(at), step, unit, "2024年底前") for at, (step, unit) in enumerate(steps, 1)
        ))
        return Grid(name=name, rows=rows)

    words = ("一、污水直排。", "整改目标：消除直排。", "整改措施：")
    blocks = [
        *(Paragraph(text=text, place="第1段") for text in words),
        table("表1", ("13个镇建设管网。", "县住建局"), ("验收。", "县水利局")),
        *(Paragraph(text=text, place="第4段") for text in ("二、垃圾乱倒。", "整改目标：清理。", "整改措施：")),
        table("表2", ("清运。", "县城管局")),
    ]
    draft = read_paper(blocks, "方案.docx", SourceKind.PLAN)
    assert [(task.number, len(task.measures)) for task in draft.tasks] == [("1", 2), ("2", 1)]
    first = draft.tasks[0].measures[0]
    assert (first.text, first.units, first.deadline) == ("13个镇建设管网。", ("县住建局",), PartialDate(year=2024))
    assert first.place == "表1 第2行"


def test_a_table_with_a_row_a_task_beside_words_without_tasks() -> None:
    rows = (("编号", "反馈问题", "整改措施", "责任单位", "整改时限"),
            ("第5项", "污水直排。", "建设管网。", "县住建局", "2024年底前"),
            ("第6项", "垃圾乱倒。", "清运。", "县城管局", "立行立改"))
    blocks = [Paragraph(text="一、主要措施", place="第1段"),
              Paragraph(text="（一）深入打好碧水保卫战。加快改造。（责任单位：县水利局）", place="第2段"),
              Grid(name="表1", rows=rows)]
    draft = read_paper(blocks, "方案.docx", SourceKind.PLAN)
    assert [(task.number, task.problem) for task in draft.tasks] == [
        ("5", "污水直排。"), ("6", "垃圾乱倒。")
    ]


def test_a_label_nobody_knows_is_no_part_of_the_units_or_the_deadline_above_it() -> None:
    draft = plan("""
        一、黑臭水体。
        责任单位：县水利局
        资金来源：县财政预算安排
        整改时限：
        方案编制：2024年6月底前
        治理完成：2025年底前
        包保机制：实行网格化管理
        整改目标：消除黑臭。
    """)
    (task,) = draft.tasks
    assert task.units == {UnitRole.RESPONSIBLE: ("县水利局",)}
    assert task.deadline_text == "方案编制：2024年6月底前\n治理完成：2025年底前"
    assert [finding.where for finding in draft.findings if finding.code == "words_left_out"] == ["第3段", "第7段"]


def test_heads_numbered_in_two_parts() -> None:
    draft = plan("""
        1.黑臭水体。
        1.1 整改目标：消除。
        1.2 责任分工：牵头单位：县住建局；配合单位：县水利局。
        1.3 整改时限：2024年
        2.扬尘。
        2.1 整改目标：受控。
        2.2 责任分工：县城管局。
        2.3 整改时限：2025年
    """)
    assert [(task.problem, task.goal) for task in draft.tasks] == [("黑臭水体。", "消除。"), ("扬尘。", "受控。")]
    assert draft.tasks[0].units == {UnitRole.LEAD: ("县住建局",), UnitRole.SUPPORTING: ("县水利局",)}
    assert draft.tasks[1].units == {UnitRole.RESPONSIBLE: ("县城管局",)}


def test_a_table_with_two_heads_a_row_and_a_title_that_reads_like_a_head() -> None:
    def table(name: str, number: str, problem: str) -> Grid:
        rows = (("序号", number, "整改时限", "2024年底"), ("反馈问题", problem, "", ""),
                ("责任单位", "县住建局", "督导单位", "县督改办"), ("整改措施", "1.清淤。\n2.护岸。", "", ""))
        return Grid(name=name, rows=rows, spans={(1, 1): (1, 3), (3, 1): (1, 3)})

    blocks = [Paragraph(text="问题清单", place="第1段"), table("表1", "1", "污水直排。"),
              Paragraph(text="表二", place="第2段"), table("表2", "2", "垃圾乱倒。")]
    draft = read_paper(blocks, "清单.docx", SourceKind.PLAN)
    assert [(task.number, task.problem, len(task.measures)) for task in draft.tasks] == [
        ("1", "污水直排。", 2), ("2", "垃圾乱倒。", 2)
    ]
    assert draft.tasks[0].units[UnitRole.SUPERVISING] == ("县督改办",)


def test_heads_of_a_table_in_groups_merged_down() -> None:
    rows = (("反馈问题", "污水直排。", ""), ("整改要求", "整改目标", "消除直排。"),
            ("", "整改措施", "1.清淤。\n2.护岸。"), ("", "完成时限", "2024年"),
            ("责任", "牵头单位", "甲局"), ("", "配合单位", "乙局"))
    grid = Grid(name="表1", rows=rows, spans={(0, 1): (1, 2), (1, 0): (3, 1), (4, 0): (2, 1)})
    (task,) = read_paper([grid], "清单.docx", SourceKind.PLAN).tasks
    assert (task.problem, task.goal, task.deadline_text) == ("污水直排。", "消除直排。", "2024年")
    assert task.units == {UnitRole.LEAD: ("甲局",), UnitRole.SUPPORTING: ("乙局",)}
    assert measures(task) == ["清淤。", "护岸。"]


def test_sites_below_a_problem_are_part_of_it() -> None:
    draft = plan("""
        一、黑臭水体较普遍：
        （1）城关镇一处；
        （2）工业园区一处。
        整改目标：全部消除。
        责任单位：县住建局
        二、扬尘管控不到位。
        整改目标：规范有序。
        责任单位：县城管局
    """)
    assert draft.tasks[0].problem == "黑臭水体较普遍：\n（1）城关镇一处；\n（2）工业园区一处。"
    assert draft.tasks[0].title == ""


@pytest.mark.parametrize("sign", ["——", "• ", "▲"])
def test_signs_before_heads_and_numbers_do_not_matter(sign: str) -> None:
    draft = plan(f"""
        {sign}问题1：污水直排。
        {sign}整改目标：消除直排。
        {sign}整改措施：建设管网。
        {sign}问题2：垃圾乱倒。
        {sign}整改目标：清理。
        {sign}整改措施：清运。
    """)
    assert [(task.number, task.problem, task.goal) for task in draft.tasks] == [
        ("1", "污水直排。", "消除直排。"), ("2", "垃圾乱倒。", "清理。")
    ]


def test_heads_that_join_two_things_tell_both() -> None:
    draft = plan("""
        1.污水直排。
        责任单位及责任人：县住建局 甲某某
        整改目标及时限：2024年底前消除直排。
        2.垃圾乱倒。
        责任单位及责任人：县城管局 乙某某
        整改目标及时限：2024年6月底前清理。
    """)
    assert [task.deadline for task in draft.tasks] == [PartialDate(year=2024), PartialDate(year=2024, month=6)]
    assert draft.tasks[0].goal == "2024年底前消除直排。"
    assert draft.tasks[0].units == {UnitRole.RESPONSIBLE: ("县住建局",)}


def test_groups_between_tasks_belong_to_none() -> None:
    draft = plan("""
        一、政治站位方面
        （一）问题：学习不够。
        措施：加强学习。
        责任单位：县委办公室。
        二、污染防治方面
        （二）问题：扬尘污染。
        措施：洒水。
        责任单位：县住建局。
    """)
    assert [task.units[UnitRole.RESPONSIBLE] for task in draft.tasks] == [("县委办公室",), ("县住建局",)]


@pytest.mark.parametrize(("words", "person"), [
    ("县水利局，甲某某", "甲某某"), ("县水利局 甲某某", "甲某某"), ("县水利局（甲某某）", "甲某某"),
    ("县水利局局长甲某某", "局长甲某某"), ("县水利局；责任人：甲某某", "甲某某"),
])
def test_a_person_beside_the_unit_answers_for_the_task(words: str, person: str) -> None:
    (task,) = plan(f"""
        一、污水直排。
        责任单位及责任人：{words}
        整改目标：消除直排。
    """).tasks
    assert (task.units, task.responsible_person) == ({UnitRole.RESPONSIBLE: ("县水利局",)}, person)


def test_words_beside_the_unit_that_name_nobody_are_told() -> None:
    draft = plan("""
        一、污水直排。
        责任单位及责任人：县水利局、详见整改责任分解表
        整改目标：消除直排。
    """)
    assert draft.tasks[0].responsible_person == ""
    assert [(item.code, item.where) for item in draft.findings] == [("person_not_understood", "第2段")]


def test_how_a_task_stands_is_read_under_its_head() -> None:
    draft = plan("""
        一、污水直排。
        整改目标：消除直排。
        整改状态：已完成
        二、扬尘污染。
        整改目标：控制扬尘。
        完成进度：视情况而定
        三、秸秆焚烧。
        整改目标：禁止焚烧。
        整改进度：已完成巡查制度修订，正在对各乡镇网格员开展培训。
    """)
    assert [task.status for task in draft.tasks] == [TaskStatus.DONE, None, None]
    assert draft.tasks[2].implementation == "已完成巡查制度修订，正在对各乡镇网格员开展培训。"
    assert [(item.code, item.where) for item in draft.findings] == [("status_not_understood", "第6段")]


# A paper that tells its tasks twice

TEXT = (
    "一、县水利局对河东污水处理厂监管不到位，污水直排入河。", "整改目标：消除直排。", "整改时限：2024年底前",
    "责任单位：县水利局", "二、西山采石场未按方案开展生态修复，边坡裸露。", "整改目标：完成修复。",
    "责任单位：县自然资源局",
)
ANNEX_HEADS = ("序号", "问题", "整改目标", "整改时限", "责任单位", "整改措施")


def with_annex(*rows: tuple[str, ...]) -> Draft:
    paragraphs = [Paragraph(text=line, place=f"第{at}段") for at, line in enumerate(TEXT, 1)]
    return read_paper([*paragraphs, Grid(name="表1", rows=(ANNEX_HEADS, *rows))], "方案.docx", SourceKind.PLAN)


def test_tasks_told_again_in_an_annex_are_one_with_what_the_text_lacks() -> None:
    draft = with_annex(
        ("1", "县水利局对河东污水处理厂监管不到位，污水直排入河", "消除直排", "2024年底前", "县水利局", "1.建设管网。"),
        ("2", "西山采石场未按方案开展生态修复，边坡裸露", "完成修复", "2025年底前", "县自然资源局", ""),
    )
    assert numbers(draft) == ["1", "2"]
    assert [measures(task) for task in draft.tasks] == [["建设管网。"], []]
    assert (draft.tasks[1].deadline_text, draft.tasks[1].places["deadline"]) == ("2025年底前", "表1 第3行 D列")
    found = [item for item in draft.findings if item.code != "header_row"]
    assert [(item.level, item.code, item.where) for item in found] == [(Level.NOTE, "told_twice", "表1 第2行")]


def test_where_text_and_annex_contradict_each_other_the_text_stands_and_both_places_are_named() -> None:
    draft = with_annex(
        ("1", "县水利局对河东污水处理厂监管不到位，污水直排入河", "建成管网18公里", "2025年底前", "县住建局", ""),
    )
    (first, _) = draft.tasks
    assert (first.goal, first.deadline_text, first.units[UnitRole.RESPONSIBLE]) == (
        "消除直排。", "2024年底前", ("县水利局",)
    )
    (warning,) = [item for item in draft.findings if item.level is Level.WARN]
    assert warning.text == "任务 1 的整改目标、整改时限、责任单位，第1段 和 表1 第2行 说法不同，采用了前者"


def test_an_annex_of_other_tasks_is_not_taken_for_the_same() -> None:
    draft = with_annex(("1", "各乡镇秸秆露天焚烧多发，火点数量居全市前列", "火点下降", "2025年底前", "各乡镇", ""))
    assert numbers(draft) == ["1", "2", "1"]
    assert "told_twice" not in [item.code for item in draft.findings]


def test_numbers_that_stand_twice_in_one_annex_stay_so() -> None:
    row = ("1", "县水利局对河东污水处理厂监管不到位，污水直排入河", "消除直排", "2024年底前", "县水利局", "")
    assert numbers(with_annex(row, row)) == ["1", "2", "1"]


def test_paragraphs_with_units_beside_tables_of_tasks_are_counted() -> None:
    paragraphs = [
        Paragraph(text="（一）建设管网。新建污水管网18公里。（牵头单位：县住建局；责任单位：县水利局）", place="第1段"),
        Paragraph(text="（二）修复矿山。完成边坡复绿。（牵头单位：县自然资源局）", place="第2段"),
    ]
    row = ("1", "污水直排入河", "消除直排", "2024年底前", "县水利局", "")
    draft = read_paper([*paragraphs, Grid(name="表1", rows=(ANNEX_HEADS, row))], "方案.docx", SourceKind.PLAN)
    assert numbers(draft) == ["1"]
    (note,) = [item for item in draft.findings if item.code == "items_beside_tables"]
    assert note.where == "第1段" and "有 2 段" in note.text


def test_a_number_and_a_day_may_stand_alone_on_their_lines() -> None:
    first, second = plan("""
        第一项
        河道黑臭，沿线污水直排。
        整改时限：
        2024年12月31日
        整改措施：
        1.截污。
        2.清淤。
        第二项
        示例厂烟尘超标。
        整改时限：
        2025年6月30日
        整改措施：
        1.改造除尘器。
        示例县人民政府
        2023年5月1日
    """).tasks
    assert (first.number, first.problem, first.deadline_text) == ("1", "河道黑臭，沿线污水直排。", "2024年12月31日")
    assert (second.number, second.problem, second.deadline_text) == ("2", "示例厂烟尘超标。", "2025年6月30日")
    assert (first.place, first.places["problem"], measures(second)) == ("第1段", "第2段", ["改造除尘器。"])


def test_a_unit_below_its_head_is_no_signature() -> None:
    (task,) = plan("""
        一、河道黑臭，沿线污水直排。
        整改措施：
        1.截污。
        责任单位：
        县水利局
        示例县人民政府
        2023年5月1日
    """).tasks
    assert (task.units, measures(task)) == ({UnitRole.RESPONSIBLE: ("县水利局",)}, ["截污。"])


@pytest.mark.parametrize("bracket", [
    "（责任单位：县水利局；完成时限：2022年底前）", "（责任单位：县水利局）",
    "(责任单位:县水利局;完成时限:2022年底前)。",
])
@pytest.mark.parametrize("head", ["整改措施：", "整改措施"])
def test_a_label_in_a_bracket_still_open_is_no_head_of_its_line(head: str, bracket: str) -> None:
    draft = plan(f"""
        示例县整改方案
        一、水源地保护不到位，存在违法建筑。
        责任单位：县人民政府
        整改时限：2023年底前
        {head}
        1.拆除旱厕{bracket}
        2.关闭停用水源井{bracket}
        3.对违法企业立案查处{bracket}
    """)
    (task,) = draft.tasks
    said = [measure.text.rstrip("。") for measure in task.measures]
    assert said == ["拆除旱厕", "关闭停用水源井", "对违法企业立案查处"]
    assert {measure.units for measure in task.measures} == {("县水利局",)}
    assert task.units[UnitRole.RESPONSIBLE] == ("县人民政府",)
