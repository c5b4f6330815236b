"""main.py as a process: consoles, pipes, limits, odd names, and mistakes of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from models import own_notes
from tests.builders import rows_digest
from tests.cli.running import ROOT, Run, stored


def program(*words: object, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "main.py"), *map(str, words)]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def test_the_program_prints_utf_8_whatever_the_console_speaks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "gbk")
    done = program("--workspace", folder, "search", "管网")
    assert (done.returncode, done.stderr) == (0, "")
    assert "河东污水处理厂" in done.stdout


def test_the_program_exits_with_the_codes_scripts_count_on(folder: Path, tmp_path: Path) -> None:
    assert program("--workspace", folder, "check", "--task", "1", folder=tmp_path).returncode == 0
    assert program("--workspace", folder, "check").returncode == 1
    assert program("nothing").returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_an_answer_that_cannot_be_written_is_told(folder: Path) -> None:
    command = [sys.executable, str(ROOT / "main.py"), "--workspace", str(folder), "search", "管网"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (1, "标准输出：结果没有写完整（磁盘满了）。请换一个地方存放输出\n")
    assert stored_errors() == []


@pytest.mark.parametrize("words", [["search", "管网"], ["search", "管网", "--json"], ["--help"], ["export", "--list"]])
def test_a_reader_that_has_gone_is_no_error_of_the_work(folder: Path, words: list[str]) -> None:
    command = [sys.executable, str(ROOT / "main.py"), "--workspace", str(folder), *words]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1 if "--help" in words else 0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix closes a stream")
def test_without_stdout_or_stderr_a_verb_still_gives_its_code(folder: Path) -> None:
    command = f'"{sys.executable}" "{ROOT / "main.py"}" --workspace "{folder}"'
    for closed, code in (("verify >&-", 0), ("verify >&- 2>&-", 0), ("check --json 2>&-", 1), ("nothing 2>&-", 2)):
        done = subprocess.run(["sh", "-c", f"{command} {closed}"], capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == code
        assert done.stderr == "" and (not done.stdout or done.stdout.startswith("{"))


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is one of Unix")
@pytest.mark.parametrize("verb", ["attach {big}", "backup {out}", "demo {out}"])
def test_a_file_size_that_is_not_allowed_leaves_nothing(folder: Path, tmp_path: Path, verb: str) -> None:
    (tmp_path / "big.bin").write_bytes(os.urandom(2_000_000))
    before, files = rows_digest(folder / "store.db"), stored(folder)
    verb = verb.format(big=tmp_path / "big.bin", out=tmp_path / "out")
    line = f'ulimit -f 200; "{sys.executable}" "{ROOT / "main.py"}" --workspace "{folder}" {verb}'
    done = subprocess.run(["sh", "-c", line], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert not (tmp_path / "out").exists()
    assert (rows_digest(folder / "store.db"), stored(folder)) == (before, files)
    assert stored_errors() == []


NAMES = ["长" * 85, " 空 格 ", "a'b\"c", "换\n行", "-dash", "𬭊😀"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such names")
def test_odd_file_names_go_in_and_come_out(here: Run, run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for place, name in enumerate(NAMES):
        (tmp_path / "in" / name).write_text(str(place), encoding="utf-8")
    said = here("attach", tmp_path / "in", "--task", "18", "--measure", "3", "--json")
    assert len(said.json["evidence"]) == len(NAMES)
    for place, name in enumerate(NAMES):
        assert here("export", "signature_table", "--task", "1", "--out", tmp_path / name, "--json").json["files"] == [
            str(tmp_path / name)]
        assert here("backup", tmp_path / f"{place}.zip").code == 0
    assert run("restore", tmp_path / "0.zip", tmp_path / "back" / NAMES[3]).code == 0
    assert here("verify").code == 0


def test_the_console_may_speak_anything(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("LC_ALL", "C"), ("PYTHONUTF8", "0"), ("PYTHONCOERCECLOCALE", "0")):
        monkeypatch.setenv(name, value)
    done = program("--workspace", folder, "check", "--task", "1")
    assert (done.returncode, done.stdout) == (0, "没有发现问题。\n")


def test_without_a_home_the_work_is_done_all_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(folder / "store.db" / "nowhere"))
    done = program("--workspace", folder, "check", "--task", "1")
    assert (done.returncode, done.stdout) == (0, "没有发现问题。\n")
    assert "没有记下最近用的工作区" in done.stderr and done.stderr.count("\n") == 1


def stored_errors() -> list[str]:
    """Return the mistakes of the program that were noted in the home of this test."""
    log = own_notes.error_log()
    return log.read_text(encoding="utf-8").splitlines() if log.exists() else []


CRASH = """
import runpy, sys
import models.reference
models.reference.Reference.holidays = property(lambda self: 1 // 0)
sys.argv = ["main.py", "workdays", "count", "2025-10-09", "2025-10-10"]
runpy.run_path("main.py", run_name="__main__")
"""


def test_a_mistake_of_the_program_is_one_line_and_a_log_of_places(home: Path) -> None:
    done = subprocess.run([sys.executable, "-c", CRASH], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert (done.stdout, done.stderr.count("\n")) == ("", 1)
    assert "程序内部出错" in done.stderr
    log = Path(done.stderr.strip().rpartition("：")[2])
    assert log.is_relative_to(home)
    text = log.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in text
    assert "main.py:" in text


def test_the_isolated_reader_is_reached_before_click(tmp_path: Path) -> None:
    script = (
        "import sys, runpy; sys.argv = ['main.py', '--isolated-reader', 'x', 'y', 'z']\n"
        "try: runpy.run_path('main.py', run_name='__main__')\n"
        "except ValueError as error: print(error)\n"
        "print([name for name in ('click', 'PySide6', 'sqlite3', 'models.workspace') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout.splitlines() == ["x is not a reader of this program", "[]"]
