"""Papers whose heads stand in no list but are joined from known words, and whose numbers and days stand alone."""

from __future__ import annotations

from pathlib import Path

from tests.intake.corpus import matters_elsewhere as e
from tests.intake.corpus import words as w
from tests.intake.corpus.cells import row_of, sheet_of
from tests.intake.corpus.matters import PHONE

_FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")


def with_numbers_and_days_alone(path: Path) -> None:
    """第一项 stands alone above its problem, and each text on the line below its head, a bare day among them."""
    paper = w.new_paper("示例省贯彻落实生态环境保护督察报告整改方案（公开稿）")
    w.lines(paper, "共梳理整改任务3项，具体安排如下。", "共性任务由各县（市、区）参照执行。")
    days = ("2024年12月31日", "2025年6月30日", "2024年10月31日")
    for number, (matter, day) in enumerate(zip((e.QUARRY, e.SEWAGE, e.LANDFILL), days, strict=True), 1):
        paper.add_heading(f"第{w.han(number)}项", 1)
        w.lines(paper, matter.problem, "【牵头责任部门】", w.joined(matter.lead))
        w.lines(paper, "【参与部门】", w.joined(matter.supporting))
        w.lines(paper, "【完成目标】", matter.goal, "【销号时限】", day, "【针对性措施】")
        w.lines(paper, *w.numbered(matter.steps, "{han}要{text}"))
    w.lines(paper, "第四部分　组织保障", "（一）强化组织领导。成立工作专班。", "示例省人民政府", "2024年1月5日")
    w.save(paper, path)


def with_all_roles_on_a_line(path: Path) -> None:
    """The heads of a task one behind the other on a line, its figures in full width."""
    paper = w.new_paper("示例市突出生态环境问题整改方案")
    for number, matter in enumerate((e.BOILERS, e.WETLAND, e.FARMS), 1):
        w.lines(paper, f"{number}．{matter.problem}".translate(_FULL_WIDTH))
        w.lines(
            paper,
            f"第一责任单位：{w.joined(matter.lead)}；县级责任部门：{w.joined(matter.responsible)}；"
            f"联动单位：{w.joined(matter.supporting)}。盯办单位：{w.joined(matter.supervising)}；"
            f"验收组织单位：{w.joined(matter.acceptance)}",
            f"本项整改时限　{matter.words}".translate(_FULL_WIDTH),
            f"年度整改目标　{matter.goal}".translate(_FULL_WIDTH),
            "主要治理举措：",
        )
        w.lines(paper, *(line.translate(_FULL_WIDTH) for line in w.numbered(matter.steps)))
    w.save(paper, path)


def with_none_and_telephones(path: Path) -> None:
    """Columns joined from known words, 无 and / where nobody has a role, and telephones under a head of their own."""
    heads = ("事项序号", "问题概要", "问题详情", "达到目标", "拟完成时限", "针对性举措", "牵头负责单位", "落实责任主体",
             "协作部门", "督导牵头部门", "验收主体", "整改落实进展", "手机号")
    columns = ("name", "problem", "goal", "words", "steps", "lead", "responsible")
    rows: list[list[object]] = [["示例县整改销号台账"], list(heads)]
    rows.append(row_of(e.FARMS, "甲-1", *columns, "无", "supervising", "acceptance", "done", PHONE))
    rows.append(row_of(e.YARDS, "甲-2", *columns, "/", "——", "acceptance", "done", PHONE))
    rows.append(row_of(e.LANDFILL, "甲-3", *columns, "supporting", "无", "/", "done", PHONE))
    book, sheet = sheet_of(rows)
    sheet.merge_cells("A1:M1")
    book.save(path)
