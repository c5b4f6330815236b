"""Single public notices: their heads become fields, their title tells the number, their last words are left out."""

from __future__ import annotations

import pytest

from models.domain.drafts.draft import DraftTask
from models.domain.drafts.source import Grid, Paragraph
from models.domain.partial_date import PartialDate
from models.domain.plan import UnitRole
from models.domain.reading.notices import read_notice


def notice(text: str) -> DraftTask:
    lines = [line.strip() for line in text.strip().splitlines()]
    blocks = [Paragraph(text=line, place=f"第{at}段") for at, line in enumerate(lines, 1)]
    (task,) = read_notice(blocks, "公示.docx").tasks
    return task


def test_numbered_heads_on_lines_of_their_own() -> None:
    task = notice("""
        2021年第二轮中央生态环境保护督察反馈第三十八项问题整改完成情况公示
        该问题已整改完成并通过核查验收，现公示如下：
        一、整改问题
        矿山整治滞后。
        二、整改实施主体
        示例市委、市政府
        三、重点措施
        1.2021年底前制定验收标准。
        2.2023年底前验收完毕。
        四、目标任务
        （一）修复矿山。
        五、完成时限
        2023年底。
        六、整改完成情况
        矿山面貌明显改善。
        如有异议，请在公示期间（2023年12月14日至2023年12月27日）反映。
        监督电话：0000-0000000
        示例市人民政府
        2023年12月14日
    """)
    assert (task.number, task.problem, task.goal) == ("38", "矿山整治滞后。", "修复矿山。")
    assert task.units == {UnitRole.RESPONSIBLE: ("示例市委", "市政府")}
    assert [measure.text for measure in task.measures] == ["2021年底前制定验收标准。", "2023年底前验收完毕。"]
    assert (task.deadline_text, task.deadline) == ("2023年底", PartialDate(year=2023))
    assert task.implementation == "矿山面貌明显改善。"


def test_run_in_heads_and_those_who_sign() -> None:
    task = notice("""
        示例区关于督察问题整改情况公示
        反馈问题：管网改造滞后。
        整改目标：收集率达到70%。
        整改措施：
        1.完善管网。
        2.建立机制。
        整改实施主体：示例区住房和城乡建设局
        牵头验收单位：示例市住房和城乡建设局
        整改完成情况：
        1.管网达15.3公里。
        2.抓实管护。以上公示，如有异议请以书面形式反馈。
        受理部门：示例市督改办
        联系人：甲某某
        示例区住房和城乡建设局
    """)
    assert task.units[UnitRole.ACCEPTANCE] == ("示例市住房和城乡建设局",)
    assert task.implementation == "1.管网达15.3公里。\n2.抓实管护。"
    assert task.liaison == ""


@pytest.mark.parametrize(("title", "number"), [
    ("整改方案第二十八项整改事项第三条整改措施公示", "28"),
    ("督察整改任务{编号364(35-11)}整改结果公示", "364(35-11)"),
    ("督察反馈意见(12-01)整改措施完成情况公示", "12-01"),
    ("省委督察整改任务(序号43)验收公示", "43"),
    ("第二轮中央督察问题整改公示", ""),
])
def test_the_title_tells_the_number(title: str, number: str) -> None:
    task = notice(f"""
        {title}
        一、整改任务
        污水直排。
        二、整改措施
        清理。
    """)
    assert task.number == number


def test_a_bare_title_and_the_day_of_publishing_hide_no_number() -> None:
    task = notice("""
        公  示
        发布时间：2024-06-30
        省督察反馈问题（编号：2024-37）已完成整改。
        一、整改问题
        河道污染
        二、整改目标
        清理干净
    """)
    assert task.number == "2024-37"


def test_who_leads_and_who_helps_in_words() -> None:
    task = notice("""
        中央督察整改公示
        一、整改事项
        海洋生态破坏。
        二、责任单位
        省自然资源厅牵头，省发展改革委、省林业局配合。
        三、验收单位
        省自然资源厅牵头，省发展改革委、省林业局配合。
        四、整改完成情况
        规划已经印发。
    """)
    assert task.units[UnitRole.LEAD] == ("省自然资源厅",)
    assert task.units[UnitRole.SUPPORTING] == ("省发展改革委", "省林业局")
    assert "省自然资源厅" in task.units[UnitRole.ACCEPTANCE]


def test_when_it_was_done_is_no_deadline() -> None:
    task = notice("""
        一、督察反馈问题
        污泥外流。
        二、整改期限
        2021年10月底
        三、整改措施落实情况
        （一）关于第1项整改措施落实情况。清理30平方米。
        （二）关于第2项整改措施落实情况。罚款10万元。
        四、整改完成时间。2021年9月
        以上公示，如有异议请反馈。
    """)
    assert task.deadline == PartialDate(year=2021, month=10)
    assert task.implementation.count("\n") == 1


def test_a_notice_in_a_table() -> None:
    rows = (("反馈问题", "监管不严。"), ("核查情况", "措施整改到位。"), ("整改措施", "压实责任。（立行立改）"),
            ("责任单位", "示例市人民政府"), ("责任人", "甲某某"), ("联系电话", "13800000001"),
            ("整改主要工作及成效", "成立领导小组。"))
    title = Paragraph(text="督察反馈意见（12-01）整改措施完成情况公示表", place="第1段")
    (task,) = read_notice([title, Grid(name="表1", rows=rows)], "公示表.docx").tasks
    assert (task.number, task.problem, task.implementation) == ("12-01", "监管不严。", "成立领导小组。")
    assert [measure.text for measure in task.measures] == ["压实责任。"]
    assert task.responsible_person == "甲某某"
    assert task.places["problem"] == "表1 第1行"


def test_a_notice_of_several_tasks_takes_the_numbers_they_are_named_by() -> None:
    text = """
        督察反馈问题整改完成情况公示
        一、第6项问题
        （一）反馈问题
        水源保护不力。
        （二）整改措施
        拆除厕所。
        （三）整改完成情况
        全部拆除。
        二、第11项问题
        （一）反馈问题
        污泥外流。
        （二）整改措施
        清理污泥。
        （三）整改完成情况
        清理完毕。
        公示期10个工作日。如有异议，请来电反映。
    """
    lines = [line.strip() for line in text.strip().splitlines()]
    blocks = [Paragraph(text=line, place=f"第{at}段") for at, line in enumerate(lines, 1)]
    draft = read_notice(blocks, "公示.docx")
    assert [(task.number, task.title, task.problem, task.implementation) for task in draft.tasks] == [
        ("6", "", "水源保护不力。", "全部拆除。"), ("11", "", "污泥外流。", "清理完毕。")
    ]


def test_what_closes_a_notice_is_no_implementation() -> None:
    task = notice("""
        示例县整改情况公示
        整改问题：河道污染
        整改措施：清理河道
        整改完成情况：已清理完毕。
        整改销号意见：同意销号。
        公示期间如有异议，请反映。电话：0000-0000000
        示例县整改办
    """)
    assert task.implementation == "已清理完毕。"
