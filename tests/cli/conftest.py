"""A command line whose clock stands still, and the sample to run it on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import main
from tests.cli.running import NOW, Run, Said


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process, with a clock that stands still."""

    def command(*words: object) -> Said:
        capsys.readouterr()
        code = main.main([str(word) for word in words], now=lambda: NOW, wait=0.0)
        said = Said(code, *capsys.readouterr())
        assert "Traceback" not in said.out + said.err
        assert said.err.count("\n") <= 1 and (said.err == "" or said.err.endswith("\n"))
        return said

    return command


@pytest.fixture
def folder(sample_folder: Path, tmp_path: Path) -> Path:
    """A copy of the sample workspace."""
    return Path(shutil.copytree(sample_folder, tmp_path / "ws"))


@pytest.fixture
def here(folder: Path, run: Run) -> Run:
    """Run a verb on the sample workspace."""
    return lambda *words: run("--workspace", folder, *words)
