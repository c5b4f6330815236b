"""Ledgers as offices keep them; those of older programs are kept as made files in tests/data/corpus."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

from tests.intake.corpus import matters as m
from tests.intake.corpus.cells import Value, fill_in, row_of, sheet_of
from tests.intake.corpus.matters import PERSON, PHONE, Matter
from tests.intake.corpus.words import bracketed, joined

FIVE = (m.STUDY, m.PARKS, m.PIPES, m.MANURE, m.RESERVE)


def with_title_codes_and_total(path: Path) -> None:
    """Two title rows, 序号 beside the office's own code, persons, telephones, a status, a total."""
    heads = [
        "序号",
        "任务编号",
        "反馈问题",
        "整改目标",
        "整改措施",
        "整改时限",
        "牵头单位",
        "责任单位",
        "督导单位",
        "责任人",
        "联系电话",
        "完成进度",
        "备注",
    ]
    rows: list[list[Value]] = [
        ["示例县中央生态环境保护督察整改任务台账"],
        ["填报单位：县督改办", *[None] * 9, "填报时间：2024年3月"],
        heads,
    ]
    columns = ("problem", "goal", "steps", "words", "lead", "responsible", "supervising")
    for number, matter in enumerate(FIVE, 1):
        rows.append(row_of(matter, number, f"ZY-2023-{number:02}", *columns, PERSON, PHONE, "达到时序进度", None))
    rows.append(["合计", "5项"])
    book, sheet = sheet_of(rows, title="整改台账")
    sheet.merge_cells("A1:M1")
    sheet.freeze_panes = "A4"
    book.save(path)


def with_two_header_rows(path: Path) -> None:
    """Two merged header rows; the numbers are text and keep their zero."""
    rows: list[list[Value]] = [
        ["省级生态环境保护督察反馈问题整改台账"],
        ["序号", "任务名称", "问题表述", "整改要求", None, None, "责任分工", None, None, "进展", None],
        [
            None,
            None,
            None,
            "目标任务",
            "整改措施",
            "完成时限",
            "牵头部门",
            "整改责任单位",
            "配合部门",
            "目前进展情况",
            "整改状态",
        ],
    ]
    columns = ("name", "problem", "goal", "steps", "words", "lead", "responsible", "supporting", "done")
    for number, matter in enumerate((m.RIVER, m.MINES, m.COAL), 1):
        rows.append(row_of(matter, f"{number:02}", *columns, "已完成"))
    book, sheet = sheet_of(rows)
    for span in ("A1:K1", "A2:A3", "B2:B3", "C2:C3", "D2:F2", "G2:I2", "J2:K2"):
        sheet.merge_cells(span)
    book.save(path)


def with_measures_in_rows(path: Path) -> None:
    """A row a measure, the task merged down beside them; section rows, subtotals and a total."""
    rows: list[list[Value]] = [
        ["编号", "反馈问题", "责任单位", "整改时限", "措施序号", "整改措施", "措施完成时限", "措施责任单位", "备注"],
        ["一、水环境问题"],
    ]
    spans: list[tuple[int, int]] = []
    for number, matter in enumerate((m.RURAL_WATER, m.COAST), 1):
        spans.append((len(rows) + 1, len(rows) + len(matter.steps)))
        rows += _measure_rows(f"SD{number:03}", matter)
    rows += [["小计", "2项"], ["二、固体废物问题"]]
    spans.append((len(rows) + 1, len(rows) + len(m.WASTE.steps)))
    rows += [*_measure_rows("SD003", m.WASTE), ["小计", "1项"], ["合计", "3项"]]
    book, sheet = sheet_of(rows)
    for first, last in spans:
        for column in range(1, 5):
            sheet.merge_cells(start_row=first, end_row=last, start_column=column, end_column=column)
    sheet.merge_cells("A2:I2")
    book.save(path)


def _measure_rows(number: str, matter: Matter) -> list[list[Value]]:
    task: list[Value] = [number, matter.problem, joined(matter.responsible), matter.words]
    return [
        [*(task if n == 1 else [None] * 4), n, step.text, step.words, joined(step.units), None]
        for n, step in enumerate(matter.steps, 1)
    ]


