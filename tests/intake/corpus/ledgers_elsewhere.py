"""Ledgers as offices of other provinces keep them: legends, hidden columns, numbers and dates in every manner."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

from tests.intake.corpus import matters_elsewhere as m
from tests.intake.corpus.cells import Value, fill_in, row_of, sheet_of
from tests.intake.corpus.matters import PERSON, PHONE, Matter


def below_a_legend(path: Path) -> None:
    """A legend of colours stands above the header, the head is frozen, a column and its dates are hidden."""
    rows: list[list[Value]] = [
        ["示例县生态环境问题整改台账"],
        ["图例：", "绿色", "已完成", "黄色", "推进中", "红色", "滞后"],
        ["单位：示例县整改办", None, None, None, None, "更新时间：2024年5月6日"],
        ["序号", "整改问题", "整改目标", "整改措施", "经办科室", "整改时限", "责任单位", "整改进展情况", "完成情况"],
    ]
    status = ("达到序时进度", "已完成", "未达序时进度")
    for number, (matter, word) in enumerate(zip((m.SEWAGE, m.YARDS, m.QUARRY), status, strict=True), 1):
        columns = ("problem", "goal", "steps", "环境管理科", "words", "responsible", "done", word)
        rows.append(row_of(matter, number, *columns))
    book, sheet = sheet_of(rows, title="台账")
    sheet.merge_cells("A1:I1")
    sheet.freeze_panes = "C5"
    sheet.column_dimensions["E"].hidden = True
    book.save(path)


def with_numbers_of_every_kind(path: Path) -> None:
    """The number is counted by a formula; codes are texts with a nought before them, numbers with a point behind."""
    rows: list[list[Value]] = [["顺序号", "任务编码", "问题表述", "整改举措", "完成期限", "牵头部门", "配合部门"]]
    codes: tuple[Value, ...] = ("001", "002", "010")
    for matter, code in zip((m.FARMS, m.BOILERS, m.LANDFILL), codes, strict=True):
        rows.append(row_of(matter, "=ROW()-1", code, "problem", "steps", "words", "lead", "supporting"))
    book, _ = sheet_of(rows)
    book.save(path)
    fill_in(path, {f"A{row}": row - 1 for row in range(2, 5)})


def with_decimal_numbers(path: Path) -> None:
    """序号 are Excel numbers shown with one decimal, deadlines dates and texts in one column."""
    rows: list[list[Value]] = [["序号", "问题", "目标要求", "整改期限", "整改责任主体", "督导单位", "备注"]]
    dates: tuple[Value, ...] = ("2024.6", "2024/6/30", date(2024, 9, 30), "立行立改", "6月底前（2024年）", 20241231)
    tasks = (m.SEWAGE, m.QUARRY, m.FARMS, m.YARDS, m.LANDFILL, m.WETLAND)
    for number, (matter, due) in enumerate(zip(tasks, dates, strict=True), 1):
        rows.append(row_of(matter, float(number), "problem", "goal", due, "responsible", "supervising", None))
    book, sheet = sheet_of(rows)
    sheet["D4"].number_format = "yyyy/m/d"
    for row in range(2, 8):
        sheet[f"A{row}"].number_format = "0"
    book.save(path)


def among_other_sheets(path: Path) -> None:
    """Explanations first, an empty sheet, the ledger, and a table of figures behind it."""
    rows: list[list[Value]] = [["编号", "整改事项", "整改措施", "整改完成时间", "责任单位", "包保领导", "进度"]]
    for code, matter in (("A-1", m.SEWAGE), ("A-2", m.DUTIES)):
        rows.append(row_of(matter, code, "problem", "steps", "words", "responsible", PERSON, "正常推进"))
    book, _ = sheet_of(rows, title="整改台账")
    notes = book.create_sheet("填表说明", 0)
    for line in (
        ("项目", "填写要求"),
        ("编号", "按省方案编号填写"),
        ("整改措施", "逐条填写，不得合并"),
        ("进度", "从下拉框选"),
    ):
        notes.append(line)
    book.create_sheet("空表", 1)
    figures = book.create_sheet("统计")
    for line in (
        ("乡镇", "任务数", "已完成", "完成率"),
        ("示例镇", 3, 1, "33%"),
        ("示例乡", 2, 2, "100%"),
        ("合计", 5, 3, "60%"),
    ):
        figures.append(line)
    book.save(path)


def _text_of(rows: list[list[Value]], sign: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=sign, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def with_semicolons(path: Path) -> None:
    rows: list[list[Value]] = [["任务序号", "反馈意见", "整改标准", "工作措施", "时间要求", "主体责任单位", "协办单位"]]
    rows[0][4] = "时间节点"
    for number, matter in enumerate((m.QUARRY, m.LANDFILL, m.DUTIES), 1):
        rows.append(row_of(matter, number, "problem", "goal", "steps", "words", "responsible", "supporting"))
    path.write_text(_text_of(rows, ";"), encoding="utf-8", newline="")


def in_utf16(path: Path) -> None:
    """Saved by Excel as Unicode text: UTF-16 with tabs, whatever the file is called."""
    rows: list[list[Value]] = [["问题编号", "督察反馈问题", "整改时限", "责任单位", "验收单位", "整改落实情况"]]
    for code, matter in (("7", m.SEWAGE), ("8", m.FARMS), ("9", m.WETLAND)):
        rows.append(row_of(matter, code, "problem", "words", "responsible", "acceptance", "done"))
    path.write_bytes(_text_of(rows, "\t").encode("utf-16"))


def with_units_merged_down(path: Path) -> None:
    """责任单位 is merged down over several tasks, groups have a row of their own, sums stand below them."""
    rows: list[list[Value]] = [
        ["责任单位", "序号", "整改任务", "整改目标", "整改措施", "时限", "进展"],
        ["一、第二轮省级督察（3项）"],
    ]
    for number, matter in enumerate((m.SEWAGE, m.QUARRY, m.LANDFILL), 1):
        unit = "县住房和城乡建设局" if number == 1 else "县城市管理局" if number == 3 else None
        rows.append(row_of(matter, unit, number, "problem", "goal", "steps", "words", "done"))
    rows += [["小计", 3], ["二、群众信访（1项）"]]
    rows.append(row_of(m.YARDS, "县交通运输局", 4, "problem", "goal", "steps", "words", "done"))
    book, sheet = sheet_of(rows)
    for span in ("A2:G2", "A3:A4", "A7:G7"):
        sheet.merge_cells(span)
    book.save(path)


def with_three_numbers(path: Path) -> None:
    """Numbers of province, city and county; three header rows; a row that counts the columns."""
    rows: list[list[Value]] = [
        ["示例县整改任务总台账", *[None] * 10],
        ["编号", None, None, "整改内容", None, None, "责任体系", None, None, "时限要求", "备注"],
        [
            "省编号",
            "市编号",
            "县编号",
            "反馈问题",
            "整改目标",
            "整改措施",
            "牵头单位",
            "责任单位",
            "督导单位",
            None,
            None,
        ],
        [f"({n})" for n in range(1, 12)],
    ]
    for number, matter in enumerate((m.SEWAGE, m.BOILERS), 1):
        rows.append(
            row_of(
                matter,
                20 + number,
                10 + number,
                number,
                "problem",
                "goal",
                "steps",
                "lead",
                "responsible",
                "supervising",
                "words",
                None,
            )
        )
    book, sheet = sheet_of(rows)
    for span in ("A1:K1", "A2:C2", "D2:F2", "G2:I2", "J2:J3", "K2:K3"):
        sheet.merge_cells(span)
    book.save(path)


def with_a_row_each_measure(path: Path) -> None:
    """The number and the problem are written again on the row of each measure."""
    rows: list[list[Value]] = [
        ["序号", "整改问题", "整改目标", "措施序号", "整改措施", "措施完成时限", "责任单位", "完成情况"]
    ]
    for number, matter in enumerate((m.QUARRY, m.BOILERS), 11):
        for n, step in enumerate(matter.steps, 1):
            rows.append(
                row_of(
                    matter,
                    number,
                    "problem",
                    "goal",
                    n,
                    step.text,
                    step.words,
                    "、".join(step.units),
                    f"措施{n}正在推进。",
                )
            )
    book, _ = sheet_of(rows)
    book.save(path)


def of_letters(path: Path) -> None:
    """Complaints handed over: their own columns, persons with telephones, a status in words."""
    rows: list[list[Value]] = [
        ["群众信访举报转办和边督边改公开情况一览表（第3批）"],
        [
            "序号",
            "受理编号",
            "交办问题基本情况",
            "行政区域",
            "污染类型",
            "责任单位",
            "调查核实情况",
            "是否属实",
            "责任人",
            "联系电话",
            "是否办结",
        ],
    ]
    codes = ("X3HA202404270093*", "D3HA202404280012")
    for number, (matter, code) in enumerate(zip((m.YARDS, m.FARMS), codes, strict=True), 1):
        rows.append(_letter(matter, number, code))
    book, sheet = sheet_of(rows)
    sheet.merge_cells("A1:K1")
    book.save(path)


def _letter(matter: Matter, number: int, code: str) -> list[Value]:
    return row_of(
        matter, number, code, "problem", "示例县", "大气", "responsible", "done", "属实", PERSON, PHONE, "阶段性办结"
    )


def with_numbers_under_the_word_task(path: Path) -> None:
    """任务 stands over numbers (第1项), the problem beside it; empty rows above the title."""
    heads = [
        "任务",
        "反馈问题及具体表现",
        "整改目标要求",
        "责任单位（盖章）",
        "整改时限要求",
        "工作进展及成效",
        "下一步打算",
    ]
    rows: list[list[Value]] = [["附件"], [None], ["示例县督察整改销号台账（截至2024年4月30日）"], [None], [*heads]]
    for number, matter in enumerate((m.SEWAGE, m.BOILERS, m.DUTIES), 1):
        rows.append(row_of(matter, f"第{number}项", "problem", "goal", "responsible", "words", "done", "继续推进。"))
    book, sheet = sheet_of(rows)
    sheet.merge_cells("A3:G3")
    book.save(path)


def with_the_day_it_was_done(path: Path) -> None:
    """计划完成时限 and 实际完成时间 stand beside each other, 发现时间 before them."""
    heads = ["序号", "问题来源", "发现时间", "问题", "措施", "计划完成时限", "实际完成时间", "责任单位", "是否销号"]
    rows: list[list[Value]] = [[*heads]]
    for number, matter in enumerate((m.QUARRY, m.YARDS), 1):
        found, done = date(2023, 5, 6), date(2024, 11, 2)
        rows.append(row_of(matter, number, "省级督察", found, "problem", "steps", "words", done, "responsible", "是"))
    book, _ = sheet_of(rows)
    book.save(path)


def with_roles_on_lines_of_a_cell(path: Path) -> None:
    """One column names all units, each role on a line of its own under a head of no list."""
    rows: list[list[Value]] = [["序号", "整改问题", "工作职责", "时限"]]
    for number, matter in enumerate((m.SEWAGE, m.QUARRY, m.FARMS), 1):
        units = (("牵头", matter.lead), ("责任", matter.responsible), ("配合", matter.supporting))
        cell = "\n".join(f"{role}单位：{'、'.join(names)}" for role, names in units)
        rows.append(row_of(matter, number, "problem", cell, "words"))
    book, _ = sheet_of(rows)
    book.save(path)
