"""Small disks for tests of full and read-only places; only root on Linux can mount them, elsewhere tests skip."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

needs_mounts = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only root on Linux can mount a small disk"
)


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """Mount a disk of this size at a new folder."""
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none", folder], check=False)
    if done.returncode:
        pytest.skip("this system lets nobody mount")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def make_read_only(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)


def fill_up(disk: Path, *, left: int = 0) -> Path:
    """Leave no more than `left` bytes; returns the file that takes the room."""
    filler = disk / "filler"
    filler.write_bytes(b"x" * (shutil.disk_usage(disk).free - left))
    return filler