def with_a_filter(path: Path) -> None:
    """A filter hides two tasks; a hidden row holds the keys another program reads."""
    rows: list[list[Value]] = [
        ["序号", "问题", "整改目标", "时限", "责任部门", "验收部门", "整改进展情况"],
        ["xh", "wt", "mb", "sx", "zrbm", "ysbm", "jz"],
    ]
    columns = ("problem", "goal", "words", "responsible", "acceptance", "done")
    for number, matter in enumerate((m.HEATING, m.BLACK_WATER, m.ROADS, m.OLD_MINES), 1):
        rows.append(row_of(matter, number, *columns))
    book, sheet = sheet_of(rows, title="2024")
    sheet.auto_filter.ref = "A1:G6"
    sheet.auto_filter.add_filter_column(4, [joined(m.HEATING.responsible), joined(m.ROADS.responsible)])
    for row in (2, 4, 6):
        sheet.row_dimensions[row].hidden = True
    book.save(path)


def with_formulas_and_dates(path: Path) -> None:
    """Numbers are formulas; deadlines are dates of the calendar, dates typed as text, and wordings."""
    rows: list[list[Value]] = [
        ["整改任务一览表"],
        ["序号", "问题编号", "整改事项", "目标要求", "完成期限", "主办单位", "承办单位"],
    ]
    dates: tuple[Value, ...] = (date(2024, 6, 30), "2023/12/31", "2025年底前", date(2022, 6, 30))
    for number, (matter, due) in enumerate(zip((m.WASTE, m.MINES, m.PIPES, m.RIVER), dates, strict=True), 3):
        code = f'="SZ"&TEXT(A{number},"00")'
        rows.append(row_of(matter, "=ROW()-2", code, "problem", "goal", due, "lead", "responsible"))
    book, sheet = sheet_of(rows)
    sheet.merge_cells("A1:G1")
    sheet["E3"].number_format = "yyyy/m/d"
    sheet["E6"].number_format = 'yyyy"年"m"月"d"日"'
    book.save(path)
    fill_in(path, {f"A{row}": row - 2 for row in range(3, 7)} | {f"B{row}": f"SZ{row - 2:02}" for row in range(3, 7)})


