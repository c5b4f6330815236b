"""The sample to be backed up, and small disks to put it on."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from models.workspace import Workspace
from tests.builders import Clock, open_workspace
from tests.disks import small_disk


@pytest.fixture
def sample(sample_folder: Path, tmp_path: Path, clock: Clock) -> Iterator[Workspace]:
    shutil.copytree(sample_folder, tmp_path / "sample")
    workspace = open_workspace(tmp_path / "sample", clock)
    yield workspace
    workspace.close()


@pytest.fixture
def sitting(sample_folder: Path, tmp_path: Path, clock: Clock) -> Workspace:
    """An open copy of the sample that the test closes itself."""
    shutil.copytree(sample_folder, tmp_path / "sample")
    return open_workspace(tmp_path / "sample", clock)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Give a small disk of so many kilobytes."""
    with ExitStack() as stack:
        yield lambda kilobytes: stack.enter_context(small_disk(tmp_path / "disk", kilobytes))
