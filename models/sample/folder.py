"""The folder a sample is made in: new or empty, and gone again when the making fails."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.errors import InputError
from models.store.copying import telling


@contextmanager
def fresh_folder(folder: Path) -> Iterator[None]:
    """Refuse a folder that holds something; remove what was made in it when the work inside fails."""
    with telling("不能在这里建立工作区", folder):
        if folder.exists() and any(folder.iterdir()):
            raise InputError("这个文件夹不是空的", where=str(folder), remedy="请换一个新的或空的文件夹")
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
