"""`export ledger` and `export progress_table`: lists of tasks, their layouts as forms, and the ledger coming back."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl

from tests.cli.running import Run, refused


def test_lists_are_listed_with_their_layouts_and_need_no_workspace(run: Run) -> None:
    kinds = {item["key"]: item for item in run("export", "--list", "--json").json["kinds"]}
    assert kinds["ledger"]["forms"][0] == {"key": "ledger-full", "label": "整改总台账（A3横向）"}
    assert [form["key"] for form in kinds["progress_table"]["forms"]] == ["progress-table-a4", "progress-table-a3"]


def test_a_ledger_holds_all_tasks_in_order_or_the_one_that_is_named(here: Run, tmp_path: Path) -> None:
    for task, numbers in (([], ["1", "12-02", "18"]), (["--task", "12-02"], ["12-02"])):
        said = here("export", "ledger", *task, "--out", tmp_path / "台账.xlsx", "--json")
        assert (said.code, said.json) == (0, {"files": [str(tmp_path / "台账.xlsx")], "findings": []})
        sheet = openpyxl.load_workbook(tmp_path / "台账.xlsx").worksheets[0]
        assert [row[1] for row in sheet.iter_rows(min_row=3, values_only=True)] == numbers
    said = here("export", "progress_table", "--out", tmp_path / "进展.docx", "--json")
    assert (said.code, len(docx.Document(str(tmp_path / "进展.docx")).tables[0].rows)) == (0, 4)


def test_what_does_not_fit_a_list_is_refused_in_words(here: Run, tmp_path: Path) -> None:
    out = tmp_path / "台账.xlsx"
    refused(here("export", "ledger", "--task", "99", "--out", out), "没有这个任务")
    refused(here("export", "ledger", "--form", "无", "--out", out), "ledger-full（整改总台账（A3横向））")
    assert here("export", "ledger", "--template", tmp_path / "x.docx", "--out", out).code == 2
    assert not out.exists()


def test_a_ledger_comes_back_by_the_verb_as_the_same_and_a_changed_cell_as_an_update(here: Run, tmp_path: Path) -> None:
    out = tmp_path / "台账.xlsx"
    here("export", "ledger", "--out", out)
    rows = here("import", out, "--dry-run", "--json").json["tasks"]
    assert [(row["number"], row["row"]) for row in rows] == [("1", "same"), ("12-02", "same"), ("18", "same")]
    book = openpyxl.load_workbook(out)
    book.worksheets[0]["D4"] = "2028年底前建成。"
    book.save(out)
    rows = here("import", out, "--dry-run", "--json").json["tasks"]
    assert [row["row"] for row in rows] == ["same", "update", "same"]
    assert here("import", out, "--json").code == 0
    rows = here("import", out, "--dry-run", "--json").json["tasks"]
    assert [row["row"] for row in rows] == ["same", "same", "same"]