def _csv_of(rows: list[list[Value]], delimiter: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def as_csv_utf8(path: Path) -> None:
    """Saved by a program that marks UTF-8; measures keep their lines inside quotes."""
    rows: list[list[Value]] = [["任务编号", "整改问题", "整改目标", "整改举措", "整改期限", "责任主体", "配合单位"]]
    for number, matter in ((7, m.COAL), (8, m.SEA), (9, m.DUST)):
        rows.append(row_of(matter, f"{number:03}", "problem", "goal", "steps", "words", "responsible", "supporting"))
    path.write_text(_csv_of(rows), encoding="utf-8-sig", newline="")


def as_csv_gb18030(path: Path) -> None:
    """Saved by an office program on a Chinese system, with a title row over the header."""
    rows: list[list[Value]] = [
        ["渭南市整改问题台账", *[None] * 7],
        ["序号", "具体问题", "整改要求", "具体措施", "时间节点", "牵头责任单位", "责任单位", "督办单位"],
    ]
    for number, matter in enumerate((m.SLUDGE, m.MANURE, m.RESERVE), 1):
        rows.append(row_of(matter, number, "problem", "goal", "steps", "words", "lead", "responsible", "supervising"))
    path.write_text(_csv_of(rows), encoding="gb18030", newline="")


def with_boxes_to_tick(path: Path) -> None:
    """The yearly table of a provincial department: the number of the plan before the problem, five boxes to tick."""
    rows: list[list[Value]] = [
        ["省水利厅第二轮督察整改任务推进情况汇总表（截至2023年底）"],
        ["序号", "整改任务", "整改时限", "整改措施", "目前进展情况及存在问题", "完成进度", "备注"],
        row_of(
            m.RURAL_WATER,
            1,
            "problem",
            "words",
            "steps",
            "done",
            "□已验收销号\n☑已完成\n□达到时序进度\n□未达时序进度\n□尚未启动",
            "更新",
        ),
        row_of(
            m.SEA,
            2,
            "problem",
            "words",
            "steps",
            "done",
            "□已验收销号\n□已完成\n☑达到时序进度\n□未达时序进度\n□尚未启动",
            None,
        ),
    ]
    book, sheet = sheet_of(rows, title="汇总表")
    sheet.merge_cells("A1:G1")
    book.save(path)


def beside_other_sheets(path: Path) -> None:
    """The ledger is the second sheet; the others tell how to fill it in and whom to call."""
    rows: list[list[Value]] = [
        ["编号", "督察反馈问题", "整改标准", "整改措施", "整改完成时限", "整改主体", "验收单位", "整改落实情况"]
    ]
    for code, matter in (("3-1", m.SOURCES), ("3-2", m.DUCKWEED), ("4", m.STUDY)):
        rows.append(row_of(matter, code, "problem", "goal", "steps", "words", "responsible", "acceptance", "done"))
    book, _ = sheet_of(rows, title="台账")
    notes = book.create_sheet("填表说明", 0)
    for line in ("一、本表由各责任单位填报。", "二、整改时限填写到日。", "三、整改措施逐条填写。"):
        notes.append([line])
    contacts = book.create_sheet("联络员")
    for contact in (("单位", "姓名", "联系电话"), ("示例县生态环境局", PERSON, PHONE)):
        contacts.append(contact)
    book.save(path)


def of_an_older_program(path: Path) -> None:
    """The first row is the header, the last the total; measures have their units and dates in brackets."""
    rows: list[list[Value]] = [["序号", "任务内容", "工作目标", "措施内容", "办理时限", "责任单位", "督导部门"]]
    for number, matter in enumerate((m.WASTE, m.RURAL_WATER), 1):
        measures = "\n".join(f"{n}.{bracketed(step)}" for n, step in enumerate(matter.steps, 1))
        rows.append(row_of(matter, number, "problem", "goal", measures, "words", "responsible", "supervising"))
    rows.append(["合计", "2项"])
    book, _ = sheet_of(rows)
    book.save(path)


def of_wps(path: Path) -> None:
    rows: list[list[Value]] = [
        ["示例区整改销号台账"],
        ["整改编号", "问题描述", "目标", "措施", "整改时间", "整改责任主体", "参与单位", "工作进展情况", "是否完成"],
    ]
    for code, matter in (("A01", m.BLACK_WATER), ("A02", m.HEATING), ("A03", m.COAL)):
        rows.append(
            row_of(matter, code, "problem", "goal", "steps", "words", "responsible", "supporting", "done", "是")
        )
    book, sheet = sheet_of(rows)
    sheet.merge_cells("A1:I1")
    book.save(path)


def of_libreoffice(path: Path) -> None:
    rows: list[list[Value]] = [
        ["整改任务清单"],
        [None],
        ["项号", "名称", "存在问题", "验收标准", "主要措施", "完成时间", "落实单位", "核查单位"],
    ]
    dates: tuple[Value, ...] = (date(2023, 12, 31), date(2025, 12, 31), "立行立改")
    for number, (matter, due) in enumerate(zip((m.ROADS, m.OLD_MINES, m.DUST), dates, strict=True), 1):
        rows.append(row_of(matter, number, "name", "problem", "goal", "steps", due, "responsible", "acceptance"))
    book, sheet = sheet_of(rows)
    sheet.merge_cells("A1:H1")
    book.save(path)


def with_the_table_set_in(path: Path) -> None:
    """The table begins at C4; required heads bear a star, notes stand below it."""
    heads = ("*序号", "*问题来源", "*反馈问题（原文）", "整改目标", "*整改措施（逐条填写）", "*整改完成时限（年月日）")
    rows: list[list[Value]] = [
        [],
        [None, None, "附件1"],
        [],
        [None, None, *heads, "*责任单位", "包保领导", "整改进展（500字内）"],
    ]
    columns = ("problem", "goal", "steps", "words", "responsible")
    for number, matter in enumerate((m.MINES, m.COAST, m.BLACK_WATER), 1):
        rows.append([None, None, *row_of(matter, number, "中央督察", *columns, PERSON, "done")])
    rows += [[], [None, None, "注：1.带*的为必填项。"], [None, None, "2.整改时限填写到日。"]]
    book, _ = sheet_of(rows)
    book.save(path)


def over_two_sheets(path: Path) -> None:
    """A sheet a round of inspection, with other columns each."""
    first: list[list[Value]] = [
        ["第一轮督察整改台账"],
        ["序号", "编号", "整改任务", "责任单位", "完成时限", "整改进展"],
    ]
    second: list[list[Value]] = [
        ["第二轮督察整改台账"],
        ["编号", "反馈问题", "整改措施", "整改时限", "牵头单位", "责任单位"],
    ]
    for number, matter in enumerate((m.SOURCES, m.DUCKWEED), 1):
        first.append(row_of(matter, number, f"D1-{number}", "problem", "responsible", "words", "done"))
    for number, matter in enumerate((m.RESERVE, m.COAL), 1):
        second.append(row_of(matter, f"D2-{number}", "problem", "steps", "words", "lead", "responsible", PHONE))
    book, _ = sheet_of(first, title="第一轮")
    other = book.create_sheet("第二轮")
    for row in second:
        other.append(row)
    book.create_sheet("Sheet3")
    book.save(path)


def as_tabs(path: Path) -> None:
    """Cells copied out of a workbook into a text file."""
    rows: list[list[Value]] = [["序号", "反馈问题", "整改目标", "整改时限", "牵头单位", "责任单位", "整改进展"]]
    for number, matter in enumerate((m.HEATING, m.RIVER, m.MANURE), 1):
        rows.append(row_of(matter, number, "problem", "goal", "words", "lead", "responsible", "done"))
    path.write_text(_csv_of(rows, "\t"), encoding="utf-8", newline="")


def as_a_form_each(path: Path) -> None:
    """A sheet a task: labels in the first column, what they tell in the second."""
    book, _ = sheet_of([])
    book.remove(book.worksheets[0])
    for number, matter in enumerate((m.WASTE, m.SLUDGE), 1):
        sheet = book.create_sheet(f"任务{number}")
        sheet.append(["整改任务登记表"])
        sheet.append(["任务编号", f"R-{number:02}"])
        for label, column in (
            ("反馈问题", "problem"),
            ("整改目标", "goal"),
            ("整改时限", "words"),
            ("牵头单位", "lead"),
            ("责任单位", "responsible"),
            ("督导单位", "supervising"),
            ("整改措施", "steps"),
            ("进展情况", "done"),
        ):
            sheet.append(row_of(matter, label, column))
        sheet.merge_cells("A1:B1")
    book.save(path)


def with_groups_merged_down(path: Path) -> None:
    """The kind of problem and the unit that leads are merged down over several tasks; deadlines in every manner."""
    rows: list[list[Value]] = [["类别", "序号", "问题清单", "整改目标", "完成时限", "牵头单位", "责任单位", "配合单位"]]
    due: tuple[Value, ...] = ("2024年6月30日前完成", "2023.12", 2025, "2024-08-31 00:00:00")
    tasks = (m.MINES, m.OLD_MINES, m.COAL, m.DUST)
    for number, (matter, words) in enumerate(zip(tasks, due, strict=True), 1):
        group = "自然资源类" if number == 1 else "大气类" if number == 3 else None
        lead = "市自然资源和规划局" if number == 1 else "市住房和城乡建设局" if number == 3 else None
        rows.append(row_of(matter, group, number, "problem", "goal", words, lead, "responsible", "supporting"))
    book, sheet = sheet_of(rows)
    for span in ("A2:A3", "A4:A5", "F2:F3", "F4:F5"):
        sheet.merge_cells(span)
    book.save(path)


def with_roles_inside_cells(path: Path) -> None:
    """Units say in their cell who leads and who supports; deadlines say that they were kept; the header comes twice."""
    heads: list[Value] = ["序号", "问题", "整改目标", "整改时限", "责任单位", "进展情况"]
    rows: list[list[Value]] = [["整改台账（第1页）"], heads]
    for number, matter in enumerate((m.MANURE, m.WASTE, m.RESERVE, m.HEATING), 1):
        if number == 3:
            rows += [["整改台账（第2页）"], heads]
        units = f"牵头：{joined(matter.lead)}；配合：{joined(matter.supporting)}"
        words = "2023年12月底前（已完成）" if number == 2 else matter.words
        rows.append(row_of(matter, number, "problem", "goal", words, units, "done"))
    book, sheet = sheet_of(rows)
    for span in ("A1:F1", "A5:F5"):
        sheet.merge_cells(span)
    book.save(path)
