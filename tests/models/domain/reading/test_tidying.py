"""A draft is checked before it is shown: numbers twice, impossible dates, rows without words, what is missing."""

from __future__ import annotations

from typing import Any

from models.domain.drafts.draft import Draft, DraftMeasure, DraftTask, SourceKind
from models.domain.finding import Finding, Level
from models.domain.plan import UnitRole
from models.domain.reading.tidying import tidied


def task(number: str, place: str, **values: Any) -> DraftTask:
    whole = {
        "problem": f"问题{place}", "goal": "完成整治。", "deadline_text": "长期坚持", "is_ongoing": True,
        "units": {UnitRole.RESPONSIBLE: ("示例县水利局",)}, "measures": (DraftMeasure(text="建成收集池。"),),
    }
    return DraftTask(number=number, place=place, **whole | values)


def checked(*tasks: DraftTask) -> tuple[list[str], tuple[Finding, ...]]:
    draft = tidied(Draft(kind=SourceKind.LEDGER, source="台账.xlsx", tasks=tasks))
    return [item.place for item in draft.tasks], draft.findings


def test_of_tasks_with_one_number_the_first_is_kept_and_the_others_are_listed() -> None:
    kept, (finding,) = checked(task("1", "第2行"), task("１", "第3行"), task(" 01 ", "第4行"), task("2", "第5行"))
    assert kept == ["第2行", "第5行"]
    assert (finding.level, finding.code, finding.where) == (Level.WARN, "duplicate_number", "第3行")
    assert "重复" in finding.text
    assert all(place in finding.text for place in ("第2行", "第3行", "第4行"))


def test_what_is_left_out_stays_with_the_draft_with_its_reason() -> None:
    draft = tidied(Draft(kind=SourceKind.LEDGER, source="台账.xlsx", tasks=(
        task("1", "第2行"), task("１", "第3行"), DraftTask(place="第4行", note="略"),
    )))
    assert [(row.task.place, row.reason) for row in draft.left_out] == [
        ("第4行", "既没有编号，也没有问题、目标、措施等文字"), ("第3行", "编号“１”与第2行重复，只导入前面的"),
    ]


def test_measures_that_belong_to_no_task_are_left_out_by_name() -> None:
    alone = DraftTask(place="第3行", measures=(DraftMeasure(text="建成收集池。"),), units=task("", "").units)
    draft = tidied(Draft(kind=SourceKind.LEDGER, source="台账.xlsx", tasks=(task("1", "第2行"), alone)))
    assert [item.place for item in draft.tasks] == ["第2行"]
    assert [row.task for row in draft.left_out] == [alone]
    assert [(item.code, item.where) for item in draft.findings] == [("measures_without_task", "第3行")]


def test_a_sheet_that_counts_from_one_again_is_told_once_with_what_to_do() -> None:
    kept, (finding,) = checked(
        task("1", "中央 第2行"), task("2", "中央 第3行"), task("1", "省 第2行"),
        task("2", "省 第3行", problem="问题中央 第3行"),
    )
    assert kept == ["中央 第2行", "中央 第3行"]
    assert (finding.code, finding.where) == ("duplicate_number", "省")
    assert finding.text == "“省”有 2 个编号与“中央”重复（其中 1 个写的是不同的问题），没有收入 省 第2行“1”、省 第3行“2”"
    assert "另存为单独的文件" in finding.remedy and "选定那个方案" in finding.remedy


def test_tasks_without_a_number_are_no_duplicates_of_each_other() -> None:
    kept, _ = checked(task("", "第2行"), task("", "第3行"))
    assert kept == ["第2行", "第3行"]


def test_an_impossible_date_is_named_and_its_wording_stays() -> None:
    measure = DraftMeasure(text="清淤。", deadline_text="2024年13月底前", place="第2行 F列")
    kept, found = checked(task(
        "1", "第2行", deadline_text="2023年2月30日前", is_ongoing=False, measures=(measure,),
        places={"deadline": "第2行 E列"},
    ))
    assert kept == ["第2行"]
    assert [(item.code, item.where) for item in found] == [
        ("impossible_date", "第2行 E列"), ("impossible_date", "第2行 F列"),
    ]
    assert all("日期" in item.text for item in found)


def test_a_wording_without_a_date_is_not_an_impossible_one() -> None:
    _, (finding,) = checked(task("1", "第2行", deadline_text="汛期前完成", is_ongoing=False))
    assert finding.code == "deadline_without_day"


def test_a_row_without_number_and_words_is_left_out_by_name() -> None:
    kept, (finding,) = checked(task("1", "第2行"), DraftTask(place="第3行", note="略"))
    assert kept == ["第2行"]
    assert (finding.level, finding.where) == (Level.WARN, "第3行")


def test_what_no_task_has_is_told_once_and_what_one_lacks_with_its_place() -> None:
    _, found = checked(task("1", "第2行", goal=""), task("2", "第3行", goal="", measures=()))
    assert [(item.level, item.where) for item in found] == [(Level.NOTE, ""), (Level.NOTE, "第3行")]
    assert "整改目标" in found[0].text
    assert "整改措施" in found[1].text and "整改目标" not in found[1].text


def test_a_whole_draft_has_nothing_to_tell() -> None:
    assert checked(task("1", "第2行"), task("2", "第3行"))[1] == ()


def test_a_text_that_no_cell_holds_is_named_and_kept_whole() -> None:
    kept, (finding,) = checked(task("1", "第2段", implementation="长" * 32_768, places={"implementation": "第9段"}))
    assert kept == ["第2段"]
    assert (finding.code, finding.where) == ("over_long", "第9段")
    assert "过长" in finding.text


def test_a_deadline_that_names_no_day_is_told_once_for_each_wording() -> None:
    open_end = {"deadline_text": "2026年汛期前", "is_ongoing": False}
    _, (finding,) = checked(task("1", "第2行"), task("2", "第3行", **open_end), task("3", "第4行", **open_end))
    assert (finding.level, finding.code, finding.where) == (Level.NOTE, "deadline_without_day", "第3行")
    assert "“2026年汛期前”（共 2 项）读不出是哪一天" in finding.text
