"""Drafts beside records, as a reader and the comparison would give them: a few rows of every state, or hundreds."""

from __future__ import annotations

from models.domain.drafts.comparison import FieldChange, RowComparison, RowState
from models.domain.drafts.draft import ColumnGuess, Draft, DraftMeasure, DraftTask, GridMapping, SourceKind
from models.domain.drafts.fields import SourceField
from models.domain.finding import Finding, Level
from models.domain.plan import TaskId, UnitRole

PROBLEMS = (
    "河东污水处理厂配套管网建设滞后，雨季污水溢流入河", "县域大气污染联防联控不到位，秸秆露天焚烧多发",
    "北山采石场生态修复进度缓慢，边坡裸露", "饮用水水源二级保护区内仍有排污口未清理", "建筑工地扬尘管控落实不到位",
)
GOAL = "2025年底前，新建配套管网18公里，河东污水处理厂负荷率提高到75%以上，城区雨污混接点全部改造。"
PROGRESS = "截至9月底完成新建管网12.3公里，老城区雨污分流完成六成。"
MEASURES = ("建立专班，每月至少调度1次。", "完成新建污水管网18公里。", "对沿河直排口逐一封堵并建档。")


def task(row: int, **given: object) -> DraftTask:
    """Return a task of a ledger's row."""
    place = f"Sheet1 第{row + 3}行"
    facts: dict[str, object] = {
        "number": str(row), "problem": PROBLEMS[row % len(PROBLEMS)], "goal": GOAL, "deadline_text": "2025年底前",
        "units": {UnitRole.RESPONSIBLE: ("县住建局", "县水利局"), UnitRole.SUPERVISING: ("县整改办",)},
        "measures": tuple(
            DraftMeasure(number=str(at), text=text, place=place) for at, text in enumerate(MEASURES, start=1)
        ),
        "place": place, "places": {"goal": f"{place} E列", "deadline": f"{place} F列", "measures": f"{place} G列"},
    }
    return DraftTask(**facts | given)  # type: ignore[arg-type]


def change(key: str, label: str, ours: str, theirs: str, *, row: int, is_conflict: bool = False) -> FieldChange:
    """Return a field the file has otherwise."""
    return FieldChange(key=key, label=label, ours=ours, theirs=theirs, place=f"Sheet1 第{row + 3}行 F列",
                       is_conflict=is_conflict)


def new(number: int, **given: object) -> RowComparison:
    """Return a row of a task the records do not hold."""
    return RowComparison(task=task(number, **given), state=RowState.NEW)


def same(number: int) -> RowComparison:
    """Return a row that changes nothing."""
    return RowComparison(task=task(number), state=RowState.SAME, task_id=TaskId(f"task-{number}"))


def update(number: int) -> RowComparison:
    """Return a row of which two fields are changed."""
    changes = (
        change("status", "完成进度", "达到时序进度", "已完成", row=number),
        change("progress", "整改进展", PROGRESS, PROGRESS.replace("9月底", "11月底").replace("12.3", "18"), row=number),
    )
    return RowComparison(task=task(number), state=RowState.UPDATE, task_id=TaskId(f"task-{number}"), changes=changes)


def conflict(number: int) -> RowComparison:
    """Return a row of which one field was changed on both sides, and one only in the file."""
    changes = (
        change("deadline", "整改时限", "2025年底前", "2026年6月底前", row=number, is_conflict=True),
        change("goal", "整改目标", "", GOAL, row=number),
    )
    return RowComparison(task=task(number), state=RowState.CONFLICT, task_id=TaskId(f"task-{number}"), changes=changes)


def finding(code: str, number: int, text: str, remedy: str, level: Level = Level.WARN) -> Finding:
    """Return a complaint about a row."""
    return Finding(level=level, code=code, where=f"Sheet1 第{number + 3}行 F列", text=text, remedy=remedy)


def few() -> list[RowComparison]:
    """Return three rows: one new, one changed, one in conflict."""
    return [new(1), update(2), conflict(3)]


def many(count: int = 300) -> list[RowComparison]:
    """Return hundreds of rows: most the same, some new, few changed, two in conflict."""
    return [conflict(n) if n in (41, 120) else update(n) if n % 23 == 0 else new(n) if n > count - 60 else same(n)
            for n in range(1, count + 1)]


def draft(rows: list[RowComparison], *, mapped: bool = True, unsure: bool = False) -> Draft:
    """Return the draft these rows are of."""
    findings = (
        finding("impossible_date", 2, "日期“2025年2月30日”不存在，时限没有读", "请在表里改成真的日期，或采用后再填"),
        finding("impossible_date", 3, "日期“2025-13-01”不存在，时限没有读", "请在表里改成真的日期，或采用后再填"),
        Finding(level=Level.NOTE, code="title_rows", where="Sheet1", text="有合并单元格和标题行，表头第3行",
                remedy="不用处理"),
    )
    return Draft(kind=SourceKind.LEDGER, source="示例县整改台账.xlsx", plan_title="示例市生态环境保护督察整改方案",
                 tasks=tuple(row.task for row in rows), findings=findings,
                 mappings=(mapping(unsure=unsure),) if mapped else ())


def mapping(*, unsure: bool = False) -> GridMapping:
    """Return how the columns of a ledger were understood."""
    columns = (
        ("序号", SourceField.NUMBER, ("1", "2", "3"), True),
        ("反馈问题", SourceField.PROBLEM, PROBLEMS[:3], True),
        ("整改目标", SourceField.GOAL, (GOAL,), True),
        ("完成时间", SourceField.DEADLINE, ("2025年底前", "长期坚持", "2026年6月底前"), True),
        ("具体做法", SourceField.NOTE, MEASURES, not unsure),
        ("责任单位", SourceField.RESPONSIBLE, ("县住建局、县水利局", "县农业农村局", "县自然资源局"), True),
        ("进展", SourceField.IMPLEMENTATION, (PROGRESS,), True),
        ("状态", SourceField.OTHER if unsure else SourceField.STATUS, ("已完成", "达到时序进度", "已完成"), not unsure),
    )
    guesses = tuple(ColumnGuess(column=place, head=head, field=field, samples=samples, is_sure=is_sure)
                    for place, (head, field, samples, is_sure) in enumerate(columns))
    return GridMapping(grid="Sheet1", header_rows=(2,), columns=guesses, header_place="第3行")
