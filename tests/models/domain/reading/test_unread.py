"""What of a paper ends in no task is told: chapters counted once, lines between tasks one by one."""

from __future__ import annotations

from models.domain.drafts.draft import Draft, DraftTask, SourceKind
from models.domain.reading.headed import line_of, lines_of
from models.domain.reading.plans import read_paper
from models.domain.reading.unread import findings_of
from models.intake.words.plain_text import blocks_of

_TASK = "一、污水直排。\n责任单位：县水利局\n整改目标：达标排放。\n整改措施：\n1.清淤。\n"


def _told(text: str, code: str) -> list[tuple[str, str]]:
    draft: Draft = read_paper(blocks_of(text), "方案.txt", SourceKind.PLAN)
    return [(finding.where, finding.text) for finding in draft.findings if finding.code == code]


def test_what_stands_before_and_behind_the_tasks_is_counted_once() -> None:
    text = f"示例县整改方案\n为抓好整改，制定本方案。\n{_TASK}三、保障措施\n（一）加强领导。成立领导小组。"
    ((where, told),) = _told(text, "not_of_a_task")
    assert where == "第1段"
    assert "4 行不是任务" in told


def test_a_paper_of_which_all_is_read_tells_of_no_loss() -> None:
    assert _told(_TASK, "not_of_a_task") == _told(_TASK, "words_left_out") == []


def _lost(lost: str) -> list[tuple[str, str]]:
    """Return what is told of lines that stand between two tasks and that no task took."""
    tasks = (DraftTask(problem="污水直排。", place="第1段"), DraftTask(problem="废气直排。", place="第99段"))
    lines = [line_of("污水直排。", "第1段"), *lines_of(blocks_of(lost)), line_of("废气直排。", "第99段")]
    found = findings_of(lines, Draft(kind=SourceKind.PLAN, source="方案.txt", tasks=tasks))
    return [(finding.code, finding.text) for finding in found]


def test_words_between_the_lines_of_tasks_are_told_one_by_one() -> None:
    assert _lost("甲厂另有一处暗管，应当封堵。") == [
        ("words_left_out", "“甲厂另有一处暗管，应当封堵。”没有读进任务")
    ]


def test_more_of_them_than_anybody_reads_are_told_together() -> None:
    told = _lost("\n".join(f"甲厂另有暗管编为{number}号，应当封堵。" for number in range(30)))
    assert (len(told), told[-1]) == (21, ("words_left_out", "另有 10 行没有读进任务"))


def test_heads_of_groups_and_what_to_do_with_objections_are_no_loss() -> None:
    assert [code for code, _ in _lost("二、大气污染防治方面")] == ["not_of_a_task"]
    assert [code for code, _ in _lost("公示时间：2024年6月3日\n如有异议，请书面反映。")] == ["not_of_a_task"]
