"""Wrong usage, help and the workspace that is meant: one Chinese line each."""

from __future__ import annotations

import re
import shutil
import unicodedata
from pathlib import Path

import pytest

from models.actions.tasks import TaskInput, add_task
from tests.builders import open_workspace
from tests.cli.running import Run, refused


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["nothing"], "没有“nothing”这个命令"),
        (["check", "--nothing"], "不认识的选项 --nothing"),
        (["check", "--task"], "选项 --task"),
        (["demo"], "缺少 文件夹"),
        (["attach"], "缺少 文件"),
        (["search", "a", "b", "c"], "多出了“b c”"),
        (["search", " "], "词 是空的"),
        (["check", "--json=1"], "选项 --json"),
        (["export"], "export --list"),
        (["templates"], "inspect"),
        (["search", "\udcff"], "UTF-8"),
        (["workdays"], "命令"),
        (["workdays", "end", "2025-10-09", "x"], "天数 的值不对"),
        (["workdays", "count", "2025-13-01", "2025-10-09"], "没有 13 月"),
        (["workdays", "count", "2025-10", "2025-10-09"], "不是完整的日期"),
        (["workdays", "count", "昨日之日", "2025-10-09"], "不成日期"),
    ],
)
def test_wrong_usage_is_one_chinese_line(run: Run, words: list[str], part: str) -> None:
    said = run(*words)
    assert (said.code, said.out) == (2, "")
    assert part in said.err
    assert said.err.endswith("用法见 --help。\n")


VERBS = ("demo", "attach", "check", "verify", "export", "backup", "restore", "search")


@pytest.mark.parametrize("verb", ["", *VERBS, "workdays", "workdays count", "workdays end"])
def test_help_is_chinese(run: Run, verb: str) -> None:
    said = run(*verb.split(), "--help")
    assert said.code == 0
    assert said.out.startswith("用法：")
    assert not any(word in said.out for word in ("Usage", "Options", "Commands", "Show this", "required", "OPTIONS"))


def test_help_stands_in_columns_as_wide_as_the_characters(run: Run) -> None:
    lines = run("export", "--help").out.splitlines()
    rows = [line for line in lines[lines.index("选项：") + 1 :] if line]
    begins = [line.index(re.split(r"  +", line.strip())[1]) for line in rows]
    columns = {
        sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line[:at])
        for line, at in zip(rows, begins, strict=True)
    }
    assert len(columns) == 1


@pytest.mark.parametrize("verb", [*VERBS, "workdays count", "workdays end"])
def test_every_verb_takes_json(run: Run, verb: str) -> None:
    assert "--json" in run(*verb.split(), "--help").out


def test_without_a_workspace_a_verb_says_how_to_name_one(run: Run) -> None:
    refused(run("check"), "--workspace", "demo")


def test_the_last_workspace_is_taken_again(run: Run, folder: Path, tmp_path: Path) -> None:
    run("--workspace", folder, "verify")
    assert run("check", "--task", "1").code == 0
    run("demo", tmp_path / "second")
    assert run("--workspace", folder, "search", "管网").code == 0
    shutil.rmtree(folder)
    refused(run("check"), "没有工作区", str(folder))


def test_a_folder_without_a_workspace_is_not_filled(run: Run, tmp_path: Path) -> None:
    refused(run("--workspace", tmp_path / "typo", "verify"), "没有工作区", "typo")
    refused(run("--workspace", tmp_path, "verify"), "没有工作区")
    assert not (tmp_path / "typo").exists()


def test_the_same_number_in_two_plans_is_told(run: Run, here: Run, folder: Path) -> None:
    workspace = open_workspace(folder)
    add_task(workspace, plan_id=None, plan_title="示例市另一方案", task=TaskInput(number="1", problem="另一个问题"))
    workspace.close()
    refused(here("check", "--task", "1"), "《示例市另一方案》", "《示例市中央生态环境保护督察整改方案》")
