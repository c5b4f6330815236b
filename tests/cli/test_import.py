"""The verb `import`: what it reads, what it takes over, and that a refused file leaves no trace."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from models.actions import mapping_profiles, tasks
from models.domain.drafts.mapping_profile import MappingProfile, MappingProfileId
from models.domain.plan import Plan, Task
from models.workspace import Workspace
from tests.builders import open_workspace
from tests.cli.running import Run, refused

HEADS = ("编号", "反馈问题", "整改目标", "整改时限", "责任单位", "整改措施")
ROWS = (
    ("1", "河东污水处理厂配套管网建设滞后。", "建成配套管网。", "2025年底前", "示例县住建局",
     "1.成立专班。\n2.每季度调度1次。"),
    ("2", "西山采石场未按方案开展生态修复。", "完成修复。", "2024年6月底前，长期坚持", "示例县自然资源局、示例乡政府",
     "1.编制方案。"),
)


def book(path: Path, rows: Sequence[Sequence[str]] = ROWS, heads: Sequence[str] = HEADS, title: str = "") -> Path:
    workbook = Workbook()
    sheet = workbook.active
    for row in ([title or "示例县整改台账"], heads, *rows):
        sheet.append(list(row))
    workbook.save(path)
    return path


def fingerprint(folder: Path) -> dict[str, str]:
    """Return every file of a folder with the digest of its bytes."""
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A workspace without a task."""
    open_workspace(tmp_path / "ws").close()
    return tmp_path / "ws"


def opened(folder: Path) -> Workspace:
    return open_workspace(folder)


def test_a_dry_run_needs_no_workspace_and_calls_every_row_new(run: Run, tmp_path: Path) -> None:
    said = run("import", book(tmp_path / "台账.xlsx"), "--dry-run", "--json")
    assert (said.code, said.json["kind"]) == (0, "ledger")
    first, second = said.json["tasks"]
    assert first == {
        "number": "1", "title": None, "problem": "河东污水处理厂配套管网建设滞后。", "goal": "建成配套管网。",
        "deadline": "2025-12-31", "deadline_text": "2025年底前", "immediate": False, "ongoing": False,
        "lead_units": [], "responsible_units": ["示例县住建局"], "supporting_units": [], "supervising_units": [],
        "acceptance_units": [], "implementation": None, "row": "new",
        "measures": [
            {"number": "1", "text": "成立专班。", "deadline": None, "units": [], "duty": None},
            {"number": "2", "text": "每季度调度1次。", "deadline": None, "units": [],
             "duty": {"times": 1, "per": "quarter"}},
        ],
    }
    assert (second["deadline"], second["ongoing"], second["responsible_units"]) == (
        "2024-06-30", True, ["示例县自然资源局", "示例乡政府"]
    )
    assert [path.name for path in tmp_path.iterdir()] == ["台账.xlsx"]


def test_people_are_told_kind_header_row_counts_and_findings(run: Run, tmp_path: Path) -> None:
    said = run("import", book(tmp_path / "台账.xlsx", [*ROWS, ROWS[0]]), "--dry-run")
    lines = said.out.splitlines()
    assert lines[0] == "台账：台账.xlsx"
    assert "第2行" in lines[1] and lines[1].startswith("表头：")
    assert "会新建方案：" in lines[2] and lines[3] == "任务 3 项：新增 2 项，不能导入 1 项"
    assert any("重复" in line and "第5行" in line for line in lines)


def test_rows_are_taken_over_into_a_new_plan_and_the_second_time_are_the_same(
    run: Run, empty: Path, tmp_path: Path
) -> None:
    file = book(tmp_path / "台账.xlsx")
    said = run("--workspace", empty, "import", file, "--plan", "《示例县整改方案》")
    assert said.code == 0 and "已新建方案：" in said.out
    ws = opened(empty)
    assert [plan.title for plan in ws.find(Plan)] == ["示例县整改方案"]
    assert [task.number for task in ws.find(Task)] == ["1", "2"]
    last = ws.last_sequence
    ws.close()
    again = run("--workspace", empty, "import", file, "--plan", "示例县整改方案", "--json")
    assert [task["row"] for task in again.json["tasks"]] == ["same", "same"]
    ws = opened(empty)
    assert ws.last_sequence == last
    ws.close()


