"""What is said of a draft: the sign of a state, in few words what a row changes, in one sentence what all does."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from gui.pages.importing.deciding import REFUSED, Deciding, Kind
from gui.parts.signs import Shape, Sign
from models.domain.drafts.adoption import AdoptionReport
from models.domain.drafts.comparison import FieldChange, RowComparison, RowState
from models.domain.drafts.draft import DraftTask
from models.domain.finding import Finding, Level
from models.domain.plan import UnitRole

SIGNS: dict[Kind, Sign] = {
    RowState.NEW: Sign(Shape.PLUS, "新增", "accent"),
    RowState.UPDATE: Sign(Shape.PENCIL, "更新", "accent"),
    RowState.SAME: Sign(Shape.TICK, "相同", "meta"),
    RowState.CONFLICT: Sign(Shape.TRIANGLE, "冲突", "ink", True),
    REFUSED: Sign(Shape.RING, "不能导入", "ink"),
}
_LEVELS = {
    Level.STOP: Sign(Shape.TRIANGLE, "", "ink"), Level.WARN: Sign(Shape.RING, "", "ink"),
    Level.NOTE: Sign(Shape.RING, "", "meta"),
}
SHORT = 14
FEW = 3


def level_sign(finding: Finding) -> Sign:
    """Return the shape before a finding."""
    return _LEVELS[finding.level]


def said(finding: Finding) -> str:
    """Return a finding with its remedy as sentences."""
    return "".join(f"{part.rstrip('。')}。" for part in (finding.text, finding.remedy) if part)


def name_of(task: DraftTask) -> str:
    """Return what a task is known by: its short name, else its problem on one line."""
    return task.title or " ".join(task.problem.split())


def change_words(row: RowComparison) -> str:
    """Return in a few words what taking a row over would do."""
    if row.state is RowState.SAME:
        return "没有不同"
    if row.state is RowState.NEW:
        return " · ".join(new_words(row.task))
    if len(row.changes) == 1 and not row.changes[0].is_conflict and not row.changes[0].key.startswith("measures."):
        return only_change(row.changes[0])
    told = list(_told(sorted(row.changes, key=lambda change: not change.is_conflict)))
    more = f"等 {len(row.changes)} 处" if len(told) > FEW else ""
    return "；".join(told[:FEW]) + more


def _told(changes: Sequence[FieldChange]) -> Iterator[str]:
    """Yield what is told of changes: those of measures together, a measure that is new as such."""
    of_measures = [change for change in changes if change.key.startswith("measures.")]
    texts = [change for change in of_measures if change.key.endswith(".text") and not change.ours]
    new = {_measure_of(change) for change in texts}
    altered = list(dict.fromkeys(_measure_of(change) for change in of_measures if _measure_of(change) not in new))
    for change in changes:
        if change not in of_measures:
            yield one_change(change)
    if new:
        yield f"新增 {len(new)} 条措施"
    if altered:
        yield f"改措施 {'、'.join(altered[:FEW])}" + (f"等 {len(altered)} 条" if len(altered) > FEW else "")


def _measure_of(change: FieldChange) -> str:
    return change.key.removeprefix("measures.").rpartition(".")[0]


def one_change(change: FieldChange) -> str:
    """Return a change on one line: both values where they are short, else only what it is."""
    ours, theirs = change.ours.strip(), change.theirs.strip()
    if max(len(ours), len(theirs)) <= SHORT and "\n" not in ours + theirs:
        return f"{change.label} {ours or '（空）'} → {theirs or '（空）'}"
    return f"{change.label}{'两边不同' if change.is_conflict else '补上' if not ours else '有改动'}"


def only_change(change: FieldChange) -> str:
    """Return the one change of a row: with room for it, what a long text will be too."""
    short = one_change(change)
    if "→" in short:
        return short
    return f"{change.label}{'改为' if change.ours.strip() else '补上'}：{' '.join(change.theirs.split())}"


def new_words(task: DraftTask) -> list[str]:
    """Return what a new task brings: how many measures, who is responsible, when it is due."""
    lead = task.units.get(UnitRole.LEAD) or ()
    units = lead or task.units.get(UnitRole.RESPONSIBLE) or ()
    named = units[0] + (f"等 {len(units)} 个单位" if len(units) > 1 else "") + "牵头" * bool(lead) if units else ""
    due = task.deadline_text or (str(task.deadline) if task.deadline else "")
    parts = [f"{len(task.measures)} 条措施" if task.measures else "没有措施", named, due]
    return [part for part in parts if part]


def summary(deciding: Deciding) -> str:
    """Return in one sentence what the records will be after taking over, and what stays out."""
    taken = [deciding.rows[place] for place in deciding.taken()]
    new = [row for row in taken if row.state is RowState.NEW]
    measures = sum(len(row.task.measures) for row in new)
    changed = [place for place in deciding.taken() if deciding.rows[place].state is not RowState.NEW]
    fields = sum(deciding.takes(place, change) for place in changed for change in deciding.rows[place].changes)
    parts = [f"新增 {len(new)} 项任务" + (f"（{measures} 条措施）" if measures else "")] * bool(new)
    parts += [f"修改 {len(changed)} 项任务，共 {fields} 处"] * bool(changed)
    waiting = len(deciding.open_rows())
    out = len(deciding.left_out()) - waiting
    parts += [f"{waiting} 项冲突等您选择"] * bool(waiting)
    parts += [f"{out} 项不采用"] * bool(out)
    parts += [f"{len(deciding.reasons)} 项不能导入"] * bool(deciding.reasons)
    if not deciding.rows:
        return "还没有读到任务，请说明表头在第几行、各列是什么"
    return "；".join(parts) or "和记录完全相同，没有要采用的"


def adopt_words(deciding: Deciding) -> str:
    """Return what the main button says it will do."""
    count = len(deciding.taken())
    return f"采用 {count} 项" if count else "记下选择" if deciding.does_anything() else "采用"


def adopted_words(report: AdoptionReport) -> str:
    """Return in a sentence what was taken over."""
    parts = [f"新增 {report.new} 项任务"] * bool(report.new) + [f"更新 {report.updated} 项任务"] * bool(report.updated)
    return "已导入：" + "，".join(parts or ["记下了保留的选择"])


def done_words(choices: Collection[object], answers: Collection[object]) -> str:
    """Return what the clerk has done so far: 选过 3 项，看过 2 个单位名称; nothing where he has not begun."""
    parts = [f"选过 {len(choices)} 项"] * bool(choices) + [f"看过 {len(answers)} 个单位名称"] * bool(answers)
    return "，".join(parts)


def unchanged_words(report: AdoptionReport) -> str:
    """Return in a sentence what stayed as it was, nothing where nothing did."""
    return f"{report.same} 项和记录相同，没有动。" if report.same else ""


def left_out_words(deciding: Deciding) -> list[tuple[Kind, DraftTask, str]]:
    """Return the rows that were not taken over, each with what it would have done and the reason."""
    left = dict(deciding.reasons)
    for place in deciding.left_out():
        said = "冲突，没有选择保留还是采用" if deciding.is_open(place) else "没有勾选"
        warning = deciding.warning(place)
        left[place] = f"{said}：{warning}" if warning else said
    return [(deciding.kind(place), deciding.rows[place].task, left[place]) for place in sorted(left)]
