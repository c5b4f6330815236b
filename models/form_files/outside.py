"""A definition in a file from outside: whatever is wrong with the file is one Chinese line, and it stays unread.

A definition of thirty heads has about ten thousand characters; a file a hundred times larger is something else.
"""

from __future__ import annotations

from pathlib import Path

from models.disk import said
from models.errors import ForeignFileError

LARGEST = 1_000_000
REMEDY = "请选一个样式定义文件（.toml），或让给出文件的人重新导出"


def form_files_in(folder: Path) -> list[Path]:
    """Return the definition files of a folder by name; raises ForeignFileError for one without any."""
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".toml" and path.is_file())
    except OSError as error:
        raise ForeignFileError(f"打不开这个文件夹（{said(error)}）", where=folder.name, remedy="请核对路径") from error
    if not found:
        raise ForeignFileError("文件夹里没有样式定义文件（.toml）", where=folder.name, remedy="请核对路径")
    return found


def read_form_file(path: Path) -> str:
    """Return the text of a definition file; raises ForeignFileError where it is none or cannot be read."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise ForeignFileError(
            f"读不出这个文件（{said(error)}）", where=path.name or str(path), remedy="请核对路径，关闭占用它的程序再试"
        ) from error
    if len(content) > LARGEST:
        raise ForeignFileError(f"文件超过 {LARGEST // 1_000_000} MB，不是样式定义", where=path.name, remedy=REMEDY)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = "文件不是 UTF-8 编码的文字"
        raise ForeignFileError(text, where=path.name, remedy="请在记事本里另存为，编码选 UTF-8") from error