def test_without_a_plan_the_file_gives_its_name_and_comes_back_to_it(run: Run, empty: Path, tmp_path: Path) -> None:
    file = book(tmp_path / "市级台账.xlsx")
    run("--workspace", empty, "import", file)
    again = run("--workspace", empty, "import", file, "--dry-run", "--json")
    assert [task["row"] for task in again.json["tasks"]] == ["same", "same"]
    ws = opened(empty)
    assert [plan.title for plan in ws.find(Plan)] == ["市级台账"]
    ws.close()


def test_a_changed_cell_is_taken_over_and_a_conflict_is_left_and_named(run: Run, empty: Path, tmp_path: Path) -> None:
    run("--workspace", empty, "import", book(tmp_path / "台账.xlsx"))
    ws = opened(empty)
    second = ws.find(Task, number="2")[0]
    tasks.set_deadline(ws, task_id=second.id, text="2027年底前")
    ws.close()
    changed = [[*ROWS[0]], [*ROWS[1]]]
    changed[0][2], changed[1][3] = "提前建成配套管网。", "2026年底前"
    said = run("--workspace", empty, "import", book(tmp_path / "台账.xlsx", changed), "--json")
    assert [task["row"] for task in said.json["tasks"]] == ["update", "conflict"]
    conflicts = [finding for finding in said.json["findings"] if finding["code"] == "conflict"]
    assert said.code == 0 and len(conflicts) == 1 and "第4行" in conflicts[0]["where"]
    ws = opened(empty)
    assert ws.find(Task, number="1")[0].goal == "提前建成配套管网。"
    assert ws.find(Task, number="2")[0].deadline_text == "2027年底前"
    ws.close()


def test_a_kept_mapping_says_what_the_columns_mean(run: Run, empty: Path, tmp_path: Path) -> None:
    ws = opened(empty)
    mapping_profiles.save_mapping_profile(ws, profile=MappingProfile(
        id=MappingProfileId("p"), name="市级台账", columns='[["编号","number"],["处理意见","goal"]]'
    ))
    ws.close()
    file = book(tmp_path / "台账.xlsx", heads=("编号", "反馈问题", "处理意见", *HEADS[3:]))
    said = run("--workspace", empty, "import", file, "--mapping", "市级台账", "--dry-run", "--json")
    assert said.json["tasks"][0]["goal"] == "建成配套管网。"
    refused(run("--workspace", empty, "import", file, "--mapping", "没有的"), "没有这个名称的对应方案", "市级台账")


@pytest.mark.parametrize(("name", "content", "word"), [
    ("空.xlsx", b"", "空"), ("坏.xlsx", b"PK\x03\x04 broken", "损坏"), ("假.xlsx", "编号,问题\n1,甲".encode(), "格式"),
    ("没有任务.csv", "甲,乙\n丙,丁\n".encode(), "没有"),
])
def test_a_refused_file_leaves_the_workspace_byte_for_byte(
    name: str, content: bytes, word: str, here: Run, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    before = fingerprint(folder)
    refused(here("import", tmp_path / name), word, name)
    assert fingerprint(folder) == before


def test_a_dry_run_on_a_workspace_changes_no_record(here: Run, folder: Path, tmp_path: Path) -> None:
    before = fingerprint(folder)
    assert here("import", book(tmp_path / "台账.xlsx"), "--dry-run").code == 0
    assert fingerprint(folder) == before


def test_wrong_usage_is_told(here: Run, run: Run, tmp_path: Path) -> None:
    assert here("import").code == 2
    assert here("import", tmp_path / "台账.xlsx", "--as", "别的").code == 2
    assert run("--workspace", tmp_path / "没有", "import", book(tmp_path / "台账.xlsx")).code == 1
