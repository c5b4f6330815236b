"""A clean clone installs with everything it needs, and `dev` helps on machines that are not ready."""

from __future__ import annotations

import ast
import configparser
import os
import re
import shutil
import subprocess
import sys
import zipfile
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.metadata import packages_distributions
from importlib.util import module_from_spec
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("models", "exporters", "gui", "resources")
OWN = {*PACKAGES, "main"}


def setup_cfg() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


def canonical(requirement: str) -> str:
    return re.split(r"[<>=!~;\[ ]", requirement, maxsplit=1)[0].lower().replace("_", "-")


@pytest.fixture
def dev() -> ModuleType:
    """Load the command `dev`, which has no .py in its name, as a module."""
    loader = SourceFileLoader("dev", str(ROOT / "dev"))
    module = module_from_spec(ModuleSpec("dev", loader, origin=str(ROOT / "dev")))
    module.__file__ = str(ROOT / "dev")
    sys.dont_write_bytecode, before = True, sys.dont_write_bytecode
    loader.exec_module(module)
    sys.dont_write_bytecode = before
    return module


def run_dev(*words: str, before: str = "pass") -> subprocess.CompletedProcess[str]:
    script = f"import runpy, sys; {before}; sys.argv = {['dev', *words]!r}; runpy.run_path('dev', run_name='__main__')"
    return subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


def test_a_wheel_carries_every_module_and_every_resource(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for package in PACKAGES:
        shutil.copytree(ROOT / package, source / package, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("main.py", "setup.cfg", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    wanted = {path.relative_to(source).as_posix() for top in PACKAGES for path in (source / top).rglob("*.*")}
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(tmp_path),
        ".",
    ]
    subprocess.run(command, cwd=source, check=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        carried = set(wheel.namelist())
    assert {*wanted, "main.py"} - carried == set()


def test_every_library_imported_is_declared() -> None:
    files = [path for top in PACKAGES for path in (ROOT / top).rglob("*.py")]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in [*files, ROOT / "main.py"]]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    names = {alias.name.split(".")[0] for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module.split(".")[0] for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    foreign = names - OWN - set(sys.stdlib_module_names)
    providers = packages_distributions()
    used = {name: {canonical(provider) for provider in providers[name]} for name in foreign}
    lines = setup_cfg()["options"]["install_requires"].split("\n")
    declared = {canonical(line) for line in lines if line and not line.startswith("#")}
    assert [name for name, by in used.items() if not by & declared] == []


def test_the_two_commands_stand_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "python3 dev start" in text
    assert "python3 dev test" in text


def test_dev_parses_on_pythons_that_are_too_old_to_run_it() -> None:
    tree = ast.parse((ROOT / "dev").read_text(encoding="utf-8"), feature_version=(3, 5))
    newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Match)
    assert [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, newer)] == []


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 13), (3, 14, 0)])
def test_a_python_outside_the_range_is_told_which_one_is_needed(version: tuple[int, int, int]) -> None:
    done = run_dev("start", before=f"sys.version_info = {version}")
    assert done.returncode == 1
    assert "需要 Python 3.11、3.12 或 3.13" in done.stderr
    assert f"现在用的是 {version[0]}.{version[1]}" in done.stderr
    assert "Traceback" not in done.stderr
    assert setup_cfg()["options"]["python_requires"] == ">=3.11,<3.14"


@pytest.mark.parametrize(("words", "code"), [([], 2), (["fly"], 2), (["--help"], 0)])
def test_dev_without_a_known_verb_lists_its_verbs(words: list[str], code: int) -> None:
    done = run_dev(*words)
    assert done.returncode == code
    assert "python3 dev start" in done.stderr
    assert "python3 dev test" in done.stderr


def test_without_the_right_to_install_the_exact_line_is_printed(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fake_apt(tmp_path, code=0)
    monkeypatch.setenv("PATH", str(tmp_path))  # no sudo here
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    assert not dev.install_packages(["libegl1", "libgl1"], "图形界面所需的系统库")
    line = "sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1 libgl1"
    assert line in capsys.readouterr().err.splitlines()[1]
    assert not (tmp_path / "calls").exists()


@pytest.mark.skipif(os.name == "nt", reason="apt is Debian's")
def test_as_root_packages_are_installed_without_a_question(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fake_apt(tmp_path, code=0)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert dev.install_packages(["libegl1"], "图形界面所需的系统库")
    update, install = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert update.endswith(" update")
    assert install.endswith(" install -y --no-install-recommends libegl1")


@pytest.mark.skipif(os.name == "nt", reason="apt is Debian's")
def test_a_failed_installation_shows_the_reason_and_the_line(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fake_apt(tmp_path, code=100)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert not dev.install_packages(["libegl1"], "图形界面所需的系统库")
    said = capsys.readouterr().err
    assert "E: no network" in said
    assert "apt-get install -y --no-install-recommends libegl1" in said


def fake_apt(folder: Path, code: int) -> None:
    """Put an apt-get into the folder that notes how it was called, says why it failed and exits with the code."""
    script = f'#!/bin/sh\necho "$@" >> "{folder}/calls"\necho "E: no network"\nexit {code}\n'
    (folder / "apt-get").write_text(script, encoding="utf-8")
    (folder / "apt-get").chmod(0o755)


def test_the_environment_is_made_anew_when_the_settings_change(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("setup.cfg", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    before = dev.wanted_stamp()
    assert dev.wanted_stamp() == before
    (tmp_path / "setup.cfg").write_text("[metadata]\n", encoding="utf-8")
    assert dev.wanted_stamp() != before
